"""The PLOVER sector of an actor, from the words of its noun phrase.

The data is ``data/sectors.csv``: one signal a row, with its sector, its kind,
what it takes from or does to its neighbours (``scope``), sectors that it brings
along (``also``) and a note. All rows are our own; the codes and what they are in
the manual stand in ``plover.toml``.

The head of the noun phrase decides ("supreme court judge" is a judge, "Justice
Ministry" a ministry), with these exceptions, all of them declared in the data:

- ``scope`` of an office, institution or person: it takes the sector of what it
  belongs to ("army chief", "head of the army", "union official"), if that is in
  the scope (``*``: any); its own sector, which may be empty, is the default.
- ``qualifier``: it overrides the head's sector where that is in its scope
  ("opposition lawmaker", "rebel commander"). PRE is only ever added.
- ``former``: it turns the holder of a public office into ELI, a soldier or
  rebel that was into CVL.
- ``blank``: a phrase that holds a signal without being one ("West Bank").

A signal in lower case matches any case, one with capitals only itself ("WHO").
The longest signal wins. Nothing is read before the first call.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import pairwise, product

from detente.errors import OntologyError
from detente.ontology import plover
from detente.records import Span

KINDS = ("blank", "former", "group", "institution", "office", "person", "qualifier")

_FILE = "data/sectors.csv"
_HEADER = ("signal", "sector", "kind", "scope", "also", "note")
_ANY = "*"

_TOKEN = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
# Commas and the like part a phrase; a hyphen inside a word does not.
_PART = re.compile(r"[,;:()\[\]–—\"“”]|\s-+\s")
# Words that a title can stand before to name what it leads: "head of the army".
_LINKS = frozenset({"of", "for", "from", "at", "in", "with", "within", "to"})
_BREAK_WORDS = """against on by near under over who whom whose which that where when while as after
    before during outside inside between among amid about across along and or but nor plus is are
    was were has have had will would"""
_BREAKS = _LINKS.union(_BREAK_WORDS.split())
# "rebel-held town", "army-backed government": the first word is no part of the actor.
_TAIL_WORDS = """affiliated aligned appointed backed based brokered controlled dominated friendly
    funded held imposed led linked mediated occupied ordered owned run sponsored supported turned"""
_TAILS = frozenset(_TAIL_WORDS.split())
# The manual keeps ELI for former officials; who has left the rest is a citizen.
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_LEFT = frozenset({"MIL", "COP", "REB", "PRM", "SPY", "CRM", "UAF", "LAB"})


@dataclass(frozen=True, slots=True)
class Signal:
    """One row of the table; ``sector`` is "" where the signal has none of its own.

    ``scope``: sectors that it takes from its neighbours, or overrides in them.
    """

    text: str
    sector: str
    kind: str
    scope: frozenset[str]
    also: tuple[str, ...]
    note: str

    def covers(self, sector: str) -> bool:
        """Tell whether the sector is in the signal's scope."""
        return bool(sector) and (_ANY in self.scope or sector in self.scope)


@dataclass(frozen=True, slots=True)
class SectorMatch:
    """A phrase's sector and what decided it.

    Attributes:
        sector: PLOVER code as this project writes it.
        signal: the row of the table that decided.
        span: where that signal stands in the phrase.
        others: further sectors of the actor, without ``sector``.
    """

    sector: str
    signal: Signal
    span: Span
    others: tuple[str, ...] = ()


def sector_of(phrase: str) -> SectorMatch | None:
    """Find the sector of an actor from its noun phrase.

    Args:
        phrase: the actor as the article names it, with title, possessor and
            apposition ("Park Hong-keun, floor leader of the opposition").

    Returns:
        The sector, the signal that decided and where it stands; None where the
        words tell no sector (a bare name, a state, "the two sides").

    Example:
        >>> sector_of("South Korea's main opposition Democratic Party").sector
        'OPP'
        >>> match = sector_of("a former army chief")
        >>> match.sector, match.others, match.span.text
        ('ELI', ('MIL',), 'former')
        >>> sector_of("the two countries") is None
        True
    """
    parts = _parts(phrase)
    for index in range(len(parts)):
        match = _resolve(phrase, parts, index, parts[index].units)
        if match is not None and match.sector:
            return match
    return None


