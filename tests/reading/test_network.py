"""Weights that are missing, damaged or made for other labels are refused."""

import hashlib
import json
import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from detente.errors import ReaderError
from detente.reading.labels import argument_tags, event_labels, mode_labels, trigger_tags
from detente.reading.network import WEIGHTS, Weights, hash_of, label_table, load_weights
from detente.records import STATUSES

# load_weights turns OSError and ValueError of the first three reads into
# ReaderError, and lets these others through.
FILES = ("first.onnx", "second.onnx", "reader.json", "tokenizer.json", "gate.npz")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped weights."""
    with as_file(files(WEIGHTS)) as shipped:
        for name in FILES:
            shutil.copy(shipped / name, tmp_path / name)
    return tmp_path


def cut(name: str) -> Callable[[Path], None]:
    def done(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes()[:500])

    return done


def remove(name: str) -> Callable[[Path], None]:
    def done(folder: Path) -> None:
        (folder / name).unlink()

    return done


def change(**fields: object) -> Callable[[Path], None]:
    def changed(folder: Path) -> None:
        meta = json.loads((folder / "reader.json").read_text("utf-8"))
        (folder / "reader.json").write_text(json.dumps(meta | fields), "utf-8")

    return changed


def drop(field: str) -> Callable[[Path], None]:
    def dropped(folder: Path) -> None:
        meta = json.loads((folder / "reader.json").read_text("utf-8"))
        del meta[field]
        (folder / "reader.json").write_text(json.dumps(meta), "utf-8")

    return dropped


def forge(folder: Path) -> None:
    """Put a file that is no network under its right hash."""
    (folder / "first.onnx").write_bytes(b"no network")
    right = hashlib.sha256(b"no network").hexdigest()
    change(sha256={"first.onnx": right, "second.onnx": hash_of(folder / "second.onnx")})(folder)


@pytest.mark.parametrize(
    "damage",
    [
        *[pytest.param(remove(name), id=f"{name} missing") for name in FILES],
        *[pytest.param(cut(name), id=f"{name} cut off") for name in ("first.onnx", "second.onnx")],
        pytest.param(cut("reader.json"), id="reader.json cut off"),
        pytest.param(cut("tokenizer.json"), id="tokenizer.json cut off"),
        pytest.param(cut("gate.npz"), id="gate.npz cut off"),
        pytest.param(forge, id="no network, right hash"),
        pytest.param(change(labels={}), id="other labels"),
        pytest.param(change(sha256={"first.onnx": "0" * 64}), id="another hash"),
        *[
            pytest.param(drop(field), id=f"no {field}")
            for field in ("sha256", "labels", "calibration", "version", "threshold")
        ],
        pytest.param(change(calibration=[1.0]), id="half a calibration"),
    ],
)
def test_damaged_weights_are_refused(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    with pytest.raises(ReaderError, match=str(folder)):
        load_weights(folder)


def test_no_folder_at_all(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="incomplete"):
        load_weights(tmp_path / "nowhere")


def test_a_copy_loads_and_answers_alike(folder: Path, weights: Weights) -> None:
    copy = load_weights(folder, threads=1)
    assert copy.name == weights.name
    ids = np.array([[101, 2605, 102]], dtype=np.int64)
    mask, shapes = np.ones_like(ids), np.zeros_like(ids)
    for mine, theirs in zip(
        copy.network.first(ids, mask, shapes), weights.network.first(ids, mask, shapes), strict=True
    ):
        assert np.allclose(mine, theirs, atol=1e-5)


def test_shapes_of_the_answers(weights: Weights) -> None:
    ids = np.array([[101, 2605, 2605, 102], [101, 2605, 102, 0]], dtype=np.int64)
    mask = np.array([[1, 1, 1, 1], [1, 1, 1, 0]], dtype=np.int64)
    marks = np.array([[0, 1, 0, 0], [0, 1, 0, 0]], dtype=np.int64)
    states, trigger = weights.network.first(ids, mask, np.zeros_like(ids))
    assert trigger.shape == (2, 4, len(trigger_tags()))
    argument, event, mode, status = weights.network.second(states, mask, marks)
    assert argument.shape == (2, 4, len(argument_tags()))
    assert event.shape == (2, len(event_labels()))
    assert mode.shape == (2, len(mode_labels()))
    assert status.shape == (2, len(STATUSES))


def test_label_table_is_what_the_weights_were_trained_for() -> None:
    with as_file(files(WEIGHTS)) as shipped:
        assert json.loads((shipped / "reader.json").read_text("utf-8"))["labels"] == label_table()
