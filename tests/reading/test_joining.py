"""One event of the world told twice is one event; two alike stay two."""

from dataclasses import replace

import pytest

from detente.reading.joining import join_events, stem
from detente.records import Actor, Event, EventDate, Span

TEXT = "Japan suspended the talks. Seoul regretted the suspension. Japan suspended aid again."


def telling(word: str, sentence: int, **changes: object) -> Event:
    start = TEXT.index(word) if sentence < 2 else TEXT.rindex(word)
    evidence = TEXT.split(". ")[sentence]
    at = TEXT.index(evidence)
    event = Event(
        id=f"{word}{sentence}",
        event="SANCTION",
        mode="discontinue",
        contexts=(),
        status="actual",
        quad="material conflict",
        score=-6.0,
        actors=(Actor(None, ("JPN",)),),
        recipients=(Actor(None, ("KOR",)),),
        trigger=Span(word, start, start + len(word)),
        date=EventDate("2019", "2019"),
        place=None,
        claimed_by=None,
        evidence=Span(evidence, at, at + len(evidence)),
        confidence=0.8,
        reader="test@0",
    )
    return replace(event, **changes)  # type: ignore[arg-type]  # the cases name fields of Event


FIRST = telling("suspended", 0)


@pytest.mark.parametrize(
    ("later", "joined"),
    [
        (telling("suspension", 1), True),  # "the suspension" returns to it
        (telling("suspension", 1, actors=()), True),  # without its actor too
        (telling("suspension", 1, mode=None), True),  # a mode left open
        (telling("suspension", 1, date=EventDate()), True),  # a date left open
        (telling("suspension", 1, date=EventDate("2019-07", "2019-07")), True),  # a finer date
        (telling("suspension", 1, date=EventDate("2021", "2021")), False),  # another date
        (telling("suspension", 1, event="REJECT"), False),  # another event
        (telling("suspension", 1, mode="expel"), False),  # another mode
        (telling("suspension", 1, status="negated"), False),  # it did not happen
        (telling("suspension", 1, actors=(Actor(None, ("CHN",)),)), False),  # another actor
        (telling("suspension", 1, recipients=(Actor(None, ("CHN",)),)), False),  # another recipient
        (telling("suspended", 2), True),  # the same word of the same parties
        (replace(telling("suspension", 1), evidence=FIRST.evidence), False),  # the same sentence
    ],
)
def test_join(later: Event, joined: bool) -> None:
    events = join_events([FIRST, later], TEXT)
    assert (len(events) == 1) is joined
    if joined:
        assert events[0].mentions[0].trigger == later.trigger


SUMMIT = (
    "Lund met Petrov in Oslo. Today's meeting with Petrov was long. A meeting with Petrov failed."
)


@pytest.mark.parametrize(
    ("trigger", "codes", "joined"),
    [
        ("meeting with Petrov was", ("RUS",), True),  # one side goes without saying
        ("meeting with Petrov was", ("NOR", "RUS"), True),
        ("meeting with Petrov was", ("NOR", "RUS", "CHN"), False),  # somebody else was there
        ("meeting with Petrov failed", ("RUS",), False),  # no word of return
        ("meeting with Petrov failed", ("NOR", "RUS"), False),  # another word, and none of return
    ],
)
def test_meeting_told_again(trigger: str, codes: tuple[str, ...], joined: bool) -> None:
    sentences = SUMMIT.split(". ")

    def consult(words: str, sentence: int, parties: tuple[str, ...]) -> Event:
        start, at = SUMMIT.index(words), SUMMIT.index(sentences[sentence])
        return replace(
            FIRST,
            id=words,
            event="CONSULT",
            mode=None,
            actors=tuple(Actor(None, (code,)) for code in parties),
            recipients=(),
            trigger=Span(words.split()[0], start, start + len(words.split()[0])),
            date=EventDate(),
            evidence=Span(sentences[sentence], at, at + len(sentences[sentence])),
        )

    first = consult("met Petrov", 0, ("NOR", "RUS"))
    later = consult(trigger, 1 if "was" in trigger else 2, codes)
    assert (len(join_events([first, later], SUMMIT)) == 1) is joined


def test_first_telling_takes_over_what_it_lacked() -> None:
    first = replace(FIRST, recipients=(), date=EventDate())
    (event,) = join_events([first, telling("suspension", 1)], TEXT)
    assert event.recipients == FIRST.recipients
    assert event.date == FIRST.date


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("suspended", "suspension", True),  # verb and noun
        ("agreed", "agreement", True),
        ("attacks", "attacked", True),
        ("met", "talks", False),  # alike in sense alone
    ],
)
def test_stem(one: str, other: str, same: bool) -> None:
    assert (stem(one) == stem(other)) is same
