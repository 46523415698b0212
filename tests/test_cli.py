"""The commands as a user types them: what comes out where, and the exit status.

Which events are found is the reader's matter: these tests count on the plainest
sentence alone.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import polars
import pytest
from typer.testing import CliRunner, Result

from detente import __version__
from detente.cli import app
from detente.exchange.frames import COLUMNS

TREATY = "France signed a treaty with Germany in Paris on Monday."
PAGE = f"<!doctype html><html><head><title>Pact</title></head><body><p>{TREATY}</p></body></html>"
GOLD = """TITLE: Treaty signed
PUBLISHED: 2022-02-03
---
{a1 France} {e1:AGREE signed} a treaty with {r1 Germany} in {l1 Paris} {t1 on Monday}.
---
EVENTS
1.e1 | a=FRA:GOV | r=DEU:GOV | date=2022-01-31 | place=FRA
"""


def run(*arguments: str | Path, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=stdin)


def run_process(
    *arguments: str | Path, stdin: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "detente.cli", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=os.environ | variables,
        timeout=600,
        check=False,
    )


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def is_one_line(message: str) -> bool:
    return message.count("\n") == 1 and message.endswith("\n")


@pytest.fixture
def treaty(tmp_path: Path) -> Path:
    path = tmp_path / "treaty.txt"
    path.write_text(TREATY, "utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    return path


# --------------------------------------------------------------- help, version


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["--help"], ["read", "add", "evaluate", "--version"]),
        (["read", "--help"], ["Examples", "detente read report.html", "--format", "SOURCE"]),
        (["add", "--help"], ["Examples", "detente add news/", "--archive", "SOURCE"]),
        (["evaluate", "--help"], ["Examples", "detente evaluate training", "--errors", "GOLD"]),
    ],
)
def test_help(arguments: list[str], parts: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert all(part in result.stdout for part in parts)
    assert result.stderr == ""


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"detente {__version__}\n")


def test_no_command_shows_help() -> None:
    result = run()
    assert result.exit_code == 2
    assert "evaluate" in result.output


# ------------------------------------------------------------- what can be read


def test_file(treaty: Path) -> None:
    result = run("read", "--format", "jsonl", treaty)
    assert result.exit_code == 0
    assert result.stderr == ""
    (reading,) = lines(result)
    assert reading["article"]["text"] == TREATY
    assert reading["rejected"] == []
    (event,) = reading["events"]
    assert event["trigger"]["text"].startswith("signed")
    assert event["actors"][0]["country"] == ["FRA"]
    assert event["evidence"] == {"text": TREATY, "span": [0, len(TREATY)]}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TREATY.encode()),
        ("a.html", PAGE.encode()),
        ("a.jsonl", json.dumps({"id": "a", "text": TREATY}).encode()),
        ("a", TREATY.encode()),  # no suffix
        ("a.txt.gz", gzip.compress(TREATY.encode())),
        ("a.txt", b"\xef\xbb\xbf" + TREATY.encode()),  # a byte order mark
        ("a.txt", TREATY.encode("utf-16")),
        ("a.txt", f"{TREATY} “Très bien”, a minister said.".encode("cp1252")),  # not UTF-8
        ("a b [x].txt", TREATY.encode()),  # awkward names
        ("[red].txt", TREATY.encode()),
        ("évian.txt", TREATY.encode()),
    ],
)
def test_kinds_of_files(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("read", "-f", "jsonl", tmp_path / name)
    assert result.exit_code == 0
    (reading,) = lines(result)
    assert reading["article"]["text"].startswith(TREATY)
    assert len(reading["events"]) >= 1


@pytest.mark.parametrize(
    "content",
    [TREATY.encode(), PAGE.encode(), json.dumps({"id": "-", "text": TREATY}).encode()],
    ids=["text", "page", "jsonl"],
)
def test_standard_input(content: bytes) -> None:
    result = run("read", "-f", "jsonl", "-", stdin=content)
    assert result.exit_code == 0
    assert [reading["article"]["text"] for reading in lines(result)] == [TREATY]


def test_folder_of_five_in_order(tmp_path: Path) -> None:
    for name in ("b", "e", "a", "d", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{TREATY} It was pact {name}.", "utf-8")
    result = run("read", "-f", "jsonl", tmp_path)
    assert result.exit_code == 0
    assert [r["article"]["text"][-2] for r in lines(result)] == list("abcde")
    # a bar of progress is for a terminal, not for a log
    assert result.stderr == ""


def test_sources_keep_their_order(tmp_path: Path, treaty: Path, bad: Path) -> None:
    collection = tmp_path / "c.jsonl"
    rows = [{"id": f"c{n}", "text": f"{TREATY} It was pact {n}."} for n in range(10)]
    collection.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    result = run("read", "-f", "jsonl", bad, collection, "-", treaty, stdin=PAGE)
    assert result.exit_code == 0
    ids = [reading["article"]["id"] for reading in lines(result)]
    assert ids[1:11] == [f"c{n}" for n in range(10)]
    assert len(ids) == 13


def test_bad_line_of_jsonl_keeps_the_order(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    first, last = ({"id": name, "text": TREATY} for name in "az")
    path.write_text(f"{json.dumps(first)}\n{{broken\n{json.dumps(last)}\n", "utf-8")
    result = run("read", "-f", "jsonl", path)
    assert result.exit_code == 0
    one, broken, three = lines(result)
    assert (one["article"]["id"], three["article"]["id"]) == ("a", "z")
    assert one["events"]
    assert three["events"]
    assert broken["events"] == []
    assert f"{path}:2" in broken["rejected"][0]["reason"]
    assert "1 of 3 rejected" in result.stderr


# ------------------------------------------------------------- what can't be read

UNREADABLE = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\n\t", "empty"),
    ("a.pdf", b"%PDF-1.7\n", "PDF"),
    ("a.txt", b"%PDF-1.7\n", "PDF"),  # whatever it is called
    ("a.bin", b"\x00\x01\x02" * 50, "binary"),
    ("large.txt", (TREATY.encode() + b"\n") * 200_000, "larger than 10 MB"),  # 11 MB
    ("a.txt.gz", gzip.compress(TREATY.encode())[:-9], "gzip"),  # cut
    (
        "fr.txt",
        "La France et l’Allemagne ont signé lundi un traité à Paris. ".encode() * 5,
        "French",
    ),
    ("no-text.jsonl", b'{"id": "a"}', "lacks text"),
    ("list.jsonl", b"[1]", "not an object"),
]


@pytest.mark.parametrize(("name", "content", "reason"), UNREADABLE)
def test_bad_source_is_rejected_and_the_others_go_on(
    name: str, content: bytes, reason: str, tmp_path: Path, treaty: Path
) -> None:
    path = tmp_path / "x" / name
    path.parent.mkdir()
    path.write_bytes(content)
    result = run("read", "-f", "jsonl", path, treaty)
    assert result.exit_code == 0
    rejected, good = lines(result)
    assert rejected["events"] == []
    assert [r["stage"] for r in rejected["rejected"]] == ["intake"]
    assert reason in rejected["rejected"][0]["reason"]
    assert str(path) in rejected["rejected"][0]["reason"]
    assert good["events"]
    assert reason in result.stderr
    assert result.stderr.endswith("1 of 2 rejected\n")
    # ... and alone, nothing could be read
    assert run("read", "-f", "jsonl", path).exit_code == 1


def test_missing_one_of_two_is_rejected(tmp_path: Path, treaty: Path) -> None:
    result = run("read", "-f", "jsonl", tmp_path / "nope.txt", treaty)
    assert result.exit_code == 0
    assert "no such file" in lines(result)[0]["rejected"][0]["reason"]


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "plover", "csv", "parquet"])
def test_all_bad_is_status_1_in_every_format(form: str, tmp_path: Path, bad: Path) -> None:
    target = tmp_path / "out"
    result = run("read", "-f", form, "-o", target, bad, tmp_path / "nope.txt")
    assert result.exit_code == 1
    assert "2 of 2 rejected" in result.stderr
    assert "Traceback" not in result.output


def test_no_article_at_all_says_so(tmp_path: Path) -> None:
    path = tmp_path / "blank.jsonl"
    path.write_text("\n\n", "utf-8")
    result = run("read", "-f", "json", path)
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])
    assert "nothing to read" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_bad_file_whose_name_is_no_utf8(tmp_path: Path, treaty: Path) -> None:
    path = os.fsencode(tmp_path) + b"/bad\xff.txt"
    Path(os.fsdecode(path)).write_bytes(b"%PDF-1.7")
    result = run("read", "-f", "jsonl", os.fsdecode(path), treaty)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
@pytest.mark.parametrize("form", ["table", "jsonl", "csv"])
def test_good_file_whose_name_is_no_utf8(form: str, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/good\xff.txt")
    Path(path).write_text(TREATY, "utf-8")
    result = run("read", "-f", form, path)
    assert result.exit_code == 0
    assert TREATY in result.stdout.replace("«", "").replace("»", "")


# ------------------------------------------------------------------- wrong usage


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--published", "yesterday", "TREATY"], "yesterday"),
        (["--published", "2023-02-30", "TREATY"], "2023-02-30"),  # no such day
        (["--published", "16/03/2023", "TREATY"], "YYYY-MM-DD"),  # with what to do
        (["--published", "", "TREATY"], "YYYY-MM-DD"),
        (["nope.txt"], "nope.txt"),  # the only source
        (["[red]nope[/red].txt"], "[red]nope[/red].txt"),  # printed as it is
        (["n\x1b[31mope.txt"], "n�[31mope.txt"),  # without acting on the terminal
        (["-o", "no/such/folder/x.jsonl", "TREATY"], "no/such/folder"),
        (["-o", "TREATY", "TREATY"], "lies in the source"),  # would be written over
        (["-f", "csv", "-o", "FOLDER/x.csv", "FOLDER"], "lies in the source"),
        (["-f", "parquet", "-o", "FOLDER", "TREATY"], "can't be written"),  # is a folder
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    arguments: list[str], part: str, treaty: Path
) -> None:
    named = [
        a.replace("TREATY", str(treaty)).replace("FOLDER", str(treaty.parent)) for a in arguments
    ]
    result = run("read", *named)
    assert result.exit_code == 2
    assert part in result.stderr
    assert result.stderr.startswith("detente: ")
    assert is_one_line(result.stderr)
    assert result.stdout == ""
    assert treaty.read_text("utf-8") == TREATY


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["read"], "SOURCE"),  # nothing to read
        (["read", "--format", "xml", "a.txt"], "xml"),
        (["read", "--nope", "a.txt"], "--nope"),
        (["nope"], "nope"),
        (["evaluate"], "GOLD"),
    ],
)
def test_what_typer_refuses(arguments: list[str], part: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert part in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


# ----------------------------------------------------------------------- formats


def test_published_fills_in_and_dates_the_weekday(treaty: Path) -> None:
    result = run("read", "-f", "jsonl", "--published", "2023-03-16", treaty)
    (reading,) = lines(result)
    assert reading["article"]["published"] == "2023-03-16"
    assert reading["events"][0]["date"]["from"] == "2023-03-13"


def test_published_yields_to_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"id": "a", "text": TREATY, "published": "2022-02-03"}
    path.write_text(json.dumps(row), "utf-8")
    (reading,) = lines(run("read", "-f", "jsonl", "--published", "2023-03-16", path))
    assert reading["article"]["published"] == "2022-02-03"


def check_table(data: bytes) -> None:
    assert "«signed" in data.decode()
    assert "FRA" in data.decode()


def check_json(data: bytes) -> None:
    (good, rejected) = json.loads(data)
    assert good["events"]
    assert rejected["rejected"]


def check_jsonl(data: bytes) -> None:
    assert [bool(json.loads(line)["events"]) for line in data.splitlines()] == [True, False]


def check_plover(data: bytes) -> None:
    (line,) = data.splitlines()
    assert json.loads(line)["actor"][0]["code"] == "FRA"
    assert "text" not in json.loads(line)


def check_csv(data: bytes) -> None:
    table = polars.read_csv(data)
    assert (table.columns, table["actor_countries"].to_list()) == (list(COLUMNS), ["FRA"])


def check_parquet(data: bytes) -> None:
    table = polars.read_parquet(io.BytesIO(data))
    assert (table.columns, table["actor_countries"].to_list()) == (list(COLUMNS), ["FRA"])


CHECKS = {
    "table": check_table,
    "json": check_json,
    "jsonl": check_jsonl,
    "plover": check_plover,
    "csv": check_csv,
    "parquet": check_parquet,
}


@pytest.mark.parametrize("form", CHECKS)
def test_each_format_to_standard_output_and_to_a_file(
    form: str, tmp_path: Path, treaty: Path, bad: Path
) -> None:
    piped = run("read", "--format", form, treaty, bad)
    assert piped.exit_code == 0
    # results alone on stdout, diagnostics alone on stderr
    CHECKS[form](piped.stdout_bytes)
    assert "rejected: " in piped.stderr
    target = tmp_path / "out" / "x"
    target.parent.mkdir()
    written = run("read", "--format", form, "--output", target, treaty, bad)
    assert (written.exit_code, written.stdout) == (0, "")
    assert target.read_bytes() == piped.stdout_bytes


def test_with_text_fills_in_the_sentence(treaty: Path) -> None:
    (record,) = lines(run("read", "-f", "plover", "--with-text", treaty))
    assert record["text"] == TREATY


# --------------------------------------------------------------- a process of its own


def test_process_reads_a_pipe_and_keeps_stdout_clean(bad: Path) -> None:
    # ASCII, as in a bare container: what is piped is UTF-8 all the same
    ran = run_process(
        "read", "-f", "jsonl", "-", bad, stdin=f"{TREATY} 🕊".encode(), PYTHONIOENCODING="ascii"
    )
    assert ran.returncode == 0
    good, rejected = (json.loads(line) for line in ran.stdout.splitlines())
    assert good["article"]["text"] == f"{TREATY} 🕊"
    assert rejected["rejected"]
    assert ran.stderr.decode().splitlines()[-1] == "1 of 2 rejected"


def test_process_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    missing = tmp_path / ("é" * 60) / ("x" * 60 + ".txt")  # longer than a line of 80
    ran = run_process("read", missing, PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.decode() == f"detente: no such file or folder: {missing}: check the path\n"


def test_process_whose_reader_goes_away_makes_no_fuss(tmp_path: Path) -> None:
    # as in: detente read news/ | head -1
    path = tmp_path / "many.jsonl"
    row = json.dumps({"text": "Hail fell. " * 2000})
    path.write_text(f"{row}\n" * 50, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "detente.cli", "read", "-f", "jsonl", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


# ---------------------------------------------------------------------- evaluate


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "treaty.txt").write_text(GOLD, "utf-8")
    return folder


def test_evaluate_folder(gold: Path) -> None:
    result = run("evaluate", gold)
    assert result.exit_code == 0
    assert "categor" in result.stdout.lower()
    assert result.stderr == ""


def test_evaluate_json(gold: Path) -> None:
    result = run("evaluate", "--json", gold, gold / "treaty.txt")
    assert result.exit_code == 0
    folder, file = json.loads(result.stdout)
    assert folder["kind"] == file["kind"] == "articles"
    assert folder["events"] == file["events"]


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.txt", GOLD.replace("AGREE", "AGREED"), "a.txt:4"),  # no such event
        ("a.txt", GOLD.replace("France}", "France"), "a.txt"),  # a stray brace
        ("a.txt", GOLD.replace("2022-02-03", "3 February"), "PUBLISHED"),
        ("a.txt", GOLD.rsplit("---", 1)[0], "a.txt:1"),  # no EVENTS
        ("a.md", GOLD, "no gold article"),  # no .txt in the folder
    ],
)
def test_evaluate_malformed_folder(name: str, content: str, part: str, tmp_path: Path) -> None:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / name).write_text(content, "utf-8")
    result = run("evaluate", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert part in result.stderr
    assert is_one_line(result.stderr)


@pytest.mark.parametrize("name", ["nope", "a.csv"])
def test_evaluate_what_is_no_gold(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x", "utf-8")
    result = run("evaluate", tmp_path / name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert is_one_line(result.stderr)


def test_evaluate_with_weights_that_are_not_there(gold: Path, tmp_path: Path) -> None:
    result = run("evaluate", "--weights", tmp_path / "nope", gold)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "weights" in result.stderr
    assert is_one_line(result.stderr)


# ------------------------------------------------------------------------- add


def test_add_keeps_each_article_once(treaty: Path, bad: Path, tmp_path: Path) -> None:
    archive = tmp_path / "news.db"
    first = run("add", "--archive", archive, treaty, bad)
    assert first.exit_code == 0
    assert "1 added, 0 known, 0 copies of others, 1 rejected" in first.stdout
    assert "bad.pdf" in first.stderr
    again = run("add", "--archive", archive, treaty)
    assert "0 added, 1 known" in again.stdout


def test_add_tells_a_broken_archive(treaty: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("no database at all, but some words", "utf-8")
    result = run("add", "--archive", broken, treaty)
    assert result.exit_code == 2
    assert str(broken) in result.stderr
    assert is_one_line(result.stderr)
    assert broken.read_text("utf-8").startswith("no database")


def test_add_of_nothing_readable(bad: Path, tmp_path: Path) -> None:
    assert run("add", "--archive", tmp_path / "news.db", bad).exit_code == 1
