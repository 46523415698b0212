"""Renaming of persons and recoding of CONCEDE: tables of cases, round trips, schema."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from training.invention import Inventor, Person, load_regions
from training.recode import recode_line
from training.rename import check_same_marks, clean_name, load_lists, plain, rename_lines

from training import gazetteer, invention, recode, rename

# Surnames of heads of state and government since 1985: nobody is given one of them.
STATESMEN = frozenset(
    re.findall(
        r"\w+",
        """
    Putin Yeltsin Gorbachev Medvedev Lukashenko Zelensky Poroshenko Kuchma Yushchenko Trump
    Biden Obama Bush Clinton Reagan Thatcher Major Blair Brown Cameron May Johnson Truss Sunak
    Starmer Chirac Mitterrand Sarkozy Hollande Macron Kohl Schroeder Merkel Scholz Merz
    Berlusconi Prodi Renzi Meloni Draghi Conte Rajoy Aznar Sanchez Erdogan Demirel Ozal Gul
    Assad Mubarak Sisi Hussein Gaddafi Khamenei Rouhani Ahmadinejad Khatami Raisi Karzai Ghani
    Musharraf Sharif Bhutto Khan Modi Gandhi Singh Vajpayee Hasina Yunus Rajapaksa Sirisena Xi
    Hu Jiang Li Deng Abe Kishida Suga Koizumi Ishiba Takaichi Nakasone Murayama Yoon Moon Park
    Roh Marcos Duterte Aquino Estrada Arroyo Suharto Widodo Prabowo Mahathir Shinawatra Mandela
    Mbeki Zuma Ramaphosa Mugabe Mnangagwa Museveni Kagame Kenyatta Moi Ruto Kabila Mobutu
    Tshisekedi Obasanjo Abacha Buhari Tinubu Wade Sall Gbagbo Ouattara Deby Biya Bongo Castro
    Chavez Maduro Ortega Lula Bolsonaro Rousseff Menem Kirchner Macri Milei Pinochet Bachelet
    Pinera Boric Fujimori Toledo Humala Correa Noboa Uribe Santos Duque Petro Bukele Orban Fico
    Tusk Duda Walesa Havel Klaus Zeman Milosevic Vucic Tudjman Netanyahu Rabin Sharon Peres
    Barak Olmert Arafat Abbas Aliyev Pashinyan Saakashvili Nazarbayev Tokayev Karimov Mirziyoyev
    Howard Rudd Gillard Abbott Turnbull Morrison Albanese Ardern Clark Key Luxon Mulroney
    Chretien Harper Trudeau Carney Rabuka Bainimarama Somare Guterres Annan
