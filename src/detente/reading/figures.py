"""Figures: the numbers that an article reports, what they count, when, and who says so.

    numbers of a sentence -> those worth telling -> counts, period, source

Left out are dates, ages, durations, ordinals, calibres, digits in names ("Route
1", "Channel 4") and the small numbers of mere grammar ("the two sides"); a
small number stays where it counts casualties, captives, votes or arms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.reading.actors import Resolver
from detente.reading.coreference import Setting
from detente.reading.dates import find_dates, resolve_date
from detente.reading.entities import Entities
from detente.reading.numbers import MONEY, Quantity, find_numbers
from detente.records import Actor, Article, EventDate, Figure, Span, record_id

# Below this a bare number is grammar unless what it counts makes it news.
_SMALL = 10
_MAX_WORDS = 12
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
_LINKS = re.compile(
    r"(?:[\s,”\"]+(?:totall?(?:ed|s|ing)|stood|stands|was|were|is|are|reach(?:ed|es|ing)"
    r"|amount(?:ed|s|ing)?|at|to|by|of|with|for|in|a|an|the|some|up|down|from|had|has|have|near"
    r"|nearly|it|and|or|but|on|as|its|his|her|their|peaked|will|hold|holds|than|only|also|now"
    r"|[Aa]bout|[Aa]round|[Oo]ver|be|been|worth|another|which|that|who|put|puts|so|far|just|still))+$"
)
_BREAK = re.compile(
    r"[;:,—–“”\"()](?!\d)|\b(?:and|but|while|which|who|that|where|when|as|because|although|though)\b"
)
_TAIL_END = re.compile(
    r"[;:,—–“”\"()]|\.(?!\w)|\b(?:and|but|while|although|though|because|when|as|after"
    r"|according to|by the (?:count|estimate|reckoning)|said|says|yesterday"
    r"|(?:last|this) (?:week|month|year))\b"
)
_OWNER = re.compile(r"\b(?:the|an?|its|his|her|their)(?: [\w’'-]+){0,2} $", re.I)
# "put the population at", "a debt that auditors put at".
_PUT = re.compile(
    r"\bputs? (?P<what>.{4,80}?) at$"
    r"|(?P<what2>(?:an?|the) [\w -]+?) (?:that|which) [^;]*\bputs? at$"
)
_APPOSED = re.compile(r", (?:the|an?|its|who|which|one of) [^,;]+, ")
_APPOSED_BEHIND = re.compile(r", ((?:the|an?) (?:\w+ ){1,2}(?:that|which|of|for) [^,;.]+)")
_LENGTHS = frozenset({"m", "km", "mi", "nmi", "ft", "cm"})
_OF = re.compile(
    r" (?:worth )?(?:of|in|to|for|on|from|over|against"
    r"|above|below|off|into|across|along|around|between|beyond|through|within|inside|near)\b(?! \d)"
)
_SPEAKS = (
    r"(?:said|says|say|report(?:ed|s)?|reckon(?:ed|s)?|estimate[ds]?|count(?:ed|s)?|list(?:ed|s)?"
    r"|announced|told|added|admit(?:ted|s)|confirm(?:ed|s)|claim(?:ed|s)?|found|show(?:ed|s)"
    r"|expect(?:ed|s)?|pledged|acknowledged|recorded|stated|put|puts|forecasts?|declared"
    r"|noted|calculate[ds]|promised)"
)
_CAPITALS = r"[A-Z][\w’'&.-]*(?: (?:of |for |the |and )?[A-Z][\w’'&-]*)*"
_TALLY = "(?:count|account|reckoning|estimate|tally|figures)"
_SURVEY = (
    r"(?:exit |opinion |online |telephone |phone )?(?:polls?|surveys?|data|figures|statistics)"
)
# Each with where it stands to the number that it gives.
_GIVES = tuple(
    (re.compile(pattern), side)
    for side, pattern in (
        ("anywhere", r"\b[Aa]ccording to (?P<who>(?:[^,;.]|\.(?=\w|,))+)"),
        ("anywhere", rf"\b[Bb]y the (?:own )?{_TALLY} of (?P<who>(?:[^,;.]|\.(?=\w|,))+)"),
        ("anywhere", rf"\b[Bb]y (?P<who>(?:[^,;.]|\.(?=\w|,))+?)['’]s? (?:own )?{_TALLY}\b"),
        (
            "anywhere",
            rf"\b(?:{_SURVEY}|study|report|estimates?) (?:\w+ )?(?:by|from|of) "
            rf"(?P<who>(?:the )?{_CAPITALS})",
        ),
        (
            "anywhere",
            rf"\b(?:[Aa]n?|[Tt]he|[Ii]n|[Nn]ew|[Ll]atest|^) ?(?P<who>{_CAPITALS}) {_SURVEY}\b",
        ),
        (
            "before",
            rf"(?:^|, | )(?P<who>(?:[Tt]wo |[Tt]hree |[Ss]everal )?{_SURVEY}) "
            r"(?:had|put|gave|show)",
        ),
        ("behind", r"\b(?:says|said) (?P<who>(?:[^,;.]|\.(?=\w|,))+?)(?=[,;.]|$)"),
        ("behind", rf"[,”\"] (?P<who>[^,;]+?) {_SPEAKS}\b[^,;]*[.,”\"]?$"),
        ("before", rf"\b(?:and|that|which|,) (?P<who>[^,;]+?(?:, [^,;]+,)?) {_SPEAKS}\b"),
        ("before", rf"^(?P<who>[^;]+?),? {_SPEAKS}\b"),
    )
)
_SURVEYS = re.compile(rf"{_SURVEY}$")
_WHO = re.compile(
    r"[A-Z]|\b(?:he|she|it|they|ministry|government|police|army|officials|polls?|surveys?)\b"
)
_SAME_DATA = re.compile(
    r"\b(?:the|its|their) (?:data|figures|polls?|survey|study|report) (?:show|f)"
)
_NEW_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|which|who|though|although)\b")
_ANSWERED = re.compile(
    r"^\W*(?:said|thought|believed?|saw|favou?red|backed|opposed|wanted|against)"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A number in its sentence, with the numbers around it; offsets in the sentence."""

    sentence: str
    number: Quantity
    since: int
    until: int
    noun: str

    @property
    def before(self) -> str:
        return self.sentence[: self.number.start]

    @property
    def after(self) -> str:
        return self.sentence[self.number.stop :]


