"""Pairs: the choice of the event, the figures, malformed gold."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from itertools import permutations

import pytest

from detente.errors import GoldError
from detente.evaluation.pairs import OVERLAPS, score_pairs
from detente.evaluation.scores import Count, Share
from detente.records import Reading

THANKS = "Lisbon thanked Rabat for its firemen."
EXPELS = "Quito expelled two envoys of Peru."
FREES = "Ankara freed the crew of a Bulgarian trawler."
URGES = "Hanoi urged Manila to recall its survey ship."

GOLD = (
    ("thanks", THANKS, "Lisbon", "Rabat", "SUPPORT"),
    ("expels", EXPELS, "Quito", "two envoys of Peru", "SANCTION"),
    ("frees", FREES, "Ankara", "the crew", "YIELD"),
    ("urges", URGES, "Hanoi", "Manila", "REQUEST"),
)


def _row(name, text, actor, recipient, event):
    spans = {
        side: [[text.index(words), text.index(words) + len(words)]]
        for side, words in (("actor", actor), ("recipient", recipient))
    }
    return {"id": name, "text": text, "event": event, **spans}


def _write(path, rows):
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


@pytest.fixture
def gold(tmp_path):
    return _write(tmp_path / "gold.jsonl", [_row(*row) for row in GOLD])


@pytest.fixture
def right(make_event):
    """The right event of each sentence; gold's YIELD is read as RETREAT."""
    return {
        text: [
            make_event(
                text,
                text.split()[1],
                {"YIELD": "RETREAT"}.get(event, event),
                actors=[(actor, "", None)],
                recipients=[(recipient, "", None)],
            )
        ]
        for _, text, actor, recipient, event in GOLD
    }


def test_perfect_reading(gold, right, reader):
    result = score_pairs(gold, reader(right))
    assert result.accuracy == Share(4, 4)
    assert result.macro_f1 == 1.0
    assert result.overlaps == {"both": 4, "one": 0, "neither": 0, "no event": 0}
    assert result.errors == ()
    assert set(result.categories) == {"SUPPORT", "SANCTION", "YIELD", "REQUEST"}


def test_the_reader_sees_the_sentence_alone(gold):
    seen = []

    def spy(articles):
        seen.extend(articles)
        return map(Reading, articles)

    score_pairs(gold, spy)
    assert [(a.text, a.published, a.title) for a in seen] == [(r[1], None, None) for r in GOLD]


# What the reader does to the sentence of thanks -> right of 4, overlap class,
# predicted category.
ONE_CHANGE = [
    # nothing found: wrong, whatever else
    (lambda e: [], (3, "no event", "none")),
    # another category: wrong, the overlap stays
    (lambda e: [replace(e, event="AID")], (3, "both", "AID")),
    # no recipient: the category is judged alone
    (lambda e: [replace(e, recipients=())], (4, "one", "SUPPORT")),
    # no party at all: the same
    (lambda e: [replace(e, recipients=(), actors=())], (4, "neither", "SUPPORT")),
    # roles the wrong way round: both sides are touched
    (lambda e: [replace(e, recipients=e.actors, actors=e.recipients)], (4, "both", "SUPPORT")),
    # an inferred party has no words to overlap with
    (lambda e: [replace(e, recipients=(replace(e.actors[0], span=None),))], (4, "one", "SUPPORT")),
]


@pytest.mark.parametrize(("change", "expected"), ONE_CHANGE)
def test_each_error_moves_its_own_figure(gold, right, reader, change, expected):
    right_of_4, overlap, predicted = expected
    result = score_pairs(gold, reader({**right, THANKS: change(right[THANKS][0])}))
    assert result.accuracy == Share(right_of_4, 4)
    assert {name: n for name, n in result.overlaps.items() if n} == (
        {"both": 4} if overlap == "both" else {"both": 3, overlap: 1}
    )
    assert result.confusion["SUPPORT", predicted] == 1
    assert [(e.id, e.predicted) for e in result.errors] == (
        [] if right_of_4 == 4 else [("thanks", predicted)]
    )


# Events of one sentence as (category, sides of the pair touched, confidence)
# -> the category that must be chosen.
CHOICES = [
    # both sides beat one, however unsure
    ([("SUPPORT", 2, 0.1), ("AID", 1, 0.9)], "SUPPORT"),
    # one beats neither
    ([("SUPPORT", 1, 0.1), ("AID", 0, 0.9)], "SUPPORT"),
    # neither is better than nothing
    ([("SUPPORT", 0, 0.1)], "SUPPORT"),
    # of equals the surer one
    ([("SUPPORT", 2, 0.8), ("AID", 2, 0.7), ("AGREE", 1, 0.99)], "SUPPORT"),
    # equally sure: the same one in any order
    ([("AID", 2, 0.5), ("SUPPORT", 2, 0.5)], "AID"),
]


@pytest.mark.parametrize(("events", "chosen"), CHOICES)
def test_choice_of_the_event(gold, make_event, reader, events, chosen):
    sides = [("Lisbon", "", None), ("Rabat", "", None)]
    made = [
        make_event(THANKS, "thanked", name, actors=sides[:touched], confidence=confidence)
        for name, touched, confidence in events
    ]
    for order in permutations(made):
        result = score_pairs(gold, reader({THANKS: order}))
        assert result.confusion["SUPPORT", chosen] == 1


