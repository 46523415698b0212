"""International organisations and blocs: their names, and finding them in text.

The table is ``data/organisations.csv``. Its ``code`` is the one that an actor gets
(UNO, EUU, NAT, ASN, AFU, IMF, WTO, or IGO for all others); ``own`` tells two
organisations of one code apart. A ``generic`` alias ("Security Council") counts only
where no owner stands before or behind it ("Russia's Security Council").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from detente.errors import OntologyError
from detente.ontology import states
from detente.records import Span

CODES = frozenset({"UNO", "EUU", "NAT", "ASN", "AFU", "IMF", "WTO", "IGO"})
COLUMNS = "code,own,name,abbreviations,aliases,generic,seats,from,to,unless"
# Abbreviations that are also English words: unreadable in a line of capitals.
_WORDS = frozenset({"WHO", "PACE", "SHAPE", "AMIS"})
# "Russia's Security Council", "the National Security Council", "Iranian Security Council".
_OWNER_BEFORE = re.compile(r"(?:'s|s'|[A-Z][\w-]*) $")
_ARTICLE_BEFORE = re.compile(r"(?:^|[\s\"“(])(?:The|A|In|At|But|And|On|As|When|While|If) $")
_OWNER_AFTER = re.compile(r" (?:(?:of|in) (?:the )?[A-Z]|(?:Office|Games|Bank|Avenue)\b)")
_CUE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Organisation:
    """An international organisation, bloc, court, mission or treaty body.

    Attributes:
        code: the actor code, one of ``CODES``.
        own: its own stable code, 2 to 8 capitals or digits, unique.
        generic: names that others bear too ("General Assembly").
        seats: the cities of its seat, first the main one.
        start, end: ISO dates between which it exists, None where open.
        unless: words nearby that tell that an abbreviation means another.
    """

    code: str
    own: str
    name: str
    abbreviations: tuple[str, ...]
    aliases: tuple[str, ...]
    generic: tuple[str, ...]
    seats: tuple[str, ...]
    start: str | None
    end: str | None
    unless: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """All names, the generic ones last."""
        return (self.name, *self.abbreviations, *self.aliases, *self.generic)


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """An organisation named in a text.

    Attributes:
        is_ambiguous: found by a generic name.
        compound: the word hyphened to it ("led" of "NATO-led"), else empty.
    """

    span: Span
    code: str
    own: str
    is_ambiguous: bool
    compound: str = ""


@cache
def organisations() -> Mapping[str, Organisation]:
    """Give all organisations by their own code.

    Raises:
        OntologyError: a row of the table is malformed or repeats a name.

    Example:
        >>> organisations()["WHO"].code, organisations()["OAU"].end
        ('UNO', '2002-07')
    """
    table: dict[str, Organisation] = {}
    for row in states.read_table("organisations.csv", COLUMNS):
        where = f"organisations.csv: {row['own']}"
        if row["code"] not in CODES:
            raise OntologyError(
                f"{where}: {row['code']!r} is not one of {', '.join(sorted(CODES))}"
            )
        if row["own"] in table or not re.fullmatch("[A-Z0-9]{2,8}", row["own"]):
            raise OntologyError(f"{where}: an own code is 2 to 8 capitals and stands once")
        lists = {
            column: tuple(filter(None, row[column].split(";")))
            for column in ("abbreviations", "aliases", "generic", "seats", "unless")
        }
        start, end = states.check_dates(row["from"], row["to"], where=where)
        table[row["own"]] = Organisation(
            code=row["code"], own=row["own"], name=row["name"], start=start, end=end, **lists
        )
    forms = [form for found in table.values() for form in found.forms]
    if twice := sorted({form for form in forms if forms.count(form) > 1}):
        raise OntologyError(f"organisations.csv: given twice: {', '.join(twice)}")
    return MappingProxyType(table)


def organisation(own: str) -> Organisation:
    """Give the organisation of an own code.

    Raises:
        OntologyError: none has that code.

    Example:
        >>> organisation("ICC").name
        'International Criminal Court'
    """
    try:
        return organisations()[own]
    except KeyError as error:
        raise OntologyError(f"no such organisation: {own!r}; see organisations.csv") from error


@cache
def _index() -> tuple[states.NameIndex, Mapping[str, Organisation]]:
    owners: dict[str, Organisation] = {}
    for found in organisations().values():
        for form in found.forms:
            for spelling in (form, states.folded(form), re.sub("^the ", "The ", form)):
                owners.setdefault(states.plain(spelling), found)
    return states.NameIndex(owners), owners


def find(text: str) -> list[OrganisationMention]:
    """Find the organisations that a text names, in order, without overlaps.

    Example:
        >>> [(found.span.text, found.code) for found in find("The WHO thanked NATO-led troops.")]
        [('WHO', 'UNO'), ('NATO', 'NAT')]
    """
    flat = states.plain(text)
    index, owners = _index()
    mentions = []
    for start, end, form in index.scan(flat):
        owner = owners[form]
        is_generic = form in owner.generic
        if is_generic and _is_owned(flat, (start, end)):
            continue
        nearby = flat[max(0, start - _CUE_CHARS) : end + _CUE_CHARS]
        if any(re.search(rf"\b{re.escape(cue)}\b", nearby) for cue in owner.unless):
            continue
        if form in _WORDS and not re.search("[a-z]", flat[max(0, start - 20) : end + 20]):
            continue
        compound = states.compound(flat, (start, end))
        span = Span(text[start:end], start, end)
        mentions.append(OrganisationMention(span, owner.code, owner.own, is_generic, compound))
    return mentions


def _is_owned(text: str, at: tuple[int, int]) -> bool:
    """Tell whether a generic name belongs to a state or a longer name."""
    before = text[max(0, at[0] - 30) : at[0]]
    if _OWNER_AFTER.match(text, at[1]):
        return True
    return bool(_OWNER_BEFORE.search(before)) and not _ARTICLE_BEFORE.search(before)
