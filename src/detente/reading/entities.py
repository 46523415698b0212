"""Who and what an article names: states, organisations and persons, in order.

The list is made once an article, before any event is resolved: a surname on
line ten is the person who had a full name, an office and a state on line one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from detente.ontology import leaders, organisations, sectors, states

EntityKind = Literal["state", "organisation", "person"]

_PARTICLE = r"(?:al|bin|ibn|van|von|de|da|dos|del|della|der|den|el|ul|ter|la|le|di|du|abu|ould)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’]*(?:-[\w'’]+)*"
_NAME = re.compile(rf"{_CAPITAL}\.?(?:[ ](?:{_PARTICLE}[ -])*{_CAPITAL}\.?)*")
_APPOSITION = re.compile(r",\s+((?:(?:the|a|an|its|his|her|who)\s+)?[^,;.:!?\n]{3,90})")
_SPOKE = re.compile(r"\s*,?\s+(?:said|told|says|added|warned|wrote|asked|tweeted|who)\b")

# Capitalised words that open sentences or name things, never persons.
_NO_NAME = frozenset(
    """The A An In On At It He She They We I This That These Those But And Or Its His Her Their There
    As For If When While After Before Since Meanwhile However Earlier Later Both No Some Many
    Most One Two Three Four Five Six Seven Eight Nine Ten Under With By From So Yet What Who How
    Why Such All Another Last Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December Not Neither
    Nor Only Under Until Asked Speaking Also Even Where Which Your My Our Each Every Now Then
    Here Just Police Officials Residents State Islamic Muslim Muslims Christian Christians
    Jewish Islam Western Eastern Northern Southern Central North South East West Internet God
    Covid Human Rights Mr Mrs Ms Dr""".split()
)
# Before a name, but no sector.
_ADDRESS = frozenset(
    """mr mrs ms miss dr professor prof sir lord lady dame madame spokesman spokeswoman spokesperson
    analyst witness resident brother sister son daughter father mother wife husband""".split()
)
# A capitalised run that ends so is an institution or a place.
_THING = re.compile(
    r"(?:Party|Ministry|Minister|President|Organi[sz]ation|Union|Court|Council|Bank|Agency|Army|Force|Forces|Sea|Ocean|"
    r"River|Island|Islands|Bay|Gulf|Strait|Mountains?|Valley|Province|Region|District|City|Airport|"
    r"University|Institute|Committee|Commission|Congress|Parliament|Senate|Assembly|House|Front|"
    r"Movement|Alliance|League|Federation|Association|Group|Company|Corporation|Industries|Inc|Ltd|Corp|"
    r"Street|Square|Avenue|Act|Agreement|Treaty|Accord|Pact|Protocol|Convention|Day|War|Wars|News|Times|"
    r"Post|Daily|Herald|Gazette|Television|Radio|Network|Cup|Games|Olympics|Championship|Airlines|"
    r"Airways|Press|Service|Services|Office|Department|Authority|Bureau|Centre|Center|Foundation|Fund|"
    r"Embassy|Palace|Hospital|School|Church|Mosque|Temple|Prison|Camp|Base|Bridge|Port|Dam|Canal|Pass|"
    r"Brigades?|Battalion|Corps|Guard|Guards|Command|Peninsula|Initiative|Programme|Program|Summit|Korea)$"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that an article names.

    Attributes:
        start, end: its words' place in the article's text.
        codes: states or organisations it belongs to; empty where unknown.
        sector, person, office: for persons; the sector also for organisations.
        is_party: it can act ("Seoul"); false for "U.S.-backed" and the like.
    """

    start: int
    end: int
    kind: EntityKind
    codes: tuple[str, ...] = ()
    sector: str | None = None
    person: str | None = None
    office: str | None = None
    state_kind: str = ""
    is_party: bool = True


