"""A reader that knows its answers, and a short way to write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from detente.records import Actor, Article, Event, EventDate, Mention, Reading, Span

Party = tuple[str, str, str | None]


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(words, start, start + len(words))


def _sentence(text: str, trigger: Span) -> Span:
    """The sentence around a trigger; the texts of these tests end one with a stop."""
    start = max(text.rfind(stop, 0, trigger.start) + len(stop) for stop in (". ", ".\n\n"))
    start = max(start, 0) if "." in text[: trigger.start] else 0
    end = text.find(".", trigger.end) + 1
    return Span(text[start:end], start, end)


def _actor(text: str, party: Party) -> Actor:
    words, country, sector = party
    return Actor(_span(text, words), tuple(country.split()), sector)


def _make_event(text: str, trigger: str, event: str, **changes: Any) -> Event:
    """An event of a text; parties are (words, codes, sector), mentions further triggers."""
    at = _span(text, trigger)
    for side in ("actors", "recipients"):
        changes[side] = tuple(_actor(text, party) for party in changes.get(side, ()))
    if claimer := changes.get("claimed_by"):
        changes["claimed_by"] = Actor(_span(text, claimer))
    mentions = [_span(text, words) for words in changes.pop("mentions", ())]
    made = Event(
        id=f"{event}-{at.start}",
        event=event,
        mode=None,
        contexts=(),
        status="actual",
        quad="verbal cooperation",
        score=0.0,
        actors=(),
        recipients=(),
        trigger=at,
        date=EventDate(changes.get("date"), changes.get("date")),
        place=None,
        claimed_by=None,
        evidence=_sentence(text, at),
        confidence=0.9,
        reader="fake@1",
        mentions=tuple(Mention(m, _sentence(text, m)) for m in mentions),
    )
    changes.pop("date", None)
    return replace(made, **changes)


@pytest.fixture
def make_event() -> Callable[..., Event]:
    return _make_event


@pytest.fixture
def reader() -> Callable[
    [Mapping[str, Sequence[Event]]], Callable[[Sequence[Article]], Iterator[Reading]]
]:
    """Makes a reader of a table text -> events; it finds nothing in other texts."""

    def make(
        known: Mapping[str, Sequence[Event]],
    ) -> Callable[[Sequence[Article]], Iterator[Reading]]:
        return lambda articles: (Reading(a, tuple(known.get(a.text, ()))) for a in articles)

    return make
