"""Lint of mail settings."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.mail import load_mail
from dpcap.model.finding import Finding


def lint_mail(file: Path) -> tuple[Finding, ...]:
    """The errors of the mail settings in *file*. Raises ImportError without the extra `mail`."""
    try:
        load_mail(file)
    except InvalidInputError as error:
        return error.findings
    return ()
