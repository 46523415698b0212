"""The matters of a pair as bars in time, with their steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import altair as alt
import polars as pl

from detente.relations.chart_parts import (
    ACCENT,
    INK,
    WIDTH,
    Days,
    Row,
    blank,
    day_words,
    find_lanes,
    inline,
    labels,
    layered,
    pixels,
    time_axis,
)

# What a matter is in after a step; a step that is not here leaves it as it was.
_STATE_AFTER = {
    **dict.fromkeys(("proposed", "promised", "agreed"), "pending"),
    **dict.fromkeys(("in force", "extended", "resumed", "filed"), "running"),
    "suspended": "suspended",
    **dict.fromkeys(("lifted", "rejected", "dropped", "ended"), "over"),
}
_STEP_SHAPES = {
    **dict.fromkeys(("proposed", "promised", "agreed", "promised lifted"), "diamond"),
    **dict.fromkeys(("in force", "extended", "resumed", "filed"), "circle"),
    **dict.fromkeys(("suspended", "violated"), "triangle-down"),
    **dict.fromkeys(("lifted", "rejected", "dropped", "ended"), "square"),
}


def ledger_chart(ledger: pl.DataFrame, until: date | None) -> alt.LayerChart:
    """Make the chart that ``charts.draw_ledger`` gives, without its style."""
    title = "Matters"
    dated = ledger if ledger.is_empty() else ledger.drop_nulls("day")
    if dated.is_empty():
        return blank(title, "No matter with a dated step is on record.")
    latest = max(dated["day"])
    days = Days(min(dated["day"]), max(latest, until or latest) + timedelta(days=1))
    heads: list[Row] = []
    bars: list[Row] = []
    steps: list[Row] = []
    top, words = 0.0, ["Matters and their steps."]
    for (matter, kind), rows in ledger.group_by("matter", "kind", maintain_order=True):
        own: list[Row] = list(rows.drop_nulls("day").sort("day", maintain_order=True).to_dicts())
        undated = [_step(row) for row in rows.iter_rows(named=True) if not row["day"]]
        tail = f"; undated: {', '.join(undated)}" if undated else ""
        heads.append({"y": top + 8, "matter": matter, "text": f"{matter} ({kind}){tail}"})
        marks, lanes = _marks(own, days)
        bar = top + 20 + lanes * 13
        steps += [{**mark, "bar": bar, "y": bar - 12 - 13 * mark["lane"]} for mark in marks]
        bars += [{**run, "y": bar - 4, "y2": bar + 4, "bar": bar} for run in _states(own, days)]
        top = bar + 22
        told = [f"{day_words(row['day'])} {_step(row)}" for row in own] + [
            f"undated {u}" for u in undated
        ]
        words.append(f"{matter} ({kind}): {'; '.join(told)}.")
    sub = "bar: in force; dashed outline: suspended; thin line: proposed or promised"
    sub += "; hollow mark: promise past its date"
    return layered(
        *_layers(heads, bars, steps, days=days, height=top),
        height=top,
        description=" ".join(words),
        title=alt.TitleParams(title, subtitle=sub, offset=10),
    )


def _step(row: Row) -> str:
    by = f" ({row['by']})" if row["by"] else ""
    return f"{row['step']}{by}{', open' if row['is_open'] else ''}"


def _marks(own: Sequence[Row], days: Days) -> tuple[list[dict[str, Any]], int]:
    """A mark a day, with its label in a lane of its own where two would touch."""
    texts: dict[date, list[str]] = {}
    last: dict[date, Row] = {}
    for row in own:
        texts.setdefault(row["day"], []).append(_step(row))
        last[row["day"]] = row
    told = {day: ", ".join(parts) for day, parts in texts.items()}
    lanes = find_lanes([days.stretch(day, text) for day, text in told.items()])
    marks = [
        {
            "day": day,
            "text": text,
            "lane": lane,
            "is_left": days.is_left(day, text),
            "shape": _STEP_SHAPES.get(last[day]["step"], "circle"),
            "is_open": bool(last[day]["is_open"]),
        }
        for (day, text), lane in zip(told.items(), lanes, strict=True)
    ]
    return marks, max(lanes, default=-1) + 1


def _states(own: Sequence[Row], days: Days) -> Iterator[Row]:
    """What the matter is in from each step that changes it to the next, and to the end."""
    changes = [(days.first, "over")]
    for row in own:
        state = _STATE_AFTER.get(row["step"], changes[-1][1])
        if state != changes[-1][1]:
            changes.append((row["day"], state))
    for (day, state), (end, _) in pairwise([*changes, (days.last, "over")]):
        if state != "over" and day < end:
            yield {"day": day, "end": end, "state": state}


def _layers(
    heads: Sequence[Row], bars: Sequence[Row], steps: Sequence[Row], *, days: Days, height: float
) -> Iterator[alt.Chart]:
    x = days.encoding(time_axis(grid=True))
    y, middle = pixels("y", height), pixels("bar", height)

    def of(state: str) -> alt.Chart:
        rows = (bar for bar in bars if bar["state"] == state)
        chart: alt.Chart = alt.Chart(inline(rows)).encode(x, x2="end:T")
        return chart

    head = alt.Chart(inline(heads)).mark_text(
        align="left", fontWeight="bold", fontSize=11, limit=WIDTH
    )
    yield head.encode(x=alt.value(0), y=y, text="text:N")
    yield of("running").mark_rect(color="#555555", opacity=1).encode(y=y, y2="y2:Q")
    hollow = of("suspended").mark_rect(fill="white", stroke=INK, strokeDash=[3, 2])
    yield hollow.encode(y=y, y2="y2:Q")
    yield of("pending").mark_rule(color=INK, strokeWidth=1.5).encode(y=middle)
    shapes = sorted({*_STEP_SHAPES.values()})
    shape = alt.Shape("shape:N", scale=alt.Scale(domain=shapes, range=shapes), legend=None)
    for is_open, fill, stroke in ((False, INK, INK), (True, "white", ACCENT)):
        rows = (step for step in steps if step["is_open"] == is_open)
        mark = alt.Chart(inline(rows)).mark_point(
            size=80, fill=fill, stroke=stroke, strokeWidth=1.5, opacity=1
        )
        yield mark.encode(x, middle, shape)
    yield from labels(steps, x, y)
