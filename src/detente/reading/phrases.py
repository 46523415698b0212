"""Whole phrases: an argument that the reader cut short gets its words back.

The reader labels words, and now and then breaks a name in two ("its South |
Korean counterpart", "Park Hong | -keun", "the Federation | of Korean
Industries"). Names that the article is known to hold, hyphens and the grammar
of adjectives tell where such a phrase goes on.
"""

from __future__ import annotations

import re

from detente.reading.entities import Entities

_HYPHEN_AFTER = re.compile(r"(?:[-‑][^\W_]+)+")
_HYPHEN_BEFORE = re.compile(r"(?:[^\W_]+[-‑])+$")
# After "Japanese" or "North Korean" comes what is so called, perhaps behind one
# more adjective ("Chinese territorial waters").
_NOUN_AFTER = re.compile(
    r" (?!(?:and|or|but|in|on|at|of|to|for|from|with|by|as|that|who|which|was|were|is|are|has|had"
    r"|have|will|would|could|may|should|also|said|says|after|before|over|into|than)\b)"
    r"(?:[a-z]+(?:al|ic|ive|ary|ous|ist) )?[^\W\d_]+(?:[-‑][^\W\d_]+)*"
)
# A name in capitals that goes on: "Bank | of Japan", "Federal | Reserve".
_CAPITALS_AFTER = re.compile(r" (?:(?:of|for) (?:the )?)?(?P<word>[A-Z][^\W\d_]+)")
_CAPITAL_LAST = re.compile(r"(?:^| )[A-Z][^\W\d_]+$")
_CALENDAR = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)$"
)


def whole_phrase(entities: Entities, start: int, end: int, *, sentence_end: int) -> tuple[int, int]:
    """Extend ``[start, end)`` of an article to the phrase that it is cut from.

    Args:
        entities: what the article names.
        start, end: the words of an argument.
        sentence_end: where its sentence ends; no phrase goes beyond.

    Returns:
        The phrase's place in the article's text.

    Example:
        >>> text = "Its South Korean counterpart agreed."
        >>> a, b = whole_phrase(Entities(text, None), 0, 9, sentence_end=len(text))
        >>> text[a:b]
        'Its South Korean counterpart'
    """
    text = entities.text
    for entity in entities.across(start, end):
        start, end = min(start, entity.start), max(end, entity.end)
    if before := _HYPHEN_BEFORE.search(text, max(0, start - 40), start):
        start = before.start()
    if after := _HYPHEN_AFTER.match(text, end, sentence_end):
        end = after.end()
    last = entities.within(start, end)[-1:]
    is_adjective = bool(last) and last[0].end == end and last[0].state_kind == "adjective"
    if is_adjective and (after := _NOUN_AFTER.match(text, end, sentence_end)):
        end = after.end()
    while _CAPITAL_LAST.search(text, start, end):
        after = _CAPITALS_AFTER.match(text, end, sentence_end)
        if after is None or _CALENDAR.match(after["word"]):
            break
        other = entities.starting(after.start("word"))
        if other is not None and other.state_kind != "adjective":
            break
        end = after.end()
    return start, end
