"""A line of characters shows what is known of a series, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations.sparklines import sparkline, weeks_a_mark


@pytest.mark.parametrize(
    ("scores", "marks", "drawn"),
    [
        ([-8, -1, 0, 8], 4, "▁▄▅█"),  # below zero the lower half, from zero the upper
        ([None, 8, None], 3, "·█·"),  # unknown weeks are gaps, at the ends too
        ([8, None, None, None], 2, "█·"),  # a mark with one known week is known
        ([-8, 8, 8, 8], 2, "▅█"),  # a mark is the mean of its weeks
        ([99, -99], 2, "█▁"),  # beyond the limit is the limit
        ([], 5, ""),
    ],
)
def test_sparkline(scores: list[float | None], marks: int, drawn: str) -> None:
    assert sparkline(scores, marks, limit=8) == drawn


@given(st.lists(st.none() | st.floats(-10, 10), max_size=400), st.integers(1, 120))
def test_sparkline_fits_and_knows_what_is_known(scores: list[float | None], marks: int) -> None:
    drawn = sparkline(scores, marks, limit=10)
    assert len(drawn) <= marks
    each = weeks_a_mark(len(scores), marks)
    for number, mark in enumerate(drawn):
        part = scores[number * each : (number + 1) * each]
        assert (mark == "·") == all(score is None for score in part)
