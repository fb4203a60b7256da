"""What `dpcap lint` finds: reading, authors' rules, and what scoring says of a folder's answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.cli.extras import needing
from dpcap.cli.hands import wrong_decision, wrong_review
from dpcap.cli.load import (
    Wanted,
    evidence_root_in_force,
    framework_dir,
    framework_of,
    load,
)
from dpcap.errors import InvalidInputError
from dpcap.intake.decision import read_decision
from dpcap.intake.lint import (
    LintTarget,
    is_review,
    lint_decisions,
    lint_folder,
    lint_framework,
    lint_gates,
    lint_mail,
    lint_reviews,
    targets,
)
from dpcap.intake.review import load_review, read_review
from dpcap.intake.source_map import locate
from dpcap.model.finding import Finding, has_errors
from dpcap.watchdog import limited

Findings = tuple[Finding, ...]


def findings_in(paths: list[Path], wanted: Wanted) -> list[Finding]:
    """Every finding in *paths*, or in the framework in force where none is given."""
    places = paths or [framework_dir(wanted.framework)]
    return [finding for place in places for finding in _check_path(place, wanted)]


def _check_path(path: Path, wanted: Wanted) -> Iterator[Finding]:
    try:
        for target in targets(path):
            with limited(str(target.path)):
                found = _check(target, wanted)
            yield from found
    except InvalidInputError as error:
        yield from error.findings


def _check(target: LintTarget, wanted: Wanted) -> Findings:
    if target.kind == "framework":
        return lint_framework(target.path)
    if target.kind == "reviews":
        return lint_reviews(target.path, framework_of(wanted)) or _hands_of_review(target, wanted)
    if target.kind == "decisions":
        return lint_decisions(target.path) or _hands_of_decision(target, wanted)
    if target.kind == "gates":
        return lint_gates(target.path, framework_of(wanted))
    if target.kind == "mail":
        with needing("mail", "mail.yaml"):
            return lint_mail(target.path)
    return _check_folder(target.path, wanted)


def _hands_of_review(target: LintTarget, wanted: Wanted) -> Findings:
    """Who signed a sound review; the manager's other files bear no signature."""
    if not is_review(target.path):
        return ()
    review = read_review(target.path, framework_of(wanted))
    return tuple(wrong_review(review, target.path))


def _hands_of_decision(target: LintTarget, wanted: Wanted) -> Findings:
    """Who took a sound decision, held against the review that lies beside it, if that is sound."""
    decision = read_decision(target.path)
    try:
        review = load_review(target.path.parent, decision.provider, framework_of(wanted))
    except InvalidInputError:
        review = None
    reviewers = review.people if review else ()
    return tuple(wrong_decision(decision, reviewers, target.path))


def _check_folder(folder: Path, wanted: Wanted) -> Findings:
    """What reading finds and, where that leaves something to score, what scoring does."""
    from dpcap.scoring.score import profile_of

    root = evidence_root_in_force(wanted.evidence_root)
    found = lint_folder(folder, framework_of(wanted), evidence_root=root)
    if has_errors(found):
        return found
    loaded = load(folder, wanted)
    scored = profile_of(loaded.case(wanted)).findings
    return found + locate(folder, scored[len(loaded.assessment.findings) :])
