"""What a batch puts out beside its rows: one walk over them, each file whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter

from dpcap.batch.store import Store
from dpcap.model.outcome import Marks, Outcome
from dpcap.report.batch.harvest import Harvest
from dpcap.report.batch.outputs import OUTPUTS, put_out


def outcomes_in(results: Path) -> Iterator[Outcome]:
    """The outcomes in the file *results*, one after the other. Raises OSError, ValueError."""
    read = _adapter().validate_json
    with results.open("rb") as lines:
        for line in lines:
            yield read(line)


def marks_in(results: Path) -> Iterator[tuple[str, Marks]]:
    """The provider's id and the marks of every row of a folder scored in the file *results*."""
    with results.open("rb") as lines:
        for line in lines:
            row = json.loads(line)
            if row["status"] == "scored":
                yield row["provider"], Marks.model_validate(row["marks"])


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Outcome]:
    return TypeAdapter(Outcome)


def write_outputs(
    harvest: Harvest, names: tuple[str, ...], store: Store, stdout: Callable[[bytes], None]
) -> tuple[str, ...]:
    """Write the outputs *names*, those without a file to *stdout*; the files written."""
    files = {name: file for name in names if (file := OUTPUTS[name].file) is not None}
    with store.growing(files) as append:

        def write(name: str, piece: bytes) -> None:
            if name in files:
                append(name, piece)
            else:
                stdout(piece)

        put_out(harvest, names, write)
    return tuple(files.values())
