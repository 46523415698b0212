"""The story of a relation: every claim with its sentence, at any width; gaps stay gaps."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from rich.console import Console

from detente.relations.story import tell_matter, tell_relation
from detente.relations.turning import TurningPoint
from detente.relations.view import (
    RelationView,
    ToldEvent,
    ToldMatter,
    ToldReaction,
    ToldStep,
    Turn,
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
POINT = TurningPoint(
    "PER",
    "BOL",
    week=date(2021, 6, 7),
    low=date(2021, 5, 24),
    high=date(2021, 6, 14),
    before=2.04,
    after=-3.5,
    effect=-1.8,
    p=0.0004,
    weeks_before=11,
    weeks_after=15,
    reason="",
)
TURN = Turn(POINT, (RECALL,))
REBUKE = replace(
    RECALL,
    day="2021-06-10",
    actor="ARG",
    recipient="PER",
    event="ACCUSE",
    sentence="Buenos Aires chided Lima for the recall.",
    id="e77",
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
    reactions=(ToldReaction(REBUKE, RECALL, 2, "names"),),
    further_matters=4,
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
        "+2.0 to −3.5, effect −1.8 sd, p < 0.001 (11 weeks before, 15 after)",  # size and test
        "BOL → PER: no turning point found.",  # the other way has none
        "SANCTION discontinue  −6.0",
        "CONSULT  +1.5  future",  # what is not actual says so
        "2021-06 ",  # a day known to the month stays a month
        "[The Ledger and 2 more]",  # who tells it
        "ban on Bolivian fruit  restriction",
        "in force  PER",
        "promised lifted  PER  due 2021-08  open",  # in its matter
        "promised lifted  PER  ban on Bolivian fruit  due 2021-08",  # among the open promises
        "ARG → PER  ACCUSE discontinue  −6.0  names SANCTION PER → BOL, 2 days after",
        REBUKE.sentence,
        "4 more: detente matters lists them.",
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
        (EMPTY, "None is on record near the turning points and the latest events."),
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
        VIEW,
        latest=(event,),
        matters=(matter,),
        reactions=(),
        too_little={("BOL", "PER"): nasty},
        turns=(),
    )
    printed = shown(view)
    assert "\x1b" not in printed
    assert printed.count("[/red]") == 7  # event 2, reason, matter, step, open promise 2


def test_ids_and_reasons_show_when_asked() -> None:
    file = io.StringIO()
    console = Console(file=file, width=90)
    console.print(tell_relation(VIEW, with_ids=True))
    step = replace(MATTER.steps[0], id="s12")
    matter = replace(MATTER, steps=(step,), reasons=("shared words: fruit (0.80)",))
    console.print(tell_matter(matter, with_ids=True, with_reasons=True))
    printed = file.getvalue()
    for words in ("#e77", "#s12", "joined: shared words: fruit (0.80)"):
        assert words in printed
        assert words not in shown(replace(VIEW, matters=(matter,)))


def test_frames_for_charts_have_their_columns_even_when_empty() -> None:
    for view, count in ((VIEW, 1), (EMPTY, 0)):
        assert view.turning_points.height == count
        assert {"week", "low", "high", "effect", "p", "text"} <= {*view.turning_points.columns}
        assert view.ledger.height == 2 * count
        assert view.ledger.columns == ["matter", "kind", "step", "day", "by", "is_open"]
        assert replace(view, annotated=view.latest).events.columns == ["day", "text", "score"]
    assert VIEW.ledger["day"].to_list() == [date(2021, 6, 20), None]
