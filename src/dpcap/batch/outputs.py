"""What a batch puts out beside its rows: one walk over them, each file whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from dpcap.batch.output_cache import outputs_key, remember, still_there
from dpcap.batch.output_dir import OutputDir
from dpcap.errors import chosen
from dpcap.model.outcome import ComparedValues, Outcome
from dpcap.report.batch.batch_result import BatchResult
from dpcap.report.batch.outputs import OUTPUTS, Place, put_out

# Where the fields stand in a row of a folder scored: the first three keys, and the last.
_PROVIDER = re.compile(rb'\{"status":"scored","folder":"(?:[^"\\]|\\.)*","provider":"([^"\\]*)"')
_MARKS = b',"marks":'


def outcomes_in(results: Path) -> Iterator[Outcome]:
    """The outcomes in the file *results*, one after the other. Raises OSError, ValueError."""
    read = _adapter().validate_json
    with results.open("rb") as lines:
        for line in lines:
            yield read(line)


def marks_in(results: Path) -> Iterator[tuple[str, ComparedValues]]:
    """The provider's id and the marks of every row of a folder scored in the file *results*."""
    with results.open("rb") as lines:
        for line in lines:
            # A row has thousands of other fields; inside a string these quotes would be escaped.
            head, found, marks = line.rpartition(_MARKS)
            if found and (named := _PROVIDER.match(head)):
                yield named[1].decode(), ComparedValues.model_validate_json(marks.rstrip()[:-1])


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)


def write_outputs(
    harvest: BatchResult, names: tuple[str, ...], store: OutputDir, stdout: Callable[[], Place]
) -> dict[str, Exception]:
    """Write the outputs *names*, those without a file to *stdout*; those that failed, with why.

    A file that an earlier run wrote of the same rows is left as it is.
    """
    files = {name: file for name in names if (file := chosen(OUTPUTS, name).file) is not None}
    key = outputs_key(harvest, store.out)
    kept = still_there(store, key, files.values())

    def place(name: str) -> Place:
        return store.growing(files[name]) if name in files else stdout()

    due = tuple(name for name in names if files.get(name) not in kept)
    failed = put_out(harvest, due, place)
    with suppress(OSError):  # what is not remembered is written once more
        written = [file for name, file in files.items() if name not in failed]
        remember(store, key, written, harvest)
    return failed
