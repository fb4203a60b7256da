"""What a report is checked against: a folder, a bundle, or what lies with the reviews."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.decision import decision_file, load_decision
from dpcap.intake.file_names import readable
from dpcap.intake.folder import load_assessment
from dpcap.intake.folder_snapshot import FolderSnapshot, pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.gates import load_gates
from dpcap.intake.records import ReviewsFolder
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.migration import version_by_digest
from dpcap.model.two_languages import TwoLanguages
from dpcap.verify.bundle import sources_in
from dpcap.verify.bundle_reader import read_bundle
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.sources import ReportSources, SourceChoices
from dpcap.verify.verdict import VerifyInputs
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.files import read_file
from dpcap.workflow.provider import judging
from dpcap.workflow.standing_ledger import standing_lookup
from dpcap.workflow.stored_profiles import PROFILE, framework_for

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
_OTHER_FRAMEWORK = TwoLanguages(
    "其中的框架不是 --framework 所指的那个", "its framework is not the one that --framework names"
)


@dataclass(frozen=True)
class SourcesRequest:
    """Where the sources of a report lie; None: not said."""

    reviews: Path | None = None
    gates: str | None = None
    baseline: Path | None = None
    framework: Path | None = None
    evidence_root: Path | None = None
    period: str | None = None
    bundle: Path | None = None
    folder: Path | None = None
    ledger: Path | None = None

    def check(self) -> None:
        """Raises UsageError for options that would be passed over in silence."""
        if self.bundle and self.folder:
            raise UsageError("give --bundle or --folder, not both", "--bundle 与 --folder 只取其一")
        with_folder = {
            "--gates": self.gates,
            "--baseline": self.baseline,
            "--period": self.period,
            "--evidence-root": self.evidence_root,
        }
        unused = [name for name, value in with_folder.items() if value is not None]
        if unused and self.folder is None:
            names = ", ".join(unused)
            raise UsageError(f"{names}: these go with --folder only", f"{names} 须与 --folder 同用")
        if self.ledger and not (self.folder or self.bundle):
            raise UsageError(
                "--ledger goes with --folder or --bundle", "--ledger 须与 --folder 或 --bundle 同用"
            )


@dataclass(frozen=True)
class Packed:
    """A provider's folder, ready to be bundled."""

    snapshot: FolderSnapshot
    sources: ReportSources
    decision: bytes | None


def packed(
    folder: Path, asked: SourcesRequest, day: date | None, configuration: Configuration
) -> Packed:
    """*folder* and all that is judged with it; *day* is that of the gates.

    Raises InvalidInputError with every finding of the first file that has some.
    """
    current = configuration.framework(asked.framework)
    root = configuration.evidence_root(asked.evidence_root)
    framework = judging(folder, current, configuration, asked.reviews)
    beside = (lambda provider: LocalFolderTree(root / provider)) if root else None
    snapshot, _ = pack(LocalFolderTree(folder), beside)
    assessment = load_snapshot(snapshot, framework)
    gates = _gates(asked, framework, day, configuration)
    sources = _sources(framework, assessment, gates, asked, configuration)
    decision = _decision_file(asked, assessment.provider.id, configuration)
    return Packed(snapshot, sources, decision)


class ReportBasis:
    """What reports are held against, as *asked*, beside what is *given* for all of them."""

    def __init__(
        self, asked: SourcesRequest, given: VerifyInputs, configuration: Configuration
    ) -> None:
        """Raises UsageError for options that do not go together, InvalidInputError for a bundle."""
        asked.check()
        if asked.folder is not None or asked.bundle is not None:
            lookup = standing_lookup(configuration, asked.ledger, asked.reviews)
            given = replace(given, ledger=lookup)
        self._asked, self._given, self._configuration = asked, given, configuration
        if asked.bundle is not None:
            sources, choices, foreign = from_bundle(asked.bundle, asked, configuration)
            self._given = replace(
                given, sources=sources, choices=choices, foreign=foreign, is_bundle=True
            )

    def of(self, report: CarriedReport) -> VerifyInputs:
        """What *report* is held against. Raises InvalidInputError."""
        asked, given = self._asked, self._with_decision(report)
        if asked.folder is not None:
            return replace(
                given, sources=from_folder(asked.folder, asked, report, self._configuration)
            )
        if given.sources is not None:
            return given
        return replace(
            given,
            assets=given.assets._replace(
                framework=framework_at_hand(report, asked, self._configuration)
            ),
        )

    def _with_decision(self, report: CarriedReport) -> VerifyInputs:
        """What is given for all, with the decision that lies with the reviews by now."""
        reviews, provider = (
            self._configuration.reviews(self._asked.reviews),
            report.profile.provider.id,
        )
        if reviews is None or not _ID.fullmatch(provider):
            return self._given
        found = load_decision(reviews, provider)
        return replace(self._given, decision=found, has_reviews=True)


