"""PLOVER's exchange format: the manual's required fields, and the types of the others."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from detente.exchange.plover_json import first_day, last_day, plover_lines
from detente.ontology import plover
from detente.records import Article, EventDate, Reading

# The manual's tables "PLOVER JSON", "entities", "citations", "text"; required first.
REQUIRED = {"id", "date", "actor", "event"}
OTHERS = """
    has_event time enddate endtime recipient event_loc event_text quad_code event_scale mode
    context link text text_info cite_info coder coded_date coded_time comment
"""
RECORD = REQUIRED | set(OTHERS.split())
ENTITIES = """
    code sector entity_text identifier_id identifier_text religion ethnicity office gender age
"""
ENTITY = set(ENTITIES.split())


def records(reading: Reading, *, with_text: bool = False) -> list[dict[str, Any]]:
    return [json.loads(line) for line in plover_lines(reading, with_text=with_text)]


def test_one_line_an_event(full: Reading, bare: Reading, rejected: Reading) -> None:
    assert [len(plover_lines(r)) for r in (full, bare, rejected)] == [2, 0, 0]
    assert all("\n" not in line for line in plover_lines(full))


def test_required_fields_are_there(full: Reading) -> None:
    for record in records(full):
        assert record.keys() >= REQUIRED
        assert isinstance(record["id"], str)
        assert record["id"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
        assert isinstance(record["actor"], list)
        assert [event in plover.events() for event in record["event"]] == [True]


def test_only_fields_that_the_manual_names(full: Reading) -> None:
    for record in records(full, with_text=True):
        assert record.keys() <= RECORD
        for entity in record["actor"] + record["recipient"]:
            assert entity.keys() <= ENTITY


def test_no_nulls_but_an_unknown_date(full: Reading) -> None:
    undated = Reading(Article(id="a", text=full.article.text), full.events[1:])
    (record,) = records(undated)
    assert record["date"] is None  # required, and not known
    assert [key for key, value in record.items() if value is None] == ["date"]
    assert record["actor"] == []


@pytest.mark.parametrize("event", plover.events())
def test_quad_code(event: str, event_with: Callable[..., Reading]) -> None:
    (record,) = records(event_with(event=event, quad=plover.quad(event)))
    assert record["quad_code"] in {1, 2, 3, 4}
    # 1 and 2 cooperate, 3 and 4 are in conflict; 1 and 3 are words, 2 and 4 deeds
    is_conflict, is_material = record["quad_code"] > 2, record["quad_code"] % 2 == 0
    kind = (
        f"{'material' if is_material else 'verbal'} {'conflict' if is_conflict else 'cooperation'}"
    )
    assert plover.quad(event) == kind


def test_every_quad_code_is_used() -> None:
    assert {1 + plover.quads().index(plover.quad(e)) for e in plover.events()} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2019-07", "2019-07-01", "2019-07-31"),
        ("2019-04", "2019-04-01", "2019-04-30"),  # a short month
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2020-02", "2020-02-01", "2020-02-29"),  # a leap year
        ("1900-02", "1900-02-01", "1900-02-28"),  # a century that is none
        ("2000-02", "2000-02-01", "2000-02-29"),  # a century that is one
        ("2019-07-04", "2019-07-04", "2019-07-04"),  # a day is itself
        (None, None, None),  # unknown stays unknown
    ],
)
def test_first_and_last_day(day: str | None, first: str | None, last: str | None) -> None:
    assert (first_day(day), last_day(day)) == (first, last)


@pytest.mark.parametrize(
    ("when", "date", "enddate"),
    [
        (EventDate("2023-07-04", "2023-07-04"), "2023-07-04", "2023-07-04"),  # a day
        (EventDate("2023-06", "2023-06"), "2023-06-01", "2023-06-30"),  # its whole month
        (EventDate("2022", "2023-02"), "2022-01-01", "2023-02-28"),  # mixed precision
        (EventDate("2023-07-01", None), "2023-07-01", None),  # open: "since"
        (EventDate(), "2023-07-05", None),  # not told: the day of publication
    ],
)
def test_dates(
    when: EventDate, date: str, enddate: str | None, event_with: Callable[..., Reading]
) -> None:
    (record,) = records(event_with(date=when))
    assert (record["date"], record.get("enddate")) == (date, enddate)


def test_text_only_on_request(full: Reading) -> None:
    sentences = [event.evidence.text for event in full.events]
    assert all("text" not in record for record in records(full))
    # ... and not by another field either: the rights are the same
    assert not any(sentences[0] in line for line in plover_lines(full))
    assert [record["text"] for record in records(full, with_text=True)] == sentences


def test_text_info_spans_the_sentence(full: Reading) -> None:
    (record, _) = records(full, with_text=True)
    info = record["text_info"]
    assert full.article.text[info["start"] : info["end"]] == record["text"]


def test_parties(full: Reading) -> None:
    (record, _) = records(full)
    assert record["actor"] == [
        {
            "code": "PER",
            "sector": "GOV",
            "entity_text": "Perú",
            "identifier_text": "Ana Ríos",
            "office": "envoy",
        },
        {"code": "PER;CHL", "entity_text": "They"},  # one entity that is two states
    ]
    assert record["recipient"] == [
        {"code": "CHL"},  # inferred: no words
        {"sector": "GOV", "entity_text": "Lima"},  # unresolved: no code, and no guess
    ]


def test_comment_keeps_what_plover_has_no_field_for(full: Reading) -> None:
    said, denied = (record["comment"] for record in records(full))
    assert said == "status: actual; confidence: 0.875; claimed by Lima"
    assert denied == "status: negated; confidence: 0.875"


def test_location(full: Reading) -> None:
    place, nowhere = (record.get("event_loc") for record in records(full))
    assert place == {
        "extracted_place": "Arica",
        "lat": -18.475,
        "lon": -70.304,
        "country_code": "CHL",
    }
    assert nowhere is None


def test_same_bytes_every_time(full: Reading) -> None:
    # no date of coding: two runs over one archive can be compared
    assert plover_lines(full, with_text=True) == plover_lines(full, with_text=True)
    assert not any("coded_" in line for line in plover_lines(full))
