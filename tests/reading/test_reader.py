"""The reader over a network that says what the test wants."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from tokenizers import Tokenizer

from detente.reading.decoding import Float
from detente.reading.labels import (
    NONE,
    STATUS_LABELS,
    argument_tags,
    event_labels,
    mode_labels,
    trigger_tags,
)
from detente.reading.reader import Argument, Found, Reader, one_a_proposition
from detente.reading.words import MAX_PIECES, Int, encode

SENTENCE = "Chile expelled two envoys of Peru on Monday."
SURE = 12.0


@dataclass
class FakeNetwork:
    """A network with fixed logits.

    Attributes:
        triggers: pieces (by sentence's token place) with their tag in the first pass.
        arguments: the same for roles in the second pass.
        judged: event of the second pass; ``strength`` its logit.
    """

    triggers: dict[int, str] = field(default_factory=dict)
    arguments: dict[int, str] = field(default_factory=dict)
    judged: str = "COERCE"
    status: str = "actual"
    mode: tuple[str, str | None] = ("COERCE", None)
    strength: float = SURE
    marked: list[list[int]] = field(default_factory=list)
    batches: list[int] = field(default_factory=list)
    seen: list[list[float]] = field(default_factory=list)

    def first(self, ids: Int, mask: Int, shapes: Int) -> tuple[Float, Float]:
        self.batches.append(len(ids))
        states = np.repeat(ids[:, :, None], 2, axis=2).astype(np.float32)
        return states, _tagged(ids, self.triggers, trigger_tags())

    def second(self, states: Float, mask: Int, marks: Int) -> tuple[Float, Float, Float, Float]:
        self.marked += [np.flatnonzero(row).tolist() for row in marks]
        self.seen += [
            row[kept.astype(bool), 0].tolist() for row, kept in zip(states, mask, strict=True)
        ]
        rows = len(states)
        return (
            _tagged(mask, self.arguments, argument_tags()),
            _one(rows, event_labels(), self.judged, self.strength),
            _one(rows, mode_labels(), self.mode, SURE),
            _one(rows, STATUS_LABELS, self.status, SURE),
        )


def _tagged(ids: Int, tags: dict[int, str], labels: tuple[str, ...]) -> Float:
    logits = np.zeros((*ids.shape, len(labels)), dtype=np.float32)
    logits[:, :, 0] = SURE
    for piece, tag in tags.items():
        if piece < ids.shape[1]:
            logits[:, piece, 0] = 0.0
            logits[:, piece, labels.index(tag)] = SURE
    return logits


def _one(rows: int, labels: tuple[object, ...], chosen: object, strength: float) -> Float:
    logits = np.zeros((rows, len(labels)), dtype=np.float32)
    logits[:, labels.index(chosen)] = strength
    return logits


def pieces(tokenizer: Tokenizer, *words: str) -> list[int]:
    """The first pieces of words of the sentence."""
    encoded = encode(tokenizer, SENTENCE)
    told = [SENTENCE[a:b] for a, b in encoded.words]
    return [int(encoded.first[told.index(word)]) for word in words]


@pytest.fixture
def network(tokenizer: Tokenizer) -> FakeNetwork:
    """Proposes "expelled"; its actor is "Chile", its recipient "two envoys"."""
    chile, expelled, two, envoys = pieces(tokenizer, "Chile", "expelled", "two", "envoys")
    return FakeNetwork(
        {expelled: "B-COERCE"}, {chile: "B-actor", two: "B-recipient", envoys: "I-recipient"}
    )


def find(network: FakeNetwork, tokenizer: Tokenizer, *sentences: str) -> list[tuple[Found, ...]]:
    return Reader(network, tokenizer).find(sentences or [SENTENCE])


def test_a_proposed_event_with_its_arguments(network: FakeNetwork, tokenizer: Tokenizer) -> None:
    ((event,),) = find(network, tokenizer)
    assert SENTENCE[event.start : event.end] == "expelled"
    assert (event.event, event.mode, event.status) == ("COERCE", None, "actual")
    told = [(a.role, SENTENCE[a.start : a.end]) for a in event.arguments]
    assert told == [("actor", "Chile"), ("recipient", "two envoys")]
    assert event.confidence > 0.99
    assert network.marked == [pieces(tokenizer, "expelled")]


def test_nothing_proposed_asks_no_second_pass(network: FakeNetwork, tokenizer: Tokenizer) -> None:
    network.triggers = {}
    assert find(network, tokenizer) == [()]
    assert network.marked == []


def test_the_second_pass_takes_back(network: FakeNetwork, tokenizer: Tokenizer) -> None:
    network.judged = NONE
    assert find(network, tokenizer) == [()]
    assert len(network.marked) == 1


@pytest.mark.parametrize(
    ("threshold", "strength", "given"),
    [
        (0.5, SURE, True),  # sure
        (0.99, 0.0, False),  # all events alike likely, none among them
        (0.0, 0.0, True),  # the same, with everything let through
    ],
)
def test_threshold(
    network: FakeNetwork, tokenizer: Tokenizer, threshold: float, strength: float, given: bool
) -> None:
    network.strength = strength
    network.triggers = dict.fromkeys(network.triggers, "B-COERCE")
    (events,) = Reader(network, tokenizer, threshold=threshold).find([SENTENCE])
    assert bool(events) is given


def test_the_second_pass_decides_event_mode_and_status(
    network: FakeNetwork, tokenizer: Tokenizer
) -> None:
    mode = next(pair for pair in mode_labels() if pair[0] == "SANCTION" and pair[1])
    network.judged, network.mode, network.status = "SANCTION", mode, "negated"
    network.strength = 30.0
    ((event,),) = find(network, tokenizer)
    assert (event.event, event.mode, event.status) == ("SANCTION", mode[1], "negated")


def test_a_mode_of_another_event_is_never_given(network: FakeNetwork, tokenizer: Tokenizer) -> None:
    network.mode = next(pair for pair in mode_labels() if pair[0] == "PROTEST" and pair[1])
    ((event,),) = find(network, tokenizer)
    assert (event.event, event.mode) in mode_labels()


@pytest.mark.parametrize("tag", ["B-actor", "B-recipient", "B-time"])
def test_an_argument_never_covers_its_trigger(
    network: FakeNetwork, tokenizer: Tokenizer, tag: str
) -> None:
    (expelled,) = pieces(tokenizer, "expelled")
    network.arguments = {**network.arguments, expelled: tag}
    ((event,),) = find(network, tokenizer)
    assert all(a.end <= event.start or a.start >= event.end for a in event.arguments)
    assert event.arguments  # the others stay


@pytest.mark.parametrize("word", ["of", "on", "."])
def test_a_trigger_holds_more_than_marks_and_auxiliaries(
    network: FakeNetwork, tokenizer: Tokenizer, word: str
) -> None:
    network.triggers = {pieces(tokenizer, word)[0]: "B-COERCE"}
    assert find(network, tokenizer) == [()]


def test_empty_sentences_have_no_events_and_keep_their_place(
    network: FakeNetwork, tokenizer: Tokenizer
) -> None:
    found = find(network, tokenizer, "", SENTENCE, "   ", "\n", SENTENCE)
    assert [len(events) for events in found] == [0, 1, 0, 0, 1]


def test_no_sentences(network: FakeNetwork, tokenizer: Tokenizer) -> None:
    assert Reader(network, tokenizer).find([]) == []


def test_a_very_long_sentence_is_read_as_far_as_it_fits(
    network: FakeNetwork, tokenizer: Tokenizer
) -> None:
    long = SENTENCE[:-1] + " and so on" * 2000
    ((event,),) = find(network, tokenizer, long)
    assert long[event.start : event.end] == "expelled"
    network.triggers = {MAX_PIECES - 2: "B-COERCE"}
    (events,) = find(network, tokenizer, long)
    assert all(e.end <= len(long) for e in events)


def test_the_second_pass_gets_its_sentence_states(
    network: FakeNetwork, tokenizer: Tokenizer
) -> None:
    longer = SENTENCE.replace("Monday", "Monday after a long quarrel over copper")
    find(network, tokenizer, longer, SENTENCE)
    ids = [encode(tokenizer, text).ids.tolist() for text in (longer, SENTENCE)]
    assert sorted(network.seen) == sorted(ids)


def test_many_sentences_keep_their_order(network: FakeNetwork, tokenizer: Tokenizer) -> None:
    sentences = [SENTENCE if i % 3 else "Nothing." for i in range(100)]
    found = find(network, tokenizer, *sentences)
    # In "Nothing." the piece that is proposed is the full stop.
    assert [len(events) for events in found] == [1 if i % 3 else 0 for i in range(100)]
    assert sum(network.batches) == 100
    assert max(network.batches) <= 32


CHILE, PERU = Argument("actor", 0, 5), Argument("actor", 40, 44)


def told(start: int, *arguments: Argument, event: str = "AGREE", confidence: float = 0.8) -> Found:
    return Found(event, None, "actual", start, start + 6, arguments, confidence)


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        # one act twice: the more confident stays
        ([told(10, CHILE), told(20, CHILE, confidence=0.9)], [20]),
        ([told(10, CHILE, confidence=0.9), told(20, CHILE)], [10]),
        # of two events
        ([told(10, CHILE), told(20, CHILE, event="AID")], [10, 20]),
        # of two parties
        ([told(10, CHILE), told(20, PERU)], [10, 20]),
        # far apart
        ([told(10, CHILE), told(60, CHILE)], [10, 60]),
        # other arguments do not tell acts apart
        ([told(10, CHILE, Argument("time", 30, 36)), told(20, CHILE)], [10]),
        # three in a row: the middle one speaks for its neighbours
        ([told(10, CHILE), told(25, CHILE, confidence=0.9), told(40, CHILE)], [25]),
        # one, none
        ([told(10, CHILE)], [10]),
        ([], []),
    ],
)
def test_one_a_proposition(events: list[Found], kept: list[int]) -> None:
    assert [e.start for e in one_a_proposition(events)] == kept
    assert (
        [e.start for e in one_a_proposition(events[::-1])] == kept
        or len(events) < 2
        or (events[0].confidence == events[1].confidence)
    )
