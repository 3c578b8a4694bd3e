# SPDX-License-Identifier: MIT
"""MobileNetV1, read from the files that TensorFlow.js loads."""

import json
from itertools import chain
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from shoebox_training import lineage

SMALL_PICTURES = 100  # pixels a side, up to which pictures are looked at in a smaller size


class MobileNet(nn.Module):
    """MobileNetV1 without its classifier; batch normalisation folded into the convolutions.

    Source: Howard et al. 2017, "MobileNets"; Keras' `mobilenet.py` for the padding.
    """

    name = "mobilenet"

    def __init__(self, folder: Path) -> None:
        """Reads `model.json` and the shards that it names.

        Raises: FileNotFoundError if one of them is missing.
        """
        super().__init__()
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        weights = read_shards(folder, description["weightsManifest"])
        layers = {
            layer["config"]["name"]: layer["config"]
            for layer in description["modelTopology"]["model_config"]["config"]["layers"]
        }
        names = ["conv1", *chain.from_iterable((f"conv_dw_{block}", f"conv_pw_{block}") for block in range(1, 14))]
        self.convolutions = nn.ModuleList(folded(name, weights, layers) for name in names)
        self.register_buffer("class_weights", weights["conv_preds/kernel"][0, 0].t().contiguous())
        self.register_buffer("class_biases", weights["conv_preds/bias"].reshape(-1))
        self.width = int(self.class_weights.shape[1])
        self.requires_grad_(False).eval()
        self.digest = lineage.of_tensors(self.state_dict())

    def side_for(self, picture_side: int) -> int:
        """Little pictures blown up to 224 pixels look like nothing the network knows; 128 was best for them."""
        return 128 if picture_side <= SMALL_PICTURES else 224

    def forward(self, pictures: Tensor) -> Tensor:
        x = pictures / 127.5 - 1
        for convolution in self.convolutions:
            x = torch.clamp(convolution(padded_as_keras(x, convolution)), 0, 6)
        return x.mean(dim=(2, 3)).float()

    features = forward

    def classifier(self) -> tuple[Tensor, Tensor]:
        return self.class_weights, self.class_biases


def read_shards(folder: Path, manifest: list[dict]) -> dict[str, Tensor]:
    """The tensors of a TensorFlow.js model by name, in TensorFlow's layouts."""
    tensors = {}
    for group in manifest:
        data = b"".join((folder / path).read_bytes() for path in group["paths"])
        offset = 0
        for entry in group["weights"]:
            count = int(np.prod(entry["shape"]))
            values = np.frombuffer(data, np.float32, count, offset).reshape(entry["shape"])
            tensors[entry["name"]] = torch.from_numpy(values.copy())
            offset += 4 * count
    return tensors


def folded(name: str, weights: dict[str, Tensor], layers: dict[str, dict]) -> nn.Conv2d:
    """A convolution with the batch normalisation that follows it."""
    is_depthwise = "_dw_" in name
    kernel = weights[f"{name}/depthwise_kernel" if is_depthwise else f"{name}/kernel"]
    kernel = kernel.permute(2, 3, 0, 1) if is_depthwise else kernel.permute(3, 2, 0, 1)
    scale = weights[f"{name}_bn/gamma"] / torch.sqrt(
        weights[f"{name}_bn/moving_variance"] + layers[f"{name}_bn"]["epsilon"]
    )
    convolution = nn.Conv2d(
        in_channels=kernel.shape[0] if is_depthwise else kernel.shape[1],
        out_channels=kernel.shape[0],
        kernel_size=kernel.shape[-1],
        stride=layers[name]["strides"][0],
        groups=kernel.shape[0] if is_depthwise else 1,
    )
    convolution.weight.data = (kernel * scale[:, None, None, None]).contiguous()
    convolution.bias.data = weights[f"{name}_bn/beta"] - weights[f"{name}_bn/moving_mean"] * scale
    return convolution


def padded_as_keras(x: Tensor, convolution: nn.Conv2d) -> Tensor:
    """Padding "same": where an odd number of pixels is missing, one more is added at the right and at the bottom."""
    size, stride = convolution.kernel_size[0], convolution.stride[0]
    side = x.shape[-1]
    missing = max((-(-side // stride) - 1) * stride + size - side, 0)
    return F.pad(x, (missing // 2, missing - missing // 2) * 2)
