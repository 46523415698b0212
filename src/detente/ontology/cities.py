"""Cities, regions and seas: where a name lies, and finding places in text.

Cities of 15,000 people and more are in ``data/cities.csv`` (GeoNames, CC BY 4.0, made
by ``tools/make_cities.py``); the regions and waters that news names come from ``data/regions.csv``.
Its ``word`` rows are towns named like a word or a person ("March", "Jackson"): such
a name is a place only behind a word that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import cos, hypot, radians
from types import MappingProxyType

from detente.errors import OntologyError
from detente.ontology import states
from detente.records import Span

KINDS = frozenset({"region", "island", "water", "word"})
COLUMNS = "name,kind,countries,lat,lon,from,to,aliases"
CITY_COLUMNS = "name,key,country,lat,lon,population,spellings"
# A city is meant without more ado when it has over five times the people of its
# next namesake; the figure is the owner's, not tuned.
_RATIO = 5
# Two entries of one state nearer than this are one town (a city and its old core).
_SAME_TOWN_KM = 50
# Towns below this size need a preposition: their names are mostly surnames or words.
_PLAIN_FROM = 100_000
_PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Tt]o|of|[Oo]utside|[Aa]round|[Tt]owards?|[Aa]cross|[Ii]nto"
    r"|[Oo]n|via|through|(?:city|town|village|port|capital|suburb|district|hub))(?: of)? $"
)
_SURELY_PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|(?:city|town|village|port|capital) of) $"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A city, region, island or water.

    Attributes:
        countries: codes of the states that it lies in or that claim it, empty
            for the open sea.
        lat, lon: degrees (WGS 84), of the middle for a region.
        population: people for a city, 0 for all else.
        kind: ``city``, ``region``, ``island`` or ``water``.
    """

    name: str
    countries: tuple[str, ...]
    lat: float
    lon: float
    population: int
    kind: str
    start: str | None = None
    end: str | None = None

    @property
    def country(self) -> str | None:
        """The one state that it lies in, None where none or several claim it."""
        return self.countries[0] if len(self.countries) == 1 else None


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text: ``place`` is None where ``candidates`` leave it open."""

    span: Span
    place: Place | None
    candidates: tuple[Place, ...]


def key(name: str) -> str:
    """Make spellings of one place name alike: no accents, plain quotes, "Saint" in full.

    Example:
        >>> key("Xi’an") == key("Xi'an"), key("Córdoba"), key("St. Louis")
        (True, 'Cordoba', 'Saint Louis')
    """
    flat = states.folded(states.plain(name)).strip()
    return re.sub(r"^St\.? ", "Saint ", flat) if flat.startswith("St") else flat


def _region(row: Mapping[str, str]) -> Place:
    where = f"regions.csv: {row['name']!r}"
    start, end = states.check_dates(row["from"], row["to"], where=where)
    countries = tuple(filter(None, row["countries"].split(";")))
    if row["kind"] not in KINDS or not set(countries) <= states.codes():
        raise OntologyError(f"{where}: unknown kind or country: {row['kind']}, {row['countries']}")
    if row["kind"] == "word":
        return Place(row["name"], (), 0.0, 0.0, 0, "word")
    lat, lon = float(row["lat"]), float(row["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise OntologyError(f"{where}: {lat}, {lon} is no point on earth")
    return Place(row["name"], countries, lat, lon, 0, row["kind"], start, end)


@cache
def regions() -> Mapping[str, tuple[Place, ...]]:
    """Give the regions and waters of ``data/regions.csv`` by the key of each name.

    Raises:
        OntologyError: a row has an unknown kind or country, or no point on earth.

    Example:
        >>> regions()["Kashmir"][0].countries
        ('IND', 'PAK')
    """
    table: dict[str, list[Place]] = {}
    for row in states.read_table("regions.csv", COLUMNS):
        region = _region(row)
        for name in filter(None, (row["name"], *row["aliases"].split(";"))):
            table.setdefault(key(name), []).append(region)
    return MappingProxyType({name: tuple(found) for name, found in table.items()})


@dataclass(frozen=True, slots=True)
class _Cities:
    """The table of cities, largest first, indexed by name and by other spellings."""

    rows: list[list[str]]
    named: Mapping[str, list[int]]
    spelt: Mapping[str, list[int]]

    def places(self, numbers: Iterable[int]) -> tuple[Place, ...]:
        """Make the places of some rows: few of 33,000 are ever asked for."""
        found = (self.rows[number] for number in numbers)
        return tuple(
            Place(name, (code,) if code else (), float(lat), float(lon), int(people), "city")
            for name, _, code, lat, lon, people, _ in found
        )


@cache
def _cities() -> _Cities:
    table = states.read_table_rows("cities.csv", CITY_COLUMNS)
    named: dict[str, list[int]] = {}
    spelt: dict[str, list[int]] = {}
    for number, (name, folded_name, *_, spellings) in enumerate(table):
        named.setdefault(folded_name or name, []).append(number)
        if spellings:
            for spelling in spellings.split(";"):
                spelt.setdefault(spelling, []).append(number)
    return _Cities(table, named, spelt)


def candidates(name: str, *, on: date | None = None) -> tuple[Place, ...]:
    """Give all places of a name, the likeliest first; a region before any city.

    Args:
        name: "Tripoli", or with its state: "Tripoli, Lebanon", "Paris, Texas".
        on: the day, where a region changed hands.

    Example:
        >>> [it.countries for it in candidates("Tripoli, Lebanon")]
        [('LBN',)]
    """
    head, _, tail = states.plain(name).partition(", ")
    found = regions().get(key(head), ())
    found = tuple(it for it in found if it.kind != "word")
    if on:
        found = tuple(it for it in found if states.is_within(on, it.start, it.end))
    else:
        found = tuple(it for it in found if it.end is None) or found
    found = found or _cities_named(key(head))
    if tail:
        owners = {code for mention in states.find(tail, on=on) for code in mention.codes}
        owners |= {code for region in regions().get(key(tail), ()) for code in region.countries}
        found = tuple(it for it in found if owners.intersection(it.countries))
    return found


def _cities_named(name: str) -> tuple[Place, ...]:
    """Give the cities of a key; another city's spelling counts if it dwarfs them all."""
    table = _cities()
    named = table.places(table.named.get(name, ()))
    spelt = table.places(table.spelt.get(name, ()))
    if named and spelt and spelt[0].population > _RATIO * named[0].population:
        return spelt + named
    return named or spelt


