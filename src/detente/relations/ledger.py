"""The ledger: matters of many articles joined, with how each joining was decided.

Two tellings join when they are of one class of matter between the same states,
their names share words, rare ones weighing more, and their steps agree in time.
The machine's score, the reason in words and a person's judgement stay apart; a
judgement always wins.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from detente.ontology import matters
from detente.records import Actor, Matter, Reading, Step, record_id

# Chosen on the 30 pairs of names in tests/relations/test_ledger.py: at 0.25, 0.30
# and 0.35 all are right; at 0.40 "the military intelligence agreement" leaves
# "an intelligence-sharing pact".
JOIN_FROM = 0.3
# A name without words of its own ("the curbs") joins the only matter of its class.
_ONLY_ONE = 0.5
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
    ordered = [_known(one) for one in sorted(_parted(told, split), key=_key)]
    rarity = _rarity(ordered)
    groups: list[_Group] = []
    of_class: dict[str, list[_Group]] = defaultdict(list)  # what keeps the search short
    for one in ordered:
        judged = next((split[s.id] for s in one.steps if s.id in split), None)
        near = of_class[one.matter_class]
        best, score, reason = (None, 0.0, "") if judged else _best(one, near, rarity)
        if best is None or score < threshold:
            reason = "a person split it off" if judged else "first telling of this matter"
            groups.append(_Group([one], [Joining(one.sighting.matter.id, 1.0, reason, judged)]))
            near.append(groups[-1])
        else:
            best.members.append(one)
            best.joinings.append(Joining(one.sighting.matter.id, score, reason))
    for judgement in judgements:
        if judgement.verb == "merge":
            groups = _merged(groups, judgement)
    return tuple(map(_entry, groups))


@dataclass(frozen=True, slots=True)
class _Known:
    """A sighting with what is compared of it, found once.

    Attributes:
        words: of its names, that tell what it is about.
        owner: who keeps the measure; empty where its steps don't tell.
        start, end: first start and last end that its steps tell, None without one.
    """

    sighting: Sighting
    matter_class: str
    words: frozenset[str]
    pair: frozenset[str]
    owner: frozenset[str]
    start: str | None
    end: str | None

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.sighting.matter.steps


@dataclass(slots=True)
class _Group:
    """The sightings of one matter so far, each with how it came to it."""

    members: list[_Known]
    joinings: list[Joining]

    def union(self, field: str) -> frozenset[str]:
        """What the members have of a field, together."""
        return frozenset().union(*(getattr(one, field) for one in self.members))


def _known(sighting: Sighting) -> _Known:
    matter = sighting.matter
    starts = [
        _date(s, sighting)
        for s in matter.steps
        if s.kind in {"in force", "proposed"} and s.date.start
    ]
    ends = [_date(s, sighting) for s in matter.steps if s.kind in {"lifted", "ended"}]
    return _Known(
        sighting=sighting,
        matter_class=class_of(matter),
        words=words_of(matter),
        pair=pair_of(matter.steps),
        owner=_owner(matter.steps),
        start=min(starts, default=None),
        end=max(ends, default=None),
    )


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
    one: _Known, groups: Sequence[_Group], rarity: Mapping[str, float]
) -> tuple[_Group | None, float, str]:
    """The group of its class that a sighting fits best, with the score and the reason."""
    fits = [group for group in groups if _may_belong(one, group)]
    scored = []
    for at, group in enumerate(fits):
        theirs = group.union("words")
        shared = one.words & theirs
        if not one.words or not theirs:
            # Nothing is known of one of no class: that two are such does not make them one.
            score = _ONLY_ONE if len(fits) == 1 and one.matter_class else 0.0
            reason = "same states and class; the only matter of its class between them"
        else:
            # Against the poorer name: "the export curbs" tell less than the full one.
            least = min(_weight(one.words, rarity), _weight(theirs, rarity))
            score = _weight(shared, rarity) / least if least else 0.0
            reason = f"same states and class; shared words: {', '.join(sorted(shared))}"
        scored.append((score, -at, reason))
    if not scored:
        return None, 0.0, ""
    score, at, reason = max(scored)
    return fits[-at], round(score, 3), reason


def _may_belong(one: _Known, group: _Group) -> bool:
    """Whether states, owners and time allow that a sighting belongs to a group."""
    pair, theirs = one.pair, group.union("pair")
    if not (pair == theirs or (len(pair & theirs) > 1) or (len(pair) == 1 and pair < theirs)):
        return False
    # A measure has one owner: Tokyo's curbs on Seoul aren't Seoul's on Tokyo.
    owner = group.union("owner")
    if not matters.is_mutual(one.matter_class) and one.owner and owner and not one.owner & owner:
        return False
    # No step but a return or a telling of the past comes after the end of a matter.
    ends = [member.end for member in group.members if member.end is not None]
    return not ends or one.start is None or one.start <= max(ends)


def _owner(steps: Sequence[Step]) -> frozenset[str]:
    """Who keeps the measure; what others propose or reject doesn't tell."""
    return frozenset().union(
        *(_codes(s.by) for s in steps if s.kind not in {"proposed", "rejected", "violated"})
    )


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


