"""What a figure counts or measures, in the words of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.reading.dates import ArticleDates
from detente.reading.figure_numbers import Candidate
from detente.records import Figure

_MAX_WORDS = 12
# What some of those asked did: "52 percent said", "wanted".
ANSWERED = re.compile(r"^\W*(?:said|thought|believed?|saw|favou?red|backed|opposed|wanted|against)")
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


def counts_of(candidate: Candidate, told: Sequence[Figure], dates: ArticleDates) -> str:
    """Tell what a figure counts or measures; ``…`` stands where words are left out.

    Args:
        candidate: the number.
        told: the figures of the sentence before this one, nearest last.
        dates: of the article; time words are left out.

    Example:
        >>> from detente.reading.entities import Entities
        >>> from detente.reading.figure_numbers import find_candidates
        >>> from detente.records import Span
        >>> sentence = Span("Exports to Norway totalled 3 billion euros in May.", 0, 49)
        >>> dates = ArticleDates(None)
        >>> (found,) = find_candidates(sentence, Entities(sentence.text, None), dates)
        >>> counts_of(found, (), dates)
        'Exports to Norway'
    """
    tail, number = _tail(candidate, dates), candidate.number
    if number.is_bound:
        owner = _OWNER.search(candidate.before)
        return f"{owner[0] if owner else ''}{tail}" or _subject(candidate, dates)
    if candidate.noun or (number.is_vague and tail):
        # One word tells too little: "killed … villagers".
        subject = _subject(candidate, dates) if " " not in tail else ""
        return " … ".join(filter(None, [" ".join(subject.split()[-6:]), tail]))
    if not tail and number.unit is None and told and not _PUT.search(candidate.before.rstrip()):
        return told[-1].counts
    if number.unit in {"%", "share"} and ANSWERED.match(candidate.after):
        return tail
    if re.match(r" (?:of|in) ", candidate.after) and number.unit not in _LENGTHS and tail:
        return tail
    if apposed := _APPOSED_BEHIND.match(candidate.after):
        return apposed[1]
    subject = _subject(candidate, dates) or (told[-1].counts if told else "")
    # Without a preposition the words behind belong to the verb: "landed 9 tonnes this year".
    is_loose = number.unit not in {None, "people"} and not _OF.match(candidate.after)
    parts = [subject, "" if subject and is_loose else tail]
    return " … ".join(filter(None, parts))


def _tail(candidate: Candidate, dates: ArticleDates) -> str:
    """The words behind the number, to the end of their clause."""
    after = candidate.text[candidate.number.stop : candidate.until]
    end = _TAIL_END.search(after, 1 if after[:1] == "-" else 0)
    if end and end.group() in {"said", "says"} and ANSWERED.match(after[end.start() :]):
        end = _TAIL_END.search(after, end.end())
    words = after[: end.start()] if end else after
    words = _LINKS.sub("", words.rstrip())
    found = dates.find(words)
    if found and found[-1].end >= len(words.rstrip()):
        words = words[: found[-1].start]
    words = " ".join(words.strip(" -.").split(" ")[: _MAX_WORDS + 2])
    words = re.sub(r"^(?:more|of|in) ", "", words)
    words = _LINKS.sub("", " " + words).strip()
    return words if re.search(r"[^\W\d_]{2}", words) else ""


def _subject(candidate: Candidate, dates: ArticleDates) -> str:
    """The words before the number in its clause, short of the verb that links them."""
    before = candidate.text[candidate.since : candidate.number.start].rstrip()
    if put := _PUT.search(before):
        return put["what"] or put["what2"]
    before = _APPOSED.sub(" ", before)
    start = 0
    for cut in _BREAK.finditer(before):
        if len(_LINKS.sub("", " " + before[cut.end() :]).split()) >= 2:
            start = cut.end()
    words = _LINKS.sub("", " " + before[start:])
    for date in reversed(dates.find(words)):
        words = words[: date.start].rstrip() + words[date.end :]
    words = _LINKS.sub("", " " + words).strip(' ,.“”"')
    return " ".join(words.split()[-_MAX_WORDS:])
