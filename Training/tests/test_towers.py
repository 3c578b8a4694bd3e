# SPDX-License-Identifier: MIT
"""The towers give what open_clip gives, and are trained at other sizes."""

import open_clip
import pytest
import torch
from open_clip import OPENAI_DATASET_MEAN, OPENAI_DATASET_STD

from shoebox_training.models.image_tower import ImageTower, positions
from shoebox_training.models.shape import ImageShape, TextShape, model_configuration
from shoebox_training.models.text_tower import TextTower
from shoebox_training.publishing.model_folder import ModelFolder

SHAPES = ("resnet-1211-w4-64", "vit-d2-w64-p8-32")


@pytest.fixture(params=SHAPES)
def model(request):
    torch.manual_seed(0)
    configuration = model_configuration(
        ImageShape.parsed(request.param), TextShape(context_length=12, vocabulary=50, width=32, heads=2, layers=2), 24
    )
    return open_clip.model.CLIP(**configuration).eval(), configuration


@torch.no_grad()
def test_towers_are_open_clips(model):
    clip, configuration = model
    pictures = torch.rand(2, 3, *[configuration["vision_cfg"]["image_size"]] * 2) * 255
    mean, deviation = (torch.tensor(values).view(1, 3, 1, 1) for values in (OPENAI_DATASET_MEAN, OPENAI_DATASET_STD))
    wanted = clip.encode_image((pictures / 255 - mean) / deviation)
    assert torch.allclose(ImageTower(clip.visual)(pictures)[0], wanted, atol=1e-5)

    ids = torch.tensor([[48, 3, 4, 49], [48, 5, 49, 0]])
    whole = torch.zeros(2, 12, dtype=torch.long)
    whole[:, :4] = ids
    assert torch.allclose(TextTower(clip)(ids), clip.encode_text(whole), atol=1e-5)


def test_other_sizes_can_be_trained(model):
    clip, configuration = model
    tower = ImageTower(clip.visual).train()
    embeddings, pooled = tower(torch.rand(2, 3, *[configuration["vision_cfg"]["image_size"] * 2] * 2) * 255)
    assert embeddings.shape == (2, 24)
    assert pooled.shape == (2, tower.pooled_width)


def test_positions_of_the_own_size_are_untouched():
    embedding = torch.rand(17, 8)
    assert positions(embedding, 4) is embedding
    assert positions(embedding, 6).shape == (37, 8)
    assert torch.equal(positions(embedding, 6)[0], embedding[0])


def test_folder_is_read_by_open_clip(model, folder):
    clip, configuration = model
    ModelFolder(configuration, ImageTower(clip.visual), TextTower(clip), scale=20.0).write(folder)
    again = open_clip.create_model(f"local-dir:{folder}", precision="fp32")
    assert float(again.logit_scale.detach().exp()) == pytest.approx(20, rel=1e-2)
    for name, value in clip.state_dict().items():
        if name != "logit_scale":
            assert torch.equal(again.state_dict()[name], value.half().to(value.dtype)), name


@pytest.mark.parametrize("text", ("resnet-2222-w32-100", "resnet-222-w32-128", "vit-d2-w100-p8-32", "mlp"))
def test_shapes_that_do_not_divide_are_refused(text):
    with pytest.raises(ValueError, match=text):
        ImageShape.parsed(text)
