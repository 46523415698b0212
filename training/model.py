"""The reader's network: a small BERT encoder with five heads.

One network serves both passes. In the first, no word is marked and the trigger
head labels words; in the second, the trigger's pieces are marked (token type 1)
and the other heads answer for it.
"""

from __future__ import annotations

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


class ReaderNet(nn.Module):
    """Encoder and heads.

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
        self.encoder = BertModel.from_pretrained(
            encoder_path, config=config, add_pooling_layer=False, dtype=torch.float32
        )
        width = config.hidden_size
        # Case carries names; the base encoder is uncased. Starts at nothing.
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.zeros_(self.shape.weight)
        self.drop = nn.Dropout(0.1)
        self.trigger = nn.Linear(width, len(trigger_tags()))
        self.argument = nn.Linear(width, len(argument_tags()))
        self.pool = nn.Linear(3 * width, width)
        self.event = nn.Linear(width, len(event_labels()))
        self.mode = nn.Linear(width, len(mode_labels()))
        self.status = nn.Linear(width, len(STATUS_LABELS))

    def forward(
        self, ids: Tensor, mask: Tensor, marks: Tensor, shapes: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Score one batch.

        Args:
            ids, mask, marks, shapes: int64, shape (sequences, pieces).

        Returns:
            Logits: trigger (B, T, 33), argument (B, T, 11), event (B, 17),
            mode (B, M), status (B, 5).
        """
        words = self.encoder.embeddings.word_embeddings(ids) + self.shape(shapes)
        states = self.encoder(
            inputs_embeds=words, attention_mask=mask, token_type_ids=marks
        ).last_hidden_state
        states = self.drop(states)
        weight = marks.unsqueeze(-1).to(states.dtype)
        count = weight.sum(1).clamp(min=1.0)
        inside = (states * weight).sum(1) / count
        around = mask.unsqueeze(-1).to(states.dtype)
        mean = (states * around).sum(1) / around.sum(1).clamp(min=1.0)
        pooled = torch.tanh(self.pool(torch.cat([inside, states[:, 0], mean], dim=-1)))
        pooled = self.drop(pooled)
        return (
            self.trigger(states),
            self.argument(states),
            self.event(pooled),
            self.mode(pooled),
            self.status(pooled),
        )
