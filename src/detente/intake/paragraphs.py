"""Raw characters to paragraphs: line ends, odd blanks, hard-wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# No line end among the blanks: they are dealt with before.
_BLANKS = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
# Wider lines than this are paragraphs, not lines that a mail program wrapped.
MAX_WRAP_WIDTH = 120
MIN_WRAP_WIDTH = 40


def normalise_text(raw: str) -> str:
    """Bring line ends, blanks and invisible characters into one form.

    Args:
        raw: characters as a source has them.

    Returns:
        The text with LF line ends, single blanks, none at the ends of lines.

    Example:
        >>> normalise_text("\\ufeffTalks  resumed. \\r\\nNo date\\u00a0was set.")
        'Talks resumed.\\nNo date was set.'
    """
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", raw))
    lines = (_BLANKS.sub(" ", line) for line in text.split("\n"))
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def split_paragraphs(text: str) -> tuple[str, ...]:
    """Split normalised text into paragraphs, joining lines that were wrapped.

    A blank line parts paragraphs. Within a block of lines each line is a
    paragraph, unless the whole text looks wrapped at a fixed width or the
    next line begins in lower case.

    Example:
        >>> split_paragraphs("Talks resumed.\\n\\nNo date was set,\\nhe said.")
        ('Talks resumed.', 'No date was set, he said.')
    """
    blocks = [block.split("\n") for block in re.split(r"\n(?:[ ]*\n)+", text) if block.strip()]
    width = _wrap_width(blocks)
    paragraphs: list[str] = []
    for block in blocks:
        current: list[str] = []
        for line in block:
            if current and not _is_continued(current[-1], line, width):
                paragraphs.append(" ".join(part.strip() for part in current))
                current = []
            current.append(line)
        paragraphs.append(" ".join(part.strip() for part in current))
    return tuple(paragraph for paragraph in paragraphs if paragraph)


def _wrap_width(blocks: Sequence[Sequence[str]]) -> int | None:
    """The width at which the text was wrapped; None where it was not."""
    width = max((len(line) for block in blocks for line in block), default=0)
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        return None
    pairs = [(a, b) for block in blocks for a, b in pairwise(block)]
    long_pairs = [(a, b) for a, b in pairs if len(a) > width / 2]
    full = sum(_is_full(a, b, width) for a, b in long_pairs)
    # In one-line paragraphs most lines end a sentence; in wrapped ones few do.
    inside = sum(SENTENCE_END.search(a) is None for a, _ in long_pairs)
    count = len(long_pairs)
    return width if count >= 2 and full >= 0.6 * count and inside >= 0.6 * count else None


def _is_full(line: str, following: str, width: int) -> bool:
    """Would the next line's first word have gone beyond the width?"""
    words = following.split(maxsplit=1)
    return bool(words) and len(line) + 1 + len(words[0]) > width


def _is_continued(line: str, following: str, width: int | None) -> bool:
    if following.startswith(" "):
        return False  # an indented line opens a paragraph
    if SENTENCE_END.search(line) is None and following[:1].islower():
        return True
    return width is not None and _is_full(line, following, width)
