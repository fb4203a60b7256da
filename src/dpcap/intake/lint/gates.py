"""Lint of gates."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.gates import open_gates
from dpcap.intake.lint.gate_reach import idle_rules
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework


def lint_gates(file: Path, framework: Framework) -> tuple[Finding, ...]:
    """The errors of the gates in *file*, held against *framework*, or else its warnings."""
    try:
        written, gates, found = open_gates(file, framework)
    except InvalidInputError as error:
        return error.findings
    return (*found, *idle_rules(gates, framework, written.finding))
