# SPDX-License-Identifier: MIT
"""The sentences around a word."""

# What a class or a label is put into while texts are learnt.
TRAINING = (
    "a photo of a {}",
    "a picture of a {}",
    "{}",
    "a {}",
    "the {}",
    "a photo of the {}",
    "a close up of a {}",
    "one {} in a photo",
    "a good photo of a {}",
    "an image of a {}",
    "a photo of a {} .",
    "there is a {} .",
    "a small {}",
    "a big {}",
    "a nice {}",
)
# What stands for a class while the image tower learns: the mean of these.
BANK = ("a photo of a {}", "a picture of a {}", "{}", "a close up of a {}")
ONE_PROMPT = ("a photo of a {}",)
SIX_PROMPTS = (
    "a photo of a {}",
    "a picture of a {}",
    "{}",
    "a close up of a {}",
    "the {}",
    "a good photo of a {}",
)
