"""Figures: what is one and what is none, its counts, its period, its source."""

from __future__ import annotations

from datetime import date

import pytest

from detente.reading.actors import Resolver
from detente.reading.entities import Entities
from detente.reading.figures import find_figures
from detente.reading.sentences import split_sentences
from detente.records import Article, Figure

ON = date(2021, 6, 16)  # a Wednesday


def figures_of(text: str) -> tuple[Figure, ...]:
    named = Entities(text, ON)
    article = Article("a", text, published=ON.isoformat())
    resolver = Resolver(named, weights={})
    return find_figures(article, split_sentences(text), entities=named, resolver=resolver)


# sentence, value, unit, a stretch of counts
FOUND = (
    # money: the subject in front of the verb
    ("Exports to Norway totalled $3 billion.", 3e9, "USD", "Exports to Norway"),
    # money: what stands behind "of" and "in"
    ("Berlin froze 40 million euros in aid to Mali.", 4e7, "EUR", "aid to Mali"),
    # money: the act, with what it is for
    ("Oslo pledged 9 million dollars for the camps.", 9e6, "USD", "Oslo pledged … for the camps"),
    # a price
    ("Wheat rose to 240 dollars a tonne.", 240, "USD/tonne", "Wheat rose"),
    # a share of respondents
    ("Some 61% of respondents opposed the pact.", 61, "%", "respondents opposed the pact"),
    # a share that changes
    ("The rouble lost 4 percent.", 4, "%", "The rouble lost"),
    # what is put at a number
    ("Analysts put the deficit at 7 percent.", 7, "%", "the deficit"),
    # a fraction
    ("Two-thirds of the members of parliament stayed away.", 2 / 3, "share", "parliament"),
    # a small number of casualties
    ("The shelling killed three soldiers.", 3, "people", "killed … soldiers"),
    # casualties behind "of his"
    ("Gunmen wounded four of his soldiers near Herat.", 4, None, "soldiers"),
    # captives of a nation
    ("Tehran freed six Americans.", 6, None, "Americans"),
    # a bare number behind its verb
    ("Police in Minsk detained 150.", 150, None, "detained"),
    # troops
    ("Some 3,000 Kenyan troops serve in Somalia.", 3000, "people", "Kenyan troops"),
    # a strength
    ("Chad sent a 1,200-strong force.", 1200, "people", "force"),
    # arms, though few
    ("Oslo is lending five Leopard tanks to Kyiv.", 5, None, "Leopard tanks to Kyiv"),
    # a crowd without a noun
    ("The ruling drove thousands to the streets.", 1000, "people", "streets"),
    # a vague crowd
    ("Several hundred students marched in Lima.", 300, "people", "students marched in Lima"),
    # votes
    ("The bill passed with 214 votes.", 214, None, "votes"),
    # a distance
    ("Armour rolled to within 40 kilometres of the capital.", 40, "km", "Armour rolled"),
    # a length
    ("The wall runs for 78 kilometres.", 78, "km", "The wall runs"),
    # bound to its noun
    ("Accra lifted the 90,000-tonne cap.", 90000, "t", "the cap"),
    # a relative clause in front
    ("Trawlers, which fly a Maltese flag, landed 59,000 tonnes.", 59000, "t", "Trawlers landed"),
    # a part of a whole
    ("Seven of the nine judges agreed.", 7, None, "judges agreed"),
    # a whole number of four digits that a person-word saves from being a year
    ("The blast hurt 1950 people.", 1950, "people", "people"),
    # a state before a number is no name of a thing
    ("London gave Ukraine 31 Challenger tanks.", 31, None, "Challenger tanks"),
)


@pytest.mark.parametrize(("text", "value", "unit", "counts"), FOUND)
def test_figure_is_found(text: str, value: float, unit: str | None, counts: str) -> None:
    found = figures_of(text)
    assert [(f.value, f.unit) for f in found] == [(pytest.approx(value), unit)]
    assert counts in found[0].counts


