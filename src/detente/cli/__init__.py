"""The commands, thin: they open, read, and print."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from detente import __version__
from detente.cli import asking, keeping, reading, scoring
from detente.cli.console import app

__all__ = ["app", "asking", "keeping", "main", "reading", "scoring"]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe gets UTF-8 in every locale; a terminal that lacks a
            # character shows another, and the run goes on.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    app()
