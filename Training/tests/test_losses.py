# SPDX-License-Identifier: MIT
"""The losses, on vectors where it is known what they are."""

import math

import pytest
import torch
import torch.nn.functional as F

from shoebox_training.stages import losses


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


def directions(count: int, width: int = 8) -> torch.Tensor:
    return F.normalize(torch.randn(count, width), dim=-1)


def test_contrastive_is_the_cross_entropy_of_both_directions():
    photos, captions = torch.eye(3), torch.eye(3)
    wanted = math.log(1 + 2 * math.exp(-5))
    assert losses.contrastive(photos, captions, 5.0).item() == pytest.approx(wanted, rel=1e-5)
    assert losses.contrastive(photos, captions[[1, 2, 0]], 5.0) > 4


def test_own_captions_of_the_bank_do_not_count_as_wrong():
    photos, own = directions(4), directions(4)
    nothing = torch.zeros(4, 0, dtype=torch.bool)
    plain = losses.banked_contrastive(photos, own, own[:0], nothing, 5.0)
    all_own = torch.ones(4, 6, dtype=torch.bool)
    assert losses.banked_contrastive(photos, own, directions(6), all_own, 5.0) == pytest.approx(plain.item())
    assert losses.banked_contrastive(photos, own, photos, ~torch.ones(4, 4, dtype=torch.bool), 5.0) > plain


def test_unclear_pairs_do_not_count():
    photos = texts = torch.eye(2)[[0, 0, 1]]  # the first two cannot be told apart
    is_same = torch.eye(3, dtype=torch.bool)
    unclear = torch.tensor([[0, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=torch.bool)
    clear = losses.shared_label_contrastive(photos, texts, is_same, ~torch.ones(3, 3, dtype=torch.bool), 20.0)
    assert losses.shared_label_contrastive(photos, texts, is_same, unclear, 20.0) < 1e-3 < clear


def test_all_photos_of_a_label_are_right():
    photos = texts = torch.eye(2)[[0, 0, 1]]
    is_same = torch.tensor([[1, 1, 0], [1, 1, 0], [0, 0, 1]], dtype=torch.bool)
    unclear = torch.zeros(3, 3, dtype=torch.bool)
    # A label with two photos is at best divided between them.
    assert losses.shared_label_contrastive(photos, texts, is_same, unclear, 50.0).item() == pytest.approx(
        math.log(2) * 2 / 3, rel=1e-3
    )


def test_what_agrees_with_the_teacher_costs_nothing():
    photos, names, scale = directions(5), directions(7), 9.0
    wanted = scale * photos @ names.t()
    assert losses.distilled_classes(photos, names, wanted, scale).item() == pytest.approx(0, abs=1e-5)
    assert losses.distilled_similarities(photos, photos, names, scale).item() == pytest.approx(0, abs=1e-5)
    assert losses.cosine_distance(photos, 3 * photos).item() == pytest.approx(0, abs=1e-5)
    other = directions(5)
    assert losses.distilled_classes(other, names, wanted, scale) > 0.1
    assert losses.distilled_similarities(other, photos, names, scale) > 0.1


def test_photos_count_by_their_weight():
    given, wanted = torch.eye(2), torch.eye(2)[[0, 0]]
    assert losses.cosine_distance(given, wanted).item() == pytest.approx(0.5)
    assert losses.cosine_distance(given, wanted, torch.tensor([1.0, 0.25])).item() == pytest.approx(0.125)


def test_words_and_photos_that_nothing_fits_do_not_count():
    photos, words = torch.eye(2), torch.eye(2)
    likely = torch.tensor([[0.9, 0.0], [0.0, 0.1]])  # the second word fits nothing, nothing fits the second photo
    for loss in (losses.words_find_photos, losses.photos_find_words):
        assert loss(photos, words, likely, 5.0, 0.5).item() == pytest.approx(math.log(1 + math.exp(-5)), rel=1e-3)
        assert loss(photos, words, likely * 0, 5.0, 0.5) == 0


def test_labels_compete_within_their_set():
    names, photos = torch.eye(3), torch.eye(3)[:1]
    own, of_set = torch.tensor([0]), torch.tensor([[True, True, False]])
    wanted = math.log(1 + math.exp(-5))
    assert losses.label_cross_entropy(photos, names, own, of_set, 5.0).item() == pytest.approx(wanted, rel=1e-4)


def test_batches_without_labels_cost_nothing():
    none, names = torch.zeros(0, 3), torch.eye(3, requires_grad=True)
    pairs = torch.zeros(0, 3, dtype=torch.bool)
    for loss in (
        losses.label_cross_entropy(none, names, torch.zeros(0, dtype=torch.long), pairs, 5.0),
        losses.shared_label_contrastive(none, names[:0], pairs[:, :0], pairs[:, :0], 5.0),
    ):
        assert loss == 0
        loss.backward()
