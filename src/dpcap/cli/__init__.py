"""The command line: it alone knows the terminal, the environment, the clock and exit codes."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `dpcap` with the arguments of this process and exit with its code."""
    from dpcap.cli.workspace_guard import guarded

    guarded(sys.argv[1:])
