"""The corpus markup: sentences with their events and arguments marked in line.

``{a1 Seoul} {e1:AGREE agreed} to talks with {r1 Tokyo}`` gives the plain
sentence and its annotations. The format is described in
``training/corpus/GUIDE.md``; the same markup is used for training and gold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from detente.errors import GoldError
from detente.ontology import organisations, plover, states
from detente.records import STATUSES, Status

ROLES = {"a": "actor", "r": "recipient", "s": "source", "l": "place", "t": "time"}

_SPAN = re.compile(r"\{([^{}\s]+) ([^{}]+)\}")
_EVENT_TAG = re.compile(r"e(\d):([A-Z]+)(?:\.([a-z-]+))?(?:;([a-z]+))?")
_HEAD = ("TITLE", "PUBLISHED", "PUBLISHER", "PLACE")
_CELLS = {"a", "r", "date", "place", "same"}
_SECTIONS = ("EVENTS", "MATTERS", "QUOTES", "FIGURES")
_ROLE_TAG = re.compile(r"([arslt])(\d)")


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """One marked event of a sentence; offsets are in the plain sentence."""

    key: str
    event: str
    mode: str | None
    status: Status
    start: int
    end: int
    arguments: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A plain sentence with its marked events; ``where`` is ``file:line``."""

    text: str
    events: tuple[MarkedEvent, ...] = ()
    where: str = ""


@dataclass
class _Draft:
    events: dict[str, MarkedEvent] = field(default_factory=dict)
    arguments: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)


def parse_sentence(line: str, where: str = "") -> MarkedSentence:
    """Read one marked-up sentence.

    Args:
        line: the sentence with its tags.
        where: ``file:line`` for messages.

    Raises:
        GoldError: a tag is malformed, unknown, doubled or without its event.

    Example:
        >>> s = parse_sentence("{a1 Seoul} {e1:AGREE agreed} to talks.")
        >>> s.text, s.events[0].event, s.events[0].arguments
        ('Seoul agreed to talks.', 'AGREE', (('actor', 0, 5),))
    """
    plain: list[str] = []
    length = position = 0
    draft = _Draft()
    for match in _SPAN.finditer(line):
        before = line[position : match.start()]
        plain.append(before)
        length += len(before)
        start, end = length, length + len(match[2])
        for tag in match[1].split(","):
            _add_tag(draft, tag, (start, end), where)
        plain.append(match[2])
        length, position = end, match.end()
    plain.append(line[position:])
    text = "".join(plain)
    if "{" in text or "}" in text:
        raise GoldError(f"{where}: stray brace in {line[:80]!r}; close or remove it")
    for key in draft.arguments:
        if key not in draft.events:
            raise GoldError(f"{where}: argument of event {key}, which the sentence does not mark")
    events = tuple(
        replace(event, arguments=tuple(draft.arguments.get(key, ())))
        for key, event in sorted(draft.events.items())
    )
    return MarkedSentence(text, events, where)


def _add_tag(draft: _Draft, tag: str, span: tuple[int, int], where: str) -> None:
    if match := _ROLE_TAG.fullmatch(tag):
        draft.arguments.setdefault(match[2], []).append((ROLES[match[1]], *span))
        return
    match = _EVENT_TAG.fullmatch(tag)
    if not match:
        raise GoldError(f"{where}: tag {tag!r} is neither e1:EVENT.mode;status nor a1 r1 s1 l1 t1")
    key, event, mode, status = match.groups()
    if event not in plover.events():
        raise GoldError(f"{where}: {event} is not one of PLOVER's 16 events")
    if mode and mode not in plover.modes(event):
        raise GoldError(f"{where}: {event} has no mode {mode}")
    known = next((s for s in STATUSES if s == (status or "actual")), None)
    if known is None:
        raise GoldError(f"{where}: status {status!r} is none of {', '.join(STATUSES)}")
    if key in draft.events:
        raise GoldError(f"{where}: event {key} is marked twice")
    draft.events[key] = MarkedEvent(key, event, mode, known, *span)


def read_corpus(path: Path) -> list[MarkedSentence]:
    """Read a file of one marked sentence a line; empty lines are skipped.

    Raises:
        GoldError: the file can't be read, or a line is malformed (with ``file:line``).
    """
    return [
        parse_sentence(line, f"{path.name}:{number}")
        for number, line in enumerate(_text_of(path).splitlines(), 1)
        if line.strip()
    ]


