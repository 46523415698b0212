"""Directed series of a pair: counts by quad, scores and weight by day, week and month.

Only what is ``actual`` counts as an event; what is future, hypothetical,
historical or negated stands in columns of its own. A day (week, month) in which
nothing that names either state was read, and to which no event is dated, is a
gap: null, not zero. ``docs/series.md`` tells the formulas with an example.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from detente.errors import UsageError
from detente.relations.distinct import DistinctEvent, pairs_of

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
OTHER_STATUSES = ("future", "hypothetical", "historical", "negated")
# Column: type, of the events that go in. One row an event and directed pair.
EVENT_COLUMNS = {
    "id": pl.String,
    "start": pl.Date,
    "end": pl.Date,
    "actor": pl.String,
    "recipient": pl.String,
    "event": pl.String,
    "status": pl.String,
    "quad": pl.String,
    "score": pl.Float64,
    "weight": pl.Int64,
    "text": pl.String,
}
# Column: type, of the coverage that goes in: articles read that day that name either state.
COVERAGE_COLUMNS = {"day": pl.Date, "articles": pl.Int64}
_EVERY = {"day": "1d", "week": "1w", "month": "1mo"}
_COUNTS = ("events", *(quad.replace(" ", "_") for quad in QUADS), "weight", *OTHER_STATUSES)


def directed_events(events: Iterable[DistinctEvent]) -> pl.DataFrame:
    """Lay out distinct events as rows, one for each directed pair of states.

    Args:
        events: an event of two actors toward one recipient gives two rows, a
            meeting of two one each way; nobody acts toward themselves.

    Returns:
        Frame of ``EVENT_COLUMNS``, by date, then id, actor and recipient.

    Example:
        >>> directed_events([]).columns == list(EVENT_COLUMNS)
        True
    """
    rows = [
        (
            *(one.id, one.start, one.end, actor, recipient, one.event.event, one.status),
            *(one.event.quad, one.event.score, one.weight, one.event.evidence.text),
        )
        for one in events
        for actor, recipient in pairs_of(one)
    ]
    table = pl.DataFrame(rows, schema=EVENT_COLUMNS, orient="row")
    return table.sort("start", "id", "actor", "recipient", nulls_last=True)


def daily(events: pl.DataFrame, coverage: pl.DataFrame, pair: tuple[str, str]) -> pl.DataFrame:
    """Make the daily table of a pair, both ways.

    Args:
        events: of ``EVENT_COLUMNS``; other pairs are left out, and so are events
            that are not known to the day.
        coverage: of ``COVERAGE_COLUMNS``, at most one row a day.
        pair: two codes, in either order, which changes nothing.

    Returns:
        A row for each day from the first to the last of events and coverage, and
        each direction: ``day, actor, recipient, coverage`` (articles),
        ``events``, one count a quad, ``weight`` (sum of independent publishers),
        one count a further status, ``score_sum``, ``score`` (mean, -10 to 10,
        null without an event), ``rate`` (events for 100 articles) and ``net``
        (sum of scores for 100 articles), both null without an article.

    Raises:
        UsageError: a column is missing, or the two states are one.

    Example:
        >>> from datetime import date
        >>> seen = pl.DataFrame({"day": [date(2023, 3, 6)], "articles": [4]})
        >>> daily(directed_events([]), seen, ("KOR", "JPN"))["events"].to_list()
        [0, 0]
    """
    return _table(events, coverage, pair, period="day")


def weekly(events: pl.DataFrame, coverage: pl.DataFrame, pair: tuple[str, str]) -> pl.DataFrame:
    """Make the table of a pair by ISO weeks, each named by its Monday.

    As ``daily``, with ``week`` for ``day``. An event counts where all days that
    its date can mean lie in one week; a gap is a week wholly without coverage.

    Source: weeks begin on Monday, ISO 8601.
    """
    return _table(events, coverage, pair, period="week")


def monthly(events: pl.DataFrame, coverage: pl.DataFrame, pair: tuple[str, str]) -> pl.DataFrame:
    """Make the table of a pair by months, each named by its first day; as ``weekly``."""
    return _table(events, coverage, pair, period="month")


def quad_mix(months: pl.DataFrame) -> pl.DataFrame:
    """Lay out the quads of a monthly table as rows: ``month, quad, events``, both ways summed.

    Example:
        >>> from datetime import date
        >>> seen = pl.DataFrame({"day": [date(2023, 3, 6)], "articles": [4]})
        >>> quad_mix(monthly(directed_events([]), seen, ("KOR", "JPN"))).height
        4
    """
    names = {quad.replace(" ", "_"): quad for quad in QUADS}
    table = months.select("month", *names)  # without "events", the sum of the four
    long = table.unpivot(list(names), index="month", variable_name="quad", value_name="events")
    sums = long.group_by("month", "quad", maintain_order=True).agg(
        # A month without news stays unknown: the sum of nulls would be 0.
        pl.when(pl.col("events").count() > 0).then(pl.col("events").sum()).alias("events")
    )
    return sums.with_columns(pl.col("quad").replace_strict(names))


def _table(
    events: pl.DataFrame, coverage: pl.DataFrame, pair: tuple[str, str], *, period: str
) -> pl.DataFrame:
    _check(events, EVENT_COLUMNS, "events")
    _check(coverage, COVERAGE_COLUMNS, "coverage")
    one, other = sorted(pair)
    if one == other:
        raise UsageError(f"a pair needs two states, not {one} twice: name the other one")
    first = pl.col("start").dt.truncate(_EVERY[period])
    placed = events.filter(
        pl.col("actor").is_in([one, other]),
        pl.col("recipient").is_in([one, other]),
        pl.col("actor") != pl.col("recipient"),
        first == pl.col("end").dt.truncate(_EVERY[period]),
    ).with_columns(first.alias(period))
    read = coverage.group_by(pl.col("day").dt.truncate(_EVERY[period]).alias(period)).agg(
        pl.col("articles").sum().cast(pl.Int64).alias("coverage")
    )
    grid = _calendar(pl.concat([placed[period], read[period]]), period).join(
        pl.DataFrame({"actor": [one, other], "recipient": [other, one]}), how="cross"
    )
    keys = [period, "actor", "recipient"]
    joined = grid.join(read, on=period, how="left").join(_counts(placed, keys), on=keys, how="left")
    return _with_gaps(joined).sort(keys).select(*keys, "coverage", *_COUNTS, *_MEASURES)


_MEASURES = ("score_sum", "score", "rate", "net")


def _calendar(seen: pl.Series, period: str) -> pl.DataFrame:
    """All periods from the first to the last that is seen."""
    low, high = seen.min(), seen.max()
    if not isinstance(low, date) or not isinstance(high, date):
        return pl.DataFrame(schema={period: pl.Date})
    return pl.select(pl.date_range(low, high, _EVERY[period]).alias(period))


def _counts(placed: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    actual = pl.col("status") == "actual"
    return placed.group_by(keys).agg(
        actual.sum().alias("events"),
        *((actual & (pl.col("quad") == q)).sum().alias(q.replace(" ", "_")) for q in QUADS),
        pl.col("weight").filter(actual).sum().alias("weight"),
        *((pl.col("status") == status).sum().alias(status) for status in OTHER_STATUSES),
        pl.col("score").filter(actual).sum().alias("score_sum"),
    )


def _with_gaps(joined: pl.DataFrame) -> pl.DataFrame:
    """Zeros where something was read, nulls where nothing tells."""
    # An event is dated to the day it happened, often before the article that tells
    # it: such a day is known in part, and no evidence is thrown away.
    is_known = (pl.col("coverage").fill_null(0) > 0) | pl.col("events").is_not_null()
    known = joined.with_columns(
        pl.col("coverage").fill_null(0),
        *(
            pl.when(is_known).then(pl.col(name).fill_null(0)).cast(pl.Int64).alias(name)
            for name in _COUNTS
        ),
        pl.when(is_known).then(pl.col("score_sum").fill_null(0.0)).alias("score_sum"),
    )
    has_events, was_read = pl.col("events") > 0, pl.col("coverage") > 0
    return known.with_columns(
        pl.when(has_events).then(pl.col("score_sum") / pl.col("events")).alias("score"),
        pl.when(was_read).then(100.0 * pl.col("events") / pl.col("coverage")).alias("rate"),
        pl.when(was_read).then(100.0 * pl.col("score_sum") / pl.col("coverage")).alias("net"),
    )


def _check(table: pl.DataFrame, columns: dict[str, type[pl.DataType]], name: str) -> None:
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise UsageError(f"{name}: the frame lacks {', '.join(missing)}; it has {table.columns}")
