# SPDX-License-Identifier: MIT
"""Markdown tables, and the places in a document that are written by a program."""

import re
from typing import Sequence

NOTHING = "–"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """A table whose first `words` columns are text and whose others are numbers, to the right."""
    rule = "|---" * words + "|---:" * (len(heads) - words) + "|"
    first, *others = (f"| {' | '.join(cells)} |" for cells in (heads, *rows))
    return "\n".join([first, rule, *others])


def replace(document: str, name: str, content: str) -> str:
    """The document with new content between `<!-- bench:NAME -->` and `<!-- /bench:NAME -->`."""
    pattern = re.compile(rf"(<!-- bench:{name} -->\n).*?(<!-- /bench:{name} -->)", re.DOTALL)
    if not pattern.search(document):
        raise SystemExit(f"The document has no place for {name}: <!-- bench:{name} --> and <!-- /bench:{name} -->.")
    return pattern.sub(lambda found: f"{found[1]}\n{content}\n\n{found[2]}", document)


def number(value: float | None) -> str:
    """Three digits that mean something, or a sign that there is none."""
    if value is None:
        return NOTHING
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{1 if value >= 10 else 2 if value >= 1 else 3}f}"


def ratio(value: float | None) -> str:
    return NOTHING if value is None else f"{value:.2f}"


def megabytes(value: float) -> str:
    return f"{value / 1e6:,.0f} MB"


def cosine(value: float) -> str:
    return f"{value:.5f}"
