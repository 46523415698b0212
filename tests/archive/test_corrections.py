"""A person's correction changes what it names, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.archive.made import reading

from detente.archive.corrections import Change, correct
from detente.errors import DetenteError
from detente.records import Actor, Event

EVENT = replace(reading(1).events[0], mode="discontinue")
CHILE = (Actor(None, ("CHL",), reason="judgement"),)


@pytest.mark.parametrize(
    ("change", "right"),
    [
        (Change(status="future"), replace(EVENT, status="future")),
        (Change(mode=""), replace(EVENT, mode=None, score=-6.0)),  # no mode, and its own score
        (
            # another event drops the mode and brings its quad and score
            Change(event="CONCEDE"),
            replace(EVENT, event="CONCEDE", mode=None, quad="verbal cooperation", score=4.5),
        ),
        (Change(actors=("Chile",)), replace(EVENT, actors=CHILE)),  # by name
        (Change(recipients=("CHL",)), replace(EVENT, recipients=CHILE)),  # by code
    ],
)
def test_correct(change: Change, right: Event) -> None:
    found = correct(EVENT, change)
    assert replace(found, score=right.score) == right
    assert found.trigger == EVENT.trigger


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change(), "says what is right"),
        (Change(status="soon"), "soon is no status"),
        (Change(event="TALK"), "TALK"),
        (Change(mode="drone"), "drone"),  # no mode of SANCTION
        (Change(actors=("Atlantis",)), "Atlantis"),
    ],
)
def test_wrong_correction(change: Change, message: str) -> None:
    with pytest.raises(DetenteError, match=message):
        correct(EVENT, change)
