"""Lint of reviews and decisions, which lie in one directory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.decision import ENDING, read_decision
from dpcap.intake.judgements import is_judgements, read_judgements
from dpcap.intake.peers import PEERS_FILE
from dpcap.intake.reconciliation import RECONCILIATION_FILE, read_reconciliation
from dpcap.intake.records import load_tables, read_facts_file
from dpcap.intake.review import read_review
from dpcap.intake.reviews_layout import APPEAL_ENDING, DRAW_FILE, FACTS_ENDING, ROUND_FILE
from dpcap.intake.standing_rules import STANDING_FILE
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

# Read by themselves, or with others.
_OTHERS = (DRAW_FILE, ROUND_FILE, STANDING_FILE)


def lint_reviews(reviews: Path, framework: Framework) -> tuple[Finding, ...]:
    """The errors of all that the manager holds in the directory *reviews*, or in that file."""
    if not reviews.is_dir():
        return _errors(_reading(reviews, framework))
    every = sorted(reviews.glob("*.yaml"))
    files = [one for one in every if not _is_apart(one.name)]
    found = [one for file in files for one in _errors(_reading(file, framework))]
    return (*found, *_errors(partial(load_tables, reviews, framework)))


def _is_apart(name: str) -> bool:
    """Whether the file *name* among the reviews is checked by itself."""
    return name.endswith((ENDING, APPEAL_ENDING)) or name in _OTHERS


def is_review(file: Path) -> bool:
    """Whether *file*, one of those that `lint_reviews` checks, is a review."""
    others = (DRAW_FILE, PEERS_FILE, RECONCILIATION_FILE)
    return not file.name.endswith((FACTS_ENDING, APPEAL_ENDING)) and file.name not in others


def _reading(file: Path, framework: Framework) -> Callable[[], object]:
    """How *file* is read."""
    if file.name.endswith(FACTS_ENDING):
        return partial(read_facts_file, file, framework)
    if is_judgements(file):
        return partial(read_judgements, file, framework)
    if file.name == RECONCILIATION_FILE:
        return partial(read_reconciliation, file)
    if is_review(file):
        return partial(read_review, file, framework)
    return partial(load_tables, file.parent, framework)


def lint_decisions(reviews: Path) -> tuple[Finding, ...]:
    """The errors of every decision in the directory *reviews* (or of the one in that file)."""
    files = sorted(reviews.glob(f"*{ENDING}")) if reviews.is_dir() else [reviews]
    return tuple(finding for file in files for finding in _errors(partial(read_decision, file)))


def lint_judgements(path: Path, framework: Framework) -> tuple[Finding, ...]:
    """The errors of the judgements in the file at *path*."""
    return _errors(partial(read_judgements, path, framework))


def lint_reconciliation(path: Path) -> tuple[Finding, ...]:
    """The errors of the file at *path* in which disagreements are settled."""
    return _errors(partial(read_reconciliation, path))


def _errors(read: Callable[[], object]) -> tuple[Finding, ...]:
    try:
        read()
    except InvalidInputError as error:
        return error.findings
    return ()
