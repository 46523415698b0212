"""Direct quotations of an article, each with the person or body that says it.

First the stretches between quotation marks, then for each the words around it,
with every quotation blanked out, so that nobody who is merely spoken of inside
one is taken for a speaker. In this order, the first that answers decides:

1. a verb of speech right before the mark (``he said, "``), or an end of speech
   right behind it (``," said the minister``; ``," he told reporters``);
2. the nearest verb of speech or judgement before it in its clause (``called the
   plan "a trick"``), whose subject is the phrase before the verb, or, where that is
   left out (``and called``, ``, calling``), the subject of the verb before;
3. words of source elsewhere in the sentence (``according to``, ``, he said.``);
4. for whole sentences in quotation marks the subject of the sentence, the speaker
   of the quotation before, or the subject of the sentence before.

A short stretch that nobody says is no quotation; nor is a name in marks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.ontology import sectors
from detente.reading.actors import Resolver
from detente.reading.coreference import Setting
from detente.reading.entities import Entities
from detente.reading.entity import Entity
from detente.records import Actor, Quote, Span, record_id

_BLANK = "▮"  # stands for each character of a quotation while its speaker is looked for

# Regular verbs by their stem: "warn" is warned and warning; after "to" no form counts.
_SPEAK = """acknowledg add admitt announc answer argu ask assert assur boast caution claim
    comment complain conced conclud confess confirm contend continu counter declar demand
    emphasi[sz] exclaim explain hint implor insist jok lament maintain mus not observ plead pledg
    pray predict promis protest quipp recall reckon reiterat remark remind repeat report respond
    retort scoff shout sigh snapp sneer stat stress suggest testif thunder tweet underlin urg vow
    warn whisper wonder chant post signal appeal apologi[sz] estimat insinuat"""
_JUDGE = """accus applaud attack begg blam blast brand brush call censur characteri[sz] charg chid
    condemn congratulat credit critici[sz] declin defend denounc deplor derid describ dismiss
    disput embrac express fault greet hail invok label labell lambast laud liken mock offer order
    instruct portray prais propos proclaim rebuff rebuk reject refus regrett ridicul salut scold
    scorn slamm spurn term thank threaten upbraid voic welcom question hop expect want wish cit
    quot invit wav attribut bemoan decr den"""
_IRREGULAR = """said says saying told tells telling wrote writes writing swore sworn bade bidden
    replies replied replying cried spoke speaking asks adds warns insists argues notes read reads
    ruled"""
_PRESENT = """expects wants believes believed describes accuses denies denied denying decried
    decrying rejects dismisses praises calls thanks condemns denounces criticises criticizes"""


def _verbs(stems: str, whole: str) -> str:
    return rf"(?:(?:{'|'.join(stems.split())})(?:ed|ing)|{'|'.join(whole.split())})"


_SAID = _verbs(_SPEAK, _IRREGULAR)
_VERB = re.compile(rf"\b(?:{_SAID}|{_verbs(_JUDGE, _PRESENT)})\b")
_TAG_VERB = re.compile(rf"\b{_SAID}\b")
_TAG_FIRST = re.compile(rf",?\s+(?:[a-z]+ly\s+)?(?:{_SAID}|according to)\s+(?!that\b|of\b|to\b)")
_SOURCE = re.compile(r"\b(?:according to|in the (?:words|view) of)\s+", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being|be|get|got)\s+(?:\w+ly\s+)?$")
_BY = re.compile(rf"[^{_BLANK},;]*?{_BLANK}*\s+by\s+")

# Where the words that can hold a verb's subject begin at the earliest.
_BREAK = re.compile(
    rf"[;:—–()?!{_BLANK}]|(?<=\w)\s+-+\s|\b(?:and|but|while|whereas|although|though|because|when|where"
    r"|that|which|who|whom|what|if|then|so|yet)\b"
)
_RELATIVE = re.compile(rf",\s+(?:who|which|whose|whom|where)\b[^;:{_BLANK}]*?(?<!\d),(?!\d)")
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
    rf"[^,;:{_BLANK}()–—]*?(?=$|[,;:{_BLANK}()–—]|[.]$|[.]\s+[A-Z]|\s+(?:who|which|that|and|but|as"
    r"|has|had|was|were|is|are|will|would|could|may|took|made|gave|in|at|after|before|on|to|with"
    r"|during|when|while|from|by|last|yesterday|today|[a-z]+ed|met|left|came|went|won|held|sent|saw|gave|kept|told|said|says)\b)"
)
_NAME = re.compile(
    r"(?<!The )(?<!the )\b[A-Z][\w-]+"
    r"(?: (?:(?:al|bin|van|de|la|von|der|ibn|el)[ -])*[A-Z][\w-]+)*"
)
# What follows a bare name that is its sentence's speaker, and what stands before one.
_SPEAKS = re.compile(
    rf"(?:\s+himself|\s+herself)?(?:,[^,;.{_BLANK}]{{1,90}},| of [^,;.{_BLANK}]{{1,40}}?)?"
    rf"\s+(?:(?:has|had|also|[a-z]+ly) )?{_VERB.pattern}"
)
_SAID_BEFORE = re.compile(rf"{_BLANK},?\s+(?:{_SAID})\s+$")
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
    rf"(?:^|[.,;:?!—–{_BLANK}]"
    r"|\b(?:and|but|that|while|as|when|where|although|though|said|In \w+))"
    r"\s*(?:[A-Z][\w'’.-]*\s+|(?:the|its|his|her|former|then|[a-z]+)\s+(?=[a-z]*\s*$)){0,4}$"
)

# Names in quotation marks.
_NAMING = re.compile(
    r"\b(?:code-?named|nicknamed|dubbed|known as|so-called|entitled|titled|named|alias|christened"
    r"|(?:film|movie|novel|book|song|album|play|series|ship|vessel|tanker|trawler|freighter|frigate"
    r"|destroyer|submarine|boat|ferry|yacht|operation|exercises?|drills?|programme|program|project"
    r"|missile|weapon|drone|plane|newspaper|magazine|group|gang)(?:,? (?:called|named))?)\s*$",
    re.I,
)
_SMALL = frozenset({"a", "an", "and", "at", "de", "for", "in", "la", "of", "on", "the", "to"})
_AFTER_SPEECH = re.compile(rf"(?:{_SAID}(?: (?:him|her|them|us|me))?|[:,])\s*$")
_WRITTEN = re.compile(
    r"\b(?:banners?|signs?|placards?|posters?|slogans?|graffiti|t-shirts?|stickers?|labels?)\b"
    rf"[^,;{_BLANK}]*$",
    re.I,
)
_ENDS_SENTENCE = re.compile(r"[.,?!…—–-]$")
_WHOLE_WORDS = 5  # a stretch of so many words that ends like a sentence is one
_NEAR_SENTENCES = 6  # how far back a pronoun reaches


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands between two marks: ``[start, end)``, with the marks ``[first, last)``."""

    start: int
    end: int
    last: int
    goes_on: bool = False  # its paragraph ended without a closing mark

    @property
    def first(self) -> int:
        return self.start - 1


