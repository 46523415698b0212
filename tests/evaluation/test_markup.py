"""The markup of sentences and the layout of gold articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import GoldError
from detente.evaluation.markup import GoldParty, parse_article, parse_sentence, read_corpus

# Marked sentence -> the plain one, its events, and their arguments as words.
SENTENCES = [
    # no event
    ("Snow fell on Oslo.", "Snow fell on Oslo.", [], []),
    # event with mode, and the status that goes without saying
    (
        "{a1 Chile} {e1:CONSULT.visit visited} {r1 Peru}.",
        "Chile visited Peru.",
        [("CONSULT", "visit", "actual", "visited")],
        [("actor", "Chile"), ("recipient", "Peru")],
    ),
    # status without mode; status after a mode
    (
        "They {e1:AID;negated sent} none and {e2:SANCTION.expel;future will expel} two.",
        "They sent none and will expel two.",
        [("AID", None, "negated", "sent"), ("SANCTION", "expel", "future", "will expel")],
        [],
    ),
    # a mode with a hyphen
    (
        "{e1:COERCE.martial-law Martial law} came.",
        "Martial law came.",
        [("COERCE", "martial-law", "actual", "Martial law")],
        [],
    ),
    # one span with two roles; every role
    (
        "{a1,r2 Oslo} {e1:AGREE agreed} in {l1 Riga} {t1 now}, {s1 it} said; {a2 it} {e2:AID paid}",
        "Oslo agreed in Riga now, it said; it paid",
        [("AGREE", None, "actual", "agreed"), ("AID", None, "actual", "paid")],
        [
            ("actor", "Oslo"),
            ("place", "Riga"),
            ("time", "now"),
            ("source", "it"),
            ("recipient", "Oslo"),
            ("actor", "it"),
        ],
    ),
    # compound actors share a tag; offsets count code points
    (
        "“{a1 São Tomé}” and {a1 Côte d’Ivoire} {e1:AGREE agreed}.",
        "“São Tomé” and Côte d’Ivoire agreed.",
        [("AGREE", None, "actual", "agreed")],
        [("actor", "São Tomé"), ("actor", "Côte d’Ivoire")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "plain", "events", "arguments"), SENTENCES)
def test_sentence(line, plain, events, arguments):
    found = parse_sentence(line)
    assert found.text == plain
    assert [(e.event, e.mode, e.status, plain[e.start : e.end]) for e in found.events] == events
    assert [(r, plain[s:t]) for e in found.events for r, s, t in e.arguments] == arguments


# A malformed sentence -> what the message says.
MALFORMED_SENTENCES = [
    ("{a1 Oslo} rests.", "argument of event 1"),  # no event to belong to
    ("{e1:AGREE agreed", "stray brace"),
    ("agreed} {e1:AGREE so}", "stray brace"),
    ("{a1 the {e1:AGREE agreed}}", "stray brace"),  # nested
    ("{e1:AGREE}", "stray brace"),  # no words
    ("{e1:AGREED agreed}", "AGREED is not one of"),
    ("{e1:AGREE.visit agreed}", "AGREE has no mode visit"),
    ("{e1:AGREE;planned agreed}", "status 'planned'"),
    ("{e1:AGREE agreed} {e1:AID paid}", "event 1 is marked twice"),
    ("{x1 Oslo} {e1:AGREE agreed}", "tag 'x1'"),
    ("{a Oslo} {e1:AGREE agreed}", "tag 'a'"),
    ("{a1,,r1 Oslo} {e1:AGREE agreed}", "tag ''"),
]


@pytest.mark.parametrize(("line", "message"), MALFORMED_SENTENCES)
def test_malformed_sentence(line, message):
    with pytest.raises(GoldError, match=f"part:7: .*{message}"):
        parse_sentence(line, "part:7")


def test_corpus_names_the_line(tmp_path):
    path = tmp_path / "part.txt"
    path.write_text("{e1:AGREE agreed}\n\nNothing here.\n{e1:AGRE agreed}\n", "utf-8")
    with pytest.raises(GoldError, match=r"part\.txt:4: AGRE"):
        read_corpus(path)
    path.write_text("{e1:AGREE agreed}\n\nNothing here.\n", "utf-8")
    assert [s.where for s in read_corpus(path)] == ["part.txt:1", "part.txt:3"]


ARTICLE = """\
TITLE: Pact: a new one
PUBLISHED: 2021-06-10
PLACE: OSLO
---
{a1 Oslo} {e1:AGREE agreed}.
{a1 Riga} {e1:AGREE did so} too.

