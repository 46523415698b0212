"""States and territories, their names through the years, and finding them in text.

Two tables: ``data/states.csv`` (one row a state) and ``data/state_names.csv`` (one
row a form of a name). The second also lists what must *not* be read as a state:
``none`` (seas, wars, newspapers) and ``substate`` (the states of the USA). The
table reader, the date rule and the word index serve organisations, leaders and
cities too.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from detente.errors import OntologyError
from detente.records import Span

KINDS = (
    *("name", "short", "adjective", "demonym", "capital", "seat", "metonym"),
    # "the North" is a state only beside its other half; the last two are no state at all.
    *("contextual", "none", "substate"),
)
STATE_COLUMNS = "code,alpha2,name,kind,from,to,sovereign,successors,source"
NAME_COLUMNS = "name,code,kind,from,to,ambiguous,person,needs,unless,note"
# Codes that a name may carry beside those of states: Brussels is also the Union.
BLOCS = frozenset({"EUU"})
# A city speaks for a government only while it is the seat; a name never stops to name.
_DATED = frozenset({"capital", "seat", "metonym"})
_PLAIN = str.maketrans("’‘ʼ‑‐–\n\r\t\u00a0\u202f", "'''---     ")
_ACCENTS = re.compile("[\u0300-\u036f]+")  # one call a name: the cities fold 60,000
_WORD = re.compile(r"[^\W_]+")
# A cue such as "Atlanta" speaks for its own paragraph, not for a whole article.
_CUE_CHARS = 200

_WATER_BEFORE = re.compile(r"\b(?:Sea|Gulf|Straits?|Bay|Bight|Lake|River) (?:of )?(?:the )?$")
_WATER_AFTER = re.compile(
    r" (?:Ocean|Sea(?! [A-Z])|Straits?|Channel|[Pp]eninsula|River|Canal|Delta|Basin|Desert"
    r"|Archipelago|[Ss]ubcontinent|Mountains?|Trench)\b"
)
_TREATY_AFTER = re.compile(
    r"(?: [Cc]limate| [Pp]eace)? (?:[Aa]ccords?|[Aa]greements?|[Cc]onventions?|[Pp]rotocols?|Treaty"
    r"|Pact|Process|Declaration|Charter|Statute|Framework|Post|Times|Examiner|Stock Exchange)\b"
)
_LANGUAGE_BEFORE = re.compile(r"\b(?:in|into|fluent|spoke|speaks?|speaking) $")
_LANGUAGE_AFTER = re.compile(
    r"$|[.;:!?)\"”]|,(?! [A-Z])| (?:on|at|to|that|by|for|with|as|when|but|is|was)\b"
)
_CONTEXTUAL_AFTER = re.compile(r" (?:[A-Z]|of\b)|-")
_COMPOUND_BEFORE = re.compile(r"\b([a-z]+|Anti|Pro|Non|Ex|Pre|Post|Trans)-$")
_COMPOUND_AFTER = re.compile(r"-([a-z]+)")
# "Rep." and "J." belong to a name; another word with a full stop ends its sentence.
_NEIGHBOUR_BEFORE = re.compile(
    r"(?<![^\s\"“(])((?:Mrs?|Ms|Dr|Rep|Sen|Gov|Gen|Col|Capt|Lt|Sgt|Prof|[A-Z])\.|[^\W\d_][\w-]*) $"
)
_NEIGHBOUR_AFTER = re.compile(r" ([^\W\d_][\w-]*)")
# Words that headlines in capitals leave small.
_SHORT = frozenset({"with", "from", "over", "into", "amid", "after", "than", "that"})
# Capitalised words that stand beside a state without making it a person's name.
_SIDE_WORDS = re.compile(
    r"(?:An?|In|On|From|With|And|But|The|For|To|Of|By|At|As|If|When|While|Since|After|Before|Both|Like"
    r"|Unlike|Between|Against|Although|Because|That|Then|Now|Today|Last|Had|Radio|Meanwhile|Neighbou?ring"
    r"|(?:North|South|East|West)(?:ern)?|Central|Visiting|U\.?S\.?|UN|U\.N\.|Arab"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December"
    r"|President|Premier|Prime|Vice|Deputy|First|Foreign|Defen[cs]e|Interior|Finance|Trade|Justice"
    r"|Mayor|King|Queen|Crown|Prince|Princess|Emir|Chancellor|Minister|Ambassador|Army|Air|Navy|Police"
    r"|Armed|Security|Forces|National|State|Central|Bank|Supreme|Parliament|Government|Embassy"
    r"|Authority|Ministry|Electric|Broadcasting|I|II|War)"
    r"\.?$"
)


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory, present or past.

    Attributes:
        code: ISO 3166-1 alpha-3, ISO 3166-3 for a historic one, XKX Kosovo.
        kind: ``state``, ``territory`` or ``historic``.
        start, end: ISO dates between which it exists, None where open or old.
        sovereign: code of the state that a territory belongs to.
        successors: codes of the states that followed a historic one.
    """

    code: str
    alpha2: str | None
    name: str
    kind: str
    start: str | None
    end: str | None
    sovereign: str | None
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One form of a name, and the state it stands for between two dates.

    Attributes:
        kind: one of ``KINDS``.
        is_ambiguous: the form alone does not settle the state.
        is_personal: also a given name or surname (Jordan, Washington).
        needs: codes, one of which must be named in the text ("the South").
        unless: words nearby that tell that something else is meant.
    """

    text: str
    code: str
    kind: str
    start: str | None
    end: str | None
    is_ambiguous: bool = False
    is_personal: bool = False
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StateMention:
    """A state named in a text.

    Attributes:
        codes: all states that may be meant; all that *are* meant where there
            are several and ``is_ambiguous`` is false ("inter-Korean").
        compound: the lower-case word hyphened to it, else empty. "anti" and
            "backed" ("U.S.-backed rebels") make it no party; "led" keeps it one.
    """

    span: Span
    codes: tuple[str, ...]
    kind: str
    is_ambiguous: bool
    compound: str = ""


def is_within(on: date, start: str | None, end: str | None) -> bool:
    """Tell whether a day lies between two ISO dates of any precision, inclusive.

    Example:
        >>> is_within(date(1991, 5, 1), "1990", "1991"), is_within(date(1992, 1, 1), None, "1991")
        (True, False)
    """
    day = on.isoformat()
    return not (start and day[: len(start)] < start) and not (end and day[: len(end)] > end)


def read_table(name: str, columns: str) -> list[dict[str, str]]:
    """Read a CSV table of the ontology and check its header and its rows' lengths.

    Raises:
        OntologyError: the header or a row's length is not as declared.

    Example:
        >>> read_table("states.csv", STATE_COLUMNS)[0]["code"]
        'ABW'
    """
    header = columns.split(",")
    return [dict(zip(header, row, strict=True)) for row in read_table_rows(name, columns)]


def read_table_rows(name: str, columns: str) -> list[list[str]]:
    """Read a CSV table like ``read_table``, as bare rows: for tables of many rows.

    Raises:
        OntologyError: the header or a row's length is not as declared.
    """
    text = files("detente.ontology").joinpath("data", name).read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    if header != columns.split(",") or any(len(row) != len(header) for row in rows):
        raise OntologyError(f"{name}: each row must have the columns {columns}")
    return rows


def check_dates(start: str, end: str, *, where: str) -> tuple[str | None, str | None]:
    """Check two partial ISO dates (YYYY[-MM[-DD]], or empty) and their order.

    Raises:
        OntologyError: one is malformed, or the first is later than the second.

    Example:
        >>> check_dates("1990-10-03", "", where="states.csv")
        ('1990-10-03', None)
    """
    for day in filter(None, (start, end)):
        try:
            date.fromisoformat(day + "-01-01"[len(day) - 4 :])
        except ValueError as error:
            raise OntologyError(f"{where}: {day!r} is no date; write YYYY[-MM[-DD]]") from error
    precision = min(len(start), len(end))
    if start[:precision] > end[:precision]:
        raise OntologyError(f"{where}: {start} is later than {end}")
    return start or None, end or None


def plain(text: str) -> str:
    """Make quotes, hyphens and white space plain without moving a character.

    Example:
        >>> plain("Côte d’Ivoire")
        "Côte d'Ivoire"
    """
    return text.translate(_PLAIN)


def folded(text: str) -> str:
    """Strip the accents of Latin letters ("Yaoundé" to "Yaounde").

    Example:
        >>> folded("São Tomé")
        'Sao Tome'
    """
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o"))
    return _ACCENTS.sub("", parts)


class NameIndex:
    """Finds the longest of many fixed phrases in a text, word by word.

    Looking up each word of the text among the phrases' first words costs one
    dictionary access a word, whatever the number of phrases.

    Example:
        >>> list(NameIndex(["Sudan", "South Sudan"]).scan("South Sudan's army"))
        [(0, 11, 'South Sudan')]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        heads: dict[str, list[str]] = {}
        for phrase in set(phrases):
            first = phrase.partition(" ")[0]  # a word as a rule: no need of the pattern
            if first.isalnum():
                heads.setdefault(first, []).append(phrase)
            elif head := _WORD.match(phrase):
                heads.setdefault(head.group(), []).append(phrase)
        for found in heads.values():
            if len(found) > 1:  # most of 60,000 places stand alone: no sorting for them
                found.sort(key=lambda phrase: (-len(phrase), phrase))
        self._heads = heads

    def scan(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and phrase of each leftmost longest match in ``plain`` text."""
        done = 0
        for word in _WORD.finditer(text):
            start = word.start()
            # "S." of "U.S." begins no "S. Korea".
            if start < done or (
                text[start - 1 : start] == "." and text[start - 2 : start - 1].isalpha()
            ):
                continue
            for phrase in self._heads.get(word.group(), ()):
                end = start + len(phrase)
                # After "Sino-" a letter must follow, after a whole word none may.
                if text.startswith(phrase, start) and (
                    text[end : end + 1].isalnum() == (phrase[-1] == "-")
                ):
                    yield start, end, phrase
                    done = end
                    break


@cache
def _states() -> Mapping[str, State]:
    table: dict[str, State] = {}
    rows = read_table("states.csv", STATE_COLUMNS)
    known = {row["code"] for row in rows}
    for row in rows:
        code, where = row["code"], f"states.csv: {row['code']}"
        successors = tuple(filter(None, row["successors"].split(";")))
        if code in table or not re.fullmatch("[A-Z]{3}", code):
            raise OntologyError(f"{where}: a code is three capitals and stands once")
        if row["kind"] not in {"state", "territory", "historic"}:
            raise OntologyError(f"{where}: kind {row['kind']!r} is not known")
        if unknown := {*successors, row["sovereign"]} - known - {""}:
            raise OntologyError(f"{where}: no such state: {', '.join(sorted(unknown))}")
        start, end = check_dates(row["from"], row["to"], where=where)
        if (end is not None) != (row["kind"] == "historic"):
            raise OntologyError(f"{where}: a historic state, and no other, has an end")
        alpha2, sovereign = row["alpha2"] or None, row["sovereign"] or None
        table[code] = State(
            code, alpha2, row["name"], row["kind"], start, end, sovereign, successors
        )
    return MappingProxyType(table)


def _entry(row: Mapping[str, str]) -> NameEntry:
    where = f"state_names.csv: {row['name']!r}"
    start, end = check_dates(row["from"], row["to"], where=where)
    if row["kind"] not in KINDS:
        raise OntologyError(f"{where}: kind {row['kind']!r} is not one of {', '.join(KINDS)}")
    if (row["kind"] in {"none", "substate"}) != (row["code"] == ""):
        raise OntologyError(f"{where}: a name has a code, and what is no state has none")
    if row["code"] not in BLOCS | {""}:
        owner = state(row["code"])
        start, end = start or owner.start, end or owner.end
    if not {row["ambiguous"], row["person"]} <= {"", "yes"}:
        raise OntologyError(f"{where}: ambiguous and person are 'yes' or empty")
    is_ambiguous, is_personal = row["ambiguous"] == "yes", row["person"] == "yes"
    needs, unless = (tuple(filter(None, row[column].split(";"))) for column in ("needs", "unless"))
    return NameEntry(
        row["name"], row["code"], row["kind"], start, end, is_ambiguous, is_personal, needs, unless
    )


@cache
def names() -> Mapping[str, tuple[NameEntry, ...]]:
    """Give each form of a name, as written, with the states that it stands for.

    Raises:
        OntologyError: a row of the tables is malformed or names an unknown state.

    Example:
        >>> [entry.code for entry in names()["Brussels"]]
        ['BEL', 'EUU']
    """
    table: dict[str, list[NameEntry]] = {}
    for row in read_table("state_names.csv", NAME_COLUMNS):
        table.setdefault(row["name"], []).append(_entry(row))
    for entries in table.values():
        entries.sort(key=lambda entry: KINDS.index(entry.kind))
    return MappingProxyType({form: tuple(entries) for form, entries in table.items()})


def state(code: str) -> State:
    """Give the state of a code.

    Raises:
        OntologyError: no state has that code.

    Example:
        >>> state("KOR").name, state("DDR").successors
        ('South Korea', ('DEU',))
    """
    try:
        return _states()[code]
    except KeyError as error:
        raise OntologyError(f"no such state: {code!r}; use ISO 3166-1 alpha-3") from error


def codes() -> frozenset[str]:
    """Give the codes of all states and territories, present and past.

    Example:
        >>> "XKX" in codes()
        True
    """
    return frozenset(_states())


def is_historic(code: str) -> bool:
    """Tell whether a state has ceased to exist.

    Example:
        >>> is_historic("SUN"), is_historic("RUS")
        (True, False)
    """
    return state(code).end is not None


@cache
def _index() -> tuple[NameIndex, Mapping[str, str]]:
    """Index every form and its spellings: "The" for "the", "&", no accents, capitals."""
    spellings: dict[str, str] = {}
    for form, entries in names().items():
        spelt = {form, folded(form), re.sub("^the ", "The ", form), form.replace(" and ", " & ")}
        # Datelines shout ("SEOUL"); short words would swallow "US" of "JOIN US".
        if entries[0].kind in {"name", "short", "capital"} and len(form) > 3 and form != "Male":
            spelt.add(form.upper())
        for spelling in spelt:
            spellings.setdefault(spelling, form)
    spellings.update((form, form) for form in names())
    return NameIndex(spellings), spellings


def _current(entries: Sequence[NameEntry], on: date | None) -> list[NameEntry]:
    """Keep the entries of the day; an old name still names, an old capital does not."""
    if on is None:
        return [entry for entry in entries if entry.end is None] or list(entries)
    valid = [entry for entry in entries if is_within(on, entry.start, entry.end)]
    return valid or [entry for entry in entries if entry.kind not in _DATED]


def compound(text: str, at: tuple[int, int]) -> str:
    """Give the lower-case word that is hyphened to a name in ``plain`` text, or "".

    Example:
        >>> compound("U.S.-backed rebels", (0, 4)), compound("an anti-American march", (8, 16))
        ('backed', 'anti')
    """
    start, end = at
    before = _COMPOUND_BEFORE.search(text, max(0, start - 20), start)
    joined = before or _COMPOUND_AFTER.match(text, end)
    return joined[1].lower() if joined else ""


def is_part_of_name(text: str, at: tuple[int, int]) -> bool:
    """Tell whether capitalised neighbours make a word of ``plain`` text part of a longer name.

    Example:
        >>> is_part_of_name("when Michael Jordan played", (13, 19))
        True
    """
    start, end = at
    around = _WORD.findall(text, max(0, start - 80), end + 80)
    long = [word for word in around if len(word) > 3 and word not in _SHORT]
    if len(long) > 4 and all(word[0].isupper() for word in long):
        return False  # a headline: its capitals tell nothing
    before = _NEIGHBOUR_BEFORE.search(text, max(0, start - 40), start)
    after = _NEIGHBOUR_AFTER.match(text, end)
    near = [match[1] for match in (before, after) if match and match[1][0].isupper()]
    return any(not _SIDE_WORDS.match(word) and word not in names() for word in near)


def _is_other(text: str, at: tuple[int, int], *, entry: NameEntry) -> bool:
    """Tell whether the neighbouring words make a form something else than a state."""
    before, after = text[max(0, at[0] - 40) : at[0]], text[at[1] : at[1] + 40]
    if (
        entry.kind in {"none", "substate"}
        or _WATER_BEFORE.search(before)
        or _WATER_AFTER.match(after)
    ):
        return True
    if entry.kind == "adjective":
        return bool(_LANGUAGE_BEFORE.search(before) and _LANGUAGE_AFTER.match(after))
    if entry.kind in _DATED and _TREATY_AFTER.match(after):
        return True
    if entry.kind == "contextual":
        return not before.endswith(("the ", "The ")) or bool(_CONTEXTUAL_AFTER.match(after))
    # "Paris, Texas" and "Lebanon, Pa."
    region = next(_index()[0].scan(after[2:]), None) if after.startswith(", ") else None
    if region and region[0] == 0 and names()[_index()[1][region[2]]][0].kind == "substate":
        return True
    return entry.is_personal and is_part_of_name(text, at)


def find(text: str, *, on: date | None = None) -> list[StateMention]:
    """Find the states that a text names, in order, without overlaps.

    Args:
        text: a sentence, or better a whole article, since "the South" counts
            only where its other half is named.
        on: the day of writing; it settles "Moscow" (Soviet Union or Russia).
            Without it, names in use today win over past ones.

    Returns:
        One mention a match, the longest form first; ``text[start:end]`` is its text.

    Example:
        >>> [(found.span.text, found.codes) for found in find("Seoul told New Mexico and the U.S.")]
        [('Seoul', ('KOR',)), ('U.S.', ('USA',))]
    """
    flat = plain(text)
    index, spellings = _index()
    found: list[tuple[int, int, list[NameEntry]]] = []
    for start, end, spelling in index.scan(flat):
        entries = _current(names()[spellings[spelling]], on)
        if entries and not _is_other(flat, (start, end), entry=entries[0]):
            found.append((start, end, entries))
    forms = {
        (entry.code, entry.text) for *_, entries in found for entry in entries if not entry.needs
    }
    mentions = []
    for start, end, entries in found:
        nearby = flat[max(0, start - _CUE_CHARS) : end + _CUE_CHARS]
        kept = [entry for entry in entries if _is_meant(entry, nearby, forms=forms)]
        if not kept:
            continue
        codes = tuple(dict.fromkeys(entry.code for entry in kept))
        is_ambiguous = any(entry.is_ambiguous for entry in kept)
        span, kind = Span(text[start:end], start, end), kept[0].kind
        mentions.append(StateMention(span, codes, kind, is_ambiguous, compound(flat, (start, end))))
    return mentions


def _is_meant(entry: NameEntry, nearby: str, *, forms: set[tuple[str, str]]) -> bool:
    if entry.needs:
        return any(code in entry.needs for code, _ in forms)
    if any(code == entry.code and form != entry.text for code, form in forms):
        return True  # "Tbilisi" elsewhere outweighs "Atlanta"
    return not any(re.search(rf"\b{re.escape(cue)}\b", nearby) for cue in entry.unless)
