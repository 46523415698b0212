"""One event of the world told twice in an article becomes one event.

Two tellings join when they are the same PLOVER event with the same status,
their parties agree, their dates do not contradict, and the later one reads as a
return to the first: the same word again, or a noun with "the", "this", "its"
("the suspension"). What is merely alike stays apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.records import Actor, Event, Mention

_RETURNS = re.compile(
    r"\b(?:the|this|that|these|those|its|his|her|their|such|[A-Z][\w.]*['’]s)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)
_VISIT = re.compile(r"\b(?:visit|trip|tour|arriv|travel|fl[ey]w|journey|went|came)", re.I)
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ied",
    "ies",
    "ed",
    "es",
    "al",
    "s",
    "e",
)


def join_events(events: Sequence[Event], text: str) -> tuple[Event, ...]:
    """Join the tellings of one event; the first keeps its place.

    Args:
        events: of one article, in the order of their triggers.
        text: the article's text.

    Returns:
        Events in order; later tellings stand in ``mentions`` of the first. The
        first takes over a recipient, date, place or mode that it lacked.
    """
    kept: list[Event] = []
    for event in events:
        for index, earlier in enumerate(kept):
            if _is_same(earlier, event, text):
                kept[index] = _joined(earlier, event)
                break
        else:
            kept.append(event)
    return tuple(kept)


def _joined(first: Event, later: Event) -> Event:
    return replace(
        first,
        mode=first.mode or later.mode,
        recipients=first.recipients or later.recipients,
        date=first.date if first.date.start else later.date,
        place=first.place or later.place,
        confidence=max(first.confidence, later.confidence),
        mentions=(*first.mentions, Mention(later.trigger, later.evidence), *later.mentions),
    )


def _is_same(first: Event, later: Event, text: str) -> bool:
    if first.event != later.event or first.evidence == later.evidence:
        return False
    if (first.status == "negated") != (later.status == "negated"):
        return False
    if first.status in {"future", "hypothetical"} and later.status != first.status:
        return False
    if first.mode and later.mode and first.mode != later.mode:
        return False
    if _is_visit(first) != _is_visit(later):
        return False
    before = text[max(0, later.trigger.start - 40) : later.trigger.start]
    returns = bool(_RETURNS.search(before)) and not later.trigger.text.lower().endswith("ed")
    if not _dates_agree(first, later) or not _parties_agree(first, later, returns=returns):
        return False
    told = {stem(m.trigger.text) for m in first.mentions} | {stem(first.trigger.text)}
    return returns or (stem(later.trigger.text) in told and bool(_codes(later.actors)))


def _is_visit(event: Event) -> bool:
    """Whether a telling speaks of the visit, not of the talks held during it."""
    return event.event == "CONSULT" and bool(_VISIT.search(event.trigger.text))


def _dates_agree(first: Event, later: Event) -> bool:
    a, b = first.date.start, later.date.start
    return a is None or b is None or a.startswith(b) or b.startswith(a)


def _parties_agree(first: Event, later: Event, *, returns: bool) -> bool:
    actors, recipients = _codes(first.actors), _codes(first.recipients)
    again, toward = _codes(later.actors), _codes(later.recipients)
    if first.event in {"CONSULT", "AGREE", "COOPERATE", "SUPPORT"}:
        both, later_both = actors | recipients, again | toward
        # "Her visit", "today's meeting with the minister": one side goes without saying.
        return later_both <= both if returns else not later_both or later_both == both
    return (not again or again == actors) and (not toward or not recipients or toward == recipients)


def _codes(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(code for actor in actors for code in actor.country)


def stem(word: str) -> str:
    """Cut a trigger to what its inflections and noun share.

    Example:
        >>> stem("suspended") == stem("suspension"), stem("met") == stem("talks")
        (True, False)
    """
    words: list[str] = re.findall(r"[a-z]+", word.lower())
    head = max(words or [word.lower()], key=len)
    for ending in _ENDINGS:
        if head.endswith(ending) and len(head) - len(ending) >= 4:
            head = head[: -len(ending)]
            break
    return head.rstrip("e")[:6]
