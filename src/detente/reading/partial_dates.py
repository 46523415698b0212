"""Arithmetic on ISO dates of any precision: ``2019``, ``2019-07``, ``2019-07-04``.

A result outside the years 1 to 9999 is None: news tells of "3,000 years ago",
and no date can.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAYS_OF = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}

# "A day after" a known month is told of the same month; beyond half a month
# either month could be meant, and only the year is safe. Half a year likewise.
SAME_MONTH_DAYS = 15
SAME_YEAR_DAYS = 183


def make(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Write an ISO date of the precision given; None where there is no such date.

    Example:
        >>> make(2019, 7), make(2019, 2, 30)
        ('2019-07', None)
    """
    if not 1 <= year <= 9999:
        return None
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def is_iso(text: str) -> bool:
    """Tell whether a text is an ISO date of day, month or year.

    Example:
        >>> is_iso("2019-02"), is_iso("2019-02-30"), is_iso("last week")
        (True, False, False)
    """
    pieces = text.split("-")
    if not all(piece.isascii() and piece.isdigit() for piece in pieces):
        return False
    if [len(piece) for piece in pieces] not in ([4], [4, 2], [4, 2, 2]):
        return False
    return make(*parts(text)) is not None


def parts(iso: str) -> list[int]:
    """Give year, month and day of an ISO date, as many as it has.

    Example:
        >>> parts("2019-07")
        [2019, 7]
    """
    return [int(piece) for piece in iso.split("-")]


def on_day(iso: str, day: int) -> str | None:
    """Give a day of the month of an ISO date; None where there is no such date.

    Example:
        >>> on_day("2019-07", 4), on_day("2019-02", 30)
        ('2019-07-04', None)
    """
    return make(int(iso[:4]), int(iso[5:7]), day)


def bounds(iso: str) -> tuple[date, date]:
    """Give the first and last day of an ISO date.

    Example:
        >>> bounds("2019-02")
        (datetime.date(2019, 2, 1), datetime.date(2019, 2, 28))
    """
    numbers = parts(iso)
    if len(numbers) == 3:
        day = date(*numbers)
        return day, day
    if len(numbers) == 2:
        year, month = numbers
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(numbers[0], 1, 1), date(numbers[0], 12, 31)


def shift(iso: str, count: int, *, unit: str) -> str | None:
    """Move an ISO date by a count of units, to the precision that is left.

    Args:
        iso: where to start.
        count: how many units; negative is earlier.
        unit: a key of ``DAYS_OF`` or ``MONTHS_OF``. Months from a day give a
            month, and years a year: "two years later" names no day.

    Returns:
        A date as precise as the start and the unit allow, None where open.

    Example:
        >>> shift("2019-01-14", 1, unit="week"), shift("2004-05", 5, unit="year")
        ('2019-01-21', '2009')
        >>> shift("2022-10", 1, unit="day"), shift("2017-03", 3, unit="week")
        ('2022-10', '2017')
    """
    if unit in DAYS_OF:
        return _shift_days(iso, count * DAYS_OF[unit])
    months = count * MONTHS_OF[unit]
    return _shift_months(iso, months, to_year=MONTHS_OF[unit] >= MONTHS_OF["year"])


def _shift_days(iso: str, days: int) -> str | None:
    if len(iso) == 10:
        moved = add_days(bounds(iso)[0], days)
        return moved.isoformat() if moved else None
    if abs(days) <= (SAME_MONTH_DAYS if len(iso) == 7 else SAME_YEAR_DAYS):
        return iso
    first, last = bounds(iso)
    earliest, latest = add_days(first, days), add_days(last, days)
    if earliest and latest and earliest.year == latest.year:
        return make(earliest.year)
    return None


def _shift_months(iso: str, months: int, *, to_year: bool) -> str | None:
    numbers = parts(iso)
    if len(numbers) == 1:
        # Of a year alone, some months later is that year or the next: open.
        return make(numbers[0] + months // 12) if months % 12 == 0 else None
    index = numbers[0] * 12 + numbers[1] - 1 + months
    return make(index // 12) if to_year else make(index // 12, index % 12 + 1)


def add_days(day: date, days: int) -> date | None:
    """Add days; None beyond the calendar.

    Example:
        >>> add_days(date(2020, 2, 28), 2), add_days(date(9999, 12, 31), 1)
        (datetime.date(2020, 3, 1), None)
    """
    if not date.min.toordinal() <= day.toordinal() + days <= date.max.toordinal():
        return None
    return day + timedelta(days=days)


def week_of(day: date, weeks: int = 0) -> tuple[str, str] | None:
    """Give Monday and Sunday of the week of a day, or of a week further on.

    Example:
        >>> week_of(date(2024, 3, 29), -1)
        ('2024-03-18', '2024-03-24')
    """
    monday = add_days(day, 7 * weeks - day.weekday())
    sunday = add_days(monday, 6) if monday else None
    return (monday.isoformat(), sunday.isoformat()) if monday and sunday else None


def nearest(day: date, weekday: int, *, step: int, today_counts: bool = True) -> str | None:
    """Find the next (step 1) or last (step -1) such weekday; Monday is 0.

    Example:
        >>> nearest(date(2020, 3, 6), 0, step=1), nearest(date(2020, 3, 6), 4, step=-1)
        ('2020-03-09', '2020-03-06')
    """
    days = (weekday - day.weekday()) % 7 if step > 0 else -((day.weekday() - weekday) % 7)
    if days == 0 and not today_counts:
        days = 7 * step
    found = add_days(day, days)
    return found.isoformat() if found else None


def easter(year: int) -> date:
    """Give Easter Sunday of the Western churches.

    Source: the "anonymous Gregorian algorithm" (Nature, 20 April 1876), in the
    form of Meeus, Astronomical Algorithms, chapter 8.

    Example:
        >>> easter(2024), easter(2025)
        (datetime.date(2024, 3, 31), datetime.date(2025, 4, 20))
    """
    century, of_century = divmod(year, 100)
    moon = (
        19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
