# SPDX-License-Identifier: MIT
"""A vision tower exported to ONNX and timed in ONNX Runtime, in float32."""

import time
import warnings
from pathlib import Path
from statistics import median

import numpy
import onnxruntime
import torch
from reference.checkpoint import Reference

OPSET = 17
WARM_UPS = 2


def export(model: Reference, file: Path) -> None:
    """Writes the tower with a free batch size: pixels (B, 3, side, side) -> features (B, E)."""
    torch.backends.mha.set_fastpath_enabled(False)  # its fused operator has no ONNX form
    pixels = torch.randn(2, 3, model.side, model.side)
    with warnings.catch_warnings(), torch.inference_mode():
        warnings.simplefilter("ignore")  # about tracing shapes that are constant here
        torch.onnx.export(
            model.vision,
            (pixels,),
            str(file),
            input_names=["pixels"],
            output_names=["features"],
            dynamic_axes={"pixels": {0: "batch"}, "features": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
    check(model, file, pixels[:1])


def check(model: Reference, file: Path, pixels: torch.Tensor) -> None:
    """Fails where the exported tower answers something else: its speed would mean nothing."""
    with torch.inference_mode():
        expected = model.vision(pixels).numpy()
    features = session(file, threads=1).run(None, {"pixels": pixels.numpy()})[0]
    if not numpy.allclose(features, expected, rtol=1e-3, atol=1e-3 * float(numpy.abs(expected).max())):
        raise SystemExit("The exported vision tower does not agree with PyTorch.")


def session(file: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def images_per_second(tower: onnxruntime.InferenceSession, side: int, batch: int, runs: int) -> float:
    """The median of `runs` timed runs, after the warm-ups."""
    pixels = numpy.random.default_rng(1).standard_normal((batch, 3, side, side), dtype=numpy.float32)
    seconds = []
    for _ in range(WARM_UPS + runs):
        start = time.perf_counter()
        tower.run(None, {"pixels": pixels})
        seconds.append(time.perf_counter() - start)
    return batch / median(seconds[WARM_UPS:])
