"""Bodies below the state: armed groups, parties, companies, agencies, media.

The table ``data/bodies.csv`` names those that the news takes for known, with the
state that they belong to ("Gazprom" RUS, "Hamas" PSE) and their PLOVER sector.
Bodies of no state (al-Qaeda, Greenpeace) have none here either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.errors import OntologyError
from detente.ontology import plover, states
from detente.records import Span

COLUMNS = "name,aliases,country,sector,kind,from,to"
KINDS = frozenset(
    [
        *("armed", "party", "company", "agency", "force", "police", "intelligence", "court"),
        *("parliament", "media", "lobby", "union", "ngo", "religious", "university", "cartel"),
        "movement",
    ]
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that acts in the news under its own name.

    Attributes:
        names: its forms, the usual one first.
        country: ISO 3166-1 alpha-3 of its home state, None where it has none.
        sector: PLOVER sector.
        kind: one of ``KINDS``.
        start, end: years between which it exists, None where open or old.
    """

    names: tuple[str, ...]
    country: str | None
    sector: str
    kind: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in a text; ``compound`` is the word hyphened to it ("run")."""

    span: Span
    body: Body
    compound: str = ""


@cache
def bodies() -> tuple[Body, ...]:
    """Give all bodies, in the order of the table.

    Raises:
        OntologyError: a row of the table is malformed or repeats a name.

    Example:
        >>> next(b.country for b in bodies() if "Gazprom" in b.names)
        'RUS'
    """
    found: list[Body] = []
    for row in states.read_table("bodies.csv", COLUMNS):
        where = f"bodies.csv: {row['name']}"
        if row["country"] and row["country"] not in states.codes():
            raise OntologyError(f"{where}: no such state: {row['country']!r}")
        if row["sector"] not in plover.sectors() or row["kind"] not in KINDS:
            raise OntologyError(f"{where}: no such sector or kind: {row['sector']} {row['kind']}")
        start, end = states.check_dates(row["from"], row["to"], where=where)
        names = (row["name"], *filter(None, row["aliases"].split(";")))
        found.append(Body(names, row["country"] or None, row["sector"], row["kind"], start, end))
    counts = Counter(name for body in found for name in body.names)
    if twice := sorted(name for name, count in counts.items() if count > 1):
        raise OntologyError(f"bodies.csv: given twice: {', '.join(twice)}")
    return tuple(found)


@cache
def _index() -> tuple[states.NameIndex, Mapping[str, Body]]:
    owners: dict[str, Body] = {}
    for body in bodies():
        for name in body.names:
            for spelling in (name, states.folded(name), re.sub("^al-", "Al-", name)):
                owners.setdefault(states.plain(spelling), body)
    return states.NameIndex(owners), owners


def find(text: str, *, on: date | None = None) -> list[BodyMention]:
    """Find the bodies that a text names, in order, without overlaps.

    Args:
        text: any text.
        on: the day of writing; bodies that were founded later are left out.

    Example:
        >>> [(m.span.text, m.body.country) for m in find("Hamas met Gazprom's envoy.")]
        [('Hamas', 'PSE'), ('Gazprom', 'RUS')]
    """
    flat = states.plain(text)
    index, owners = _index()
    found = []
    for start, end, name in index.scan(flat):
        body = owners[name]
        if on is None or states.is_within(on, body.start, None):
            span = Span(text[start:end], start, end)
            found.append(BodyMention(span, body, states.compound(flat, (start, end))))
    return found
