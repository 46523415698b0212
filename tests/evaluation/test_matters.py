"""The ledger's score: steps by kind, parties, date and evidence, and matters."""

from dataclasses import replace

import pytest

from detente.errors import GoldError
from detente.evaluation.markup import parse_article
from detente.evaluation.matters import MattersResult, gold_steps, score_matters
from detente.evaluation.scores import Count
from detente.records import Actor, EventDate, Matter, Span, Step, StepKind

TEXT = "Oslo lifted a ban in 2020. Riga filed a suit. It was dropped later."
BODY = TEXT.replace(". ", ".\n")
HEAD = f"TITLE: T\nPUBLISHED: 2021-05-02\n---\n{BODY}\n---\nEVENTS\n"
ROWS = """MATTERS
ban | by=NOR | toward=RUS | step=lifted | date=2020 | evidence=lifted a ban in 2020
suit | by=LVA | toward=RUS | step=filed | date= | evidence=filed a suit
suit | by=LVA | toward=RUS | step=dropped | date= | evidence=It was dropped
QUOTES
"""
GOLD = gold_steps(parse_article(HEAD + ROWS, "a.txt"))
assert GOLD is not None

Told = tuple[StepKind, str, str, str | None]
BAN: Told = ("lifted", "NOR", "lifted a ban", "2020")
SUIT: Told = ("filed", "LVA", "filed", None)
END: Told = ("dropped", "LVA", "dropped", None)


def matter(*steps: Told) -> Matter:
    made = []
    for kind, code, words, day in steps:
        span = Span(words, TEXT.index(words), TEXT.index(words) + len(words))
        by = (Actor(None, (code,)),)
        made.append(Step(words + kind, kind, EventDate(day, day), by, (), None, span, span))
    return Matter("m" + made[0].id, made[0].evidence, (), tuple(made))


def right_ones(result: MattersResult) -> tuple[int, int, int, int]:
    counts = (result.matters, result.steps, result.dated, result.kinds)
    return counts[0].right, counts[1].right, counts[2].right, counts[3].right


@pytest.mark.parametrize(
    ("ours", "right", "kinds"),
    [
        # perfect; an overlap of the evidence will do
        ([matter(BAN), matter(SUIT, END)], (2, 3, 3, 3), []),
        # a date wrong, one made up
        ([matter((*BAN[:3], "2019")), matter(SUIT, END)], (2, 3, 2, 3), ["date"]),
        ([matter(BAN), matter((*SUIT[:3], "2020"), END)], (2, 3, 2, 3), ["date"]),
        # another actor: its matter of one step is lost, that of two is not
        ([matter(("lifted", "RUS", *BAN[2:])), matter(SUIT, END)], (1, 2, 3, 3), ["by"]),
        ([matter(BAN), matter(("filed", "RUS", *SUIT[2:]), END)], (2, 2, 3, 3), ["by"]),
        # another kind
        ([matter(("ended", *BAN[1:])), matter(SUIT, END)], (1, 2, 2, 2), ["kind"]),
        # elsewhere
        (
            [matter(("lifted", "NOR", "Riga", "2020")), matter(SUIT, END)],
            (1, 2, 2, 2),
            ["missed", "spurious"],
        ),
        # two steps on one evidence: the right one is found, whichever comes first
        (
            [matter(("ended", *BAN[1:]), BAN), matter(SUIT, END)],
            (2, 3, 3, 3),
            ["spurious"],
        ),
        # two matters in one of ours: one of them alone is found
        ([matter(BAN, SUIT, END)], (1, 3, 3, 3), []),
        # half of the steps is enough; one matter in two of ours is found once
        ([matter(BAN), matter(SUIT)], (2, 2, 2, 2), ["missed"]),
        ([matter(BAN), matter(SUIT), matter(END)], (2, 3, 3, 3), []),
        ([], (0, 0, 0, 0), ["missed"] * 3),
    ],
)
def test_each_fault_moves_its_own_figure(
    ours: list[Matter], right: tuple[int, int, int, int], kinds: list[str]
) -> None:
    assert GOLD is not None
    result = score_matters([("a", GOLD, ours)])
    assert right_ones(result) == right
    assert (result.matters.gold, result.steps.gold) == (2, 3)
    assert result.matters.proposed == len(ours)
    assert result.steps.proposed == sum(len(one.steps) for one in ours)
    assert [mistake.kind for mistake in result.errors] == kinds


def test_an_error_tells_its_sentence() -> None:
    assert GOLD is not None
    result = score_matters([("a", GOLD, [matter(BAN), matter(SUIT)])])
    (mistake,) = result.errors
    assert (mistake.key, mistake.gold) == ("suit", "dropped, LVA, no date")
    assert mistake.sentence == "It was dropped later."
    assert [row.ours for row in result.found] == ["1 in 'lifted a ban'", "1 in 'filed'"]


def test_evidence_that_intake_lost_is_missed() -> None:
    assert GOLD is not None
    lost = [replace(step, span=None) for step in GOLD]
    assert right_ones(score_matters([("a", lost, [matter(BAN)])])) == (0, 0, 0, 0)


def test_an_article_without_the_section() -> None:
    assert gold_steps(parse_article(HEAD, "a.txt")) is None
    assert gold_steps(parse_article(HEAD + "MATTERS\n", "a.txt")) == ()
    assert score_matters([]).articles == 0
    assert score_matters([("a", (), [matter(BAN)])]).steps == Count(0, 1, 0)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("ban | by=NOR | toward= | step=raised | date= | evidence=a ban", "step 'raised' is none"),
        ("ban | by=NOR | toward= | step=lifted | date= | evidence=a law", "'a law' isn't in"),
        ("ban | by=NOR | toward= | step=lifted | date= | evidence=", "'' isn't in"),
        ("ban | by=NOX | toward= | step=lifted | date= | evidence=a ban", "'NOX' is no code"),
        ("ban | by=NOR | toward= | step=lifted | date=May | evidence=a ban", "date 'May'"),
        ("ban | by=NOR | step=lifted", "lacks toward, date, evidence"),
    ],
)
def test_malformed_gold(row: str, message: str) -> None:
    with pytest.raises(GoldError, match=rf"a\.txt:10: .*{message}"):
        gold_steps(parse_article(f"{HEAD}MATTERS\n{row}\n", "a.txt"))
