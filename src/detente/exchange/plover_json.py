"""PLOVER's own exchange format: one JSON object an event (manual 2.0, "Data Fields").

Left out, because they would differ from run to run: ``coded_date`` and
``coded_time``. ``text`` is filled only on request: the article's rights may not
be the coder's.
"""

from __future__ import annotations

from calendar import monthrange

from detente.exchange.contract import Json, json_line
from detente.ontology import plover
from detente.records import Actor, Event, Place, Reading


def plover_lines(reading: Reading, *, with_text: bool = False) -> list[str]:
    """Turn a reading into PLOVER JSON Lines, one an event.

    Args:
        reading: of one article.
        with_text: fill ``text`` with the evidence sentence.

    Returns:
        Lines without line ends; ``date`` is a day, as PLOVER requires: the
        event's first possible day, the publication date where the article does
        not tell, null where neither is known. ``comment`` carries status and
        claim, for which PLOVER has no field.
    """
    return [json_line(_event(reading, event, with_text)) for event in reading.events]


def _event(reading: Reading, event: Event, with_text: bool) -> Json:
    article = reading.article
    start = first_day(event.date.start) or article.published
    record: Json = {
        "id": event.id,
        "has_event": True,
        "date": start,
        "enddate": last_day(event.date.end),
        "actor": [_entity(actor) for actor in event.actors],
        "recipient": [_entity(actor) for actor in event.recipients],
        "event": [event.event],
        "event_loc": _location(event.place) if event.place else None,
        "event_text": [event.trigger.text],
        "quad_code": 1 + plover.quads().index(event.quad),
        "event_scale": event.score,
        "mode": [event.mode] if event.mode else [],
        "context": list(event.contexts),
        "text": event.evidence.text if with_text else None,
        "text_info": {"start": event.evidence.start, "end": event.evidence.end},
        "cite_info": {
            "citation": article.id,
            "url": article.url,
            "title": article.title,
            "publisher": article.publisher,
            "language": article.language,
            "publication": article.published,
            "codebook": "PLOVER",
            "version": "2.0",
        },
        "coder": event.reader,
        "comment": _comment(event),
    }
    return {key: value for key, value in record.items() if value is not None or key == "date"}


def _comment(event: Event) -> str:
    claim = event.claimed_by
    claimed = f"; claimed by {claim.span.text}" if claim and claim.span else ""
    return f"status: {event.status}; confidence: {event.confidence}{claimed}"


def _entity(actor: Actor) -> Json:
    """One entity; PLOVER's entity has one code, so several are joined by a semicolon."""
    record = {
        "code": ";".join(actor.country) or None,
        "sector": actor.sector,
        "entity_text": actor.span.text if actor.span else None,
        "identifier_text": actor.person,
        "office": actor.office,
    }
    return {key: value for key, value in record.items() if value is not None}


def _location(place: Place) -> Json:
    record = {
        "extracted_place": place.text,
        "lat": place.lat,
        "lon": place.lon,
        "country_code": place.country,
    }
    return {key: value for key, value in record.items() if value is not None}


def first_day(day: str | None) -> str | None:
    """The first day of a partial ISO date.

    Example:
        >>> first_day("2019"), first_day("2019-07")
        ('2019-01-01', '2019-07-01')
    """
    return day + "-01-01"[len(day) - 4 :] if day else None


def last_day(day: str | None) -> str | None:
    """The last day of a partial ISO date.

    Example:
        >>> last_day("2019"), last_day("2020-02")
        ('2019-12-31', '2020-02-29')
    """
    if day is None or len(day) == 10:
        return day
    if len(day) == 4:
        return f"{day}-12-31"
    year, month = int(day[:4]), int(day[5:])
    return f"{day}-{monthrange(year, month)[1]:02d}"
