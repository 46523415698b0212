"""PLOVER 2.0: the 16 events with their quads, modes and scores; contexts; sectors.

The data is ``data/plover.toml``; its head tells where the manual contradicts
itself and what was decided. Nothing is read before the first call.

Example:
    >>> quad("ACCUSE"), score("ACCUSE"), score("RETREAT", "disarm")
    ('verbal conflict', -3.0, 10.0)
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from types import MappingProxyType
from typing import Any

from detente.errors import OntologyError
from detente.records import STATUSES

SCORE_RANGE = (-10.0, 10.0)
SIGNALS_RANGE = (8, 40)

_FILE = "data/plover.toml"
# A word keeps its inner apostrophes ("d'affaires", "women's") and loses hyphens.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# court(s|ed): the bare word too; dut{y|ies}: one of the endings.
_NOTATION = re.compile(r"^([^(){}\s]*)(?:\(([^(){}]+)\)|\{([^(){}]+)\})?$")


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event was done; ``score`` is None where the manual gives none.

    ``adds_context`` is a context that the mode always brings with it.
    """

    name: str
    definition: str
    score: float | None = None
    adds_context: str | None = None


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's 16 events; ``score`` is that without a mode, -10 to 10."""

    name: str
    definition: str
    quad: str
    score: float
    requires_recipient: bool
    modes: tuple[Mode, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """A subject that an event can have, with the words that signal it.

    Attributes:
        signals: words and phrases in the notation of the data file.
        signals_with: event name -> further signals that count with it alone.
        not_signals: phrases inside which a signal does not count.
        yields_to: contexts beside which this one is not given.
        examples, counterexamples: (event, sentence) that must, must not have it.
    """

    name: str
    definition: str
    signals: tuple[str, ...]
    signals_with: Mapping[str, tuple[str, ...]]
    not_signals: tuple[str, ...]
    yields_to: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    counterexamples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventStatus:
    """Whether the act is told as done; ``manual``: its auxiliary mode, or ""."""

    name: str
    manual: str
    definition: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A part of society; ``manual``: the manual's code for it, or "" if it has none."""

    code: str
    name: str
    definition: str
    manual: str


def events() -> Mapping[str, EventType]:
    """Give the 16 events by name, in the manual's order.

    Example:
        >>> list(events())[:3]
        ['AGREE', 'CONSULT', 'SUPPORT']
    """
    return _ontology().events


def contexts() -> Mapping[str, Context]:
    """Give the contexts by name, in the manual's order.

    Example:
        >>> "natural_resource" in contexts()
        True
    """
    return _ontology().contexts


def statuses() -> Mapping[str, EventStatus]:
    """Give the statuses by name; the manual calls four of them auxiliary modes.

    Example:
        >>> statuses()["negated"].manual
        'negation'
    """
    return _ontology().statuses


def sectors() -> Mapping[str, Sector]:
    """Give the sectors by code.

    Example:
        >>> sectors()["MED"].manual
        'JRN'
    """
    return _ontology().sectors


def quads() -> tuple[str, ...]:
    """Give the four quad categories in the order of PLOVER's numbers 1 to 4.

    Example:
        >>> quads().index("material conflict") + 1
        4
    """
    return _ontology().quads


def quad(event: str) -> str:
    """Give the quad category of an event.

    Raises:
        OntologyError: there is no such event.

    Example:
        >>> quad("RETREAT")
        'material cooperation'
    """
    return _event(event).quad


def modes(event: str) -> tuple[str, ...]:
    """Give the names of an event's modes; empty where it has none.

    Raises:
        OntologyError: there is no such event.

    Example:
        >>> modes("ACCUSE")
        ('disapprove', 'investigate', 'allege')
    """
    return tuple(mode.name for mode in _event(event).modes)


def score(event: str, mode: str | None = None) -> float:
    """Give the conflict/cooperation score of an event, or of one of its modes.

    Args:
        event: its name, in capitals.
        mode: one of its modes; None for the event as such.

    Returns:
        -10 (conflict) to 10 (cooperation); the event's own score where the
        manual has none for the mode (PROTEST.vandalize).

    Raises:
        OntologyError: there is no such event, or no such mode of it.

    Example:
        >>> score("REQUEST"), score("REQUEST", "change")
        (0.0, -1.0)
    """
    kind = _event(event)
    if mode is None:
        return kind.score
    for known in kind.modes:
        if known.name == mode:
            return kind.score if known.score is None else known.score
    raise OntologyError(
        f"no mode {mode!r} of {event}; its modes: {', '.join(modes(event)) or 'none'}"
    )


def contexts_in(text: str, event: str, *, mode: str | None = None) -> tuple[str, ...]:
    """Find the contexts that the words of an evidence sentence signal.

    Words match whole and in any case; a hyphen counts as a space. In one
    context the longest phrase wins, so that "tear gas" hides "gas".

    Args:
        text: the evidence sentence.
        event: the event that it tells; some signals count with some events.
        mode: the event's mode, which may bring a context of its own.

    Returns:
        Names of contexts in the manual's order; empty if nothing signals one.

    Raises:
        OntologyError: there is no such event, or no such mode of it.

    Example:
        >>> contexts_in("Seoul will drop a complaint at the WTO over export curbs", "CONCEDE")
        ('economic', 'legal')
    """
    score(event, mode)  # raises for an unknown name
    found = set(_signalled(text, event))
    found.update(m.adds_context for m in _event(event).modes if m.name == mode and m.adds_context)
    return tuple(
        name
        for name, context in contexts().items()
        if name in found and not found.intersection(context.yields_to)
    )


def expand(signal: str) -> tuple[str, ...]:
    """Write out a signal's notation as the phrases that it stands for.

    Raises:
        OntologyError: the notation is malformed.

    Example:
        >>> expand("import dut{y|ies}"), expand("court(s)")
        (('import duty', 'import duties'), ('court', 'courts'))
    """
    choices: list[list[str]] = []
    for word in signal.split(" "):
        match = _NOTATION.match(word)
        if not word or match is None:
            raise OntologyError(
                f"{_FILE}: malformed signal {signal!r}; write court(s) or dut{{y|ies}}"
            )
        stem, optional, required = match.groups()
        endings = (required or optional or "").split("|") if required or optional else []
        bare = [] if required else [stem]
        choices.append(bare + [stem + ending for ending in endings])
    return tuple(" ".join(words) for words in product(*choices))


def _event(name: str) -> EventType:
    try:
        return events()[name]
    except KeyError:
        known = ", ".join(events())
        raise OntologyError(f"no PLOVER event {name!r}; the events are {known}") from None


# --------------------------------------------------------------- signals

_Phrases = Mapping[tuple[str, ...], tuple[tuple[str, bool], ...]]


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


@cache
def _phrases(event: str) -> tuple[_Phrases, int]:
    """Phrase -> (context, whether it signals it), and the longest phrase in words."""
    table: dict[tuple[str, ...], dict[str, bool]] = {}
    for name, context in contexts().items():
        signals = (*context.signals, *context.signals_with.get(event, ()))
        for phrase in (p for s in signals for p in expand(s)):
            table.setdefault(tuple(_words(phrase)), {})[name] = True
        for phrase in (p for s in context.not_signals for p in expand(s)):
            table.setdefault(tuple(_words(phrase)), {})[name] = False
    frozen = {phrase: tuple(by_context.items()) for phrase, by_context in table.items()}
    return frozen, max(map(len, frozen))


def _signalled(text: str, event: str) -> Iterator[str]:
    phrases, longest = _phrases(event)
    words = _words(text)
    taken: dict[str, int] = {}  # context -> end of the last phrase seen for it
    for start in range(len(words)):
        for size in range(min(longest, len(words) - start), 0, -1):
            phrase = tuple(words[start : start + size])
            # "the army's" is the army; "women's" is a signal as it stands.
            bare = (*phrase[:-1], phrase[-1].removesuffix("'s"))
            for context, signals in phrases.get(phrase, phrases.get(bare, ())):
                if taken.get(context, 0) <= start:
                    taken[context] = start + size
                    if signals:
                        yield context


# --------------------------------------------------------------- loading

# Table of the file -> its fields with their types; a question mark: may be absent.
_FIELDS: Mapping[str, Mapping[str, type]] = {
    "top level": {"version": str}
    | dict.fromkeys(("quads", "status", "event", "context", "sector"), list),
    "status": dict.fromkeys(("name", "manual", "definition"), str),
    "event": dict.fromkeys(("name", "definition", "quad"), str)
    | {"score": float, "requires_recipient": bool, "mode?": list},
    "mode": dict.fromkeys(("name", "definition", "adds_context?"), str) | {"score?": float},
    "context": dict.fromkeys(("name", "definition"), str)
    | dict.fromkeys(("signals", "examples", "counterexamples", "not_signals?", "yields_to?"), list)
    | {"signals_with?": dict},
    "sector": dict.fromkeys(("code", "name", "definition", "manual?"), str),
}


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that the data file holds, checked."""

    events: Mapping[str, EventType]
    contexts: Mapping[str, Context]
    statuses: Mapping[str, EventStatus]
    sectors: Mapping[str, Sector]
    quads: tuple[str, ...]


@cache
def _ontology() -> Ontology:
    source = resources.files("detente.ontology").joinpath(_FILE)
    return parse(tomllib.loads(source.read_text(encoding="utf-8")))


def parse(data: Mapping[str, Any]) -> Ontology:
    """Check the content of the data file against its schema and make the records.

    Raises:
        OntologyError: a field is missing, unknown, of a wrong type or range.

    Example:
        >>> parse({"version": "2.0"})  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        detente.errors.OntologyError: data/plover.toml, top level: fields missing: context, ...
    """
    top = _fields(data, "top level")
    quad_names = tuple(top["quads"])
    kinds = {row["name"]: _event_of(_fields(row, "event"), quad_names) for row in top["event"]}
    subjects = {row["name"]: _context_of(_fields(row, "context")) for row in top["context"]}
    states = {row["name"]: EventStatus(**_fields(row, "status")) for row in top["status"]}
    parts = {row["code"]: _sector_of(_fields(row, "sector")) for row in top["sector"]}
    for name, table in (("event", kinds), ("context", subjects), ("sector", parts)):
        _require(len(table) == len(top[name]), name, "a name stands twice")
    _require(tuple(states) == STATUSES, "status", f"must be {', '.join(STATUSES)} in this order")
    _check_links(kinds, subjects)
    read_only = MappingProxyType
    return Ontology(
        read_only(kinds), read_only(subjects), read_only(states), read_only(parts), quad_names
    )


def _fields(row: Mapping[str, Any], table: str) -> dict[str, Any]:
    """Check the fields of one table by name and type."""
    where = f"{table} {row.get('name', row.get('code', ''))}".strip()
    fields = _FIELDS[table]
    missing = sorted(field for field in fields if field[-1] != "?" and field not in row)
    _require(not missing, where, f"fields missing: {', '.join(missing)}")
    for field, value in row.items():
        kind = fields.get(field) or fields.get(f"{field}?")
        _require(kind is not None, where, f"unknown field {field!r}")
        _require(type(value) is kind, where, f"{field!r} must be of type {kind}")
        _require(kind is not float or SCORE_RANGE[0] <= value <= SCORE_RANGE[1], where, "score")
    return dict(row)


def _require(holds: bool, where: str, reason: str) -> None:
    if not holds:
        raise OntologyError(f"{_FILE}, {where}: {reason}")


def _event_of(row: dict[str, Any], quad_names: tuple[str, ...]) -> EventType:
    _require(row["quad"] in quad_names, row["name"], f"unknown quad {row['quad']!r}")
    kinds = tuple(Mode(**_fields(mode, "mode")) for mode in row.pop("mode", ()))
    _require(len({m.name for m in kinds}) == len(kinds), row["name"], "a mode stands twice")
    return EventType(modes=kinds, **row)


def _sector_of(row: dict[str, Any]) -> Sector:
    return Sector(**{"manual": row["code"]} | row)


def _context_of(row: dict[str, Any]) -> Context:
    count, (least, most) = len(row["signals"]), SIGNALS_RANGE
    _require(least <= count <= most, row["name"], f"{count} signals, not {least} to {most}")
    _require(bool(row["examples"] and row["counterexamples"]), row["name"], "no (counter)example")
    with_event = row.get("signals_with", {})
    for signals in (row["signals"], row.get("not_signals", []), *with_event.values()):
        phrases = [phrase for signal in signals for phrase in expand(signal)]
        _require(len(set(phrases)) == len(phrases), row["name"], "a signal stands twice")
        _require(all(p == p.lower() for p in phrases), row["name"], "signals are lower-case")
    return Context(
        name=row["name"],
        definition=row["definition"],
        signals=tuple(row["signals"]),
        signals_with=MappingProxyType({e: tuple(s) for e, s in with_event.items()}),
        not_signals=tuple(row.get("not_signals", ())),
        yields_to=tuple(row.get("yields_to", ())),
        examples=tuple(_example(line, row["name"]) for line in row["examples"]),
        counterexamples=tuple(_example(line, row["name"]) for line in row["counterexamples"]),
    )


def _example(line: str, where: str) -> tuple[str, str]:
    event, bar, sentence = line.partition(" | ")
    _require(bool(bar and sentence), where, f"write an example as 'EVENT | sentence', not {line!r}")
    return event, sentence


def _check_links(kinds: Mapping[str, EventType], subjects: Mapping[str, Context]) -> None:
    """Check that every name that one record uses of another exists."""
    for context in subjects.values():
        used = {*context.signals_with, *(e for e, _ in context.examples + context.counterexamples)}
        _require(used <= set(kinds), context.name, f"unknown events {sorted(used - set(kinds))}")
        _require(set(context.yields_to) <= set(subjects), context.name, "yields_to: unknown name")
    for kind in kinds.values():
        added = {mode.adds_context for mode in kind.modes} - {None}
        _require(added <= set(subjects), kind.name, "adds_context: unknown name")
