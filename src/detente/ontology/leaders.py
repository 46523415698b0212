"""Leaders and their terms: who held an office on a day, and whom a name means.

The tables are ``data/leaders-*.csv``. A partial date (``2019``) means the widest
interval: a term to ``2019`` lasts through 31 December. Terms may overlap.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from detente.errors import OntologyError
from detente.ontology import organisations, states
from detente.records import Span

OFFICES = ("head_of_state", "head_of_government", "foreign_minister")
COLUMNS = "country,office,title,name,surname,aliases,from,to"
# Surnames that news also prints, with a capital, as something else than a person.
_ORDINARY = re.compile(
    r"An|Baker|Ban|Bolt|Brown|Bush|Christian|Cook|Day|De|Do|English|Fields|Fox|Hague|He|Hill"
    r"|Hope|Hunt|In|Key|King|La|Law|Le|Long|Ma|Major|March|Marshall|May|No|Peace|Prince|Rice"
    r"|Rose|Santos|Sen|So|Son|Straw|Swan|To|Union|Van|Will|Wood|Young"
)
_HONORIFIC = r"Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Baroness|General|Gen|Marshal|Colonel|Col|Sheikh|Sheik"
_TITLE_BEFORE = re.compile(
    r"\b(?P<former>(?:former|ex|late|then|Former|Ex)[ -])?(?:[\w'.]+ )??"
    r"(?P<title>(?:[Vv]ice )?[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Cc]hancellor"
    r"|[Tt]aoiseach|[Ff]oreign [Mm]inister|[Ff]oreign [Ss]ecretary|[Ss]ecretary of [Ss]tate"
    r"|King|Queen|Emir|Sultan|Prince|Princess|Pope|Ayatollah|[Ll]eader|[Cc]hairman"
    rf"|[Ss]ecretary[- ][Gg]eneral|[Gg]eneral [Ss]ecretary|{_HONORIFIC})\.? $"
)
_ARTICLE_BEFORE = re.compile(r"\b(?:[Tt]he|[Aa]n?) $")
# "the Biden administration" is the leader's, "the Moon landing" is not.
_RULE_AFTER = re.compile(
    r"(?:'s)? (?:administration|government|cabinet|presidency|regime|era|team|camp|family)\b"
)


@dataclass(frozen=True, slots=True)
class Leader:
    """One term of one person in one office.

    Attributes:
        country: ISO 3166-1 alpha-3, a historic code, or that of an organisation.
        office: one of ``OFFICES``; ``title`` as English says it, in lower case.
        surname: what the news calls the person after the full name.
        start, end: ISO dates of the term; ``end`` None while it lasts.
        in_office: whether the term covers the day asked for; None without a day.
    """

    country: str
    office: str
    title: str
    name: str
    surname: str
    aliases: tuple[str, ...]
    start: str
    end: str | None
    in_office: bool | None = None


@dataclass(frozen=True, slots=True)
class LeaderMention:
    """A leader named in a text; several ``leaders`` where the name leaves it open."""

    span: Span
    leaders: tuple[Leader, ...]
    is_full_name: bool


def key(name: str) -> str:
    """Make spellings of one name alike: no accents, hyphens or capitals.

    Example:
        >>> key("Yoon Suk-yeol") == key("Yoon Suk Yeol"), key("Erdoğan")
        (True, 'erdogan')
    """
    return states.folded(states.plain(name)).replace("-", " ").casefold()


class LeaderTable:
    """Terms with their names indexed; build one of your own for other tables."""

    def __init__(self, leaders: Iterable[Leader]) -> None:
        self.leaders = tuple(leaders)
        self.full: dict[str, list[Leader]] = {}
        self.short: dict[str, list[Leader]] = {}
        spellings: set[str] = set()
        for leader in self.leaders:
            for form in dict.fromkeys((leader.name, *leader.aliases, leader.surname)):
                is_full = form != leader.surname and " " in form
                found = (self.full if is_full else self.short).setdefault(key(form), [])
                if leader not in found:
                    found.append(leader)
                form = states.plain(form)
                spellings |= {form, states.folded(form), form.replace("-", " ")}
        self.index = states.NameIndex(spellings)


def parse(text: str, *, where: str) -> tuple[Leader, ...]:
    """Read and check one table of leaders.

    Args:
        text: CSV with the columns of ``COLUMNS``.
        where: the file's name, for messages.

    Raises:
        OntologyError: a row has an unknown country or office, lacks a name,
            ends before it begins, or stands twice.

    Example:
        >>> text = COLUMNS + "\\nKOR,head_of_state,president,Ann Lee,Lee,,2001,2002"
        >>> parse(text, where="a table")[0].end
        '2002'
    """
    header, *rows = csv.reader(text.splitlines())
    if ",".join(header) != COLUMNS:
        raise OntologyError(f"{where}:1: expected the columns {COLUMNS}")
    known = states.codes() | organisations.CODES
    leaders: dict[tuple[str, ...], Leader] = {}
    for number, row in enumerate(rows, start=2):
        place = f"{where}:{number}"
        if len(row) != len(header):
            raise OntologyError(f"{place}: expected {len(header)} fields, found {len(row)}")
        country, office, title, name, surname, aliases, first, last = (cell.strip() for cell in row)
        if country not in known or office not in OFFICES:
            raise OntologyError(f"{place}: unknown country or office: {country}, {office}")
        if not (title and name and surname and first):
            raise OntologyError(f"{place}: title, name, surname and from must be filled")
        start, end = states.check_dates(first, last, where=place)
        if (country, office, name, first) in leaders:
            raise OntologyError(f"{place}: the same term stands twice: {name}, {first}")
        others = tuple(filter(None, (alias.strip() for alias in aliases.split(";"))))
        leaders[country, office, name, first] = Leader(
            country, office, title, name, surname, others, start or first, end
        )
    return tuple(leaders.values())


@cache
def table() -> LeaderTable:
    """Load all ``data/leaders-*.csv``, in the order of their names."""
    folder = files("detente.ontology").joinpath("data")
    paths = [path for path in folder.iterdir() if re.fullmatch(r"leaders-.*\.csv", path.name)]
    return LeaderTable(
        leader
        for path in sorted(paths, key=lambda path: path.name)
        for leader in parse(path.read_text(encoding="utf-8"), where=path.name)
    )


def in_office(
    country: str, office: str, on: date, *, among: LeaderTable | None = None
) -> tuple[Leader, ...]:
    """Give those who held an office of a country on a day, the latest comer first.

    Raises:
        OntologyError: the office is not one of ``OFFICES``.

    Example:
        >>> text = COLUMNS + "\\nKOR,head_of_state,president,Ann Lee,Lee,,2001,2002"
        >>> small = LeaderTable(parse(text, where="a table"))
        >>> [it.name for it in in_office("KOR", "head_of_state", date(2002, 3, 1), among=small)]
        ['Ann Lee']
    """
    if office not in OFFICES:
        raise OntologyError(f"no such office: {office!r}; use one of {', '.join(OFFICES)}")
    held = [it for it in (among or table()).leaders if (it.country, it.office) == (country, office)]
    return _on_day([it for it in held if states.is_within(on, it.start, it.end)], on)


def named(
    name: str, on: date | None, *, country: str | None = None, among: LeaderTable | None = None
) -> tuple[Leader, ...]:
    """Give the leaders whom a full name or alias means, or else a surname.

    Those in office on the day come alone; where there are none, former holders
    come with ``in_office`` false. Without a day, all terms come.

    Example:
        >>> text = COLUMNS + "\\nKOR,head_of_state,president,Ann Lee,Lee,,2001,2002"
        >>> small = LeaderTable(parse(text, where="a table"))
        >>> [it.in_office for it in named("Lee", date(2009, 1, 1), among=small)]
        [False]
    """
    known = among or table()
    found = known.full.get(key(name)) or known.short.get(key(name), [])
    return _on_day([it for it in found if country in (None, it.country)], on)


def _on_day(leaders: Iterable[Leader], on: date | None) -> tuple[Leader, ...]:
    """Mark the terms that cover the day; failing them, each person's last term before it."""
    newest = sorted(leaders, key=lambda it: it.start, reverse=True)
    newest.sort(key=lambda it: (it.country, OFFICES.index(it.office)))
    if on is None:
        return tuple(newest)
    current = [
        replace(it, in_office=True) for it in newest if states.is_within(on, it.start, it.end)
    ]
    if current:
        return tuple(current)
    former: dict[tuple[str, str, str], Leader] = {}
    for it in newest:
        if it.end and not states.is_within(on, None, it.end):
            former.setdefault((it.country, it.office, it.name), replace(it, in_office=False))
    return tuple(former.values())


