"""Decisions on providers: what is known and proposed, whether one may be taken, and its file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ValidationError

from dpcap.batch.output_dir import PROFILE
from dpcap.batch.run_record import read_run_record
from dpcap.batch.staleness import StalenessCheck
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.decision import decision_file, load_decision, write_decision
from dpcap.intake.remote import NotInstalledError
from dpcap.intake.schema_files import schemas_from
from dpcap.intake.settings import Settings
from dpcap.lock import held, lock_for
from dpcap.model.base import LANGUAGES, LINE, PROSE
from dpcap.model.decision import (
    Decision,
    DecisionCondition,
    DecisionKind,
    GatesAndDecision,
    ReplacedDecision,
)
from dpcap.model.decision_basis import BasisChanges, DecisionBasis
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.migration import version_by_digest
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.outdated import OUTDATED
from dpcap.model.profile import Profile
from dpcap.model.question_set import decides
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.decided import changed_parts
from dpcap.report.gate_words import CountedItems, counted_items
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words
from dpcap.scoring.decision_basis import (
    EarlierAndNow,
    due_on,
    gates_and_decision,
    propose,
    reviewers,
    then_and_on,
)
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import not_installed
from dpcap.workflow.select_rows import reviews_needed, select_rows
from dpcap.workflow.signers import refused_signer
from dpcap.workflow.typed_text import bounded
from dpcap.workflow.unchanged_folders import FolderPlaces, staleness_check

_SCHEMA: Literal["dpcap/decision/2"] = "dpcap/decision/2"
_WHY_REVIEWS = TwoLanguages("结论写在那里", "decisions are written there")


@dataclass(frozen=True)
class DecideRequest:
    """When decisions are taken and on what they rest; None: not said.

    `on` is the day of the decision, `until` its last one; `judged_on` that on which proof must
    hold, by default the one of the gates, else `on`. `roots`: where the providers' folders lie, by
    default where the batch found them.
    """

    on: date
    judged_on: date | None = None
    until: date | None = None
    reviews: Path | None = None
    roots: tuple[str, ...] = ()
    framework: Path | None = None
    evidence_root: Path | None = None

    def reviews_dir(self, configuration: Configuration) -> Path:
        """Where decisions are written. Raises UsageError if nobody says, or for the days."""
        if self.until is not None and self.until < self.on:
            raise UsageError(
                f"--until {self.until} lies before {self.on}",
                f"--until {self.until} 早于结论日期 {self.on}",
            )
        return reviews_needed(self.reviews, configuration, _WHY_REVIEWS)


class TakenDecision(NamedTuple):
    """What somebody decided, in their own words; without conditions, those proposed are meant."""

    kind: DecisionKind
    reason: str
    by: str
    conditions: tuple[DecisionCondition, ...] = ()

    def check(self, on: date) -> None:
        """Raises UsageError if it is no decision that somebody can take on the day *on*."""
        for one in self.conditions:
            if one.due_on < on:
                raise UsageError(
                    f"the condition is due {one.due_on}, before {on}",
                    f"条件的到期日 {one.due_on} 早于结论日期 {on}",
                )
        if self.kind != "conditional" and self.conditions:
            raise UsageError(
                "--condition goes with --as conditional only",
                "--condition 只能配 --as conditional",
            )
        if not self.reason.strip() or not self.by.strip():
            raise UsageError("--as needs --reason and --by", "--as 须有 --reason 与 --by")
        bounded("--reason", self.reason, PROSE)
        bounded("--by", self.by, LINE)


class DecisionCase(NamedTuple):
    """A provider's row, how it stands, and what is proposed, on which conditions.

    `before` is the decision that stands, as its file has it; `substance` what a new one rests on;
    `reviewers` are those who ruled on something; `items` what gates count of it; `notes` tell why
    an earlier decision stands no more.
    """

    row: ScoredOutcome
    standing: GatesAndDecision
    before: Decision | None
    substance: DecisionBasis
    reviewers: tuple[str, ...]
    items: CountedItems
    notes: tuple[Finding, ...] = ()
    kind: DecisionKind | None = None
    conditions: tuple[DecisionCondition, ...] = ()


class WrittenDecision(NamedTuple):
    """A decision and its file; `is_new`: it was written, and does not stand there already."""

    path: Path
    decision: Decision
    is_new: bool


@dataclass(frozen=True)
class DecisionService:
    """Decisions on the providers of one output folder.

    `day`: the one on which proof must hold. `schemas`: where they lie for editors, seen from the
    directory of `reviews`.
    """

    reviews: Path
    staleness_check: StalenessCheck
    gates: Gates | None
    framework: Framework
    settings: Settings
    schemas: str | None
    day: date
    request: DecideRequest

    @classmethod
    def at(cls, out: Path, request: DecideRequest, configuration: Configuration) -> DecisionService:
        """The service for the output folder *out*.

        Raises UsageError as `reviews_dir` does, InvalidInputError for the framework.
        """
        reviews = request.reviews_dir(configuration)
        framework, before = configuration.framework(request.framework), read_run_record(out)
        places = FolderPlaces(request.roots, request.framework, request.evidence_root)
        where = configuration.framework_dir(request.framework)
        return cls(
            reviews=reviews,
            staleness_check=staleness_check(out, reviews, places, configuration),
            gates=before.gates,
            framework=framework,
            settings=configuration.settings,
            schemas=schemas_from(reviews, where),
            day=request.judged_on or before.review_on or request.on,
            request=request,
        )

    def case(self, outcome: Outcome) -> DecisionCase:
        """What is known of the provider of *outcome*, and proposed.

        Raises InvalidInputError where nothing can be decided: it could not be scored, only its
        core set was asked, what its profile depends on has changed since, or the decision that
        stands cannot be read. Raises UsageError for a root that nothing here reads.
        """
        if isinstance(outcome, FailedOutcome):
            raise InvalidInputError([_failed(outcome)])
        if not decides(outcome.asked, self.settings.decide_set):
            found = Finding(
                code="DP846", file=outcome.folder, params={"provider": outcome.provider}
            )
            raise InvalidInputError([found])
        try:
            wrong = self.staleness_check.wrong(outcome)
        except NotInstalledError as error:
            raise not_installed(error) from error
        if wrong:
            raise InvalidInputError([wrong])
        case = self._case(outcome)
        proposed = propose(outcome.gates, graded=outcome.graded)
        if proposed is None:
            return case
        gates = proposed.gates if proposed.kind == "conditional" else ()
        conditions = tuple(self._condition(gate, outcome) for gate in gates)
        return case._replace(kind=proposed.kind, conditions=conditions)

    def write(self, case: DecisionCase, taken: TakenDecision) -> WrittenDecision:
        """Write what was *taken*, in the place of the decision that stands.

        Raises UsageError and InvalidInputError, and then nothing is written.
        """
        path = decision_file(self.reviews, case.row.provider)
        decision, before = _made(case, taken, self.request, path), case.before
        if wrong := list(refused_signer(decision, case.reviewers, path, self.settings)):
            raise InvalidInputError(wrong)
        if before and before == decision.model_copy(update={"replaces": before.replaces}):
            return WrittenDecision(path, before, is_new=False)
        try:
            with held(lock_for(self.reviews), lambda: None):
                self._check_stands(case.row.provider, before)
                write_decision(path, decision, language=case.row.language, schemas=self.schemas)
        except InvalidInputError as error:
            found = [
                one.model_copy(update={"line": None, "column": None}) for one in error.findings
            ]
            raise InvalidInputError(found) from error
        return WrittenDecision(path, decision, is_new=True)

    def _case(self, row: ScoredOutcome) -> DecisionCase:
        """What is known of the provider of *row*. Raises InvalidInputError if it holds no more."""
        profile = Profile.model_validate_json(
            (self.staleness_check.out / row.provider / PROFILE).read_bytes()
        )
        framework = version_by_digest(self.framework, row.framework) or self.framework
        held_to = EarlierAndNow(self.gates, row.gates, row.change)
        then, now = then_and_on(framework, profile, held_to, self.day)
        if changes := then.footing.changes(now.footing):
            raise InvalidInputError([_lapsed(row, changes, self.day)])
        before, notes = self._before(row.provider)
        case = rebuild_case(framework, profile)
        standing = gates_and_decision(case, profile, before, self.gates, row.gates)
        signed, items = reviewers(profile), counted_items(profile, framework)
        return DecisionCase(row, standing, before, then, signed, items, notes)

    def _before(self, provider: str) -> tuple[Decision | None, tuple[Finding, ...]]:
        """The decision that stands; of one that an earlier version wrote, only that it did.

        Raises InvalidInputError if it cannot be read.
        """
        try:
            return load_decision(self.reviews, provider), ()
        except InvalidInputError as error:
            if {one.code for one in error.findings} != {OUTDATED}:
                raise
            return None, error.findings[:1]

    def _check_stands(self, provider: str, before: Decision | None) -> None:
        """Raises InvalidInputError if *before* is not the decision on *provider* any more."""
        if self._before(provider)[0] != before:
            raise InvalidInputError([Finding(code="DP467", params={"provider": provider})])

    def _condition(self, gate: GateResult, row: ScoredOutcome) -> DecisionCondition:
        """What *gate* asks for, in the provider's language."""
        rule = self.gates.version(gate) if self.gates else None
        text = rule.message.say(row.language).rstrip("。.") if rule else gate.id
        return DecisionCondition(text=text, due_on=due_on(self.request.on))