Snow fell.
---
EVENTS
1.e1 | a=NOR:GOV,UAF | r=EUU | date=2021-06 | place=NOR | same=
2.e1 | a=LVA | r= | date= | place= | same=1.e1
MATTERS
1.e1 | by=NOR
"""


def test_article():
    found = parse_article(ARTICLE, "01-pact.txt")
    assert found.text == "Oslo agreed. Riga did so too.\n\nSnow fell."
    assert (found.name, found.title, found.place) == ("01-pact", "Pact: a new one", "OSLO")
    assert found.publisher == ""
    first, second = found.rows
    assert found.text[first.start : first.end] == "agreed"
    assert found.text[second.start : second.end] == "did so"
    assert found.text[slice(*second.sentence)] == "Riga did so too."
    assert first.actors == (GoldParty("NOR", "GOV"), GoldParty("UAF"))
    assert (first.date, first.place, first.same_as) == ("2021-06", "NOR", None)
    assert (second.recipients, second.date, second.same_as) == ((), None, "1.e1")
    assert [s.where for s in found.sentences] == [f"01-pact.txt:{n}" for n in (5, 6, 8)]


# More blank lines, or blank-looking ones, make no other text.
@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("---\n{a1", "---\n\n{a1"),
        ("\n\nSnow", "\n \n\nSnow"),
        ("fell.\n", "fell.\n\n"),
        ("---", "--- "),
    ],
)
def test_blank_lines(words, instead):
    assert words in ARTICLE
    found = parse_article(ARTICLE.replace(words, instead), "a.txt")
    assert found.text == "Oslo agreed. Riga did so too.\n\nSnow fell."


# Words of the article replaced -> line that the message names, and what it says.
MALFORMED_ARTICLES = [
    ("---\nEVENTS", "EVENTS", 1, "two --- lines"),
    ("TITLE: Pact: a new one\n", "", 1, "no TITLE"),
    ("PUBLISHED: 2021-06-10\n", "", 1, "PUBLISHED must be a day"),
    ("2021-06-10\n", "10 June 2021\n", 1, "PUBLISHED must be a day"),
    ("2021-06-10\n", "2021-06\n", 1, "PUBLISHED must be a day"),
    ("PLACE:", "CITY:", 3, "the head holds"),
    ("{a1 Riga} ", "{a2 Riga} ", 6, "argument of event 2"),
    ("1.e1 | a=N", "1.e2 | a=N", 11, "no tag in the body"),
    ("2.e1 | a=LVA", "1.e1 | a=LVA", 12, "stands twice"),
    ("2.e1 | a=LVA | r= | date= | place= | same=1.e1\n", "", 1, "EVENTS row: 2.e1"),
    ("2.e1 | a=LVA | r=", "2.e1 | a=LVA | R=", 12, "unknown 'R'"),
    ("a=LVA", "a=LAT", 12, "'LAT' is no code"),
    ("a=LVA", "a=LVA:GOVT", 12, "'GOVT' is none of PLOVER's sectors"),
    ("date=2021-06 ", "date=2021-6 ", 11, "date=2021-6 is no"),
    ("date=2021-06 ", "date=2021-13 ", 11, "date=2021-13 is no"),
    ("same=1.e1", "same=1.e7", 12, "same=1.e7 names no other"),
    ("same=1.e1", "same=2.e1", 12, "same=2.e1 names no other"),  # itself
]


@pytest.mark.parametrize(("words", "instead", "line", "message"), MALFORMED_ARTICLES)
def test_malformed_article(words, instead, line, message):
    assert words in ARTICLE
    with pytest.raises(GoldError, match=rf"^a\.txt:{line}: .*{message}"):
        parse_article(ARTICLE.replace(words, instead, 1), "a.txt")


GOLD = Path(__file__).parents[2] / "training" / "articles"


@pytest.mark.skipif(not GOLD.is_dir(), reason="an installed package has no training/ beside it")
def test_committed_gold_is_well_formed():
    files = sorted(GOLD.rglob("*.txt"))
    assert files
    for file in files:
        article = parse_article(file.read_text("utf-8"), file.name)
        marked = [(s, e) for s in article.sentences for e in s.events]
        assert len(article.rows) == len(marked)
        for row in article.rows:
            sentence = article.text[slice(*row.sentence)]
            event = row.marked
            assert article.text[row.start : row.end] == sentence[event.start : event.end]
            assert (sentence, event) in [(s.text, e) for s, e in marked]
