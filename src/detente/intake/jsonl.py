"""JSON Lines: one object a line with ``id`` and ``text``, streamed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from detente.errors import UnreadableSource
from detente.intake.contents import MAX_BYTES
from detente.intake.datelines import read_dateline
from detente.intake.dates import parse_day
from detente.intake.drafts import Draft, finish_draft, reject_source
from detente.intake.signals import load_signals
from detente.records import Article

_OPTIONAL = ("title", "published", "publisher", "url")


def read_jsonl(
    stream: io.BufferedIOBase, source: str, *, published: str | None = None
) -> Iterator[Article]:
    """Read articles from a stream of JSON lines, one at a time in memory.

    The text is kept as it is, dateline and all: spans that come back fit the
    text that the caller sent.

    Args:
        stream: opened for bytes.
        source: names the stream; an article's source is ``source:line``.
        published: ISO day for lines that have none.

    Yields:
        An article a line that isn't blank; a rejected one for a bad line.

    Example:
        >>> stream = io.BytesIO(b'{"id": "a", "text": "Talks resumed."}')
        >>> [article.id for article in read_jsonl(stream, "-")]
        ['a']
    """
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        where = f"{source}:{number}"
        if len(line) > MAX_BYTES:
            _skip_line(stream, line)
            size = MAX_BYTES // 1_000_000
            yield reject_source(where, f"{where} is larger than {size} MB: split the article")
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _read_line(line, where, published)


def _skip_line(stream: io.BufferedIOBase, part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = stream.readline(1 << 20)


def _read_line(line: bytes, where: str, published: str | None) -> Article:
    article_id: str | None = None
    try:
        row = _parse_object(line, where)
        article_id = _own_id(row, where)
        draft = _draft_of(row, where)
    except UnreadableSource as error:
        return reject_source(where, str(error), article_id=article_id)
    return finish_draft(draft, where, published=published, article_id=article_id)


def _parse_object(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"{where} is not UTF-8: convert the file") from error
    except json.JSONDecodeError as error:
        raise UnreadableSource(
            f"{where} is not JSON ({error.msg} at column {error.colno}): write one object a line"
        ) from error
    except RecursionError as error:
        raise UnreadableSource(f"{where} is nested too deeply: write one flat object") from error
    except ValueError as error:  # a number of more digits than Python takes
        raise UnreadableSource(f"{where} is not JSON ({error})") from error
    if not isinstance(row, dict):
        raise UnreadableSource(f"{where} is a JSON {type(row).__name__}, not an object")
    return row


def _own_id(row: dict[str, Any], where: str) -> str | None:
    own = row.get("id")
    if own is None or own == "":
        return None
    if isinstance(own, bool) or not isinstance(own, str | int):
        raise UnreadableSource(f"{where}: id must be a string, not {type(own).__name__}")
    return _sound(str(own))


def _draft_of(row: dict[str, Any], where: str) -> Draft:
    if row.get("text") is None:
        raise UnreadableSource(f"{where} lacks text: each object needs a text")
    fields: dict[str, str | None] = {}
    for name in ("text", *_OPTIONAL):
        value = row.get(name)
        if value is not None and not isinstance(value, str):
            raise UnreadableSource(f"{where}: {name} must be a string, not {type(value).__name__}")
        fields[name] = _sound(value) if value else None
    text = fields["text"] or ""
    if not text.strip():
        raise UnreadableSource(f"{where} has an empty text: leave the line out")
    day = parse_day(fields["published"]) if fields["published"] else None
    if fields["published"] and day is None:
        raise UnreadableSource(
            f"{where}: published is no date: {fields['published'][:40]!r}; write it as 2023-03-16"
        )
    dateline = read_dateline(text, load_signals().not_places)
    return Draft(
        text=text,
        title=fields["title"],
        url=fields["url"],
        publisher=fields["publisher"],
        published=day,
        place=dateline.place if dateline else None,
    )


def _sound(text: str) -> str:
    """Replace lone surrogates, one for one so that spans hold: they can't be written out."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
