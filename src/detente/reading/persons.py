"""Who an article names: persons, with their titles, states and sectors.

A person needs a title ("Foreign Minister Ann Lee"), an apposition ("Ann Lee, a
lawyer,"), a description before the name ("Japan's envoy, Ann Lee,") or a row in
the table of leaders; a bare capitalised run is none. Afterwards the surname alone
stands for whoever bore it last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from detente.ontology import cities, leaders, sectors, states
from detente.reading.entity import Entity

_PARTICLE = r"(?:al|bin|ibn|van|von|de|da|dos|del|della|der|den|el|ul|ter|la|le|di|du|abu|ould)"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’]*(?:-[\w'’]+)*"
# A full stop goes on with the name after an initial or a short title only.
_SHORT = (
    r"\b(?:[^\W\d_a-zß-öø-ÿ]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Brig|Adm|Sen|Rep|Gov|St"
    r"|Jr|Sr)\."
)
_WORD = rf"(?:{_SHORT}|{_CAPITAL})"
_NAME = re.compile(rf"{_WORD}(?:[ ](?:{_PARTICLE}[ -])*{_WORD})*")
_APPOSITION = re.compile(r",\s+([^,;.:!?\n]{3,90})")
_DETERMINED = re.compile(r"(?:the|a|an|its|his|her|their|who|speaking (?:for|on))\s", re.I)
# "Japan's foreign minister, Kenji Ito,": the description stands before the name.
_DESCRIPTION = re.compile(r"([^,;.:!?\n“”\"]{3,90}),\s+$")
_NAME_ENDS = re.compile(r"[,.;:)]|\s+and\b|\s*$")
# What may stand between a state and a title: "Japan's [new] minister".
_FORMER = re.compile(r"(?:former|ex)\b", re.I)
_QUALITY = re.compile(
    r"(?:former|ex|acting|deputy|vice|then|chief|interim|outgoing|incoming|new|newly|elected|senior|top|"
    r"first|veteran|late|current|caretaker|transitional|military|opposition|ruling|special|-|\s)*"
)
_ITS = re.compile(r"\b(its|his|her|their)\s+(?:[\w-]+\s+)?$", re.I)
_POSSESSIVE = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,5}")
# A state after these words is not the one that the person serves ("envoy to Japan").
_ABROAD = re.compile(r"\b(?:to|in|at|with|against|on|over|near)\s+(?:the\s+)?$")
_TITLE_WORDS = 3
_OF_FIELD = frozenset({"minister", "commissioner", "envoy", "secretary", "official", "chief"})
_FIELD = re.compile(r"(?!(?:the|an?|its|his|her|their|and|of|by|to|with|out)$)[a-z]+(?<!ed)")
_SPOKE = re.compile(r"\s*,?\s+(?:said|told|says|added|warned|wrote|asked|tweeted|who)\b")

# Capitalised words that open sentences or name things, never persons.
_NO_NAME = re.compile(
    r"The|A|An|In|On|At|It|He|She|They|We|I|This|That|These|Those|But|And|"
    r"Or|Its|His|Her|Their|There|As|For|If|When|While|After|Before|Since|"
    r"Meanwhile|However|Earlier|Later|Both|No|Some|Many|Most|One|Two|Three|Four|"
    r"Five|Six|Seven|Eight|Nine|Ten|Under|With|By|From|So|Yet|What|Who|How|Why|"
    r"Such|All|Another|Last|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|"
    r"Sunday|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Not|Neither|Nor|Only|Until|Asked|Speaking|Also|Even|Where|"
    r"Which|Your|My|Our|Each|Every|Now|Then|Here|Just|Police|Officials|Residents|"
    r"State|Islamic|Muslim|Muslims|Christian|Christians|Jewish|Islam|Western|Eastern|"
    r"Northern|Southern|Central|North|South|East|West|Internet|God|Covid|Human|"
    r"Rights|Mr|Mrs|Ms|Dr"
)
# Before a name, but no sector.
_ADDRESS = re.compile(
    r"mr|mrs|ms|miss|dr|professor|prof|sir|lord|lady|dame|madame|spokesman|"
    r"spokeswoman|spokesperson|analyst|witness|resident|brother|sister|son|daughter|"
    r"father|mother|wife|husband"
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
    r"Watch|Cross|Crescent|Nations|States|Navy|Staff|Treasury|Police|Embassy|Palace|Hospital|School|Church|Mosque|Temple|Prison|Camp|Base|Bridge|Port|Dam|Canal|Pass|"
    r"Brigades?|Battalion|Corps|Guard|Guards|Command|Peninsula|Initiative|Programme|Program|Summit|Korea)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What is known of an article before its persons are looked for.

    Attributes:
        others: its states and organisations, in order.
        taken: stretches that cannot be part of a person's name.
        on: date of publication, None where unknown.
        home: the state that it is told from, None where unknown.
    """

    others: tuple[Entity, ...]
    taken: tuple[tuple[int, int], ...]
    on: date | None
    home: str | None


