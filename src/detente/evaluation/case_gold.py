"""The gold of the founding case: a careful reading of one page, read and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from detente.errors import GoldError
from detente.evaluation.figures import GoldFigure
from detente.evaluation.markup import read_parties
from detente.evaluation.matters import GoldStep, read_date, read_kind
from detente.evaluation.page import Squeezed, paragraph_around
from detente.evaluation.quotes import GoldQuote
from detente.ontology import plover
from detente.records import STATUSES, StepKind

# The page that the gold file is about, beside it.
PAGE = "article.txt"

NEEDS = ("required", "optional")

# The words of the founding case's ledger, which is older than ``StepKind``.
CASE_KINDS: dict[str, StepKind] = {
    "imposed": "in force",
    "begun": "in force",
    "to be lifted": "promised lifted",
    "to be dropped": "promised lifted",
    "halted": "suspended",
    "to be restarted": "promised",
    "restart in preparation": "promised",
    "announced": "proposed",
    "rejected by the victims": "rejected",
}

Gold = TypeVar("Gold")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of the gold reading; ``span`` in the page's file.

    ``accepted`` holds all categories that count as right, ``actors`` and
    ``recipients`` all their country codes.
    """

    id: str
    need: str
    trigger: str
    span: tuple[int, int]
    accepted: tuple[str, ...]
    status: str
    actors: frozenset[str]
    recipients: frozenset[str]
    date: str | None
    claimed_by: str | None


@dataclass(frozen=True, slots=True)
class GoldCase:
    """A gold reading, checked.

    Attributes:
        page: the file's text, furniture included.
        steps: of the ledger, their spans in ``page``.
        steps, quotes, figures: None where the file has no such list.
    """

    title: str
    published: str
    body_ends_before: int
    page: str
    events: tuple[GoldEvent, ...]
    steps: tuple[GoldStep, ...] | None = None
    quotes: tuple[GoldQuote, ...] | None = None
    figures: tuple[GoldFigure, ...] | None = None


def read_case(path: Path) -> GoldCase:
    """Read a gold reading and its page.

    Raises:
        GoldError: a file can't be read or a field is malformed.
    """
    source, page = (_text_of(file) for file in (path, path.with_name(PAGE)))
    try:
        data = json.loads(source)
    except json.JSONDecodeError as error:
        raise GoldError(f"{path}:{error.lineno}: no JSON: {error.msg}") from error
    top = {"title": str, "published": str, "body_ends_before": int, "events": list}
    _check_fields(data, top, f"{path}:1")
    try:
        date.fromisoformat(data["published"])
    except ValueError as error:
        raise GoldError(f"{path}:1: 'published' must be a day (YYYY-MM-DD)") from error
    events = tuple(_read_events(data["events"], page, source=source, where=str(path)))
    if not any(event.need == "required" for event in events):
        raise GoldError(f"{path}:1: no event is required")
    later = _Later(source, Squeezed(page), str(path))
    ledger = later.rows(data, "ledger", later.steps)
    return GoldCase(
        data["title"],
        data["published"],
        data["body_ends_before"],
        page,
        events,
        steps=None if ledger is None else tuple(step for steps in ledger for step in steps),
        quotes=later.rows(data, "quotes", later.quote),
        figures=later.rows(data, "figures", later.figure),
    )


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: can't be read as UTF-8 text ({error})") from error


def _read_events(rows: Sequence[Any], page: str, *, source: str, where: str) -> Iterator[GoldEvent]:
    seen: set[str] = set()
    for number, row in enumerate(rows, 1):
        name = row.get("id") if isinstance(row, dict) else None
        match = re.search(rf'"id"\s*:\s*"{re.escape(str(name))}"', source)
        line = source.count("\n", 0, match.start()) + 1 if match else 1
        event = _read_event(row, page, f"{where}:{line}: event {name or number}")
        if event.id in seen:
            raise GoldError(f"{where}:{line}: event {event.id} stands twice")
        seen.add(event.id)
        yield event


def _read_event(row: Any, page: str, where: str) -> GoldEvent:
    texts = dict.fromkeys(("id", "need", "event", "status"), str)
    lists = dict.fromkeys(("also_accept", "actors", "recipients"), list)
    _check_fields(row, {**texts, **lists, "trigger": dict}, where)
    accepted = (row["event"], *row["also_accept"])
    for value, known in (
        *((name, tuple(plover.events())) for name in accepted),
        (row["need"], NEEDS),
        (row["status"], STATUSES),
    ):
        if value not in known:
            raise GoldError(f"{where}: {value!r} is none of {', '.join(known)}")
    _check_fields(row["trigger"], {"text": str, "span": list}, f"{where}, trigger")
    span = row["trigger"]["span"]
    is_span = len(span) == 2 and all(type(x) is int for x in span) and 0 <= span[0] < span[1]
    if not is_span or page[slice(*span)] != row["trigger"]["text"]:
        raise GoldError(f"{where}: span {span} of {PAGE} is not {row['trigger']['text']!r}")
    return GoldEvent(
        id=row["id"],
        need=row["need"],
        trigger=row["trigger"]["text"],
        span=(span[0], span[1]),
        accepted=accepted,
        status=row["status"],
        actors=_codes(row["actors"], f"{where}, actors"),
        recipients=_codes(row["recipients"], f"{where}, recipients"),
        date=_optional(row, "date", where),
        claimed_by=_optional(row, "claimed_by", where),
    )


