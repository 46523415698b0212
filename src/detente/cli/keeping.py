"""The commands that write to an archive: add, reread, judge."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from detente.cli.console import (
    ARCHIVE,
    Published,
    Seen,
    Sources,
    Where,
    app,
    day_of,
    errors,
    known_archive,
    progress,
    stderr,
    stdout,
)
from detente.errors import UsageError
from detente.records import Article


class Verdict(StrEnum):
    """What a person says of an event."""

    confirmed = "confirmed"
    rejected = "rejected"
    corrected = "corrected"


@app.command(
    epilog="""[bold]Examples[/bold]

detente add news/

detente add --archive postgresql://me@localhost/news report.html"""
)
def add(
    sources: Sources,
    archive: Where = ARCHIVE,
    published: Published = None,
) -> None:
    """Read articles and keep the readings in an archive.

    One transaction an article: stopped at any moment and run again, it goes on
    where it was. The same article again adds nothing, a syndicated copy only a
    publication. Exit status: 0, or 1 where nothing could be read, or 2 for wrong
    usage or a broken archive.
    """
    with errors():
        day_of(published, "--published")
        from detente.archive.opening import open_archive
        from detente.archive.store import add_many, is_known
        from detente.intake.sources import count_sources, open_sources
        from detente.reading.network import shipped_weights
        from detente.reading.read import read_many

        notices = stderr()
        counts: Counter[str] = Counter()
        with open_archive(archive) as opened:
            articles = open_sources(sources, published=published, stdin=sys.stdin.buffer)
            seen = Seen(notices)

            def unknown() -> Iterator[Article]:
                """What is there already is not read again: a run that was cut short goes on."""
                for article in articles:
                    if is_known(opened, article.id):
                        counts["known"] += 1
                        seen.articles += 1
                    else:
                        yield article

            readings = seen.count(progress(read_many(unknown()), count_sources(sources), notices))
            for outcome in add_many(opened, readings, reader=shipped_weights().name):
                counts[outcome.kind] += 1
        stdout().print(
            f"{archive}: {counts['added']} added, {counts['known']} known, "
            f"{counts['copy']} copies of others, {counts['rejected']} rejected"
        )
    if not seen.articles:
        notices.print("nothing to read: the sources hold no article", style="yellow")
    if seen.articles == seen.rejected:
        raise typer.Exit(1)


@app.command(
    epilog="""[bold]Examples[/bold]

detente reread

detente reread --archive postgresql://me@localhost/news"""
)
def reread(archive: Where = ARCHIVE) -> None:
    """Read stored articles again where the reader or the ontology is newer now.

    People's judgements stay beside the events that they judge. Stopped at any
    moment and run again, it goes on where it was.
    """
    with errors():
        from detente.archive import store
        from detente.archive.opening import open_archive
        from detente.reading.network import shipped_weights
        from detente.reading.read import read_many

        notices = stderr()

        reader = shipped_weights().name
        with open_archive(known_archive(archive)) as opened:
            outcomes = store.reread(opened, read_many, reader=reader)
            count = sum(1 for _ in progress(outcomes, None, notices))
        stdout().print(f"{archive}: {count} articles read again with {reader}")


@app.command(
    epilog="""[bold]Examples[/bold]

detente judge 4a09221d4969c993 confirmed --by Ana

detente judge 4a09221d4969c993 rejected --by Ana --note "a poll, no promise"

detente judge 4a09221d4969c993 corrected --by Ana --event CONCEDE --status future"""
)
def judge(  # noqa: PLR0913  # every option of a command is an argument
    event_id: Annotated[
        str, typer.Argument(metavar="EVENT", help="Its id: detente relation --ids.")
    ],
    verdict: Annotated[Verdict, typer.Argument(help="What is said of it.")],
    by: Annotated[str, typer.Option("--by", help="Who judges.")],
    note: Annotated[str, typer.Option(help="Why, in words.")] = "",
    event: Annotated[str | None, typer.Option(help="corrected: the right PLOVER event.")] = None,
    mode: Annotated[str | None, typer.Option(help="corrected: the right mode.")] = None,
    status: Annotated[str | None, typer.Option(help="corrected: the right status.")] = None,
    actor: Annotated[
        list[str] | None, typer.Option(help="corrected: the right actor; may be repeated.")
    ] = None,
    recipient: Annotated[
        list[str] | None, typer.Option(help="corrected: the right recipient; may be repeated.")
    ] = None,
    archive: Where = ARCHIVE,
) -> None:
    """Judge an event of the archive; the machine's reading stays beside it.

    What is rejected counts no more; what is corrected counts as corrected. The
    latest judgement holds.
    """
    with errors():
        from detente.archive import corrections, queries, store
        from detente.archive.judgements import Judgement
        from detente.archive.opening import open_archive

        change = corrections.Change(event, mode, status, tuple(actor or ()), tuple(recipient or ()))
        with open_archive(known_archive(archive)) as opened:
            found = queries.event(opened, event_id)
            right = corrections.correct(found, change) if verdict is Verdict.corrected else None
            if right is None and change != corrections.Change():
                raise UsageError("only the verdict corrected takes what is right")
            today = date.today().isoformat()
            store.judge(opened, event_id, Judgement(verdict.value, by, today, note, right))
        stdout().print(f"{event_id}: {verdict.value} by {by}")
