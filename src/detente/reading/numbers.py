"""Numbers as news writes them: "more than 1.1 billion Australian dollars", "two-thirds".

Only the form is read here; what a number counts, and whether it is worth
telling, is decided in ``figures``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.reading.units import (
    CODE,
    SIGN,
    TIMES,
    coin_of_code,
    coin_of_sign,
    find_rate,
    find_unit,
)

_ONES = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_WORDS = {word: n for n, word in enumerate(_ONES)} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_SCALES: dict[str, float] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_LONG = "hundred|thousand|million|billion|trillion|dozen|crore|lakh"
_NUMERAL = (
    rf"(?:an?(?= (?:{_LONG})\b)|{_WORD})(?:-(?:{_WORD})\b)?"
    rf"(?:[ -](?:and (?=(?:{_WORD})\b))?(?:{_LONG}|(?<=hundred )(?:{_WORD})"
    rf"|(?<=thousand )(?:{_WORD})|(?<=and )(?:{_WORD}))\b(?:-(?:{_WORD})\b)?)*"
)
APPROXIMATE = (
    r"(?:(?:some|about|around|nearly|almost|roughly|approximately|at least|at most|more than"
    r"|less than|fewer than|over|under|up to|as many as|as much as|close to|near|well over"
    r"|just over|just under|an estimated|no more than|no fewer than|only|perhaps|an average of"
    r"|a total of) ){0,2}"
)
_VAGUE = {"tens": 10.0, "dozens": 12.0, "scores": 20.0} | {
    f"{word}s": _SCALES[word] for word in ("hundred", "thousand", "million", "billion", "trillion")
}
# A whole number can't begin inside a word, a name (F-16), a time or a phone number.
_EDGE = r"(?<![\w/:#+.])(?<![^\W\d_]-)"
_NUMBER = re.compile(
    rf"{_EDGE}(?P<approx>{APPROXIMATE})(?:"
    r"(?P<vague>(?:(?P<few>several|an? few|a couple of) "
    r"(?P<scale0>dozen|hundred|thousand|million|billion)\b(?: (?P<scale2>thousand|million)\b)?)"
    rf"|(?P<many>(?:tens|dozens|scores|hundreds|thousands) of (?P<of>thousands|millions|billions)"
    rf"|dozens|scores(?= of)|hundreds|thousands|millions|billions)\b(?! later))"
    rf"|(?P<halfof>half an?|a half|(?:a|three) quarters? of an?) (?P<scale1>{_LONG})\b"
    rf"|(?P<of_ten>{_WORD}|\d+) (?:in|out of)(?: every)? (?P<ten>{_WORD}|\d+)(?= [a-z]|[,.])"
    rf"(?! (?:{'|'.join(TIMES)}|million|billion|hundred|thousand))"
    rf"|(?P<parts>an?|{_WORD})[ -](?P<part>{'|'.join(_PARTS)})s?\b(?P<part_of> of\b)?"
    rf"|(?P<half>half)(?= (?:of |the |all |its ))"
    rf"|(?:(?:(?P<dollar>US|U\.S\.|AU|A|CA|C|NZ|HK|S|NT)?(?P<sign>{SIGN})"
    rf"|\b(?P<code>{CODE}|Rs\.?)(?=[ \d])) ?)?"
    rf"(?P<core>{_DIGITS}|{_NUMERAL})(?P<half_more> and a half)?"
    rf"(?:[ -]?(?P<scale>{_LONG}|mn|bn|tn|k|m)(?P<plural>s)?(?!\w))?"
    r")(?![^\W_]*\d)",
    re.IGNORECASE,
)
# "3m people" is millions, "3m high" is metres.
_MANY = re.compile(r" (?:people|[a-z]+s)\b")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d|\.\d|-(?:0\d|\d{4}\b)")
# What a number begins with, in lower case: most sentences have none of it.
_HINT = re.compile(rf"\d|\b(?:{'|'.join([*_WORDS, *_PARTS, *_LONG.split('|'), 'score'])})")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, with its unit.

    Attributes:
        start, end: its words, "more than" and the like among them, the unit not.
        stop: where the words of its unit end; ``end`` where it has none.
        value: the number; of a range and of vague words ("tens of thousands",
            "several hundred") the lower end. "Several" and "a few" are three.
        unit: ISO 4217 code, ``%``, ``km`` ..., with ``/day`` and the like for a
            rate; ``share`` for a fraction; None where there is none. Bare
            dollars count as those of the United States.
        is_time: a span of time ("three years"), or its rate.
        is_vague: told by words of size alone.
        is_bound: stands before a hyphen with its unit ("4,000-strong").
    """

    start: int
    end: int
    stop: int
    value: float
    value_to: float | None = None
    unit: str | None = None
    is_time: bool = False
    is_vague: bool = False
    is_bound: bool = False


def find_numbers(text: str) -> tuple[Quantity, ...]:
    """Find the numbers of a text in order, none within another.

    Args:
        text: a sentence, or any stretch of text.

    Returns:
        All numbers, dates and ages too; ordinals, clock times and digits in
        names ("F-16", "G7") are none.

    Example:
        >>> [(q.value, q.unit) for q in find_numbers("It sold $52 billion, up 3 percent.")]
        [(52000000000.0, 'USD'), (3.0, '%')]
        >>> [(q.value, q.value_to) for q in find_numbers("between 20 and 30 died")]
        [(20.0, 30.0)]
    """
    if not _HINT.search(text.casefold()):
        return ()
    found: list[Quantity] = []
    position = 0
    while match := _NUMBER.search(text, position):
        quantity = _quantity(match, text)
        if quantity is None:
            position = max(match.end(), match.start() + 1)
        else:
            found.append(quantity)
            position = quantity.stop
    return _with_ranges(found, text)


