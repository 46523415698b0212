"""The corpus markup: sentences with their events and arguments marked in line.

``{a1 Seoul} {e1:AGREE agreed} to talks with {r1 Tokyo}`` gives the plain
sentence and its annotations. The format is described in
``training/corpus/GUIDE.md``; the same markup is used for training and gold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import GoldError
from detente.ontology import plover
from detente.records import STATUSES, Status

ROLES = {"a": "actor", "r": "recipient", "s": "source", "l": "place", "t": "time"}

_SPAN = re.compile(r"\{([^{}\s]+) ([^{}]+)\}")
_EVENT_TAG = re.compile(r"e(\d):([A-Z]+)(?:\.([a-z-]+))?(?:;([a-z]+))?")
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
        MarkedEvent(e.key, e.event, e.mode, e.status, e.start, e.end, tuple(draft.arguments.get(k, ())))
        for k, e in sorted(draft.events.items())
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
        GoldError: a line is malformed (with ``file:line``).
    """
    return [
        parse_sentence(line, f"{path.name}:{number}")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip()
    ]


@dataclass(frozen=True, slots=True)
class GoldParty:
    """A party in a gold row: ISO or IGO code (or REF, UAF ...) and sector."""

    code: str
    sector: str | None = None


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
    """A gold article: its plain text, its sentences and its events."""

    name: str
    title: str
    published: str
    publisher: str
    place: str | None
    text: str
    sentences: tuple[MarkedSentence, ...]
    rows: tuple[GoldRow, ...]


def read_article(path: Path) -> GoldArticle:
    """Read a gold article (layout in ``training/articles/GUIDE.md``).

    Raises:
        GoldError: a section, a row or a tag is missing or malformed.
    """
    parts = re.split(r"(?m)^---\s*$", path.read_text("utf-8"))
    if len(parts) < 3:
        raise GoldError(f"{path.name}: needs a head, a body and EVENTS, parted by --- lines")
    head = {
        key.strip(): value.strip()
        for key, _, value in (line.partition(":") for line in parts[0].strip().splitlines())
    }
    sentences: list[MarkedSentence] = []
    offsets: list[int] = []
    text = ""
    for paragraph in re.split(r"\n\s*\n", parts[1].strip("\n")):
        text += "\n\n" if text else ""
        for index, line in enumerate(x for x in paragraph.splitlines() if x.strip()):
            sentence = parse_sentence(line.strip(), f"{path.name}: sentence {len(sentences) + 1}")
            text += " " if index else ""
            offsets.append(len(text))
            text += sentence.text
            sentences.append(sentence)
    rows = _read_rows(parts[2], path.name, sentences, offsets)
    return GoldArticle(
        name=path.stem,
        title=head.get("TITLE", ""),
        published=head.get("PUBLISHED", ""),
        publisher=head.get("PUBLISHER", ""),
        place=head.get("PLACE") or None,
        text=text,
        sentences=tuple(sentences),
        rows=rows,
    )


def _read_rows(
    section: str, name: str, sentences: list[MarkedSentence], offsets: list[int]
) -> tuple[GoldRow, ...]:
    marked = {
        f"{number}.e{event.key}": (number - 1, event)
        for number, sentence in enumerate(sentences, 1)
        for event in sentence.events
    }
    body = re.split(r"(?m)^(?:MATTERS|QUOTES|FIGURES)\s*$", section)[0]
    rows = []
    for line in body.splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) < 2:
            continue
        key = cells[0]
        if key not in marked:
            raise GoldError(f"{name}: EVENTS row {key} has no tag in the body")
        values = dict(cell.partition("=")[::2] for cell in cells[1:])
        index, event = marked.pop(key)
        base = offsets[index]
        rows.append(
            GoldRow(
                key=key,
                marked=event,
                start=base + event.start,
                end=base + event.end,
                sentence=(base, base + len(sentences[index].text)),
                actors=_parties(values.get("a", "")),
                recipients=_parties(values.get("r", "")),
                date=values.get("date") or None,
                place=values.get("place") or None,
                same_as=values.get("same") or None,
            )
        )
    if marked:
        raise GoldError(f"{name}: tags without an EVENTS row: {', '.join(marked)}")
    return tuple(rows)


def _parties(cell: str) -> tuple[GoldParty, ...]:
    return tuple(
        GoldParty(code.strip(), sector.strip() or None)
        for code, _, sector in (part.partition(":") for part in cell.split(",") if part.strip())
    )
