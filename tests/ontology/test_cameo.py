"""CAMEO codes to PLOVER and back."""

import csv
import io
from importlib import resources

import pytest

from detente.errors import OntologyError
from detente.ontology import cameo, plover

TEXT = resources.files("detente.ontology").joinpath("data/cameo.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("code", "event", "mode", "contexts"),
    [
        ("030", "AGREE", None, ("diplomatic",)),  # plain intent to cooperate
        ("0333", "AGREE", None, ("human_security",)),  # humanitarian was renamed
        ("0354", "CONCEDE", None, ("economic",)),  # promised concessions are CONCEDE in 2.0
        ("042", "CONSULT", "visit", ()),
        ("044", "CONSULT", "third-party", ()),
        ("055", "CONCEDE", None, ("diplomatic",)),  # an apology is CONCEDE in 2.0
        ("057", "SUPPORT", None, ("diplomatic",)),  # signing
        ("063", "COOPERATE", None, ("legal",)),
        ("075", "AID", None, ("asylum",)),
        ("0813", "CONCEDE", None, ("legal",)),  # a lifted curfew: verbal
        ("0841", "RETREAT", "release", ("legal",)),  # a release: material
        ("085", "RETREAT", None, ("economic",)),  # 2.0 has no mode "ease"
        ("0874", "RETREAT", "withdraw", ("military",)),
        ("094", "ACCUSE", "investigate", ("military", "legal")),  # INVESTIGATE is a mode
        ("020", "REQUEST", None, ()),  # an appeal is a request
        ("10", "REQUEST", None, ()),  # the root
        ("100", "REQUEST", None, ()),
        ("1053", "REQUEST", "yield", ("legal",)),
        ("112", "ACCUSE", "allege", ()),
        ("114", "ACCUSE", "disapprove", ("diplomatic",)),  # a diplomatic protest
        ("116", "SANCTION", "convict", ("legal",)),  # a verdict
        ("129", "REJECT", None, ("diplomatic",)),  # a veto has no mode
        ("1322", "THREATEN", "restrict", ("pro_autocracy",)),  # ban became restrict
        ("1382", "THREATEN", "territory", ("military",)),
        ("1423", "PROTEST", "hunger", ("rights_freedoms",)),
        ("154", "MOBILIZE", "troops", ("military",)),
        ("155", "MOBILIZE", None, ("military", "cyber")),  # the draft lacks it
        ("163", "SANCTION", "discontinue", ("economic",)),  # sanctions are no longer COERCE
        ("166", "SANCTION", "expel", ("diplomatic",)),
        ("1712", "ASSAULT", "destroy", ("human_security",)),
        ("1724", "COERCE", "martial-law", ("pro_autocracy",)),
        ("175", "ASSAULT", None, ("repression", "pro_autocracy")),
        ("176", "COERCE", "cyber", ("cyber",)),  # the draft lacks it
        ("1831", "ASSAULT", "suicide-attack", ()),
        ("186", "ASSAULT", "targeted", ()),  # assassinate was renamed
        ("191", "COERCE", "restrict", ("military",)),  # a blockade is not yet a fight
        ("192", "ASSAULT", None, ("military", "territory")),
        ("195", "ASSAULT", "aerial", ("military",)),
        ("1952", "ASSAULT", "drone", ("military",)),  # the draft lacks it
        ("203", "ASSAULT", None, ("religion_ethnicity",)),  # cleansing is no longer a mode
        ("2042", "ASSAULT", "unconventional", ("cbrn",)),
    ],
)
def test_to_plover(code: str, event: str, mode: str | None, contexts: tuple[str, ...]) -> None:
    assert cameo.to_plover(code) == cameo.PloverCode(code, event, mode, contexts)


@pytest.mark.parametrize("code", ["01", "010", "012", "015", "016", "019"])
def test_comments_have_no_event(code: str) -> None:
    assert cameo.to_plover(code) is None


@pytest.mark.parametrize(
    ("code", "parent"),
    [
        ("0421", "042"),  # unlisted below a listed parent
        ("1739", "173"),
        ("2049", "204"),
    ],
)
def test_unlisted_four_digits_fall_back_to_the_parent(code: str, parent: str) -> None:
    assert cameo.to_plover(code) == cameo.to_plover(parent)


