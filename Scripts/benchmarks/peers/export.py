# SPDX-License-Identifier: MIT
"""Exports the towers of a checkpoint to ONNX, in f32 and with dynamic int8; nothing is downloaded."""

import argparse
import warnings
from pathlib import Path

import numpy
import onnxruntime
import torch
from benchmarks.peers.runtimes import TEXT, VISION
from onnxruntime.quantization import QuantType, quantize_dynamic
from reference import checkpoint
from reference.checkpoint import Reference

OPSET = 17
QUANTISED = ["MatMul", "Gemm"]


class Text(torch.nn.Module):
    """The text tower and its projection as one module."""

    def __init__(self, model: Reference):
        super().__init__()
        self.parameters_of = model.model  # a submodule, so that the exporter sees the weights
        self.features = model.text_features

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.features(ids)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path, help="where vision.onnx, text.onnx and their int8 forms go")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    model = checkpoint.load(options.model)
    torch.backends.mha.set_fastpath_enabled(False)  # its fused operator has no ONNX form
    ids = torch.randint(1, 40_000, (2, model.context_length))
    ids[:, -1] = 49_407  # the end token: the largest id
    pixels = torch.randn(2, 3, model.side, model.side)
    write(model.vision, pixels, pixels[:1], {0: "batch"}, options.folder / f"{VISION}.onnx")
    if len(model.padded([1], longest=1)) == 1:  # a library that does not pad every text to the full context
        write(Text(model), ids, ids[:1, -9:], {0: "batch", 1: "tokens"}, options.folder / f"{TEXT}.onnx")
    else:
        write(Text(model), ids, ids[:1], {0: "batch"}, options.folder / f"{TEXT}.onnx")


def write(
    tower: torch.nn.Module, example: torch.Tensor, smaller: torch.Tensor, axes: dict[int, str], file: Path
) -> None:
    """Writes the tower with the axes free, checks it on a smaller input, and quantises it."""
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # about tracing shapes that are constant here
        torch.onnx.export(
            tower,
            (example,),
            str(file),
            input_names=["input"],
            output_names=["output"],
            dynamic_axes={"input": axes, "output": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
        expected = tower(smaller).numpy()
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    features = session.run(None, {"input": smaller.numpy()})[0]
    if not numpy.allclose(features, expected, rtol=1e-3, atol=1e-3 * float(numpy.abs(expected).max())):
        raise SystemExit(f"{file} does not agree with PyTorch: its speed would mean nothing.")
    quantised = file.with_name(f"{file.stem}-int8.onnx")
    quantize_dynamic(file, quantised, op_types_to_quantize=QUANTISED, weight_type=QuantType.QInt8)


if __name__ == "__main__":
    main()
