"""Which numbers of a sentence are figures, and in which unit.

Left out are dates, ages, durations, ordinals, calibres, digits in names ("Route
1", "Channel 4") and the small numbers of mere grammar ("the two sides"); a
small number stays where it counts casualties, captives, votes or arms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.reading.dates import ArticleDates
from detente.reading.entities import Entities
from detente.reading.numbers import Quantity, find_numbers
from detente.reading.units import MONEY
from detente.records import Figure, Span

# Below this a bare number is grammar unless what it counts makes it news.
_SMALL = 10
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_PERSONS = (
    r"people|persons?|soldiers?|troops|servicemen|conscripts|recruits|reservists|sailors|pilots"
    r"|marines|guards?|peacekeepers|fighters|militants|rebels|insurgents|gunmen|militiamen"
    r"|police(?:men)?|officers|civilians|villagers|residents|inhabitants|citizens|nationals"
    r"|men|women|boys|girls|children|students|fishermen|workers|miners|migrants|refugees"
    r"|protest[eo]rs|demonstrators|marchers|activists|journalists|reporters|diplomats|envoys"
    r"|hostages|prisoners|detainees|captives|abductees|passengers|crew(?:men)?|tourists|victims"
    r"|dead|wounded|injured|casualties|deaths|commandos|personnel|advisers|doctors|monks|voters"
)
_PERSON = re.compile(rf"(?:{_PERSONS})\b", re.I)
_ARMS = re.compile(
    r"(?:(?:war|gun)?ships|frigates|destroyers|submarines|vessels|boats|trawlers|tankers|tanks"
    r"|batteries|howitzers|missiles|rockets|drones|jets|warplanes|fighters|bombers|planes"
    r"|aircraft|helicopters|warheads|satellites|launchers|shells|mines|rifles|bodies|cases"
    r"|seats|votes|abstentions|ballots|homes|houses)\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:kill|wound|injur|di(?:ed|es?)\b|dead\b|deaths?\b|drown|hurt\b|lost\b|maim|massacr|murder"
    r"|execut|shot\b|free[ds]?\b|releas|detain|arrest|captur|seiz|abduct|kidnap|jail|imprison"
    r"|expel|deport|let go|sent back|missing\b|resign|quit\b|evacuat|rescu|hostage|swap)",
    re.I,
)
# A party of states or its like is counted by grammar, not by news.
_NO_NEWS = re.compile(
    r"(?:members?|states|countries|nations|sides|parties|capitals|governments|ministers|leaders"
    r"|times|lines|pages|words|sentences|articles|paragraphs|chapters|rounds|points|ways|things"
    r"|reasons|steps|others?|more|ministries|presidents)\b",
    re.I,
)
_DETERMINED = re.compile(
    r"(?:\b(?:the|these|those|both|its|his|her|their|our|my|other|first|last|next|past|all"
    r"|every|each|remaining|same|previous)|['’]s?) (?:\w+ )?$",
    re.I,
)
_HALF_OF_PLACE = re.compile(r"(?:ern|[a-z]er|, [A-Z]\w+) $")
_HEADING = re.compile(
    r"\b(?:no\.?|number|article|paragraph|chapter|page|room|phase|day|round|line|section|clause"
    r"|annex|point|rule|type|mark|model|level|stage|grade|category|division|route|highway|road"
    r"|channel|flight|gate|pier|runway|sector|zone|block|unit|step|version|group of|aged?"
    r"|at the age of|resolution|decree|law|bill|act|protocol|season|episode|grade|class) $",
    re.I,
)
_AGE = re.compile(r"[- ]?(?:-year-olds?|years? old)\b", re.I)
_CLOCK = re.compile(r" ?(?:[ap]\.?m\b|o['’]clock|GMT|UTC|hrs\b|[A-Z]ST\b)")
_CALIBRE = re.compile(
    r"[- ]?(?:caliber|calibre|gauge|[- ]?(?:\w+ )?(?:shells?|guns?|howitzers?|mortars?|rounds?"
    r"|cannon|artillery|rockets?|ammunition|pistols?|bullets?))\b",
    re.I,
)
_OF_ALL = re.compile(r" of (?:the|its|his|her|their|our|all) ")
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the of in on at to for from by with and or but as than that which who whom whose this"
        " these those his her its their our he she it they we was were is are be been has have had"
        " will would could may might should can did does do not no into over under after before"
        " since until while when where because if about against between through during per last"
        " next said says more other out up down off near along across both according also",
    )
)
_PLURALS = frozenset(
    re.findall(
        r"\w+",
        "people men women children police policemen fishermen servicemen crewmen troops dead"
        " wounded injured missing aircraft personnel crew staff cattle sheep infantry",
    )
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may be a figure.

    Attributes:
        sentence: in which it stands.
        number: with its unit; offsets in the sentence.
        since, until: where the number before it ends and the one behind it starts.
        noun: the plural noun that it counts, empty where there is none.
    """

    sentence: Span
    number: Quantity
    since: int
    until: int
    noun: str

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text

    @property
    def before(self) -> str:
        """The sentence before the number."""
        return self.text[: self.number.start]

    @property
    def after(self) -> str:
        """The sentence behind the number and its unit."""
        return self.text[self.number.stop :]


