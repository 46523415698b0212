"""From where relative words are reckoned, and what their small words come to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from detente.reading import partial_dates as iso
from detente.reading.date_words import MONTHS, NUMBERS, WEEKDAYS

# First and last date, equal for a single one; None where open at that end.
Stretch = tuple[str | None, str | None]

# A date without its year that comes round within so many days is told of the
# coming one: of the last one, most of a year ago, news would give the year.
# Dated rows right of 521 with time words (dev and train articles): 494 at 0 days,
# 496 at 30 to 90, 495 at 120.
SOON_DAYS = 45

BACK = frozenset({"last", "past", "previous", "preceding"})
ON = frozenset({"next", "coming", "following"})
# Reckoned from the date told before, not from publication.
TOLD = frozenset({"that", "same", "following", "previous", "preceding"})


@dataclass(frozen=True, slots=True)
class Reckoning:
    """From where relative words are reckoned.

    Attributes:
        published: day of publication, None where unknown.
        told: ISO date told before (in the sentence, else in the article).
        year: a year that the words before already gave, for "in June" after it.
        ahead: the event is yet to come.
        opens: the words open the sentence.
    """

    published: date | None
    told: str | None = None
    year: int | None = None
    ahead: bool = False
    opens: bool = False

    @property
    def today(self) -> str | None:
        """Day of publication in ISO form."""
        return self.published.isoformat() if self.published else None

    @property
    def base(self) -> str | None:
        """The date told before, else that of publication."""
        return self.told or self.today


Rule = Callable[[re.Match[str], Reckoning], Stretch | None]


def point(value: str | None) -> Stretch | None:
    """Make a single date.

    Example:
        >>> point("2019"), point(None)
        (('2019', '2019'), None)
    """
    return (value, value) if value else None


def stretch(first: str | None, last: str | None) -> Stretch | None:
    """Make a stretch of which both ends are known.

    Example:
        >>> stretch("2019", "2021"), stretch("2019", None)
        (('2019', '2021'), None)
    """
    return (first, last) if first and last else None


def word(match: re.Match[str], group: str) -> str:
    """Give a group in lower case without its article, empty if it is not there.

    Example:
        >>> word(re.match("(?P<which>The next)", "The next day"), "which")
        'next'
    """
    return (match.groupdict().get(group) or "").lower().removeprefix("the ")


def month_number(name: str) -> int:
    """Number a month by its name or abbreviation, January 1.

    Example:
        >>> month_number("Sept.")
        9
    """
    return _place_in(MONTHS, name) + 1


def weekday_number(name: str) -> int:
    """Number a weekday by its name or abbreviation, Monday 0.

    Example:
        >>> weekday_number("Thurs")
        3
    """
    return _place_in(WEEKDAYS, name)


def _place_in(names: tuple[str, ...], name: str) -> int:
    start = name.lower()[:3]
    return next(place for place, full in enumerate(names) if full.startswith(start))


def count_of(words: str) -> int | None:
    """Read a count in digits or words; None where it is none.

    Example:
        >>> count_of("twenty-one"), count_of("1,500"), count_of("a dozen"), count_of("some")
        (21, 1500, 12, None)
    """
    text = words.lower().replace(",", "")
    if text.isdecimal():
        return int(text)
    if text.endswith(("hundred", "thousand")):
        return 100 if text.endswith("hundred") else 1000
    for many in ("dozen", "couple"):
        if many in text:
            return NUMBERS[many]
    counts = [NUMBERS.get(part) for part in re.split(r"[- ]", text)]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def unit_of(name: str) -> str:
    """Name the unit of ``partial_dates`` for a word.

    Example:
        >>> unit_of("nights"), unit_of("centuries")
        ('day', 'century')
    """
    unit = name.lower().removesuffix("s")
    return {"night": "day", "centurie": "century"}.get(unit, unit)


def moved(base: str | None, count: int | None, unit: str) -> str | None:
    """Shift a date if date and count are known (see ``partial_dates.shift``).

    Example:
        >>> moved("2019-07-04", -1, "week"), moved(None, 1, "day")
        ('2019-06-27', None)
    """
    return iso.shift(base, count, unit=unit) if base and count is not None else None


def step_of(which: str) -> int:
    """Tell the direction of "last" (-1), "this" (0) and "next" (1).

    Example:
        >>> step_of("previous"), step_of("this")
        (-1, 0)
    """
    return -1 if which in BACK else 1 if which in ON else 0


def named_year(match: re.Match[str], now: Reckoning) -> int | None:
    """Resolve the group ``which_year`` ("last year"); None where it is not there.

    Example:
        >>> said = re.match("(?P<which_year>last year)", "last year")
        >>> named_year(said, Reckoning(date(2024, 5, 1)))
        2023
    """
    which = word(match, "which_year").split(" ")[0]
    base = now.base if which in TOLD else now.today
    if not which or not base:
        return None
    return iso.parts(base)[0] + step_of(which)


def not_beyond(now: Reckoning, value: str | None) -> Stretch | None:
    """Leave open "a week later" that would come after the news of it.

    Example:
        >>> not_beyond(Reckoning(date(2024, 5, 1)), "2024-05-08") is None
        True
    """
    if value and now.today and not now.ahead and value > now.today[: len(value)]:
        return None
    return point(value)


def without_year(now: Reckoning, in_year: Callable[[int], str | None]) -> str | None:
    """Choose the year of a day that comes round each year (or each leap year).

    Args:
        now: from where it is reckoned.
        in_year: gives the day of a year, None where that year has none.

    Example:
        >>> without_year(Reckoning(date(2025, 1, 10)), lambda year: iso.make(year, 12, 31))
        '2024-12-31'
    """
    if now.year:
        return in_year(now.year)
    if now.today is None or now.published is None:
        return None
    years = range(now.published.year - 8, now.published.year + 9)
    days = [day for day in map(in_year, years) if day]
    past = [day for day in days if day <= now.today]
    coming = [day for day in days if day >= now.today]
    is_soon = coming and (date.fromisoformat(coming[0]) - now.published).days <= SOON_DAYS
    if coming and (now.ahead or is_soon):
        return coming[0]
    return past[-1] if past else None
