"""Lint of a provider's folder: its errors, its warnings, and what should not lie there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.contact import mail_problem
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import summed
from dpcap.intake.folder import load_assessment
from dpcap.intake.folder_tree import LeavesError, LocalFolderTree, listing_of
from dpcap.intake.inventory import inside
from dpcap.intake.source_map import locate
from dpcap.intake.unread_files import is_junk
from dpcap.model.assessment import Assessment
from dpcap.model.carry_over import former_names
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.real_paths import real_path

EVIDENCE_DIR = "evidence"

# Files about persons: they must not get into a history that cannot be deleted.
_PERSONAL = re.compile(
    r"花名册|社保|参保|身份证|roster|(?<![a-z])id[ _-]?cards?(?![a-z])"
    r"|social[ _-]?(?:insurance|security)"
)


def lint_folder(
    folder: Path, framework: Framework, *, evidence_root: Path | None = None
) -> tuple[Finding, ...]:
    """The errors of *folder*, its warnings and notes, with their places.

    What only scoring can tell (lapsed proof, missing envelopes, contradictions) is not among them.
    """
    files = sorted(listing_of(LocalFolderTree(folder)).files)
    personal = tuple(_personal_files(folder, files))
    try:
        assessment = load_assessment(folder, framework, evidence_root=evidence_root)
    except InvalidInputError as error:
        beside = locate(folder, error.beside)
        return tuple(summed((*error.findings, *beside, *personal)))
    found = [
        *assessment.findings,
        *_undated_facts(assessment, framework),
        *_contact(assessment),
        *_unlisted_files(folder, files, assessment),
    ]
    return tuple(summed((*locate(folder, found, former_names(assessment, framework)), *personal)))


def _personal_files(folder: Path, files: Iterable[str]) -> Iterator[Finding]:
    if not _in_work_tree(folder):
        return
    for file in files:
        if _PERSONAL.search(file.rsplit("/", 1)[-1].casefold()):
            yield _about("DP351", folder, file)


def _in_work_tree(folder: Path) -> bool:
    here = real_path(folder)
    return any((directory / ".git").exists() for directory in (here, *here.parents))


def _unlisted_files(
    folder: Path, files: Iterable[str], assessment: Assessment
) -> Iterator[Finding]:
    """Files among the evidence that no piece names, and no finding about one leads to."""
    named = {_named(piece.file) for piece in assessment.evidence.values() if piece.file}
    told = {str(finding.params["there"]) for finding in assessment.findings if _leads(finding)}
    for file in files:
        hidden = file.rsplit("/", 1)[-1].startswith(".") or is_junk(file)
        if file.startswith(f"{EVIDENCE_DIR}/") and file not in named | told and not hidden:
            yield _about("DP352", folder, file)


def _leads(finding: Finding) -> bool:
    return "there" in finding.params


def _undated_facts(assessment: Assessment, framework: Framework) -> Iterator[Finding]:
    for name, fact in assessment.provider.facts.items():
        if framework.facts[name].dated and fact.on is None:
            yield Finding(code="DP354", path=("facts", name), params={"name": name})


def _contact(assessment: Assessment) -> Iterator[Finding]:
    email = assessment.provider.contact.email
    problem = mail_problem(email) if email else None
    if problem:
        yield Finding(code="DP370", path=("contact", "email"), params=problem.params)


def _named(file: str) -> str:
    try:
        return inside(file)
    except LeavesError:
        return file


def _about(code: str, folder: Path, file: str) -> Finding:
    shown = f"{readable(folder.as_posix())}/{file}"
    return Finding(code=code, file=shown, params={"file": file})
