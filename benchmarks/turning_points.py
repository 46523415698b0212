"""False alarms, detection and intervals of the turning points, on simulated series.

    python -m benchmarks.turning_points                # 1000 series a row, 20 minutes on two cores
    python -m benchmarks.turning_points --series 50    # a first look

Weekly series of 150 to 300 weeks: counts (Poisson of mean 4; negative binomial of
mean 4 and variance 12) and mean scores (of a negative binomial number of events;
a week without any, one in nine, is a gap). A break shifts the level by one
standard deviation, pooled over both levels, up or down. "Lasts" is a step with at
least 20 weeks on each side; "last 20 weeks" ends with the series; "20 weeks and
back" returns to the old level. False turns of series without a break are the false
alarms; beside a true break they are further turns that are none. "Correlated"
weeks are normal, each 0.3 like the one before; they are no part of what is asked.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.keep import keep
from detente.relations.turning import turning_points

HELD_WEEKS = 20
# A turn is found where its sign is right and its week is no further from the true
# one than the shift is held.
NEAR_WEEKS = HELD_WEEKS
MONDAY = date(2018, 1, 1)
Values = NDArray[np.float64]
Draw = Callable[[np.random.Generator, NDArray[np.float64]], Values]


def poisson(rng: np.random.Generator, shift: Values) -> Values:
    """Counts of mean 4; ``shift`` in standard deviations of the level without one."""
    step = (0.5 + np.sqrt(0.25 + 16)) / 2  # step ** 2 == (4 + 4 + step) / 2
    return rng.poisson(4 + step * shift).astype(float)


def overdispersed(rng: np.random.Generator, shift: Values) -> Values:
    """Negative binomial counts of mean 4 and variance 12, of size 2."""
    mean = 4 + 6 * shift  # variances 12 and 60, pooled 36
    return rng.negative_binomial(2, 2 / (2 + mean)).astype(float)


def scores(rng: np.random.Generator, shift: Values) -> Values:
    """Mean score of the week's events; each has a deviation of 4 about the level."""
    counts = rng.negative_binomial(2, 2 / 6, size=len(shift))
    deviation = 4 * np.sqrt(np.mean(1 / counts[counts > 0]))  # of a week's mean
    noise = rng.normal(scale=4 / np.sqrt(np.maximum(counts, 1)))
    return np.where(counts > 0, deviation * shift + noise, np.nan)


def correlated(rng: np.random.Generator, shift: Values) -> Values:
    """Normal weeks, each 0.3 like the one before: no part of what is asked."""
    steps = rng.normal(scale=np.sqrt(1 - 0.3**2), size=len(shift))
    level = [rng.normal()]
    for step in steps[1:]:
        level.append(0.3 * level[-1] + step)
    return np.array(level) + shift


@dataclass
class Tally:
    """What was found among the series of a row."""

    series: int = 0
    detected: int = 0
    alarms: int = 0  # series with a turn that is none
    covered: int = 0
    near: int = 0  # true breaks that were found


def breaks_of(case: str, size: int, rng: np.random.Generator) -> list[tuple[int, int]]:
    """The true breaks as (week, +1 or -1)."""
    way = int(rng.choice([-1, 1]))
    if case == "none":
        return []
    if case == "last 20 weeks":
        return [(size - HELD_WEEKS, way)]
    if case == "lasts":
        return [(int(rng.integers(HELD_WEEKS, size - HELD_WEEKS + 1)), way)]
    at = int(rng.integers(HELD_WEEKS, size - 2 * HELD_WEEKS))
    return [(at, way), (at + HELD_WEEKS, -way)]


def look(draw: Draw, case: str, count: int, seed: int) -> Tally:
    """Simulate the series of a row and search each."""
    rng, tally = np.random.default_rng(seed), Tally()
    for number in range(count):
        size = int(rng.integers(150, 301))
        breaks = breaks_of(case, size, rng)
        shift = np.zeros(size)
        for at, way in breaks:
            shift[at:] += way
        # A fall of a count by a deviation would leave nothing: the level before is higher.
        if draw in {poisson, overdispersed} and shift.min() < 0:
            shift -= shift.min()
        values = draw(rng, shift)
        weeks = [MONDAY + timedelta(7 * week) for week in range(size)]
        table = pl.DataFrame({"week": weeks, "actor": "AAA", "recipient": "BBB", "score": values})
        [found] = turning_points(table, seed=number)
        count_in(
            tally, weeks, breaks, [(p.week, p.low, p.high, p.difference) for p in found.points]
        )
    return tally


def count_in(
    tally: Tally,
    weeks: list[date],
    breaks: list[tuple[int, int]],
    points: list[tuple[date, date, date, float]],
) -> None:
    """Add one series to a tally."""
    near = timedelta(7 * NEAR_WEEKS)
    matched = [
        (index, point)
        for index, (at, way) in enumerate(breaks)
        for point in points
        if abs(point[0] - weeks[at]) <= near and point[3] * way > 0
    ]
    tally.series += 1
    tally.detected += any(index == 0 for index, _ in matched)
    tally.alarms += any(all(point is not other for _, other in matched) for point in points)
    tally.near += len(matched)
    tally.covered += sum(p[1] <= weeks[breaks[index][0]] <= p[2] for index, p in matched)


def main() -> None:
    """Print a table of all rows and keep it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--series", type=int, default=1000, help="series a row")
    count = parser.parse_args().series
    lines = [
        f"$ python -m benchmarks.turning_points --series {count}",
        "asked: false alarms at most 5 %, found at least 90 %, interval at least 90 %",
        f"{'values':<16}{'break':<20}{'found':>8}{'interval':>10}{'false turns':>14}",
    ]
    rows = [
        (draw, case, count, seed)
        for draw in (poisson, overdispersed, scores, correlated)
        for seed, case in enumerate(("none", "lasts", "last 20 weeks", "20 weeks and back"))
    ]
    with multiprocessing.get_context("spawn").Pool() as pool:  # a fork would lock polars
        tallies = pool.starmap(look, rows, chunksize=1)
    for (draw, case, _, _), tally in zip(rows, tallies, strict=True):
        found = f"{tally.detected / tally.series:.1%}" if case != "none" else "-"
        held = f"{tally.covered / tally.near:.1%}" if tally.near else "-"
        alarms = f"{tally.alarms / tally.series:.1%}"
        lines.append(f"{draw.__name__:<16}{case:<20}{found:>8}{held:>10}{alarms:>14}")
    keep("turning-points", lines)


if __name__ == "__main__":
    main()
