"""The founding case: gold's spans found again, marks of each event, the page's end."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from detente.errors import GoldError
from detente.evaluation.case import score_case
from detente.evaluation.scores import Share
from detente.records import Actor, Article, EventDate, Mention, Reading, Rejection, Span

# As delivered: a menu, a doubled space, lines broken inside a paragraph, a box.
PAGE = """Home | World

Ferry pact signed at Odda

Norway signed  a ferry pact with Latvia on
Wednesday. Riga will cut port fees in July, its harbour board said.

Russia called the pact a farce. It had blocked the strait in 2019.

Sign up for our letter
"""
BODY_END = PAGE.index("Sign up")
TEXT = (
    "Norway signed a ferry pact with Latvia on Wednesday. "
    "Riga will cut port fees in July, its harbour board said.\n\n"
    "Russia called the pact a farce. It had blocked the strait in 2019."
)
TITLE = "Ferry pact signed at Odda"


def _gold_event(name, trigger, event, **changes):
    start = PAGE.index(trigger)
    return {
        "id": name,
        "trigger": {"text": trigger, "span": [start, start + len(trigger)]},
        "event": event,
        "also_accept": [],
        "status": "actual",
        "actors": [],
        "recipients": [],
        "date": None,
        "claimed_by": None,
        "need": "required",
        **changes,
    }


def _parties(*codes):
    return [{"text": "...", "country": code.split()} for code in codes]


GOLD = {
    "title": TITLE,
    "published": "2021-06-10",
    "body_ends_before": BODY_END,
    "events": [
        _gold_event(
            "g1",
            "signed  a ferry pact",
            "SUPPORT",
            also_accept=["AGREE"],
            actors=_parties("NOR"),
            recipients=_parties("LVA"),
            date="2021-06-09",
        ),
        _gold_event(
            "g2",
            "will cut",
            "CONCEDE",
            status="future",
            actors=_parties("LVA"),
            date="2021-07",
            claimed_by="the harbour board",
        ),
        _gold_event("g3", "called", "ACCUSE", actors=_parties("RUS"), need="optional"),
    ],
}


@pytest.fixture
def case(tmp_path):
    """Writes the case's two files; gives the path of the gold reading."""

    def write(gold=GOLD):
        (tmp_path / "article.txt").write_text(PAGE, "utf-8")
        path = tmp_path / "gold.json"
        path.write_text(json.dumps(gold, indent=1), "utf-8")
        return path

    return write


@pytest.fixture
def right(make_event):
    """The two required events, and the optional one."""
    norway, latvia = [("Norway", "NOR", "GOV")], [("Latvia", "LVA", None)]
    cut = {"status": "future", "claimed_by": "harbour board", "date": "2021-07"}
    return [
        make_event(TEXT, "signed", "SUPPORT", actors=norway, recipients=latvia, date="2021-06-09"),
        make_event(TEXT, "will cut", "CONCEDE", actors=[("Riga", "LVA", None)], **cut),
        make_event(TEXT, "called", "ACCUSE", actors=[("Russia", "RUS", None)]),
    ]


def _open(text=TEXT, title=TITLE, published=None):
    return lambda path: Article(id="case", text=text, title=title, published=published)


def test_perfect_reading(case, right, reader):
    result = score_case(case(), reader({TEXT: right}), open_article=_open())
    assert (result.right, result.categories) == (Share(2, 2), Share(2, 2))
    assert all((row.date, row.claim) == (True, True) for row in result.rows)
    assert [row.id for row in result.rows] == ["g1", "g2"]  # the required ones
    assert (result.proposed, result.spurious, result.errors) == (3, 0, ())
    assert result.is_title_right
    assert result.is_end_right


def _actor(codes):
    return Actor(None, tuple(codes.split()))


# Event changed (0: SUPPORT, 1: CONCEDE), its changes -> the marks that it loses.
MARKS = [
    (0, {"event": "AGREE"}, set()),  # accepted too
    (0, {"event": "AID"}, {"category"}),
    (1, {"event": "AGREE"}, {"category"}),  # accepted elsewhere, not here
    (1, {"status": "actual"}, {"status"}),
    (0, {"actors": (_actor("LVA"),)}, {"actors"}),
    (0, {"actors": (_actor("NOR SWE"),)}, {"actors"}),
    (0, {"actors": ()}, {"actors"}),
    (0, {"recipients": ()}, {"recipients"}),
    (1, {"recipients": (_actor("NOR"),)}, set()),  # gold names none: anything is right
    (0, {"date": EventDate("2021-06-10")}, {"date"}),
    (0, {"date": EventDate("2021-06")}, {"date"}),  # coarser than gold
    (1, {"date": EventDate("2021-07-04")}, set()),  # finer than gold
    (1, {"claimed_by": None}, {"claim"}),
    (1, {"claimed_by": Actor(Span("Norway", 0, 6))}, {"claim"}),
    (1, {"claimed_by": Actor(None)}, {"claim"}),  # no words to compare
    (0, {"claimed_by": Actor(Span("Norway", 0, 6))}, {"claim"}),  # none in gold
]
FIELDS = {"category", "status", "actors", "recipients", "date", "claim"}
ASKED_FOR_RIGHT = {"category", "status", "actors", "recipients"}


