# SPDX-License-Identifier: MIT
"""Takes the photos of a source out of the clone of its repository."""

import shlex
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from subprocess import PIPE

from shoebox_training.sources.source import Source
from shoebox_training.workspace import Workspace

MARK = ".commit"  # holds the commit that a folder was taken from; written last


class MissingRepository(Exception):
    """A repository is not where it should be; the message says how to get it."""


def extract(source: Source, workspace: Workspace) -> bool:
    """Fills the source's folder with the files of its commit, unless they are there.

    Returns: Whether there was anything to do.
    Raises: MissingRepository if the clone is missing or lacks the commit.
    """
    folder = workspace.photos(source.name)
    mark = folder / MARK
    stamp = "\n".join((source.commit, *source.paths))
    if mark.exists() and mark.read_text(encoding="utf-8") == stamp:
        return False
    repository = workspace.repository(source.repository)
    if not repository.exists():
        raise MissingRepository(f"{repository} is missing. Get it: {shlex.join(clone_command(source, workspace))}")
    part = folder.with_name(folder.name + ".part")
    for stale in (part, folder):
        shutil.rmtree(stale, ignore_errors=True)
    part.mkdir(parents=True)
    unpack(repository, source, part)
    (part / MARK).write_text(stamp, encoding="utf-8")
    part.rename(folder)
    return True


def unpack(repository: Path, source: Source, folder: Path) -> None:
    """Writes the plain files of the commit into `folder`, under their paths in the repository."""
    command = ["git", "-C", str(repository), "archive", "--format=tar", source.commit, "--", *source.paths]
    with tempfile.TemporaryFile() as complaints, subprocess.Popen(command, stdout=PIPE, stderr=complaints) as archive:
        try:
            with tarfile.open(fileobj=archive.stdout, mode="r|") as members:
                for member in members:
                    if member.isfile():
                        members.extract(member, folder, filter="data")
        except tarfile.ReadError:
            archive.kill()
        if archive.wait() != 0:
            complaints.seek(0)
            reason = complaints.read().decode("utf-8", errors="replace").strip()
            raise MissingRepository(f"{repository} does not give the commit {source.commit} of {source.name}: {reason}")


def clone_command(source: Source, workspace: Workspace) -> list[str]:
    """The words of the command."""
    address = f"https://github.com/{PurePosixPath(source.repository)}"
    return ["git", "clone", "--no-checkout", address, str(workspace.repository(source.repository))]
