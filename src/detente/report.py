"""What a person reads in the terminal: the events of an article as a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.records import Actor, Event, EventDate, Reading, Span

_QUAD_STYLE = {
    "verbal cooperation": "cyan",
    "material cooperation": "green",
    "verbal conflict": "yellow",
    "material conflict": "red",
}
_STATUS_STYLE = {"actual": "bold", "negated": "strike"}

_COLUMNS = ("date", "who", "did", "to whom", "status", "says")
_SAYS = _COLUMNS.index("says")
_GAP = 2
_DAY = len("2023-03-16")
# A cell of more than this is folded: names and claims go on for long.
_WIDEST = 24
# Columns that a sentence needs beside the others; with less it stands above them.
_SENTENCE = 44

# Embeddings and overrides that reorder what stands around them on a terminal.
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def article_report(reading: Reading) -> RenderableType:
    """Lay out one reading: the article's head, then a row an event.

    Args:
        reading: of one article.

    Returns:
        Something that a rich console prints: a table, or where the console is
        narrow each sentence with its events below. Triggers are reversed, or
        «so» where the console has no styles.

    Example:
        >>> from detente.records import Article
        >>> Console(width=40).print(article_report(Reading(Article("a", "Hail.", title="Hail"))))
        Hail
          no events found
        <BLANKLINE>
    """
    article = reading.article
    head = Text(printable(article.title or article.source or article.id), style="bold")
    source = ", ".join(x for x in (article.publisher, article.published) if x)
    if source:
        head = Text.assemble(head, ("  " + printable(source), "dim"))
    if reading.rejected:
        reasons = [
            Text(f"rejected in {r.stage}: {printable(r.reason)}", style="red")
            for r in reading.rejected
        ]
        return Group(head, *map(_indented, reasons), "")
    if not reading.events:
        return Group(head, _indented(Text("no events found", style="dim")), "")
    return Group(head, _Events(reading.events), "")


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _GAP), expand=False)


def print_report(console: Console, reading: Reading) -> None:
    """Print one reading to a console."""
    console.print(article_report(reading))


def printable(text: str) -> str:
    r"""Make text harmless for a terminal, one character for one, so that spans still fit.

    Ends of lines become spaces; escapes and other controls, which could
    recolour or rewrite the screen, become replacement characters.

    Example:
        >>> printable("red\x1b[31m\nalert")
        'red�[31m alert'
    """
    return "".join(map(_printable, text))


def _printable(char: str) -> str:
    if char.isspace():
        return " "
    is_control = unicodedata.category(char) in {"Cc", "Cs"} or char in _REORDERING
    return "\ufffd" if is_control else char


@dataclass(frozen=True)
class _Events:
    """The events of an article, laid out for the width that the console has."""

    events: tuple[Event, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        is_plain = console.color_system is None
        cells = [_cells(event) for event in self.events]
        shown = [
            column
            for column in range(len(_COLUMNS))
            if column != _SAYS or any(row[column].plain for row in cells)
        ]
        widths = {
            column: min(
                _WIDEST,
                max(_width(Text(_COLUMNS[column])), *(_width(row[column]) for row in cells)),
            )
            for column in shown
        }
        left = sum(widths.values()) + _GAP * len(widths)
        if options.max_width - left < _SENTENCE:
            yield from _stacked(self.events, is_plain)
            return
        table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="dim")
        for column, width in widths.items():
            table.add_column(_COLUMNS[column], width=width, overflow="fold")
        table.add_column("in the sentence", ratio=1, overflow="fold")
        for number, (sentence, row) in enumerate(
            zip(_sentences(self.events, is_plain), cells, strict=True)
        ):
            if sentence.is_first and number:
                table.add_row()
            table.add_row(*(row[column] for column in widths), sentence.text)
        yield table


@dataclass(frozen=True)
class _Sentence:
    """What stands beside an event; the sentence itself beside its first event only."""

    text: Text
    is_first: bool


def _sentences(events: Sequence[Event], is_plain: bool) -> Iterator[_Sentence]:
    for _, together in groupby(events, key=lambda event: event.evidence):
        for number, event in enumerate(together):
            if number:
                text = Text.assemble(("same: ", "dim"), _marked_trigger(event, is_plain))
            else:
                text = _marked(event.evidence, [event.trigger], is_plain)
            yield _Sentence(text.append(_told(event), style="dim"), number == 0)


def _stacked(events: Sequence[Event], is_plain: bool) -> Iterator[RenderableType]:
    for sentence, group in groupby(events, key=lambda event: event.evidence):
        together = list(group)
        yield _marked(sentence, [event.trigger for event in together], is_plain)
        for event in together:
            yield _indented(_line(event, is_plain))
        yield Text()


def _line(event: Event, is_plain: bool) -> Text:
    """One event in a line, with its trigger: the sentence above may have several."""
    line = Text(f"{_date(event.date, ' '):{_DAY}}  ")
    line.append(_parties(event.actors, inside=" ", between=", "))
    line.append("  ").append(_kind(event, " "))
    if event.recipients:
        line.append("  to ", style="dim")
        line.append(_parties(event.recipients, inside=" ", between=", "))
    line.append("  ").append(_status(event))
    if event.claimed_by:
        line.append("  says ", style="dim").append(_claim(event.claimed_by))
    line.append("  ").append(_marked_trigger(event, is_plain))
    return line.append(_told(event), style="dim")


def _cells(event: Event) -> list[Text]:
    return [
        Text(_date(event.date, "\n")),
        _parties(event.actors, inside="\n", between="\n"),
        _kind(event, "\n"),
        _parties(event.recipients, inside="\n", between="\n"),
        _status(event),
        _claim(event.claimed_by),
    ]


def _width(cell: Text) -> int:
    return max(cell_len(line.plain) for line in cell.split("\n", allow_blank=True))


def _date(when: EventDate, between: str) -> str:
    if when.start and when.end and when.end != when.start:
        return f"{when.start} to{between}{when.end}"
    return when.start or "?"


def _kind(event: Event, between: str) -> Text:
    kind = event.event + (f"{between}{event.mode}" if event.mode else "")
    return Text(kind, style=_QUAD_STYLE.get(event.quad, ""))


def _status(event: Event) -> Text:
    return Text(event.status, style=_STATUS_STYLE.get(event.status, "italic"))


def _parties(actors: Sequence[Actor], *, inside: str, between: str) -> Text:
    if not actors:
        return Text("-", style="dim")
    return Text(between).join([_party(actor, inside) for actor in actors])


def _party(actor: Actor, inside: str) -> Text:
    code = "+".join(actor.country) or "?" + "/".join(actor.candidates[:2])
    text = Text().append(code, style="bold")
    if actor.sector:
        text.append(f" {actor.sector}", style="dim")
    if actor.person:
        text.append(f"{inside}{printable(actor.person)}", style="italic")
    elif not actor.country and actor.span:
        text.append(f"{inside}{printable(actor.span.text)}", style="italic")
    return text


def _claim(actor: Actor | None) -> Text:
    if actor is None:
        return Text()
    # A claimer without words here was inferred; the name or code tells who it is.
    words = actor.span.text if actor.span else actor.person or "+".join(actor.country) or "?"
    return Text(printable(words), style="italic")


def _marked(sentence: Span, triggers: Iterable[Span], is_plain: bool) -> Text:
    """A sentence with its triggers marked; of two that overlap, the first."""
    words = printable(sentence.text)
    text = Text()
    done = 0
    for trigger in sorted(triggers, key=lambda trigger: (trigger.start, -trigger.end)):
        start, end = trigger.start - sentence.start, trigger.end - sentence.start
        if start >= done:
            text.append(words[done:start]).append(_mark(words[start:end], is_plain))
            done = end
    return text.append(words[done:])


def _marked_trigger(event: Event, is_plain: bool) -> Text:
    return _mark(printable(event.trigger.text), is_plain)


def _mark(words: str, is_plain: bool) -> Text:
    return Text(f"«{words}»") if is_plain else Text(words, style="reverse")


def _told(event: Event) -> str:
    return f"  (told {1 + len(event.mentions)} times)" if event.mentions else ""
