"""What each way of telling when comes to: the reckoning behind ``date_words``.

Each rule takes the match of its pattern and what relative words are reckoned
from, and gives first and last date (equal for a single one), or None if open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from detente.reading import partial_dates as iso
from detente.reading.date_words import (
    DECADES,
    EASTER_DAYS,
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    rules,
)

Stretch = tuple[str | None, str | None]

# A date without its year that comes round within so many days is told of the
# coming one: of the last one, most of a year ago, news would give the year.
# All 8 such dates of the development articles lie within 30 days ahead.
SOON_DAYS = 45

_BACK = frozenset({"last", "past", "previous", "preceding", "recent"})
_ON = frozenset({"next", "coming", "following"})
# Reckoned from the date told before, not from publication.
_TOLD = frozenset({"that", "same", "following", "previous", "preceding"})
_PARTS_OF = {"half a decade": (5, "year"), "half a century": (50, "year"), "half a year": (6, "month")}


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


def reckon(words: str, now: Reckoning) -> Stretch | None:
    """Find the first rule that fits the words and gives a date.

    Args:
        words: time words as they stand.
        now: from where they are reckoned.

    Returns:
        First and last date; one of them None where the words leave it open
        ("since 2018"); None where no rule gives a date.

    Example:
        >>> reckon("since 2018", Reckoning(None))
        ('2018', None)
        >>> reckon("between March and May", Reckoning(date(2024, 8, 1)))
        ('2024-03', '2024-05')
    """
    for name, pattern in rules():
        match = pattern.search(words)
        if match is None:
            continue
        found = _RULES[name](match, now)
        if found is not None:
            return _opened(name, match, found)
    return None


def _opened(name: str, match: re.Match[str], found: Stretch) -> Stretch:
    """Leave open what "since", "until" or "before" leaves open."""
    lead = (match["lead"] or "").lower()
    first, last = found
    if name in {"clock", "hours", "years", "between", "days"} or _is_end_of(match):
        return found
    if lead in {"since", "from", "starting", "beginning", "as of"}:
        return first, None
    if lead == "after":
        return last, None
    if lead in {"until", "till"}:
        return None, last
    if lead == "before":
        return None, first
    return found


def _is_end_of(match: re.Match[str]) -> bool:
    return match[0].lower().endswith((" is out", " ends", " is over", "'s end", "’s end"))


def _point(value: str | None) -> Stretch | None:
    return (value, value) if value else None


def _stretch(first: str | None, last: str | None) -> Stretch | None:
    return (first, last) if first and last else None


def _word(match: re.Match[str], group: str) -> str:
    """Give a group in lower case without its article, empty if it is not there."""
    return (match.groupdict().get(group) or "").lower().removeprefix("the ")


def _month_number(word: str) -> int:
    start = word.lower()[:3]
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(start))


def _weekday_number(word: str) -> int:
    start = word.lower()[:3]
    return next(i for i, day in enumerate(WEEKDAYS) if day.startswith(start))


def _count(word: str) -> int | None:
    text = word.lower().replace(",", "")
    if text.isdecimal():
        return int(text)
    if text.endswith(("hundred", "thousand")):
        return 100 if text.endswith("hundred") else 1000
    for many in ("dozen", "couple"):
        if many in text:
            return NUMBERS[many]
    counts = [NUMBERS.get(part) for part in re.split(r"[- ]", text)]
    known = [count for count in counts if count is not None]
    return sum(known) if known and len(known) == len(counts) else None


def _unit(word: str) -> str:
    unit = word.lower().removesuffix("s")
    return {"night": "day", "centurie": "century"}.get(unit, unit)


def _moved(base: str | None, count: int | None, unit: str) -> str | None:
    return iso.shift(base, count, unit=unit) if base and count is not None else None


def _years(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return _stretch(match["year"], match["until"]) if match["year"] <= match["until"] else None


def _between(match: re.Match[str], now: Reckoning) -> Stretch | None:
    first, second = match["first"], match["second"]
    year = re.search(r"\d{4}$", second)
    if re.search(r"\d{4}$", first) and not year:
        start = reckon(first, now)
        if not start or not start[1]:
            return None
        after = Reckoning(iso.bounds(start[1])[1], ahead=True)
        return _joined(start, reckon(second, after))
    end = reckon(second, now)
    if not end or not end[0]:
        return None
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", first):
        if len(end[0]) < 10:
            return None
        day = int(re.sub(r"\D", "", first))
        return _joined(_point(iso.make(*iso.parts(end[0])[:2], day)), end)
    return _joined(reckon(first, Reckoning(iso.bounds(end[0])[1])), end)


def _joined(first: Stretch | None, second: Stretch | None) -> Stretch | None:
    if not first or not second or not first[0] or not second[1] or first[0] > second[1]:
        return None
    return first[0], second[1]


def _days(match: re.Match[str], now: Reckoning) -> Stretch | None:
    last = _date(match, now, day=int(match["until"]))
    if not last or not last[0]:
        return None
    first = iso.make(*iso.parts(last[0])[:2], int(match["day"]))
    return _stretch(first, last[1]) if first and first <= last[0] else None


def _iso(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return _point(match["iso"]) if iso.is_iso(match["iso"]) else None


def _date(match: re.Match[str], now: Reckoning, *, day: int | None = None) -> Stretch | None:
    month, number = _month_number(match["month"]), day or int(match["day"])
    if match["year"]:
        return _point(iso.make(int(match["year"]), month, number))
    return _point(_without_year(now, lambda year: iso.make(year, month, number)))


def _without_year(now: Reckoning, in_year: Callable[[int], str | None]) -> str | None:
    """Choose the year of a day that comes round each year (or each leap year)."""
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


def _month(match: re.Match[str], now: Reckoning) -> Stretch | None:
    month = _month_number(match["month"])
    if year := _word(match, "year"):
        return _point(iso.make(int(year), month))
    which = _word(match, "which")
    if which in _TOLD and now.base:
        return _point(_month_near(now.base, month, which))
    if named := _named_year(match, now):
        return _point(iso.make(named, month))
    if now.year and not which:
        return _point(iso.make(now.year, month))
    if now.published is None:
        return None
    return _point(_month_from(now.published, month, which, ahead=now.ahead))


def _month_from(published: date, month: int, which: str, *, ahead: bool) -> str | None:
    year, today = published.year, published.month
    if which in {"this", "current"}:
        return iso.make(year, month)
    if which in _BACK:
        # In July, the month just past is "in June" or "last month"; "last
        # June" is the June of the year before.
        return iso.make(year - (month >= today - 1), month)
    if which in _ON:
        return iso.make(year + (month <= today), month)
    # Of the month next to come, "in July" said in June is told ahead; but
    # "in January" said in December mostly looks back on the year.
    if ahead or (month == today + 1):
        return iso.make(year + (month < today), month)
    return iso.make(year - (month > today), month)


def _month_near(base: str, month: int, which: str) -> str | None:
    year, *rest = iso.parts(base)
    if which == "following" and rest and month <= rest[0]:
        year += 1
    if which in _BACK and rest and month >= rest[0]:
        year -= 1
    return iso.make(year, month)


def _named_year(match: re.Match[str], now: Reckoning) -> int | None:
    """Resolve "of last year"; None where no year is named."""
    which = _word(match, "which_year").split(" ")[0]
    base = now.base if which in _TOLD else now.today
    if not which or not base:
        return None
    return iso.parts(base)[0] + _step(which)


def _step(which: str) -> int:
    return -1 if which in _BACK else 1 if which in _ON else 0


def _holiday(match: re.Match[str], now: Reckoning) -> Stretch | None:
    name = match["holiday"].lower().replace("’", "'")

    def in_year(year: int) -> str | None:
        if name in HOLIDAYS:
            return iso.make(year, *HOLIDAYS[name])
        return iso.shift(iso.easter(year).isoformat(), EASTER_DAYS[name], unit="day")

    if match["year"]:
        return _point(in_year(int(match["year"])))
    return _point(_without_year(now, in_year) if now.published or now.year else None)


def _weekday(match: re.Match[str], now: Reckoning) -> Stretch | None:
    number = _weekday_number(match["weekday"])
    which, week = _word(match, "which"), _word(match, "week").split(" ")[0]
    if which in _TOLD or week in {"previous", "following"}:
        if not now.base or len(now.base) < 10:
            return None
        base = date.fromisoformat(now.base)
        if week:
            return _weekday_in(base, number, _step(week))
        step = -1 if which in _BACK else 1
        return _point(iso.nearest(base, number, step=step, today_counts=which in {"that", "same"}))
    if now.published is None:
        return None
    if week:
        return _weekday_in(now.published, number, _step(week))
    step = _step(which)
    return _point(
        iso.nearest(
            now.published,
            number,
            step=step or (1 if now.ahead else -1),
            today_counts=not step,
        )
    )


def _weekday_in(day: date, number: int, weeks: int) -> Stretch | None:
    week = iso.week_of(day, weeks)
    return _point(iso.shift(week[0], number, unit="day")) if week else None


def _ago(match: re.Match[str], now: Reckoning) -> Stretch | None:
    way, unit = match["way"].lower(), _unit(match["unit"])
    count, unit = _length(_word(match, "count"), unit)
    if count is not None and _word(match, "half") and unit == "year":
        count, unit = count * 12 + 6, "month"
    if way == "ago":
        return _about(match, _point(_moved(now.today, -count if count is not None else None, unit)))
    if way in {"in", "within", "hence", "from now", "from today"}:
        return _point(_moved(now.today, count, unit))
    if way in {"earlier", "before", "previously", "prior"}:
        return _point(_moved(now.base, -count if count is not None else None, unit))
    return _not_beyond(now, _moved(now.base, count, unit))


def _length(count: str, unit: str) -> tuple[int | None, str]:
    if count.startswith("half"):
        return _PARTS_OF.get(f"half a {unit}", (None, unit))
    return _count(count), unit


def _about(match: re.Match[str], found: Stretch | None) -> Stretch | None:
    about = _word(match, "about").strip()
    if not found or about not in {"more than", "over", "less than", "at least"}:
        return found
    return (found[0], None) if about == "less than" else (None, found[1])


def _not_beyond(now: Reckoning, value: str | None) -> Stretch | None:
    """Leave open "a week later" that would come after the news of it."""
    if value and now.today and not now.ahead and value > now.today[: len(value)]:
        return None
    return _point(value)


def _ahead(match: re.Match[str], now: Reckoning) -> Stretch | None:
    # "In two weeks" is a date for what is to come and a duration otherwise.
    return _ago(match, now) if now.ahead else None


def _within(match: re.Match[str], now: Reckoning) -> Stretch | None:
    unit = match["unit"].lower()
    count = 1 if _word(match, "count") in {"", "the"} else _count(match["count"])
    if unit.startswith(("hour", "minute")):
        days = (count or 1) // 24 if unit.startswith("hour") else 0
        return _stretch(now.base, _moved(now.base, days, "day"))
    if unit in {"days", "weeks", "months"} and "count" not in match.groupdict():
        return None
    return _stretch(now.base, _moved(now.base, count, _unit(unit)))


def _hours(match: re.Match[str], now: Reckoning) -> Stretch | None:
    unit, way = match["unit"].lower(), match["way"].lower()
    if unit.startswith("day"):
        return None
    count = _count(_word(match, "count")) if _word(match, "count") else None
    days = (count or 0) // 24 if unit.startswith("hour") else 0
    if way == "ago":
        return _point(_moved(now.today, -days, "day"))
    if way in {"earlier", "before"}:
        return _point(_moved(now.base, -days, "day"))
    return _not_beyond(now, _moved(now.base, days, "day"))


def _span(match: re.Match[str], now: Reckoning) -> Stretch | None:
    is_back = _word(match, "which") not in _ON
    count, unit = _count(match["count"]), _unit(match["unit"])
    if count is None or now.today is None:
        return None
    other = _moved(now.today, -count if is_back else count, unit)
    if other is None:
        return None
    near = now.today[: len(other)]
    return (other, near) if is_back else (near, other)


def _named(match: re.Match[str], now: Reckoning) -> Stretch | None:
    name = match["named"].lower()
    days = {"the day before yesterday": -2, "the day after tomorrow": 2, "yesterday": -1}.get(name, 0)
    if name.startswith("last ") or (name == "overnight" and not now.ahead):
        days = -1
    elif name == "tomorrow":
        days = 1
    return _point(_moved(now.today, days, "day"))


def _neighbour(match: re.Match[str], now: Reckoning) -> Stretch | None:
    which, unit = _word(match, "which"), _unit(match["unit"])
    back = {"before": -1, "earlier": -1, "after": 1, "later": 1}
    unit = unit if unit in iso.DAYS_OF or unit in iso.MONTHS_OF else "day"
    value = _moved(now.base, back.get(which, _step(which)), unit)
    return _not_beyond(now, value) if now.told else _point(value)


def _unit_named(match: re.Match[str], now: Reckoning) -> Stretch | None:
    which, unit = _word(match, "which"), match["unit"].lower()
    base = now.base if which in _TOLD else now.today
    if base is None:
        return None
    if unit == "new year":
        return _new_year(now)
    if unit == "end":
        return _point(base[:4])
    if which == "past" or _word(match, "which") == "recent":
        return _stretch(_moved(base, -1, _unit(unit)), base) if unit != "weekend" else None
    if unit in {"week", "fortnight", "weekend"}:
        if len(base) < 10:
            return _point(base)
        day = date.fromisoformat(base)
        return _weekend(day, which, now) if unit == "weekend" else _week(day, _step(which), unit)
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first = iso.parts(base)[0] // size * size + _step(which) * size
        return _stretch(iso.make(first), iso.make(first + size - 1))
    if unit == "quarter":
        return _quarter_of(base, _step(which))
    return _point(_moved(base[:7] if unit == "month" else base[:4], _step(which), unit))


def _new_year(now: Reckoning) -> Stretch | None:
    return _point(_without_year(now, lambda year: iso.make(year, 1, 1)))


def _week(day: date, step: int, unit: str) -> Stretch | None:
    if unit == "fortnight":
        first, last = iso.week_of(day, 2 * step), iso.week_of(day, 2 * step + 1)
        return _stretch(first[0], last[1]) if first and last else None
    return iso.week_of(day, step)


def _weekend(day: date, which: str, now: Reckoning) -> Stretch | None:
    on_weekend = day.weekday() >= 5
    if which in _BACK:
        saturday = iso.nearest(day, 5, step=-1)
        saturday = _moved(saturday, -7, "day") if on_weekend else saturday
    elif which in _ON:
        saturday = iso.nearest(day, 5, step=1, today_counts=False)
    elif on_weekend:
        saturday = iso.nearest(day, 5, step=-1)
    else:
        # "This weekend" is the coming one from Wednesday on.
        coming = now.ahead or (which == "this" and day.weekday() >= 2)
        saturday = iso.nearest(day, 5, step=1 if coming else -1)
    return _stretch(saturday, _moved(saturday, 1, "day"))


def _quarter_of(base: str, step: int) -> Stretch | None:
    year, *rest = iso.parts(base)
    if not rest:
        return None
    year, quarter = divmod(year * 4 + (rest[0] - 1) // 3 + step, 4)
    return _stretch(iso.make(year, quarter * 3 + 1), iso.make(year, quarter * 3 + 3))


def _quarter(match: re.Match[str], now: Reckoning) -> Stretch | None:
    told = _word(match, "year")
    year = int(told) if told else _named_year(match, now)
    if year is None:
        if now.published is None:
            return None
        year = now.published.year
    if which := _word(match, "q"):
        size, nth = 3, int(which)
    else:
        size = 3 if _word(match, "piece") == "quarter" else 6
        nth = {"first": 1, "second": 2, "third": 3}.get(_word(match, "nth"), 12 // size)
    return _stretch(iso.make(year, (nth - 1) * size + 1), iso.make(year, nth * size))


def _season(match: re.Match[str], now: Reckoning) -> Stretch | None:
    # Only the year: "last summer" is other months in Canberra than in Oslo.
    if told := _word(match, "year"):
        return _point(told)
    if (named := _named_year(match, now)) or (named := now.year):
        return _point(iso.make(named))
    which = _word(match, "which")
    if which in _TOLD:
        return _point(now.base[:4]) if now.base and which in {"that", "same"} else None
    if now.published is None:
        return None
    year, month = now.published.year, now.published.month
    if match["season"].lower() == "winter":
        # A winter lies in two years; from May on, the next is meant if none is named.
        first = year - (month < 5) - (which in _BACK and month >= 11)
        first -= which not in _ON and not now.ahead and which != "this" and month in range(5, 11)
        return _stretch(iso.make(first), iso.make(first + 1))
    begins = {"spring": 3, "summer": 6}.get(match["season"].lower(), 9)
    if which in _BACK or (not which and not now.ahead):
        year -= begins > month or (which in _BACK and begins + 2 >= month)
    elif which in _ON or (not which and now.ahead):
        year += begins + 2 < month or (which in _ON and begins <= month)
    return _point(iso.make(year))


def _decade(match: re.Match[str], now: Reckoning) -> Stretch | None:
    digits = match["decade"].lower().lstrip("'’‘")
    first = DECADES.get(digits) or int(digits)
    if first < 100:
        first += 1900
    start, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(_word(match, "edge"), (0, 9))
    return _stretch(iso.make(first + start), iso.make(first + end))


def _century(match: re.Match[str], now: Reckoning) -> Stretch | None:
    last = int(match["nth"]) * 100
    return _stretch(iso.make(last - 99), iso.make(last))


def _year(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return _point(match["year"])


def _day(match: re.Match[str], now: Reckoning) -> Stretch | None:
    number = int(match["day"])
    if now.told and len(now.told) == 7:
        return _point(iso.make(*iso.parts(now.told), number))
    if now.published is None or now.today is None:
        return None
    for step in range(13):
        month = iso.shift(now.today, step if now.ahead else -step, unit="month")
        found = iso.make(*iso.parts(month), number) if month else None
        if found and (found >= now.today if now.ahead else found <= now.today):
            return _point(found)
    return None


def _clock(match: re.Match[str], now: Reckoning) -> Stretch | None:
    # A clock time that opens the sentence is the stamp of a live report.
    if _word(match, "digits") and now.opens:
        return _point(now.today)
    return _point(now.base if now.base and len(now.base) == 10 else now.today)


def _then(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return _point(now.told)


_RULES: dict[str, Callable[[re.Match[str], Reckoning], Stretch | None]] = {
    "years": _years, "between": _between, "days": _days, "iso": _iso, "date": _date,
    "month": _month, "holiday": _holiday, "weekday": _weekday, "ago": _ago, "ahead": _ahead,
    "within": _within, "hours": _hours, "span": _span, "named": _named,
    "neighbour": _neighbour, "unit": _unit_named, "quarter": _quarter, "season": _season,
    "decade": _decade, "century": _century, "year": _year, "day": _day, "clock": _clock,
    "then": _then,
}  # fmt: skip