def _rarity(told: Sequence[_Known]) -> dict[str, float]:
    """Weight of each word: log of how many sightings lack it, plus one."""
    counts = Counter(word for one in told for word in one.words)
    return {word: 1 + math.log(len(told) / number) for word, number in counts.items()}


def _weight(words: frozenset[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity.get(word, 1.0) for word in words)


def pair_of(steps: Iterable[Step]) -> frozenset[str]:
    """Give the codes of all parties of some steps."""
    return frozenset().union(*(_codes((*s.by, *s.toward)) for s in steps))


def _codes(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in actor.country)


def _date(step: Step, sighting: Sighting) -> str:
    return step.date.start or sighting.published or ""


def _merged(groups: Sequence[_Group], judgement: Judgement) -> list[_Group]:
    """The groups with those of two steps made one by a person."""
    asked = {judgement.step, judgement.other}
    homes = [
        group
        for group in groups
        if asked & {step.id for one in group.members for step in one.steps}
    ]
    if len(homes) < 2:
        return list(groups)
    first, *others = homes
    moved = [
        Joining(joining.matter, joining.score, "a person merged it", judgement)
        for group in others
        for joining in group.joinings
    ]
    members = [one for group in homes for one in group.members]
    whole = _Group(members, [*first.joinings, *moved])
    kept = [group for group in groups if all(group is not other for other in others)]
    return [whole if group is first else group for group in kept]


def _entry(group: _Group) -> Entry:
    told = [one.sighting for one in group.members]
    dates = {step.id: _date(step, one) for one in told for step in one.matter.steps}
    steps = [step for one in told for step in one.matter.steps]
    name = max((one.matter.name.text for one in told), key=lambda words: (len(words), words))
    return Entry(
        id=record_id("entry", *sorted(one.matter.id for one in told)),
        name=name,
        matter_class=group.members[0].matter_class,
        pair=group.union("pair"),
        steps=tuple(sorted(steps, key=lambda step: (dates[step.id] or "9999", step.id))),
        dates=dates,
        joinings=tuple(group.joinings),
    )


def distinct_steps(entry: Entry) -> tuple[tuple[Step, ...], ...]:
    """Join the tellings of each step of a matter.

    Two tellings are of one step when they have the same kind, the same parties
    that took it and the same day.

    Returns:
        By date; of each step all tellings, the one whose own words date it first.
    """
    groups: dict[tuple[str, str, frozenset[str]], list[Step]] = {}
    for step in entry.steps:
        key = entry.dates[step.id], step.kind, _codes(step.by)
        groups.setdefault(key, []).append(step)
    return tuple(
        tuple(sorted(group, key=lambda step: (step.date.start is None, step.id)))
        for _, group in sorted(groups.items(), key=lambda item: item[0][0] or "9999")
    )