def find_candidates(
    sentence: Span, entities: Entities, dates: ArticleDates
) -> tuple[Candidate, ...]:
    """Find the numbers of a sentence that are no dates, no ages and no part of a name.

    Example:
        >>> sentence = Span("On 2 May the Group of 20 met 300 envoys.", 0, 40)
        >>> found = find_candidates(sentence, Entities(sentence.text, None), ArticleDates(None))
        >>> [(c.number.value, c.noun) for c in found]
        [(300.0, 'envoys')]
    """
    text = sentence.text
    numbers = [
        q
        for q in find_numbers(text)
        if not _is_dated(text, q)
        and not _is_named(text, q, sentence.start, entities)
        and not any(d.start < q.stop and q.start < d.end for d in dates.find(text))
    ]
    numbers = _with_wholes(numbers, text)
    edges = [0, *(q.stop for q in numbers)], [*(q.start for q in numbers[1:]), len(text)]
    return tuple(
        Candidate(sentence, q, since, until, _noun(text[q.stop : until]))
        for q, since, until in zip(numbers, *edges, strict=False)
    )


def _with_wholes(numbers: Sequence[Quantity], text: str) -> list[Quantity]:
    """Make one number of "seven of the eight": what follows is what is counted."""
    kept: list[Quantity] = []
    for number in numbers:
        last = kept[-1] if kept else None
        between = text[last.stop : number.start] if last else ""
        if last and last.unit in {None, "share"} and _OF_ALL.fullmatch(between):
            kept[-1] = replace(last, stop=number.stop)
        else:
            kept.append(number)
    return kept


def _is_dated(text: str, number: Quantity) -> bool:
    before, after = text[: number.start], text[number.stop :]
    words = text[number.start : number.end]
    is_year = re.fullmatch(r"1[4-9]\d\d|20\d\d", words) and number.unit is None
    return bool(
        (is_year and not _PERSON.match(after.lstrip()))
        or re.search(rf"\b(?:{_MONTHS})\.? $", before)
        or (not before and re.match(r" ?[-–—:] ", after))  # the stamp of a live report
        or re.match(rf" (?:of )?(?:{_MONTHS})\b", after)
        or _CLOCK.match(after)
        or _AGE.match(text, number.end)
        or (number.unit is None and re.match(r"s\b|-year|['’]s\b", after))
        # ", 78," after a name is an age.
        or (number.unit is None and re.search(r"\b[Aa]n? \w+ of $", before) and number.value < 120)
        or (re.search(r"\w, $", before) and re.match(r"[,)]", after) and number.value < 120)
    )


def _is_named(text: str, number: Quantity, offset: int, entities: Entities) -> bool:
    """Whether the number belongs to a name: "Route 1", "Estlink 2 cable", "Group of 20"."""
    before = text[: number.start]
    if number.unit in {"mm", "cm"} and _CALIBRE.match(text, number.stop):
        return True
    if _CALIBRE.match(text, number.end) and text[number.end : number.end + 1] == "-":
        return True
    if number.unit is not None or number.is_vague:
        return False
    if _HEADING.search(before):
        return True
    if re.match(r"-[^\W\d]", text[number.end :]):
        return True  # "a 12-point plan", "the 15-member council"
    word = re.search(r"([A-Z][\w’'-]*) $", before)
    if word is None or "," in text[number.start : number.end] or number.value >= 1000:
        return False
    if not text[number.start].isdigit() or word.start() == 0:
        return False
    if re.fullmatch(r"\w+day", word[1]) or _PERSON.match(_noun(text[number.stop :])):
        return False  # "on Monday 200 students", "in Lille 200 students"
    at = offset + word.start(1)
    return not any(e.kind in {"state", "person"} for e in entities.within(at, offset + word.end(1)))


def _noun(after: str) -> str:
    """The plural noun that a number counts, among the four words behind it; else empty."""
    for match in re.finditer(r"[ -]([^\W\d_][\w’'-]*)|(\S)", after[:80]):
        word = match[1]
        if word is None or word.lower() in _STOP_WORDS or match.start() > 45:
            break
        plain = word.lower()
        if plain in _PLURALS or re.search(r"[^su'’]s$|[^aeiou]ies$", plain):
            return word
    return ""


