"""From the options of a command to the values it works on."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from dpcap.cli.findings import line_of
from dpcap.cli.language import TALK, say
from dpcap.errors import InvalidInputError, SlipError, UsageError
from dpcap.intake.decision import load_decision
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lookup import VARIABLE, find_framework, framework_beside
from dpcap.intake.records import load_records
from dpcap.intake.settings import Settings, settings_at
from dpcap.intake.source_map import locate
from dpcap.intake.unread_files import passed_over, refused
from dpcap.model.assessment import Assessment
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.decision_basis import gates_and_decision
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.watchdog import limited


@dataclass(frozen=True)
class Wanted:
    """What the options of a command say; None: not said."""

    framework: Path | None = None
    role: str | None = None
    core: bool = False
    on: datetime | None = None
    reviews: Path | None = None
    evidence_root: Path | None = None


@dataclass(frozen=True)
class Loaded:
    """A framework and a provider's assessment by it."""

    framework: Framework
    assessment: Assessment
    records: ManagerRecords | None

    def case(self, wanted: Wanted) -> Case:
        """The case that *wanted* makes of it. Raises UsageError."""
        as_of: date | None = wanted.on.date() if wanted.on else None
        return make_case(
            self.framework,
            self.assessment,
            as_of=as_of,
            role=wanted.role,
            core=wanted.core,
            records=self.records,
        )


def settings() -> Settings:
    """The settings in force here: `dpcap.toml` of this directory or of one above it.

    What is passed over since it lies in a provider's folder is said once.
    """
    found, ignored = settings_at(Path.cwd())
    for finding in ignored:
        _say_once(line_of(finding, TALK))
    return found


@lru_cache(maxsize=64)
def _say_once(line: str) -> None:
    print(line, file=sys.stderr)


def framework_dir(option: Path | None) -> Path:
    """Where the framework in force lies. Raises SlipError if that is in a provider's folder."""
    named = option or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if named is not None:
        _refuse(named)
    elif settings().framework is None:
        beside = framework_beside(Path.cwd())
        if beside is not None and (ignored := passed_over(beside)) is not None:
            _say_once(line_of(ignored, TALK))
    return find_framework(option, os.environ, Path.cwd())


def framework_of(wanted: Wanted) -> Framework:
    """The framework in force. Raises InvalidInputError with every finding, SlipError."""
    return _read_once(framework_dir(wanted.framework))


def evidence_root_in_force(option: Path | None) -> Path | None:
    """Where evidence is kept: the *option*, else the settings'.

    Raises SlipError if that is in a provider's folder.
    """
    if option is not None:
        _refuse(option)
    return option or settings().evidence_root


def _refuse(path: Path) -> None:
    wrong = refused(path)
    if wrong is not None:
        raise SlipError(wrong)


@lru_cache(maxsize=2)
def _read_once(directory: Path) -> Framework:
    return load_framework(directory)


def standing_of(
    profile: Profile, framework: Framework, reviews: Path | None
) -> GatesAndDecision | None:
    """How *profile*, scored by *framework*, stands: the decision, if there is one.

    Raises InvalidInputError.
    """
    directory = reviews_in_force(reviews)
    decision = load_decision(directory, profile.provider.id) if directory else None
    return (
        gates_and_decision(rebuild_case(framework, profile), profile, decision)
        if decision
        else None
    )


def load(folder: Path, wanted: Wanted) -> Loaded:
    """Read *folder*, its framework and its review. Raises InvalidInputError with every finding."""
    framework, assessment = load_folder(folder, wanted)
    reviews = reviews_in_force(wanted.reviews)
    records = held_records(reviews, folder, assessment, framework) if reviews else None
    return Loaded(framework, assessment, records)


def reviews_in_force(option: Path | None) -> Path | None:
    """The manager's directory: the *option*, else the settings'. Raises UsageError if it is none.

    A name mistyped must not mean that nobody looked; nor may a provider's own be taken for it.
    """
    reviews = option or settings().reviews
    if reviews is not None and not reviews.is_dir():
        raise UsageError(say(f"没有目录 {reviews}", f"there is no folder {reviews}"))
    if reviews is not None:
        _refuse(reviews)
    return reviews


def load_folder(folder: Path, wanted: Wanted) -> tuple[Framework, Assessment]:
    """The framework in force, and what *folder* says. Raises InvalidInputError."""
    framework = framework_of(wanted)
    root = evidence_root_in_force(wanted.evidence_root)
    with limited(str(folder)):
        return framework, load_assessment(folder, framework, evidence_root=root)


def held_records(
    reviews: Path, folder: Path, assessment: Assessment, framework: Framework
) -> ManagerRecords:
    """What the manager's directory *reviews* holds on the provider in *folder*.

    Raises InvalidInputError with every finding.
    """
    try:
        return load_records(reviews, assessment, framework)
    except InvalidInputError as error:
        raise InvalidInputError(locate(folder, error.findings)) from error
