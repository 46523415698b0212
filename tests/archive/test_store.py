"""Adding once, twice, as a copy, in any order; reading again; judging."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from tests.archive.made import READER, copy_of, reading, rejected, told

from detente.archive.judgements import Judgement
from detente.archive.opening import Archive, open_archive
from detente.archive.queries import (
    events_between,
    judgements_of,
    matters_between,
    publications_of,
    readings,
)
from detente.archive.store import add, add_many, is_known, judge, reread
from detente.archive.tables import articles
from detente.errors import ArchiveError
from detente.records import Article, Reading

FIRST = reading(1)
CREDIT = "This report first appeared in the Harbour Post."
COPY = copy_of(FIRST, "b-1", publisher="Hill News", credit=CREDIT)


def contents(archive: Archive) -> tuple[object, ...]:
    """All that an archive holds, in an order that does not depend on how it came there."""
    found = list(readings(archive))
    pair = events_between(archive, "KOR", "JPN").rows()
    return found, pair, [publications_of(archive, made.article.id) for made in found]


def test_outcomes(archive: Archive) -> None:
    given = [FIRST, FIRST, COPY, COPY, rejected("r"), rejected("r"), reading(2)]
    outcomes = list(add_many(archive, given))
    kinds = ["added", "known", "copy", "known", "rejected", "known", "added"]
    assert [outcome.kind for outcome in outcomes] == kinds
    assert [outcome.original for outcome in outcomes[2:4]] == ["a-1", "a-1"]
    assert list(readings(archive)) == [rejected("r"), FIRST, reading(2)]


def test_known_needs_no_reading(archive: Archive) -> None:
    list(add_many(archive, [FIRST, COPY, rejected("r")]))
    # A copy is there by its publication; what was rejected may be readable now.
    known = {one: is_known(archive, one) for one in ("a-1", "b-1", "r", "a-2", "")}
    assert known == {"a-1": True, "b-1": True, "r": False, "a-2": False, "": False}


def test_copy_adds_its_publication_alone(archive: Archive) -> None:
    add(archive, FIRST)
    before = list(readings(archive)), events_between(archive, "KOR", "JPN").rows()
    add(archive, COPY)
    assert (list(readings(archive)), events_between(archive, "KOR", "JPN").rows()) == before
    assert [
        (p.id, p.publisher, p.published, p.is_original) for p in publications_of(archive, "b-1")
    ] == [
        ("a-1", "Harbour Post", "2023-03-16", True),
        ("b-1", "Hill News", "2023-03-17", False),
    ]


def test_original_that_comes_later_takes_the_place_of_its_copy(archive: Archive) -> None:
    add(archive, COPY)
    judge(archive, COPY.events[0].id, Judgement("confirmed", "Ana", "2024-05-02"))
    assert add(archive, FIRST).kind == "copy"
    assert list(readings(archive)) == [FIRST]
    # The judgement stands beside the same sentence of the original.
    assert judgements_of(archive, article_id="a-1")[0].event_id == FIRST.events[0].id


def test_unread_article_is_added_when_it_can_be_read(archive: Archive) -> None:
    given = [rejected("a-1"), FIRST, rejected("a-1")]
    assert [o.kind for o in add_many(archive, given)] == ["rejected", "added", "known"]
    assert list(readings(archive)) == [FIRST]
    add(archive, rejected("b-1"))
    assert add(archive, COPY).kind == "copy"
    assert list(readings(archive)) == [FIRST]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_adding_changes_nothing(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    second = reading(2)
    given = [
        FIRST,
        COPY,
        copy_of(FIRST, "c-1", publisher="Delta Courier"),
        second,
        copy_of(second, "c-2", publisher="Delta Courier", credit="Source: Plains Wire"),
        # later by more than a week: a report of its own
        told(FIRST.article.text, "d-1", publisher="Hill News", day="2023-05-01"),
        reading(3),
        rejected("r"),
    ]
    list(add_many(archive, given))
    shuffled = random.Random(seed).sample([*given, *given], 2 * len(given))
    with open_archive(tmp_path_factory.mktemp("order") / "other.db") as other:
        list(add_many(other, shuffled))
        assert contents(other) == contents(archive)
    assert [made.article.id for made in readings(archive)] == ["r", "a-1", "a-2", "a-3", "d-1"]


@pytest.mark.parametrize(
    "article",
    [
        Article(id="é\x00", text="Hail.\x00", title="\udcff", publisher="P\x00", url="u\udcff"),
        Article(id="x" * 5000, text="Hail fell in Oslo."),  # no key is so long
        Article(id="d", text="Snow.", published="soon"),  # no day
    ],
)
def test_strange_article_comes_back(archive: Archive, article: Article) -> None:
    made = Reading(article)
    assert [add(archive, made).kind for _ in range(2)] == ["added", "known"]
    assert list(readings(archive, ids=[article.id])) == [made]


# ------------------------------------------------------------------ reread


def read_again(given: Iterable[Article]) -> Iterator[Reading]:
    """A newer reader: it finds the first event with a wider trigger, and no other."""
    for article in given:
        made = told(article.text, article.id, publisher="Harbour Post", day=article.published)
        event = made.events[0]
        at = article.text.index("Tokyo curbed")
        wider = replace(event.trigger, text="Tokyo curbed", start=at)
        yield Reading(article, (replace(event, id=f"new-{event.id}", trigger=wider),))


def test_reread_keeps_judgements(archive: Archive) -> None:
    list(add_many(archive, [FIRST, reading(2), rejected("r")], reader=READER))
    lost, kept = FIRST.events[1], FIRST.events[0]
    correction = replace(kept, score=-2.0)
    for event, judgement in (
        (lost, Judgement("rejected", "Ana", "2024-05-02", "no accusation")),
        (kept, Judgement("corrected", "Ana", "2024-05-03", "milder", correction)),
    ):
        judge(archive, event.id, judgement)
    assert list(reread(archive, read_again, reader=READER)) == []  # nothing is newer
    outcomes = list(reread(archive, read_again, reader="newer@2"))
    assert [(o.article_id, o.kind) for o in outcomes] == [("a-1", "reread"), ("a-2", "reread")]
    assert list(reread(archive, read_again, reader="newer@2")) == []
    assert list(readings(archive, ids=["a-1"])) == list(read_again([FIRST.article]))
    first, second = judgements_of(archive, article_id="a-1")
    assert (first.event_id, first.judged, first.judgement.note) == (lost.id, lost, "no accusation")
    assert (second.event_id, second.judgement.corrected) == (f"new-{kept.id}", correction)
    frame = events_between(archive, "JPN", "KOR")
    rows = frame.filter(frame["article_id"] == "a-1").select(
        "event_id", "coder", "verdict", "score"
    )
    assert rows.rows() == [
        (f"new-{kept.id}", "machine", "corrected", -6.5),
        (f"new-{kept.id}", "person", "corrected", -2.0),
    ]


def test_reread_goes_by_the_ontology_too(archive: Archive) -> None:
    add(archive, FIRST, reader=READER, ontology="old")
    assert len(list(reread(archive, read_again, reader=READER, ontology="old"))) == 0
    assert len(list(reread(archive, read_again, reader=READER, ontology="new"))) == 1
    with archive.reading() as connection:
        assert connection.scalar(sa.select(articles.c.ontology)) == "new"


# ------------------------------------------------------------------- judge


def test_judgement_stands_beside_the_event(archive: Archive) -> None:
    add(archive, FIRST)
    event = FIRST.events[0]
    toward = replace(event, actors=event.recipients[:1], recipients=event.actors)
    given = [
        Judgement("confirmed", "Ana", "2024-05-02", "as it stands"),
        Judgement("corrected", "Bo", "2024-05-03", "the other way", toward),
        Judgement("rejected", "Ana", "2024-05-04"),
    ]
    for judgement in given:
        judge(archive, event.id, judgement)
    found = judgements_of(archive)
    assert [one.judgement for one in found] == given
    assert {(one.event_id, one.judged) for one in found} == {(event.id, event)}
    # The machine's event is what it was, and the last judgement counts.
    assert list(readings(archive)) == [FIRST]
    frame = events_between(archive, "KOR", "JPN")
    assert frame.select("coder", "verdict", "actor").rows() == [("machine", "rejected", "JPN")]


def test_judgement_of_no_event(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="no event e-none"):
        judge(archive, "e-none", Judgement("confirmed", "Ana", "2024-05-02"))


def test_matters_come_back(archive: Archive) -> None:
    list(add_many(archive, [FIRST, COPY, reading(2)]))
    told_matters = matters_between(archive, "KOR", "JPN")
    assert [one.matter for one in told_matters] == [*FIRST.matters, *reading(2).matters]
    assert {one.origin for one in told_matters} == {"Harbour Post"}
    assert matters_between(archive, "KOR", "PER") == ()
