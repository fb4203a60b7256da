"""The command line: it alone knows the terminal, the environment, the clock and exit codes."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run `dpcap` with the arguments of this process and exit with its code."""
    # A plugin for pydantic that somebody else installed has no say in what a score is; and looking
    # for one reads the metadata of every package there is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from dpcap.cli.workspace_guard import guarded

    guarded(sys.argv[1:])
