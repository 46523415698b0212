"""Dispatch by the form of gold, and what is printed."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from detente.errors import GoldError
from detente.evaluation.articles import ArticlesResult
from detente.evaluation.case import CaseResult
from detente.evaluation.evaluate import print_results, run
from detente.evaluation.markup import parse_article
from detente.evaluation.pairs import PairsResult
from detente.records import Article

SENTENCE = "Tirana barred Skopje from its port."
ARTICLE = """TITLE: Port shut
PUBLISHED: 2022-02-03
---
{a1 Tirana} {e1:REJECT barred} {r1 Skopje} from its port.
---
EVENTS
1.e1 | a=ALB | r=MKD
"""
TEXT = parse_article(ARTICLE, "x").text
CASE = {
    "title": "Port shut",
    "published": "2022-02-03",
    "body_ends_before": len(SENTENCE) + 1,
    "events": [
        {
            "id": "c1",
            "trigger": {"text": "barred", "span": [7, 13]},
            "event": "REJECT",
            "also_accept": [],
            "status": "actual",
            "actors": [{"country": ["ALB"]}],
            "recipients": [{"country": ["MKD"]}],
            "date": None,
            "claimed_by": None,
            "need": "required",
        }
    ],
}


@pytest.fixture
def golds(tmp_path):
    """The three forms of gold about one sentence, and a folder of two articles."""
    pair = {"id": "p", "text": SENTENCE, "actor": [[0, 6]], "recipient": [[14, 20]]}
    (tmp_path / "pairs.jsonl").write_text(json.dumps({**pair, "event": "REJECT"}), "utf-8")
    (tmp_path / "one.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "two.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "set").mkdir()
    for name in ("a.txt", "b.txt", "GUIDE.md"):
        (tmp_path / "set" / name).write_text(ARTICLE, "utf-8")
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "article.txt").write_text(SENTENCE + "\n", "utf-8")
    (tmp_path / "case" / "gold.json").write_text(json.dumps(CASE), "utf-8")
    return tmp_path


@pytest.fixture
def right(make_event):
    sides = {"actors": [("Tirana", "ALB", None)], "recipients": [("Skopje", "MKD", None)]}
    return make_event(SENTENCE, "barred", "REJECT", **sides)


@pytest.fixture
def score(reader, right):
    """Runs the evaluation with a reader that finds the given events."""
    assert TEXT == SENTENCE

    def opened(path):
        return Article(id="c", text=SENTENCE, title="Port shut")

    def run_on(paths, events=None):
        known = {SENTENCE: [right] if events is None else events}
        return run(
            paths, read_many=reader(known), open_article=opened, read_number=lambda words: None
        )

    return run_on


def _print(results, **options):
    file = io.StringIO()
    print_results(results, Console(file=file, width=150), **options)
    return file.getvalue()


# Gold named on the command line -> the results: their kind and number of events asked.
DISPATCH = [
    (["pairs.jsonl"], [(PairsResult, 1)]),
    (["set"], [(ArticlesResult, 2)]),  # GUIDE.md is no gold
    (["case/gold.json"], [(CaseResult, 1)]),
    # loose articles are scored together, where the first of them stands
    (["one.txt", "pairs.jsonl", "two.txt"], [(ArticlesResult, 2), (PairsResult, 1)]),
    # folders apart from them
    (["set", "one.txt", "set"], [(ArticlesResult, 2), (ArticlesResult, 1), (ArticlesResult, 2)]),
    ([], []),
]


def _asked(result):
    match result:
        case PairsResult():
            return result.accuracy.asked
        case ArticlesResult():
            return result.events.gold
        case CaseResult():
            return result.right.asked


@pytest.mark.parametrize(("names", "expected"), DISPATCH)
def test_dispatch(golds, score, names, expected):
    results = score([golds / name for name in names])
    assert [(type(result), _asked(result)) for result in results] == expected


# A path that is no gold -> what the message says.
NO_GOLD = [("none.jsonl", "no such file"), ("gold.csv", "gold is .jsonl")]


@pytest.mark.parametrize(("name", "message"), NO_GOLD)
def test_no_gold_stops_before_anything_is_read(golds, right, name, message):
    (golds / "gold.csv").write_text("", "utf-8")
    read = []
    paths = [golds / "set", golds / name]
    with pytest.raises(GoldError, match=message):
        run(paths, read_many=read.append, open_article=read.append, read_number=read.append)
    assert read == []


ALL = ("pairs.jsonl", "set", "case/gold.json")


def test_errors_are_listed_on_request_alone(golds, score, right):
    wrong = [replace(right, event="AID"), replace(right, trigger=right.recipients[0].span, id="b")]
    results = score([golds / name for name in ALL], wrong)
    figures = _print(results, show_errors=False, as_json=False)
    listed = _print(results, show_errors=True, as_json=False)
    assert SENTENCE not in figures
    assert listed.count("AID") > figures.count("AID")
    for result in results[:2]:
        assert result.errors
        assert SENTENCE in _print([result], show_errors=True, as_json=False)


# Words of the tables -> for which gold, and what stands beside them in a perfect reading.
FIGURES = [
    ("pairs.jsonl", "accuracy", ["100.0", "1"]),
    ("pairs.jsonl", "macro-F1 over gold's categories", ["100.0", "1"]),
    ("pairs.jsonl", "gold pair touched: both", ["100.0", "1"]),
    ("pairs.jsonl", "no event found", ["0.0", "0"]),
    ("set", "trigger and category", ["100.0", "100.0", "100.0", "2", "2", "2"]),
    ("set", "recipient countries, or none", ["100.0", "2"]),
    ("set", "negated", ["-", "0"]),  # unknown, not zero
    ("set", "expected calibration error", ["10.0", "2"]),
    ("case/gold.json", "required events: category right", ["1", "of", "1"]),
    ("case/gold.json", "spurious events", ["0", "of", "1"]),
    ("case/gold.json", "title", ["yes"]),
]


@pytest.mark.parametrize(("name", "words", "beside"), FIGURES)
def test_tables(golds, score, name, words, beside):
    printed = _print(score([golds / name]), show_errors=False, as_json=False)
    rows = [line.split(words, 1)[1].split() for line in printed.splitlines() if words in line]
    assert beside in rows


def test_square_brackets_of_a_sentence_are_no_markup(golds, score, right):
    gold = golds / "bracket.txt"
    gold.write_text(ARTICLE.replace("its port", "[bold]its[/bold] port"), "utf-8")
    printed = _print(score([gold]), show_errors=True, as_json=False)
    assert "[bold]its[/bold]" in printed


def test_json(golds, score, right):
    results = score([golds / name for name in ALL], [replace(right, event="AID")])
    pairs, articles, case = json.loads(_print(results, show_errors=False, as_json=True))
    assert [x["kind"] for x in (pairs, articles, case)] == ["pairs", "articles", "case"]
    assert pairs["confusion"] == {"REJECT > AID": 1}
    assert pairs["accuracy"] == {"right": 0, "asked": 1, "value": 0.0}
    assert articles["events"]["f1"] == 0.0
    assert articles["triggers"]["f1"] == 1.0
    assert articles["attributes"]["mode"]["value"] is None
    assert case["rows"][0]["is_right"] is False
    assert not any("errors" in x for x in (pairs, articles, case))
    with_errors = json.loads(_print(results, show_errors=True, as_json=True))
    assert [e["sentence"] for e in with_errors[0]["errors"]] == [SENTENCE]


def test_long_readings_print_nothing_on_standard_output(golds, score, capsys):
    score([golds / "set"] * 3)
    assert capsys.readouterr().out == ""
