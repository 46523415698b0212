"""The words that tell when: a pattern for each way in which news says it.

``rules`` is ordered, the more telling first; each pattern's named groups are
what ``date_rules`` reckons with. The same patterns read the words that the
reader marked and find expressions in a sentence that it did not.
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
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "couple": 2,
}  # fmt: skip
DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50,
    "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
# Month and day; Easter's own days are counted from Easter Sunday.
HOLIDAYS = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25),
    "christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26),
    "may day": (5, 1), "labour day": (5, 1), "valentine's day": (2, 14), "halloween": (10, 31),
    "armistice day": (11, 11), "bastille day": (7, 14), "epiphany": (1, 6),
    "all saints' day": (11, 1), "international women's day": (3, 8),
}  # fmt: skip
EASTER_DAYS = {"easter monday": 1, "easter sunday": 0, "good friday": -2, "easter": 0}

# "May", "March" and "August" are words too, and so are "Sat", "Sun" and "Mar".
_MONTH = (
    r"(?:January|February|(?-i:MARCH|March)|April|(?-i:MAY|May)|June|July|(?-i:AUGUST|August)"
    r"|September|October|November|December"
    r"|(?-i:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?-i:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
)
_YEAR = r"(?:1[0-9]\d\d|20\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TO = r"(?:\s*[-–—/]\s*|\s+(?:to|until|till|through|and)\s+)"
_SMALL = "|".join(word for word in NUMBERS if len(word) > 2 and word not in {"dozen", "couple"})
_COUNT = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|half an?|an? dozen|an? couple of|(?:a )?(?:hundred|thousand)"
    r"|an?"
    rf"|(?:{_SMALL})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)(?![\w-]))?)"
)
_UNIT = r"(?:day|night|week|fortnight|month|quarter|year|decade|centur(?:y|ie))s?"
_PART = r"(?:morning|afternoon|evening|night|noon|midday|lunchtime|dawn|dusk|daybreak)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_EDGE = (
    r"(?:(?:very )?(?:early|late|mid|earlier|later)(?:[- ]in)?"
    r"|(?:the )?(?:very )?(?:end|start|beginning|middle|close|turn|course|whole) of"
    r"|the (?:first|last|final|closing|opening) (?:days|weeks|months) of)"
)
_EDGED = rf"(?:{_EDGE}[- ])?"
_LEAD = (
    r"(?:(?P<lead>since|from|until|till|by|before|after|as of|starting|beginning|on|in|at|during"
    r"|over|through|throughout|as early as|around|about|for)\s+)?"
)
_WHICH = (
    r"(?:the (?:following|previous|preceding|next|coming|same|current|past)"
    r"|last|past|previous|preceding|next|coming|following|this|that|same|current)"
)
_OF_YEAR = r"(?:of )?(?P<which_year>(?:last|this|next|that|the (?:same|following|previous)) year)"
_AGO = (
    r"ago|earlier|later|before|afterwards?|after|on(?! \w+day)|previously|prior|hence"
    r"|from (?:now|today)"
)
_DARK = (
    r"noon|midday|midnight|dawn|dusk|dark|daybreak|first light|nightfall|sunrise|sunset|breakfast"
    r"|(?:the )?(?:early |late |small )?(?:mornings?|afternoon|evening|night|hours)"
)

_BODIES: tuple[tuple[str, str], ...] = (
    # From one point to another.
    ("years", rf"(?:the )?(?:years )?(?:between )?(?P<year>{_YEAR}){_TO}(?P<until>{_YEAR})"),
    ("between", rf"(?:between )?(?:the )?"
                rf"(?P<first>{_DAY}(?:st|nd|rd|th)?(?: {_MONTH})?(?:,? {_YEAR})?"
                rf"|{_MONTH}(?: {_DAY}\b)?(?:,? {_YEAR})?|{_WEEKDAY}|{_YEAR}){_TO}(?:the )?"
                rf"(?P<second>{_DAY}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? {_YEAR})?"
                rf"|{_MONTH}(?: {_DAY}\b)?(?:,? {_YEAR})?|{_WEEKDAY}|{_YEAR})"),
    ("days", rf"(?P<month>{_MONTH}) (?P<day>{_DAY}){_TO}(?P<until>{_DAY})\b"
             rf"(?:,? (?P<year>{_YEAR}))?"),
    # Calendar dates.
    ("iso", r"(?P<iso>\d{4}-\d\d(?:-\d\d)?)(?:T[\d:.]+Z?)?"),
    ("date", rf"(?:the )?(?:{_PART} of )?(?:the )?(?P<day>{_DAY})(?:st|nd|rd|th)?(?: of)? "
             rf"(?P<month>{_MONTH})(?:(?: of|,)? (?P<year>{_YEAR}))?"),
    ("date", rf"(?:the )?(?:{_PART} of )?(?P<month>{_MONTH}) (?:the )?(?P<day>{_DAY})"
             rf"(?:st|nd|rd|th)?(?![:,]\d|\.\d)\b(?:,? (?P<year>{_YEAR}))?"),
    ("month", rf"{_EDGED}(?:the month of )?(?P<month>{_MONTH})(?: of|,)? (?P<year>{_YEAR})"),
    ("month", rf"{_EDGED}(?:(?P<which>{_WHICH}) )?(?P<month>{_MONTH})(?: {_OF_YEAR})?"),
    ("holiday", r"(?P<holiday>" + "|".join(
        sorted((*HOLIDAYS, *EASTER_DAYS), key=len, reverse=True)).replace("'", "['’]")
        + rf")(?:,? (?P<year>{_YEAR}))?"),
    # Days of the week.
    ("weekday", rf"(?:(?:early|late|later|earlier) (?:on )?)?(?P<weekday>{_WEEKDAY})(?: {_PART})?"
                r",? (?:of )?(?P<week>(?:last|this|next|the (?:previous|following)) week)"),
    ("weekday", rf"(?:(?:early|late|later|earlier) (?:on )?)?(?:(?P<which>{_WHICH}) )?"
                rf"(?P<weekday>{_WEEKDAY})(?: (?:early |late )?{_PART})?"),
    # Distances.
    ("ago", rf"(?P<about>(?:just|only|almost|nearly|more than|over|less than|some|about|around"
            rf"|at least|exactly|roughly) )?(?P<count>{_COUNT})(?P<half> and a half)? "
            rf"(?P<unit>{_UNIT}),? (?P<way>{_AGO})(?![\w-])"),
    ("ago", rf"(?P<way>in|within) (?P<count>{_COUNT}) (?P<unit>{_UNIT})['’] time"),
    ("ago", rf"(?P<way>in) (?P<count>{_COUNT}) (?P<unit>{_UNIT})['’]s time"),
    ("ahead", rf"(?P<way>in) (?:about )?(?P<count>{_COUNT}) (?P<unit>{_UNIT})"),
    ("within", rf"(?:within|inside) (?P<count>{_COUNT}|the) (?P<unit>hours?|minutes?|{_UNIT})"),
    ("within", r"within (?P<unit>hours|minutes|days|weeks|months)"),
    ("hours", r"(?:(?P<count>\d+|\w+) )?(?P<unit>hours?|minutes?|moments?|days?) "
              r"(?P<way>later|earlier|before|after(?:wards?)?|ago)"),
    ("hours", r"(?P<unit>soon|shortly|immediately|just) (?P<way>after(?:wards?)?)"
              r"(?! midnight| dawn| noon| dark)"),
    ("span", rf"(?:the )?(?P<which>last|past|next|coming|previous|recent) (?P<count>{_COUNT}) "
             rf"(?P<unit>{_UNIT})"),
    # Days named from today, or from the day told before.
    ("named", r"(?P<named>the day before yesterday|the day after tomorrow|yesterday|tomorrow|today"
              r"|tonight|overnight|last (?:night|evening)"
              rf"|this (?:very )?{_PART})(?: {_PART})?"),
    ("neighbour", rf"(?:the )?(?:very )?(?P<which>same|next|following|previous|preceding|that) "
                  rf"(?:very )?(?P<unit>day|{_PART}|date)"),
    ("neighbour", r"the (?P<unit>day|night|evening|week|month|year) "
                  r"(?P<which>before|after|earlier|later)(?! (?:yesterday|tomorrow))"),
    # Weeks, months, quarters and years named from today.
    ("quarter", rf"(?:the )?(?P<nth>first|second|third|fourth|final|last) (?P<piece>quarter|half)"
                rf"(?:,? of (?P<year>{_YEAR})|,? {_OF_YEAR}|,? of the year)"),
    ("quarter", rf"(?-i:Q)(?P<q>[1-4])(?:,? of)? (?P<year>{_YEAR})"),
    ("unit", rf"{_EDGED}(?P<which>{_WHICH}) (?P<unit>week|weekend|fortnight|month|quarter|year"
             r"|decade|century)"),
    ("unit", rf"{_EDGE} (?P<which>the) (?P<unit>week|month|quarter|year|decade|century)"),
    ("unit", r"(?P<which>the) (?P<unit>week|month|year)(?:['’]s end| is out| ends| is over)"),
    ("unit", r"(?P<which>year)['’]s (?P<unit>end)"),
    ("unit", r"(?P<which>the|all|whole) (?P<unit>weekend)"),
    ("unit", r"(?P<which>the) (?:\w+ )?(?P<unit>new year)"),
    ("season", rf"{_EDGED}(?:(?P<which>{_WHICH}) |the )?(?P<season>{_SEASON})"
               rf"(?:,? (?:of |in )?(?P<year>{_YEAR})|,? {_OF_YEAR})?"),
    ("decade", r"(?:the )?(?:(?P<edge>early|mid|late)[- ])?"
               r"(?P<decade>1\d\d0|20\d0|['’‘]\d0|(?-i:\d0)(?=s))['’]?s"),
    ("decade", r"the (?:(?P<edge>early|mid|late)[- ])?(?P<decade>" + "|".join(DECADES) + ")"),
    ("century", r"(?:the )?(?:(?:early|mid|late)[- ])?(?P<nth>\d\d?)(?:st|nd|rd|th)[- ]century"),
    ("year", rf"{_EDGED}(?:the year |the )?(?P<year>{_YEAR})"),
    ("day", r"the (?P<day>\d{1,2})(?:st|nd|rd|th)(?![\w-])(?! (?!of this|and)\w)"),
    # Times of a day that they don't name.
    ("clock", r"(?:(?:soon|shortly|just) (?:after|before) )?"
              r"(?P<digits>[0-2]?\d[:.][0-5]\d|\d{1,2}(?= ?[ap]\.?m))(?: ?[ap]\.?m\b\.?)?"),
    ("clock", rf"(?:(?:soon|shortly|just) (?:after|before) |into )?(?:{_DARK})"),
    ("then", r"(?:at |by |until )?(?:(?:that|the) time|that (?:point|moment|stage)|then)"),
)  # fmt: skip


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# One of these words stands in whatever a rule of that name matches, case aside:
# looking for them first spares most sentences most patterns, each a search of its
# own. A rule that is not here is always tried. ``_plain_words`` gives the words.
_DIGITS, _FOUR_DIGITS, _ROUND_DIGITS = "0", "2000", "90s"
_MONTH_WORDS = frozenset({*MONTHS, *(month[:3] for month in MONTHS), "sept"})
_WEEKDAY_WORDS = frozenset({*WEEKDAYS, *(day[:3] for day in WEEKDAYS), "tues", "thur", "thurs"})
_UNITS = _set("day night week fortnight month quarter year decade century centurie")
_UNIT_WORDS = _UNITS | {f"{unit}s" for unit in _UNITS}
_RULE_HINTS: dict[str, frozenset[str]] = {
    "years": _set(_FOUR_DIGITS),
    "between": _MONTH_WORDS | _WEEKDAY_WORDS | {_DIGITS},
    "days": _MONTH_WORDS,
    "iso": _set(_FOUR_DIGITS),
    "date": _MONTH_WORDS,
    "month": _MONTH_WORDS,
    "holiday": frozenset(
        max(re.findall("[a-z]+", name), key=len) for name in (*HOLIDAYS, *EASTER_DAYS)
    ),
    "weekday": _WEEKDAY_WORDS,
    "ago": _UNIT_WORDS,
    "ahead": _UNIT_WORDS,
    "span": _UNIT_WORDS,
    "named": _set("yesterday tomorrow today tonight overnight last this"),
    "neighbour": _set(
        "day date morning afternoon evening night noon midday lunchtime dawn dusk daybreak"
        " week month year"
    ),
    "quarter": _set("quarter half q"),
    "unit": _set("week weekend fortnight month quarter year decade century"),
    "season": _set("spring summer autumn fall winter"),
    "decade": frozenset({_ROUND_DIGITS, *DECADES}),
    "year": _set(_FOUR_DIGITS),
    "day": _set("st nd rd th"),
}
# Letters and digits apart: "1990s" is 1990 and s, "14th" is 14 and th.
_WORD = re.compile(r"[^\W\d_]+|\d+")
# Too slight to be taken for a date where the reader marked nothing.
_SLIGHT = frozenset({"clock", "then", "hours", "ahead", "within", "century"})
_NEEDS_LEAD = frozenset({"month", "year", "season", "unit", "day"})
_HINT = re.compile(
    r"\d|day\b|night|month|week|year|decade|quarter|spring|summer|autumn|\bfall\b|winter|morrow"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
    r"|Christmas|Easter|Eve\b|ties\b",
    re.IGNORECASE,
)
# "In 1,500 villages" is cut off by the comma; "in 1500 villages" is no year.
_COUNTED = re.compile(
    r"\s+(?:people|men|women|children|troops|soldiers|homes|houses|villages|tonnes|tons|miles"
    r"|kilomet\w+|km|met\w+res|dollars|euros|jobs|seats|votes|cases|ships|boats|families)\b"
)


@cache
def rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the named patterns, compiled at the first call.

    Example:
        >>> next(name for name, pattern in rules() if pattern.fullmatch("on 14 January"))
        'date'
    """
    return tuple(
        (name, re.compile(rf"(?<![\w$€£.,]){_LEAD}(?:{body})(?!\w)", re.IGNORECASE))
        for name, body in _BODIES
    )


