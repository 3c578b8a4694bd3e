# SPDX-License-Identifier: MIT
"""The processor that computes, and in which precision."""

import ctypes
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Device:
    """A CPU or a CUDA device, with bfloat16 for the multiplications where it is wanted."""

    kind: str
    uses_bfloat16: bool = True
    compiles: bool = True

    @classmethod
    def chosen(cls, name: str | None = None, *, threads: int | None = None, exact: bool = False) -> "Device":
        """The device of that name, or the best there is; `exact` means float32 and no compilation."""
        if threads:
            torch.set_num_threads(threads)
        kind = name or ("cuda" if torch.cuda.is_available() else "cpu")
        if kind == "cpu":
            keep_freed_memory()
        torch.backends.cudnn.benchmark = not exact
        torch.backends.cudnn.deterministic = exact
        torch.backends.cudnn.allow_tf32 = not exact  # rounds the factors of float32 to ten bits
        return cls(kind, uses_bfloat16=not exact, compiles=not exact)

    def autocast(self) -> AbstractContextManager[Any]:
        return torch.autocast(self.kind, torch.bfloat16, enabled=self.uses_bfloat16)

    def compiled(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function compiled for every shape it meets; as it is where no compiler is at hand."""
        if not self.compiles:
            return function
        torch._dynamo.config.suppress_errors = True  # falls back to the function itself
        return torch.compile(function, dynamic=False)

    def images(self, pictures: Tensor) -> Tensor:
        """Pictures on the device, channels last, as its convolutions like them."""
        return pictures.to(self.kind, non_blocking=True).contiguous(memory_format=torch.channels_last)

    def module(self, module: nn.Module) -> nn.Module:
        return module.to(self.kind, memory_format=torch.channels_last)


def keep_freed_memory() -> None:
    """Tells glibc to keep the memory that a step frees for the next step.

    It would give large blocks back to the system and take them again, emptied page by page: a fifth of the time.
    """
    most, trim_threshold, mmap_max = 2**31 - 1, -1, -4  # from malloc.h
    if sys.platform == "linux" and hasattr(library := ctypes.CDLL(None), "mallopt"):
        library.mallopt(mmap_max, 0)
        library.mallopt(trim_threshold, most)


def usable_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
