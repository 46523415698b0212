"""Charts of a relation by altair: the series, the ledger, the mix of quads.

One specification draws in a browser, to SVG and to PNG. Everything that colour
tells, place, lightness, dash or shape tells too. Each chart carries a
``description`` made of its data, for those who can't see it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import polars as pl
import vl_convert

from detente.errors import UsageError
from detente.relations.chart_ledger import ledger_chart
from detente.relations.chart_parts import (
    INK,
    PANEL,
    Days,
    Row,
    blank,
    gap_strip,
    inline,
    layered,
    styled,
    time_axis,
)
from detente.relations.chart_series import series_chart
from detente.relations.view import RelationView, state_name

# Lightness parts verbal from material, the side of the line parts conflict from cooperation.
_QUAD_COLOURS = {
    "verbal cooperation": "#a9cce3",
    "material cooperation": "#1b4f72",
    "material conflict": "#7b241c",
    "verbal conflict": "#f0b8a0",
}


def draw_series(
    weekly: pl.DataFrame, turning_points: pl.DataFrame, events: pl.DataFrame
) -> alt.VConcatChart:
    """Draw the weekly scores of a pair, a panel each way, over its annotated events.

    Args:
        weekly: columns week (date, Monday), actor, recipient, events (int or
            null), score (mean PLOVER score, -10 to 10, or null), coverage
            (articles). A null score and a week without a row are gaps.
        turning_points: columns week, low, high (dates), before, after (mean
            scores), effect (standard deviations), p, actor, recipient, text.
        events: columns day, text, score.

    Returns:
        A specification; ``description`` tells the same in words.

    Example:
        >>> weeks = {"week": [date(2023, 3, 6)], "actor": "KOR", "recipient": "JPN"}
        >>> weekly = pl.DataFrame({**weeks, "events": 2, "score": 4.0, "coverage": 9})
        >>> draw_series(weekly, pl.DataFrame(), pl.DataFrame()).description
        'Weekly mean PLOVER scores. KOR toward JPN: 1 of 1 weeks scored, 4.0 on average.'
    """
    return styled(series_chart(weekly, turning_points, events))


def draw_ledger(ledger: pl.DataFrame, *, until: date | None = None) -> alt.LayerChart:
    """Draw the matters of a pair as bars in time, with their steps.

    Args:
        ledger: a row a step: matter, kind, step, day (date or null), by,
            is_open (a promise past its date without a step).
        until: to which day a matter that is not over runs; the last step if None.

    Returns:
        A specification. Steps without a day stand in words beside their matter.

    Example:
        >>> row = {"matter": "curbs", "kind": "restriction", "step": "in force"}
        >>> rest = {"day": date(2019, 7, 4), "by": "JPN", "is_open": False}
        >>> draw_ledger(pl.DataFrame([row | rest])).description
        'Matters and their steps. curbs (restriction): 4 Jul 2019 in force (JPN).'
    """
    return styled(ledger_chart(ledger, until))


def draw_quads(quads: pl.DataFrame) -> alt.LayerChart:
    """Draw the events of each month by quad: cooperation above the line, conflict below.

    Args:
        quads: columns month (date, the first), quad, events (int; null or no
            row where nothing is known).

    Returns:
        A specification; months of which nothing is known have a grey strip.

    Example:
        >>> row = {"month": date(2023, 3, 1), "quad": "verbal cooperation", "events": 4}
        >>> draw_quads(pl.DataFrame([row])).description
        'Events a month by quad, Mar 2023 to Mar 2023. verbal cooperation: 4 events.'
    """
    return styled(_quads(quads))


def draw_relation(view: RelationView) -> alt.VConcatChart:
    """Draw all three charts of a relation below each other."""
    parts = (
        series_chart(view.weekly, view.turning_points, view.events),
        ledger_chart(view.ledger, view.until),
        _quads(view.quads),
    )
    pair = (
        f"{state_name(view.actor)} and {state_name(view.recipient)}, {view.since} to {view.until}"
    )
    words = " ".join(part.description for part in parts)
    title = alt.TitleParams(pair, fontSize=18, offset=16)
    chart = alt.VConcatChart(
        vconcat=list(parts), spacing=36, title=title, description=f"{pair}. {words}"
    )
    # Shapes and colours mean something else in each chart.
    apart = alt.ScaleResolveMap(shape="independent", color="independent")
    chart.resolve = alt.Resolve(scale=apart)
    return styled(chart)


def save_chart(chart: alt.LayerChart | alt.VConcatChart, path: Path) -> None:
    """Write a chart to a file, without network and without a browser.

    Args:
        chart: one of this module's.
        path: its suffix tells the format: ``.svg``; ``.png`` of twice the size
            in pixels, for sharp screens and print; ``.html``, a page that holds
            all that it needs.

    Raises:
        UsageError: the suffix is another, or the file can't be written.

    Example:
        >>> save_chart(draw_quads(pl.DataFrame({"month": [], "events": []})), Path("a.gif"))
        Traceback (most recent call last):
        detente.errors.UsageError: a.gif: no chart format has this suffix; use .svg, .png or .html
    """
    suffix = path.suffix.lower()
    if suffix not in {".svg", ".png", ".html"}:
        raise UsageError(f"{path}: no chart format has this suffix; use .svg, .png or .html")
    spec = chart.to_dict()
    try:
        if suffix == ".png":
            path.write_bytes(vl_convert.vegalite_to_png(spec, scale=2))
        else:
            page = _picture(spec) if suffix == ".svg" else _page(spec)
            path.write_text(page, "utf-8")
    except OSError as error:
        raise UsageError(f"{path}: can't be written: {error.strerror}") from error


def _picture(spec: dict[str, Any]) -> str:
    """An SVG that tells in words what it shows; vl-convert leaves them out."""
    words = escape(str(spec.get("description", "")))
    svg = vl_convert.vegalite_to_svg(spec)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{words}" ', 1)


def _page(spec: dict[str, Any]) -> str:
    """A page of its own. Altair's lets a "</script>" in the words of an article out."""
    words = escape(str(spec.get("description", "")))
    # The schema's address is of no use here, and a reader should find no address at all.
    data = json.dumps({key: value for key, value in spec.items() if key != "$schema"})
    library = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    options = "{actions: {export: true, source: false, compiled: false, editor: false}}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>Relation</title>\n<script>{library}</script>\n</head>\n"
        f'<body>\n<figure id="chart" role="img" aria-label="{words}"></figure>\n'
        f"<details><summary>In words</summary><p>{words}</p></details>\n<script>\n"
        f'vegaEmbed("#chart", {data.replace("<", chr(92) + "u003c")}, {options});\n'
        "</script>\n</body>\n</html>\n"
    )


