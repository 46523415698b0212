"""Sectors of actors, from the words of their noun phrases."""

import csv
import io
from importlib import resources

import pytest

from detente.errors import OntologyError
from detente.ontology import plover, sectors

TEXT = resources.files("detente.ontology").joinpath("data/sectors.csv").read_text(encoding="utf-8")

HEAD_DECIDES = [
    ("Japan's trade ministry", "GOV"),  # the possessor is a state
    ("defence minister", "GOV"),  # not MIL
    ("U.S. Defense Secretary Lloyd Austin", "GOV"),  # nor in American spelling
    ("Justice Ministry", "GOV"),  # not JUD
    ("the Ministry of Justice", "GOV"),  # the same the other way round
    ("supreme court judge", "JUD"),
    ("a military court", "JUD"),  # not MIL
    ("national police", "COP"),
    ("China’s coast guard", "MIL"),  # curly apostrophe
    ("state news agency", "MED"),  # neither GOV nor a government agency
    ("its space agency", "GOV"),  # an agency as such is the government's
    ("trade union", "LAB"),  # not BUS
    ("central bank", "GOV"),  # not BUS
    ("Deutsche Bank", "BUS"),
    ("the army town's mayor", "GOV"),
    ("student protesters", "CVL"),  # what they do, not what they study
    ("Interior ministry troops", "MIL"),
    ("bank robbers", "CRM"),
    ("a Communist Party newspaper", "MED"),
    ("riot police", "COP"),
    ("border guards", "COP"),
    ("presidential guard", "MIL"),
    ("a human rights lawyer", "CVL"),
    ("pro-government militia", "PRM"),
    ("farmers", "AGR"),
    ("French farmers' union", "AGR"),  # plural possessive
    ("the teachers’ union", "LAB"),
    ("gunmen", "UAF"),  # irregular plural
    ("businesswomen", "BUS"),
    ("deputies", "LEG"),  # only in the plural...
    ("deputy prime minister", "GOV"),  # ...a deputy of another office is not
    ("secret police", "SPY"),
    ("Islamist inmates", "CVL"),
    ("Buddhist monks", "REL"),
    ("villagers in Jonglei state", "CVL"),
    ("hundreds of students", "EDU"),  # the first noun tells nothing
    ("three of his soldiers", "MIL"),
    ("police station", "COP"),  # an unknown head: the last signal before it
    ("the prosecutor’s office", "JUD"),
]

TAKES_FROM_ITS_WHOLE = [
    ("army chief", "MIL"),
    ("the head of the army", "MIL"),
    ("the army's new chief", "MIL"),
    ("head of state", "GOV"),  # a phrase of its own
    ("the head of Ukraine's central bank", "GOV"),
    ("police chief", "COP"),
    ("union leaders", "LAB"),
    ("business leaders", "BUS"),
    ("the two leaders", "GOV"),  # of states, by default
    ("two army officers", "MIL"),
    ("police officers", "COP"),
    ("intelligence officers", "SPY"),
    ("the president of the football club", "BUS"),
    ("the company's president", "BUS"),
    ("the president of the Supreme Court", "JUD"),
    ("President of the European Commission Ursula von der Leyen", "IGO"),
    ("South Korean President Yoon Suk Yeol", "GOV"),
    ("the president of the republic", "GOV"),
    ("the president of the People's Republic of China", "GOV"),  # not the people's
    ("chairman of the Senate Foreign Relations Committee", "LEG"),
    ("a spokesman for the rebels", "REB"),
    ("Foreign Ministry spokeswoman Mao Ning", "GOV"),
    ("hospital officials", "HLH"),
    ("local officials", "GOV"),
    ("members of the cabinet", "GOV"),
    ("members of the Democratic Party", "PTY"),
    ("a rebel group", "REB"),
    ("rights groups", "NGO"),
    ("Hezbollah fighters", "REB"),
    ("Wagner fighters", "PRM"),
    ("Houthi forces", "REB"),
    ("government forces", "MIL"),  # forces do not become officials
    ("Labour Party leader Keir Starmer", "PTY"),
    ("UNICEF executive director Henrietta Fore", "IGO"),
    ("Interior Minister General Prayut", "GOV"),  # the rank after the office
    ("police spokesman Colonel Otieno", "COP"),  # here too
    ("Communist Party General Secretary To Lam", "PTY"),
    ("NATO Secretary General Jens Stoltenberg", "IGO"),
    ("the Federation of Korean Industries", "BUS"),
]

