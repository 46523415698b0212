"""The command that reads articles and writes what it found."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated, BinaryIO

import typer
from rich.console import Console

from detente.cli.console import (
    PIPE_WIDTH,
    Published,
    Seen,
    Sources,
    app,
    day_of,
    errors,
    progress,
    stderr,
    stdout,
)
from detente.errors import UsageError
from detente.records import Reading


class Format(StrEnum):
    """Output formats of ``detente read``."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    plover = "plover"
    csv = "csv"
    parquet = "parquet"


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
    with errors():
        day_of(published, "--published")
        if form is Format.parquet and output is None and sys.stdout.isatty():
            raise UsageError("Parquet is binary: name a file with --output, or redirect.")
        if output is not None:
            _check_output(output, sources)
        # Imported here so that --help and usage errors come at once.
        from detente.intake.sources import count_sources, open_sources
        from detente.reading.read import read_many

        notices = stderr()
        articles = open_sources(sources, published=published, stdin=sys.stdin.buffer)
        readings = read_many(articles)
        # Results that run over the screen are progress enough, and a bar would
        # be torn by them.
        if output is not None or not sys.stdout.isatty():
            readings = progress(readings, count_sources(sources), notices)
        seen = Seen(notices)
        with _opened(output) as file:
            _write(seen.count(readings), form, file, with_text=with_text)
    if seen.rejected:
        notices.print(f"{seen.rejected} of {seen.articles} rejected", style="yellow")
    if not seen.articles:
        notices.print("nothing to read: the sources hold no article", style="yellow")
    if seen.articles == seen.rejected:
        raise typer.Exit(1)


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

    console = Console(file=file, width=PIPE_WIDTH, highlight=False)
    if file.isatty():
        console = stdout()
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
