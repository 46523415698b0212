"""The nouns that name matters and the verbs that make steps of them.

The data is ``data/matters.toml``; its head explains the fields. Nothing is read
before the first call.

Example:
    >>> noun_class("curbs"), noun_class("shuttle diplomacy"), noun_class("weather")
    ('restriction', 'dialogue', None)
    >>> [(v.text, v.sense.kind("complaint", ahead=True)) for v in find_verbs("Seoul will drop it")]
    [('drop', 'promised lifted')]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, get_args

from detente.errors import OntologyError
from detente.records import StepKind

FRAMES = ("", "agree", "commit", "prepare", "propose", "refuse")

_FILE = "data/matters.toml"
_KINDS: tuple[StepKind, ...] = get_args(StepKind)
_KEYS = {
    "noun": {"class", "words", "mutual"},
    "verb": {"words", "done", "ahead", "needs", "is_noun", "on", "frame", "both"},
    "event": {"event", "modes", "done", "ahead", "negated"},
}


@dataclass(frozen=True, slots=True)
class Sense:
    """What a verb makes of a matter.

    Attributes:
        done, ahead: the step once it has happened, and while it is to come.
        needs: the verb counts only beside a noun of a matter.
        is_noun: it is a noun made of a verb ("the restart of").
        both: beside a mutual matter both sides do it ("sign"), not one ("accept").
        frame: what it makes of a verb that it governs; one of ``FRAMES``.
        on: class of matter -> its own (done, ahead).
    """

    done: StepKind
    ahead: StepKind
    needs: bool = False
    is_noun: bool = False
    both: bool = False
    frame: str = ""
    on: Mapping[str, tuple[StepKind, StepKind]] = field(default_factory=dict)

    def kind(self, matter_class: str | None, *, ahead: bool) -> StepKind:
        """Give the step that the verb makes of a matter of a class.

        Example:
            >>> Sense("lifted", "promised lifted").kind("tariff", ahead=False)
            'lifted'
        """
        return self.on.get(matter_class or "", (self.done, self.ahead))[ahead]


@dataclass(frozen=True, slots=True)
class FoundVerb:
    """A verb of a step in a text; offsets in that text."""

    text: str
    start: int
    end: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class FoundNoun:
    """A noun that heads the name of a matter; offsets in its text."""

    text: str
    start: int
    end: int
    matter_class: str


@dataclass(frozen=True, slots=True)
class EventSense:
    """The step that a PLOVER event makes by itself; None where it makes none."""

    event: str
    modes: tuple[str, ...] = ()
    done: StepKind | None = None
    ahead: StepKind | None = None
    negated: StepKind | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    nouns: Mapping[str, str]
    mutual: frozenset[str]
    noun_pattern: re.Pattern[str]
    verbs: tuple[tuple[re.Pattern[str], Sense], ...]
    events: tuple[EventSense, ...]
    returns: frozenset[str]
    words_only: frozenset[str]


def noun_class(phrase: str) -> str | None:
    """Give the class of the matter that a noun phrase names by its last noun.

    Example:
        >>> noun_class("an almost four-year trade dispute")
        'dispute'
    """
    found = list(find_nouns(phrase))
    return found[-1].matter_class if found else None


def classes() -> frozenset[str]:
    """Give the classes of matters.

    Example:
        >>> "tariff" in classes()
        True
    """
    return frozenset(_table().nouns.values())


def is_mutual(matter_class: str | None) -> bool:
    """Tell whether a matter of the class belongs to both states.

    Example:
        >>> is_mutual("pact"), is_mutual("tariff"), is_mutual(None)
        (True, False, False)
    """
    return matter_class in _table().mutual


def is_return(word: str) -> bool:
    """Tell whether a noun returns to a matter without naming it ("the step").

    Example:
        >>> is_return("step"), is_return("curbs")
        (True, False)
    """
    return _singular(word.lower()) in _table().returns


def is_words_only(word: str) -> bool:
    """Tell whether a noun is what is said, so that rejecting it moves no matter.

    Example:
        >>> is_words_only("charges"), is_words_only("plan")
        (True, False)
    """
    return _singular(word.lower()) in _table().words_only


def find_nouns(text: str) -> Iterator[FoundNoun]:
    """Find the nouns that head names of matters, in order; the longest wins.

    Example:
        >>> [n.text for n in find_nouns("a travel ban and trade talks")]
        ['travel ban', 'talks']
    """
    table = _table()
    for match in table.noun_pattern.finditer(text):
        yield FoundNoun(match[0], match.start(), match.end(), table.nouns[match[0].lower()])


def find_verbs(text: str) -> tuple[FoundVerb, ...]:
    """Find the verbs of steps, in order; of two at one place the longer.

    Example:
        >>> [(v.text, v.sense.done) for v in find_verbs("It put off talks and lifted curbs.")]
        [('put off', 'suspended'), ('lifted', 'lifted')]
    """
    every = (
        FoundVerb(match[0], match.start(), match.end(), sense)
        for pattern, sense in _table().verbs
        for match in pattern.finditer(text)
    )
    kept: list[FoundVerb] = []
    for found in sorted(every, key=lambda verb: (verb.start, -verb.end)):
        if not kept or found.start >= kept[-1].end:
            kept.append(found)
    return tuple(kept)


def event_sense(event: str, mode: str | None) -> EventSense | None:
    """Give the step that an event makes by itself; None where it makes none.

    Example:
        >>> event_sense("REQUEST", None).done, event_sense("PROTEST", None)
        ('proposed', None)
    """
    for sense in _table().events:
        if sense.event == event and (not sense.modes or mode in sense.modes):
            return sense
    return None


@cache
def _table() -> _Table:
    with resources.files(__package__).joinpath(_FILE).open("rb") as file:
        data = tomllib.load(file)
    for section, keys in _KEYS.items():
        for row in data[section]:
            if unknown := row.keys() - keys:
                raise OntologyError(f"{_FILE}: [[{section}]] has unknown {sorted(unknown)}")
    irregular: dict[str, list[str]] = data["irregular"]
    nouns = {
        form: row["class"]
        for row in data["noun"]
        for word in row["words"]
        for form in (word, _plural(word))
    }
    longest = sorted(nouns, key=lambda form: (-len(form), form))
    return _Table(
        nouns=MappingProxyType(nouns),
        mutual=frozenset(row["class"] for row in data["noun"] if row.get("mutual")),
        noun_pattern=re.compile(rf"(?<![\w-])(?:{'|'.join(longest)})(?![\w-])", re.I),
        verbs=tuple((_pattern(row, irregular), _sense(row)) for row in data["verb"]),
        events=tuple(_event(row) for row in data["event"]),
        returns=frozenset(data["returns"]),
        words_only=frozenset(data["words_only"]),
    )


def _sense(row: Mapping[str, Any]) -> Sense:
    on = {name: (_kind(a), _kind(b)) for name, (a, b) in row.get("on", {}).items()}
    frame = row.get("frame", "")
    if frame not in FRAMES:
        raise OntologyError(f"{_FILE}: frame {frame!r} is none of {', '.join(FRAMES)}")
    return Sense(
        _kind(row["done"]),
        _kind(row["ahead"]),
        row.get("needs", False),
        row.get("is_noun", False),
        row.get("both", False),
        frame,
        MappingProxyType(on),
    )


def _event(row: Mapping[str, Any]) -> EventSense:
    done, ahead, negated = (
        _kind(row[name]) if name in row else None for name in ("done", "ahead", "negated")
    )
    return EventSense(row["event"], tuple(row.get("modes", ())), done, ahead, negated)


def _kind(word: str) -> StepKind:
    for kind in _KINDS:
        if kind == word:
            return kind
    raise OntologyError(f"{_FILE}: {word!r} is no kind of step; known: {', '.join(_KINDS)}")


def _pattern(row: Mapping[str, Any], irregular: Mapping[str, list[str]]) -> re.Pattern[str]:
    alternatives = []
    for phrase in row["words"]:
        first, *rest = phrase.split(" ")
        forms = [first] if row.get("is_noun") else _forms(first, irregular)
        words = "".join(
            r"(?:\s+[\w'’-]+){1,5}?" if word == "..." else rf"\s+{re.escape(word)}" for word in rest
        )
        alternatives.append(f"(?:{'|'.join(forms)}){words}")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?![\w-])", re.I)


def _forms(verb: str, irregular: Mapping[str, list[str]]) -> list[str]:
    """The forms of a verb: third person, past, participles."""
    forms = [verb, _plural(verb)]
    stem = verb.removesuffix("e")
    past = stem[:-1] + "ied" if re.search(r"[^aeiou]y$", stem) else stem + "ed"
    special = irregular.get(verb, [])
    forms += special or [past]
    if not any(form.endswith("ing") for form in special):
        forms.append((verb if verb.endswith("ee") else stem) + "ing")
    return sorted(set(forms), key=lambda form: (-len(form), form))


def _plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es" if not word.endswith("ties") else word
    return word + "s"


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
