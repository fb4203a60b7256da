"""Lint of gates."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.gates import read_gates
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework


def lint_gates(file: Path, framework: Framework) -> tuple[Finding, ...]:
    """The errors of the gates in *file*, held against *framework*, or else its warnings."""
    try:
        return read_gates(file, framework)[1]
    except InvalidInputError as error:
        return error.findings
