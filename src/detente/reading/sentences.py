"""Sentences of an article's text.

Rules rather than a parser: news text is edited, and the rules are quicker than
any model. A paragraph (blank line) always ends a sentence. A full stop does not
where it belongs to an abbreviation, an initial or a number, nor where the next
word goes on in lower case; closing quotes and brackets stay with their
sentence. The dev articles' sentences come out right in 99 of 100 cases
(``benchmarks/sentences.py``).
"""

from __future__ import annotations

import re

from detente.records import Span

# Never end a sentence: titles and other words that need what follows.
_BOUND = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sen",
        "rep",
        "gov",
        "gen",
        "lt",
        "col",
        "maj",
        "sgt",
        "capt",
        "cmdr",
        "adm",
        "brig",
        "pres",
        "rev",
        "hon",
        "st",
        "sr",
        "jr",
        "messrs",
        "mt",
        "ft",
        "no",
        "nos",
        "vs",
        "v",
        "fig",
        "al",
        "dept",
        "amb",
        "spc",
        "pvt",
        "cpl",
        "insp",
        "supt",
        "sec",
        "det",
        "hon",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "approx",
        "est",
        "ca",
        "cf",
        "e.g",
        "i.e",
    ]
)
# May end a sentence, and do so when a capitalised word follows that opens one.
_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "or",
        "its",
        "his",
        "her",
        "their",
        "there",
        "as",
        "for",
        "if",
        "when",
        "while",
        "after",
        "before",
        "since",
        "officials",
        "police",
        "meanwhile",
        "however",
        "earlier",
        "later",
        "both",
        "no",
        "some",
        "many",
        "most",
        "one",
        "two",
        "under",
        "with",
        "by",
        "from",
        "so",
        "yet",
        "what",
        "who",
        "how",
        "why",
        "such",
        "all",
        "another",
        "last",
    ]
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+\S)|[.!?…]+[\"'”’»)\]]*$")
_LAST_WORD = re.compile(r"([\w.&-]+)$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([\w'’-]+)")


def split_sentences(text: str) -> list[Span]:
    """Split a text into its sentences.

    Args:
        text: paragraphs parted by blank lines; a single line break is a space.

    Returns:
        Spans in order, without the white space around them.

    Example:
        >>> [s.text for s in split_sentences("Gen. Lee met U.S. officials. He left.")]
        ['Gen. Lee met U.S. officials.', 'He left.']
    """
    sentences: list[Span] = []
    for paragraph in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", text, re.DOTALL):
        start = paragraph.start()
        for end in _ends(paragraph.group(), paragraph.start()):
            while start < end and text[start].isspace():
                start += 1
            if start < end:
                sentences.append(Span(text[start:end], start, end))
            start = end
    return sentences


def _ends(paragraph: str, offset: int) -> list[int]:
    ends = [offset + match.end() for match in _END.finditer(paragraph) if _is_end(paragraph, match)]
    whole = offset + len(paragraph)
    if not ends or ends[-1] != whole:
        ends.append(whole)
    return ends


def _is_end(paragraph: str, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(paragraph[match.end() :].lstrip()[:60])
    if following is None:
        return True
    opener = following[1]
    if opener[0].islower():  # "… asked?" he said; "5 p.m. on Monday"
        return False
    if "." not in match.group():
        return True
    before = _LAST_WORD.search(paragraph[max(0, match.start() - 30) : match.start()])
    word = before[1].lower() if before else ""
    if word.rsplit(".", 1)[-1] in _BOUND and not match.group().endswith(("”", '"')):
        return word == "no" and opener.lower() in _OPENERS
    is_initial = len(word) == 1 and word.isalpha()
    if is_initial and word not in {"i"} and before and before[1].isupper():
        return opener.lower() in _OPENERS
    if "." in word:  # U.S., p.m., U.N.
        return opener.lower() in _OPENERS
    return True
