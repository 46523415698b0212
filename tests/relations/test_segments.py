"""The statistics of a row: corrections, tests, cuts, intervals."""

import numpy as np
import pytest

from detente.relations.segments import Look, find_cuts, holm, place_cuts, probe

LOOK = Look(seed=0, level=0.05)


@pytest.mark.parametrize(
    ("ps", "corrected"),
    [
        ([], []),
        ([0.04], [0.04]),  # one look needs no correction
        ([0.04, 0.01], [0.04, 0.02]),
        ([0.01, 0.011, 0.9], [0.03, 0.03, 0.9]),  # never below a smaller one
        ([0.6, 0.7], [1.0, 1.0]),  # never above 1
    ],
)
def test_holm(ps: list[float], corrected: list[float]) -> None:
    assert holm(ps) == pytest.approx(corrected)


def correlated(seed: int, count: int = 150, share: float = 0.5) -> np.ndarray:
    rng, values = np.random.default_rng(seed), [0.0]
    for step in rng.normal(size=count - 1):
        values.append(share * values[-1] + float(step))
    return np.array(values)


def test_weeks_like_their_neighbours_are_permuted_in_blocks() -> None:
    looks = [probe(correlated(seed), LOOK) for seed in range(20)]
    alone = [probe(np.random.default_rng(3).permutation(correlated(s)), LOOK) for s in range(20)]
    # Where the first test passes, the second, in blocks, takes most of it back.
    assert any(look.block_weeks > 2 for _, look in looks)
    assert sum(p <= 0.05 for p, _ in looks) <= 6
    assert sum(p <= 0.05 for p, _ in alone) <= 3


def test_a_change_of_level_does_not_pass_for_likeness_of_neighbours() -> None:
    values = np.random.default_rng(1).normal(size=100) + np.repeat([0.0, 4.0], 50)
    assert probe(values, LOOK)[1].block_weeks <= 2


def test_one_wild_week_is_no_change() -> None:
    values = np.random.default_rng(2).normal(size=100)
    values[50] = 1000.0
    assert probe(values, LOOK)[0] > 0.05


def test_p_does_not_depend_on_scale_or_place() -> None:
    values = np.random.default_rng(4).normal(size=80) + np.repeat([0.0, 1.0], 40)
    p, _ = probe(values, LOOK)
    assert probe(7 * values - 3, LOOK)[0] == p
    assert p < 0.05


@pytest.mark.parametrize(
    ("levels", "cuts"),
    [
        ([(30, 0.0), (30, 1.0)], [30]),  # a step
        ([(30, 0.0), (20, 1.0), (30, 0.0)], [30, 50]),  # there and back
        ([(30, 0.0), (30, 1.0), (30, 2.0)], [30, 60]),  # two steps up
        ([(40, 0.0), (1, 1.0), (40, 0.0)], []),  # one week is no level
        ([(60, 0.0)], []),  # nothing at all
    ],
)
def test_cuts(levels: list[tuple[int, float]], cuts: list[int]) -> None:
    noise = np.random.default_rng(5).normal(scale=0.1, size=sum(count for count, _ in levels))
    values = noise + np.concatenate([np.full(count, level) for count, level in levels])
    p, look = probe(values, LOOK)
    found = find_cuts(values, p, look)
    assert [at for (_, at, _), _ in place_cuts(values, list(found))] == cuts
    assert all(p <= 0.05 for p in found.values())


def test_more_looks_make_a_part_harder_to_cut() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=160) + np.repeat([0.0, 6.0, 7.0], [80, 40, 40])
    few, many = (find_cuts(values, 0.001, Look(0, 0.05, looks=looks)) for looks in (1, 1000))
    assert len(few) == 2
    assert list(many) == [80]


def test_interval_narrows_with_the_shift() -> None:
    noise = np.random.default_rng(6).normal(size=100)
    widths = []
    for shift in (1.0, 2.0, 8.0):
        [(_, (low, high))] = place_cuts(noise + np.repeat([0.0, shift], 50), [50])
        assert low <= 50 <= high
        widths.append(high - low)
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == 0
