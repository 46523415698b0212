"""Pairs: sentences with one gold event between a given actor and recipient.

The reader sees the sentence alone, never the pair. How gold is read in batches
stands here too, because the other forms of gold build on it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from detente.errors import GoldError
from detente.evaluation.matching import has_overlap
from detente.evaluation.scores import Calibration, Count, Share, calibration
from detente.ontology import plover
from detente.records import Article, Event, Reading, Span

ReadMany = Callable[[Sequence[Article]], Iterable[Reading]]

# The merged category of gold made before PLOVER 2.0 split it.
YIELD = "YIELD"
_MERGED = {"CONCEDE": YIELD, "RETREAT": YIELD}

# What is predicted where the reader finds no event; no event bears this name.
NOTHING = "none"

# How many sides of the gold pair the chosen event touches; then no event at all.
OVERLAPS = ("both", "one", "neither", "no event")

# From here on a progress bar is worth its flicker.
_FEW = 3


def read_all(articles: Sequence[Article], read_many: ReadMany) -> Iterator[Reading]:
    """Read gold's articles in order, with a progress bar on stderr where it is long.

    Raises:
        ValueError: the reader gave too few or too many readings, or others.

    Example:
        >>> article = Article(id="a", text="Oslo thanked Riga.")
        >>> [r.article.id for r in read_all([article], lambda articles: map(Reading, articles))]
        ['a']
    """
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    is_silent = len(articles) <= _FEW or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=is_silent) as bar:
        task = bar.add_task("reading", total=len(articles))
        for article, reading in zip(articles, read_many(articles), strict=True):
            if reading.article.id != article.id:
                raise ValueError(f"reading of {reading.article.id} came in place of {article.id}")
            bar.advance(task)
            yield reading


# ------------------------------------------------------------------ pairs


@dataclass(frozen=True, slots=True)
class PairError:
    """A sentence whose event was not found right; ``trigger`` of the chosen event."""

    id: str
    gold: str
    predicted: str
    trigger: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PairsResult:
    """The score on a file of pairs.

    Attributes:
        categories: gold's categories, and those predicted beside them.
        confusion: (gold, predicted) -> number of sentences.
        overlaps: one of ``OVERLAPS`` -> number of sentences.
        macro_f1: mean F1 over the categories that gold has; 0 to 1.
    """

    name: str
    accuracy: Share
    macro_f1: float
    categories: dict[str, Count]
    confusion: dict[tuple[str, str], int]
    overlaps: dict[str, int]
    calibration: Calibration
    errors: tuple[PairError, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    id: str
    text: str
    actor: tuple[tuple[int, int], ...]
    recipient: tuple[tuple[int, int], ...]
    event: str


def score_pairs(path: Path, read_many: ReadMany) -> PairsResult:
    """Score the reader on a JSONL file of pairs.

    Args:
        path: a line an object with id, text, actor and recipient (lists of
            ``[start, end]``) and event (one of PLOVER's, or YIELD).
        read_many: the reader; it gets each sentence as an article.

    Raises:
        GoldError: a line is malformed.

    Example:
        >>> import tempfile
        >>> line = '{"id": "a", "text": "Oslo thanked Riga.", "actor": [[0, 4]],'
        >>> line += ' "recipient": [[13, 17]], "event": "SUPPORT"}'
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "gold.jsonl")
        ...     _ = path.write_text(line)
        ...     result = score_pairs(path, lambda articles: map(Reading, articles))
        >>> result.accuracy, result.overlaps["no event"]
        (Share(right=0, asked=1), 1)
    """
    pairs = _read_pairs(path)
    articles = [Article(id=p.id, text=p.text, source=str(path)) for p in pairs]
    confusion: Counter[tuple[str, str]] = Counter()
    overlaps: Counter[str] = Counter()
    judged: list[tuple[float, bool]] = []
    errors: list[PairError] = []
    for pair, reading in zip(pairs, read_all(articles, read_many), strict=True):
        overlap, event = _choose(pair, reading.events)
        predicted = merged(event.event) if event else NOTHING
        gold = merged(pair.event)
        confusion[gold, predicted] += 1
        overlaps[overlap] += 1
        if event:
            judged.append((event.confidence, predicted == gold))
        if predicted != gold:
            trigger = event.trigger.text if event else ""
            errors.append(PairError(pair.id, gold, predicted, trigger, pair.text))
    categories = _by_category(confusion)
    f1s = [count.f1 or 0.0 for count in categories.values() if count.gold]
    return PairsResult(
        name=path.name,
        accuracy=Share(len(pairs) - len(errors), len(pairs)),
        macro_f1=sum(f1s) / len(f1s),
        categories=categories,
        confusion=dict(sorted(confusion.items())),
        overlaps={overlap: overlaps[overlap] for overlap in OVERLAPS},
        calibration=calibration(judged),
        errors=tuple(errors),
    )


def merged(event: str) -> str:
    """Give the category that gold in pairs has for an event.

    Example:
        >>> merged("RETREAT"), merged("AGREE")
        ('YIELD', 'AGREE')
    """
    return _MERGED.get(event, event)


def _choose(pair: _Pair, events: Sequence[Event]) -> tuple[str, Event | None]:
    """The event whose parties best overlap the pair, and how well they do."""
    if not events:
        return OVERLAPS[-1], None

    def key(event: Event) -> tuple[int, float, int, str]:
        # The last two settle what is left, so that the events' order does not.
        return -_sides(pair, event), -event.confidence, event.trigger.start, event.event

    best = min(events, key=key)
    return OVERLAPS[2 - _sides(pair, best)], best


def _sides(pair: _Pair, event: Event) -> int:
    spans: list[Span] = [p.span for p in (*event.actors, *event.recipients) if p.span]
    return sum(
        any(has_overlap((span.start, span.end), gold) for span in spans for gold in side)
        for side in (pair.actor, pair.recipient)
    )


def _by_category(confusion: Counter[tuple[str, str]]) -> dict[str, Count]:
    gold: Counter[str] = Counter()
    proposed: Counter[str] = Counter()
    for (of_gold, predicted), number in confusion.items():
        gold[of_gold] += number
        proposed[predicted] += number
    return {
        name: Count(confusion[name, name], proposed[name], gold[name])
        for name in sorted({*gold, *proposed} - {NOTHING})
    }


# ------------------------------------------------------------------- gold


def _read_pairs(path: Path) -> list[_Pair]:
    """Read a file of pairs.

    Raises:
        GoldError: the file can't be read, is empty, or a line is malformed.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read as UTF-8 text ({error})") from error
    pairs: dict[str, _Pair] = {}
    for number, line in enumerate(lines, 1):
        if line.strip():
            pair = _pair(line, f"{path}:{number}")
            if pair.id in pairs:
                raise GoldError(f"{path}:{number}: id {pair.id!r} stands twice")
            pairs[pair.id] = pair
    if not pairs:
        raise GoldError(f"{path}: holds no pairs; write a JSON object a line")
    return list(pairs.values())


