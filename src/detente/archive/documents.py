"""Records to JSON documents and back, equal to what they were.

A field that is added to a record is stored without a word here; one that an old
document lacks gets the record's default.
"""

from __future__ import annotations

import json
from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

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
    return json.dumps(msgspec.to_builtins(record))


def decode(kind: type[Record], document: str) -> Record:
    """Read a record of a kind from its JSON.

    Example:
        >>> from detente.records import Span
        >>> decode(Span, encode(Span("é", 0, 1)))
        Span(text='é', start=0, end=1)
    """
    try:
        record: Record = _decoder(cast(Hashable, kind)).decode(document)
    except msgspec.DecodeError:
        # msgspec takes neither lone surrogates nor NaN; the slower way does.
        record = msgspec.convert(json.loads(document), kind)
    return record


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