# Gold's category, ours, whether that is right.
MERGING = [
    ("YIELD", "CONCEDE", True),
    ("YIELD", "RETREAT", True),
    ("CONCEDE", "RETREAT", True),  # gold that is finer than what is asked
    ("RETREAT", "RETREAT", True),
    ("YIELD", "AID", False),
    ("AID", "CONCEDE", False),
]


@pytest.mark.parametrize(("of_gold", "ours", "is_right"), MERGING)
def test_concede_and_retreat_are_yield(tmp_path, make_event, reader, of_gold, ours, is_right):
    path = _write(tmp_path / "g.jsonl", [_row("a", FREES, "Ankara", "the crew", of_gold)])
    result = score_pairs(path, reader({FREES: [make_event(FREES, "freed", ours)]}))
    assert result.accuracy == Share(int(is_right), 1)
    assert not {"CONCEDE", "RETREAT"} & set(result.categories)


def test_macro_f1_is_the_mean_over_golds_categories(tmp_path, make_event, reader):
    # Two of SUPPORT, of which one is read as AID; one of AID read as AID; one
    # of REQUEST missed; one of SUPPORT read as PROTEST, which gold has not.
    texts = [f"Oslo number {n} did something to Riga." for n in range(5)]
    golds = ["SUPPORT", "SUPPORT", "AID", "REQUEST", "SUPPORT"]
    ours = ["SUPPORT", "AID", "AID", None, "PROTEST"]
    rows = [_row(t, t, "Oslo", "Riga", g) for t, g in zip(texts, golds, strict=True)]
    known = {t: [make_event(t, "did", o)] for t, o in zip(texts, ours, strict=True) if o}
    result = score_pairs(_write(tmp_path / "g.jsonl", rows), reader(known))
    assert result.categories["SUPPORT"] == Count(right=1, proposed=1, gold=3)
    assert result.categories["AID"] == Count(right=1, proposed=2, gold=1)
    assert result.categories["PROTEST"] == Count(right=0, proposed=1, gold=0)
    assert result.macro_f1 == pytest.approx((2 / 4 + 2 / 3 + 0) / 3)
    assert result.accuracy == Share(2, 5)


def test_order_of_gold_changes_nothing(tmp_path, gold, right, reader):
    known = {**right, THANKS: [], EXPELS: [replace(right[EXPELS][0], event="COERCE")]}
    rows = [json.loads(line) for line in gold.read_text().splitlines()]
    random.Random(7).shuffle(rows)
    first = score_pairs(gold, reader(known))
    second = score_pairs(_write(tmp_path / "gold2.jsonl", rows), reader(known))
    assert set(first.errors) == set(second.errors)
    assert replace(first, name="", errors=()) == replace(second, name="", errors=())


def test_a_reader_that_loses_an_article_is_no_low_score(gold):
    with pytest.raises(ValueError, match="shorter"):
        score_pairs(gold, lambda articles: map(Reading, articles[:-1]))
    with pytest.raises(ValueError, match="came in place of"):
        score_pairs(gold, lambda articles: map(Reading, reversed(articles)))


GOOD = _row("a", THANKS, "Lisbon", "Rabat", "SUPPORT")

# The second line of a gold file -> what the message must say, after file:2.
MALFORMED = [
    ("{", "no JSON"),
    ("[]", "must be a JSON object"),
    (json.dumps({**GOOD, "text": ""}), "'text' must be"),
    (json.dumps({**GOOD, "id": 7}), "'id' must be"),
    (json.dumps({**GOOD, "event": "SUPORT"}), "'SUPORT' is neither"),
    (json.dumps({k: v for k, v in GOOD.items() if k != "actor"}), "'actor' must be a list"),
    (json.dumps({**GOOD, "actor": []}), "'actor' must be a list"),
    (json.dumps({**GOOD, "recipient": [[3, 99]]}), "recipient .* inside the text"),
    (json.dumps({**GOOD, "recipient": [[3, 3]]}), "recipient .* inside the text"),  # empty
    (json.dumps({**GOOD, "recipient": [[True, 3]]}), "recipient .* inside the text"),
    (json.dumps(GOOD), "id 'a' stands twice"),
]


@pytest.mark.parametrize(("line", "message"), MALFORMED)
def test_malformed_gold_names_file_and_line(tmp_path, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOOD) + "\n" + line, "utf-8")
    with pytest.raises(GoldError, match=rf"gold\.jsonl:2: .*{message}"):
        score_pairs(path, lambda articles: map(Reading, articles))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe"])  # empty, blank, not UTF-8
def test_gold_without_pairs(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(GoldError, match=r"gold\.jsonl"):
        score_pairs(path, lambda articles: map(Reading, articles))


def test_confidence_is_judged_on_the_chosen_event(gold, right, reader):
    known = {**right, THANKS: [replace(right[THANKS][0], event="AID", confidence=0.3)], URGES: []}
    found = score_pairs(gold, reader(known)).calibration
    assert found.asked == 3  # a sentence without an event has no confidence
    assert (found.bins[3].asked, found.bins[3].right) == (1, 0.0)
    assert (found.bins[9].asked, found.bins[9].right) == (2, 1.0)


def test_overlap_classes_are_all_told(gold, reader):
    assert tuple(score_pairs(gold, reader({})).overlaps) == OVERLAPS
