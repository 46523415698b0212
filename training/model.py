"""The reader's network: a small BERT encoder that forks for the two passes.

The lower layers read a sentence once. From there one branch labels words as
triggers; the other is run for each trigger found, with that trigger marked,
and answers for its arguments, event, mode and status. Each branch starts as a
copy of the base encoder's upper layers.
"""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from detente.reading.labels import (
    STATUS_LABELS,
    argument_tags,
    event_labels,
    mode_labels,
    trigger_tags,
)
from detente.reading.words import SHAPES

# Layers below the fork. The marked branch is run about 1.4 times a sentence, so
# each shared layer saves time; with two shared layers the int8 weights would
# pass 30 MB.
SHARED_LAYERS = 3


class ReaderNet(nn.Module):
    """Encoder, branches and heads.

    Args:
        encoder_path: folder of the base encoder (config.json, weights).
        attention: ``sdpa`` to train, ``eager`` to export.
    """

    def __init__(self, encoder_path: Path, attention: str = "sdpa") -> None:
        super().__init__()
        config = BertConfig.from_pretrained(
            encoder_path,
            attn_implementation=attention,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        base = BertModel.from_pretrained(
            encoder_path, config=config, add_pooling_layer=False, dtype=torch.float32
        )
        width = config.hidden_size
        self.embeddings = base.embeddings
        self.lower = base.encoder.layer[:SHARED_LAYERS]
        self.finding = base.encoder.layer[SHARED_LAYERS:]
        self.judging = copy.deepcopy(self.finding)
        # Case carries names; the base encoder is uncased. Starts at nothing.
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.mark = nn.Embedding(2, width)
        nn.init.normal_(self.mark.weight, std=0.1)
        self.drop = nn.Dropout(0.1)
        self.trigger = nn.Linear(width, len(trigger_tags()))
        self.argument = nn.Linear(width, len(argument_tags()))
        self.pool = nn.Linear(3 * width, width)
        self.event = nn.Linear(width, len(event_labels()))
        self.mode = nn.Linear(width, len(mode_labels()))
        self.status = nn.Linear(width, len(STATUS_LABELS))

    def find(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """First pass over a batch of sentences.

        Args:
            ids, mask, shapes: int64, shape (sentences, pieces).

        Returns:
            The shared states (B, T, width) and the trigger logits (B, T, 33).
        """
        words = self.embeddings.word_embeddings(ids) + self.shape(shapes)
        states = self.embeddings(inputs_embeds=words)
        states = _through(self.lower, states, mask)
        return states, self.trigger(self.drop(_through(self.finding, states, mask)))

    def judge(
        self, states: Tensor, mask: Tensor, marks: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Second pass: one row a trigger, whose pieces ``marks`` are 1.

        Args:
            states: shared states of the trigger's sentence, (B, T, width).
            mask, marks: int64, shape (B, T).

        Returns:
            Logits: argument (B, T, 11), event (B, 17), mode (B, M), status (B, 5).
        """
        states = self.drop(_through(self.judging, states + self.mark(marks), mask))
        weight = marks.unsqueeze(-1).to(states.dtype)
        inside = (states * weight).sum(1) / weight.sum(1).clamp(min=1.0)
        around = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * around).sum(1) / around.sum(1).clamp(min=1.0)
        pooled = torch.tanh(self.pool(torch.cat([inside, states[:, 0], mean], dim=-1)))
        pooled = self.drop(pooled)
        return self.argument(states), self.event(pooled), self.mode(pooled), self.status(pooled)


def _through(layers: nn.ModuleList, states: Tensor, mask: Tensor) -> Tensor:
    hidden = (1.0 - mask[:, None, None, :].to(states.dtype)) * -1e4
    for layer in layers:
        states = layer(states, hidden)
    return states


class FirstPass(nn.Module):
    """The network's first pass as a module of its own, for export."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """See :meth:`ReaderNet.find`."""
        return self.net.find(ids, mask, shapes)


class SecondPass(nn.Module):
    """The network's second pass as a module of its own, for export."""

    def __init__(self, net: ReaderNet) -> None:
        super().__init__()
        self.net = net

    def forward(
        self, states: Tensor, mask: Tensor, marks: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """See :meth:`ReaderNet.judge`."""
        return self.net.judge(states, mask, marks)
