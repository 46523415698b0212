"""Whom and what an article names. The sentences are invented; some leaders are real."""

from datetime import date

import pytest

from detente.reading.entities import Entities
from detente.reading.entity import Entity

IN_MARCH_2023 = date(2023, 3, 20)


def persons(text: str, on: date | None = None, home: str | None = None) -> list[Entity]:
    return Entities(text, on, home=home).persons


def last_person(text: str, on: date | None = None, home: str | None = None) -> Entity:
    return persons(text, on, home)[-1]


@pytest.mark.parametrize(
    ("text", "words", "person", "codes", "sector"),
    [
        # a state and a title in front
        ("Peruvian President Ana Quiroga left.", "Ana Quiroga", "Ana Quiroga", ("PER",), "GOV"),
        # a state of two words
        ("South Korean President Han Do-yun left.", "Han Do-yun", "Han Do-yun", ("KOR",), "GOV"),
        # a possessor
        (
            "Japan's Foreign Minister Kenta Mori left.",
            "Kenta Mori",
            "Kenta Mori",
            ("JPN",),
            "GOV",
        ),
        # a possessor with words between, the title in lower case
        (
            "Kenya's new acting trade minister Joan Otieno left.",
            "Joan Otieno",
            "Joan Otieno",
            ("KEN",),
            "GOV",
        ),
        # an abbreviated state
        ("U.S. Senator Carl Dobbs left.", "Carl Dobbs", "Carl Dobbs", ("USA",), "LEG"),
        # an organisation in front
        (
            "U.N. Secretary-General Lars Holm left.",
            "Lars Holm",
            "Lars Holm",
            ("UNO",),
            "IGO",
        ),
        # a military rank
        ("Indian General Vikram Rao left.", "Vikram Rao", "Vikram Rao", ("IND",), "MIL"),
        # a description before the name
        (
            "Chile's finance minister, Pilar Soto, left.",
            "Pilar Soto",
            "Pilar Soto",
            ("CHL",),
            "GOV",
        ),
        # the same with an adjective
        (
            "The Polish deputy foreign minister, Jan Wilk, left.",
            "Jan Wilk",
            "Jan Wilk",
            ("POL",),
            "GOV",
        ),
        # what is done before the description is not part of it
        (
            "Oslo has thrown out Serbia's ambassador, Mira Petrovic, and closed a consulate.",
            "Mira Petrovic",
            "Mira Petrovic",
            ("SRB",),
            "GOV",
        ),
        # an apposition behind
        (
            "Lucia Paredes, a Peruvian lawyer, left.",
            "Lucia Paredes",
            "Lucia Paredes",
            ("PER",),
            "CVL",
        ),
        # an apposition without an article
        (
            "Omar Haddad, spokesman for the Jordanian army, left.",
            "Omar Haddad",
            "Omar Haddad",
            ("JOR",),
            "MIL",
        ),
        # an envoy serves the state that sends, not the one that receives
        (
            "Eva Lind, Sweden's ambassador to Turkey, left.",
            "Eva Lind",
            "Eva Lind",
            ("SWE",),
            "GOV",
        ),
        # a particle in the name
        (
            "Dutch Defence Minister Wim van der Laan left.",
            "Wim van der Laan",
            "Wim van der Laan",
            ("NLD",),
            "GOV",
        ),
        # a possessive after the name is no part of it
        (
            "Greek President Nikos Pappas's plane left.",
            "Nikos Pappas",
            "Nikos Pappas",
            ("GRC",),
            "GOV",
        ),
    ],
)
def test_person(
    text: str, words: str, person: str, codes: tuple[str, ...], sector: str | None
) -> None:
    found = last_person(text)
    assert text[found.start : found.end] == words
    assert (found.person, found.codes, found.sector) == (person, codes, sector)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        # the praised president is not the praiser's
        ("Chad's army cheered. Washington praised President Idriss Maro.", ("TCD",)),
        # nor is the state of what comes behind the name
        ("Japan's envoy, Kenji Ito, thanked the authorities in Nepal.", ("JPN",)),
        # a title without a state: where the article is told from
        ("Foreign Minister Rosa Vidal spoke in Lima about Chile and Lima again.", ("PER",)),
        # "his" minister: the state of the person before
        ("French President Luc Morel fell after his defence minister, Guy Petit, left.", ("FRA",)),
        # "its" minister: the state before
        ("Norway refused, and its fisheries minister, Ola Berg, left.", ("NOR",)),
        # an act between commas tells no state of the person
        ("Kenyan President Joyce Ouko, visiting Uganda, rejected it.", ("KEN",)),
        # the commissioners of Europe
        ("European Trade Commissioner Inge Maas called on Peru. Peru balked.", ("EUU",)),
    ],
)
def test_state_of_a_person(text: str, codes: tuple[str, ...]) -> None:
    assert last_person(text, home="PER" if "Lima" in text else None).codes == codes


