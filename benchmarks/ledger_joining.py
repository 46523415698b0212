"""How well the ledger joins: are two tellings of one matter one entry, and of two matters two?

    python -m benchmarks.ledger_joining
    python -m benchmarks.ledger_joining --rows rows.jsonl      # what is to be labelled

Gold: ``benchmarks/data/ledger-joining.jsonl``, a row for each telling of a matter in the
dispatches (article, sentence, name) with the label of its matter, given by somebody who
did not see the machine's entries. Rows that the reader does not give (any more), and
tellings without a row, are counted and left out.

Source: pairwise precision and recall over pairs of tellings of the same two states;
B-cubed of Bagga and Baldwin (1998).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from benchmarks.keep import keep
from detente.intake.sources import open_sources
from detente.reading.read import read_many
from detente.relations.ledger import Sighting, class_of, join_matters, sightings

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "benchmarks" / "data" / "ledger-joining.jsonl"
# Folder of the dispatches, and its pair.
PAIRS = {
    "kor-jpn": ("JPN", "KOR"),
    "sau-irn": ("IRN", "SAU"),
    "aus-chn": ("AUS", "CHN"),
    "nor-swe": ("NOR", "SWE"),
}
Key = tuple[str, str, str]


def told(folder: str) -> list[Sighting]:
    """The tellings of matters of known class between the two states of a folder."""
    readings = read_many(open_sources([str(ROOT / "examples" / "dispatches" / folder)]))
    pair = {*PAIRS[folder]}
    return [
        one
        for one in sightings(readings)
        if class_of(one.matter)
        and pair
        <= {code for s in one.matter.steps for a in (*s.by, *s.toward) for code in a.country}
    ]


def key_of(one: Sighting) -> Key:
    """What a row of gold names a telling by."""
    return one.article, one.matter.steps[0].sentence.text, one.matter.name.text


def row_of(one: Sighting) -> dict[str, object]:
    """A row to be labelled."""
    article, sentence, name = key_of(one)
    steps = [f"{step.kind} {step.date.start or ''}".strip() for step in one.matter.steps]
    known = {"published": one.published, "class": class_of(one.matter), "steps": steps}
    return {"article": article, "sentence": sentence, "name": name, **known}


def score(labels: dict[Key, str], entries: dict[Key, int]) -> list[float]:
    """Pairwise precision, recall, F1; B-cubed precision, recall, F1."""
    keys = [key for key in entries if key in labels]
    same = {pair: entries[pair[0]] == entries[pair[1]] for pair in combinations(keys, 2)}
    true = {pair: labels[pair[0]] == labels[pair[1]] for pair in same}
    right = sum(same[pair] and true[pair] for pair in same)
    precision, recall = right / max(1, sum(same.values())), right / max(1, sum(true.values()))
    of_entry: dict[int, set[Key]] = defaultdict(set)
    of_label: dict[str, set[Key]] = defaultdict(set)
    for key in keys:
        of_entry[entries[key]].add(key)
        of_label[labels[key]].add(key)
    cubed = [
        sum(len(of_entry[entries[key]] & of_label[labels[key]]) / len(whole(key)) for key in keys)
        / max(1, len(keys))
        for whole in (lambda k: of_entry[entries[k]], lambda k: of_label[labels[k]])
    ]
    return [precision, recall, f1(precision, recall), *cubed, f1(*cubed)]


def f1(precision: float, recall: float) -> float:
    """Their harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    """Score all folders and keep the table, or write the rows that are to be labelled."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rows", type=Path, help="write the tellings to this file")
    given = parser.parse_args()
    all_told = {folder: told(folder) for folder in PAIRS}
    if given.rows:
        rows = [{"pair": f, **row_of(one)} for f, found in all_told.items() for one in found]
        given.rows.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    labels = {(row["article"], row["sentence"], row["name"]): row["matter"] for row in rows}
    lines = [
        "$ python -m benchmarks.ledger_joining",
        "            tellings labelled entries  matters   pairs: P     R    F1   B3: P     R    F1",
    ]
    for folder, found in all_told.items():
        entries = {
            matter: number
            for number, entry in enumerate(join_matters(found))
            for matter in (joining.matter for joining in entry.joinings)
        }
        of_key = {key_of(one): entries[one.matter.id] for one in found}
        known = [key for key in of_key if key in labels]
        counts = (len(of_key), len(known), len({of_key[k] for k in known}))
        matters = len({labels[k] for k in known})
        figures = score(labels, of_key)
        lines.append(
            f"{folder:12}{counts[0]:8} {counts[1]:8} {counts[2]:7} {matters:8}     "
            + "  ".join(f"{100 * value:4.1f}" for value in figures)
        )
    keep("ledger-joining", lines)


if __name__ == "__main__":
    main()
