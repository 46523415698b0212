"""What a person says an event should be, as an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.errors import UsageError
from detente.ontology import parties, plover
from detente.records import STATUSES, Actor, Event, Status


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be otherwise; None and empty stay as they were.

    Attributes:
        event: a PLOVER event; ``mode`` one of its modes, or "" for none.
        status: one of ``records.STATUSES``.
        actors, recipients: codes or names of states and bodies.
    """

    event: str | None = None
    mode: str | None = None
    status: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def correct(event: Event, change: Change) -> Event:
    """Change an event as a person says; its place in the text stays.

    Another PLOVER event drops the mode, and brings its own quad and score.

    Raises:
        OntologyError: no such event or mode.
        UsageError: no such status, state or body, or nothing is to be otherwise.
    """
    if change == Change():
        raise UsageError("a correction says what is right: give an event, mode, status or party")
    name = change.event or event.event
    kept = event.mode if name == event.event else None
    mode = kept if change.mode is None else change.mode or None
    return replace(
        event,
        event=name,
        mode=mode,
        status=_status(change.status) if change.status else event.status,
        quad=plover.quad(name),
        score=plover.score(name, mode),
        actors=_parties(change.actors) or event.actors,
        recipients=_parties(change.recipients) or event.recipients,
    )


def _status(name: str) -> Status:
    for status in STATUSES:
        if name == status:
            return status
    raise UsageError(f"{name} is no status: it is one of {', '.join(STATUSES)}")


def _parties(names: Sequence[str]) -> tuple[Actor, ...]:
    return tuple(Actor(None, (parties.code_of(name),), reason="judgement") for name in names)