@pytest.mark.parametrize(
    "text",
    [
        "They met on 12 January 2019 in Oslo.",  # a date
        "The treaty of 1949 still binds them.",  # a year
        "Sakie Yokota, 78, lost her daughter.",  # an age between commas
        "A 19-year-old man crossed the line.",  # an age
        "The envoy, a lawyer of 59, stayed silent.",  # an age behind "of"
        "The freeze lasted three years and two months.",  # durations
        "It was the 4th such complaint.",  # an ordinal
        "Channel 4 showed the film.",  # a name
        "F-16 jets of the G7 states flew over Route 1.",  # names
        "The Group of 20 met in Rome.",  # a name with "of"
        "Article 9 of the treaty forbids it.",  # a number of an article
        "Resolution 1701 ended the war.",  # a number of a text
        "Troops fired 155mm shells at the post.",  # a calibre
        "Call 555-0123 for news.",  # a telephone
        "The talks began at 10:30 and ended at 6 p.m.",  # times
        "The two sides met with three ministers.",  # grammar
        "The fifteen members voted.",  # a body's members
        "0915 - Japan sends ships.",  # the stamp of a live report
        "Hotels ask four times the usual rate.",  # a multiple
        "People in the northern half of the town fled.",  # a half that is a place
        "It has a 12-point plan.",  # bound to a noun
    ],
)
def test_no_figure_is_found(text: str) -> None:
    assert [(f.value, f.counts) for f in figures_of(text)] == []


# sentence, the words of the source; None where there is none
SOURCES = (
    ("Trade reached $3 billion, according to the World Bank.", "the World Bank"),
    ("The mine hurt 12 soldiers, the defence ministry said.", "the defence ministry"),
    ("Ghana exported 90,000 tonnes, said the Cocoa Board.", "the Cocoa Board"),
    ("The army says 40 rebels died.", "The army"),
    ("In a poll by Gallup Korea, 64% of respondents said no.", "Gallup Korea"),
    ("An Ibris poll found 51 percent for the claim.", "Ibris"),
    ("By the count of Statistics Poland, prices rose 16 percent.", "Statistics Poland"),
    ("The UN put the population at 120,000.", "The UN"),
    ("Ana Brnabic, the premier, said 300 homes burned.", "Ana Brnabic"),
    ("Prices rose 16 percent in Warsaw.", None),
    # the speaker of the other half does not speak for this one
    ("Some 40 rebels died; the army said it was sorry.", None),
)


@pytest.mark.parametrize(("text", "source"), SOURCES)
def test_source_is_whom_the_article_names(text: str, source: str | None) -> None:
    (found,) = figures_of(text)
    words = found.source.span.text if found.source and found.source.span else None
    assert words == source


def test_the_data_are_those_named_before() -> None:
    text = "They traded in 2019, according to the IMF. Exports hit $5 billion, the data showed."
    (found,) = figures_of(text)
    assert found.source is not None
    assert (found.source.country, found.period.start, found.counts) == (
        ("IMF",),
        "2019",
        "Exports hit",
    )


def test_the_poll_goes_on_in_the_next_sentence() -> None:
    text = "In a poll by Gallup Korea, 64% of respondents said no. Around 85% said it was late."
    assert [f.source.span.text for f in figures_of(text) if f.source and f.source.span] == [
        "Gallup Korea",
        "Gallup Korea",
    ]


def test_a_bare_number_has_the_unit_and_the_subject_of_the_one_beside_it() -> None:
    text = "Sales fell from 1.1 billion Australian dollars in 2019 to 8 million in 2020."
    told = [(f.value, f.unit, f.counts, f.period.start) for f in figures_of(text)]
    assert told == [(1.1e9, "AUD", "Sales fell", "2019"), (8e6, "AUD", "Sales fell", "2020")]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("On Monday 200 students marched.", "2021-06-14"),  # before the number
        ("Trade peaked at $7 billion in 2008.", "2008"),  # behind it
        ("Trade peaked at $7 billion, and in 2009 it fell.", None),  # of another clause
        ("Gas costs 45 euros a megawatt-hour.", None),  # not told: open, never guessed
    ],
)
def test_period_is_told_or_open(text: str, start: str | None) -> None:
    assert figures_of(text)[0].period.start == start


def test_spans_are_stretches_of_the_text() -> None:
    text = "\n\n".join(case[0] for case in FOUND)
    found = figures_of(text)
    assert found
    for figure in found:
        for span in (figure.span, figure.evidence):
            assert text[span.start : span.end] == span.text
        assert figure.evidence.start <= figure.span.start < figure.span.end <= figure.evidence.end
    assert len({f.id for f in found}) == len(found)
