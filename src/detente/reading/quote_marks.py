"""What stands between quotation marks, whoever says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

BLANK = "▮"  # stands for each character of a quotation while its speaker is looked for
_DOUBLE_OPEN = re.compile(r"“|(?<![\w.,!?…])\"(?=[^\s])")
_DOUBLE_CLOSE = re.compile(r"”|(?<=[^\s])\"(?!\w)")
# An opening single mark is no elision ('90s, 'tis); a closing one is no apostrophe of
# a plural ("workers' pay"), unless nothing else closes the stretch.
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?…])[‘'](?=[^\s\d])(?!(?:tis|twas|til|em|cause|n)\b)")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s])[’'](?!\w)")
_GENITIVE = re.compile(r"s[’'] [a-z]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks: ``[start, end)``, with the marks ``[first, last)``."""

    start: int
    end: int
    last: int
    goes_on: bool = False  # its paragraph ended without a closing mark

    @property
    def first(self) -> int:
        """Where the opening mark stands."""
        return self.start - 1


def find_stretches(text: str) -> list[Stretch]:
    """Find the outermost stretches between marks, in order.

    Single marks count where double ones stand only inside of them.

    Example:
        >>> text = 'He said, "We agree." She said, "No."'
        >>> [text[s.start : s.end] for s in find_stretches(text)]
        ['We agree.', 'No.']
    """
    doubles = _marked(text, _DOUBLE_OPEN, _DOUBLE_CLOSE)
    singles = _marked(text, _SINGLE_OPEN, _SINGLE_CLOSE)
    outer = [d for d in doubles if not any(s.start <= d.first and d.last <= s.end for s in singles)]
    return singles if singles and not outer else doubles


def blank_out(text: str, stretches: Sequence[Stretch]) -> str:
    """Put ``BLANK`` for each character of the stretches and of their marks.

    Example:
        >>> blank_out('"No," he said.', find_stretches('"No," he said.'))
        '▮▮▮▮▮ he said.'
    """
    masked = list(text)
    for s in stretches:
        masked[s.first : s.last] = BLANK * (s.last - s.first)
    return "".join(masked)


def _marked(text: str, opens: re.Pattern[str], closes: re.Pattern[str]) -> list[Stretch]:
    found: list[Stretch] = []
    for paragraph in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", text, re.DOTALL):
        position, limit = paragraph.span()
        while mark := opens.search(text, position, limit):
            end = _closing(text, (mark.end(), limit), opens, closes)
            if end is None:
                following = text[limit:].lstrip()[:1]
                if following == mark.group() and mark.group() in '“"':
                    found.append(Stretch(mark.end(), limit, limit, goes_on=True))
                    break
                position = mark.end()
                continue
            found.append(Stretch(mark.end(), end, end + 1))
            position = end + 1
    return found


def _closing(
    text: str, within: tuple[int, int], opens: re.Pattern[str], closes: re.Pattern[str]
) -> int | None:
    """Where a stretch closes that opened right before ``within``; typographic ones may nest."""
    depth, doubtful = 0, None
    either = re.compile(f"{closes.pattern}|(?P<open>{opens.pattern})")
    for mark in either.finditer(text, *within):
        if mark["open"]:
            depth += mark["open"] in "“‘"
        elif depth:
            depth -= 1
        elif closes is _SINGLE_CLOSE and _GENITIVE.match(text, mark.start() - 1):
            doubtful = mark.start()
        else:
            return mark.start()
    return doubtful
