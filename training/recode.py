"""The deterministic recoding of CONCEDE's status: rule 9 of training/GUIDE.md.

The parts were written before the rule was fixed: some tag a bare "will lift" as
actual, others a promise as future. One pass makes all parts follow the rule.
"""

from __future__ import annotations

import re

SPAN = re.compile(r"\{([^{}\s]+) ([^{}]+)\}")
_ACTUAL = re.compile(r"(?<![^,])(e\d:CONCEDE)(?=,|$)")
_FUTURE = re.compile(r"(?<![^,])(e\d:CONCEDE);future(?=,|$)")

_BARE = re.compile(r"(?:will|(?:is|are|was|were) (?:set )?to|plans? to)\b", re.I)
_INFINITIVE = re.compile(r"to\s", re.I)
_WILL_NOT = re.compile(r"will (?:not|never|no longer)\b", re.I)
# "is" or "are set" before the span: the auxiliary stands outside.
_OPEN_AUXILIARY = re.compile(r"\b(?:is|are|was|were)(?: set)? $", re.I)
_COMMITMENT = re.compile(
    r"(?:(?:has|have|had) )?(?:agree[sd]?|promise[sd]?|pledge[sd]?|offer(?:s|ed)?|vow(?:s|ed)?"
    r"|undert(?:ook|akes?)|announce[sd]?|commit(?:s|ted)?"
    r"|sa(?:id|ys) (?:it|he|she|they|we|I) (?:would|will))\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s*$")


def recode_line(line: str) -> str:
    """Give the CONCEDE events of one marked line the status that rule 9 asks for.

    Example:
        >>> recode_line("{a1 Oslo} {e1:CONCEDE will lift} the ban on Monday.")
        '{a1 Oslo} {e1:CONCEDE;future will lift} the ban on Monday.'
        >>> recode_line("{a1 Oslo} {e1:CONCEDE;future promised to lift} the ban.")
        '{a1 Oslo} {e1:CONCEDE promised to lift} the ban.'
    """
    is_headline = not _SENTENCE_END.search(SPAN.sub(r"\2", line))

    def recode(match: re.Match[str]) -> str:
        tags, trigger = match.groups()
        if _COMMITMENT.match(trigger):
            tags = _FUTURE.sub(r"\1", tags)
        elif _is_bare_future(trigger, line[: match.start()], is_headline=is_headline):
            tags = _ACTUAL.sub(r"\1;future", tags)
        return f"{{{tags} {trigger}}}"

    return SPAN.sub(recode, line)


def _is_bare_future(trigger: str, before: str, *, is_headline: bool) -> bool:
    if _WILL_NOT.match(trigger):
        return False
    if _BARE.match(trigger):
        return True
    if not _INFINITIVE.match(trigger):
        return False
    before = SPAN.sub(r"\2", before)
    if _OPEN_AUXILIARY.search(before):
        return True
    # In a headline "X to free Y" the infinitive is the future, unless a verb of
    # commitment governs it ("X agrees to free Y" with the verb outside the span).
    last = before.rstrip().rpartition(" ")[2]
    return is_headline and not _COMMITMENT.match(last)
