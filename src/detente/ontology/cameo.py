"""CAMEO codes and the PLOVER 2.0 events that they become, and back.

The data is ``data/cameo.csv``: one row a code, with its label in our words, the
PLOVER event, mode and contexts (separated by ``;``), the pairs for which the
code is the way ``back`` from PLOVER, the source of the row and a note where the
source was departed from. Sources: ``draft 0.8`` is the conversion table of
September 2021 with its names brought to 2.0, ``manual`` the manual of 2.0 where
it overrules the draft, ``own`` our completion.

Codes are strings: "010" is a statement, "10" a demand.

Example:
    >>> to_plover("1712").event, from_plover("ASSAULT", "destroy")
    ('ASSAULT', '1712')
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from detente.errors import OntologyError
from detente.ontology import plover

SOURCES = ("draft 0.8", "manual", "own")

_FILE = "data/cameo.csv"
_HEADER = ("code", "label", "event", "mode", "contexts", "back", "source", "note")
# Roots 01 to 20, then one or two digits more.
_CODE = re.compile(r"^(?:0[1-9]|1\d|20)\d{0,2}$")

_Pair = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class PloverCode:
    """What a CAMEO code means in PLOVER.

    Attributes:
        cameo: the code whose row decided (a parent's for an unlisted code).
        event, mode: PLOVER's; ``mode`` is None where none fits.
        contexts: contexts that the code implies.
    """

    cameo: str
    event: str
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One row of the table. ``plover`` is None where PLOVER has no event for it."""

    code: str
    label: str
    plover: PloverCode | None
    back: tuple[tuple[str, str | None], ...]
    source: str
    note: str


def codes() -> Mapping[str, CameoCode]:
    """Give all listed CAMEO codes, in order.

    Example:
        >>> codes()["042"].label
        'Makes a visit'
    """
    return _tables()[0]


def to_plover(code: str) -> PloverCode | None:
    """Translate a CAMEO code to PLOVER.

    Args:
        code: two to four digits with their leading zeros. A four-digit code
            that the table lacks falls back to its three-digit parent.

    Returns:
        Event, mode and contexts; None for codes that PLOVER drops (comments, 01).

    Raises:
        OntologyError: CAMEO has no such code.

    Example:
        >>> to_plover("042")
        PloverCode(cameo='042', event='CONSULT', mode='visit', contexts=())
        >>> to_plover("010") is None
        True
    """
    known = codes()
    row = known.get(code) or (known.get(code[:3]) if _is_four_digits(code) else None)
    if row is None:
        padded = f"0{code}"
        hint = f"; did you mean {padded!r}?" if padded in known else ""
        raise OntologyError(f"no CAMEO code {code!r} (leading zeros matter){hint}")
    return row.plover


def from_plover(event: str, mode: str | None = None) -> str:
    """Translate a PLOVER event, with its mode if there is one, to the best CAMEO code.

    Where CAMEO has nothing for a mode, the nearest code stands in for it
    (column ``back``), so that a mode can be lost on the way.

    Raises:
        OntologyError: there is no such event, or no such mode of it.

    Example:
        >>> from_plover("CONSULT", "phone"), from_plover("AID")
        ('041', '070')
    """
    plover.score(event, mode)  # raises for an unknown name
    return _tables()[1][event, mode]


def _is_four_digits(code: str) -> bool:
    return len(code) == 4 and _CODE.match(code) is not None


@cache
def _tables() -> tuple[Mapping[str, CameoCode], Mapping[_Pair, str]]:
    source = resources.files("detente.ontology").joinpath(_FILE)
    return parse(source.read_text(encoding="utf-8"))


def parse(table: str) -> tuple[Mapping[str, CameoCode], Mapping[_Pair, str]]:
    """Check a table against the schema of ``cameo.csv`` and make the records.

    Args:
        table: the CSV text, with its header.

    Returns:
        The rows by code, and the code for each (event, mode) of PLOVER.

    Raises:
        OntologyError: a row is malformed, out of order or names what PLOVER
            lacks; or an event or mode has no way back, or two.

    Example:
        >>> parse("code,label")
        Traceback (most recent call last):
        detente.errors.OntologyError: data/cameo.csv, line 1: the header must be code,label,event,\
mode,contexts,back,source,note
    """
    lines = list(csv.reader(io.StringIO(table)))
    _require(
        bool(lines) and tuple(lines[0]) == _HEADER, 1, f"the header must be {','.join(_HEADER)}"
    )
    rows: dict[str, CameoCode] = {}
    back: dict[_Pair, str] = {}
    for number, fields in enumerate(lines[1:], start=2):
        _require(len(fields) == len(_HEADER), number, f"{len(fields)} fields")
        row = _row(dict(zip(_HEADER, fields, strict=True)), number)
        _require(not rows or row.code > next(reversed(rows)), number, "codes must ascend")
        rows[row.code] = row
        for pair in row.back:
            _require(pair not in back, number, f"a second way back for {pair}")
            back[pair] = row.code
    _check_back(rows, back)
    return MappingProxyType(rows), MappingProxyType(back)


def _require(holds: bool, line: int, reason: str) -> None:
    if not holds:
        raise OntologyError(f"{_FILE}, line {line}: {reason}")


def _row(row: dict[str, str], line: int) -> CameoCode:
    code, event = row["code"], row["event"]
    _require(_CODE.match(code) is not None, line, f"{code!r} is no CAMEO code")
    _require(bool(row["label"]), line, "the label is missing")
    _require(row["source"] in SOURCES, line, f"source must be one of {', '.join(SOURCES)}")
    contexts = _split(row["contexts"])
    unknown = [name for name in contexts if name not in plover.contexts()]
    _require(not unknown, line, f"unknown contexts {unknown}")
    meaning = None
    if event:
        _check_pair(event, row["mode"] or None, line)
        meaning = PloverCode(code, event, row["mode"] or None, contexts)
    else:
        _require(not (row["mode"] or contexts or row["back"]), line, "no event, but more")
    pairs = tuple(_pair(text) for text in _split(row["back"]))
    for pair in pairs:
        _check_pair(*pair, line)
    return CameoCode(code, row["label"], meaning, pairs, row["source"], row["note"])


def _split(field: str) -> tuple[str, ...]:
    return tuple(field.split(";")) if field else ()


def _pair(text: str) -> _Pair:
    event, _, mode = text.partition(".")
    return event, mode or None


def _check_pair(event: str, mode: str | None, line: int) -> None:
    known = event in plover.events() and (mode is None or mode in plover.modes(event))
    _require(known, line, f"PLOVER has no {event}{f'.{mode}' if mode else ''}")


def _check_back(rows: Mapping[str, CameoCode], back: Mapping[_Pair, str]) -> None:
    """Check that every pair has a way back, and that a second trip changes nothing."""
    wanted: Iterable[_Pair] = (
        (name, mode) for name in plover.events() for mode in (None, *plover.modes(name))
    )
    for pair in wanted:
        if pair not in back:
            raise OntologyError(f"{_FILE}: no row has {pair} in its column back")
    for row in rows.values():
        if row.plover is None:
            continue
        code = back[row.plover.event, row.plover.mode]
        there = rows[code].plover
        if there is None or back[there.event, there.mode] != code:
            raise OntologyError(f"{_FILE}, code {row.code}: its way there and back never settles")
