"""Records to JSON documents and back, equal to what they were.

One rule for all records, drawn from their types, so that a field that is added
to a record is stored without a word here. A field that an old document lacks
gets the record's default.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def encode(record: object) -> str:
    r"""Write a record as JSON.

    All of it is ASCII: lone surrogates (from file names) and NUL, which no
    database takes as text, survive as escapes.

    Example:
        >>> from detente.records import Span
        >>> encode(Span("é", 0, 1))
        '{"text": "\\u00e9", "start": 0, "end": 1}'
    """
    return json.dumps(_plain(record))


def decode(kind: type[Record], document: str) -> Record:
    """Read a record of a kind from its JSON.

    Example:
        >>> from detente.records import Span
        >>> decode(Span, encode(Span("é", 0, 1)))
        Span(text='é', start=0, end=1)
    """
    record: Record = _record(kind, json.loads(document))
    return record


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _record(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (option for option in get_args(kind) if option is not NoneType)
    if isinstance(value, list):
        item = get_args(kind)[0]
        return tuple(_record(item, each) for each in value)
    if isinstance(value, dict):
        hints = _hints(kind)
        return kind(**{name: _record(hints[name], each) for name, each in value.items()})
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
