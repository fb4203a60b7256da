"""Which outputs a batch writes, by what is installed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from dpcap.cli.extras import install, lacks
from dpcap.cli.language import say
from dpcap.errors import UsageError

PARQUET, LIBRARY = "parquet", "duckdb"


def outputs_asked(named: Sequence[str] | None, default: Sequence[str]) -> tuple[str, ...]:
    """The formats *named*, else the *default* ones that can be written here.

    What is left out of the default is said in one line. Raises UsageError if a format that is
    named needs a library that is not installed.
    """
    asked = tuple(named or default)
    if PARQUET not in asked or not lacks(LIBRARY):
        return asked
    line = install("analytics")
    if named:
        raise UsageError(
            say(f"--format parquet 需先安装：{line}", f"--format parquet needs {line}")
        )
    print(
        say(
            f"本次不写 results.parquet；如需要，请先安装：{line}",
            f"results.parquet is not written; it needs {line}",
        ),
        file=sys.stderr,
    )
    return tuple(name for name in asked if name != PARQUET)
