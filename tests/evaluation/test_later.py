"""Matters, quotes and figures beside the events: in gold articles and in a founding case."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from detente.errors import GoldError
from detente.evaluation.evaluate import print_results, run
from detente.evaluation.scores import Count
from detente.records import Actor, Article, EventDate, Figure, Matter, Quote, Reading, Span, Step

TEXT = 'Oslo lifted a ban in 2020. Ann Lee hailed "a relief" for 50 firms.'
FIRST, SECOND = "Oslo lifted a ban in 2020.", 'Ann Lee hailed "a relief" for 50 firms.'
HEAD = f"TITLE: Ban gone\nPUBLISHED: 2021-05-02\n---\n{FIRST}\n{SECOND}\n---\nEVENTS\n"
MATTERS = (
    "MATTERS\nfish ban | by=NOR | toward=RUS | step=lifted | date=2020 | evidence=lifted a ban\n"
)
QUOTES = "QUOTES\nAnn Lee | a relief\n"
FIGURES = "FIGURES\n50 | firms | firms freed | | Ann Lee\n"
LEDGER = [
    {
        "matter": "fish ban",
        "by": ["NOR"],
        "toward": ["RUS"],
        "steps": [{"step": "lifted", "date": "2020", "evidence": "lifted a ban"}],
    }
]
CASE = {
    "title": "Ban gone",
    "published": "2021-05-02",
    "body_ends_before": 99,
    "events": [
        {
            "id": "c1",
            "trigger": {"text": "lifted", "span": [15, 21]},
            "event": "CONCEDE",
            "also_accept": [],
            "status": "actual",
            "actors": [],
            "recipients": [],
            "need": "required",
        }
    ],
    "ledger": LEDGER,
    "quotes": [{"speaker": "Ann Lee", "text": "a relief"}],
    "figures": [{"value": 50, "unit": None, "what": "firms freed", "source": "Ann Lee"}],
}


def _span(words):
    return Span(words, TEXT.index(words), TEXT.index(words) + len(words))


LEE = Actor(_span("Ann Lee"), person="Ann Lee")
STEP = Step(
    id="s",
    kind="lifted",
    date=EventDate("2020", "2020"),
    by=(Actor(None, ("NOR",)),),
    toward=(),
    claimed_by=None,
    evidence=_span("Oslo lifted a ban in 2020"),
    sentence=_span(FIRST),
)
QUOTE = Quote("q", _span("a relief"), LEE, _span(SECOND))
FIGURE = Figure("f", _span("50"), 50, None, "firms", EventDate(), LEE, _span(SECOND))


def _reading(step=STEP, quote=QUOTE, figure=FIGURE):
    matter = Matter("m", _span("a ban"), (_span("a ban"),), (step,))
    return {"matters": (matter,), "quotes": (quote,), "figures": (figure,)}


@pytest.fixture
def golds(tmp_path):
    """A folder of three articles, one with all sections, one with one, one with none; a case."""
    (tmp_path / "set").mkdir()
    (tmp_path / "case").mkdir()
    for name, sections in (("a", MATTERS + QUOTES + FIGURES), ("b", QUOTES), ("c", "")):
        (tmp_path / "set" / f"{name}.txt").write_text(HEAD + sections, "utf-8")
    (tmp_path / "case" / "article.txt").write_text(f"Ban gone\n\n{TEXT}\n", "utf-8")
    (tmp_path / "case" / "gold.json").write_text(json.dumps(CASE, indent=1), "utf-8")
    return tmp_path


def _score(path, found):
    (result,) = run(
        [path],
        read_many=lambda articles: (Reading(article, **found) for article in articles),
        open_article=lambda page: Article(id="case", text=TEXT, title="Ban gone"),
        read_number=lambda words: (50.0, None),
    )
    return result


def _counts(result):
    """Matters, steps (by whom; date), quotes (speaker; words), figures (counts; value)."""
    matters, quotes, figures = result.matters, result.quotes, result.figures
    return (
        (matters.matters, matters.steps, matters.dated),
        (quotes.with_speaker, quotes.alone),
        (figures.figures, figures.numbers),
    )


def _right(result):
    return tuple(tuple(count.right for count in part) for part in _counts(result))


PERFECT = ((1, 1, 1), (1, 1), (1, 1))
# What is wrong of the reading -> what is right of each figure.
FAULTS = [
    ({}, PERFECT),
    ({"step": replace(STEP, kind="ended")}, ((0, 0, 0), *PERFECT[1:])),
    ({"step": replace(STEP, by=())}, ((0, 0, 1), *PERFECT[1:])),
    ({"step": replace(STEP, date=EventDate("2019"))}, ((1, 1, 0), *PERFECT[1:])),
    ({"step": replace(STEP, evidence=_span("Ann Lee"))}, ((0, 0, 0), *PERFECT[1:])),
    ({"quote": replace(QUOTE, speaker=None)}, (PERFECT[0], (0, 1), PERFECT[2])),
    ({"quote": replace(QUOTE, span=_span("hailed"))}, (PERFECT[0], (0, 0), PERFECT[2])),
    ({"figure": replace(FIGURE, counts="years")}, (*PERFECT[:2], (0, 1))),
    ({"figure": replace(FIGURE, value=51)}, (*PERFECT[:2], (0, 0))),
]


@pytest.mark.parametrize(("changes", "right"), FAULTS)
def test_each_fault_moves_its_own_figure(golds, changes, right):
    found = _reading(**changes)
    assert _right(_score(golds / "set" / "a.txt", found)) == right
    assert _right(_score(golds / "case" / "gold.json", found)) == right


def test_articles_without_a_section_are_left_out(golds):
    result = _score(golds / "set", _reading())
    parts = (result.matters, result.quotes, result.figures)
    assert (result.articles, [part.articles for part in parts]) == (3, [1, 2, 1])
    # What was found in the other articles is not spurious.
    assert all(count.f1 == 1.0 for part in _counts(result) for count in part)
    assert result.quotes.alone == Count(2, 2, 2)
    assert all(part.errors == () for part in parts)


def _print(result, **options):
    file = io.StringIO()
    print_results([result], Console(file=file, width=200), **options)
    return file.getvalue()


# Gold -> lines that its tables must have, in a perfect reading.
LINES = [
    ("set", "matters of 1 articles; 2 without gold for them left out"),
    ("set", "steps: kind, by whom, evidence 100.0 100.0 100.0 1 1 1"),
    ("set", "steps: kind, date, evidence 100.0 100.0 100.0 1 1 1"),
    ("set", "quotes of 2 articles; 1 without gold for them left out"),
    ("set", "words and speaker 100.0 100.0 100.0 2 2 2"),
    ("set", "value, unit and what they count 100.0 100.0 100.0 1 1 1"),
    ("set", "source, where gold has one 100.0 1"),
    ("set/b.txt", "matters: left out, no article has gold for them"),
    ("case/gold.json", "matters: half of their steps 1 of 1"),
    ("case/gold.json", "steps: kind, date, evidence 1 of 1"),
    ("case/gold.json", "quotes: words and speaker 1 of 1"),
    ("case/gold.json", "figures: value, unit and what they count 1 of 1"),
    ("case/gold.json", "fish ban lifted a ban lifted, NOR, 2020 lifted, NOR, 2020 yes yes yes yes"),
    ("case/gold.json", "a relief Ann Lee Ann Lee yes yes"),
]


@pytest.mark.parametrize(("name", "line"), LINES)
def test_tables(golds, name, line):
    printed = _print(_score(golds / name, _reading()), show_errors=False, as_json=False)
    assert line in [" ".join(words.split()) for words in printed.splitlines()]


@pytest.mark.parametrize("name", ["set/a.txt", "case/gold.json"])
def test_errors_are_listed_with_their_sentence(golds, name):
    wrong = _reading(quote=replace(QUOTE, span=_span("hailed")))
    result = _score(golds / name, wrong)
    assert [(e.kind, e.sentence in TEXT) for e in result.quotes.errors] == [
        ("missed", True),
        ("spurious", True),
    ]
    assert SECOND not in _print(result, show_errors=False, as_json=False)
    listed = _print(result, show_errors=True, as_json=False)
    assert "errors of quotes" in listed
    assert listed.count("spurious ") > listed.count("spurious events")


def test_json_carries_everything(golds):
    for name in ("set/a.txt", "case/gold.json"):
        result = _score(golds / name, _reading(quote=replace(QUOTE, speaker=None)))
        (bare,) = json.loads(_print(result, show_errors=False, as_json=True))
        assert bare["matters"]["steps"]["f1"] == 1.0
        assert bare["matters"]["rows"][0]["marks"] == {"kind": True, "by": True, "date": True}
        assert bare["figures"]["figures"]["right"] == 1
        assert "errors" not in bare["quotes"]
        (full,) = json.loads(_print(result, show_errors=True, as_json=True))
        assert [error["kind"] for error in full["quotes"]["errors"]] == ["speaker"]


def test_a_case_without_the_lists(golds):
    bare = {k: v for k, v in CASE.items() if k not in {"ledger", "quotes", "figures"}}
    path = golds / "case" / "gold.json"
    path.write_text(json.dumps(bare), "utf-8")
    result = _score(path, _reading())
    assert {part.articles for part in (result.matters, result.quotes, result.figures)} == {0}
    assert "left out, not in gold" in _print(result, show_errors=False, as_json=False)


def test_older_words_of_the_ledger_are_mapped(golds):
    path = golds / "case" / "gold.json"
    path.write_text(json.dumps(CASE).replace('"lifted", "date"', '"to be lifted", "date"'), "utf-8")
    found = _reading(step=replace(STEP, kind="promised lifted"))
    assert _right(_score(path, found)) == PERFECT


def test_evidence_that_intake_lost(golds):
    path = golds / "case" / "gold.json"
    (golds / "case" / "article.txt").write_text(f"Ban gone\n\nMore. {TEXT}\n", "utf-8")
    event = {**CASE["events"][0], "trigger": {"text": "lifted", "span": [21, 27]}}
    path.write_text(json.dumps({**CASE, "events": [event]}), "utf-8")
    assert _right(_score(path, _reading())) == ((0, 0, 0), *PERFECT[1:])


def _ledger(**changes):
    step = {**LEDGER[0]["steps"][0], **changes}
    return {"ledger": [{**LEDGER[0], "steps": [step]}]}


# A change of the case -> words on the line that the message names, and the message.
MALFORMED = [
    ({"ledger": {}}, '"ledger"', "'ledger' must be a list"),
    ({"ledger": [7]}, '"ledger"', "ledger 1: must be a JSON object"),
    ({"ledger": [{**LEDGER[0], "by": "NOR"}]}, '"fish ban"', "'by' must be of type list"),
    ({"ledger": [{**LEDGER[0], "by": ["NOX"]}]}, '"fish ban"', "'NOX' is no code"),
    ({"ledger": [{**LEDGER[0], "by": [7]}]}, '"fish ban"', "must be a list of codes"),
    (_ledger(step="raised"), '"fish ban"', "step 1: step 'raised' is none of"),
    (_ledger(date="May"), '"fish ban"', "date 'May' is no YYYY"),
    (_ledger(date=2020), '"fish ban"', "'date' must be a text or null"),
    (_ledger(evidence="a law"), '"fish ban"', "'a law' aren't in article.txt"),
    ({"quotes": [{"speaker": "Ann Lee"}]}, '"Ann Lee"', "quotes 1: 'text' must be"),
    ({"quotes": [{"speaker": "Ann Lee", "text": "grief"}]}, '"Ann Lee"', "'grief' aren't in"),
    ({"figures": [{"what": "firms", "value": "50"}]}, '"firms"', "'value' must be a number"),
    ({"figures": [{"what": "firms", "value": 5, "unit": 7}]}, '"firms"', "'unit' must be a text"),
]


@pytest.mark.parametrize(("changes", "words", "message"), MALFORMED)
def test_malformed_case_names_file_and_line(golds, changes, words, message):
    path = golds / "case" / "gold.json"
    path.write_text(json.dumps({**CASE, **changes}, indent=1), "utf-8")
    lines = path.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if words in text)
    with pytest.raises(GoldError, match=rf"gold\.json:{line}: .*{message}"):
        _score(path, _reading())


# A section with a malformed row -> its line.
@pytest.mark.parametrize(
    ("section", "line"),
    [
        (MATTERS.replace("by=NOR", "bye=NOR"), 9),
        (MATTERS + QUOTES.replace("|", "-"), 11),
        (QUOTES + FIGURES.replace("| |", "|"), 11),
    ],
)
def test_malformed_article_names_file_and_line(golds, section, line):
    path = golds / "set" / "a.txt"
    path.write_text(HEAD + section, "utf-8")
    with pytest.raises(GoldError, match=rf"a\.txt:{line}: "):
        _score(path, _reading())
