"""The founding case: one page with a careful reading of all that it holds.

Gold's offsets are those of the page's file. The article that intake makes of
it has lost its furniture, so gold's triggers are found again by the text of
their paragraph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from detente.errors import GoldError
from detente.evaluation.articles import Proposal, proposals_of
from detente.evaluation.pairs import ReadMany, Share, has_overlap, read_all, share
from detente.ontology import plover
from detente.records import STATUSES, Actor, Article, Event

OpenArticle = Callable[[Path], Article]

# The page that the gold file is about, beside it.
PAGE = "article.txt"

NEEDS = ("required", "optional")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of the gold reading; ``span`` in the page's file.

    ``accepted`` holds all categories that count as right, ``actors`` and
    ``recipients`` all their country codes.
    """

    id: str
    need: str
    trigger: str
    span: tuple[int, int]
    accepted: tuple[str, ...]
    status: str
    actors: frozenset[str]
    recipients: frozenset[str]
    date: str | None
    claimed_by: str | None


@dataclass(frozen=True, slots=True)
class GoldCase:
    """A gold reading, checked. ``page`` is the file's text, furniture included."""

    title: str
    published: str
    body_ends_before: int
    page: str
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A required event with what is right of the event found for it.

    Attributes:
        predicted: our category; None where no event of ours has the trigger.
        is_in_text: whether intake kept the words of the trigger.
        category ... claim: whether that is right; all false where nothing was
            found. ``recipients`` is right where gold names none.
    """

    id: str
    trigger: str
    gold: str
    predicted: str | None
    is_in_text: bool
    category: bool = False
    status: bool = False
    actors: bool = False
    recipients: bool = False
    date: bool = False
    claim: bool = False

    @property
    def is_right(self) -> bool:
        """Whether category, status and the countries of both sides are right."""
        return self.category and self.status and self.actors and self.recipients


@dataclass(frozen=True, slots=True)
class Spurious:
    """An event of ours that gold does not have."""

    event: str
    trigger: str
    sentence: str


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The score on the founding case.

    Attributes:
        right: required events with category, status and countries right.
        categories: required events with the category right.
        is_end_right: the text keeps nothing of the page after the article.
        proposed, spurious: events of ours, and those that gold does not have.
        errors: the spurious ones.
    """

    name: str
    rows: tuple[CaseRow, ...]
    right: Share
    categories: Share
    title: str | None
    gold_title: str
    is_title_right: bool
    is_end_right: bool
    proposed: int
    spurious: int
    errors: tuple[Spurious, ...]


def score_case(path: Path, read_many: ReadMany, *, open_article: OpenArticle) -> CaseResult:
    """Score intake and the reader on the founding case.

    Args:
        path: the gold reading (.json), with its page ``article.txt`` beside it.
        read_many: the reader.
        open_article: makes the article of the page. Where it finds no date of
            publication, gold's is taken, as a user would give it.

    Raises:
        GoldError: the gold reading is malformed.
    """
    gold = _read_case(path)
    article = open_article(path.with_name(PAGE))
    if article.published is None:
        article = replace(article, published=gold.published)
    (reading,) = read_all([article], read_many)
    proposals = proposals_of(reading.events)
    page = _Squeezed(gold.page)
    spans = {event.id: locate(event.span, page, article.text) for event in gold.events}
    rows = tuple(
        _row(event, spans[event.id], proposals) for event in gold.events if event.need == "required"
    )
    spurious = [event for event in reading.events if _is_spurious(event, gold, spans)]
    return CaseResult(
        name=path.name,
        rows=rows,
        right=share(row.is_right for row in rows),
        categories=share(row.category for row in rows),
        title=article.title,
        gold_title=gold.title,
        is_title_right=article.title == gold.title,
        is_end_right=ends_before(article.text, page, gold.body_ends_before),
        proposed=len(reading.events),
        spurious=len(spurious),
        errors=tuple(
            Spurious(e.event, e.trigger.text, e.evidence.text)
            for e in sorted(spurious, key=lambda e: (e.trigger.start, e.event))
        ),
    )


