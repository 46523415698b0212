"""A page and the text that intake made of it: where words of one stand in the other."""

from __future__ import annotations

import re


class Squeezed:
    """A text without its white space, and where each character stood."""

    def __init__(self, text: str) -> None:
        self.source = text
        self.at = [index for index, character in enumerate(text) if not character.isspace()]
        self.text = "".join(text[index] for index in self.at)

    def find(self, words: str) -> tuple[int, int] | None:
        """Find words, whatever the white space; offsets in the source."""
        squeezed = "".join(words.split())
        start = self.text.find(squeezed)
        if start < 0 or not squeezed:
            return None
        return self.at[start], self.at[start + len(squeezed) - 1] + 1


def locate(span: tuple[int, int], page: Squeezed, text: str) -> tuple[int, int] | None:
    r"""Find a span of the page again in the text that intake made of it.

    Returns:
        The span in ``text``; None where its paragraph was not kept.

    Example:
        >>> locate((6, 9), Squeezed("Menu\n\nOslo  met Riga."), "Oslo met Riga.")
        (0, 3)
    """
    paragraph = paragraph_around(span, page.source)
    found = Squeezed(text)
    place = found.find(page.source[slice(*paragraph)])
    if place is None:
        return None
    # Counted without white space, the paragraph has the same characters in both.
    first = found.at.index(place[0])
    before = len("".join(page.source[paragraph[0] : span[0]].split()))
    length = len("".join(page.source[slice(*span)].split()))
    return found.at[first + before], found.at[first + before + length - 1] + 1


def paragraph_around(span: tuple[int, int], source: str) -> tuple[int, int]:
    r"""Where the paragraph around a span of a text begins and ends.

    Example:
        >>> paragraph_around((7, 11), "Menu\n\nOslo met Riga.")
        (6, 20)
    """
    breaks = [match.span() for match in re.finditer(r"\n\s*\n", source)]
    start = max((end for _, end in breaks if end <= span[0]), default=0)
    end = min((begin for begin, _ in breaks if begin >= span[1]), default=len(source))
    return start, end


def ends_before(text: str, page: Squeezed, limit: int) -> bool:
    r"""Whether the last paragraph of a text stands before an offset of the page.

    Example:
        >>> page = Squeezed("Oslo met Riga.\n\nSubscribe!")
        >>> ends_before("Oslo met Riga.", page, 16), ends_before("Subscribe!", page, 16)
        (True, False)
    """
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if part.strip()]
    last = page.find(paragraphs[-1]) if paragraphs else None
    return last is not None and last[1] <= limit
