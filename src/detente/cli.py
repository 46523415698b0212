"""The commands, thin: they open, read, and print."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO, Annotated

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


class Format(StrEnum):
    """Output formats of ``detente read``."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    plover = "plover"
    csv = "csv"
    parquet = "parquet"


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
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
    sources: Annotated[
        list[str],
        typer.Argument(help="Files (.html .txt .jsonl, also .gz), folders, URLs, or - for standard input."),
    ],
    form: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.table,
    published: Annotated[
        str | None,
        typer.Option(help="Date of publication (YYYY-MM-DD) where the source does not tell it."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, not to standard output.")
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
        # Imported here so that --help and usage errors come at once.
        from detente.intake.sources import count_sources, open_sources
        from detente.reading.read import read_many

        stdin = sys.stdin.buffer
        articles = open_sources(sources, published=published, stdin=stdin)
        readings = _progress(read_many(articles), count_sources(sources))
        seen = _write(readings, form, output, with_text=with_text)
    if seen.rejected:
        _stderr().print(f"{seen.rejected} of {seen.articles} rejected", style="yellow")
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
        typer.Argument(help="Gold: pairs (.jsonl), articles (a folder or .txt), a founding case (.json)."),
    ],
    errors: Annotated[bool, typer.Option("--errors", help="List each error with its sentence.")] = False,
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

    def __init__(self) -> None:
        self.articles = 0
        self.rejected = 0

    def count(self, readings: Iterator[Reading]) -> Iterator[Reading]:
        """Count readings as they pass; rejections are told on stderr at once."""
        for reading in readings:
            self.articles += 1
            if reading.rejected:
                self.rejected += 1
                for rejection in reading.rejected:
                    _stderr().print(f"rejected: {rejection.reason}", style="red", markup=False)
            yield reading


def _write(
    readings: Iterator[Reading], form: Format, output: Path | None, *, with_text: bool
) -> _Seen:
    seen = _Seen()
    passing = seen.count(readings)
    if form in {Format.csv, Format.parquet}:
        _write_frame(passing, form, output)
        return seen
    with _text_output(output) as console:
        if form is Format.json:
            _write_array(passing, console.file)
            return seen
        for reading in passing:
            for block in _blocks(reading, form, with_text=with_text):
                if form is Format.table:
                    console.print(block)
                else:
                    console.file.write(f"{block}\n")
            console.file.flush()
    return seen


def _write_array(readings: Iterator[Reading], file: IO[str]) -> None:
    """One JSON array of all readings, written as they come."""
    from detente.exchange.contract import reading_text

    separator = "["
    for reading in readings:
        file.write(f"{separator}\n{reading_text(reading)}")
        separator = ","
    file.write("[]\n" if separator == "[" else "\n]\n")


def _blocks(reading: Reading, form: Format, *, with_text: bool) -> list[object]:
    from detente.exchange import contract, plover_json
    from detente.report import article_report

    match form:
        case Format.table:
            return [article_report(reading)]
        case Format.jsonl:
            return [contract.reading_line(reading)]
        case _:
            return list(plover_json.plover_lines(reading, with_text=with_text))


def _write_frame(readings: Iterator[Reading], form: Format, output: Path | None) -> None:
    from detente.exchange.frames import frame, rows

    table = frame([row for reading in readings for row in rows(reading)])
    target = output if output else sys.stdout.buffer
    if form is Format.csv:
        table.write_csv(target)
    else:
        table.write_parquet(target)


@contextmanager
def _text_output(output: Path | None) -> Iterator[Console]:
    if output is None:
        yield _stdout()
        return
    with output.open("w", encoding="utf-8") as file:
        yield Console(file=file, width=_PIPE_WIDTH, highlight=False)


def _progress(readings: Iterator[Reading], total: int | None) -> Iterator[Reading]:
    if total is not None and total <= _FEW:
        yield from readings
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_stderr(), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        for reading in readings:
            bar.advance(task)
            yield reading


def _stdout() -> Console:
    return Console(width=None if sys.stdout.isatty() else _PIPE_WIDTH, highlight=False)


def _stderr() -> Console:
    return Console(stderr=True, highlight=False)


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
        _stderr().print(f"detente: {error}", style="red", markup=False)
        raise typer.Exit(2) from error


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
