"""What a person reads in the terminal: the events of an article as a table."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.records import Actor, Event, EventDate, Reading

_QUAD_STYLE = {
    "verbal cooperation": "cyan",
    "material cooperation": "green",
    "verbal conflict": "yellow",
    "material conflict": "red",
}
_STATUS_STYLE = {"actual": "bold", "negated": "strike"}


def article_report(reading: Reading) -> RenderableType:
    """Lay out one reading: the article's head, then a row an event.

    Args:
        reading: of one article.

    Returns:
        Something that a rich console prints.
    """
    article = reading.article
    source = ", ".join(x for x in (article.publisher, article.published) if x)
    title = escape(article.title or article.source or article.id)
    head = Text.from_markup(f"[bold]{title}[/bold]" + (f"  [dim]{escape(source)}[/dim]" if source else ""))
    if reading.rejected:
        reasons = [Text(f"rejected in {r.stage}: {r.reason}", style="red") for r in reading.rejected]
        return Group(head, *(Padding(reason, (0, 2)) for reason in reasons), "")
    if not reading.events:
        return Group(head, Padding(Text("no events found", style="dim"), (0, 2)), "")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim")
    for name, least in (("date", 10), ("who", 12), ("did", 12), ("to whom", 12), ("status", 8), ("says", 8)):
        table.add_column(name, min_width=least, overflow="fold")
    table.add_column("in the sentence", min_width=32, ratio=1)
    for event in reading.events:
        table.add_row(*_row(event))
    return Group(head, table)


def _row(event: Event) -> list[RenderableType]:
    kind = event.event + (f"\n{event.mode}" if event.mode else "")
    return [
        _date(event.date),
        _parties(event.actors),
        Text(kind, style=_QUAD_STYLE.get(event.quad, "")),
        _parties(event.recipients),
        Text(event.status, style=_STATUS_STYLE.get(event.status, "italic")),
        _claim(event.claimed_by),
        _sentence(event),
    ]


def _date(when: EventDate) -> str:
    if when.start and when.end and when.end != when.start:
        return f"{when.start} to {when.end}"
    return when.start or "?"


def _parties(actors: Sequence[Actor]) -> Text:
    lines = [_party(actor) for actor in actors]
    return Text("\n").join(lines) if lines else Text("-", style="dim")


def _party(actor: Actor) -> Text:
    code = "+".join(actor.country) or ("?" + "/".join(actor.candidates[:2]) if actor.candidates else "?")
    text = Text(code, style="bold")
    if actor.sector:
        text.append(f" {actor.sector}", style="dim")
    if actor.person:
        text.append(f"\n{actor.person}", style="italic")
    elif not actor.country and actor.span:
        text.append(f"\n{actor.span.text}", style="italic")
    return text


def _claim(actor: Actor | None) -> Text:
    return Text(actor.span.text if actor and actor.span else "", style="italic")


def _sentence(event: Event) -> Text:
    text = Text(event.evidence.text)
    offset = event.evidence.start
    text.stylize("reverse", event.trigger.start - offset, event.trigger.end - offset)
    if event.mentions:
        text.append(f"  (told {1 + len(event.mentions)} times)", style="dim")
    return text


def print_report(console: Console, reading: Reading) -> None:
    """Print one reading to a console."""
    console.print(article_report(reading))