def find_figures(
    article: Article, sentences: Sequence[Span], *, entities: Entities, resolver: Resolver
) -> tuple[Figure, ...]:
    """Find the figures that an article reports, in the order of its text.

    Args:
        article: cleaned text.
        sentences: of the text.
        entities: what the article names, with its date of publication.
        resolver: of the article's parties; resolves the sources.

    Returns:
        The figures. ``period`` is empty and ``source`` None where not told.

    Example:
        >>> from detente.reading.sentences import split_sentences
        >>> text = "Exports to Norway totalled $52 billion, the IMF said."
        >>> named = Entities(text, None)
        >>> found = find_figures(
        ...     Article("a", text), split_sentences(text),
        ...     entities=named, resolver=Resolver(named, weights={}),
        ... )
        >>> [(f.value, f.unit, f.counts, f.source.country) for f in found]
        [(52000000000.0, 'USD', 'Exports to Norway', ('IMF',))]
    """
    figures: list[Figure] = []
    for sentence in sentences:
        told: list[Figure] = []
        for place in _places(sentence, entities):
            if not _is_figure(place, told):
                continue
            unit = _unit(place, told)
            number = place.number
            at = sentence.start + number.start, sentence.start + number.end
            told.append(
                Figure(
                    id=record_id(article.id, "figure", *at),
                    span=Span(article.text[slice(*at)], *at),
                    value=number.value,
                    unit=unit,
                    counts=_counts(place, told),
                    period=_period(place, sentence.start, entities),
                    source=_source(place, sentence, article.text, resolver, told or figures[-1:]),
                    evidence=sentence,
                    value_to=number.value_to,
                )
            )
        figures += told
    return tuple(figures)


