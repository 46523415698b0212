"""Whole events as people's judgements leave them, coverage, and joinings by people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import select
from tests.archive.made import copy_of, reading, rejected

from detente.archive import queries, store
from detente.archive.corrections import Change, correct
from detente.archive.judgements import Joining, Judgement
from detente.archive.opening import SCHEMA, VERSION_TABLE, Archive, open_archive
from detente.archive.tables import events, named
from detente.archive.upgrading import MIGRATIONS
from detente.errors import ArchiveError, UsageError
from detente.records import Event

FIRST, SECOND = reading(1), reading(2, day="2023-03-18")
EVENT = FIRST.events[0]


@pytest.fixture
def filled(archive: Archive) -> Archive:
    list(store.add_many(archive, [FIRST, SECOND]))
    return archive


def told(archive: Archive) -> list[Event]:
    both = [queries.told_between(archive, *pair) for pair in (("JPN", "KOR"), ("KOR", "JPN"))]
    assert both[0] == both[1]
    return [one.event for one in both[0]]


def judge(archive: Archive, *judgements: Judgement) -> None:
    for judgement in judgements:
        store.judge(archive, EVENT.id, judgement)


CORRECTED = correct(EVENT, Change(event="ACCUSE"))
SAID = {
    verdict: Judgement(verdict, "Ana", "2024-05-02")  # type: ignore[arg-type]
    for verdict in ("confirmed", "rejected")
} | {"corrected": Judgement("corrected", "Ana", "2024-05-02", "", CORRECTED)}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ([], [EVENT]),
        (["confirmed"], [EVENT]),
        (["rejected"], []),
        (["corrected"], [CORRECTED]),
        (["rejected", "confirmed"], [EVENT]),  # the latest holds
        (["corrected", "rejected"], []),
        (["rejected", "corrected"], [CORRECTED]),
        (["corrected", "confirmed"], [EVENT]),
    ],
)
def test_told_as_judged(filled: Archive, said: list[str], left: list[Event]) -> None:
    judge(filled, *(SAID[verdict] for verdict in said))
    assert told(filled) == [*left, SECOND.events[0]]


def test_correction_to_another_pair_goes_there(filled: Archive) -> None:
    right = correct(EVENT, Change(actors=("CHL",), recipients=("PER",)))
    judge(filled, Judgement("corrected", "Ana", "2024-05-02", "", right))
    assert told(filled) == [SECOND.events[0]]
    assert [one.event for one in queries.told_between(filled, "CHL", "PER")] == [right]


def test_told_toward_is_within_its_days(filled: Archive) -> None:
    within = queries.told_toward(filled, "KOR", since=date(2023, 3, 15), until=date(2023, 3, 15))
    assert [one.event for one in within] == [EVENT, SECOND.events[0]]
    assert (
        queries.told_toward(filled, "KOR", since=date(2023, 3, 16), until=date(2023, 3, 20)) == ()
    )


def test_told_comes_back_after_rereading(filled: Archive) -> None:
    judge(filled, SAID["corrected"])
    again = {"a-1": FIRST, "a-2": SECOND}
    outcomes = store.reread(
        filled, lambda given: [again[one.id] for one in given], reader="newer@2"
    )
    assert len(list(outcomes)) == 2
    assert told(filled) == [CORRECTED, SECOND.events[0]]


def test_event_by_id(filled: Archive) -> None:
    assert queries.event(filled, EVENT.id) == EVENT
    with pytest.raises(ArchiveError, match="holds no event e0"):
        queries.event(filled, "e0")


def test_coverage_counts_articles_that_name_either(archive: Archive) -> None:
    plain = replace(
        reading(3, day="2023-03-18"), events=(), matters=(), quotes=(), figures=()
    )  # names both in its text, and holds no event
    undated = replace(reading(4), article=replace(reading(4).article, published=None))
    again = copy_of(FIRST, "c", publisher="Valley News", credit="First seen in the Harbour Post.")
    list(store.add_many(archive, [FIRST, SECOND, plain, undated, again, rejected("r")]))
    found = queries.coverage(archive, "KOR", "ZMB")
    assert found.rows() == [(date(2023, 3, 16), 1), (date(2023, 3, 18), 2)]
    assert queries.coverage(archive, "ZMB", "KOR").equals(found)
    nothing = queries.coverage(archive, "ZMB", "TCD")
    assert (nothing.height, nothing.schema) == (0, {"day": pl.Date(), "articles": pl.Int64()})


def test_joinings_come_back_in_order(filled: Archive) -> None:
    one, other = (given.matters[0].steps[0].id for given in (FIRST, SECOND))
    said = (
        Joining("merge", one, other, "Ana", "2024-05-02", "one measure"),
        Joining("split", one, None, "Bo", "2024-05-03"),
    )
    for joining in said:
        store.join(filled, joining)
    assert queries.joinings(filled) == said


@pytest.mark.parametrize(
    "joining",
    [
        Joining("split", "nowhere", None, "Ana", "2024-05-02"),
        Joining("merge", FIRST.matters[0].steps[0].id, "nowhere", "Ana", "2024-05-02"),
        Joining("split", FIRST.matters[0].steps[0].id[:8], None, "Ana", "2024-05-02"),  # a part
        Joining("split", "%", None, "Ana", "2024-05-02"),  # no pattern
    ],
)
def test_joining_of_an_unknown_step_is_refused(filled: Archive, joining: Joining) -> None:
    with pytest.raises(ArchiveError, match="holds no step"):
        store.join(filled, joining)
    assert queries.joinings(filled) == ()


@pytest.mark.parametrize(
    ("verb", "other", "message"),
    [
        ("glue", "b", "neither merge nor split"),
        ("merge", None, "two steps"),
        ("split", "b", "two steps"),
    ],
)
def test_joining_that_makes_no_sense(verb: str, other: str | None, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Joining(verb, "a", other, "Ana", "2024-05-02")  # type: ignore[arg-type]


def test_archive_of_the_first_schema_is_filled_in(address: str) -> None:
    with open_archive(address) as archive:
        list(store.add_many(archive, [FIRST, SECOND, rejected("r")]))
        before = drawn(archive)
        script = ScriptDirectory(str(MIGRATIONS))
        with (
            archive.writing() as connection,
            EnvironmentContext(
                Config(), script, fn=lambda revision, _: script._downgrade_revs("0001", revision)
            ) as environment,
        ):
            environment.configure(
                connection=connection, version_table=VERSION_TABLE, transactional_ddl=True
            )
            environment.run_migrations()
    with open_archive(address) as archive:
        assert drawn(archive) == before
        assert told(archive) == [EVENT, SECOND.events[0]]


def test_schema_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA


def drawn(archive: Archive) -> list[set[tuple[object, ...]]]:
    """All rows of two tables."""
    with archive.reading() as connection:
        return [{tuple(row) for row in connection.execute(select(t))} for t in (events, named)]
