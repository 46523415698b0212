"""A record comes back from its document as it was."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.archive.made import reading, rejected

from detente.archive.documents import decode, encode
from detente.records import Article, Event, EventDate, Figure, Matter, Quote, Reading, Span


@pytest.mark.parametrize(
    "made",
    [
        reading(1),  # every field of every record is filled somewhere
        rejected("r"),  # no text, with reasons
        Reading(Article(id="a", text="Hail.\x00\u2028")),  # characters that break lines and texts
    ],
)
def test_reading_comes_back(made: Reading) -> None:
    document = encode(made)
    assert decode(Reading, document) == made
    assert document.isascii()
    assert "\x00" not in document


@pytest.mark.parametrize("kind", [Event, Matter, Quote, Figure])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_record_comes_back(kind: type, data: st.DataObject) -> None:
    # Compared as documents: a number that is none (NaN) differs from itself.
    record = data.draw(st.from_type(kind))
    assert encode(decode(kind, encode(record))) == encode(record)


def test_field_that_an_old_document_lacks_gets_its_default() -> None:
    assert decode(EventDate, '{"start": "2019"}') == EventDate("2019")


def test_difference_shows() -> None:
    assert encode(Span("a", 0, 1)) != encode(Span("a", 0, 2))
