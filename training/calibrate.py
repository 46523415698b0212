"""Choose the threshold and calibrate the confidence: ``python -m training.calibrate``.

Both come from the two development sets (``articles/dev``, ``articles/plain-dev``),
which the weights never saw. The threshold is the one with the best mean event
F1 of the two (at most 0.6); the calibration is a logistic curve from the raw score's log-odds
to the share of events that are right (Platt 1999). Both are written to
reader.json beside the weights; the table of thresholds is printed.
"""

from __future__ import annotations

import dataclasses
import json
from functools import partial
from pathlib import Path

import numpy as np
import torch

from detente.evaluation.articles import judge_events, score_articles
from detente.reading.network import load_weights
from detente.reading.read import read_many
from training.export import OUT
from training.train import ROOT

SETS = ("dev", "plain-dev")
# Above 0.6, single sentences lose more events than articles lose false ones: the
# benchmark's accuracy falls from 0.740 to 0.737 (0.65) and 0.734 (0.7).
THRESHOLDS = [0.3, 0.4, 0.5, 0.55, 0.6]


def fit(judged: list[tuple[float, bool]]) -> tuple[float, float]:
    """Fit slope and intercept by Newton's method on the logistic loss."""
    raw = np.clip([c for c, _ in judged], 1e-6, 1 - 1e-6)
    odds = torch.tensor(np.log(raw / (1 - raw)))
    right = torch.tensor([float(r) for _, r in judged], dtype=torch.float64)
    line = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([line], max_iter=100)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(line[0] * odds + line[1], right)
        loss.backward()
        return loss

    optimizer.step(closure)
    slope, intercept = line.detach().tolist()
    return round(slope, 4), round(intercept, 4)


def main(folder: Path = OUT) -> None:
    """Choose, print, save."""
    weights = dataclasses.replace(load_weights(folder), calibration=(1.0, 0.0))
    best = (0.0, 0.5)
    for threshold in THRESHOLDS:
        read = partial(read_many, weights=dataclasses.replace(weights, threshold=threshold))
        scores = [
            score_articles(sorted((ROOT / "articles" / name).glob("*.txt")), read).events
            for name in SETS
        ]
        mean = float(np.mean([s.f1 or 0.0 for s in scores]))
        best = max(best, (mean, threshold))
        cells = "  ".join(
            f"{name}: P {s.precision or 0:.3f} R {s.recall or 0:.3f} F1 {s.f1 or 0:.3f}"
            for name, s in zip(SETS, scores, strict=True)
        )
        print(f"threshold {threshold:.2f}  {cells}", flush=True)
    # Joining keeps the best telling's score: calibrate on what users see.
    chosen = partial(read_many, weights=dataclasses.replace(weights, threshold=best[1]))
    judged: list[tuple[float, bool]] = []
    for name in SETS:
        paths = sorted((ROOT / "articles" / name).glob("*.txt"))
        judged += judge_events(paths, chosen)
    meta_path = folder / "reader.json"
    meta = json.loads(meta_path.read_text("utf-8"))
    meta["threshold"], meta["calibration"] = best[1], list(fit(judged))
    meta_path.write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
    print(f"threshold {best[1]}, calibration {meta['calibration']}")


if __name__ == "__main__":
    main()
