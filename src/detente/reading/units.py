"""Units as news writes them: coins by sign, code and name, measures, rates ("a day").

Only the form is read here; which number a unit belongs to is told by ``numbers``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB"} | {
    "₺": "TRY",
    "₪": "ILS",
    "₴": "UAH",
}
_DOLLARS = {"US": "USD", "U.S.": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD"} | {
    "NZ": "NZD",
    "HK": "HKD",
    "S": "SGD",
    "NT": "TWD",
}
_CODES = "USD EUR GBP JPY CNY RMB KRW INR RUB AUD CAD CHF PLN TRY SEK NOK DKK ILS UAH SAR"
# For the pattern of a number: a sign, a code before it.
SIGN = f"[{''.join(_SIGNS)}]"
CODE = _CODES.replace(" ", "|")
# A coin's name -> the code that it has alone, and those that an adjective gives it.
_COINS: dict[str, tuple[str, dict[str, str]]] = {
    "dollar": (
        "USD",
        {
            "australian": "AUD",
            "canadian": "CAD",
            "new zealand": "NZD",
            "hong kong": "HKD",
            "singapore": "SGD",
            "taiwan": "TWD",
        },
    ),
    "euro": ("EUR", {}),
    "pound": ("GBP", {"egyptian": "EGP", "syrian": "SYP", "lebanese": "LBP", "sudanese": "SDG"}),
    "yen": ("JPY", {}),
    "yuan": ("CNY", {}),
    "renminbi": ("CNY", {}),
    "won": ("KRW", {"north korean": "KPW"}),
    "rouble": ("RUB", {"belarusian": "BYN"}),
    "ruble": ("RUB", {"belarusian": "BYN"}),
    "rupee": ("INR", {"pakistani": "PKR", "sri lankan": "LKR", "nepalese": "NPR"}),
    "zloty": ("PLN", {}),
    "mark": ("DEM", {}),
    "franc": ("franc", {"swiss": "CHF", "cfa": "XOF", "french": "FRF"}),
    "lira": ("TRY", {"italian": "ITL", "syrian": "SYP"}),
    "shekel": ("ILS", {}),
    "rial": ("IRR", {"omani": "OMR", "qatari": "QAR"}),
    "riyal": ("SAR", {"qatari": "QAR"}),
    "hryvnia": ("UAH", {}),
    "ringgit": ("MYR", {}),
    "baht": ("THB", {}),
    "peso": ("peso", {"mexican": "MXN", "argentine": "ARS", "philippine": "PHP"}),
    "krona": ("SEK", {"icelandic": "ISK"}),
    "kronor": ("SEK", {}),
    "krone": ("krone", {"norwegian": "NOK", "danish": "DKK"}),
    "kroner": ("krone", {"norwegian": "NOK", "danish": "DKK"}),
    "rand": ("ZAR", {}),
    "naira": ("NGN", {}),
    "birr": ("ETB", {}),
    "taka": ("BDT", {}),
    "forint": ("HUF", {}),
    "dong": ("VND", {}),
    "tenge": ("KZT", {}),
    "guilder": ("NLG", {}),
    "shilling": ("shilling", {"kenyan": "KES", "ugandan": "UGX", "tanzanian": "TZS"}),
    "dinar": ("dinar", {"iraqi": "IQD", "kuwaiti": "KWD", "serbian": "RSD"}),
    "dirham": ("dirham", {"moroccan": "MAD", "emirati": "AED"}),
    "crown": ("crown", {"swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "czech": "CZK"}),
    "sen": ("sen", {}),
    "cent": ("cents", {}),
    "pence": ("pence", {}),
}
MONEY = frozenset(
    [*_SIGNS.values(), *_DOLLARS.values(), *_CODES.split(), *(code for code, _ in _COINS.values())]
    + [code for _, named in _COINS.values() for code in named.values()]
)
_MEASURES = {
    r"%|percent|per cent|pct": "%",
    r"percentage[ -]points?": "pp",
    r"basis points?": "bp",
    r"metric tons?|tonnes?": "t",
    r"tons?": "ton",
    r"square (?:kilometre|kilometer)s?|sq\.? ?km|km2|km²": "km2",
    r"square miles?": "mi2",
    r"square (?:metre|meter)s?": "m2",
    r"cubic (?:metre|meter)s?": "m3",
    r"(?:kilometre|kilometer)s?|kms?": "km",
    r"centi(?:metre|meter)s?|cm": "cm",
    r"milli(?:metre|meter)s?|mm": "mm",
    r"(?:metre|meter)s?|m": "m",
    r"nautical miles?": "nmi",
    r"miles?": "mi",
    r"feet|foot|ft": "ft",
    r"hectares?": "ha",
    r"acres?": "acre",
    r"kilo(?:gram(?:me)?)?s?|kg": "kg",
    r"ounces?": "oz",
    r"(?:litre|liter)s?": "l",
    r"gallons?": "gal",
    r"barrels?": "bbl",
    r"(?P<kilo>kilo|mega|giga|tera)watt[ -]hours?|[kMGT]Wh": "Wh",
    r"(?P<si>kilo|mega|giga|tera)watts?|[kMGT]W": "W",
    r"kilotons?|kilotonnes?": "kt",
    r"degrees?": "degree",
    r"knots?": "kn",
}
_PREFIX = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T"}
TIMES = re.findall(
    r"\w+", "second minute hour day night week fortnight month year decade century season"
)
_PER = (
    r"(?:(?: an?| per|/) ?(?P<per>(?:cubic |square )?(?:[kmg]\w+watt-hour|kilo\w*|tonne|ton"
    r"|barrel|litre|liter|gallon|metre|meter|mile|ounce|pound|head|person|share|second|minute"
    r"|hour|day|night|week|month|quarter|year))\b(?![’'-]))?"
)

_RATE = re.compile(_PER)
_UNIT = re.compile(
    r"(?P<glue>(?<=s) of |[ -]?)(?:"
    + "|".join(
        [
            r"(?P<coin>(?:(?:US|U\.S\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?) )?"
            rf"(?:{'|'.join(_COINS)})s?)\b",
            rf"(?P<code>{CODE})\b",
            rf"(?P<time>{'|'.join(TIMES)}|centurie)s?\b",
            r"(?P<strong>strong)\b",
            *(rf"(?P<u{n}>{body})(?!\w)" for n, body in enumerate(_MEASURES)),
        ]
    )
    + ")"
    + _PER
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a text, right behind a number.

    Attributes:
        name: ISO 4217 code, ``%``, ``km`` ..., with ``/day`` and the like for a
            rate; ``people`` for "strong".
        end: where its words end.
        is_time: a span of time ("three years"), not its rate.
        is_bound: a hyphen binds it to its number ("4,000-strong").
    """

    name: str
    end: int
    is_time: bool
    is_bound: bool


