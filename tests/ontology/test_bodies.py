"""Armed groups, parties, companies, media: their states and finding them."""

from __future__ import annotations

from datetime import date

import pytest

from detente.errors import OntologyError
from detente.ontology import bodies, plover, states


def test_the_table_holds_its_own_schema() -> None:
    found = bodies.bodies()
    assert len(found) > 3000
    assert all(body.sector in plover.sectors() for body in found)
    assert all(body.country is None or body.country in states.codes() for body in found)
    assert {body.kind for body in found} == bodies.KINDS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # armed groups with a home
        ("Hamas fired at Israel.", [("Hamas", "PSE", "REB")]),
        ("Al-Shabaab fighters fled.", [("Al-Shabaab", "SOM", "REB")]),
        # and without one
        ("Al-Qaeda claimed it.", [("Al-Qaeda", None, "REB")]),
        # companies and lobbies
        (
            "Gazprom's chief and Keidanren met.",
            [("Gazprom", "RUS", "BUS"), ("Keidanren", "JPN", "BUS")],
        ),
        # the longest name wins
        ("Mitsubishi Heavy Industries appealed.", [("Mitsubishi Heavy Industries", "JPN", "BUS")]),
        # a part of a word or another case is none
        ("Hamaside and hamas.", []),
        ("A quiet harbour town.", []),
    ],
)
def test_find(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = bodies.find(text)
    assert [(m.span.text, m.body.country, m.body.sector) for m in found] == expected
    assert all(text[m.span.start : m.span.end] == m.span.text for m in found)


def test_what_is_founded_later_is_not_meant() -> None:
    assert bodies.find("Hamas", on=date(1980, 1, 1)) == []
    assert bodies.find("Hamas", on=date(2006, 1, 26)) != []


def test_a_compound_is_told() -> None:
    (mention,) = bodies.find("the Hamas-run ministry")
    assert mention.compound == "run"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Foo,,XXX,REB,armed,,", "no such state"),
        ("Foo,,SOM,ZZZ,armed,,", "no such sector"),
        ("Foo,,SOM,REB,army,,", "kind"),
        ("Foo,,SOM,REB,armed,soon,", "soon"),
        ("Foo,Foo,SOM,REB,armed,,", "given twice: Foo"),
    ],
)
def test_a_bad_row_is_refused(row: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = dict(zip(bodies.COLUMNS.split(","), row.split(","), strict=True))
    monkeypatch.setattr(states, "read_table", lambda name, columns: [fields])
    bodies.bodies.cache_clear()
    try:
        with pytest.raises(OntologyError, match=message):
            bodies.bodies()
    finally:
        bodies.bodies.cache_clear()
