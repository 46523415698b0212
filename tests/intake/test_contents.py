"""Bytes to characters, and the language of the text."""

from __future__ import annotations

import io

import pytest

from detente.errors import UnreadableSource
from detente.intake.contents import decode_content, read_limited, refuse_binary, sniff_format
from detente.intake.language import detect_language

TEXT = "The minister’s “résumé” – 40 € – was read in Málaga."
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_decodes_what_can_be_told_for_sure(encoding):
    assert decode_content(TEXT.encode(encoding), "-") == TEXT


def test_declared_encoding_rules_over_a_guess():
    russian = "Министр встретился с послом."
    page = f'<meta charset="windows-1251"><p>{russian}'.encode("cp1251")
    assert russian in decode_content(page, "a.html")
    assert decode_content(russian.encode("koi8-r"), "a", declared="koi8-r") == russian


def test_utf8_that_is_cut_within_a_character_is_read():
    assert decode_content("He left Málagaé".encode()[:-1], "a") == "He left Málaga"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(128, 256)) * 3,  # every byte: no encoding of words
        b"Talks \xff\xfe\x81\x8d\x8f" * 4,  # holes of cp1252
    ],
)
def test_doubtful_encoding_is_refused(data):
    with pytest.raises(UnreadableSource, match="convert it to UTF-8"):
        decode_content(data, "a.txt")


BINARY = [
    (b"%PDF-1.7\n", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff\xe0", "a JPEG picture"),
    (b"PK\x03\x04....word/document.xml", "a Word file"),
    (b"PK\x03\x04....xl/workbook.xml", "an Excel file"),
    (b"PK\x03\x04....a.txt", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word"),
    (b"WARC/1.0\r\n", "web archive"),
    (b"abc\x00def", "NUL bytes"),
]


@pytest.mark.parametrize(("head", "kind"), BINARY)
def test_binary_is_refused_by_name(head, kind):
    with pytest.raises(UnreadableSource, match=f"^x.txt is .*{kind}"):
        refuse_binary(head, "x.txt")


FORMATS = [
    (b"<!DOCTYPE html><html>", "page"),
    (b"\xef\xbb\xbf \n<!-- saved -->\n<html>", "page"),
    ("<html><body>".encode("utf-16"), "page"),
    (b'<?xml version="1.0"?><!DOCTYPE html>', "page"),
    (b'{"id": "a", "text": "b"}\n', "jsonl"),
    (b"Talks resumed <html> he said", "text"),
    (b"{Editor's note} Talks", "text"),
    (b"[Update] Talks", "text"),
]


@pytest.mark.parametrize(("head", "kind"), FORMATS)
def test_sniff_format(head, kind):
    assert sniff_format(head, "-") == kind


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "XML feed"),
        (b'{\n "id": 1', "JSON over several lines"),
        (b'[{"id": 1}]', "JSON over several lines"),
    ],
)
def test_sniff_refuses(head, message):
    with pytest.raises(UnreadableSource, match=message):
        sniff_format(head, "-")


def test_no_more_than_the_limit_is_read():
    stream = io.BytesIO(b"a" * 5_000_000)
    with pytest.raises(UnreadableSource, match="larger than 1 MB"):
        read_limited(stream, "a", limit=1_000_000)
    assert stream.tell() == 1_000_001
    assert len(read_limited(io.BytesIO(b"a" * 1_000_000), "a", limit=1_000_000)) == 1_000_000


ENGLISH = "The two ministers met in the capital and agreed to resume the talks next month. "
LANGUAGES = [
    (ENGLISH, "en"),
    ("Le ministre a rencontré son homologue à Genève et lui a promis de lever les mesures.", "fr"),
    ("Der Minister traf seinen Amtskollegen in Genf und versprach, die Zölle aufzuheben.", "de"),
    ("Министр встретился со своим коллегой в Женеве и пообещал отменить все пошлины.", "ru"),
    ("外相は木曜日、ジュネーブで会談し、輸出規制を解除することで合意したと発表した。", "ja"),
    # an English report with quotations in other languages
    (ENGLISH * 2 + "\n\n“Le peuple ne veut pas de ce traité et le gouvernement doit l'entendre,” "
     "he said.\n\n" + ENGLISH, "en"),
    # half in another language
    (ENGLISH + "\n\nLe ministre a rencontré son homologue à Genève et lui a promis la paix.", "en"),
    # full of foreign names
    ("Nguyen Van Thanh met Zhao Xiaoming and Abd al-Rahman bin Khalid in Dnipropetrovsk on "
     "Friday, and they signed a pact.", "en"),
    # too short to judge
    ("Pourquoi pas?", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_detect_language(text, language):
    assert detect_language(text) == language
