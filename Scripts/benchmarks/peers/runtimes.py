# SPDX-License-Identifier: MIT
"""ONNX Runtime, OpenVINO and PyTorch as they are meant to be used on a CPU."""

from pathlib import Path
from typing import Callable

import numpy
from benchmarks.peers.throughput import Encode, Runtime

VISION, TEXT = "vision", "text"


class ONNXRuntime(Runtime):
    """Exported towers in f32, or with the weights of MatMul and Gemm in int8 and activations quantised on the fly."""

    def __init__(self, exported: Path, tower: str, precision: str):
        self.file = exported / (f"{tower}.onnx" if precision == "f32" else f"{tower}-{precision}.onnx")

    def team(self, threads: int) -> Encode:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(self.file), options, providers=["CPUExecutionProvider"])
        return lambda inputs: session.run(None, {"input": inputs})[0]

    def workers(self, count: int) -> list[Encode]:
        return [self.team(threads=1) for _ in range(count)]


class OpenVINO(Runtime):
    """The same exported towers; a worker is a stream of one compiled model, so that they share the weights."""

    def __init__(self, exported: Path, tower: str, precision: str):
        self.file = exported / f"{tower}.onnx"
        self.precision = precision

    def requests(self, threads: int, streams: int) -> list[Encode]:
        import openvino
        from openvino.properties import hint, inference_num_threads, num_streams

        model = openvino.Core().compile_model(
            str(self.file),
            "CPU",
            {
                inference_num_threads: threads,
                num_streams: streams,
                hint.inference_precision: getattr(openvino.Type, self.precision),
            },
        )

        def request() -> Encode:
            infer = model.create_infer_request()
            return lambda inputs: infer.infer({0: inputs})[0]

        return [request() for _ in range(streams)]

    def team(self, threads: int) -> Encode:
        return self.requests(threads, streams=1)[0]

    def workers(self, count: int) -> list[Encode]:
        return self.requests(threads=count, streams=count)


class PyTorch(Runtime):
    """The reference implementation itself, eager, converted to its precision as a whole."""

    def __init__(self, model: Path, tower: str, precision: str):
        import torch
        from reference import checkpoint

        self.dtype = {"f32": torch.float32, "bf16": torch.bfloat16}[precision]
        reference = checkpoint.load(model)
        self.features = reference.vision if tower == VISION else reference.text_features
        reference.model.to(self.dtype)

    def team(self, threads: int) -> Encode:
        import torch

        torch.set_num_threads(threads)

        @torch.inference_mode()
        def encode(inputs: numpy.ndarray) -> numpy.ndarray:
            tensor = torch.from_numpy(inputs)
            if tensor.is_floating_point():
                tensor = tensor.to(self.dtype)
            return self.features(tensor).float().numpy()

        return encode

    def workers(self, count: int) -> list[Encode]:
        return [self.team(threads=1) for _ in range(count)]


RUNTIMES: dict[str, Callable[[Path, str, str], Runtime]] = {
    "ONNX Runtime": ONNXRuntime,
    "OpenVINO": OpenVINO,
    "PyTorch": PyTorch,
}
