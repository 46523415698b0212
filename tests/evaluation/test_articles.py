"""Gold articles: the match one to one, each attribute, mentions, order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.errors import GoldError
from detente.evaluation.articles import score_articles
from detente.evaluation.attributes import ATTRIBUTES
from detente.evaluation.markup import parse_article
from detente.evaluation.scores import Count, Share
from detente.records import Actor, EventDate, Mention, Reading, Span

GOLD = """TITLE: Gas deal cheers Riga
PUBLISHED: 2021-06-10
PUBLISHER: The Skerry Post
PLACE: OSLO
---
{a1 Norway} {e1:AGREE agreed} {t1 on Wednesday} to sell gas to {r1 Latvia}, \
{s1 the energy ministry} said.
{a1 The two governments} also {e1:SUPPORT signed} a ferry pact.

{a1 Gunmen} {e1:ASSAULT.firearms;historical shot at} {r1 a Danish ship} in 2019, \
and {a2 Oslo} {e2:ACCUSE.disapprove condemned} {r2 the raiders}.
The gas {e1:AGREE deal} cheered the market.
---
EVENTS
1.e1 | a=NOR:GOV | r=LVA | date=2021-06-09 | place= | same=
2.e1 | a=NOR:GOV,LVA:GOV | r= | date= | place= | same=
3.e1 | a=UAF | r=DNK:BUS | date=2019 | place= | same=
3.e2 | a=NOR:GOV | r=UAF | date= | place= | same=
4.e1 | a=NOR:GOV | r=LVA | date=2021-06-09 | place= | same=1.e1
"""
TEXT = parse_article(GOLD, "gas.txt").text


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gas.txt"
    path.write_text(GOLD, "utf-8")
    return path


@pytest.fixture
def right(make_event):
    """A perfect reading: four events, the first told twice."""
    sale = {"actors": [("Norway", "NOR", "GOV")], "recipients": [("Latvia", "LVA", None)]}
    claim = {"date": "2021-06-09", "claimed_by": "energy ministry", "mentions": ["deal"]}
    two = [("The two governments", "NOR LVA", "GOV")]
    shots = {"actors": [("Gunmen", "", "UAF")], "recipients": [("a Danish ship", "DNK", "BUS")]}
    words = {"actors": [("Oslo", "NOR", "GOV")], "recipients": [("the raiders", "", "UAF")]}
    old = {"mode": "firearms", "status": "historical", "date": "2019"}
    return [
        make_event(TEXT, "agreed", "AGREE", **sale, **claim),
        make_event(TEXT, "signed", "SUPPORT", actors=two),
        make_event(TEXT, "shot at", "ASSAULT", **shots, **old),
        make_event(TEXT, "condemned", "ACCUSE", mode="disapprove", **words),
    ]


def test_the_reader_gets_the_article_with_its_head(gold):
    seen = []

    def spy(articles):
        seen.extend(articles)
        return map(Reading, articles)

    score_articles([gold], spy)
    (article,) = seen
    assert (article.title, article.published) == ("Gas deal cheers Riga", "2021-06-10")
    assert (article.place, article.publisher) == ("OSLO", "The Skerry Post")
    assert "{" not in article.text


# How often each attribute is asked of a perfect reading: UAF in the place of
# a country is not asked, nor is the claim of a mention.
ASKED = {
    "mode": 5,
    "status": 5,
    "actor countries, where gold has them": 4,
    "actor countries, or none": 4,
    "recipient countries, where gold has them": 3,
    "recipient countries, or none": 4,
    "actor sectors, where gold has them": 5,
    "date, where gold has one": 3,
    "date, or none": 5,
    "claimed or not": 4,
    "claimer's words, where gold has them": 1,
}


def test_perfect_reading(gold, right, reader):
    result = score_articles([gold], reader({TEXT: right}))
    assert result.events == result.triggers == result.sentences == Count(5, 5, 5)
    assert {c.f1 for c in result.categories.values()} == {1.0}
    assert result.attributes == {name: Share(n, n) for name, n in ASKED.items()}
    assert result.statuses["historical"] == Share(1, 1)
    assert result.statuses["negated"].value is None
    assert result.errors == ()
    assert tuple(result.attributes) == ATTRIBUTES


def _actor(code, sector):
    return Actor(None, tuple(code.split()), sector)


# Event changed, its changes -> attributes that lose, with the number lost.
# The first event is told twice, so that its errors count twice.
ATTRIBUTE_ERRORS = [
    # a mode missed; one too many
    (2, {"mode": None}, {"mode": 1}),
    (1, {"mode": "visit"}, {"mode": 1}),
    # status
    (2, {"status": "actual"}, {"status": 1}),
    # another state as actor
    (3, {"actors": (_actor("SWE", "GOV"),)}, {"actor countries": 1}),
    # one of two missed, one too many: sets are exact
    (1, {"actors": (_actor("NOR", "GOV"),)}, {"actor countries": 1}),
    (1, {"actors": (_actor("NOR LVA EST", "GOV"),)}, {"actor countries": 1}),
    # the same two states as two parties in the other order: right
    (1, {"actors": (_actor("LVA", "GOV"), _actor("NOR", "GOV"))}, {}),
    # a country where gold has UAF is not asked for
    (2, {"actors": (_actor("SOM", "UAF"),)}, {}),
    # recipients missed, of an event told twice
    (0, {"recipients": ()}, {"recipient countries": 2}),
    # a recipient where gold has none
    (1, {"recipients": (_actor("EST", None),)}, {"recipient countries, or none": 1}),
    # sectors
    (3, {"actors": (_actor("NOR", "MIL"),)}, {"actor sectors": 1}),
    (2, {"actors": (_actor("", "REB"),)}, {"actor sectors": 1}),
    # a day off; nothing; only the year
    (0, {"date": EventDate("2021-06-10")}, {"date": 2}),
    (0, {"date": EventDate()}, {"date": 2}),
    (0, {"date": EventDate("2021")}, {"date": 2}),
    # finer than gold: right
    (2, {"date": EventDate("2019-05-03")}, {}),
    # a date where gold has none
    (1, {"date": EventDate("2021")}, {"date, or none": 1}),
    # a claim missed; another's words; one too many; one without words
    (0, {"claimed_by": None}, {"claimed or not": 1, "claimer's words": 1}),
    (0, {"claimed_by": Actor(Span("Norway", 0, 6))}, {"claimer's words": 1}),
    (0, {"claimed_by": Actor(None)}, {"claimer's words": 1}),
    (3, {"claimed_by": Actor(Span("Norway", 0, 6))}, {"claimed or not": 1}),
    # what is not asked
    (3, {"confidence": 0.2, "place": None, "contexts": ("military",)}, {}),
]


@pytest.mark.parametrize(("index", "changes", "lost"), ATTRIBUTE_ERRORS)
def test_each_error_moves_its_own_attribute(gold, right, reader, index, changes, lost):
    events = [replace(e, **changes) if i == index else e for i, e in enumerate(right)]
    result = score_articles([gold], reader({TEXT: events}))

    def lost_by(name):
        return sum(n for start, n in lost.items() if name.startswith(start))

    assert result.events == Count(5, 5, 5)
    assert result.attributes == {n: Share(a - lost_by(n), a) for n, a in ASKED.items()}
    assert {m.kind for m in result.errors} == {n for n in ATTRIBUTES if lost_by(n)}


def test_a_status_error_shows_at_golds_status(gold, right, reader):
    events = [replace(e, status="negated") if e.event == "ASSAULT" else e for e in right]
    statuses = score_articles([gold], reader({TEXT: events})).statuses
    assert (statuses["historical"], statuses["actual"]) == (Share(0, 1), Share(4, 4))


def test_a_party_without_a_country_is_left_out_of_both_sides(tmp_path, make_event, reader):
    source = GOLD.replace("3.e1 | a=UAF", "3.e1 | a=UAF,SWE:MIL")
    path = tmp_path / "gas.txt"
    path.write_text(source, "utf-8")
    actors = [("Gunmen", "DNK", "UAF"), ("Oslo", "SWE", "MIL")]
    known = {TEXT: [make_event(TEXT, "shot at", "ASSAULT", actors=actors)]}
    asked = score_articles([path], reader(known)).attributes
    assert asked["actor countries, where gold has them"] == Share(1, 1)


# Gold's actors in the first row -> how many of the five rows ask for sectors.
@pytest.mark.parametrize(("actors", "asked"), [("NOR:GOV", 5), ("NOR:GOV,LVA", 4), ("NOR", 4)])
def test_sectors_are_asked_where_each_party_has_one(tmp_path, right, reader, actors, asked):
    path = tmp_path / "gas.txt"
    path.write_text(GOLD.replace("1.e1 | a=NOR:GOV", f"1.e1 | a={actors}"), "utf-8")
    found = score_articles([path], reader({TEXT: right})).attributes
    assert found["actor sectors, where gold has them"].asked == asked


def _at(words):
    start = TEXT.index(words)
    return Span(words, start, start + len(words))


def _moved(event, words):
    """The event told by other words, without its mentions and claim."""
    return replace(event, trigger=_at(words), evidence=_at(words), mentions=(), claimed_by=None)


def _alone(event):
    return replace(event, mentions=())


# What is done to the four events -> right by trigger and category, by trigger,
# by category and sentence, and proposed; kinds of the errors. Gold has five.
EVENT_ERRORS = [
    # an event missed
    (lambda a, b, c, d: [a, b, c], (4, 4, 4, 4), ["missed"]),
    # the second telling missed
    (lambda a, b, c, d: [_alone(a), b, c, d], (4, 4, 4, 4), ["missed"]),
    # ... told as an event of its own, which is as good as a mention here
    (lambda a, b, c, d: [_alone(a), _moved(a, "deal"), b, c, d], (5, 5, 5, 5), []),
    # ... or it alone found
    (lambda a, b, c, d: [_moved(a, "deal"), b, c, d], (4, 4, 4, 4), ["missed"]),
    # an event that is none, in a sentence that has one of its category
    (lambda a, b, c, d: [a, b, c, d, _moved(b, "ferry")], (5, 5, 5, 6), ["spurious"]),
    # a mention that is none
    (
        lambda a, b, c, d: [a, replace(b, mentions=(Mention(_at("sell"), _at("to sell")),)), c, d],
        (5, 5, 5, 6),
        ["spurious"],
    ),
    # another category
    (lambda a, b, c, d: [a, b, c, replace(d, event="REJECT")], (4, 5, 4, 5), ["category"]),
    # other words of the sentence: one missed and one spurious
    (lambda a, b, c, d: [a, _moved(b, "ferry"), c, d], (4, 4, 5, 5), ["missed", "spurious"]),
    # one character in common is enough; none is not
    (lambda a, b, c, d: [a, _moved(b, "d a ferry"), c, d], (5, 5, 5, 5), []),
    (lambda a, b, c, d: [a, _moved(b, " a ferry"), c, d], (4, 4, 5, 5), ["missed", "spurious"]),
    # twice on one trigger: one to one
    (lambda a, b, c, d: [a, b, c, d, replace(d, id="again")], (5, 5, 5, 6), ["spurious"]),
    # right and wrong category on one trigger: the wrong one is spurious
    (lambda a, b, c, d: [replace(d, event="AID"), a, b, c, d], (5, 5, 5, 6), ["spurious"]),
    # nothing at all
    (lambda a, b, c, d: [], (0, 0, 0, 0), ["missed"] * 5),
]


@pytest.mark.parametrize(("change", "counts", "kinds"), EVENT_ERRORS)
def test_matching(gold, right, reader, change, counts, kinds):
    result = score_articles([gold], reader({TEXT: change(*right)}))
    *right_by, proposed = counts
    ways = (result.events, result.triggers, result.sentences)
    assert ways == tuple(Count(n, proposed, 5) for n in right_by)
    assert sorted(m.kind for m in result.errors) == kinds


def test_categories_are_counted_apart(gold, right, reader):
    known = {TEXT: [*right[:3], replace(right[3], event="REJECT")]}
    categories = score_articles([gold], reader(known)).categories
    assert categories["ACCUSE"] == Count(0, 0, 1)
    assert categories["REJECT"] == Count(0, 1, 0)
    assert categories["AGREE"] == Count(2, 2, 2)


def test_an_error_tells_its_sentence(gold, right, reader):
    (mistake,) = score_articles([gold], reader({TEXT: [right[0], *right[2:]]})).errors
    assert (mistake.article, mistake.key, mistake.trigger) == ("gas", "2.e1", "signed")
    assert mistake.sentence == "The two governments also signed a ferry pact."


def test_order_of_events_and_articles_changes_nothing(tmp_path, right, reader):
    other = GOLD.replace("Gas deal", "Other deal").replace("Wednesday", "Tuesday evening")
    (tmp_path / "a.txt").write_text(GOLD, "utf-8")
    (tmp_path / "b.txt").write_text(other, "utf-8")
    wrong = [replace(right[1], event="AID"), replace(right[3], status="negated"), *right]
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    first = score_articles(paths, reader({TEXT: wrong}))
    second = score_articles(paths[::-1], reader({TEXT: wrong[::-1]}))
    assert first.articles == 2
    assert set(first.errors) == set(second.errors)
    assert replace(first, name="", errors=()) == replace(second, name="", errors=())
    folder = score_articles([tmp_path], reader({TEXT: wrong}))
    assert folder.events == first.events


def test_calibration_counts_an_event_once(gold, right, reader):
    events = [replace(right[0], confidence=0.6), replace(right[1], event="AID", confidence=0.2)]
    found = score_articles([gold], reader({TEXT: events})).calibration
    assert found.asked == 2  # the first is told twice
    assert (found.bins[6].right, found.bins[2].right) == (1.0, 0.0)


def test_no_gold(tmp_path):
    with pytest.raises(GoldError, match="holds no gold article"):
        score_articles([tmp_path], lambda articles: map(Reading, articles))
    with pytest.raises(GoldError, match=r"none\.txt: can't be read"):
        score_articles([tmp_path / "none.txt"], lambda articles: map(Reading, articles))
