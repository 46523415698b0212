"""What a person says of a machine's event, kept beside it and never over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.errors import UsageError
from detente.records import Event

Verdict = Literal["confirmed", "rejected", "corrected"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's judgement of one event.

    Attributes:
        verdict: confirmed, rejected, or corrected to ``corrected``.
        judge: who judges; ``day`` when (ISO).
        note: why, in words.
        corrected: the event as it should be; only with the verdict ``corrected``.

    Raises:
        UsageError: the verdict is none of the three, or does not fit ``corrected``.

    Example:
        >>> Judgement("confirmed", "Ana", "2024-05-02").note
        ''
    """

    verdict: Verdict
    judge: str
    day: str
    note: str = ""
    corrected: Event | None = None

    def __post_init__(self) -> None:
        if self.verdict not in ("confirmed", "rejected", "corrected"):
            raise UsageError(f"{self.verdict} is no verdict: say confirmed, rejected or corrected")
        if (self.verdict == "corrected") != (self.corrected is not None):
            raise UsageError("the verdict corrected, and no other, needs the corrected event")


@dataclass(frozen=True, slots=True)
class Joining:
    """A person's word on which steps are of one matter.

    Attributes:
        verb: ``merge`` the matters of two steps, or ``split`` a step from its matter.
        step, other: ids of steps; ``other`` only of a merge.
        judge: who says so; ``day`` when (ISO); ``note`` why, in words.

    Raises:
        UsageError: the verb is neither, or does not fit ``other``.

    Example:
        >>> Joining("split", "s1", None, "Ana", "2024-05-02").note
        ''
    """

    verb: Literal["merge", "split"]
    step: str
    other: str | None
    judge: str
    day: str
    note: str = ""

    def __post_init__(self) -> None:
        if self.verb not in ("merge", "split"):
            raise UsageError(f"{self.verb} is neither merge nor split")
        if (self.verb == "merge") != (self.other is not None):
            raise UsageError("a merge needs two steps, a split one")


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement in the archive.

    Attributes:
        event_id: the event that it stands beside now; of one that the reader no
            longer finds, the id that it had.
        judged: the event as it was before the judge.
    """

    event_id: str
    article_id: str
    judged: Event
    judgement: Judgement


def find_again(judged: Event, events: Sequence[Event], verdict: str) -> Event | None:
    """Find an event that was judged among those of a newer reading.

    By its id; else by its trigger: the same characters of the article, or, in
    another copy of the text, the same word of the same sentence. What was
    confirmed or rejected is a claim of one PLOVER event: it never passes to
    another. A correction says what is right whatever the machine says there.

    Args:
        judged: the event as it was judged.
        events: of the newer reading.
        verdict: confirmed, rejected or corrected.

    Returns:
        The event that the judgement stands beside from now on, None if none is.
    """
    for event in events:
        if event.id == judged.id:
            return event
    fitting = [e for e in events if e.event == judged.event]
    if verdict == "corrected":
        fitting += [e for e in events if e.event != judged.event]
    for is_same in (_is_same_sentence, _is_same_stretch):
        for event in fitting:
            if is_same(judged, event):
                return event
    return None


def _is_same_sentence(one: Event, other: Event) -> bool:
    """Whether two triggers share words of one sentence, wherever its text stands."""
    shift = other.evidence.start - one.evidence.start
    return one.evidence.text == other.evidence.text and _overlap(one, other, shift) != ""


def _is_same_stretch(one: Event, other: Event) -> bool:
    """Whether two triggers share words of one text, however its sentences were split."""
    return _overlap(one, other, 0) != ""


def _overlap(one: Event, other: Event, shift: int) -> str:
    """The words that two triggers share, if the first moves by ``shift``; else nothing."""
    a, b = one.trigger, other.trigger
    start, end = max(a.start + shift, b.start), min(a.end + shift, b.end)
    ours = a.text[max(start - a.start - shift, 0) : max(end - a.start - shift, 0)]
    theirs = b.text[max(start - b.start, 0) : max(end - b.start, 0)]
    return ours if start < end and ours == theirs else ""
