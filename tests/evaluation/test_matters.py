"""The ledger's score."""

from pathlib import Path

import pytest

from detente.errors import GoldError
from detente.evaluation.matters import read_case_steps, read_steps, score_matters
from detente.evaluation.pairs import Count
from detente.records import Actor, EventDate, Matter, Span, Step, StepKind

TEXT = "Oslo lifted a ban. Riga filed a suit."
ROWS = """MATTERS
ban | by=NOR | toward=RUS | step=lifted | date=2020 | evidence=lifted a ban
suit | by=LVA | toward=RUS | step=filed | date= | evidence=filed a suit
QUOTES
Oslo | nothing
"""
GOLD = read_steps(ROWS, TEXT, "a.txt")


def matter(*steps: tuple[StepKind, str, str]) -> Matter:
    made = []
    for kind, code, words in steps:
        span = Span(words, TEXT.index(words), TEXT.index(words) + len(words))
        by = (Actor(None, (code,)),)
        made.append(Step(words + kind, kind, EventDate(), by, (), None, span, span))
    return Matter("m" + made[0].id, made[0].evidence, (), tuple(made))


@pytest.mark.parametrize(
    ("ours", "steps", "matters"),
    [
        ((matter(("lifted", "NOR", "a ban")),), (1, 1, 2), (1, 1, 2)),  # an overlap will do
        ((matter(("ended", "NOR", "a ban")),), (0, 1, 2), (0, 1, 2)),  # another kind
        ((matter(("lifted", "RUS", "a ban")),), (0, 1, 2), (0, 1, 2)),  # another actor
        ((matter(("lifted", "NOR", "Riga filed")),), (0, 1, 2), (0, 1, 2)),  # elsewhere
        # Two matters in one of ours: one of them alone is found.
        ((matter(("lifted", "NOR", "ban"), ("filed", "LVA", "suit")),), (2, 2, 2), (1, 1, 2)),
        ((), (0, 0, 2), (0, 0, 2)),
    ],
)
def test_score(
    ours: tuple[Matter, ...], steps: tuple[int, int, int], matters: tuple[int, int, int]
) -> None:
    result = score_matters([("a", GOLD, ours)])
    assert result.steps == Count(*steps)
    assert result.matters == Count(*matters)
    assert len(result.missed) == 2 - steps[0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("ban | by=NOR | toward= | step=raised | date= | evidence=a ban", "no step"),
        ("ban | by=NOR | toward= | step=lifted | date= | evidence=a law", "isn't in"),
        ("ban | by=NOR | step=lifted", "lacks"),
    ],
)
def test_malformed_gold(row: str, message: str) -> None:
    with pytest.raises(GoldError, match=message):
        read_steps(f"MATTERS\n{row}\n", TEXT, "a.txt")


def test_words_of_the_case_are_mapped(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(
        '{"ledger": [{"matter": "ban", "by": ["NOR"], "toward": [], "steps": '
        '[{"step": "to be lifted", "date": null, "evidence": "a ban"}]}]}'
    )
    assert [step.kind for step in read_case_steps(path, TEXT)] == ["promised lifted"]


def test_case_without_ledger(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text("{}")
    with pytest.raises(GoldError, match="no ledger"):
        read_case_steps(path, TEXT)
