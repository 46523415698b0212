"""The ledger: matters of many articles joined, with how each joining was decided.

Two tellings join when they are of one class of matter between the same states,
their names share words, rare ones weighing more, and their steps agree in time.
The machine's score, the reason in words and a person's judgement stay apart; a
judgement always wins.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.ontology import matters
from detente.records import Actor, Matter, Reading, Step, record_id

# Chosen on the 30 pairs of names in tests/relations/test_ledger.py: at 0.25, 0.30
# and 0.35 all are right; at 0.40 "the military intelligence agreement" leaves
# "an intelligence-sharing pact".
JOIN_FROM = 0.3
# A name without words of its own ("the curbs") joins the only matter of its class.
_ONLY_ONE = 0.5
# What a promise asks for, and the steps that settle it.
_KEPT: Mapping[str, frozenset[str]] = {
    "promised": frozenset({"in force", "resumed", "agreed", "extended", "ended", "dropped"}),
    "promised lifted": frozenset({"lifted", "dropped", "ended"}),
}
_SETTLED = frozenset({"rejected", "violated"})
_STOP_WORDS = """the and for its their his her this that these those with against between over from
    into new all any some certain under toward towards upon which bilateral two both"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class Sighting:
    """A matter as one article tells it.

    ``published`` is the article's ISO day, None where unknown.
    """

    article: str
    published: str | None
    matter: Matter


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided; it overrides the machine.

    Attributes:
        verb: ``merge`` the matters of two steps, or ``split`` a step from its matter.
        step: id of a step.
        other: for a merge, id of a step of the other matter.
        reason: the person's, in words.
    """

    verb: Literal["merge", "split"]
    step: str
    other: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Joining:
    """How one sighting came to its entry.

    Attributes:
        score: the machine's, 0 to 1; 1 for the first sighting of an entry.
        reason: in words.
        judgement: the person's that overrode it, or None.
    """

    matter: str
    score: float
    reason: str
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter of the ledger.

    Attributes:
        name: the fullest that an article has; ``matter_class`` "" where unknown.
        pair: codes of all states in it.
        steps: by date; those without one stand by their article's day.
        dates: id of a step -> the ISO date by which it is ordered.
    """

    id: str
    name: str
    matter_class: str
    pair: frozenset[str]
    steps: tuple[Step, ...]
    dates: Mapping[str, str]
    joinings: tuple[Joining, ...]


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise whose day passed without a step that keeps it."""

    entry: str
    step: Step
    due: str
    days_over: int


def sightings(readings: Iterable[Reading]) -> tuple[Sighting, ...]:
    """Take the matters of some readings.

    Example:
        >>> sightings([])
        ()
    """
    return tuple(
        Sighting(reading.article.id, reading.article.published, matter)
        for reading in readings
        for matter in reading.matters
    )


def join_matters(
    told: Sequence[Sighting],
    judgements: Sequence[Judgement] = (),
    *,
    threshold: float = JOIN_FROM,
) -> tuple[Entry, ...]:
    """Join the matters of many articles to the entries of a ledger.

    The order of ``told`` changes nothing: sightings are taken by date.

    Args:
        told: matters with their articles.
        judgements: a person's, in the order given; the last word holds.
        threshold: the least score that joins, 0 to 1.

    Example:
        >>> join_matters([])
        ()
    """
    split = {j.step: j for j in judgements if j.verb == "split"}
    ordered = sorted(_parted(told, split), key=_key)
    rarity = _rarity(ordered)
    groups: list[list[tuple[Sighting, Joining]]] = []
    for sighting in ordered:
        judged = next((split[s.id] for s in sighting.matter.steps if s.id in split), None)
        best, score, reason = (None, 0.0, "") if judged else _best(sighting, groups, rarity)
        if best is None or score < threshold:
            reason = "a person split it off" if judged else "first telling of this matter"
            joining = Joining(sighting.matter.id, 1.0, reason, judged)
            groups.append([(sighting, joining)])
        else:
            groups[best].append((sighting, Joining(sighting.matter.id, score, reason)))
    for judgement in judgements:
        if judgement.verb == "merge":
            groups = _merged(groups, judgement)
    return tuple(_entry(group) for group in groups)


def _parted(told: Sequence[Sighting], split: Mapping[str, Judgement]) -> list[Sighting]:
    """Sightings with each step that a person split off in a matter by itself."""
    parts = []
    for one in told:
        matter = one.matter
        kept = tuple(step for step in matter.steps if step.id not in split)
        groups = [kept, *((step,) for step in matter.steps if step.id in split)]
        if len(matter.steps) == 1:
            groups = [matter.steps]
        for number, steps in enumerate(group for group in groups if group):
            key = matter.id if not number else record_id(matter.id, "split", steps[0].id)
            part = Matter(key, matter.name, matter.mentions, steps)
            parts.append(Sighting(one.article, one.published, part))
    return parts


def _key(sighting: Sighting) -> tuple[str, str, str]:
    return sighting.published or "9999", sighting.article, sighting.matter.id


def _best(
    sighting: Sighting,
    groups: Sequence[Sequence[tuple[Sighting, Joining]]],
    rarity: Mapping[str, float],
) -> tuple[int | None, float, str]:
    """The group that a sighting fits best, with the score and the reason."""
    fits = [
        index
        for index, group in enumerate(groups)
        if _is_of_one_kind(sighting, [one for one, _ in group])
    ]
    scored = []
    own = words_of(sighting.matter)
    for index in fits:
        theirs = frozenset().union(*(words_of(one.matter) for one, _ in groups[index]))
        shared = own & theirs
        if not own or not theirs:
            score = _ONLY_ONE if len(fits) == 1 else 0.0
            reason = "same states and class; the only matter of its class between them"
        else:
            # Against the poorer name: "the export curbs" tell less than the full one.
            least = min(_weight(own, rarity), _weight(theirs, rarity))
            score = _weight(shared, rarity) / least if least else 0.0
            reason = f"same states and class; shared words: {', '.join(sorted(shared))}"
        scored.append((score, index, reason))
    if not scored:
        return None, 0.0, ""
    score, index, reason = max(scored, key=lambda one: (one[0], -one[1]))
    return index, round(score, 3), reason


def _is_of_one_kind(sighting: Sighting, group: Sequence[Sighting]) -> bool:
    """Whether states, class and time allow that a sighting belongs to a group."""
    first = group[0].matter
    if class_of(sighting.matter) != class_of(first):
        return False
    pair, theirs = pair_of(sighting.matter.steps), pair_of(_steps(group))
    if not (pair == theirs or (len(pair & theirs) > 1) or (len(pair) == 1 and pair < theirs)):
        return False
    if not _owners_agree(sighting.matter.steps, _steps(group), class_of(first)):
        return False
    return _is_in_time(sighting, group)


def _owners_agree(steps: Sequence[Step], theirs: Sequence[Step], matter_class: str) -> bool:
    """Whether a measure has one owner: Tokyo's curbs on Seoul aren't Seoul's on Tokyo."""
    if matters.is_mutual(matter_class):
        return True
    own, other = _owner(steps), _owner(theirs)
    return not own or not other or bool(own & other)


