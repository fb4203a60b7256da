"""The bytes of a file that somebody named."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.wording import of_system
from dpcap.model.finding import Finding


def read_file(path: Path, most: int | None = None) -> bytes:
    """The bytes at *path*; of a file that is larger, one more than *most*.

    Raises InvalidInputError.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(-1 if most is None else most + 1)
    except OSError as error:
        params = {"what": path.as_posix(), **of_system(error).params}
        finding = Finding(code="DP110", file=path.as_posix(), params=params)
        raise InvalidInputError([finding]) from error