QUALIFIED = [
    ("South Korea's main opposition Democratic Party", "OPP", ("PTY",)),
    ("opposition lawmaker", "OPP", ("LEG",)),
    ("two opposition activists", "OPP", ()),  # listed as it stands
    ("Park Hong-keun, floor leader of South Korea’s main opposition Democratic Party", "OPP", None),
    ("the leader of the opposition", "OPP", ()),  # the noun itself
    ("shadow foreign minister Penny Wong", "OPP", ("GOV",)),
    ("the opposition newspaper Sozcu", "MED", ()),  # a paper stays a paper
    ("rebel commander Ahmed Tofiq", "REB", None),
    ("rebel soldiers", "REB", ("MIL",)),
    ("paramilitary police", "COP", ()),  # of the state
    ("paramilitary fighters", "PRM", ()),
    ("the Transnistrian breakaway government", "GOV", ("PRE",)),  # PRE is only added
    ("a former army chief", "ELI", ("MIL",)),
    ("former president Lee Myung-bak", "ELI", ("GOV",)),
    ("ex-President Yanukovych", "ELI", ("GOV",)),
    ("the ousted prime minister", "ELI", ("GOV",)),
    ("retired general Khalifa Haftar", "ELI", ("MIL",)),
    ("former rebels", "CVL", ("REB",)),
    ("former forced laborers", "CVL", ("LAB",)),  # a participle between them
    ("the former ruling party", "PTY", ("GOV",)),  # a body keeps its sector
    ("a former minister's lawyer", "CVL", ()),  # the minister is former, not the lawyer
    ("the ruling Law and Justice party", "PTY", ()),
    ("UN peacekeepers", "MIL", ("IGO",)),
    ("the military junta", "GOV", ("MIL",)),
    ("the International Criminal Court", "JUD", ("IGO",)),
]

NO_SECTOR = [
    "Yoon",  # a bare name
    "Washington",  # a capital is the business of states
    "the two countries",
    "it",
    "who",  # a pronoun, not the WHO
    "a strict diet",  # not the Diet
    "the West Bank",  # no bank
    "the Soviet Union",  # no union
    "both parties",  # no political parties
    "the international community",
    "rebel-held Douma",  # held by rebels, no rebel itself
    "two former heads of the territory",  # a head of something that has no sector
    "a spokesman",  # of whom?
    "the board",
    "",
    " — ",
]

NAMES_AND_CASE = [
    ("Foreign Minister Julie Bishop", "GOV"),  # a surname that is a title
    ("President Macron's Party", "PTY"),  # no surname: the president possesses it
    ("Bishop Rolando Alvarez", "REL"),  # a title
    ("the WHO", "IGO"),
    ("the U.N. Security Council", "IGO"),  # dots
    ("a U.N. envoy", "IGO"),
    ("three MPs", "LEG"),  # plural of an abbreviation
    ("the Diet", "LEG"),
    ("Representative Ilhan Omar", "LEG"),  # the American title
    ("union representatives", "LAB"),  # the common noun
    ("the Élysée", "GOV"),  # accents
    ("THE FOREIGN MINISTRY", "GOV"),
    ("an Iran-backed militia", "PRM"),
    ("an army-backed government", "GOV"),  # not MIL
    ("West Bank settlers", "CVL"),
    ("troops fighting rebels", "MIL"),  # the clause behind is not the actor
    ("police officers guarding the embassy", "COP"),
    ("police and soldiers", "COP"),  # the first of two
    ("the Ministry of Foreign Affairs and Trade", "GOV"),
    ("the foreign affairs and trade ministry", "GOV"),  # the head stands behind "and"
    ("People's Liberation Army", "MIL"),
    ("National Liberation Army", "REB"),  # the longer phrase wins in both
    ("Kachin Independence Army", "REB"),
    ("the Karen National Union", "REB"),
    ("the European Parliament", "LEG"),
    ("the spokesman of President Park of the Liberal Party", "GOV"),  # not the party's
]