def rules_in(text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give those of ``rules``, in order, that may match in a text.

    Example:
        >>> len(rules()) > 3 * len(rules_in("late last summer"))
        True
    """
    words = _plain_words(text)
    hinted = {name for name, hints in _RULE_HINTS.items() if not hints.isdisjoint(words)}
    return tuple(rule for rule in rules() if rule[0] in hinted or rule[0] not in _RULE_HINTS)


def _plain_words(text: str) -> set[str]:
    """The words of a text in lower case, with one more for each kind of number in it."""
    words = set(_WORD.findall(text.casefold()))
    numbers = [word for word in words if word.isdecimal()]
    if numbers:
        words.add(_DIGITS)
    if any(len(number) == len(_FOUR_DIGITS) for number in numbers):
        words.add(_FOUR_DIGITS)
    if "s" in words and any(number.endswith("0") for number in numbers):
        words.add(_ROUND_DIGITS)
    return words


def find_dates(sentence: str) -> tuple[Span, ...]:
    """Find the time expressions of a sentence, in order, none within another.

    Times of the day, durations and "then" are no dates and are left out.

    Example:
        >>> [span.text for span in find_dates("They met on Monday and again in May 2019.")]
        ['on Monday', 'in May 2019']
        >>> find_dates("He may march for two years.")
        ()
    """
    if not _HINT.search(sentence):
        return ()
    taken: list[tuple[int, int]] = []
    for name, pattern in rules_in(sentence):
        if name in _SLIGHT:
            continue
        for match in pattern.finditer(sentence):
            start, end = match.span()
            if (name in _NEEDS_LEAD and not _is_led(match, sentence)) or _is_bare_sun(match):
                continue
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
    return tuple(Span(sentence[start:end], start, end) for start, end in sorted(taken))


def _is_bare_sun(match: re.Match[str]) -> bool:
    """Tell a newspaper or a verb from a weekday cut short: "Sun", "Sat"."""
    groups = match.groupdict()
    is_short = "weekday" in groups and not groups["weekday"].lower().endswith("day")
    return is_short and (groups["lead"] or "").lower() not in {"on", "since", "until", "from"}


def _is_led(match: re.Match[str], sentence: str) -> bool:
    """Tell whether a bare month, year, season or week is a time and not a name."""
    groups = match.groupdict()
    lead = groups.get("lead")
    if groups.get("year"):
        if _COUNTED.match(sentence, match.end()):
            return False
        return bool(lead or groups.get("month") or groups.get("season")) and lead != "about"
    if groups.get("which"):
        return groups["which"].lower() != "the" or bool(lead)
    return bool(lead) and lead != "for"
