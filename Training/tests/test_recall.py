# SPDX-License-Identifier: MIT
"""Recall at k, against figures that were counted by hand."""

import pytest
import torch

from shoebox_training.evaluation.recall import retrieval, top_classes


def test_ranks_of_both_directions():
    photos = torch.eye(3)
    captions = torch.tensor([[0.9, 0.1, 0.0], [0.0, 0.2, 0.8], [0.1, 0.7, 0.6], [0.5, 0.0, 0.4]])
    figures = retrieval(photos, captions, torch.tensor([0, 1, 1, 2]))
    # Ranks of the photos: 1, 2, 1, 2. Photo 2 likes two captions of others better than its own.
    assert figures["text to image 1"] == 50
    assert figures["text to image 5"] == 100
    assert figures["image to text 1"] == pytest.approx(200 / 3)
    assert figures["median rank"] == 1


def test_ties_count_against_the_model():
    same = torch.ones(20, 4) / 2
    figures = retrieval(same, same, torch.arange(20))
    assert figures["text to image 10"] == figures["image to text 10"] == 0


def test_photos_without_captions_are_no_queries():
    figures = retrieval(torch.eye(4), torch.eye(4)[:2], torch.arange(2))
    assert figures["image to text 1"] == figures["text to image 1"] == 100


def test_vectors_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="not numbers"):
        retrieval(torch.full((3, 4), torch.nan), torch.eye(4)[:3], torch.arange(3))


def test_classes():
    figures = top_classes(torch.eye(6), torch.eye(6).roll(1, dims=0), torch.tensor([1, 2, 3, 4, 5, 1]))
    assert figures["top 1"] == pytest.approx(100 * 5 / 6)
