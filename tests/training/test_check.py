"""The check of the corpus: what it counts, and where it stops."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from detente.evaluation.markup import parse_sentence
from training import check

AGREED = "{a1 France} {e1:AGREE agreed} to talks."
ACCUSED = "{a1 France} {e1:ACCUSE agreed} to talks."
LONGER = "{a1 France} {e1:AGREE agreed to talks}."
BOTH = "{a1 France} {e1:AGREE agreed} to {e2:CONSULT talks}."
NEITHER = "France agreed to talks."


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ([AGREED], [AGREED], (1, 1)),
        ([AGREED], [LONGER], (1, 1)),  # triggers touch
        ([AGREED], [ACCUSED], (0, 2)),  # another category: two different events
        ([AGREED], [NEITHER], (0, 1)),
        ([NEITHER], [AGREED], (0, 1)),
        ([AGREED], [BOTH], (1, 2)),
        ([NEITHER], [NEITHER], (0, 0)),
        ([AGREED, BOTH], [AGREED, NEITHER], (1, 3)),
        ([], [], (0, 0)),
    ],
)
def test_agreement(first: list[str], second: list[str], expected: tuple[int, int]) -> None:
    one, other = ([parse_sentence(line) for line in lines] for lines in (first, second))
    assert check.agreement(one, other) == expected
    assert check.agreement(other, one) == expected  # who coded first does not matter


def test_agreement_needs_the_same_sentences() -> None:
    with pytest.raises(ValueError, match="shorter"):
        check.agreement([parse_sentence(AGREED)] * 2, [parse_sentence(AGREED)])


def run(monkeypatch: pytest.MonkeyPatch, *arguments: Path) -> None:
    monkeypatch.setattr(sys, "argv", ["check", *map(str, arguments)])
    check.main()


def test_counts_a_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    part = tmp_path / "part-1.txt"
    part.write_text(f"{BOTH}\n{NEITHER}\n{AGREED.replace('AGREE', 'AGREE;future')}\n", "utf-8")
    run(monkeypatch, part)
    row = capsys.readouterr().out.splitlines()[1].split()
    # records, without event, events, categories, statuses
    assert row == ["part-1.txt", "3", "1", "3", "2", "actual", "2", "future", "1"]


def test_stops_at_a_malformed_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = tmp_path / "part-1.txt"
    part.write_text(f"{AGREED}\n{AGREED.replace('AGREE', 'AGREED')}\n", "utf-8")
    with pytest.raises(SystemExit, match=r"part-1\.txt:2"):
        run(monkeypatch, part)


def test_needs_no_torch() -> None:
    # people who write corpus have the development environment, not that of training
    code = "import sys; import training.check, training.data; sys.exit('torch' in sys.modules)"
    root = Path(check.__file__).parents[1]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
