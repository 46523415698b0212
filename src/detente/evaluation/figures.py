"""Figures against gold: value, unit and what is counted; then period and source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import GoldError
from detente.evaluation.articles import article_of, assign, gold_files
from detente.evaluation.markup import read_article
from detente.evaluation.pairs import Count, Share, share
from detente.ontology import organisations, states
from detente.records import Article, Figure

ReadFigures = Callable[[Article], Sequence[Figure]]
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
    """One row of an article's FIGURES section.

    Attributes:
        unit: as ``records.Figure.unit``; None where the row counts things.
        what: what is counted, the counted noun of the row's unit with it.
        period: "2021", "since 2020-02-28", empty where not told.
    """

    value: float
    unit: str | None
    what: str
    period: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class FiguresResult:
    """The score of figures.

    Attributes:
        figures: matched by value, unit and a word of what they count.
        numbers: matched by value and unit alone.
        periods, sources: right ones among the matched; ``told`` where gold has one.
        errors: missed and spurious figures in words.
    """

    figures: Count
    numbers: Count
    periods: Share
    periods_told: Share
    sources: Share
    sources_told: Share
    errors: tuple[str, ...]


def score_figures(
    paths: Sequence[Path], read_figures: ReadFigures, *, read_number: ReadNumber
) -> FiguresResult:
    """Score the figures of gold articles.

    A figure matches when value and unit agree (people and things counted are
    one unit: gold names the thing) and a content word of what is counted is
    shared, one to one, in the assignment that finds most. Words are compared
    by their stems; a period at gold's precision, by its first day; a source by
    a content word of its words, name, office or state.

    Args:
        paths: files in the layout of ``training/articles/GUIDE.md``, or
            folders, of which all ``.txt`` files are taken.
        read_figures: gives the figures of one article.
        read_number: reads gold's numbers (``reading.numbers.parse_number``).

    Raises:
        GoldError: there is no file, or a row is malformed (with ``file:line``).

    Example:
        >>> import tempfile
        >>> gold = "TITLE: Truce\\nPUBLISHED: 2024-05-02\\n---\\nOslo paid 3 euros.\\n---\\n"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "truce.txt")
        ...     _ = path.write_text(gold + "FIGURES\\n3 | euros | paid by Oslo | 2024 | ")
        ...     score_figures([path], lambda _: (), read_number=lambda _: (3, "EUR")).figures
        Count(right=0, proposed=0, gold=1)
    """
    return score_rows([_read(file, read_figures, read_number) for file in gold_files(paths)])


def score_rows(
    articles: Sequence[tuple[Sequence[GoldFigure], Sequence[Figure]]],
) -> FiguresResult:
    """Score pairs of gold rows and figures, one pair an article.

    Example:
        >>> score_rows([([], [])]).figures
        Count(right=0, proposed=0, gold=0)
    """
    right = numbers = 0
    matched: list[tuple[GoldFigure, Figure]] = []
    errors: list[str] = []
    for gold, ours in articles:
        size = len(gold), len(ours)
        pairs = assign(*size, lambda g, o: _fit(gold[g], ours[o]))  # noqa: B023 - used at once
        numbers += len(assign(*size, lambda g, o: int(_has_value(gold[g], ours[o]))))  # noqa: B023
        right += len(pairs)
        matched += [(gold[g], ours[o]) for g, o in pairs.items()]
        errors += _errors(gold, ours, pairs)
    proposed = sum(len(ours) for _, ours in articles)
    asked = sum(len(gold) for gold, _ in articles)
    periods = [(bool(g.period), _has_period(g, o)) for g, o in matched]
    sources = [(bool(g.source), _has_source(g, o)) for g, o in matched]
    return FiguresResult(
        figures=Count(right, proposed, asked),
        numbers=Count(numbers, proposed, asked),
        periods=share(ok for _, ok in periods),
        periods_told=share(ok for told, ok in periods if told),
        sources=share(ok for _, ok in sources),
        sources_told=share(ok for told, ok in sources if told),
        errors=tuple(errors),
    )


def parse_figures(source: str, name: str, read_number: ReadNumber) -> tuple[GoldFigure, ...]:
    r"""Parse the FIGURES section of a gold article's file; none is an empty tuple.

    Raises:
        GoldError: a row has not five cells, or no number (with ``file:line``).

    Example:
        >>> rows = "FIGURES\n3 | tonnes | tents | 2023 | UN"
        >>> row = parse_figures(rows, "a.txt", lambda _: (3, "t"))[0]
        >>> row.value, row.unit, row.what
        (3, 't', 'tents')
    """
    rows: list[GoldFigure] = []
    is_inside = False
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() == "FIGURES":
            is_inside = True
        elif is_inside and line.strip():
            rows.append(_row(line, f"{name}:{number}", read_number))
    return tuple(rows)


def _row(line: str, where: str, read_number: ReadNumber) -> GoldFigure:
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
        where=where,
    )


def _read(
    file: Path, read_figures: ReadFigures, read_number: ReadNumber
) -> tuple[tuple[GoldFigure, ...], tuple[Figure, ...]]:
    article = article_of(read_article(file))
    return parse_figures(file.read_text("utf-8"), file.name, read_number), tuple(
        read_figures(article)
    )


def _fit(gold: GoldFigure, ours: Figure) -> int:
    shared = len(content_words(gold.what) & content_words(ours.counts))
    return shared if _has_value(gold, ours) else 0


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


def _errors(
    gold: Sequence[GoldFigure], ours: Sequence[Figure], pairs: dict[int, int]
) -> Iterator[str]:
    for index, row in enumerate(gold):
        if index not in pairs:
            yield f"missed {row.where}: {row.value:g} {row.unit or ''} {row.what}"
    used = set(pairs.values())
    for index, figure in enumerate(ours):
        if index not in used:
            told = f"{figure.value:g} {figure.unit or ''} {figure.counts!r}"
            yield f"spurious: {told} in {figure.evidence.text!r}"
