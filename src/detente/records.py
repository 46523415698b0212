"""The records that pass between the stages. Imports nothing of ours.

All are frozen. Spans are half-open ``[start, end)`` in code points of
``Article.text``, and ``article.text[start:end] == span.text`` always holds.
Dates are ISO 8601 strings of the precision that is known (``2019``,
``2019-07``, ``2019-07-04``), so that "in 2019" is never silently a day.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["actual", "future", "hypothetical", "historical", "negated"]
STATUSES: tuple[Status, ...] = ("actual", "future", "hypothetical", "historical", "negated")


def record_id(*keys: str | int | None) -> str:
    """Make a stable id from a record's key fields.

    Args:
        keys: the fields that make the record what it is; None counts as empty.

    Returns:
        16 hexadecimal digits (64 bits of SHA-256).

    Example:
        >>> record_id("a", 1) == record_id("a", 1)
        True
        >>> record_id("a", "1b") == record_id("a1", "b")
        False
    """
    joined = "\x1f".join("" if key is None else str(key) for key in keys)
    return hashlib.sha256(joined.encode(errors="surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text.

    Example:
        >>> "Seoul met Tokyo"[0:5] == Span("Seoul", 0, 5).text
        True
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a source, or a part of it, was not read.

    Attributes:
        stage: the stage that rejected it (``intake``, ``reading``).
        reason: what is wrong, where, and what to do, in one sentence.
    """

    stage: str
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One published text, cleaned of its page.

    Attributes:
        id: the source's own id, or a hash of its URL or text.
        text: paragraphs parted by a blank line; the title is not in it.
        title, url, publisher, language: None where unknown. ``language`` is
            ISO 639-1.
        published: ISO date of publication (day), None where unknown.
        place: the dateline's place ("SEOUL"), None where there is none.
        rejected: why the article must not be read; empty for a good one.
        source: where it came from (a path, a URL, ``-``), for messages.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    place: str | None = None
    rejected: tuple[Rejection, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party of an event, as its words stand and as they were resolved.

    Attributes:
        span: its words in the article; None where the party is inferred from
            another sentence and has no words here.
        country: codes (ISO 3166-1 alpha-3, historic ones, or IGO codes);
            several for "the two countries", empty where unresolved.
        sector: PLOVER sector, None where unknown.
        person, office: full name and office where known.
        candidates: codes that could be meant where ``country`` is empty.
        reason: in words, what decided (``name``, ``office``, ``coreference``).
    """

    span: Span | None
    country: tuple[str, ...] = ()
    sector: str | None = None
    person: str | None = None
    office: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EventDate:
    """When an event happened: ``start`` to ``end`` inclusive, ISO dates.

    ``start == end`` with the known precision for a single date ("2019" to
    "2019"); both None where the article does not tell. ``text`` is the words
    that told it, None where the date was inferred.
    """

    start: str | None = None
    end: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened. ``lat`` and ``lon`` in degrees (WGS 84)."""

    text: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A further telling of the same event in the same article."""

    trigger: Span
    evidence: Span


@dataclass(frozen=True, slots=True)
class Event:
    """An act in PLOVER 2.0 terms, with the sentence in which it stands.

    Attributes:
        event: one of the 16 PLOVER events; ``mode`` one of its modes or None.
        quad: PLOVER's quad category; ``score`` its conflict/cooperation score
            (-10 to 10).
        evidence: the sentence; lies around ``trigger``.
        confidence: calibrated probability, 0 to 1, that the event is right.
        reader: ``name@version`` of the weights that found it.
    """

    id: str
    event: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    quad: str
    score: float
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    trigger: Span
    date: EventDate
    place: Place | None
    claimed_by: Actor | None
    evidence: Span
    confidence: float
    reader: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A direct quotation, one stretch between two quotation marks.

    Attributes:
        span: the quoted words, without their marks.
        speaker: who says them, resolved; None where the article does not tell.
        evidence: the sentence.
        continues: id of the quote whose second half this is ("...," he said, "...").
    """

    id: str
    span: Span
    speaker: Actor | None
    evidence: Span
    continues: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the article reports, with what it counts.

    Attributes:
        span: the number's words ("more than 1.1 billion").
        value: the number; of a range its lower end, ``value_to`` its upper.
        unit: ``%``, an ISO 4217 code (``USD``), ``km``, ``people`` ...; None
            where it counts the things of ``counts``.
        counts: what it counts, in the article's words.
        period: when it holds.
        source: who gives it, resolved; None where not told.
        evidence: the sentence.
    """

    id: str
    span: Span
    value: float
    unit: str | None
    counts: str
    period: EventDate
    source: Actor | None
    evidence: Span
    value_to: float | None = None


StepKind = Literal[
    "proposed",
    "promised",
    "agreed",
    "in force",
    "extended",
    "suspended",
    "resumed",
    "promised lifted",
    "lifted",
    "rejected",
    "violated",
    "filed",
    "dropped",
    "ended",
]


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of a matter at a date.

    Attributes:
        by, toward: the parties, resolved.
        evidence: the words that tell it; ``sentence`` the sentence around them.
        event: id of the event that it rests on, None where it rests on none.
        due: the day by which a promise is to be kept, where told.
    """

    id: str
    kind: StepKind
    date: EventDate
    by: tuple[Actor, ...]
    toward: tuple[Actor, ...]
    claimed_by: Actor | None
    evidence: Span
    sentence: Span
    event: str | None = None
    due: EventDate | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A measure, mechanism, dispute or undertaking between states, with its steps.

    Attributes:
        name: the fullest words that the article has for it.
        mentions: all words that stand for it, in order.
        steps: in the order of the text.
    """

    id: str
    name: Span
    mentions: tuple[Span, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is extracted from one article."""

    article: Article
    events: tuple[Event, ...] = ()
    rejected: tuple[Rejection, ...] = field(default=())
    matters: tuple[Matter, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