# --------------------------------------------------------------- the quads


def _quads(quads: pl.DataFrame) -> alt.LayerChart:
    known = quads if quads.is_empty() else quads.drop_nulls("events")
    if known.is_empty():
        return blank("Events a month by quad", "There is no event of the two.")
    last = max(quads["month"])
    days = Days(min(quads["month"]), _next_month(last))
    covered = {*known["month"]}
    unknown = [m for m in _months(days.first, last) if m not in covered]
    x = days.encoding(time_axis())
    names = list(_QUAD_COLOURS)
    sums = {name: known.filter(pl.col("quad") == name)["events"].sum() for name in names}
    told = ", ".join(f"{name}: {count} events" for name, count in sums.items() if count)
    sub = "above the line cooperation, below it conflict; dark: material, light: verbal"
    sub += "; strip at the foot: nothing known"
    return layered(
        _quad_bars(known).encode(x, x2="end:T"),
        alt.Chart(inline([{"zero": 0}])).mark_rule(color=INK).encode(y="zero:Q"),
        gap_strip(({"day": m, "end": _next_month(m)} for m in unknown), x),
        height=PANEL,
        title=alt.TitleParams("Events a month by quad", subtitle=sub, offset=10),
        description=f"Events a month by quad, {days.first:%b %Y} to {last:%b %Y}. {told}.",
    )


def _quad_bars(known: pl.DataFrame) -> alt.Chart:
    scale = alt.Scale(domain=list(_QUAD_COLOURS), range=list(_QUAD_COLOURS.values()))
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolType="square")
    # Those of conflict are negative, which no reader should see at the axis.
    axis = alt.Axis(title="events a month", labelExpr="abs(datum.value)", format="d", tickMinStep=1)
    bars = alt.Chart(inline(_stacks(known))).mark_bar(stroke=INK, strokeWidth=0.4)
    chart: alt.Chart = bars.encode(
        y=alt.Y("from:Q", axis=axis),
        y2="to:Q",
        color=alt.Color("quad:N", scale=scale, legend=legend),
    )
    return chart


def _stacks(known: pl.DataFrame) -> Iterator[Row]:
    """Bars outward from the line, the material ones inside, where lengths compare best."""
    for (month,), rows in known.sort("month").group_by("month", maintain_order=True):
        counts = dict(rows.group_by("quad").agg(pl.col("events").sum()).iter_rows())
        for side, sign in (("cooperation", 1), ("conflict", -1)):
            inner = 0
            for quad in (f"material {side}", f"verbal {side}"):
                outer = inner + sign * counts.get(quad, 0)
                if outer != inner:
                    ends = {"day": month, "end": _next_month(month)}
                    yield {**ends, "quad": quad, "from": inner, "to": outer}
                inner = outer


def _next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def _months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = _next_month(month)
