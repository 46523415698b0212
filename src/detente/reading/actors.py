"""Who the words of an event's parties stand for: country, sector, person, office.

Each rule gives its reason in words. What no rule settles stays open, with the
codes that could be meant as candidates; nothing is guessed silently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.ontology import cities, sectors, states
from detente.reading.entities import Entities, Entity
from detente.records import Actor, Span

_PLURAL_PAIR = re.compile(
    r"^(?:the |these |those |all )?(?:two|both|pair|neighbou?rs|rivals|allies)\b|^both\b|^each other$|^one another$"
    r"|^(?:the )?(?:sides|parties|two)$|^the (?:leaders|presidents|ministers|delegations|negotiators)$"
    r"|\b(?:both|two) (?:sides|countries|nations|governments|leaders|capitals|states|neighbou?rs|parties)\b",
    re.IGNORECASE,
)
_OFFICIALS = re.compile(r"leader|president|minister|premier|diplomat|official|government|capital|envoy", re.I)
_SINGULAR_PERSON = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"})
_COUNTERPART = re.compile(r"\b(?:counterparts?|opposite numbers?)\b", re.I)
_NATION = re.compile(
    r"^(?:the|that|this|its|their|his|her) (?:[\w-]+ )?(?:country|nation|state|kingdom|republic|island|bloc|alliance|union|regime|neighbou?r)$",
    re.I,
)
_BLOC = re.compile(r"\b(?:bloc|alliance|union|world body|organi[sz]ation)$", re.I)
# After these words a state is not what the phrase is about ("the embassy in Kabul").
_TURN = re.compile(
    r"\b(?:in|on|at|against|with|to|near|over|for|about|who|which|that|along|off|inside|outside|accused|backed|from|between)\b"
)
_OF = re.compile(r"\b(?:of|from|between)\b")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved party and where it stood, for what comes after it."""

    actor: Actor
    position: int
    is_plural: bool


