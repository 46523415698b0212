"""From word scores to spans: the best valid BIO path."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words ``first`` to ``last`` inclusive, with their label."""

    label: str
    first: int
    last: int


def log_softmax(logits: Float) -> Float:
    """Log-probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    result: Float = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result


def best_path(scores: Float) -> NDArray[np.int64]:
    """Find the best valid BIO path (Viterbi).

    Tags are O, B-x, I-x, B-y, I-y, ... : an I-x may only follow B-x or I-x, so
    that no span begins in its middle.

    Args:
        scores: log-scores, shape (words, tags), tags odd in number.

    Returns:
        The tag of each word, shape (words,).

    Example:
        >>> scores = np.log(np.array([[.6, .3, .1], [.2, .1, .7]], dtype=np.float32))
        >>> best_path(scores).tolist()  # O, I would be best but is not valid
        [1, 2]
    """
    length, tags = scores.shape
    inside = np.arange(2, tags, 2)
    total = scores[0].copy()
    total[inside] = -np.inf
    back = np.zeros((length, tags), dtype=np.int64)
    for step in range(1, length):
        leader = int(total.argmax())
        previous = np.full(tags, total[leader], dtype=scores.dtype)
        back[step] = leader
        starts_better = total[inside - 1] >= total[inside]
        back[step, inside] = np.where(starts_better, inside - 1, inside)
        previous[inside] = np.where(starts_better, total[inside - 1], total[inside])
        total = previous + scores[step]
    path = np.zeros(length, dtype=np.int64)
    path[-1] = int(total.argmax())
    for step in range(length - 1, 0, -1):
        path[step - 1] = back[step, path[step]]
    return path


def spans_of(path: NDArray[np.int64], tags: tuple[str, ...]) -> list[WordSpan]:
    """Read the spans off a valid path.

    Example:
        >>> spans_of(np.array([1, 2, 0]), ("O", "B-x", "I-x"))
        [WordSpan(label='x', first=0, last=1)]
    """
    spans: list[WordSpan] = []
    for word, tag in enumerate(path.tolist()):
        if tag == 0:
            continue
        kind, _, label = tags[tag].partition("-")
        if kind == "I":
            spans[-1] = WordSpan(label, spans[-1].first, word)
        else:
            spans.append(WordSpan(label, word, word))
    return spans
