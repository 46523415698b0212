"""Readings made by a seed, for the tests of the archive; every record kind is in them.

python -m tests.archive.made ARCHIVE COUNT    adds them, telling of each on stdout
"""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

from detente.archive.opening import open_archive
from detente.archive.store import add_many
from detente.records import (
    Actor,
    Article,
    Event,
    EventDate,
    Figure,
    Matter,
    Mention,
    Place,
    Quote,
    Reading,
    Rejection,
    Span,
    Step,
    record_id,
)

READER = "test-reader@1"
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "mu", "ne")
WORDS = [a + b for a in _SYLLABLES for b in ("ral", "sin", "tor", "vek")]


def reading(number: int, *, publisher: str = "Harbour Post", day: str = "2023-03-16") -> Reading:
    """A reading whose text shares nothing with that of another number."""
    drawn = random.Random(number)
    body = " ".join(drawn.choice(WORDS) for _ in range(90))
    text = f"🕊 Tokyo curbed exports to Seoul, “a pact” gone. Perú {body}.\n\nLima said 40 percent."
    return told(text, f"a-{number}", publisher=publisher, day=day)


def told(text: str, article_id: str, *, publisher: str, day: str | None) -> Reading:
    """A reading of a text that holds the words of ``reading``."""

    def span(words: str) -> Span:
        at = text.index(words)
        return Span(words, at, at + len(words))

    tokyo = Actor(span("Tokyo"), ("JPN",), "GOV", "Ana Ríos", "envoy", (), "capital")
    seoul = Actor(span("Seoul"), ("KOR",), candidates=("PRK",))
    evidence = span("Tokyo curbed exports to Seoul, “a pact” gone.")
    event = Event(
        id=record_id(article_id, "SANCTION"),
        event="SANCTION",
        mode="discontinue",
        contexts=("economic",),
        status="actual",
        quad="material conflict",
        score=-6.5,
        actors=(tokyo,),
        recipients=(seoul, Actor(None, ("KOR", "PER"), reason="inferred")),
        trigger=span("curbed"),
        date=EventDate("2023-03-15", "2023-03-15", "on Wednesday"),
        place=Place("Arica", "CHL", -18.475, -70.304),
        claimed_by=Actor(span("Lima"), (), candidates=("PER", "USA")),
        evidence=evidence,
        confidence=0.875,
        reader=READER,
        mentions=(Mention(span("gone"), evidence),),
    )
    bare = replace(
        event,
        id=record_id(article_id, "ACCUSE"),
        event="ACCUSE",
        mode=None,
        trigger=span("said"),
        recipients=(),
        date=EventDate(),
        place=None,
        claimed_by=None,
        mentions=(),
    )
    step = Step(
        id=record_id(article_id, "step"),
        kind="in force",
        date=EventDate("2019-07"),
        by=(tokyo,),
        toward=(seoul,),
        claimed_by=None,
        evidence=span("curbed exports"),
        sentence=evidence,
        event=event.id,
        due=EventDate("2024"),
    )
    quote = Quote(record_id(article_id, "quote"), span("a pact"), tokyo, evidence, "other")
    figure = Figure(
        record_id(article_id, "figure"),
        span("40 percent"),
        40,
        "%",
        "exports",
        EventDate("2022"),
        None,
        span("Lima said 40 percent."),
        41.5,
    )
    article = Article(
        id=article_id,
        text=text,
        title=f"Report {article_id}",
        url=f"https://example.org/{article_id}",
        publisher=publisher,
        published=day,
        language="en",
        place="TOKYO",
        source="dir/\udcff.txt",  # as Python reads a name that is no UTF-8
    )
    matter = Matter(record_id(article_id, "m"), span("exports"), (span("exports"),), (step,))
    reasons = (Rejection("reading", "the table was not read"),)
    return Reading(article, (event, bare), reasons, (matter,), (quote,), (figure,))


def copy_of(original: Reading, article_id: str, *, publisher: str, credit: str = "") -> Reading:
    """A syndicated copy: a word changed, perhaps a credit below."""
    text = original.article.text.replace("Perú ", "Peru's ", 1)
    text += f"\n\n{credit}" if credit else ""
    return told(text, article_id, publisher=publisher, day="2023-03-17")


def rejected(article_id: str) -> Reading:
    """A source that could not be read."""
    reasons = (Rejection("intake", "b.pdf is a PDF file: save its text as .txt"),)
    article = Article(id=article_id, text="", source="b.pdf", rejected=reasons)
    return Reading(article, (), reasons)


def main(path: Path, count: int) -> None:
    """Add readings, one line of stdout for each that is stored."""
    with open_archive(path) as archive:
        for outcome in add_many(archive, (reading(n) for n in range(count)), reader=READER):
            print(outcome.kind, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
