# SPDX-License-Identifier: MIT
"""How far a student ranks as its teacher does."""

import torch.nn.functional as F
from torch import Tensor

DEPTH = 10


def agreement(student: Tensor, teacher: Tensor, queries: Tensor) -> dict[str, float]:
    """Compares unit vectors (n, E) of the same things by student and teacher.

    Returns: Their mean cosine, and for queries (m, E) that look for these things the part of the teacher's best that
    the student has among its best, in per cent. The best are ten, or a fifth where there are fewer than fifty.
    """
    depth = max(1, min(DEPTH, len(student) // 5))
    best = (queries @ teacher.t()).topk(depth, dim=1).indices
    found = (queries @ student.t()).topk(depth, dim=1).indices
    shared = (best[:, :, None] == found[:, None, :]).any(dim=2)
    return {
        "cosine": float(F.cosine_similarity(student, teacher, dim=1).mean()),
        "shared among the best": 100 * float(shared.float().mean()),
    }