@pytest.mark.parametrize(("index", "changes", "lost"), MARKS)
def test_each_error_moves_its_own_mark(case, right, reader, index, changes, lost):
    events = [replace(e, **changes) if i == index else e for i, e in enumerate(right)]
    result = score_case(case(), reader({TEXT: events}), open_article=_open())
    row, other = result.rows[index], result.rows[1 - index]
    assert {name for name in FIELDS if not getattr(row, name)} == lost
    assert other.is_right
    assert row.is_right == (not lost & ASKED_FOR_RIGHT)
    assert result.right == Share(1 + row.is_right, 2)
    assert result.categories == Share(1 + ("category" not in lost), 2)


def test_the_best_of_several_events_on_a_trigger_counts(case, right, reader):
    worse = [
        replace(right[0], event="AID"),
        replace(right[0], actors=()),
        replace(right[0], status="negated", date=EventDate()),
    ]
    for events in ([*worse, *right], [*right, *worse]):
        result = score_case(case(), reader({TEXT: events}), open_article=_open())
        assert result.rows[0].is_right
        assert result.spurious == 0


def test_a_right_category_beats_more_right_attributes(case, right, reader):
    poor = replace(right[0], actors=(), recipients=(), date=EventDate(), status="negated")
    events = [replace(right[0], event="AID"), poor]
    row = score_case(case(), reader({TEXT: events}), open_article=_open()).rows[0]
    assert (row.predicted, row.category, row.is_right) == ("SUPPORT", True, False)


def _at(words):
    start = TEXT.index(words)
    return Span(words, start, start + len(words))


SECOND_SENTENCE = _at("It had blocked the strait in 2019.")

FIRST_SENTENCE = _at("Norway signed a ferry pact with Latvia on Wednesday.")

# Our trigger, its sentence and its category -> whether gold lacks it.
SPURIOUS = [
    # on a gold trigger, required or optional: not, whatever its category
    ("signed", FIRST_SENTENCE, "PROTEST", False),
    ("called", _at("Russia called the pact a farce."), "PROTEST", False),
    # beside one, in its sentence, with its category, or one that counts as right
    ("with Latvia", FIRST_SENTENCE, "SUPPORT", False),
    ("with Latvia", FIRST_SENTENCE, "AGREE", False),
    # the same with another category
    ("with Latvia", FIRST_SENTENCE, "AID", True),
    # the right category in a sentence of the same paragraph without a gold trigger
    ("blocked", SECOND_SENTENCE, "ACCUSE", True),
]


@pytest.mark.parametrize("row", SPURIOUS)
def test_spurious(case, right, reader, row):
    words, sentence, event, is_spurious = row
    ours = replace(right[0], id="x", event=event, trigger=_at(words), evidence=sentence)
    result = score_case(case(), reader({TEXT: [*right, ours]}), open_article=_open())
    assert result.spurious == int(is_spurious)
    assert [e.ours for e in result.errors] == [event] * is_spurious
    assert result.right == Share(2, 2)


def test_a_mention_of_a_gold_event_saves_the_event(case, right, reader):
    far = replace(right[0], trigger=_at("blocked"), evidence=SECOND_SENTENCE)
    alone = score_case(case(), reader({TEXT: [far]}), open_article=_open())
    assert (alone.spurious, alone.rows[0].predicted) == (1, None)
    told = replace(far, mentions=(Mention(right[0].trigger, right[0].evidence),))
    found = score_case(case(), reader({TEXT: [told]}), open_article=_open())
    assert (found.spurious, found.rows[0].predicted) == (0, "SUPPORT")
    # The same where the mention on gold's trigger is the later one.
    near = replace(right[0], event="AID", trigger=_at("with Latvia"), evidence=FIRST_SENTENCE)
    told = replace(near, mentions=(Mention(right[2].trigger, right[2].evidence),))
    assert score_case(case(), reader({TEXT: [told]}), open_article=_open()).spurious == 0


def test_an_event_that_is_missed(case, right, reader):
    result = score_case(case(), reader({TEXT: right[1:]}), open_article=_open())
    row = result.rows[0]
    assert (row.predicted, row.is_in_text, row.category) == (None, True, False)
    assert result.right == Share(1, 2)


def test_a_paragraph_that_intake_lost(case, reader):
    text = TEXT.split("\n\n")[1]
    result = score_case(case(), reader({}), open_article=_open(text))
    assert [row.is_in_text for row in result.rows] == [False, False]
    assert result.is_end_right


