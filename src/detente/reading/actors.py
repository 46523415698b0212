"""Who the words of an event's parties stand for: country, sector, person, office.

Each rule gives its reason in words. What no rule settles stays open, with the
codes that could be meant as candidates; nothing is guessed silently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.ontology import sectors
from detente.reading.entities import Entities, Entity
from detente.reading.places import locate
from detente.records import Actor, Span

_SEVERAL = re.compile(
    r"\b(two|three|four|five|both)\b.*\b(?:sides|countries|nations|governments|leaders|capitals|states|"
    r"neighbou?rs|parties|presidents|ministers|premiers|delegations|armies|militaries|allies|rivals|enemies|"
    r"powers|republics|militaries|forces|navies|men|negotiators|officials)\b"
    r"|^(?:the )?(two|three|both)$|^(?:each other|one another|(?:the )?(?:warring )?(?:sides|parties))$",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
_OFFICIALS = re.compile(r"leader|president|minister|premier|diplomat|official|government|capital|envoy", re.I)
_SINGULAR_PERSON = frozenset({"he", "she", "him", "his", "her", "hers", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves", "myself"})
_OTHER_SIDE = re.compile(
    r"\b(?:counterparts?|opposite numbers?|colleague)\b|^(?:its|his|her|their) (?:[\w-]+ )?(?:neighbou?rs?|rivals?|foes?|enemy|ally|allies|partners?)$",
    re.I,
)
_NATION = re.compile(
    r"^(?:the|that|this|its|their|his|her) (?:[\w-]+ )?(?:country|nation|state|kingdom|republic|island|bloc|alliance|union|regime)$",
    re.I,
)
_BLOC = re.compile(r"\b(?:bloc|alliance|union|world body|organi[sz]ation)$", re.I)
_POSSESSED = re.compile(
    r"(?:(?:one|two|three|some|many|several|most|all|both|\d+) of )?(its|their|his|her)\b"
)
# Acts by forces upon forces: the other side is another state.
_ON_OTHERS = frozenset({"ASSAULT", "MOBILIZE"})
# Groups that a government mostly deals with at home.
_AT_HOME = frozenset({"CVL", "OPP", "PTY", "MED", "LEG", "LAB", "JUD", "EDU", "ELI", "REL"})
# After these words a state is not what the phrase is about ("the embassy in Kabul").
_TURN = re.compile(
    r"\b(?:in|on|at|against|with|to|near|over|for|about|who|which|that|along|off|inside|outside|accused|backed|from|between)\b"
)
_OF = re.compile(r"\b(?:of|from|between)\b")


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

    def resolve(self, start: int, end: int, setting: Setting) -> Actor:
        """Resolve the words ``[start, end)`` of the article.

        Args:
            start, end: the words of the party.
            setting: the event that it is a party of.

        Returns:
            The party. ``country`` is empty, with ``candidates``, where open.
        """
        key = (start, end)
        if key not in self._memo:
            span = Span(self._text[start:end], start, end)
            actor = self._decide(span, setting)
            self._memo[key] = actor
            plural = len(actor.country) > 1 or bool(re.search(r"\b(?:and|leaders|s)\b|s$", span.text))
            self._history.append(Resolved(actor, start, plural))
        return self._memo[key]

    def parties_before(self, position: int, sentence: Span) -> list[Actor]:
        """Parties of this sentence and the one before it, nearest first."""
        reach = sentence.start - 300
        return [h.actor for h in reversed(self._history) if reach < h.position < position]

    def _decide(self, span: Span, setting: Setting) -> Actor:
        lower = span.text.strip().lower()
        actor = self._anaphor(span, lower, setting) or self._named(span, lower, setting)
        return actor or self._described(span, lower, setting)

    # -- pronouns and "the two sides" -------------------------------------

    def _anaphor(self, span: Span, lower: str, setting: Setting) -> Actor | None:
        sentence = setting.sentence
        if lower in _SINGULAR_PERSON:
            return self._person_before(span, sentence, setting.actor)
        if lower in _PLURAL:
            return self._group_before(span, sentence, setting.actor)
        if lower in _FIRST:
            return self._speaker(span, sentence)
        if self._entities.within(span.start, span.end, "state"):
            return None
        if _OTHER_SIDE.search(lower):
            return self._other_side(span, setting)
        if lower in _THING or _NATION.match(lower):
            return self._state_before(span, setting, lower)
        if match := _SEVERAL.search(lower):
            return self._several(span, lower, _COUNTS.get(match[1] or match[2] or "", 2), setting)
        return None

    def _person_before(self, span: Span, sentence: Span, other: Actor | None) -> Actor | None:
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
            return _as_actor(span, person, "coreference: the person named before")
        if past:
            return replace(past[-1].actor, span=span, reason="coreference: the party before")
        return None

    def _state_before(self, span: Span, setting: Setting, lower: str) -> Actor | None:
        sentence = setting.sentence
        wants_bloc = bool(_BLOC.search(lower))
        # What is done to "it" is done by somebody else.
        own = set(setting.actor.country) if setting.actor else set()
        kinds = ("organisation",) if wants_bloc else ("state", "organisation")
        said = [
            h.actor
            for h in self._history
            if sentence.start <= h.position < span.start
            and len(h.actor.country) == 1
            and not own & set(h.actor.country)
        ]
        if said and not wants_bloc:
            return _without_person(said[0], span, "coreference: the first party of the sentence")
        named = [
            e
            for e in self._entities.before(span.start)
            if e.kind in kinds and e.is_party and not own & set(e.codes)
        ]
        here = [e for e in named if e.start >= sentence.start]
        if here:
            return _as_actor(span, here[-1], "coreference: named first in the sentence")
        past = [
            h.actor
            for h in self._history
            if len(h.actor.country) == 1
            and h.position < span.start
            and not own & set(h.actor.country)
        ]
        if past and not wants_bloc:
            return _without_person(past[-1], span, "coreference: the party before")
        return _as_actor(span, named[0], "coreference: named last") if named else None

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
                return _as_actor(span, entity, "the speaker of the quotation")
        for entity in self._entities.within(sentence.start, sentence.end):
            if entity.is_party and not _inside_quotes(self._text, sentence, entity.start):
                return _as_actor(span, entity, "the speaker of the quotation")
        return self._person_before(span, sentence, None)

    def _several(self, span: Span, lower: str, count: int, setting: Setting) -> Actor:
        """"The two countries": those that the article is about, but not who speaks to them."""
        third = set(setting.actor.country) if setting.actor else set()
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
                span, (), sector, candidates=tuple(codes), reason="several, of which not all are known"
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

    # -- names ------------------------------------------------------------

    def _named(self, span: Span, lower: str, setting: Setting) -> Actor | None:
        inside = self._entities.within(span.start, span.end)
        persons = [e for e in inside if e.kind == "person"]
        named = [e for e in inside if e.kind != "person" and e.is_party]
        if persons and (not named or named[0].start < persons[0].start or not persons[0].codes):
            person = persons[-1] if _OTHER_SIDE.search(lower) else persons[0]
            actor = self._with_sector(_as_actor(span, person, "name of a person"), span, named)
            if named and named[0].end <= person.start:  # "his French counterpart, X"
                own = self._head_states(span, [e for e in named if e.end <= person.start])
                return replace(actor, country=own.country or person.codes)
            if person.codes:
                return actor
            if not named:
                code, reason = self._focus(span, lower, actor.sector, setting)
                return replace(actor, country=(code,), reason=reason) if code else actor
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

    def _described(self, span: Span, lower: str, setting: Setting) -> Actor:
        """A description without a name: "the foreign ministry", "protesters"."""
        match = sectors.sector_of(span.text)
        sector = match.sector if match else None
        place = self._city(span)
        if place:
            return Actor(span, (place,), sector, reason="name of a city or region")
        same = self._same_words(span, lower, sector)
        if same is not None:
            return same
        code, reason = self._focus(span, lower, sector, setting)
        if code is None:
            return Actor(
                span, (), sector, candidates=tuple(self._ranking[:3]), reason="no state named near"
            )
        return Actor(span, (code,), sector, reason=reason)

    def _city(self, span: Span) -> str | None:
        return locate(span.text).country

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
        self, span: Span, lower: str, sector: str | None, setting: Setting
    ) -> tuple[str | None, str]:
        """The state that an unnamed party most likely belongs to.

        The order was chosen on the training articles (benchmarks/parties.py):
        the dateline's state alone is right for two thirds of such parties, the
        party before for half, the state named first for three fifths.
        """
        here = [
            e.codes[0]
            for e in self._entities.before(span.start, since=setting.sentence.start)
            if e.kind == "state" and len(e.codes) == 1 and e.is_party
        ]
        own = setting.actor.country[0] if setting.actor and setting.actor.country else None
        if possessor := self._possessor(span, lower, here, setting):
            return possessor, "its possessor"
        if setting.local:
            return setting.local, "state of the event's place"
        if own and setting.event in _ON_OTHERS and sector in {None, "MIL"} and own == self._place:
            other = next((code for code in self._ranking if code != own), None)
            if other:
                return other, "the other state of the article"
        if not setting.actor and here and sector in {None, "GOV"}:
            return here[-1], "state named first in the sentence"
        if own and own.isalpha() and sector in _AT_HOME:
            return own, "state of the actor"
        if self._place:
            return self._place, "state of the dateline"
        return (self._ranking[0] if self._ranking else None), "the state that the article is about"

    def _possessor(
        self, span: Span, lower: str, here: Sequence[str], setting: Setting
    ) -> str | None:
        """The state of whom "its", "his" or "their" in the phrase stands for."""
        match = _POSSESSED.match(lower)
        if not match:
            return None
        if match[1] in {"his", "her"}:
            person = self._person_before(span, setting.sentence, None)
            if person is not None and person.country:
                return person.country[0]
        return here[-1] if here else self._last_code(span.start)

    def _last_code(self, position: int) -> str | None:
        for past in reversed(self._history):
            if past.position < position and len(past.actor.country) == 1:
                return past.actor.country[0]
        return None


def _without_person(actor: Actor, span: Span, reason: str) -> Actor:
    return replace(actor, span=span, person=None, office=None, reason=reason)


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

