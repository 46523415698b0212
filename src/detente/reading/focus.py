"""The state of a party without a name: "the army", "protesters", "a court".

Each state that could be meant gets features (it is the dateline's, named in the
sentence, of the party before ...), whose weights were learnt from the training
articles (``python -m training.focus``): a conditional logit over the candidates.
The winner's reason is the feature that speaks most for it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

# Feature -> how it reads as a reason.
REASONS = {
    "dateline": "state of the dateline",
    "possessor": "its possessor",
    "place": "state of the event's place",
    "city": "state of a place in the sentence",
    "first_here": "state named first in the sentence",
    "nearest_here": "state named last before it in the sentence",
    "later_here": "state named later in the sentence",
    "rank1": "the state that the article is about",
    "rank2": "a state that the article is about",
    "rank3": "a state that the article is about",
    "party_before": "state of the party before",
    "subject_before": "state of the sentence before",
    "named_before": "state named last",
    "actor": "state of the actor",
}


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known around a party without a name; codes of states, None or empty if unknown.

    Attributes:
        dateline: the state that the article is told from.
        possessor: of "its", "their", "his" in the phrase.
        place: of the event's place; ``city`` of another place in the sentence.
        here: states named in the sentence before the party, in order.
        later: states named in the sentence after it, in order.
        ranking: states by how often the article names them.
        party_before: of the party resolved last.
        subject_before: of the first party of the sentence before.
        named_before: the state named last in the text before.
        actor: of the event's actor, while its recipient is resolved.
        never: a state that cannot be meant: forces do not fire upon their own.
    """

    dateline: str | None
    possessor: str | None
    place: str | None
    city: str | None
    here: tuple[str, ...]
    later: tuple[str, ...]
    ranking: tuple[str, ...]
    party_before: str | None
    subject_before: str | None
    named_before: str | None
    actor: str | None
    never: str | None = None

    def candidates(self) -> dict[str, dict[str, float]]:
        """The states that could be meant, each with its features."""
        named: dict[str, str | None] = {
            "dateline": self.dateline,
            "possessor": self.possessor,
            "place": self.place,
            "city": self.city,
            "first_here": self.here[0] if self.here else None,
            "nearest_here": self.here[-1] if self.here else None,
            "later_here": self.later[0] if self.later else None,
            "party_before": self.party_before,
            "subject_before": self.subject_before,
            "named_before": self.named_before,
            "actor": self.actor,
            **{f"rank{n}": code for n, code in enumerate(self.ranking[:3], 1)},
        }
        found: dict[str, dict[str, float]] = {}
        for feature, code in named.items():
            if code and code != self.never:
                found.setdefault(code, {})[feature] = 1.0
        return found


def choose(clues: Clues, weights: Mapping[str, float]) -> tuple[str | None, str]:
    """Choose the state of a party.

    Args:
        clues: what is known around it.
        weights: of the features, in nats.

    Returns:
        The state's code, None without candidates, and the reason.
    """
    found = clues.candidates()
    if not found:
        return None, ""
    best = max(found, key=lambda code: score(found[code], weights))
    reason = max(found[best], key=lambda feature: weights.get(feature, 0.0))
    return best, REASONS[reason]


def score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of a candidate's weighted features."""
    return math.fsum(weights.get(name, 0.0) * value for name, value in features.items())
