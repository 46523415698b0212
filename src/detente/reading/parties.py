"""The parties of an event as a whole: recipients that the sentence leaves out.

"Tokyo imposed the curbs" tells on whom only in the sentence before. An inferred
recipient has no words of its own here (``span`` is None) and says so in its
reason; where two could be meant, none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.records import Actor

# Acts done to somebody, and how a known object of theirs is told: "imposed the
# curbs" returns to what the reader knows, "imposed curbs" does not.
_TOWARD = frozenset({"ACCUSE", "REJECT", "SANCTION", "CONCEDE", "AID"})
_KNOWN_OBJECT = re.compile(r"\s*(?:the|that|this|those|these|such|it|them|its)\b", re.I)


def infer_recipient(
    event: str, actors: Sequence[Actor], parties_before: Sequence[Actor], *, after: str
) -> Actor | None:
    """Infer the recipient of an event that names none.

    Args:
        event: PLOVER event.
        actors: the event's resolved actors.
        parties_before: parties of this and the sentence before, nearest first.
        after: the words that follow the trigger.

    Returns:
        The nearest other party, or None where the event needs none, its object
        is new, or the actor is unknown.

    Example:
        >>> tokyo, seoul = Actor(None, ("JPN",)), Actor(None, ("KOR",))
        >>> infer_recipient("SANCTION", [tokyo], [tokyo, seoul], after=" the curbs").country
        ('KOR',)
    """
    if event not in _TOWARD or len(actors) != 1 or len(actors[0].country) != 1:
        return None
    if not _KNOWN_OBJECT.match(after):
        return None
    for party in parties_before:
        if party.country and not set(party.country) & set(actors[0].country):
            reason = "inferred: the other party named before"
            return Actor(None, party.country, party.sector, reason=reason)
    return None


def with_sector(actor: Actor, event: str) -> Actor:
    """Give an acting state its sector: forces act in battle, governments else.

    A state's plain name as actor ("Japan imposed") is its government; in
    ASSAULT and MOBILIZE its military. Persons and known sectors stay.
    """
    if actor.sector or actor.person or not actor.country:
        return actor
    if event in {"ASSAULT", "MOBILIZE"}:
        return replace(actor, sector="MIL")
    if actor.reason.startswith(("name of a state", "coreference", "name, settled")):
        return replace(actor, sector="GOV")
    return actor
