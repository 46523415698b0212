"""Results as tables for people and as plain values for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from detente.evaluation.articles import ArticlesResult
from detente.evaluation.case import CaseResult, CaseRow
from detente.evaluation.figures import FiguresResult
from detente.evaluation.matters import MattersResult
from detente.evaluation.pairs import NOTHING, PairsResult
from detente.evaluation.quotes import QuotesResult
from detente.evaluation.scores import Calibration, Count, Mistake, Row, Share

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
        >>> from detente.evaluation.scores import calibration
        >>> result = PairsResult("a", Share(1, 2), 0.5, {}, {}, {}, calibration([]), ())
        >>> as_json(result)["accuracy"]
        {'right': 1, 'asked': 2, 'value': 0.5}
    """
    kind = type(result).__name__.removesuffix("Result").lower()
    left_out = set() if show_errors else {"errors"}
    return {"kind": kind, **_plain(result, left_out)}


def _plain(value: Any, left_out: set[str]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in fields(value) if field.name not in left_out]
        plain = {name: _plain(getattr(value, name), left_out) for name in names}
        derived = {Count: ("precision", "recall", "f1"), Share: ("value",), CaseRow: ("is_right",)}
        return plain | {name: getattr(value, name) for name in derived.get(type(value), ())}
    if isinstance(value, Mapping):
        # Pairs of names (the confusion matrix) are no keys in JSON.
        return {
            " > ".join(key) if isinstance(key, tuple) else key: _plain(inner, left_out)
            for key, inner in value.items()
        }
    if isinstance(value, tuple | list):
        return [_plain(inner, left_out) for inner in value]
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
        blocks.append(_errors("errors", ("id", "gold", "predicted", "trigger", "sentence"), rows))
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
        blocks.append(_mistakes("errors of events", result.errors))
    return [*blocks, *_later_blocks(result, show_errors=show_errors)]


def _later_blocks(result: ArticlesResult, *, show_errors: bool) -> list[RenderableType]:
    """Matters, quotes and figures, each of the articles that have gold for them."""
    matters, quotes, figures = result.matters, result.quotes, result.figures
    blocks: list[RenderableType] = []
    for name, part, counts in (
        ("matters", matters, _matters_counts(matters)),
        ("quotes", quotes, _quotes_counts(quotes)),
        ("figures", figures, _figures_counts(figures)),
    ):
        if not part.articles:
            blocks.append(Text(f"{name}: left out, no article has gold for them", style="italic"))
            continue
        without = result.articles - part.articles
        note = f"; {without} without gold for them left out" if without else ""
        table = _table(f"{name} of {part.articles} articles{note}", ("right in", *_COUNT_COLUMNS))
        for way, count in counts.items():
            table.add_row(way, *_count_cells(count))
        blocks.append(table)
        if part is figures:
            blocks.append(_figures_attributes(figures))
        if show_errors:
            blocks.append(_mistakes(f"errors of {name}", part.errors))
    return blocks


def _matters_counts(result: MattersResult) -> dict[str, Count]:
    return {
        "matters: half of their steps": result.matters,
        "steps: kind, by whom, evidence": result.steps,
        "steps: kind, date, evidence": result.dated,
        "steps: kind, evidence": result.kinds,
    }


def _quotes_counts(result: QuotesResult) -> dict[str, Count]:
    return {"words and speaker": result.with_speaker, "words": result.alone}


def _figures_counts(result: FiguresResult) -> dict[str, Count]:
    return {"value, unit and what they count": result.figures, "value and unit": result.numbers}


def _figures_attributes(result: FiguresResult) -> Table:
    table = _table("attributes of the right figures", ("figure", "right", "n"))
    for name, asked in (
        ("period, or none", result.periods),
        ("period, where gold has one", result.periods_told),
        ("source, or none", result.sources),
        ("source, where gold has one", result.sources_told),
    ):
        table.add_row(name, _percent(asked.value), str(asked.asked))
    return table


def _case_blocks(result: CaseResult, *, show_errors: bool) -> list[RenderableType]:
    summary = _table("founding case", ("figure", "value"))
    for name, asked in (
        ("required events: category, status and countries right", result.right),
        ("required events: category right", result.categories),
    ):
        summary.add_row(name, f"{asked.right} of {asked.asked}")
    summary.add_row("spurious events", f"{result.spurious} of {result.proposed}")
    rows = _table("required events", ("id", "trigger", "gold", "ours", *_MARKS, "right"))
    for row in result.rows:
        ours = row.predicted or ("no event" if row.is_in_text else "not in the text")
        found = row.predicted is not None
        marks = (_mark(getattr(row, name)) if found else "" for name in _MARKS)
        rows.add_row(row.id, Text(row.trigger), row.gold, ours, *marks, _mark(row.is_right))
    blocks: list[RenderableType] = [summary, rows]
    matters, quotes, figures = result.matters, result.quotes, result.figures
    for title, figure, part, asked_rows, asked_marks in (
        ("matters", "matters: half of their steps", matters, matters.found, ("found",)),
        ("steps", "steps: kind, date, evidence", matters, matters.rows, ("kind", "date")),
        ("quotes", "quotes: words and speaker", quotes, quotes.rows, ("speaker",)),
        ("figures", "figures: value, unit and what they count", figures, figures.rows, ("counts",)),
    ):
        if not part.articles:
            summary.add_row(figure, "left out, not in gold")
            continue
        right = sum(row.has(*asked_marks) for row in asked_rows)
        summary.add_row(figure, f"{right} of {len(asked_rows)}")
        blocks.append(_checked(title, asked_rows, asked_marks))
    summary.add_row("title", _mark(result.is_title_right))
    summary.add_row("text ends where the article does", _mark(result.is_end_right))
    if show_errors:
        blocks.append(_mistakes("spurious events", result.errors))
        for name, part in (("matters", matters), ("quotes", quotes), ("figures", figures)):
            blocks.append(_mistakes(f"errors of {name}", part.errors))
        if not result.is_title_right:
            columns, titles = ("title", "gold's title"), (result.title or "", result.gold_title)
            blocks.append(_errors("errors of the title", columns, [titles]))
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


def _checked(title: str, rows: Sequence[Row], asked: Sequence[str]) -> Table:
    """Rows of gold with their marks; right where all marks asked are."""
    names = list(rows[0].marks) if rows else []
    keys = ["of"] if any(row.key for row in rows) else []
    table = _table(title, (*keys, "words", "gold", "ours", *names, "right"))
    for row in rows:
        cells = [row.key] * len(keys) + [row.words, row.gold, row.ours or "nothing"]
        marks = ("" if row.ours is None else _mark(row.marks[name]) for name in names)
        table.add_row(*map(Text, cells), *marks, _mark(row.has(*asked)))
    return table


def _mistakes(title: str, mistakes: Iterable[Mistake]) -> Table:
    columns = ("error", "where", "words", "gold", "ours", "sentence")
    return _errors(
        title,
        columns,
        (
            (m.kind, f"{m.article} {m.key}".strip(), m.trigger, m.gold, m.ours, m.sentence)
            for m in mistakes
        ),
    )


def _errors(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="italic", box=None)
    for column in columns:
        table.add_column(column, overflow="fold", ratio=3 if column == "sentence" else 1)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