@pytest.mark.parametrize(
    ("phrase", "sector"), [*HEAD_DECIDES, *TAKES_FROM_ITS_WHOLE, *NAMES_AND_CASE]
)
def test_sector_of(phrase: str, sector: str) -> None:
    match = sectors.sector_of(phrase)
    assert match is not None
    assert match.sector == sector


@pytest.mark.parametrize(("phrase", "sector", "others"), QUALIFIED)
def test_qualifiers_decide_and_keep_the_rest(
    phrase: str, sector: str, others: tuple[str, ...] | None
) -> None:
    match = sectors.sector_of(phrase)
    assert match is not None
    assert match.sector == sector
    assert others is None or match.others == others


@pytest.mark.parametrize("phrase", NO_SECTOR)
def test_nothing_told_is_none(phrase: str) -> None:
    assert sectors.sector_of(phrase) is None


PHRASES = [row[0] for row in (*HEAD_DECIDES, *TAKES_FROM_ITS_WHOLE, *QUALIFIED, *NAMES_AND_CASE)]


@pytest.mark.parametrize("phrase", PHRASES)
def test_span_and_secondary_sectors_are_sound(phrase: str) -> None:
    match = sectors.sector_of(phrase)
    assert match is not None
    assert phrase[match.span.start : match.span.end] == match.span.text != ""
    assert match.sector not in match.others
    assert {match.sector, *match.others} <= set(plover.sectors())


@pytest.mark.parametrize("phrase", PHRASES)
def test_possessor_adverb_and_trailing_clause_change_nothing(phrase: str) -> None:
    plain = sectors.sector_of(phrase)
    longer = sectors.sector_of(f"Ruritania's {phrase.removeprefix('the ')}, who was in Oslo")
    assert plain is not None
    assert longer is not None
    assert (longer.sector, longer.others) == (plain.sector, plain.others)


def test_every_fixed_signal_alone_gives_its_own_sector() -> None:
    for signal in sectors.signals():
        if signal.kind in ("blank", "former") or signal.sector in ("", "PRE"):
            continue
        match = sectors.sector_of(f"the {signal.text}")
        assert match is not None, signal
        assert (match.sector, match.signal.text) == (signal.sector, signal.text)


def test_signals_without_a_sector_give_none_alone() -> None:
    for signal in sectors.signals():
        if not signal.sector:
            assert sectors.sector_of(f"the {signal.text}") is None, signal


def test_there_are_enough_signals_for_every_sector() -> None:
    found = sectors.signals()
    assert len(found) >= 450
    by_sector = {code: sum(s.sector == code for s in found) for code in plover.sectors()}
    assert min(by_sector.values()) >= 10, by_sector


# ---------------------------------------------------------------- schema


def _with(**fields: str) -> str:
    """Give the table with some fields of its last row replaced."""
    rows = list(csv.DictReader(io.StringIO(TEXT)))
    rows[-1] |= fields
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


HEADER = "signal,sector,kind,scope,also,note\n"


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "line 1: the header must be"),
        ("signal,sector\n", "line 1: the header must be"),
        (HEADER + "army,MIL\n", "line 2: 2 fields"),
        (HEADER + "army,ARM,institution,,,\n", "unknown sector 'ARM'"),
        (HEADER + "chief,,office,FOO,,\n", "unknown sector 'FOO'"),
        (HEADER + "junta,GOV,institution,,FOO,\n", "unknown sector 'FOO'"),
        (HEADER + "army,MIL,thing,,,\n", "kind must be one of"),
        (HEADER + ",MIL,institution,,,\n", "empty or double"),
        (HEADER + "army,MIL,institution,,,\n" * 2, "empty or double"),
        (HEADER + "chief,,office,,,\n", "needs a scope"),  # could never decide
        (HEADER + "navy,MIL,institution,,,\narmy,MIL,institution,,,\n", "line 3: rows must ascend"),
        (_with(sector="AGR"), "rows must ascend"),
    ],
)
def test_broken_tables_raise_and_say_where(table: str, reason: str) -> None:
    with pytest.raises(OntologyError) as caught:
        sectors.parse(table)
    assert "data/sectors.csv" in str(caught.value)
    assert reason in str(caught.value)


def test_the_broken_table_is_broken_by_one_field_only() -> None:
    assert sectors.parse(_with()) == sectors.parse(TEXT)
