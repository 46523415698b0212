"""Tellings of one event are one; what is merely alike stays apart."""

import random
from dataclasses import replace
from datetime import date

import pytest

from detente.records import Actor, Event, EventDate, Span, Status
from detente.relations.distinct import Telling, distinct_events, independent_publishers, overlap

SENTENCE = "Japan suspended the export of chip materials to South Korea on Monday."


def telling(  # noqa: PLR0913  # one argument a fact of the case
    article: str = "a",
    *,
    day: str | None = "2019-07-01",
    text: str = SENTENCE,
    status: Status = "actual",
    publisher: str | None = "Daily",
    published: str | None = "2019-07-01",
    actor: Actor = Actor(None, ("JPN",)),  # noqa: B008  # frozen
    to: tuple[str, ...] = ("KOR",),
    event: str = "SANCTION",
    mode: str | None = None,
) -> Telling:
    word = text.split()[1]
    at = text.index(word)
    return Telling(
        article,
        publisher,
        published,
        Event(
            id=f"{article}-{day}-{event}",
            event=event,
            mode=mode,
            contexts=(),
            status=status,
            quad="material conflict",
            score=-6.0,
            actors=(actor,),
            recipients=(Actor(None, to),),
            trigger=Span(word, at, at + len(word)),
            date=EventDate(day, day),
            place=None,
            claimed_by=None,
            evidence=Span(text, 0, len(text)),
            confidence=0.8,
            reader="test@0",
        ),
    )


OTHER = "Tokyo imposed new checks on visas of students."
AGAIN = "Japan's suspension of chip materials export to South Korea, officials said."
ABE = Actor(None, ("JPN",), person="Shinzo Abe")
KONO = Actor(None, ("JPN",), person="Taro Kono")


@pytest.mark.parametrize(
    ("first", "later", "is_one"),
    [
        (telling(), telling("b", text=OTHER), True),  # the same day and pair, other words
        (telling(), telling("b", day="2019-07-02"), False),  # two days, the same words
        (telling(), telling("b", day="2019-07", text=AGAIN), True),  # a month, like words
        (telling(), telling("b", day="2019-07", text=OTHER), False),  # a month, other words
        (telling(), telling("b", day="2019-08", text=AGAIN), False),  # another month
        (telling(), telling("b", day=None, published="2019-07-02", text=AGAIN), True),  # undated
        (telling(), telling("b", day=None, published="2019-07-09", text=AGAIN), False),  # too late
        (telling(), telling("b", day=None, published=None), False),  # no day at all
        (telling(day=None), telling("b", day=None, text=AGAIN), True),  # both undated, like words
        (telling(day=None), telling("b", day=None, text=OTHER), False),  # both undated, others
        (telling(), telling("b", event="ACCUSE"), False),  # another event
        (telling(), telling("b", to=("CHN",)), False),  # another pair
        (telling(actor=Actor(None)), telling("b", actor=Actor(None)), False),  # unknown actors
        (telling(mode="embargo"), telling("b", mode="expel"), False),  # another mode
        (telling(mode="embargo"), telling("b"), True),  # a mode left open
        (telling(), telling("b", status="historical"), True),  # told again as history
        (telling(), telling("b", status="future"), False),  # announced is not done
        (telling(), telling("b", status="negated"), False),  # denied
        (telling(actor=ABE), telling("b", actor=KONO, text=OTHER), False),  # two persons
        (telling(actor=ABE), telling("b", actor=KONO, text=AGAIN), True),  # alike all the same
        (telling(), telling("b", day="2019-13-45"), True),  # no such day: as undated
        (telling(), telling("b", day="2019-13-45", text=OTHER), False),  # as undated, other words
    ],
)
def test_join(first: Telling, later: Telling, is_one: bool) -> None:
    assert (len(distinct_events([first, later])) == 1) is is_one


def test_direction_counts_but_for_what_is_done_together() -> None:
    there, back = Actor(None, ("JPN",)), Actor(None, ("KOR",))
    for event, count in (("SANCTION", 2), ("CONSULT", 1)):
        pair = [
            telling(event=event, actor=there),
            telling("b", event=event, actor=back, to=("JPN",)),
        ]
        assert len(distinct_events(pair)) == count
    assert distinct_events(pair)[0].actors == ("JPN", "KOR")


def test_a_vague_telling_welds_no_two_events() -> None:
    tellings = [telling(), telling("b", day="2019-07-20"), telling("c", day="2019", text=AGAIN)]
    assert sorted(len(one.tellings) for one in distinct_events(tellings)) == [1, 2]


@pytest.mark.parametrize(
    ("tellings", "weight"),
    [
        ([telling()], 1),
        ([telling(), telling("b", publisher="Post", text=AGAIN)], 2),  # two wrote their own
        ([telling(), telling("b", publisher="Post")], 1),  # the same sentence: a copy
        ([telling(), telling("b", text=AGAIN)], 1),  # one publisher twice
        ([telling(publisher=None), telling("b", publisher=None, text=AGAIN)], 1),  # unknown
        (  # a publisher that copied one and wrote one of its own joins the two
            [telling(), telling("b", publisher="Post"), telling("c", publisher="Post", text=AGAIN)],
            1,
        ),
    ],
)
def test_weight(tellings: list[Telling], weight: int) -> None:
    assert independent_publishers(tellings) == weight
    assert sum(one.weight for one in distinct_events(tellings)) == weight


def test_order_of_input_changes_nothing() -> None:
    rng = random.Random(3)
    tellings = [
        telling(
            f"{number}",
            day=rng.choice(["2019-07-01", "2019-07-03", "2019-07", "2019", None]),
            text=rng.choice([SENTENCE, OTHER, AGAIN]),
            mode=rng.choice([None, "embargo", "expel"]),
            publisher=rng.choice(["Daily", "Post", None]),
            event=rng.choice(["SANCTION", "CONSULT"]),
        )
        for number in range(60)
    ]
    expected = distinct_events(tellings)
    assert 2 < len(expected) < 60
    for _ in range(10):
        rng.shuffle(tellings)
        assert distinct_events(tellings) == expected
    assert distinct_events([*tellings, *tellings]) == expected  # told to us twice


def test_every_telling_is_kept_with_a_reason() -> None:
    tellings = [telling(), telling("b", text=AGAIN), telling("c", day="2019-07", text=AGAIN)]
    (one,) = distinct_events(tellings)
    assert one.tellings == tuple(tellings)
    assert "same day, pair and event (1)" in one.reason
    assert "words alike" in one.reason
    assert (one.start, one.end, one.dated_by) == (date(2019, 7, 1), date(2019, 7, 1), "text")


def test_undated_event_stands_at_its_first_report() -> None:
    late = replace(telling("b", day=None), published="2019-07-02")
    (one,) = distinct_events([late, telling(day=None)])
    assert (one.start, one.dated_by) == (date(2019, 7, 1), "publication")


def test_status_is_actual_where_one_reports_it_as_news() -> None:
    (one,) = distinct_events([telling(status="historical"), telling("b")])
    assert one.status == "actual"


def test_overlap_of_nothing_is_nothing() -> None:
    assert overlap(frozenset(), frozenset(), {}) == 0.0
