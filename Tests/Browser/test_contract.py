# SPDX-License-Identifier: MIT
"""The server against the document that it serves of itself: schemathesis asks for what the document allows, and more."""

import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from harness.album import draw_album
from harness.shoebox import Shoebox

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
EXAMPLES = 40  # for each operation, always the same ones
# Which texts are queries and cursors, and which bytes are pictures, is more than a schema can say.
NOT_CHECKED = "positive_data_acceptance"
LEAST = 500  # requests in all
PATIENCE = 300  # seconds


class ContractTests(unittest.TestCase):
    def test_answers_are_what_the_document_says(self) -> None:
        with tempfile.TemporaryDirectory(prefix="shoebox-contract-") as scratch:
            album = Path(scratch) / "Album"
            draw_album(album)
            with Shoebox(album) as site:
                asked = subprocess.run(
                    [
                        Path(sys.executable).with_name("schemathesis"),
                        f"--config-file={CONFIGURATION}",
                        "run",
                        f"{site.url}/api/v1/openapi.json",
                        "--checks=all",
                        f"--exclude-checks={NOT_CHECKED}",
                        "--phases=examples,coverage,fuzzing",
                        f"--max-examples={EXAMPLES}",
                        "--generation-deterministic",
                        "--request-timeout=10",
                        "--output-truncate=true",
                        "--no-color",
                    ],
                    cwd=scratch,
                    capture_output=True,
                    text=True,
                    timeout=PATIENCE,
                )
        said = "\n".join(line[:500] for line in asked.stdout.splitlines())
        self.assertEqual(asked.returncode, 0, said + asked.stderr)
        requests = re.search(r"(\d+) generated", said)
        self.assertIsNotNone(requests, said)
        self.assertGreater(int(requests[1]), LEAST, said)
