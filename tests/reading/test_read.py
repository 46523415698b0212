"""Article to reading: what holds for every article, whatever the weights find."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.ontology import plover
from detente.reading.network import Weights
from detente.reading.read import read, read_many
from detente.records import STATUSES, Actor, Article, Event, Rejection, Span

PLAIN = "France signed a treaty with Germany on Monday."

ARTICLES = (
    Article(id="plain", text=PLAIN, published="2023-03-22"),
    # parties by name, pronoun, office and place; two paragraphs; typographic quotes
    Article(
        id="envoys",
        text=(
            "Chile expelled two Peruvian envoys on Tuesday and closed its consulate in Tacna, the"
            " foreign ministry in Santiago said.\n\nPeru’s president, Luis Soto, called the"
            " expulsion “an insult”. He said his country would answer, and he recalled the"
            " ambassador.\n\nThe two countries have not traded fire since 1883. Brazil urged both"
            " sides to talk."
        ),
        published="2019-07-04",
        place="SANTIAGO",
    ),
    # code points beyond the first plane, and a sentence in another script
    Article(
        id="signs",
        text="🕊️ Kenya sent aid to Uganda. 北京表示欢迎。 Ouganda’s army — 𝒷ig — shelled Kenya 🚀.",
        published="2024-02-29",
    ),
    # no date, no place, a long unbroken sentence
    Article(
        id="long", text="Japan warned Chad, " + "and it warned Chad again, " * 200 + "it said."
    ),
)


def spans(event: Event) -> Iterator[Span]:
    """All spans of an event."""
    yield event.trigger
    yield event.evidence
    for mention in event.mentions:
        yield mention.trigger
        yield mention.evidence
    parties: list[Actor] = [*event.actors, *event.recipients]
    if event.claimed_by:
        parties.append(event.claimed_by)
    yield from (party.span for party in parties if party.span)


def check(article: Article, events: tuple[Event, ...]) -> None:
    """What every event of every article keeps."""
    for event in events:
        for span in spans(event):
            assert 0 <= span.start < span.end <= len(article.text)
            assert article.text[span.start : span.end] == span.text
        assert event.evidence.start <= event.trigger.start
        assert event.trigger.end <= event.evidence.end
        assert event.event in plover.events()
        assert event.mode is None or event.mode in plover.modes(event.event)
        assert event.status in STATUSES
        assert 0.0 <= event.confidence <= 1.0
        for party in (*event.actors, *event.recipients):
            assert party.reason  # what decided, or why it stays open
    assert len({event.id for event in events}) == len(events)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: str(a.id))
def test_spans_round_trip(article: Article, weights: Weights) -> None:
    reading = read(article, weights=weights)
    assert reading.article is article
    assert reading.rejected == ()
    check(article, reading.events)


def test_the_plainest_event(weights: Weights) -> None:
    (event,) = read(ARTICLES[0], weights=weights).events
    parties = {code for a in (*event.actors, *event.recipients) for code in a.country}
    assert parties == {"FRA", "DEU"}
    assert event.trigger.text == "signed"
    assert event.evidence.text == PLAIN
    assert event.date.start == "2023-03-20"
    assert event.reader == weights.name


def test_an_article_of_two_states_names_no_third_as_actor(weights: Weights) -> None:
    reading = read(ARTICLES[1], weights=weights)
    codes = {code for e in reading.events for a in (*e.actors, *e.recipients) for code in a.country}
    assert codes <= {"CHL", "PER", "BRA"}
    assert {"CHL", "PER"} <= codes


def test_the_order_of_articles_changes_nothing(weights: Weights) -> None:
    alone = {a.id: read(a, weights=weights) for a in ARTICLES}
    for order in (ARTICLES, ARTICLES[::-1], (*ARTICLES[2:], *ARTICLES[:2])):
        for article, reading in zip(order, read_many(order, weights=weights), strict=True):
            assert reading == alone[article.id]


def test_alone_or_in_a_batch(weights: Weights) -> None:
    many = [ARTICLES[0]] * 17
    readings = list(read_many(many, weights=weights))
    assert readings == [read(ARTICLES[0], weights=weights)] * len(many)


def test_articles_are_taken_one_at_a_time(weights: Weights) -> None:
    taken: list[int] = []

    def supply() -> Iterator[Article]:
        for number in range(100):
            taken.append(number)
            yield Article(id=str(number), text="Nothing.")

    next(read_many(supply(), weights=weights))
    assert taken == [0]


def test_a_rejected_article_gives_its_rejection(weights: Weights) -> None:
    reason = Rejection("intake", "page.html: no article text")
    article = Article(id="x", text=PLAIN, rejected=(reason,))
    reading = read(article, weights=weights)
    assert (reading.events, reading.rejected) == ((), (reason,))


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u00a0"])
def test_an_empty_text_is_rejected(text: str, weights: Weights) -> None:
    reading = read(Article(id="x", text=text, source="page.html"), weights=weights)
    assert reading.events == ()
    assert [r.stage for r in reading.rejected] == ["reading"]
    assert "page.html" in reading.rejected[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "The museum has nine rooms and a garden.",  # no act
        "* * *",  # no words
        "12:30 13:45 14:00",  # a table
    ],
)
def test_a_text_without_events_is_no_rejection(text: str, weights: Weights) -> None:
    reading = read(Article(id="x", text=text), weights=weights)
    assert (reading.events, reading.rejected) == ((), ())


def test_no_articles(weights: Weights) -> None:
    assert list(read_many([], weights=weights)) == []


_PLAIN_WORDS = """
    France Germany Chad Seoul the North Brussels its his it they we he She and of in two countries
    President Prime Minister Xi Kim signed attacked met treaty Monday counterpart 1975 . , -
    U.S.-backed said, “We will” ’s 's Mr. é 🕊️ İ ﬁ
"""
WORDS = st.sampled_from(
    [*_PLAIN_WORDS.split(), "The two sides", "\n\n", "\u200b", "\x00", "\u2028"]
)


@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
def test_arbitrary_text_never_raises(weights: Weights, text: str) -> None:
    article = Article(id="x", text=text, published="2023-03-20", place="PARIS")
    check(article, read(article, weights=weights).events)
