"""Lines to paragraphs."""

from __future__ import annotations

import pytest

from detente.intake.paragraphs import normalise_text, split_paragraphs

WRAPPED = "\n".join(
    [
        "The two ministers met in the capital on Monday and agreed",
        "to resume the talks that were broken off in March, after",
        "both sides had recalled their ambassadors.",
        "",
        "No date was set for the next round, which Norway offered",
        "to host, the Norwegian foreign ministry said on the same",
        "day.",
    ]
)
CASES = [
    # a blank line parts paragraphs
    ("A b.\n\nC d.", ["A b.", "C d."]),
    # without blank lines, a line is a paragraph
    ("Oslo pays its debt.\nRiga is content.\nNobody else is.", None),
    # a short list of furniture isn't one paragraph
    ("Share\nTweet\nPrint", ["Share", "Tweet", "Print"]),
    # a line that goes on in lower case
    ("Keep up to date with Riga,\nits port and its news.", ["Keep up to date with Riga, its port and its news."]),  # noqa: E501
    # an indented line opens a paragraph
    ("A b c.\n  D e f.", ["A b c.", "D e f."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "paragraphs"), CASES)
def test_split_paragraphs(text, paragraphs):
    assert list(split_paragraphs(text)) == (paragraphs or text.split("\n"))


def test_wrapped_lines_are_joined():
    first, second = split_paragraphs(WRAPPED)
    assert first.endswith("in March, after both sides had recalled their ambassadors.")
    assert second.endswith("said on the same day.")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\ufeffa\u200b b\u00ad", "a b"),
        ("a \t\u00a0 b  ", "a b"),
        ("\n\na\n\n", "a"),
        ("a\x07b\x00", "ab"),
        # marks that belong to words stay
        ("Kyïv’s 40 € – “so”", "Kyïv’s 40 € – “so”"),
    ],
)
def test_normalise_text(raw, text):
    assert normalise_text(raw) == text
    assert normalise_text(text) == text
