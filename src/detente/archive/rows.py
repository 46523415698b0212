"""Which rows are drawn from a reading, so that it can be searched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from detente.archive.documents import encode
from detente.archive.origins import credited
from detente.ontology import organisations, states
from detente.records import Actor, Article, Event, Matter, Reading, record_id

Row = dict[str, Any]

# What neither database, or not both, takes as text.
_UNSOUND = re.compile("[\x00\ud800-\udfff]")
# PostgreSQL indexes no longer text than some 2700 bytes.
MAX_KEY = 500
# In these the parties act on one another: "the two sides met" names no recipient.
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


def key(article_id: str) -> str:
    """The key of an article: its id, or a hash of one that can't be a key.

    Example:
        >>> key("a-1"), len(key("a" * 9000))
        ('a-1', 16)
    """
    if len(article_id) > MAX_KEY or _UNSOUND.search(article_id):
        return record_id(article_id)
    return article_id


def sound(text: str | None) -> str | None:
    """Replace what a database does not take; the document keeps the text as it was."""
    return None if text is None else _UNSOUND.sub("\ufffd", text)


def is_rejected(reading: Reading) -> bool:
    """Whether nothing of an article could be read."""
    return bool(reading.article.rejected) or not reading.article.text.strip()


def article_row(reading: Reading, *, reader: str | None, ontology: str) -> Row:
    """The row of ``articles``; the reader is told by the events where nobody else does."""
    found = next((event.reader for event in reading.events), None)
    return {
        "id": key(reading.article.id),
        "published": sound(reading.article.published),
        "is_rejected": is_rejected(reading),
        "reader": reader or found,
        "ontology": ontology,
        "document": encode(reading),
    }


def event_rows(reading: Reading) -> Iterator[Row]:
    """The rows of ``events``, one an event."""
    for position, event in enumerate(reading.events):
        yield {
            "article_id": key(reading.article.id),
            "position": position,
            "id": event.id,
            "document": encode(event),
        }


def named_rows(reading: Reading) -> Iterator[Row]:
    """The rows of ``named``: one for each state or body that an article names.

    An ambiguous name ("Georgia") stands for none, unless an event resolved it.
    """
    article = reading.article
    parties = (party for event in reading.events for party in (*event.actors, *event.recipients))
    codes = set(_codes(tuple(parties)))
    for text in (article.title or "", article.text):
        for found in states.find(text):
            codes |= set() if found.is_ambiguous else {*found.codes}
        codes |= {found.code for found in organisations.find(text) if not found.is_ambiguous}
    published = sound(article.published)
    for code in sorted(codes):
        yield {"article_id": key(article.id), "code": code, "published": published}


def dyad_rows(article: Article, events: Iterable[Event]) -> Iterator[Row]:
    """The rows of ``dyads`` for the machine's events: one a directed pair of states.

    Within one state there is no pair. Where an act that takes two (a meeting)
    names no recipient, its actors act on one another.

    Example:
        >>> list(dyad_rows(Article("a", "Hail."), []))
        []
    """
    origin, published = _origin(article), sound(article.published)
    for event in events:
        day, precision = event_day(event, article.published)
        for actor, recipient in _pairs(event):
            yield {
                "article_id": key(article.id),
                "event_id": event.id,
                "coder": "machine",
                "actor": actor,
                "recipient": recipient,
                "day": day,
                "precision": precision,
                "event": event.event,
                "mode": event.mode,
                "status": event.status,
                "quad": event.quad,
                "score": event.score,
                "confidence": event.confidence,
                "origin": origin,
                "published": published,
            }


def matter_rows(reading: Reading) -> Iterator[Row]:
    """The rows of ``matters``: one for each two states that a matter's steps name."""
    article = reading.article
    origin, published = _origin(article), sound(article.published)
    for matter in reading.matters:
        document = encode(matter)
        for first, second in combinations(sorted(_states_of(matter)), 2):
            yield {
                "article_id": key(article.id),
                "first": first,
                "second": second,
                "origin": origin,
                "published": published,
                "document": document,
            }


def event_day(event: Event, published: str | None) -> tuple[str | None, str | None]:
    """The day under which an event is found, and how well it is known.

    Args:
        event: with the date that its article tells.
        published: of the article; stands in where the article tells no date.

    Returns:
        The first day of the date, with ``day``, ``month``, ``year`` or
        ``published`` for what it stands for; (None, None) where neither is known.

    Example:
        >>> from detente.records import EventDate, Span
        >>> at = Span("met", 0, 3)
        >>> event = Event("e", "CONSULT", None, (), "actual", "", 1, (), (), at,
        ...               EventDate("2019-07"), None, None, at, 1, "r@1")
        >>> event_day(event, "2019-08-02")
        ('2019-07-01', 'month')
    """
    for known, precision in ((event.date.start, None), (published, "published")):
        parts = (known or "").split("-")
        try:
            year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
            found = date(year, month, day).isoformat()
        except ValueError:
            continue
        return found, precision or ("year", "month", "day")[min(len(parts), 3) - 1]
    return None, None


def _origin(article: Article) -> str | None:
    """Whose report it is: two papers that print one agency are one source."""
    return sound(credited(article) or article.publisher)


def _pairs(event: Event) -> list[tuple[str, str]]:
    actors, recipients = _codes(event.actors), _codes(event.recipients)
    if not recipients and event.event in _MUTUAL:
        recipients = actors
    return [(a, b) for a in actors for b in recipients if a != b]


def _codes(actors: Sequence[Actor]) -> list[str]:
    return list(dict.fromkeys(code for actor in actors for code in actor.country))


def _states_of(matter: Matter) -> set[str]:
    return {code for step in matter.steps for code in _codes((*step.by, *step.toward))}