def _codes(parties: Sequence[Any], where: str) -> frozenset[str]:
    for party in parties:
        _check_fields(party, {"country": list}, where)
        if not all(isinstance(code, str) for code in party["country"]):
            raise GoldError(f"{where}: 'country' must be a list of codes")
    return frozenset(code for party in parties for code in party["country"])


# ------------------------------------------------ the ledger, quotes, figures


class _Later:
    """Reads what gold has besides events; ``where`` is the file, for messages."""

    def __init__(self, source: str, page: Squeezed, where: str) -> None:
        self._source = source
        self._page = page
        self._where = where

    def rows(
        self, data: Mapping[str, Any], name: str, read: Callable[[Any, str], Gold]
    ) -> tuple[Gold, ...] | None:
        """Read one of gold's lists; None where gold does not have it."""
        if name not in data:
            return None
        if not isinstance(data[name], list):
            raise GoldError(f"{self._where}:{self._line(name)}: {name!r} must be a list")
        return tuple(
            read(row, f"{self._where}:{self._line(name, row)}: {name} {number}")
            for number, row in enumerate(data[name], 1)
        )

    def _line(self, name: str, row: Any = None) -> int:
        """The line on which a list begins, or one of its rows has its first words."""
        start = max(self._source.find(f'"{name}"'), 0)
        values = row.values() if isinstance(row, dict) else ()
        words = next((value for value in values if isinstance(value, str)), "")
        forms = (json.dumps(words, ensure_ascii=plain) for plain in (False, True) if words)
        places = [at for form in forms if (at := self._source.find(form, start)) >= 0]
        return self._source.count("\n", 0, min(places, default=start)) + 1

    def _find(self, words: str, where: str) -> tuple[int, int]:
        span = self._page.find(words)
        if span is None:
            raise GoldError(f"{where}: the words {words!r} aren't in {PAGE}")
        return span

    def _paragraph(self, span: tuple[int, int]) -> str:
        return self._page.source[slice(*paragraph_around(span, self._page.source))].strip()

    def steps(self, matter: Any, where: str) -> list[GoldStep]:
        """The steps of a matter of the ledger."""
        _check_fields(matter, {"matter": str, "by": list, "toward": list, "steps": list}, where)
        by, toward = (_known_codes(matter[side], where) for side in ("by", "toward"))
        steps = []
        for number, step in enumerate(matter["steps"], 1):
            at = f"{where}, step {number}"
            _check_fields(step, {"step": str, "evidence": str}, at)
            span = self._find(step["evidence"], at)
            steps.append(
                GoldStep(
                    matter=matter["matter"],
                    kind=read_kind(CASE_KINDS.get(step["step"], step["step"]), at),
                    by=by,
                    toward=toward,
                    date=read_date(_optional(step, "date", at), at),
                    evidence=step["evidence"],
                    span=span,
                    sentence=self._paragraph(span),
                )
            )
        return steps

    def quote(self, row: Any, where: str) -> GoldQuote:
        """A quote with its speaker."""
        _check_fields(row, {"speaker": str, "text": str}, where)
        return GoldQuote(
            row["speaker"], row["text"], self._paragraph(self._find(row["text"], where))
        )

    def figure(self, row: Any, where: str) -> GoldFigure:
        """A figure; it has no place in the page."""
        _check_fields(row, {"what": str}, where)
        if type(row.get("value")) not in {int, float}:
            raise GoldError(f"{where}: 'value' must be a number")
        return GoldFigure(
            value=float(row["value"]),
            unit=_optional(row, "unit", where),
            what=row["what"],
            period=_optional(row, "period", where) or "",
            source=_optional(row, "source", where) or "",
            key="",
            sentence="",
        )


def _known_codes(codes: Sequence[Any], where: str) -> frozenset[str]:
    if not all(isinstance(code, str) for code in codes):
        raise GoldError(f"{where}: parties must be a list of codes")
    return frozenset(party.code for party in read_parties(",".join(codes), where))


def _optional(row: Mapping[str, Any], name: str, where: str) -> str | None:
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise GoldError(f"{where}: {name!r} must be a text or null")
    return value or None


def _check_fields(row: Any, fields: Mapping[str, type], where: str) -> None:
    if not isinstance(row, dict):
        raise GoldError(f"{where}: must be a JSON object with {', '.join(fields)}")
    for field, kind in fields.items():
        if type(row.get(field)) is not kind:
            raise GoldError(f"{where}: {field!r} must be of type {kind.__name__}")
