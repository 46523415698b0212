"""The commands of an archive: add, relation, matters, judge, reread, as a user types them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from tests.test_cli import is_one_line, run

from detente.archive.opening import open_archive
from detente.archive.queries import judgements_of, told_between
from detente.records import Article, Reading

NEWS = """France imposed tariffs on German steel on 3 May 2021, the trade ministry said.

Germany condemned the tariffs on Monday and urged France to lift them.

Italy called on both France and Germany to talk."""
IDS = re.compile(r"#([0-9a-f]{16})")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one article in it; read once."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "steel.txt").write_text(NEWS, "utf-8")
    path = folder / "news.db"
    ran = run("add", "--archive", path, "--published", "2021-05-05", folder / "steel.txt")
    assert ran.exit_code == 0
    return path


@pytest.fixture
def archive(kept: Path, tmp_path: Path) -> Path:
    """A copy of it, to write to."""
    with open_archive(kept):
        path = tmp_path / "news.db"
        path.write_bytes(kept.read_bytes())
    return path


def test_what_is_there_is_not_read_again(
    archive: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_nothing(articles: Iterable[Article]) -> Iterator[Reading]:
        assert list(articles) == []
        yield from ()

    monkeypatch.setattr("detente.reading.read.read_many", read_nothing)
    given = ("add", "--archive", archive, "--published", "2021-05-05", kept.parent / "steel.txt")
    result = run(*given)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "0 added, 1 known" in result.stdout


def test_relation_tells_both_ways(kept: Path) -> None:
    result = run("relation", "France", "deu", "--archive", kept)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("France and Germany")
    for words in ("Weekly score", "FRA → DEU", "DEU → FRA", "SANCTION", "ACCUSE", "too little"):
        assert words in result.stdout
    assert "imposed tariffs on German steel" in result.stdout
    assert not IDS.search(result.stdout)


@pytest.mark.parametrize(
    ("suffix", "start"), [("svg", b"<svg "), ("png", b"\x89PNG"), ("html", b"<!D")]
)
def test_relation_is_drawn(suffix: str, start: bytes, kept: Path, tmp_path: Path) -> None:
    target = tmp_path / f"pair.{suffix}"
    assert run("relation", "FRA", "DEU", "--archive", kept, "--plot", target).exit_code == 0
    assert target.read_bytes().startswith(start)


@pytest.mark.parametrize("command", ["relation", "matters"])
@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["FRA", "Atlantis"], "Atlantis"),
        (["FRA", "France"], "FRA twice"),
        (["FRA", "DEU", "--since", "may"], "--since 'may' is no date"),
        (["FRA", "DEU", "--until", "2021-02-30"], "--until '2021-02-30' is no date"),
        (["FRA", "DEU", "--since", "2022-01-01", "--until", "2021-01-01"], "swap them"),
        (["FRA", "DEU", "--archive", "none.db"], "there is no archive none.db"),
    ],
)
def test_wrong_question(command: str, arguments: list[str], part: str, kept: Path) -> None:
    result = run(command, *arguments, *([] if "--archive" in arguments else ["--archive", kept]))
    assert (result.exit_code, result.stdout) == (2, "")
    assert part in result.stderr
    assert is_one_line(result.stderr)
    assert not Path("none.db").exists()


def test_wrong_suffix_of_a_picture(kept: Path, tmp_path: Path) -> None:
    result = run("relation", "FRA", "DEU", "--archive", kept, "--plot", tmp_path / "a.gif")
    assert (result.exit_code, result.stdout) == (2, "")
    assert ".svg, .png or .html" in result.stderr


@pytest.mark.parametrize("command", ["relation", "matters"])
def test_unknown_pair_is_status_1(command: str, kept: Path) -> None:
    result = run(command, "PER", "BOL", "--archive", kept)
    assert (result.exit_code, result.stdout) == (1, "")
    assert is_one_line(result.stderr)


def test_judgement_changes_what_counts(archive: Path) -> None:
    asked = ("relation", "FRA", "DEU", "--archive", archive, "--ids")
    with open_archive(archive) as opened:
        tariffs = next(
            one.event.id
            for one in told_between(opened, "FRA", "DEU")
            if "impos" in one.event.trigger.text
        )
    assert tariffs in IDS.findall(run(*asked).stdout)
    said = ("judge", tariffs, "--archive", archive, "--by", "Ana")
    assert run(*said, "corrected", "--status", "negated", "--note", "a plan").exit_code == 0
    assert "negated" in run(*asked).stdout
    assert run(*said, "rejected").exit_code == 0
    assert tariffs not in IDS.findall(run(*asked).stdout)
    with open_archive(archive) as opened:
        assert [one.judgement.verdict for one in judgements_of(opened)] == ["corrected", "rejected"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["0" * 16, "rejected"], "holds no event"),
        (["EVENT", "corrected"], "says what is right"),
        (["EVENT", "rejected", "--event", "AID"], "only the verdict corrected"),
        (["EVENT", "corrected", "--event", "TALK"], "TALK"),
        (["EVENT", "corrected", "--actor", "Atlantis"], "Atlantis"),
    ],
)
def test_wrong_judgement(arguments: list[str], part: str, archive: Path) -> None:
    with open_archive(archive) as opened:
        event = told_between(opened, "FRA", "DEU")[0].event.id
    given = [event if one == "EVENT" else one for one in arguments]
    result = run("judge", *given, "--by", "Ana", "--archive", archive)
    assert (result.exit_code, result.stdout) == (2, "")
    assert part in result.stderr
    with open_archive(archive) as opened:
        assert judgements_of(opened) == ()


def test_matters_are_listed_split_and_merged(archive: Path) -> None:
    asked = ("matters", "FRA", "DEU", "--archive", archive, "--ids")
    listed = run(*asked)
    assert listed.exit_code == 0
    assert "tariffs" in listed.stdout
    step = IDS.findall(listed.stdout)[0]
    split = run(*asked, "--split", step, "--by", "Ana", "--note", "another tariff")
    assert split.exit_code == 0
    assert step in split.stdout


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--split", "0" * 16], "--by NAME"),
        (["--by", "Ana"], "go with --split or --merge"),
        (["--split", "a", "--merge", "a,b", "--by", "Ana"], "give --split STEP or --merge"),
        (["--merge", "a", "--by", "Ana"], "two steps"),
        (["--split", "0" * 16, "--by", "Ana"], "holds no step"),
    ],
)
def test_wrong_joining(arguments: list[str], part: str, kept: Path) -> None:
    result = run("matters", "FRA", "DEU", "--archive", kept, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert part in result.stderr


def test_reread_only_what_is_stale(archive: Path) -> None:
    fresh = run("reread", "--archive", archive)
    assert (fresh.exit_code, fresh.stdout.split(": ")[1].split()[0]) == (0, "0")
    with open_archive(archive) as opened, opened.writing() as connection:
        connection.exec_driver_sql("UPDATE articles SET ontology = 'older'")
    assert "1 articles read again" in run("reread", "--archive", archive).stdout
    assert run("reread", "--archive", "none.db").exit_code == 2