def find(text: str, on: date | None, *, among: LeaderTable | None = None) -> list[LeaderMention]:
    """Find the leaders that a text names, in order, without overlaps.

    A surname alone counts where the full name stands in the text, behind a title
    that the person holds ("President Park"), or where no capitalised neighbour and
    no homonym makes it somebody else's ("Park Hong-keun").

    Args:
        text: best a whole article, so that a surname finds its full name.
        on: the day of writing, None where unknown.

    Example:
        >>> text = COLUMNS + "\\nKOR,head_of_state,president,Ann Lee,Lee,,2001,2002"
        >>> small = LeaderTable(parse(text, where="a table"))
        >>> [it.span.text for it in find("Ann Lee left. Lee slept.", date(2001, 5, 1), among=small)]
        ['Ann Lee', 'Lee']
    """
    known, flat = among or table(), states.plain(text)
    matches = list(known.index.scan(flat))
    full = {form: known.full[key(form)] for *_, form in matches if key(form) in known.full}
    introduced = {it.name for found in full.values() for it in _on_day(found, on)}
    # "Park Hong-keun" makes a later "Park" his, whoever else bears the name.
    others = {
        key(form)
        for start, end, form in matches
        if form not in full
        and states.is_part_of_name(flat, (start, end))
        and not _TITLE_BEFORE.search(flat[max(0, start - 40) : start])
    }
    mentions = []
    for start, end, form in matches:
        if form in full:
            leaders = _on_day(full[form], on)
        elif flat[start].isupper() or " " in form:
            candidates = known.short[key(form)]
            own = [it for it in candidates if it.name in introduced]
            is_open = bool(own) or not (_ORDINARY.fullmatch(form) or key(form) in others)
            leaders = _by_surname(
                flat, (start, end), candidates=own or candidates, on=on, is_open=is_open
            )
        else:
            leaders = ()
        if leaders:
            mentions.append(LeaderMention(Span(text[start:end], start, end), leaders, form in full))
    return mentions


