"""JSON lines: what is read, what is refused, and that it streams."""

from __future__ import annotations

import io
import json

import pytest

from detente.intake.jsonl import read_jsonl


def read(data: bytes, **options):
    return list(read_jsonl(io.BytesIO(data), "a.jsonl", **options))


def test_all_fields_are_taken_over():
    row = {
        "id": "7", "text": "OSLO (AP) — Talks resumed.", "title": "T", "published": "16 March 2023",
        "publisher": "P", "url": "https://a.example/1", "other": [1],
    }  # fmt: skip
    (article,) = read(json.dumps(row).encode())
    # the text stays as it was sent, so that spans fit it
    assert article.text == row["text"]
    assert (article.id, article.title, article.publisher) == ("7", "T", "P")
    assert (article.published, article.url, article.place) == ("2023-03-16", row["url"], "OSLO")
    assert article.source == "a.jsonl:1"
    assert article.rejected == ()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json", "a.jsonl:1 is not JSON (Expecting property name"),
        (b'["a"]', "a.jsonl:1 is a JSON list, not an object"),
        (b'{"id": "a"}', "a.jsonl:1 lacks text"),
        (b'{"id": "a", "text": null}', "a.jsonl:1 lacks text"),
        (b'{"id": "a", "text": 5}', "a.jsonl:1: text must be a string, not int"),
        (b'{"id": "a", "text": " "}', "a.jsonl:1 has an empty text"),
        (b'{"id": ["a"], "text": "b"}', "a.jsonl:1: id must be a string, not list"),
        (b'{"text": "b", "title": 3}', "a.jsonl:1: title must be a string"),
        (b'{"text": "b", "published": "soon"}', "a.jsonl:1: published is no date: 'soon'"),
        (b'{"text": "caf\xe9"}', "a.jsonl:1 is not UTF-8"),
        (b"[" * 200_000, "a.jsonl:1 is "),
        (b'{"text": ' + b"9" * 5000 + b"}", "a.jsonl:1 is not JSON"),
    ],
)
def test_bad_line_is_rejected_and_the_next_read(line, reason):
    bad, good = read(line + b'\n{"id": "z", "text": "Talks resumed."}\n')
    assert bad.rejected[0].stage == "intake"
    assert bad.rejected[0].reason.startswith(reason)
    assert bad.text == ""
    assert (good.id, good.rejected) == ("z", ())
    assert good.source == "a.jsonl:2"


def test_own_id_stays_with_a_rejected_line():
    assert read(b'{"id": "q", "text": 5}')[0].id == "q"


def test_number_as_id_and_missing_id():
    one, two, three = read(b'{"id": 5, "text": "A b."}\n\n{"text": "A b."}\r\n{"text": "A c."}')
    assert one.id == "5"
    assert two.id != three.id
    assert three.source == "a.jsonl:4"


def test_published_fills_in_only_where_the_line_tells_none():
    one, two = read(
        b'\xef\xbb\xbf{"text": "A.", "published": "2020-01-02"}\n{"text": "B."}',
        published="2023-03-16",
    )
    assert (one.published, two.published) == ("2020-01-02", "2023-03-16")


def test_lone_surrogate_keeps_the_length():
    (article,) = read(b'{"text": "a \\ud800 b"}')
    assert article.text == "a \ufffd b"


def test_too_long_line_is_skipped_without_holding_it():
    big = b'{"text": "' + b"a" * 12_000_000 + b'"}'
    bad, good = read(big + b'\n{"text": "Talks resumed."}')
    assert "a.jsonl:1 is larger than 10 MB" in bad.rejected[0].reason
    assert good.text == "Talks resumed."


def test_many_lines_stream():
    class Endless(io.RawIOBase):
        """A file that never ends: only a reader that streams comes back from it."""

        def readable(self):
            return True

        def readinto(self, buffer):
            line = b'{"text": "Talks resumed."}\n' * (len(buffer) // 27)
            buffer[: len(line)] = line
            return len(line)

    articles = read_jsonl(io.BufferedReader(Endless()), "-")
    assert [next(articles).source for _ in range(3)] == ["-:1", "-:2", "-:3"]
