#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes Sources/CLIPModel/Tokenizer/Cleaning/CanonicalDecomposition+Table.swift from Python's own Unicode tables.

Usage: Scripts/tables/canonical-decompositions.py
"""

import pathlib
import sys
import textwrap
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "Sources/CLIPModel/Tokenizer/Cleaning/CanonicalDecomposition+Table.swift"

HEAD = f"""\
// SPDX-License-Identifier: MIT

extension CanonicalDecomposition {{
  /// The characters that fall into two in Unicode {unicodedata.unidata_version} and compose again.
  ///
  /// In hexadecimal: the character, a colon, and the two, of which the first may be in the table
  /// itself. Hangul syllables are left out; arithmetic takes them apart.
  ///
  /// Written by `Scripts/tables/canonical-decompositions.py`.
  static let table = \"\"\"
"""
FOOT = '\n    """\n}\n'


def main() -> None:
    records = []
    for character in map(chr, range(sys.maxunicode + 1)):
        parts = unicodedata.decomposition(character).split()
        is_canonical = len(parts) == 2 and not parts[0].startswith("<")
        if is_canonical and unicodedata.normalize("NFC", character) == character:
            first, second = (part.lstrip("0") for part in parts)
            records.append(f"{ord(character):X}:{first}+{second}")
    lines = textwrap.wrap(" ".join(records), width=96, break_long_words=False)
    TARGET.write_text(HEAD + "\n".join("    " + line for line in lines) + FOOT)


if __name__ == "__main__":
    main()
