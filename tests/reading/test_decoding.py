"""The best valid BIO path, checked against trying every path."""

from itertools import product

import numpy as np
import pytest

from detente.reading.decoding import WordSpan, best_path, spans_of

TAGS = ("O", "B-x", "I-x", "B-y", "I-y")


def is_valid(path: tuple[int, ...]) -> bool:
    before = 0
    for tag in path:
        if tag and tag % 2 == 0 and before not in (tag - 1, tag):
            return False
        before = tag
    return True


@pytest.mark.parametrize("seed", range(20))
def test_best_path_is_the_best_of_all_valid_ones(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(4, 5)).astype(np.float32)
    paths = [p for p in product(range(5), repeat=4) if is_valid(p)]
    best = max(paths, key=lambda p: sum(scores[i, t] for i, t in enumerate(p)))
    assert tuple(best_path(scores)) == best


@pytest.mark.parametrize(
    ("path", "spans"),
    [
        ([0, 0], []),  # nothing
        ([1, 2, 2], [WordSpan("x", 0, 2)]),  # one long span
        ([1, 1], [WordSpan("x", 0, 0), WordSpan("x", 1, 1)]),  # two that touch
        ([3, 0, 1, 2], [WordSpan("y", 0, 0), WordSpan("x", 2, 3)]),  # two labels
    ],
)
def test_spans_of(path: list[int], spans: list[WordSpan]) -> None:
    assert spans_of(np.array(path), TAGS) == spans