# ------------------------------------------------------------- which numbers


def _places(sentence: Span, entities: Entities) -> list[_Place]:
    """The numbers of a sentence that are no dates and no part of a name."""
    text = sentence.text
    found = find_numbers(text)
    dates = find_dates(text) if found else ()
    numbers = [
        q
        for q in found
        if not any(d.start < q.stop and q.start < d.end for d in dates)
        and not _is_dated(text, q)
        and not _is_named(text, q, sentence.start, entities)
    ]
    numbers = _with_wholes(numbers, text)
    edges = [0, *(q.stop for q in numbers)], [*(q.start for q in numbers[1:]), len(text)]
    return [
        _Place(text, q, since, until, _noun(text[q.stop : until]))
        for q, since, until in zip(numbers, *edges, strict=False)
    ]


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


def _is_figure(place: _Place, told: Sequence[Figure]) -> bool:
    number, noun = place.number, place.noun
    if number.is_time:
        return False
    is_of_price = told and told[-1].unit and re.search(r"[a-z] (?:for|per) $", place.before)
    if is_of_price and number.unit is not None and number.unit not in MONEY:
        return False  # "sixty sen for a thousand gallons": the measure of a price
    if number.unit == "share":
        return _is_share(place)
    if number.unit is not None:
        return True
    if number.is_vague:
        return bool(noun or _is_crowd(place))
    is_determined = bool(_DETERMINED.search(place.before))
    if number.value <= _SMALL:
        return not is_determined and (_is_small_news(place) or _is_other_side(place, told))
    if is_determined and (number.value <= 2 * _SMALL or _NO_NEWS.match(noun)):
        return False
    if noun:
        return not _NO_NEWS.match(noun) or bool(re.search(r"\bvote", place.sentence))
    return _is_bare_news(place, told)


def _is_share(place: _Place) -> bool:
    after = place.after
    if _DETERMINED.search(place.before) or _HALF_OF_PLACE.search(place.before):
        return False
    if re.match(r" of (?!\w+ing\b)|(?: the| its| all)? \w+s\b", after):
        return not re.match(r" (?:day|time|place|way|round|term|year)", after)
    return bool(re.search(r"\b(?:by|rose|fell|up|down|lost|than|at) $", place.before))


def _is_crowd(place: _Place) -> bool:
    """Whether vague words stand for people: "thousands marched", "drove thousands to"."""
    return not re.match(r"[- ](?:of )?(?:years?|times|miles|hours)", place.after)


def _is_small_news(place: _Place) -> bool:
    """Whether a small number counts casualties, captives, arms, or a part of a whole."""
    number, noun = place.number, place.noun
    of_all = place.sentence[number.end : number.stop].startswith(" of ")
    if number.value < 2 or (noun and _NO_NEWS.match(noun)):
        return False
    noun = _of_whose(place) or noun
    if of_all or _ARMS.match(noun):
        return True
    is_person = bool(_PERSON.match(noun) or re.match(r"[A-Z]\w+s$", noun))
    return is_person and bool(_HARM.search(place.sentence))


def _of_whose(place: _Place) -> str:
    """The noun of "three of his soldiers"; empty if it is none such."""
    of = _OF_ALL.match(place.after)
    return _noun(" " + place.after[of.end() :]) if of else ""


def _is_other_side(place: _Place, told: Sequence[Figure]) -> bool:
    """Whether a bare number stands beside one that was told: "in place of three"."""
    return bool(
        told
        and not place.noun
        and re.search(r"\b(?:in place of|instead of|compared with|against) $", place.before)
    )


def _is_bare_news(place: _Place, told: Sequence[Figure]) -> bool:
    cue = re.search(
        r"\b(?:at|near|counts?|admitted|detained|arrested|killed|wounded|injured|killing|wounding"
        r"|injuring|detaining|arresting|of|to|than|from|some|about|around) $",
        place.before + " " if not place.before.endswith(" ") else place.before,
    )
    has_size = place.number.value >= 1000 or "more" in place.sentence[place.number.start :][:10]
    return has_size or bool(told) or (bool(cue) and bool(re.match(r"[.,;]|$", place.after)))


