"""The commands, thin: they open, read, and print."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, BinaryIO

import typer
from rich.console import Console

from detente import __version__
from detente.errors import DetenteError, UsageError
from detente.records import Reading

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Détente reads news and keeps an auditable record of relations between states.",
)

# From here on a progress bar is worth its flicker.
_FEW = 3
# A pipe has no width: wide enough that a row of a table keeps to a few lines.
_PIPE_WIDTH = 150

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...",
        help="Files (.html .txt .jsonl, also .gz), folders, URLs, or - for standard input.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(help="Date of publication (YYYY-MM-DD) where the source does not tell it."),
]


class Format(StrEnum):
    """Output formats of ``detente read``."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    plover = "plover"
    csv = "csv"
    parquet = "parquet"


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.command(
    epilog="""[bold]Examples[/bold]

detente read report.html

detente read --format jsonl news/ > readings.jsonl

detente read --format csv --output events.csv https://example.org/report.html

cat report.txt | detente read --published 2023-03-16 -"""
)
def read(
    sources: Sources,
    form: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.table,
    published: Published = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write to this file, not to standard output."),
    ] = None,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="plover: fill in the sentence (mind its rights).")
    ] = False,
) -> None:
    """Read articles: who did what to whom, when, who says so, in which sentence.

    A source that can't be read is rejected with its reason, and the others go
    on. Exit status: 0, or 1 where nothing could be read, or 2 for wrong usage.
    """
    with _errors():
        if published is not None:
            _check_date(published)
        if form is Format.parquet and output is None and sys.stdout.isatty():
            raise UsageError("Parquet is binary: name a file with --output, or redirect.")
        if output is not None:
            _check_output(output, sources)
        # Imported here so that --help and usage errors come at once.
        from detente.intake.sources import count_sources, open_sources
        from detente.reading.read import read_many

        notices = _stderr()
        articles = open_sources(sources, published=published, stdin=sys.stdin.buffer)
        readings = read_many(articles)
        # Results that run over the screen are progress enough, and a bar would
        # be torn by them.
        if output is not None or not sys.stdout.isatty():
            readings = _progress(readings, count_sources(sources), notices)
        seen = _Seen(notices)
        with _opened(output) as file:
            _write(seen.count(readings), form, file, with_text=with_text)
    if seen.rejected:
        notices.print(f"{seen.rejected} of {seen.articles} rejected", style="yellow")
    if not seen.articles:
        notices.print("nothing to read: the sources hold no article", style="yellow")
    if seen.articles == seen.rejected:
        raise typer.Exit(1)


@app.command(
    epilog="""[bold]Examples[/bold]

detente add news/

detente add --archive postgresql://me@localhost/news report.html"""
)
def add(
    sources: Sources,
    archive: Annotated[
        str,
        typer.Option(
            envvar="DETENTE_ARCHIVE",
            help="An SQLite file (made where it is missing) or a PostgreSQL URL.",
        ),
    ] = "detente.db",
    published: Published = None,
) -> None:
    """Read articles and keep the readings in an archive.

    One transaction an article: stopped at any moment and run again, it goes on
    where it was. The same article again adds nothing, a syndicated copy only a
    publication. Exit status: 0, or 1 where nothing could be read, or 2 for wrong
    usage or a broken archive.
    """
    with _errors():
        if published is not None:
            _check_date(published)
        from detente.archive.opening import open_archive
        from detente.archive.store import add_many
        from detente.intake.sources import count_sources, open_sources
        from detente.reading.network import shipped_weights
        from detente.reading.read import read_many

        notices = _stderr()
        counts: Counter[str] = Counter()
        with open_archive(archive) as opened:
            articles = open_sources(sources, published=published, stdin=sys.stdin.buffer)
            seen = _Seen(notices)
            readings = seen.count(_progress(read_many(articles), count_sources(sources), notices))
            for outcome in add_many(opened, readings, reader=shipped_weights().name):
                counts[outcome.kind] += 1
        _stdout().print(
            f"{archive}: {counts['added']} added, {counts['known']} known, "
            f"{counts['copy']} copies of others, {counts['rejected']} rejected"
        )
    if not seen.articles:
        notices.print("nothing to read: the sources hold no article", style="yellow")
    if seen.articles == seen.rejected:
        raise typer.Exit(1)


