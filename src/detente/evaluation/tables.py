"""Results as tables for people and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.evaluation.articles import ArticlesResult, Mistake
from detente.evaluation.case import CaseResult, CaseRow
from detente.evaluation.pairs import NOTHING, Calibration, Count, PairsResult, Share

Result = PairsResult | ArticlesResult | CaseResult

_MARKS = ("category", "status", "actors", "recipients", "date", "claim")


def as_json(result: Result, *, show_errors: bool = False) -> dict[str, Any]:
    """Turn a result into values that ``json.dumps`` takes.

    Args:
        result: of one gold file.
        show_errors: with each error and its sentence.

    Returns:
        The result's fields; counts with their precision, recall and F1, shares
        with their value (null where nothing was asked).

    Example:
        >>> result = CaseResult("a", (), Share(0, 0), Share(1, 2), None, "T", False, True, 0, 0, ())
        >>> as_json(result)["categories"]
        {'right': 1, 'asked': 2, 'value': 0.5}
    """
    kind = type(result).__name__.removesuffix("Result").lower()
    values: dict[str, Any] = {"kind": kind, **_plain(result)}
    if not show_errors:
        del values["errors"]
    return values


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        derived = {Count: ("precision", "recall", "f1"), Share: ("value",), CaseRow: ("is_right",)}
        return plain | {name: getattr(value, name) for name in derived.get(type(value), ())}
    if isinstance(value, Mapping):
        # Pairs of names (the confusion matrix) are no keys in JSON.
        return {
            " > ".join(key) if isinstance(key, tuple) else key: _plain(inner)
            for key, inner in value.items()
        }
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    return value


def result_tables(result: Result, *, show_errors: bool = False) -> RenderableType:
    """Lay out a result for the terminal.

    Args:
        result: of one gold file.
        show_errors: list each error with its sentence.

    Returns:
        Something that a rich console prints.
    """
    match result:
        case PairsResult():
            blocks = _pairs_blocks(result, show_errors=show_errors)
        case ArticlesResult():
            blocks = _articles_blocks(result, show_errors=show_errors)
        case CaseResult():
            blocks = _case_blocks(result, show_errors=show_errors)
    return Group(Text(f"\n{result.name}", style="bold"), *blocks)


def _pairs_blocks(result: PairsResult, *, show_errors: bool) -> list[RenderableType]:
    n = result.accuracy.asked
    summary = _table("pairs", ("figure", "value", "n"))
    summary.add_row("accuracy", _percent(result.accuracy.value), str(n))
    summary.add_row("macro-F1 over gold's categories", _percent(result.macro_f1), str(n))
    for overlap, number in result.overlaps.items():
        words = f"gold pair touched: {overlap}" if overlap != "no event" else "no event found"
        summary.add_row(words, _percent(number / n), str(number))
    blocks: list[RenderableType] = [summary, _categories(result.categories), _confusion(result)]
    blocks.append(_calibration(result.calibration))
    if show_errors:
        rows = ((e.id, e.gold, e.predicted, e.trigger, e.sentence) for e in result.errors)
        blocks.append(_errors(("id", "gold", "predicted", "trigger", "sentence"), rows))
    return blocks


def _articles_blocks(result: ArticlesResult, *, show_errors: bool) -> list[RenderableType]:
    ways = _table(f"events of {result.articles} articles", ("matched by", *_COUNT_COLUMNS))
    for name, count in (
        ("trigger and category", result.events),
        ("trigger only", result.triggers),
        ("category and sentence", result.sentences),
    ):
        ways.add_row(name, *_count_cells(count))
    attributes = _table("attributes of the matched events", ("figure", "right", "n"))
    for name, asked in result.attributes.items():
        attributes.add_row(name, _percent(asked.value), str(asked.asked))
    statuses = _table("status by gold's status", ("status", "right", "n"))
    for name, asked in result.statuses.items():
        statuses.add_row(name, _percent(asked.value), str(asked.asked))
    blocks: list[RenderableType] = [ways, _categories(result.categories), attributes, statuses]
    blocks.append(_calibration(result.calibration))
    if show_errors:
        columns = ("error", "where", "trigger", "gold", "ours", "sentence")
        blocks.append(_errors(columns, map(_mistake_cells, result.errors)))
    return blocks


def _case_blocks(result: CaseResult, *, show_errors: bool) -> list[RenderableType]:
    summary = _table("founding case", ("figure", "value"))
    for name, asked in (
        ("required events: category, status and countries right", result.right),
        ("required events: category right", result.categories),
    ):
        summary.add_row(name, f"{asked.right} of {asked.asked}")
    summary.add_row("spurious events", f"{result.spurious} of {result.proposed}")
    summary.add_row("title", _mark(result.is_title_right))
    summary.add_row("text ends where the article does", _mark(result.is_end_right))
    rows = _table("required events", ("id", "trigger", "gold", "ours", *_MARKS, "right"))
    for row in result.rows:
        ours = row.predicted or ("no event" if row.is_in_text else "not in the text")
        found = row.predicted is not None
        marks = (_mark(getattr(row, name)) if found else "" for name in _MARKS)
        rows.add_row(row.id, Text(row.trigger), row.gold, ours, *marks, _mark(row.is_right))
    if not show_errors:
        return [summary, rows]
    spurious = ((e.event, e.trigger, e.sentence) for e in result.errors)
    blocks: list[RenderableType] = [
        summary,
        rows,
        _errors(("spurious", "trigger", "sentence"), spurious),
    ]
    if not result.is_title_right:
        blocks.append(_errors(("title", "gold's title"), [(result.title or "", result.gold_title)]))
    return blocks


# ------------------------------------------------------------------ parts

_COUNT_COLUMNS = ("P", "R", "F1", "right", "proposed", "gold")


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="italic", box=None, padding=(0, 1))
    for number, column in enumerate(columns):
        table.add_column(column, justify="left" if number == 0 else "right", overflow="fold")
    return table


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"


def _mark(is_right: bool) -> Text:
    return Text("yes", style="green") if is_right else Text("no", style="red")


def _count_cells(count: Count) -> tuple[str, ...]:
    ratios = (count.precision, count.recall, count.f1)
    numbers = (count.right, count.proposed, count.gold)
    return (*map(_percent, ratios), *map(str, numbers))


def _categories(categories: Mapping[str, Count]) -> Table:
    table = _table("categories", ("category", *_COUNT_COLUMNS))
    for name, count in categories.items():
        table.add_row(name, *_count_cells(count))
    return table


def _confusion(result: PairsResult) -> Table:
    golds = sorted({gold for gold, _ in result.confusion})
    predicted = sorted({name for _, name in result.confusion}, key=lambda x: (x == NOTHING, x))
    table = _table(
        "confusion: gold down, predicted across", ("", *(name[:5] for name in predicted))
    )
    for gold in golds:
        numbers = (result.confusion.get((gold, name), 0) for name in predicted)
        table.add_row(gold, *(str(number or "·") for number in numbers))
    return table


def _calibration(found: Calibration) -> Table:
    table = _table("calibration", ("confidence", "mean", "right", "n"))
    for part in found.bins:
        span = f"{part.low:.1f} to {part.high:.1f}"
        table.add_row(span, _percent(part.confidence), _percent(part.right), str(part.asked))
    table.add_row("expected calibration error", _percent(found.error), "", str(found.asked))
    return table


def _errors(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title="errors", title_justify="left", title_style="italic", box=None)
    for column in columns:
        table.add_column(column, overflow="fold", ratio=3 if column == "sentence" else 1)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _mistake_cells(mistake: Mistake) -> tuple[str, ...]:
    where = f"{mistake.article} {mistake.key}".strip()
    return mistake.kind, where, mistake.trigger, mistake.gold, mistake.ours, mistake.sentence
