"""Keeps what a benchmark prints: on the screen and in ``benchmarks/results/``."""

from __future__ import annotations

from pathlib import Path

RESULTS = Path(__file__).parent / "results"
ROOT = Path(__file__).parents[1]


def keep(name: str, lines: list[str]) -> None:
    """Print lines and write them to ``results/NAME.txt``."""
    RESULTS.mkdir(exist_ok=True)
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    print(text, end="")
    (RESULTS / f"{name}.txt").write_text(text, "utf-8")
