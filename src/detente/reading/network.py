"""The network as int8 ONNX, run by onnxruntime, and the folder it lives in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # the package ships no types
from tokenizers import Tokenizer

from detente.errors import ReaderError
from detente.reading.decoding import Float
from detente.reading.gate import Gate, load_gate
from detente.reading.labels import (
    STATUS_LABELS,
    argument_tags,
    event_labels,
    mode_labels,
    trigger_tags,
)
from detente.reading.words import Int

WEIGHTS = "detente.reading.weights"
_SECOND = ["argument", "event", "mode", "status"]


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained reader: its network, tokenizer and settings.

    Attributes:
        version: hash of the corpus and the training code that made it.
        threshold: least raw confidence of an event that is given out.
        calibration: slope and intercept of the logistic map from the raw
            score's log-odds to a calibrated probability.
        gate: which sentences are worth reading.
    """

    network: OnnxNetwork
    tokenizer: Tokenizer
    version: str
    threshold: float
    calibration: tuple[float, float]
    gate: Gate

    @property
    def name(self) -> str:
        """``name@version``, as it stands in each event."""
        return f"detente-reader@{self.version}"


class OnnxNetwork:
    """The network on a CPU.

    Args:
        path: the ONNX file.
        threads: of onnxruntime; 0 takes all cores.
    """

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Spinning threads would fight with the rest of the reading for two cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:
            raise ReaderError(f"{path}: no usable weights ({error}); reinstall detente") from error

    def first(self, ids: Int, mask: Int, shapes: Int) -> Float:
        """Trigger logits, shape (B, T, tags)."""
        feed = {"ids": ids, "mask": mask, "marks": np.zeros_like(ids), "shapes": shapes}
        return np.asarray(self._session.run(["trigger"], feed)[0], dtype=np.float32)

    def second(
        self, ids: Int, mask: Int, shapes: Int, marks: Int
    ) -> tuple[Float, Float, Float, Float]:
        """Argument (B, T, tags), event (B, E), mode (B, M), status (B, S) logits."""
        feed = {"ids": ids, "mask": mask, "marks": marks, "shapes": shapes}
        argument, event, mode, status = (
            np.asarray(x, dtype=np.float32) for x in self._session.run(_SECOND, feed)
        )
        return argument, event, mode, status


def label_table() -> dict[str, list[str]]:
    """The label sets as they are written beside the weights."""
    return {
        "trigger": list(trigger_tags()),
        "argument": list(argument_tags()),
        "event": list(event_labels()),
        "mode": [f"{event}.{mode or '-'}" for event, mode in mode_labels()],
        "status": list(STATUS_LABELS),
    }


def load_weights(folder: Path, *, threads: int = 0) -> Weights:
    """Load a trained reader from a folder (reader.onnx, reader.json, tokenizer.json).

    Raises:
        ReaderError: a file is missing, damaged, or made for other labels.
    """
    try:
        meta = json.loads((folder / "reader.json").read_text("utf-8"))
        tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        digest = hashlib.sha256((folder / "reader.onnx").read_bytes()).hexdigest()
        expected, labels = meta["sha256"], meta["labels"]
        slope, intercept = map(float, meta["calibration"])
        version, threshold = str(meta["version"]), float(meta["threshold"])
    except Exception as error:
        raise ReaderError(
            f"{folder}: the reader's weights are incomplete ({error!r}); reinstall detente"
        ) from error
    if digest != expected:
        raise ReaderError(f"{folder}/reader.onnx is damaged: its hash is not that of reader.json")
    if labels != label_table():
        raise ReaderError(f"{folder}: weights were trained for other labels; run: make train")
    return Weights(
        network=OnnxNetwork(folder / "reader.onnx", threads=threads),
        tokenizer=tokenizer,
        version=version,
        threshold=threshold,
        calibration=(slope, intercept),
        gate=load_gate(folder / "gate.npz"),
    )


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package; loaded once a process."""
    with as_file(files(WEIGHTS)) as folder:
        return load_weights(folder)
