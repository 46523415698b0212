"""The story of a relation: every claim with its sentence, at any width; gaps stay gaps."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from detente.relations.story import (
    RelationView,
    ToldEvent,
    ToldMatter,
    ToldStep,
    Turn,
    first_day,
    signed,
    sparkline,
    state_name,
    tell_relation,
    weeks_a_mark,
)

START = date(2021, 1, 4)
RECALL = ToldEvent(
    "2021-06-08",
    "PER",
    "BOL",
    "SANCTION",
    "discontinue",
    "actual",
    -6.0,
    "Lima called its ambassador home over the border [post] on Tuesday.",
    "The Ledger",
    3,
)
VISIT = replace(
    RECALL,
    day="2021-06",
    actor="BOL",
    recipient="PER",
    event="CONSULT",
    mode=None,
    status="future",
    score=1.5,
    sentence="A Bolivian envoy will travel to Lima within the month, La Paz said.",
    publisher=None,
)
TURN = Turn(
    "PER",
    "BOL",
    week=date(2021, 6, 7),
    low=date(2021, 5, 24),
    high=date(2021, 6, 14),
    before=2.04,
    after=-3.5,
    effect=-1.8,
    p=0.0004,
    events=(RECALL,),
)
MATTER = ToldMatter(
    "ban on Bolivian fruit",
    "restriction",
    (
        ToldStep("in force", "2021-06-20", ("PER",), "Peru banned Bolivian fruit.", "The Ledger"),
        ToldStep(
            "promised lifted",
            None,
            ("PER",),
            "Peru would drop the ban by August, its minister said.",
            is_open=True,
            due="2021-08",
        ),
    ),
)


def weekly(scores: dict[tuple[str, str], list[float | None]]) -> pl.DataFrame:
    """One row a week and direction."""
    rows: list[dict[str, Any]] = [
        {"week": START + timedelta(weeks=n), "actor": a, "recipient": b, "score": score}
        for (a, b), own in scores.items()
        for n, score in enumerate(own)
    ]
    known = [{**row, "events": 2, "coverage": 5} for row in rows]
    return pl.DataFrame(known, schema_overrides={"score": pl.Float64})


VIEW = RelationView(
    "PER",
    "BOL",
    START,
    date(2021, 12, 31),
    weekly({("PER", "BOL"): [4.0, None, -4.0] * 13, ("BOL", "PER"): [2.0] * 39}),
    pl.DataFrame(),
    turns=(TURN,),
    matters=(MATTER,),
    latest=(VISIT, RECALL),
)
EMPTY = RelationView("PER", "BOL", START, date(2021, 12, 31), pl.DataFrame(), pl.DataFrame())


def shown(view: RelationView, width: int = 80, **options: Any) -> str:
    file = io.StringIO()
    Console(file=file, width=width, highlight=False, **options).print(tell_relation(view))
    return file.getvalue()


def words(text: str) -> str:
    """What was printed, however it was folded."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("width", [50, 80, 120])
@pytest.mark.parametrize(
    "part",
    [
        "Peru and Bolivia",
        "2021-01-04 to 2021-12-31",
        "week of 2021-06-07 (between 2021-05-24 and 2021-06-14)",  # a turn with its interval
        "+2.0 to −3.5, effect −1.8 sd, p < 0.001",  # its size and test
        "BOL → PER: no turning point found.",  # the other way has none
        "SANCTION discontinue  −6.0",
        "CONSULT  +1.5  future",  # what is not actual says so
        "2021-06 ",  # a day known to the month stays a month
        "[The Ledger and 2 more]",  # who tells it
        "ban on Bolivian fruit  restriction",
        "in force  PER",
        "promised lifted  PER  due 2021-08  open",  # in its matter
        "promised lifted  PER  ban on Bolivian fruit  due 2021-08",  # among the open promises
        RECALL.sentence,  # with brackets, which are no markup
        VISIT.sentence,
        *(step.sentence for step in MATTER.steps),
    ],
)
def test_tells(part: str, width: int) -> None:
    printed = shown(VIEW, width)
    assert words(part) in words(printed)
    assert max(map(len, printed.splitlines())) <= width


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (EMPTY, "No news of the two in these days."),
        (
            replace(EMPTY, weekly=weekly({("PER", "BOL"): [None, None]})),
            "News in these weeks, but no event of the two to score.",
        ),
        (EMPTY, "PER → BOL: no turning point found."),
        (
            replace(EMPTY, too_little={("BOL", "PER"): "9 weeks have events; 30 are needed"}),
            "BOL → PER: too little to tell: 9 weeks have events; 30 are needed.",
        ),
        (replace(EMPTY, turns=(replace(TURN, events=()),)), "No single event carries the change."),
        (EMPTY, "No matter between the two is on record."),
        (replace(EMPTY, matters=(replace(MATTER, steps=()),)), "No step of it is known."),
        (EMPTY, "No promise is past its date without a step."),
        (EMPTY, "PER → BOL: no event on record."),
    ],
)
def test_empty_part_says_so(view: RelationView, sentence: str) -> None:
    assert words(sentence) in words(shown(view))
    assert words(sentence) not in words(shown(VIEW))


