"""The command line: it alone knows the terminal, the environment, the clock and exit codes."""

from __future__ import annotations


def main() -> None:
    """Run `dpcap` with the arguments of this process and exit with its code."""
    from dpcap.cli.door import run

    run()
