"""The output folder: each file appears whole or not at all, and none outlives what it shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from dpcap.intake.system_errors import about

PROFILE = "profile.json"
REPORTS = {"html": "report.html", "md": "report.md"}
ROWS = "results.jsonl"
FRAMEWORKS = "frameworks"
HIDDEN = ".dpcap"
UNFINISHED = f"{HIDDEN}/{ROWS}"
LEFT = f"{HIDDEN}/left.jsonl"


class OutputDir:
    """An output folder under one run's lock.

    Files are written beside their place and moved into it: a run that is killed leaves whole files.
    They are not forced to the disk, since all of them can be made again.
    """

    def __init__(self, out: Path) -> None:
        self.out = out
        self._scratch = out / HIDDEN / "scratch"
        self._made: set[str] = set()
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._scratch.mkdir(parents=True)

    def put(self, name: str, data: bytes) -> None:
        """Put *data* at *name*, a path below the folder, in place of what is there."""
        folder = name.rpartition("/")[0]
        scratch = self._scratch / "file"
        with about(self.out / name):
            if folder and folder not in self._made:
                (self.out / folder).mkdir(parents=True, exist_ok=True)
                self._made.add(folder)
            scratch.write_bytes(data)
            scratch.replace(self.out / name)

    @contextmanager
    def growing(self, name: str) -> Iterator[Callable[[bytes], object]]:
        """A file that grows piece by piece and takes its place at the end."""
        scratch = self._scratch / name
        with about(self.out / name):
            with scratch.open("wb") as stream:
                yield stream.write
            scratch.replace(self.out / name)

    def get(self, name: str) -> bytes | None:
        """The bytes at *name*, or None if they cannot be read."""
        try:
            return (self.out / name).read_bytes()
        except OSError:
            return None

    def has(self, name: str) -> bool:
        """Whether *name* is a file."""
        return (self.out / name).is_file()

    def drop(self, names: Iterable[str]) -> None:
        """Remove files that show what is no longer so."""
        for name in names:
            (self.out / name).unlink(missing_ok=True)

    def forget(self, provider: str) -> None:
        """Remove what was written for *provider*."""
        self.drop(f"{provider}/{name}" for name in (PROFILE, *REPORTS.values()))
        folder = self.out / provider
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        self._made.discard(provider)

    def set_aside(self) -> None:
        """Put the rows of a run that was cut short to those of others before it."""
        rows = self.out / UNFINISHED
        if rows.is_file():
            with rows.open("rb") as source, (self.out / LEFT).open("ab") as target:
                target.write(b"\n")  # the last run may have been cut short while it did this
                shutil.copyfileobj(source, target)
            rows.unlink()

    def unfinished(self) -> BinaryIO:
        """The rows of this run as they come; each survives if it is killed."""
        return (self.out / UNFINISHED).open("wb", buffering=0)

    def finish(self) -> None:
        """Make the rows of this run the results."""
        with about(self.out / ROWS):
            (self.out / UNFINISHED).replace(self.out / ROWS)
        self.drop((LEFT,))

    @property
    def rows(self) -> Path:
        """The rows of this run: the results, or where they lie if those could not be replaced."""
        unfinished = self.out / UNFINISHED
        return unfinished if unfinished.is_file() else self.out / ROWS
