"""A question about two states is answered from the archive, every claim with its sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest

from detente.answers import Period, matters_of, relation_of
from detente.archive import store
from detente.archive.judgements import Joining, Judgement
from detente.archive.opening import Archive
from detente.errors import UsageError
from detente.ontology import plover
from detente.records import (
    Actor,
    Article,
    Event,
    EventDate,
    Matter,
    Reading,
    Span,
    Step,
    StepKind,
    record_id,
)
from detente.relations.view import RelationView

START, TODAY = date(2021, 1, 4), date(2024, 1, 1)  # a Monday


def told(
    day: date,
    code: str,
    *,
    actor: str = "PER",
    recipient: str = "BOL",
    publisher: str = "The Ledger",
    number: int = 0,
) -> Reading:
    """An article with one event."""
    text = f"{actor} did what {code} means to {recipient} in case {number} of {day}."
    article_id = record_id(text, publisher)
    article = Article(article_id, text, published=day.isoformat(), publisher=publisher)
    event = Event(
        id=record_id(article_id, code),
        event=code,
        mode=None,
        contexts=(),
        status="actual",
        quad=plover.quad(code),
        score=plover.score(code),
        actors=(Actor(None, (actor,)),),
        recipients=(Actor(None, (recipient,)),) if recipient else (),
        trigger=Span("did", text.index("did"), text.index("did") + 3),
        date=EventDate(day.isoformat(), day.isoformat()),
        place=None,
        claimed_by=None,
        evidence=Span(text, 0, len(text)),
        confidence=0.9,
        reader="test@1",
    )
    return Reading(article, (event,))


def with_step(
    given: Reading, name: str, kind: StepKind, *, on: str | None = None, due: str | None = None
) -> Reading:
    """The article with a matter besides, of one step."""
    span = Span(name, 0, len(name))
    parties = {"by": (Actor(None, ("PER",)),), "toward": (Actor(None, ("BOL",)),)}
    step = Step(
        id=record_id(given.article.id, kind),
        kind=kind,
        date=EventDate(on, on),
        claimed_by=None,
        evidence=span,
        sentence=given.events[0].evidence,
        due=EventDate(due, due) if due else None,
        **parties,
    )
    matter = Matter(record_id(step.id), span, (span,), (step,))
    return replace(given, matters=(matter,))


# Forty weeks of support, then forty of accusations, one article a week.
SERIES = [
    told(START + timedelta(weeks=n, days=n % 5), "SUPPORT" if n < 40 else "ACCUSE", number=n)
    for n in range(80)
]
TURN = START + timedelta(weeks=40)
REBUKE = told(TURN + timedelta(days=3), "ACCUSE", actor="ARG", recipient="PER", number=99)
CURBS = [
    with_step(told(date(2021, 2, 1), "SANCTION"), "curbs on fruit", "in force", on="2021-02-01"),
    with_step(
        told(date(2021, 3, 1), "CONCEDE"), "the fruit curbs", "promised lifted", due="2021-05-01"
    ),
    with_step(told(date(2022, 7, 1), "AGREE"), "a dialogue on rivers", "agreed", on="2022-07-01"),
]


def ask(archive: Archive, *pair: str, **period: date) -> RelationView:
    given = pair or ("PER", "BOL")
    return relation_of(archive, (given[0], given[1]), today=TODAY, period=Period(**period))


def add(archive: Archive, *readings: Reading) -> None:
    list(store.add_many(archive, readings))


def test_turn_is_found_with_its_events_and_the_reaction(archive: Archive) -> None:
    add(archive, *SERIES, REBUKE)
    view = ask(archive)
    (turn,) = view.turns
    assert turn.point.week == TURN
    assert turn.direction == ("PER", "BOL")
    # Of the four weeks around it, the last two before and the first ones after.
    around = {one.events[0].id for one in SERIES[38:42]}
    assert len(turn.events) == 3
    assert {event.id for event in turn.events} < around
    assert set(view.too_little) == {("BOL", "PER")}
    (reaction,) = view.reactions
    assert (reaction.event.actor, reaction.event.recipient) == ("ARG", "PER")
    assert reaction.answers.id == SERIES[40].events[0].id
    assert [event.id for event in view.latest] == [one.events[0].id for one in SERIES[:-6:-1]]
    assert (view.since, view.until) == (START, START + timedelta(weeks=79, days=4))
    assert view.annotated == turn.events


def test_order_of_articles_changes_nothing(archive: Archive) -> None:
    add(archive, *reversed([*SERIES, *CURBS, REBUKE]))
    seen = ask(archive)
    assert seen.turns
    add(archive, *SERIES)  # the same articles again
    assert shown(ask(archive)) == shown(seen)


def test_swapping_the_pair_swaps_the_result(archive: Archive) -> None:
    add(archive, *SERIES, *CURBS, REBUKE)
    view, other = ask(archive), ask(archive, "BOL", "PER")
    assert (other.actor, other.recipient) == ("BOL", "PER")
    assert shown(replace(other, actor="PER", recipient="BOL")) == shown(view)


def shown(view: RelationView) -> tuple[object, ...]:
    """What can be compared of a view."""
    frames = (view.weekly.to_dicts(), view.quads.to_dicts())
    return (*frames, view.turns, view.matters, view.reactions, set(view.latest))


def test_empty_archive_tells_nothing(archive: Archive) -> None:
    view = ask(archive)
    assert view.is_empty
    assert (view.turns, view.weekly.height, view.since) == ((), 0, TODAY)
    assert matters_of(archive, ("PER", "BOL"), today=TODAY) == ()


def test_rejected_event_counts_no_more(archive: Archive) -> None:
    add(archive, SERIES[0])
    assert ask(archive).weekly["events"].sum() == 1
    store.judge(archive, SERIES[0].events[0].id, Judgement("rejected", "Ana", "2024-01-01"))
    assert ask(archive).is_empty


def test_what_is_to_come_is_not_the_latest(archive: Archive) -> None:
    planned = told(START, "AGREE", number=7)
    event = replace(planned.events[0], date=EventDate("2025", "2025"))
    add(archive, *SERIES[:3], replace(planned, events=(event,)))
    assert event.id not in {one.id for one in ask(archive).latest}
    assert ask(archive).weekly["events"].sum() == 3


def test_two_publishers_tell_one_event(archive: Archive) -> None:
    other = told(START, "SUPPORT", publisher="The Post", number=1)
    add(archive, told(START, "SUPPORT"), other)
    (event,) = ask(archive).latest
    assert (event.publisher, event.publishers) == ("The Ledger", 2)


def test_meeting_without_recipient_counts_both_ways(archive: Archive) -> None:
    made = told(START, "CONSULT", recipient="")
    both = (Actor(None, ("PER", "BOL")),)
    add(archive, replace(made, events=(replace(made.events[0], actors=both),)))
    assert sorted(event.actor for event in ask(archive).latest) == ["BOL", "PER"]


@pytest.mark.parametrize(
    ("period", "weeks"),
    [
        ({}, 80),
        ({"since": TURN}, 40),
        ({"until": TURN - timedelta(days=1)}, 40),
        ({"since": TURN, "until": TURN + timedelta(days=6)}, 1),
        ({"until": date(2000, 1, 1)}, 0),
    ],
)
def test_period(archive: Archive, period: dict[str, date], weeks: int) -> None:
    add(archive, *SERIES)
    view = ask(archive, **period)
    assert view.weekly.filter(pl.col("actor") == "PER")["events"].sum() == weeks
    assert view.since == period.get("since", min(START, period.get("until", START)))


def test_wrong_questions(archive: Archive) -> None:
    with pytest.raises(UsageError, match="PER twice"):
        ask(archive, "PER", "PER")
    with pytest.raises(UsageError, match="no day is since"):
        Period(TODAY, START)


def test_matters_join_and_a_promise_stays_open(archive: Archive) -> None:
    add(archive, *CURBS)
    dialogue, curbs = matters_of(archive, ("BOL", "PER"), today=TODAY)
    assert dialogue.name == "a dialogue on rivers"
    assert [step.kind for step in curbs.steps] == ["in force", "promised lifted"]
    assert [step.is_open for step in curbs.steps] == [False, True]
    assert curbs.reasons == ("same states and class; shared words: fruit (1.00)",)
    before = matters_of(archive, ("BOL", "PER"), today=date(2021, 4, 30))
    assert not any(step.is_open for one in before for step in one.steps)
    period = Period(date(2022, 1, 1))
    assert [
        one.name for one in matters_of(archive, ("PER", "BOL"), today=TODAY, period=period)
    ] == ["a dialogue on rivers"]


def test_person_splits_and_merges(archive: Archive) -> None:
    add(archive, *CURBS)
    first, second, third = (one.matters[0].steps[0].id for one in CURBS)
    store.join(archive, Joining("split", second, None, "Ana", "2024-01-01"))
    assert len(matters_of(archive, ("PER", "BOL"), today=TODAY)) == 3
    store.join(archive, Joining("merge", first, third, "Ana", "2024-01-02"))
    merged = max(
        matters_of(archive, ("PER", "BOL"), today=TODAY), key=lambda matter: len(matter.steps)
    )
    assert {step.id for step in merged.steps} == {first, third}
