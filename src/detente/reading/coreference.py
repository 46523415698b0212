"""Words that stand for a party named elsewhere: "he", "it", "the two countries".

Works on what the article names and on the parties resolved so far, in the order
of the text. Each answer says in its reason what it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.reading.entities import Entities
from detente.reading.entity import Entity
from detente.records import Actor, Span

_SEVERAL = re.compile(
    r"\b(two|three|four|five|both)\b.*\b(?:sides|countries|nations|governments|leaders|capitals|states|"
    r"neighbou?rs|parties|presidents|ministers|premiers|delegations|armies|militaries|allies|rivals|enemies|"
    r"powers|republics|militaries|forces|navies|men|negotiators|officials)\b"
    r"|^(?:the )?(two|three|both|each)$"
    r"|^(?:each other|one another|(?:the )?(?:warring )?(?:sides|parties|neighbou?rs)|the pair)$",
    re.IGNORECASE,
)
# "The two U.S. allies" are two other states than the one named.
_ALLIED = re.compile(
    r"(?:the |these |both )?(?:two|three|both)\b.*\b(?:allies|neighbou?rs|rivals)$"
)
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_OFFICIALS = re.compile(
    r"leader|president|minister|premier|diplomat|official|government|capital|envoy", re.I
)
_SINGULAR_PERSON = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"})
OTHER_SIDE = re.compile(
    r"\b(?:counterparts?|opposite numbers?|colleague)\b|^(?:its|his|her|their) (?:[\w-]+ )?"
    r"(?:neighbou?rs?|rivals?|foes?|enemy|ally|allies|partners?)$",
    re.I,
)
_NATION = re.compile(
    r"^(?:the|that|this|its|their|his|her) (?:[\w-]+ )?"
    r"(?:country|nation|state|kingdom|republic|island|bloc|alliance|union|regime)$",
    re.I,
)
_RECIPROCAL = re.compile(r"^(?:each other|one another)\b")
_BLOC = re.compile(r"\b(?:bloc|alliance|union|world body|organi[sz]ation)$", re.I)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of an event while its parties are resolved.

    Attributes:
        sentence: the sentence that the event stands in.
        event: its PLOVER event, empty for a claimer.
        local: code of the state where it took place, if told.
        actor: the first actor, while recipients are resolved.
    """

    sentence: Span
    event: str = ""
    local: str | None = None
    actor: Actor | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved party or claimer and where it stood, for what comes after it."""

    actor: Actor
    position: int
    is_plural: bool
    is_claimer: bool = False


class Coreference:
    """Finds what pronouns and the like stand for in one article.

    Args:
        entities: what the article names.
        history: the parties resolved so far; the caller adds to it.
        ranking: state codes by how often the article names them.
    """

    def __init__(
        self, entities: Entities, history: Sequence[Resolved], *, ranking: Sequence[str]
    ) -> None:
        self._entities = entities
        self._text = entities.text
        self._history = history
        self._ranking = ranking

    def resolve(self, span: Span, lower: str, setting: Setting) -> Actor | None:
        sentence = setting.sentence
        if lower in _SINGULAR_PERSON:
            return self.person_before(span, sentence, setting.actor)
        if lower in _PLURAL:
            return self._group_before(span, sentence, setting.actor)
        if lower in _FIRST:
            return self._speaker(span, sentence)
        named = [e for e in self._entities.within(span.start, span.end) if e.kind != "person"]
        if named and not _ALLIED.match(lower):
            return None
        if OTHER_SIDE.search(lower):
            return self._other_side(span, setting)
        if lower in _THING or _NATION.match(lower):
            return self._state_before(span, setting, lower)
        if match := _SEVERAL.search(lower):
            return self._several(span, lower, _COUNTS.get(match[1] or match[2] or "", 2), setting)
        return None

    def person_before(self, span: Span, sentence: Span, other: Actor | None) -> Actor | None:
        """The person named last before a pronoun, first in the same sentence."""
        named = [p for p in self._entities.before(span.start) if p.kind == "person"]
        if other is not None and other.span is not None:
            inside = (other.span.start, other.span.end)
            named = [p for p in named if not inside[0] <= p.start < inside[1]]
        here = [p for p in named if p.start >= sentence.start]
        past = [
            h
            for h in self._history
            if h.position < span.start and not h.is_plural and h.actor.sector and h.actor != other
        ]
        person = here[-1] if here else (named[0] if named else None)
        if person is not None and (not past or person.start >= past[-1].position - 300):
            return as_actor(span, person, "coreference: the person named before")
        if past:
            return replace(past[-1].actor, span=span, reason="coreference: the party before")
        return None

    def _state_before(self, span: Span, setting: Setting, lower: str) -> Actor | None:
        """The state or bloc that "it" or "the country" stands for."""
        sentence = setting.sentence
        wants_bloc = bool(_BLOC.search(lower))
        # What is done to "it" is done by somebody else.
        own = set(setting.actor.country) if setting.actor else set()
        past = [
            h
            for h in self._history
            if len(h.actor.country) == 1
            and h.position < span.start
            and not own & set(h.actor.country)
        ]
        focus = [code for code in self._ranking if code not in own]
        if lower.startswith("the ") and focus and not wants_bloc:
            return Actor(span, (focus[0],), reason="coreference: whom the article is about")
        said = [h for h in past if h.position >= sentence.start]
        if said and not wants_bloc:
            reason = "coreference: the first party of the sentence"
            return _without_person(said[0].actor, span, reason)
        kinds = ("organisation",) if wants_bloc else ("state", "organisation", "body")
        named = [
            e
            for e in self._entities.before(span.start)
            if e.kind in kinds and e.is_party and len(e.codes) == 1 and not own & set(e.codes)
        ]
        here = [e for e in named if e.start >= sentence.start]
        if here:
            return as_actor(span, here[-1], "coreference: named first in the sentence")
        if past and not wants_bloc:
            # A sentence mostly goes on with the subject of the one before.
            since = self.sentence_before(sentence)
            subject = next((h for h in past if h.position >= since), past[-1])
            return _without_person(subject.actor, span, "coreference: the party before")
        return as_actor(span, named[0], "coreference: named last") if named else None

    def sentence_before(self, sentence: Span) -> int:
        """Where the sentence before this one starts, roughly."""
        before = self._text[: sentence.start].rstrip()
        return 1 + max(before.rfind(mark) for mark in (". ", "\n", '" ', "” "))

    def _group_before(self, span: Span, sentence: Span, other: Actor | None) -> Actor | None:
        past = [h for h in self._history if h.position < span.start and h.actor != other]
        here = [h for h in past if h.position >= sentence.start]
        several = [h for h in past if h.is_plural]
        for group in ([h for h in here if h.is_plural], several[-1:], here, past):
            for candidate in reversed(group):
                if candidate.actor.country or candidate.actor.sector:
                    return replace(
                        candidate.actor, span=span, reason="coreference: the group before"
                    )
        return None

    def _speaker(self, span: Span, sentence: Span) -> Actor | None:
        """Who says "we": a person or state of the sentence outside the quotation."""
        for entity in self._entities.within(sentence.start, sentence.end):
            if entity.kind == "person" and not _inside_quotes(self._text, sentence, entity.start):
                return as_actor(span, entity, "the speaker of the quotation")
        for entity in self._entities.within(sentence.start, sentence.end):
            if entity.is_party and not _inside_quotes(self._text, sentence, entity.start):
                return as_actor(span, entity, "the speaker of the quotation")
        return self.person_before(span, sentence, None)

    def _several(self, span: Span, lower: str, count: int, setting: Setting) -> Actor:
        """ "The two countries": those that the article is about, but not who speaks to them."""
        third = set(setting.actor.country) if setting.actor else set()
        for named in self._entities.within(span.start, span.end, "state"):
            third |= set(named.codes)  # "the two U.S. allies"
        if len(third) > 1 and _RECIPROCAL.search(lower):
            reason = "coreference: the actors themselves"
            return replace(setting.actor or Actor(span), span=span, reason=reason)
        recent = [
            h.actor.country
            for h in reversed(self._history)
            if h.position < span.start and len(h.actor.country) == count
        ]
        codes = [c for c in self._ranking if c not in third][:count]
        if recent and not third & set(recent[0]):
            codes = list(recent[0])
        sector = "GOV" if _OFFICIALS.search(lower) else None
        if len(codes) < count:
            return Actor(
                span,
                (),
                sector,
                candidates=tuple(codes),
                reason="several, of which not all are known",
            )
        return Actor(span, tuple(codes), sector, reason="coreference: whom the article is about")

    def _other_side(self, span: Span, setting: Setting) -> Actor | None:
        """``his counterpart``, ``its neighbour``: the other state of the pair."""
        near = [h for h in self._history if h.position < span.start and len(h.actor.country) == 1]
        own = setting.actor if setting.actor and setting.actor.country else None
        own = own or (near[-1].actor if near else None)
        if own is None:
            return None
        others = [c for h in reversed(near) for c in h.actor.country if c not in own.country]
        ranked = [c for c in self._ranking if c not in own.country]
        best = next((c for c in ranked if c in others), None) or next(iter(ranked), None)
        if best is None:
            return None
        reason = "counterpart of the party before"
        return Actor(span, (best,), own.sector, office=own.office, reason=reason)


def _without_person(actor: Actor, span: Span, reason: str) -> Actor:
    return replace(actor, span=span, person=None, office=None, reason=reason)


def _inside_quotes(text: str, sentence: Span, position: int) -> bool:
    before = text[sentence.start : position]
    opened = before.count("“") - before.count("”")
    return opened > 0 or before.count('"') % 2 == 1


def as_actor(span: Span, entity: Entity, reason: str) -> Actor:
    return Actor(
        span,
        entity.codes if entity.kind == "person" or len(entity.codes) == 1 else (),
        entity.sector,
        person=entity.person,
        office=entity.office,
        candidates=() if len(entity.codes) == 1 else entity.codes,
        reason=reason,
    )