def find_persons(text: str, named: Named) -> list[Entity]:
    """Find the persons of an article: full names first, then surnames.

    Args:
        text: the article's text.
        named: its states and organisations, date and home.

    Returns:
        One entity a mention, in order.

    Example:
        >>> nothing = Named((), (), None, None)
        >>> [p.person for p in find_persons("Ann Lee, a lawyer, wept. Lee left.", nothing)]
        ['Ann Lee', 'Ann Lee']
    """
    return list(_Finder(text, named).find())


class _Finder:
    def __init__(self, text: str, named: Named) -> None:
        self._text = text
        self._named = named
        self._last: Entity | None = None

    def find(self) -> Iterable[Entity]:
        """The persons, in order."""
        known: dict[str, list[Entity]] = {}
        for start, end in self._runs():
            person = self._person(start, end, known)
            if person is not None:
                _remember(known, person)
                self._last = person
                yield person

    def _runs(self) -> Iterable[tuple[int, int]]:
        """Capitalised runs without the states and organisations in them."""
        for match in _NAME.finditer(self._text):
            start, end = match.span()
            yield from self._cut(start, end)

    def _cut(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Cut states and organisations out of a run ("South Korean President Yoon")."""
        pieces = [(start, end)]
        for a, b in self._named.taken:
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

    def _person(self, start: int, end: int, known: Mapping[str, list[Entity]]) -> Entity | None:
        """Make the person whom a run names, if it names one."""
        start, title, name_start = self._title(start, end)
        name = re.sub(r"['’]s?$", "", self._text[name_start:end])
        end = name_start + len(name)
        words = name.split()
        while words and _NO_NAME.fullmatch(words[0]):
            name_start += len(words[0]) + 1
            words = words[1:]
            name = " ".join(words)
        if not words or (len(words) == 1 and len(name) < 3):
            return None
        if name in known:
            return _among(known[name], title, (name_start, end))
        if _THING.search(name):
            return None
        leader = self._leader(name, title)
        if leader is not None:
            return _as_person(leader, title, (name_start, end))
        return self._described(name, title, (start, name_start, end))

    def _described(self, name: str, title: str, at: tuple[int, int, int]) -> Entity | None:
        """A person whom only this article's own words describe."""
        start, name_start, end = at
        before = "" if title else self._description(name_start, end)
        apposition = None if before else self._apposition(end)
        sector = self._sector(title, before, apposition[1] if apposition else "")
        told = _SPOKE.match(self._text, end) is not None and not cities.candidates(name)
        if not (title or before) and not (" " in name and (told or sector)):
            return None
        if before:
            title = _last_title(before)
            start = self._text.rfind(before, 0, name_start) + len(before) - len(title)
        codes = self._of_prefix(start, title) or self._of_possessor(start)
        codes = codes or self._of_apposition(apposition)
        if not codes and title and self._named.home:
            # A title without a state is that of the place the article is told from.
            codes = (self._named.home,)
        office = title.strip().lower() or None
        return Entity(name_start, end, "person", codes, sector, name, office)

    def _title(self, start: int, end: int) -> tuple[int, str, int]:
        """Split a title off: where it starts, its words, where the name starts."""
        words = self._text[start:end].split(" ")
        for count in range(len(words) - 1, 0, -1):
            title = " ".join(words[:count])
            if _is_title(title):
                return start, title, start + len(title) + 1
        before = re.search(r"((?:[\w'’-]+ ){1,3})$", self._text[max(0, start - 60) : start])
        title = _last_title(before[1].strip()) if before else ""
        return (start - len(title) - 1 if title else start), title, start

    def _leader(self, name: str, title: str) -> leaders.Leader | None:
        on = self._named.on
        matches = leaders.named(name, on)
        if " " in name:
            near = [m for m in matches if on is None or _is_near(m, on)]
            return next(iter(near or matches), None)
        # A bare surname is a leader only with a title that fits, or where the
        # article names the state and nobody else of that name fits.
        codes = {c for e in self._named.others for c in e.codes}
        fitting = [m for m in matches if m.country in codes and _fits(title, m)]
        if not title and len({m.name for m in fitting}) != 1:
            return None
        return next((m for m in fitting if on is None or _is_near(m, on)), None)

    def _description(self, start: int, end: int) -> str:
        """The words before a name that end in a title and a comma, else none."""
        match = _DESCRIPTION.search(self._text[max(0, start - 100) : start])
        if match is None or not _NAME_ENDS.match(self._text, end):
            return ""
        words = match[1].strip()
        return words if _last_title(words) else ""

    def _apposition(self, end: int) -> re.Match[str] | None:
        """The words behind a name and a comma, where they describe and tell no act."""
        match = _APPOSITION.match(self._text, end)
        if match is None or _DETERMINED.match(match[1]):
            return match
        words = match[1].split()
        if any(_is_title(" ".join(words[:count])) for count in (1, 2, 3)):
            return match
        return match if any(e.start == match.start(1) for e in self._named.others) else None

    def _sector(self, *phrases: str) -> str | None:
        for phrase in phrases:
            if phrase and (match := sectors.sector_of(phrase)):
                return match.sector
        return None

    def _of_prefix(self, start: int, title: str) -> tuple[str, ...]:
        """The state in front of a title or name: "Japan's new", "South Korean"."""
        if title.startswith("European "):
            return ("EUU",)
        text = self._text
        end = start + len(title)
        near = [e for e in self._named.others if e.end <= end and start - e.end < 60]
        near = [e for e in near if e.start < start]
        if not near:
            return ()
        between = text[near[-1].end : start]  # empty for "U.N. Secretary-General", one name
        adjacent = not between.strip()
        qualified = bool(title) and (_QUALITY.fullmatch(between) or _POSSESSIVE.fullmatch(between))
        return near[-1].codes if adjacent or qualified else ()

    def _of_possessor(self, start: int) -> tuple[str, ...]:
        """The state of "his" or "its" in front of a title: of whom was named last."""
        match = _ITS.search(self._text[max(0, start - 30) : start])
        if match is None:
            return ()
        if match[1].lower() in {"his", "her"}:
            return self._last.codes if self._last else ()
        before = [e for e in self._named.others if e.end <= start and e.is_party]
        return before[-1].codes if before and start - before[-1].end < 150 else ()

    def _of_apposition(self, match: re.Match[str] | None) -> tuple[str, ...]:
        if match is None:
            return ()
        for entity in self._named.others:
            if match.start(1) <= entity.start < match.end(1) and not _ABROAD.search(
                self._text[match.start(1) : entity.start]
            ):
                return entity.codes
        return ()


def _remember(known: dict[str, list[Entity]], person: Entity) -> None:
    """Note under which names a person comes again."""
    if person.person is None:
        return
    words = person.person.split()
    forms = {person.person, words[-1]}
    # The family name stands first in Chinese and Korean names.
    if set(person.codes) & {"KOR", "PRK", "CHN", "TWN"} or re.fullmatch(
        r"\w+ \w+-[a-z]\w*", person.person
    ):
        forms.add(words[0])
    for form in forms:
        bearers = known.setdefault(form, [])
        if all(person.person != other.person for other in bearers):
            bearers.append(person)


def _among(bearers: Sequence[Entity], title: str, at: tuple[int, int]) -> Entity | None:
    """The bearer of a name whom its title tells; of two alike what they share."""
    start, end = at
    fitting = bearers
    if len(bearers) > 1 and title:
        last = title.lower().split()[-1]
        fitting = [b for b in bearers if (b.office or "").endswith(last)] or bearers
    if len(fitting) == 1:
        return replace(fitting[0], start=start, end=end)
    codes = {b.codes for b in fitting}
    several = {b.sector for b in fitting}
    return Entity(
        start,
        end,
        "person",
        codes.pop() if len(codes) == 1 else (),
        several.pop() if len(several) == 1 else None,
    )


def _as_person(leader: leaders.Leader, title: str, at: tuple[int, int]) -> Entity:
    """A leader with the office of the table, unless the title tells that it is past."""
    office, sector = leader.title, "GOV"
    match = sectors.sector_of(title) if title else None
    if _FORMER.match(title):
        office, sector = f"former {leader.title}", "ELI"
    elif leader.in_office is False and match is not None and match.sector != "MIL":
        # A rank stays with a leader, an office is another than the one once held.
        office, sector = title.lower(), match.sector
    return Entity(at[0], at[1], "person", (leader.country,), sector, leader.name, office)


def _fits(title: str, leader: leaders.Leader) -> bool:
    """Whether a title may be that of a leader ("General Park" is not the president)."""
    if not title or _ADDRESS.fullmatch(title.rstrip(".").lower()):
        return True
    last = title.lower().split()[-1]
    is_held = last in {leader.title.lower().split()[-1], "leader", "chairman", "premier"}
    return is_held and (leader.in_office is not False or bool(_FORMER.match(title)))


def _last_title(words: str) -> str:
    """The title that words end in, with its qualities ("deputy foreign minister")."""
    parts = words.split(" ")
    sizes = [n for n in range(1, min(_TITLE_WORDS, len(parts)) + 1) if _is_title(_tail(parts, n))]
    if not sizes:
        return ""
    # "Chief of staff" is longer than its last word; "expelled ambassador" is not.
    size = max((n for n in sizes if _is_all_title(_tail(parts, n))), default=sizes[0])
    if parts[-1] in _OF_FIELD and size == 1 and len(parts) > 1 and _FIELD.fullmatch(parts[-2]):
        size = 2  # "water minister"
    while size < len(parts) and parts[-size - 1] and _QUALITY.fullmatch(parts[-size - 1]):
        size += 1
    return _tail(parts, size)


def _tail(parts: Sequence[str], size: int) -> str:
    return " ".join(parts[-size:])


def _is_all_title(phrase: str) -> bool:
    match = sectors.sector_of(phrase)
    return match is not None and match.span.start == 0


@lru_cache(maxsize=4096)
def _is_title(phrase: str) -> bool:
    """Whether a phrase ends in a title or a word for a person ("Foreign Minister")."""
    if _ADDRESS.fullmatch(phrase.rstrip(".").lower()):
        return True
    phrase = re.sub(r"^(?:former|ex)[ -](?=.)", "", phrase, flags=re.I)
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