def place(name: str, *, on: date | None = None) -> Place | None:
    """Give the place of a name, None where there is none or where it is open which.

    Among cities the biggest wins if it has more than five times the people of the
    next one elsewhere.

    Example:
        >>> place("Aleppo").country, place("Kashmir").country, place("Springfield")
        ('SYR', None, None)
    """
    return _settled(candidates(name, on=on))


def _settled(found: tuple[Place, ...]) -> Place | None:
    if not found:
        return None
    first, *rest = found
    if first.kind != "city":
        return first if len({it.countries for it in found}) == 1 else None
    rivals = [it for it in rest if not _is_same_town(first, it)]
    return None if rivals and first.population <= _RATIO * rivals[0].population else first


def _is_same_town(one: Place, other: Place) -> bool:
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return one.countries == other.countries and (
        hypot(one.lat - other.lat, east) * 111.2 < _SAME_TOWN_KM
    )


@cache
def _index() -> tuple[states.NameIndex, frozenset[str]]:
    """Index all names for the search, as written and without accents."""
    table = _cities()
    taken = {form for form, entries in states.names().items() if entries[0].kind != "capital"}
    # Longer names of states keep "Papua" from being found in "Papua New Guinea".
    spellings = {form for form in states.names() if " " in form}
    holy = [name for name in table.named if name.startswith("Saint ")]
    saints = {short + name.removeprefix("Saint ") for name in holy for short in ("St ", "St. ")}
    for place_names in (_written(table), saints, table.spelt):
        spellings |= {name for name in place_names if name not in taken and len(name) > 2}
    words = {name for name, found in regions().items() if found[0].kind == "word"}
    for row in states.read_table("regions.csv", COLUMNS):
        if row["kind"] != "word":
            forms = filter(None, (row["name"], *row["aliases"].split(";")))
            spellings |= {
                spelling for form in forms for spelling in (states.plain(form), key(form))
            }
    return states.NameIndex(spellings), frozenset(words)


def _written(table: _Cities) -> set[str]:
    """Names as written and as folded; a row without a key is written as folded."""
    return {states.plain(name) for name, folded_name, *_ in table.rows if folded_name} | set(
        table.named
    )


def find(text: str, *, on: date | None = None) -> list[PlaceMention]:
    """Find the capitalised places that a text names, in order, without overlaps.

    States are left to ``states.find``. Towns below 100,000 people and other
    spellings count only behind a preposition or "town of", names like "March"
    only behind "in", "near" and their like.

    Example:
        >>> [(it.span.text, it.place.country) for it in find("Shells hit Kharkiv and Darfur.")]
        [('Kharkiv', 'UKR'), ('Darfur', 'SDN')]
    """
    flat = states.plain(text)
    index, words = _index()
    mentions = []
    for start, end, form in index.scan(flat):
        found = candidates(form, on=on)
        if not found or not any(letter.isupper() for letter in form):
            continue
        if tail := re.match(r", [A-Z][\w.]+(?: [A-Z]\w+)?", flat[end : end + 40]):
            found = candidates(form + tail.group(), on=on) or found
        # "Daily Sabah" is no Sabah; behind a region ("Gaza Health Ministry") capitals are free.
        if " " not in form and states.is_part_of_name(flat[:end], (start, end)):
            continue
        if found[0].kind == "city" and not _is_placed(
            flat, (start, end), city=found[0], words=words
        ):
            continue
        span = Span(text[start:end], start, end)
        mentions.append(PlaceMention(span, _settled(found), found))
    return mentions


def _is_placed(text: str, at: tuple[int, int], *, city: Place, words: frozenset[str]) -> bool:
    """Tell whether a city's name stands where a place may stand."""
    start, end = at
    form, before = key(text[start:end]), text[max(0, start - 30) : start]
    if states.is_part_of_name(text, at) or text[start - 1 : start] == "-":
        return False
    if form in words:
        return city.population >= _PLAIN_FROM and bool(_SURELY_PLACED.search(before))
    if form != key(city.name):
        return bool(_SURELY_PLACED.search(before))
    return city.population >= _PLAIN_FROM or bool(_PLACED.search(before))