@dataclass(frozen=True, slots=True)
class GoldParty:
    """A party in a gold row: ISO or IGO code (or REF, UAF ...) and sector.

    Example:
        >>> GoldParty("EUU").has_country, GoldParty("REF").has_country
        (True, False)
        >>> GoldParty("REF").any_sector, GoldParty("KOR", "GOV").any_sector
        ('REF', 'GOV')
    """

    code: str
    sector: str | None = None

    @property
    def has_country(self) -> bool:
        """Whether the code names a state or an organisation (REF, UAF, NGO do not)."""
        return self.code in states.codes() or self.code in organisations.CODES

    @property
    def any_sector(self) -> str | None:
        """The sector, also where it stands in the place of the country."""
        return self.sector if self.sector or self.has_country else self.code


@dataclass(frozen=True, slots=True)
class GoldRow:
    """One row of an article's EVENTS section, joined to its marked event.

    ``start``/``end`` are offsets of the trigger in ``GoldArticle.text``.
    """

    key: str
    marked: MarkedEvent
    start: int
    end: int
    sentence: tuple[int, int]
    actors: tuple[GoldParty, ...]
    recipients: tuple[GoldParty, ...]
    date: str | None
    place: str | None
    same_as: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """A gold article: its plain text, its sentences and its events.

    ``sections`` holds the lines of the sections after EVENTS, each with its
    ``file:line``; one that the file does not have is not in it.
    """

    name: str
    title: str
    published: str
    publisher: str
    place: str | None
    text: str
    sentences: tuple[MarkedSentence, ...]
    rows: tuple[GoldRow, ...]
    sections: dict[str, tuple[tuple[str, str], ...]]

    def sentence_of(self, words: str) -> str | None:
        """The sentence in which some words of the text begin; None where they aren't in it."""
        start, end = self.text.find(words), 0
        if start < 0:
            return None
        for sentence in self.sentences:
            end = self.text.index(sentence.text, end) + len(sentence.text)
            if start < end:
                return sentence.text
        return None


def read_article(path: Path) -> GoldArticle:
    """Read a gold article (layout in ``training/articles/GUIDE.md``).

    Raises:
        GoldError: the file can't be read, or a section, a row or a tag is
            missing or malformed (with ``file:line``).
    """
    return parse_article(_text_of(path), path.name)


def parse_article(source: str, name: str) -> GoldArticle:
    r"""Parse the content of a gold article's file.

    Args:
        source: the head, the marked-up body and the sections, parted by ``---``.
        name: the file's name, for messages; without its suffix the article's.

    Raises:
        GoldError: a section, a row or a tag is missing or malformed.

    Example:
        >>> head = "TITLE: Truce\nPUBLISHED: 2024-05-02\n---\n"
        >>> body = "{a1 Oslo} {e1:AGREE agreed}.\n---\nEVENTS\n1.e1 | a=NOR:GOV | date=2024-05"
        >>> article = parse_article(head + body, "truce.txt")
        >>> article.text, article.rows[0].actors[0].code, article.rows[0].date
        ('Oslo agreed.', 'NOR', '2024-05')
    """
    lines = [(number, line.strip()) for number, line in enumerate(source.splitlines(), 1)]
    bars = [index for index, (_, line) in enumerate(lines) if line == "---"]
    if len(bars) != 2:
        raise GoldError(f"{name}:1: needs a head, a body and EVENTS, parted by two --- lines")
    head = _read_head(lines[: bars[0]], name)
    sentences: list[MarkedSentence] = []
    offsets: list[int] = []
    text, gap = "", ""
    for number, line in lines[bars[0] + 1 : bars[1]]:
        if not line:
            gap = "\n\n" if text else ""
            continue
        sentences.append(parse_sentence(line, f"{name}:{number}"))
        offsets.append(len(text + gap))
        text += gap + sentences[-1].text
        gap = " "
    sections = _read_sections(lines[bars[1] + 1 :], name)
    return GoldArticle(
        name=Path(name).stem,
        title=head["TITLE"],
        published=head["PUBLISHED"],
        publisher=head.get("PUBLISHER", ""),
        place=head.get("PLACE") or None,
        text=text,
        sentences=tuple(sentences),
        rows=_read_rows(sections.pop("EVENTS"), name, sentences, offsets),
        sections=sections,
    )


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read as UTF-8 text ({error})") from error