def find_unit(text: str, at: int) -> Unit | None:
    """Find the unit whose words, or the space before them, begin at a place.

    Example:
        >>> find_unit("45 euros a megawatt-hour", 2).name
        'EUR/megawatt-hour'
        >>> find_unit("45 ships", 2) is None
        True
    """
    match = _UNIT.match(text, at)
    if match is None:
        return None
    per = f"/{match['per']}" if match["per"] else ""
    bound = match["glue"] == "-"
    if match["time"]:
        return Unit(match["time"].lower() + per, match.end(), not per, bound)
    name = "people" if match["strong"] else _unit_code(match) + per
    return Unit(name, match.end(), False, bound)


def find_rate(text: str, at: int) -> tuple[str, int] | None:
    """Find what a number is counted by, at a place ("a year"), and where its words end.

    Example:
        >>> find_rate("US$3.5bn a year", 8)
        ('year', 15)
    """
    match = _RATE.match(text, at)
    return (match["per"], match.end()) if match and match["per"] else None


def coin_of_sign(sign: str, dollar: str = "") -> str:
    """Give the code of a coin by its sign; ``dollar`` tells which dollar.

    Example:
        >>> coin_of_sign("€"), coin_of_sign("$"), coin_of_sign("$", "AU")
        ('EUR', 'USD', 'AUD')
    """
    return _DOLLARS[dollar.upper()] if dollar and sign == "$" else _SIGNS[sign]


def coin_of_code(code: str) -> str:
    """Give the code of a coin by how news abbreviates it.

    Example:
        >>> coin_of_code("RMB"), coin_of_code("Rs."), coin_of_code("eur")
        ('CNY', 'INR', 'EUR')
    """
    code = code.upper()
    return {"RMB": "CNY"}.get(code, "INR" if code.startswith("RS") else code)


def _unit_code(match: re.Match[str]) -> str:
    if match["code"]:
        return coin_of_code(match["code"])
    if match["coin"]:
        *named, coin = match["coin"].lower().split()
        alone, others = _COINS.get(coin) or _COINS[coin.removesuffix("s")]
        return others.get(" ".join(named), alone)
    for number, unit in enumerate(_MEASURES.values()):
        words = match[f"u{number}"]
        if words and unit in {"W", "Wh"}:
            large = match["kilo"] or match["si"]
            return (_PREFIX[large.lower()] if large else words[0]) + unit
        if words:
            return unit
    return ""
