"""Places of events: words to country and coordinates."""

from __future__ import annotations

import re

from detente.ontology import cities, states
from detente.records import Place

_BETWEEN = re.compile(r"\b(?:borders?|frontiers?|between|boundary)\b", re.I)


def locate(words: str) -> Place:
    """Locate a place's words.

    Args:
        words: as marked ("the South Korean port of Busan").

    Returns:
        The place; country and coordinates (degrees) are None where unknown.

    Example:
        >>> locate("Diyarbakir").country
        'TUR'
    """
    found = [m.place for m in cities.find(words) if m.place]
    named = [m for m in states.find(words) if len(m.codes) == 1]
    if _BETWEEN.search(words) and len({m.codes for m in named}) > 1:
        return Place(words)  # a border lies in neither
    country = named[0].codes[0] if named else None
    for place in found:
        if country is None or country in place.countries:
            return Place(words, country or _only(place.countries), place.lat, place.lon)
    return Place(words, country)


def _only(codes: tuple[str, ...]) -> str | None:
    """The code, where there is just one: a divided region has none."""
    return codes[0] if len(codes) == 1 else None
