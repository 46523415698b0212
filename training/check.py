"""Check the corpus and print what is in it: ``python -m training.check [FILE...]``.

Reads every part and every gold article with the parser that training uses, and
prints counts of records, events and statuses; the first malformed line stops it
with its file and line. For the parts that were coded twice it also prints how
far the second coder agreed with the first.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from detente.errors import GoldError
from detente.evaluation.markup import MarkedSentence, parse_sentence, read_article, read_corpus

ROOT = Path(__file__).parent


def _read(path: Path) -> list[MarkedSentence]:
    if path.parent.name == "corpus" or path.name.startswith("part-"):
        return read_corpus(path)
    return list(read_article(path).sentences)


def _add(table: Table, name: str, sentences: Iterable[MarkedSentence]) -> None:
    sentences = list(sentences)
    events = [e for s in sentences for e in s.events]
    statuses = Counter(e.status for e in events)
    table.add_row(
        name,
        str(len(sentences)),
        str(sum(not s.events for s in sentences)),
        str(len(events)),
        str(len({e.event for e in events})),
        " ".join(f"{status} {count}" for status, count in statuses.most_common()),
    )


def agreement(first: list[MarkedSentence], second: list[MarkedSentence]) -> tuple[int, int]:
    """Events found by both with the same category and touching triggers, and by either."""
    both = either = 0
    for one, other in zip(first, second, strict=True):
        shared = sum(
            any(e.event == f.event and e.start < f.end and f.start < e.end for f in other.events)
            for e in one.events
        )
        both += shared
        either += len(one.events) + len(other.events) - shared
    return both, either


def _agreements() -> list[str]:
    lines = []
    for path in sorted((ROOT / "agreement" / "corpus-first").glob("part-*.txt")):
        second = ROOT / "corpus" / path.name
        if path.read_bytes() != second.read_bytes():
            both, either = agreement(read_corpus(path), read_corpus(second))
            lines.append(f"{path.stem}: {both} of {either} events alike ({both / either:.1%})")
    pairs = [
        (path, ROOT / "agreement" / "plain-dev-blind" / path.name)
        for path in sorted((ROOT / "agreement" / "plain-dev-first").glob("*.txt"))
    ]
    sums = [0, 0]
    for path, blind in pairs:
        if blind.exists():
            coded = [
                parse_sentence(line.strip(), f"{blind.name}:{number}")
                for number, line in enumerate(blind.read_text("utf-8").splitlines(), 1)
                if line.strip()
            ]
            both, either = agreement(list(read_article(path).sentences), coded)
            sums[0] += both
            sums[1] += either
    if sums[1]:
        lines.append(
            f"plain-dev, blind: {sums[0]} of {sums[1]} events alike ({sums[0] / sums[1]:.1%})"
        )
    return lines


def main() -> None:
    """Check the files named, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files
    console = Console(width=120)
    table = Table("what", "records", "without event", "events", "categories", "statuses", box=None)
    try:
        for path in files:
            _add(table, path.name, _read(path))
        if not files:
            parts = (ROOT / "corpus").glob("part-*.txt")
            for path in sorted(parts, key=lambda p: int(p.stem.split("-")[1])):
                _add(table, path.stem, read_corpus(path))
            for name in ("train", "dev", "plain-dev"):
                paths = sorted((ROOT / "articles" / name).glob("*.txt"))
                _add(
                    table, f"articles/{name}", (s for p in paths for s in read_article(p).sentences)
                )
    except GoldError as error:
        raise SystemExit(str(error)) from error
    console.print(table)
    if not files:
        for line in _agreements():
            console.print(line)


if __name__ == "__main__":
    main()
