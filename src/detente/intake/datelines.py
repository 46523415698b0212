"""The dateline that opens an agency report: ``SEOUL, March 16 (Agency) -``."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from detente.intake.dates import MONTH

_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+"
_TITLE = r"[A-ZÀ-Þ][\wÀ-ÿ.'’-]+"
_CAPS_PLACE = rf"(?P<caps>{_CAPS}(?:[ /]{_CAPS}){{0,4}})"
_TITLE_PLACE = rf"(?P<title>{_TITLE}(?:[ /]{_TITLE}){{0,3}})"
_REGION = rf"(?:,\s*(?P<region>(?!(?:{MONTH})\s+\d){_TITLE}(?: {_TITLE}){{0,2}}))?"
_DAY = (
    rf"(?:(?:,|\s)\s*(?P<day>(?i:{MONTH})\s+\d{{1,2}}|\d{{1,2}}\s+(?i:{MONTH}))(?:,?\s+\d{{4}})?)?"
)
_AGENCY = r"(?:,?\s*[\(\[](?P<agency>[A-ZÀ-Þ][^()\[\]]{1,40})[\)\]])?"
_DASH = r"\s*(?P<mark>--|[-–—―]|:)\s*(?=[\"“‘'A-ZÀ-Þ0-9])"
_DATELINE = re.compile(rf"(?:{_CAPS_PLACE}|{_TITLE_PLACE}){_REGION}{_DAY}{_AGENCY}{_DASH}")
MAX_DATELINE = 120


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed, by which agency, and how long its words are.

    Attributes:
        place: as written (``SEOUL``).
        agency: the name in brackets, None where there is none.
        length: code points of the dateline, with the dash and the blank.
    """

    place: str
    agency: str | None
    length: int


def read_dateline(paragraph: str, not_places: Collection[str]) -> Dateline | None:
    """Read the dateline at the head of a report's first paragraph.

    A place in ordinary case ("Seoul -") counts only with a date or an agency;
    a colon only after a place in capitals.

    Args:
        paragraph: the first paragraph.
        not_places: words in capitals that head a paragraph but are no places.

    Example:
        >>> read_dateline("TOKYO (AP) — Japan protested.", ()).place
        'TOKYO'
        >>> read_dateline("NATO - the alliance", {"NATO"}) is None
        True
    """
    found = _DATELINE.match(paragraph[:MAX_DATELINE])
    if found is None:
        return None
    place = found["caps"] or found["title"]
    has_proof = found["day"] is not None or found["agency"] is not None
    is_spaced = paragraph[found.start("mark") - 1].isspace() or found["mark"] in ("--", "—", ":")
    if place.upper() in not_places or not is_spaced:
        return None
    if not has_proof and (found["caps"] is None or len(place) < 4):
        return None
    if found["mark"] == ":" and found["caps"] is None:
        return None
    return Dateline(place, found["agency"], found.end())
