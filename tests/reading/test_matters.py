"""Steps of all kinds of matters, each told in a sentence of our own."""

from dataclasses import replace
from datetime import date

import pytest

from detente.reading.entities import Entities
from detente.reading.matters import find_matters
from detente.reading.naming import clause_of, content_words, find_names, object_of
from detente.reading.sentences import split_sentences
from detente.reading.steps import find_steps
from detente.records import Actor, Article, Event, EventDate, Matter, Span, Status

ON = "2023-03-16"


def event(text: str, trigger: str, kind: str, *, by: str, toward: str = "") -> Event:
    """An event as the reader gives it; ``kind`` is EVENT.mode;status."""
    kind, _, status = kind.partition(";")
    name, _, mode = kind.partition(".")
    statuses: dict[str, Status] = {"": "actual", "future": "future", "negated": "negated"}
    statuses["hypothetical"] = "hypothetical"
    start = text.index(trigger)
    return Event(
        id=trigger,
        event=name,
        mode=mode or None,
        contexts=(),
        status=statuses[status],
        quad="",
        score=0.0,
        actors=tuple(Actor(None, (code,)) for code in by.split(",") if code),
        recipients=tuple(Actor(None, (code,)) for code in toward.split(",") if code),
        trigger=Span(trigger, start, start + len(trigger)),
        date=EventDate(),
        place=None,
        claimed_by=None,
        evidence=Span(text, 0, len(text)),
        confidence=0.9,
        reader="test@0",
    )


def matters_of(text: str, *events: Event) -> tuple[Matter, ...]:
    article = Article("a", text, published=ON)
    return find_matters(
        article,
        split_sentences(text),
        events=events,
        entities=Entities(text, date.fromisoformat(ON)),
    )