def from_folder(
    folder: Path, asked: SourcesRequest, report: CarriedReport, configuration: Configuration
) -> ReportSources:
    """The sources in *folder*, for *report* to be held against. Raises as `packed` does."""
    current = configuration.framework(asked.framework)
    # A report of an earlier version is held against that version.
    framework = version_by_digest(current, report.profile.framework.digest) or current
    root = configuration.evidence_root(asked.evidence_root)
    assessment = load_assessment(folder, framework, evidence_root=root)
    standing = getattr(report.said, "standing", None)
    digest = standing.gates_digest if standing else None
    # Gates may have got their day in the file, or by an option when the report was made.
    gates = _gates(asked, framework, None, configuration)
    if gates is not None and gates.digest != digest:
        gates = gates.on(report.profile.as_of)
    return _sources(framework, assessment, gates, asked, configuration)


def from_bundle(
    bundle: Path, asked: SourcesRequest, configuration: Configuration
) -> tuple[ReportSources, SourceChoices, bool]:
    """The sources in *bundle*, how they are scored, and whether its framework is not ours.

    Raises InvalidInputError, also if its framework is not the one that was *asked* for.
    """
    read, shown = read_bundle(bundle), readable(bundle.as_posix())
    current = configuration.framework(asked.framework)
    own = version_by_digest(current, read.manifest.framework) or current
    foreign = own.digest != read.manifest.framework
    if foreign and asked.framework is not None:
        raise InvalidInputError([Finding(code="DP614", file=shown, params=_OTHER_FRAMEWORK.params)])
    return sources_in(read, own, shown), read.manifest.choices, foreign


def framework_at_hand(
    report: CarriedReport, asked: SourcesRequest, configuration: Configuration
) -> Framework | None:
    """The framework that *report* names, if it takes one and that one is here."""
    if report.page is None:
        return None
    try:
        return framework_for(report.profile, Path(report.name), configuration, asked.framework)
    except InvalidInputError:
        return None


def _sources(
    framework: Framework,
    assessment: Assessment,
    gates: Gates | None,
    asked: SourcesRequest,
    configuration: Configuration,
) -> ReportSources:
    provider, reviews = assessment.provider.id, configuration.reviews(asked.reviews)
    held = ReviewsFolder.read(reviews, framework) if reviews else None
    return ReportSources(
        framework=framework,
        assessment=assessment,
        records=held.records(assessment, framework) if held else None,
        gates=gates,
        gates_digest=gates.digest if gates else None,
        baseline=_baseline(asked.baseline, provider) if asked.baseline else None,
        decision=load_decision(reviews, provider) if reviews else None,
    )


def _decision_file(
    asked: SourcesRequest, provider: str, configuration: Configuration
) -> bytes | None:
    reviews = configuration.reviews(asked.reviews)
    return _file(decision_file(reviews, provider)) if reviews else None


def _gates(
    asked: SourcesRequest, framework: Framework, day: date | None, configuration: Configuration
) -> Gates | None:
    if asked.gates is None:
        return None
    found = load_gates(asked.gates, framework)
    return found.on(day, asked.period, configuration.settings.decide_set)


def _file(path: Path) -> bytes | None:
    """The bytes of the file at *path*, or None if there is none. Raises InvalidInputError."""
    return read_file(path) if path.is_file() else None


def _baseline(place: Path, provider: str) -> bytes | None:
    """The earlier profile at *place*, or in that output folder (None: it is new there)."""
    return _file(place / provider / PROFILE) if place.is_dir() else read_file(place)
