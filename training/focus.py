"""Learn the weights of the clues to the state of an unnamed party.

    python -m training.focus

Reads the training articles with gold's events and spans, takes each party
without a name whose state gold tells, and fits a conditional logit over the
candidates (L2-penalised). Prints the share of right choices by five-fold
cross-validation over articles, and writes the weights to reader.json.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

import torch

from detente.evaluation.articles import article_of
from detente.evaluation.markup import GoldArticle, GoldRow, read_article
from detente.ontology import states
from detente.reading.focus import REASONS, Clues, choose
from detente.reading.network import Weights, load_weights
from detente.reading.read import EventMaker
from detente.reading.reader import Argument, Found
from detente.records import Actor, Span
from training.export import OUT
from training.train import ROOT

FOLDS = 5
PENALTY = 0.002
NAMES = tuple(REASONS)


@dataclass(frozen=True)
class Choice:
    """A party without a name: what is known around it, and its state by gold."""

    article: int
    clues: Clues
    gold: str


class _Notes(list[Clues]):
    """Stands in for ``choose`` and notes what it is asked; its reason is the note's number."""

    def choose(self, clues: Clues, weights: Mapping[str, float]) -> tuple[str | None, str]:
        self.append(clues)
        return choose(clues, weights)[0], f"#{len(self) - 1}"


def choices_of(articles: Sequence[GoldArticle], weights: Weights) -> list[Choice]:
    """Take the parties without a name from articles, resolved with gold's spans."""
    found: list[Choice] = []
    for number, article in enumerate(articles):
        notes = _Notes()
        with mock.patch("detente.reading.actors.choose", notes.choose):
            maker = EventMaker(article_of(article), weights)
            for row in sorted(article.rows, key=lambda row: row.start):
                event = maker.make(*_told(article, row))
                sides = ((event.actors, row.actors), (event.recipients, row.recipients))
                for parties, gold in sides:
                    codes = {p.code for p in gold}
                    if len(codes) == 1 and codes <= states.codes():
                        found += [
                            Choice(number, notes[int(p.reason[1:])], next(iter(codes)))
                            for p in parties
                            if _is_unnamed(p)
                        ]
    return found


def _is_unnamed(party: Actor) -> bool:
    return party.reason.startswith("#")


def _told(article: GoldArticle, row: GoldRow) -> tuple[Span, Found]:
    start, end = row.sentence
    marked = row.marked
    arguments = tuple(Argument(*argument) for argument in marked.arguments)
    found = Found(
        marked.event, marked.mode, marked.status, row.start - start, row.end - start, arguments, 0.9
    )
    return Span(article.text[start:end], start, end), found


def fit(choices: Sequence[Choice]) -> dict[str, float]:
    """Fit the weights by maximum likelihood with an L2 penalty."""
    rows: list[tuple[torch.Tensor, int]] = []
    for choice in choices:
        candidates = choice.clues.candidates()
        if choice.gold in candidates and len(candidates) > 1:
            table = [[f.get(name, 0.0) for name in NAMES] for f in candidates.values()]
            rows.append(
                (torch.tensor(table, dtype=torch.float64), [*candidates].index(choice.gold))
            )
    width = max(len(table) for table, _ in rows)
    features = torch.zeros((len(rows), width, len(NAMES)), dtype=torch.float64)
    absent = torch.ones((len(rows), width), dtype=torch.bool)
    for index, (table, _) in enumerate(rows):
        features[index, : len(table)], absent[index, : len(table)] = table, False
    target = torch.tensor([index for _, index in rows])
    weights = torch.zeros(len(NAMES), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        logits = (features @ weights).masked_fill(absent, -1e9)
        loss = torch.nn.functional.cross_entropy(logits, target) + PENALTY * weights.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return {name: round(float(w), 3) for name, w in zip(NAMES, weights.detach(), strict=True)}


def share_right(choices: Sequence[Choice], weights: Mapping[str, float]) -> float:
    """The share of parties whose state is chosen right."""
    return sum(choose(c.clues, weights)[0] == c.gold for c in choices) / len(choices)


def main() -> None:
    """Fit, check, print, save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    reader = load_weights(out)
    articles = [read_article(p) for p in sorted((ROOT / "articles" / "train").glob("*.txt"))]
    # What comes later in an article rests on what was chosen before: go round twice.
    for turn in (1, 2):
        choices = choices_of(articles, reader)
        held = [
            share_right(
                [c for c in choices if c.article % FOLDS == fold],
                fit([c for c in choices if c.article % FOLDS != fold]),
            )
            for fold in range(FOLDS)
        ]
        before, weights = share_right(choices, reader.focus), fit(choices)
        reader = replace(reader, focus=weights)
        print(
            f"turn {turn}: {len(choices)} parties without a name; right before {before:.3f}, "
            f"cross-validated {sum(held) / FOLDS:.3f}, on the same articles "
            f"{share_right(choices, weights):.3f}",
            flush=True,
        )
    meta_path = out / "reader.json"
    meta = json.loads(meta_path.read_text("utf-8"))
    meta["focus"] = reader.focus
    meta_path.write_text(json.dumps(meta, indent=1) + "\n", "utf-8")
    for name, weight in sorted(reader.focus.items(), key=lambda item: -item[1]):
        print(f"{weight:7.3f}  {name}")


if __name__ == "__main__":
    main()
