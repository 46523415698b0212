"""A judgement finds its event again in a newer reading, or none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.archive.made import reading

from detente.archive.judgements import Judgement, find_again
from detente.errors import UsageError
from detente.records import Event, Span

JUDGED = reading(1).events[0]


def moved(event: Event, by: int) -> Event:
    """The event in a copy of the text in which all stands further down."""

    def shift(span: Span) -> Span:
        return Span(span.text, span.start + by, span.end + by)

    return replace(event, id="m", trigger=shift(event.trigger), evidence=shift(event.evidence))


WIDER = Span("Tokyo curbed", JUDGED.trigger.start - 6, JUDGED.trigger.end)
ELSEWHERE = replace(reading(1).events[1], event="SANCTION")


@pytest.mark.parametrize(
    ("event", "confirmed", "corrected"),
    [
        (replace(JUDGED, mode=None), True, True),  # the same id
        (replace(JUDGED, id="n", trigger=WIDER), True, True),  # a wider trigger
        (replace(JUDGED, id="n", event="REJECT"), False, True),  # another claim, the same place
        (moved(JUDGED, 40), True, True),  # the same sentence in another copy
        (replace(moved(JUDGED, 40), evidence=ELSEWHERE.evidence), False, False),  # another
        (ELSEWHERE, False, False),  # another place
    ],
)
def test_find_again(event: Event, confirmed: bool, corrected: bool) -> None:
    assert (find_again(JUDGED, [event], "confirmed") is event) is confirmed
    assert (find_again(JUDGED, [event], "corrected") is event) is corrected


def test_id_goes_before_place() -> None:
    near, same = replace(JUDGED, id="n"), moved(replace(JUDGED), 40)
    same = replace(same, id=JUDGED.id)
    assert find_again(JUDGED, [near, same], "confirmed") is same


@pytest.mark.parametrize(
    ("verdict", "event"),
    [("corrected", None), ("confirmed", JUDGED), ("doubted", None)],  # to what? why? what?
)
def test_wrong_judgement(verdict: str, event: Event | None) -> None:
    with pytest.raises(UsageError):
        Judgement(verdict, "Ana", "2024-05-02", corrected=event)  # type: ignore[arg-type]