class Entities:
    """All entities of one article in order, with look-ups.

    Args:
        text: the article's text.
        on: its date of publication, None where unknown.
        home: code of the state that the article is told from, for offices
            without a state ("the prime minister").
    """

    def __init__(self, text: str, on: date | None, *, home: str | None = None) -> None:
        self.text = text
        self.on = on
        named = _states(text, on)
        bodies = _organisations(text)
        self._taken = [(e.start, e.end) for e in (*named, *bodies)]
        self.states = _without(named, bodies)
        self.organisations = bodies
        ranked = _ranking(self.states, (), text)
        self.home = home if home in ranked[:3] else next(iter(ranked), home)
        self.persons = _Persons(self).find()
        everything = [*self.states, *self.organisations, *self.persons]
        self.all = sorted(everything, key=lambda e: (e.start, -e.end))
        self._starts = [e.start for e in self.all]

    def within(self, start: int, end: int, kind: EntityKind | None = None) -> list[Entity]:
        """Entities that lie inside ``[start, end)``, in order."""
        found = []
        for entity in self.all[bisect_left(self._starts, start) :]:
            if entity.start >= end:
                break
            if entity.end <= end and (kind is None or entity.kind == kind):
                found.append(entity)
        return found

    def before(self, position: int, *, since: int = 0) -> list[Entity]:
        """Entities that end before ``position``, nearest first."""
        index = bisect_left(self._starts, position)
        return [e for e in reversed(self.all[:index]) if e.start >= since and e.end <= position]

    def ranking(self) -> list[str]:
        """State codes by how often they are named (the lead counts threefold)."""
        return _ranking(self.states, self.persons, self.text)


def _ranking(named: Iterable[Entity], persons: Iterable[Entity], text: str) -> list[str]:
    lead = text.find("\n\n", 200)
    counts: Counter[str] = Counter()
    for entity in (*named, *persons):
        if len(entity.codes) == 1 and entity.is_party:
            counts[entity.codes[0]] += 3 if lead < 0 or entity.start < lead else 1
    return [code for code, _ in counts.most_common()]


def _states(text: str, on: date | None) -> list[Entity]:
    return [
        Entity(
            m.span.start,
            m.span.end,
            "state",
            m.codes,
            sector="GOV" if m.kind in {"capital", "seat", "metonym"} else None,
            state_kind=m.kind,
            is_party=not m.compound,
        )
        for m in states.find(text, on=on)
        if m.codes and m.kind not in {"none", "substate"}
    ]


def _organisations(text: str) -> list[Entity]:
    return [
        Entity(m.span.start, m.span.end, "organisation", (m.code,), sector="IGO")
        for m in organisations.find(text)
    ]


def _without(entities: list[Entity], others: list[Entity]) -> list[Entity]:
    return [
        e for e in entities if not any(o.start <= e.start and e.end <= o.end for o in others)
    ]


