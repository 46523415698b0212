"""Gold and ours matched one to one: spans, tellings of events, assignments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from detente.records import Actor, Event, EventDate, Span


def has_overlap(span: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two half-open spans share a character.

    Example:
        >>> has_overlap((0, 5), (4, 9)), has_overlap((0, 5), (5, 9))
        (True, False)
    """
    return shared(span, other) > 0


def shared(span: tuple[int, int], other: tuple[int, int]) -> int:
    """How many characters two half-open spans share.

    Example:
        >>> shared((0, 5), (3, 9)), shared((0, 5), (7, 9))
        (2, 0)
    """
    return max(0, min(span[1], other[1]) - max(span[0], other[0]))


def assign(
    rows: int,
    proposals: int,
    fit: Callable[[int, int], int],
    *,
    taken: dict[int, int] | None = None,
) -> dict[int, int]:
    """Match rows to proposals one to one, as many as can be.

    Args:
        rows, proposals: how many there are.
        fit: how well a row and a proposal fit; 0 if not at all. Of several a
            row prefers the best, so long as that costs no other row its match.
        taken: matches made before; their rows and proposals are left out.

    Returns:
        Index of a row -> index of its proposal.

    Source: augmenting paths, Kuhn (1955).

    Example:
        >>> fits = {(0, 0): 2, (0, 1): 1, (1, 0): 1}
        >>> assign(2, 2, lambda row, proposal: fits.get((row, proposal), 0))
        {0: 1, 1: 0}
    """
    gone = dict(taken or {})
    free = [p for p in range(proposals) if p not in set(gone.values())]
    choices = {
        row: sorted((p for p in free if fit(row, p)), key=lambda p: (-fit(row, p), p))
        for row in range(rows)
        if row not in gone
    }
    owner: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for proposal in choices[row]:
            if proposal in seen:
                continue
            seen.add(proposal)
            if proposal not in owner or place(owner[proposal], seen):
                owner[proposal] = row
                return True
        return False

    # Rows that fit best choose first, so that they are moved only where they must.
    for row in sorted(
        choices, key=lambda row: (-max((fit(row, p) for p in choices[row]), default=0), row)
    ):
        place(row, set())
    return {row: proposal for proposal, row in sorted(owner.items(), key=lambda pair: pair[1])}


def assign_in_turn(rows: int, proposals: int, *fits: Callable[[int, int], int]) -> dict[int, int]:
    """Match by the first way as many as can be, what is left by the next one.

    Args:
        rows, proposals: how many there are.
        fits: as ``fit`` of ``assign``, the strictest first.

    Example:
        >>> assign_in_turn(2, 2, lambda row, mine: int(row == mine == 1), lambda row, mine: 1)
        {1: 1, 0: 0}
    """
    taken: dict[int, int] = {}
    for fit in fits:
        taken |= assign(rows, proposals, fit, taken=taken)
    return taken


def is_date_right(gold: str | None, ours: EventDate) -> bool:
    """Whether a date is gold's, at gold's precision; none is right where gold has none.

    Example:
        >>> is_date_right("2019", EventDate("2019-07-04")), is_date_right(None, EventDate("2019"))
        (True, False)
    """
    start = ours.start or ""
    return start[: len(gold)] == gold if gold else not start


def name_of(actor: Actor | None) -> str:
    """A party in short: its person, else its words, else its codes; empty without any.

    Example:
        >>> name_of(Actor(None, ("NOR",))), name_of(None)
        ('NOR', '')
    """
    if actor is None:
        return ""
    return actor.person or (actor.span.text if actor.span else " ".join(actor.country))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A telling of an event of ours: its own trigger, or that of a mention."""

    event: Event
    trigger: Span
    evidence: Span

    @property
    def span(self) -> tuple[int, int]:
        """The trigger's offsets."""
        return self.trigger.start, self.trigger.end


def proposals_of(events: Iterable[Event]) -> tuple[Proposal, ...]:
    """List all tellings of some events in an order that theirs does not change.

    Example:
        >>> proposals_of([])
        ()
    """
    found = [
        Proposal(event, trigger, evidence)
        for event in events
        for trigger, evidence in (
            (event.trigger, event.evidence),
            *((mention.trigger, mention.evidence) for mention in event.mentions),
        )
    ]

    def key(proposal: Proposal) -> tuple[tuple[int, int], str, float, str]:
        # The last settles what is left: two events with one trigger may differ anywhere.
        event = proposal.event
        return proposal.span, event.event, -event.confidence, repr(event)

    return tuple(sorted(found, key=key))
