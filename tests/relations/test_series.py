"""Counts, scores and gaps of a pair's tables."""

from datetime import date

import polars as pl
import pytest
from tests.relations.test_distinct import telling

from detente.errors import UsageError
from detente.relations.distinct import distinct_events
from detente.relations.series import (
    EVENT_COLUMNS,
    daily,
    directed_events,
    monthly,
    quad_mix,
    weekly,
)

PAIR = ("KOR", "JPN")
COVERAGE = pl.DataFrame(
    {"day": [date(2023, 3, 6), date(2023, 3, 8), date(2023, 3, 20)], "articles": [4, 1, 5]}
)


def row(  # one argument a column of the case
    start: date,
    score: float,
    *,
    status: str = "actual",
    quad: str = "verbal conflict",
    end: date | None = None,
    pair: tuple[str, str] = ("JPN", "KOR"),
) -> dict[str, object]:
    return {
        **{"id": f"{start}{score}{status}", "start": start, "end": end or start},
        **{"actor": pair[0], "recipient": pair[1], "event": "ACCUSE", "status": status},
        **{"quad": quad, "score": score, "weight": 2, "text": "."},
    }


EVENTS = pl.DataFrame(
    [
        row(date(2023, 3, 6), -3.0),
        row(date(2023, 3, 6), 5.0, quad="verbal cooperation"),
        row(date(2023, 3, 6), 9.0, status="future"),
        row(date(2023, 3, 7), -3.0),  # a day of which nothing was read
        row(date(2023, 3, 6), -2.0, end=date(2023, 3, 12)),  # known to the week
        row(date(2023, 3, 1), -1.0, end=date(2023, 3, 31)),  # known to the month
        row(date(2023, 3, 6), -9.0, pair=("JPN", "CHN")),  # another pair
        row(date(2023, 3, 6), 4.0, pair=("KOR", "JPN")),
    ],
    schema=EVENT_COLUMNS,
)


def cells(table: pl.DataFrame, period: str, day: date, actor: str = "JPN") -> dict[str, object]:
    return table.filter(pl.col(period) == day, pl.col("actor") == actor).row(0, named=True)


@pytest.mark.parametrize(
    ("day", "column", "value"),
    [
        (date(2023, 3, 6), "events", 2),  # only what is actual and known to the day
        (date(2023, 3, 6), "verbal_conflict", 1),
        (date(2023, 3, 6), "verbal_cooperation", 1),
        (date(2023, 3, 6), "material_conflict", 0),  # read, and none: zero
        (date(2023, 3, 6), "future", 1),  # kept in a column of its own
        (date(2023, 3, 6), "weight", 4),
        (date(2023, 3, 6), "score_sum", 2.0),
        (date(2023, 3, 6), "score", 1.0),
        (date(2023, 3, 6), "rate", 50.0),  # 2 events in 4 articles
        (date(2023, 3, 6), "net", 50.0),  # 2.0 in 4 articles
        (date(2023, 3, 7), "events", 1),  # dated to a day of which nothing was read
        (date(2023, 3, 7), "coverage", 0),
        (date(2023, 3, 7), "rate", None),
        (date(2023, 3, 8), "events", 0),  # read, and no event
        (date(2023, 3, 8), "score", None),  # the mean of nothing
        (date(2023, 3, 9), "events", None),  # a gap
        (date(2023, 3, 9), "future", None),
        (date(2023, 3, 9), "score_sum", None),
    ],
)
def test_day(day: date, column: str, value: float | None) -> None:
    assert cells(daily(EVENTS, COVERAGE, PAIR), "day", day)[column] == value


def test_weeks_begin_on_monday_and_hold_what_is_known_to_the_week() -> None:
    table = weekly(EVENTS, COVERAGE, PAIR)
    assert table["week"].unique().sort().to_list() == [
        *(date(2023, 3, 6), date(2023, 3, 13), date(2023, 3, 20))
    ]
    assert cells(table, "week", date(2023, 3, 6))["events"] == 4
    assert cells(table, "week", date(2023, 3, 6))["coverage"] == 5
    assert cells(table, "week", date(2023, 3, 13))["events"] is None
    assert cells(table, "week", date(2023, 3, 20))["events"] == 0


def test_months_hold_what_is_known_to_the_month() -> None:
    table = monthly(EVENTS, COVERAGE, PAIR)
    assert cells(table, "month", date(2023, 3, 1))["events"] == 5
    assert quad_mix(table).filter(pl.col("quad") == "verbal conflict")["events"].to_list() == [5]


def test_month_without_news_is_unknown_in_the_mix() -> None:
    table = monthly(
        EVENTS,
        pl.concat([COVERAGE, COVERAGE.with_columns(pl.col("day").dt.offset_by("2mo"))]),
        PAIR,
    )
    mix = quad_mix(table).filter(pl.col("quad") == "material conflict").sort("month")
    assert mix["events"].to_list() == [0, None, 0]


def test_swapping_the_pair_swaps_the_result() -> None:
    swapped = EVENTS.rename({"actor": "recipient", "recipient": "actor"})
    there, back = daily(EVENTS, COVERAGE, PAIR), daily(swapped, COVERAGE, PAIR)
    renamed = back.rename({"actor": "recipient", "recipient": "actor"}).select(there.columns)
    assert renamed.sort("day", "actor").equals(there)
    assert daily(EVENTS, COVERAGE, (PAIR[1], PAIR[0])).equals(there)


def test_nothing_read_and_nothing_known_is_an_empty_table() -> None:
    empty = daily(EVENTS.clear(), COVERAGE.clear(), PAIR)
    assert empty.height == 0
    assert empty.columns == daily(EVENTS, COVERAGE, PAIR).columns


def test_rows_of_distinct_events() -> None:
    found = distinct_events(
        [telling(event="CONSULT"), telling("b", event="CONSULT", to=("KOR", "USA", "JPN"))]
    )
    table = directed_events(found)
    # Nobody meets themselves; a meeting of two is told from its one actor.
    assert table.select("actor", "recipient").unique().sort("recipient").rows() == [
        *(("JPN", "KOR"), ("JPN", "USA"))
    ]
    assert directed_events(found[::-1]).equals(table)


@pytest.mark.parametrize(
    ("events", "pair", "match"),
    [
        (EVENTS, ("KOR", "KOR"), "two states"),
        (EVENTS.drop("status"), PAIR, "lacks status"),
    ],
)
def test_errors(events: pl.DataFrame, pair: tuple[str, str], match: str) -> None:
    with pytest.raises(UsageError, match=match):
        daily(events, COVERAGE, pair)