def told(matters: tuple[Matter, ...]) -> list[tuple[str, str]]:
    """(kind, codes of ``by``) of all steps."""
    return [
        (step.kind, ",".join(sorted(code for actor in step.by for code in actor.country)))
        for matter in matters
        for step in matter.steps
    ]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        # A plain act, no event of the reader's.
        ("Norway lifted the ban on Russian fish.", [("lifted", "NOR")]),
        # The same, promised.
        ("Norway will lift the ban on Russian fish.", [("promised lifted", "NOR")]),
        ("India imposed tariffs on Chinese steel.", [("in force", "IND")]),
        # A complaint is dropped, not lifted.
        ("Canada dropped its complaint against Brazil.", [("dropped", "CAN")]),
        ("Canada would drop its complaint against Brazil.", [("promised lifted", "CAN")]),
        ("Peru withdrew its lawsuit against Chile.", [("dropped", "PER")]),
        ("Peru filed a complaint against Chile.", [("filed", "PER")]),
        # A passive with its agent, and without one on a mutual matter.
        ("The embargo on Cuba was extended by Brazil.", [("extended", "BRA")]),
        ("Talks of Oslo and Moscow have been suspended.", [("suspended", "NOR,RUS")]),
        # Relative clauses and participles.
        ("Oslo and Moscow hail a dialogue which was halted.", [("suspended", "NOR,RUS")]),
        ("Oslo and Moscow want the previously halted talks.", [("suspended", "NOR,RUS")]),
        # A border that reopens is a closure lifted.
        ("Niger reopened its border with Benin.", [("lifted", "NER")]),
        ("Turkey resumed patrols with Russia.", [("resumed", "TUR")]),
        ("Japan scrapped its visa restrictions on China.", [("lifted", "JPN")]),
        ("Kenya expelled the ambassador of Somalia.", [("ended", "KEN")]),
        ("Iran violated the nuclear deal with France.", [("violated", "IRN")]),
        ("The pact of Mali and Niger expired.", [("ended", "MLI,NER")]),
        # A pact that is torn up is ended; a plan is dropped.
        ("Mali scrapped the defence pact with France.", [("ended", "MLI")]),
        ("Mali scrapped the plan with France.", [("dropped", "MLI")]),
        ("Spain rejected the proposal of Morocco.", [("rejected", "ESP")]),
        # What did not happen is no step.
        ("Norway never lifted the ban on Russian fish.", []),
        # What is asked of another isn't the other's step.
        ("Norway urged Russia to lift the ban on fish.", []),
        # A statement is no matter.
        ("Norway rejected the remarks of Russia.", []),
        # One state alone has no matter between states.
        ("Norway halted its oil search.", []),
        # Nothing of the sort.
        ("Norway played well against Russia in the rain.", []),
    ],
)
def test_steps_of_verbs(text: str, steps: list[tuple[str, str]]) -> None:
    assert told(matters_of(text)) == steps


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "steps"),
    [
        # "agreed" alone, and over a verb that says more.
        ("Chad agreed to meet Sudan.", "agreed", "AGREE", [("agreed", "TCD")]),
        (
            "Chad agreed to lift its curbs on Sudan.",
            "agreed",
            "AGREE",
            [("promised lifted", "TCD")],
        ),
        ("Chad agreed to open a hotline.", "agreed", "AGREE", [("agreed", "SDN,TCD")]),
        ("Chad pledged to reopen the talks.", "pledged", "AGREE", [("promised", "TCD")]),
        ("Chad pledged to ease its sanctions.", "pledged", "AGREE", [("promised lifted", "TCD")]),
        ("Chad threatened to impose tariffs.", "threatened", "THREATEN", [("proposed", "TCD")]),
        ("Chad refused to drop its claim.", "refused", "REJECT", [("rejected", "TCD")]),
        ("Chad rejected the charge.", "rejected", "REJECT", []),  # words only
        ("Chad asked Sudan for talks.", "asked", "REQUEST", [("proposed", "TCD")]),
        ("Chad sent Sudan tents.", "sent", "AID", [("in force", "TCD")]),
        ("Chad had not paid Sudan.", "not paid", "AID;negated", [("violated", "TCD")]),
        ("Chad cut all ties with Sudan.", "cut", "SANCTION.discontinue", [("suspended", "TCD")]),
        ("Chad signed a treaty with Sudan.", "signed", "SUPPORT", [("agreed", "SDN,TCD")]),
        ("Chad accepted the deal of Sudan.", "accepted", "SUPPORT", [("agreed", "TCD")]),
        ("Chad will send Sudan observers.", "will send", "AGREE", [("promised", "TCD")]),
        ("Chad would meet Sudan.", "meet", "CONSULT;future", [("promised", "TCD")]),
        ("Chad met Sudan.", "met", "CONSULT", []),  # a meeting held is an event, no step
        ("Chad shelled Sudan.", "shelled", "ASSAULT", []),  # no undertaking
        ("Chad may lift the ban.", "lift", "CONCEDE;hypothetical", []),  # merely supposed
        ("Chad closed its border to Sudan.", "closed", "COERCE.restrict", [("in force", "TCD")]),
    ],
)
def test_steps_of_events(text: str, trigger: str, kind: str, steps: list[tuple[str, str]]) -> None:
    found = event(text, trigger, kind, by="TCD", toward="SDN")
    assert told(matters_of(text, found)) == steps


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        # "the curbs" return to curbs; both steps in one matter.
        ("Japan will lift curbs on Chinese chips. Japan imposed the curbs in 2019.", [2]),
        # Other words for what they are about: two matters.
        (
            "China lifted duties on Australian wine. China kept, then lifted duties on barley.",
            [1, 1],
        ),
        # The same act told twice is one step.
        ("Norway lifted the ban on Russian fish. Norway lifted the ban on Russian fish.", [1]),
        # Other states, another matter.
        ("Norway lifted the ban on Russian fish. Peru lifted the ban on Chilean fish.", [1, 1]),
        # Other class, another matter.
        ("Norway lifted a ban on Russia. Norway suspended the talks with Russia.", [1, 1]),
    ],
)
def test_matters_of_an_article(text: str, sizes: list[int]) -> None:
    assert [len(matter.steps) for matter in matters_of(text)] == sizes


