# SPDX-License-Identifier: MIT
"""The losses. B photos, C candidates, E the embedding; embeddings are unit vectors, scales multiply cosines."""

import torch
import torch.nn.functional as F
from torch import Tensor


def contrastive(photos: Tensor, captions: Tensor, scale: Tensor | float, smoothing: float = 0.0) -> Tensor:
    """Each photo finds its caption among those of the batch, and each caption its photo (Radford et al. 2021, §2.3)."""
    logits = scale * photos @ captions.t()
    own = torch.arange(len(photos), device=photos.device)
    to_captions = F.cross_entropy(logits, own, label_smoothing=smoothing)
    to_photos = F.cross_entropy(logits.t(), own, label_smoothing=smoothing)
    return (to_captions + to_photos) / 2


def banked_contrastive(
    photos: Tensor, own: Tensor, bank: Tensor, is_own_in_bank: Tensor, scale: Tensor | float
) -> Tensor:
    """As `contrastive`, where photos choose among captions (C, E) of other photos besides; those that belong to the
    photo too (B, C) do not count."""
    others = (scale * photos @ bank.t()).masked_fill(is_own_in_bank, -1e4)
    logits = torch.cat([scale * photos @ own.t(), others], dim=1)
    places = torch.arange(len(photos), device=photos.device)
    return (F.cross_entropy(logits, places) + F.cross_entropy(scale * own @ photos.t(), places)) / 2


def shared_label_contrastive(
    photos: Tensor, texts: Tensor, is_same: Tensor, is_unclear: Tensor, scale: Tensor | float
) -> Tensor:
    """Photos and words of labels: all photos of a label are right for it. Pairs that may be right or wrong do not
    count: those of labels whose words overlap, in other sets or styles. 0 where no photo has a label."""
    if not len(photos):
        return texts.sum() * 0
    logits = (scale * photos @ texts.t()).masked_fill(is_unclear, -1e4)
    right = is_same.float()
    forth = (right / right.sum(dim=1, keepdim=True) * logits.log_softmax(dim=1)).sum(dim=1).mean()
    back = (right / right.sum(dim=0, keepdim=True) * logits.log_softmax(dim=0)).sum(dim=0).mean()
    return -(forth + back) / 2


def distilled_classes(photos: Tensor, names: Tensor, wanted: Tensor, scale: Tensor | float) -> Tensor:
    """The names (C, E) of some classes are as likely as the teacher says, `wanted` (B, C) being log probabilities."""
    logits = scale * photos @ names.t()
    return F.kl_div(logits.log_softmax(dim=1), wanted.log_softmax(dim=1), log_target=True, reduction="batchmean")


def words_find_photos(photos: Tensor, words: Tensor, likely: Tensor, scale: Tensor | float, least: float) -> Tensor:
    """Each word (C, E) finds the photos for which it is likely (B, C); words that fit no photo do not count."""
    mass = likely.sum(dim=0)
    fits = mass > least
    logits = scale * photos @ words.t()
    spread = (likely / mass.clamp(min=1e-6) * logits.log_softmax(dim=0)).sum(dim=0)
    return -(spread * fits).sum() / fits.sum().clamp(min=1)


def photos_find_words(photos: Tensor, words: Tensor, likely: Tensor, scale: Tensor | float, least: float) -> Tensor:
    """Each photo finds the words that are likely for it (B, C); photos that no word fits do not count."""
    mass = likely.sum(dim=1)
    fits = mass > least
    logits = scale * photos @ words.t()
    spread = (likely / mass.clamp(min=1e-6)[:, None] * logits.log_softmax(dim=1)).sum(dim=1)
    return -(spread * fits).sum() / fits.sum().clamp(min=1)


def cosine_distance(given: Tensor, wanted: Tensor, weight: Tensor | None = None) -> Tensor:
    """1 - cosine, in the mean over photos that may count differently."""
    distance = 1 - F.cosine_similarity(given, wanted, dim=1)
    return (distance if weight is None else distance * weight).mean()


def distilled_similarities(
    given: Tensor, wanted: Tensor, bank: Tensor, scale: Tensor | float, weight: Tensor | None = None
) -> Tensor:
    """Among the texts of the bank (C, E) the student is drawn to those to which the teacher is."""
    target = (scale * wanted @ bank.t()).softmax(dim=1)
    logits = (scale * given @ bank.t()).log_softmax(dim=1)
    divergence = (target * (target.clamp(min=1e-8).log() - logits)).sum(dim=1)
    return (divergence if weight is None else divergence * weight).mean()


def soft_cross_entropy(photos: Tensor, names: Tensor, likely: Tensor, scale: Tensor | float) -> Tensor:
    """The classes (C, E) as likely as (B, C) says."""
    return -(likely * (scale * photos @ names.t()).log_softmax(dim=1)).sum(dim=1).mean()


def label_cross_entropy(photos: Tensor, names: Tensor, own: Tensor, is_of_set: Tensor, scale: Tensor | float) -> Tensor:
    """Each photo finds its label among those of its own set (B, C): what another set calls otherwise is not wrong.
    0 where no photo has a label."""
    if not len(photos):
        return names.sum() * 0
    logits = (scale * photos @ names.t()).masked_fill(~is_of_set, -1e4)
    return F.cross_entropy(logits, own)
