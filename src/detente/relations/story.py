"""What holds between two states, told in a terminal: every claim with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.relations.sparklines import Sparklines
from detente.relations.view import (
    RelationView,
    ToldEvent,
    ToldMatter,
    ToldReaction,
    ToldStep,
    Turn,
    p_words,
    signed,
    state_name,
)
from detente.report import printable

_INDENT = 2


def tell_relation(view: RelationView, *, with_ids: bool = False) -> RenderableType:
    """Tell what holds between two states, for a rich console of any width.

    Args:
        view: what was found in the archive.
        with_ids: the ids of events and steps too, by which people judge them.

    Returns:
        The weekly series as sparklines, the turning points, the matters, the
        open promises, the reactions of third states and the latest events. A part
        without content says so.

    Example:
        >>> from datetime import date
        >>> import polars as pl
        >>> from rich.console import Console
        >>> weekly = pl.DataFrame({"week": [], "actor": [], "recipient": [], "score": []})
        >>> view = RelationView(
        ...     "KOR", "JPN", date(2018, 1, 1), date(2018, 6, 30), weekly, pl.DataFrame()
        ... )
        >>> Console(width=60).print(tell_relation(view))  # doctest: +ELLIPSIS
        South Korea and Japan  2018-01-01 to 2018-06-30
        <BLANKLINE>
        Weekly score
          No news of the two in these days.
        ...
    """
    head = Text(f"{state_name(view.actor)} and {state_name(view.recipient)}", style="bold")
    head.append(f"  {view.since} to {view.until}", style="dim not bold")
    has_scores = view.weekly.height > 0
    promises = [(m, step) for m in view.matters for step in m.steps if step.is_open]
    rows = _Rows(with_ids)
    parts: list[RenderableType] = [
        _part("Weekly score"),
        _indented(Sparklines(view)) if has_scores else _none("No news of the two in these days."),
        _part("Turning points"),
        *_turns(view, rows),
        _part("Matters"),
        *_matters(view, rows),
        _part("Open promises"),
        _entries(rows.step(step, matter) for matter, step in promises)
        if promises
        else _none("No promise is past its date without a step."),
        _part("Reactions of third states"),
        _entries(map(rows.reaction, view.reactions))
        if view.reactions
        else _none("None is on record near the turning points and the latest events."),
        _part("Latest events"),
        *_latest(view, rows),
    ]
    return Group(head, *parts)


def _part(title: str) -> Text:
    return Text(f"\n{title}", style="bold underline")


def _none(sentence: str) -> Padding:
    return _indented(Text(sentence, style="dim"))


def _indented(inner: RenderableType, depth: int = 1) -> Padding:
    return Padding(inner, (0, 0, 0, depth * _INDENT), expand=False)


def _arrow(actor: str, recipient: str) -> str:
    return f"{actor} → {recipient}"


# ------------------------------------------------------------ parts in words

# A row: what stands at its left, its head, its sentence, and who tells it.
_Row = tuple[str, str, str, str]


def _entries(rows: Iterable[_Row]) -> Padding:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=10, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for left, head, sentence, source in rows:
        body = Text(printable(head), style="bold")
        body.append(f"\n{printable(sentence)}", style="not bold")
        body.append(f"  [{printable(source)}]" if source else "", style="dim not bold")
        table.add_row(left, body)
    return _indented(table)


def _turns(view: RelationView, rows: _Rows) -> Iterator[RenderableType]:
    for direction in view.directions:
        label = _arrow(*direction)
        turns = [turn for turn in view.turns if turn.direction == direction]
        if turns:
            yield _indented(Text(label, style="bold"))
        elif direction in view.too_little:
            reason = printable(view.too_little[direction]).rstrip(".")
            yield _none(f"{label}: too little to tell: {reason}.")
        else:
            yield _none(f"{label}: no turning point found.")
        for turn in turns:
            yield _indented(_turn_head(turn), depth=2)
            yield (
                _indented(_entries(map(rows.event, turn.events)))
                if turn.events
                else _indented(_none("No single event carries the change."))
            )


def _turn_head(turn: Turn) -> Text:
    point = turn.point
    head = Text(f"week of {point.week}", style="bold")
    head.append(f" (between {point.low} and {point.high}): ", style="not bold")
    head.append(f"{signed(point.before)} to {signed(point.after)}")
    test = f", effect {signed(point.effect)} sd, {p_words(point.p)}"
    test += f" ({point.weeks_before} weeks before, {point.weeks_after} after)"
    return head.append(test, style="not bold")


def _matters(view: RelationView, rows: _Rows) -> Iterator[RenderableType]:
    if not view.matters:
        yield _none("No matter between the two is on record.")
    for matter in view.matters:
        yield tell_matter(matter, with_ids=rows.with_ids)
    if view.further_matters:
        yield _none(f"{view.further_matters} more: detente matters lists them.")


def tell_matter(
    matter: ToldMatter, *, with_ids: bool = False, with_reasons: bool = False
) -> RenderableType:
    """Tell a matter with its steps, and how its tellings came to be joined if asked."""
    title = Text(printable(matter.name), style="bold")
    parts: list[RenderableType] = [
        _indented(
            title.append(f"  {printable(matter.kind or 'unknown kind')}", style="dim not bold")
        )
    ]
    if matter.steps:
        parts.append(_indented(_entries(map(_Rows(with_ids).step, matter.steps))))
    else:
        parts.append(_indented(_none("No step of it is known.")))
    if with_reasons:
        parts += [_indented(_none(f"joined: {printable(why)}")) for why in matter.reasons]
    return Group(*parts)


def _latest(view: RelationView, rows: _Rows) -> Iterator[RenderableType]:
    for direction in view.directions:
        events = [event for event in view.latest if (event.actor, event.recipient) == direction]
        if events:
            yield _indented(Text(_arrow(*direction), style="bold"))
            yield _indented(_entries(map(rows.event, events)))
        else:
            yield _none(f"{_arrow(*direction)}: no event on record.")


@dataclass(frozen=True, slots=True)
class _Rows:
    """Events, reactions and steps as rows."""

    with_ids: bool

    def event(self, event: ToldEvent) -> _Row:
        kind = f"{event.event} {event.mode}" if event.mode else event.event
        status = "" if event.status == "actual" else f"  {event.status}"
        head = f"{kind}  {signed(event.score)}{status}{self._id(event.id)}"
        return event.day or "?", head, event.sentence, _tellers(event.publisher, event.publishers)

    def reaction(self, reaction: ToldReaction) -> _Row:
        left, head, sentence, tellers = self.event(reaction.event)
        parties = _arrow(reaction.event.actor, reaction.event.recipient)
        answered = reaction.answers
        link = f"{reaction.link} {answered.event} {_arrow(answered.actor, answered.recipient)}"
        after = f"{reaction.days} day{'s' * (reaction.days != 1)} after"
        return left, f"{parties}  {head}  {link}, {after}", sentence, tellers

    def step(self, step: ToldStep, matter: ToldMatter | None = None) -> _Row:
        head = f"{step.kind}  {'+'.join(step.by) or '?'}"
        head += f"  {matter.name}" if matter else ""
        head += f"  due {step.due}" if step.due else ""
        head += "  open" if step.is_open and not matter else ""
        head += f"  says {step.claimed_by}" if step.claimed_by else ""
        tellers = _tellers(step.publisher, step.publishers)
        return step.day or "?", head + self._id(step.id), step.sentence, tellers

    def _id(self, found: str) -> str:
        return f"  #{found}" if found and self.with_ids else ""


def _tellers(publisher: str | None, publishers: int) -> str:
    if not publisher:
        return ""
    return publisher if publishers < 2 else f"{publisher} and {publishers - 1} more"