def find_quotes(
    article_text: str,
    sentences: Sequence[Span],
    *,
    entities: Entities,
    resolver: Resolver,
    article_id: str = "",
) -> tuple[Quote, ...]:
    """Find the direct quotations of an article with their speakers.

    Args:
        article_text: the text that ``entities`` were made from.
        sentences: of that text, in order.
        entities: what the article names.
        resolver: says to which state an unnamed speaker belongs.
        article_id: part of the quotes' ids.

    Returns:
        Quotes in the order of the text; a nested one is part of the outer.
        ``speaker`` is None where the article does not tell; ``evidence`` runs from
        the sentence where the quote opens to the one where it closes.

    Example:
        >>> from detente.reading.sentences import split_sentences
        >>> text = '"We agree," said Ann Lee, the minister. "It took long."'
        >>> known = Entities(text, None)
        >>> found = find_quotes(text, split_sentences(text), entities=known,
        ...                     resolver=Resolver(known, weights={}))
        >>> [(q.span.text, q.speaker.person) for q in found]
        [('We agree,', 'Ann Lee'), ('It took long.', 'Ann Lee')]
    """
    return tuple(_Finder(article_text, sentences, entities, resolver).find(article_id))


# ------------------------------------------------------------------ marks


def _stretches(text: str) -> list[_Stretch]:
    """The outermost stretches between marks; single marks where double ones are inner only."""
    doubles = _marked(text, _DOUBLE_OPEN, _DOUBLE_CLOSE)
    singles = _marked(text, _SINGLE_OPEN, _SINGLE_CLOSE)
    outer = [d for d in doubles if not any(s.start <= d.first and d.last <= s.end for s in singles)]
    return singles if singles and not outer else doubles


