"""What third states do toward either side of a pair after an event between the two.

A reaction *names* what it answers where it is done toward both sides at once or
its sentence is like the event's; otherwise it *follows* it, which says no more
than that the days agree.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.errors import UsageError
from detente.relations.distinct import (
    SIMILAR,
    DistinctEvent,
    overlap,
    pairs_of,
    word_weights,
    words_of,
)

Link = Literal["names", "follows"]


@dataclass(frozen=True, slots=True)
class Reaction:
    """An act of third states toward a side, and the event of the pair that it answers.

    Attributes:
        event: the act.
        answers: the event of the pair; of several the one it is most like, then
            the latest.
        toward: codes of the sides that it is done toward, sorted.
        days: from the event to the act, 0 or more.
        link: how the two hang together; ``reason`` the same in words.
    """

    event: DistinctEvent
    answers: DistinctEvent
    toward: tuple[str, ...]
    days: int
    link: Link
    reason: str


def reactions(
    events: Iterable[DistinctEvent], pair: tuple[str, str], *, window_days: int = 7
) -> tuple[Reaction, ...]:
    """Find the reactions of third states to what passes between two states.

    Args:
        events: of any states; only actual ones that have a date count, each at
            the last day that its date can mean.
        pair: two codes, in either order, which changes nothing.
        window_days: how long after the event an act can still answer it.

    Returns:
        By date, then id. An act of a side together with others is no reaction.

    Raises:
        UsageError: the window is negative, or the two states are one.

    Example:
        >>> reactions([], ("KOR", "JPN"))
        ()
    """
    sides = frozenset(pair)
    if len(sides) != 2 or window_days < 0:
        raise UsageError(f"reactions need two states and a window from 0: {pair}, {window_days}")
    placed = sorted(
        (one for one in events if one.status == "actual" and one.start and one.end),
        key=lambda one: (_end(one), one.id),
    )
    between = [one for one in placed if _is_between(one, sides)]
    days = [_end(one) for one in between]
    weights = word_weights(_words(one) for one in placed)
    found = []
    for act in placed:
        toward = tuple(sorted(sides.intersection(act.recipients)))
        if not toward or not act.actors or sides.intersection(act.actors):
            continue
        on = _end(act).toordinal()
        first = bisect_left(days, date.fromordinal(max(1, on - window_days)))
        before = between[first : bisect_right(days, _end(act))]
        if before:
            found.append(_reaction(act, before, toward, weights))
    return tuple(found)


def _reaction(
    act: DistinctEvent,
    before: Sequence[DistinctEvent],
    toward: tuple[str, ...],
    weights: Mapping[str, float],
) -> Reaction:
    words = _words(act)
    likeness, _, best = max(
        (
            # What is not alike does not rank: then the latest is answered.
            (shared if shared >= SIMILAR else 0.0, at, one)
            for at, one in enumerate(before)
            for shared in (overlap(words, _words(one), weights),)
        ),
        key=lambda ranked: ranked[:2],
    )
    days = (_end(act) - _end(best)).days
    if likeness:
        link: Link = "names"
        reason = f"its words are like the event's ({likeness:.2f})"
    elif len(toward) == 2:
        link, reason = "names", "it is done toward both sides at once"
    else:
        link, reason = "follows", "nothing but the days links the two"
    return Reaction(act, best, toward, days, link, f"{days} days after the event; {reason}")


def _is_between(one: DistinctEvent, sides: frozenset[str]) -> bool:
    return any(sides == {*pair} for pair in pairs_of(one))


def _end(one: DistinctEvent) -> date:
    return one.end or date.max


def _words(one: DistinctEvent) -> frozenset[str]:
    return words_of(f"{one.event.trigger.text} {one.event.evidence.text}")
