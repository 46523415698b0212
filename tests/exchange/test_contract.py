"""The contract of ``detente read``: exactly these keys and types, at every level."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from detente.exchange.contract import reading_json, reading_line, reading_text
from detente.records import Actor, Article, Place, Reading, Rejection, Span

TEXT_OR_NULL = (str, type(None))
NUMBER_OR_NULL = (float, type(None))
SPANNED = {"text": str, "span": list}
ACTOR = {
    "text": TEXT_OR_NULL,
    "span": (list, type(None)),
    "country": (list, type(None)),
    "sector": TEXT_OR_NULL,
    "person": TEXT_OR_NULL,
    "office": TEXT_OR_NULL,
    "candidates": list,
    "reason": str,
}
# What stands at a path; a list's members stand at its path with [].
SHAPES: dict[str, dict[str, Any]] = {
    "": {
        "article": dict,
        "events": list,
        "matters": list,
        "quotes": list,
        "figures": list,
        "rejected": list,
    },
    "article": {
        "id": str,
        "url": TEXT_OR_NULL,
        "title": TEXT_OR_NULL,
        "publisher": TEXT_OR_NULL,
        "published": TEXT_OR_NULL,
        "language": TEXT_OR_NULL,
        "text": str,
    },
    "events[]": {
        "id": str,
        "event": str,
        "mode": TEXT_OR_NULL,
        "contexts": list,
        "status": str,
        "quad": str,
        "score": float,
        "actors": list,
        "recipients": list,
        "trigger": dict,
        "date": dict,
        "place": (dict, type(None)),
        "claimed_by": (dict, type(None)),
        "evidence": dict,
        "mentions": list,
        "confidence": float,
        "reader": str,
    },
    "events[].actors[]": ACTOR,
    "events[].recipients[]": ACTOR,
    "events[].claimed_by": ACTOR,
    "events[].trigger": SPANNED,
    "events[].evidence": SPANNED,
    "events[].mentions[]": {"trigger": dict, "evidence": dict},
    "events[].mentions[].trigger": SPANNED,
    "events[].mentions[].evidence": SPANNED,
    "events[].date": {"from": TEXT_OR_NULL, "to": TEXT_OR_NULL, "text": TEXT_OR_NULL},
    "events[].place": {
        "text": str,
        "country": TEXT_OR_NULL,
        "lat": NUMBER_OR_NULL,
        "lon": NUMBER_OR_NULL,
    },
    "rejected[]": {"stage": str, "reason": str},
}


def objects(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON object below a value, with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from objects(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, f"{path}[]")


@pytest.mark.parametrize("name", ["full", "bare", "rejected"])
def test_keys_and_types(name: str, request: pytest.FixtureRequest) -> None:
    for path, found in objects(json.loads(reading_line(request.getfixturevalue(name)))):
        assert list(found) == list(SHAPES[path]), path
        for key, kind in SHAPES[path].items():
            assert isinstance(found[key], kind), f"{path}.{key}: {found[key]!r}"


def test_every_object_of_the_contract_was_checked(full: Reading, rejected: Reading) -> None:
    seen = {path for reading in (full, rejected) for path, _ in objects(reading_json(reading))}
    assert seen == set(SHAPES)


def test_spans_are_code_points_of_the_text(full: Reading) -> None:
    read = json.loads(reading_line(full))
    spanned = [o for _, o in objects(read) if o.get("span")]
    assert len(spanned) == 10  # full: 4 parties, trigger, sentence, mention; bare: 2
    for found in spanned:
        start, end = found["span"]
        assert read["article"]["text"][start:end] == found["text"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("actors", 0, "country"), ["PER"]),  # one country is a list too
        (("actors", 1, "country"), ["PER", "CHL"]),  # "they": the two countries
        (("recipients", 0, "text"), None),  # inferred: no words ...
        (("recipients", 0, "span"), None),  # ... and no span
        (("recipients", 0, "country"), ["CHL"]),  # but a country
        (("recipients", 1, "country"), None),  # unresolved: null, not an empty list ...
        (("recipients", 1, "candidates"), ["PER", "USA"]),  # ... with what it could be
        (("date", "from"), "2023-07-04"),
        (("place", "lat"), -18.475),
        (("claimed_by", "country"), ["PER"]),
        (("mentions", 0, "evidence", "text"), "They signed it twice."),
        (("contexts",), ["diplomatic", "economic"]),
    ],
)
def test_full_event(full: Reading, path: tuple[str | int, ...], value: Any) -> None:
    found: Any = json.loads(reading_line(full))["events"][0]
    for step in path:
        found = found[step]
    assert found == value


def test_unknown_is_null(full: Reading, bare: Reading) -> None:
    event = reading_json(full)["events"][1]
    assert (event["mode"], event["place"], event["claimed_by"]) == (None, None, None)
    assert event["date"] == {"from": None, "to": None, "text": None}
    assert (event["actors"], event["recipients"], event["mentions"]) == ([], [], [])
    article = reading_json(bare)["article"]
    assert {k for k, v in article.items() if v is None} == {
        "url",
        "title",
        "publisher",
        "published",
        "language",
    }


def test_rejected_says_why_and_has_no_events(rejected: Reading) -> None:
    read = reading_json(rejected)
    assert read["events"] == []
    assert read["rejected"] == [
        {"stage": "intake", "reason": "b.pdf is a PDF file: save its text as .txt"}
    ]


def test_json_round_trip(full: Reading) -> None:
    assert json.loads(reading_line(full)) == reading_json(full) == json.loads(reading_text(full))


def test_unicode_is_kept_as_it_is(full: Reading) -> None:
    assert "🕊 Perú’s" in reading_line(full)


@pytest.mark.parametrize(
    "mark",
    [
        "\n",  # an article's paragraphs
        "\r\n",
        "\x0b",
        "\x0c",
        "\x1e",  # str.splitlines ends a line at all of these,
        "\x85",  # and readers of JSON Lines in Python use it
        "\u2028",
        "\u2029",
    ],
)
def test_one_line_an_article_whatever_its_text(mark: str) -> None:
    reading = Reading(Article(id="a", text=f"Hail{mark}fell."))
    line = reading_line(reading)
    assert line.splitlines() == [line]
    assert json.loads(line)["article"]["text"] == f"Hail{mark}fell."


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_no_number_that_json_lacks(number: float, event_with: Callable[..., Reading]) -> None:
    for reading in (
        event_with(confidence=number),
        event_with(place=Place("Arica", "CHL", number, 0.0)),
    ):
        with pytest.raises(ValueError, match="not JSON compliant"):
            reading_line(reading)
        with pytest.raises(ValueError, match="not JSON compliant"):
            reading_text(reading)


def test_span_at_the_very_start_is_no_missing_span(event_with: Callable[..., Reading]) -> None:
    # [0, 1]: a zero is a place in the text, not an absence
    reading = event_with(actors=(Actor(Span("🕊", 0, 1)),))
    assert reading_json(reading)["events"][0]["actors"][0]["span"] == [0, 1]


def test_name_of_a_file_that_is_no_utf8_can_be_written() -> None:
    reasons = (Rejection("intake", "bad\udcff.pdf is a PDF file"),)
    reading = Reading(Article(id="a", text="", rejected=reasons), (), reasons)
    for written in (reading_line(reading), reading_text(reading)):
        assert "bad\ufffd.pdf" in written.encode().decode()
