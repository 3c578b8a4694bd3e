# SPDX-License-Identifier: MIT
"""MobileNet from TensorFlow.js' files, against the same arithmetic written out."""

import json

import numpy as np
import torch
import torch.nn.functional as F
import toy_data

from shoebox_training.teachers.mobilenet import MobileNet, padded_as_keras, read_shards


def test_features_are_the_networks(folder):
    toy_data.write_mobilenet(folder / "net", np.random.default_rng(0), width=4)
    teacher = MobileNet(folder / "net")
    description = json.loads((folder / "net/model.json").read_text(encoding="utf-8"))
    weights = read_shards(folder / "net", description["weightsManifest"])
    pictures = torch.rand(2, 3, 33, 33, generator=torch.Generator().manual_seed(0)) * 255

    x = pictures / 127.5 - 1
    for name in ["conv1", *(f"conv_{kind}_{block}" for block in range(1, 14) for kind in ("dw", "pw"))]:
        stride = 2 if name in ("conv1", "conv_dw_2", "conv_dw_4") else 1
        if "_dw_" in name:
            kernel, groups = weights[f"{name}/depthwise_kernel"].permute(2, 3, 0, 1), 4
        else:
            kernel, groups = weights[f"{name}/kernel"].permute(3, 2, 0, 1), 1
        size, side = kernel.shape[-1], x.shape[-1]
        missing = max((-(-side // stride) - 1) * stride + size - side, 0)
        x = F.conv2d(F.pad(x, (missing // 2, missing - missing // 2) * 2), kernel, stride=stride, groups=groups)
        normal = [weights[f"{name}_bn/{part}"] for part in ("moving_mean", "moving_variance", "gamma", "beta")]
        x = F.batch_norm(x, *normal, eps=1e-3).clamp(0, 6)
    assert torch.allclose(teacher.features(pictures), x.mean(dim=(2, 3)), atol=1e-4)
    assert teacher.classifier()[0].shape == (3, 4)


def test_padding_is_keras():
    even = torch.nn.Conv2d(1, 1, 3, stride=2)
    assert padded_as_keras(torch.zeros(1, 1, 4, 4), even).shape[-1] == 5  # one more at the right
    assert padded_as_keras(torch.zeros(1, 1, 5, 5), even).shape[-1] == 7