def _owner(steps: Sequence[Step]) -> frozenset[str]:
    """Who keeps the measure; what others propose or reject doesn't tell."""
    return frozenset().union(
        *(_codes(s.by) for s in steps if s.kind not in {"proposed", "rejected", "violated"})
    )


def _is_in_time(sighting: Sighting, group: Sequence[Sighting]) -> bool:
    """No step but a return or a telling of the past comes after the end of a matter."""
    ends = [
        _date(s, one) for one in group for s in one.matter.steps if s.kind in {"lifted", "ended"}
    ]
    starts = [
        _date(s, sighting)
        for s in sighting.matter.steps
        if s.kind in {"in force", "proposed"} and s.date.start
    ]
    return not ends or not starts or min(starts) <= max(ends)


def class_of(matter: Matter) -> str:
    """Give the class of a matter by its name, else by its other mentions; "" if unknown."""
    names = (matter.name, *matter.mentions)
    return next((found for name in names if (found := _head_class(name.text))), "")


def _head_class(name: str) -> str | None:
    """The class of the head noun: the last one before the first preposition."""
    head = re.split(r" (?:on|of|against|with|for|between|over|toward|towards|to|in) ", name)[0]
    return matters.noun_class(head) or matters.noun_class(name)


def words_of(matter: Matter) -> frozenset[str]:
    """Give the stems of the words that tell what a matter is about."""
    found: set[str] = set()
    for mention in (matter.name, *matter.mentions):
        if _head_class(mention.text) is None:
            continue
        heads = {w for n in matters.find_nouns(mention.text) for w in n.text.lower().split()}
        words = re.findall(r"[^\W\d_]{3,}", mention.text.lower())
        found |= {_stem(word) for word in words if word not in _STOP | heads}
    return frozenset(found)


