"""Rules of the coding guide that words alone decide, applied to what the network found.

The network learns most rules from examples; these few are exact, and training/GUIDE.md
names them by number. Each looks at the words around a trigger, never at who acts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.reading.reader import Found

# Rule 1: what somebody fears or feels is no act.
_FEELING = re.compile(
    r"(?:(?:has |have |had |is |are |was |were )?(?:worr(?:y|ies|ied)|fears?|feared|concerned"
    r"|afraid|hopes?|hoped|wary|anxious)\b.*)",
    re.I,
)
# Rule 64: "the threat posed by", "a threat from", "the challenge of".
_STANDING_THREAT = re.compile(r"(?:\w+ )?(?:threats?|challenges?|dangers?)", re.I)
_POSED = re.compile(r"\s+(?:\w+ )?(?:posed|presented|emanating|coming)\b|\s+from\b", re.I)
# Rule 62: the burden that ends is no event beside its end.
_ENDED = re.compile(
    r"\b(?:drop|withdraw|lift|end|scrap|remov|revok|rescind|cancel|eas|waiv|abandon|suspend)\w*$",
    re.I,
)
_BURDENS = frozenset({"ACCUSE", "SANCTION", "REJECT", "COERCE", "REQUEST"})
_NEAR_CHARS = 60
# Rule 61: an intention without a commitment, in the trigger or right before it.
_CUE = r"\b(?:prepar(?:es?|ing)|hop(?:es?|ing)|expects?|aim(?:s|ing)?|seek(?:s|ing)?) to\b"
_INTENDS = re.compile(_CUE, re.I)
_INTENDED_BEFORE = re.compile(rf"{_CUE} (?:\w+ly )?$", re.I)
_INTENDED = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})


def by_the_guide(found: Sequence[Found], sentence: str) -> list[Found]:
    """Drop what the guide says is no event, and set the status that it says.

    Args:
        found: in one sentence.
        sentence: its text.

    Example:
        >>> threat = Found("THREATEN", None, "actual", 11, 17, (), 0.9)
        >>> by_the_guide([threat], "Facing the threat posed by Niue, Fiji sent ships.")
        []
    """
    ends = [one for one in found if one.event == "CONCEDE"]
    return [
        _with_status(one, sentence)
        for one in found
        if not _is_none(one, sentence) and not any(_is_burden(one, end, sentence) for end in ends)
    ]


def _is_none(one: Found, sentence: str) -> bool:
    trigger = sentence[one.start : one.end]
    if one.event == "ACCUSE":
        return bool(_FEELING.fullmatch(trigger))
    if one.event == "THREATEN":
        is_noun = bool(_STANDING_THREAT.fullmatch(trigger))
        return is_noun and bool(_POSED.match(sentence, one.end))
    return False


def _is_burden(one: Found, end: Found, sentence: str) -> bool:
    if one.event not in _BURDENS or not end.end <= one.start <= end.end + _NEAR_CHARS:
        return False
    between = sentence[end.end : one.start]
    is_object = not re.search(r"[,;:]|\b(?:after|which|that|who|but|while|and)\b", between)
    return is_object and bool(_ENDED.search(sentence[end.start : end.end]))


def _with_status(one: Found, sentence: str) -> Found:
    if one.event not in _INTENDED or one.status != "actual":
        return one
    is_inside = bool(_INTENDS.search(sentence, one.start, one.end))
    if is_inside or _INTENDED_BEFORE.search(sentence, 0, one.start):
        return replace(one, status="future")
    return one