def test_spans_are_of_the_text() -> None:
    text = "Oslo met Moscow.\n\nNorway lifted the ban on Russian fish, and Russia praised it."
    for matter in matters_of(text):
        spans = [matter.name, *matter.mentions]
        spans += [span for step in matter.steps for span in (step.evidence, step.sentence)]
        assert spans
        assert all(text[span.start : span.end] == span.text for span in spans)


def test_age_of_a_dispute_is_its_beginning() -> None:
    (matter,) = matters_of("Oslo and Moscow regret an almost four-year trade dispute.")
    assert [(step.kind, step.date.start) for step in matter.steps] == [("in force", "2019")]


def test_term_of_a_pact_is_no_age() -> None:
    assert matters_of("Oslo and Moscow regret a four-year trade pact.") == ()


def test_due_day_of_a_promise() -> None:
    text = "Chad will send Sudan observers."
    dated = replace(
        event(text, "will send", "AGREE", by="TCD", toward="SDN"),
        date=EventDate("2023-04-01", "2023-04-01"),
    )
    (matter,) = matters_of(text, dated)
    assert matter.steps[0].due == EventDate("2023-04-01", "2023-04-01")


MET = "Ana Lund met Ivan Petrov in Oslo on Tuesday. "


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Told by a report of that day.
        ("Norway has lifted the ban on Russian fish, the ministry said on Wednesday.", "15"),
        ("The ministry announced on Monday that Norway has lifted the ban on Russian fish.", "13"),
        # The verb's own day goes before that of the report.
        ("Norway lifted the ban on Russian fish on Monday, the ministry said on Wednesday.", "13"),
        # A promise is of the day of the news; a thing done may be of any.
        (f"{MET}Norway will lift the ban on Russian fish, officials said.", "14"),
        (f"{MET}Norway lifted the ban on Russian fish, officials said.", None),
        ("Norway will lift the ban on Russian fish, officials said.", None),
        # Of another day than the report's.
        ("Norway lifted the ban on Russian fish, said officials who met on Monday.", None),
    ],
)
def test_day_of_a_step_without_time_words(text: str, day: str | None) -> None:
    when = EventDate("2023-03-14", "2023-03-14", "on Tuesday")
    met = [replace(event(text, "met", "CONSULT", by="NOR"), date=when)] if MET in text else []
    ((step,),) = (matter.steps for matter in matters_of(text, *met))
    assert step.date.start == (f"2023-03-{day}" if day else None)


def test_step_names_its_event() -> None:
    text = "Chad signed a treaty with Sudan."
    found = find_steps(
        Article("a", text),
        split_sentences(text),
        events=[event(text, "signed", "SUPPORT", by="TCD", toward="SDN")],
        entities=Entities(text, None),
    )
    assert [(one.step.event, one.name.text if one.name else "") for one in found] == [
        ("signed", "a treaty with Sudan")
    ]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Japan keeps curbs on exports of chips.", ["curbs on exports of chips"]),
        ("They want trade talks on Monday.", ["trade talks"]),  # the day is no part of it
        ("They hold annual naval drills.", ["annual naval drills"]),
        ("Riga demanded that the plan be withdrawn.", ["the plan"]),  # "that" joins clauses here
        ("Riga rejected that plan.", ["that plan"]),  # and points here
        # What the reach of a name cuts off leaves no little words behind.
        ("They held a drill in the Baltic Sea on the same day.", ["a drill in the Baltic Sea"]),
        ("It kept the radar dispute of 2018 from flaring up.", ["the radar dispute of 2018"]),
        ("Rain fell in the hills.", []),
    ],
)
def test_names(sentence: str, names: list[str]) -> None:
    assert [name.text for name in find_names(sentence)] == names


def test_object_lies_right_of_an_active_verb() -> None:
    text = "After the talks it lifted the ban."
    found = object_of(text, (18, 24), find_names(text))
    assert found is not None
    assert found.text == "the ban"


def test_clause_and_words() -> None:
    text = "Seoul left, but Tokyo stayed."
    assert text[slice(*clause_of(text, 2))] == "Seoul left"
    assert content_words("the talks") == frozenset()