def _unit(place: _Place, told: Sequence[Figure]) -> str | None:
    """The number's own unit, or that of the number beside it where it has none."""
    number = place.number
    if number.unit is not None:
        return number.unit
    if place.noun:
        return "people" if _PERSON.match(place.noun) else None
    if re.match(r" to ", place.after):
        follower = find_numbers(place.after)
        if follower and follower[0].start <= 4:
            return follower[0].unit
    last = told[-1] if told else None
    if last is None or last.unit is None:
        return "people" if number.is_vague and not re.match(r" of ", place.after) else None
    if last.unit in MONEY:
        return last.unit if number.value >= 1e5 or last.value < 1e5 else None
    return last.unit


# ------------------------------------------------------------ what it counts


def _counts(place: _Place, told: Sequence[Figure]) -> str:
    """What the figure counts or measures; ``…`` stands where words are left out.

    Args:
        place: of the number.
        told: the figures of the sentence before this one, nearest last.
    """
    tail, number = _tail(place), place.number
    if number.is_bound:
        owner = _OWNER.search(place.before)
        return f"{owner[0] if owner else ''}{tail}" or _subject(place)
    if place.noun or (number.is_vague and tail):
        # One word tells too little: "killed … villagers".
        subject = _subject(place) if " " not in tail else ""
        return " … ".join(filter(None, [" ".join(subject.split()[-6:]), tail]))
    if not tail and number.unit is None and told and not _PUT.search(place.before.rstrip()):
        return told[-1].counts
    if number.unit in {"%", "share"} and _ANSWERED.match(place.after):
        return tail
    if re.match(r" (?:of|in) ", place.after) and number.unit not in _LENGTHS and tail:
        return tail
    if apposed := _APPOSED_BEHIND.match(place.after):
        return apposed[1]
    subject = _subject(place) or (told[-1].counts if told else "")
    # Without a preposition the words behind belong to the verb: "landed 9 tonnes this year".
    is_loose = number.unit not in {None, "people"} and not _OF.match(place.after)
    parts = [subject, "" if subject and is_loose else tail]
    return " … ".join(filter(None, parts))


def _tail(place: _Place) -> str:
    """The words behind the number, to the end of their clause."""
    after = place.sentence[place.number.stop : place.until]
    end = _TAIL_END.search(after, 1 if after[:1] == "-" else 0)
    if end and end.group() in {"said", "says"} and _ANSWERED.match(after[end.start() :]):
        end = _TAIL_END.search(after, end.end())
    words = after[: end.start()] if end else after
    words = _LINKS.sub("", words.rstrip())
    dates = find_dates(words)
    if dates and dates[-1].end >= len(words.rstrip()):
        words = words[: dates[-1].start]
    words = " ".join(words.strip(" -.").split(" ")[: _MAX_WORDS + 2])
    words = re.sub(r"^(?:more|of|in) ", "", words)
    words = _LINKS.sub("", " " + words).strip()
    return words if re.search(r"[^\W\d_]{2}", words) else ""


def _subject(place: _Place) -> str:
    """The words before the number in its clause, short of the verb that links them."""
    before = place.sentence[place.since : place.number.start].rstrip()
    if put := _PUT.search(before):
        return put["what"] or put["what2"]
    before = _APPOSED.sub(" ", before)
    start = 0
    for cut in _BREAK.finditer(before):
        if len(_LINKS.sub("", " " + before[cut.end() :]).split()) >= 2:
            start = cut.end()
    words = _LINKS.sub("", " " + before[start:])
    for date in reversed(find_dates(words)):
        words = words[: date.start].rstrip() + words[date.end :]
    words = _LINKS.sub("", " " + words).strip(' ,.“”"')
    return " ".join(words.split()[-_MAX_WORDS:])


# ------------------------------------------------------------ when, and who


