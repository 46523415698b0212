"""The ledger's score: steps of matters, and matters, against gold.

A step of ours is right if its kind and the codes of ``by`` are gold's and its
evidence shares a character with gold's, one to one. A matter is found if at
least half of its steps were matched by steps of one of ours.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from detente.errors import GoldError
from detente.evaluation.articles import assign
from detente.evaluation.pairs import Count, has_overlap
from detente.records import Matter, Step, StepKind

# The words of the founding case's gold, which is older than ``StepKind``.
CASE_KINDS: dict[str, StepKind] = {
    "imposed": "in force",
    "begun": "in force",
    "to be lifted": "promised lifted",
    "to be dropped": "promised lifted",
    "halted": "suspended",
    "to be restarted": "promised",
    "restart in preparation": "promised",
    "announced": "proposed",
    "rejected by the victims": "rejected",
}
_KINDS: tuple[StepKind, ...] = get_args(StepKind)
_SECTION = re.compile(r"^MATTERS\n(.*?)(?=^(?:QUOTES|FIGURES)$|\Z)", re.M | re.S)


@dataclass(frozen=True, slots=True)
class GoldStep:
    """A step of gold; ``span`` is its evidence's place in the article's text."""

    matter: str
    kind: StepKind
    by: frozenset[str]
    toward: frozenset[str]
    date: str | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class MattersResult:
    """Steps and matters found, and the steps that were not.

    Attributes:
        kinds: matched by evidence and kind alone, whoever acts.
        missed: (article, gold's step), ``spurious`` (article, ours).
    """

    steps: Count
    matters: Count
    kinds: Count
    missed: tuple[tuple[str, GoldStep], ...] = ()
    spurious: tuple[tuple[str, Step], ...] = ()


def read_steps(source: str, text: str, name: str) -> tuple[GoldStep, ...]:
    r"""Read the MATTERS section of a gold article.

    Args:
        source: the file's content.
        text: the plain text of its body, in which the evidence stands.
        name: of the file, for messages.

    Raises:
        GoldError: a row is malformed, or its evidence isn't in the text.

    Example:
        >>> row = "ban | by=NOR | toward=RUS | step=lifted | date= | evidence=lifted a ban"
        >>> [s.kind for s in read_steps(f"MATTERS\n{row}\nQUOTES\n", "Oslo lifted a ban.", "a")]
        ['lifted']
    """
    section = _SECTION.search(source)
    lines = section[1].splitlines() if section else []
    return tuple(_row(line, text, name) for line in lines if line.strip())


def _row(line: str, text: str, name: str) -> GoldStep:
    matter, *cells = (cell.strip() for cell in line.split(" | "))
    values = dict(cell.partition("=")[::2] for cell in cells)
    if missing := {"by", "toward", "step", "date", "evidence"} - values.keys():
        raise GoldError(f"{name}: MATTERS row {matter!r} lacks {', '.join(sorted(missing))}")
    return gold_step(matter, values, text, name=name)


def gold_step(matter: str, values: dict[str, str], text: str, *, name: str) -> GoldStep:
    """Check a step of gold and find its evidence in the text.

    Raises:
        GoldError: the step or its evidence isn't known.
    """
    kind = next((k for k in _KINDS if k == values["step"]), None)
    start = text.find(values["evidence"])
    if kind is None:
        raise GoldError(f"{name}: {matter!r} has no step {values['step']!r}")
    if start < 0:
        raise GoldError(f"{name}: evidence {values['evidence']!r} isn't in the article")
    return GoldStep(
        matter,
        kind,
        frozenset(filter(None, values["by"].split(","))),
        frozenset(filter(None, values["toward"].split(","))),
        values["date"] or None,
        (start, start + len(values["evidence"])),
    )


def read_case_steps(path: Path, text: str) -> tuple[GoldStep, ...]:
    """Read the ledger of the founding case's gold, with its words mapped.

    Args:
        path: of the gold file.
        text: of the article that intake made of the page.

    Raises:
        GoldError: the file can't be read or a step isn't known.
    """
    try:
        ledger = json.loads(path.read_text("utf-8"))["ledger"]
    except (OSError, ValueError, KeyError) as error:
        raise GoldError(f"{path}: has no ledger that can be read ({error})") from error
    return tuple(
        gold_step(
            matter["matter"],
            {
                "step": CASE_KINDS.get(step["step"], step["step"]),
                "by": ",".join(matter["by"]),
                "toward": ",".join(matter["toward"]),
                "date": step["date"] or "",
                "evidence": step["evidence"],
            },
            text,
            name=path.name,
        )
        for matter in ledger
        for step in matter["steps"]
    )


def score_matters(
    pairs: Sequence[tuple[str, Sequence[GoldStep], Sequence[Matter]]],
) -> MattersResult:
    """Score the matters of some articles.

    Args:
        pairs: (name of the article, gold's steps, our matters) an article.

    Example:
        >>> score_matters([("a", (), ())]).steps
        Count(right=0, proposed=0, gold=0)
    """
    return _sum([_score(*one) for one in pairs])


def _score(name: str, gold: Sequence[GoldStep], ours: Sequence[Matter]) -> MattersResult:
    steps = [(number, step) for number, matter in enumerate(ours) for step in matter.steps]
    exact = assign(len(gold), len(steps), lambda g, o: _fit(gold[g], steps[o][1], with_by=True))
    loose = assign(len(gold), len(steps), lambda g, o: _fit(gold[g], steps[o][1], with_by=False))
    homes: dict[str, Counter[int]] = {step.matter: Counter() for step in gold}
    for row, proposal in exact.items():
        homes[gold[row].matter][steps[proposal][0]] += 1
    asked = Counter(step.matter for step in gold)
    return MattersResult(
        steps=Count(len(exact), len(steps), len(gold)),
        matters=Count(_homes_found(homes, asked), len(ours), len(asked)),
        kinds=Count(len(loose), len(steps), len(gold)),
        missed=tuple((name, step) for i, step in enumerate(gold) if i not in exact),
        spurious=tuple(
            (name, step) for i, (_, step) in enumerate(steps) if i not in exact.values()
        ),
    )


def _homes_found(homes: dict[str, Counter[int]], asked: Counter[str]) -> int:
    """How many matters of gold have half of their steps in one of ours, each of ours once."""
    names = list(homes)
    found = assign(
        len(names),
        1 + max((number for home in homes.values() for number in home), default=-1),
        lambda g, o: homes[names[g]][o] if 2 * homes[names[g]][o] >= asked[names[g]] else 0,
    )
    return len(found)


def _fit(gold: GoldStep, step: Step, *, with_by: bool) -> int:
    codes = {code for actor in step.by for code in actor.country}
    evidence = (step.evidence.start, step.evidence.end)
    if step.kind != gold.kind or (with_by and codes != gold.by):
        return 0
    if not has_overlap(evidence, gold.span):
        return 0
    return min(evidence[1], gold.span[1]) - max(evidence[0], gold.span[0])


def _sum(results: Sequence[MattersResult]) -> MattersResult:
    def total(counts: Iterator[Count]) -> Count:
        every = list(counts)
        return Count(
            sum(c.right for c in every), sum(c.proposed for c in every), sum(c.gold for c in every)
        )

    return MattersResult(
        steps=total(r.steps for r in results),
        matters=total(r.matters for r in results),
        kinds=total(r.kinds for r in results),
        missed=tuple(one for r in results for one in r.missed),
        spurious=tuple(one for r in results for one in r.spurious),
    )
