"""Charts: valid, told in words too, with gaps for gaps, and whole without a network."""

from __future__ import annotations

import json
import re
import struct
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair as alt
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.relations.chart_parts import WIDTH, Days, find_lanes, inline
from detente.relations.charts import (
    draw_ledger,
    draw_quads,
    draw_relation,
    draw_series,
    save_chart,
)
from detente.relations.view import RelationView

START = date(2021, 1, 4)
WEEK = timedelta(weeks=1)


def week(number: int, score: float | None, *, coverage: int = 5, back: bool = False) -> Any:
    pair = ("BOL", "PER") if back else ("PER", "BOL")
    names = dict(zip(("actor", "recipient"), pair, strict=True))
    events = None if score is None else 3
    day = START + number * WEEK
    return {"week": day, **names, "events": events, "score": score, "coverage": coverage}


# Week 2 has no coverage, week 4 no row, week 5 news without an event.
WEEKLY = pl.DataFrame(
    [week(0, 2.0), week(1, 3.0), week(2, None, coverage=0), week(3, -4.0), week(5, None)]
    + [week(6, -5.0)]
    + [week(n, 1.0, back=True) for n in range(7)]
)
TURNS = pl.DataFrame(
    [
        {
            "week": START + 3 * WEEK,
            "low": START + 2 * WEEK,
            "high": START + 4 * WEEK,
            "before": 2.5,
            "after": -4.5,
            "effect": -2.0,
            "p": 0.01,
            "actor": "PER",
            "recipient": "BOL",
            "text": "+2.5 to −4.5, p = 0.010",
        }
    ]
)
EVENTS = pl.DataFrame(
    {
        "day": [date(2021, 1, 26), date(2021, 1, 25), date(2020, 1, 1)],
        "text": ["Lima closed <the> border.", "La Paz complained.", "Before the first week."],
        "score": [-6.0, None, 4.0],
    }
)


def step(matter: str, kind: str, day: date | None, *, is_open: bool = False) -> dict[str, Any]:
    row = {"matter": matter, "kind": "restriction", "step": kind, "day": day}
    return {**row, "by": "PER", "is_open": is_open}


LEDGER = pl.DataFrame(
    [
        step("fruit ban", "in force", date(2019, 2, 1)),
        step("fruit ban", "suspended", date(2020, 2, 1)),
        step("fruit ban", "promised lifted", date(2020, 8, 1), is_open=True),
        step("toll", "in force", date(2019, 5, 1)),
        step("toll", "lifted", date(2020, 5, 1)),
        step("bridge", "proposed", None),
    ]
)
QUADS = pl.DataFrame(
    [
        {"month": date(2021, 1, 1), "quad": "verbal cooperation", "events": 4},
        {"month": date(2021, 1, 1), "quad": "material cooperation", "events": 2},
        {"month": date(2021, 1, 1), "quad": "material conflict", "events": 3},
        {"month": date(2021, 2, 1), "quad": "verbal conflict", "events": None},
        {"month": date(2021, 4, 1), "quad": "verbal conflict", "events": 1},
    ]
)
NONE = pl.DataFrame()
EMPTY = RelationView("PER", "BOL", START, START, NONE, NONE)


def tables(spec: Any) -> list[list[dict[str, Any]]]:
    """The rows of each data set of a specification, each once."""
    return [rows for rows in spec["datasets"].values() if rows]


def rows_with(spec: Any, *fields: str) -> list[dict[str, Any]]:
    """The rows of the first data set that has these fields."""
    return next(rows for rows in tables(spec) if {*fields} <= {*rows[0]})


CHARTS = {
    "series": lambda: draw_series(WEEKLY, TURNS, EVENTS),
    "series without turns or events": lambda: draw_series(WEEKLY, NONE, NONE),
    "series of nothing": lambda: draw_series(NONE, NONE, NONE),
    "ledger": lambda: draw_ledger(LEDGER, until=date(2021, 1, 1)),
    "ledger without dates": lambda: draw_ledger(LEDGER.tail(1)),
    "ledger of nothing": lambda: draw_ledger(NONE),
    "quads": lambda: draw_quads(QUADS),
    "quads of nothing": lambda: draw_quads(NONE),
    "relation of nothing": lambda: draw_relation(EMPTY),
}


