"""Figures against gold: value, unit and what is counted; then period and source.

A figure is found where value and unit agree (people and things counted are one
unit: gold names the thing), one to one, those that share a content word of what
is counted first; without such a word it isn't right. Words are compared by their
stems; a period at gold's precision, by its first day; a source by a content word
of its words, name, office or state.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.errors import GoldError
from detente.evaluation.markup import GoldArticle
from detente.evaluation.matching import assign_in_turn, name_of
from detente.evaluation.scores import Count, Mistake, Row, Share, count_rows, mistakes, share
from detente.ontology import organisations, states
from detente.records import Figure

# Words of gold ("7 million US dollars") -> value and unit as figures have them.
ReadNumber = Callable[[str], tuple[float, str | None] | None]

# Words that say nothing of what is counted.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "the a an of in on at to for from by with and or as that who which its his her their was"
        " were is are be been had has have not said more than before after under per people",
    )
)


_INFLECTED = re.compile(r"(?<=\w{3})(?:ings?|ed|e?s|e)$")


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """One row of gold.

    Attributes:
        unit: as ``records.Figure.unit``; None where the row counts things.
        what: what is counted, the counted noun of the row's unit with it.
        period: "2021", "since 2020-02-28", empty where not told.
        key: the row's line in its file, or its value where that has none.
        sentence: the one that has the value and most words of ``what``.
    """

    value: float
    unit: str | None
    what: str
    period: str
    source: str
    key: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FiguresResult:
    """The score of figures.

    Attributes:
        articles: with gold for them.
        figures: right in value, unit and a word of what they count.
        numbers: in value and unit alone.
        periods, sources: right ones among the right; ``told`` where gold has one.
        rows: a row a figure of gold.
    """

    articles: int
    figures: Count
    numbers: Count
    periods: Share
    periods_told: Share
    sources: Share
    sources_told: Share
    rows: tuple[Row, ...]
    errors: tuple[Mistake, ...]


def gold_figures(article: GoldArticle, read_number: ReadNumber) -> tuple[GoldFigure, ...] | None:
    r"""Read the FIGURES section of a gold article.

    Returns:
        Its rows in order; None where the article has no such section.

    Raises:
        GoldError: a row has not five cells, or no number (with ``file:line``).

    Example:
        >>> from detente.evaluation.markup import parse_article
        >>> head = "TITLE: T\nPUBLISHED: 2024-05-02\n---\nOslo sent 3 tonnes.\n---\n"
        >>> article = parse_article(head + "FIGURES\n3 | tonnes | tents | 2023 | UN", "a.txt")
        >>> [(row.value, row.unit, row.what) for row in gold_figures(article, lambda _: (3, "t"))]
        [(3, 't', 'tents')]
    """
    lines = article.sections.get("FIGURES")
    if lines is None:
        return None
    return tuple(_read_figure(*line, article, read_number) for line in lines)


def _read_figure(
    where: str, line: str, article: GoldArticle, read_number: ReadNumber
) -> GoldFigure:
    cells = [cell.strip() for cell in line.split("|")]
    if len(cells) != 5:
        raise GoldError(f"{where}: needs value | unit | what | period | source, not {line!r}")
    value, unit, what, period, source = cells
    found = read_number(f"{value} {unit}")
    if found is None:
        raise GoldError(f"{where}: {value!r} is no number that we can read")
    return GoldFigure(
        value=found[0],
        unit=found[1],
        what=f"{what} {unit}" if found[1] is None else what,
        period=period,
        source=source,
        key=where,
        sentence=_sentence_of(value, what, article),
    )


def _sentence_of(value: str, what: str, article: GoldArticle) -> str:
    """The sentence with the words of a value that shares most with what it counts."""
    words = re.compile(rf"(?<![\w.,]){re.escape(value)}(?!\w|[.,]\d)", re.I)
    told = [sentence.text for sentence in article.sentences if words.search(sentence.text)]
    return max(told, key=lambda t: len(content_words(t) & content_words(what)), default="")


# ------------------------------------------------------------------ scoring


def score_figures(
    articles: Sequence[tuple[str, Sequence[GoldFigure], Sequence[Figure]]],
) -> FiguresResult:
    """Score the figures of some articles.

    Args:
        articles: (name of the article, gold's figures, ours) an article.

    Example:
        >>> score_figures([("a", (), ())]).figures
        Count(right=0, proposed=0, gold=0)
    """
    rows: list[Row] = []
    spurious: list[Mistake] = []
    right: list[tuple[GoldFigure, Row]] = []
    for name, gold, ours in articles:
        pairs = _match(gold, ours)
        own = [
            _row(name, one, ours[pairs[g]] if g in pairs else None) for g, one in enumerate(gold)
        ]
        rows += own
        right += [(one, row) for one, row in zip(gold, own, strict=True) if row.has("counts")]
        spurious += [
            Mistake("spurious", name, "", one.span.text, "", _shown(one), one.evidence.text)
            for index, one in enumerate(ours)
            if index not in pairs.values()
        ]
    proposed = sum(len(ours) for _, _, ours in articles)
    return FiguresResult(
        articles=len(articles),
        figures=count_rows(rows, proposed, "counts"),
        numbers=count_rows(rows, proposed),
        periods=share(row.has("period") for _, row in right),
        periods_told=share(row.has("period") for gold, row in right if gold.period),
        sources=share(row.has("source") for _, row in right),
        sources_told=share(row.has("source") for gold, row in right if gold.source),
        rows=tuple(rows),
        errors=(*mistakes(rows), *spurious),
    )


def _match(gold: Sequence[GoldFigure], ours: Sequence[Figure]) -> dict[int, int]:
    """Index of a figure of gold -> of the one of ours that was found for it."""

    def same_value(g: int, o: int) -> int:
        return int(_has_value(gold[g], ours[o]))

    def same_count(g: int, o: int) -> int:
        return same_value(g, o) * _shared_words(gold[g], ours[o])

    return assign_in_turn(len(gold), len(ours), same_count, same_value)


def _shared_words(gold: GoldFigure, ours: Figure) -> int:
    return len(content_words(gold.what) & content_words(ours.counts))


def _row(article: str, gold: GoldFigure, ours: Figure | None) -> Row:
    value = f"{gold.value:,.12g} {gold.unit or ''}".strip()
    return Row(
        article=article,
        key=gold.key,
        words=gold.what,
        gold=", ".join(filter(None, (value, gold.period, gold.source))),
        ours=None if ours is None else _shown(ours),
        marks={
            "counts": ours is not None and _shared_words(gold, ours) > 0,
            "period": ours is not None and _has_period(gold, ours),
            "source": ours is not None and _has_source(gold, ours),
        },
        sentence=gold.sentence,
    )


def _shown(figure: Figure) -> str:
    value = f"{figure.value:,.12g} {figure.unit or ''}".strip()
    period = figure.period.start or figure.period.end
    return ", ".join(filter(None, (value, figure.counts, period, name_of(figure.source))))


def _has_value(gold: GoldFigure, ours: Figure) -> bool:
    unit = None if ours.unit == "people" else ours.unit
    return abs(gold.value - ours.value) <= 1e-9 * abs(gold.value) and gold.unit == unit


def content_words(words: str) -> frozenset[str]:
    """The stems of the words that say what is meant.

    Example:
        >>> sorted(content_words("the destroyers of Japan"))
        ['destro', 'japan']
        >>> content_words("exporting") == content_words("exports")
        True
    """
    found = re.findall(r"[^\W\d_]+", words.lower())
    return frozenset(
        _INFLECTED.sub("", word)[:6] for word in found if len(word) > 1 and word not in _EMPTY
    )


def _has_period(gold: GoldFigure, ours: Figure) -> bool:
    start = ours.period.start or ours.period.end or ""
    words = re.search(r"\d{4}(?:-\d\d){0,2}", gold.period)
    if words is None or not start:
        return not words and not start
    size = min(len(words.group()), len(start))
    return words.group()[:size] == start[:size]


def _has_source(gold: GoldFigure, ours: Figure) -> bool:
    actor = ours.source
    if actor is None or not gold.source:
        return actor is None and not gold.source
    words = [actor.span.text if actor.span else "", actor.person or "", actor.office or ""]
    named = [code for m in states.find(gold.source) for code in m.codes]
    named += [m.code for m in organisations.find(gold.source)]
    same = content_words(gold.source) & content_words(" ".join(words))
    return bool(same or set(named) & set(actor.country))
