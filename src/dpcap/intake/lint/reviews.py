"""Lint of reviews."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.review import read_review
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework


def lint_reviews(reviews: Path, framework: Framework) -> tuple[Finding, ...]:
    """The errors of every review in the directory *reviews* (or of the one in that file)."""
    files = sorted(reviews.glob("*.yaml")) if reviews.is_dir() else [reviews]
    return tuple(finding for file in files for finding in _lint_one(file, framework))


def _lint_one(file: Path, framework: Framework) -> tuple[Finding, ...]:
    try:
        read_review(file, framework)
    except InvalidInputError as error:
        return error.findings
    return ()
