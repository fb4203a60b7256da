"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from dpcap.intake.system_errors import about
from dpcap.real_paths import real_path

_NEW_FILE = 0o666


def write_atomically(path: Path, content: str | bytes, *, durable: bool = True) -> None:
    """Put *content* at *path*; whoever reads sees the old or the new.

    Text becomes UTF-8, its line ends as they are. The file's permissions stay. *durable*: it also
    survives a power cut; what can be made again need not. What is no file, such as a device, is
    written to.
    Raises OSError; then the old file is untouched.
    """
    raw = content.encode() if isinstance(content, str) else content
    with about(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        target = real_path(path)  # a file that is a link stays one
        if target.exists() and not target.is_file():
            target.write_bytes(raw)
        else:
            _replace(target, raw, durable=durable)


def _replace(target: Path, raw: bytes, *, durable: bool) -> None:
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else _NEW_FILE & ~_umask()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
