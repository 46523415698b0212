"""Where a row of values changes its level: tests, cuts and the odds of each place.

Circular binary segmentation on ranks (van der Waerden's normal scores): a row is
tested for one break, or for one stretch that stands out, by permuting blocks of
it; where it has one it is cut there, and its parts are tested in turn. All is
deterministic by a seed. ``docs/turning-points.md`` tells why not PELT.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# A level that holds for a month and a half is the shortest that we call one.
MIN_LEVEL_WEEKS = 6
PERMUTATIONS = 999
# Of log(n), in units of the variance: what a stretch must explain beyond a single
# break to make two. On 150 series a row of benchmarks/turning_points.py, 1.0 found
# 229 of 300 ends of stretches in overdispersed counts, 0.5 231, 1.5 226 and 2.0 211,
# with further turns in 11, 11, 11 and 17 series.
TWO_CUTS = 1.0
# Mass of the interval. benchmarks/turning_points.py, coverage asked: 90 %.
MASS = 0.95
# Levels that hardly overlap, in pooled standard deviations. Well above the shift of
# one that benchmarks/turning_points.py measures the intervals with.
APART = 2.5


@dataclass(frozen=True, slots=True)
class Look:
    """How to look at a row of values.

    Attributes:
        seed: of the permutations.
        level: false alarms that are allowed.
        looks: rows that are looked at together.
        block_weeks: length of the blocks that are permuted.
    """

    seed: int
    level: float
    looks: int = 1
    block_weeks: int = 1


def holm(ps: Sequence[float]) -> list[float]:
    """Correct p values for many looks.

    Source: Holm (1979), the step-down procedure.

    Example:
        >>> holm([0.01, 0.04, 0.03])
        [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(ps)), key=lambda at: ps[at])
    corrected, highest = [0.0] * len(ps), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(ps) - rank) * ps[at]))
        corrected[at] = highest
    return corrected


def probe(values: Floats, look: Look) -> tuple[float, Look]:
    """Test a row against no change, in blocks where its weeks resemble their neighbours.

    Args:
        values: the row, in order, without gaps; at least ``2 * MIN_LEVEL_WEEKS``.
        look: its ``block_weeks`` is not looked at.

    Returns:
        p of the best change found anywhere, and the look with its blocks.

    Example:
        >>> p, look = probe(np.arange(60) % 3 + 2.0 * (np.arange(60) > 30), Look(0, 0.05))
        >>> p < 0.01, look.block_weeks
        (True, 1)
    """
    single = replace(look, block_weeks=1)
    p = _test(values, single)
    if p > look.level:  # longer blocks would only raise it
        return p, single
    block_weeks = _block_weeks(values, find_cuts(values, p, single))
    blocked = replace(look, block_weeks=block_weeks)
    return (p if block_weeks == 1 else max(p, _test(values, blocked))), blocked


def find_cuts(values: Floats, p: float, look: Look) -> dict[int, float]:
    """Find the first places of new levels, in order, each with its corrected p.

    Args:
        values: the row.
        p: of the whole row, corrected.
        look: how to test its parts.

    Source: Meinshausen (2008): the p of a part, times whole over part, and never
    below that of what it is part of, keeps the share of false alarms in the tree.

    Example:
        >>> find_cuts(np.repeat([0.0, 1.0], 30), 0.001, Look(0, 0.05))
        {30: 0.001}
    """
    size = len(values)
    found: dict[int, float] = {}
    parts = [(0, size, p)] if p <= look.level else []
    while parts:
        start, end, p = parts.pop()
        inside = [start + at for at in _best_cuts(values[start:end])]
        found |= dict.fromkeys(inside, p)
        for first, last in pairwise([start, *inside, end]):
            if last - first >= 2 * MIN_LEVEL_WEEKS:
                own = _test(values[first:last], look) * look.looks * size / (last - first)
                if own <= look.level:
                    parts.append((first, last, max(p, own)))
    return dict(sorted(found.items()))


