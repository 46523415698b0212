"""The records: ids that stay what they are, and no field that changes."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.records import (
    STATUSES,
    Actor,
    Article,
    EventDate,
    Mention,
    Place,
    Reading,
    Rejection,
    Span,
    Status,
    record_id,
)

SPAN = Span("Lima", 0, 4)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        # pinned (by sha256sum): archives are joined on these, no version may change them
        (("a", 1), "839e11a421d370be"),
        (("https://example.org/1",), "18c17418f5ad82f0"),
        (("Perú 🕊",), "d7ce23b9f28cf40e"),
    ],
)
def test_record_id_is_pinned(keys: tuple[str | int, ...], expected: str) -> None:
    assert record_id(*keys) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "1b"), ("a1", "b")),  # where a key ends counts
        (("a", "b"), ("b", "a")),  # so does the order
        (("a",), ("a", "")),  # and how many there are
        (("a", 12), ("a", 1, 2)),
        (("a",), ("A",)),
    ],
)
def test_record_id_differs(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> None:
    assert record_id(*one) != record_id(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", None), ("a", "")),  # None counts as empty
        (("a", 1), ("a", "1")),  # a number is what it is written as
    ],
)
def test_record_id_is_alike(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> None:
    assert record_id(*one) == record_id(*other)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_record_id_is_16_hexadecimal_digits(keys: list[str]) -> None:
    assert len(record_id(*keys)) == 16
    assert int(record_id(*keys), 16) >= 0


@pytest.mark.parametrize(
    "record",
    [
        SPAN,
        Rejection("intake", "why"),
        Article(id="a", text="Hail."),
        Actor(SPAN),
        EventDate("2019"),
        Place("Lima"),
        Mention(SPAN, SPAN),
        Reading(Article(id="a", text="Hail.")),
    ],
    ids=lambda record: type(record).__name__,
)
def test_records_are_frozen_and_hashable(record: object) -> None:
    name = fields(record)[0].name  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        setattr(record, name, None)
    assert {record: 1}[record] == 1


def test_statuses_are_the_type() -> None:
    assert get_args(Status) == STATUSES


def test_defaults_are_unknown_not_guessed() -> None:
    article = Article(id="a", text="Hail.")
    assert (article.published, article.language, article.rejected) == (None, None, ())
    assert (EventDate().start, Place("Lima").lat, Actor(None).country) == (None, None, ())