def rows_to_decide(
    outs: Sequence[Path],
    providers: Sequence[str],
    request: DecideRequest,
    configuration: Configuration,
) -> list[tuple[Path, list[Outcome]]]:
    """Each of *outs*, and in it the rows of *providers* (none: all).

    Raises UsageError as `reviews_dir` and `select_rows` do.
    """
    request.reviews_dir(configuration)
    return select_rows(outs, providers)


def decide_provider(
    out: Path,
    provider: str,
    taken: TakenDecision,
    request: DecideRequest,
    configuration: Configuration | None = None,
) -> WrittenDecision:
    """Write what was *taken* on *provider*, as the batch in *out* scored it.

    Raises UsageError, and InvalidInputError where nothing can be decided on it; then nothing is
    written.
    """
    taken.check(request.on)
    here = configuration or Configuration()
    ((folder, rows),) = rows_to_decide((out,), (provider,), request, here)
    service = DecisionService.at(folder, request, here)
    return service.write(service.case(rows[0]), taken)


def _made(case: DecisionCase, taken: TakenDecision, request: DecideRequest, path: Path) -> Decision:
    """The decision, in the place of the one that stands. Raises InvalidInputError."""
    conditions = taken.conditions or (case.conditions if taken.kind == "conditional" else ())
    try:
        return Decision(
            schema_=_SCHEMA,
            provider=case.row.provider,
            decision=taken.kind,
            by=taken.by,
            on=request.on,
            until=request.until,
            reason=taken.reason,
            conditions=conditions,
            substance=case.substance.digest,
            rests_on=case.substance.footing,
            replaces=_replaced(case.before),
        )
    except ValidationError as error:
        raise InvalidInputError([Finding(code="DP421", file=path.as_posix())]) from error


def _replaced(decision: Decision | None) -> ReplacedDecision | None:
    """*decision* as one that another takes the place of."""
    if decision is None:
        return None
    return ReplacedDecision(decision=decision.decision, on=decision.on, digest=decision.digest)


def _lapsed(row: ScoredOutcome, changes: BasisChanges, day: date) -> Finding:
    told = {one: load_words(own_reports(), one, "batch").say for one in LANGUAGES}
    params = {f"problem_{one}": changed_parts(say, changes) for one, say in told.items()}
    return Finding(
        code="DP460", file=row.folder, params={"provider": row.provider, "day": str(day), **params}
    )


def _failed(row: FailedOutcome) -> Finding:
    first = row.findings[0] if row.findings else None
    told = {f"problem_{one}": first.message(one) if first else "?" for one in ("zh", "en")}
    return Finding(
        code="DP429", file=row.folder, params={"provider": row.provider or row.folder, **told}
    )
