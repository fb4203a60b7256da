"""Optional libraries: what to install where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dpcap.cli.language import say
from dpcap.errors import UsageError


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """What runs inside takes the libraries of *extra*. Raises UsageError if one is missing."""
    try:
        yield
    except ImportError as error:
        install = f"pip install 'dpcap[{extra}]'"
        raise UsageError(say(f"这一步需先安装：{install}", f"this needs {install}")) from error