class Resolver:
    """Resolves the parties of one article, in the order of the text.

    Args:
        entities: what the article names.
        place: code of the state of the dateline, None where there is none.
    """

    def __init__(self, entities: Entities, *, place: str | None = None) -> None:
        self._entities = entities
        self._text = entities.text
        self._place = place
        self._history: list[Resolved] = []
        self._memo: dict[tuple[int, int], Actor] = {}
        self._ranking = entities.ranking()

    def resolve(self, start: int, end: int, sentence: Span, *, local: str | None = None) -> Actor:
        """Resolve the words ``[start, end)`` of the article.

        Args:
            start, end: the words of the party.
            sentence: the sentence that they stand in.
            local: code of the state where the event took place, if told.

        Returns:
            The party. ``country`` is empty, with ``candidates``, where open.
        """
        key = (start, end)
        if key not in self._memo:
            span = Span(self._text[start:end], start, end)
            actor = self._decide(span, sentence, local)
            self._memo[key] = actor
            plural = len(actor.country) > 1 or bool(re.search(r"\b(?:and|leaders|s)\b|s$", span.text))
            self._history.append(Resolved(actor, start, plural))
        return self._memo[key]

    def _decide(self, span: Span, sentence: Span, local: str | None) -> Actor:
        phrase = span.text.strip()
        lower = phrase.lower()
        for rule in (self._anaphor, self._named):
            actor = rule(span, lower, sentence)
            if actor is not None:
                return actor
        return self._described(span, lower, sentence, local)

    # -- pronouns and "the two sides" -------------------------------------

    def _anaphor(self, span: Span, lower: str, sentence: Span) -> Actor | None:
        if lower in _SINGULAR_PERSON:
            return self._person_before(span, sentence)
        if lower in _THING or _NATION.match(lower):
            return self._state_before(span, sentence, lower)
        if lower in _PLURAL:
            return self._group_before(span, sentence)
        if lower in _FIRST:
            return self._speaker(span, sentence)
        if _PLURAL_PAIR.search(lower) and not self._entities.within(span.start, span.end, "state"):
            return self._pair(span, lower)
        if _COUNTERPART.search(lower) and not self._entities.within(span.start, span.end, "state"):
            return self._other_side(span)
        return None

    def _person_before(self, span: Span, sentence: Span) -> Actor | None:
        here = [p for p in self._entities.before(span.start, since=sentence.start) if p.kind == "person"]
        if here:
            return _as_actor(span, here[-1], "coreference: the person named first in the sentence")
        for past in reversed(self._history):
            if past.position < span.start and (past.actor.person or past.actor.sector) and not past.is_plural:
                if past.actor.country or past.actor.person:
                    return replace(past.actor, span=span, reason="coreference: the party before")
        earlier = [p for p in self._entities.before(span.start) if p.kind == "person"]
        if earlier:
            return _as_actor(span, earlier[0], "coreference: the last person named")
        return None

    def _state_before(self, span: Span, sentence: Span, lower: str) -> Actor | None:
        wants_bloc = bool(_BLOC.search(lower))
        kinds = ("organisation",) if wants_bloc else ("state", "organisation")
        here = [
            e
            for e in self._entities.before(span.start, since=sentence.start)
            if e.kind in kinds and e.is_party
        ]
        if here:
            return _as_actor(span, here[-1], "coreference: named first in the sentence")
        for past in reversed(self._history):
            if past.position < span.start and len(past.actor.country) == 1 and not wants_bloc:
                return replace(
                    past.actor, span=span, person=None, office=None, reason="coreference: the party before"
                )
        earlier = [e for e in self._entities.before(span.start) if e.kind in kinds and e.is_party]
        return _as_actor(span, earlier[0], "coreference: named last") if earlier else None

    def _group_before(self, span: Span, sentence: Span) -> Actor | None:
        here = [h for h in self._history if sentence.start <= h.position < span.start]
        past = [h for h in self._history if h.position < span.start]
        for group in ([h for h in here if h.is_plural], here, [h for h in past if h.is_plural], past):
            for candidate in reversed(group):
                if candidate.actor.country or candidate.actor.sector:
                    return replace(candidate.actor, span=span, reason="coreference: the group before")
        return None

    def _speaker(self, span: Span, sentence: Span) -> Actor | None:
        """Who says "we": a person or state of the sentence outside the quotation."""
        for entity in self._entities.within(sentence.start, sentence.end):
            if entity.kind == "person" and not _inside_quotes(self._text, sentence, entity.start):
                return _as_actor(span, entity, "the speaker of the quotation")
        for entity in self._entities.within(sentence.start, sentence.end):
            if entity.is_party and not _inside_quotes(self._text, sentence, entity.start):
                return _as_actor(span, entity, "the speaker of the quotation")
        return self._person_before(span, sentence)

    def _pair(self, span: Span, lower: str) -> Actor:
        codes: list[str] = []
        for past in reversed([h for h in self._history if h.position < span.start]):
            if len(past.actor.country) == 2:
                codes = list(past.actor.country)
                break
            for code in past.actor.country:
                if code not in codes:
                    codes.append(code)
            if len(codes) >= 2:
                break
        if len(codes) < 2:
            codes += [c for c in self._ranking if c not in codes]
        order = [c for c in self._ranking if c in codes[:2]] or codes[:2]
        sector = "GOV" if _OFFICIALS.search(lower) else None
        if len(order) < 2:
            return Actor(span, (), sector, candidates=tuple(order), reason="a pair, of which one is known")
        return Actor(span, tuple(order), sector, reason="coreference: the two parties before")

    def _other_side(self, span: Span) -> Actor | None:
        """``his counterpart``: the other state of the pair."""
        near = [h for h in self._history if h.position < span.start and len(h.actor.country) == 1]
        if not near:
            return None
        own = near[-1].actor
        others = [c for h in reversed(near) for c in h.actor.country if c != own.country[0]]
        others += [c for c in self._ranking if c != own.country[0]]
        if not others:
            return None
        return Actor(span, (others[0],), own.sector, office=own.office, reason="counterpart of the party before")

    # -- names ------------------------------------------------------------

    def _named(self, span: Span, lower: str, sentence: Span) -> Actor | None:
        inside = self._entities.within(span.start, span.end)
        persons = [e for e in inside if e.kind == "person"]
        named = [e for e in inside if e.kind != "person" and e.is_party]
        if persons and (not named or named[0].start < persons[0].start or not persons[0].codes):
            person = persons[-1] if _COUNTERPART.search(lower) else persons[0]
            if person.codes or not named:
                return self._with_sector(_as_actor(span, person, "name of a person"), span, named)
        if not named:
            return self._north_south(span, lower)
        return self._with_sector(self._head_states(span, named), span, named)

    def _head_states(self, span: Span, named: Sequence[Entity]) -> Actor:
        """The states that the phrase is about: before a turn, or after ``of``."""
        phrase = span.text
        turn = _TURN.search(phrase, 1)
        limit = span.start + (turn.start() if turn else len(phrase))
        front = [e for e in named if e.start < limit]
        of = _OF.search(phrase)
        if of and front:
            head = [e for e in front if e.end <= span.start + of.start()]
            front = head or front
        chosen = front or list(named)
        chosen = _coordinated(phrase, span.start, chosen)
        codes: list[str] = []
        for entity in chosen:
            codes += [c for c in entity.codes if c not in codes]
        first = chosen[0]
        ambiguous = first.kind == "state" and len(first.codes) > 1 and len(chosen) == 1
        if ambiguous:
            likely = [c for c in self._ranking if c in first.codes]
            if likely:
                return Actor(span, (likely[0],), first.sector, reason="name, settled by the article")
            return Actor(span, (), first.sector, candidates=first.codes, reason="an ambiguous name")
        sector = first.sector if all(e.sector == first.sector for e in chosen) else None
        return Actor(span, tuple(codes), sector, reason=f"name of a {first.kind}")

    def _with_sector(self, actor: Actor, span: Span, named: Sequence[Entity]) -> Actor:
        if actor.person and actor.sector:
            return actor
        match = sectors.sector_of(span.text)
        if match is not None:
            return replace(actor, sector=match.sector)
        return actor

    def _north_south(self, span: Span, lower: str) -> Actor | None:
        if lower not in {"the north", "the south"}:
            return None
        pairs = {"PRK": ("PRK", "KOR"), "KOR": ("PRK", "KOR"), "SSD": ("SDN", "SSD"), "YMD": ("YEM", "YMD")}
        for code in self._ranking:
            if code in pairs:
                return Actor(span, (pairs[code][lower == "the south"],), None, reason="half of a divided state")
        return None

    # -- descriptions -----------------------------------------------------

    def _described(self, span: Span, lower: str, sentence: Span, local: str | None) -> Actor:
        """A description without a name: "the foreign ministry", "protesters"."""
        match = sectors.sector_of(span.text)
        sector = match.sector if match else None
        place = self._city(span)
        if place:
            return Actor(span, (place,), sector, reason="name of a city or region")
        same = self._same_words(span, lower, sector)
        if same is not None:
            return same
        code, reason = self._focus(span, sentence, sector, local)
        if code is None:
            return Actor(span, (), sector, candidates=tuple(self._ranking[:3]), reason="no state named near")
        return Actor(span, (code,), sector, reason=reason)

    def _city(self, span: Span) -> str | None:
        found = cities.find(span.text)
        return found[0].country if found and found[0].country else None

    def _same_words(self, span: Span, lower: str, sector: str | None) -> Actor | None:
        """"The president", "the tanker": a party described with that noun before."""
        words = re.sub(r"^(?:the|its|their|his|her|that|this|these|those)\s+", "", lower)
        if words == lower:
            return None
        head = words.split()[-1]
        for past in reversed(self._history):
            if past.position >= span.start or past.actor.span is None or not past.actor.country:
                continue
            described = past.actor.span.text.lower()
            office = past.actor.office or ""
            if re.search(rf"\b{re.escape(head)}\b", described + " " + office):
                return replace(past.actor, span=span, reason="the same words before")
        for person in self._entities.before(span.start):
            if person.kind == "person" and person.office and person.codes and (
                words == person.office or person.office.endswith(" " + words)
            ):
                return _as_actor(span, person, "the office of a person named before")
        return None

    def _focus(
        self, span: Span, sentence: Span, sector: str | None, local: str | None
    ) -> tuple[str | None, str]:
        """The state that an unnamed party most likely belongs to."""
        if local:
            return local, "state of the event's place"
        here = [
            e
            for e in self._entities.before(span.start, since=sentence.start)
            if e.kind == "state" and len(e.codes) == 1 and e.is_party
        ]
        if here and span.text.lower().startswith(("its ", "their ", "his ", "her ")):
            return here[-1].codes[0], "possessor named first in the sentence"
        for past in reversed(self._history):
            if past.position < span.start and len(past.actor.country) == 1 and past.actor.country[0].isalpha():
                if past.position > sentence.start - 300:
                    return past.actor.country[0], "state of the party before"
        if here:
            return here[0].codes[0], "state named in the sentence"
        if self._place:
            return self._place, "state of the dateline"
        if self._ranking:
            return self._ranking[0], "the state that the article is about"
        return None, ""