@app.command(
    epilog="""[bold]Examples[/bold]

detente evaluate training/articles/dev

detente evaluate --errors gold.json pairs.jsonl training/articles/plain-dev"""
)
def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD...",
            help="Gold: pairs (.jsonl), articles (a folder or .txt), a founding case (.json).",
        ),
    ],
    errors: Annotated[
        bool, typer.Option("--errors", help="List each error with its sentence.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    weights: Annotated[
        Path | None, typer.Option(help="A folder of other weights than the shipped ones.")
    ] = None,
) -> None:
    """Score the reader against gold, with tables a category."""
    with _errors():
        from functools import partial

        from detente.evaluation.evaluate import print_results, run
        from detente.intake.sources import open_sources
        from detente.reading.network import load_weights
        from detente.reading.read import read_many

        chosen = load_weights(weights) if weights else None
        results = run(
            gold,
            read_many=partial(read_many, weights=chosen),
            open_article=lambda path: next(iter(open_sources([str(path)]))),
            show_errors=errors,
        )
        print_results(results, _stdout(), show_errors=errors, as_json=as_json)


class _Seen:
    """How many articles were written, and how many of them were rejected."""

    def __init__(self, notices: Console) -> None:
        self.articles = 0
        self.rejected = 0
        self._notices = notices

    def count(self, readings: Iterator[Reading]) -> Iterator[Reading]:
        """Count readings as they pass; rejections are told on stderr at once."""
        for reading in readings:
            self.articles += 1
            if reading.rejected:
                self.rejected += 1
                for rejection in reading.rejected:
                    _complain(self._notices, f"rejected: {rejection.reason}")
            yield reading


def _write(readings: Iterator[Reading], form: Format, file: BinaryIO, *, with_text: bool) -> None:
    if form in {Format.csv, Format.parquet}:
        _write_frame(readings, form, file)
        return
    # Not the locale's encoding and line ends: what is piped is the same everywhere.
    text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
    try:
        if form is Format.table:
            _write_tables(readings, text)
        elif form is Format.json:
            _write_array(readings, text)
        else:
            for reading in readings:
                text.writelines(f"{line}\n" for line in _lines(reading, form, with_text=with_text))
                text.flush()
    finally:
        text.detach()  # writes out what is left; the caller's stream stays open


def _write_tables(readings: Iterator[Reading], file: IO[str]) -> None:
    from detente.report import print_report

    console = Console(file=file, width=_PIPE_WIDTH, highlight=False)
    if file.isatty():
        console = _stdout()
    for reading in readings:
        print_report(console, reading)
        file.flush()


def _write_array(readings: Iterator[Reading], file: IO[str]) -> None:
    """One JSON array of all readings, written as they come."""
    from detente.exchange.contract import reading_text

    separator = "["
    for reading in readings:
        file.write(f"{separator}\n{reading_text(reading)}")
        separator = ","
    file.write("[]\n" if separator == "[" else "\n]\n")


def _lines(reading: Reading, form: Format, *, with_text: bool) -> list[str]:
    from detente.exchange import contract, plover_json

    if form is Format.jsonl:
        return [contract.reading_line(reading)]
    return plover_json.plover_lines(reading, with_text=with_text)


def _write_frame(readings: Iterator[Reading], form: Format, file: BinaryIO) -> None:
    from detente.exchange.frames import frame, rows

    table = frame([row for reading in readings for row in rows(reading)])
    if form is Format.csv:
        table.write_csv(file)
    else:
        table.write_parquet(file)


def _check_output(output: Path, sources: Sequence[str]) -> None:
    """Refuse to write over a source, or where a walk would read what is written."""
    target = os.path.realpath(output)
    for source in sources:
        path = os.path.realpath(source)
        if path in (target, *map(str, Path(target).parents)) and os.path.exists(path):
            raise UsageError(f"--output {output} lies in the source {source}: write elsewhere.")


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """Open where the results go, before the first article is read."""
    if output is None:
        sys.stdout.flush()
        yield sys.stdout.buffer
        return
    try:
        file = output.open("wb")
    except OSError as error:
        raise UsageError(f"--output {output} can't be written ({error.strerror}).") from error
    with file:
        yield file


def _progress(
    readings: Iterator[Reading], total: int | None, notices: Console
) -> Iterator[Reading]:
    if not notices.is_terminal or (total is not None and total <= _FEW):
        yield from readings
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notices, transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading", total=total)
        for reading in readings:
            bar.advance(task)
            yield reading


def _stdout() -> Console:
    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False)


def _stderr() -> Console:
    return Console(stderr=True, highlight=False)


def _complain(console: Console, message: str) -> None:
    """Print one line, however long; what a source is named must not act on the terminal."""
    from detente.report import printable

    console.print(printable(message), style="red", markup=False, emoji=False, soft_wrap=True)


def _check_date(words: str) -> None:
    try:
        date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"--published {words!r} is no date; write YYYY-MM-DD.") from error


@contextmanager
def _errors() -> Iterator[None]:
    """Turn errors of ours into one line on stderr and exit status 2."""
    try:
        yield
    except DetenteError as error:
        _complain(_stderr(), f"detente: {error}")
        raise typer.Exit(2) from error


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe gets UTF-8 in every locale; a terminal that lacks a
            # character shows another, and the run goes on.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    app()


if __name__ == "__main__":
    main()
