"""Dates told by their distance: "two years ago", "last week", "the same day"."""

from __future__ import annotations

import re
from datetime import date

from detente.reading import partial_dates as iso
from detente.reading.date_reckoning import (
    BACK,
    ON,
    TOLD,
    Reckoning,
    Rule,
    Stretch,
    count_of,
    moved,
    not_beyond,
    point,
    step_of,
    stretch,
    unit_of,
    without_year,
    word,
)

_DAYS_FROM_TODAY = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
_PARTS_OF = {
    "half a decade": (5, "year"),
    "half a century": (50, "year"),
    "half a year": (6, "month"),
}


def _ago(match: re.Match[str], now: Reckoning) -> Stretch | None:
    way, unit = match["way"].lower(), unit_of(match["unit"])
    count, unit = _length(word(match, "count"), unit)
    if count is not None and word(match, "half") and unit == "year":
        count, unit = count * 12 + 6, "month"
    if way == "ago":
        return _about(match, point(moved(now.today, -count if count is not None else None, unit)))
    if way in {"in", "within", "hence", "from now", "from today"}:
        return point(moved(now.today, count, unit))
    if way in {"earlier", "before", "previously", "prior"}:
        return point(moved(now.base, -count if count is not None else None, unit))
    return not_beyond(now, moved(now.base, count, unit))


def _length(count: str, unit: str) -> tuple[int | None, str]:
    if count.startswith("half"):
        return _PARTS_OF.get(f"half a {unit}", (None, unit))
    return count_of(count), unit


def _about(match: re.Match[str], found: Stretch | None) -> Stretch | None:
    about = word(match, "about").strip()
    if not found or about not in {"more than", "over", "less than", "at least"}:
        return found
    return (found[0], None) if about == "less than" else (None, found[1])


def _ahead(match: re.Match[str], now: Reckoning) -> Stretch | None:
    # "In two weeks" is a date for what is to come and a duration otherwise.
    return _ago(match, now) if now.ahead else None


def _within(match: re.Match[str], now: Reckoning) -> Stretch | None:
    unit = match["unit"].lower()
    count = 1 if word(match, "count") in {"", "the"} else count_of(match["count"])
    if unit.startswith(("hour", "minute")):
        days = (count or 1) // 24 if unit.startswith("hour") else 0
        return stretch(now.base, moved(now.base, days, "day"))
    if unit in {"days", "weeks", "months"} and "count" not in match.groupdict():
        return None
    return stretch(now.base, moved(now.base, count, unit_of(unit)))


def _hours(match: re.Match[str], now: Reckoning) -> Stretch | None:
    unit, way = match["unit"].lower(), match["way"].lower()
    if unit.startswith("day"):
        return None
    count = count_of(word(match, "count")) if word(match, "count") else None
    days = (count or 0) // 24 if unit.startswith("hour") else 0
    if way == "ago":
        return point(moved(now.today, -days, "day"))
    if way in {"earlier", "before"}:
        return point(moved(now.base, -days, "day"))
    return not_beyond(now, moved(now.base, days, "day"))


def _span(match: re.Match[str], now: Reckoning) -> Stretch | None:
    is_back = word(match, "which") not in ON
    count, unit = count_of(match["count"]), unit_of(match["unit"])
    if count is None or now.today is None:
        return None
    other = moved(now.today, -count if is_back else count, unit)
    if other is None:
        return None
    near = now.today[: len(other)]
    return (other, near) if is_back else (near, other)


def _named(match: re.Match[str], now: Reckoning) -> Stretch | None:
    name = match["named"].lower()
    days = _DAYS_FROM_TODAY.get(name, -1 if name.startswith("last ") else 0)
    if name == "overnight" and not now.ahead:
        days = -1
    return point(moved(now.today, days, "day"))


def _neighbour(match: re.Match[str], now: Reckoning) -> Stretch | None:
    which, unit = word(match, "which"), unit_of(match["unit"])
    back = {"before": -1, "earlier": -1, "after": 1, "later": 1}
    unit = unit if unit in iso.DAYS_OF or unit in iso.MONTHS_OF else "day"
    return not_beyond(now, moved(now.base, back.get(which, step_of(which)), unit))


def _unit_named(match: re.Match[str], now: Reckoning) -> Stretch | None:
    which, unit = word(match, "which"), match["unit"].lower()
    base = now.base if which in TOLD else now.today
    if base is None:
        return None
    if unit == "new year":
        return _new_year(now)
    if unit == "end":
        return point(base[:4])
    if which == "past" and unit != "weekend":
        first = moved(base, -1, unit)
        return stretch(first, base[: len(first)]) if first else None
    if unit in {"week", "fortnight", "weekend"}:
        if len(base) < 10:
            return point(base)
        day = date.fromisoformat(base)
        return _weekend(day, which, now) if unit == "weekend" else _week(day, step_of(which), unit)
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        begin = iso.parts(base)[0] // size * size + step_of(which) * size
        return stretch(iso.make(begin), iso.make(begin + size - 1))
    if unit == "quarter":
        return _quarter_of(base, step_of(which))
    return point(moved(base[:7] if unit == "month" else base[:4], step_of(which), unit))


def _new_year(now: Reckoning) -> Stretch | None:
    return point(without_year(now, lambda year: iso.make(year, 1, 1)))


def _week(day: date, step: int, unit: str) -> Stretch | None:
    if unit == "fortnight":
        first, last = iso.week_of(day, 2 * step), iso.week_of(day, 2 * step + 1)
        return stretch(first[0], last[1]) if first and last else None
    return iso.week_of(day, step)


def _weekend(day: date, which: str, now: Reckoning) -> Stretch | None:
    on_weekend = day.weekday() >= 5
    if which in BACK:
        saturday = iso.nearest(day, 5, step=-1)
        saturday = moved(saturday, -7, "day") if on_weekend else saturday
    elif which in ON:
        saturday = iso.nearest(day, 5, step=1, today_counts=False)
    elif on_weekend:
        saturday = iso.nearest(day, 5, step=-1)
    else:
        # "This weekend" is the coming one from Wednesday on.
        coming = now.ahead or (which == "this" and day.weekday() >= 2)
        saturday = iso.nearest(day, 5, step=1 if coming else -1)
    return stretch(saturday, moved(saturday, 1, "day"))


def _quarter_of(base: str, step: int) -> Stretch | None:
    year, *rest = iso.parts(base)
    if not rest:
        return None
    year, quarter = divmod(year * 4 + (rest[0] - 1) // 3 + step, 4)
    return stretch(iso.make(year, quarter * 3 + 1), iso.make(year, quarter * 3 + 3))


def _clock(match: re.Match[str], now: Reckoning) -> Stretch | None:
    # A clock time that opens the sentence is the stamp of a live report.
    if word(match, "digits") and now.opens:
        return point(now.today)
    return point(now.base if now.base and len(now.base) == 10 else now.today)


def _then(match: re.Match[str], now: Reckoning) -> Stretch | None:
    return point(now.told)


RULES: dict[str, Rule] = {
    "ago": _ago, "ahead": _ahead, "within": _within, "hours": _hours, "span": _span,
    "named": _named, "neighbour": _neighbour, "unit": _unit_named, "clock": _clock, "then": _then,
}  # fmt: skip
