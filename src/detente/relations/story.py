"""What holds between two states, told in a terminal: every claim with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import ceil
from statistics import fmean

import polars as pl
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.ontology import states
from detente.records import Status, StepKind
from detente.report import printable

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"
_INDENT = 2


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as the story tells it.

    Attributes:
        day: ISO date of the precision that is known, None where unknown.
        score: PLOVER score (-10 to 10).
        sentence: the evidence.
        publishers: independent publishers that tell it; ``publisher`` is one of them.
    """

    day: str | None
    actor: str
    recipient: str
    event: str
    mode: str | None
    status: Status
    score: float
    sentence: str
    publisher: str | None = None
    publishers: int = 1


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point of one directed series.

    Attributes:
        week: Monday of the first week after the change.
        low, high: Mondays between which the change lies.
        before, after: mean PLOVER scores on both sides.
        effect: their difference in standard deviations.
        p: of the test against no change, corrected for many looks.
        events: those that carry the change.
    """

    actor: str
    recipient: str
    week: date
    low: date
    high: date
    before: float
    after: float
    effect: float
    p: float
    events: tuple[ToldEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step of a matter, as the story tells it.

    Attributes:
        day, due: ISO dates of the precision that is known, None where unknown.
        by: codes of the states that took it.
        is_open: a promise whose date has passed without a step.
    """

    kind: StepKind
    day: str | None
    by: tuple[str, ...]
    sentence: str
    publisher: str | None = None
    is_open: bool = False
    due: str | None = None


@dataclass(frozen=True, slots=True)
class ToldMatter:
    """A matter of the ledger; ``kind`` is its class (restriction, dialogue ...)."""

    name: str
    kind: str
    steps: tuple[ToldStep, ...]


