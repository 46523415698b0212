"""The commands that answer from an archive: relation, matters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import ARCHIVE, Where, app, day_of, errors, known_archive, stderr, stdout
from detente.errors import UsageError

if TYPE_CHECKING:
    from detente.archive.judgements import Joining
    from detente.archive.opening import Archive

First = Annotated[
    str, typer.Argument(metavar="STATE", help='A code (KOR) or a name ("South Korea").')
]
Second = Annotated[str, typer.Argument(metavar="STATE", help="The other one.")]
Since = Annotated[str | None, typer.Option(help="First day (YYYY-MM-DD).")]
Until = Annotated[str | None, typer.Option(help="Last day (YYYY-MM-DD).")]
WithIds = Annotated[
    bool, typer.Option("--ids", help="Show the ids by which events and steps are judged.")
]


@app.command(
    epilog="""[bold]Examples[/bold]

detente relation KOR JPN

detente relation "South Korea" Japan --since 2018-01-01 --plot kor-jpn.svg"""
)
def relation(  # noqa: PLR0913  # every option of a command is an argument
    first: First,
    second: Second,
    since: Since = None,
    until: Until = None,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw it to a file: .svg, .png or .html."),
    ] = None,
    with_ids: WithIds = False,
    archive: Where = ARCHIVE,
) -> None:
    """Tell what holds between two states, every claim with its sentence.

    The weekly series both ways, its turning points with their test, the matters
    and their steps, the reactions of third states, the latest events. Exit
    status: 0, or 1 where the archive knows nothing of the two.
    """
    with errors():
        from detente.answers import Period, relation_of
        from detente.relations.story import tell_relation

        period = Period(day_of(since, "--since"), day_of(until, "--until"))
        pair = _pair(first, second)
        with _opened(archive) as opened:
            view = relation_of(opened, pair, today=date.today(), period=period)
        if view.is_empty:
            stderr().print(f"{archive} knows nothing of {pair[0]} and {pair[1]}", style="yellow")
            raise typer.Exit(1)
        if plot is not None:
            # Only charts need altair, which takes a second to load.
            from detente.relations.charts import draw_relation, save_chart

            save_chart(draw_relation(view), plot)
        stdout().print(tell_relation(view, with_ids=with_ids))


@app.command(
    epilog="""[bold]Examples[/bold]

detente matters KOR JPN

detente matters KOR JPN --ids --reasons

detente matters KOR JPN --split 2b72fe1c7ecd59b6 --by Ana --note "another visit"

detente matters KOR JPN --merge 2b72fe1c7ecd59b6,3fd38680590cf70d --by Ana"""
)
def matters(  # noqa: PLR0913  # every option of a command is an argument
    first: First,
    second: Second,
    since: Since = None,
    until: Until = None,
    split: Annotated[
        str | None,
        typer.Option(metavar="STEP", help="Part a step from its matter; needs --by."),
    ] = None,
    merge: Annotated[
        str | None,
        typer.Option(metavar="STEP,STEP", help="Join the matters of two steps; needs --by."),
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who splits or merges.")] = None,
    note: Annotated[str, typer.Option(help="Why, in words.")] = "",
    with_ids: WithIds = False,
    with_reasons: Annotated[
        bool, typer.Option("--reasons", help="Show how tellings were joined to one matter.")
    ] = False,
    archive: Where = ARCHIVE,
) -> None:
    """List the ledger of two states: the matters between them with their steps.

    Those with the latest step come first. Exit status: 0, or 1 where there is
    none.
    """
    with errors():
        from rich.console import Group

        from detente.answers import Period, matters_of
        from detente.archive import store
        from detente.relations.story import tell_matter

        period = Period(day_of(since, "--since"), day_of(until, "--until"))
        joining = _joining(split, merge, by, note=note)
        with _opened(archive) as opened:
            if joining is not None:
                store.join(opened, joining)
            found = matters_of(opened, _pair(first, second), today=date.today(), period=period)
        if not found:
            stderr().print("no matter between the two is on record", style="yellow")
            raise typer.Exit(1)
        told = (tell_matter(one, with_ids=with_ids, with_reasons=with_reasons) for one in found)
        stdout().print(Group(*told))


def _joining(split: str | None, merge: str | None, by: str | None, *, note: str) -> Joining | None:
    from detente.archive.judgements import Joining

    if split is None and merge is None:
        if by is not None or note:
            raise UsageError("--by and --note go with --split or --merge")
        return None
    if (split is None) == (merge is None) or by is None:
        raise UsageError("give --split STEP or --merge STEP,STEP, and --by NAME")
    today = date.today().isoformat()
    if split is not None:
        return Joining("split", split, None, by, today, note)
    steps = [step.strip() for step in (merge or "").split(",")]
    if len(steps) != 2 or not all(steps):
        raise UsageError(f"--merge {merge!r}: give the ids of two steps, parted by a comma")
    return Joining("merge", steps[0], steps[1], by, today, note)


def _pair(first: str, second: str) -> tuple[str, str]:
    from detente.ontology.parties import code_of

    return code_of(first), code_of(second)


@contextmanager
def _opened(archive: str) -> Iterator[Archive]:
    from detente.archive.opening import open_archive

    with open_archive(known_archive(archive)) as opened:
        yield opened
