"""Recipients that a sentence leaves out, and sectors that its act tells."""

import pytest

from detente.reading.parties import infer_recipient, with_sector
from detente.records import Actor, Span

CHILE, PERU = Actor(None, ("CHL",), "GOV"), Actor(None, ("PER",), "MIL")
MINERS = Actor(None, ("CHL",), "LAB")
BOTH, NOBODY = Actor(None, ("CHL", "PER")), Actor(None, (), "GOV")


@pytest.mark.parametrize(
    ("event", "actors", "before", "after", "expected"),
    [
        # a known object: the other party
        ("SANCTION", [CHILE], [CHILE, PERU], " the curbs", ("PER",)),
        # "it", "that" and "its" return to what is known too
        ("REJECT", [CHILE], [PERU], " it.", ("PER",)),
        ("ACCUSE", [CHILE], [PERU], " its raids", ("PER",)),
        # the nearest of two
        ("CONCEDE", [CHILE], [PERU, Actor(None, ("BOL",))], " the ban", ("PER",)),
        # what is done is done to somebody, a concession may be to nobody
        ("SANCTION", [CHILE], [CHILE, PERU], " curbs on nickel", ("PER",)),
        ("THREATEN", [CHILE], [PERU], " to shut the pass", ("PER",)),
        ("CONCEDE", [CHILE], [PERU], " curbs on nickel", None),
        # a word that only begins alike
        ("CONCEDE", [CHILE], [PERU], " thereafter", None),
        # groups turn against their own government
        ("PROTEST", [MINERS], [PERU], " in the square", ("CHL",)),
        ("REJECT", [MINERS], [PERU], " the offer", ("CHL",)),
        ("SANCTION", [MINERS], [PERU], " the firm", ("PER",)),
        # not an act toward somebody
        ("PROTEST", [CHILE], [PERU], " the curbs", None),
        # nobody but the actor
        ("SANCTION", [CHILE], [CHILE], " the curbs", None),
        # a pair that the actor is one of is no other party
        ("SANCTION", [CHILE], [BOTH], " the curbs", None),
        # unresolved parties are passed over
        ("SANCTION", [CHILE], [NOBODY, PERU], " the curbs", ("PER",)),
        # an unknown actor
        ("SANCTION", [NOBODY], [PERU], " the curbs", None),
        # two actors
        ("SANCTION", [CHILE, PERU], [Actor(None, ("BOL",))], " the curbs", None),
        # an actor of two states
        ("SANCTION", [BOTH], [Actor(None, ("BOL",))], " the curbs", None),
        # no actor, no party before
        ("SANCTION", [], [PERU], " the curbs", None),
        ("SANCTION", [CHILE], [], " the curbs", None),
    ],
)
def test_infer_recipient(
    event: str,
    actors: list[Actor],
    before: list[Actor],
    after: str,
    expected: tuple[str, ...] | None,
) -> None:
    found = infer_recipient(event, actors, before, after=after)
    assert (found.country if found else None) == expected
    if found:
        assert found.span is None  # it has no words here
        assert found.person is None
        assert found.reason.startswith("inferred")


def test_an_inferred_recipient_keeps_the_sector() -> None:
    found = infer_recipient("ACCUSE", [CHILE], [PERU], after=" the raids")
    assert found is not None
    assert found.sector == "MIL"


NAME = "name of a state"


@pytest.mark.parametrize(
    ("actor", "event", "sector"),
    [
        # a state acts by its government
        (Actor(Span("Chile", 0, 5), ("CHL",), reason=NAME), "SANCTION", "GOV"),
        # "it" as well
        (Actor(None, ("CHL",), reason="coreference: the party before"), "ACCUSE", "GOV"),
        # in battle by its forces
        (Actor(None, ("CHL",), reason=NAME), "ASSAULT", "MIL"),
        (Actor(None, ("CHL",), reason="state of the dateline"), "MOBILIZE", "MIL"),
        # a known sector stays, in battle too
        (Actor(None, ("CHL",), "REB", reason=NAME), "ASSAULT", "REB"),
        # a person's is not guessed
        (Actor(None, ("CHL",), person="Ana Rojas", reason=NAME), "ACCUSE", None),
        # nor a stranger's
        (Actor(None, (), reason=NAME), "ACCUSE", None),
        # nor that of an unnamed group ("fishermen")
        (Actor(None, ("CHL",), reason="state of the dateline"), "ACCUSE", None),
    ],
)
def test_with_sector(actor: Actor, event: str, sector: str | None) -> None:
    found = with_sector(actor, event)
    assert found.sector == sector
    assert (found.country, found.span, found.person) == (actor.country, actor.span, actor.person)
