"""Who takes a step and toward whom, where the reader has no event that tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.ontology import matters
from detente.ontology.matters import FoundVerb
from detente.reading.entities import Entities
from detente.reading.naming import MatterName, clause_of
from detente.records import Actor, Event, Span, Step

_PRONOUN = re.compile(r"\b(?:it|they|he|she|both|the (?:two|pair|sides))\s+(?:\w+\s+){0,2}$", re.I)
_BY = re.compile(r"[^,;:]{0,30}\bby ")


@dataclass(frozen=True, slots=True)
class FoundStep:
    """A step with the words that name its matter, before it is joined to others.

    ``name`` is None where the sentence has no noun for the matter.
    """

    step: Step
    name: MatterName | None

    @property
    def pair(self) -> frozenset[str]:
        """The codes of all parties of the step."""
        return codes_of((*self.step.by, *self.step.toward))


def codes_of(actors: Sequence[Actor]) -> frozenset[str]:
    """Give the codes of some parties.

    Example:
        >>> sorted(codes_of([Actor(None, ("JPN",)), Actor(None, ("KOR", "JPN"))]))
        ['JPN', 'KOR']
    """
    return frozenset(code for actor in actors for code in actor.country)


class StepParties:
    """Finds the parties of the steps of one sentence.

    Args:
        sentence: in which the steps are told.
        events: of the sentence.
        entities: what the article names.
    """

    def __init__(self, sentence: Span, events: Sequence[Event], entities: Entities) -> None:
        self._sentence = sentence
        self._text = sentence.text
        self._events = events
        self._entities = entities

    def subject(
        self, verb: FoundVerb, name: MatterName, before: Sequence[FoundStep]
    ) -> tuple[Actor, ...]:
        """Who takes the step: the agent, the subject, the owner, or both of a mutual one."""
        if agent := _BY.match(self._text, verb.end):
            return self.named(agent.end(), agent.end() + 40)[:1]
        is_active = name.start > verb.start and self._text[max(0, verb.start - 1)] != "“"
        clause = clause_of(self._text, verb.start)
        if is_active and (subject := self.named(clause[0], verb.start)):
            return subject
        if matters.is_mutual(name.matter_class):
            return self.both()
        if owner := self.named(max(0, name.start - 12), name.end)[:1]:
            return owner
        if is_active and _PRONOUN.search(self._text, 0, verb.start) and before:
            return before[-1].step.by
        same = [one for one in before if one.name and one.name.matter_class == name.matter_class]
        return same[-1].step.by if same else ()

    def both(self) -> tuple[Actor, ...]:
        """The two states of a mutual matter: those of the sentence, else of the article."""
        for event in self._events:
            if len(codes := codes_of((*event.actors, *event.recipients))) == 2:
                return tuple(Actor(None, (code,), reason="mutual") for code in sorted(codes))
        named = self.named(0, len(self._text))
        if len(codes_of(named)) == 2:
            return named
        pair = sorted(self._entities.ranking()[:2])
        return tuple(Actor(None, (code,), reason="mutual") for code in pair)

    def named(self, start: int, end: int) -> tuple[Actor, ...]:
        """The states and organisations named in a stretch of the sentence, once each."""
        base = self._sentence.start
        found: dict[tuple[str, ...], Actor] = {}
        for entity in self._entities.within(base + start, base + end):
            if entity.codes and len(entity.codes) == 1:
                words = self._entities.text[entity.start : entity.end]
                span = Span(words, entity.start, entity.end)
                actor = Actor(span, entity.codes, entity.sector, entity.person, reason="name")
                found.setdefault(entity.codes, actor)
        return tuple(found.values())

    def others(self, by: frozenset[str], name: MatterName | None) -> tuple[Actor, ...]:
        """Toward whom, where no event tells: a state in the name, else the article's other."""
        if name is None or len(by) > 1:
            return ()
        named = self.named(name.start, name.end + 40)
        if others := tuple(actor for actor in named if not by & set(actor.country)):
            return others[:1]
        ranked = [code for code in self._entities.ranking()[:2] if code not in by]
        return tuple(Actor(None, (code,), reason="article") for code in ranked[:1])