def _read_head(lines: Sequence[tuple[int, str]], name: str) -> dict[str, str]:
    head = {}
    for number, line in lines:
        key, colon, value = line.partition(":")
        if line and (not colon or key not in _HEAD):
            raise GoldError(f"{name}:{number}: the head holds {', '.join(_HEAD)}, not {line!r}")
        head[key] = value.strip()
    if not head.get("TITLE"):
        raise GoldError(f"{name}:1: the head has no TITLE")
    if not is_date(head.get("PUBLISHED", ""), lengths=(10,)):
        raise GoldError(f"{name}:1: PUBLISHED must be a day (YYYY-MM-DD)")
    return head


def _read_sections(
    lines: Sequence[tuple[int, str]], name: str
) -> dict[str, tuple[tuple[str, str], ...]]:
    """The lines under each heading; those before the first one are events."""
    sections: dict[str, list[tuple[str, str]]] = {"EVENTS": []}
    current = "EVENTS"
    for number, line in lines:
        if line in _SECTIONS:
            current = line
            sections.setdefault(current, [])
        elif line:
            sections[current].append((f"{name}:{number}", line))
    return {section: tuple(inside) for section, inside in sections.items()}


def is_date(words: str, *, lengths: tuple[int, ...] = (4, 7, 10)) -> bool:
    """Whether words are an ISO date: a year, a month or a day.

    Example:
        >>> is_date("2019-07"), is_date("July 2019"), is_date("2019-13")
        (True, False, False)
    """
    if len(words) not in lengths:
        return False
    try:
        date.fromisoformat(words + "0000-01-01"[len(words) :])
    except ValueError:
        return False
    return True


def _read_rows(
    lines: Sequence[tuple[str, str]],
    name: str,
    sentences: Sequence[MarkedSentence],
    offsets: Sequence[int],
) -> tuple[GoldRow, ...]:
    marked = {
        f"{number}.e{event.key}": (number - 1, event)
        for number, sentence in enumerate(sentences, 1)
        for event in sentence.events
    }
    rows: dict[str, GoldRow] = {}
    for where, line in lines:
        key, *cells = (cell.strip() for cell in line.split("|"))
        if key in rows:
            raise GoldError(f"{where}: row {key} stands twice")
        if key not in marked:
            raise GoldError(f"{where}: EVENTS row {key} has no tag in the body")
        index, event = marked[key]
        place = (offsets[index], offsets[index] + len(sentences[index].text))
        rows[key] = _read_row((key, *cells), event, place, where=where)
        if rows[key].same_as not in {None, *marked} - {key}:
            raise GoldError(f"{where}: same={rows[key].same_as} names no other event")
    if missing := [key for key in marked if key not in rows]:
        raise GoldError(f"{name}:1: tags without an EVENTS row: {', '.join(missing)}")
    return tuple(rows.values())


def _read_row(
    cells: Sequence[str], event: MarkedEvent, sentence: tuple[int, int], *, where: str
) -> GoldRow:
    key, *pairs = cells
    values = dict(pair.partition("=")[::2] for pair in pairs if pair)
    if unknown := values.keys() - _CELLS:
        raise GoldError(
            f"{where}: unknown {', '.join(sorted(unknown))!r}; known: a r date place same"
        )
    when = values.get("date") or None
    if when and not is_date(when):
        raise GoldError(f"{where}: date={when} is no YYYY, YYYY-MM or YYYY-MM-DD")
    return GoldRow(
        key=key,
        marked=event,
        start=sentence[0] + event.start,
        end=sentence[0] + event.end,
        sentence=sentence,
        actors=read_parties(values.get("a", ""), where),
        recipients=read_parties(values.get("r", ""), where),
        date=when,
        place=values.get("place") or None,
        same_as=values.get("same") or None,
    )


def read_parties(cell: str, where: str) -> tuple[GoldParty, ...]:
    """Read a cell of parties (``KOR:GOV,JPN``).

    Raises:
        GoldError: a code is unknown.

    Example:
        >>> [party.code for party in read_parties("KOR:GOV, EUU", "a.txt:7")]
        ['KOR', 'EUU']
    """
    parties = []
    for part in filter(None, map(str.strip, cell.split(","))):
        code, _, sector = map(str.strip, part.partition(":"))
        party = GoldParty(code, sector or None)
        if not party.has_country and code not in plover.sectors():
            raise GoldError(f"{where}: {code!r} is no code of a state, an organisation or a sector")
        if sector and sector not in plover.sectors():
            raise GoldError(f"{where}: {sector!r} is none of PLOVER's sectors")
        parties.append(party)
    return tuple(parties)
