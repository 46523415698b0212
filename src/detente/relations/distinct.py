"""Tellings of one event of the world in different articles become one distinct event.

Two tellings are of one event when they have the same directed pair, the same
PLOVER event, no contradiction in status, mode or person, and

- both are known to the day and the day is the same (two named persons who differ
  need similar words besides), or
- one is known less exactly, the intervals overlap, and their words are similar.

Tellings known to the day are grouped first; the others then join at most one
group each, so that "in 2019" never welds two events of that year together.
"""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.records import Actor, Event, EventDate, Status, record_id

# Done with each other, not to each other: "Yoon met Kishida" is "Kishida met Yoon".
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
# Weighted share of words. By hand, not tuned: the cases of tests/relations/test_distinct.py
# come out right from 0.02 to 0.68, so they decide little; no labelled news yet.
SIMILAR = 0.35
# An undated event happened in the days before its article, the usual news cycle.
NEWS_CYCLE_DAYS = 3
_SURE = 2.0  # above any likeness of words
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_STEM = 6  # letters that "suspended" and "suspension" share
# PLOVER event, actors, recipients, status: what all tellings of one event share.
_Key = tuple[str, tuple[str, ...], tuple[str, ...], str]
_COMMON = re.compile(
    r"(?:the|and|for|with|that|this|from|ha[sd]|have|was|were|are|its?|his|her|their|said|says"
    r"|who|will|would|which|not|but|after|been)"
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's account of an event.

    Attributes:
        article: id of the article; ``publisher`` None where unknown.
        published: ISO day, None where unknown.
    """

    article: str
    publisher: str | None
    published: str | None
    event: Event


@dataclass(frozen=True, slots=True)
class DistinctEvent:
    """One event of the world with all its tellings.

    Attributes:
        event: the most exact, then most confident, telling: the face of the rest.
        actors, recipients: codes of states and bodies, sorted.
        status: ``actual`` where any telling reports it as news.
        start, end: when it happened, inclusive; None where nothing tells.
        dated_by: ``text``, ``publication`` (the day it was reported) or None.
        tellings: by article, then place in the text.
        weight: number of independent publishers, 1 or more. Copies count once.
        reason: in words, why these tellings are one event.
    """

    id: str
    event: Event
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status
    start: date | None
    end: date | None
    dated_by: str | None
    tellings: tuple[Telling, ...]
    weight: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Dated:
    """A telling with what is compared of it, found once."""

    telling: Telling
    start: date | None
    end: date | None
    dated_by: str | None
    words: frozenset[str]
    key: _Key
    persons: frozenset[str]

    @property
    def is_exact(self) -> bool:
        return self.dated_by == "text" and self.start == self.end


_Group = list[tuple[_Dated, str]]  # with the reason why each was taken in


def distinct_events(tellings: Iterable[Telling]) -> tuple[DistinctEvent, ...]:
    """Join the tellings of each event of the world.

    Args:
        tellings: of any articles, in any order, which changes nothing.

    Returns:
        Distinct events by date, undated ones last. The cost grows with the
        tellings of a pair, event and interval, not with the square of all.

    Example:
        >>> distinct_events([])
        ()
    """
    each = {(telling.article, telling.event.id): telling for telling in tellings}
    dated = sorted(map(_dated, each.values()), key=_order)
    rarity = word_weights(one.words for one in dated)
    blocks: dict[_Key, list[_Dated]] = defaultdict(list)
    for one in dated:
        blocks[one.key].append(one)
    found = [_joined(group) for block in blocks.values() for group in _groups(block, rarity)]
    return tuple(sorted(found, key=lambda one: (one.start or date.max, one.id)))


def pairs_of(one: DistinctEvent) -> tuple[tuple[str, str], ...]:
    """The directed pairs of an event: each actor toward each recipient.

    Where an act that takes two (a meeting) names no recipient, its actors act on
    one another. Nobody acts toward themselves.

    Example:
        >>> [pairs_of(one) for one in distinct_events([])]
        []
    """
    others = one.recipients
    if not others and one.event.event in MUTUAL:
        others = one.actors
    return tuple((actor, other) for actor in one.actors for other in others if actor != other)


def words_of(text: str) -> frozenset[str]:
    """The stems of a text's words that can tell one event from another.

    Example:
        >>> words_of("the suspended talks") == words_of("suspension, talks")
        True
    """
    words = _WORD.findall(text.lower())
    return frozenset(word[:_STEM] for word in words if not _COMMON.fullmatch(word))


def word_weights(texts: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """Weigh words by rarity, ``log(1 + texts / texts with the word)``.

    Example:
        >>> weights = word_weights([frozenset({"curbs", "chips"}), frozenset({"curbs"})])
        >>> weights["chips"] > weights["curbs"]
        True
    """
    bags = list(texts)
    counts = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / count) for word, count in counts.items()}


def overlap(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Share of two texts' weighted words that both have (weighted Jaccard), 0 to 1.

    Example:
        >>> overlap(frozenset("ab"), frozenset("bc"), {"a": 1.0, "b": 2.0, "c": 1.0})
        0.5
    """
    union = sum(weights.get(word, 1.0) for word in sorted(one | other))
    shared = sum(weights.get(word, 1.0) for word in sorted(one & other))
    return shared / union if union else 0.0


def interval(when: EventDate) -> tuple[date, date] | None:
    """The first and last day that a date can mean; None where it tells none.

    Example:
        >>> [day.isoformat() for day in interval(EventDate("2019-07", "2019-07"))]
        ['2019-07-01', '2019-07-31']
    """
    if not when.start:
        return None
    start, end = _bound(when.start, is_end=False), _bound(when.end or when.start, is_end=True)
    return (start, end) if start and end and start <= end else None


def codes(actors: Sequence[Actor]) -> tuple[str, ...]:
    """The codes of some parties, sorted, each once.

    Example:
        >>> codes([Actor(None, ("KOR", "JPN")), Actor(None, ("KOR",))])
        ('JPN', 'KOR')
    """
    return tuple(sorted({code for actor in actors for code in actor.country}))


def _bound(text: str, *, is_end: bool) -> date | None:
    try:
        parts = [int(part) for part in text[:10].split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else 12 if is_end else 1
        if len(parts) > 2:
            return date(year, month, parts[2])
        return date(year, month, calendar.monthrange(year, month)[1] if is_end else 1)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _dated(telling: Telling) -> _Dated:
    event = telling.event
    dated_by: str | None = "text"
    start, end = interval(event.date) or (None, None)
    if start is None:
        end = _bound(telling.published, is_end=True) if telling.published else None
        start = end - timedelta(NEWS_CYCLE_DAYS) if end else None
        dated_by = "publication" if end else None
    return _Dated(
        telling=telling,
        start=start,
        end=end,
        dated_by=dated_by,
        words=words_of(f"{event.trigger.text} {event.evidence.text}"),
        key=_key(event),
        persons=frozenset(actor.person for actor in event.actors if actor.person),
    )


def _order(one: _Dated) -> tuple[object, ...]:
    """An order of content alone: those that say most come first."""
    event = one.telling.event
    length = (one.end - one.start).days if one.start and one.end else 10**6
    # An id is a hash of what makes an event: where it is the same, so is the telling.
    last = event.id
    rank = (not one.is_exact, event.mode is None, not one.persons, length)
    return *rank, -event.confidence, one.telling.article, event.trigger.start, last


def _key(event: Event) -> _Key:
    actors, recipients = codes(event.actors), codes(event.recipients)
    if event.event in MUTUAL:
        actors, recipients = tuple(sorted({*actors, *recipients})), ()
    status = "happened" if event.status in {"actual", "historical"} else event.status
    return event.event, actors, recipients, status


def _groups(block: Sequence[_Dated], rarity: Mapping[str, float]) -> Iterator[_Group]:
    """Group a block's tellings, which come with the exact ones first."""
    if not block[0].key[1]:  # who did it is unknown: nothing says they are one
        yield from ([(one, "told once: its actor is unknown")] for one in block)
        return
    groups: list[_Group] = []
    # What keeps the search short: of two exact tellings only those of one day can agree.
    by_day: dict[date | None, list[int]] = defaultdict(list)
    by_month: dict[int, list[int]] = defaultdict(list)
    for one in block:
        near = by_day[one.start] if one.is_exact else _near(one, by_month)
        likeness, at = max(
            ((_likeness(groups[at][0][0], one, rarity), -at) for at in near), default=(0.0, 0)
        )
        if likeness > 0:
            group = groups[-at]
            group.append((one, _reason(group[0][0], one, likeness)))
            continue
        if one.is_exact:
            by_day[one.start].append(len(groups))
        for month in _months(one):
            by_month[month].append(len(groups))
        groups.append([(one, "told once")])
    yield from groups


def _near(one: _Dated, by_month: Mapping[int, Sequence[int]]) -> Iterable[int]:
    return {at: None for month in _months(one) for at in by_month.get(month, ())}


def _months(one: _Dated) -> range:
    """The months that an interval touches, counted from year 0."""
    if one.start is None or one.end is None:
        return range(0)
    return range(one.start.year * 12 + one.start.month, one.end.year * 12 + one.end.month + 1)


def _likeness(face: _Dated, one: _Dated, rarity: Mapping[str, float]) -> float:
    """How well a telling fits a group's face, 0 where it is not the same event."""
    first, later = face.telling.event, one.telling.event
    if face.start is None or face.end is None or one.start is None or one.end is None:
        return 0.0
    if face.start > one.end or one.start > face.end:
        return 0.0
    if first.mode and later.mode and first.mode != later.mode:
        return 0.0
    shared = overlap(face.words, one.words, rarity)
    is_same_person = not face.persons or not one.persons or bool(face.persons & one.persons)
    _, actors, recipients, _ = one.key
    has_pair = len(actors) > 1 or bool(actors and recipients)
    if face.is_exact and one.is_exact and has_pair and is_same_person:
        return _SURE + shared
    return shared if shared >= SIMILAR else 0.0


def _reason(face: _Dated, one: _Dated, likeness: float) -> str:
    if likeness >= _SURE:
        return "same day, pair and event"
    when = "same day" if face.is_exact and one.is_exact else "dates that overlap"
    return f"same pair and event, {when}, words alike ({likeness:.2f})"


def _joined(group: _Group) -> DistinctEvent:
    face = group[0][0]
    tellings = tuple(
        sorted(
            (one.telling for one, _ in group),
            key=lambda t: (t.article, t.event.trigger.start, t.event.id),
        )
    )
    event = face.telling.event
    actors = tuple(sorted({code for t in tellings for code in codes(t.event.actors)}))
    recipients = tuple(sorted({code for t in tellings for code in codes(t.event.recipients)}))
    is_news = any(t.event.status == "actual" for t in tellings)
    reasons = Counter(reason for _, reason in group[1:]) or Counter([group[0][1]])
    start, end = face.start, face.end
    if face.dated_by == "publication":
        # Nearer to the truth than any later report: the first day that it was told.
        start = end = min(one.end for one, _ in group if one.end and one.dated_by == "publication")
    return DistinctEvent(
        id=record_id("distinct", event.id, face.telling.article),
        event=event,
        actors=actors,
        recipients=recipients,
        status="actual" if is_news else event.status,
        start=start,
        end=end,
        dated_by=face.dated_by,
        tellings=tellings,
        weight=independent_publishers(tellings),
        reason="; ".join(f"{reason} ({count})" for reason, count in sorted(reasons.items())),
    )


def independent_publishers(tellings: Sequence[Telling]) -> int:
    """Count the publishers that did not copy each other.

    Two tellings count once where their publisher is the same, or their sentence
    is, word for word: that is a syndicated copy. All unknown publishers are one.

    Example:
        >>> independent_publishers([])
        0
    """
    if len(tellings) < 2:
        return len(tellings)
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    publishers = set()
    for telling in tellings:
        publisher = f"publisher {telling.publisher}"
        sentence = " ".join(re.findall(r"\w+", telling.event.evidence.text.lower()))
        parent[root(publisher)] = root(f"sentence {sentence}")
        publishers.add(publisher)
    return len({root(publisher) for publisher in publishers})