# ---------------------------------------------------------------- the text


class _Squeezed:
    """A text without its white space, and where each character stood."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.at = [index for index, character in enumerate(text) if not character.isspace()]
        self.text = "".join(text[index] for index in self.at)

    def find(self, words: str) -> tuple[int, int] | None:
        """Find words, whatever the white space; offsets in the source."""
        squeezed = "".join(words.split())
        start = self.text.find(squeezed)
        if start < 0 or not squeezed:
            return None
        return self.at[start], self.at[start + len(squeezed) - 1] + 1


def locate(span: tuple[int, int], page: _Squeezed, text: str) -> tuple[int, int] | None:
    r"""Find a span of the page again in the text that intake made of it.

    Returns:
        The span in ``text``; None where its paragraph was not kept.

    Example:
        >>> locate((6, 9), _Squeezed("Menu\n\nOslo  met Riga."), "Oslo met Riga.")
        (0, 3)
    """
    paragraph = _paragraph_around(span, page.source)
    found = _Squeezed(text)
    place = found.find(page.source[slice(*paragraph)])
    if place is None:
        return None
    # Counted without white space, the paragraph has the same characters in both.
    first = found.at.index(place[0])
    before = len("".join(page.source[paragraph[0] : span[0]].split()))
    length = len("".join(page.source[slice(*span)].split()))
    return found.at[first + before], found.at[first + before + length - 1] + 1


def _paragraph_around(span: tuple[int, int], source: str) -> tuple[int, int]:
    breaks = [match.span() for match in re.finditer(r"\n\s*\n", source)]
    start = max((end for _, end in breaks if end <= span[0]), default=0)
    end = min((begin for begin, _ in breaks if begin >= span[1]), default=len(source))
    return start, end


def ends_before(text: str, page: _Squeezed, limit: int) -> bool:
    r"""Whether the last paragraph of a text stands before an offset of the page.

    Example:
        >>> page = _Squeezed("Oslo met Riga.\n\nSubscribe!")
        >>> ends_before("Oslo met Riga.", page, 16), ends_before("Subscribe!", page, 16)
        (True, False)
    """
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    last = page.find(paragraphs[-1]) if paragraphs else None
    return last is not None and last[1] <= limit


# -------------------------------------------------------------- the events


def _row(gold: GoldEvent, span: tuple[int, int] | None, proposals: Sequence[Proposal]) -> CaseRow:
    blank = CaseRow(gold.id, gold.trigger, gold.accepted[0], None, span is not None)
    if span is None:
        return blank
    ours = [_judge(blank, gold, p.event) for p in proposals if has_overlap(p.span, span)]
    return max(ours, key=_goodness, default=blank)


def _goodness(row: CaseRow) -> tuple[bool, bool, int]:
    marks = (row.status, row.actors, row.recipients, row.date, row.claim)
    return row.category, row.is_right, sum(marks)


def _judge(blank: CaseRow, gold: GoldEvent, event: Event) -> CaseRow:
    start = event.date.start or ""
    return replace(
        blank,
        predicted=event.event,
        category=event.event in gold.accepted,
        status=event.status == gold.status,
        actors=_countries(event.actors) == gold.actors,
        recipients=not gold.recipients or _countries(event.recipients) == gold.recipients,
        date=start[: len(gold.date)] == gold.date if gold.date else not start,
        claim=_is_claim_right(gold.claimed_by, event.claimed_by),
    )


def _countries(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in actor.country)


def _is_claim_right(gold: str | None, ours: Actor | None) -> bool:
    if gold is None or ours is None:
        return gold is None and ours is None
    words = ours.span.text.casefold() if ours.span else ""
    return bool(words) and (words in gold.casefold() or gold.casefold() in words)


def _is_spurious(event: Event, gold: GoldCase, spans: Mapping[str, tuple[int, int] | None]) -> bool:
    for known in gold.events:
        span = spans[known.id]
        if span is None:
            continue
        for telling in proposals_of([event]):
            sentence = (telling.evidence.start, telling.evidence.end)
            if has_overlap(telling.span, span):
                return False
            if has_overlap(sentence, span) and event.event in known.accepted:
                return False
    return True


# -------------------------------------------------------------------- gold


def _read_case(path: Path) -> GoldCase:
    """Read a gold reading and its page.

    Raises:
        GoldError: a file can't be read or a field is malformed.
    """
    source, page = (_text_of(file) for file in (path, path.with_name(PAGE)))
    try:
        data = json.loads(source)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{error.lineno}: no JSON: {error.msg}") from error
    top = {"title": str, "published": str, "body_ends_before": int, "events": list}
    _check_fields(data, top, f"{path}:1")
    try:
        date.fromisoformat(data["published"])
    except ValueError as error:
        raise GoldError(f"{path}:1: 'published' must be a day (YYYY-MM-DD)") from error
    events = tuple(_read_events(data["events"], page, source=source, where=str(path)))
    if not any(event.need == "required" for event in events):
        raise GoldError(f"{path}:1: no event is required")
    return GoldCase(data["title"], data["published"], data["body_ends_before"], page, events)


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read as UTF-8 text ({error})") from error


def _read_events(rows: Sequence[Any], page: str, *, source: str, where: str) -> Iterator[GoldEvent]:
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        name = row.get("id") if isinstance(row, dict) else None
        match = re.search(rf'"id"\s*:\s*"{re.escape(str(name))}"', source)
        line = source.count("\n", 0, match.start()) + 1 if match else 1
        event = _read_event(row, page, f"{where}:{line}: event {name or number}")
        if event.id in seen:
            raise GoldError(f"{where}:{line}: event {event.id} stands twice")
        seen.add(event.id)
        yield event


def _read_event(row: Any, page: str, where: str) -> GoldEvent:
    texts = dict.fromkeys(("id", "need", "event", "status"), str)
    lists = dict.fromkeys(("also_accept", "actors", "recipients"), list)
    _check_fields(row, {**texts, **lists, "trigger": dict}, where)
    accepted = (row["event"], *row["also_accept"])
    for value, known in (
        *((name, tuple(plover.events())) for name in accepted),
        (row["need"], NEEDS),
        (row["status"], STATUSES),
    ):
        if value not in known:
            raise GoldError(f"{where}: {value!r} is none of {', '.join(known)}")
    _check_fields(row["trigger"], {"text": str, "span": list}, f"{where}, trigger")
    span = row["trigger"]["span"]
    is_span = len(span) == 2 and all(type(x) is int for x in span) and 0 <= span[0] < span[1]
    if not is_span or page[slice(*span)] != row["trigger"]["text"]:
        raise GoldError(f"{where}: span {span} of {PAGE} is not {row['trigger']['text']!r}")
    for optional in ("date", "claimed_by"):
        if not isinstance(row.get(optional), str | None):
            raise GoldError(f"{where}: {optional!r} must be a text or null")
    return GoldEvent(
        id=row["id"],
        need=row["need"],
        trigger=row["trigger"]["text"],
        span=(span[0], span[1]),
        accepted=accepted,
        status=row["status"],
        actors=_codes(row["actors"], f"{where}, actors"),
        recipients=_codes(row["recipients"], f"{where}, recipients"),
        date=row.get("date") or None,
        claimed_by=row.get("claimed_by") or None,
    )


def _codes(parties: Sequence[Any], where: str) -> frozenset[str]:
    for party in parties:
        _check_fields(party, {"country": list}, where)
        if not all(isinstance(code, str) for code in party["country"]):
            raise GoldError(f"{where}: 'country' must be a list of codes")
    return frozenset(code for party in parties for code in party["country"])


def _check_fields(row: Any, fields: Mapping[str, type], where: str) -> None:
    if not isinstance(row, dict):
        raise GoldError(f"{where}: must be a JSON object with {', '.join(fields)}")
    for field, kind in fields.items():
        if type(row.get(field)) is not kind:
            raise GoldError(f"{where}: {field!r} must be of type {kind.__name__}")
