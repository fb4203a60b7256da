"""One process at a time writes into a folder or a file; the system lets go if the process dies."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

_PAUSE = 0.2

if sys.platform == "win32":
    import msvcrt

    def _taken(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return True
        return False
else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def lock_for(folder: Path) -> Path:
    """The lock file of *folder*, among temporary files, for one in which nothing may be left."""
    name = sha256(os.fsencode(os.path.realpath(folder))).hexdigest()[:32]
    return Path(tempfile.gettempdir()) / f"dpcap-{name}.lock"


@contextmanager
def held(path: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock file *path* meanwhile; *on_wait* is called once if another process has it.

    It may raise, and then nothing is waited for. Raises OSError if the file cannot be made or
    locked.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if _taken(handle):
            on_wait()
            while _taken(handle):
                time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)
