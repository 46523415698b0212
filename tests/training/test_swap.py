"""States of a sentence swapped for others, its marks moved along."""

from __future__ import annotations

import random

import pytest
from training.swap import swap_states

from detente.evaluation.markup import parse_sentence
from detente.ontology import states

MARKED = (
    "{a1 Chile} {e1:ACCUSE accused} {r1 Peruvian troops} of a raid, and {a2 Santiago} "
    "{e2:SANCTION expelled} {r2 Peru's envoy} {t2 on Monday}."
)


@pytest.mark.parametrize("seed", range(20))
def test_marks_stay_on_their_words(seed: int) -> None:
    told = parse_sentence(MARKED, "x:1")
    made = swap_states(told, random.Random(seed))
    assert made.text != told.text
    for event, was in zip(made.events, told.events, strict=True):
        assert made.text[event.start : event.end] == told.text[was.start : was.end]
        ends = {role: made.text[start:end].split()[-1] for role, start, end in event.arguments}
        assert ends.get("time", "Monday") == "Monday"
        assert made.text[event.arguments[0][1] :][:1].isupper()


@pytest.mark.parametrize("seed", range(20))
def test_a_state_keeps_one_substitute(seed: int) -> None:
    made = swap_states(parse_sentence(MARKED, "x:1"), random.Random(seed))
    named = [m.codes[0] for m in states.find(made.text) if len(m.codes) == 1]
    assert "CHL" not in named
    assert "PER" not in named
    assert named[0] == named[2]  # the name and the capital
    assert named[1] == named[3]  # the adjective and the name


@pytest.mark.parametrize(
    "marked",
    [
        "Hail fell on the hills.",  # no state
        "{a1 The U.S.} {e1:ACCUSE accused} {r1 the North}.",  # forms without a counterpart
    ],
)
def test_what_has_no_counterpart_stays(marked: str) -> None:
    told = parse_sentence(marked, "x:1")
    assert swap_states(told, random.Random(1)) == told
