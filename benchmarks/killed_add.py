"""Kill ``detente add`` again and again over the dispatches: is each article there wholly?

    python -m benchmarks.killed_add
    python -m benchmarks.killed_add --kills 20 --seed 3

Each time the process gets SIGKILL at a random moment; then the archive is opened and
compared with one that was filled without a kill: every article that is there must be
the same in every row. At the end the command runs through, and nothing is lacking.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import Table, select

from benchmarks.keep import keep
from detente.archive.opening import Archive, open_archive
from detente.archive.tables import articles, dyads, events, matters, named, publications

# A process takes about so long until its first article is read.
START_SECONDS = 2.5
DISPATCHES = Path(__file__).parents[1] / "examples" / "dispatches"
# What belongs to one article, without the numbers that a database gives.
TABLES = (articles, publications, events, dyads, matters, named)


def add(archive: Path) -> subprocess.Popen[bytes]:
    """Start the command."""
    folders = sorted(str(folder) for folder in DISPATCHES.iterdir() if folder.is_dir())
    command = [sys.executable, "-m", "detente.cli", "add", "--archive", str(archive), *folders]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def contents(archive: Archive) -> dict[str, set[tuple[str, ...]]]:
    """All rows of each article."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for table in TABLES:
        owner = "id" if table is articles else "article_id"
        for row in _rows(archive, table):
            told = (table.name, *(str(value) for value in row.values()))
            found.setdefault(str(row[owner]), set()).add(told)
    return found


def is_torn(rows: set[tuple[str, ...]], whole: set[tuple[str, ...]] | None) -> bool:
    """Whether an article lacks a row or has another; a copy may yet add its publication.

    Until its original is read, a copy stands as an article of its own: ``whole`` is
    None, and it must have its own row and publication.
    """
    if whole is None:
        return {"articles", "publications"} - {row[0] for row in rows} != set()
    return not rows <= whole or {row for row in whole - rows if row[0] != "publications"} != set()


def _rows(archive: Archive, table: Table) -> list[dict[str, object]]:
    columns = [column for column in table.c if column.name != "number"]
    with archive.reading() as connection:
        return [dict(row) for row in connection.execute(select(*columns)).mappings()]


def main() -> None:
    """Kill, look, go on; keep what was seen."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    drawn = random.Random(given.seed)
    lines = [f"$ python -m benchmarks.killed_add --kills {given.kills} --seed {given.seed}"]
    with tempfile.TemporaryDirectory() as folder:
        whole, killed = Path(folder) / "whole.db", Path(folder) / "killed.db"
        started = time.monotonic()
        add(whole).wait()
        seconds = time.monotonic() - started
        with open_archive(whole) as archive:
            expected = contents(archive)
        for number in range(given.kills):
            process = add(killed)
            # Beyond the start of Python, so that most kills hit the work itself.
            time.sleep(START_SECONDS + drawn.random() * seconds / 5)
            process.kill()
            process.wait()
            with open_archive(killed) as archive:
                found = contents(archive)
                appeared = len(_rows(archive, publications))
            torn = sum(is_torn(rows, expected.get(one)) for one, rows in found.items())
            lines.append(
                f"kill {number + 1:2}: {len(found):4} articles, {appeared:4} publications, "
                f"{torn} torn"
            )
        add(killed).wait()
        with open_archive(killed) as archive:
            same = contents(archive) == expected
        lines.append(
            f"run through: {len(expected)} articles, {'the same' if same else 'NOT the same'} as"
            f" without kills"
        )
    keep("killed-add", lines)


if __name__ == "__main__":
    main()