def place_cuts(
    values: Floats, cuts: Sequence[int]
) -> list[tuple[tuple[int, int, int], tuple[int, int]]]:
    """Move each cut to its most probable place between its neighbours.

    Args:
        values: the row.
        cuts: in order.

    Returns:
        For each cut, (start of the level before, the cut, end of the level after)
        and the ends, inclusive, of the interval that holds it.

    Example:
        >>> place_cuts(np.repeat([0.0, 1.0], 30), [29])
        [((0, 30, 60), (30, 30))]
    """
    moved: list[int] = []
    intervals: list[tuple[int, int]] = []
    for start, _, end in _windows(cuts, len(values)):
        # From the cut before as it was moved, so that no two can cross.
        start = moved[-1] if moved else start
        odds = _odds(values[start:end])
        moved.append(start + int(odds.argmax()))
        low, high = _interval(odds)
        intervals.append((start + low, start + high))
    return list(zip(_windows(moved, len(values)), intervals, strict=True))


def _windows(cuts: Sequence[int], size: int) -> list[tuple[int, int, int]]:
    """Each cut with the ends of the two levels beside it."""
    ends = [0, *cuts, size]
    return list(zip(ends, ends[1:], ends[2:], strict=False))


def _interval(weights: Floats) -> tuple[int, int]:
    """The ends of the smallest set of weeks that holds ``MASS``."""
    order = np.argsort(-weights, kind="stable")
    count = int(np.searchsorted(np.cumsum(weights[order]), MASS)) + 1
    held = np.sort(order[:count])
    return int(held[0]), int(held[-1])


def _block_weeks(values: Floats, cuts: Iterable[int]) -> int:
    """Length of blocks within which weeks resemble their neighbours, levels apart; else 1.

    Source: Carlstein (1986), the length that is best for a first-order
    autoregression. Departure: 1 while the correlation is within its noise.
    """
    size = len(values)
    rest = np.concatenate([part - part.mean() for part in np.split(values, list(cuts))])
    square = float(rest @ rest)
    rho = float(rest[1:] @ rest[:-1]) / square if square > 0 else 0.0
    if rho < 1.0 / math.sqrt(size):
        return 1
    rho = min(rho, 0.9)
    return math.ceil(math.pow(math.sqrt(6) * rho / (1 - rho**2), 2 / 3) * math.cbrt(size))


