"""The output folder: files appear whole or not at all; what still holds is not made again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import TypeAdapter, ValidationError

from dpcap.batch.folder_scan import file_stamp
from dpcap.batch.job import digest_of
from dpcap.intake.system_errors import about
from dpcap.model.outcome import FORGERY, CrossFinding
from dpcap.report.batch.outputs import BATCH_FORMATS
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.formats import PROFILE_FORMATS, REPORTS_OF_BATCH

PROFILE = "profile.json"
REPORTS = PROFILE_FORMATS.files(REPORTS_OF_BATCH)
ROWS = BATCH_FORMATS.files("batch")["jsonl"]
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
        self._place = os.fspath(out)
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

    def stamp(self, name: str) -> tuple[int, ...]:
        """Size and times (ns) of the file *name*; nothing if there is none."""
        return file_stamp(f"{self._place}/{name}") or ()

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


_REMEMBERED = f"{HIDDEN}/outputs.json"


def outputs_key(batch_result: BatchOutcomes, out: Path) -> str:
    """The digest of all that the files in *out* hang on: rows, crossings, and the head.

    Which reports there are counts too, since pages link to them.
    """
    head = batch_result.head.model_dump_json()
    crossed = _crossings().dump_json(batch_result.crossings).decode()
    return digest_of(batch_result.digest, head, crossed, batch_result.language, *_reported(out))


def digest_of_rows(results: Path) -> str:
    """The SHA-256 (hex) of the file *results*. Raises OSError."""
    with results.open("rb") as rows:
        return hashlib.file_digest(rows, "sha256").hexdigest()


def _reported(out: Path) -> list[str]:
    page = REPORTS["html"]
    with os.scandir(out) as folders:
        return sorted(one.name for one in folders if os.path.isfile(f"{one.path}/{page}"))  # noqa: PTH113 - thousands


def known_crossings(
    store: OutputDir, rows: str, find: Callable[[], tuple[CrossFinding, ...]]
) -> tuple[CrossFinding, ...]:
    """The crossings of the rows with this digest: those of the last run, or what *find* finds."""
    kept = _kept(store)
    if kept.get("rows") != rows:
        return find()
    try:
        return _crossings().validate_python(kept.get("crossings"))
    except ValidationError:
        return find()


def still_there(store: OutputDir, key: str, files: Iterable[str]) -> frozenset[str]:
    """Those of *files* that were written under *key* and have not been touched since."""
    kept = _kept(store)
    stamps = kept.get("files") if kept.get("key") == key else None
    if not isinstance(stamps, dict):
        return frozenset()
    return frozenset(
        name for name in files if store.has(name) and stamps.get(name) == list(store.stamp(name))
    )


def remember(
    store: OutputDir, key: str, files: Collection[str], batch_result: BatchOutcomes
) -> None:
    """Note that all *files* were written of *batch_result* under *key*.

    What was printed on another screen is dropped.
    """
    earlier = _kept(store).get("files")
    if isinstance(earlier, dict):
        store.drop(one for one in earlier if one.startswith(HIDDEN) and one not in files)
    # What reviews say of files hangs on the reviews, not on the rows: it is found anew each time.
    crossed = tuple(one for one in batch_result.crossings if one.finding.code != FORGERY)
    content = {
        "key": key,
        "files": {name: store.stamp(name) for name in files},
        "rows": batch_result.digest,
        "crossings": _crossings().dump_python(crossed, mode="json"),
    }
    store.put(_REMEMBERED, json.dumps(content).encode())


def forget(store: OutputDir) -> None:
    """Trust nothing that an earlier run wrote."""
    store.drop((_REMEMBERED,))


def _kept(store: OutputDir) -> dict[str, Any]:
    try:
        kept = json.loads(store.get(_REMEMBERED) or b"{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


@lru_cache(maxsize=1)
def _crossings() -> TypeAdapter[tuple[CrossFinding, ...]]:
    return TypeAdapter(tuple[CrossFinding, ...])
