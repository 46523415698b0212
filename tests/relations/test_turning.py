"""Turning points: found where they are, none where nothing turns, gaps told as gaps."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from detente.errors import UsageError
from detente.relations.series import EVENT_COLUMNS
from detente.relations.turning import Turns, carriers, turning_points

MONDAY = date(2018, 1, 1)


def week(at: int) -> date:
    return MONDAY + timedelta(7 * at)


def table(values: list[float | None], pair: tuple[str, str] = ("KOR", "JPN")) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "week": [week(at) for at in range(len(values))],
            "actor": [pair[0]] * len(values),
            "recipient": [pair[1]] * len(values),
            "score": pl.Series(values, dtype=pl.Float64),
        }
    )


def noise(count: int, seed: int = 1) -> list[float]:
    return [float(value) for value in np.random.default_rng(seed).normal(size=count)]


def stepped(count: int, at: int, by: float) -> list[float]:
    return [value + by * (number >= at) for number, value in enumerate(noise(count))]


def search(values: list[float | None] | list[float], seed: int = 0) -> Turns:
    (found,) = turning_points(table(list(values)), seed=seed)
    return found


@pytest.mark.parametrize(
    ("values", "turns"),
    [
        (noise(150), []),  # no change
        ([2.0] * 60, []),  # no noise and no change
        (stepped(150, 90, 2.0), [90]),  # a rise
        (stepped(150, 90, -2.0), [90]),  # a fall
        ([0.0] * 30 + [1.0] * 30, [30]),  # no noise at all
        ([0.0] * 30 + [1.0] * 30 + [0.0] * 30, [30, 60]),  # there and back
        (stepped(24, 12, 5.0), [12]),  # few weeks, a great change
    ],
)
def test_turns(values: list[float], turns: list[int]) -> None:
    found = search(values)
    assert len(found.points) == len(turns)
    for point, at in zip(found.points, turns, strict=True):
        assert point.low <= week(at) <= point.high
        assert abs((point.week - week(at)).days) <= 14
        assert 0 < point.p <= 0.05


def test_too_little_is_said_not_guessed() -> None:
    found = search([-5.0] * 9 + [None] * 100 + [5.0] * 10)
    assert found.points == ()
    assert found.p is None
    assert found.too_little is not None
    assert "19 weeks have a value" in found.too_little.reason


def test_gap_at_the_break_widens_the_interval() -> None:
    values: list[float | None] = [*stepped(100, 50, 8.0)]
    full = search(values).points[0]
    values[46:54] = [None] * 8
    (gapped,) = search(values).points
    assert (full.low, full.week, full.high) == (week(50), week(50), week(50))
    # The turn can lie in any of the weeks without a value.
    assert (gapped.low, gapped.week, gapped.high) == (week(46), week(54), week(54))


def test_effect_is_in_deviations_and_in_score_units() -> None:
    (point,) = search(stepped(300, 150, 2.0)).points
    assert point.difference == point.after - point.before
    assert point.difference == pytest.approx(2.0, abs=0.4)
    assert point.effect == pytest.approx(2.0, abs=0.4)
    assert point.weeks_before + point.weeks_after == 300
    tenfold = search([10 * value for value in stepped(300, 150, 2.0)]).points[0]
    assert tenfold.effect == pytest.approx(point.effect)
    assert tenfold.difference == pytest.approx(10 * point.difference)


def test_same_seed_same_result_and_rows_in_any_order() -> None:
    weeks = table([*stepped(150, 90, 1.5)])
    once = turning_points(weeks, seed=3)
    assert turning_points(weeks.sample(fraction=1, shuffle=True, seed=1), seed=3) == once


def test_both_directions_share_the_allowance() -> None:
    one, other = table([*stepped(150, 90, 2.0)]), table([*noise(150, 5)], ("JPN", "KOR"))
    quiet, turned = turning_points(pl.concat([one, other]))
    (alone,) = turning_points(one)
    assert (quiet.actor, len(quiet.points), len(turned.points)) == ("JPN", 0, 1)
    assert turned.p == pytest.approx(2 * (alone.p or 0))  # Holm: the smaller of two, doubled


def test_few_false_alarms_and_most_shifts_found() -> None:
    """A small check on every run; benchmarks/turning_points.py is the measure."""
    quiet = [search(noise(150, seed)) for seed in range(100, 140)]
    assert sum(bool(one.points) for one in quiet) <= 5  # 2 expected
    shifted = [
        search([v + (at >= 100) for at, v in enumerate(noise(200, seed))]) for seed in range(20)
    ]
    assert sum(bool(one.points) for one in shifted) >= 17  # 19 or 20 expected


def test_carriers_are_those_that_move_the_mean() -> None:
    (point,) = search([-3.0] * 40 + [4.0] * 40).points
    rows = [
        *((-10, -6.0, "actual", "KOR"), (-3, 2.0, "actual", "KOR"), (2, 7.0, "actual", "KOR")),
        *((3, 3.0, "actual", "KOR"), (2, 9.0, "future", "KOR"), (2, 9.0, "actual", "JPN")),
        *((-15, -9.0, "actual", "KOR"), (14, 9.0, "actual", "KOR")),  # outside the four weeks
    ]
    events = pl.DataFrame(
        [
            {
                **{"id": str(at), "start": point.week + timedelta(days), "actor": actor},
                **{"end": point.week + timedelta(days), "score": score, "status": status},
                **{"recipient": "JPN" if actor == "KOR" else "KOR", "event": "AGREE"},
                **{"quad": "verbal cooperation", "weight": 1, "text": "."},
            }
            for at, (days, score, status, actor) in enumerate(rows)
        ],
        schema=EVENT_COLUMNS,
    )
    found = carriers(point, events)
    # m = 0.5; shares: (0.5 + 6) / 2, (7 - 0.5) / 2, (3 - 0.5) / 2; the one of -3 days goes against.
    assert found.select("id", "share").rows() == [("0", 3.25), ("2", 3.25), ("3", 1.25)]
    assert carriers(point, events, limit=1)["id"].to_list() == ["0"]


def test_missing_column_is_told() -> None:
    with pytest.raises(UsageError, match="lacks rate"):
        turning_points(table([0.0]), value="rate")