def test_sparkline_marks_the_turn_below_its_week() -> None:
    lines = shown(VIEW, 120).splitlines()
    at = next(n for n, line in enumerate(lines) if "▲" in line)
    bars = lines[at - 1]
    assert lines[at].index("▲") - bars.index("█") == 22  # the turn is in the 23rd week


def test_missing_week_is_a_gap_of_the_sparkline() -> None:
    whole = VIEW.weekly.filter(pl.col("actor") == "BOL")
    without = replace(VIEW, weekly=whole.filter(pl.col("week") != START + timedelta(weeks=3)))
    line = next(row for row in shown(without, 120).splitlines() if row.startswith("  BOL → PER  "))
    assert line.split()[3] == "█" * 3 + "·" + "█" * 35


def test_swapped_view_tells_the_same_the_other_way_first() -> None:
    printed = shown(replace(VIEW, actor="BOL", recipient="PER"))
    assert printed.startswith("Bolivia and Peru")
    assert printed.index("BOL → PER") < printed.index("PER → BOL")
    assert sorted(words(printed)) == sorted(words(shown(VIEW)))


def test_escapes_of_an_article_do_not_reach_the_terminal() -> None:
    nasty = "\x1b]0;x\x07\x1b[2J [/red]"
    event = replace(RECALL, sentence=nasty, publisher=nasty)
    matter = replace(MATTER, name=nasty, steps=(replace(MATTER.steps[1], sentence=nasty),))
    view = replace(
        VIEW, latest=(event,), matters=(matter,), too_little={("BOL", "PER"): nasty}, turns=()
    )
    printed = shown(view)
    assert "\x1b" not in printed
    assert printed.count("[/red]") == 7  # event 2, reason, matter, step, open promise 2


@pytest.mark.parametrize(
    ("scores", "marks", "drawn"),
    [
        ([-8, -1, 0, 8], 4, "▁▄▅█"),  # below zero the lower half, from zero the upper
        ([None, 8, None], 3, "·█·"),  # unknown weeks are gaps, at the ends too
        ([8, None, None, None], 2, "█·"),  # a mark with one known week is known
        ([-8, 8, 8, 8], 2, "▅█"),  # a mark is the mean of its weeks
        ([99, -99], 2, "█▁"),  # beyond the limit is the limit
        ([], 5, ""),
    ],
)
def test_sparkline(scores: list[float | None], marks: int, drawn: str) -> None:
    assert sparkline(scores, marks, limit=8) == drawn


@given(st.lists(st.none() | st.floats(-10, 10), max_size=400), st.integers(1, 120))
def test_sparkline_fits_and_knows_what_is_known(scores: list[float | None], marks: int) -> None:
    drawn = sparkline(scores, marks, limit=10)
    assert len(drawn) <= marks
    each = weeks_a_mark(len(scores), marks)
    for number, mark in enumerate(drawn):
        part = scores[number * each : (number + 1) * each]
        assert (mark == "·") == all(score is None for score in part)


@pytest.mark.parametrize(
    ("iso", "day"),
    [
        ("2019", date(2019, 1, 1)),  # known to the year
        ("2019-07", date(2019, 7, 1)),  # to the month
        ("2019-07-04", date(2019, 7, 4)),
        (None, None),
    ],
)
def test_first_day(iso: str | None, day: date | None) -> None:
    assert first_day(iso) == day


def test_numbers_and_names() -> None:
    assert [signed(x) for x in (-3.46, 0.0, -0.04, 12)] == ["−3.5", "0.0", "0.0", "+12.0"]
    assert state_name("BOL") == "Bolivia"
    assert state_name("ASEAN?") == "ASEAN?"  # no state: the code itself


def test_frames_for_charts_have_their_columns_even_when_empty() -> None:
    for view, count in ((VIEW, 1), (EMPTY, 0)):
        assert view.turning_points.height == count
        assert {"week", "low", "high", "effect", "p", "text"} <= {*view.turning_points.columns}
        assert view.ledger.height == 2 * count
        assert view.ledger.columns == ["matter", "kind", "step", "day", "by", "is_open"]
        assert replace(view, annotated=view.latest).events.columns == ["day", "text", "score"]
    assert VIEW.ledger["day"].to_list() == [date(2021, 6, 20), None]
