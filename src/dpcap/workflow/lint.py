"""What is wrong with frameworks, provider folders, reviews, decisions, gates and mail settings.

Reading finds it, the rules for authors, and for a folder what scoring says of its answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.comments import lost_in_files
from dpcap.intake.decision import read_decision
from dpcap.intake.file_names import readable
from dpcap.intake.folder_snapshot import identity_at
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.lint import (
    LintTarget,
    is_review,
    lint_decisions,
    lint_folder,
    lint_framework,
    lint_gates,
    lint_judgements,
    lint_mail,
    lint_plan,
    lint_plan_metrics,
    lint_reconciliation,
    lint_reviews,
    near_records,
    targets,
    unnamed_file,
)
from dpcap.intake.mapping import load_mapping
from dpcap.intake.retention import read_retention
from dpcap.intake.review import load_review, read_review
from dpcap.intake.round import held_providers, open_round
from dpcap.intake.source_map import locate
from dpcap.intake.voice import merchants_findings, voice_findings, wave_findings
from dpcap.model.carry_over import former_names
from dpcap.model.finding import Finding, has_errors
from dpcap.model.framework import Framework
from dpcap.scoring.score import profile_of
from dpcap.watchdog import limited
from dpcap.workflow.appeal_desk import lint_appeals
from dpcap.workflow.briefs import lint_brief
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import needing
from dpcap.workflow.incentive_files import lint_incentive_proposal, lint_incentives
from dpcap.workflow.provider import ProviderRequest, read_provider
from dpcap.workflow.signers import findings_on_decider, findings_on_reviewers
from dpcap.workflow.standing_ledger import STANDING_CHECKS

Findings = tuple[Finding, ...]


def _lint_retention(path: Path) -> Findings:
    return read_retention(path)[1]


# Files that say their kind themselves, and need nothing but themselves to be checked.
_LONE_CHECKS: dict[str, Callable[[Path], Findings]] = {
    "records": near_records,
    "unnamed": lambda path: (unnamed_file(path),),
    **STANDING_CHECKS,
    "reconciliation": lint_reconciliation,
    "retention": _lint_retention,
    "voice-wave": wave_findings,
    "incentive-proposal": lint_incentive_proposal,
    "plan": lint_plan,
    "plan-metrics": lint_plan_metrics,
}

# Files that are checked against a framework.
_FRAMEWORK_CHECKS: dict[str, Callable[[Path, Framework], Findings]] = {
    "gates": lint_gates,
    "brief": lint_brief,
    "incentives": lint_incentives,
    "judgements": lint_judgements,
    "merchants": merchants_findings,
}


@dataclass(frozen=True)
class LintRequest:
    """What is checked; without `paths` the framework.

    `framework`: the directory of the framework that folders, reviews and gates are read with.
    `evidence_root`: where evidence is kept. None: the configuration's.
    """

    paths: Sequence[Path] = ()
    framework: Path | None = None
    evidence_root: Path | None = None


def lint_paths(
    request: LintRequest, configuration: Configuration | None = None
) -> tuple[Finding, ...]:
    """Every finding in the paths of *request*.

    What cannot be read is a finding too. Raises UsageError: a framework or a place for evidence
    that lies in a provider's folder, a library that is not installed.
    """
    linter = _Linter(request, configuration or Configuration())
    places = request.paths or [linter.configuration.framework_dir(request.framework)]
    return tuple(finding for place in places for finding in linter.check_path(place))


class _Linter(NamedTuple):
    request: LintRequest
    configuration: Configuration

    def check_path(self, path: Path) -> Iterator[Finding]:
        """Every finding in *path*; what cannot be read of it keeps nothing else from being read."""
        told: list[Finding] = []
        try:
            for target in targets(path):
                found = [one for one in self._found(target) if one not in told]
                told += found
                yield from found
        except InvalidInputError as error:
            yield from error.findings

    def _found(self, target: LintTarget) -> Findings:
        try:
            with limited(str(target.path)):
                return (*self._check(target), *_lost(target))
        except InvalidInputError as error:
            return (*error.findings, *_lost(target))

    def _check(self, target: LintTarget) -> Findings:
        if target.kind == "framework":
            return lint_framework(target.path)
        if target.kind == "reviews":
            return lint_reviews(target.path, self._framework()) or self._reviewers(target.path)
        if target.kind == "decisions":
            return lint_decisions(target.path) or self._decider(target.path)
        if check := _FRAMEWORK_CHECKS.get(target.kind):
            return check(target.path, self._framework())
        if target.kind == "folder":
            return self._folder(target.path)
        return self._lone(target)

    def _lone(self, target: LintTarget) -> Findings:
        """What is wrong with a file that says its kind itself. Raises InvalidInputError."""
        if target.kind == "round":
            return self._round(target.path)
        if target.kind == "appeals":
            return lint_appeals(target.path, self.configuration)
        if check := _LONE_CHECKS.get(target.kind):
            return check(target.path)
        if target.kind == "mapping":
            load_mapping(target.path, self._framework(), readable(target.path.as_posix()))
            return ()
        with needing("mail", "mail.yaml"):
            return lint_mail(target.path)

    def _round(self, path: Path) -> Findings:
        """What is wrong with a round, and whom it extends though nobody is of that id."""
        opened = open_round(path)
        folders = [
            one.path for each in self.request.paths for one in targets(each) if one.kind == "folder"
        ]
        ids = {identity_at(LocalFolderTree(one)).id for one in folders}
        known = held_providers(path.parent).union(one for one in ids if one)
        # Of folders named one by one there may be others.
        whole = not set(folders) <= set(self.request.paths)
        return (*opened.findings, *opened.unknown(known, whole=whole))

    def _framework(self) -> Framework:
        return self.configuration.framework(self.request.framework)

    def _reviewers(self, path: Path) -> Findings:
        """Who signed a sound review; the manager's other files bear no signature."""
        if not is_review(path):
            return ()
        review = read_review(path, self._framework())
        return tuple(findings_on_reviewers(review, path, self.configuration.settings))

    def _decider(self, path: Path) -> Findings:
        """Who took a sound decision, held against the review beside it, if that is sound."""
        decision = read_decision(path)
        try:
            review = load_review(path.parent, decision.provider, self._framework())
        except InvalidInputError:
            review = None
        reviewers = review.people if review else ()
        return tuple(findings_on_decider(decision, reviewers, path, self.configuration.settings))

    def _folder(self, folder: Path) -> Findings:
        """What reading finds and, where that leaves something to score, what scoring does."""
        root = self.configuration.evidence_root(self.request.evidence_root)
        found = lint_folder(folder, self._framework(), evidence_root=root)
        found += voice_findings(folder, self._framework())
        if has_errors(found):
            return found
        request = ProviderRequest(
            folder,
            framework=self.request.framework,
            evidence_root=self.request.evidence_root,
        )
        provider = read_provider(request, self.configuration)
        scored = profile_of(provider.case(request)).findings
        former = former_names(provider.assessment, provider.framework)
        located = locate(folder, scored[len(provider.assessment.findings) :], former)
        return found + tuple(_in_folder(one, folder) for one in located)


def _lost(target: LintTarget) -> Findings:
    """The texts of YAML that lose their end, but for folders, whose reading tells them."""
    return () if target.kind in ("folder", "records", "unnamed") else lost_in_files(target.path)


def _in_folder(finding: Finding, folder: Path) -> Finding:
    """*finding*; if it is of the folder as a whole, with the folder for its place."""
    return finding if finding.file else finding.model_copy(update={"file": str(folder)})
