"""Who and what an article names: states, organisations, bodies, persons, in order.

The list is made once an article, before any event is resolved: a surname on
line ten is the person who had a full name, an office and a state on line one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from datetime import date

from detente.ontology import bodies, organisations, states
from detente.reading.entity import Entity, EntityKind
from detente.reading.persons import Named, find_persons

# No name is longer, in characters.
_LONGEST = 120


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
        named, groups = _states(text, on), _bodies(text, on)
        self.organisations = _organisations(text)
        groups = _without(groups, self.organisations)
        taken = tuple((e.start, e.end) for e in (*named, *self.organisations, *groups))
        self.states = _without(named, [*self.organisations, *groups])
        ranked = _ranking(self.states, (), text)
        self.home = home if home in ranked[:3] else next(iter(ranked), home)
        others = tuple(sorted([*self.states, *self.organisations, *groups], key=lambda e: e.start))
        self.persons = find_persons(text, Named(others, taken, on, self.home))
        everything = [*others, *self.persons]
        self.all = sorted(everything, key=lambda e: (e.start, -e.end))
        self._starts = [e.start for e in self.all]
        self._ranking = _ranking(self.states, self.persons, text)

    def within(self, start: int, end: int, kind: EntityKind | None = None) -> list[Entity]:
        """Entities that lie inside ``[start, end)``, in order."""
        found = []
        for entity in self.all[bisect_left(self._starts, start) :]:
            if entity.start >= end:
                break
            if entity.end <= end and (kind is None or entity.kind == kind):
                found.append(entity)
        return found

    def across(self, start: int, end: int) -> list[Entity]:
        """Entities that lie across an edge of ``[start, end)``, partly inside."""
        near = self.all[
            bisect_left(self._starts, start - _LONGEST) : bisect_left(self._starts, end)
        ]
        return [e for e in near if e.start < start < e.end or e.start < end < e.end]

    def starting(self, position: int) -> Entity | None:
        """The longest entity that starts at ``position``."""
        index = bisect_left(self._starts, position)
        found = self.all[index : index + 1]
        return found[0] if found and found[0].start == position else None

    def before(self, position: int, *, since: int = 0) -> list[Entity]:
        """Entities that end before ``position``, nearest first."""
        index = bisect_left(self._starts, position)
        return [e for e in reversed(self.all[:index]) if e.start >= since and e.end <= position]

    def ranking(self) -> list[str]:
        """State codes by how often they are named (the lead counts threefold)."""
        return self._ranking


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


def _bodies(text: str, on: date | None) -> list[Entity]:
    return [
        Entity(
            m.span.start,
            m.span.end,
            "body",
            (m.body.country,) if m.body.country else (),
            sector=m.body.sector,
            is_party=not m.compound,
        )
        for m in bodies.find(text, on=on)
    ]


def _without(entities: list[Entity], others: list[Entity]) -> list[Entity]:
    """Those that lie within none of the others."""
    return [e for e in entities if not any(o.start <= e.start and e.end <= o.end for o in others)]
