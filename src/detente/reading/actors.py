"""Who the words of an event's parties stand for: country, sector, person, office.

Each rule gives its reason in words. What no rule settles stays open, with the
codes that could be meant as candidates; nothing is guessed silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.ontology import sectors, states
from detente.reading.coreference import OTHER_SIDE, Coreference, Resolved, Setting, as_actor
from detente.reading.entities import Entities
from detente.reading.entity import Entity
from detente.reading.focus import Clues, choose
from detente.reading.places import locate
from detente.records import Actor, Span

_POSSESSED = re.compile(
    r"(?:(?:one|two|three|some|many|several|most|all|both|\d+) of )?(its|their|his|her)\b"
)
_PLURAL = re.compile(r"\b(?:and|leaders)\b|s$")
# Acts by forces upon forces: the other side is another state.
_ON_OTHERS = frozenset({"ASSAULT", "MOBILIZE"})
_PLACE = re.compile(r"\b(?:in|at|near|outside|around|of) ((?:[A-Z][\w'’-]+ ?){1,3})")
# After these words a state is not what the phrase is about ("the embassy in Kabul").
_TURN = re.compile(
    r"\b(?:in|on|at|against|with|to|near|over|for|about|who|which|that|along|off|inside|outside|accused|backed|from|between)\b"
)
_OF = re.compile(r"\b(?:of|from|between)\b")

# "I'm", "they've": the pronoun is the party.
_CONTRACTED = re.compile(r"^(i|we|he|she|it|they)['’](?:m|re|ve|ll|d|s)$")


class Resolver:
    """Resolves the parties of one article, in the order of the text.

    Args:
        entities: what the article names.
        weights: of the clues to the state of an unnamed party.
        place: code of the state of the dateline, None where there is none.
    """

    def __init__(
        self, entities: Entities, *, weights: Mapping[str, float], place: str | None = None
    ) -> None:
        self._weights = weights
        self._entities = entities
        self._text = entities.text
        self._place = place
        self._history: list[Resolved] = []
        self._memo: dict[tuple[int, int], Actor] = {}
        self._ranking = entities.ranking()
        self._coreference = Coreference(entities, self._history, ranking=self._ranking)

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
            plural = len(actor.country) > 1 or bool(
                _PLURAL.search(span.text) and not self._is_state(span)
            )
            self._history.append(Resolved(actor, start, plural, is_claimer=not setting.event))
        return self._memo[key]

    def _is_state(self, span: Span) -> bool:
        """Whether the words are one state's name, whose "s" is no plural."""
        named = self._entities.within(span.start, span.end, "state")
        return len(named) == 1 and named[0].end == span.end and named[0].state_kind == "name"

    def parties_before(self, position: int, sentence: Span) -> list[Actor]:
        """Parties of this sentence and the one before it, nearest first; no claimers."""
        reach = sentence.start - 300
        return [
            h.actor
            for h in reversed(self._history)
            if reach < h.position < position and not h.is_claimer
        ]

    def _decide(self, span: Span, setting: Setting) -> Actor:
        lower = _CONTRACTED.sub(r"\1", span.text.strip().lower())
        actor = self._coreference.resolve(span, lower, setting) or self._named(span, lower, setting)
        return actor or self._described(span, lower, setting)

    # -- names ------------------------------------------------------------

    def _named(self, span: Span, lower: str, setting: Setting) -> Actor | None:
        inside = self._entities.within(span.start, span.end)
        persons = [e for e in inside if e.kind == "person"]
        named = [e for e in inside if e.kind != "person" and e.is_party]
        if persons and (not named or named[0].start < persons[0].start or not persons[0].codes):
            person = persons[-1] if OTHER_SIDE.search(lower) else persons[0]
            actor = self._with_sector(as_actor(span, person, "name of a person"), span, named)
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
        known = [e for e in named if e.kind == "body" and len(e.codes) == 1]
        if len(chosen[0].codes) > 1 and known:  # "Kurdish PKK militants"
            chosen = known
        chosen = _coordinated(phrase, span.start, chosen)
        codes: list[str] = []
        for entity in chosen:
            codes += [c for c in entity.codes if c not in codes]
        first = chosen[0]
        ambiguous = first.kind == "state" and len(first.codes) > 1 and len(chosen) == 1
        if ambiguous:
            bodies = [c for e in self._entities.organisations for c in e.codes]
            likely = [c for c in (*bodies, *self._ranking) if c in first.codes]
            if likely:
                return Actor(
                    span, (likely[0],), first.sector, reason="name, settled by the article"
                )
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
        pairs = {
            "PRK": ("PRK", "KOR"),
            "KOR": ("PRK", "KOR"),
            "SSD": ("SDN", "SSD"),
            "YMD": ("YEM", "YMD"),
        }
        for code in self._ranking:
            if code in pairs:
                return Actor(
                    span,
                    (pairs[code][lower == "the south"],),
                    None,
                    reason="half of a divided state",
                )
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
        if several := self._several_possessors(span, lower, setting):
            return Actor(span, several, sector, reason="its possessors")
        code, reason = self._focus(span, lower, sector, setting)
        if code is None:
            return Actor(
                span, (), sector, candidates=tuple(self._ranking[:3]), reason="no state named near"
            )
        return Actor(span, (code,), sector, reason=reason)

    def _city(self, span: Span) -> str | None:
        return locate(span.text).country

    def _same_words(self, span: Span, lower: str, sector: str | None) -> Actor | None:
        """ "The president", "the tanker": a party described with that noun before."""
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
            if (
                person.kind == "person"
                and person.office
                and person.codes
                and (words == person.office or person.office.endswith(" " + words))
            ):
                return as_actor(span, person, "the office of a person named before")
        return None

    def _focus(
        self, span: Span, lower: str, sector: str | None, setting: Setting
    ) -> tuple[str | None, str]:
        """The state that an unnamed party most likely belongs to, and why."""
        return choose(self._clues(span, lower, sector, setting), self._weights)

    def _clues(self, span: Span, lower: str, sector: str | None, setting: Setting) -> Clues:
        sentence = setting.sentence
        named = [
            e
            for e in self._entities.within(sentence.start, sentence.end)
            if e.kind == "state" and len(e.codes) == 1 and e.is_party
        ]
        here = [e.codes[0] for e in named if e.end <= span.start]
        past = [h for h in self._history if h.position < span.start and not h.is_claimer]
        single = [h for h in past if len(h.actor.country) == 1]
        since = self._coreference.sentence_before(sentence)
        before = [h for h in single if since <= h.position < sentence.start]
        last = next(
            (
                e.codes[0]
                for e in self._entities.before(span.start)
                if e.kind == "state" and len(e.codes) == 1
            ),
            None,
        )
        own = setting.actor.country if setting.actor else ()
        acting = own[0] if own and own[0] in states.codes() else None
        return Clues(
            dateline=self._place,
            possessor=self._possessor(span, lower, here[::-1], setting),
            place=setting.local,
            city=self._city_in(sentence),
            here=tuple(here),
            later=tuple(e.codes[0] for e in named if e.start >= span.end),
            ranking=tuple(self._ranking),
            party_before=single[-1].actor.country[0] if single else None,
            subject_before=before[0].actor.country[0] if before else None,
            named_before=last,
            actor=acting,
            never=acting if sector == "MIL" and setting.event in _ON_OTHERS else None,
        )

    def _city_in(self, sentence: Span) -> str | None:
        """The state of the last place that the sentence names as one ("in El Alto")."""
        for match in reversed(list(_PLACE.finditer(sentence.text))):
            if code := locate(match[1]).country:
                return code
        return None

    def _possessor(
        self, span: Span, lower: str, here: Sequence[str], setting: Setting
    ) -> str | None:
        """The state of whom "its", "his" or "their" in the phrase stands for."""
        match = _POSSESSED.match(lower)
        if not match:
            return None
        if match[1] in {"his", "her"}:
            person = self._coreference.person_before(span, setting.sentence, None)
            if person is not None and person.country:
                return person.country[0]
        return here[-1] if here else self._last_code(span.start)

    def _several_possessors(self, span: Span, lower: str, setting: Setting) -> tuple[str, ...]:
        """The states of "their soldiers", where two parties have been named before."""
        match = _POSSESSED.match(lower)
        if not match or match[1] != "their":
            return ()
        here = [
            h.actor.country
            for h in self._history
            if setting.sentence.start <= h.position < span.start and not h.is_claimer
        ]
        if any(len(codes) > 1 for codes in here):
            return next(codes for codes in reversed(here) if len(codes) > 1)
        single = tuple(dict.fromkeys(code for codes in here for code in codes))
        return single if len(single) == 2 else ()

    def _last_code(self, position: int) -> str | None:
        for past in reversed(self._history):
            if past.position < position and len(past.actor.country) == 1:
                return past.actor.country[0]
        return None


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