def _stem(word: str) -> str:
    """Cut a word so that "chips" and "chip", "exports" and "exporting" agree."""
    for ending in ("ing", "ies", "es", "s", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _rarity(told: Sequence[Sighting]) -> dict[str, float]:
    """Weight of each word: log of how many sightings lack it, plus one."""
    counts = Counter(word for one in told for word in words_of(one.matter))
    return {word: 1 + math.log(len(told) / number) for word, number in counts.items()}


def _weight(words: frozenset[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity.get(word, 1.0) for word in words)


def pair_of(steps: Iterable[Step]) -> frozenset[str]:
    """Give the codes of all parties of some steps."""
    return frozenset().union(*(_codes((*s.by, *s.toward)) for s in steps))


def _codes(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in actor.country)


def _steps(group: Iterable[Sighting]) -> list[Step]:
    return [step for one in group for step in one.matter.steps]


def _date(step: Step, sighting: Sighting) -> str:
    return step.date.start or sighting.published or ""


def _merged(
    groups: Sequence[list[tuple[Sighting, Joining]]], judgement: Judgement
) -> list[list[tuple[Sighting, Joining]]]:
    """The groups with those of two steps made one by a person."""
    homes = [
        index
        for index, group in enumerate(groups)
        if {s.id for one, _ in group for s in one.matter.steps} & {judgement.step, judgement.other}
    ]
    if len(homes) < 2:
        return list(groups)
    first, *others = homes
    moved = [
        (one, Joining(joining.matter, joining.score, "a person merged it", judgement))
        for index in others
        for one, joining in groups[index]
    ]
    return [
        [*group, *moved] if index == first else group
        for index, group in enumerate(groups)
        if index not in others
    ]


def _entry(group: Sequence[tuple[Sighting, Joining]]) -> Entry:
    told = [one for one, _ in group]
    dates = {step.id: _date(step, one) for one in told for step in one.matter.steps}
    steps = sorted(_steps(told), key=lambda step: (dates[step.id] or "9999", step.id))
    name = max((one.matter.name.text for one in told), key=lambda words: (len(words), words))
    return Entry(
        id=record_id("entry", *sorted(one.matter.id for one in told)),
        name=name,
        matter_class=class_of(told[0].matter),
        pair=pair_of(steps),
        steps=tuple(steps),
        dates=dates,
        joinings=tuple(joining for _, joining in group),
    )


def open_promises(entries: Iterable[Entry], on: date) -> tuple[OpenPromise, ...]:
    """Give the promises whose day passed without a step that keeps or settles them.

    Args:
        entries: of a ledger.
        on: the day that is asked about.

    Returns:
        In the order of their due days. A promise without a day is never over due.

    Example:
        >>> open_promises([], date(2024, 1, 1))
        ()
    """
    found = []
    for entry in entries:
        for step in entry.steps:
            due = step.due.end or step.due.start if step.due else None
            if step.kind not in _KEPT or due is None or _last_day(due) >= on:
                continue
            later = (s for s in entry.steps if entry.dates[s.id] >= entry.dates[step.id])
            told = {
                s.kind for s in later if s.id != step.id and entry.dates[s.id] <= on.isoformat()
            }
            if not told & (_KEPT[step.kind] | _SETTLED):
                found.append(OpenPromise(entry.id, step, due, (on - _last_day(due)).days))
    return tuple(sorted(found, key=lambda one: (one.due, one.step.id)))


def _last_day(iso: str) -> date:
    """The last day of a date of any precision ("2023" is over on 31 December)."""
    if len(iso) == 4:
        return date(int(iso), 12, 31)
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date.fromisoformat(iso)
