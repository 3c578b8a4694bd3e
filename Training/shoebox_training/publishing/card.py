# SPDX-License-Identifier: MIT
"""The model's card: what it is, what it was trained on and how good it is, all from what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shoebox_training.sources.source import Source


@dataclass(frozen=True)
class Facts:
    """What the card is written from."""

    configuration: Mapping[str, Any]  # open_clip's file
    byte_count: int
    parameters: Mapping[str, int]  # of the towers
    counts: Mapping[str, int]  # photos of each group that were trained on
    sources: Mapping[str, Source]
    plans: Mapping[str, Mapping[str, Any]]  # of the stages
    hours: Mapping[str, float]
    dropped: int  # photos that look like held-out ones
    figures: Mapping[str, Any]
    looked_at: Mapping[str, Any] | None = None  # what the step `look` wrote, once it was judged


def written(facts: Facts) -> str:
    """The card in Markdown."""
    return (
        "\n\n".join(
            [
                "# Starter model",
                "A CLIP dual encoder in open_clip's layout, trained from random weights by `Training/`. The tables are"
                " written by the step `card` from what was measured.",
                "## What it is\n\n" + what_it_is(facts),
                "## What it was trained on\n\n" + sets(facts),
                f"{facts.dropped} photos that look like a held-out photo were left out, and those that a held-out set"
                " has under the same number.",
                "## How it was trained\n\n" + stages(facts),
                "## How good it is\n\nShare of queries whose answer is among the first 1, 5 and 10, in percent, with"
                " open_clip on the exported file and the original photos. One run, one seed. The last stage was chosen"
                " on flickr8k.dev.\n\n" + recalls(facts.figures),
                *([classes(facts.figures)] if class_groups(facts.figures) else []),
                *([judgement(facts.looked_at)] if facts.looked_at else []),
                *(
                    ["## The scale of its scores\n\n" + scores(facts.figures["scores"])]
                    if "scores" in facts.figures
                    else []
                ),
            ]
        )
        + "\n"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def what_it_is(facts: Facts) -> str:
    model = facts.configuration["model_cfg"]
    vision, text = model["vision_cfg"], model["text_cfg"]
    if isinstance(vision["layers"], list):
        tower = f"ModifiedResNet, layers {', '.join(map(str, vision['layers']))}, width {vision['width']}"
    else:
        tower = f"ViT, {vision['layers']} layers, width {vision['width']}, patches of {vision['patch_size']} px"
    return table(
        ["", ""],
        [
            ["image tower", f"{tower}, {vision['image_size']} px, {facts.parameters['image']:,} parameters"],
            [
                "text tower",
                f"causal transformer, {text['layers']} layers, width {text['width']}, {text['context_length']} tokens,"
                f" {facts.parameters['text']:,} parameters",
            ],
            ["vocabulary", f"{text['vocab_size']:,} byte-pair tokens, lower case"],
            ["shared dimension", model["embed_dim"]],
            ["weights", f"safetensors, f16, {facts.byte_count:,} bytes"],
        ],
    )


def sets(facts: Facts) -> str:
    rows = []
    for name, count in facts.counts.items():
        source = facts.sources[name]
        rows.append([name, f"{count:,}", source.gives, f"{source.repository}@{source.commit[:12]}", source.terms])
    return table(["set", "photos", "what", "from", "terms"], rows)


def stages(facts: Facts) -> str:
    rows = [
        [stage, f"{plan['images']:,}", plan["batch"], plan["rate"], plan["seed"], f"{facts.hours[stage]:.1f}"]
        for stage, plan in facts.plans.items()
    ]
    return table(["stage", "images seen", "batch", "highest rate", "seed", "hours"], rows)


def recalls(figures: Mapping[str, Any]) -> str:
    rows = []
    for group, values in figures.items():
        if isinstance(values, Mapping) and "median rank" in values:
            directions = [
                " / ".join(f"{values[f'{direction} {depth}']:.1f}" for depth in (1, 5, 10))
                for direction in ("text to image", "image to text")
            ]
            rows.append([group, f"{values['photos']:,}", *directions, f"{values['median rank']:.0f}"])
    return table(["photos of", "photos", "text to image", "image to text", "median rank, text to image"], rows)


def class_groups(figures: Mapping[str, Any]) -> list[str]:
    return [name for name, values in figures.items() if isinstance(values, Mapping) and "one prompt top 1" in values]


def classes(figures: Mapping[str, Any]) -> str:
    """Naming classes, in all and apart for those with photos among the training's."""
    rows = []
    for group in class_groups(figures):
        for prompts in ("one prompt", "six prompts"):
            shares = [
                f"{figures[group][f'{prompts} top 1{part}']:.1f} / {figures[group][f'{prompts} top 5{part}']:.1f}"
                for part in ("", " with photos", " without photos")
            ]
            rows.append([f"{group}, {prompts}", *shares])
    counts = ", ".join(f"{figures[group]['classes with photos']:.0f}" for group in class_groups(figures))
    head = ["the right class is first / in the first five", "all", f"with labelled photos ({counts})", "without"]
    about = "The teacher was trained on photos of all classes; the student saw labelled photos of some."
    return f"{about}\n\n{table(head, rows)}"


def judgement(looked_at: Mapping[str, Any]) -> str:
    """What somebody saw who looked at the photos that were found."""
    queries = looked_at["queries"]
    shown = sum(len(entry["first"]) for entry in queries)
    matches = sum(entry["matches"] for entry in queries)
    rows = [[entry["query"], f"{entry['matches']} of {len(entry['first'])}"] for entry in queries]
    about = (
        f"{len(queries)} plain queries over {looked_at['photos']:,} photos ({', '.join(looked_at['sets'])}):"
        f" {matches} of the {shown} photos that come first match, {100 * matches / shown:.0f} %. Somebody looked at"
        " them; the queries were chosen before."
    )
    return f"{about}\n\n{table(['query', 'matches'], rows)}"


def scores(scale: Mapping[str, Sequence[float]]) -> str:
    rows = [[pairs, *(f"{value:.2f}" for value in values)] for pairs, values in scale.items()]
    return table(["pairs", "5 % are below", "median", "95 % are below"], rows)