def _by_surname(
    text: str, at: tuple[int, int], *, candidates: list[Leader], on: date | None, is_open: bool
) -> tuple[Leader, ...]:
    """Choose whom a surname means, by its title and its neighbours."""
    start, end = at
    before = text[max(0, start - 40) : start]
    if title := _TITLE_BEFORE.search(before):
        fitting = [it for it in candidates if _title_fits(title["title"])(it)]
        if title["former"] and on:
            fitting = [it for it in fitting if not states.is_within(on, it.start, it.end)]
        is_longer = states.is_part_of_name(text[start:], (0, end - start))
        return () if is_longer else _on_day(fitting, on)
    if not is_open or states.is_part_of_name(text, at):
        return ()
    if _ARTICLE_BEFORE.search(before) and not _RULE_AFTER.match(text, end):
        return ()
    return _on_day(candidates, on)


def _title_fits(title: str) -> Callable[[Leader], bool]:
    """Make the test whether a leader can bear a title."""
    lower = title.lower()
    if re.fullmatch(_HONORIFIC, title) or lower in {"leader", "chairman"}:
        return lambda it: True
    if lower.startswith("foreign") or lower == "secretary of state":
        return lambda it: it.office == "foreign_minister"
    if lower in {"prime minister", "premier", "chancellor", "taoiseach"}:
        return lambda it: it.office == "head_of_government" and "president" not in it.title
    return lambda it: lower.split()[-1] in it.title.lower()