def _coordinated(phrase: str, offset: int, chosen: Sequence[Entity]) -> list[Entity]:
    """The first entity and those joined to it by a comma, "and" or a dash."""
    kept = [chosen[0]]
    for entity in chosen[1:]:
        between = phrase[kept[-1].end - offset : entity.start - offset]
        if re.fullmatch(r"['’]?s?\s*(?:,|and|-|–|, and|or|/|\s)*\s*(?:the )?", between):
            kept.append(entity)
        else:
            break
    return kept


def _inside_quotes(text: str, sentence: Span, position: int) -> bool:
    before = text[sentence.start : position]
    opened = before.count("“") - before.count("”")
    return opened > 0 or before.count('"') % 2 == 1


def _as_actor(span: Span, entity: Entity, reason: str) -> Actor:
    return Actor(
        span,
        entity.codes if entity.kind == "person" or len(entity.codes) == 1 else (),
        entity.sector,
        person=entity.person,
        office=entity.office,
        candidates=() if len(entity.codes) == 1 else entity.codes,
        reason=reason,
    )


def state_of_place(words: str) -> str | None:
    """The state that a place's words lie in: a state's name, else a city's.

    Example:
        >>> state_of_place("the South Korean port of Busan")
        'KOR'
    """
    for mention in states.find(words):
        if len(mention.codes) == 1:
            return mention.codes[0]
    for place in cities.find(words):
        if place.country:
            return place.country
    return None
