"""The signal words: each row's own examples, and the schema."""

from __future__ import annotations

import pytest

from detente.errors import IntakeError
from detente.intake.signals import classify_paragraph, load_signals, parse_signals

RULES = load_signals().lines
SIGNALS = load_signals().signals


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_line_matches_its_examples_only(rule):
    for example in rule.examples:
        assert rule.pattern.fullmatch(example), example
        assert classify_paragraph(example, load_signals()) not in ("report", "heading"), example
    for example in rule.counterexamples:
        assert not rule.pattern.fullmatch(example), example
        # no other rule may take it either
        assert classify_paragraph(example, load_signals()) in ("report", "heading"), example


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.pattern.pattern[:40])
def test_signal_is_found_in_its_examples_only(signal):
    assert all(signal.pattern.search(example) for example in signal.examples)
    assert not any(signal.pattern.search(example) for example in signal.counterexamples)


REPORTS = [
    # about the words that notices are made of
    "The ministry said it had updated its privacy policy and terms of use for foreign users.",
    "Brussels wants platforms to let users unsubscribe with one click, a draft law shows.",
    "The party's newsletter called the treaty a mistake and its author a fool.",
    "Hackers stole the newsletter's mailing list and the mail of 40 diplomats, police said.",
    # a quotation that speaks to the reader
    "“Sign up, follow us, and share your story in our newsletter,” read the leaflet.",
    # first words that are imperatives elsewhere
    "Support for the pact fell to 41 percent in June, down from 48 percent a year earlier.",
    "Follow-up talks are planned for the spring in Muscat or in Doha.",
    "Share prices in Tokyo fell after the launch of two missiles on Sunday.",
    "Get-well wishes came from all neighbours but one, and the palace took note.",
    # we and you of a speaker without quotation marks
    "We will not sign, the president told parliament, unless you bring us guarantees.",
    "Telegram, YouTube and Facebook were blocked in the province during the vote.",
]


@pytest.mark.parametrize("text", REPORTS)
def test_ordinary_sentences_are_reports(text):
    assert classify_paragraph(text, load_signals()) == "report"


NOTICES = [
    "You can unsubscribe at any time. By signing up you are agreeing to our Terms of Use.",
    "This site is protected by reCAPTCHA and the Google Privacy Policy and Terms apply.",
    "Keep up to date with what is happening in your region and the world.",
    "Your email address will not be published. Required fields are marked *",
    "Please enable JavaScript in your browser to view the comments.",
    "We use cookies to improve your visit; read more in our privacy policy.",
    "Support our journalism from as little as two dollars a month.",
    "Get the day's top reports delivered to your inbox every morning.",
    "Please log in with your account to continue reading.",
    "All content is protected. All rights reserved.",
]


@pytest.mark.parametrize("text", NOTICES)
def test_notices_are_furniture(text):
    assert classify_paragraph(text, load_signals()) in ("box", "stop")


BAD = [
    ({"schema": 2}, "schema must be 1"),
    ({"schema": 1}, "'thresholds' is missing"),
    ({"kind": "cut"}, "unknown kind 'cut'"),
    ({"pattern": "("}, r"bad pattern '\('"),
    ({"examples": []}, "needs examples"),
]


@pytest.mark.parametrize(("change", "message"), BAD)
def test_damaged_data_is_refused(change, message):
    line = {
        "name": "x",
        "kind": "drop",
        "pattern": "x",
        "examples": ["x"],
        "counterexamples": ["y"],
    }
    data = {
        "schema": 1,
        "thresholds": {"box": 3.0, "short": 2.0, "report_words": 6, "list_words": 20},
        "head": {"not_places": [], "press_words": []},
        "line": [line | change],
        "signal": [],
    }
    with pytest.raises(IntakeError, match=message):
        parse_signals(change if "schema" in change else data)
