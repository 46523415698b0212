"""Article to reading: the one way through this stage.

sentences -> gate -> reader -> parties, date, place, claim -> one event once
                            -> matters with their steps, quotes, figures
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from detente.ontology import plover
from detente.reading.actors import Resolver
from detente.reading.codebook import by_the_guide
from detente.reading.coreference import Setting
from detente.reading.dates import ArticleDates
from detente.reading.entities import Entities
from detente.reading.figures import find_figures
from detente.reading.joining import join_events
from detente.reading.matters import find_matters
from detente.reading.network import Weights, shipped_weights
from detente.reading.parties import infer_recipient, with_sector
from detente.reading.phrases import whole_phrase
from detente.reading.places import locate
from detente.reading.quotes import find_quotes
from detente.reading.reader import Found, Reader
from detente.reading.sentences import split_sentences
from detente.records import (
    Actor,
    Article,
    Event,
    EventDate,
    Place,
    Reading,
    Rejection,
    Span,
    record_id,
)

# Acts that both sides do together.
_TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_COUNTERPART = re.compile(r"(its|his|her|their)\b.*\bcounterpart", re.I)


def read(article: Article, *, weights: Weights | None = None) -> Reading:
    """Read one article.

    Args:
        article: cleaned text; a rejected one gives a reading without events.
        weights: of the reader; the shipped ones by default.

    Example:
        >>> text = "France signed a treaty with Germany in Paris on Monday."
        >>> [e.event for e in read(Article(id="a", text=text)).events]
        ['SUPPORT']
    """
    return next(read_many([article], weights=weights))


def read_many(articles: Iterable[Article], *, weights: Weights | None = None) -> Iterator[Reading]:
    """Read articles in order.

    Args:
        articles: in any number; nothing is kept of them.
        weights: of the reader; the shipped ones by default.

    Yields:
        One reading an article, in input order.
    """
    chosen = weights or shipped_weights()
    reader = Reader(chosen.network, chosen.tokenizer, threshold=chosen.threshold)
    for article in articles:
        yield _read_one(article, reader, chosen)


def _read_one(article: Article, reader: Reader, weights: Weights) -> Reading:
    """Read one article by itself.

    Sentences of several articles never share a batch: the int8 network scales a
    batch by its largest values, so that an article's reading would depend on
    its neighbours.
    """
    if article.rejected:
        return Reading(article, (), article.rejected)
    if not article.text.strip():
        return Reading(article, (), (Rejection("reading", f"{article.source}: no text to read"),))
    sentences = split_sentences(article.text)
    passed = [s for s in sentences if weights.gate.passes(s.text)]
    answers = reader.find([sentence.text for sentence in passed])
    maker = EventMaker(article, weights)
    told = [
        maker.make(sentence, found)
        for sentence, answer in zip(passed, answers, strict=True)
        for found in by_the_guide(answer, sentence.text)
    ]
    events = join_events(told, article.text)
    # Resolved apart: speakers and sources must not change what "it" stands for.
    entities, dates = maker.entities, maker.dates
    return Reading(
        article,
        events,
        matters=find_matters(article, sentences, events=events, entities=entities, dates=dates),
        quotes=find_quotes(
            article.text,
            sentences,
            entities=entities,
            resolver=maker.resolver(),
            article_id=article.id,
        ),
        figures=find_figures(
            article, sentences, entities=entities, resolver=maker.resolver(), dates=dates
        ),
    )


class EventMaker:
    """Makes the events of one article, in the order of the text."""

    def __init__(self, article: Article, weights: Weights) -> None:
        self._article = article
        self._weights = weights
        on = date.fromisoformat(article.published) if article.published else None
        home = locate(article.place.title()).country if article.place else None
        self._home = home
        self.entities = Entities(article.text, on, home=home)
        self.dates = ArticleDates(on)
        self._resolver = self.resolver()
        self._anchor: EventDate | None = None

    def resolver(self) -> Resolver:
        """A resolver of the article's parties that has resolved nothing yet."""
        return Resolver(self.entities, weights=self._weights.focus, place=self._home)

    def make(self, sentence: Span, found: Found) -> Event:
        """Resolve one found event."""
        spans = {
            role: [self._span(sentence, a.start, a.end) for a in found.arguments if a.role == role]
            for role in ("actor", "recipient", "source", "place", "time")
        }
        for role in ("actor", "recipient", "source"):
            spans[role] = [self._whole(span, sentence, found) for span in spans[role]]
        place = _place(spans["place"])
        setting = Setting(sentence, found.event, local=place.country if place else None)
        actors = self._resolve(spans["actor"], setting)
        actors += self._counterparts(spans["actor"], actors, setting)
        toward = replace(setting, actor=actors[0] if actors else None)
        recipients = self._resolve(spans["recipient"], toward)
        actors = [with_sector(actor, found.event) for actor in actors]
        claims = self._resolve(spans["source"], Setting(sentence))
        if not recipients:
            inferred = infer_recipient(
                found.event,
                actors,
                self._resolver.parties_before(sentence.start + found.start, sentence),
                after=sentence.text[found.end :],
            )
            recipients = [inferred] if inferred else []
        return self._event(
            found,
            sentence,
            parties=(_distinct(actors), _distinct(recipients)),
            claimed_by=claims[0] if claims else None,
            when=self._date(sentence, found, spans["time"]),
            place=place,
        )

    def _resolve(self, spans: Sequence[Span], setting: Setting) -> list[Actor]:
        return [self._resolver.resolve(span.start, span.end, setting) for span in spans]

    def _counterparts(
        self, spans: Sequence[Span], actors: Sequence[Actor], setting: Setting
    ) -> list[Actor]:
        """Of an act done together by "its counterpart": it whose counterpart that is."""
        if setting.event not in _TOGETHER or len({a.country for a in actors}) != 1:
            return []
        for span in spans:
            if match := _COUNTERPART.match(span.text):
                owner = self._resolver.resolve(span.start, span.start + match.end(1), setting)
                if owner.country and owner.country != actors[0].country:
                    return [owner]
        return []

    def _span(self, sentence: Span, start: int, end: int) -> Span:
        """A stretch of the sentence as a span of the article."""
        first, last = sentence.start + start, sentence.start + end
        return Span(self._article.text[first:last], first, last)

    def _whole(self, span: Span, sentence: Span, found: Found) -> Span:
        """The phrase that a party's words are cut from, short of the trigger."""
        trigger = sentence.start + found.start
        limit = trigger if span.start < trigger else sentence.end
        start, end = whole_phrase(self.entities, span.start, span.end, sentence_end=limit)
        return Span(self._article.text[start:end], start, end)

    def _date(self, sentence: Span, found: Found, words: Sequence[Span]) -> EventDate:
        when = self.dates.of_event(
            _date_words(words),
            sentence.text,
            status=found.status,
            anchor=self._anchor,
            trigger=found.start,
        )
        if when.start:
            self._anchor = when
        return when

    def _event(
        self,
        found: Found,
        sentence: Span,
        *,
        parties: tuple[tuple[Actor, ...], tuple[Actor, ...]],
        claimed_by: Actor | None,
        when: EventDate,
        place: Place | None,
    ) -> Event:
        actors, recipients = parties
        trigger = self._span(sentence, found.start, found.end)
        return Event(
            id=record_id(self._article.id, found.event, trigger.start, trigger.end),
            event=found.event,
            mode=found.mode,
            contexts=plover.contexts_in(sentence.text, found.event),
            status=found.status,
            quad=plover.quad(found.event),
            score=plover.score(found.event, found.mode),
            actors=actors,
            recipients=recipients,
            trigger=trigger,
            date=when,
            place=place,
            claimed_by=claimed_by,
            evidence=sentence,
            confidence=_calibrated(found.confidence, self._weights.calibration),
            reader=self._weights.name,
        )


def _date_words(spans: Sequence[Span]) -> str | None:
    """The words that tell a date: of two, the one that is no clock time ("11:20")."""
    dated = [span.text for span in spans if not span.text[:1].isdigit() or ":" not in span.text]
    return next(iter(dated or [span.text for span in spans]), None)


def _place(spans: Sequence[Span]) -> Place | None:
    return locate(spans[0].text) if spans else None


def _distinct(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """Parties once each: two spans for one party add nothing."""
    kept: list[Actor] = []
    for actor in actors:
        if all(actor.span != other.span for other in kept):
            kept.append(actor)
    return tuple(kept)


def _calibrated(raw: float, calibration: tuple[float, float]) -> float:
    """Map a raw score to a probability by the fitted logistic curve (Platt 1999)."""
    slope, intercept = calibration
    bounded = min(max(raw, 1e-6), 1 - 1e-6)
    log_odds = math.log(bounded / (1 - bounded))
    return round(1 / (1 + math.exp(-(slope * log_odds + intercept))), 4)
