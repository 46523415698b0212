"""Steps told in other words and articles join one matter, and never two."""

from dataclasses import replace

import pytest

from detente.records import Actor, EventDate, Matter, Span, Step, StepKind
from detente.relations.ledger import (
    JOIN_FROM,
    Judgement,
    Sighting,
    distinct_steps,
    join_matters,
)


def sighting(
    name: str,
    kind: StepKind = "in force",
    *,
    by: str = "JPN",
    toward: str = "KOR",
    on: str = "2019-07-04",
    due: str | None = None,
) -> Sighting:
    span = Span(name, 0, len(name))
    step = Step(
        f"{name} {kind} {on}",
        kind,
        EventDate(on, on),
        tuple(Actor(None, (code,)) for code in by.split(",")),
        tuple(Actor(None, (code,)) for code in toward.split(",") if code),
        None,
        span,
        span,
        due=EventDate(due, due) if due else None,
    )
    return Sighting(f"{on} {name}", on, Matter(f"{name} {on}", span, (span,), (step,)))


CURBS = "curbs on exports of chip materials"

# Pairs of names between Tokyo and Seoul: whether they name one matter.
PAIRS = [
    (CURBS, "export curbs on chip materials", True),
    (CURBS, "restrictions on chip materials", True),  # another noun of the class
    (CURBS, "controls on materials for chips and displays", True),
    (CURBS, "the controls", True),  # no words of its own, and no rival
    (CURBS, "export restrictions", True),
    (CURBS, "a ban on seafood", False),
    (CURBS, "a complaint over chip materials", False),  # another class
    ("tariffs on steel", "steel duties", True),
    ("tariffs on steel", "tariffs on wine", False),
    ("duties on barley", "duties on wine", False),
    ("a bilateral security dialogue", "security talks", True),
    ("a bilateral security dialogue", "fisheries talks", False),
    ("shuttle diplomacy of leaders", "the leaders' shuttle diplomacy", True),
    ("an intelligence-sharing pact", "the military intelligence agreement", True),
    ("an intelligence-sharing pact", "a currency swap", False),
    ("a currency swap deal", "the currency swap", True),
    ("a fishing treaty", "a tax treaty", False),
    ("a World Trade Organization complaint", "its complaint at the World Trade Organization", True),
    ("a lawsuit over forced labour", "the forced labour case", True),
    ("a lawsuit over forced labour", "a lawsuit over patents", False),
    ("naval drills off Busan", "drills off Busan", True),
    ("naval drills", "air force drills", False),
    ("food aid for flood victims", "flood aid", True),
    ("a military hotline", "the hotline", True),
    ("a plan to compensate labourers", "the compensation plan for labourers", True),
    ("a plan to compensate labourers", "a plan for a tunnel", False),
    ("a row over islets", "the islets dispute", True),
    ("a row over islets", "a dispute over radar", False),
    ("sanctions on oil exports", "oil sanctions", True),
    ("sanctions on oil exports", "sanctions on banks", False),
]


@pytest.mark.parametrize(("first", "later", "is_one"), PAIRS)
def test_names_that_join(first: str, later: str, is_one: bool) -> None:
    entries = join_matters([sighting(first), sighting(later, "suspended", on="2020-01-02")])
    assert (len(entries) == 1) is is_one


@pytest.mark.parametrize("threshold", [0.25, JOIN_FROM, 0.35])
def test_threshold_lies_on_a_plateau(threshold: float) -> None:
    wrong = [
        (first, later)
        for first, later, is_one in PAIRS
        for entries in [
            join_matters(
                [sighting(first), sighting(later, "suspended", on="2020-01-02")],
                threshold=threshold,
            )
        ]
        if (len(entries) == 1) is not is_one
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("later", "is_one"),
    [
        (sighting(CURBS, "promised lifted", on="2023-03-16"), True),
        (sighting(CURBS, "lifted", on="2023-03-23"), True),  # a promise and its keeping
        (sighting(CURBS, by="KOR", toward="JPN", on="2019-09-01"), False),  # Seoul's own
        (sighting(CURBS, by="CHN", toward="KOR", on="2019-09-01"), False),  # another pair
        (sighting(CURBS, "proposed", by="KOR", toward="JPN", on="2019-08-01"), True),  # of them
    ],
)
def test_states_and_owners(later: Sighting, is_one: bool) -> None:
    assert (len(join_matters([sighting(CURBS), later])) == 1) is is_one


def test_a_new_measure_after_the_end_is_a_new_matter() -> None:
    told = [
        sighting(CURBS),
        sighting(CURBS, "lifted", on="2023-03-23"),
        sighting(CURBS, on="2025-01-02"),
    ]
    assert sorted(len(entry.steps) for entry in join_matters(told)) == [1, 2]


def test_bare_name_with_two_rivals_joins_neither() -> None:
    told = [
        sighting("tariffs on steel"),
        sighting("tariffs on wine"),
        sighting("the tariffs", "suspended", on="2020-01-02"),
    ]
    assert len(join_matters(told)) == 3


def test_order_changes_nothing() -> None:
    told = [
        sighting(CURBS),
        sighting("the controls", "lifted", on="2023-03-23"),
        sighting("a pact"),
    ]
    assert join_matters(told) == join_matters(told[::-1])


def test_joining_says_how() -> None:
    (entry,) = join_matters([sighting(CURBS), sighting("chip curbs", "lifted", on="2023-03-23")])
    assert [joining.reason for joining in entry.joinings] == [
        "first telling of this matter",
        "same states and class; shared words: chip",
    ]
    assert entry.joinings[1].score >= JOIN_FROM
    assert [step.kind for step in entry.steps] == ["in force", "lifted"]


def test_person_splits() -> None:
    later = sighting(CURBS, "lifted", on="2023-03-23")
    judgement = Judgement("split", later.matter.steps[0].id, reason="other goods")
    entries = join_matters([sighting(CURBS), later], [judgement])
    assert len(entries) == 2
    assert entries[1].joinings[0].judgement == judgement


def test_person_merges() -> None:
    told = [sighting(CURBS), sighting("a ban on seafood", on="2020-01-02")]
    judgement = Judgement("merge", told[0].matter.steps[0].id, told[1].matter.steps[0].id)
    (entry,) = join_matters(told, [judgement])
    assert len(entry.steps) == 2
    assert entry.joinings[1].judgement == judgement


def test_unknown_classes_stay_apart() -> None:
    told = [sighting("its word", on=day) for day in ("2019-07-04", "2020-01-02")]
    assert len(join_matters(told)) == 2


@pytest.mark.parametrize(
    ("others", "tellings"),
    [
        ([sighting(CURBS)], [1]),
        ([sighting(CURBS), sighting("the curbs")], [2]),  # told twice: one step
        ([sighting(CURBS), sighting(CURBS, on="2019-07-05")], [1, 1]),  # another day
        ([sighting(CURBS), sighting(CURBS, "proposed")], [1, 1]),  # another kind
        ([sighting(CURBS), sighting(CURBS, by="JPN,USA")], [1, 1]),  # others took part
    ],
)
def test_step_told_twice_is_one(others: list[Sighting], tellings: list[int]) -> None:
    named = [
        replace(one, matter=replace(one.matter, steps=(replace(s, id=f"{n} {s.id}"),)))
        for n, one in enumerate(others)
        for s in one.matter.steps
    ]
    (entry,) = join_matters(named)
    assert [len(group) for group in distinct_steps(entry)] == tellings
