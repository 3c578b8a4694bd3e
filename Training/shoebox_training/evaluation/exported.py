# SPDX-License-Identifier: MIT
"""Figures of an exported folder, run by open_clip on the original files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import open_clip
import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from shoebox_training import lineage
from shoebox_training.device import Device
from shoebox_training.evaluation.recall import retrieval, top_classes
from shoebox_training.manifest.record import Record
from shoebox_training.pictures.decoding import upright_rgb
from shoebox_training.publishing.model_folder import WEIGHTS
from shoebox_training.tokens.token_batch import TokenBatcher
from shoebox_training.vocabulary import templates
from shoebox_training.vocabulary.vocabulary import Vocabulary

PHOTOS, TEXTS = 100, 500  # that are encoded at once
PROMPTS: Mapping[str, Sequence[str]] = {"one prompt": templates.ONE_PROMPT, "six prompts": templates.SIX_PROMPTS}


class ExportedModel:
    """A model as others load it, in float32."""

    def __init__(self, folder: Path, device: Device) -> None:
        """Reads a folder in open_clip's layout, with a `tokenizer.json`."""
        model, _, self.transform = open_clip.create_model_and_transforms(f"local-dir:{folder}", precision="fp32")
        self.device, self.model = device, model.eval().to(device.kind)
        self.tokens = TokenBatcher.read(folder / "tokenizer.json", model.context_length)
        self.digest = lineage.of_file(folder / WEIGHTS)

    @torch.no_grad()
    def photos(self, files: Sequence[Path]) -> Tensor:
        """Unit vectors (n, E)."""
        results = []
        for start in range(0, len(files), PHOTOS):
            pictures = torch.stack([self.picture(file) for file in files[start : start + PHOTOS]])
            results.append(F.normalize(self.model.encode_image(pictures.to(self.device.kind)), dim=-1))
        return torch.cat(results)

    def picture(self, file: Path) -> Tensor:
        with Image.open(file) as photo:
            return self.transform(upright_rgb(photo))

    @torch.no_grad()
    def texts(self, sentences: Sequence[str]) -> Tensor:
        """Unit vectors (n, E)."""
        ids = self.tokens(sentences, self.tokens.context_length).to(self.device.kind)
        parts = [self.model.encode_text(ids[start : start + TEXTS]) for start in range(0, len(ids), TEXTS)]
        return F.normalize(torch.cat(parts), dim=-1)


def captioned_figures(model: ExportedModel, records: Sequence[Record], photos: Path) -> dict[str, float]:
    """Recall among the photos that have captions."""
    captioned = [record for record in records if record.captions]
    owners = [row for row, record in enumerate(captioned) for _ in record.captions]
    return {"photos": len(captioned)} | retrieval(
        model.photos([photos / record.path for record in captioned]),
        model.texts([caption for record in captioned for caption in record.captions]),
        torch.tensor(owners, device=model.device.kind),
    )


def class_figures(
    model: ExportedModel, records: Sequence[Record], photos: Path, vocabulary: Vocabulary, seen: set[int]
) -> dict[str, float]:
    """How often the class of a photo is named, in all and apart for classes with and without photos to train on."""
    classes = torch.tensor([vocabulary.class_of(record) for record in records])
    vectors = model.photos([photos / record.path for record in records]).cpu()
    is_seen = torch.tensor([int(index) in seen for index in classes])
    figures: dict[str, float] = {"photos": len(records), "classes with photos": int(is_seen.sum())}
    for name, prompts in PROMPTS.items():
        names = F.normalize(
            sum(model.texts([prompt.format(known.name) for known in vocabulary.classes]) for prompt in prompts), dim=-1
        ).cpu()
        for part, chosen in (("", slice(None)), (" with photos", is_seen), (" without photos", ~is_seen)):
            shares = top_classes(vectors[chosen], names, classes[chosen])
            figures |= {f"{name} {share}{part}": value for share, value in shares.items()}
    return figures


def score_scale(model: ExportedModel, records: Sequence[Record], photos: Path) -> dict[str, list[float]]:
    """Between which cosines pairs lie: below which are 5, 50 and 95 of a hundred."""
    captioned = [record for record in records if record.captions]
    owners = torch.tensor([row for row, record in enumerate(captioned) for _ in record.captions])
    similarity = (
        model.texts([caption for record in captioned for caption in record.captions])
        @ model.photos([photos / record.path for record in captioned]).t()
    ).cpu()
    own = similarity.gather(1, owners[:, None]).flatten()
    others = similarity[torch.arange(len(owners)), (owners + 1) % len(captioned)]
    return {
        name: [round(float(value), 2) for value in torch.quantile(part, torch.tensor([0.05, 0.5, 0.95]))]
        for name, part in (
            ("a photo and its caption", own),
            ("a photo and another's caption", others),
            (f"a caption and the best of {len(captioned)} photos", similarity.max(dim=1).values),
        )
    }
