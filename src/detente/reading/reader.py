"""The trained reader: sentences to events with their arguments.

Two passes of one small network. The first labels words as triggers of one of
PLOVER's events; the second goes on from the first's lower layers with one
trigger marked and gives its arguments, and its event, mode and status; it may
also take the trigger back. Runs on a CPU with onnxruntime and tokenizers alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from detente.reading.decoding import Float, WordSpan, best_path, log_softmax, spans_of
from detente.reading.labels import (
    NONE,
    STATUS_LABELS,
    argument_tags,
    event_labels,
    mode_labels,
    trigger_tags,
)
from detente.reading.words import Encoded, Int, encode, pad
from detente.records import Status

# Log-odds taken from "no trigger" in the first pass, so that it proposes freely
# and the second pass decides. Tried 1 to 5 on the development articles and the
# benchmark's pairs: plain articles' event F1 moves by 0.02 at most, the pairs'
# accuracy from 0.70 (1.5) to 0.73 (4), which then costs articles precision.
PROPOSAL_BIAS = 3.5

# Weight of the first pass beside the second in the choice of the event (tried
# 0.5, 1 and 2 on the same sets).
FIRST_PASS_WEIGHT = 1.0

# Triggers nearer than this may tell one proposition twice ("will | remove curbs").
DOUBLE_GAP_CHARS = 12

_AUXILIARIES = frozenset(
    [
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "will",
        "would",
        "to",
        "the",
        "an",
        "and",
        "or",
        "of",
        "for",
        "on",
        "in",
        "at",
        "by",
        "it",
        "its",
        "not",
        "no",
        "that",
        "which",
        "who",
    ]
)

# Sequences of one batch; more gains nothing on two cores.
BATCH = 32


class Network(Protocol):
    """What the reader needs of a network: states and logits for a batch."""

    def first(self, ids: Int, mask: Int, shapes: Int) -> tuple[Float, Float]:
        """Shared states (B, T, width) and trigger logits (B, T, tags)."""
        ...

    def second(self, states: Float, mask: Int, marks: Int) -> tuple[Float, Float, Float, Float]:
        """Argument (B, T, tags), event (B, E), mode (B, M), status (B, S) logits."""
        ...


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a found event; offsets in the sentence."""

    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """An event found in a sentence; offsets in the sentence.

    ``confidence`` is the raw score, 0 to 1, before calibration.
    """

    event: str
    mode: str | None
    status: Status
    start: int
    end: int
    arguments: tuple[Argument, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: int
    span: WordSpan
    first_pass: Float  # log-probabilities of the 16 events
    states: Float  # of the sentence's pieces, shape (T, width)


class Reader:
    """Finds events in sentences.

    Args:
        network: the trained network.
        tokenizer: its word-piece tokenizer.
        threshold: least raw confidence of an event that is given out.
    """

    def __init__(self, network: Network, tokenizer: Tokenizer, *, threshold: float = 0.5) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._threshold = threshold

    def find(self, sentences: Sequence[str]) -> list[tuple[Found, ...]]:
        """Find the events of each sentence.

        Args:
            sentences: plain sentences, in any number.

        Returns:
            One tuple a sentence, in order of the triggers.
        """
        encoded = [encode(self._tokenizer, text) for text in sentences]
        candidates = self._propose(sentences, encoded)
        found: list[list[Found]] = [[] for _ in sentences]
        for candidate, event in self._judge(encoded, candidates):
            if event.confidence >= self._threshold:
                found[candidate.sentence].append(event)
        return [tuple(one_a_proposition(events)) for events in found]

    def _propose(self, sentences: Sequence[str], encoded: Sequence[Encoded]) -> list[_Candidate]:
        candidates: list[_Candidate] = []
        for batch in _batches([len(e.ids) if len(e.words) else 0 for e in encoded]):
            rows = [encoded[i] for i in batch]
            ids, mask, shapes = _stack(rows)
            states, logits = self._network.first(ids, mask, shapes)
            for line, (index, row) in enumerate(zip(batch, rows, strict=True)):
                scores = log_softmax(logits[line][row.first])
                candidates += _candidates(index, sentences[index], row, scores, states[line])
        return candidates

    def _judge(
        self, encoded: Sequence[Encoded], candidates: Sequence[_Candidate]
    ) -> Iterator[tuple[_Candidate, Found]]:
        for batch in _batches([len(encoded[c.sentence].ids) for c in candidates]):
            chosen = [candidates[i] for i in batch]
            rows = [encoded[c.sentence] for c in chosen]
            mask = _mask(rows)
            marks = np.zeros_like(mask)
            states = np.zeros((*mask.shape, chosen[0].states.shape[-1]), dtype=np.float32)
            for line, (row, candidate) in enumerate(zip(rows, chosen, strict=True)):
                span = candidate.span
                marks[line, row.first[span.first] : row.last[span.last] + 1] = 1
                states[line, : len(row.ids)] = candidate.states[: len(row.ids)]
            outputs = self._network.second(states, mask, marks)
            for line, (row, candidate) in enumerate(zip(rows, chosen, strict=True)):
                yield candidate, _found(row, candidate, [output[line] for output in outputs])


def one_a_proposition(events: Sequence[Found]) -> list[Found]:
    """Keep one event of two that tell the same proposition.

    Two triggers a few characters apart, of the same event or with the same
    parties ("agreed" and "drop", "will" and "remove curbs"), are one act: the
    more confident stays.

    Returns:
        What stays, in order of the triggers.
    """
    kept: list[Found] = []
    for event in sorted(events, key=lambda e: -e.confidence):
        if not any(_is_one_act(event, other) for other in kept):
            kept.append(event)
    return sorted(kept, key=lambda e: e.start)


def _is_one_act(event: Found, other: Found) -> bool:
    gap = max(event.start, other.start) - min(event.end, other.end)
    if gap > DOUBLE_GAP_CHARS:
        return False
    return event.event == other.event and _parties(event) == _parties(other)


def _parties(event: Found) -> frozenset[Argument]:
    return frozenset(a for a in event.arguments if a.role in {"actor", "recipient"})


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Batches of indices of like length; length 0 is left out."""
    order = sorted((i for i, n in enumerate(lengths) if n), key=lambda i: lengths[i])
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _stack(rows: Sequence[Encoded]) -> tuple[Int, Int, Int]:
    length = max(len(row.ids) for row in rows)
    ids = pad([row.ids for row in rows], length)
    return ids, _mask(rows), pad([row.shapes for row in rows], length)


def _mask(rows: Sequence[Encoded]) -> Int:
    return pad([np.ones_like(row.ids) for row in rows], max(len(row.ids) for row in rows))


def _candidates(
    index: int, text: str, row: Encoded, scores: Float, states: Float
) -> list[_Candidate]:
    biased = scores.copy()
    biased[:, 0] -= PROPOSAL_BIAS
    if not biased.argmax(axis=1).any():  # O everywhere is then the best path
        return []
    spans = spans_of(best_path(biased), trigger_tags())
    return [
        _Candidate(
            index,
            span,
            np.logaddexp(scores[span.first, 1::2], scores[span.first, 2::2]),
            states,
        )
        for span in spans
        if _has_word(text[row.words[span.first][0] : row.words[span.last][1]])
    ]


def _has_word(words: str) -> bool:
    """Whether a trigger holds more than marks and auxiliaries."""
    return any(
        len(w) > 1 and w.lower() not in _AUXILIARIES for w in re.findall(r"[^\W\d_]+", words)
    )


def _found(row: Encoded, candidate: _Candidate, outputs: Sequence[Float]) -> Found:
    arguments, events, modes, statuses = outputs
    judged = log_softmax(events)
    support = judged[1:] + FIRST_PASS_WEIGHT * candidate.first_pass
    best = int(support.argmax())
    event = event_labels()[1 + best]
    # That it is an event at all, times that it is this one.
    is_event = 1.0 - float(np.exp(judged[event_labels().index(NONE)]))
    confidence = is_event * float(np.exp(log_softmax(support)[best]))
    path = best_path(log_softmax(arguments[row.first]))
    # An argument never covers its own trigger.
    span = candidate.span
    spans = [
        s for s in spans_of(path, argument_tags()) if s.last < span.first or s.first > span.last
    ]
    return Found(
        event=event,
        mode=_best_mode(event, modes),
        status=STATUS_LABELS[int(statuses.argmax())],
        start=row.words[span.first][0],
        end=row.words[span.last][1],
        arguments=tuple(
            Argument(s.label, row.words[s.first][0], row.words[s.last][1]) for s in spans
        ),
        confidence=confidence,
    )


def _best_mode(event: str, logits: Float) -> str | None:
    of_event = [(i, m) for i, (e, m) in enumerate(mode_labels()) if e == event]
    scores: NDArray[np.float32] = logits[[i for i, _ in of_event]]
    return of_event[int(scores.argmax())][1]
