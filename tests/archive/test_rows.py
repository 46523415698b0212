"""What is indexed of a reading."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.archive.made import reading, rejected

from detente.archive.rows import dyad_rows, event_day, is_rejected, key, matter_rows, sound
from detente.records import Actor, Article, EventDate, Reading

MADE = reading(1)
EVENT = MADE.events[0]
JPN, KOR, NONE = Actor(None, ("JPN",)), Actor(None, ("KOR",)), Actor(None, (), candidates=("JPN",))
BOTH = Actor(None, ("JPN", "KOR"))


@pytest.mark.parametrize(
    ("changes", "pairs"),
    [
        ({"actors": (JPN,), "recipients": (KOR,)}, {("JPN", "KOR")}),
        ({"actors": (JPN,), "recipients": (BOTH,)}, {("JPN", "KOR")}),  # not on itself
        ({"actors": (BOTH,), "recipients": ()}, set()),  # both curbed somebody unknown
        (
            {"event": "CONSULT", "actors": (BOTH,), "recipients": ()},
            {("JPN", "KOR"), ("KOR", "JPN")},
        ),
        ({"event": "CONSULT", "actors": (JPN,), "recipients": ()}, set()),  # with whom?
        ({"actors": (NONE,), "recipients": (KOR,)}, set()),  # a candidate is no actor
        ({"actors": (JPN, JPN), "recipients": (KOR, KOR)}, {("JPN", "KOR")}),  # once each
    ],
)
def test_pairs(changes: dict[str, Any], pairs: set[tuple[str, str]]) -> None:
    rows = list(dyad_rows(MADE.article, [replace(EVENT, **changes)]))
    assert {(row["actor"], row["recipient"]) for row in rows} == pairs
    assert len(rows) == len(pairs)


@pytest.mark.parametrize(
    ("start", "published", "found"),
    [
        ("2019-07-04", "2023-03-16", ("2019-07-04", "day")),
        ("2019-07", "2023-03-16", ("2019-07-01", "month")),
        ("2019", "2023-03-16", ("2019-01-01", "year")),
        (None, "2023-03-16", ("2023-03-16", "published")),
        (None, None, (None, None)),  # unknown is not a day
        ("2019-02-30", None, (None, None)),  # no day
        ("2019-02-30", "2023-03-16", ("2023-03-16", "published")),
    ],
)
def test_day(start: str | None, published: str | None, found: tuple[str | None, str]) -> None:
    assert event_day(replace(EVENT, date=EventDate(start, start)), published) == found


def test_origin_is_the_credited_publisher() -> None:
    article = replace(MADE.article, text=MADE.article.text + "\n\nSource: Plains Wire")
    assert {row["origin"] for row in dyad_rows(article, MADE.events)} == {"Plains Wire"}
    assert {row["origin"] for row in dyad_rows(MADE.article, MADE.events)} == {"Harbour Post"}


def test_matter_of_three_states_has_three_pairs() -> None:
    (matter,) = MADE.matters
    step = replace(matter.steps[0], toward=(KOR, Actor(None, ("USA",))))
    rows = matter_rows(replace(MADE, matters=(replace(matter, steps=(step,)),)))
    assert [(r["first"], r["second"]) for r in rows] == [
        ("JPN", "KOR"),
        ("JPN", "USA"),
        ("KOR", "USA"),
    ]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (MADE, False),  # a part was rejected
        (rejected("r"), True),
        (Reading(Article(id="a", text=" \n")), True),  # nothing to read
    ],
)
def test_is_rejected(made: Reading, expected: bool) -> None:
    assert is_rejected(made) is expected


@pytest.mark.parametrize(
    ("article_id", "is_kept"),
    [("https://example.org/1", True), ("é 🕊", True), ("a\x00b", False), ("\udcff", False)],
)
def test_key(article_id: str, is_kept: bool) -> None:
    assert (key(article_id) == article_id) is is_kept
    assert sound(key(article_id)) == key(article_id)
