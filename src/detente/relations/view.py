"""What is shown of a relation, in text, in charts and on pages: one record for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from detente.ontology import states
from detente.records import Status, StepKind
from detente.relations.reactions import Link
from detente.relations.turning import TurningPoint


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as the story tells it.

    Attributes:
        day: ISO date of the precision that is known, None where unknown.
        score: PLOVER score (-10 to 10).
        sentence: the evidence.
        publishers: independent publishers that tell it; ``publisher`` is one of them.
        id: of the event in the archive, by which a person judges it.
    """

    day: str | None
    actor: str
    recipient: str
    event: str
    mode: str | None
    status: Status
    score: float
    sentence: str
    publisher: str | None = None
    publishers: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point with the events that carry it, the greatest share first."""

    point: TurningPoint
    events: tuple[ToldEvent, ...] = ()

    @property
    def direction(self) -> tuple[str, str]:
        """Actor and recipient."""
        return self.point.actor, self.point.recipient


@dataclass(frozen=True, slots=True)
class ToldReaction:
    """An act of third states toward a side, with the event of the pair that it answers.

    ``days`` from that event to the act; ``link`` as ``reactions.Reaction`` has it.
    """

    event: ToldEvent
    answers: ToldEvent
    days: int
    link: Link


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step of a matter, as the story tells it.

    Attributes:
        day, due: ISO dates of the precision that is known, None where unknown.
        by: codes of the states that took it; ``claimed_by`` who says so, if not they.
        is_open: a promise whose date has passed without a step.
    """

    kind: StepKind
    day: str | None
    by: tuple[str, ...]
    sentence: str
    publisher: str | None = None
    is_open: bool = False
    due: str | None = None
    claimed_by: str | None = None
    publishers: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class ToldMatter:
    """A matter of the ledger; ``kind`` is its class (restriction, dialogue ...).

    ``reasons`` tell how the tellings of other articles were joined to it.
    """

    name: str
    kind: str
    steps: tuple[ToldStep, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class RelationView:
    """All that is shown of the relation of two states, in text and in charts.

    Attributes:
        actor, recipient: codes, as they were asked for; everything is shown both ways.
        since, until: the days that were asked for, inclusive.
        weekly: columns week (date, Monday), actor, recipient, events (int or
            null), score (mean PLOVER score or null), coverage (articles).
        quads: columns month (date, the first), quad, events (int or null).
        too_little: (actor, recipient) -> why its turning points can't be told.
        further_matters: how many more matters there are than ``matters`` has.
        reactions: of third states, by day.
        latest: events to list, latest first.
        annotated: events to mark in the chart of the series.
    """

    actor: str
    recipient: str
    since: date
    until: date
    weekly: pl.DataFrame
    quads: pl.DataFrame
    turns: tuple[Turn, ...] = ()
    too_little: Mapping[tuple[str, str], str] = field(default_factory=dict)
    matters: tuple[ToldMatter, ...] = ()
    further_matters: int = 0
    reactions: tuple[ToldReaction, ...] = ()
    latest: tuple[ToldEvent, ...] = ()
    annotated: tuple[ToldEvent, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether neither an event nor a matter of the two is known."""
        return not self.latest and not self.matters

    @property
    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two directed pairs."""
        return (self.actor, self.recipient), (self.recipient, self.actor)

    @property
    def turning_points(self) -> pl.DataFrame:
        """The turns as ``charts.draw_series`` takes them."""
        points = [turn.point for turn in self.turns]
        text = [f"{signed(p.before)} to {signed(p.after)}, {p_words(p.p)}" for p in points]
        columns = ("week", "low", "high", "before", "after", "effect", "p", "actor", "recipient")
        rows = {name: [getattr(point, name) for point in points] for name in columns}
        return pl.DataFrame({**rows, "text": text})

    @property
    def events(self) -> pl.DataFrame:
        """The annotated events whose day is known, as ``charts.draw_series`` takes them."""
        dated = [(first_day(event.day), event) for event in self.annotated]
        rows = [(day, event.sentence, event.score) for day, event in dated if day]
        return pl.DataFrame(
            rows, {"day": pl.Date, "text": pl.String, "score": pl.Float64}, orient="row"
        )

    @property
    def ledger(self) -> pl.DataFrame:
        """The steps of all matters, as ``charts.draw_ledger`` takes them."""
        rows = [
            (matter.name, matter.kind, s.kind, first_day(s.day), "+".join(s.by), s.is_open)
            for matter in self.matters
            for s in matter.steps
        ]
        text = dict.fromkeys(("matter", "kind", "step"), pl.String)
        schema = {**text, "day": pl.Date, "by": pl.String, "is_open": pl.Boolean}
        return pl.DataFrame(rows, schema, orient="row")


def signed(number: float) -> str:
    """Write a score with its sign and one decimal.

    Example:
        >>> signed(-2.04), signed(3), signed(-0.01)
        ('−2.0', '+3.0', '0.0')
    """
    text = f"{number:+.1f}"
    return "0.0" if text in {"+0.0", "-0.0"} else text.replace("-", "−")


def first_day(iso: str | None) -> date | None:
    """Give the first day of an ISO date of any precision.

    Example:
        >>> first_day("2019-07"), first_day(None)
        (datetime.date(2019, 7, 1), None)
    """
    return date.fromisoformat(iso + "-01-01"[len(iso) - 4 :]) if iso else None


def state_name(code: str) -> str:
    """Name a state in English; a code that is no state's stands for itself.

    Example:
        >>> state_name("JPN"), state_name("EEC")
        ('Japan', 'EEC')
    """
    return states.state(code).name if code in states.codes() else code


def p_words(p: float) -> str:
    """Write a p value.

    Example:
        >>> p_words(0.0004), p_words(0.0321)
        ('p < 0.001', 'p = 0.032')
    """
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
