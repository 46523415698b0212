"""Questions about two states, answered from an archive: what the command line, the
pages and the digest show.

The archive gives events and matters as articles tell them; ``relations`` makes
distinct events, series, turning points and the ledger of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from detente.archive import queries
from detente.archive.opening import Archive
from detente.errors import UsageError
from detente.records import Actor, Step
from detente.relations.distinct import DistinctEvent, Telling, distinct_events
from detente.relations.ledger import (
    Entry,
    Judgement,
    Sighting,
    distinct_steps,
    join_matters,
)
from detente.relations.promises import open_promises
from detente.relations.reactions import reactions
from detente.relations.series import directed_events, monthly, quad_mix, weekly
from detente.relations.turning import TurningPoint, Turns, carriers, turning_points
from detente.relations.view import (
    RelationView,
    ToldEvent,
    ToldMatter,
    ToldReaction,
    ToldStep,
    Turn,
)

# What is shown without being asked for; the rest is one question away.
LATEST, MATTERS, CARRIERS, REACTIONS = 5, 8, 3, 6
# How long after an event an act of third states can answer it.
REACTION_DAYS = 7

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Period:
    """The days that are asked about, inclusive; None is open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"no day is since {self.since} and until {self.until}: swap them")


def relation_of(
    archive: Archive, pair: Pair, *, today: date, period: Period | None = None
) -> RelationView:
    """Tell what holds between two states.

    Args:
        archive: open.
        pair: codes of two states or bodies; swapping them swaps the result.
        today: the day on which a promise is over due.
        period: by default from the first to the last day that is known.

    Raises:
        UsageError: the two are one.

    Example:
        >>> import tempfile
        >>> from detente.archive.opening import open_archive
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with open_archive(f"{folder}/news.db") as archive:
        ...         view = relation_of(archive, ("KOR", "JPN"), today=date(2024, 1, 1))
        >>> view.turns, view.matters
        ((), ())
    """
    _check(pair)
    asked = period or Period()
    told = queries.told_between(archive, *pair)
    known = _by_id(distinct_events(map(_telling, told)))
    rows = _within(directed_events(known.values()), asked, "start").filter(
        pl.col("actor").is_in(pair), pl.col("recipient").is_in(pair)
    )
    seen = _within(queries.coverage(archive, *pair), asked, "day")
    weeks = weekly(rows, seen, pair)
    found = turning_points(weeks)
    since, until = _days(rows, seen, asked, today)
    matters = _matters(archive, pair, Period(asked.since, asked.until), min(until, today))
    turns = tuple(_turn(point, rows, known) for one in found for point in one.points)
    # What is told of years to come ("the anniversary in 2025") is not the latest news.
    told_by_then = rows.filter(pl.col("start") <= until)
    latest = tuple(
        event for way in (pair, pair[::-1]) for event in _latest(told_by_then, known, way)
    )
    return RelationView(
        actor=pair[0],
        recipient=pair[1],
        since=since,
        until=until,
        weekly=weeks.select("week", "actor", "recipient", "events", "score", "coverage"),
        quads=quad_mix(monthly(rows, seen, pair)),
        turns=turns,
        too_little=_too_little(found),
        matters=_foremost(matters),
        further_matters=max(len(matters) - MATTERS, 0),
        reactions=_reactions(archive, pair, known.values(), _windows(turns, latest)),
        latest=latest,
        annotated=tuple({event.id: event for turn in turns for event in turn.events}.values()),
    )


def matters_of(
    archive: Archive, pair: Pair, *, today: date, period: Period | None = None
) -> tuple[ToldMatter, ...]:
    """List the matters between two states, those with the latest step first.

    Args:
        archive: open.
        pair: codes of two states or bodies, in either order, which changes nothing.
        today: the day on which a promise is over due.
        period: only matters with a step in these days.

    Raises:
        UsageError: the two are one.
    """
    _check(pair)
    return _matters(archive, pair, period or Period(), today)


def _check(pair: Pair) -> None:
    if pair[0] == pair[1]:
        raise UsageError(f"a relation needs two states, not {pair[0]} twice: name the other one")


def _telling(told: queries.ToldEvent) -> Telling:
    return Telling(told.article_id, told.origin, told.published, told.event)


def _by_id(events: Iterable[DistinctEvent]) -> dict[str, DistinctEvent]:
    return {one.id: one for one in events}


def _within(frame: pl.DataFrame, period: Period, column: str) -> pl.DataFrame:
    if period.since:
        frame = frame.filter(pl.col(column) >= period.since)
    if period.until:
        frame = frame.filter(pl.col(column) <= period.until)
    return frame


def _days(rows: pl.DataFrame, seen: pl.DataFrame, asked: Period, today: date) -> tuple[date, date]:
    """The first and the last day of what is shown; today where nothing is known."""
    # Articles tell of years before the first of them: those are no part of the series.
    known = [*seen["day"]] or [*rows["start"].drop_nulls()]
    first, last = min(known, default=today), max(known, default=today)
    return asked.since or min(first, asked.until or first), asked.until or max(last, first)


# ------------------------------------------------------------------- events


def _told_event(one: DistinctEvent, actor: str, recipient: str) -> ToldEvent:
    event = one.event
    publishers = sorted({told.publisher for told in one.tellings if told.publisher})
    reported = one.start.isoformat() if one.start else None
    day = event.date.start if one.dated_by == "text" else reported
    return ToldEvent(
        day=day,
        actor=actor,
        recipient=recipient,
        event=event.event,
        mode=event.mode,
        status=one.status,
        score=event.score,
        sentence=event.evidence.text,
        publisher=publishers[0] if publishers else None,
        publishers=one.weight,
        id=event.id,
    )


