"""The weekly scores of a pair, a panel each way, over its annotated events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from textwrap import wrap

import altair as alt
import polars as pl

from detente.relations.chart_parts import (
    ACCENT,
    INK,
    LETTER,
    LINE,
    PALE,
    PANEL,
    WIDTH,
    Days,
    Row,
    blank,
    day_words,
    find_lanes,
    gap_strip,
    inline,
    labels,
    layered,
    pixels,
    time_axis,
)
from detente.relations.view import state_name

_EDGE = 10.0  # PLOVER scores run from -10 to 10
_LEGEND = (
    "dots: weeks, larger with more events; dashed: turning point, in the band where it may lie; "
    "thick: mean level; strip at the foot: no coverage"
)


def series_chart(
    weekly: pl.DataFrame, turning_points: pl.DataFrame, events: pl.DataFrame
) -> alt.VConcatChart:
    """Make the chart that ``charts.draw_series`` gives, without its style."""
    if weekly.is_empty():
        return _stacked(
            [blank("Weekly mean PLOVER scores", "There is no news of the two.")],
            "Weekly mean PLOVER scores. There is no news of the two.",
        )
    days = Days(min(weekly["week"]), max(weekly["week"]) + timedelta(weeks=1))
    turns = sorted(turning_points.iter_rows(named=True), key=lambda turn: turn["week"])
    told = sorted(
        (e for e in events.iter_rows(named=True) if days.first <= e["day"] <= days.last),
        key=lambda e: e["day"],
    )
    words = ["Weekly mean PLOVER scores."]
    panels: list[alt.LayerChart] = []
    for actor, recipient in weekly.select("actor", "recipient").unique(maintain_order=True).rows():
        own = weekly.filter(pl.col("actor") == actor, pl.col("recipient") == recipient)
        changes = [t for t in turns if (t["actor"], t["recipient"]) == (actor, recipient)]
        title = alt.TitleParams(f"{state_name(actor)} toward {state_name(recipient)}")
        if not panels:
            title.subtitle = _LEGEND
        panels.append(_panel(_weeks(own, days), changes, days, title=title))
        words.append(_series_words(f"{actor} toward {recipient}", own, changes))
    if told:
        panels += [_strip(told, days), _key(told)]
        words += [f"{day_words(event['day'])}: {event['text']}" for event in told]
    return _stacked(panels, " ".join(words))


def _stacked(panels: Sequence[alt.LayerChart], words: str) -> alt.VConcatChart:
    return alt.VConcatChart(vconcat=list(panels), spacing=14, description=words)


def _weeks(own: pl.DataFrame, days: Days) -> list[Row]:
    """All weeks of the axis: one without a row is a gap, as one without a score is."""
    rows = {row["week"]: row for row in own.iter_rows(named=True)}
    none = {"events": None, "score": None, "coverage": None}
    count = (days.last - days.first).days // 7
    weeks = [days.first + timedelta(weeks=n) for n in range(count)]
    return [{**none, **rows.get(week, {}), "day": week} for week in weeks]


def _panel(
    weeks: Sequence[Row], turns: Sequence[Row], days: Days, *, title: alt.TitleParams
) -> alt.LayerChart:
    y = alt.Y(
        "score:Q",
        scale=alt.Scale(domain=[-_EDGE, _EDGE]),
        axis=alt.Axis(values=[-10, -5, 0, 5, 10], title=["mean PLOVER score", "(−10 to +10)"]),
    )
    x = days.encoding(time_axis())
    line = alt.Chart(inline(weeks)).encode(x, y)
    size = alt.Scale(domain=[1, 10], range=[8, 44], clamp=True)
    levels = alt.Chart(inline(_levels(turns, days))).mark_rule(strokeWidth=3, color=INK)
    told, lanes = _turn_labels(turns, days)
    return layered(
        _bands(turns, x),
        alt.Chart(inline([{"score": 0.0}])).mark_rule(color=PALE).encode(y),
        gap_strip(_runs(week["day"] for week in weeks if not week["coverage"]), x),
        line.mark_line(color=PALE, strokeWidth=0.8, invalid="break-paths-show-domains"),
        line.transform_filter("isValid(datum.score)")
        .mark_circle(color=PALE, opacity=1)
        .encode(size=alt.Size("events:Q", scale=size, legend=None)),
        levels.encode(x, y, x2="end:T"),
        alt.Chart(inline({"day": turn["week"]} for turn in turns))
        .mark_rule(color=ACCENT, strokeDash=[5, 3], strokeWidth=1.5)
        .encode(x),
        *labels(told, x, y),
        height=PANEL,
        title=alt.TitleParams(**title.to_dict(), offset=6 + lanes * LINE),
    )


def _bands(turns: Sequence[Row], x: alt.X) -> alt.Chart:
    rows = [{"day": t["low"], "end": t["high"] + timedelta(weeks=1)} for t in turns]
    mark = alt.Chart(inline(rows)).mark_rect(color=INK, opacity=0.14)
    chart: alt.Chart = mark.encode(x, x2="end:T")
    return chart


def _runs(weeks: Iterable[date]) -> Iterator[Row]:
    """Weeks in a row as one stretch each."""
    start: date | None = None
    end: date | None = None
    for week in weeks:
        if start and end != week:
            yield {"day": start, "end": end}
            start = None
        start, end = start or week, week + timedelta(weeks=1)
    if start:
        yield {"day": start, "end": end}


def _levels(turns: Sequence[Row], days: Days) -> Iterator[Row]:
    """The mean level between each two turning points."""
    edges = [days.first, *(turn["week"] for turn in turns), days.last]
    means = [turn["before"] for turn in turns] + [turn["after"] for turn in turns[-1:]]
    for (start, end), mean in zip(pairwise(edges), means, strict=False):
        yield {"day": start, "end": end, "score": mean}


def _turn_labels(turns: Sequence[Row], days: Days) -> tuple[list[Row], int]:
    """Labels above the panel, in as many lanes as keeps them apart."""
    told = [(turn["week"], f"{day_words(turn['week'])}: {turn['text']}") for turn in turns]
    lanes = find_lanes([days.stretch(week, text) for week, text in told])
    pixel = 2 * _EDGE / PANEL
    rows: list[Row] = [
        {
            "day": week,
            "score": _EDGE + (8 + LINE * lane) * pixel,
            "text": text,
            "is_left": days.is_left(week, text),
        }
        for (week, text), lane in zip(told, lanes, strict=True)
    ]
    return rows, max(lanes, default=-1) + 1


def _strip(told: Sequence[Row], days: Days) -> alt.LayerChart:
    """The annotated events below the panels: a numbered mark each."""
    numbers = [str(number) for number in range(1, len(told) + 1)]
    at = [days.x(event["day"]) for event in told]
    lanes = find_lanes([(x - 6, x + 10 + 7 * len(n)) for x, n in zip(at, numbers, strict=True)])
    height = (max(lanes) + 1) * LINE
    rows = [
        {"day": event["day"], "y": LINE * (lane + 0.5), "text": number, "sign": _sign(event)}
        for event, lane, number in zip(told, lanes, numbers, strict=True)
    ]
    x, y = days.encoding(None), pixels("y", height)
    base = alt.Chart(inline(rows)).encode(x, y)
    text = base.mark_text(align="left", dx=7, fontWeight="bold").encode(text="text:N")
    return layered(_signs(base), text, height=height)


def _key(told: Sequence[Row]) -> alt.LayerChart:
    """The numbers of the strip in words."""
    rows: list[Row] = []
    top = 0.0
    for number, event in enumerate(told, 1):
        lines = wrap(event["text"], int((WIDTH - 120) / LETTER)) or [""]
        head = day_words(event["day"])
        rows.append(
            {
                "y": top + LINE / 2,
                "head": head,
                "number": str(number),
                "text": lines,
                "sign": _sign(event),
            }
        )
        top += LINE * len(lines) + 2
    base = alt.Chart(inline(rows)).encode(y=pixels("y", top))
    words = base.mark_text(align="left", lineHeight=LINE)
    number = words.encode(x=alt.value(15), text="number:N")
    head = words.encode(x=alt.value(36), text="head:N")
    text = words.encode(x=alt.value(110), text="text:N")
    signs = _signs(base.encode(x=alt.value(6)))
    return layered(signs, number, head, text, height=top)


def _sign(event: Row) -> str:
    score = event["score"] or 0.0
    return "cooperation" if score > 0 else "conflict" if score < 0 else "neutral"


def _signs(base: alt.Chart) -> alt.Chart:
    shapes = {"cooperation": "triangle-up", "conflict": "triangle-down", "neutral": "circle"}
    scale = alt.Scale(domain=list(shapes), range=list(shapes.values()))
    shape = alt.Shape("sign:N", scale=scale, legend=None)
    mark = base.mark_point(size=50, filled=True, color=INK, opacity=1)
    chart: alt.Chart = mark.encode(shape=shape)
    return chart


def _series_words(pair: str, own: pl.DataFrame, turns: Sequence[Row]) -> str:
    scores = own["score"].drop_nulls().to_list()
    words = f"{pair}: {len(scores)} of {own.height} weeks scored"
    words += f", {sum(scores) / len(scores):.1f} on average." if scores else "."
    for turn in turns:
        week, low, high = (day_words(turn[name]) for name in ("week", "low", "high"))
        words += f" Turning point in the week of {week} (between {low} and {high}): {turn['text']}."
    return words
