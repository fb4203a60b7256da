"""Lint of reviews and decisions, which lie in one directory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.decision import ENDING, read_decision
from dpcap.intake.review import read_review
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework


def lint_reviews(reviews: Path, framework: Framework) -> tuple[Finding, ...]:
    """The errors of every review in the directory *reviews* (or of the one in that file)."""
    every = sorted(reviews.glob("*.yaml")) if reviews.is_dir() else [reviews]
    files = (file for file in every if not file.name.endswith(ENDING))
    return tuple(
        finding for file in files for finding in _errors(partial(read_review, file, framework))
    )


def lint_decisions(reviews: Path) -> tuple[Finding, ...]:
    """The errors of every decision in the directory *reviews* (or of the one in that file)."""
    files = sorted(reviews.glob(f"*{ENDING}")) if reviews.is_dir() else [reviews]
    return tuple(finding for file in files for finding in _errors(partial(read_decision, file)))


def _errors(read: Callable[[], object]) -> tuple[Finding, ...]:
    try:
        read()
    except InvalidInputError as error:
        return error.findings
    return ()
