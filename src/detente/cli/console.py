"""What all commands share: where they print, how they fail, how they show progress."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console

from detente.errors import DetenteError, UsageError
from detente.records import Reading

Item = TypeVar("Item")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Détente reads news and keeps an auditable record of relations between states.",
)

# From here on a progress bar is worth its flicker.
_FEW = 3
# A pipe has no width: wide enough that a row of a table keeps to a few lines.
PIPE_WIDTH = 150

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


Where = Annotated[
    str,
    typer.Option(
        "--archive",
        envvar="DETENTE_ARCHIVE",
        help="An SQLite file (add makes a missing one) or a PostgreSQL URL.",
    ),
]
ARCHIVE = "detente.db"


class Seen:
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
                    complain(self._notices, f"rejected: {rejection.reason}")
            yield reading


def progress(items: Iterator[Item], total: int | None, notices: Console) -> Iterator[Item]:
    """Show a bar on a terminal where more than a few articles are read."""
    if not notices.is_terminal or (total is not None and total <= _FEW):
        yield from items
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
        for item in items:
            bar.advance(task)
            yield item


def stdout() -> Console:
    """Where results go."""
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)


def stderr() -> Console:
    """Where diagnostics and progress go."""
    return Console(stderr=True, highlight=False)


def complain(console: Console, message: str) -> None:
    """Print one line, however long; what a source is named must not act on the terminal."""
    from detente.report import printable

    console.print(printable(message), style="red", markup=False, emoji=False, soft_wrap=True)


def day_of(words: str | None, option: str) -> date | None:
    """Read the day that an option was given; None where it was not."""
    try:
        return None if words is None else date.fromisoformat(words)
    except ValueError as error:
        raise UsageError(f"{option} {words!r} is no date; write YYYY-MM-DD.") from error


def known_archive(where: str) -> str:
    """Refuse an archive that is not there: a question must not make an empty one."""
    if "://" not in where and not Path(where).expanduser().exists():
        raise UsageError(f"there is no archive {where}: make one with detente add, or name it")
    return where


@contextmanager
def errors() -> Iterator[None]:
    """Turn errors of ours into one line on stderr and exit status 2."""
    try:
        yield
    except DetenteError as error:
        complain(stderr(), f"detente: {error}")
        raise typer.Exit(2) from error
