"""Optional libraries: what to install where one is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Literal, get_args

from dpcap.cli.language import say
from dpcap.errors import UsageError

Extra = Literal["analytics", "dask", "mail", "pdf", "remote", "sign"]


@contextmanager
def needing(extra: Extra, what: str) -> Iterator[None]:
    """Says of *what* that it needs the *extra*, if a library turns out not to be there.

    Raises UsageError.
    """
    try:
        yield
    except ImportError as error:
        if _is_ours(error):
            raise
        line = install(extra)
        raise UsageError(say(f"{what} 需先安装：{line}", f"{what} needs {line}")) from error


def lacks(module: str) -> bool:
    """Whether the library that brings *module* is not installed; nothing is loaded to know."""
    return find_spec(module) is None


def install(*extras: str) -> str:
    """The line that installs dpcap with *extras*."""
    return f"pip install 'dpcap[{','.join(extras)}]'"


def missing(error: ImportError) -> str | None:
    """What to do about a library that nobody above missed; None if it is a part of dpcap."""
    if _is_ours(error):
        return None
    line, what = install(*get_args(Extra)), error.name or str(error)
    return say(f"缺少 {what}，请先安装：{line}", f"{what} is missing: {line}")


def _is_ours(error: ImportError) -> bool:
    return (error.name or "").partition(".")[0] == "dpcap"
