# SPDX-License-Identifier: MIT
"""Lets torchvision be imported beside a PyTorch that its compiled operators were not built for.

The torchvision wheel of the package index matches the CUDA build of PyTorch. Beside the CPU build its shared
library does not load and the import stops at two detection operators that were never declared. Nothing here
detects anything, so declaring them is enough.
"""

import torch

OPERATORS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)

try:
    import torchvision  # noqa: F401
except RuntimeError:
    declarations = torch.library.Library("torchvision", "DEF")
    for operator in OPERATORS:
        declarations.define(operator)
    import torchvision  # noqa: F401
