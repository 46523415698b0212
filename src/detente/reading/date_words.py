"""The words that tell when: one pattern for each way in which news says it.

``RULES`` is ordered, the more telling first, and each pattern's named groups
are what ``dates`` computes with. The same patterns find the expressions in a
sentence and read the words that the reader marked.
"""

from __future__ import annotations

import re
from functools import cache

from detente.records import Span

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a dozen": 12,
    "half a": 0, "a couple of": 2,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
HOLIDAYS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25),
    "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
    "may day": (5, 1), "valentine's day": (2, 14), "halloween": (10, 31),
    "armistice day": (11, 11), "bastille day": (7, 14), "epiphany": (1, 6),
    "all saints' day": (11, 1),
}  # fmt: skip

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
)
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|half an?|an? dozen|a couple of|an?|(?:"
    + _TENS
    + r")[- ](?:one|two|three|four|five|six|seven|eight|nine)|"
    + "|".join(sorted((w for w in NUMBERS if " " not in w and len(w) > 2), key=len, reverse=True))
    + r")"
)
_UNIT = r"(?:days?|nights?|weeks?|fortnights?|months?|quarters?|years?|decades?|century|centuries)"
_PART = r"(?:morning|afternoon|evening|night|noon|lunchtime|dawn|dusk)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_EDGE = r"(?:early|mid|late|earlier|later|the (?:end|start|beginning|middle|close) of|the first (?:days|weeks) of)"
_LEAD = (
    r"(?:(?P<lead>since|from|until|till|by|before|after|as of|starting|on|in|at|during|over|through|"
    r"throughout|as early as|around|about)\s+)?"
)
_LAST = r"(?:last|past|previous|preceding|next|coming|following|this|that|the same|same|current)"


def _pattern(body: str) -> re.Pattern[str]:
    return re.compile(r"(?<![\w$€£])" + _LEAD + body + r"(?![\w])", re.IGNORECASE)