@pytest.mark.parametrize("name", CHARTS)
def test_specification_is_valid_and_told_in_words(name: str) -> None:
    spec = CHARTS[name]().to_dict(validate=True)  # raises where the schema is broken
    assert spec["description"].endswith(".")
    assert spec["config"]["background"] == "white"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("series", "PER toward BOL: 4 of 6 weeks scored, -1.0 on average."),
        ("series", "BOL toward PER: 7 of 7 weeks scored"),
        ("series", "week of 25 Jan 2021 (between 18 Jan 2021 and 1 Feb 2021): +2.5 to −4.5"),
        ("series", "26 Jan 2021: Lima closed <the> border."),
        ("series of nothing", "There is no news of the two."),
        ("ledger", "fruit ban (restriction): 1 Feb 2019 in force (PER); 1 Feb 2020 suspended"),
        ("ledger", "1 Aug 2020 promised lifted (PER), open."),
        ("ledger", "bridge (restriction): undated proposed (PER)."),
        ("ledger of nothing", "No matter with a dated step is on record."),
        ("quads", "Jan 2021 to Apr 2021. verbal cooperation: 4 events, material cooperation: 2"),
        ("quads of nothing", "There is no event of the two."),
        ("relation of nothing", "Peru and Bolivia, 2021-01-04 to 2021-01-04."),
    ],
)
def test_description(name: str, words: str) -> None:
    assert words in CHARTS[name]().to_dict()["description"]


def test_missing_weeks_are_gaps() -> None:
    spec = CHARTS["series"]().to_dict()
    weeks = rows_with(spec, "score", "coverage")
    # All seven Mondays are there; those without a row or a score have null, not 0.
    assert [row["day"][:10] for row in weeks] == [str(START + n * WEEK) for n in range(7)]
    assert [row["score"] for row in weeks] == [2.0, 3.0, None, -4.0, None, None, -5.0]
    lines = re.findall(r'"mark": ({"type": "line"[^}]*})', json.dumps(spec))
    assert [json.loads(line)["invalid"] for line in lines] == ["break-paths-show-domains"] * 2
    # What is marked as uncovered: weeks 2 and 4, not week 5, which had news.
    (gaps,) = (t for t in tables(spec) if {*t[0]} == {"day", "end"} and len(t) == 2)
    assert [row["day"][:10] for row in gaps] == [str(START + n * WEEK) for n in (2, 4)]


def test_line_is_drawn_in_as_many_pieces_as_there_are_stretches(tmp_path: Path) -> None:
    save_chart(CHARTS["series"](), tmp_path / "a.svg")
    svg = (tmp_path / "a.svg").read_text("utf-8")
    paths = re.findall(r'aria-roledescription="line mark"[^>]* d="([^"]*)"', svg)
    assert [path.count("M") for path in paths] == [3, 1]  # weeks 0-1, 3, 6; and all seven


def test_levels_run_between_turning_points() -> None:
    levels = [t for t in tables(CHARTS["series"]().to_dict()) if {*t[0]} == {"day", "end", "score"}]
    (own,) = levels  # the direction without a turn has none
    edges = [str(START + n * WEEK) for n in (0, 3, 7)]
    assert [(row["day"][:10], row["end"][:10], row["score"]) for row in own] == [
        (edges[0], edges[1], 2.5),
        (edges[1], edges[2], -4.5),
    ]


def test_events_are_numbered_by_day_within_the_axis() -> None:
    key = rows_with(CHARTS["series"]().to_dict(), "head", "sign")
    assert [(row["number"], row["head"], row["sign"]) for row in key] == [
        ("1", "25 Jan 2021", "neutral"),  # no score
        ("2", "26 Jan 2021", "conflict"),
    ]


def test_matters_run_from_step_to_step() -> None:
    bars = [row for t in tables(CHARTS["ledger"]().to_dict()) for row in t if "state" in row]
    assert sorted((row["state"], row["day"][:10], row["end"][:10]) for row in bars) == [
        ("running", "2019-02-01", "2020-02-01"),
        ("running", "2019-05-01", "2020-05-01"),  # lifted: nothing after it
        ("suspended", "2020-02-01", "2021-01-02"),  # a promise alone changes nothing
    ]


def test_quads_stack_outward_and_unknown_months_stay_empty() -> None:
    spec = CHARTS["quads"]().to_dict()
    bars = rows_with(spec, "quad")
    assert [(row["quad"], row["from"], row["to"]) for row in bars] == [
        ("material cooperation", 0, 2),
        ("verbal cooperation", 2, 6),
        ("material conflict", 0, -3),
        ("verbal conflict", 0, -1),
    ]
    (gaps,) = (t for t in tables(spec) if {*t[0]} == {"day", "end"})
    assert [row["day"][:7] for row in gaps] == ["2021-02", "2021-03"]  # null, and no row


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        (
            "series",
            [
                "Peru toward Bolivia",
                "Bolivia toward Peru",
                "mean PLOVER score",
                "25 Jan 2021: +2.5 to −4.5, p = 0.010",
                "Lima closed <the> border.",
            ],
        ),
        ("ledger", ["fruit ban (restriction)", "promised lifted (PER), open", "suspended (PER)"]),
        ("quads", ["events a month", "material conflict"]),
        ("relation of nothing", ["Peru and Bolivia, 2021-01-04 to 2021-01-04"]),
    ],
)
def test_svg_has_its_labels(name: str, labels: list[str], tmp_path: Path) -> None:
    path = tmp_path / "a.SVG"  # the case of the suffix does not matter
    save_chart(CHARTS[name](), path)
    texts = {text.text for text in ElementTree.parse(path).iter() if text.tag.endswith("text")}
    root = ElementTree.parse(path).getroot()
    assert root.get("aria-label") == CHARTS[name]().description  # what can't be seen, told
    texts |= {t.text for t in ElementTree.parse(path).iter() if t.tag.endswith("tspan")}
    assert {*labels} <= texts


