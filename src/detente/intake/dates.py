"""Dates of publication, as pages and texts write them, to ISO days."""

from __future__ import annotations

import datetime
import re
from typing import Literal

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_DAY = (
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?P<m2>{MONTH})[\s,-]+(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})"
    r"|(?P<d4>\d{1,2})[/.](?P<m4>\d{1,2})[/.](?P<y4>\d{4}))"
)
_TIME = (
    r"(?:[\s,T|·•–-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r"(?:\s*[ap]\.?m\.?)?(?:\s*(?:Z|\(?[A-Z]{2,5}\)?|[+-]\d{2}:?\d{2}))*(?:\s*\(?(?:GMT|UTC)[\d:+-]*\)?)?)?"
)
_LABEL = (
    r"(?:(?P<label>published|posted|first published|created|date|updated|last updated"
    r"|last modified|modified|issued)(?:\s+(?:on|at))?\s*:?\s*)?"
)
_DATE_LINE = re.compile(rf"{_LABEL}{_WEEKDAY}{_DAY}{_TIME}", re.IGNORECASE)
_STARTS_WITH_DAY = re.compile(rf"{_WEEKDAY}{_DAY}(?![\d])", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\D|$|\d{6}$)")
MAX_DATE_LINE = 120

DateKind = Literal["published", "bare", "updated"]


def parse_day(text: str) -> str | None:
    """Read the day that a text begins with.

    Args:
        text: ``2023-03-16T09:14Z``, ``Thu, 16 Mar 2023 ...``, ``March 16, 2023``,
            ``20230316``; a day and month that can be swapped (``04/05/2023``)
            are not guessed.

    Returns:
        The ISO day as it is written (no time zone applied), or None.

    Example:
        >>> parse_day("Thu, 16 Mar 2023 09:14:00 GMT")
        '2023-03-16'
        >>> parse_day("04/05/2023") is None
        True
    """
    text = text.strip()
    compact = _COMPACT.match(text)
    if compact:
        return _iso(*(int(part) for part in compact.groups()))
    found = _STARTS_WITH_DAY.match(text)
    return _matched_day(found) if found else None


def read_date_line(line: str) -> tuple[DateKind, str] | None:
    """Read a line that holds nothing but the date of the report.

    Returns:
        What the date is (``published``, ``updated``, or ``bare`` where no word
        tells) and the ISO day; None where the line is no date line.

    Example:
        >>> read_date_line("Published: 16 March 2023 09:14 GMT")
        ('published', '2023-03-16')
        >>> read_date_line("March 16, 2023 was a turning point.") is None
        True
    """
    if len(line) > MAX_DATE_LINE:
        return None
    # "Published May 1, 2023 | Updated May 2, 2023": the first date is the one.
    parts = re.split(r"\s*[|•·;]\s*(?=[A-Za-z]{3})", line)
    found = [_DATE_LINE.fullmatch(part.strip(" ()[]|•·–-,")) for part in parts]
    if found[0] is None or any(match is None for match in found):
        return None
    day = _matched_day(found[0])
    if day is None:
        return None
    label = (found[0]["label"] or "").lower()
    if not label:
        return "bare", day
    return ("updated" if "updated" in label or "modified" in label else "published"), day


def _matched_day(found: re.Match[str]) -> str | None:
    for shape in "1234":
        if found[f"y{shape}"] is None:
            continue
        year, month, day = int(found[f"y{shape}"]), found[f"m{shape}"], int(found[f"d{shape}"])
        if shape in "12":
            return _iso(year, _MONTHS.index(month[:3].lower()) + 1, day)
        # 04/05/2023 is May in Lagos and April in Boston: unknown, unless one can't be a month.
        if shape == "4" and int(month) > 12:
            return _iso(year, day, int(month))
        if shape == "4" and day <= 12 and day != int(month):
            return None
        return _iso(year, int(month), day)
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat() if 1600 <= year <= 2200 else None
    except ValueError:
        return None
