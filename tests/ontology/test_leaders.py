"""Leaders: the tables' schema, who held an office on a day, and whom a name means."""

from __future__ import annotations

import doctest
from datetime import date
from importlib.resources import files

import pytest

from detente.errors import OntologyError
from detente.ontology import leaders

# A small table of invented persons.
SMALL = leaders.LeaderTable(
    leaders.parse(
        leaders.COLUMNS
        + """
KOR,head_of_state,president,Han Do-yun,Han,Han Doyun,2001,2006-02
KOR,head_of_state,president,Park Sera,Park,,2006-02,2011-02-24
KOR,head_of_government,prime minister,Seo Min-jae,Seo,,2005,2008
KOR,foreign_minister,foreign minister,Park Jun-ho,Park,,2006,2009
JPN,head_of_government,prime minister,Kenji Morita,Morita,,2004,2007
JPN,head_of_government,prime minister,Kenji Morita,Morita,,2009-05-01,
GBR,head_of_government,prime minister,Alice May,May,,2005-06-01,2010
BRA,head_of_state,president,João Peçanha da Luz,Peçanha,Pecanha;Janjo,2003,2010
SAU,head_of_government,crown prince,Faris bin Talal,bin Talal,,2005,
UNO,head_of_state,secretary-general,Ada Okoro,Okoro,,2002,2011
""",
        where="small",
    )
)
DAY = date(2006, 8, 1)


@pytest.mark.parametrize(
    ("country", "office", "on", "names"),
    [
        ("KOR", "head_of_state", date(2004, 1, 1), ["Han Do-yun"]),
        # both partial dates cover the month of the change: the latest comer first
        ("KOR", "head_of_state", date(2006, 2, 25), ["Park Sera", "Han Do-yun"]),
        ("KOR", "head_of_state", date(2011, 2, 25), []),  # the day after the last
        ("JPN", "head_of_government", date(2008, 1, 1), []),  # between two terms
        ("JPN", "head_of_government", date(2030, 1, 1), ["Kenji Morita"]),  # still in office
        ("FRA", "head_of_state", DAY, []),  # unknown is empty
    ],
)
def test_in_office(country: str, office: str, on: date, names: list[str]) -> None:
    found = leaders.in_office(country, office, on, among=SMALL)
    assert [it.name for it in found] == names
    assert all(it.in_office for it in found)


def test_an_unknown_office_is_refused() -> None:
    with pytest.raises(OntologyError, match="mayor"):
        leaders.in_office("KOR", "mayor", DAY, among=SMALL)


@pytest.mark.parametrize(
    ("name", "on", "country", "expected"),
    [
        # full name and alias, whatever the hyphens, accents and capitals
        ("Park Sera", DAY, None, [("Park Sera", True)]),
        ("Han Do Yun", date(2003, 1, 1), None, [("Han Do-yun", True)]),
        ("João Peçanha da Luz", DAY, None, [("João Peçanha da Luz", True)]),
        ("Janjo", DAY, None, [("João Peçanha da Luz", True)]),
        ("pecanha", DAY, None, [("João Peçanha da Luz", True)]),
        # one surname, two in office at once
        ("Park", DAY, None, [("Park Sera", True), ("Park Jun-ho", True)]),
        ("Park", DAY, "JPN", []),
        # only one of them by then
        ("Park", date(2010, 6, 1), None, [("Park Sera", True)]),
        # out of office: former holders, each once, with the last term
        ("Han", date(2020, 1, 1), None, [("Han Do-yun", False)]),
        ("Park", date(2020, 1, 1), None, [("Park Sera", False), ("Park Jun-ho", False)]),
        ("Kenji Morita", date(2008, 6, 1), None, [("Kenji Morita", False)]),
        # not yet in office
        ("Alice May", date(2001, 1, 1), None, []),
        ("Nobody", DAY, None, []),
    ],
)
def test_named(name: str, on: date, country: str | None, expected: list[tuple[str, bool]]) -> None:
    found = leaders.named(name, on, country=country, among=SMALL)
    assert [(it.name, it.in_office) for it in found] == expected


def test_without_a_day_all_terms_come_unmarked() -> None:
    found = leaders.named("Morita", None, among=SMALL)
    assert [(it.start, it.in_office) for it in found] == [("2009-05-01", None), ("2004", None)]


def seen(text: str, on: date | None = DAY) -> list[tuple[str, list[str]]]:
    found = leaders.find(text, on, among=SMALL)
    return [(it.span.text, [leader.name for leader in it.leaders]) for it in found]


