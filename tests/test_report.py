"""The table in the terminal: what it shows, at any width, of any text."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

import pytest
from rich.console import Console

from detente.records import (
    Actor,
    Article,
    Event,
    EventDate,
    Mention,
    Reading,
    Rejection,
    Span,
)
from detente.report import print_report, printable

WIDTHS = (20, 60, 80, 100, 120, 150, 300)
TEXT = (
    "Kenyan Foreign Minister Amina Otieno will meet her Ugandan counterpart in Kisumu and sign "
    "a pact on Lake Victoria, an official in Nairobi said. They will meet there twice."
)
SENTENCE = TEXT.split(" They")[0]


def span(words: str, start: int = 0, text: str = TEXT) -> Span:
    at = text.index(words, start)
    return Span(words, at, at + len(words))


MEET = Event(
    id="e1",
    event="CONSULT",
    mode="visit",
    contexts=(),
    status="future",
    quad="verbal cooperation",
    score=1.0,
    actors=(Actor(span("Kenyan"), ("KEN",), "GOV", "Amina Otieno"),),
    recipients=(Actor(span("Ugandan"), ("UGA", "TZA"), "GOV"),),
    trigger=span("meet"),
    date=EventDate("2024-05-16", "2024-05-16"),
    place=None,
    claimed_by=Actor(span("an official"), (), "GOV"),
    evidence=span(SENTENCE),
    confidence=0.9,
    reader="hand@1",
    mentions=(Mention(span("meet", len(SENTENCE)), span("They will meet there twice.")),),
)
SIGN = replace(
    MEET,
    id="e2",
    event="AGREE",
    mode=None,
    recipients=(),
    trigger=span("sign"),
    date=EventDate("2024-05", "2024-06"),
    claimed_by=None,
    mentions=(),
)
ARTICLE = Article("a", TEXT, title="Pact", publisher="The Ledger", published="2024-05-17")


def shown(
    reading: Reading,
    width: int = 150,
    color: Literal["standard"] | None = None,
) -> str:
    file = io.StringIO()
    console = Console(
        file=file, width=width, highlight=False, color_system=color, force_terminal=bool(color)
    )
    print_report(console, reading)
    return file.getvalue()


def words(printed: str) -> str:
    """What was printed, however it was folded."""
    return re.sub(r"\s+", "", printed)


def event_in(text: str, trigger: str, **changes: Any) -> Reading:
    """A reading of one sentence with one event."""
    made = replace(
        SIGN,
        trigger=span(trigger, text=text),
        evidence=Span(text, 0, len(text)),
        actors=(),
        **changes,
    )
    return Reading(Article("a", text), (made,))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "part",
    [
        "Pact",  # the title
        "The Ledger, 2024-05-17",
        "2024-05-16",  # a day
        "2024-05 to 2024-06",  # a stretch of time
        "KEN GOV",
        "Amina Otieno",
        "UGA+TZA GOV",  # one party that is two states
        "CONSULT",
        "visit",
        "AGREE",
        "future",
        "an official",  # who says so
        "(told 2 times)",
        "«meet»",  # the trigger, marked where there are no styles
        "«sign»",  # ... of the second event in the sentence too
        "on Lake Victoria",  # the sentence
    ],
)
def test_shows(part: str, width: int) -> None:
    printed = shown(Reading(ARTICLE, (MEET, SIGN)), width)
    if width >= 60:
        assert words(part) in words(printed) or _in_columns(part, printed)
    # at 20 columns a word may be cut; nothing runs over the edge
    assert max(map(len, printed.splitlines())) <= width


def _in_columns(part: str, printed: str) -> bool:
    """Whether a cell that was folded stands in one column, word below word."""
    first, *rest = part.split()
    lines = printed.splitlines()
    for number, line in enumerate(lines):
        for match in re.finditer(re.escape(first), line):
            text = " ".join(below[match.start() :] for below in lines[number : number + 4])
            if all(word in text for word in rest):
                return True
    return False


def test_shared_sentence_stands_once() -> None:
    printed = shown(Reading(ARTICLE, (MEET, SIGN)))
    assert printed.count("Victoria") == 1
    assert "same: «sign»" in printed


@pytest.mark.parametrize("width", [60, 150])
def test_events_of_two_sentences_show_both(width: int) -> None:
    second = replace(SIGN, evidence=MEET.mentions[0].evidence, trigger=MEET.mentions[0].trigger)
    printed = words(shown(Reading(ARTICLE, (MEET, second)), width))
    assert "Victoria" in printed
    assert "They will «meet» there twice.".replace(" ", "") in printed


@pytest.mark.parametrize("width", [60, 150])
def test_overlapping_triggers_mark_the_text_once(width: int) -> None:
    wider = replace(SIGN, trigger=span("meet her"))
    printed = words(shown(Reading(ARTICLE, (MEET, wider)), width))
    assert printed.replace("«", "").replace("»", "").count("counterpart") == 1


def test_unused_says_takes_no_room() -> None:
    assert "says" in shown(Reading(ARTICLE, (MEET,)))
    assert "says" not in shown(Reading(ARTICLE, (SIGN,)))


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        (Actor(span("Kenyan"), ("KEN",)), "KEN"),
        (Actor(None, ("KEN",)), "KEN"),  # inferred
        (Actor(span("They"), ("KEN", "UGA")), "KEN+UGA"),
        (Actor(span("They"), (), candidates=("KEN", "UGA", "TZA")), "?KEN/UGA"),  # two of three
        (Actor(span("They"), ()), "? They"),  # unresolved: its words
        (Actor(None), "?"),
        (Actor(None, (), "MIL", "Amina Otieno"), "? MIL Amina Otieno"),
    ],
)
def test_parties(actor: Actor, expected: str) -> None:
    event = replace(SIGN, actors=(actor,))
    for width in (60, 150):
        printed = shown(Reading(ARTICLE, (event,)), width)
        assert _in_columns(expected, printed)


@pytest.mark.parametrize(
    ("claimer", "expected"),
    [
        (Actor(span("an official")), "an official"),
        (Actor(None, ("KEN",)), "KEN"),  # inferred: no words, but a claim all the same
        (Actor(None, (), None, "Amina Otieno"), "Amina Otieno"),
    ],
)
def test_claims(claimer: Actor, expected: str) -> None:
    reading = Reading(ARTICLE, (replace(SIGN, actors=(), claimed_by=claimer),))
    assert f"says {expected}" in shown(reading, 80)


def test_unknown_date_is_a_question_mark() -> None:
    assert "?" in shown(Reading(ARTICLE, (replace(SIGN, date=EventDate()),)))


@pytest.mark.parametrize("width", WIDTHS)
def test_rejected_says_why(width: int) -> None:
    reasons = (
        Rejection("intake", "a.pdf is a PDF file"),
        Rejection("reading", "and [bold]bad[/bold]"),
    )
    reading = Reading(Article("a", "", source="a.pdf", rejected=reasons), (), reasons)
    printed = words(shown(reading, width))
    assert printed == words(
        "a.pdf rejected in intake: a.pdf is a PDF file rejected in reading: and [bold]bad[/bold]"
    )


def test_no_events_says_so() -> None:
    assert words(shown(Reading(ARTICLE))) == words("Pact The Ledger, 2024-05-17 no events found")


def test_head_falls_back_to_source_then_id() -> None:
    assert shown(Reading(Article("id-1", "x", source="a.txt"))).startswith("a.txt")
    assert shown(Reading(Article("id-1", "x"))).startswith("id-1")


MARKUP = [
    "[red]",  # rich's markup
    "[/red]",  # its end alone, at which rich's parser stops
    "[bold red on white]x[/]",
    "[link=http://a.org]x[/]",
    "\\[red]",
    "back\\",  # a backslash before our own markup
    ":cat:",  # an emoji's name
    "<b>{x}</b>",
]


@pytest.mark.parametrize("color", [None, "standard"])
@pytest.mark.parametrize("width", [60, 150])
@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_printed_as_it_is(
    markup: str, width: int, color: Literal["standard"] | None
) -> None:
    claimer = Actor(Span(markup, 0, len(markup)))
    reading = event_in(f"Kenya {markup} met Uganda.", "met", claimed_by=claimer)
    article = replace(reading.article, title=f"T {markup}", publisher=f"P {markup}")
    printed = shown(replace(reading, article=article), width, color)
    printed = re.sub(r"\x1b\[[\d;]*m", "", printed)
    assert words(printed).count(words(markup)) == 4  # title, publisher, sentence, claimer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, “quoted” é 🕊 北京", "plain, “quoted” é 🕊 北京"),  # left alone
        ("\x1b[31mred\x1b[0m", "�[31mred�[0m"),  # colours
        ("\x1b]0;title\x07", "�]0;title�"),  # the window's title
        ("a\x9b2Jb", "a�2Jb"),  # the one-byte form of ESC [
        ("one\ntwo\tthree\r", "one two three "),  # a row is a row
        ("one\u2028two", "one two"),
        ("\u202egnirts", "�gnirts"),  # reversed reading
        ("\udcff", "�"),  # a byte of a file name
        ("", ""),
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected
    assert len(printable(text)) == len(text)  # spans still fit


def test_escapes_of_an_article_do_not_reach_the_terminal() -> None:
    nasty = "\x1b]0;x\x07\x1b[2J"
    reading = event_in(f"Kenya {nasty} met Uganda.", "met")
    article = replace(reading.article, title=nasty, publisher=nasty)
    printed = shown(replace(reading, article=article))
    assert "\x1b" not in printed
    assert "\x07" not in printed
    assert "«met»" in printed  # the span still fits


def test_trigger_is_reversed_where_there_are_styles() -> None:
    printed = shown(event_in("Kenya met Uganda.", "met"), color="standard")
    assert "\x1b[7mmet\x1b[0m" in printed
    assert "«" not in printed


def test_wide_characters_keep_to_the_width() -> None:
    text = "北京" * 40 + " met " + "東京" * 40
    for width in WIDTHS:
        printed = shown(event_in(text, "met"), width)
        assert all(len(line.encode("utf-16-le")) <= 2 * width for line in printed.splitlines())
        assert "«met»" in words(printed)


@pytest.fixture
def many() -> Callable[[int], Reading]:
    return lambda count: Reading(ARTICLE, (MEET,) * count)


def test_every_event_has_its_row(many: Callable[[int], Reading]) -> None:
    for width in (60, 150):
        assert shown(many(25), width).count("CONSULT") == 25
