"""A relation's weekly scores as lines of characters, for a terminal of any width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import fmean

import polars as pl
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from detente.relations.view import RelationView, signed

_BARS = "▁▂▃▄▅▆▇█"
_GAP = "·"


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


@dataclass(frozen=True)
class Sparklines:
    """The weekly scores both ways on one time axis, as wide as the console allows."""

    view: RelationView

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        view, weekly = self.view, self.view.weekly
        known = weekly["score"].drop_nulls()
        if known.is_empty():
            yield Text("News in these weeks, but no event of the two to score.", style="dim")
            return
        weeks = _mondays(weekly)
        labels = [f"{actor} → {recipient}" for actor, recipient in view.directions]
        margin = max(map(len, labels)) + 2
        marks = options.max_width - margin
        limit = max(1.0, *(abs(score) for score in known))
        for label, direction in zip(labels, view.directions, strict=True):
            line = sparkline(_scores(weekly, direction, weeks), marks, limit=limit)
            yield Text(f"{label:{margin}}", style="bold").append(_coloured(line))
            turns = [t.point.week for t in view.turns if t.direction == direction]
            below = _turn_marks(weeks, turns, marks)
            if below:
                yield Text(" " * margin + below)
        yield Text(" " * margin + _years(weeks, marks), style="dim")
        each = weeks_a_mark(len(weeks), marks)
        legend = f"▁ {signed(-limit)}  █ {signed(limit)}  {_GAP} unknown"
        legend += "  ▲ turning point" if view.turns else ""
        yield Text(f"{legend}  one mark: {each} week{'s' * (each > 1)}", style="dim")


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
