"""Steps of matters: what becomes of a measure, mechanism, dispute or undertaking.

A step rests on an event ("Seoul agreed to drop a complaint") or on a verb of the
table beside the noun of a matter, where the reader has no event: a participle, a
relative clause ("a dialogue which has been suspended since 2018"). What the
verbs make of which noun, done or to come, is data (``ontology.matters``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from detente.ontology import matters
from detente.ontology.matters import FoundVerb
from detente.reading.dates import ArticleDates
from detente.reading.entities import Entities
from detente.reading.naming import MatterName, clause_of, find_names, object_of
from detente.reading.step_parties import FoundStep, StepParties, codes_of
from detente.records import Actor, Article, Event, EventDate, Span, Step, StepKind, record_id

_AHEAD = re.compile(
    r"(?:\b(?:will|would|shall|could|may|might|to)|['’]ll)\s+(?:(?:\w+ly|also|soon|then|now)\s+)?$",
    re.I,
)
# The reach of "agreed to ...", "are preparing to confirm the ..." to the next verb.
_GOVERNS = re.compile(
    r"(?:[^,;:.]{0,60}?\bto(?: \w+ly)?|,? (?:that|said)? ?(?:it|they|he|she) w(?:ill|ould)) $"
)
_GOVERNS_NOUN = re.compile(r"[^,;:.]{0,50}\b(?:the|a|an|its|their) $")
_NEVER = re.compile(r"\b(?:not|never|n['’]t|no|without|nor|neither)\b[^,;:]{0,25}$", re.I)
_NOBODY = re.compile(r" (?:nobody|no one|none|nothing|no) ")
_AGE = re.compile(
    r"\b(?P<years>one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})-year"
    r"(?P<old>-old|-long)?\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)
_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
# A trigger that is an auxiliary alone: its verb comes a few words later.
_MODAL = re.compile(r"\b(?:will|would|shall|to)$")
_MODAL_REACH = 25
_DEFINITE = re.compile(r"(?:\b(?:the|this|that|its|their|his|her)|\w['’]s)\s+$", re.I)
_JOINT = re.compile(r"\b(?:bilateral|joint|jointly|mutual|each other|counterparts?)\b")
_PROMISES = frozenset({"promised", "promised lifted", "agreed", "proposed"})
# Kinds that are done by saying them: what is promised in the news of a day is promised
# on it. On the dev articles this breaks no date; for "agreed" and "proposed" it does.
_SPOKEN = frozenset({"promised", "promised lifted"})
# Before the day on which something was reported ("..., the ministers said on Tuesday").
_REPORTED = re.compile(
    r"\b(?:said|says|told(?: \w+){1,2}|announced|declared|reported|confirmed|stated|added|warned)"
    r"(?: (?:late|early|here|in \w+))?,? $",
    re.I,
)


def find_steps(
    article: Article,
    sentences: Sequence[Span],
    *,
    events: Sequence[Event],
    entities: Entities,
    dates: ArticleDates | None = None,
) -> tuple[FoundStep, ...]:
    """Find the steps that an article tells, in the order of the text.

    Args:
        article: with its text and day of publication.
        sentences: of the text.
        events: of its reading.
        entities: what it names.
        dates: of the article, where its events were dated by them already.

    Example:
        >>> from detente.reading.sentences import split_sentences
        >>> text = "Talks of Oslo and Moscow have been suspended since 2018."
        >>> found = find_steps(
        ...     Article("a", text), split_sentences(text), events=(), entities=Entities(text, None)
        ... )
        >>> [(f.step.kind, f.step.date.start) for f in found]
        [('suspended', '2018')]
    """
    dates = dates or ArticleDates(entities.on)
    news_day = _news_day(events, article.published)
    found: list[FoundStep] = []
    for sentence in sentences:
        inside = [e for e in events if sentence.start <= e.trigger.start < sentence.end]
        names = find_names(sentence.text)
        # A step needs an event, or a verb beside the name of a matter.
        if inside or names:
            one = _Sentence(article, sentence, names, events=inside, entities=entities, dates=dates)
            found += [_dated(step, dates, inside, news_day) for step in one.steps(found)]
    return tuple(found)


def _news_day(events: Sequence[Event], published: str | None) -> EventDate:
    """The day of what an article reports: that of its first event known to the day."""
    for event in events:
        day = event.date.start
        if event.status == "actual" and day and len(day) == 10 and day <= (published or day):
            return event.date
    return EventDate()


def _dated(
    found: FoundStep, dates: ArticleDates, events: Sequence[Event], news_day: EventDate
) -> FoundStep:
    """Date a step without time words by the day of its report, a promise by that of the news."""
    step = found.step
    event = next((event for event in events if event.id == step.event), None)
    if step.date.start or step.date.end or (event and event.status == "historical"):
        return found
    when = news_day if step.kind in _SPOKEN else EventDate()
    sentence = step.sentence.text
    for span in dates.find(sentence):
        if _REPORTED.search(sentence, 0, span.start):
            told = dates.resolve(span.text, sentence=sentence)
            when = told if told.start else when
    return replace(found, step=replace(step, date=when)) if when.start else found


class _Sentence:
    """The steps of one sentence."""

    def __init__(
        self,
        article: Article,
        sentence: Span,
        names: Sequence[MatterName],
        *,
        events: Sequence[Event],
        entities: Entities,
        dates: ArticleDates,
    ) -> None:
        self.article = article
        self.sentence = sentence
        self.text = sentence.text
        self.names = names
        self.events = events
        self.dates = dates
        self.parties = StepParties(sentence, events, entities)
        heads = {name.head_start for name in names}
        # "the ban" is a noun here, though "ban" may be a verb elsewhere.
        self.verbs = tuple(
            verb
            for verb in matters.find_verbs(self.text)
            if verb.sense.is_noun or not heads & set(range(verb.start, verb.end))
        )

    def steps(self, before: Sequence[FoundStep]) -> list[FoundStep]:
        """All steps, those of events first to claim their verbs."""
        found: list[FoundStep] = []
        claimed: set[int] = set()
        for event in self.events:
            verbs = self._verbs_of(event)
            claimed |= {verb.start for verb in verbs}
            if self._is_retold(event, before):
                continue
            if step := self._of_event(event, verbs):
                found.append(step)
        for verb in self.verbs:
            if verb.start not in claimed and (step := self._of_verb(verb, [*before, *found])):
                found.append(step)
        found += self._ages()
        return sorted(found, key=lambda one: one.step.evidence.start)

    # ------------------------------------------------------------- of events

    def _verbs_of(self, event: Event) -> list[FoundVerb]:
        """The verb in the trigger, then the one that it governs or is governed by."""
        start, end = self._inside(event.trigger)
        if _MODAL.search(self.text, start, end):
            end += _MODAL_REACH
        own = next((v for v in self.verbs if v.start < end and v.end > start), None)
        if own is None:
            return []
        for other in self.verbs:
            if own.sense.frame and other.start > own.end and self._governs(own, other):
                return [own, other]
            is_before = other.sense.frame in {"agree", "commit"} and other.end < own.start
            if is_before and not own.sense.frame and self._governs(other, own):
                return [other, own]
        return [own]

    def _is_retold(self, event: Event, before: Sequence[FoundStep]) -> bool:
        """Whether a noun returns to a step of the same parties ("the suspension")."""
        start, _ = self._inside(event.trigger)
        if not _DEFINITE.search(self.text, 0, start):
            return False
        by = codes_of(event.actors)
        return any(not by or codes_of(one.step.by) == by for one in before)

    def _governs(self, verb: FoundVerb, other: FoundVerb) -> bool:
        pattern = _GOVERNS_NOUN if other.sense.is_noun else _GOVERNS
        return bool(pattern.fullmatch(self.text, verb.end, other.start))

    def _of_event(self, event: Event, verbs: Sequence[FoundVerb]) -> FoundStep | None:
        if event.status == "hypothetical":
            return None
        start, end = self._inside(event.trigger)
        name = object_of(self.text, (verbs[-1].start, verbs[-1].end), self.names) if verbs else None
        name = name or object_of(self.text, (start, end), self.names)
        kind = self._kind_of(event, verbs, name)
        if kind is None or not self._is_between(event, name):
            return None
        if kind == "rejected" and self._is_of_words(end):
            return None
        by, toward = event.actors, event.recipients
        if not codes_of(by):
            return None
        is_mutual = name is not None and matters.is_mutual(name.matter_class)
        is_both = bool(verbs) and verbs[0].sense.both and is_mutual
        clause = clause_of(self.text, start)
        if kind in {"agreed", "promised"} and (is_both or _JOINT.search(self.text, *clause)):
            by, toward = (*by, *toward), ()
        return self._step(
            kind,
            (start, end),
            (by, toward or self.parties.others(codes_of(by), name)),
            name=name,
            event=event,
        )

    def _kind_of(
        self, event: Event, verbs: Sequence[FoundVerb], name: MatterName | None
    ) -> StepKind | None:
        matter_class = name.matter_class if name else None
        start, _ = self._inside(event.trigger)
        ahead = event.status == "future"
        fallback = matters.event_sense(event.event, event.mode)
        if event.status == "negated":
            return fallback.negated if fallback else None
        if len(verbs) == 2:
            return _framed(verbs[0], verbs[1], matter_class)
        is_denied = bool(verbs) and self._is_denied(verbs[0])
        if verbs and not is_denied and (name or fallback or not verbs[0].sense.needs):
            verb = verbs[0]
            ahead = ahead or bool(_AHEAD.search(self.text, 0, verb.start))
            return verb.sense.kind(matter_class, ahead=ahead)
        if fallback is None:
            return None
        ahead = ahead or bool(_AHEAD.match(event.trigger.text)) or self._is_ahead(start)
        return fallback.ahead if ahead else fallback.done

    def _is_denied(self, verb: FoundVerb) -> bool:
        """Whether the verb did not come true ("never left", "expelled nobody")."""
        before = self.text[max(0, verb.start - 40) : verb.start]
        return bool(_NEVER.search(before) or _NOBODY.match(self.text, verb.end))

    def _is_ahead(self, at: int) -> bool:
        return bool(_AHEAD.search(self.text, 0, at)) or bool(
            re.match(r"(?:will|would|shall|(?:is|are|be) (?:due|to|set)\b)", self.text[at:])
        )

    def _is_between(self, event: Event, name: MatterName | None) -> bool:
        """Whether two states are in it; a matter's noun may stand for the second."""
        pair = codes_of((*event.actors, *event.recipients))
        if len(pair) > 1:
            return True
        return name is not None and (not event.recipients or name.matter_class == "plan")

    def _is_of_words(self, end: int) -> bool:
        """Whether a charge or a report is denied, not a matter rejected."""
        words = re.findall(r"[\w’'-]+", self.text[end : clause_of(self.text, end)[1]])[:5]
        return any(matters.is_words_only(word) for word in words)

    # -------------------------------------------------------------- of verbs

    def _of_verb(self, verb: FoundVerb, before: Sequence[FoundStep]) -> FoundStep | None:
        sense = verb.sense
        if sense.frame not in {"", "refuse"} or self._is_denied(verb):
            return None
        name = object_of(self.text, (verb.start, verb.end), self.names)
        if name is None or (sense.frame and name.start != verb.end + 1):
            return None
        if sense.needs and not self._is_beside(verb, name):
            return None
        by = self.parties.subject(verb, name, before)
        if not codes_of(by):
            return None
        frame = next((v for v in self.verbs if v.sense.frame and self._governs(v, verb)), None)
        if frame and frame.sense.frame in {"propose", "refuse"}:
            return None  # what was asked or refused is the frame's own step
        ahead = bool(_AHEAD.search(self.text, 0, verb.start))
        kind = sense.kind(name.matter_class, ahead=ahead)
        if frame:
            kind = _framed(frame, verb, name.matter_class)
        toward = self.parties.others(codes_of(by), name)
        if len(codes_of((*by, *toward))) < 2:
            return None
        return self._step(kind, (verb.start, verb.end), (by, toward), name=name)

    def _is_beside(self, verb: FoundVerb, name: MatterName) -> bool:
        """Whether nothing parts a verb of many meanings from its noun ("drop a case")."""
        if re.search(r"\b(?:the|a|an|until|its) $", self.text[: verb.start]):
            return False  # a noun: "until the end"
        gap = self.text[min(verb.end, name.end) : max(verb.start, name.start)]
        return bool(
            re.fullmatch(r"(?: and [A-Z]\w+)?\s?(?:(?:has|have|had|was|were|is|are|been) ?)*", gap)
        )

    def _ages(self) -> list[FoundStep]:
        """The beginning of a dispute that is told by its age ("a four-year dispute")."""
        found = []
        for name in self.names:
            age = _AGE.search(self.text, 0, name.head_start)
            if age is None or self.dates.published is None:
                continue
            if name.matter_class != "dispute" and not age["old"]:
                continue
            word = age["years"].lower()
            years = int(word) if word.isdigit() else _NUMBER_WORDS.split().index(word)
            year = str(self.dates.published.year - years)
            when = EventDate(year, year, age[0].strip())
            parties = (self.parties.both(), ())
            at = (name.start, name.end)
            found.append(self._step("in force", at, parties, name=name, when=when))
        return found

    # ------------------------------------------------------------ the record

    def _inside(self, span: Span) -> tuple[int, int]:
        return span.start - self.sentence.start, span.end - self.sentence.start

    def _step(
        self,
        kind: StepKind,
        at: tuple[int, int],
        parties: tuple[tuple[Actor, ...], tuple[Actor, ...]],
        *,
        name: MatterName | None,
        event: Event | None = None,
        when: EventDate | None = None,
    ) -> FoundStep:
        start, end = at if when else self._evidence(at, name)
        base = self.sentence.start
        when = when or (event.date if event else self._date(at[0], kind))
        is_due = bool(when.start and self.article.published and kind in _PROMISES) and (
            (when.start or "") > (self.article.published or "")
        )
        step = Step(
            id=record_id(self.article.id, "step", kind, base + at[0], base + at[1]),
            kind=kind,
            date=when,
            by=parties[0],
            toward=parties[1],
            claimed_by=event.claimed_by if event else None,
            evidence=Span(self.text[start:end], base + start, base + end),
            sentence=self.sentence,
            event=event.id if event else None,
            due=when if is_due else None,
        )
        return FoundStep(step, name)

    def _evidence(self, at: tuple[int, int], name: MatterName | None) -> tuple[int, int]:
        """The clause around the verb, with the name of the matter."""
        start, end = clause_of(self.text, at[0])
        start, end = min(start, at[0]), max(end, at[1])
        if name and name.start < start and at[0] - name.end < 40:
            start = name.start
        return start, min(max(end, at[1]), len(self.text))

    def _date(self, at: int, kind: StepKind) -> EventDate:
        start, end = clause_of(self.text, at)
        return self.dates.of_event(
            None,
            self.text[start:end],
            status="future" if kind in _PROMISES else "actual",
            anchor=None,
            trigger=at - start,
        )


def _framed(frame: FoundVerb, verb: FoundVerb, matter_class: str | None) -> StepKind:
    """The step of a verb under another: "agreed to drop", "threatened to suspend"."""
    inner = verb.sense.kind(matter_class, ahead=True)
    if frame.sense.frame in {"propose", "refuse"}:
        return frame.sense.done
    if frame.sense.frame == "prepare" or inner == "promised lifted":
        return inner
    if frame.sense.frame == "agree":
        return "suspended" if inner == "suspended" else "agreed"
    return "promised"
