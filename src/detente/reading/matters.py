"""Matters of one article: its steps joined where they speak of the same thing.

A step returns to a matter told before when it names one of the same class in
the same words or in none of its own ("the curbs"), between the same states, or
when it has only a word of return ("the step", "it").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.ontology import matters
from detente.reading.dates import ArticleDates
from detente.reading.entities import Entities
from detente.reading.naming import content_words
from detente.reading.step_parties import FoundStep, codes_of
from detente.reading.steps import find_steps
from detente.records import Article, Event, Matter, Span, record_id

# Words that stand for a matter told before, where the step has no noun for one.
_RETURN = re.compile(r"\b(?:it|them|this|that|(?:the|this|that) (?P<noun>\w+))\b", re.I)


def find_matters(
    article: Article,
    sentences: Sequence[Span],
    *,
    events: Sequence[Event],
    entities: Entities,
    dates: ArticleDates | None = None,
) -> tuple[Matter, ...]:
    """Find the matters between states that an article tells, with their steps.

    Args:
        article: with its text and day of publication.
        sentences: of the text.
        events: of its reading.
        entities: what it names.
        dates: of the article, where its events were dated by them already.

    Returns:
        In the order of their first steps; each step stands in one matter.

    Example:
        >>> from detente.reading.sentences import split_sentences
        >>> text = "Oslo lifted a ban on Russian fish. Oslo had imposed the ban in 2014."
        >>> found = find_matters(
        ...     Article("a", text), split_sentences(text), events=(), entities=Entities(text, None)
        ... )
        >>> [[step.kind for step in matter.steps] for matter in found]
        [['lifted', 'in force']]
    """
    groups: list[list[FoundStep]] = []
    steps = find_steps(article, sentences, events=events, entities=entities, dates=dates)
    for found in steps:
        home = _home(found, groups, article.text)
        if home is None:
            groups.append([found])
        elif not any(_is_retelling(one, found) for one in home):
            home.append(found)
    return tuple(_matter(article, group) for group in groups)


def _home(found: FoundStep, groups: Sequence[list[FoundStep]], text: str) -> list[FoundStep] | None:
    """The matter that a step goes on with, the latest first; None if it begins one."""
    for group in reversed(groups):
        if not found.pair & frozenset().union(*(one.pair for one in group)):
            continue
        if found.name is None:
            if _returns(found, text):
                return group
        elif _is_same(found, group):
            return group
    return None


def _is_retelling(first: FoundStep, later: FoundStep) -> bool:
    """Whether a step of the same kind by the same parties is told again."""
    a, b = first.step.date.start or "", later.step.date.start or ""
    return (
        first.step.kind == later.step.kind
        and codes_of(first.step.by) == codes_of(later.step.by)
        and (a.startswith(b) or b.startswith(a))
    )


def _returns(found: FoundStep, text: str) -> bool:
    """Whether the step has only "it", "the step" for its matter."""
    words = found.step.evidence.text
    # The first words are the subject: "it" there is a state.
    return any(
        match["noun"] is None or matters.is_return(match["noun"])
        for match in _RETURN.finditer(words, len(words) // 4)
    )


def _is_same(found: FoundStep, group: Sequence[FoundStep]) -> bool:
    name = found.name
    named = [one.name for one in group if one.name]
    if name is None or name.matter_class not in {other.matter_class for other in named}:
        return False
    own = content_words(name.text)
    theirs = frozenset().union(*(content_words(other.text) for other in named))
    if any((o.text, o.start) == (name.text, name.start) for o in named) and any(
        one.step.sentence == found.step.sentence for one in group
    ):
        return True
    if not own:
        return name.is_definite
    return bool(own & theirs) or not theirs


def _matter(article: Article, group: Sequence[FoundStep]) -> Matter:
    mentions = tuple(dict.fromkeys(_mention(article, found) for found in group))
    named = [_mention(article, found) for found in group if found.name]
    name = max(named or mentions, key=lambda span: len(span.text))
    return Matter(
        id=record_id(article.id, "matter", group[0].step.id),
        name=name,
        mentions=mentions,
        steps=tuple(found.step for found in group),
    )


def _mention(article: Article, found: FoundStep) -> Span:
    if found.name is None:
        return found.step.evidence
    start = found.step.sentence.start + found.name.start
    end = found.step.sentence.start + found.name.end
    return Span(article.text[start:end], start, end)
