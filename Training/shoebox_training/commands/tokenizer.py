# SPDX-License-Identifier: MIT
"""Learn the vocabulary of tokens from captions and words."""

import argparse

from shoebox_training import atomic_file
from shoebox_training.commands.project import Project
from shoebox_training.commands.step import add_project_arguments
from shoebox_training.commands.vocabulary import SYNONYMS_FROM
from shoebox_training.tokens.byte_pairs import learned
from shoebox_training.vocabulary.wordnet import synonyms_in

CAPTION_WEIGHT, WORD_WEIGHT = 3, 20  # how often a text counts, WordNet's words counting once


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_project_arguments(parser)
    parser.add_argument("--size", type=int, default=6144, help="tokens (6144)")


def run(arguments: argparse.Namespace) -> None:
    project = Project.of(arguments)
    origins = project.origins("tokenizer")
    captions = [caption for records in project.trained_on.values() for record in records for caption in record.captions]
    words = project.vocabulary.texts()
    source, file = SYNONYMS_FROM
    wordnet = [text for texts in synonyms_in(project.workspace.photos(source) / file).values() for text in texts]
    tokenizer = learned([*captions * CAPTION_WEIGHT, *words * WORD_WEIGHT, *wordnet], arguments.size)
    atomic_file.write_text(project.workspace.tokenizer, tokenizer.to_str(pretty=True))
    project.note("tokenizer", origins)
    lengths = [len(encoding.ids) for encoding in tokenizer.encode_batch(captions[:20_000])]
    print(f"{tokenizer.get_vocab_size()} tokens; a caption has {sum(lengths) / max(len(lengths), 1):.1f} in the mean")
