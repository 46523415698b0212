"""What the documents say can be done: commands parse, targets exist, examples run."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.main import get_command

import detente
from detente.cli import app

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
README = ROOT / "README.md"


def code_of(text: str) -> Iterator[str]:
    """The code of a document: lines of blocks (indented or fenced) and inline code."""
    is_fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            is_fenced = not is_fenced
        elif is_fenced or line.startswith("    "):
            yield line.strip()
        else:
            yield from re.findall(r"`([^`]+)`", line)


def commands_of(codes: Iterator[str] | list[str]) -> list[str]:
    """The calls of our command, of whichever place, without pipes and redirections."""
    calls: list[str] = []
    for code in codes:
        for part in re.split(r"\s[|>]\s", code):
            call = re.fullmatch(r"(?:\.venv/bin/)?(detente(?: .*)?)", part.strip())
            if call:
                calls.append(call[1])
    return calls


def epilogs() -> list[str]:
    group = get_command(app)
    texts = [command.epilog or "" for command in group.commands.values()]  # type: ignore[attr-defined]
    return [line for text in texts for line in text.splitlines()]


IN_README = commands_of(code_of(README.read_text("utf-8")))
IN_HELP = commands_of(epilogs())


def parse(call: str) -> None:
    """Parse a call as the command line does, without running it."""
    group = get_command(app)
    name, *arguments = shlex.split(call)[1:] or [""]
    if name.startswith("-") or not name:
        group.make_context("detente", [name] if name else ["--help"])
        return
    command = group.commands[name]  # type: ignore[attr-defined]
    command.make_context(name, arguments)


@pytest.mark.parametrize("call", [*IN_README, *IN_HELP])
def test_command_parses(call: str) -> None:
    if call.endswith(("--help", "--version")):  # which print and leave
        with pytest.raises(typer.Exit):
            parse(call)
    else:
        parse(call)


@pytest.mark.parametrize(
    "call", ["detente raed x", "detente read --fromat csv x", "detente read -f cvs x"]
)
def test_parsing_would_find_a_wrong_command(call: str) -> None:
    with pytest.raises(Exception, match=r"raed|fromat|cvs"):
        parse(call)


def test_examples_were_found() -> None:
    group = get_command(app)
    # Every command shows how it is used.
    assert {call.split()[1] for call in IN_HELP} == {*group.commands}  # type: ignore[attr-defined]
    assert len(IN_HELP) >= 6
    assert any(call.startswith("detente read") for call in IN_README)


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_make_targets_exist(path: Path) -> None:
    named = {
        target
        for code in code_of(path.read_text("utf-8"))
        for target in re.findall(r"^make (?:[A-Z]+=\S+ )*([a-z][\w-]*)", code)
    }
    assert named <= targets()
    if path == README:
        assert "demo" in named


def test_make_help_names_targets_that_exist() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"^# make ([a-z][\w-]*)", text, re.M))
    assert named
    assert named <= targets()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", path.read_text("utf-8")):
        if "://" not in link:
            assert (path.parent / link).exists(), link


def test_files_that_make_demo_reads_exist() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    named = re.findall(r"\bexamples/\S+", text)
    assert named
    assert all((ROOT / name).exists() for name in named)


MODULES = sorted(
    ["detente", *(m.name for m in pkgutil.walk_packages(detente.__path__, "detente."))]
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0


def test_doctests_are_found() -> None:
    finder = doctest.DocTestFinder()
    found = [
        test.name
        for name in MODULES
        for test in finder.find(importlib.import_module(name))
        if test.examples
    ]
    assert len(found) >= 60  # 100 and more when this was written
