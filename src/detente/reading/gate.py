"""The gate: sentences that can't hold an event never reach the model.

A linear model over hashed words and word pairs, trained beside the reader. Its
threshold lets through all but a half per cent of the sentences with an event
(``python -m training.gate`` prints the figures), so that a sentence it stops
holds none with great likelihood, and costs next to nothing.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.errors import ReaderError

BUCKETS = 1 << 15
_WORD = re.compile(r"[^\W\d_]+|\d")


def features(sentence: str) -> list[int]:
    """Hash a sentence's words and word pairs to buckets, each once.

    Example:
        >>> len(features("Seoul met Tokyo"))  # three words, two pairs, the start
        6
    """
    words = [w.lower() for w in _WORD.findall(sentence)]
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    grams = {*words, *pairs, "^ " + words[0]} if words else set()
    return sorted({zlib.crc32(gram.encode()) % BUCKETS for gram in grams})


@dataclass(frozen=True, slots=True)
class Gate:
    """Weights a bucket, and the score from which a sentence passes."""

    weights: NDArray[np.float32]
    threshold: float

    def score(self, sentence: str) -> float:
        """Log-odds that the sentence holds an event."""
        found = features(sentence)
        if not found:
            return float("-inf")
        return float(self.weights[found].sum() / np.sqrt(len(found)))

    def passes(self, sentence: str) -> bool:
        """Tell whether the sentence may hold an event."""
        return self.score(sentence) >= self.threshold


def load_gate(path: Path) -> Gate:
    """Load a gate (``gate.npz`` with ``weights`` and ``threshold``).

    Raises:
        ReaderError: the file is missing or not a gate's.
    """
    try:
        # Opened here: of a damaged file, np.load would leave the handle open.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            weights = saved["weights"].astype(np.float32)
            threshold = float(saved["threshold"])
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ReaderError(f"{path}: no usable gate ({error}); reinstall detente") from error
    return Gate(weights, threshold)
