"""The assignment of gold to ours; dates at gold's precision."""

from __future__ import annotations

from itertools import product

import pytest

from detente.evaluation.matching import assign, assign_in_turn, is_date_right
from detente.records import EventDate


def _most(fits):
    """The most matches of a 3 by 3 table, by trying all ways."""
    return max(
        sum(fits[row][column] for row, column in enumerate(way) if column is not None)
        for way in product((0, 1, 2, None), repeat=3)
        if len({c for c in way if c is not None}) == sum(c is not None for c in way)
    )


def test_assignment_finds_the_most_on_all_small_tables():
    for bits in product((0, 1), repeat=9):
        fits = bits[0:3], bits[3:6], bits[6:9]
        found = assign(3, 3, lambda row, column, fits=fits: fits[row][column])
        assert len(set(found.values())) == len(found) == _most(fits)
        assert all(fits[row][column] for row, column in found.items())


# Fit of row and proposal -> the matches.
ASSIGNMENTS = [
    ({}, {}),
    ({(0, 0): 1, (0, 1): 5}, {0: 1}),  # the better of two
    ({(0, 0): 5, (1, 0): 6}, {1: 0}),  # the row that fits better
    ({(0, 0): 9, (0, 1): 1, (1, 0): 1}, {0: 1, 1: 0}),  # more before better
]


@pytest.mark.parametrize(("fits", "matches"), ASSIGNMENTS)
def test_assignment_prefers_the_better_fit(fits, matches):
    assert assign(2, 2, lambda row, column: fits.get((row, column), 0)) == matches


def test_what_the_strict_way_matches_stays():
    # By the loose way alone 0 would take 0, and 1 would take 1.
    strict = {(0, 1)}
    found = assign_in_turn(2, 2, lambda *pair: int(pair in strict), lambda row, mine: 1)
    assert found == {0: 1, 1: 0}
    assert assign_in_turn(2, 2) == {}


DATES = [
    ("2019", "2019-07-04", True),  # finer than gold
    ("2019-07", "2019", False),  # coarser
    ("2019", "2018", False),
    ("2019", None, False),  # not found
    (None, "2019", False),  # made up
    (None, None, True),
]


@pytest.mark.parametrize(("gold", "start", "is_right"), DATES)
def test_dates(gold, start, is_right):
    assert is_date_right(gold, EventDate(start, start)) is is_right
