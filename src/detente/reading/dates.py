"""Time words to ISO dates, at the precision that the words have.

    marked words, or the words of the sentence -> rule of date_words -> EventDate
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from detente.reading import partial_dates as iso
from detente.reading.date_words import (
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    rules,
)
from detente.records import EventDate, Span, Status

_Found = tuple[str | None, str | None] | None

# A date without its year that comes round within so many days is told of the
# coming one: of the last one, nearly a year ago, news would give the year.
SOON_DAYS = 45

_BACK = frozenset({"last", "past", "previous", "preceding"})
_ON = frozenset({"next", "coming", "following"})
_FUTURE_BEFORE = re.compile(
    r"\b(?:will|would|shall|due|scheduled|expected|slated|set|plans?|planned|until|ahead of|"
    r"(?:agreed|promised|vowed|pledged|invited|want(?:s|ed)?|hopes?|intends?|about) (?:\w+ )?to)\b"
    r"(?!.*\b(?:said|told|announced|warned|when|after|but|and then)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Now:
    """From where relative words are reckoned."""

    published: date | None
    anchor: EventDate | None
    ahead: bool
    old: bool

    @property
    def today(self) -> str | None:
        return self.published.isoformat() if self.published else None

    @property
    def base(self) -> str | None:
        """The date told before, else that of publication."""
        if self.anchor and (self.anchor.start or self.anchor.end):
            return self.anchor.start or self.anchor.end
        return self.today


def resolve_date(
    words: str,
    published: date | None,
    *,
    sentence: str = "",
    status: Status = "actual",
    anchor: EventDate | None = None,
) -> EventDate:
    """Resolve the time words of an event.

    Args:
        words: as they stand in the article ("on Thursday", "a year earlier").
        published: day of publication; without it relative words stay open.
        sentence: in which the words stand; tells future from past.
        status: of the event; future and hypothetical ones look ahead.
        anchor: date of the event told before, for "a week later".

    Returns:
        Dates with the words as ``text``; start and end None where open.

    Example:
        >>> resolve_date("on Thursday", date(2010, 12, 17)).start
        '2010-12-16'
        >>> resolve_date("last week", date(2024, 3, 29)).end
        '2024-03-24'
        >>> resolve_date("for three nights", date(2024, 3, 29)).start is None
        True
    """
    ahead = status in {"future", "hypothetical"} or _looks_ahead(words, sentence)
    now = _Now(published, anchor, ahead, status == "historical")
    for name, pattern in rules():
        match = pattern.search(words)
        if match is None:
            continue
        found = _HANDLERS[name](match, now)
        if found is None:
            continue
        return EventDate(*_led(match, found), words)
    return EventDate(None, None, words)


def find_dates(sentence: str) -> list[Span]:
    """Find the time expressions of a sentence, in order.

    Example:
        >>> [span.text for span in find_dates("They met on Monday and again in May 2019.")]
        ['on Monday', 'in May 2019']
    """
    taken: list[Span] = []
    for name, pattern in rules():
        for match in pattern.finditer(sentence):
            if name in _WEAK or (name in _NEEDS_LEAD and not _is_led(match)):
                continue
            if all(match.end() <= s.start or match.start() >= s.end for s in taken):
                taken.append(Span(match[0], match.start(), match.end()))
    return sorted(taken, key=lambda span: span.start)


def event_date(
    marked_words: str | None,
    sentence: str,
    published: date | None,
    *,
    status: Status,
    anchor: EventDate | None,
) -> EventDate:
    """Date one event by its marked time words; unmarked, leave it open.

    Example:
        >>> event_date("on Monday", "", date(2022, 9, 27), status="actual", anchor=None).start
        '2022-09-26'
    """
    if marked_words:
        return resolve_date(
            marked_words, published, sentence=sentence, status=status, anchor=anchor
        )
    return EventDate()


_WEAK = frozenset({"clock", "then", "day", "hours", "ahead"})
_NEEDS_LEAD = frozenset({"month", "year", "season"})


def _is_led(match: re.Match[str]) -> bool:
    groups = match.groupdict()
    return bool(groups.get("lead") or groups.get("which") or (groups.get("month") and groups.get("year")))


def _looks_ahead(words: str, sentence: str) -> bool:
    before, found, _ = sentence.partition(words)
    clause = re.split(r"[;:]|, ", before)[-1] if found else ""
    return bool(_FUTURE_BEFORE.search(clause))


def _led(match: re.Match[str], found: tuple[str | None, str | None]) -> tuple[str | None, str | None]:
    """Open the stretch that "since" begins and "until" ends."""
    lead = (match.groupdict().get("lead") or "").lower()
    start, end = found
    if lead in {"since", "from", "after", "starting", "as of"} and start == end:
        return start, None
    if lead in {"until", "till", "before"} and start == end:
        return None, end
    return found


def _point(value: str | None) -> _Found:
    return (value, value) if value else None


def _month_number(word: str) -> int:
    start = word.lower()[:3]
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(start))


def _weekday_number(word: str) -> int:
    start = word.lower()[:3]
    return next(i for i, day in enumerate(WEEKDAYS) if day.startswith(start))


def _count(word: str | None) -> int:
    text = (word or "a").lower().replace(",", "")
    if text.isdigit():
        return int(text)
    if text in NUMBERS:
        return NUMBERS[text]
    return sum(NUMBERS.get(part, 0) for part in re.split(r"[- ]", text))


def _unit(word: str) -> str:
    unit = word.lower().removesuffix("s")
    return {"night": "day", "centurie": "century"}.get(unit, unit)


def _years(match: re.Match[str], now: _Now) -> _Found:
    first, last = match["year"], match["until"]
    return (first, last) if first <= last else None


def _between(match: re.Match[str], now: _Now) -> _Found:
    second = resolve_date(match["second"], now.published, anchor=now.anchor).start
    if second is None:
        return None
    words = match["first"]
    if words.isdigit() and len(words) < 3:
        first = iso.make(*iso.parts(second)[:2], int(words)) if len(second) == 10 else None
    else:
        last_day = iso.bounds(second)[1]
        first = resolve_date(words, last_day).start
    return (first, second) if first and first <= second else None


def _iso(match: re.Match[str], now: _Now) -> _Found:
    return _point(match["iso"]) if iso.is_iso(match["iso"]) else None


def _date(match: re.Match[str], now: _Now) -> _Found:
    month, day = _month_number(match["month"]), int(match["day"])
    if match["year"]:
        return _point(iso.make(int(match["year"]), month, day))
    return _point(_without_year(now, month, day))


def _without_year(now: _Now, month: int, day: int) -> str | None:
    if now.published is None:
        return None
    candidates = [iso.make(now.published.year + step, month, day) for step in range(-4, 5)]
    days = [date.fromisoformat(c) for c in candidates if c]
    past = [d for d in days if d <= now.published]
    coming = [d for d in days if d > now.published]
    soon = not now.old and bool(coming) and (coming[0] - now.published).days <= SOON_DAYS
    if (now.ahead or soon) and coming:
        return coming[0].isoformat()
    return past[-1].isoformat() if past else None


def _month(match: re.Match[str], now: _Now) -> _Found:
    month = _month_number(match["month"])
    groups = match.groupdict()
    if groups.get("year"):
        return _point(iso.make(int(groups["year"]), month))
    which = (groups.get("which") or "").lower()
    if which in {"that", "the same", "same", "following", "previous", "preceding"}:
        return _point(_month_near(now.base, month, which))
    if now.published is None:
        return None
    year, today = now.published.year, now.published.month
    if groups.get("which_year"):
        step = {"last": -1, "next": 1}.get(groups["which_year"].lower().removeprefix("of ").split()[0], 0)
        return _point(iso.make(year + step, month))
    if which == "this":
        return _point(iso.make(year, month))
    if which in _BACK:
        return _point(iso.make(year - (month >= today), month))
    if which in _ON or now.ahead:
        return _point(iso.make(year + (month < today or (month == today and which in _ON)), month))
    if month == today % 12 + 1 and not now.old and month != 1:
        return _point(iso.make(year + (month < today), month))
    return _point(iso.make(year - (month > today), month))


def _month_near(base: str | None, month: int, which: str) -> str | None:
    if base is None:
        return None
    year = int(base[:4])
    told = int(base[5:7]) if len(base) > 4 else None
    if which == "following" and told and month <= told:
        year += 1
    if which in _BACK and told and month >= told:
        year -= 1
    return iso.make(year, month)


def _holiday(match: re.Match[str], now: _Now) -> _Found:
    month, day = HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    if match["year"]:
        return _point(iso.make(int(match["year"]), month, day))
    return _point(_without_year(now, month, day))


def _weekday(match: re.Match[str], now: _Now) -> _Found:
    number = _weekday_number(match["weekday"])
    groups = match.groupdict()
    which = (groups.get("which") or "").lower()
    if which in {"following", "the following", "previous", "the previous", "preceding", "that", "the next"}:
        base = now.base
        if base is None or len(base) < 10:
            return None
        step = -1 if which.endswith(("previous", "preceding")) else 1
        return _point(iso.nearest(date.fromisoformat(base), number, step=step, today_counts=which == "that"))
    if now.published is None:
        return None
    if groups.get("week"):
        weeks = {"last": -1, "next": 1}.get(groups["week"].lower().split()[0], 0)
        week = iso.week_of(now.published, weeks)
        return _point(iso.nearest(date.fromisoformat(week[0]), number, step=1)) if week else None
    if which in _BACK:
        return _point(iso.nearest(now.published, number, step=-1, today_counts=False))
    if which in _ON:
        return _point(iso.nearest(now.published, number, step=1, today_counts=False))
    return _point(iso.nearest(now.published, number, step=1 if now.ahead else -1))


def _ago(match: re.Match[str], now: _Now) -> _Found:
    way = match["way"].lower()
    count, unit = _count(match.groupdict().get("count")), _unit(match["unit"])
    if way == "ago":
        return _point(_shifted(now.today, -count, unit))
    if way in {"in", "hence", "from now", "from today"}:
        return _point(_shifted(now.today, count, unit))
    if way in {"earlier", "before", "previously"}:
        return _point(_shifted(now.base, -count, unit))
    if now.anchor is None or not now.anchor.start:
        return None if way == "on" else _point(_shifted(now.today, count, unit))
    return _point(_shifted(now.base, count, unit))


def _shifted(base: str | None, count: int, unit: str) -> str | None:
    if base is None:
        return None
    moved = iso.shift(base, count, unit=unit)
    if moved is None or unit in iso.DAYS_OF:
        return moved
    return moved[:7] if unit in {"month", "quarter"} else moved[:4]


def _ahead(match: re.Match[str], now: _Now) -> _Found:
    if not now.ahead:
        return None
    return _point(_shifted(now.today, _count(match["count"]), _unit(match["unit"])))


def _within(match: re.Match[str], now: _Now) -> _Found:
    unit = match["unit"].lower()
    if unit.startswith(("hour", "minute")):
        return _point(now.base)
    start = now.base
    end = _shifted(start, _count(match["count"]), _unit(unit)) if start else None
    return (start, end) if start and end else None


def _hours(match: re.Match[str], now: _Now) -> _Found:
    return _point(now.base)


def _span(match: re.Match[str], now: _Now) -> _Found:
    back = match["which"].lower() not in _ON
    count, unit = _count(match["count"]), _unit(match["unit"])
    other = _shifted(now.today, -count if back else count, unit)
    if other is None or now.today is None:
        return None
    return (other, now.today[: len(other)]) if back else (now.today, other)


def _named(match: re.Match[str], now: _Now) -> _Found:
    name = match["named"].lower()
    days = 0
    if name.startswith(("yesterday", "overnight", "last night")):
        days = -1
    elif name.startswith("tomorrow"):
        days = 1
    elif name.startswith("the day"):
        days = -2 if "before" in name else 2
    if name == "overnight" and now.ahead:
        days = 0
    return _point(_shifted(now.today, days, "day"))


def _neighbour(match: re.Match[str], now: _Now) -> _Found:
    which, unit = match["which"].lower(), match["unit"].lower()
    if which == "this":
        return _point(now.today)
    step = {"next": 1, "following": 1, "after": 1, "later": 1}.get(which, 0)
    if which in {"previous", "preceding", "before", "earlier"}:
        step = -1
    unit = unit if unit in iso.DAYS_OF or unit in iso.MONTHS_OF else "day"
    return _point(_shifted(now.base, step, unit))


def _unit_named(match: re.Match[str], now: _Now) -> _Found:
    which, unit = match["which"].lower(), match["unit"].lower()
    relative = which in {"that", "the same", "same", "following", "previous", "preceding"}
    base = now.base if relative else now.today
    if base is None:
        return None
    step = -1 if which in _BACK else 1 if which in _ON else 0
    if unit in {"week", "fortnight", "weekend"}:
        if len(base) < 10:
            return _point(base)
        return _week(date.fromisoformat(base), step, unit, now)
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first = int(base[:4]) // size * size + step * size
        return iso.make(first) or "", iso.make(first + size - 1) or ""
    if unit == "quarter":
        return _quarter_of(base, step)
    return _point(_shifted(base[:7] if unit == "month" else base[:4], step, unit))


def _week(day: date, step: int, unit: str, now: _Now) -> _Found:
    if unit == "fortnight":
        step *= 2
    if unit == "weekend":
        saturday = iso.nearest(day, 5, step=1 if step > 0 or now.ahead else -1)
        last = iso.shift(saturday, 1, unit="day") if saturday else None
        return (saturday, last) if saturday else None
    return iso.week_of(day, step)


def _quarter_of(base: str, step: int) -> _Found:
    if len(base) < 7:
        return None
    index = int(base[:4]) * 4 + (int(base[5:7]) - 1) // 3 + step
    year, quarter = index // 4, index % 4
    return iso.make(year, quarter * 3 + 1), iso.make(year, quarter * 3 + 3)


def _quarter(match: re.Match[str], now: _Now) -> _Found:
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else now.published.year if now.published else None
    if year is None:
        return None
    if groups.get("which_year"):
        year += {"last": -1, "next": 1}.get(groups["which_year"].split()[0].lower(), 0)
    if groups.get("q"):
        first, size = int(groups["q"]) * 3 - 2, 3
    else:
        size = 3 if groups["piece"].lower() == "quarter" else 6
        nth = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(groups["nth"].lower(), 12 // size)
        first = (nth - 1) * size + 1
    start, end = iso.make(year, first), iso.make(year, first + size - 1)
    return (start, end) if start and end else None


def _season(match: re.Match[str], now: _Now) -> _Found:
    if match["year"]:
        return _point(match["year"])
    which = (match["which"] or "").lower()
    if which in {"that", "the same", "same"}:
        return _point(now.base[:4]) if now.base else None
    if now.published is None:
        return None
    season_month = {"winter": 1, "spring": 4, "summer": 7}.get(match["season"].lower(), 10)
    year = now.published.year
    if which in _BACK:
        year -= season_month >= now.published.month
    if which in _ON:
        year += season_month <= now.published.month
    return _point(iso.make(year))


def _decade(match: re.Match[str], now: _Now) -> _Found:
    digits = match["decade"].lstrip("'’")
    first = int(digits) if len(digits) == 4 else 1900 + int(digits)
    start, end = {"ear": (0, 3), "mid": (4, 6), "lat": (7, 9)}.get((match["edge"] or "").lower()[:3], (0, 9))
    return iso.make(first + start), iso.make(first + end)


def _year(match: re.Match[str], now: _Now) -> _Found:
    return _point(match["year"])


def _day(match: re.Match[str], now: _Now) -> _Found:
    if now.published is None:
        return None
    for back in range(13):
        month = iso.shift(now.today or "", back if now.ahead else -back, unit="month")
        found = iso.make(*iso.parts(month), int(match["day"])) if month else None
        if found and (found >= now.published.isoformat() if now.ahead else found <= now.published.isoformat()):
            return _point(found)
    return None


def _clock(match: re.Match[str], now: _Now) -> _Found:
    base = now.base
    if base is None or len(base) < 10 or now.published is None:
        return _point(now.today)
    return _point(base)


def _then(match: re.Match[str], now: _Now) -> _Found:
    return _point(now.base)


_HANDLERS: dict[str, Callable[[re.Match[str], _Now], _Found]] = {
    "years": _years, "between": _between, "iso": _iso, "date": _date, "month": _month,
    "holiday": _holiday, "weekday": _weekday, "ago": _ago, "ahead": _ahead, "within": _within,
    "hours": _hours, "span": _span, "named": _named, "neighbour": _neighbour,
    "unit": _unit_named, "quarter": _quarter, "season": _season, "decade": _decade,
    "year": _year, "day": _day, "clock": _clock, "then": _then,
}  # fmt: skip