def signals() -> tuple[Signal, ...]:
    """Give all signals in the order of the file.

    Example:
        >>> any(signal.text == "coast guard" for signal in signals())
        True
    """
    return _table()


# ------------------------------------------------------------- the words


@dataclass(frozen=True, slots=True)
class _Token:
    text: str  # initialisms without dots, possessives without 's
    key: str  # the same in lower case
    start: int
    end: int
    possessive: bool
    parted: bool  # a comma or the like stands before it
    hyphened: bool  # a hyphen joins it to the word before


@dataclass(frozen=True, slots=True)
class _Unit:
    """A signal found in the phrase, from token ``first`` to before ``end``."""

    signal: Signal
    tokens: tuple[_Token, ...]

    @property
    def possessive(self) -> bool:
        return self.tokens[-1].possessive


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the phrase up to a comma, a preposition or the like."""

    link: str  # the word that opens it, "" for the first and after a comma
    units: tuple[_Unit, ...]
    ends_with_unit: bool


def _fold(text: str) -> str:
    """Strip accents: Élysée is listed as elysee."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def _tokens(phrase: str) -> list[_Token]:
    found: list[_Token] = []
    end = 0
    for match in _TOKEN.finditer(phrase):
        between, end = phrase[end : match.start()], match.end()
        raw = match.group()
        text = _fold(raw).replace("’", "'")
        if raw[-1] == "." and "." in raw[:-1]:
            text = text.replace(".", "")
        bare = text.removesuffix("'s")
        plural = phrase[end : end + 1] in ("'", "’") and raw[-1] == "s"
        start = match.start()
        parted, hyphened = bool(_PART.search(between)), between == "-"
        found.append(
            _Token(bare, bare.lower(), start, end, bare != text or plural, parted, hyphened)
        )
    return found


def _forms(token: _Token) -> tuple[str, ...]:
    """The word as it stands and, where it may be a plural, its singular."""
    word = token.key
    if word.endswith("men") and len(word) > 3:
        return word, word[:-3] + "man"
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word, word[:-2]
    if word.endswith("s"):
        return word, word[:-1]
    return (word,)


def _signal_at(tokens: Sequence[_Token], start: int) -> _Unit | None:
    """Find the longest signal that begins at a token."""
    index, longest = _index()
    most = min(longest, len(tokens) - start)
    for size in range(most, 0, -1):
        window = tokens[start : start + size]
        if any(token.parted for token in window[1:]):
            continue
        for words in product(*map(_forms, window)):
            for signal in index.get(words, ()):
                if signal.text.islower() or _same_case(signal, window):
                    return _Unit(signal, tuple(window))
    return None


def _same_case(signal: Signal, window: Sequence[_Token]) -> bool:
    """A signal with capitals stands for itself, an abbreviation for its plural too (MPs)."""
    text = " ".join(token.text for token in window)
    return text == signal.text or (signal.text.isupper() and text == f"{signal.text}s")


def _parts(phrase: str) -> list[_Part]:
    tokens = _tokens(phrase)
    parts: list[_Part] = []
    link, units, ends, position = "", list[_Unit](), False, 0
    while position < len(tokens):
        token = tokens[position]
        unit = _signal_at(tokens, position)
        opens = token.key if unit is None and token.key in _BREAKS else ""
        holder = ends and units[-1].signal.kind not in ("former", "qualifier")
        if opens or token.parted or (unit is None and _is_verb(tokens, position, holder)):
            parts.append(_Part(link, tuple(units), ends))
            link, units, ends = opens, [], False
        after = position + (len(unit.tokens) if unit else 1)
        skipped = _is_modified(tokens, after) or _is_name(tokens, position, units)
        if unit is not None and not skipped:
            units.append(unit)
            ends = True
        elif not opens:
            ends = False
        position = after
    return [*parts, _Part(link, tuple(units), ends)]