def test_controls_in_an_article_leave_the_picture_whole(tmp_path: Path) -> None:
    events = EVENTS.with_columns(text=pl.lit("Lima \x1b[31mclosed\x00 it."))
    save_chart(draw_series(WEEKLY, TURNS, events), tmp_path / "a.svg")
    assert "Lima �[31mclosed� it." in {
        text.text for text in ElementTree.parse(tmp_path / "a.svg").iter()
    }


def test_png_is_twice_the_size_of_the_svg(tmp_path: Path) -> None:
    chart = CHARTS["quads"]()
    save_chart(chart, tmp_path / "a.png")
    save_chart(chart, tmp_path / "a.svg")
    svg = ElementTree.parse(tmp_path / "a.svg").getroot()
    head = (tmp_path / "a.png").read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", head[16:])
    assert (width, height) == (2 * int(svg.get("width", 0)), 2 * int(svg.get("height", 0)))
    assert WIDTH < width / 2 < WIDTH + 120  # axis and edge beside the panel


def test_page_is_whole_without_a_network_and_safe_against_its_words(tmp_path: Path) -> None:
    text = 'Lima said "</script><script>alert(1)</script>" & <b>left</b>.'
    events = EVENTS.with_columns(text=pl.lit(text))
    chart = draw_series(WEEKLY, TURNS, events)
    save_chart(chart, tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text("utf-8")
    body = page.rpartition("\n<body>\n")[2]
    assert not re.search(r'<[^>]*\b(?:src|href)\s*=\s*["\']', body)
    assert not re.search(r"https?://", body)  # no schema, no library
    # The library names these two: the name space of SVG, and an editor that has no menu here.
    urls = {re.match(r"https?://[^/\"'` ]+", url) for url in re.findall(r"https?://\S+", page)}
    hosts = {url[0].split("//")[1] for url in urls if url}
    assert not {host for host in hosts if "cdn" in host or "unpkg" in host}
    assert page.count("</script>") == 2
    assert "<b>left</b>" not in page
    assert "actions: {export: true, source: false, compiled: false, editor: false}" in page
    (drawn,) = re.findall(r'vegaEmbed\("#chart", (.*), \{actions', page)
    assert text in json.loads(drawn)["description"]  # escaped, not cut


def test_same_chart_gives_the_same_file(tmp_path: Path) -> None:
    for name in ("a.svg", "b.svg"):
        save_chart(CHARTS["ledger"](), tmp_path / name)
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.gif", "no chart format has this suffix; use .svg, .png or .html"),
        ("a", "no chart format"),  # none at all
        ("none/a.svg", "can't be written: No such file"),
        ("none/a.png", "can't be written: No such file"),
    ],
)
def test_errors_say_what_to_do(name: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=re.escape(name) + ": .*" + reason):
        save_chart(CHARTS["quads of nothing"](), tmp_path / name)


def test_many_rows_are_drawn_whole() -> None:
    many = pl.DataFrame([week(n, 1.0) for n in range(6000)])  # altair's own limit is 5,000
    assert len(rows_with(draw_series(many, NONE, NONE).to_dict(), "coverage")) == 6000


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), max_size=30))
def test_lanes_keep_labels_apart(stretches: list[tuple[int, int]]) -> None:
    spans = [(float(start), float(start + length)) for start, length in stretches]
    lanes = find_lanes(spans)
    for one, (start, end) in enumerate(spans):
        for other in range(one):
            if lanes[one] == lanes[other]:
                assert end <= spans[other][0] or spans[other][1] <= start
    assert not lanes or {*lanes} == {*range(max(lanes) + 1)}  # none is left empty


@pytest.mark.parametrize(
    ("day", "text", "is_left"),
    [
        (date(2020, 1, 1), "a label", True),
        (date(2020, 12, 30), "a label", False),  # no room to the right
        (date(2020, 7, 1), "a label" * 30, True),  # no room on either side
    ],
)
def test_label_stands_where_it_has_room(day: date, text: str, is_left: bool) -> None:
    days = Days(date(2020, 1, 1), date(2020, 12, 31))
    assert days.is_left(day, text) is is_left
    assert days.stretch(day, text)[0 if is_left else 1] == days.x(day)


def test_days_have_an_hour() -> None:
    values = alt.Chart(inline([{"day": START, "n": 1}])).mark_point().to_dict()
    assert tables(values) == [[{"day": "2021-01-04T00:00:00", "n": 1}]]