_DOUBLE_OPEN = re.compile(r"“|(?<![\w.,!?…])\"(?=[^\s])")
_DOUBLE_CLOSE = re.compile(r"”|(?<=[^\s])\"(?!\w)")
# An opening single mark is no elision ('90s, 'tis); a closing one is no apostrophe of
# a plural ("workers' pay"), unless nothing else closes the stretch.
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?…])[‘'](?=[^\s\d])(?!(?:tis|twas|til|em|cause|n)\b)")
_SINGLE_CLOSE = re.compile(r"(?<=[^\s])[’'](?!\w)")
_GENITIVE = re.compile(r"s[’'] [a-z]")


def _marked(text: str, opens: re.Pattern[str], closes: re.Pattern[str]) -> list[_Stretch]:
    found: list[_Stretch] = []
    for paragraph in re.finditer(r"\S(?:.*?\S)?(?=\s*\n\s*\n|\s*\Z)", text, re.DOTALL):
        position, limit = paragraph.span()
        while mark := opens.search(text, position, limit):
            end = _closing(text, (mark.end(), limit), opens, closes)
            if end is None:
                following = text[limit:].lstrip()[:1]
                if following == mark.group() and mark.group() in '“"':
                    found.append(_Stretch(mark.end(), limit, limit, goes_on=True))
                    break
                position = mark.end()
                continue
            found.append(_Stretch(mark.end(), end, end + 1))
            position = end + 1
    return found


def _closing(
    text: str, within: tuple[int, int], opens: re.Pattern[str], closes: re.Pattern[str]
) -> int | None:
    """Where a stretch closes that opened before ``within``; typographic ones may nest."""
    depth, doubtful = 0, None
    for mark in re.finditer(f"{closes.pattern}|(?P<open>{opens.pattern})", text[: within[1]]):
        if mark.start() < within[0]:
            continue
        if mark["open"]:
            depth += mark["open"] in "“‘"
        elif depth:
            depth -= 1
        elif closes is _SINGLE_CLOSE and _GENITIVE.match(text, mark.start() - 1):
            doubtful = mark.start()
        else:
            return mark.start()
    return doubtful


# --------------------------------------------------------------- speakers


class _Finder:
    """Finds the quotes of one article, in the order of the text."""

    def __init__(
        self, text: str, sentences: Sequence[Span], entities: Entities, resolver: Resolver
    ) -> None:
        self._text = text
        self._entities = entities
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._resolver = resolver
        self._stretches = _stretches(text)
        masked = list(text)
        for s in self._stretches:
            masked[s.first : s.last] = _BLANK * (s.last - s.first)
        self._masked = "".join(masked)
        self._outside = [e for e in entities.all if self._masked[e.start] != _BLANK]
        known = [e for e in self._outside if e.kind == "person" and e.person]
        self._unlisted = {e.start: e for e in self._bare_names()}
        self._persons = sorted([*known, *self._unlisted.values()], key=lambda e: e.start)
        self._said: list[tuple[int, Actor]] = []

    def find(self, article_id: str) -> Iterator[Quote]:
        """The quotes, in order."""
        before: tuple[_Stretch, Quote] | None = None
        units = self._units()
        for stretch, unit in zip(self._stretches, units, strict=True):
            if self._is_name(stretch, unit):
                continue
            follows = before is not None and (
                before[0].goes_on or self._is_half(before[0], stretch)
            )
            speaker = before[1].speaker if follows and before else self._speaker(stretch, unit)
            if speaker is None and not (follows or self._is_whole(stretch)):
                continue
            if speaker is not None:
                self._said.append((stretch.start, speaker))
            start, end = stretch.start, stretch.end
            quote = Quote(
                id=record_id(article_id, "quote", start, end),
                span=Span(self._text[start:end], start, end),
                speaker=speaker,
                evidence=Span(self._text[unit[0] : unit[1]], *unit),
                continues=before[1].id if follows and before else None,
            )
            before = stretch, quote
            yield quote

    def _units(self) -> list[tuple[int, int]]:
        """For each stretch the sentences that it runs over, joined to those of its neighbours."""
        units: list[tuple[int, int]] = []
        for stretch in self._stretches:
            first = max(0, bisect_right(self._starts, stretch.first) - 1)
            last = max(0, bisect_right(self._starts, stretch.last - 1) - 1)
            start, end = self._sentences[first].start, self._sentences[last].end
            if self._text[stretch.end - 1] in "?!" and last + 1 < len(self._sentences):
                # "Is it over?" Kishida asked.
                after = self._sentences[last + 1]
                if end <= stretch.last and "\n\n" not in self._text[end : after.start]:
                    tag = _TAG_VERB.search(self._masked, after.start, after.end)
                    if tag and self._subject_in(after.start, tag.start()) and tag.end() < after.end:
                        end = after.end if _is_tag_end(self._masked[tag.end() : after.end]) else end
            units.append((start, end))
        for index in range(1, len(units)):
            if units[index][0] < units[index - 1][1]:
                units[index] = units[index - 1][0], max(units[index][1], units[index - 1][1])
        for index in range(len(units) - 1, 0, -1):
            if units[index][0] == units[index - 1][0]:
                units[index - 1] = units[index]
        return units

    def _is_whole(self, stretch: _Stretch) -> bool:
        """Whether a stretch reads as a sentence of its own."""
        words = self._text[stretch.start : stretch.end]
        ends = _ENDS_SENTENCE.search(words) or self._text[stretch.last : stretch.last + 1] in ",."
        opens = words[:1].isupper() or words[:1] in "…‘'I"
        # Where nothing stands before it in its sentence, a short one is one too.
        before = self._masked[: stretch.first].rstrip()[-1:]
        is_first = before in {"", ".", "?", "!", ":", _BLANK} and words[-1:] in {".", "?", "!"}
        is_long = len(words.split()) >= _WHOLE_WORDS
        return stretch.goes_on or bool(ends and opens and (is_long or is_first))

    def _is_half(self, before: _Stretch, stretch: _Stretch) -> bool:
        """Whether only "he said" parts a stretch from the one before, in one sentence."""
        between = self._masked[before.last : stretch.first]
        return (
            self._text[before.end - 1] not in ".?!"
            and bool(re.search(r"[,;:—–]\s*$", between))
            and bool(_TAG_VERB.search(between))
            and (self._text[before.end - 1] in ",—–" or between[:1] in ",—–")
            and not re.search(r"[.?!;]\s", between)
        )

    def _is_name(self, stretch: _Stretch, unit: tuple[int, int]) -> bool:
        """Whether a stretch is a name or written on something, not said."""
        before = self._masked[unit[0] : stretch.first]
        words = re.findall(r"[\w'’.-]+", self._text[stretch.start : stretch.end])
        if not words or _NAMING.search(before) or _WRITTEN.search(before):
            return True
        titled = words[0][0].isupper() and all(not w[0].islower() or w in _SMALL for w in words)
        bare = not _ENDS_SENTENCE.search(self._text[stretch.start : stretch.end])
        return titled and bare and not _AFTER_SPEECH.search(before)

    # -- the order of rules --------------------------------------------------

    def _speaker(self, stretch: _Stretch, unit: tuple[int, int]) -> Actor | None:
        before = self._masked[unit[0] : stretch.first]
        lead = re.search(r"[,:]\s*$", before) and self._governing(stretch, unit)
        whole = self._is_whole(stretch)
        return (
            lead
            or self._tag(stretch, unit)
            or self._governing(stretch, unit)
            or self._source(stretch, unit)
            or (self._alone(stretch, unit) if whole or re.search(r":\s*$", before) else None)
        )

    def _tag(self, stretch: _Stretch, unit: tuple[int, int]) -> Actor | None:
        """The speaker told right behind a stretch."""
        first = _TAG_FIRST.match(self._masked, stretch.last, unit[1])
        if first and (found := self._phrase_at(first.end(), unit[1])):
            return found
        ends = self._text[stretch.end - 1] in ",?!…—–-" or self._text[stretch.last :][:1] == ","
        verb = _TAG_VERB.search(self._masked, stretch.last, unit[1]) if ends else None
        if verb is None:
            return None
        between = _without_relatives(self._masked[stretch.last : verb.start()])
        start = stretch.last + len(between) - len(between.lstrip(" ,"))
        if (clause := re.search(r"\bwho\b", between)) and not _VERB.search(
            between[: clause.start()]
        ):
            return self._phrase_at(start, verb.start())
        # "The water and power minister said" is one phrase.
        joined = re.sub(r"(?<=\w) and (?=\w)", " & ", between)
        if _BREAK.search(joined) or _VERB.search(between):
            return None
        found = self._subject_in(start, verb.start())
        # "One of them said": nobody we know, but surely the speaker.
        return found or self._described(start, start + len(between.strip(" ,")), is_sure=True)

    def _governing(self, stretch: _Stretch, unit: tuple[int, int]) -> Actor | None:
        """The subject of the nearest verb of speech or judgement before a stretch."""
        semicolon = self._masked.rfind(";", unit[0], stretch.first) + 1
        since = max(unit[0], semicolon)
        left = _without_relatives(self._masked[since : stretch.first])
        for verb in reversed(list(_VERB.finditer(left))):
            if _PASSIVE.search(left, 0, verb.start()) and not verb.group().endswith("ing"):
                agent = _BY.match(self._masked, since + verb.end(), unit[1])
                if agent and (found := self._phrase_at(agent.end(), unit[1])):
                    return found
                continue
            if verb.group() == "called" and not left[verb.end() :].strip():
                # 'A plan called "Dawn"' names; 'what she called "a farce"' says.
                breaks = [m.end() for m in _BREAK.finditer(left, 0, verb.start())]
                return self._subject_in(since + max(breaks, default=0), since + verb.start())
            return self._subject(unit[0], since + verb.start(), verb.group().endswith("ing"))
        return None

    def _source(self, stretch: _Stretch, unit: tuple[int, int]) -> Actor | None:
        """The source that the sentence names elsewhere: "according to", ", he said."."""
        for match in _SOURCE.finditer(self._masked, *unit):
            if found := self._phrase_at(match.end(), unit[1]):
                return found
        after = self._masked[stretch.last : unit[1]]
        for verb in _TAG_VERB.finditer(after):
            comma = after.rfind(",", 0, verb.start())
            if comma >= 0 and _is_tag_end(after[verb.end() :]):
                start = stretch.last + comma + 1
                return self._subject_in(start, stretch.last + verb.start())
        return None

    def _alone(self, stretch: _Stretch, unit: tuple[int, int]) -> Actor | None:
        """The speaker of a stretch that its own sentence gives none."""
        if self._masked[unit[0] : stretch.first].strip(f" {_BLANK}"):
            return self._first_subject(unit[0], stretch.first)
        index = bisect_right(self._starts, unit[0]) - 2
        if index < 0:
            return None
        previous = self._sentences[index]
        for position, speaker in reversed(self._said):
            if previous.start <= position < previous.end:
                return speaker
        subject = self._first_subject(previous.start, previous.end)
        if subject is not None and (subject.person or subject.sector):
            return subject
        return self._said[-1][1] if self._said else subject

    # -- names -----------------------------------------------------------------

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

    # -- phrases -------------------------------------------------------------

    def _subject(self, since: int, verb: int, is_participle: bool) -> Actor | None:
        """The subject of a verb; where it is left out, that of the verb before it."""
        left = _without_relatives(self._masked[since:verb])
        verbs = list(_VERB.finditer(left))
        breaks = [m.end() for m in _BREAK.finditer(left)] + [m.end() for m in verbs]
        if re.search(r"\b(?:who|which)\s*$", left) and not is_participle:
            return self._antecedent(since, since + breaks[-1] if breaks else verb)
        # ", calling" has no subject of its own; "was calling" has.
        has_own = not is_participle or _PASSIVE.search(left)
        if has_own and (found := self._subject_in(since + max(breaks, default=0), verb)):
            return found
        if verbs:
            earlier = verbs[-1]
            participle = earlier.group().endswith("ing")
            return self._subject(since, since + earlier.start(), participle)
        return self._first_subject(since, verb)

    def _antecedent(self, since: int, end: int) -> Actor | None:
        """Whom "who" or "which" before ``end`` stands for: what was named last."""
        named = [e for e in self._outside if since <= e.start and e.end <= end and e.is_party]
        persons = [e for e in self._persons if since <= e.start and e.end <= end]
        last = max([*named, *persons], key=lambda e: e.end, default=None)
        return self._resolved(last.start, last.end) if last else None

    def _subject_in(self, start: int, end: int) -> Actor | None:
        """The party that ``[start, end)`` names as the subject of the verb behind it."""
        region = _without_relatives(self._masked[start:end]).rstrip()
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
        if not region or _BREAK.match(region):
            return None
        if person := self._head_person(start, start + len(region)):
            return self._resolved(person.start, person.end)
        phrase = region.split(",")[0]
        return self._described(start, start + len(phrase))

    def _phrase_at(self, start: int, limit: int) -> Actor | None:
        """The party whose phrase begins at ``start``."""
        if pronoun := _OPENING_PRONOUN.match(self._masked, start, limit):
            return self._pronoun(start, pronoun[1])
        phrase = _PHRASE.match(self._masked, start, limit)
        end = phrase.end() if phrase else start
        if person := self._head_person(start, end):
            return self._resolved(person.start, person.end)
        for person in self._persons:  # "the minister, Ann Lee," and "Col. Lee"
            between = self._masked[end : person.start] if person.start >= end else "-"
            if re.fullmatch(r"(?:,|\.)\s+(?:[\w'’.-]+ ){0,4}", between):
                return self._resolved(person.start, person.end)
        return self._described(start, end)

    def _first_subject(self, start: int, end: int) -> Actor | None:
        """The party that a sentence or clause opens with."""
        opening = _INTRODUCTION.match(self._masked, start, end)
        found = self._phrase_at(opening.end() if opening else start, end)
        if found is None and (person := self._head_person(start, end)):
            return self._resolved(person.start, person.end)
        return found

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

    def _described(self, start: int, end: int, *, is_sure: bool = False) -> Actor | None:
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
            for said, speaker in reversed(self._said):
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
            re.search(rf"\b{wrong}\.? (?:\w+ )?{re.escape(surname)}\b", self._text)
            or re.match(own, self._masked[person.end :])
        )

    def _is_subject(self, sentence: Span, person: Entity) -> bool:
        """Whether a person opens a sentence or clause."""
        left = self._masked[sentence.start : person.start]
        return bool(_OPENS_CLAUSE.search(left)) and not self._is_adjunct(
            sentence.start, person.start
        )


def _without_relatives(words: str) -> str:
    """Blank ", who leads the party," with spaces between its commas."""
    return _RELATIVE.sub(lambda m: "," + " " * (len(m.group()) - 2) + ",", words)


def _is_tag_end(words: str) -> bool:
    """Whether what follows "he said" only ends the sentence ("on Friday.", "reporters.")."""
    return len(words.split()) <= 7 and not re.search(rf"[:{_BLANK}]|\bthat\b", words)
