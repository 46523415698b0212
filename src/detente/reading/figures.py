"""Figures: the numbers that an article reports, what they count, when, and who says so.

numbers of a sentence -> those worth telling -> unit -> counts -> period, source
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.actors import Resolver
from detente.reading.dates import ArticleDates
from detente.reading.entities import Entities
from detente.reading.figure_counts import counts_of
from detente.reading.figure_numbers import find_candidates, is_figure, unit_of
from detente.reading.figure_sources import period_of, source_of
from detente.records import Article, Figure, Span, record_id


def find_figures(
    article: Article,
    sentences: Sequence[Span],
    *,
    entities: Entities,
    resolver: Resolver,
    dates: ArticleDates | None = None,
) -> tuple[Figure, ...]:
    """Find the figures that an article reports, in the order of its text.

    Args:
        article: cleaned text.
        sentences: of the text.
        entities: what the article names, with its date of publication.
        resolver: of the article's parties; resolves the sources.
        dates: of the article, where its events were dated by them already.

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
    dates = dates or ArticleDates(entities.on)
    text = article.text
    figures: list[Figure] = []
    for sentence in sentences:
        told: list[Figure] = []
        for candidate in find_candidates(sentence, entities, dates):
            if not is_figure(candidate, told):
                continue
            number = candidate.number
            at = sentence.start + number.start, sentence.start + number.end
            told.append(
                Figure(
                    id=record_id(article.id, "figure", *at),
                    span=Span(text[slice(*at)], *at),
                    value=number.value,
                    unit=unit_of(candidate, told),
                    counts=counts_of(candidate, told, dates),
                    period=period_of(candidate, dates, text=text),
                    source=source_of(
                        candidate, told or figures[-1:], text=text, resolver=resolver, dates=dates
                    ),
                    evidence=sentence,
                    value_to=number.value_to,
                )
            )
        figures += told
    return tuple(figures)
