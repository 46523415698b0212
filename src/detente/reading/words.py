"""Words of a sentence and their encoding for the reader.

The reader labels whole words, so that a span can never break inside a name.
Training and inference both come through here: what the model was trained on is
exactly what it sees later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

# Abbreviations with dots stay whole ("U.S."), a possessive 's is a word of its
# own (spans end before it), hyphens part words ("U.S.-backed").
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|['’]s\b|[^\W_]+(?:['’](?!s\b)[^\W_]+)*|\S")

# Pieces of one sequence, special tokens included. 99.9 % of corpus sentences
# stay below 100; a longer sentence is read up to here.
MAX_PIECES = 192

SHAPES = 5  # other, lower case, Capitalised, ALL CAPS, with a digit

Int = NDArray[np.int64]


def find_words(text: str) -> list[tuple[int, int]]:
    """Find the words of a text.

    Returns:
        Half-open spans in code points, in order, without white space.

    Example:
        >>> [ "Seoul's U.S.-made jets."[a:b] for a, b in find_words("Seoul's U.S.-made jets.") ]
        ['Seoul', "'s", 'U.S.', '-', 'made', 'jets', '.']
    """
    return [match.span() for match in _WORD.finditer(text)]


def _shape(word: str) -> int:
    if any(char.isdigit() for char in word):
        return 4
    if word.isupper() and len(word) > 1:
        return 3
    if word[:1].isupper():
        return 2
    return 1 if word.islower() else 0


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence as the model takes it.

    Attributes:
        words: spans of the words in the sentence.
        ids, shapes: one value a piece, special tokens at both ends.
        first: for each word that fits, the index of its first piece.
        last: for each such word, the index of its last piece.
    """

    words: tuple[tuple[int, int], ...]
    ids: Int
    shapes: Int
    first: Int
    last: Int


def encode(tokenizer: Tokenizer, text: str) -> Encoded:
    """Encode one sentence.

    Args:
        tokenizer: a word-piece tokenizer whose template adds [CLS] and [SEP].
        text: the sentence.
    """
    words = find_words(text)
    surface = [text[a:b] for a, b in words]
    encoding = tokenizer.encode(surface, is_pretokenized=True)
    ids: list[int] = []
    shapes: list[int] = []
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if len(ids) == MAX_PIECES - 1 and word is not None:
            continue
        if word is not None:
            first.setdefault(word, len(ids))
            last[word] = len(ids)
        ids.append(piece)
        shapes.append(0 if word is None else _shape(surface[word]))
    # A word that the tokenizer drops (a lone control character) ends the list:
    # labels need one first piece for every word up to there.
    kept = 0
    while kept in first:
        kept += 1
    return Encoded(
        tuple(words[:kept]),
        np.array(ids, dtype=np.int64),
        np.array(shapes, dtype=np.int64),
        np.array([first[w] for w in range(kept)], dtype=np.int64),
        np.array([last[w] for w in range(kept)], dtype=np.int64),
    )


def pad(rows: Sequence[Int], length: int) -> Int:
    """Stack rows of different length, zero-padded, to shape (len(rows), length)."""
    out = np.zeros((len(rows), length), dtype=np.int64)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out