def test_unlisted_comment_falls_back_to_no_event() -> None:
    assert cameo.to_plover("0111") is None


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("42", "did you mean '042'"),  # lost its leading zero
        ("333", "did you mean '0333'"),
        ("1999", "no CAMEO code"),  # four digits, but 199 is no code either
        ("21", "no CAMEO code"),
        ("00", "no CAMEO code"),
        ("", "no CAMEO code"),
        ("---", "no CAMEO code"),  # GDELT's mark for a missing code
        ("04a1", "no CAMEO code"),
        ("04200", "no CAMEO code"),  # five digits never fall back
        (" 042", "no CAMEO code"),
    ],
)
def test_unknown_codes_raise(code: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        cameo.to_plover(code)


@pytest.mark.parametrize(
    ("event", "mode", "code"),
    [
        ("AGREE", None, "030"),
        ("CONSULT", "phone", "041"),
        ("CONSULT", "multilateral", "040"),  # CAMEO does not tell it apart
        ("CONCEDE", None, "080"),
        ("RETREAT", "ceasefire", "0871"),
        ("RETREAT", "resign", "0831"),  # nearest
        ("ACCUSE", None, "111"),
        ("ACCUSE", "investigate", "090"),
        ("THREATEN", "restrict", "1312"),  # sanctions, between states the common case
        ("PROTEST", "strike", "143"),
        ("SANCTION", "discontinue", "163"),
        ("MOBILIZE", "weapons", "150"),  # a missile test is no mobilised army
        ("COERCE", "cyber", "176"),
        ("ASSAULT", None, "190"),
        ("ASSAULT", "crowd-control", "175"),
    ],
)
def test_from_plover(event: str, mode: str | None, code: str) -> None:
    assert cameo.from_plover(event, mode) == code


@pytest.mark.parametrize(("event", "mode"), [("FIGHT", None), ("AID", "visit"), ("ACCUSE", "")])
def test_from_plover_raises_for_unknown_names(event: str, mode: str | None) -> None:
    with pytest.raises(OntologyError):
        cameo.from_plover(event, mode)


def test_every_event_and_mode_has_a_way_back_that_keeps_the_event() -> None:
    for event in plover.events():
        for mode in (None, *plover.modes(event)):
            there = cameo.to_plover(cameo.from_plover(event, mode))
            assert there is not None
            # A resignation goes by "accedes to demands for a change of leaders".
            assert there.event == event or (event, mode) == ("RETREAT", "resign")


def test_going_there_and_back_settles_after_one_trip() -> None:
    for row in cameo.codes().values():
        if row.plover is not None:
            once = cameo.from_plover(row.plover.event, row.plover.mode)
            there = cameo.to_plover(once)
            assert there is not None
            assert there.event == row.plover.event
            assert cameo.from_plover(there.event, there.mode) == once


def test_roots_are_complete_and_agree_with_the_manuals_list() -> None:
    words = """- REQUEST AGREE CONSULT SUPPORT COOPERATE AID CONCEDE ACCUSE REQUEST ACCUSE REJECT
    THREATEN PROTEST MOBILIZE SANCTION COERCE ASSAULT ASSAULT ASSAULT"""
    for number, event in enumerate(words.split(), start=1):
        found = cameo.to_plover(f"{number:02}")
        assert (found.event if found else "-") == event


def test_08_is_split_into_words_and_deeds() -> None:
    for code, row in cameo.codes().items():
        if code.startswith("08") and len(code) > 2 and row.plover is not None:
            assert row.plover.event == ("RETREAT" if code[:3] >= "084" else "CONCEDE"), code


def test_every_departure_from_the_draft_has_its_note() -> None:
    assert len(cameo.codes()) > 300
    for row in cameo.codes().values():
        assert row.note or row.source == "draft 0.8" or row.plover is not None, row.code
        assert row.note or row.source == "draft 0.8", row.code


# ---------------------------------------------------------------- schema


def _with(number: int, **fields: str) -> str:
    """Give the table with some fields of its row ``number`` replaced."""
    rows = list(csv.DictReader(io.StringIO(TEXT)))
    rows[number] |= fields
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


AGREE_ROW = next(i for i, line in enumerate(TEXT.splitlines()[1:]) if line.startswith("030,"))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "line 1: the header must be"),
        ("code,label\n", "line 1: the header must be"),
        (TEXT.splitlines()[0] + "\n01,Comment\n", "line 2: 2 fields"),
        (_with(0, code="1"), "no CAMEO code"),  # a lost leading zero
        (_with(0, code="21"), "no CAMEO code"),
        (_with(0, label=""), "the label is missing"),
        (_with(0, source="memory"), "source must be one of"),
        (_with(0, mode="visit"), "no event, but more"),
        (_with(0, back="AID"), "no event, but more"),
        (_with(AGREE_ROW, event="YIELD"), "PLOVER has no YIELD"),
        (_with(AGREE_ROW, mode="visit"), "PLOVER has no AGREE.visit"),
        (_with(AGREE_ROW, contexts="humanitarian"), "unknown contexts"),
        (_with(AGREE_ROW, back="AGREE;AID"), "a second way back"),
        (_with(AGREE_ROW, back=""), "no row has"),  # AGREE has lost its way back
        (_with(AGREE_ROW, event="AID"), "never settles"),
        (_with(AGREE_ROW, code="046"), "codes must ascend"),
    ],
)
def test_broken_tables_raise_and_say_where(table: str, reason: str) -> None:
    with pytest.raises(OntologyError) as caught:
        cameo.parse(table)
    assert "data/cameo.csv" in str(caught.value)
    assert reason in str(caught.value)


def test_the_broken_tables_are_broken_by_one_field_only() -> None:
    assert cameo.parse(_with(0)) == cameo.parse(TEXT)