@pytest.mark.parametrize(
    ("text", "words", "person"),
    [
        # the surname after the full name
        ("Czech Premier Petr Dvorak met reporters. Dvorak smiled.", "Dvorak", "Petr Dvorak"),
        # with a form of address
        ("Iraqi lawmaker Hala Sabri spoke. Ms Sabri left.", "Sabri", "Hala Sabri"),
        # the family name comes first in Korean names
        ("South Korean Minister Han Do-yun spoke. Han left.", "Han", "Han Do-yun"),
        # two of one surname: the title tells whom
        (
            "Cuban President Raul Mesa met Senator Luis Mesa. President Mesa left.",
            "Mesa",
            "Raul Mesa",
        ),
        # two of one surname, no title: nobody is taken, though both are Cubans
        ("Cuban President Raul Mesa met Senator Luis Mesa. Mesa left.", "Mesa", None),
    ],
)
def test_surname(text: str, words: str, person: str | None) -> None:
    found = last_person(text)
    assert (text[found.start : found.end], found.person) == (words, person)


def test_two_persons_of_one_surname_and_two_states_share_no_state() -> None:
    text = "Peruvian envoy Ana Leon met Chilean envoy Jose Leon. Leon left."
    assert [p.codes for p in persons(text)] == [("PER",), ("CHL",), ()]


@pytest.mark.parametrize(
    ("text", "on", "codes", "person", "office"),
    [
        # in office
        (
            "Fumio Kishida flew home.",
            IN_MARCH_2023,
            ("JPN",),
            "Fumio Kishida",
            "prime minister",
        ),
        # by surname, where the state is named
        (
            "Japan waited. Kishida flew home.",
            IN_MARCH_2023,
            ("JPN",),
            "Fumio Kishida",
            "prime minister",
        ),
        # by surname and title
        (
            "Prime Minister Kishida left Japan.",
            IN_MARCH_2023,
            ("JPN",),
            "Fumio Kishida",
            "prime minister",
        ),
        # out of office, as the article says
        (
            "Former Chancellor Angela Merkel wept.",
            IN_MARCH_2023,
            ("DEU",),
            "Angela Merkel",
            "former chancellor",
        ),
        # out of office, in another one
        (
            "Opposition leader Yair Lapid wept.",
            date(2023, 6, 1),
            ("ISR",),
            "Yair Lapid",
            "opposition leader",
        ),
        # a rank is no other office
        (
            "General Pervez Musharraf wept.",
            date(2012, 1, 1),
            ("PAK",),
            "Pervez Musharraf",
            "president",
        ),
    ],
)
def test_leader(text: str, on: date, codes: tuple[str, ...], person: str, office: str) -> None:
    found = last_person(text, on)
    assert (found.codes, found.person, found.office) == (codes, person, office)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        # not in office yet
        ("Fumio Kishida flew home.", date(2003, 3, 20)),
        # a surname alone, and its state is not named
        ("A report said Kishida had left.", IN_MARCH_2023),
    ],
)
def test_no_leader(text: str, on: date) -> None:
    assert persons(text, on) == []


def test_another_title_makes_another_person() -> None:
    (found,) = persons("General Kishida spoke in Japan.", IN_MARCH_2023)
    assert (found.person, found.office, found.sector) == ("Kishida", "general", "MIL")


@pytest.mark.parametrize(
    "text",
    [
        # institutions that speak
        "The Democratic Party said it would vote.",
        "The World Trade Organization said it would rule.",
        "Human Rights Watch said the camp was full.",
        "The Red Cross said the camp was full.",
        "The Royal Navy said the ship had sunk.",
        "The Supreme Court said no.",
        # places that speak
        "Los Angeles said no.",
        # days and months, also where a verb follows
        "On Monday Friday said nothing.",
        "Last March April told us.",
        # openers of a sentence
        "Meanwhile Others said no.",
        "The Two said no.",
        # a title alone
        "The Foreign Minister said no.",
        "Prime Minister said.",
        # a name that nobody described
        "It was near Ocotal Verde when it fell.",
        # nothing
        "",
    ],
)
def test_no_person(text: str) -> None:
    assert [text[p.start : p.end] for p in persons(text)] == []


@pytest.mark.parametrize(
    ("text", "states", "organisations"),
    [
        # names, capitals and adjectives are states
        ("Paris told the German envoy.", ["FRA", "DEU"], []),
        # organisations
        ("NATO and the European Union met.", [], ["NAT", "EUU"]),
        # no state inside an organisation's or a body's name
        ("The Bank of Japan and the African Union met.", [], ["AFU"]),
        # no state
        ("The turkey was fine china.", [], []),
    ],
)
def test_states_and_organisations(text: str, states: list[str], organisations: list[str]) -> None:
    found = Entities(text, None)
    assert [c for e in found.states for c in e.codes] == states
    assert [c for e in found.organisations for c in e.codes] == organisations


def test_compound_is_no_party() -> None:
    found = Entities("U.S.-backed rebels attacked Syria.", None)
    assert [(e.codes, e.is_party) for e in found.states] == [(("USA",), False), (("SYR",), True)]
    assert found.ranking() == ["SYR"]


def test_ranking_counts_the_lead_threefold() -> None:
    text = "Chile spoke." + " It spoke." * 25 + "\n\nPeru spoke. Peru spoke."
    assert Entities(text, None).ranking() == ["CHL", "PER"]


def test_look_ups() -> None:
    text = "Chile told Peru and Bolivia."
    found = Entities(text, None)
    at = text.index("Peru")
    assert [e.codes for e in found.within(at, len(text))] == [("PER",), ("BOL",)]
    assert [e.codes for e in found.before(text.index("Bolivia"))] == [("PER",), ("CHL",)]
    assert [e.codes for e in found.before(text.index("Bolivia"), since=at)] == [("PER",)]