def _told_rows(rows: pl.DataFrame, known: Mapping[str, DistinctEvent]) -> tuple[ToldEvent, ...]:
    chosen = rows.select("id", "actor", "recipient").iter_rows()
    return tuple(_told_event(known[id_], actor, recipient) for id_, actor, recipient in chosen)


def _turn(point: TurningPoint, rows: pl.DataFrame, known: Mapping[str, DistinctEvent]) -> Turn:
    return Turn(point, _told_rows(carriers(point, rows, limit=CARRIERS), known))


def _latest(
    rows: pl.DataFrame, known: Mapping[str, DistinctEvent], way: Pair
) -> tuple[ToldEvent, ...]:
    own = rows.filter(pl.col("actor") == way[0], pl.col("recipient") == way[1])
    last = own.drop_nulls("start").sort("end", "start", "id", descending=[True, True, False])
    return _told_rows(last.head(LATEST), known)


def _too_little(found: Sequence[Turns]) -> dict[Pair, str]:
    return {(one.actor, one.recipient): one.too_little.reason for one in found if one.too_little}


# ---------------------------------------------------------------- reactions


def _windows(turns: Sequence[Turn], latest: Sequence[ToldEvent]) -> list[tuple[date, date]]:
    """The days in which a reaction would be told: the weeks of turns, and the latest."""
    starts = [turn.point.week for turn in turns]
    days = [date.fromisoformat(one.day) for one in latest if one.day and len(one.day) == 10]
    starts += [max(days)] if days else []
    return [
        (start - timedelta(REACTION_DAYS), start + timedelta(2 * REACTION_DAYS)) for start in starts
    ]


def _reactions(
    archive: Archive,
    pair: Pair,
    between: Iterable[DistinctEvent],
    windows: Iterable[tuple[date, date]],
) -> tuple[ToldReaction, ...]:
    own = list(between)
    told: dict[str, ToldReaction] = {}
    for since, until in windows:
        acts = {
            (one.article_id, one.event.id): _telling(one)
            for side in pair
            for one in queries.told_toward(archive, side, since=since, until=until)
        }
        near = [one for one in own if one.start and since <= one.start <= until]
        known = {telling.event.id for one in near for telling in one.tellings}
        others = [act for (_, id_), act in acts.items() if id_ not in known]
        for found in reactions((*near, *distinct_events(others)), pair, window_days=REACTION_DAYS):
            actor, toward = "+".join(found.event.actors), "+".join(found.toward)
            answered = "+".join(set(found.answers.actors) & {*pair})
            told[found.event.id] = ToldReaction(
                event=_told_event(found.event, actor, toward),
                answers=_told_event(found.answers, answered, "+".join(found.answers.recipients)),
                days=found.days,
                link=found.link,
            )
    # What names its cause tells more than what merely follows.
    ranked = sorted(told.values(), key=lambda one: (one.link != "names", one.event.day or ""))
    return tuple(sorted(ranked[:REACTIONS], key=lambda one: one.event.day or ""))


# ------------------------------------------------------------------ matters


def _matters(archive: Archive, pair: Pair, period: Period, on: date) -> tuple[ToldMatter, ...]:
    told = queries.matters_between(archive, *pair)
    origins = {step.id: one.origin for one in told for step in one.matter.steps}
    judged = [
        Judgement(one.verb, one.step, one.other, one.note) for one in queries.joinings(archive)
    ]
    sighted = [Sighting(one.article_id, one.published, one.matter) for one in told]
    entries = join_matters(sighted, judged)
    due = {one.step.id for one in open_promises(entries, on)}
    kept = [entry for entry in entries if {*pair} <= entry.pair and _is_in(entry, period)]
    kept.sort(key=lambda entry: (max(entry.dates.values(), default=""), entry.id), reverse=True)
    return tuple(_told_matter(entry, origins, due) for entry in kept)


def _foremost(matters: Sequence[ToldMatter]) -> tuple[ToldMatter, ...]:
    """The matters with most steps, told most often; in their order, the latest first."""

    def weight(matter: ToldMatter) -> tuple[bool, int]:
        return bool(matter.kind), sum(step.publishers for step in matter.steps)

    chosen = sorted(matters, key=weight, reverse=True)[:MATTERS]
    return tuple(matter for matter in matters if matter in chosen)


def _is_in(entry: Entry, period: Period) -> bool:
    first = period.since.isoformat() if period.since else ""
    last = period.until.isoformat() if period.until else "9999"
    return any(first[: len(day)] <= day <= last for day in entry.dates.values())


def _told_matter(entry: Entry, origins: Mapping[str, str | None], due: set[str]) -> ToldMatter:
    steps = tuple(_told_step(group, entry, origins, due) for group in distinct_steps(entry))
    reasons = tuple(f"{joining.reason} ({joining.score:.2f})" for joining in entry.joinings[1:])
    return ToldMatter(entry.name, entry.matter_class, steps, reasons)


def _told_step(
    group: Sequence[Step], entry: Entry, origins: Mapping[str, str | None], due: set[str]
) -> ToldStep:
    step = group[0]
    publishers = sorted({name for one in group if (name := origins.get(one.id))})
    return ToldStep(
        kind=step.kind,
        day=entry.dates[step.id] or None,
        by=_codes(step.by),
        sentence=step.sentence.text,
        publisher=publishers[0] if publishers else None,
        is_open=any(one.id in due for one in group),
        due=step.due.start if step.due else None,
        claimed_by=_name(step.claimed_by),
        publishers=max(len(publishers), 1),
        id=step.id,
    )


def _codes(parties: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(sorted({code for party in parties for code in party.country}))


def _name(claimer: Actor | None) -> str | None:
    if claimer is None:
        return None
    return claimer.person or (claimer.span.text if claimer.span else None)
