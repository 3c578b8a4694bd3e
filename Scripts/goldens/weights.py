# SPDX-License-Identifier: MIT
"""Random weights that leave nothing idle: gains off one, biases off zero, attention that attends.

A freshly initialised model hides mistakes: its biases are zero, its gains one, its attention nearly uniform. Pixels
and tokens enter with the small spread that real embeddings have, so that the epsilon of the norms counts.
"""

import torch
from torch import nn

NORMS = (nn.LayerNorm, nn.BatchNorm2d)
FIRST_CONVOLUTIONS = ("visual.conv1.weight", "patch_embedding.weight")
QUERIES_AND_KEYS = ("q_proj.weight", "k_proj.weight", "self.query.weight", "self.key.weight")
INPUTS_FIRST = ("visual.proj", "text_projection")  # stored (inputs, outputs), unlike every other matrix


def enliven(model: nn.Module, seed: int) -> None:
    """Replaces every weight of a transformers CLIPModel or ChineseCLIPModel, or of an open_clip model."""
    random = torch.Generator().manual_seed(seed)
    gains = {id(module.weight) for module in model.modules() if isinstance(module, NORMS)}
    for name, parameter in model.named_parameters():
        if name != "logit_scale":
            parameter.data = fresh(name, parameter.data, id(parameter) in gains, random)


def perturb(model: nn.Module, seed: int) -> None:
    """Keeps the library's own initial matrices, sharpens attention, and moves what it sets to zero or one."""
    random = torch.Generator().manual_seed(seed)
    for module in model.modules():
        if isinstance(module, NORMS):
            module.weight.data = 0.8 + 0.4 * torch.rand(module.weight.shape, generator=random)
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            parameter.data = 0.05 * torch.randn(parameter.shape, generator=random)
        sharpen(name, parameter.data)


@torch.no_grad()
def settle_batch_norms(model: nn.Module, side: int, seed: int) -> None:
    """Sets the running statistics near those of real activations, but not on them."""
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    if not norms:
        return
    for norm in norms:
        norm.momentum = None  # a plain average over the batches
    random = torch.Generator().manual_seed(seed)
    model.train()
    model.encode_image(torch.randn((8, 3, side, side), generator=random))
    model.eval()
    for norm in norms:
        spread = norm.running_var.sqrt()
        norm.running_mean += 0.2 * spread * torch.randn(spread.shape, generator=random)
        norm.running_var *= 0.7 + 0.6 * torch.rand(spread.shape, generator=random)


def fresh(name: str, old: torch.Tensor, is_gain: bool, random: torch.Generator) -> torch.Tensor:
    """A random tensor of the spread that suits the parameter's role."""
    if is_gain:
        return 0.5 + torch.rand(old.shape, generator=random)
    noise = torch.randn(old.shape, generator=random)
    if name.endswith("bias"):
        return 0.1 * noise
    fan_in = old.shape[0] if name.endswith(INPUTS_FIRST) else old[0].numel()
    if name.endswith(FIRST_CONVOLUTIONS):
        return 0.06 * noise / fan_in**0.5
    if "embedding" in name:
        return 0.02 * noise
    weight = noise / fan_in**0.5
    sharpen(name, weight)
    return weight


def sharpen(name: str, weight: torch.Tensor) -> None:
    """Gives queries and keys a spread that makes attention choose rather than average."""
    if name.endswith("in_proj_weight"):
        weight = weight[: 2 * weight.shape[0] // 3]  # values follow
    elif not name.endswith(QUERIES_AND_KEYS):
        return
    weight *= 2 / (weight.std() * weight.shape[1] ** 0.5)
