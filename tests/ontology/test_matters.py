"""The table of matters: nouns, verbs and what they make of each other."""

import pytest

from detente.errors import OntologyError
from detente.ontology import matters
from detente.ontology.plover import events


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("export curbs", "restriction"),
        ("punitive duties", "tariff"),
        ("duty", "tariff"),  # the plural in -ies
        ("a defence treaty", "pact"),
        ("the trade dispute talks", "dialogue"),  # the last noun heads it
        ("a nuclear-talks-like", None),  # no word by itself
        ("", None),
    ],
)
def test_noun_class(phrase: str, expected: str | None) -> None:
    assert matters.noun_class(phrase) == expected


@pytest.mark.parametrize(
    ("text", "verb", "done"),
    [
        ("It broke off relations", "broke off", "suspended"),  # irregular, in two words
        ("It has withdrawn its offer", "withdrawn", "ended"),
        ("put its complaint on ice", "put its complaint on ice", "suspended"),  # a gap
        ("dropping the case", "dropping", "dropped"),  # doubled consonant
        ("the resumption of talks", "resumption of", "resumed"),  # a noun made of a verb
        ("They ratified it", "ratified", "agreed"),  # -y
    ],
)
def test_find_verbs(text: str, verb: str, done: str) -> None:
    assert [(v.text, v.sense.done) for v in matters.find_verbs(text)][:1] == [(verb, done)]


def test_longer_verb_wins() -> None:
    assert [v.text for v in matters.find_verbs("It called off talks")] == ["called off"]


def test_verbs_of_another_kind_stay_out() -> None:
    assert matters.find_verbs("It rained on the endless plain") == ()


@pytest.mark.parametrize(
    ("matter_class", "ahead", "kind"),
    [
        ("restriction", False, "lifted"),
        ("restriction", True, "promised lifted"),
        ("complaint", False, "dropped"),
        ("complaint", True, "promised lifted"),
        (None, False, "lifted"),
    ],
)
def test_kind_by_class(matter_class: str | None, ahead: bool, kind: str) -> None:
    (verb,) = matters.find_verbs("scrapped")
    assert verb.sense.kind(matter_class, ahead=ahead) == kind


def test_every_class_of_a_verb_and_every_event_is_known() -> None:
    table = matters._table()
    assert {name for _, sense in table.verbs for name in sense.on} <= matters.classes()
    assert {sense.event for sense in table.events} <= events().keys()


def test_unknown_kind_is_refused() -> None:
    with pytest.raises(OntologyError, match="no kind of step"):
        matters._kind("imposed")
