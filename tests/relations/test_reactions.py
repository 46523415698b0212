"""Third states that answer an event of a pair."""

import random

import pytest
from tests.relations.test_distinct import OTHER, SENTENCE, telling

from detente.errors import UsageError
from detente.records import Actor
from detente.relations.distinct import DistinctEvent, Telling, distinct_events
from detente.relations.reactions import reactions

USA = Actor(None, ("USA",))
BOTH = Actor(None, ("USA", "JPN"))
LIKE = "Washington regretted that Japan suspended the export of chip materials to South Korea."


def act(day: str, text: str = OTHER, *, to: tuple[str, ...] = ("JPN",), by: Actor = USA) -> Telling:
    return telling(day, day=day, text=text, to=to, actor=by, event="ACCUSE")


def found(*tellings: Telling) -> tuple[DistinctEvent, ...]:
    return distinct_events(tellings)


@pytest.mark.parametrize(
    ("third", "link", "days"),
    [
        (act("2019-07-03"), "follows", 2),  # the days alone
        (act("2019-07-03", LIKE), "names", 2),  # its sentence is like the event's
        (act("2019-07-03", to=("JPN", "KOR")), "names", 2),  # toward both at once
        (act("2019-07-01"), "follows", 0),  # the same day
        (act("2019-07-08"), "follows", 7),  # the last day
        (act("2019-07-09"), None, None),  # too late
        (act("2019-06-30"), None, None),  # before the event
        (act("2019-07-03", to=("CHN",)), None, None),  # toward neither side
        (act("2019-07-03", by=BOTH), None, None),  # a side takes part
        (act("2019-07-03", by=Actor(None)), None, None),  # nobody knows who
    ],
)
def test_link(third: Telling, link: str | None, days: int | None) -> None:
    answers = reactions(found(telling(), third), ("KOR", "JPN"))
    assert [(one.link, one.days) for one in answers] == ([(link, days)] if link else [])


def test_the_event_it_is_like_is_answered_before_the_latest() -> None:
    later = telling("later", day="2019-07-02", text=OTHER, event="ACCUSE")
    (one,) = reactions(found(telling(), later, act("2019-07-03", LIKE)), ("KOR", "JPN"))
    assert one.answers.event.evidence.text == SENTENCE
    (other,) = reactions(
        found(telling(), later, act("2019-07-03", "France sent aid.")), ("KOR", "JPN")
    )
    assert other.answers.event.evidence.text == OTHER


def test_order_and_side_change_nothing() -> None:
    events = list(found(telling(), act("2019-07-03"), act("2019-07-04", LIKE, to=("KOR",))))
    expected = reactions(events, ("KOR", "JPN"))
    assert [one.toward for one in expected] == [("JPN",), ("KOR",)]
    random.Random(1).shuffle(events)
    assert reactions(events, ("JPN", "KOR")) == expected


@pytest.mark.parametrize(("pair", "window"), [(("KOR", "KOR"), 7), (("KOR", "JPN"), -1)])
def test_errors(pair: tuple[str, str], window: int) -> None:
    with pytest.raises(UsageError, match="two states"):
        reactions([], pair, window_days=window)
