"""What kind of paragraph is this? Judged by the signal words in ``data/furniture.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from detente.errors import IntakeError
from detente.intake.paragraphs import SENTENCE_END

LineKind = Literal["drop", "box", "list", "stop", "byline"]
Kind = Literal["drop", "box", "list", "stop", "byline", "report", "heading"]
# No whole-line pattern and no notice is longer: long paragraphs are the report's.
MAX_LINE = 500
MAX_NOTICE = 1500
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_WORD = re.compile(r"\w[\w'’.-]*")
_BULLET = re.compile(r"^(?:[-*•·–—]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class LineRule:
    """A pattern that matches a whole line of furniture."""

    name: str
    kind: LineKind
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """A pattern inside a paragraph; positive weights speak for a notice."""

    pattern: re.Pattern[str]
    weight: float
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """The whole of ``furniture.toml``, checked."""

    lines: tuple[LineRule, ...]
    signals: tuple[Signal, ...]
    box_score: float
    short_score: float
    report_words: int
    list_words: int
    not_places: frozenset[str]
    press_words: frozenset[str]


@cache
def load_signals() -> Signals:
    """Read and check the signal words that come with the package (once).

    Raises:
        IntakeError: the data file breaks its schema.

    Example:
        >>> any(rule.kind == "stop" for rule in load_signals().lines)
        True
    """
    text = resources.files("detente.intake").joinpath("data/furniture.toml").read_text("utf-8")
    return parse_signals(tomllib.loads(text))


def parse_signals(data: Mapping[str, Any]) -> Signals:
    """Check the parsed TOML against its schema and compile it.

    Raises:
        IntakeError: says which row is wrong.

    Example:
        >>> parse_signals({"schema": 2})
        Traceback (most recent call last):
        detente.errors.IntakeError: furniture.toml: schema must be 1
    """
    if data.get("schema") != 1:
        raise IntakeError("furniture.toml: schema must be 1")
    try:
        limits, head = data["thresholds"], data["head"]
        return Signals(
            lines=tuple(_line_rule(row) for row in data["line"]),
            signals=tuple(_signal(row) for row in data["signal"]),
            box_score=float(limits["box"]),
            short_score=float(limits["short"]),
            report_words=int(limits["report_words"]),
            list_words=int(limits["list_words"]),
            not_places=frozenset(head["not_places"]),
            press_words=frozenset(head["press_words"]),
        )
    except KeyError as error:
        raise IntakeError(f"furniture.toml: {error} is missing") from error
    except re.error as error:
        raise IntakeError(f"furniture.toml: bad pattern {error.pattern!r}: {error}") from error


def _line_rule(row: Mapping[str, Any]) -> LineRule:
    if row["kind"] not in get_args(LineKind):
        raise IntakeError(f"furniture.toml: line {row['name']!r}: unknown kind {row['kind']!r}")
    # Names of people begin in capitals: only there does case tell something.
    flags = re.NOFLAG if row["kind"] == "byline" else re.IGNORECASE
    pattern = row["pattern"]
    if row["kind"] == "byline":
        pattern = re.sub(r"^\(\?:by", "(?:[Bb]y|BY", pattern)
    return LineRule(row["name"], row["kind"], re.compile(pattern, flags), *_cases(row, row["name"]))


def _signal(row: Mapping[str, Any]) -> Signal:
    pattern = re.compile(row["pattern"], re.IGNORECASE)
    return Signal(pattern, float(row["weight"]), *_cases(row, row["pattern"]))


def _cases(row: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if not row["examples"] or not row["counterexamples"]:
        raise IntakeError(f"furniture.toml: {name!r} needs examples and counterexamples")
    return tuple(row["examples"]), tuple(row["counterexamples"])


def count_words(text: str) -> int:
    """Count the words of a paragraph.

    Example:
        >>> count_words("The U.S. envoy left.")
        4
    """
    return len(_WORD.findall(text))


def score_notice(paragraph: str, signals: Signals) -> float:
    """Add up the signals outside quotations; 3 and more is a notice of the page.

    Example:
        >>> score_notice("You can unsubscribe at any time.", load_signals()) >= 3
        True
    """
    bare = _QUOTED.sub(" ", paragraph)
    return sum(signal.weight for signal in signals.signals if signal.pattern.search(bare))


def classify_paragraph(paragraph: str, signals: Signals) -> Kind:
    """Tell the kind of a paragraph from its own words alone.

    Example:
        >>> classify_paragraph("Leave a Reply", load_signals())
        'stop'
        >>> classify_paragraph("Export curbs", load_signals())
        'heading'
    """
    line = _BULLET.sub("", paragraph)
    if len(line) <= MAX_LINE:
        for rule in signals.lines:
            if rule.pattern.fullmatch(line):
                return rule.kind
    is_sentence = SENTENCE_END.search(line) is not None
    if len(line) <= MAX_NOTICE:
        score = score_notice(line, signals)
        if score >= (signals.box_score if is_sentence else signals.short_score):
            return "box"
    words = count_words(line)
    is_whole = is_sentence or line.endswith(":")  # "The pact says:" opens a list or a quotation
    # A long paragraph without a full stop still is no heading.
    if (is_whole and words >= signals.report_words) or words > 30:
        return "report"
    return "heading"
