"""Numbers: each form that news writes them in, and what is no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.numbers import find_numbers

# words, value, upper end, unit, why it stands here
CASES = (
    ("It cost $52 billion.", 52e9, None, "USD", "a sign before, a scale behind"),
    ("1.1 billion Australian dollars", 1.1e9, None, "AUD", "an adjective tells the dollar"),
    ("US$3.5bn a year", 3.5e9, None, "USD/year", "a rate of money"),
    ("EUR 3m was paid", 3e6, None, "EUR", "a code before, a glued scale"),
    ("a £2.4bn loan", 2.4e9, None, "GBP", "glued to both"),
    ("200 million Pakistani rupees", 2e8, None, "PKR", "a rupee not of India"),
    ("Rs 500 crore", 5e9, None, "INR", "a scale of South Asia"),
    ("seven hundred millions", 7e8, None, None, "a plural scale"),
    ("two-thirds of voters", 2 / 3, None, "share", "a fraction with a hyphen"),
    ("half of them", 0.5, None, "share", "half of what follows"),
    ("nine in ten voters", 0.9, None, "share", "a share told as a ratio"),
    ("half a million men", 5e5, None, None, "half of a scale is no share"),
    ("two and a half million", 2.5e6, None, None, "a half inside a number"),
    ("a dozen ships", 12, None, None, "a dozen"),
    ("several hundred people", 300, None, None, "vague: the lower end"),
    ("a couple of thousand", 2000, None, None, "vague: two"),
    ("several hundred thousand", 3e5, None, None, "vague with two scales"),
    ("tens of thousands marched", 1e4, None, None, "vague: lower bound"),
    ("millions of dollars", 1e6, None, "USD", "vague with a unit behind of"),
    ("between 20 and 30 died", 20, 30, None, "a range in words"),
    ("20-30 people", 20, 30, None, "a range with a hyphen"),
    ("2 to 3 million euros", 2e6, 3e6, "EUR", "the first has the second's scale"),
    ("0.5 percentage points", 0.5, None, "pp", "points are no percent"),
    ("41.5 per cent", 41.5, None, "%", "percent in two words"),
    ("a 4,000-strong force", 4000, None, "people", "strength is people"),
    ("a 146,000-tonne limit", 146e3, None, "t", "the unit behind a hyphen"),
    ("45 euros a megawatt-hour", 45, None, "EUR/megawatt-hour", "a price"),
    ("74 billion cubic metres", 74e9, None, "m3", "a unit of two words"),
    ("twenty-five gigawatts", 25, None, "GW", "words with a hyphen; prefix of SI"),
    ("1,200km away", 1200, None, "km", "a glued unit is no scale k"),
    ("a 3m wall", 3, None, "m", "m is metres"),
    ("3m people", 3e6, None, None, "m is millions where many are counted"),
    ("two hundred and six", 206, None, None, "and inside a number"),
    ("eight hours a day", 8, None, "hour/day", "a rate of time"),
)


@pytest.mark.parametrize(("text", "value", "value_to", "unit", "why"), CASES)
def test_number_is_read(
    text: str, value: float, value_to: float | None, unit: str | None, why: str
) -> None:
    found = find_numbers(text)
    assert len(found) == 1, why
    assert found[0].value == pytest.approx(value), why
    assert (found[0].value_to, found[0].unit) == (value_to, unit), why


@pytest.mark.parametrize(
    "text",
    [
        "An F-16 and a G7 summit",  # digits in names
        "It began at 10:30",  # a time of the day
        "the 4th fleet",  # an ordinal
        "Call 555-0123",  # a telephone number
        "+82 2 3703 2114",  # digits in a row
        "Agent 007",  # no number starts with 00
    ],
)
def test_no_number_is_read(text: str) -> None:
    assert find_numbers(text) == ()


def test_approximation_belongs_to_the_words_and_the_unit_does_not() -> None:
    text = "It lost more than 1.1 billion euros."
    (found,) = find_numbers(text)
    assert text[found.start : found.end] == "more than 1.1 billion"
    assert text[found.end : found.stop] == " euros"


def test_from_to_is_two_numbers_and_no_range() -> None:
    found = find_numbers("It fell from 1,016 to 358 megawatts")
    assert [(q.value, q.unit) for q in found] == [(1016, None), (358, "MW")]


def test_a_year_before_to_opens_no_range() -> None:
    assert [q.value for q in find_numbers("from 3 euros in 2020 to 8 million")] == [3, 2020, 8e6]


def test_a_span_of_time_says_so() -> None:
    assert [q.is_time for q in find_numbers("three years, eight hours a day")] == [True, False]


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_commas_keep_their_value(number: int) -> None:
    assert [q.value for q in find_numbers(f"They counted {number:,} of them.")] == [number]


@given(st.text(alphabet="0123456789 ,.-$%€abmnk tohundredfivx", max_size=40))
def test_numbers_never_overlap_and_lie_in_the_text(text: str) -> None:
    found = find_numbers(text)
    edges = [edge for q in found for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(q.start < q.end <= q.stop <= len(text) for q in found)
