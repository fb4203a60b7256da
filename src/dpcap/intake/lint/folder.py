"""Lint of a provider's folder: its errors, or its warnings, and what should not lie there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.evidence import inside
from dpcap.intake.folder import load_assessment
from dpcap.intake.place import locate
from dpcap.intake.tree import LeavesError
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

EVIDENCE_DIR = "evidence"

# Files about persons: they must not get into a history that cannot be deleted.
_PERSONAL = re.compile(
    r"花名册|社保|参保|身份证|roster|(?<![a-z])id[ _-]?cards?(?![a-z])"
    r"|social[ _-]?(?:insurance|security)"
)


def lint_folder(
    folder: Path, framework: Framework, *, evidence_root: Path | None = None
) -> tuple[Finding, ...]:
    """The errors of *folder*, or else its warnings and notes, with their places.

    What only scoring can tell (lapsed proof, missing envelopes, contradictions) is not among them.
    """
    personal = tuple(_personal_files(folder))
    try:
        assessment = load_assessment(folder, framework, evidence_root=evidence_root)
    except InvalidInputError as error:
        return (*error.findings, *personal)
    found = [
        *assessment.findings,
        *_undated_facts(assessment, framework),
        *_unlisted_files(folder, assessment),
    ]
    return (*locate(folder, found), *personal)


def _personal_files(folder: Path) -> Iterator[Finding]:
    if not _in_work_tree(folder):
        return
    for file in _files(folder):
        if _PERSONAL.search(file.rsplit("/", 1)[-1].casefold()):
            yield _about("DP351", folder, file)


def _in_work_tree(folder: Path) -> bool:
    here = folder.resolve()
    return any((directory / ".git").exists() for directory in (here, *here.parents))


def _unlisted_files(folder: Path, assessment: Assessment) -> Iterator[Finding]:
    listed = {_named(piece.file) for piece in assessment.evidence.values() if piece.file}
    for file in _files(folder / EVIDENCE_DIR):
        name = f"{EVIDENCE_DIR}/{file}"
        if name not in listed and not file.rsplit("/", 1)[-1].startswith("."):
            yield _about("DP352", folder, name)


def _undated_facts(assessment: Assessment, framework: Framework) -> Iterator[Finding]:
    for name, fact in assessment.provider.facts.items():
        if framework.facts[name].dated and fact.on is None:
            yield Finding(code="DP354", path=("facts", name), params={"name": name})


def _files(folder: Path) -> Iterator[str]:
    """Every file below *folder*, by its path inside; links are not followed."""
    for directory, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if name != ".git")
        for name in sorted(files):
            yield (Path(directory) / name).relative_to(folder).as_posix()


def _named(file: str) -> str:
    try:
        return inside(file).as_posix()
    except LeavesError:
        return file


def _about(code: str, folder: Path, file: str) -> Finding:
    return Finding(code=code, file=(folder / file).as_posix(), params={"file": file})
