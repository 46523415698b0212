"""From the marked corpus to training samples.

A record gives one sample for the first pass (find triggers) and one for each
event for the second (the trigger marked; find arguments, event, mode, status).
Words that are triggers elsewhere in the corpus but not here give samples of
the class NONE for the second pass: with them it learns to take a first pass's
false alarm back.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from detente.evaluation.markup import MarkedEvent, MarkedSentence, read_article, read_corpus
from detente.reading.labels import (
    NONE,
    STATUS_LABELS,
    argument_tags,
    event_labels,
    mode_labels,
    trigger_tags,
)
from detente.reading.words import Encoded, Int, encode, find_words

IGNORE = -100

# Share of the records that give a sample with a false trigger.
FALSE_TRIGGER_SHARE = 0.5

# Parts 1 to 11 are essay-like; from 12 on they are in plain news English (see
# corpus/GUIDE.md), and so are the articles.
FIRST_PLAIN_PART = 12


@dataclass(frozen=True)
class Record:
    """A marked sentence and whether it is written in plain news English."""

    sentence: MarkedSentence
    is_plain: bool


@dataclass(frozen=True)
class Sample:
    """One training sequence; labels are IGNORE where a head has none."""

    ids: Int
    shapes: Int
    marks: Int
    trigger: Int
    argument: Int
    event: int
    mode: int
    status: int
    is_plain: bool


def read_records(root: Path) -> list[Record]:
    """Read all parts and training articles under ``root`` (the training folder)."""
    records: list[Record] = []
    parts = sorted((root / "corpus").glob("part-*.txt"), key=lambda p: int(p.stem.split("-")[1]))
    for path in parts:
        is_plain = int(path.stem.split("-")[1]) >= FIRST_PLAIN_PART
        records += [Record(s, is_plain) for s in read_corpus(path)]
    for path in sorted((root / "articles" / "train").glob("*.txt")):
        records += [Record(s, True) for s in read_article(path).sentences]
    return records


def trigger_lexicon(records: Iterable[Record]) -> frozenset[str]:
    """First words of triggers, lower case, seen at least twice."""
    seen: Counter[str] = Counter()
    for record in records:
        text = record.sentence.text
        for event in record.sentence.events:
            spans = find_words(text[event.start : event.end])
            for start, end in spans:
                word = text[event.start + start : event.start + end].lower()
                if word.isalpha() and len(word) > 3:
                    seen[word] += 1
    return frozenset(word for word, count in seen.items() if count >= 2)


def _covered(words: tuple[tuple[int, int], ...], start: int, end: int) -> list[int]:
    return [i for i, (a, b) in enumerate(words) if a < end and b > start]


def _tag(tags: Int, encoded: Encoded, where: list[int], names: tuple[str, ...], label: str) -> None:
    kept = [i for i in where if i < len(encoded.first)]
    for order, word in enumerate(kept):
        tags[encoded.first[word]] = names.index(f"{'I' if order else 'B'}-{label}")


def _blank(encoded: Encoded, fill: int) -> Int:
    """IGNORE everywhere but on the first pieces of words, which get ``fill``."""
    tags = np.full(len(encoded.ids), IGNORE, dtype=np.int64)
    tags[encoded.first] = fill
    return tags


def _marks(encoded: Encoded, where: list[int]) -> Int:
    marks = np.zeros(len(encoded.ids), dtype=np.int64)
    for word in where:
        if word < len(encoded.first):
            marks[encoded.first[word] : encoded.last[word] + 1] = 1
    return marks


class SampleMaker:
    """Makes the samples of records; ``rng`` decides jitter and negatives."""

    def __init__(self, tokenizer: Tokenizer, lexicon: frozenset[str], rng: random.Random) -> None:
        self.tokenizer = tokenizer
        self.lexicon = lexicon
        self.rng = rng

    def samples(self, record: Record) -> list[Sample]:
        """Make the samples of one record, for every other one a false trigger too."""
        text = record.sentence.text
        encoded = encode(self.tokenizer, text)
        tags = _blank(encoded, 0)
        triggers: set[int] = set()
        out: list[Sample] = []
        for event in record.sentence.events:
            where = _covered(encoded.words, event.start, event.end)
            if not where:
                continue
            triggers.update(where)
            _tag(tags, encoded, where, trigger_tags(), event.event)
            out.append(self._second(record, encoded, event, where))
        nothing = np.full(len(encoded.ids), IGNORE, dtype=np.int64)
        first = Sample(
            encoded.ids,
            encoded.shapes,
            np.zeros_like(encoded.ids),
            tags,
            nothing,
            IGNORE,
            IGNORE,
            IGNORE,
            record.is_plain,
        )
        words = [text[a:b].lower() for a, b in encoded.words]
        false = [i for i, w in enumerate(words) if i not in triggers and w in self.lexicon]
        if false and self.rng.random() < FALSE_TRIGGER_SHARE:
            word = self.rng.choice(false)
            out.append(
                Sample(
                    encoded.ids,
                    encoded.shapes,
                    _marks(encoded, [word]),
                    nothing,
                    nothing,
                    event_labels().index(NONE),
                    IGNORE,
                    IGNORE,
                    record.is_plain,
                )
            )
        return [first, *out]

    def _second(
        self, record: Record, encoded: Encoded, event: MarkedEvent, where: list[int]
    ) -> Sample:
        tags = _blank(encoded, 0)
        for role, start, end in event.arguments:
            _tag(tags, encoded, _covered(encoded.words, start, end), argument_tags(), role)
        # The first pass will not always find the very words that a person
        # marked: sometimes mark one word of the trigger only.
        marked = [self.rng.choice(where)] if len(where) > 1 and self.rng.random() < 0.15 else where
        return Sample(
            encoded.ids,
            encoded.shapes,
            _marks(encoded, marked),
            np.full(len(encoded.ids), IGNORE, dtype=np.int64),
            tags,
            event_labels().index(event.event),
            mode_labels().index((event.event, event.mode)),
            STATUS_LABELS.index(event.status),
            record.is_plain,
        )
