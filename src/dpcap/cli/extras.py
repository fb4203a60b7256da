"""Optional libraries: what to install where one is not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from dpcap.cli.language import say
from dpcap.errors import UsageError


@contextmanager
def needing(extra: Literal["mail", "sign"], what: str) -> Iterator[None]:
    """Says of *what* that it needs the *extra*, if a library turns out not to be there.

    Raises UsageError.
    """
    try:
        yield
    except ImportError as error:
        install = f"pip install 'dpcap[{extra}]'"
        raise UsageError(say(f"{what} 需先安装：{install}", f"{what} needs {install}")) from error