def _permuted(values: Floats, block: int, seed: int) -> Floats:
    """Rows of the values with their blocks in another order, standardised; the first as it is."""
    rng = np.random.default_rng(seed)
    block_of = (np.arange(len(values)) + block // 2) // block
    keys = rng.random((PERMUTATIONS, int(block_of[-1]) + 1))[:, block_of]
    shuffled = values[np.argsort(keys, axis=1, kind="stable")]
    rows = np.concatenate([values[None, :], shuffled])
    return np.asarray((rows - values.mean()) / (values.std() or 1.0), dtype=np.float64)


def _normal_scores(values: Floats) -> Floats:
    """Each value as the normal quantile of its rank, so that no single week decides.

    Equal values get the quantile of their mean rank.

    Source: van der Waerden (1952).
    """
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2
    normal = NormalDist()
    quantiles = [normal.inv_cdf(float(rank) / (len(values) + 1)) for rank in ranks]
    return np.array(quantiles, dtype=np.float64)[place]


def _sums(rows: Floats) -> Floats:
    return np.concatenate([np.zeros((len(rows), 1)), np.cumsum(rows, axis=1)], axis=1)


def _break_scores(sums: Floats) -> Floats:
    """The standardised difference between all before a week and all from it, by week."""
    size = sums.shape[1] - 1
    at = np.arange(MIN_LEVEL_WEEKS, size - MIN_LEVEL_WEEKS + 1)
    return np.asarray(np.abs(sums[:, at]) / np.sqrt(at * (1 - at / size)))


def _stretch_scores(sums: Floats) -> Iterator[tuple[int, Floats]]:
    """The same between a stretch and all other weeks: each length, with scores by first week."""
    size, length = sums.shape[1] - 1, MIN_LEVEL_WEEKS
    while length <= size // 2:
        inside = np.abs(sums[:, length:] - sums[:, :-length])
        yield length, inside / math.sqrt(length * (1 - length / size))
        length = math.ceil(length * 1.25)  # neighbours in length tell nearly the same


def _test(values: Floats, look: Look) -> float:
    """p of the best break or stretch, found anywhere, against no change.

    Source: Olshen, Venkatraman, Lucito and Wigler (2004). Departures: ranks,
    blocks, and lengths of stretches form a grid.
    """
    if values.std() == 0:
        return 1.0
    sums = _sums(_permuted(_normal_scores(values), look.block_weeks, look.seed))
    best = _break_scores(sums).max(axis=1)
    for _, scores in _stretch_scores(sums):
        best = np.maximum(best, scores.max(axis=1))
    return float(np.mean(best >= best[0] - 1e-9))  # the first row, the series, is among them


def _best_cuts(values: Floats) -> list[int]:
    """The best break of a series, or both ends of a stretch that explains much more."""
    size = len(values)
    scores = _normal_scores(values)
    sums = _sums(((scores - scores.mean()) / scores.std())[None, :])
    breaks = _break_scores(sums)[0]
    score, start, length = max(
        (float(scores[0].max()), -int(scores[0].argmax()), length)
        for length, scores in _stretch_scores(sums)
    )
    at = int(breaks.argmax()) + MIN_LEVEL_WEEKS
    # In units of the variance that the better of the two leaves unexplained.
    left = max(1 - max(score, float(breaks.max())) ** 2 / size, 1e-9)
    if (score**2 - float(breaks.max()) ** 2) / left <= TWO_CUTS * math.log(size):
        return [at]
    ends = [-start, -start + length]
    return [end for end in ends if MIN_LEVEL_WEEKS <= end <= size - MIN_LEVEL_WEEKS] or [at]


def _odds(values: Floats) -> Floats:
    """Probability of each place to be the first on the new level.

    Flat over the places and the two means, scale-free over the common deviation:
    ``(k (n - k)) ** -0.5 * RSS(k) ** -((n - 2) / 2)``. Places nearer to an end
    than the shortest level have none.

    Of normal scores, so that a heavy tail does not pass for certainty; but ranks
    keep no more than the order, so of two levels that hardly overlap it is taken
    from the values.

    Source: Smith (1975), the normal case. Departures: ranks; the ends are taken
    as known.
    """
    size = len(values)
    split = np.arange(MIN_LEVEL_WEEKS, size - MIN_LEVEL_WEEKS + 1)
    left = _unexplained(values, split)
    best = int(left.argmin())
    old, new = values[: split[best]], values[split[best] :]
    if abs(new.mean() - old.mean()) < APART * math.sqrt(float(left[best]) / (size - 2)):
        left = _unexplained(_normal_scores(values), split)
    logs = -0.5 * np.log(split * (size - split)) - (size - 2) / 2 * np.log(left)
    weights = np.exp(logs - logs.max())
    return np.concatenate([np.zeros(MIN_LEVEL_WEEKS), weights / weights.sum()])


def _unexplained(values: Floats, split: NDArray[np.int_]) -> Floats:
    """The sum of squares that two levels leave, by the place where they meet."""
    centred = values - values.mean()
    left, squares = np.cumsum(centred)[split - 1], float(centred @ centred)
    rest = squares - left**2 * len(values) / (split * (len(values) - split))
    # Without noise nothing is left.
    return np.asarray(np.maximum(rest, 1e-9 * squares + 1e-300), dtype=np.float64)