@dataclass(frozen=True, eq=False)
class RelationView:
    """All that is shown of the relation of two states, in text and in charts.

    Attributes:
        actor, recipient: codes, as they were asked for; everything is shown both ways.
        since, until: the days that were asked for, inclusive.
        weekly: columns week (date, Monday), actor, recipient, events (int or
            null), score (mean PLOVER score or null), coverage (articles).
        quads: columns month (date, the first), quad, events (int or null).
        too_little: (actor, recipient) -> why its turning points can't be told.
        latest: events to list, latest first.
        annotated: events to mark in the chart of the series.
    """

    actor: str
    recipient: str
    since: date
    until: date
    weekly: pl.DataFrame
    quads: pl.DataFrame
    turns: tuple[Turn, ...] = ()
    too_little: Mapping[tuple[str, str], str] = field(default_factory=dict)
    matters: tuple[ToldMatter, ...] = ()
    latest: tuple[ToldEvent, ...] = ()
    annotated: tuple[ToldEvent, ...] = ()

    @property
    def directions(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """The two directed pairs."""
        return (self.actor, self.recipient), (self.recipient, self.actor)

    @property
    def turning_points(self) -> pl.DataFrame:
        """The turns as ``charts.draw_series`` takes them."""
        text = [f"{signed(t.before)} to {signed(t.after)}, {_p_words(t.p)}" for t in self.turns]
        columns = ("week", "low", "high", "before", "after", "effect", "p", "actor", "recipient")
        rows = {name: [getattr(turn, name) for turn in self.turns] for name in columns}
        return pl.DataFrame({**rows, "text": text})

    @property
    def events(self) -> pl.DataFrame:
        """The annotated events whose day is known, as ``charts.draw_series`` takes them."""
        dated = [(first_day(event.day), event) for event in self.annotated]
        rows = [(day, event.sentence, event.score) for day, event in dated if day]
        return pl.DataFrame(
            rows, {"day": pl.Date, "text": pl.String, "score": pl.Float64}, orient="row"
        )

    @property
    def ledger(self) -> pl.DataFrame:
        """The steps of all matters, as ``charts.draw_ledger`` takes them."""
        rows = [
            (matter.name, matter.kind, s.kind, first_day(s.day), "+".join(s.by), s.is_open)
            for matter in self.matters
            for s in matter.steps
        ]
        text = dict.fromkeys(("matter", "kind", "step"), pl.String)
        schema = {**text, "day": pl.Date, "by": pl.String, "is_open": pl.Boolean}
        return pl.DataFrame(rows, schema, orient="row")


def tell_relation(view: RelationView) -> RenderableType:
    """Tell what holds between two states, for a rich console of any width.

    Args:
        view: what was found in the archive.

    Returns:
        The weekly series as sparklines, the turning points, the matters, the
        open promises and the latest events. A part without content says so.

    Example:
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
    parts: list[RenderableType] = [
        _part("Weekly score"),
        _Sparklines(view) if has_scores else _none("No news of the two in these days."),
        _part("Turning points"),
        *_turns(view),
        _part("Matters"),
        *_matters(view.matters),
        _part("Open promises"),
        _entries(_step_row(step, matter) for matter, step in promises)
        if promises
        else _none("No promise is past its date without a step."),
        _part("Latest events"),
        *_latest(view),
    ]
    return Group(head, *parts)


def sparkline(scores: Sequence[float | None], marks: int, *, limit: float) -> str:
    """Draw a series in at most so many characters; what is unknown stays a gap.

    Args:
        scores: one a week, None where nothing is known.
        marks: characters at most; each is the mean of as many weeks as needed.
        limit: score of the highest bar; the lower half of the bars is below 0.

    Returns:
        Bars, and ``·`` where no week of a mark has a score.

    Example:
        >>> sparkline([-10, -1, None, 0, 10], 5, limit=10)
        '▁▄·▅█'
        >>> sparkline([-9, -9, None, None], 2, limit=9)
        '▁·'
    """
    weeks = weeks_a_mark(len(scores), marks)
    drawn = ""
    for start in range(0, len(scores), weeks):
        known = [score for score in scores[start : start + weeks] if score is not None]
        level = int((fmean(known) / limit + 1) * len(_BARS) / 2) if known else 0
        drawn += _BARS[min(max(level, 0), len(_BARS) - 1)] if known else _GAP
    return drawn


def weeks_a_mark(weeks: int, marks: int) -> int:
    """Tell how many weeks each mark of a sparkline stands for.

    Example:
        >>> weeks_a_mark(330, 70), weeks_a_mark(20, 70)
        (5, 1)
    """
    return max(1, ceil(weeks / max(1, marks)))


def signed(number: float) -> str:
    """Write a score with its sign and one decimal.

    Example:
        >>> signed(-2.04), signed(3), signed(-0.01)
        ('−2.0', '+3.0', '0.0')
    """
    text = f"{number:+.1f}"
    return "0.0" if text in {"+0.0", "-0.0"} else text.replace("-", "−")


def first_day(iso: str | None) -> date | None:
    """Give the first day of an ISO date of any precision.

    Example:
        >>> first_day("2019-07"), first_day(None)
        (datetime.date(2019, 7, 1), None)
    """
    return date.fromisoformat(iso + "-01-01"[len(iso) - 4 :]) if iso else None


def state_name(code: str) -> str:
    """Name a state in English; a code that is no state's stands for itself.

    Example:
        >>> state_name("JPN"), state_name("EEC")
        ('Japan', 'EEC')
    """
    return states.state(code).name if code in states.codes() else code


def _part(title: str) -> Text:
    return Text(f"\n{title}", style="bold underline")


def _none(sentence: str) -> Padding:
    return _indented(Text(sentence, style="dim"))


def _indented(inner: RenderableType, depth: int = 1) -> Padding:
    return Padding(inner, (0, 0, 0, depth * _INDENT), expand=False)


def _arrow(actor: str, recipient: str) -> str:
    return f"{actor} → {recipient}"


# -------------------------------------------------------------- sparklines


@dataclass(frozen=True)
class _Sparklines:
    """The weekly scores both ways on one time axis, as wide as the console allows."""

    view: RelationView

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        view, weekly = self.view, self.view.weekly
        known = weekly["score"].drop_nulls()
        if known.is_empty():
            yield _none("News in these weeks, but no event of the two to score.")
            return
        weeks = _mondays(weekly)
        labels = [_arrow(*direction) for direction in view.directions]
        margin = max(map(len, labels)) + 2
        marks = options.max_width - _INDENT - margin
        limit = max(1.0, *(abs(score) for score in known))
        for label, direction in zip(labels, view.directions, strict=True):
            line = sparkline(_scores(weekly, direction, weeks), marks, limit=limit)
            yield _indented(Text(f"{label:{margin}}", style="bold").append(_coloured(line)))
            turns = [t.week for t in view.turns if (t.actor, t.recipient) == direction]
            below = _turn_marks(weeks, turns, marks)
            if below:
                yield _indented(Text(" " * margin + below))
        yield _indented(Text(" " * margin + _years(weeks, marks), style="dim"))
        each = weeks_a_mark(len(weeks), marks)
        legend = f"▁ {signed(-limit)}  █ {signed(limit)}  {_GAP} unknown"
        legend += "  ▲ turning point" if view.turns else ""
        yield _indented(Text(f"{legend}  one mark: {each} week{'s' * (each > 1)}", style="dim"))


def _mondays(weekly: pl.DataFrame) -> list[date]:
    """All weeks from the first to the last, those without a row too."""
    present = sorted(weekly["week"].to_list())
    count = (present[-1] - present[0]).days // 7 + 1
    return [present[0] + timedelta(weeks=n) for n in range(count)]


def _scores(
    weekly: pl.DataFrame, direction: tuple[str, str], weeks: Sequence[date]
) -> list[float | None]:
    actor, recipient = direction
    rows = weekly.filter(pl.col("actor") == actor, pl.col("recipient") == recipient)
    known = dict(zip(rows["week"].to_list(), rows["score"].to_list(), strict=True))
    return [known.get(week) for week in weeks]


def _coloured(line: str) -> Text:
    text = Text()
    for mark in line:
        is_low = mark in _BARS[: len(_BARS) // 2]
        text.append(mark, style="dim" if mark == _GAP else "red" if is_low else "cyan")
    return text


def _turn_marks(weeks: Sequence[date], turns: Iterable[date], marks: int) -> str:
    each = weeks_a_mark(len(weeks), marks)
    at = {weeks.index(turn) // each for turn in turns if turn in weeks}
    return "".join("▲" if mark in at else " " for mark in range(max(at, default=-1) + 1))


def _years(weeks: Sequence[date], marks: int) -> str:
    """The years below a sparkline, each where it begins, as far as they have room."""
    each = weeks_a_mark(len(weeks), marks)
    line = str(weeks[0].year)
    for number, week in enumerate(weeks):
        mark = number // each
        if week.year > weeks[number - 1].year and len(line) < mark <= marks - 4:
            line = f"{line:{mark}}{week.year}"
    return line


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


def _turns(view: RelationView) -> Iterator[RenderableType]:
    for direction in view.directions:
        label = _arrow(*direction)
        turns = [turn for turn in view.turns if (turn.actor, turn.recipient) == direction]
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
                _indented(_entries(map(_event_row, turn.events)))
                if turn.events
                else _indented(_none("No single event carries the change."))
            )


def _turn_head(turn: Turn) -> Text:
    head = Text(f"week of {turn.week}", style="bold")
    head.append(f" (between {turn.low} and {turn.high}): ", style="not bold")
    head.append(f"{signed(turn.before)} to {signed(turn.after)}")
    effect = f", effect {signed(turn.effect)} sd, {_p_words(turn.p)}"
    return head.append(effect, style="not bold")


def _p_words(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _matters(matters: Sequence[ToldMatter]) -> Iterator[RenderableType]:
    if not matters:
        yield _none("No matter between the two is on record.")
    for matter in matters:
        title = Text(printable(matter.name), style="bold")
        yield _indented(title.append(f"  {printable(matter.kind)}", style="dim not bold"))
        yield (
            _indented(_entries(map(_step_row, matter.steps)))
            if matter.steps
            else _indented(_none("No step of it is known."))
        )


def _latest(view: RelationView) -> Iterator[RenderableType]:
    for direction in view.directions:
        events = [event for event in view.latest if (event.actor, event.recipient) == direction]
        if events:
            yield _indented(Text(_arrow(*direction), style="bold"))
            yield _indented(_entries(map(_event_row, events)))
        else:
            yield _none(f"{_arrow(*direction)}: no event on record.")


def _event_row(event: ToldEvent) -> _Row:
    kind = f"{event.event} {event.mode}" if event.mode else event.event
    status = "" if event.status == "actual" else f"  {event.status}"
    source = event.publisher or ""
    if source and event.publishers > 1:
        source += f" and {event.publishers - 1} more"
    return event.day or "?", f"{kind}  {signed(event.score)}{status}", event.sentence, source


def _step_row(step: ToldStep, matter: ToldMatter | None = None) -> _Row:
    head = f"{step.kind}  {'+'.join(step.by) or '?'}"
    head += f"  {matter.name}" if matter else ""
    head += f"  due {step.due}" if step.due else ""
    head += "  open" if step.is_open and not matter else ""
    return step.day or "?", head, step.sentence, step.publisher or ""