""",
    )
)

# (line, words that must be gone, words that must stay)
CASES = [
    # a leader with office and state; the office, the state and the marks stay
    ("{a1 Russia's Vladimir Putin} {e1:CONSULT met} {r1 Xi}.", "Putin Vladimir Xi", "Russia"),
    # a surname that stands alone, with a possessive inside a span
    ("{a1 Macron's envoy} {e1:CONSULT.visit flew} to {l1 Rabat}.", "Macron", "envoy Rabat"),
    # a title before an unknown name is enough
    ("Prime Minister Jovan Trkulja said {a1 he} {e1:RETREAT quit}.", "Jovan Trkulja", "Prime"),
    # a doubtful surname behind a title
    ("{a1 Secretary Condoleezza Rice} {e1:CONSULT met} Mr Rice.", "Condoleezza Rice", "Mr"),
    # ... but without one the word is a word
    ("Rice prices rose in Jordan and Carter County.", "", "Rice Jordan"),
    # Korean order, hyphen and space
    ("{a1 Kim Jong Un} wrote to {r1 Moon Jae-in}.", "Kim Jong Moon Jae-in", "wrote"),
    # an Arabic article stays with the name
    ("{a1 Bashar al-Assad} and {a1 Assad's father}", "Bashar Assad", "father"),
    # a king and a pope get given names; the number stays
    ("Pope John Paul II met Queen Elizabeth II.", "John Paul Elizabeth", "Pope Queen II"),
    # the person in an era's and a camp's name
    ("The Putin era, anti-Trump riots, pro-Maduro men", "Putin Trump Maduro", "era anti- pro-"),
    # bodies, places, ships and groups that bear names
    (
        "Abu Sayyaf, Ho Chi Minh City, Simon Bolivar bridge, Kim Il Sung University, Trump Tower",
        "",
        "Abu Sayyaf Minh Bolivar Sung Trump",
    ),
    # titles' words in the names of bodies
    ("The General Assembly and General Electric met Prime Minister's Office men.", "", "Assembly"),
    # states and capitals that look like names
    ("{a1 Chad} and {a1 Jordan} met in {l1 Santiago} and San Salvador.", "", "Chad Salvador"),
    # a nickname's companion, kept in one word of a coordination: "Begin" is the person
    ("In 1978 Begin and Sadat signed.", "Begin Sadat", "1978 signed"),
    # ... and here the verb
    ("Begin with the talks, aides said.", "", "Begin"),
]  # fmt: skip

ARTICLE_TEXT = """\
TITLE: Boric greets ruling
PUBLISHED: 2022-12-02
PUBLISHER: The Macron Gazette
PLACE: LA PAZ
---
{a1 President Luis Arce} {e1:SUPPORT greeted} the ruling, {a2 Gabriel Boric} {e2:SUPPORT hailed} it.
"We rest," said Boric.
---
EVENTS
1.e1 | a=BOL:GOV | r= | date= | place= | same=
1.e2 | a=CHL:GOV | r= | date= | place= | same=
MATTERS
case of Arce | by=BOL | toward=CHL | step=ended | date= | evidence=President Luis Arce greeted
QUOTES
Gabriel Boric | We rest,
FIGURES
7 | claims | claims dropped | 2022 | Luis Arce"""
ARTICLE = ARTICLE_TEXT.split("\n")


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w-]+", text))


@pytest.mark.parametrize(("line", "gone", "stay"), CASES)
def test_persons_go_and_the_rest_stays(line: str, gone: str, stay: str) -> None:
    new = rename_lines([line], is_article=False).lines[0]
    assert not set(gone.split()) & _words(new), new
    assert all(word in new for word in stay.split()), new
    if not gone:
        assert new == line


def test_the_same_name_gets_the_same_new_one() -> None:
    lines = [
        "{a1 Olaf Scholz} {e1:CONSULT met} {r1 Lavrov}.",
        "Lavrov left; Scholz's aides stayed.",
    ]
    first, second = rename_lines(lines, is_article=False).lines
    surnames = re.findall(r"([A-Z][\w-]+)\} \{e1|\{r1 ([\w-]+)\}", first)
    chancellor, minister = surnames[0][0], surnames[1][1]
    assert second.startswith(f"{minister} left; {chancellor}'s")
    assert rename_lines(lines, is_article=False).lines == (first, second)


def test_article_keeps_events_and_publisher_and_renames_its_tables() -> None:
    new = rename_lines(ARTICLE, is_article=True).lines
    assert not {"Boric", "Arce", "Gabriel", "Luis"} & _words("\n".join(new))
    assert new[2] == ARTICLE[2]
    events = slice(ARTICLE.index("EVENTS"), ARTICLE.index("MATTERS"))
    assert new[events] == tuple(ARTICLE[events])
    body = plain(new[5])
    assert new[ARTICLE.index("MATTERS") + 1].split("evidence=")[1] in body  # evidence is exact
    assert new[ARTICLE.index("QUOTES") + 1].split(" | ")[0] in body  # the speaker is in the text


def test_new_names_are_of_the_region_and_sex() -> None:
    regions = load_regions()
    for entry, region, names in [
        ("Nils Aune", "scandinavian", regions["scandinavian"].male),
        ("f:Anneli Raud", "finnish", regions["finnish"].female),
    ]:
        full, alone = Inventor().rename(Person.from_entry(entry, regions[region]))
        assert full.split()[0] in names
        assert alone in regions[region].surnames


@pytest.mark.parametrize(
    ("name", "region", "head", "given"),
    [
        (
            "Javier Perez de Cuellar",
            "spanish",
            "de Cuellar",
            "Javier Perez",
        ),  # particle with the surname
        ("Roh Moo-hyun", "korean", "Roh", "Moo-hyun"),  # family name first
        ("Abiy Ahmed", "ethiopian", "Abiy", "Ahmed"),  # own name first and used alone
        ("Ferdinand Marcos Jr", "filipino", "Marcos", "Ferdinand"),  # suffix apart
        ("Suharto", "malay", "Suharto", ""),  # one name only
    ],
)
def test_names_split_by_custom(name: str, region: str, head: str, given: str) -> None:
    person = Person.from_words(name.split(), load_regions()[region])
    assert (person.head, person.given) == (head, given)


def test_women_of_slavic_names_get_feminine_surnames() -> None:
    region = load_regions()["russian"]
    for name in ("f:Elena Markova", "f:Maria Zakharova", "f:Olga Ivanova"):
        assert Inventor().rename(Person.from_entry(name, region))[1].endswith("a")


def test_no_invented_surname_is_a_statesmans() -> None:
    regions = load_regions()
    invented = {name for region in regions.values() for name in region.surnames}
    assert not invented & STATESMEN
    assert len(regions) >= 20


def test_no_invented_name_is_that_of_a_listed_person() -> None:
    listed = {p.full for p in load_lists().persons}
    for region in load_regions().values():
        for given in (*region.male, *region.female):
            for surname in region.surnames:
                assert not {f"{given} {surname}", f"{surname} {given}"} & listed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Lucero's", "Ana Lucero"),  # possessive
        ("Macron rang Zelensky", ""),  # two persons and a verb
        ("BUENOS AIRES", ""),  # a dateline
        ("Bishkek 20,000 tonnes", ""),  # a number
        ("Ferdinand Marcos Jr", "Ferdinand Marcos"),  # suffix
        ("Daniel arap Moi", "Daniel arap Moi"),  # a particle inside
    ],
)
def test_candidates_are_cleaned(text: str, name: str) -> None:
    assert clean_name(text) == name


def test_changed_marks_are_an_error() -> None:
    with pytest.raises(ValueError, match="line 1"):
        check_same_marks(["{a1 Oslo} {e1:AID sent} aid"], ["{a1 Oslo} sent aid"])


def test_command_writes_files_and_fails_on_broken_ones(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "part-1.txt").write_text("{a1 Putin} {e1:CONSULT met} {r1 Modi}.\n", encoding="utf-8")
    assert rename.main([str(source), str(target)]) == 0
    written = (target / "part-1.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"\{a1 [\w-]+\} \{e1:CONSULT met\} \{r1 [\w-]+\}\.\n", written)
    assert "Putin" not in written
    assert rename.main([]) == 2


# (line before, status of CONCEDE after)
RECODED = [
    ("{a1 Oslo} {e1:CONCEDE will lift} the ban.", "future"),  # bare will
    ("{a1 Oslo} {e1:CONCEDE is to lift} the ban.", "future"),  # is to
    ("{a1 Oslo} {e1:CONCEDE is set to lift} the ban.", "future"),  # is set to
    ("{a1 They} {e1:CONCEDE plan to free} {r1 him}.", "future"),  # plans to
    ("{a1 He} is {t1 soon} {e1:CONCEDE to free} {r1 him}.", ""),  # the auxiliary is too far off
    ("{a1 He} is {e1:CONCEDE to free} {r1 him}.", "future"),  # the auxiliary outside the span
    ("{a1 Doha} {e1:CONCEDE to ease} rule for {r1 maids}", "future"),  # a headline's infinitive
    ("{a1 Doha} agrees {e1:CONCEDE to ease} rule for {r1 maids}", ""),  # a headline's commitment
    ("{a1 Doha} {e1:CONCEDE agreed to ease} the rule.", ""),  # commitment
    ("{a1 Doha} {e1:CONCEDE;future agreed to ease} the rule.", ""),  # commitment tagged future
    ("{a1 Doha} {e1:CONCEDE;future said it would ease} the rule.", ""),  # said it would
    ("{a1 Doha} {e1:CONCEDE;future has promised to ease} it.", ""),  # with an auxiliary
    ("{a1 Doha} {e1:CONCEDE;future would ease} the rule.", "future"),  # neither: as it was
    ("{a1 Doha} {e1:CONCEDE;negated will not ease} it.", "negated"),  # other statuses stay
    ("{a1 Doha} {e1:CONCEDE will not ease} it.", ""),  # a refusal is no future
    ("{a1 Doha} {e1:CONCEDE lifted} it.", ""),  # past
]


@pytest.mark.parametrize(("line", "status"), RECODED)
def test_concede_is_recoded_by_rule_nine(line: str, status: str) -> None:
    new = recode_line(line)
    expected = "CONCEDE" + (f";{status}" if status else "")
    assert re.search(r"e1:(CONCEDE[;a-z]*)", new)[1] == expected  # type: ignore[index]
    assert plain(new) == plain(line)
    assert recode_line(new) == new


def test_other_events_keep_their_status() -> None:
    line = "{a1 Oslo} {e1:SANCTION will cut} aid and {e2:AGREE will meet} {r2 him}."
    assert recode_line(line) == line


@pytest.mark.parametrize("module", [gazetteer, invention, recode, rename])
def test_examples_run(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed
