"""The flat table: one row an event, columns and types fixed, CSV and Parquet alike."""

from __future__ import annotations

import io
from collections.abc import Callable

import polars
import pytest

from detente.exchange.frames import COLUMNS, Row, frame, rows
from detente.records import Actor, Reading, Span

TYPES = {str: polars.String, float: polars.Float64, int: polars.Int64}
SCHEMA = {name: TYPES[kind] for name, kind in COLUMNS.items()}


@pytest.fixture
def table(full: Reading) -> list[Row]:
    return rows(full)


def test_a_row_an_event(full: Reading, bare: Reading, rejected: Reading) -> None:
    assert [len(rows(reading)) for reading in (full, bare, rejected)] == [2, 0, 0]
    assert all(list(row) == list(COLUMNS) for row in rows(full))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_schema_is_fixed_also_when_empty(table: list[Row], count: int) -> None:
    # the second row alone would tell nothing about most columns' types
    made = frame(table[2 - count :])
    assert dict(made.schema) == SCHEMA
    assert made.height == count


def test_type_is_not_guessed_from_the_first_rows(full: Reading, table: list[Row]) -> None:
    # polars looks at the first 100 rows; what is null there may be filled later
    made = frame([table[1]] * 150 + [table[0]])
    assert dict(made.schema) == SCHEMA
    assert made["lat"][150] == -18.475


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor_countries", "PER;CHL"),  # each once, in the order of the actors
        ("actor_sectors", "GOV"),  # an unknown sector adds nothing
        ("actor_text", "Perú;They"),
        ("recipient_countries", "CHL"),  # the unresolved one is left out
        ("recipient_text", "Lima"),  # the inferred one has no words
        ("contexts", "diplomatic;economic"),
        ("claimed_by", "Lima"),
        ("mentions", 1),
        ("score", 6.5),
        ("date_from", "2023-07-04"),
        ("place", "Arica"),
        ("evidence_start", 0),  # a zero, not an absence
        ("publisher", "El Diario"),
    ],
)
def test_full_row(table: list[Row], column: str, value: str | float | int) -> None:
    assert table[0][column] == value


def test_unknown_is_null(table: list[Row]) -> None:
    unknown = {name for name, value in table[1].items() if value is None}
    assert unknown == {
        "date_from",
        "date_to",
        "date_text",
        "actor_countries",
        "actor_sectors",
        "actor_text",
        "recipient_countries",
        "recipient_sectors",
        "recipient_text",
        "mode",
        "contexts",
        "place",
        "place_country",
        "lat",
        "lon",
        "claimed_by",
    }


def test_evidence_span_fits_the_article(full: Reading, table: list[Row]) -> None:
    for row in table:
        start, end = row["evidence_start"], row["evidence_end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert full.article.text[start:end] == row["evidence"]


def through_csv(made: polars.DataFrame) -> polars.DataFrame:
    return polars.read_csv(made.write_csv().encode(), schema=SCHEMA)


def through_parquet(made: polars.DataFrame) -> polars.DataFrame:
    file = io.BytesIO()
    made.write_parquet(file)
    return polars.read_parquet(io.BytesIO(file.getvalue()))


@pytest.mark.parametrize("through", [through_csv, through_parquet])
@pytest.mark.parametrize("count", [0, 1, 2])
def test_round_trip(
    through: Callable[[polars.DataFrame], polars.DataFrame], count: int, table: list[Row]
) -> None:
    made = frame(table[:count])
    back = through(made)
    assert back.schema == made.schema
    assert back.equals(made)


@pytest.mark.parametrize("through", [through_csv, through_parquet])
@pytest.mark.parametrize(
    "words",
    [
        'He said "no, never"',  # quotes and commas
        "one\ntwo",  # a line's end inside a cell
        "007",  # looks like a number
        "2023-07-04",  # looks like a date
        "=1+2",  # looks like a formula
        "null",  # looks like nothing
        "🕊 Perú",
    ],
)
def test_awkward_words_come_back(
    through: Callable[[polars.DataFrame], polars.DataFrame],
    words: str,
    event_with: Callable[..., Reading],
) -> None:
    actor = Actor(Span(words, 0, len(words)))
    made = frame(rows(event_with(actors=(actor,), trigger=Span(words, 0, len(words)))))
    back = through(made)
    assert back["trigger"].to_list() == back["actor_text"].to_list() == [words]
