"""The command that scores the reader against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli import console
from detente.cli.console import app, stdout


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
    with console.errors():
        from functools import partial

        from detente.evaluation.evaluate import print_results, run
        from detente.intake.sources import open_sources
        from detente.reading.network import load_weights
        from detente.reading.numbers import parse_number
        from detente.reading.read import read_many

        chosen = load_weights(weights) if weights else None
        results = run(
            gold,
            read_many=partial(read_many, weights=chosen),
            open_article=lambda path: next(iter(open_sources([str(path)]))),
            read_number=parse_number,
        )
        print_results(results, stdout(), show_errors=errors, as_json=as_json)
