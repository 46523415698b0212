"""Which party the words beside a quotation name: a person, an office, a pronoun.

The words are read with every quotation blanked out, so that nobody who is merely
spoken of inside one is taken for a speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.ontology import sectors
from detente.reading.actors import Resolver
from detente.reading.coreference import Setting
from detente.reading.entities import Entities
from detente.reading.entity import Entity
from detente.reading.quote_marks import BLANK
from detente.reading.speech_clauses import BREAK, PASSIVE, SAID, VERB, without_relatives
from detente.records import Actor, Span

_ADVERBIAL = re.compile(
    r"\s*\b(?:has|had|have|would|will|did|was|is|not|never|also|then|later|again|once|earlier|too"
    r"|still|even|since|often|long|however|meanwhile|already|soon|yesterday|today|all the same"
    r"|[a-z]+ly|(?:late |early )?on \w+day(?: (?:morning|evening|night))?|last \w+|this \w+"
    r"|(?:in|at|to|from) (?:(?:an?|the|his|her|its|their) )?[\w-]+|in turn"
    r"|for (?:his|her|its|their) part)$"
)
_PRONOUN = re.compile(r"(?:^|[,\s])(he|she|it|they|we|I)\s*$", re.I)
_OPENING_PRONOUN = re.compile(r"(he|she|it|they|we)\b", re.I)
_INTRODUCTION = re.compile(
    r"[\W_]*(?:(?:In|On|At|After|Before|During|Asked|Speaking|Earlier|Later|Under|By|Within)\b[^,]*,"
    r"|(?:And|But|Yet|So|In [A-Z]\w+)\b)?\s*"
)
_PHRASE = re.compile(
    rf"[^,;:{BLANK}()–—]*?(?=$|[,;:{BLANK}()–—]|[.]$|[.]\s+[A-Z]|\s+(?:who|which|that|and|but|as"
    r"|has|had|was|were|is|are|will|would|could|may|took|made|gave|in|at|after|before|on|to|with"
    r"|during|when|while|from|by|last|yesterday|today|[a-z]+ed|met|left|came|went|won|held|sent|saw|gave|kept|told|said|says)\b)"
)
# "The minister, Ann Lee," and "Col. Lee".
_APPOSED = re.compile(r"(?:,|\.)\s+(?:[\w'’.-]+ ){0,4}")
_NAME = re.compile(
    r"(?<!The )(?<!the )\b[A-Z][\w-]+"
    r"(?: (?:(?:al|bin|van|de|la|von|der|ibn|el)[ -])*[A-Z][\w-]+)*"
)
# What follows a bare name that is its sentence's speaker, and what stands before one.
_SPEAKS = re.compile(
    rf"(?:\s+himself|\s+herself)?(?:,[^,;.{BLANK}]{{1,90}},| of [^,;.{BLANK}]{{1,40}}?)?"
    rf"\s+(?:(?:has|had|also|[a-z]+ly) )?{VERB.pattern}"
)
_SAID_BEFORE = re.compile(rf"{BLANK},?\s+(?:{SAID})\s+$")
_NOUN_PHRASE = re.compile(
    r"(?:the|an?|its|his|her|their|our|some|several|many|most|one|two|three|both|another|[A-Z]|\d)"
    r"|\w+(?:s|men|people|police)$"
)
# What stands before a person who is only an adjunct of another phrase.
_ADJUNCT = re.compile(
    r"\b(?:of|for|with|to|by|from|against|between|than|like|about|under|toward|towards)\s+"
    r"(?:[a-z]*'s )?(?:(?:the|an?|his|her|its|their|then|former|late) )?(?:[\w'’.-]+ ){0,3}$"
)
_JOINED = re.compile(r"\b(?:and|that|but|when|who|said)\s|[,;:]")
_ANOTHER = re.compile(r"\banother $")
_OPENS_CLAUSE = re.compile(
    rf"(?:^|[.,;:?!—–{BLANK}]"
    r"|\b(?:and|but|that|while|as|when|where|although|though|said|In \w+))"
    r"\s*(?:[A-Z][\w'’.-]*\s+|(?:the|its|his|her|former|then|[a-z]+)\s+(?=[a-z]*\s*$)){0,4}$"
)
_NEAR_SENTENCES = 6  # how far back a pronoun reaches


class SpeakerPhrases:
    """Resolves the words that may name a speaker, in one article.

    Args:
        masked: the article's text with its quotations blanked out.
        sentences: of that text, in order.
        entities: what the article names.
        resolver: says to which state an unnamed speaker belongs.
    """

    def __init__(
        self, masked: str, sentences: Sequence[Span], *, entities: Entities, resolver: Resolver
    ) -> None:
        self._masked = masked
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._entities = entities
        self._resolver = resolver
        self._outside = [e for e in entities.all if masked[e.start] != BLANK]
        known = [e for e in self._outside if e.kind == "person" and e.person]
        self._unlisted = {e.start: e for e in self._bare_names()}
        self._persons = sorted([*known, *self._unlisted.values()], key=lambda e: e.start)
        # Where each quotation before began, and who said it.
        self.said: list[tuple[int, Actor]] = []

    def note(self, position: int, speaker: Actor) -> None:
        """Keep who says the quotation that begins at ``position``, for pronouns after it."""
        self.said.append((position, speaker))

    def subject(self, since: int, verb: int, is_participle: bool) -> Actor | None:
        """The subject of a verb; where it is left out, that of the verb before it."""
        left = without_relatives(self._masked[since:verb])
        verbs = list(VERB.finditer(left))
        breaks = [m.end() for m in BREAK.finditer(left)] + [m.end() for m in verbs]
        if re.search(r"\b(?:who|which)\s*$", left) and not is_participle:
            return self._antecedent(since, since + breaks[-1] if breaks else verb)
        # ", calling" has no subject of its own; "was calling" has.
        has_own = not is_participle or PASSIVE.search(left)
        if has_own and (found := self.subject_in(since + max(breaks, default=0), verb)):
            return found
        if verbs:
            earlier = verbs[-1]
            participle = earlier.group().endswith("ing")
            return self.subject(since, since + earlier.start(), participle)
        return self.first_subject(since, verb)

    def subject_in(self, start: int, end: int) -> Actor | None:
        """The party that ``[start, end)`` names as the subject of the verb behind it."""
        region = without_relatives(self._masked[start:end]).rstrip()
        while (shorter := _ADVERBIAL.sub("", region).rstrip()) != region:
            region = shorter
        if pronoun := _PRONOUN.search(region):
            return self._pronoun(start + pronoun.start(1), pronoun[1])
        closed = region.endswith(",")
        if not closed:
            comma = region.rfind(",") + 1
            start, region = start + comma, region[comma:]
        start += len(region) - len(region.lstrip(" ,"))
        region = region.strip(" ,")
        if opening := _INTRODUCTION.match(region):
            start, region = start + opening.end(), region[opening.end() :]
        if not region or BREAK.match(region):
            return None
        if person := self._head_person(start, start + len(region)):
            return self._resolved(person.start, person.end)
        phrase = region.split(",")[0]
        return self.described(start, start + len(phrase))

    def phrase_at(self, start: int, limit: int) -> Actor | None:
        """The party whose phrase begins at ``start``."""
        if pronoun := _OPENING_PRONOUN.match(self._masked, start, limit):
            return self._pronoun(start, pronoun[1])
        phrase = _PHRASE.match(self._masked, start, limit)
        end = phrase.end() if phrase else start
        if person := self._head_person(start, end):
            return self._resolved(person.start, person.end)
        for person in self._persons:
            if person.start >= end and _APPOSED.fullmatch(self._masked, end, person.start):
                return self._resolved(person.start, person.end)
        return self.described(start, end)

    def first_subject(self, start: int, end: int) -> Actor | None:
        """The party that a sentence or clause opens with."""
        opening = _INTRODUCTION.match(self._masked, start, end)
        found = self.phrase_at(opening.end() if opening else start, end)
        if found is None and (person := self._head_person(start, end)):
            return self._resolved(person.start, person.end)
        return found

    def described(self, start: int, end: int, *, is_sure: bool = False) -> Actor | None:
        """A party told by its office, kind or state; None where the words name none."""
        words = self._masked[start:end].strip()
        match = sectors.sector_of(words)
        named = [e for e in self._outside if start <= e.start and e.end <= end and e.is_party]
        # "State television": the whole phrase is a kind of speaker.
        is_kind = match is not None and (match.span.start, match.span.end) == (0, len(words))
        is_phrase = _NOUN_PHRASE.match(words) is not None
        if not (is_kind or (is_phrase and (match or named or is_sure))):
            return None
        actor = self._resolved(start, start + len(words))
        adjuncts = [e for e in named if e.kind == "person"]
        if adjuncts and actor.person:  # "an aide of Mr Lee" is not Mr Lee
            head = sectors.sector_of(self._masked[start : adjuncts[0].start])
            return replace(actor, person=None, office=None, sector=head.sector if head else None)
        return actor

    def _bare_names(self) -> Iterator[Entity]:
        """Persons whom only their speaking tells: "Ann Lee, 46, said", then "Lee added"."""
        surnames: dict[str, str] = {}
        for run in _NAME.finditer(self._masked):
            start, end = run.span()
            name = run.group()
            if name in surnames and not self._entities.starting(start):
                yield Entity(start, end, "person", (), None, surnames[name])
                continue
            told = _SAID_BEFORE.search(self._masked[max(0, start - 12) : start])
            if " " in name and (told or _SPEAKS.match(self._masked, end)):
                inside = self._entities.within(start, end) or self._entities.across(start, end)
                if not inside and not sectors.sector_of(name):
                    surnames[name] = surnames[name.split(" ")[-1]] = name
                    yield Entity(start, end, "person", (), None, name)

    def _antecedent(self, since: int, end: int) -> Actor | None:
        """Whom "who" or "which" before ``end`` stands for: what was named last."""
        named = [e for e in self._outside if since <= e.start and e.end <= end and e.is_party]
        persons = [e for e in self._persons if since <= e.start and e.end <= end]
        last = max([*named, *persons], key=lambda e: e.end, default=None)
        return self._resolved(last.start, last.end) if last else None

    def _head_person(self, start: int, end: int) -> Entity | None:
        """The first person of a phrase who is no adjunct ("an aide of Mr Lee")."""
        for person in self._persons:
            if start <= person.start < end and not self._is_adjunct(start, person.start):
                return person
        return None

    def _is_adjunct(self, start: int, position: int) -> bool:
        left = self._masked[start:position]
        joined = [m.end() for m in _JOINED.finditer(left)]
        left = left[max(joined, default=0) :]
        return bool(_ADJUNCT.search(left) or _ANOTHER.search(left))

    def _resolved(self, start: int, end: int) -> Actor:
        sentence = self._sentences[max(0, bisect_right(self._starts, start) - 1)]
        actor = self._resolver.resolve(start, end, Setting(sentence))
        bare = self._unlisted.get(start)
        return replace(actor, person=bare.person) if bare and bare.end == end else actor

    def _pronoun(self, position: int, word: str) -> Actor | None:
        """Whom a pronoun stands for: the subject before it, or who spoke last."""
        if word.lower() not in {"he", "she"}:
            return self._resolved(position, position + len(word))
        span = Span(word, position, position + len(word))
        index = bisect_right(self._starts, position) - 1
        for back in range(index, max(-1, index - _NEAR_SENTENCES), -1):
            sentence = self._sentences[back]
            here = [p for p in self._persons if sentence.start <= p.start < sentence.end]
            here = [p for p in here if p.end <= position]
            fitting = [p for p in here if self._fits(p, word.lower())]
            subjects = [p for p in fitting if self._is_subject(sentence, p)]
            if len(fitting) < len(here):
                subjects = subjects or fitting
            if subjects:
                person = subjects[-1] if back == index else subjects[0]
                actor = self._resolved(person.start, person.end)
                return replace(actor, span=span, reason="coreference: the subject before")
            for said, speaker in reversed(self.said):
                if sentence.start <= said < min(sentence.end, position) and speaker.sector:
                    return replace(speaker, span=span, reason="coreference: the speaker before")
        near = [p for p in self._persons if p.end <= position and self._fits(p, word.lower())]
        if not near:
            return self._resolved(position, position + len(word))
        actor = self._resolved(near[-1].start, near[-1].end)
        return replace(actor, span=span, reason="coreference: the person named before")

    def _fits(self, person: Entity, pronoun: str) -> bool:
        """Whether neither title nor "his" speaks against it ("Mrs Lee" is no "he")."""
        surname = (person.person or "").split()[-1]
        wrong = "Mr" if pronoun == "she" else "(?:Mrs|Ms|Miss|Madame)"
        own = r"[^,;.]{0,40}\b" + ("his" if pronoun == "she" else "her") + r"\b"
        return not (
            re.search(rf"\b{wrong}\.? (?:\w+ )?{re.escape(surname)}\b", self._entities.text)
            or re.match(own, self._masked[person.end :])
        )

    def _is_subject(self, sentence: Span, person: Entity) -> bool:
        """Whether a person opens a sentence or clause."""
        left = self._masked[sentence.start : person.start]
        return bool(_OPENS_CLAUSE.search(left)) and not self._is_adjunct(
            sentence.start, person.start
        )
