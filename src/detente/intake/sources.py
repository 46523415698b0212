"""Sources to articles: files, folders, URLs and standard input, in the order given."""

from __future__ import annotations

import gzip
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from detente.errors import FetchError, SourceNotFound, UnreadableSource, UsageError
from detente.intake.contents import (
    HEAD_BYTES,
    Format,
    decode_content,
    read_limited,
    refuse_binary,
    sniff_format,
)
from detente.intake.dates import parse_day
from detente.intake.drafts import finish_draft, reject_source
from detente.intake.fetching import fetch_page
from detente.intake.furniture import clean_text
from detente.intake.jsonl import read_jsonl
from detente.intake.pages import clean_page
from detente.records import Article

_FORMATS: dict[str, Format] = {
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class _Content:
    """A stream and what is known about it."""

    stream: io.BufferedReader[Any]
    source: str
    format: Format | None = None
    url: str | None = None
    charset: str | None = None


def open_sources(
    sources: Sequence[str],
    *,
    published: str | None = None,
    stdin: BinaryIO | None = None,
    allow_private: bool = False,
) -> Iterator[Article]:
    """Read articles from files, folders, URLs and standard input, in order.

    Args:
        sources: paths (.html, .txt, .md, .jsonl, each also .gz), folders (walked
            in sorted order without hidden files), http(s) URLs, or ``-``.
        published: ISO day for articles whose source tells none.
        stdin: what ``-`` reads; the process's standard input where None.
        allow_private: also fetch URLs on private and loopback addresses.

    Returns:
        Articles; a source that can't be read gives one with ``rejected``.

    Raises:
        SourceNotFound: the only source does not exist.
        UsageError: ``published`` is no date.

    Example:
        >>> page = io.BytesIO(b"Envoys of both states met in Oslo on Monday.")
        >>> [article.text for article in open_sources(["-"], stdin=page)]
        ['Envoys of both states met in Oslo on Monday.']
    """
    day = parse_day(published) if published else None
    if published and day is None:
        raise UsageError(f"published is no date: {published!r}; write it as 2023-03-16")
    is_path = len(sources) == 1 and sources[0] != "-" and not _is_url(sources[0])
    # lexists: a link that leads nowhere is there, and is rejected with its reason.
    if is_path and not os.path.lexists(sources[0]):
        raise SourceNotFound(f"no such file or folder: {sources[0]}: check the path")
    return _open_each(tuple(sources), day, stdin=stdin, allow_private=allow_private)


def count_sources(sources: Sequence[str]) -> int | None:
    """Count the articles to come, cheaply: files are counted, not opened.

    Returns:
        The number, or None where it can't be told (standard input, JSONL).

    Example:
        >>> count_sources(["-"]) is None
        True
    """
    total = 0
    for source in sources:
        if source == "-":
            return None
        paths = [source] if _is_url(source) else (path for path, _ in _walk(source))
        for path in paths:
            if _format_of(path) == "jsonl":
                return None
            total += 1
    return total


def _is_url(source: str) -> bool:
    return "://" in source and source.split("://", 1)[0].isalpha()


def _format_of(path: str) -> Format | None:
    name = PurePosixPath(path.lower().removesuffix(".gz"))
    return _FORMATS.get(name.suffix)


def _open_each(
    sources: tuple[str, ...], day: str | None, *, stdin: BinaryIO | None, allow_private: bool
) -> Iterator[Article]:
    for source in sources:
        if source == "-":
            yield from _read_stdin(stdin or sys.stdin.buffer, day)
        elif _is_url(source):
            yield from _read_url(source, day, allow_private=allow_private)
        else:
            yield from _read_path(source, day)


def _buffered(stream: object) -> io.BufferedReader[Any]:
    """Give any stream of bytes a look ahead (``peek``)."""
    return io.BufferedReader(cast(io.RawIOBase, stream), HEAD_BYTES)


def _read_stdin(stdin: BinaryIO, day: str | None) -> Iterator[Article]:
    stream = _buffered(stdin)
    try:
        yield from _read_content(_Content(stream, "-"), day)
    finally:
        stream.detach()  # the caller's stream stays open


def _read_url(url: str, day: str | None, *, allow_private: bool) -> Iterator[Article]:
    try:
        fetched = fetch_page(url, allow_private=allow_private)
    except FetchError as error:
        yield reject_source(url, str(error))
        return
    stream = _buffered(io.BytesIO(fetched.data))
    kind: Format | None = "page" if "html" in fetched.content_type else None
    if "ndjson" in fetched.content_type or "jsonl" in fetched.content_type:
        kind = "jsonl"
    yield from _read_content(
        _Content(stream, url, format=kind, url=fetched.url, charset=fetched.charset), day
    )


def _read_path(source: str, day: str | None) -> Iterator[Article]:
    found = False
    for path, problem in _walk(source):
        found = True
        if problem is not None:
            yield reject_source(path, problem)
            continue
        try:
            with open(path, "rb") as stream:
                content = _Content(stream, path, format=_format_of(path))
                yield from _read_content(content, day)
        except OSError as error:
            yield reject_source(path, _explain(path, error))
    if not found:
        yield reject_source(source, f"{source} is a folder without files to read: check the path")


def _walk(source: str) -> Iterator[tuple[str, str | None]]:
    """Each file below a source with the reason why it can't be read, in sorted order.

    Kept as a stack of its own, not as recursion: folders may be nested deeply.
    """
    stack = [(source, frozenset[tuple[int, int]]())]
    while stack:
        path, above = stack.pop()
        try:
            status = os.stat(path)
            if not stat.S_ISDIR(status.st_mode):
                # A pipe given by name is wanted; one inside a folder would block for ever.
                is_readable = stat.S_ISREG(status.st_mode) or path == source
                yield path, None if is_readable else f"{path} is no regular file: leave it out"
                continue
            here = (status.st_dev, status.st_ino)
            if here in above:
                yield path, f"{path} is a link back to a folder around it: remove the link"
                continue
            names = sorted(name for name in os.listdir(path) if not name.startswith("."))
        except OSError as error:
            yield path, _explain(path, error)
            continue
        below = above | {here}
        stack.extend((str(Path(path) / name), below) for name in reversed(names))


def _explain(path: str, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return f"{path} may not be read: give yourself the permission"
    if isinstance(error, FileNotFoundError):
        return f"no such file or folder: {path}: check the path"
    return f"{path} can't be read ({error.strerror or error})"


def _read_content(content: _Content, day: str | None) -> Iterator[Article]:
    """Read one stream of any format; what is wrong with it becomes a rejection."""
    source = content.source
    try:
        head = content.stream.peek(HEAD_BYTES)
        if head.startswith(_GZIP):
            packed = gzip.GzipFile(fileobj=content.stream)
            unpacked = _buffered(packed)
            yield from _read_plain(
                _Content(unpacked, source, content.format, content.url, content.charset), day
            )
        else:
            yield from _read_plain(content, day)
    except UnreadableSource as error:
        yield reject_source(source, str(error))
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield reject_source(source, f"{source} is a damaged or cut gzip file: get it again")


def _read_plain(content: _Content, day: str | None) -> Iterator[Article]:
    source = content.source
    head = content.stream.peek(HEAD_BYTES)[:HEAD_BYTES]
    if not head:
        raise UnreadableSource(f"{source} is empty: leave it out")
    refuse_binary(head, source)
    kind = content.format or sniff_format(head, source)
    if kind == "jsonl":
        yield from read_jsonl(content.stream, source, published=day)
        return
    text = decode_content(read_limited(content.stream, source), source, declared=content.charset)
    if not text.strip("\ufeff \t\r\n"):
        raise UnreadableSource(f"{source} is empty: leave it out")
    # A file may be called .html and hold plain text.
    if kind == "page" and "<" in text:
        draft = clean_page(text, source, url=content.url)
    else:
        draft = clean_text(text)
        if not draft.text:
            raise UnreadableSource(f"{source} holds page furniture only, no report: check it")
    yield finish_draft(draft, source, published=day)