def _is_verb(tokens: Sequence[_Token], position: int, after_unit: bool) -> bool:
    """Guess that a participle opens a clause: "troops fighting rebels"."""
    word = tokens[position].text
    if not after_unit or tokens[position - 1].possessive or tokens[position].hyphened:
        return False
    return word.islower() and len(word) > 4 and word.endswith(("ing", "ed"))


def _is_modified(tokens: Sequence[_Token], after: int) -> bool:
    return after < len(tokens) and tokens[after].hyphened and tokens[after].key in _TAILS


def _is_name(tokens: Sequence[_Token], position: int, before: Sequence[_Unit]) -> bool:
    """Tell a surname from a title: "Foreign Minister Julie Bishop, who"."""
    rest = tokens[position + 1 : position + 2]
    if not before or any(not token.parted and token.key not in _BREAKS for token in rest):
        return False
    title, previous = before[-1], tokens[position - 1]
    is_titled = title.signal.kind == "office" and previous not in title.tokens
    is_first_name = previous.text.istitle() and not previous.possessive
    return is_titled and is_first_name and tokens[position].text.istitle()


# ---------------------------------------------------------- the decision


def _resolve(
    phrase: str, parts: Sequence[_Part], index: int, units: Sequence[_Unit]
) -> SectorMatch | None:
    """Decide the sector of a part's units, the last of which is the head."""
    units = [unit for unit in units if unit.signal.kind != "blank"]
    while units and (units[-1].signal.kind == "former" or not _is_head(units[-1])):
        units.pop()
    if not units:
        return None
    if _is_rank_after_office(units):
        office = _resolve(phrase, parts, index, units[:-1])
        if office is not None and office.sector:
            return office
    head, before = units[-1], units[:-1]
    match = _match(phrase, head)
    if head.signal.scope and head.signal.kind != "qualifier":
        inner = _resolve(phrase, parts, index, before)
        if inner is None and _names_its_whole(parts, index, head):
            inner = _resolve(phrase, parts, index + 1, parts[index + 1].units)
        match = _taken(match, inner)
    for unit in before:
        if unit.signal.kind == "qualifier" and not unit.possessive:
            match = _qualified(match, _match(phrase, unit))
    former = _former(before)
    return match if former is None else _retired(match, _match(phrase, former), head.signal.kind)


def _is_head(unit: _Unit) -> bool:
    """PRE only qualifies; "the opposition" and "rebels" stand alone."""
    return unit.signal.kind != "qualifier" or unit.signal.sector != "PRE"


def _is_rank_after_office(units: Sequence[_Unit]) -> bool:
    """Two titles in a row, "Interior Minister General Ali": the first is the office."""
    if len(units) < 2 or units[-2].possessive:
        return False
    left, right = units[-2], units[-1]
    adjacent = right.tokens[0].start - left.tokens[-1].end == 1
    return adjacent and left.signal.kind == right.signal.kind == "office"


def _match(phrase: str, unit: _Unit) -> SectorMatch:
    start, end = unit.tokens[0].start, unit.tokens[-1].end
    if unit.possessive and phrase[start:end].endswith(("'s", "’s")):
        end -= 2
    return SectorMatch(
        unit.signal.sector, unit.signal, Span(phrase[start:end], start, end), unit.signal.also
    )


def _names_its_whole(parts: Sequence[_Part], index: int, head: _Unit) -> bool:
    """Tell "head of the army" from "President Park of the Liberal Party"."""
    if index + 1 >= len(parts) or not parts[index].ends_with_unit:
        return False
    return parts[index].units[-1] is head and parts[index + 1].link in _LINKS


def _taken(match: SectorMatch, inner: SectorMatch | None) -> SectorMatch:
    if inner is None:
        return match
    if inner.sector == "PRE":
        return replace(match, others=_join(match, "PRE", *inner.others))
    return inner if match.signal.covers(inner.sector) else match


