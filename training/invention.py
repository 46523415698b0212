"""Invents a person's new name: regions, the parts of a name, the pick by hash."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FEWEST_SURNAMES, _FEWEST_GIVEN = 25, 15
_KEYS = {"states", "order", "sound", "surnames", "male", "female", "feminine"}
_PARTICLES = ("al-", "el-")
SUFFIX = re.compile(r"^(?:Jr\.?|Sr\.?|II|III|IV|V|VI|VII|XVI|XII)$")
_JOINERS = {"de", "del", "da", "dos", "do", "van", "von", "der", "la", "di", "bin", "ibn", "ben",
            "le", "el", "al", "ould"}  # fmt: skip


@dataclass(frozen=True)
class Region:
    """Names of one region; ``order`` is "given", "family" or "own" (no family names)."""

    name: str
    states: tuple[str, ...]
    order: str
    sound: re.Pattern[str] | None
    surnames: tuple[str, ...]
    male: tuple[str, ...]
    female: tuple[str, ...]
    feminine: tuple[tuple[str, str], ...]


@cache
def load_regions() -> Mapping[str, Region]:
    """Read and check ``names.toml``.

    Raises:
        ValueError: A region with an unknown key, too few names or the same name twice.
    """
    with Path(__file__).with_name("names.toml").open("rb") as file:
        table = tomllib.load(file)
    return {name: _region(name, row) for name, row in table.items()}


def _region(name: str, row: Mapping[str, str]) -> Region:
    if set(row) - _KEYS:
        raise ValueError(f"names.toml: [{name}] has unknown keys {sorted(set(row) - _KEYS)}")
    surnames, male, female = (tuple(row[k].split()) for k in ("surnames", "male", "female"))
    if len(surnames) < _FEWEST_SURNAMES or min(len(male), len(female)) < _FEWEST_GIVEN:
        raise ValueError(f"names.toml: [{name}] has too few names")
    for names in (surnames, male, female):
        if len(set(names)) < len(names):
            raise ValueError(f"names.toml: [{name}] has a name twice")
    pairs = tuple((a, b) for a, _, b in (p.partition(":") for p in row.get("feminine", "").split()))
    sound = re.compile(row["sound"]) if row.get("sound") else None
    order = row.get("order", "given")
    return Region(name, tuple(row["states"].split()), order, sound, surnames, male, female, pairs)


@dataclass(frozen=True)
class Person:
    """A person's old name in parts; ``given`` is empty for a name used alone.

    ``head`` is the part used alone ("Putin"; "Saddam" of Saddam Hussein), ``rest`` the
    other part. ``head_first`` tells the order, ``head_is_given`` what kind of part it is.
    The head of one who ``is_shy`` is a name only behind a title or after the full name.
    """

    full: str
    head: str
    given: str
    region: str
    is_woman: bool = False
    head_first: bool = False
    head_is_given: bool = False
    suffix: str = ""
    is_shy: bool = False

    @classmethod
    def from_entry(cls, entry: str, region: Region) -> Person:
        """Read an entry of ``keep_or_replace.toml``; its first lines tell the marks."""
        own_first = "<" in entry
        is_woman = "f:" in entry
        words = entry.replace("<", "").replace("f:", "").split()
        words = [w.replace("_", " ") for w in words]
        return cls.from_words(words, region, head_first=own_first or None, is_woman=is_woman)

    @classmethod
    def from_words(
        cls,
        words: Sequence[str],
        region: Region,
        *,
        head_first: bool | None = None,
        is_woman: bool = False,
    ) -> Person:
        """Split a name into its parts by the custom of its region, or by ``head_first``."""
        full = " ".join(words)
        words = list(words)
        suffix = words.pop() if len(words) > 1 and SUFFIX.match(words[-1]) else ""
        if len(words) == 1:
            return cls(full, words[0], "", region.name, is_woman, suffix=suffix)
        if region.order != "given" if head_first is None else head_first:
            is_given = region.order != "family"
            rest = " ".join(words[1:])
            return cls(full, words[0], rest, region.name, is_woman, True, is_given, suffix)
        cut = len(words) - 1
        while cut > 1 and words[cut - 1].lower() in _JOINERS:
            cut -= 1
        head, given = " ".join(words[cut:]), " ".join(words[:cut])
        return cls(full, head, given, region.name, is_woman, suffix=suffix)

    def alone_forms(self) -> list[str]:
        """Forms of the part that is used alone: "al-Assad", "Assad", "de Klerk"."""
        forms = [self.head]
        if self.head[:3].lower() in _PARTICLES:
            forms += [self.head[3:], "al-" + self.head[3:], "Al-" + self.head[3:]]
        return [form for form in forms if len(form) > 1]

    def short_forms(self) -> list[str]:
        """Full name without its middle words, or without its suffix."""
        first = self.given.split()[0]
        if self.head_first:
            return []
        return [form for form in (f"{first} {self.head}", f"{self.given} {self.head}")
                if form != self.full]  # fmt: skip

    def forms(self) -> list[str]:
        """All forms: full, short and alone."""
        short = self.short_forms() if self.given else []
        return [self.full, *short, *self.alone_forms()]


class Inventor:
    """Gives new names; within one inventor two old names share a new one only of need."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, str], str] = {}
        self._chosen: dict[tuple[str, str], str] = {}

    def rename(self, person: Person) -> tuple[str, str]:
        """The new full name and the new name alone.

        Example:
            >>> from training.invention import Inventor, Person, load_regions
            >>> person = Person.from_words(["Nils", "Aune"], load_regions()["scandinavian"])
            >>> full, alone = Inventor().rename(person)
            >>> full.endswith(alone), full == "Nils Aune"
            (True, False)
        """
        region = load_regions()[person.region]
        given_names = region.female if person.is_woman else region.male
        kind = "given" if person.head_is_given else "surname"
        head = self._pick(
            given_names if person.head_is_given else region.surnames, person.head, region.name, kind
        )
        if kind == "surname" and person.is_woman:
            head = _feminine(head, region)
        if not person.given:
            return " ".join(filter(None, (head, person.suffix))), head
        if person.head_is_given:
            rest = self._pick(region.surnames, person.given, region.name, "surname")
        else:
            rest = self._pick(given_names, person.full, region.name, "given")
            rest = _styled(rest, person.given)
        parts = (head, rest) if person.head_first else (rest, head)
        return " ".join(filter(None, (*parts, person.suffix))), head

    def crown(self, old: str, region: str, *, is_woman: bool) -> str:
        """The new name of a king, queen or pope: a given name of the region."""
        row = load_regions()[region]
        kind = "queen" if is_woman else "king"
        return self._pick(row.female if is_woman else row.male, old, region, kind)

    def _pick(self, names: Sequence[str], old: str, region: str, kind: str) -> str:
        key = re.sub(r"^(?:al|el)-|['’]", "", old.lower())
        if (region + kind, key) in self._chosen:
            return self._chosen[region + kind, key]
        first = int.from_bytes(hashlib.sha256(f"{kind}:{key}".encode()).digest()[:8], "big")
        ring = [names[(first + i) % len(names)] for i in range(len(names))]
        # A name that is taken, or is the old one itself, goes to the next in the list.
        fit = [n for n in ring if not _shares_word(n, old)]
        new = next((n for n in fit if (region + kind, n) not in self._taken), fit[0])
        self._taken[region + kind, new] = key
        self._chosen[region + kind, key] = new
        return new


def _shares_word(new: str, old: str) -> bool:
    return bool(set(re.split(r"[ -]", new.lower())) & set(re.split(r"[ -]", old.lower())))


def _feminine(surname: str, region: Region) -> str:
    for masculine, feminine in region.feminine:
        if surname.endswith(masculine):
            return surname.removesuffix(masculine) + feminine
    return surname


def _styled(given: str, old: str) -> str:
    """Write a given name of two syllables as the old one is written: Chan-woo, Chan Woo."""
    if " " in old and given.count("-") == 1 and len(old.split()) == 2 and "." not in old:
        return given.replace("-", " ").title()
    return given
