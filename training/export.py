"""Export trained weights to int8 ONNX beside the package's code.

    python -m training.export --run training/runs/reader

Writes first.onnx and second.onnx (the two passes), reader.json (version, labels,
threshold, calibration, hashes) and tokenizer.json to ``src/detente/reading/weights/``.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from detente.reading.network import FILES, hash_of, label_table
from training.model import FirstPass, ReaderNet, SecondPass
from training.train import ROOT, base_encoder, load_tokenizer
from training.version import version_of

OUT = ROOT.parent / "src" / "detente" / "reading" / "weights"
FIRST = ["states", "trigger"]
SECOND = ["argument", "event", "mode", "status"]


def export(state: Path, out: Path, *, version: str) -> None:
    """Write the weights of ``state`` (a run's last.pt) to the folder ``out``."""
    net = ReaderNet(base_encoder(), attention="eager")
    net.load_state_dict(torch.load(state, weights_only=True))
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    whole = torch.ones((2, 12), dtype=torch.int64)
    states = torch.zeros((2, 12, net.trigger.in_features))
    _write(FirstPass(net), {"ids": whole, "mask": whole, "shapes": whole}, FIRST, out / FILES[0])
    _write(
        SecondPass(net), {"states": states, "mask": whole, "marks": whole}, SECOND, out / FILES[1]
    )
    tokenizer = load_tokenizer()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    meta_path = out / "reader.json"
    old = json.loads(meta_path.read_text("utf-8")) if meta_path.exists() else {}
    meta = {
        "version": version,
        "sha256": {name: hash_of(out / name) for name in FILES},
        "threshold": old.get("threshold", 0.5),
        "calibration": old.get("calibration", [1.0, 0.0]),
        "focus": old.get("focus", {}),
        "labels": label_table(),
    }
    meta_path.write_text(json.dumps(meta, indent=1) + "\n", "utf-8")


def _write(
    net: torch.nn.Module, inputs: dict[str, torch.Tensor], outputs: list[str], target: Path
) -> None:
    """Export one pass and quantise it."""
    words = {0: "sequences", 1: "pieces"}
    per_sequence = {"event", "mode", "status"}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            net,
            tuple(inputs.values()),
            str(full),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes={
                name: {0: "sequences"} if name in per_sequence else words
                for name in [*inputs, *outputs]
            },
            opset_version=17,
            dynamo=False,
        )
        # 7-bit weights: with 8 bits, products of two neighbours overflow the
        # 16-bit accumulators of processors without VNNI.
        quantize_dynamic(
            full, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
        )


def main() -> None:
    """Export the last run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--run", type=Path, default=ROOT / "runs" / "reader")
    parser.add_argument("--data", type=Path, default=ROOT)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    export(args.run / "last.pt", args.out, version=version_of(args.data))
    size = sum(path.stat().st_size for path in args.out.iterdir()) / 1e6
    print(f"{args.out}: {size:.1f} MB")


if __name__ == "__main__":
    main()
