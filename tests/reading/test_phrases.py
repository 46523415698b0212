"""Phrases that the reader cut short get their words back. The sentences are invented."""

import pytest

from detente.reading.entities import Entities
from detente.reading.phrases import whole_phrase


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        # inside a state's name
        ("Kenya and [its South] Sudanese neighbour met.", "its South Sudanese neighbour"),
        # inside a hyphen, both ways
        ("Lawmaker [Kim Dae]-ho left.", "Kim Dae-ho"),
        ("Lawmaker Kim Dae-[ho] left.", "Kim Dae-ho"),
        ("A spokesman for Dae-[ho] left.", "Dae-ho"),
        # an adjective without its noun, with another adjective between
        ("Ships entered [Chilean] territorial waters today.", "Chilean territorial waters"),
        ("Police held [two Peruvian] miners there.", "two Peruvian miners"),
        # a name in capitals that goes on, also behind "of"
        (
            "[The Confederation] of Kenyan Industries agreed.",
            "The Confederation of Kenyan Industries",
        ),
        ("[The Northern] Fishing League agreed.", "The Northern Fishing League"),
        # whole already
        ("[Chile] told Peru to stop.", "Chile"),
        ("[Chilean] and Peruvian miners met.", "Chilean"),
        # a day of the week is not part of a name
        ("They met in [Tokyo] Thursday.", "Tokyo"),
        # another party is not either
        ("He told [Ana Rojas] Peru would wait.", "Ana Rojas"),
    ],
)
def test_whole_phrase(cut: str, whole: str) -> None:
    start, end = cut.index("["), cut.index("]") - 1
    text = cut.replace("[", "").replace("]", "")
    a, b = whole_phrase(Entities(text, None), start, end, sentence_end=len(text))
    assert text[a:b] == whole


def test_no_phrase_goes_beyond_its_limit() -> None:
    text = "Ships entered Chilean waters."
    start, end = text.index("Chilean"), text.index(" waters")
    assert whole_phrase(Entities(text, None), start, end, sentence_end=end) == (start, end)
