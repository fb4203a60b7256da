"""Optional libraries: what to install where one is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal, get_args

from dpcap.errors import UsageError
from dpcap.intake.remote import NotInstalledError
from dpcap.report.batch.outputs import BATCH_FORMATS

Extra = Literal["agreement", "analytics", "calendar", "dask", "mail", "pdf", "remote", "sign"]

# The library of each extra that writes outputs of a batch.
_WRITERS = {"analytics": "duckdb"}


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Says of *what* that it needs the *extra*, if a library turns out not to be there.

    Raises UsageError.
    """
    try:
        yield
    except ImportError as error:
        if _is_ours(error):
            raise
        line = install(extra)
        raise UsageError(f"{what} needs {line}", f"{what} 需先安装：{line}") from error


def unwritable(formats: Iterable[str]) -> dict[str, str]:
    """Those *formats* of a batch whose library is not installed, each with what installs it.

    Nothing is loaded to know.
    """
    offered = BATCH_FORMATS.offered("batch")
    needed = {name: offered[name].extra for name in formats if name in offered}
    return {name: install(extra) for name, extra in needed.items() if extra and _lacks(extra)}


def _lacks(extra: str) -> bool:
    return find_spec(_WRITERS[extra]) is None


def install(*extras: str) -> str:
    """The line that installs dpcap with *extras*; every shell takes double quotes."""
    names = ",".join(extras)
    return f'pip install "dpcap[{names}]"'


def missing(error: ImportError) -> UsageError | None:
    """What to do about a library that nobody above missed; None if it is a part of dpcap."""
    if _is_ours(error):
        return None
    line, what = install(*get_args(Extra)), error.name or str(error)
    return UsageError(f"{what} is missing: {line}", f"缺少 {what}，请先安装：{line}")


def not_installed(error: NotInstalledError) -> UsageError:
    """What to install, or that nothing reads such addresses."""
    if error.needs is None:
        return UsageError(f"nothing here reads {error.protocol}://", f"不认识 {error.protocol}://")
    return UsageError(
        f"reading {error.protocol}:// needs {error.needs}",
        f"读取 {error.protocol}:// 需先安装：{error.needs}",
    )


def _is_ours(error: ImportError) -> bool:
    return (error.name or "").partition(".")[0] == "dpcap"
