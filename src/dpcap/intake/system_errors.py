"""System errors: what the system would not do, told as what it is.

None of them is a fault of ours or of a questionnaire: a disk is full, a file is open elsewhere, a
file stands where a folder is wanted. What can be put right by naming another place is wrong usage.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dpcap.model.finding import Finding

# What Windows says, where that is more than the errno that Python makes of it.
_WINDOWS = {
    5: "DP146",
    19: "DP146",
    32: "DP147",
    33: "DP147",
    39: "DP145",
    112: "DP145",
    123: "DP152",
    206: "DP151",
    267: "DP148",
}
_SYSTEM = {
    errno.ENOSPC: "DP145",
    errno.EDQUOT: "DP145",
    errno.EFBIG: "DP145",
    errno.EACCES: "DP146",
    errno.EPERM: "DP146",
    errno.EROFS: "DP146",
    errno.EBUSY: "DP147",
    errno.ETXTBSY: "DP147",
    errno.EEXIST: "DP148",
    errno.ENOTDIR: "DP148",
    errno.EISDIR: "DP149",
    errno.ENOENT: "DP150",
    errno.ELOOP: "DP150",
    errno.ENAMETOOLONG: "DP151",
    errno.EILSEQ: "DP152",
    errno.EINVAL: "DP152",
    errno.EPIPE: "DP157",
}
_OTHER, _DANGLING, _TOO_LONG = "DP153", "DP150", "DP151"
_USAGE = frozenset(("DP148", "DP149", "DP150", "DP151", "DP152"))
# The longest path that Windows takes, its end counted.
_LONGEST = 260
USAGE, FAILED = 2, 4


@contextmanager
def about(path: str | os.PathLike[str]) -> Iterator[None]:
    """What the system refuses meanwhile is said of *path*, not of a file that stands in for it."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = os.fspath(path), None
        raise


def mishap(error: OSError, path: str | os.PathLike[str] | None = None) -> Finding:
    """What went wrong with *path*, or with the one that *error* names."""
    named = path if path is not None else error.filename2 or error.filename
    shown = os.fsdecode(named) if isinstance(named, str | bytes | os.PathLike) else None
    code = _code(error, shown)
    if code in ("DP148", "DP150") and shown is not None:
        code, shown = _in_the_way(code, shown)
    place = _readable(shown) if shown else "dpcap"
    named_zh, named_en = (place, place) if shown else ("文件", "a file")
    problem = error.strerror or str(error)
    return Finding(
        code=code,
        file=place,
        params={"path_zh": named_zh, "path_en": named_en, "problem": problem},
    )


def exit_code(finding: Finding) -> int:
    """2 where another place would do, 4 where the system would not."""
    return USAGE if finding.code in _USAGE else FAILED


def _code(error: OSError, path: str | None) -> str:
    said = getattr(error, "winerror", None)
    if said is not None and path is not None and len(path) >= _LONGEST and said in (2, 3):
        return _TOO_LONG
    if path is None and error.errno == errno.ENOENT:  # no folder for temporary files, say
        return _OTHER
    known = _WINDOWS.get(said) if said is not None else None
    return known or _SYSTEM.get(error.errno or 0, _OTHER)


def _in_the_way(code: str, path: str) -> tuple[str, str]:
    """The first part of *path* that is no folder: a file, or a link that leads nowhere."""
    whole = Path(path)
    for part in (*reversed(whole.parents), whole):
        try:
            if part.is_symlink() and not part.exists():
                return _DANGLING, str(part)
            if part != whole and part.exists() and not part.is_dir():
                return "DP148", str(part)
        except OSError:
            break
    return code, path


def _readable(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
