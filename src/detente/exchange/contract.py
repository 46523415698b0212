"""The contract of ``detente read``: a reading as one JSON object."""

from __future__ import annotations

import json
import re
from typing import Any

from detente.records import (
    Actor,
    Article,
    Event,
    EventDate,
    Figure,
    Matter,
    Mention,
    Place,
    Quote,
    Reading,
    Rejection,
    Span,
    Step,
)

Json = dict[str, Any]

_SURROGATE = re.compile("[\ud800-\udfff]")


def reading_json(reading: Reading) -> Json:
    """Turn a reading into the contract's object.

    Args:
        reading: of one article.

    Returns:
        Keys ``article``, ``events``, ``matters``, ``quotes``, ``figures`` and
        ``rejected``. Spans are ``[start, end]`` in code points of
        ``article.text``. An actor's ``country`` is a list of codes, or null
        (with ``candidates``) where it could not be resolved; its ``text`` and
        ``span`` are null where the party was inferred.

    Example:
        >>> sorted(reading_json(Reading(Article(id="a", text="Hello."))))
        ['article', 'events', 'figures', 'matters', 'quotes', 'rejected']
    """
    return {
        "article": _article(reading.article),
        "events": [_event(event) for event in reading.events],
        "matters": [_matter(matter) for matter in reading.matters],
        "quotes": [_quote(quote) for quote in reading.quotes],
        "figures": [_figure(figure) for figure in reading.figures],
        "rejected": [_rejection(rejection) for rejection in reading.rejected],
    }


def reading_line(reading: Reading) -> str:
    """A reading as one line of JSON Lines, without the line's end."""
    return json_line(reading_json(reading))


def json_line(value: Json) -> str:
    r"""An object as JSON on one line, whatever its texts hold, without the line's end.

    Raises:
        ValueError: a number is not finite, for which JSON has no word.

    Example:
        >>> json_line({"text": "é\u2028\n"})
        '{"text": "é\\u2028\\n"}'
    """
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # JSON lets these stand as they are, but many readers end a line at them.
    for mark in "\x85\u2028\u2029":
        line = line.replace(mark, f"\\u{ord(mark):04x}")
    return _sound(line)


def reading_text(reading: Reading) -> str:
    """A reading as indented JSON for people, without the last line's end."""
    return _sound(json.dumps(reading_json(reading), ensure_ascii=False, allow_nan=False, indent=2))


def _sound(text: str) -> str:
    """Replace lone surrogates (of file names that are no UTF-8): they can't be written out."""
    return _SURROGATE.sub("\ufffd", text)


def _article(article: Article) -> Json:
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "language": article.language,
        "text": article.text,
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "event": event.event,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "status": event.status,
        "quad": event.quad,
        "score": event.score,
        "actors": [_actor(actor) for actor in event.actors],
        "recipients": [_actor(actor) for actor in event.recipients],
        "trigger": _span(event.trigger),
        "date": _date(event.date),
        "place": _place(event.place) if event.place else None,
        "claimed_by": _actor(event.claimed_by) if event.claimed_by else None,
        "evidence": _span(event.evidence),
        "mentions": [_mention(mention) for mention in event.mentions],
        "confidence": event.confidence,
        "reader": event.reader,
    }


def _matter(matter: Matter) -> Json:
    return {
        "id": matter.id,
        "name": _span(matter.name),
        "mentions": [_span(span) for span in matter.mentions],
        "steps": [_step(step) for step in matter.steps],
    }


def _step(step: Step) -> Json:
    return {
        "id": step.id,
        "step": step.kind,
        "date": _date(step.date),
        "by": [_actor(actor) for actor in step.by],
        "toward": [_actor(actor) for actor in step.toward],
        "claimed_by": _actor(step.claimed_by) if step.claimed_by else None,
        "evidence": _span(step.evidence),
        "sentence": _span(step.sentence),
        "event": step.event,
        "due": _date(step.due) if step.due else None,
    }


def _quote(quote: Quote) -> Json:
    return {
        "id": quote.id,
        **_span(quote.span),
        "speaker": _actor(quote.speaker) if quote.speaker else None,
        "evidence": _span(quote.evidence),
        "continues": quote.continues,
    }


def _figure(figure: Figure) -> Json:
    return {
        "id": figure.id,
        **_span(figure.span),
        "value": figure.value,
        "value_to": figure.value_to,
        "unit": figure.unit,
        "counts": figure.counts,
        "period": _date(figure.period),
        "source": _actor(figure.source) if figure.source else None,
        "evidence": _span(figure.evidence),
    }


def _date(date: EventDate) -> Json:
    return {"from": date.start, "to": date.end, "text": date.text}


def _span(span: Span) -> Json:
    return {"text": span.text, "span": [span.start, span.end]}


def _actor(actor: Actor) -> Json:
    words = _span(actor.span) if actor.span else {"text": None, "span": None}
    return words | {
        "country": list(actor.country) or None,
        "sector": actor.sector,
        "person": actor.person,
        "office": actor.office,
        "candidates": list(actor.candidates),
        "reason": actor.reason,
    }


def _place(place: Place) -> Json:
    return {"text": place.text, "country": place.country, "lat": place.lat, "lon": place.lon}


def _mention(mention: Mention) -> Json:
    return {"trigger": _span(mention.trigger), "evidence": _span(mention.evidence)}


def _rejection(rejection: Rejection) -> Json:
    return {"stage": rejection.stage, "reason": rejection.reason}
