"""The network as int8 ONNX, run by onnxruntime, and the folder it lives in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # the package ships no types
from numpy.typing import NDArray
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
# The networks of the two passes: the lower layers with the trigger branch, and
# the branch that judges a marked trigger.
FILES = ("first.onnx", "second.onnx")


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained reader: its network, tokenizer and settings.

    Attributes:
        version: hash of the corpus and the training code that made it.
        threshold: least raw confidence of an event that is given out.
        calibration: slope and intercept of the logistic map from the raw
            score's log-odds to a calibrated probability.
        gate: which sentences are worth reading.
        focus: weights of the clues to the state of an unnamed party.
    """

    network: OnnxNetwork
    tokenizer: Tokenizer
    version: str
    threshold: float
    calibration: tuple[float, float]
    gate: Gate
    focus: Mapping[str, float]

    @property
    def name(self) -> str:
        """``name@version``, as it stands in each event."""
        return f"detente-reader@{self.version}"


class OnnxNetwork:
    """The network on a CPU.

    Args:
        folder: where the files of both passes are (``FILES``).
        threads: of onnxruntime; 0 takes all cores.
    """

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Spinning threads would fight with the rest of the reading for two cores.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._first, self._second = (
                onnxruntime.InferenceSession(
                    str(folder / name), options, providers=["CPUExecutionProvider"]
                )
                for name in FILES
            )
        except Exception as error:
            raise ReaderError(
                f"{folder}: no usable weights ({error}); reinstall detente"
            ) from error

    def first(self, ids: Int, mask: Int, shapes: Int) -> tuple[Float, Float]:
        """Shared states (B, T, width) and trigger logits (B, T, tags)."""
        states, trigger = _run(self._first, {"ids": ids, "mask": mask, "shapes": shapes})
        return states, trigger

    def second(self, states: Float, mask: Int, marks: Int) -> tuple[Float, Float, Float, Float]:
        """Argument (B, T, tags), event (B, E), mode (B, M), status (B, S) logits."""
        feed: dict[str, NDArray[Any]] = {"states": states, "mask": mask, "marks": marks}
        argument, event, mode, status = _run(self._second, feed)
        return argument, event, mode, status


def _run(session: onnxruntime.InferenceSession, feed: dict[str, NDArray[Any]]) -> list[Float]:
    return [np.asarray(output, dtype=np.float32) for output in session.run(None, feed)]


def label_table() -> dict[str, list[str]]:
    """The label sets as they are written beside the weights."""
    return {
        "trigger": list(trigger_tags()),
        "argument": list(argument_tags()),
        "event": list(event_labels()),
        "mode": [f"{event}.{mode or '-'}" for event, mode in mode_labels()],
        "status": list(STATUS_LABELS),
    }


def hash_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_weights(folder: Path, *, threads: int = 0) -> Weights:
    """Load a trained reader from a folder (``FILES``, reader.json, tokenizer.json).

    Raises:
        ReaderError: a file is missing, damaged, or made for other labels.
    """
    try:
        meta = json.loads((folder / "reader.json").read_text("utf-8"))
        tokenizer = Tokenizer.from_str((folder / "tokenizer.json").read_text("utf-8"))
        digests = {name: hash_of(folder / name) for name in FILES}
        expected, labels = meta["sha256"], meta["labels"]
        focus = {str(name): float(weight) for name, weight in meta["focus"].items()}
        slope, intercept = map(float, meta["calibration"])
        version, threshold = str(meta["version"]), float(meta["threshold"])
    except Exception as error:
        raise ReaderError(
            f"{folder}: the reader's weights are incomplete ({error!r}); reinstall detente"
        ) from error
    if digests != expected:
        raise ReaderError(f"{folder}: the networks are damaged: their hashes are not reader.json's")
    if labels != label_table():
        raise ReaderError(f"{folder}: weights were trained for other labels; run: make train")
    return Weights(
        network=OnnxNetwork(folder, threads=threads),
        tokenizer=tokenizer,
        version=version,
        threshold=threshold,
        calibration=(slope, intercept),
        gate=load_gate(folder / "gate.npz"),
        focus=focus,
    )


@cache
def shipped_weights() -> Weights:
    """The weights that come with the package; loaded once a process."""
    with as_file(files(WEIGHTS)) as folder:
        return load_weights(folder)
