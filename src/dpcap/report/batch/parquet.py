"""results.parquet: the rows with typed columns, for tools that read many at once."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from dpcap.model.outcome import Outcome
from dpcap.report.batch.batch_result import BatchOutcomes

_PIECE = 1 << 20


class Parquet:
    """Reads the file of the rows when it is whole; nothing is rounded and no row is left out."""

    def __init__(self, batch_result: BatchOutcomes) -> None:
        self._results = batch_result.results

    def add(self, outcome: Outcome) -> bytes:
        """Nothing: the rows are read from their file."""
        del outcome
        return b""

    def end(self) -> Iterable[bytes]:
        """The whole file, piece by piece."""
        with TemporaryDirectory() as scratch:
            made = Path(scratch) / "rows.parquet"
            # In a process of its own: DuckDB takes as much memory as all the rest of a batch.
            module = ["-m", "dpcap.report.batch.rows"]
            command = [sys.executable, *module, str(self._results), str(made)]
            done = subprocess.run(  # noqa: S603 - our own module, no shell
                command, check=False, capture_output=True, encoding="utf-8", errors="replace"
            )
            if done.returncode:
                raise _failure(done.stderr)
            yield from _pieces(made)


def _failure(said: str) -> Exception:
    """What DuckDB's last words mean: a disk that failed, or a fault."""
    last = (said.strip().splitlines() or ["?"])[-1]
    if "No space left" in last:
        return OSError(errno.ENOSPC, last)
    return OSError(errno.EIO, last) if "IOException" in last else RuntimeError(last)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
