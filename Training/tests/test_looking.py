# SPDX-License-Identifier: MIT
"""What is found for plain queries, as it is looked at."""

import json
from pathlib import Path

from PIL import Image

from shoebox_training.commands import look
from shoebox_training.commands.card import judged
from shoebox_training.evaluation import contact_sheet
from shoebox_training.publishing.card import judgement


def test_the_sheet_shows_every_photo_in_its_place(tmp_path: Path) -> None:
    files = []
    for index, colour in enumerate(("red", "green", "blue")):
        files.append(tmp_path / f"{colour}.png")
        Image.new("RGB", (40 + 20 * index, 50), colour).save(files[-1])
    sheet = contact_sheet.drawn([("first", files[:2]), ("second", files[2:])], columns=1)
    step, row = contact_sheet.SIDE + contact_sheet.GAP, sheet.height // 2
    middle = contact_sheet.GAP + contact_sheet.SIDE // 2, contact_sheet.LINE + contact_sheet.SIDE // 2
    assert sheet.getpixel(middle) == (255, 0, 0)
    assert sheet.getpixel((middle[0] + step, middle[1])) == (0, 128, 0)
    assert sheet.getpixel((middle[0], middle[1] + row)) == (0, 0, 255)


def test_only_what_was_judged_to_the_end_is_said(tmp_path: Path) -> None:
    queries = [
        {"query": "a cat", "first": ["a", "b"], "matches": 1},
        {"query": "a dog", "first": ["c", "d"], "matches": None},
    ]
    report = {"weights": "1", "sets": ["pets"], "photos": 9, "queries": queries}
    file = tmp_path / "looked-at.json"
    assert judged("1", file) is None
    file.write_text(json.dumps(report))
    assert judged("1", file) is None
    report["queries"][1]["matches"] = 2
    file.write_text(json.dumps(report))
    assert "3 of the 4 photos that come first match, 75 %" in judgement(judged("1", file))
    assert judged("2", file) is None


def test_the_plain_queries_are_twenty_different_ones() -> None:
    queries = look.QUERIES.read_text(encoding="utf-8").splitlines()
    assert len(set(queries)) == 20 and all(query.strip() == query and query for query in queries)
