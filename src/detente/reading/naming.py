"""The words that name a matter, and the clause in which a verb finds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.ontology import matters

_BREAK = re.compile(
    r"[;:—–]|,(?!\d)|\b(?:while|but|after|before|when|because|although|though|whereas|until"
    r"|who|whose|which|and(?= (?:he|she|it|they|said|will|would)\b))\b"
)
# Words before a noun that belong to its phrase; verbs, prepositions and the like end it.
_BEFORE = re.compile(
    r"(?<![\w’'.%$-])(?:(?!(?:and|or|but|in|on|at|of|to|for|from|with|by|as|that|which|who|was|were|is|are|has"
    r"|had|have|been|be|will|would|could|may|should|also|said|says|after|before|over|into|than"
    r"|since|when|while|about|against|under|further|between|during|[\w-]{3,}ed|[Ii]t|[Hh]e|[Ss]he|[Tt]hey|We|I|we|wants?|keeps?|needs?|joins?|faces?"
    r"|\w+s['’]?ed)\b)[\w’'.%$-]+\s+[“\"‘]?){0,5}$"
)
_DETERMINER = re.compile(
    r".*\b(?:the|a|an|its|their|his|her|this|that|these|those|any|some|all|both)\s+", re.I
)
_AFTER = re.compile(
    r"[”\"’]?(?:,? (?:on|of|against|with|for|between|over|toward|towards|to|in)(?= )"
    r"(?: (?!(?:and|but|or|who|which|that|while|when|after|since|has|have|had|was|were|is|are"
    r"|will|would|said|says|in|at|by|as|until|before|because|where|remain\w*"
    r"|from \w+ing)\b)[\w’'.$%-]+){1,6}){0,3}"
)
_CALENDAR = re.compile(
    r" (?:on|in|for|over)(?: (?:early|late|mid))? (?:\w+day\b|January|February|March|April|May|June"
    r"|July|August|September|October|November|December|\d{4}|the same\b|a \w+\b).*$"
)
# Where the reach of a name was cut: "a drill off the", "talks to restore what they".
_DANGLING = re.compile(
    r"(?:,? (?:the|an?|its|their|his|her|this|that|these|those|and|or|on|off|of|to|from|in|into"
    r"|with|without|for|at|by|as|under|over|between|against|toward|towards|what|it|they|more|other|each"
    r"|any|some|be))+$"
)
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|be|being|remains?|remained|stays?)\s+(?:(?:\w+ly|now|also|still|"
    r"already)\s+)?$",
    re.I,
)
_RELATIVE = re.compile(r"\b(?:that|which|whom)\b|^[^,;:]{0,40}$")
# A noun behind one of these is where or when, not what.
_BESIDE = re.compile(r"\b(?:at|during|under|amid|despite|within|since|until) $", re.I)
# A verb and the noun that it governs stand no further apart, in characters.
_REACH = 90
_STOP_WORDS = """the its their his her this that these those and for with against between over from
    any some all both new further first last year years month months"""
_STOP = frozenset(_STOP_WORDS.split())


@dataclass(frozen=True, slots=True)
class MatterName:
    """A noun phrase that names a matter; offsets in its sentence.

    Attributes:
        matter_class: of its head noun.
        is_definite: it says "the", "that", "its": it may return to one told before.
    """

    text: str
    start: int
    end: int
    head_start: int
    matter_class: str
    is_definite: bool


def find_names(sentence: str) -> tuple[MatterName, ...]:
    """Find the noun phrases that name matters, in order.

    Example:
        >>> [n.text for n in find_names("Japan will remove curbs on its exports to South Korea.")]
        ['curbs on its exports to South Korea']
        >>> [n.text for n in find_names("They quit the trade dispute talks with Riga on Monday.")]
        ['the trade dispute talks with Riga']
    """
    heads = list(matters.find_nouns(sentence))
    names = []
    for number, head in enumerate(heads):
        following = heads[number + 1] if number + 1 < len(heads) else None
        if following and sentence[head.end : following.start] == " ":
            continue  # "the trade dispute talks" are talks
        before = _BEFORE.search(sentence, 0, head.start)
        start = before.start() if before else head.start
        if determiner := _DETERMINER.match(sentence, start, head.start):
            start = _last_determiner(sentence, determiner)
        start = _behind_verb(sentence, start, head.start)
        is_bare = determiner is None
        if is_bare and sentence[:start].endswith((" that ", "That ")):
            start -= len("that ") * (not head.text.endswith("s"))
        after = _AFTER.match(sentence, head.end)
        end = after.end() if after else head.end
        for cut in (_CALENDAR, _DANGLING):
            tail = cut.search(sentence, head.end, end)
            end = tail.start() if tail else end
        if not re.search(r"\b[A-Z]\.$", sentence[:end]):  # the stop of "U.S." is its own
            end = len(sentence[:end].rstrip(".'’"))
        text = sentence[start:end]
        names.append(
            MatterName(
                text,
                start,
                end,
                head.start,
                head.matter_class,
                bool(re.match(r"(?:the|that|this|these|those|its|their|such)\b", text, re.I)),
            )
        )
    return tuple(names)


def _behind_verb(sentence: str, start: int, head: int) -> int:
    """Where the phrase begins if a verb of the table stands before it ("hold drills")."""
    for verb in matters.find_verbs(sentence[start:head]):
        if matters.noun_class(verb.text) is None and not verb.sense.is_noun:
            head_words = sentence[start + verb.end : head]
            start += verb.end + len(head_words) - len(head_words.lstrip())
            return _behind_verb(sentence, start, head)
    return start


def _last_determiner(sentence: str, match: re.Match[str]) -> int:
    """Where the phrase begins: at the last determiner before the noun."""
    words = sentence[match.start() : match.end()].rstrip()
    return match.start() + max(words.rfind(" ") + 1, 0)


def object_of(
    sentence: str, verb: tuple[int, int], names: Sequence[MatterName]
) -> MatterName | None:
    """Find the matter that a verb moves: its object, or what it is said of.

    Args:
        sentence: plain.
        verb: its place.
        names: of the sentence.

    Example:
        >>> text = "It joined the pact, which has been suspended since 2018."
        >>> object_of(text, (33, 42), find_names(text)).text
        'the pact'
    """
    start, end = verb
    is_passive = bool(_PASSIVE.search(sentence, 0, start))
    limit = min(clause_of(sentence, max(start, end - 1))[1], end + _REACH)
    right = [
        n
        for n in names
        if (end <= n.head_start < limit and not _BESIDE.search(sentence, 0, n.start))
        or n.start <= start < n.end
    ]
    left = [
        n
        for n in names
        if n.head_start < start <= n.end + _REACH
        and _RELATIVE.search(sentence[n.end : start].strip())
        and not re.search(r"[;:]", sentence[n.end : start])
    ]
    inside = [n for n in names if start <= n.head_start < end]
    if is_passive and left:
        return left[-1]
    return next(iter([*inside, *right]), None) or (left[-1] if left else None)


def clause_of(sentence: str, at: int) -> tuple[int, int]:
    """Give the stretch around a place that no comma or conjunction parts.

    Example:
        >>> text = "Seoul left, but Tokyo stayed."
        >>> text[slice(*clause_of(text, 20))]
        'Tokyo stayed.'
    """
    start, end = 0, len(sentence)
    for match in _BREAK.finditer(sentence):
        if match.end() <= at:
            start = match.end()
        elif match.start() > at:
            end = match.start()
            break
    while start < end and sentence[start].isspace():
        start += 1
    return start, len(sentence[:end].rstrip())


def content_words(name: str) -> frozenset[str]:
    """Give the words of a name that tell what it is about, cut to their stems.

    Example:
        >>> sorted(content_words("the curbs on exports of chips"))
        ['chip', 'export']
    """
    heads = {noun.text.lower() for noun in matters.find_nouns(name)}
    words = re.findall(r"[^\W\d_]{3,}", name.lower())
    return frozenset(w.rstrip("s") for w in words if w not in _STOP and w not in heads)
