"""What each way of telling when comes to: the rules behind ``date_words``.

A rule takes the match of its pattern and what relative words are reckoned from,
and gives first and last date, or None if open. Dates of the calendar are here,
distances in ``date_distances``.
"""

from __future__ import annotations

import re
from datetime import date

from detente.reading import date_distances
from detente.reading import partial_dates as iso
from detente.reading.date_reckoning import (
    BACK,
    ON,
    TOLD,
    Reckoning,
    Rule,
    Stretch,
    month_number,
    named_year,
    point,
    step_of,
    stretch,
    weekday_number,
    without_year,
    word,
)
from detente.reading.date_words import DECADES, EASTER_DAYS, HOLIDAYS, rules_in

# Has every day that any year has: "30 February" is no date at all.
LEAP_YEAR = 2000


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
    for name, pattern in rules_in(words):
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


def _years(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return stretch(match["year"], match["until"]) if match["year"] <= match["until"] else None


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
        return _joined(point(iso.on_day(end[0], day)), end)
    return _joined(reckon(first, Reckoning(iso.bounds(end[0])[1])), end)


def _joined(first: Stretch | None, second: Stretch | None) -> Stretch | None:
    if not first or not second or not first[0] or not second[1] or first[0] > second[1]:
        return None
    return first[0], second[1]


def _days(match: re.Match[str], now: Reckoning) -> Stretch | None:
    last = _date(match, now, day=int(match["until"]))
    if not last or not last[0]:
        return None
    first = iso.on_day(last[0], int(match["day"]))
    return stretch(first, last[1]) if first and first <= last[0] else None


def _iso(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return point(match["iso"]) if iso.is_iso(match["iso"]) else None


def _date(match: re.Match[str], now: Reckoning, *, day: int | None = None) -> Stretch | None:
    month, number = month_number(match["month"]), day or int(match["day"])
    if iso.make(LEAP_YEAR, month, number) is None:
        return None, None
    if match["year"]:
        return point(iso.make(int(match["year"]), month, number))
    return point(without_year(now, lambda year: iso.make(year, month, number)))


def _month(match: re.Match[str], now: Reckoning) -> Stretch | None:
    month = month_number(match["month"])
    if year := word(match, "year"):
        return point(iso.make(int(year), month))
    which = word(match, "which")
    if which in TOLD and now.base:
        return point(_month_near(now.base, month, which))
    if named := named_year(match, now):
        return point(iso.make(named, month))
    if now.year and not which:
        return point(iso.make(now.year, month))
    if now.published is None:
        return None
    return point(_month_from(now.published, month, which, ahead=now.ahead))


def _month_from(published: date, month: int, which: str, *, ahead: bool) -> str | None:
    year, today = published.year, published.month
    if which in {"this", "current"}:
        return iso.make(year, month)
    if which in BACK:
        # In July, the month just past is "in June" or "last month"; "last
        # June" is the June of the year before.
        return iso.make(year - (month >= today - 1), month)
    if which in ON:
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
    if which in BACK and rest and month >= rest[0]:
        year -= 1
    return iso.make(year, month)


def _holiday(match: re.Match[str], now: Reckoning) -> Stretch | None:
    name = match["holiday"].lower().replace("’", "'")

    def in_year(year: int) -> str | None:
        if iso.make(year) is None:
            return None
        if name in HOLIDAYS:
            return iso.make(year, *HOLIDAYS[name])
        return iso.shift(iso.easter(year).isoformat(), EASTER_DAYS[name], unit="day")

    if match["year"]:
        return point(in_year(int(match["year"])))
    return point(without_year(now, in_year) if now.published or now.year else None)


def _weekday(match: re.Match[str], now: Reckoning) -> Stretch | None:
    number = weekday_number(match["weekday"])
    which, week = word(match, "which"), word(match, "week").split(" ")[0]
    if which in TOLD or week in {"previous", "following"}:
        if not now.base or len(now.base) < 10:
            return None
        base = date.fromisoformat(now.base)
        if week:
            return _weekday_in(base, number, step_of(week))
        step = -1 if which in BACK else 1
        return point(iso.nearest(base, number, step=step, today_counts=which in {"that", "same"}))
    if now.published is None:
        return None
    if week:
        return _weekday_in(now.published, number, step_of(week))
    step = step_of(which)
    return point(
        iso.nearest(
            now.published,
            number,
            step=step or (1 if now.ahead else -1),
            today_counts=not step,
        )
    )


def _weekday_in(day: date, number: int, weeks: int) -> Stretch | None:
    week = iso.week_of(day, weeks)
    return point(iso.shift(week[0], number, unit="day")) if week else None


def _quarter(match: re.Match[str], now: Reckoning) -> Stretch | None:
    told = word(match, "year")
    year = int(told) if told else named_year(match, now)
    if year is None:
        if now.published is None:
            return None
        year = now.published.year
    if which := word(match, "q"):
        size, nth = 3, int(which)
    else:
        size = 3 if word(match, "piece") == "quarter" else 6
        nth = {"first": 1, "second": 2, "third": 3}.get(word(match, "nth"), 12 // size)
    return stretch(iso.make(year, (nth - 1) * size + 1), iso.make(year, nth * size))


def _season(match: re.Match[str], now: Reckoning) -> Stretch | None:
    # Only the year: "last summer" is other months in Canberra than in Oslo.
    if told := word(match, "year"):
        return point(told)
    if (named := named_year(match, now)) or (named := now.year):
        return point(iso.make(named))
    which = word(match, "which")
    if which in TOLD:
        return point(now.base[:4]) if now.base and which in {"that", "same"} else None
    if now.published is None:
        return None
    year, month = now.published.year, now.published.month
    if match["season"].lower() == "winter":
        # A winter lies in two years; from May on, the next is meant if none is named.
        first = year - (month < 5) - (which in BACK and month >= 11)
        first -= which not in ON and not now.ahead and which != "this" and month in range(5, 11)
        return stretch(iso.make(first), iso.make(first + 1))
    begins = {"spring": 3, "summer": 6}.get(match["season"].lower(), 9)
    if which in BACK or (not which and not now.ahead):
        year -= begins > month or (which in BACK and begins + 2 >= month)
    elif which in ON or (not which and now.ahead):
        year += begins + 2 < month or (which in ON and begins <= month)
    return point(iso.make(year))


def _decade(match: re.Match[str], now: Reckoning) -> Stretch | None:
    digits = match["decade"].lower().lstrip("'’‘")
    first = DECADES.get(digits) or int(digits)
    if first < 100:
        first += 1900
    start, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(word(match, "edge"), (0, 9))
    return stretch(iso.make(first + start), iso.make(first + end))


def _century(match: re.Match[str], now: Reckoning) -> Stretch | None:
    last = int(match["nth"]) * 100
    return stretch(iso.make(last - 99), iso.make(last))


def _year(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return point(match["year"])


def _day(match: re.Match[str], now: Reckoning) -> Stretch | None:
    number = int(match["day"])
    if now.told and len(now.told) == 7:
        return point(iso.on_day(now.told, number))
    if now.published is None or now.today is None:
        return None
    for step in range(13):
        month = iso.shift(now.today, step if now.ahead else -step, unit="month")
        found = iso.on_day(month, number) if month else None
        if found and (found >= now.today if now.ahead else found <= now.today):
            return point(found)
    return None


_RULES: dict[str, Rule] = {
    "years": _years, "between": _between, "days": _days, "iso": _iso, "date": _date,
    "month": _month, "holiday": _holiday, "weekday": _weekday, "quarter": _quarter,
    "season": _season, "decade": _decade, "century": _century, "year": _year, "day": _day,
    **date_distances.RULES,
}  # fmt: skip
