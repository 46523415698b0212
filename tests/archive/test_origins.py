"""Whom a page credits, in the customs of the press."""

from __future__ import annotations

import pytest

from detente.archive.origins import credited, same_name
from detente.records import Article

BODY = "Envoys met in Oslo.\n\nThey spoke for an hour.\n\nNo date was set.\n\nMore talks follow."


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{BODY}\n\nThis report first appeared in the Delta Courier.", "Delta Courier"),
        (f"{BODY}\n\nThis article was originally published by Plains Wire", "Plains Wire"),
        (f"{BODY}\n\nFirst published in The Delta Courier on 3 May.", "Delta Courier"),
        (f"{BODY}\n\nRepublished with permission of Plains Wire.", "Plains Wire"),
        (f"{BODY}\n\nSyndicated from Plains Wire.", "Plains Wire"),
        (f"{BODY}\n\nSource: Plains Wire", "Plains Wire"),
        (f"{BODY}\n\n— Plains Wire", "Plains Wire"),
        (f"{BODY}\n\n(Plains Wire)", "Plains Wire"),
        (f"LUSAKA, Feb. 3 (Plains Wire) -- {BODY}", "Plains Wire"),  # a dateline's agency
        (f"SEOUL (AFP) — {BODY}", "AFP"),
        (f"This story was first published by Plains Wire.\n\n{BODY}", "Plains Wire"),  # on top
        (f"{BODY}\n\nThis report first appeared in the Hill News.", None),  # its own publisher
        (BODY, None),  # nothing told
        (f"{BODY}\n\nHer book was first published by Penguin.", None),  # a book, not the report
        (f"The ministry (MOFA) denied it - again. {BODY}", None),  # brackets in a sentence
        (f"{BODY}\n\nHe named no source: Lima was silent.", None),  # a sentence with "source:"
    ],
)
def test_credit(text: str, name: str | None) -> None:
    assert credited(Article(id="a", text=text, publisher="Hill News")) == name


def test_credit_deep_in_the_body_is_part_of_the_story() -> None:
    line = "This report first appeared in the Delta Courier."
    text = "\n\n".join(["One.", "Two.", "Three.", line, "Four.", "Five.", "Six."])
    assert credited(Article(id="a", text=text)) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Harbour Post", "harbour post", True),
        ("Theatre News", "atre News", False),  # "the" is a word
        ("AFP", "AP", False),
    ],
)
def test_same_name(one: str, other: str, same: bool) -> None:
    assert (same_name(one) == same_name(other)) is same