def parse_number(words: str) -> tuple[float, str | None] | None:
    """Read a number and its unit, as a row of a table has them; None where there is none.

    Example:
        >>> parse_number("7.2 billion US dollars"), parse_number("two conscripts")
        ((7200000000.0, 'USD'), (2.0, None))
    """
    found = find_numbers(words)
    return (found[0].value, found[0].unit) if found else None


def _quantity(match: re.Match[str], text: str) -> Quantity | None:
    value, unit = _value(match), None
    end = match.end()
    core = match["core"]
    if value is None or _ORDINAL.match(text, end):
        return None
    if core and core[0] == "0" and len(core) > 1 and core[1] != ".":
        return None  # a code or a telephone number
    if match["sign"]:
        unit = coin_of_sign(match["sign"], match["dollar"] or "")
    elif match["code"]:
        unit = coin_of_code(match["code"])
    elif (match["scale"] or "").lower() == "m" and not _MANY.match(text, end):
        end = match.end("core")
        value = _number(match["core"])
    if match["parts"] or match["of_ten"] or match["half"]:
        unit = "share"
        end = match.start("part_of") if match["part_of"] else end
    quantity = Quantity(match.start(), end, end, value, unit=unit, is_vague=bool(match["vague"]))
    if re.match(r"\w", text[end : end + 1]) and find_unit(text, end) is None:
        return None
    return quantity if unit == "share" else _with_unit(quantity, text)


def _value(match: re.Match[str]) -> float | None:
    if match["few"]:
        few = 2.0 if "couple" in match["few"].lower() else 3.0
        larger = _SCALES[match["scale2"].lower()] if match["scale2"] else 1
        return few * _SCALES[match["scale0"].lower()] * larger
    if match["many"]:
        first = _VAGUE[match["many"].split()[0].lower()]
        return first * (_VAGUE[match["of"].lower()] if match["of"] else 1)
    if match["halfof"]:
        words = match["halfof"].lower()
        size = 0.75 if "three" in words else 0.25 if "quarter" in words else 0.5
        return size * _SCALES[match["scale1"].lower()]
    if match["of_ten"]:
        few, many = _number(match["of_ten"]), _number(match["ten"])
        return few / many if 0 < few < many <= 100 else None
    if match["parts"]:
        count = 1.0 if match["parts"].lower() in {"a", "an"} else _number(match["parts"])
        return count / _PARTS[match["part"].lower()]
    if match["half"]:
        return 0.5
    value = _number(match["core"]) + (0.5 if match["half_more"] else 0)
    return value * _SCALES[match["scale"].lower()] if match["scale"] else value


def _number(words: str) -> float:
    """The value of digits or of a numeral in words ("two hundred and six")."""
    if words[0].isdigit():
        return float(words.replace(",", ""))
    total = current = 0.0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in {"a", "an"}:
            current = 1
        elif word in _WORDS:
            current += _WORDS[word]
        elif word == "hundred" or word == "dozen":
            current = (current or 1) * _SCALES[word]
        elif word in _SCALES:
            total, current = (total + (current or 1) * _SCALES[word]), 0
    return total + current


def _with_unit(quantity: Quantity, text: str) -> Quantity:
    unit = find_unit(text, quantity.end)
    if unit is not None:
        return replace(
            quantity, stop=unit.end, unit=unit.name, is_time=unit.is_time, is_bound=unit.is_bound
        )
    rate = find_rate(text, quantity.end) if quantity.unit else None
    if rate is None:
        return quantity
    return replace(quantity, stop=rate[1], unit=f"{quantity.unit}/{rate[0]}")


def _with_ranges(found: list[Quantity], text: str) -> tuple[Quantity, ...]:
    """Join "20 to 30", "20-30" and "between 20 and 30"; drop digits in a row."""
    kept: list[Quantity] = []
    rows = {
        one
        for pair in pairwise(found)
        if text[pair[0].stop : pair[1].start] == " " and not pair[0].unit
        for one in pair
    }
    for quantity in found:
        last = kept[-1] if kept else None
        if quantity in rows and text[quantity.start].isdigit():
            continue
        if last is not None and _is_range(last, quantity, text):
            low = last.value
            words = text[quantity.start : quantity.end].lower()
            scale = next((s for s in _LONG.split("|") if words.endswith(s)), None)
            # "2 to 3 million": the first has the second's scale.
            if scale and low < 1000 <= quantity.value:
                low *= _SCALES[scale]
            unit = quantity.unit or last.unit
            kept[-1] = replace(
                quantity, start=last.start, value=low, value_to=quantity.value, unit=unit
            )
        else:
            kept.append(quantity)
    return tuple(kept)


def _is_range(low: Quantity, high: Quantity, text: str) -> bool:
    between = text[low.stop : high.start]
    before = text[max(0, low.start - 12) : low.start].lower()
    if 1900 <= low.value < 2100 and "," not in text[low.start : low.end]:
        return False  # "in 2020 to 8 million"
    if low.value_to is not None or low.value >= high.value or low.unit not in {None, high.unit}:
        return False
    if before.endswith("between "):
        return between == " and "
    return between in {"-", "–", " to ", " or "} and not before.endswith("from ")
