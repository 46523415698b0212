"""The ledger's score: steps of matters, and matters, against gold.

A step of ours is found where its evidence shares a character with gold's, one to
one, those of gold's kind and parties first. It is asked for its kind, the codes
of ``by``, and its date at gold's precision (none is right where gold has none).
A matter is found if at least half of its steps were matched, kind and parties
right, by steps of one of ours, which may stand for one matter of gold alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from detente.errors import GoldError
from detente.evaluation.markup import GoldArticle, is_date, read_parties
from detente.evaluation.matching import assign, assign_in_turn, is_date_right, shared
from detente.evaluation.scores import Count, Mistake, Row, count_rows, mistakes
from detente.records import Matter, Step, StepKind

KINDS: tuple[StepKind, ...] = get_args(StepKind)

_CELLS = ("by", "toward", "step", "date", "evidence")


@dataclass(frozen=True, slots=True)
class GoldStep:
    """A step of gold.

    Attributes:
        span: the place of its evidence in the article's text; None where intake lost it.
    """

    matter: str
    kind: StepKind
    by: frozenset[str]
    toward: frozenset[str]
    date: str | None
    evidence: str
    span: tuple[int, int] | None
    sentence: str


@dataclass(frozen=True, slots=True)
class MattersResult:
    """The score of matters and steps.

    Attributes:
        articles: with gold for them.
        matters: with half of their steps in one of ours.
        steps: right in kind, ``by`` and evidence; ``dated`` in kind, date and
            evidence; ``kinds`` in kind and evidence alone.
        found: a row a matter; ``rows``: a row a step.
    """

    articles: int
    matters: Count
    steps: Count
    dated: Count
    kinds: Count
    found: tuple[Row, ...]
    rows: tuple[Row, ...]
    errors: tuple[Mistake, ...]


def gold_steps(article: GoldArticle) -> tuple[GoldStep, ...] | None:
    r"""Read the MATTERS section of a gold article.

    Returns:
        Its steps in order; None where the article has no such section.

    Raises:
        GoldError: a row is malformed, or its evidence isn't in the text (with
            ``file:line``).

    Example:
        >>> from detente.evaluation.markup import parse_article
        >>> head = "TITLE: T\nPUBLISHED: 2024-05-02\n---\nOslo lifted a ban.\n---\nMATTERS\n"
        >>> row = "ban | by=NOR | toward=RUS | step=lifted | date= | evidence=lifted a ban"
        >>> [step.kind for step in gold_steps(parse_article(head + row, "a.txt"))]
        ['lifted']
    """
    lines = article.sections.get("MATTERS")
    return None if lines is None else tuple(_read_step(*line, article) for line in lines)


def _read_step(where: str, line: str, article: GoldArticle) -> GoldStep:
    matter, *cells = (cell.strip() for cell in line.split(" | "))
    values = dict(cell.partition("=")[::2] for cell in cells)
    if missing := [name for name in _CELLS if name not in values]:
        raise GoldError(f"{where}: the step of {matter!r} lacks {', '.join(missing)}")
    evidence = values["evidence"]
    sentence = article.sentence_of(evidence)
    if not evidence or sentence is None:
        raise GoldError(f"{where}: evidence {evidence!r} isn't in the article")
    start = article.text.index(evidence)
    by, toward = (read_parties(values[side], where) for side in ("by", "toward"))
    return GoldStep(
        matter=matter,
        kind=read_kind(values["step"], where),
        by=frozenset(party.code for party in by),
        toward=frozenset(party.code for party in toward),
        date=read_date(values["date"], where),
        evidence=evidence,
        span=(start, start + len(evidence)),
        sentence=sentence,
    )


def read_kind(words: str, where: str) -> StepKind:
    """Read the kind of a step.

    Raises:
        GoldError: there is no such kind.

    Example:
        >>> read_kind("in force", "a.txt:7")
        'in force'
    """
    for kind in KINDS:
        if kind == words:
            return kind
    raise GoldError(f"{where}: step {words!r} is none of {', '.join(KINDS)}")


def read_date(words: str | None, where: str) -> str | None:
    """Read the date of a step; empty is None.

    Raises:
        GoldError: it is no ISO date.

    Example:
        >>> read_date("2019", "a.txt:7"), read_date("", "a.txt:8")
        ('2019', None)
    """
    if words and not is_date(words):
        raise GoldError(f"{where}: date {words!r} is no YYYY, YYYY-MM or YYYY-MM-DD")
    return words or None


# ------------------------------------------------------------------ scoring


def score_matters(
    articles: Sequence[tuple[str, Sequence[GoldStep], Sequence[Matter]]],
) -> MattersResult:
    """Score the matters of some articles.

    Args:
        articles: (name of the article, gold's steps, our matters) an article.

    Example:
        >>> score_matters([("a", (), ())]).steps
        Count(right=0, proposed=0, gold=0)
    """
    found: list[Row] = []
    rows: list[Row] = []
    spurious: list[Mistake] = []
    proposed = 0
    for name, gold, matters in articles:
        steps = [(number, step) for number, matter in enumerate(matters) for step in matter.steps]
        pairs = _match(gold, [step for _, step in steps])
        own = [
            _row(name, one, steps[pairs[g]][1] if g in pairs else None)
            for g, one in enumerate(gold)
        ]
        homes = {g: steps[p][0] for g, p in pairs.items() if own[g].has("kind", "by")}
        found += _found(name, gold, matters, homes=homes)
        rows += own
        spurious += [
            Mistake("spurious", name, "", step.evidence.text, "", _shown(step), step.sentence.text)
            for p, (_, step) in enumerate(steps)
            if p not in pairs.values()
        ]
        proposed += len(steps)
    return MattersResult(
        articles=len(articles),
        matters=count_rows(found, sum(len(matters) for _, _, matters in articles), "found"),
        steps=count_rows(rows, proposed, "kind", "by"),
        dated=count_rows(rows, proposed, "kind", "date"),
        kinds=count_rows(rows, proposed, "kind"),
        found=tuple(found),
        rows=tuple(rows),
        errors=(*mistakes(rows), *spurious),
    )


def _match(gold: Sequence[GoldStep], steps: Sequence[Step]) -> dict[int, int]:
    """Index of a step of gold -> of the one of ours that was found for it."""

    def touch(g: int, p: int) -> int:
        evidence = steps[p].evidence
        span = gold[g].span
        return shared((evidence.start, evidence.end), span) if span else 0

    def same_kind(g: int, p: int) -> int:
        return touch(g, p) if steps[p].kind == gold[g].kind else 0

    def same_parties(g: int, p: int) -> int:
        return same_kind(g, p) if _codes(steps[p]) == gold[g].by else 0

    return assign_in_turn(len(gold), len(steps), same_parties, same_kind, touch)


def _codes(step: Step) -> frozenset[str]:
    return frozenset(code for actor in step.by for code in actor.country)


def _row(article: str, gold: GoldStep, step: Step | None) -> Row:
    return Row(
        article=article,
        key=gold.matter,
        words=gold.evidence,
        gold=_in_short(gold.kind, gold.by, gold.date),
        ours=None if step is None else _shown(step),
        marks={
            "kind": step is not None and step.kind == gold.kind,
            "by": step is not None and _codes(step) == gold.by,
            "date": step is not None and is_date_right(gold.date, step.date),
        },
        sentence=gold.sentence,
    )


def _shown(step: Step) -> str:
    """A step of ours in short: its kind, whose it is, its date."""
    return _in_short(step.kind, _codes(step), step.date.start)


def _in_short(kind: str, by: frozenset[str], day: str | None) -> str:
    return f"{kind}, {' '.join(sorted(by)) or 'nobody'}, {day or 'no date'}"


def _found(
    article: str, gold: Sequence[GoldStep], matters: Sequence[Matter], *, homes: Mapping[int, int]
) -> list[Row]:
    """A row a matter of gold.

    Args:
        article: its name.
        gold, matters: its steps, and our matters.
        homes: index of a step of gold that is right -> of our matter that has it.
    """
    asked = Counter(step.matter for step in gold)
    names = list(asked)
    told = Counter((gold[g].matter, home) for g, home in homes.items())

    def half(row: int, home: int) -> int:
        number = told[names[row], home]
        return number if 2 * number >= asked[names[row]] else 0

    pairs = assign(len(names), len(matters), half)
    first = {step.matter: step for step in reversed(gold)}
    return [
        Row(
            article=article,
            key=name,
            words=first[name].evidence,
            gold=f"{asked[name]} step{'s' * (asked[name] > 1)}",
            ours=f"{told[name, pairs[row]]} in {matters[pairs[row]].name.text!r}"
            if row in pairs
            else None,
            marks={"found": row in pairs},
            sentence=first[name].sentence,
        )
        for row, name in enumerate(names)
    ]
