"""Words: what a span may end on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from detente.reading.words import MAX_PIECES, encode, find_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Seoul's army", ["Seoul", "'s", "army"]),  # a span ends before the possessive
        ("Seoul’s army", ["Seoul", "’s", "army"]),  # the typographic one too
        ("U.S.-backed", ["U.S.", "-", "backed"]),  # "U.S." may be a span of its own
        ("didn't", ["didn't"]),  # a contraction is one word
        ("$1.5 billion", ["$", "1.5", "billion"]),  # numbers keep their points
        ("O'Brien", ["O'Brien"]),  # names keep their apostrophe
        ("北京 met", ["北京", "met"]),  # other scripts
        ("", []),  # nothing
    ],
)
def test_find_words(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in find_words(text)] == words


@given(st.text())
def test_words_cover_all_but_white_space(text: str) -> None:
    covered = {i for a, b in find_words(text) for i in range(a, b)}
    assert all(i in covered for i, char in enumerate(text) if not char.isspace())


@given(st.text(max_size=2000))
def test_encode_labels_fit_the_pieces(tokenizer: Tokenizer, text: str) -> None:
    encoded = encode(tokenizer, text)
    assert len(encoded.ids) == len(encoded.shapes) <= MAX_PIECES
    assert len(encoded.words) == len(encoded.first) == len(encoded.last)
    assert all(
        0 < f <= last < len(encoded.ids) - 1
        for f, last in zip(encoded.first, encoded.last, strict=True)
    )
