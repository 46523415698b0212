"""Rules of the coding guide that words decide; each with its near twin."""

from __future__ import annotations

import pytest

from detente.reading.codebook import by_the_guide
from detente.reading.reader import Found
from detente.records import Status


def found(sentence: str, trigger: str, event: str, status: Status = "actual") -> Found:
    start = sentence.index(trigger)
    return Found(event, None, status, start, start + len(trigger), (), 0.9)


@pytest.mark.parametrize(
    ("sentence", "trigger", "event", "stays"),
    [
        # Rule 1: a feeling is no act, a charge is one.
        ("Riga worries that the line will be cut.", "worries", "ACCUSE", False),
        ("Riga is concerned about the line.", "is concerned", "ACCUSE", False),
        ("Riga blamed a Chinese ship.", "blamed", "ACCUSE", True),
        ("Riga voiced dismay at the cut.", "voiced dismay", "ACCUSE", True),
        # Rule 64: a threat that merely is, and one that was spoken.
        ("The threat posed by the base grew.", "threat", "THREATEN", False),
        ("They spoke of a threat from the north.", "threat", "THREATEN", False),
        ("The threat to close the strait was read out.", "threat", "THREATEN", True),
        ("Its threat of war was read out.", "threat", "THREATEN", True),
        ("Tehran threatened to close the strait.", "threatened", "THREATEN", True),
    ],
)
def test_what_is_no_event(sentence: str, trigger: str, event: str, stays: bool) -> None:
    one = found(sentence, trigger, event)
    assert by_the_guide([one], sentence) == ([one] if stays else [])


@pytest.mark.parametrize(
    ("sentence", "end", "burden", "stays"),
    [
        # Rule 62: what ends is no event beside its end ...
        ("Oslo will drop its complaint against Moscow.", "will drop", "complaint", False),
        ("Oslo agreed to lift the sanctions on Moscow.", "agreed to lift", "sanctions", False),
        # ... but one of its own in another clause,
        ("Oslo will drop its suit, after a complaint by Moscow.", "will drop", "complaint", True),
        ("Oslo lifted a rule which brought a complaint.", "lifted", "complaint", True),
        # or beside a concession that ends nothing.
        ("Oslo apologised for the sanctions on Moscow.", "apologised", "sanctions", True),
    ],
)
def test_burden_that_ends(sentence: str, end: str, burden: str, stays: bool) -> None:
    both = [found(sentence, end, "CONCEDE"), found(sentence, burden, "SANCTION")]
    assert by_the_guide(both, sentence) == both[: 1 + stays]


@pytest.mark.parametrize(
    ("sentence", "trigger", "event", "status"),
    [
        # Rule 61: an intention, a commitment, and hostile acts, which keep their own rule.
        ("The two are preparing to confirm the pact.", "preparing to confirm", "AGREE", "future"),
        ("Peru hopes to sign a treaty in May.", "sign", "AGREE", "future"),
        ("Peru hopes to formally sign a treaty.", "sign", "AGREE", "future"),
        ("Peru will sign a treaty in May.", "will sign", "AGREE", "actual"),
        ("Peru agreed to sign a treaty.", "agreed to sign", "AGREE", "actual"),
        ("Peru, which hopes to gain, signed a treaty.", "signed", "SUPPORT", "actual"),
        ("Peru is preparing to expel the envoy.", "expel", "SANCTION", "actual"),
    ],
)
def test_intention(sentence: str, trigger: str, event: str, status: Status) -> None:
    (one,) = by_the_guide([found(sentence, trigger, event)], sentence)
    assert one.status == status


def test_other_statuses_stay() -> None:
    sentence = "Peru never hoped to sign; it seeks to meet Chile."
    one = found(sentence, "meet", "AGREE", "hypothetical")
    assert by_the_guide([one], sentence) == [one]
