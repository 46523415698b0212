"""Promises whose day passed without a step that keeps or settles them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.records import Step
from detente.relations.ledger import Entry

# What a promise asks for, and the steps that settle it.
_KEPT: Mapping[str, frozenset[str]] = {
    "promised": frozenset({"in force", "resumed", "agreed", "extended", "ended", "dropped"}),
    "promised lifted": frozenset({"lifted", "dropped", "ended"}),
}
_SETTLED = frozenset({"rejected", "violated"})


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise whose day passed without a step that keeps it."""

    entry: str
    step: Step
    due: str
    days_over: int


def open_promises(entries: Iterable[Entry], on: date) -> tuple[OpenPromise, ...]:
    """Give the promises whose day passed without a step that keeps or settles them.

    Args:
        entries: of a ledger.
        on: the day that is asked about.

    Returns:
        In the order of their due days. A promise without a day is never over due.

    Example:
        >>> open_promises([], date(2024, 1, 1))
        ()
    """
    found = []
    for entry in entries:
        for step in entry.steps:
            due = step.due.end or step.due.start if step.due else None
            if step.kind not in _KEPT or due is None or _last_day(due) >= on:
                continue
            later = (s for s in entry.steps if entry.dates[s.id] >= entry.dates[step.id])
            told = {
                s.kind for s in later if s.id != step.id and entry.dates[s.id] <= on.isoformat()
            }
            if not told & (_KEPT[step.kind] | _SETTLED):
                found.append(OpenPromise(entry.id, step, due, (on - _last_day(due)).days))
    return tuple(sorted(found, key=lambda one: (one.due, one.step.id)))


def _last_day(iso: str) -> date:
    """The last day of a date of any precision ("2023" is over on 31 December)."""
    if len(iso) == 4:
        return date(int(iso), 12, 31)
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return date.fromisoformat(iso)
