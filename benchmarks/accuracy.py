"""Accuracy on all gold that is at hand: ``python -m benchmarks.accuracy``.

Events are scored, and matters, quotes and figures where gold has them. The two
sets of articles lie in the repository, persons renamed. The benchmark's pairs,
the founding case and the articles with real names are not ours to ship: they are
scored where a folder ``shared/`` lies beside the checkout, or where
DETENTE_SHARED names it.
"""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.keep import ROOT, keep


def main() -> None:
    """Run ``detente evaluate`` on each gold and keep what it prints."""
    shared = os.environ.get("DETENTE_SHARED", str(ROOT.parent / "shared"))
    gold = {
        "accuracy-articles": ["training/articles/dev"],
        "accuracy-plain": ["training/articles/plain-dev"],
        "accuracy-articles-real-names": [f"{shared}/articles/dev"],
        "accuracy-pairs": [f"{shared}/benchmark/plv-dev.jsonl"],
        "accuracy-case": [f"{shared}/seed/gold.json"],
    }
    for name, paths in gold.items():
        if not all((ROOT / path).exists() for path in paths):
            print(f"{name}: left out, {paths[0]} is not there", file=sys.stderr)
            continue
        command = [sys.executable, "-m", "detente.cli", "evaluate", *paths]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        keep(
            name,
            [f"$ detente evaluate {os.path.relpath(paths[0], ROOT)}", *done.stdout.splitlines()],
        )


if __name__ == "__main__":
    main()