def _period(place: _Place, sentence_start: int, entities: Entities) -> EventDate:
    """The date of the figure's clause: behind the number, else before it."""
    text, number = place.sentence, place.number
    dates = find_dates(text)
    behind = [d for d in dates if number.stop <= d.start < place.until]
    behind = [d for d in behind if not _NEW_CLAUSE.search(text[number.stop : d.start])]
    before = [d for d in dates if d.end <= number.start]
    before = [d for d in before if not re.search(r";|\bnow\b", text[d.end : number.start])]
    chosen = behind[:1] or before[-1:]
    if not chosen and _SAME_DATA.search(text):
        # "The data showed" goes on with the sentence before, its date too.
        earlier = entities.text[max(0, sentence_start - 300) : sentence_start]
        chosen = find_dates(earlier.rpartition("\n\n")[2])[-1:]
    if not chosen:
        return EventDate()
    return resolve_date(chosen[0].text, entities.on, sentence=text)


def _source(
    place: _Place, sentence: Span, article_text: str, resolver: Resolver, told: Sequence[Figure]
) -> Actor | None:
    """Whom the sentence names for the figure; else whom the one before it named."""
    text, number = place.sentence, place.number
    start = text.rfind(";", 0, number.start) + 1
    stop = text.find(";", number.stop)
    segment = text[start : stop if stop >= 0 else len(text)]
    if _goes_on(place, sentence, told):
        return told[-1].source
    if _SAME_DATA.search(segment):
        return _told_before(sentence, article_text, resolver, told)
    at = number.start - start
    for pattern, side in _GIVES:
        found = [m for m in pattern.finditer(segment) if _governs(m, segment, at, side)]
        for match in found[::-1] if side == "before" else found:
            if who := _party(match["who"], is_told=side == "anywhere"):
                first = sentence.start + start + match.start("who") + match["who"].index(who)
                return resolver.resolve(first, first + len(who), Setting(sentence))
    return None


def _told_before(
    sentence: Span, text: str, resolver: Resolver, told: Sequence[Figure]
) -> Actor | None:
    """Whose data "the data showed" means: whom the words before name last."""
    earlier = list(_GIVES[0][0].finditer(text, 0, sentence.start))[-1:]
    last = told[-1] if told else None
    if not earlier or (last and last.evidence.start > earlier[0].start()):
        return last.source if last else None
    who = _party(earlier[0]["who"])
    start = earlier[0].start("who") + earlier[0]["who"].find(who)
    return resolver.resolve(start, start + len(who), Setting(sentence)) if who else None


def _governs(match: re.Match[str], segment: str, at: int, side: str) -> bool:
    """Whether who speaks there gives the number at ``at`` too."""
    if side == "before":
        gap = segment[match.end() : at]
        goes_on = not re.search(r", (?:and|but) ", gap) or re.search(r"\b(?:said|says) $", gap)
        return match.end() <= at and bool(goes_on)
    return side == "anywhere" or match.start() >= at


def _goes_on(place: _Place, sentence: Span, told: Sequence[Figure]) -> bool:
    """Whether a share of respondents goes on with the poll of the sentence before."""
    if not told or told[-1].source is None or place.number.unit != "%":
        return False
    gap = sentence.start - told[-1].evidence.end
    return -len(sentence.text) <= gap < 3 and bool(_ANSWERED.match(place.after))


def _party(words: str, *, is_told: bool = False) -> str:
    """The party in the words before or behind a verb of saying; empty if it is none."""
    words = re.split(r",?\s*\b(?:who|which|that|when|as|where|while)\b", words.strip())[0]
    words = re.sub(r"^.*, (?:and|but) |^(?:and|but|that|while) ", "", words)
    if dates := find_dates(words):
        words = words[: dates[0].start]
    words = re.sub(r",? (?:has|have|had|also|later|is|was|one of \w+,?)$", "", words.strip(" ,"))
    words = re.split(r", (?:the|an?|one|its) | (?:own )?(?:figures|data)$", words)[0]
    first, *others = words.strip(' ,“”"-–').split(", ")
    words = ", ".join([first, *others[:1]]) if others and others[0][:1].isupper() else first
    if len(words.split()) > 10 or (find_numbers(words) and not _SURVEYS.search(words)):
        return ""
    return words if is_told or _WHO.search(words) else ""
