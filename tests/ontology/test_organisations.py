"""International organisations: the table's schema, and finding them in text."""

from __future__ import annotations

import doctest
import re

import pytest

from detente.errors import OntologyError
from detente.ontology import organisations, states


def seen(text: str) -> list[tuple[str, str]]:
    return [(it.span.text, it.own) for it in organisations.find(text)]


FOUND = [
    # abbreviations with and without dots; the longest name wins
    ("The UN and the U.N. agreed", [("UN", "UN"), ("U.N.", "UN")]),
    ("the U.N. Security Council", [("U.N. Security Council", "UNSC")]),
    ("EU, E.U. and European Union", [("EU", "EU"), ("E.U.", "EU"), ("European Union", "EU")]),
    ("The WHO said", [("WHO", "WHO")]),
    ("Nato and OPEC+", [("Nato", "NATO"), ("OPEC+", "OPECP")]),
    # British and American spelling, a curly apostrophe
    ("the World Trade Organisation", [("World Trade Organisation", "WTO")]),
    ("the U.N. Children’s Fund", [("U.N. Children’s Fund", "UNICEF")]),
    # what news calls them
    ("the U.N. nuclear watchdog said", [("U.N. nuclear watchdog", "IAEA")]),
    ("the World Court ruled", [("World Court", "ICJ")]),
    ("the West African bloc", [("West African bloc", "ECOWAS")]),
    # a successor and its forerunner
    ("the Organization of African Unity", [("Organization of African Unity", "OAU")]),
    # generic names behind no owner
    ("told the Security Council", [("Security Council", "UNSC")]),
    ("The Commonwealth suspended Fiji", [("Commonwealth", "COMW")]),
    # part of a compound
    ("NATO-led troops", [("NATO", "NATO")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_organisations_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert seen(text) == expected


NOT_FOUND = [
    "Russia's Security Council met",  # a state's own body
    "the National Security Council",
    "the Security Council of Iran",
    "the Virginia General Assembly",
    "the Commonwealth of Virginia and the Commonwealth Games",
    "who sent the au pair to the un",  # lower case
    "WHO WILL WIN THE VOTE",  # a word in a line of capitals
    "The ICC named two umpires for the Cricket World Cup",  # the other ICC
    "an EUROPEAN idea, an Unasked question",  # inside words
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_organisation_is_not_found(text: str) -> None:
    assert seen(text) == []


# Codes as the assignment of actors needs them.
CODES = [
    *(
        (own, "UNO")
        for own in ("UN", "UNSC", "UNHCR", "WHO", "IAEA", "UNESCO", "UNICEF", "WFP", "ICJ")
    ),
    *((own, "EUU") for own in ("EU", "EEC", "ECOM", "EUCO", "EP", "ECB", "FRONTEX")),
    *((own, "NAT") for own in ("NATO", "KFOR", "ISAF")),
    *((own, "AFU") for own in ("AU", "OAU", "AMISOM")),
    *((own, "IGO") for own in ("ICC", "OPEC", "OSCE", "ECOWAS", "AL", "WB", "G7", "BRICS", "OPCW")),
    ("ASEAN", "ASN"),
    ("IMF", "IMF"),
    ("WTO", "WTO"),
]


@pytest.mark.parametrize(("own", "code"), CODES)
def test_codes(own: str, code: str) -> None:
    found = organisations.organisation(own)
    assert found.code == code
    assert {it.code for it in organisations.find(f"a report of the {found.name} says")} == {code}


def test_each_name_finds_its_own_organisation() -> None:
    for found in organisations.organisations().values():
        for form in (found.name, *found.abbreviations, *found.aliases):
            text = f"it was told that the {re.sub('^the ', '', form)} had met"
            owners = {it.own for it in organisations.find(text)}
            if not form.startswith("the "):
                assert owners == {found.own}, form


def test_the_table_is_large_in_order_and_apart_from_states() -> None:
    rows = organisations.states.read_table("organisations.csv", organisations.COLUMNS)
    keys = [(row["code"], row["own"]) for row in rows]
    assert len(keys) >= 120
    assert keys == sorted(keys)
    assert not set(organisations.organisations()) & states.codes()
    assert {row["code"] for row in rows} == organisations.CODES


def test_spans_compounds_and_ambiguity() -> None:
    text = "U.N.-brokered talks at the “Security Council”"
    broker, council = organisations.find(text)
    assert text[broker.span.start : broker.span.end] == broker.span.text == "U.N."
    assert (broker.compound, broker.is_ambiguous) == ("brokered", False)
    assert (council.compound, council.is_ambiguous) == ("", True)


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(OntologyError, match="XXX"):
        organisations.organisation("XXX")


def test_examples_of_the_docstrings() -> None:
    assert doctest.testmod(organisations).failed == 0
