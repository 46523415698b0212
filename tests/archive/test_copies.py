"""Copies are found, and what is merely alike is none."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.archive.made import WORDS

from detente.archive.copies import (
    BANDS,
    SIMILARITY,
    band_hashes,
    fingerprint,
    is_copy,
    pack_numerals,
    similarity,
    unpack_numerals,
)

TEXT = " ".join(random.Random(7).choices(WORDS, k=200)) + " on 3 May, 14 of 21 said."
OTHER = " ".join(random.Random(8).choices(WORDS, k=200))
CUT = " ".join(TEXT.split()[:150])
LINE = "\n\nThis report first appeared in the Delta Courier."


def edited(text: str, words: int) -> str:
    """A text of which some words, evenly spread, are others."""
    parts = text.split()
    step = len(parts) // words
    return " ".join("edited" if at % step == 0 and at else part for at, part in enumerate(parts))


@pytest.mark.parametrize(
    ("text", "copy"),
    [
        (TEXT, True),
        (TEXT.upper().replace(" ", "\n"), True),  # case and lines
        (TEXT + LINE, True),  # a credit below
        (edited(TEXT, 8), True),  # a word in 25
        (CUT, True),  # the last quarter left out, with its numbers
        (TEXT.replace("14", "fourteen"), True),  # a number in words
        (TEXT.replace("14", "15"), False),  # the same mould with another number
        (" ".join(TEXT.split()[:60]) + OTHER, False),  # a shared background
        (OTHER, False),
    ],
)
def test_copy(text: str, copy: bool) -> None:
    one, other = fingerprint(TEXT, "2023-03-16"), fingerprint(text, "2023-03-17")
    assert is_copy(one, other) is copy
    assert is_copy(other, one) is copy
    # What is a copy is found by a band.
    assert not copy or set(band_hashes(one)) & set(band_hashes(other))


@pytest.mark.parametrize(
    ("published", "copy"),
    [
        ("2023-03-23", True),  # a week later
        ("2023-03-24", False),  # more
        ("2022-03-16", False),  # the same day a year ago
        (None, True),  # unknown
    ],
)
def test_day_of_publication(published: str | None, copy: bool) -> None:
    assert is_copy(fingerprint(TEXT, "2023-03-16"), fingerprint(TEXT, published)) is copy


def test_signature_is_pinned() -> None:
    # Archives hold signatures: no version of a library may change them.
    mark = fingerprint("Seoul and Tokyo resumed talks.", None)
    assert mark.signature[:8].hex() == "518bea1efcdde069"
    assert len(set(band_hashes(mark))) == BANDS


def test_short_text_is_like_itself_only() -> None:
    marks = [fingerprint(text, None) for text in ("Hail.", "Hail!", "Snow.")]
    assert similarity(marks[0], marks[1]) == 1
    assert similarity(marks[0], marks[2]) < SIMILARITY


def test_numerals_come_back() -> None:
    mark = fingerprint("1,000 of 2.5 in 2023", None)
    assert (
        unpack_numerals(pack_numerals(mark.numerals)) == mark.numerals == {"1,000", "2.5", "2023"}
    )
    assert unpack_numerals(pack_numerals([])) == frozenset()
    assert replace(mark, numerals=frozenset()) != mark
