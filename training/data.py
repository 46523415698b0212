"""From the marked corpus to training samples.

A record gives one sample: its trigger tags for the first pass, and for each
event the marked trigger with arguments, event, mode and status for the second.
Words that are triggers elsewhere in the corpus but not here are marked as of
the class NONE: with them the second pass learns to take a first pass's false
alarm back.
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
from training.swap import swap_states

IGNORE = -100

# Share of the records that give a sample with a false trigger.
FALSE_TRIGGER_SHARE = 0.7

# Share of the samples whose states are swapped for others, anew in each epoch, so
# that no state's name stands for an event.
SWAP_SHARE = 0.4


@dataclass(frozen=True)
class Marked:
    """A trigger of a sample, true or false; labels are IGNORE where there are none."""

    marks: Int
    argument: Int
    event: int
    mode: int
    status: int


@dataclass(frozen=True)
class Sample:
    """One sentence: pieces, trigger tags, and the triggers to judge."""

    ids: Int
    shapes: Int
    trigger: Int
    marked: tuple[Marked, ...]


def read_records(root: Path, *, until: int | None = None) -> list[MarkedSentence]:
    """Read the parts and training articles under ``root`` (the training folder).

    Args:
        root: with ``corpus/part-N.txt`` and ``articles/train/N-....txt``.
        until: the last N to read; None for all.
    """
    parts = sorted((root / "corpus").glob("part-*.txt"), key=lambda p: int(p.stem.split("-")[1]))
    articles = sorted((root / "articles" / "train").glob("*.txt"))
    numbered = [(int(path.stem.split("-")[1]), read_corpus(path)) for path in parts]
    numbered += [(int(p.stem.split("-")[0]), read_article(p).sentences) for p in articles]
    return [s for number, found in numbered if until is None or number <= until for s in found]


def trigger_lexicon(records: Iterable[MarkedSentence]) -> frozenset[str]:
    """First words of triggers, lower case, seen at least twice."""
    seen: Counter[str] = Counter()
    for record in records:
        text = record.text
        for event in record.events:
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

    def sample(self, record: MarkedSentence) -> Sample:
        """Make the sample of one record, now and then with a false trigger too."""
        sentence = record
        if self.rng.random() < SWAP_SHARE:
            sentence = swap_states(sentence, self.rng)
        text = sentence.text
        encoded = encode(self.tokenizer, text)
        tags = _blank(encoded, 0)
        triggers: set[int] = set()
        marked: list[Marked] = []
        for event in sentence.events:
            where = _covered(encoded.words, event.start, event.end)
            if not where:
                continue
            triggers.update(where)
            _tag(tags, encoded, where, trigger_tags(), event.event)
            marked.append(self._marked(encoded, event, where))
        words = [text[a:b].lower() for a, b in encoded.words]
        false = [i for i, w in enumerate(words) if i not in triggers and w in self.lexicon]
        if false and self.rng.random() < FALSE_TRIGGER_SHARE:
            nothing = np.full(len(encoded.ids), IGNORE, dtype=np.int64)
            marks = _marks(encoded, [self.rng.choice(false)])
            marked.append(Marked(marks, nothing, event_labels().index(NONE), IGNORE, IGNORE))
        return Sample(encoded.ids, encoded.shapes, tags, tuple(marked))

    def _marked(self, encoded: Encoded, event: MarkedEvent, where: list[int]) -> Marked:
        tags = _blank(encoded, 0)
        for role, start, end in event.arguments:
            _tag(tags, encoded, _covered(encoded.words, start, end), argument_tags(), role)
        # The first pass will not always find the very words that a person
        # marked: sometimes mark one word of the trigger only.
        marked = [self.rng.choice(where)] if len(where) > 1 and self.rng.random() < 0.15 else where
        return Marked(
            _marks(encoded, marked),
            tags,
            event_labels().index(event.event),
            mode_labels().index((event.event, event.mode)),
            STATUS_LABELS.index(event.status),
        )
