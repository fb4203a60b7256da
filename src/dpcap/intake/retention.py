"""`retention.yaml`: for how long each kind of file is kept, read and checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, read_yaml
from dpcap.model.finding import Finding, has_errors
from dpcap.model.retention import Retention


def read_retention(path: Path) -> tuple[Retention, tuple[Finding, ...]]:
    """The rules in the file at *path*, and warnings about them. Raises InvalidInputError."""
    document = read_yaml(path)
    made = validate(document, Retention)
    found = tuple(_wrong(document, made))
    if has_errors(found):
        raise refused(found)
    return made, found


def _wrong(document: Document, made: Retention) -> Iterator[Finding]:
    for kind, rule in made.kinds.items():
        if (rule.days is None) == (rule.until is None):
            yield document.finding("DP983", ("kinds", kind), {"kind": kind}, key=True)
        elif rule.required and rule.reason is None:
            yield document.finding("DP984", ("kinds", kind, "required"), {"kind": kind})
