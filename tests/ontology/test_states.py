"""Names of states: the tables' schema, and finding names in text."""

from __future__ import annotations

import doctest
import time
from datetime import date

import pytest

from detente.errors import OntologyError
from detente.ontology import states


def seen(text: str, on: date | None = None) -> list[tuple[str, str]]:
    return [(it.span.text, "/".join(it.codes)) for it in states.find(text, on=on)]


FOUND = [
    # names, short and newspaper forms
    ("S. Korea, N. Korea trade fire", [("S. Korea", "KOR"), ("N. Korea", "PRK")]),
    ("The U.S. and the UK told the UAE", [("U.S.", "USA"), ("UK", "GBR"), ("UAE", "ARE")]),
    ("US-China talks resumed", [("US", "USA"), ("China", "CHN")]),
    ("DR Congo, Congo-Brazzaville", [("DR Congo", "COD"), ("Congo-Brazzaville", "COG")]),
    ("Burma and the Ivory Coast", [("Burma", "MMR"), ("Ivory Coast", "CIV")]),
    ("Holland and the UAE", [("Holland", "NLD"), ("UAE", "ARE")]),
    ("a visit to Côte d’Ivoire", [("Côte d’Ivoire", "CIV")]),  # curly apostrophe, accent
    ("a visit to Sao Tome", [("Sao Tome", "STP")]),  # accent dropped
    ("United\nKingdom", [("United\nKingdom", "GBR")]),  # broken over a line
    # longest match: no name inside a longer one
    ("Niger and Nigeria", [("Niger", "NER"), ("Nigeria", "NGA")]),
    ("Guinea and Guinea-Bissau", [("Guinea", "GIN"), ("Guinea-Bissau", "GNB")]),
    ("Equatorial Guinea", [("Equatorial Guinea", "GNQ")]),
    ("Papua New Guinea", [("Papua New Guinea", "PNG")]),
    ("Dominica and the Dominican Republic", [("Dominica", "DMA"), ("Dominican Republic", "DOM")]),
    ("South Sudan's army and Sudan's", [("South Sudan", "SSD"), ("Sudan", "SDN")]),
    ("East Timor voted", [("East Timor", "TLS")]),
    ("Northern Ireland and Ireland", [("Northern Ireland", "GBR"), ("Ireland", "IRL")]),
    ("American Samoa, not Samoa", [("American Samoa", "ASM"), ("Samoa", "WSM")]),
    # adjectives and demonyms
    ("a Briton and two Turks", [("Briton", "GBR"), ("Turks", "TUR")]),
    ("Filipinos and a Swede", [("Filipinos", "PHL"), ("Swede", "SWE")]),
    ("Saudis blamed Israelis", [("Saudis", "SAU"), ("Israelis", "ISR")]),
    ("Nigerien and Nigerian troops", [("Nigerien", "NER"), ("Nigerian", "NGA")]),
    ("Sino-Indian ties", [("Sino-", "CHN"), ("Indian", "IND")]),
    ("Chinese waters off Swiss-made boats", [("Chinese", "CHN"), ("Swiss", "CHE")]),
    # several states: candidates, or all of them
    ("Korean officials", [("Korean", "KOR/PRK")]),
    ("a Congolese general", [("Congolese", "COD/COG")]),
    ("a Dominican sailor", [("Dominican", "DMA/DOM")]),
    ("inter-Korean talks", [("inter-Korean", "KOR/PRK")]),
    ("North and South Korea met", [("North and South Korea", "KOR/PRK")]),
    # capitals, seats, metonyms
    ("Seoul told Tokyo and Beijing", [("Seoul", "KOR"), ("Tokyo", "JPN"), ("Beijing", "CHN")]),
    ("Washington, D.C. heard the Kremlin", [("Washington, D.C.", "USA"), ("Kremlin", "RUS")]),
    ("Whitehall and Downing Street", [("Whitehall", "GBR"), ("Downing Street", "GBR")]),
    ("the Elysee said", [("Elysee", "FRA")]),
    ("the Pentagon and Foggy Bottom", [("Pentagon", "USA"), ("Foggy Bottom", "USA")]),
    ("Zhongnanhai and Rashtrapati Bhavan", [("Zhongnanhai", "CHN"), ("Rashtrapati Bhavan", "IND")]),
    ("Brussels wants more", [("Brussels", "BEL/EUU")]),
    ("a suit in The Hague", [("The Hague", "NLD")]),
    ("SEOUL, South Korea (AP)", [("SEOUL", "KOR"), ("South Korea", "KOR")]),  # dateline
    # context: the other half must be named
    ("South Korea said the North fired", [("South Korea", "KOR"), ("North", "PRK")]),
    ("Pyongyang warned the South", [("Pyongyang", "PRK"), ("South", "KOR")]),
    # people who carry a state's name beside the state itself
    ("in Amman, Jordan said Michael Jordan had left", [("Amman", "JOR"), ("Jordan", "JOR")]),
    ("Energy Minister Israel Katz left Israel", [("Israel", "ISR")]),
    ("Georgia's speaker met Russia's", [("Georgia", "GEO"), ("Russia", "RUS")]),
    ("Tbilisi, unlike Atlanta, is in Georgia", [("Tbilisi", "GEO"), ("Georgia", "GEO")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_names_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert seen(text) == expected


NOT_FOUND = [
    # seas and straits
    "in the Indian Ocean, the South China Sea and the Sea of Japan",
    "across the Gulf of Mexico, the Taiwan Strait and the English Channel",
    "off the Libyan Sea trench along the Panama Canal",
    # lands and states of federations
    "from New Mexico to New Jersey, New South Wales and New England",
    "Latin America, South America and the Americas",
    "a Native American artist and an African American judge",
    "West Virginia, British Columbia",
    # a town of the same name elsewhere
    "a fire in Paris, Texas and in Lebanon, Pa.",
    "Voters in Georgia and in Fulton County",
    "Georgia Republicans sued",
    # persons
    "when Michael Jordan and Denzel Washington met Rep. Jordan",
    "George Washington crossed the river",
    # languages
    "she answered in Korean.",
    "He speaks fluent Japanese, she said",
    # treaties, newspapers, wars, things
    "the Paris climate accord, the Oslo accords and the Rome Statute",
    "The Washington Post and the Jakarta Post wrote",
    "a veteran of the Vietnam War and the Korean War",
    "a guinea pig, a turkey and french fries",
    # "the North" without the other half, and as a part of a name
    "the North fired at the sea",
    "the North of the city",
    "us and them",
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_no_state_is_not_found(text: str) -> None:
    assert seen(text) == []


DATED = [
    # name, day, code
    ("Moscow", date(1985, 6, 1), "SUN"),
    ("Moscow", date(1991, 12, 26), "RUS"),
    ("Russian", date(1985, 6, 1), "SUN"),  # there was no other Russian state
    ("Prague", date(1992, 12, 31), "CSK"),
    ("Prague", date(1993, 1, 1), "CZE"),
    ("Belgrade", date(1999, 4, 1), "YUG"),
    ("Belgrade", date(2005, 4, 1), "SCG"),
    ("Belgrade", date(2024, 4, 1), "SRB"),
    ("Hanoi", date(1970, 1, 1), "VDR"),
    ("Aden", date(1980, 1, 1), "YMD"),
    ("Bonn", date(1988, 1, 1), "DEU"),
    ("Bonn", date(2020, 1, 1), ""),  # a city like others by then
    ("Rangoon", date(2000, 1, 1), "MMR"),
    ("Blue House", date(2023, 3, 16), ""),  # the office had moved to Yongsan
    ("Zaire", date(2020, 1, 1), "COD"),  # an old name still names
    ("Swaziland", date(2024, 1, 1), "SWZ"),
    ("East Germany", date(2024, 1, 1), "DDR"),
    ("North Macedonia", date(1999, 1, 1), "MKD"),
    ("Salisbury", date(1970, 1, 1), "RHO"),
]


@pytest.mark.parametrize(("text", "on", "code"), DATED)
def test_the_day_settles_the_state(text: str, on: date, code: str) -> None:
    assert "/".join(code for it in states.find(text, on=on) for code in it.codes) == code


def test_without_a_day_todays_state_wins() -> None:
    assert seen("Moscow and Prague") == [("Moscow", "RUS"), ("Prague", "CZE")]


COMPOUNDS = [
    ("U.S.-backed rebels", "backed"),
    ("the Saudi-led coalition", "led"),
    ("anti-American chants", "anti"),
    ("Pro-Russian separatists", "pro"),
    ("Japan–South Korea talks", ""),  # a dash between two parties joins no lower-case word
    ("Seoul’s offer", ""),
]


@pytest.mark.parametrize(("text", "compound"), COMPOUNDS)
def test_compounds_tell_that_the_state_is_no_party(text: str, compound: str) -> None:
    assert states.find(text)[0].compound == compound


def test_ambiguity_is_told_apart_from_two_states_at_once() -> None:
    flags = {it.span.text: it.is_ambiguous for it in states.find("Korean, inter-Korean, Japanese")}
    assert flags == {"Korean": True, "inter-Korean": False, "Japanese": False}


def test_spans_are_the_texts_own_words() -> None:
    text = "“S. Korea’s” army\nand the Côte d’Ivoire, Türkiye; Turkey — SEOUL"
    mentions = states.find(text)
    assert len(mentions) == 5
    for it in mentions:
        assert text[it.span.start : it.span.end] == it.span.text
    ends = [0, *(it.span.end for it in mentions)]
    assert all(end <= it.span.start for end, it in zip(ends, mentions, strict=False))


# Codes of ISO 3166-1 that loaders of other data sets bring, and historic ones.
CODES = """
    ABW AFG AGO ALB ARE ARG ARM AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA
    BRB BRN BTN BWA CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA
    DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD
    GTM GUY HKG HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR
    KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAR MCO MDA MDG MDV MEX MHL MKD
    MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER
    PHL PLW PNG POL PRK PRT PRY PSE QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD
    STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR
    URY USA UZB VAT VCT VEN VNM VUT WSM XKX YEM ZAF ZMB ZWE SUN YUG SCG DDR CSK YMD VDR
"""


@pytest.mark.parametrize("code", CODES.split())
def test_every_state_is_found_by_its_name(code: str) -> None:
    name = states.state(code).name
    assert [it.codes for it in states.find(f"talks with {name} yesterday")] == [(code,)]


def test_every_state_has_the_kinds_of_names_that_news_needs() -> None:
    kinds = {code: set() for code in states.codes()}
    for entries in states.names().values():
        for it in entries:
            if it.code in kinds:
                kinds[it.code].add(it.kind)
    missing = {
        code
        for code, found in kinds.items()
        if states.state(code).kind == "state"
        and not ({"name", "adjective"} <= found and found & {"capital", "seat"})
    }
    assert missing == {"VAT"}  # "Vatican" serves as its adjective too


def test_historic_states_have_ended_and_name_their_successors() -> None:
    historic = {code for code in states.codes() if states.is_historic(code)}
    assert {"SUN", "YUG", "SCG", "DDR", "CSK", "YMD", "VDR"} <= historic
    assert states.state("SUN").successors[0] == "RUS"
    assert all(states.state(code).successors for code in historic)
    assert not states.is_historic("COD")


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(OntologyError, match="XXY"):
        states.state("XXY")


def test_tables_stand_in_canonical_order_without_twins() -> None:
    names = states.read_table("state_names.csv", states.NAME_COLUMNS)
    keys = [(it["code"], it["kind"], it["name"], it["from"]) for it in names]
    assert keys == sorted(set(keys))
    codes = [it["code"] for it in states.read_table("states.csv", states.STATE_COLUMNS)]
    assert codes == sorted(codes)


def test_a_form_of_two_states_at_one_time_says_so() -> None:
    for entries in states.names().values():
        for one in entries:
            for two in entries:
                apart = (one.end and two.start and one.end < two.start) or (
                    two.end and one.start and two.end < one.start
                )
                if one.code != two.code and not apart:
                    assert one.is_ambiguous == two.is_ambiguous, one


@pytest.mark.parametrize(
    ("start", "end"),
    [("1990-13", ""), ("90", ""), ("2001", "2000"), ("1990-02-02", "1990-02-01"), ("1990/1", "")],
)
def test_bad_dates_are_refused(start: str, end: str) -> None:
    with pytest.raises(OntologyError, match=r"a\.csv"):
        states.check_dates(start, end, where="a.csv")


WITHIN = [
    # day, from, to: partial dates are the widest interval
    (date(1990, 1, 1), "1990", "1990", True),
    (date(1990, 12, 31), "1990", "1990", True),
    (date(1990, 6, 30), None, "1990-06", True),
    (date(1990, 7, 1), None, "1990-06", False),
    (date(1990, 6, 1), "1990-06-02", None, False),
]


@pytest.mark.parametrize(("on", "start", "end", "expected"), WITHIN)
def test_partial_dates_mean_the_widest_interval(
    on: date, start: str | None, end: str | None, expected: bool
) -> None:
    assert states.is_within(on, start, end) is expected


def test_a_long_text_takes_no_time() -> None:
    text = "Seoul said on Thursday that the two countries had met in the town hall. " * 2000
    states.find("warm up")
    begun = time.perf_counter()
    assert len(states.find(text)) == 2000
    # 144,000 characters; measured 0.1 s, the floor is for loaded machines.
    assert time.perf_counter() - begun < 3


def test_examples_of_the_docstrings() -> None:
    assert doctest.testmod(states).failed == 0
