"""Questions to an archive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import polars
import pytest
from tests.archive.made import reading

from detente.archive.opening import Archive
from detente.archive.queries import COLUMNS, events_between, events_toward, readings
from detente.archive.store import add_many
from detente.records import EventDate, Reading


def dated(number: int, start: str | None, published: str | None) -> Reading:
    """A reading with one event, of a day of its own."""
    made = reading(number)
    event = replace(made.events[0], date=EventDate(start, start))
    return replace(made, article=replace(made.article, published=published), events=(event,))


GIVEN = [
    dated(1, "2019-07-04", "2019-07-05"),
    dated(2, "2019-08-28", "2019-08-29"),
    dated(3, "2019-08", "2023-03-16"),
    dated(4, None, "2023-03-16"),
    dated(5, None, None),
]


@pytest.fixture
def filled(archive: Archive) -> Archive:
    list(add_many(archive, GIVEN))
    return archive


@pytest.mark.parametrize(
    ("between", "found"),
    [
        ({}, ["a-5", "a-1", "a-3", "a-2", "a-4"]),  # the unknown day first
        ({"since": date(2019, 8, 28)}, ["a-2", "a-4"]),  # its first day counts
        ({"until": date(2019, 8, 28)}, ["a-1", "a-3", "a-2"]),  # its last too
        ({"since": date(2020, 1, 1), "until": date(2020, 2, 1)}, []),
    ],
)
def test_events_between(filled: Archive, between: dict[str, Any], found: list[str]) -> None:
    for pair in (("JPN", "KOR"), ("KOR", "JPN")):
        frame = events_between(filled, *pair, **between)
        assert frame["article_id"].to_list() == found
        assert frame.columns == list(COLUMNS)
        assert frame.schema["day"] == polars.Date
    assert events_between(filled, "KOR", "PRK").schema == frame.schema


def test_row_of_an_event(filled: Archive) -> None:
    event = GIVEN[0].events[0]
    row = events_between(filled, "JPN", "KOR").row(1, named=True)
    assert row == {
        "event_id": event.id,
        "article_id": "a-1",
        "coder": "machine",
        "verdict": None,
        "actor": "JPN",
        "recipient": "KOR",
        "day": date(2019, 7, 4),
        "precision": "day",
        "event": "SANCTION",
        "mode": "discontinue",
        "status": "actual",
        "quad": "material conflict",
        "score": -6.5,
        "confidence": 0.875,
        "origin": "Harbour Post",
        "published": date(2019, 7, 5),
    }


def test_events_toward(filled: Archive) -> None:
    assert events_toward(filled, "PER")["actor"].to_list() == ["JPN"] * 5
    assert events_toward(filled, "JPN").height == 0


@pytest.mark.parametrize(
    ("which", "found"),
    [
        ({}, ["a-5", "a-1", "a-2", "a-3", "a-4"]),  # by publication, then id
        ({"ids": ["a-4", "a-1", "none"]}, ["a-1", "a-4"]),
        ({"ids": []}, []),
        ({"since": date(2019, 8, 29)}, ["a-2", "a-3", "a-4"]),
        ({"until": date(2019, 8, 29)}, ["a-1", "a-2"]),
        ({"pair": ("KOR", "JPN")}, ["a-5", "a-1", "a-2", "a-3", "a-4"]),
        ({"pair": ("KOR", "PER")}, []),
    ],
)
def test_readings(filled: Archive, which: dict[str, Any], found: list[str]) -> None:
    assert [made.article.id for made in readings(filled, **which)] == found
