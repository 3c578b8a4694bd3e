#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes Sources/CLIPModel/Tokenizer/Cleaning/HTMLEntityNames+Table.swift from Python's own table.

The names are those of the HTML standard, section 13.5. Usage: Scripts/tables/html-entities.py
"""

import html.entities
import pathlib
import textwrap

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "Sources/CLIPModel/Tokenizer/Cleaning/HTMLEntityNames+Table.swift"

HEAD = """\
// SPDX-License-Identifier: MIT

extension HTMLEntityNames {
  /// Every name of the HTML standard, section 13.5: code points in hexadecimal, a colon, and the
  /// names that stand for them; an asterisk follows the names that need no semicolon.
  ///
  /// Written by `Scripts/tables/html-entities.py`.
  static let table = \"\"\"
"""
FOOT = '\n    """\n}\n'


def main() -> None:
    names: dict[str, list[str]] = {}
    for name, characters in html.entities.html5.items():
        if name.endswith(";"):
            bare = "*" if name[:-1] in html.entities.html5 else ""
            names.setdefault(characters, []).append(name[:-1] + bare)
    records = [
        "+".join(f"{ord(c):X}" for c in characters) + ":" + ",".join(sorted(names[characters]))
        for characters in sorted(names)
    ]
    lines = textwrap.wrap(
        " ".join(records), width=96, break_long_words=False, break_on_hyphens=False)
    TARGET.write_text(HEAD + "\n".join("    " + line for line in lines) + FOOT)


if __name__ == "__main__":
    main()