def _qualified(match: SectorMatch, qualifier: SectorMatch) -> SectorMatch:
    if qualifier.sector == "PRE":
        return replace(match, others=_join(match, "PRE"))
    if qualifier.signal.covers(match.sector):
        return replace(qualifier, others=_join(qualifier, match.sector, *match.others))
    return match


def _former(before: Sequence[_Unit]) -> _Unit | None:
    """Find a "former" that belongs to the head, not to its possessor."""
    for unit in reversed(before):
        if unit.possessive:
            return None
        if unit.signal.kind == "former":
            return unit
    return None


def _retired(match: SectorMatch, former: SectorMatch, head_kind: str) -> SectorMatch:
    if head_kind == "office" and match.sector in _OFFICIAL:
        sector = "ELI"
    elif head_kind in ("person", "qualifier") and match.sector in _LEFT:
        sector = "CVL"
    else:
        return match
    return replace(former, sector=sector, others=_join(former, match.sector, *match.others))


def _join(match: SectorMatch, *more: str) -> tuple[str, ...]:
    kept = dict.fromkeys((*match.others, *more))
    return tuple(sector for sector in kept if sector and sector != match.sector)


# --------------------------------------------------------------- loading


@cache
def _table() -> tuple[Signal, ...]:
    source = resources.files("detente.ontology").joinpath(_FILE)
    return parse(source.read_text(encoding="utf-8"))


@cache
def _index() -> tuple[Mapping[tuple[str, ...], tuple[Signal, ...]], int]:
    """Words of a signal -> signals, and the number of words of the longest."""
    index: dict[tuple[str, ...], tuple[Signal, ...]] = {}
    for signal in _table():
        words = tuple(token.key for token in _tokens(signal.text))
        same = (*index.get(words, ()), signal)
        # Those with capitals ask for more, so they come first.
        index[words] = tuple(sorted(same, key=lambda other: other.text.islower()))
    return index, max(map(len, index))


def parse(table: str) -> tuple[Signal, ...]:
    """Check a table against the schema of ``sectors.csv`` and make the records.

    Args:
        table: the CSV text, with its header.

    Raises:
        OntologyError: a row is malformed, stands twice or is out of order, or
            names a sector or kind that does not exist.

    Example:
        >>> parse("signal,sector")
        Traceback (most recent call last):
        detente.errors.OntologyError: data/sectors.csv, line 1: the header must be \
signal,sector,kind,scope,also,note
    """
    lines = list(csv.reader(io.StringIO(table)))
    header = ",".join(_HEADER)
    _require(bool(lines) and tuple(lines[0]) == _HEADER, 1, f"the header must be {header}")
    found = tuple(_rows(lines[1:]))
    keys = [(s.sector, s.kind, s.text.casefold(), s.text) for s in found]
    for number, (left, right) in enumerate(pairwise(keys), start=3):
        _require(left < right, number, "rows must ascend by sector, kind and signal")
    return found


def _rows(lines: Sequence[Sequence[str]]) -> Iterator[Signal]:
    known = plover.sectors()
    seen: set[str] = set()
    for number, fields in enumerate(lines, start=2):
        _require(len(fields) == len(_HEADER), number, f"{len(fields)} fields")
        text, sector, kind, scope, also, note = fields
        _require(
            bool(text.strip()) and text not in seen, number, f"signal {text!r} empty or double"
        )
        _require(kind in KINDS, number, f"kind must be one of {', '.join(KINDS)}")
        has_own = bool(sector) or bool(scope) or kind in ("blank", "former")
        _require(has_own, number, "a signal without a sector needs a scope")
        for code in (sector, *scope.split(), *also.split()):
            _require(code in known or code in ("", _ANY), number, f"unknown sector {code!r}")
        seen.add(text)
        yield Signal(text, sector, kind, frozenset(scope.split()), tuple(also.split()), note)


def _require(holds: bool, line: int, reason: str) -> None:
    if not holds:
        raise OntologyError(f"{_FILE}, line {line}: {reason}")
