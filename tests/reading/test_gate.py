"""The gate: what a sentence's features are, and what passes."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import ReaderError
from detente.reading.gate import BUCKETS, Gate, features, load_gate
from detente.reading.network import Weights


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Chile met Peru.", 6),  # three words, two pairs, the start
        ("Chile", 2),  # a word and the start
        ("no no no", 3),  # each once: the word, the pair, the start
        ("", 0),  # nothing
        ("... - !", 0),  # marks alone
        ("42", 4),  # digits one by one, as a kind of number: 4, 2, "4 2", the start
    ],
)
def test_features(sentence: str, count: int) -> None:
    assert len(features(sentence)) == count


@given(st.text())
def test_features_are_buckets_in_order_whatever_the_text(sentence: str) -> None:
    found = features(sentence)
    assert found == sorted(set(found))
    assert all(0 <= bucket < BUCKETS for bucket in found)


def test_capitals_do_not_matter() -> None:
    assert features("CHILE MET PERU") == features("Chile met Peru")


def gate(threshold: float = 0.5, **weights: float) -> Gate:
    table = np.zeros(BUCKETS, dtype=np.float32)
    for word, weight in weights.items():
        table[features(word)[0]] = table[features(word)[1]] = weight
    return Gate(table, threshold)


@pytest.mark.parametrize(
    ("sentence", "passes"),
    [
        ("attacked", True),  # a word of weight
        ("quiet", False),  # one without
        ("", False),  # nothing never passes
        ("attacked " + " ".join(a + b for a in "bcdfghjk" for b in "aeiou"), False),  # thinned out
    ],
)
def test_passes(sentence: str, passes: bool) -> None:
    assert gate(attacked=2.0).passes(sentence) is passes


def test_an_empty_sentence_never_passes() -> None:
    assert not gate(threshold=-1e9).passes("")
    assert gate(threshold=-1e9).passes("quiet")


def test_the_shipped_gate_lets_plain_events_through(weights: Weights) -> None:
    assert weights.gate.passes("France signed a treaty with Germany on Monday.")
    assert not weights.gate.passes("* * *")


def test_load_gives_back_what_was_saved(tmp_path: Path) -> None:
    table = np.arange(BUCKETS, dtype=np.float32)
    np.savez(tmp_path / "gate.npz", weights=table, threshold=0.25)
    loaded = load_gate(tmp_path / "gate.npz")
    assert loaded.threshold == 0.25
    assert np.array_equal(loaded.weights, table)


def test_load_refuses_what_is_no_gate(tmp_path: Path) -> None:
    path = tmp_path / "gate.npz"
    with pytest.raises(ReaderError, match="reinstall"):  # missing
        load_gate(path)
    np.savez(path, other=np.zeros(3))
    with pytest.raises(ReaderError, match="reinstall"):  # without weights
        load_gate(path)
    path.write_bytes(b"no archive at all")
    with pytest.raises(ReaderError, match="reinstall"):  # no archive
        load_gate(path)


def test_load_refuses_a_gate_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "gate.npz"
    np.savez(path, weights=np.zeros(BUCKETS), threshold=0.0)
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(ReaderError, match="reinstall"):
        load_gate(path)
