"""The label sets of the reader, in the fixed order of the model's outputs."""

from __future__ import annotations

from functools import cache

from detente.ontology import plover
from detente.records import STATUSES

NONE = "NONE"
ROLES = ("actor", "recipient", "source", "place", "time")


@cache
def event_labels() -> tuple[str, ...]:
    """The model's event classes: no event, then PLOVER's 16 in the table's order."""
    return (NONE, *plover.events())


@cache
def trigger_tags() -> tuple[str, ...]:
    """BIO tags of the first pass: O, then B and I of each event."""
    return ("O", *(f"{bi}-{e}" for e in plover.events() for bi in "BI"))


@cache
def argument_tags() -> tuple[str, ...]:
    """BIO tags of the second pass: O, then B and I of each role."""
    return ("O", *(f"{bi}-{r}" for r in ROLES for bi in "BI"))


@cache
def mode_labels() -> tuple[tuple[str, str | None], ...]:
    """Event and mode pairs; each event has one pair with no mode, first."""
    return tuple((e, m) for e in plover.events() for m in (None, *plover.modes(e)))


STATUS_LABELS = STATUSES