def _pair(line: str, where: str) -> _Pair:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise GoldError(f"{where}: no JSON: {error}") from error
    if not isinstance(row, dict):
        raise GoldError(f"{where}: must be a JSON object with id, text, actor, recipient, event")
    for field in ("id", "text", "event"):
        if not isinstance(row.get(field), str) or not row[field]:
            raise GoldError(f"{where}: {field!r} must be a text that is not empty")
    if row["event"] not in plover.events() and row["event"] != YIELD:
        raise GoldError(f"{where}: {row['event']!r} is neither one of PLOVER's events nor {YIELD}")
    actor, recipient = (_spans(row, side, where) for side in ("actor", "recipient"))
    return _Pair(row["id"], row["text"], actor, recipient, row["event"])


def _spans(row: dict[str, Any], side: str, where: str) -> tuple[tuple[int, int], ...]:
    spans = row.get(side)
    if not isinstance(spans, list) or not spans:
        raise GoldError(f"{where}: {side!r} must be a list of [start, end], with one at least")
    for span in spans:
        is_span = isinstance(span, list) and len(span) == 2 and all(type(x) is int for x in span)
        if not is_span or not 0 <= span[0] < span[1] <= len(row["text"]):
            raise GoldError(f"{where}: {side} {span} is no [start, end] inside the text")
    return tuple((start, end) for start, end in spans)