_BODIES: tuple[tuple[str, str], ...] = (
    # Stretches from one point to another.
    ("years", rf"(?:the years )?(?P<year>{_YEAR})(?:\s*(?:-|–|to|until|till|through|and)\s*)(?P<until>{_YEAR})"),
    ("between", rf"(?:between\s+)?(?P<first>{_DAY}|(?:{_DAY} )?{_MONTH}(?: {_DAY})?(?:,? {_YEAR})?|{_WEEKDAY}|{_YEAR})"
                rf"\s*(?:-|–|to|until|till|through|and)\s*"
                rf"(?P<second>{_DAY} {_MONTH}(?:,? {_YEAR})?|{_MONTH}(?: {_DAY}\b)?(?:,? {_YEAR})?|{_WEEKDAY}|{_YEAR})"),
    # Calendar dates.
    ("iso", r"(?P<iso>\d{4}-\d\d(?:-\d\d)?)(?:T[\d:.]+Z?)?"),
    ("date", rf"(?:the )?(?P<day>{_DAY})(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>{_YEAR}))?"),
    ("date", rf"(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})(?:st|nd|rd|th)?(?!:\d|,\d)(?:,? (?P<year>{_YEAR}))?"),
    ("month", rf"(?:{_EDGE}[- ])?(?:the )?(?:month of )?(?P<month>{_MONTH})(?: of|,)? (?P<year>{_YEAR})"),
    ("month", rf"(?:{_EDGE}[- ])?(?:(?P<which>{_LAST}) )?(?P<month>{_MONTH})(?: (?P<which_year>(?:of )?(?:last|this|next|that|the same|the following|the previous) year))?"),
    ("holiday", r"(?P<holiday>" + "|".join(sorted(HOLIDAYS, key=len, reverse=True)).replace("'", "['’]") + rf")(?:,? (?P<year>{_YEAR}))?"),
    # Days of the week.
    ("weekday", rf"(?:(?P<which>{_LAST}|the following|the previous|the next) )?(?P<weekday>{_WEEKDAY})(?: {_PART})?(?:,? (?:of )?(?P<week>(?:last|this|next|the previous|the following) week))"),
    ("weekday", rf"(?:(?:early|late|later|earlier)(?: on)? )?(?:the )?(?:{_PART} (?:of|on) )?(?P<a>(?:an?|one) )?(?:(?P<which>{_LAST}) )?(?P<weekday>{_WEEKDAY})(?: (?:early |late )?{_PART})?"),
    # Distances.
    ("ago", rf"(?P<about>(?:just |only |almost |nearly |more than |over |less than |some |about |around |exactly )?)(?P<count>{_COUNT}) (?P<unit>{_UNIT}) (?P<way>ago|earlier|later|before|after|afterwards?|on|previously|hence|from now|from today)(?: that)?"),
    ("ago", rf"(?P<way>in|after) (?P<count>{_COUNT}) (?P<unit>{_UNIT})['’]? time"),
    ("ahead", rf"in (?:about |the next )?(?P<count>{_COUNT}) (?P<unit>{_UNIT})"),
    ("within", rf"(?:(?:with)?in|inside) (?:the )?(?:(?:next|coming) )?(?P<count>{_COUNT})? ?(?P<unit>hours?|minutes|{_UNIT})"),
    ("hours", rf"(?:(?:{_COUNT}|just|only|some|the|shortly|soon|a few|several) )*(?P<hours>hours?|minutes?|moments)(?: (?:later|before|after|earlier|afterwards|ago))"),
    ("span", rf"(?:the )?(?P<which>last|past|next|coming|previous|recent) (?P<count>{_COUNT}) (?P<unit>{_UNIT})"),
    # Days named from another day.
    ("named", r"(?P<named>the day before yesterday|the day after tomorrow|yesterday(?: (?:morning|afternoon|evening|night))?"
              r"|tomorrow(?: (?:morning|afternoon|evening|night))?|today|tonight|overnight|last night|this (?:morning|afternoon|evening|lunchtime))"),
    ("neighbour", rf"(?:the )?(?P<which>same|next|following|previous|preceding|that) (?:very )?(?P<unit>day|{_PART}|date)"),
    ("neighbour", r"(?P<which>that|this) (?P<unit>night)"),
    ("neighbour", r"the (?P<unit>day|night|week|month|year) (?P<which>before|after|earlier|later)"),
    # Weeks, months, quarters, years named from the present.
    ("unit", rf"(?:(?:early|late|earlier|later|mid)[- ])?(?:the )?(?:(?:end|start|beginning|middle|close|course|first half|second half) of )?(?:the )?(?P<which>{_LAST}) (?P<unit>week|weekend|fortnight|month|quarter|year|decade|century)"),
    ("unit", r"(?P<which>the) (?:end|start|beginning|middle|close) of the (?P<unit>week|month|quarter|year|decade|century)"),
    ("unit", r"(?P<which>the) (?P<unit>week|month|year)(?:['’]s end| is out| ends| is over)"),
    ("unit", r"(?P<which>the) (?P<unit>weekend)"),
    ("quarter", rf"(?:the )?(?P<nth>first|second|third|fourth|final|last) (?P<piece>quarter|half)(?: of (?:(?P<year>{_YEAR})|(?P<which_year>(?:last|this|next) year)|the year))"),
    ("quarter", rf"q(?P<q>[1-4])(?: of)? (?P<year>{_YEAR})"),
    ("season", rf"(?:{_EDGE}[- ])?(?:the )?(?:(?P<which>{_LAST}) )?(?P<season>{_SEASON})(?:,? (?:of |in )?(?P<year>{_YEAR}))?"),
    ("decade", rf"(?:the )?(?P<edge>(?:early|mid|late)[- ])?(?P<decade>1\d\d0|20\d0|['’]\d0)['’]?s"),
    ("year", rf"(?:{_EDGE}(?:[- ]in)?[- ])?(?:the year |the )?(?P<year>{_YEAR})"),
    ("day", r"the (?P<day>\d{1,2})(?:st|nd|rd|th)(?! century| anniversary| \w+ (?:of|in|to))"),
    # Times of the day that name no day.
    ("clock", r"(?:(?:soon|shortly|just) (?:after|before) )?(?:after |before |by )?(?:(?P<clock>[0-2]?\d[:.][0-5]\d)(?: ?[ap]\.?m\.?)?(?: GMT| local time)?|\d{1,2} ?[ap]\.?m\b\.?"
              r"|noon|midday|midnight|dawn|dusk|dark|daybreak|first light|nightfall|sunrise|sunset|(?:in )?the (?:early )?(?:morning|afternoon|evening|small hours|early hours)(?: hours)?|night)"),
    ("then", r"(?:at )?(?:that|the) time|at that point|in that (?:year|month|week)|(?:that) (?:summer|winter|year|month|week)"),
)  # fmt: skip


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the named patterns, compiled at the first call.

    Example:
        >>> next(name for name, pattern in rules() if pattern.fullmatch("14 January"))
        'date'
    """
    return tuple((name, _pattern(body)) for name, body in _BODIES)