def is_figure(candidate: Candidate, told: Sequence[Figure]) -> bool:
    """Tell whether a number is worth telling.

    Args:
        candidate: the number.
        told: the figures of its sentence before it.

    Example:
        >>> sentence = Span("The two sides met for 300 hours and freed two soldiers.", 0, 55)
        >>> found = find_candidates(sentence, Entities(sentence.text, None), ArticleDates(None))
        >>> [(c.number.value, is_figure(c, ())) for c in found]
        [(2.0, False), (300.0, False), (2.0, True)]
    """
    number, noun = candidate.number, candidate.noun
    if number.is_time:
        return False
    is_of_price = told and told[-1].unit and re.search(r"[a-z] (?:for|per) $", candidate.before)
    if is_of_price and number.unit is not None and number.unit not in MONEY:
        return False  # "sixty sen for a thousand gallons": the measure of a price
    if number.unit == "share":
        return _is_share(candidate)
    if number.unit is not None:
        return True
    if number.is_vague:
        return bool(noun or _is_crowd(candidate))
    is_determined = bool(_DETERMINED.search(candidate.before))
    if number.value <= _SMALL:
        return not is_determined and (_is_small_news(candidate) or _is_other_side(candidate, told))
    if is_determined and (number.value <= 2 * _SMALL or _NO_NEWS.match(noun)):
        return False
    if noun:
        return not _NO_NEWS.match(noun) or bool(re.search(r"\bvote", candidate.text))
    return _is_bare_news(candidate, told)


def _is_share(candidate: Candidate) -> bool:
    after = candidate.after
    if _DETERMINED.search(candidate.before) or _HALF_OF_PLACE.search(candidate.before):
        return False
    if re.match(r" of (?!\w+ing\b)|(?: the| its| all)? \w+s\b", after):
        return not re.match(r" (?:day|time|place|way|round|term|year)", after)
    return bool(re.search(r"\b(?:by|rose|fell|up|down|lost|than|at) $", candidate.before))


def _is_crowd(candidate: Candidate) -> bool:
    """Whether vague words stand for people: "thousands marched", "drove thousands to"."""
    return not re.match(r"[- ](?:of )?(?:years?|times|miles|hours)", candidate.after)


def _is_small_news(candidate: Candidate) -> bool:
    """Whether a small number counts casualties, captives, arms, or a part of a whole."""
    number, noun = candidate.number, candidate.noun
    of_all = candidate.text[number.end : number.stop].startswith(" of ")
    if number.value < 2 or (noun and _NO_NEWS.match(noun)):
        return False
    noun = _of_whose(candidate) or noun
    if of_all or _ARMS.match(noun):
        return True
    is_person = bool(_PERSON.match(noun) or re.match(r"[A-Z]\w+s$", noun))
    return is_person and bool(_HARM.search(candidate.text))


def _of_whose(candidate: Candidate) -> str:
    """The noun of "three of his soldiers"; empty if it is none such."""
    of = _OF_ALL.match(candidate.after)
    return _noun(" " + candidate.after[of.end() :]) if of else ""


def _is_other_side(candidate: Candidate, told: Sequence[Figure]) -> bool:
    """Whether a bare number stands beside one that was told: "in place of three"."""
    return bool(
        told
        and not candidate.noun
        and re.search(r"\b(?:in place of|instead of|compared with|against) $", candidate.before)
    )


def _is_bare_news(candidate: Candidate, told: Sequence[Figure]) -> bool:
    cue = re.search(
        r"\b(?:at|near|counts?|admitted|detained|arrested|killed|wounded|injured|killing|wounding"
        r"|injuring|detaining|arresting|of|to|than|from|some|about|around) $",
        candidate.before + " " if not candidate.before.endswith(" ") else candidate.before,
    )
    has_size = (
        candidate.number.value >= 1000 or "more" in candidate.text[candidate.number.start :][:10]
    )
    return has_size or bool(told) or (bool(cue) and bool(re.match(r"[.,;]|$", candidate.after)))


def unit_of(candidate: Candidate, told: Sequence[Figure]) -> str | None:
    """Give the number's own unit, or that of the figure before it where it has none.

    Args:
        candidate: the number.
        told: the figures of its sentence before it.

    Example:
        >>> sentence = Span("Oslo sent 300 soldiers.", 0, 23)
        >>> found = find_candidates(sentence, Entities(sentence.text, None), ArticleDates(None))
        >>> unit_of(found[0], ())
        'people'
    """
    number = candidate.number
    if number.unit is not None:
        return number.unit
    if candidate.noun:
        return "people" if _PERSON.match(candidate.noun) else None
    if re.match(r" to ", candidate.after):
        follower = find_numbers(candidate.after)
        if follower and follower[0].start <= 4:
            return follower[0].unit
    last = told[-1] if told else None
    if last is None or last.unit is None:
        return "people" if number.is_vague and not re.match(r" of ", candidate.after) else None
    if last.unit in MONEY:
        return last.unit if number.value >= 1e5 or last.value < 1e5 else None
    return last.unit
