"""What all charts share: the axis of days, lanes for labels, inline data, the style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeVar

import altair as alt

from detente.report import printable

Row = Mapping[str, Any]
AnyChart = TypeVar("AnyChart", alt.LayerChart, alt.VConcatChart)

INK, PALE, ACCENT = "#222222", "#8a8a8a", "#b2182b"
WIDTH = 760
PANEL = 150  # height in pixels of a chart of scores or counts
LINE = 15  # pixels from one line of text to the next
LETTER = 5.6  # mean width in pixels of a letter of 10 pixels

Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Days:
    """The time axis of a chart, in days and in pixels; ``last`` is after ``first``.

    Example:
        >>> Days(date(2019, 1, 1), date(2020, 1, 1)).x(date(2020, 1, 1))
        760.0
    """

    first: date
    last: date

    def x(self, day: date) -> float:
        """Pixels from the left edge."""
        return WIDTH * ((day - self.first) / (self.last - self.first))

    def is_left(self, day: date, text: str) -> bool:
        """Whether a label has room right of its day, so that it is aligned left."""
        length = _length(text)
        return self.x(day) + length <= WIDTH or self.x(day) < length

    def stretch(self, day: date, text: str) -> Stretch:
        """From where to where a label stands, in pixels."""
        x, length = self.x(day), _length(text)
        return (x, x + length) if self.is_left(day, text) else (x - length, x)

    def encoding(self, axis: alt.Axis | None) -> alt.X:
        """The horizontal place of the field ``day``."""
        ends = [alt.DateTime(year=d.year, month=d.month, date=d.day) for d in self._ends]
        return alt.X("day:T", scale=alt.Scale(domain=ends), axis=axis)

    @property
    def _ends(self) -> tuple[date, date]:
        return self.first, self.last


def _length(text: str) -> float:
    return LETTER * len(text) + 12


def time_axis(*, grid: bool = False) -> alt.Axis:
    """An axis that names years, and months where there is room; it needs no title."""
    return alt.Axis(title=None, tickCount=8, grid=grid)


def find_lanes(stretches: Sequence[Stretch]) -> list[int]:
    """Give each stretch the lowest lane in which it touches no other.

    Example:
        >>> find_lanes([(0, 10), (5, 15), (12, 20)])
        [0, 1, 0]
    """
    lanes: list[list[Stretch]] = []
    chosen = []
    for start, end in stretches:
        free = (n for n, lane in enumerate(lanes) if all(end <= s or e <= start for s, e in lane))
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((start, end))
        chosen.append(number)
    return chosen


def inline(rows: Iterable[Row]) -> alt.InlineData:
    """Rows as data of a chart.

    A day gets an hour: a browser reads a bare one as midnight in UTC, which is
    the day before west of Greenwich. Words lose what no SVG may hold (controls).

    Example:
        >>> inline([{"day": date(2019, 7, 4)}]).to_dict()
        {'values': [{'day': '2019-07-04T00:00:00'}]}
    """
    return alt.InlineData(
        values=[{name: _drawable(value) for name, value in row.items()} for row in rows]
    )


def _drawable(value: Any) -> Any:
    if isinstance(value, list):
        return [_drawable(part) for part in value]
    if isinstance(value, str):
        return printable(value)
    return f"{value}T00:00:00" if isinstance(value, date) else value


def layered(*layers: alt.Chart, **properties: Any) -> alt.LayerChart:
    """Lay charts over each other at the width that all charts have."""
    return alt.LayerChart(layer=list(layers), width=WIDTH, **properties)


def labels(rows: Sequence[Row], x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """Draw the field ``text`` beside its day, on the side that ``is_left`` tells."""
    sides: tuple[tuple[bool, Literal["left", "right"], int], ...] = (
        (True, "left", 6),
        (False, "right", -6),
    )
    for is_left, align, dx in sides:
        chart = alt.Chart(inline(row for row in rows if row["is_left"] == is_left))
        yield chart.mark_text(align=align, dx=dx, color=INK).encode(x, y, text="text:N")


def gap_strip(runs: Iterable[Row], x: alt.X) -> alt.Chart:
    """Draw what is unknown, from ``day`` to ``end``, along the foot of a panel."""
    mark = alt.Chart(inline(runs)).mark_rect(color=PALE, opacity=1)
    foot = {"y": alt.value(PANEL - 4), "y2": alt.value(PANEL)}
    chart: alt.Chart = mark.encode(x, x2="end:T", **foot)
    return chart


def pixels(name: str, height: float) -> alt.Y:
    """Place marks by pixels from the top."""
    return alt.Y(f"{name}:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)


def day_words(day: date) -> str:
    """Write a day as charts do.

    Example:
        >>> day_words(date(2023, 3, 6))
        '6 Mar 2023'
    """
    return f"{day.day} {day:%b %Y}"


def blank(title: str, sentence: str) -> alt.LayerChart:
    """Say in a chart's place that there is nothing to draw."""
    text = alt.Chart(inline([{"text": sentence}])).mark_text(align="left", color=INK)
    drawn = text.encode(x=alt.value(0), y=alt.value(10), text="text:N")
    return layered(drawn, height=20, title=title, description=f"{title}. {sentence}")


def styled(chart: AnyChart) -> AnyChart:
    """Give a whole chart the style of the house; its parts must have none."""
    whole: AnyChart = chart.configure(
        background="white",
        padding=16,
        font="Helvetica, Arial, DejaVu Sans, sans-serif",
        axis=alt.AxisConfig(
            gridColor="#e4e4e4",
            domainColor=PALE,
            tickColor=PALE,
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
        ),
        view=alt.ViewConfig(stroke=None),
        title=alt.TitleConfig(
            anchor="start", frame="group", fontSize=13, subtitleColor="#666666", subtitleFontSize=10
        ),
        text=alt.MarkConfig(fontSize=10),
    )
    whole.description = printable(chart.description)
    return whole
