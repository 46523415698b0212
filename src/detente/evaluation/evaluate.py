"""``detente evaluate``: each gold file to its scorer, each result to its tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from detente.errors import GoldError
from detente.evaluation import tables
from detente.evaluation.articles import score_articles
from detente.evaluation.case import OpenArticle, score_case
from detente.evaluation.figures import ReadNumber
from detente.evaluation.pairs import ReadMany, score_pairs
from detente.evaluation.tables import Result


def run(
    paths: Sequence[Path],
    *,
    read_many: ReadMany,
    open_article: OpenArticle,
    read_number: ReadNumber,
) -> list[Result]:
    """Score the reader on gold files.

    Args:
        paths: pairs (.jsonl), articles (a folder, or .txt files, which are
            scored together), a founding case (.json).
        read_many: the reader.
        open_article: makes an article of the founding case's page.
        read_number: reads the numbers of gold articles' figures.

    Returns:
        One result a file or folder, one for all .txt files, in their order.

    Raises:
        GoldError: a file is missing, malformed or of no known form.

    Example:
        >>> run([], read_many=iter, open_article=print, read_number=print)
        []
    """
    for path in paths:
        if not path.exists():
            raise GoldError(f"{path}: no such file or folder")
        if not path.is_dir() and path.suffix not in {".jsonl", ".json", ".txt"}:
            raise GoldError(
                f"{path}: gold is .jsonl (pairs), .txt or a folder (articles), .json (case)"
            )
    loose = [path for path in paths if path.suffix == ".txt" and not path.is_dir()]
    results: list[Result] = []
    for path in paths:
        if path.is_dir():
            results.append(score_articles([path], read_many, read_number=read_number))
        elif path.suffix == ".jsonl":
            results.append(score_pairs(path, read_many))
        elif path.suffix == ".json":
            results.append(score_case(path, read_many, open_article=open_article))
        elif path == loose[0]:
            results.append(score_articles(loose, read_many, read_number=read_number))
    return results


def print_results(
    results: Sequence[Result], console: Console, *, show_errors: bool, as_json: bool
) -> None:
    """Print results as tables, or as one JSON array.

    Args:
        results: of ``run``.
        console: where to print.
        show_errors: list each error with its sentence.
        as_json: print the figures for machines.
    """
    if as_json:
        rows = [tables.as_json(result, show_errors=show_errors) for result in results]
        console.file.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
        return
    for result in results:
        console.print(tables.result_tables(result, show_errors=show_errors))
