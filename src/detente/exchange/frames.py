"""Readings as one flat table, one row an event: CSV and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from detente.records import Actor, Reading

if TYPE_CHECKING:
    import polars

# Column: type. Several countries of an event are joined by a semicolon, in the
# order of the actors, each once.
COLUMNS = {
    "event_id": str,
    "article_id": str,
    "date_from": str,
    "date_to": str,
    "date_text": str,
    "actor_countries": str,
    "actor_sectors": str,
    "actor_text": str,
    "recipient_countries": str,
    "recipient_sectors": str,
    "recipient_text": str,
    "event": str,
    "mode": str,
    "contexts": str,
    "status": str,
    "quad": str,
    "score": float,
    "trigger": str,
    "place": str,
    "place_country": str,
    "lat": float,
    "lon": float,
    "claimed_by": str,
    "confidence": float,
    "evidence": str,
    "evidence_start": int,
    "evidence_end": int,
    "mentions": int,
    "title": str,
    "publisher": str,
    "published": str,
    "url": str,
    "reader": str,
}

Row = dict[str, str | float | int | None]


def rows(reading: Reading) -> list[Row]:
    """The rows of a reading, with the keys of ``COLUMNS``.

    Args:
        reading: of one article.
    """
    article = reading.article
    return [
        {
            "event_id": event.id,
            "article_id": article.id,
            "date_from": event.date.start,
            "date_to": event.date.end,
            "date_text": event.date.text,
            "actor_countries": _countries(event.actors),
            "actor_sectors": _joined(a.sector for a in event.actors),
            "actor_text": _joined(a.span.text for a in event.actors if a.span),
            "recipient_countries": _countries(event.recipients),
            "recipient_sectors": _joined(a.sector for a in event.recipients),
            "recipient_text": _joined(a.span.text for a in event.recipients if a.span),
            "event": event.event,
            "mode": event.mode,
            "contexts": _joined(event.contexts),
            "status": event.status,
            "quad": event.quad,
            "score": event.score,
            "trigger": event.trigger.text,
            "place": event.place.text if event.place else None,
            "place_country": event.place.country if event.place else None,
            "lat": event.place.lat if event.place else None,
            "lon": event.place.lon if event.place else None,
            "claimed_by": _text(event.claimed_by),
            "confidence": event.confidence,
            "evidence": event.evidence.text,
            "evidence_start": event.evidence.start,
            "evidence_end": event.evidence.end,
            "mentions": len(event.mentions),
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "url": article.url,
            "reader": event.reader,
        }
        for event in reading.events
    ]


def frame(table: Sequence[Row]) -> polars.DataFrame:
    """Make a polars frame of rows; columns and types are fixed even when empty."""
    # Only these two formats need polars, and it costs a third of a second.
    import polars

    types = {str: polars.String, float: polars.Float64, int: polars.Int64}
    schema = {name: types[kind] for name, kind in COLUMNS.items()}
    return polars.DataFrame(list(table), schema=schema, orient="row")


def _joined(values: Iterable[str | None]) -> str | None:
    return ";".join(dict.fromkeys(v for v in values if v)) or None


def _countries(actors: Sequence[Actor]) -> str | None:
    return _joined(code for actor in actors for code in actor.country)


def _text(actor: Actor | None) -> str | None:
    return actor.span.text if actor and actor.span else None
