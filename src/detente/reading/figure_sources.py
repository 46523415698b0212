"""When a figure holds, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.reading.actors import Resolver
from detente.reading.coreference import Setting
from detente.reading.dates import ArticleDates
from detente.reading.figure_counts import ANSWERED
from detente.reading.figure_numbers import Candidate
from detente.reading.numbers import find_numbers
from detente.records import Actor, EventDate, Figure

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
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>(?:[^,;.]|\.(?=\w|,))+)")
# Each with where it stands to the number that it gives.
_GIVES = tuple(
    (re.compile(pattern), side)
    for side, pattern in (
        ("anywhere", _ACCORDING.pattern),
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


def period_of(candidate: Candidate, dates: ArticleDates, *, text: str) -> EventDate:
    """Date a figure by its clause: behind the number, else before it.

    Args:
        candidate: the number.
        dates: of the article.
        text: of the article.

    Returns:
        The date; empty where the article does not tell.

    Example:
        >>> from detente.reading.entities import Entities
        >>> from detente.reading.figure_numbers import find_candidates
        >>> from detente.records import Span
        >>> text = "Exports totalled 3 billion euros in May 2019."
        >>> dates = ArticleDates(None)
        >>> (found,) = find_candidates(Span(text, 0, 45), Entities(text, None), dates)
        >>> period_of(found, dates, text=text).start
        '2019-05'
    """
    sentence, number = candidate.text, candidate.number
    told = dates.find(sentence)
    behind = [d for d in told if number.stop <= d.start < candidate.until]
    behind = [d for d in behind if not _NEW_CLAUSE.search(sentence[number.stop : d.start])]
    before = [d for d in told if d.end <= number.start]
    before = [d for d in before if not re.search(r";|\bnow\b", sentence[d.end : number.start])]
    chosen = [*behind[:1], *before[-1:]]
    if not chosen and _SAME_DATA.search(sentence):
        # "The data showed" goes on with the sentence before, its date too.
        start = candidate.sentence.start
        earlier = text[max(0, start - 300) : start]
        chosen = [*dates.find(earlier.rpartition("\n\n")[2])[-1:]]
    if not chosen:
        return EventDate()
    return dates.resolve(chosen[0].text, sentence=sentence)


def source_of(
    candidate: Candidate,
    told: Sequence[Figure],
    *,
    text: str,
    resolver: Resolver,
    dates: ArticleDates,
) -> Actor | None:
    """Find whom the sentence names for a figure; else whom the one before it named.

    Args:
        candidate: the number.
        told: the figures before it.
        text: of the article.
        resolver: of its parties.
        dates: of the article; time words are no part of a name.

    Example:
        >>> from detente.reading.entities import Entities
        >>> from detente.reading.figure_numbers import find_candidates
        >>> from detente.records import Span
        >>> text = "Exports totalled 3 billion euros, the IMF said."
        >>> named, dates = Entities(text, None), ArticleDates(None)
        >>> (found,) = find_candidates(Span(text, 0, 47), named, dates)
        >>> resolver = Resolver(named, weights={})
        >>> source_of(found, (), text=text, resolver=resolver, dates=dates).country
        ('IMF',)
    """
    sentence, number = candidate.sentence, candidate.number
    start = sentence.text.rfind(";", 0, number.start) + 1
    stop = sentence.text.find(";", number.stop)
    segment = sentence.text[start : stop if stop >= 0 else None]
    if _goes_on(candidate, told):
        return told[-1].source
    if _SAME_DATA.search(segment):
        # Whose data: whom the words before name last.
        earlier = list(_ACCORDING.finditer(text, 0, sentence.start))[-1:]
        last = told[-1] if told else None
        if not earlier or (last and last.evidence.start > earlier[0].start()):
            return last.source if last else None
        who = _party(earlier[0]["who"], dates)
        first = earlier[0].start("who") + earlier[0]["who"].find(who)
        return resolver.resolve(first, first + len(who), Setting(sentence)) if who else None
    at = number.start - start
    for pattern, side in _GIVES:
        found = [m for m in pattern.finditer(segment) if _governs(m, segment, at, side)]
        for match in found[::-1] if side == "before" else found:
            if who := _party(match["who"], dates, is_told=side == "anywhere"):
                first = sentence.start + start + match.start("who") + match["who"].index(who)
                return resolver.resolve(first, first + len(who), Setting(sentence))
    return None


def _governs(match: re.Match[str], segment: str, at: int, side: str) -> bool:
    """Whether who speaks there gives the number at ``at`` too."""
    if side == "before":
        gap = segment[match.end() : at]
        goes_on = not re.search(r", (?:and|but) ", gap) or re.search(r"\b(?:said|says) $", gap)
        return match.end() <= at and bool(goes_on)
    return side == "anywhere" or match.start() >= at


def _goes_on(candidate: Candidate, told: Sequence[Figure]) -> bool:
    """Whether a share of respondents goes on with the poll of the sentence before."""
    if not told or told[-1].source is None or candidate.number.unit != "%":
        return False
    gap = candidate.sentence.start - told[-1].evidence.end
    return -len(candidate.text) <= gap < 3 and bool(ANSWERED.match(candidate.after))


def _party(words: str, dates: ArticleDates, *, is_told: bool = False) -> str:
    """The party in the words before or behind a verb of saying; empty if it is none."""
    words = re.split(r",?\s*\b(?:who|which|that|when|as|where|while)\b", words.strip())[0]
    words = re.sub(r"^.*, (?:and|but) |^(?:and|but|that|while) ", "", words)
    if found := dates.find(words):
        words = words[: found[0].start]
    words = re.sub(r",? (?:has|have|had|also|later|is|was|one of \w+,?)$", "", words.strip(" ,"))
    words = re.split(r", (?:the|an?|one|its) | (?:own )?(?:figures|data)$", words)[0]
    first, *others = words.strip(' ,“”"-–').split(", ")
    words = ", ".join([first, *others[:1]]) if others and others[0][:1].isupper() else first
    if len(words.split()) > 10 or (find_numbers(words) and not _SURVEYS.search(words)):
        return ""
    return words if is_told or _WHO.search(words) else ""
