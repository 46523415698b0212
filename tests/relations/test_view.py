"""Days, numbers and names as a relation shows them."""

from __future__ import annotations

from datetime import date

import pytest

from detente.relations.view import first_day, p_words, signed, state_name


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2019", date(2019, 1, 1)),  # known to the year
        ("2019-07", date(2019, 7, 1)),  # to the month
        ("2019-07-04", date(2019, 7, 4)),
        (None, None),
    ],
)
def test_first_day(iso: str | None, day: date | None) -> None:
    assert first_day(iso) == day


def test_numbers_and_names() -> None:
    assert [signed(x) for x in (-3.46, 0.0, -0.04, 12)] == ["−3.5", "0.0", "0.0", "+12.0"]
    assert state_name("BOL") == "Bolivia"
    assert state_name("ASEAN?") == "ASEAN?"  # no state: the code itself


def test_p_words() -> None:
    assert [p_words(p) for p in (0.0009, 0.001, 0.25)] == ["p < 0.001", "p = 0.001", "p = 0.250"]