# The article's text -> whether it ends where the page's article does.
ENDS = [
    (TEXT, True),
    (TEXT + "\n\nSign up for our letter", False),
    (TEXT.split("\n\n")[0], True),  # what is lost shows in the rows
    ("", False),
    (TEXT + "\n\nWords that the page does not have.", False),
]


@pytest.mark.parametrize(("text", "is_right"), ENDS)
def test_end_of_the_text(case, reader, text, is_right):
    result = score_case(case(), reader({}), open_article=_open(text))
    assert result.is_end_right is is_right


@pytest.mark.parametrize("title", [None, "Home | World", TITLE + " "])
def test_wrong_title(case, reader, title):
    assert not score_case(case(), reader({}), open_article=_open(title=title)).is_title_right


# What intake knows of the date -> what the reader is told.
@pytest.mark.parametrize(("known", "told"), [(None, "2021-06-10"), ("2020-01-01", "2020-01-01")])
def test_date_of_publication(case, known, told):
    seen = []

    def spy(articles):
        seen.extend(articles)
        return map(Reading, articles)

    score_case(case(), spy, open_article=_open(published=known))
    assert [article.published for article in seen] == [told]


def test_intake_opens_the_page_beside_gold(case, reader):
    opened = []
    path = case()
    score_case(path, reader({}), open_article=lambda page: opened.append(page) or _open()(page))
    assert opened == [path.with_name("article.txt")]


def test_a_rejected_page_scores_nothing(case, reader):
    rejected = Article(id="case", text="", rejected=(Rejection("intake", "no text"),))
    result = score_case(case(), reader({}), open_article=lambda path: rejected)
    assert (result.right, result.is_title_right) == (Share(0, 2), False)


def test_order_of_events_changes_nothing(case, right, reader):
    events = [*right, replace(right[0], event="AID"), replace(right[2], trigger=_at("farce"))]
    first = score_case(case(), reader({TEXT: events}), open_article=_open())
    turned = {**GOLD, "events": GOLD["events"][::-1]}
    second = score_case(case(turned), reader({TEXT: events[::-1]}), open_article=_open())
    assert set(first.rows) == set(second.rows)
    assert replace(first, rows=()) == replace(second, rows=())


def _with_event(**changes):
    return {**GOLD, "events": [GOLD["events"][0], {**GOLD["events"][1], **changes}]}


# A gold reading -> what the message says. The line of event g2 is looked up.
MALFORMED = [
    ({k: v for k, v in GOLD.items() if k != "title"}, "'title' must be of type str"),
    ({**GOLD, "body_ends_before": "12"}, "'body_ends_before' must be of type int"),
    ({**GOLD, "published": "March 2021"}, "'published' must be a day"),
    ({**GOLD, "events": []}, "no event is required"),
    ({**GOLD, "events": ["g1"]}, "event 1: must be a JSON object"),
    ([], "must be a JSON object"),
    (_with_event(event="CONCED"), "event g2: 'CONCED' is none of"),
    (_with_event(also_accept=["AGRE"]), "event g2: 'AGRE' is none of"),
    (_with_event(status="planned"), "event g2: 'planned' is none of"),
    (_with_event(need="wanted"), "event g2: 'wanted' is none of required, optional"),
    (_with_event(actors=[{"text": "Riga"}]), "event g2, actors: 'country' must be of type list"),
    (_with_event(actors=[{"country": [7]}]), "event g2, actors: 'country' must be a list of codes"),
    (_with_event(trigger={"text": "will cut", "span": [0, 8]}), "event g2: span .* is not 'will"),
    (_with_event(trigger={"text": "Home", "span": [0, 4.0]}), "event g2: span"),
    (_with_event(trigger={"text": "Home"}), "event g2, trigger: 'span' must be"),
    (_with_event(date=2021), "event g2: 'date' must be a text or null"),
    (_with_event(id="g1"), "event g1 stands twice"),
]


@pytest.mark.parametrize(("gold", "message"), MALFORMED)
def test_malformed_gold(case, reader, gold, message):
    with pytest.raises(GoldError, match=rf"gold\.json:\d+: {message}") as caught:
        score_case(case(gold), reader({}), open_article=_open())
    if "event g2" in message:
        lines = json.dumps(gold, indent=1).splitlines()
        line = next(n for n, words in enumerate(lines, 1) if '"id": "g2"' in words)
        assert f"gold.json:{line}: " in str(caught.value)


def test_broken_json_names_its_line(case, reader):
    path = case()
    path.write_text('{\n "title": "x",\n}', "utf-8")
    with pytest.raises(GoldError, match=r"gold\.json:3: no JSON"):
        score_case(path, reader({}), open_article=_open())


def test_a_missing_page(case, reader):
    path = case()
    path.with_name("article.txt").unlink()
    with pytest.raises(GoldError, match=r"article\.txt: can't be read"):
        score_case(path, reader({}), open_article=_open())