class _Persons:
    """Finds the persons of an article: full names first, then surnames."""

    def __init__(self, entities: Entities) -> None:
        self._all = entities
        self._text = entities.text

    def find(self) -> list[Entity]:
        known: dict[str, Entity] = {}
        found: list[Entity] = []
        for start, end in self._runs():
            person = self._person(start, end, known)
            if person is None:
                continue
            found.append(person)
            self._remember(known, person)
        return found

    def _runs(self) -> Iterable[tuple[int, int]]:
        """Capitalised runs that are no state, organisation or thing."""
        for match in _NAME.finditer(self._text):
            start, end = match.span()
            if self._text[end - 1] == ".":
                end -= 1
            yield from self._cut(start, end)

    def _cut(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Cut states and organisations out of a run ("South Korean President Yoon")."""
        pieces = [(start, end)]
        for a, b in self._all._taken:
            pieces = [
                piece
                for p, q in pieces
                for piece in ([(p, q)] if b <= p or a >= q else [(p, a), (b, q)])
                if piece[1] - piece[0] > 1
            ]
        for p, q in pieces:
            stripped = self._text[p:q].strip(" '’-.")
            offset = p + self._text[p:q].find(stripped) if stripped else p
            if stripped:
                yield offset, offset + len(stripped)

    def _person(self, start: int, end: int, known: dict[str, Entity]) -> Entity | None:
        title, name_start = self._title(start, end)
        name = re.sub(r"['’]s$", "", self._text[name_start:end])
        end = name_start + len(name)
        words = name.split()
        while words and words[0] in _NO_NAME:
            name_start += len(words[0]) + 1
            words = words[1:]
            name = " ".join(words)
        if not words or (len(words) == 1 and len(name) < 3):
            return None
        if name in known:
            return replace(known[name], start=name_start, end=end)
        if _THING.search(name) or (len(words) == 1 and words[0] in _NO_NAME):
            return None
        leader = self._leader(name, title)
        if leader is not None:
            return Entity(
                name_start, end, "person", (leader.country,), "GOV", leader.name, leader.title
            )
        told = _SPOKE.match(self._text, end) is not None
        apposition = _APPOSITION.match(self._text, end)
        sector = self._sector(title, apposition)
        if not title and not (len(words) > 1 and (told or sector)):
            return None
        codes = self._country(name_start if not title else start, end, title, apposition)
        office = title.strip().lower() or None
        return Entity(name_start, end, "person", codes, sector, name, office)

    def _title(self, start: int, end: int) -> tuple[str, int]:
        """Split title words off the front of a run; also look at words before it."""
        words = self._text[start:end].split(" ")
        taken = 0
        for count in range(len(words) - 1, 0, -1):
            if _is_title(" ".join(words[:count])):
                taken = count
                break
        if taken:
            title = " ".join(words[:taken])
            return title, start + len(title) + 1
        before = re.search(r"((?:[\w'’-]+ ){1,3})$", self._text[max(0, start - 60) : start])
        if before:
            candidates = before.group(1).strip().split(" ")
            for count in (3, 2, 1):
                phrase = " ".join(candidates[-count:])
                if len(candidates) >= count and _is_title(phrase):
                    return phrase, start
        return "", start

    def _leader(self, name: str, title: str) -> leaders.Leader | None:
        matches = leaders.named(name, self._all.on)
        if not matches:
            return None
        if len(name.split()) == 1:
            # A bare surname is a leader only with a title, or where the
            # article names the state and nobody else of that name fits.
            codes = {c for e in self._all.states for c in e.codes}
            matches = tuple(m for m in matches if m.country in codes)
            if not title and len({m.name for m in matches}) != 1:
                return None
        in_office = [m for m in matches if self._all.on is None or _is_near(m, self._all.on)]
        return in_office[0] if in_office else (matches[0] if len(name.split()) > 1 else None)

    def _sector(self, title: str, apposition: re.Match[str] | None) -> str | None:
        for phrase in (title, apposition[1] if apposition else ""):
            if phrase and (match := sectors.sector_of(phrase)):
                return match.sector
        return None

    def _country(
        self, start: int, end: int, title: str, apposition: re.Match[str] | None
    ) -> tuple[str, ...]:
        text, named = self._text, self._all.states
        prefix_from = max(text.rfind(c, 0, start) for c in ".,;:\n\"“(")
        prefix = [e for e in named if prefix_from < e.start < start and start - e.end < 60]
        if prefix and re.fullmatch(
            r"(?:['’]s)?\s+(?:[\w-]+\s+){0,5}", text[prefix[-1].end : start]
        ) and (title or start - prefix[-1].end < 3):
            between = text[prefix[-1].end : start]
            if not re.search(r"\b(?:and|with|to|that|by|but|when|as|told|met|said)\b", between):
                return prefix[-1].codes
        if apposition:
            inside = [e for e in named if apposition.start(1) <= e.start < apposition.end(1)]
            if inside:
                return inside[0].codes
        # A title without a state is that of the place the article is told from.
        return (self._all.home,) if self._all.home and title else ()

    @staticmethod
    def _remember(known: dict[str, Entity], person: Entity) -> None:
        if person.person is None:
            return
        known.setdefault(person.person, person)
        words = person.person.split()
        known.setdefault(words[-1], person)
        if person.kind == "person" and set(person.codes) & {"KOR", "PRK", "CHN", "TWN", "VNM", "HUN"}:
            known.setdefault(words[0], person)


@lru_cache(maxsize=4096)
def _is_title(phrase: str) -> bool:
    """Whether a phrase ends in a title or a word for a person ("Foreign Minister")."""
    if phrase.rstrip(".").lower() in _ADDRESS:
        return True
    match = sectors.sector_of(phrase)
    return (
        match is not None
        and match.signal.kind in {"office", "person"}
        and match.span.end >= len(phrase.rstrip("."))
    )


def _is_near(leader: leaders.Leader, on: date) -> bool:
    """In office at the date, or out of it for less than ten years."""
    if states.is_within(on, leader.start, leader.end):
        return True
    return bool(leader.end) and abs(on.year - int(str(leader.end)[:4])) < 10
