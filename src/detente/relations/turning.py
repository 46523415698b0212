"""Turning points of weekly directed series, each with an interval, an effect and a test.

``segments`` finds them on the weeks that have a value; here weeks without one widen
the intervals, p values are corrected over all series looked at, and the events that
carry a turn are found. ``docs/turning-points.md`` tells the formulas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from detente.errors import UsageError
from detente.relations.segments import Floats, Look, find_cuts, holm, place_cuts, probe

MIN_WEEKS = 20
LEVEL = 0.05
CARRIER_DAYS = 14  # before and from the turn: the four weeks around


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A week from which a directed series runs on another level.

    Attributes:
        week: Monday of the first week on the new level, the most probable one.
        low, high: Mondays, inclusive; the week lies between them with a
            probability of 95 %. Weeks without a value widen the interval.
        before, after: means of the two levels; ``difference`` in score units.
        effect: ``difference`` over the pooled standard deviation (Cohen's d).
        p: of the tests against no change, corrected for many looks.
        weeks_before, weeks_after: weeks with a value that the levels rest on.
        reason: all that in words.
    """

    actor: str
    recipient: str
    week: date
    low: date
    high: date
    before: float
    after: float
    effect: float
    p: float
    weeks_before: int
    weeks_after: int
    reason: str

    @property
    def difference(self) -> float:
        """How far the level moved, in score units."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class TooLittle:
    """Why nothing can be said about a series."""

    reason: str


@dataclass(frozen=True, slots=True)
class Turns:
    """What was found in one directed series.

    Attributes:
        points: by week; empty where no change was found.
        p: of the whole series against no change, corrected for all series
            looked at; None where there was too little to test.
        too_little: why nothing can be said, None where something can.
    """

    actor: str
    recipient: str
    points: tuple[TurningPoint, ...]
    p: float | None
    too_little: TooLittle | None = None


@dataclass(frozen=True, slots=True)
class _Weeks:
    """The weeks of one directed series that have a value."""

    actor: str
    recipient: str
    mondays: tuple[date, ...]
    values: Floats


def turning_points(
    weeks: pl.DataFrame, *, value: str = "score", seed: int = 0, level: float = LEVEL
) -> tuple[Turns, ...]:
    """Find the turning points of each directed series in a weekly table.

    Args:
        weeks: columns ``week``, ``actor``, ``recipient`` and ``value``; nulls are
            gaps and are passed over.
        value: the column to look at (``score``, ``rate``, ``net``).
        seed: of the permutations; the same seed gives the same result.
        level: false alarms that are allowed among series without a change.

    Returns:
        One result a directed series, by actor and recipient.

    Raises:
        UsageError: a column is missing.

    Example:
        >>> from datetime import date
        >>> mondays = [date(2023, 1, 2) + timedelta(7 * at) for at in range(60)]
        >>> table = pl.DataFrame({"week": mondays, "actor": "KOR", "recipient": "JPN",
        ...     "score": [at % 3 - 3.0 * (at < 30) for at in range(60)]})
        >>> [found] = turning_points(table)
        >>> [point.week == mondays[30] for point in found.points]
        [True]
    """
    missing = [c for c in ("week", "actor", "recipient", value) if c not in weeks.columns]
    if missing:
        raise UsageError(f"weeks: the frame lacks {', '.join(missing)}; it has {weeks.columns}")
    series = _series(weeks, value)
    tested = {
        at: probe(one.values, Look(seed, level)) for at, one in enumerate(series) if not _lack(one)
    }
    corrected = dict(zip(tested, holm([p for p, _ in tested.values()]), strict=True))
    found = []
    for at, one in enumerate(series):
        if lack := _lack(one):
            found.append(Turns(one.actor, one.recipient, (), None, lack))
            continue
        p, look = corrected[at], replace(tested[at][1], looks=len(tested))
        cuts = find_cuts(one.values, p, look)
        placed = place_cuts(one.values, list(cuts))
        points = tuple(map(_point, [one] * len(cuts), placed, cuts.values()))
        found.append(Turns(one.actor, one.recipient, points, p))
    return tuple(found)


def carriers(point: TurningPoint, events: pl.DataFrame, *, limit: int = 5) -> pl.DataFrame:
    """List the events that carry a turning point, the greatest share first.

    In the four weeks around it the mean score of events moves by ``after -
    before``. An event after adds ``(score - m) / n_after`` to that, one before
    ``-(score - m) / n_before``, with m the middle of the two levels; these shares
    sum to the move where both sides have events.

    Args:
        point: the turn.
        events: of ``series.EVENT_COLUMNS``; only actual ones of its direction count.
        limit: how many at most.

    Returns:
        The events' rows with a column ``share`` in score units, those alone that
        move the way the turn goes.
    """
    start, end = point.week - timedelta(CARRIER_DAYS), point.week + timedelta(CARRIER_DAYS)
    near = events.filter(
        pl.col("actor") == point.actor,
        pl.col("recipient") == point.recipient,
        pl.col("status") == "actual",
        pl.col("start") == pl.col("end"),
        pl.col("start").is_between(start, end, closed="left"),
    )
    is_after = pl.col("start") >= point.week
    size = pl.len().over(is_after)
    offset = (pl.col("score") - (point.before + point.after) / 2) / size
    shares = near.with_columns(pl.when(is_after).then(offset).otherwise(-offset).alias("share"))
    way = math.copysign(1.0, point.difference)
    return (
        shares.filter(pl.col("share") * way > 0)
        .sort([pl.col("share") * way, "start", "id"], descending=[True, False, False])
        .head(limit)
    )


# ------------------------------------------------------------- one series


def _series(weeks: pl.DataFrame, value: str) -> list[_Weeks]:
    found = []
    ordered = weeks.sort("actor", "recipient", "week")
    for (actor, recipient), part in ordered.group_by("actor", "recipient", maintain_order=True):
        told = part.filter(pl.col(value).is_not_null() & pl.col(value).cast(pl.Float64).is_finite())
        values = told[value].cast(pl.Float64).to_numpy()
        found.append(_Weeks(str(actor), str(recipient), tuple(told["week"]), values))
    return found


def _lack(one: _Weeks) -> TooLittle | None:
    if len(one.values) >= MIN_WEEKS:
        return None
    return TooLittle(f"{len(one.values)} weeks have a value; a test needs {MIN_WEEKS}")


def _point(
    one: _Weeks, placed: tuple[tuple[int, int, int], tuple[int, int]], p: float
) -> TurningPoint:
    (start, at, end), (low, high) = placed
    old, new = one.values[start:at], one.values[at:end]
    before, after = float(old.mean()), float(new.mean())
    squares = old.var() * len(old) + new.var() * len(new)
    pooled = math.sqrt(squares / (len(old) + len(new) - 2))
    # Two levels without any noise differ by any number of deviations.
    effect = (after - before) / pooled if pooled else math.copysign(math.inf, after - before)
    # Where the weeks before have no value, the turn may lie in any of them.
    first = one.mondays[low - 1] + timedelta(7)
    reason = (
        f"mean {before:+.2f} in {len(old)} weeks before, {after:+.2f} in {len(new)} weeks after"
        f" ({effect:+.1f} standard deviations); p = {p:.3f} against no change"
    )
    return TurningPoint(
        actor=one.actor,
        recipient=one.recipient,
        week=one.mondays[at],
        low=first,
        high=one.mondays[high],
        before=before,
        after=after,
        effect=effect,
        p=p,
        weeks_before=len(old),
        weeks_after=len(new),
        reason=reason,
    )
