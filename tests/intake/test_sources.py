"""Files, folders and standard input: order, counts, and what is wrong with them."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.errors import SourceNotFound, UsageError
from detente.intake.sources import count_sources, open_sources

REPORT = "The two ministers met in Oslo on Monday and agreed to resume the talks.\n"
DEMO = Path(__file__).parents[2] / "examples" / "demo" / "summit-page.html"


def one(path: object, **options):
    (article,) = open_sources([str(path)], **options)
    return article


def reason(article) -> str:
    assert article.text == ""
    (rejection,) = article.rejected
    assert rejection.stage == "intake"
    return rejection.reason


def test_articles_come_in_the_order_of_sources(tmp_path):
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / ".hidden").write_text(REPORT)
    (folder / "c.txt").write_text(REPORT)
    (folder / "b" / "z.md").write_text(REPORT)
    (folder / "a").write_text(REPORT)
    (folder / "d.html").write_bytes(DEMO.read_bytes())
    lines = tmp_path / "x.jsonl"
    lines.write_text('{"id": "1", "text": "A."}\n{"id": "2", "text": "B."}\n')
    sources = [str(lines), "-", str(folder), "missing.txt"]
    articles = list(open_sources(sources, stdin=io.BytesIO(REPORT.encode())))
    assert [article.source.removeprefix(str(tmp_path)) for article in articles] == [
        "/x.jsonl:1", "/x.jsonl:2", "-", "/in/a", "/in/b/z.md", "/in/c.txt", "/in/d.html",
        "missing.txt",
    ]  # fmt: skip
    assert [bool(article.rejected) for article in articles] == [False] * 7 + [True]
    assert count_sources([str(folder), "missing.txt"]) == 5
    assert count_sources(sources) is None
    assert count_sources([str(lines)]) is None
    assert count_sources(["https://a.example/x", str(folder)]) == 5


def test_only_source_that_does_not_exist_raises_at_once(tmp_path):
    with pytest.raises(SourceNotFound, match=r"no such file or folder: .*nothing\.txt"):
        open_sources([str(tmp_path / "nothing.txt")])


def test_published_fills_in_and_must_be_a_date(tmp_path):
    dated = tmp_path / "a.txt"
    dated.write_text("Oslo pays its debt\n\nMay 1, 2021\n\n" + REPORT)
    bare = tmp_path / "b.txt"
    bare.write_text(REPORT)
    articles = open_sources([str(dated), str(bare)], published="2023-03-16")
    assert [article.published for article in articles] == ["2021-05-01", "2023-03-16"]
    with pytest.raises(UsageError, match="published is no date: 'soon'"):
        open_sources([str(bare)], published="soon")


def test_id_depends_on_url_or_text_and_not_on_the_path(tmp_path):
    for name, text in (("a.txt", REPORT), ("b.txt", REPORT), ("c.txt", "Other " + REPORT)):
        (tmp_path / name).write_text(text)
    a, b, c = open_sources([str(tmp_path)])
    assert a.id == b.id != c.id
    page = tmp_path / "copy.html"
    page.write_bytes(DEMO.read_bytes().replace(b"tense week", b"calm week"))
    assert one(page).id == one(DEMO).id


def docx() -> bytes:
    return b"PK\x03\x04\x14\x00[Content_Types].xml word/document.xml"


FRENCH = "Le ministre a rencontré son homologue à Genève et lui a promis de lever les mesures."
BAD = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\r\n\t", "is empty"),
    ("bom.txt", b"\xef\xbb\xbf", "is empty"),
    ("a.txt", b"%PDF-1.4", "is a PDF file"),
    ("a.docx", docx(), "is a Word file (.docx)"),
    ("nul.html", b"<html>\x00\x01", "NUL bytes"),
    # NUL bytes beyond what is sniffed
    ("late.txt", b"Talks. " * 20_000 + b"\x00", "NUL bytes"),
    ("odd.txt", bytes(range(128, 256)) * 4, "convert it to UTF-8"),
    ("fr.txt", FRENCH.encode(), "is not in English (it reads as French)"),
    ("big.txt", b"Talks go on. " * 1_000_000, "larger than 10 MB"),
    ("cut.txt.gz", gzip.compress(REPORT.encode() * 500)[:-20], "damaged or cut gzip"),
    ("no.txt.gz", b"\x1f\x8b\x08 not gzip at all", "damaged or cut gzip"),
    ("bomb.html.gz", gzip.compress(b" " * 40_000_000), "larger than 10 MB"),
    ("feed.xml", b'<?xml version="1.0"?><rss>', "is an XML feed"),
    ("a.json", b'{\n"id": 1}', "JSON over several lines"),
    ("nav.html", b"<html><body><a>Home</a></body></html>", "no article body"),
    ("nav.txt", b"Share\n\nAdvertisement\n", "page furniture only"),
    ("a.jsonl", b"{oops", "is not JSON"),
]


@pytest.mark.parametrize(("name", "data", "why"), BAD, ids=[row[0] for row in BAD])
def test_bad_file_is_rejected_with_its_reason_and_the_next_is_read(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(REPORT)
    bad, good = open_sources([str(tmp_path)])
    assert why in reason(bad)
    assert str(tmp_path / name) in reason(bad)
    assert good.text == REPORT.strip()


def test_cut_gzip_of_lines_gives_the_lines_before_the_cut(tmp_path):
    rows = "".join(
        f'{{"id": "{i}", "text": "Talks {os.urandom(20).hex()}."}}\n' for i in range(9000)
    )
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(rows.encode())[:-50_000])
    *good, bad = open_sources([str(path)])
    assert len(good) > 1000
    assert not any(article.rejected for article in good[:1000])
    assert "cut gzip" in reason(bad)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.gz", "a.txt", "a"])
def test_gzip_is_known_by_its_content(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(REPORT.encode()))
    assert one(path).text == REPORT.strip()


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a", "a.html.gz"])
def test_page_is_known_by_its_content(tmp_path, name):
    data = DEMO.read_bytes()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    assert one(path).text == one(DEMO).text


def test_plain_text_named_as_a_page_is_read(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(REPORT)
    assert one(path).text == REPORT.strip()


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (REPORT.encode(), 1),
        (DEMO.read_bytes(), 1),
        (b'{"text": "A."}\n{"text": "B."}\n', 2),
        (gzip.compress(b'{"text": "A."}\n{"text": "B."}\n'), 2),
        (b"", 1),
    ],
)
def test_standard_input_is_sniffed_and_left_open(data, count):
    stdin = io.BytesIO(data)
    articles = list(open_sources(["-"], stdin=stdin))
    assert len(articles) == count
    assert [bool(article.rejected) for article in articles] == [not data] * count
    assert not stdin.closed


def test_links_that_loop_end(tmp_path):
    (tmp_path / "a.txt").write_text(REPORT)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "c").symlink_to(tmp_path / "c")
    (tmp_path / "d.txt").symlink_to(tmp_path / "gone.txt")
    good, loop, itself, gone = open_sources([str(tmp_path)])
    assert not good.rejected
    assert "link back to a folder around it" in reason(loop)
    assert "can't be read" in reason(itself)
    assert "no such file" in reason(gone)


def test_pipe_in_a_folder_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in reason(one(tmp_path))


def test_folder_without_files(tmp_path):
    assert "folder without files" in reason(one(tmp_path))


def test_file_without_permission_is_rejected(tmp_path, monkeypatch):
    # Tests may run as root, who may read everything: so the refusal is played.
    path = tmp_path / "a.txt"
    path.write_text(REPORT)

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    article = one(path)
    monkeypatch.undo()
    assert "may not be read" in reason(article)


def test_heavy_libraries_load_only_when_needed():
    code = (
        "import sys, detente.intake.sources\n"
        "heavy = {'trafilatura', 'lingua', 'httpx', 'lxml', 'charset_normalizer'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
