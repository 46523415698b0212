"""Bytes to characters: what kind of content it is, and which encoding."""

from __future__ import annotations

import codecs
import io
import re
from typing import Literal

from detente.errors import UnreadableSource

MAX_BYTES = 10_000_000
HEAD_BYTES = 65_536

Format = Literal["page", "text", "jsonl"]

_MAGIC = (
    (b"%PDF-", "a PDF file: save its text as .txt"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file: save it as text"),
    (b"Rar!", "a RAR archive: unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it"),
    (b"BZh", "a bzip2 archive: unpack it"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive: unpack it"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file: export it as JSONL"),
    (b"{\\rtf", "an RTF file: save it as text"),
    (b"WARC/", "a web archive (WARC): unpack its pages first"),
)
# What is in a zip tells what it is; the more special mark comes first.
_ZIPPED = (
    (b"word/", "a Word file (.docx): save it as text"),
    (b"xl/", "an Excel file (.xlsx): export it as JSONL"),
    (b"ppt/", "a PowerPoint file (.pptx): save it as text"),
    (b"[Content_Types].xml", "an Office file (such as .docx): save it as text"),
    (b"opendocument", "an OpenDocument file: save it as text"),
    (b"epub+zip", "an e-book (.epub): save it as text"),
)
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_PAGE_HEAD = re.compile(
    r"(?:<!--.{0,5000}?-->\s*|<\?xml[^>]{0,300}\?>\s*)*"
    r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_HEAD = re.compile(r"(?:<\?xml[^>]{0,300}\?>\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
# In English set in cp1252, these are what stands outside ASCII.
_CP1252_USUAL = frozenset("‘’“”–—…•€£©®°·« »½¼¾§´\xa0" + "".join(map(chr, range(0xC0, 0x100))))
MAX_CHAOS = 0.1


def read_limited(stream: io.BufferedIOBase, source: str, *, limit: int = MAX_BYTES) -> bytes:
    """Read a whole content, at most one byte beyond the limit.

    Raises:
        UnreadableSource: the content is larger than the limit.

    Example:
        >>> read_limited(io.BytesIO(b"ab"), "-")
        b'ab'
    """
    parts: list[bytes] = []
    left = limit + 1
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise UnreadableSource(
            f"{source} is larger than {limit // 1_000_000} MB, too large for one article: "
            "split it, or give a collection as JSONL"
        )
    return b"".join(parts)


def refuse_binary(head: bytes, source: str) -> None:
    """Refuse content that is no text, and name what it is.

    Raises:
        UnreadableSource: with the kind of file and what to do.

    Example:
        >>> refuse_binary(b"%PDF-1.7", "a.pdf")
        Traceback (most recent call last):
        detente.errors.UnreadableSource: a.pdf is a PDF file: save its text as .txt
    """
    if head.startswith(b"PK\x03\x04"):
        kinds = (kind for mark, kind in _ZIPPED if mark in head)
        kind = next(kinds, "a zip archive: unpack it")
        raise UnreadableSource(f"{source} is {kind}")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise UnreadableSource(f"{source} is {kind}")
    if _wide_encoding(head) is None and b"\x00" in head:
        raise UnreadableSource(f"{source} is binary (it holds NUL bytes), no text: leave it out")


def sniff_format(head: bytes, source: str) -> Format:
    """Tell from its first bytes whether content is a page, JSONL or text.

    Raises:
        UnreadableSource: it is a feed, or JSON over several lines.

    Example:
        >>> sniff_format(b"<!doctype html><title>x</title>", "-")
        'page'
    """
    start = _peek_text(head).lstrip("\ufeff \t\r\n")
    if _FEED_HEAD.match(start):
        raise UnreadableSource(f"{source} is an XML feed, no article: give its pages' URLs")
    if _PAGE_HEAD.match(start):
        return "page"
    first_line = start.split("\n", 1)[0].strip()
    if re.match(r"\{\s*\"", first_line):
        return "jsonl"
    if first_line in ("{", "[") or re.match(r"\[\s*\{", first_line):
        raise UnreadableSource(f"{source} is JSON over several lines: write one object a line")
    return "text"


def decode_content(data: bytes, source: str, *, declared: str | None = None) -> str:
    """Decode bytes: byte order mark, UTF-8, the declared encoding, then a sure guess.

    Args:
        data: the whole content.
        source: for messages.
        declared: the encoding that a header names; a page's own is found here.

    Raises:
        UnreadableSource: it is binary, or no encoding fits for sure.

    Example:
        >>> decode_content("Résumé".encode("utf-16"), "-")
        'Résumé'
    """
    wide = _wide_encoding(data)
    if wide is not None:
        # An odd last byte is a cut file, whose other words are sound.
        return data.decode(wide, errors="ignore")
    if b"\x00" in data:
        raise UnreadableSource(f"{source} is binary (it holds NUL bytes), no text: leave it out")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.end == len(data):
            return data[: error.start].decode("utf-8-sig")  # cut within the last character
    meta = _META_CHARSET.search(data[:4096])
    for name in (declared, meta[1].decode("ascii", "ignore") if meta else None):
        text = _try_encoding(data, name)
        if text is not None:
            return text
    text = _try_cp1252(data) or _guess_encoding(data)
    if text is None:
        raise UnreadableSource(
            f"{source} is not UTF-8, and its encoding can't be told for sure: convert it to UTF-8"
        )
    return text


def _wide_encoding(data: bytes) -> str | None:
    return next((name for mark, name in _WIDE_MARKS if data.startswith(mark)), None)


def _peek_text(head: bytes) -> str:
    return head[:8192].decode(_wide_encoding(head) or "utf-8", errors="ignore")


def _try_encoding(data: bytes, name: str | None) -> str | None:
    if not name:
        return None
    # A browser reads what calls itself Latin-1 as cp1252, and pages count on it.
    lowered = name.lower().replace("_", "-")
    usual = (
        "cp1252" if lowered in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else name
    )
    try:
        if codecs.lookup(usual).name in ("utf-8", "rot13", "base64"):
            return None
        return data.decode(usual)
    except (LookupError, UnicodeDecodeError):
        return None


def _try_cp1252(data: bytes) -> str | None:
    """English with typographic marks and a few accents is cp1252, and nothing else fits."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    odd = [char for char in text if ord(char) > 127]
    is_sparse = len(odd) <= 0.06 * len(text)
    return text if is_sparse and all(char in _CP1252_USUAL for char in odd) else None


def _guess_encoding(data: bytes) -> str | None:
    # Imported here: hardly any source needs it, and each command would wait for it.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000], threshold=MAX_CHAOS).best()
    if best is None or best.coherence < 0.2:
        return None
    return _try_encoding(data, best.encoding)
