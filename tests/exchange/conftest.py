"""A reading made by hand, with every field of the contract filled or empty on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from detente.records import (
    Actor,
    Article,
    Event,
    EventDate,
    Mention,
    Place,
    Reading,
    Rejection,
    Span,
)

# Beyond ASCII and beyond the first plane, so that code points are not bytes.
TEXT = (
    "🕊 Perú’s envoy signed “a pact” with Chile in Arica on 4 July, Lima said. They signed it twice."
)


def _span(words: str, start: int = 0) -> Span:
    at = TEXT.index(words, start)
    return Span(words, at, at + len(words))


FIRST = _span(TEXT.split(" They")[0])
SECOND = _span("They signed it twice.")

FULL = Event(
    id="e-full",
    event="CONSULT",
    mode="visit",
    contexts=("diplomatic", "economic"),
    status="actual",
    quad="verbal cooperation",
    score=6.5,
    actors=(
        Actor(_span("Perú"), ("PER",), "GOV", "Ana Ríos", "envoy", (), "name"),
        # the two countries, told by one word
        Actor(_span("They"), ("PER", "CHL"), None, reason="coreference"),
    ),
    recipients=(
        # inferred: no words here
        Actor(None, ("CHL",), reason="other party"),
        # unresolved: null with its candidates
        Actor(_span("Lima"), (), "GOV", candidates=("PER", "USA"), reason="two places"),
    ),
    trigger=_span("signed"),
    date=EventDate("2023-07-04", "2023-07-04", "on 4 July"),
    place=Place("Arica", "CHL", -18.475, -70.304),
    claimed_by=Actor(_span("Lima"), ("PER",), "GOV", reason="capital"),
    evidence=FIRST,
    confidence=0.875,
    reader="detente-reader@abc123",
    mentions=(Mention(_span("signed", SECOND.start), SECOND),),
)
# All that may be unknown is unknown.
BARE = replace(
    FULL,
    id="e-bare",
    mode=None,
    contexts=(),
    status="negated",
    actors=(),
    recipients=(),
    date=EventDate(),
    place=None,
    claimed_by=None,
    mentions=(),
)
ARTICLE = Article(
    id="a-1",
    text=TEXT,
    title="Perú signs",
    url="https://example.org/1",
    publisher="El Diario",
    published="2023-07-05",
    language="en",
    source="a.html",
)


@pytest.fixture
def full() -> Reading:
    """One event with every field, one with none."""
    return Reading(ARTICLE, (FULL, BARE))


@pytest.fixture
def bare() -> Reading:
    """An article of which only id and text are known, without events."""
    return Reading(Article(id="a-2", text="Hail fell."))


@pytest.fixture
def rejected() -> Reading:
    """A source that could not be read."""
    reasons = (Rejection("intake", "b.pdf is a PDF file: save its text as .txt"),)
    return Reading(Article(id="a-3", text="", source="b.pdf", rejected=reasons), (), reasons)


@pytest.fixture
def event_with() -> Callable[..., Reading]:
    """A reading of one event: the full one, with some fields changed."""

    def make(**changes: Any) -> Reading:
        return Reading(ARTICLE, (replace(FULL, **changes),))

    return make