FOUND = [
    # the full name, then the surname
    ("Park Sera flew out. Park waved.", [("Park Sera", ["Park Sera"]), ("Park", ["Park Sera"])]),
    # the title chooses between two of one surname
    ("President Park met the king", [("Park", ["Park Sera"])]),
    ("told Foreign Minister Park", [("Park", ["Park Jun-ho"])]),
    # a bare surname of two office holders stays open
    ("Seoul said Park would go", [("Park", ["Park Sera", "Park Jun-ho"])]),
    ("Morita’s visit", [("Morita", ["Kenji Morita"])]),
    ("Japanese Prime Minister Morita said", [("Morita", ["Kenji Morita"])]),
    ("the Morita government", [("Morita", ["Kenji Morita"])]),
    # a surname that is also a word needs its title or the full name
    ("Prime Minister May spoke", [("May", ["Alice May"])]),
    ("Alice May left in May.", [("Alice May", ["Alice May"]), ("May", ["Alice May"])]),
    # surnames of two words, accents dropped
    ("Crown Prince Faris bin Talal", [("Faris bin Talal", ["Faris bin Talal"])]),
    ("aides to bin Talal said", [("bin Talal", ["Faris bin Talal"])]),
    ("President Pecanha", [("Pecanha", ["João Peçanha da Luz"])]),
    ("Secretary-General Okoro", [("Okoro", ["Ada Okoro"])]),
    # former holders
    ("former President Han said", [("Han", ["Han Do-yun"])]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_leaders_are_found(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert seen(text) == expected


NOT_FOUND = [
    "Park Hong-keun, floor leader, said Park would resign",  # somebody else's surname
    "Robert Morita of Ohio",
    "in May and in March",
    "the Park was closed",  # an article before it, no rule after it
    "Prime Minister Okoro",  # she holds no such office
    "a park and a morita tree",
    "Hanover and Moritaka",  # inside words
]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_others_are_not_found(text: str) -> None:
    assert seen(text) == []


def test_nobody_is_found_before_the_first_term() -> None:
    assert seen("Alice May and Prime Minister May", date(1999, 1, 1)) == []


def test_spans_are_the_texts_own_words() -> None:
    text = "“Han Do‑yun” and\nPark Sera’s João Peçanha da Luz"
    found = leaders.find(text, date(2006, 2, 20), among=SMALL)
    assert [it.is_full_name for it in found] == [True, True, True]
    assert all(text[it.span.start : it.span.end] == it.span.text for it in found)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("QQQ,head_of_state,president,A B,B,,2001,", "QQQ"),  # no such state
        ("KOR,mayor,mayor,A B,B,,2001,", "mayor"),
        ("KOR,head_of_state,president,A B,B,,2001,2000", "later"),
        ("KOR,head_of_state,president,A B,B,,2001-2-3,", "no date"),
        ("KOR,head_of_state,president,A B,,,2001,", "surname"),
        ("KOR,head_of_state,president,A B,B,,,2000", "from"),
        ("KOR,head_of_state,president,A B,B,2001,", "8 fields"),
        ("KOR,head_of_state,president,A B,B,,2001,\nKOR,head_of_state,king,A B,B,,2001,", "twice"),
    ],
)
def test_bad_rows_are_refused_with_their_place(row: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message) as caught:
        leaders.parse(f"{leaders.COLUMNS}\n{row}", where="bad.csv")
    assert "bad.csv" in str(caught.value)


def test_a_wrong_header_is_refused() -> None:
    with pytest.raises(OntologyError, match="columns"):
        leaders.parse("country,name\nKOR,A", where="bad.csv")


def tables() -> list[str]:
    folder = files("detente.ontology").joinpath("data")
    names = (path.name for path in folder.iterdir())
    return sorted(name for name in names if name.startswith("leaders-"))


def test_the_tables_that_are_there_are_sound() -> None:
    if not tables():
        pytest.skip("no data/leaders-*.csv yet: others are writing them")
    folder = files("detente.ontology").joinpath("data")
    seen_terms: set[tuple[str, str, str, str]] = set()
    for name in tables():
        rows = leaders.parse(folder.joinpath(name).read_text(encoding="utf-8"), where=name)
        assert rows, name
        for it in rows:
            term = (it.country, it.office, it.name, it.start)
            assert term not in seen_terms, f"{name}: {term} stands in another table too"
            seen_terms.add(term)
            # the name must find its own holder on the first full day that is sure
            day = date.fromisoformat(it.start + "-01-01"[len(it.start) - 4 :])
            found = leaders.named(it.name, day)
            assert it.name in {leader.name for leader in found}, f"{name}: {term}"


def test_examples_of_the_docstrings() -> None:
    assert doctest.testmod(leaders).failed == 0
