"""The desk: what is known of a provider, what is proposed, and what is written of it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ValidationError

from dpcap import __version__
from dpcap.batch.folder_scan import FolderScan
from dpcap.batch.output_dir import PROFILE
from dpcap.batch.run_record import read_run_record
from dpcap.batch.staleness import StalenessCheck
from dpcap.cli.day import day_of_run
from dpcap.cli.decide_ask import Said
from dpcap.cli.findings import line_of
from dpcap.cli.hands import wrong_hands
from dpcap.cli.language import TALK, say
from dpcap.cli.load import Wanted, evidence_root_in_force, framework_dir, framework_of
from dpcap.cli.render import in_colour
from dpcap.cli.write import print_out
from dpcap.errors import InvalidInputError
from dpcap.intake.decision import decision_file, load_decision, write_decision
from dpcap.intake.lookup import schemas_from
from dpcap.intake.records import ReviewsFolder
from dpcap.lock import held, lock_for
from dpcap.model.base import LANGUAGES
from dpcap.model.decision import (
    Decision,
    DecisionCondition,
    DecisionKind,
    GatesAndDecision,
    ReplacedDecision,
)
from dpcap.model.decision_basis import BasisChanges, DecisionBasis
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, Gates
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.outdated import OUTDATED
from dpcap.model.profile import Profile
from dpcap.report.batch.proposal import shown
from dpcap.report.decided import changed_parts
from dpcap.report.lines import TerminalLines
from dpcap.report.paths import own_reports
from dpcap.report.portfolio.terms import PortfolioTerms
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

_SCHEMA: Literal["dpcap/decision/2"] = "dpcap/decision/2"


class Case(NamedTuple):
    """A provider's row, how it stands, and what is proposed, on which conditions.

    `before` is the decision that stands, as its file has it; `substance` what a new one rests on;
    `reviewers` are those who ruled on something.
    """

    row: ScoredOutcome
    standing: GatesAndDecision
    before: Decision | None
    substance: DecisionBasis
    reviewers: tuple[str, ...]
    kind: DecisionKind | None = None
    conditions: tuple[DecisionCondition, ...] = ()


@dataclass(frozen=True)
class Desk:
    """One output folder, and where its decisions lie. `schemas`: for editors, seen from there.

    `day`: the one on which proof must hold.
    """

    reviews: Path
    lookout: StalenessCheck
    gates: Gates | None
    terms: PortfolioTerms
    schemas: str | None
    day: date

    @classmethod
    def at(
        cls, out: Path, reviews: Path, wanted: Wanted, roots: tuple[str, ...], day: date | None
    ) -> Desk:
        """The desk for the output folder *out*; *roots*: where its providers lie, if said.

        *day*: on which proof must hold; else that of the gates, else today. Raises
        InvalidInputError for the framework.
        """
        framework, before = framework_of(wanted), read_run_record(out)
        kept = Path(before.evidence_root) if before.evidence_root else None
        proof = evidence_root_in_force(wanted.evidence_root or kept)
        words = load_words(own_reports(), TALK, "batch")
        where = framework_dir(wanted.framework)
        return cls(
            reviews,
            StalenessCheck(
                out,
                roots or before.roots,
                FolderScan(reviews, proof),
                framework,
                ReviewsFolder.read(reviews, framework),
                __version__,
            ),
            before.gates,
            PortfolioTerms(
                framework, before.gates, baseline=False, words=words, reported=lambda _: False
            ),
            schemas_from(reviews, where),
            day or before.review_on or day_of_run(),
        )

    def case(self, outcome: Outcome, on: date) -> Case:
        """What is known of the provider of *outcome*, and proposed for a decision of the day *on*.

        Raises InvalidInputError where nothing can be decided: it could not be scored, what its
        profile hangs on has changed since, or the decision that stands cannot be read.
        """
        if isinstance(outcome, FailedOutcome):
            raise InvalidInputError([_failed(outcome)])
        if wrong := self.lookout.wrong(outcome):
            raise InvalidInputError([wrong])
        case = self._case(outcome)
        proposed = propose(outcome.gates, graded=outcome.graded)
        if proposed is None:
            return case
        gates = proposed.gates if proposed.kind == "conditional" else ()
        conditions = tuple(self._condition(gate, outcome, on) for gate in gates)
        return case._replace(kind=proposed.kind, conditions=conditions)

    def _case(self, row: ScoredOutcome) -> Case:
        """What is known of the provider of *row*. Raises InvalidInputError if it holds no more."""
        profile = Profile.model_validate_json(
            (self.lookout.out / row.provider / PROFILE).read_bytes()
        )
        framework, held = self.terms.framework, EarlierAndNow(self.gates, row.gates, row.change)
        then, now = then_and_on(framework, profile, held, self.day)
        if changes := then.footing.changes(now.footing):
            raise InvalidInputError([_lapsed(row, changes, self.day)])
        before = self._before(row.provider)
        case = rebuild_case(framework, profile)
        standing = gates_and_decision(case, profile, before, self.gates, row.gates)
        return Case(row, standing, before, then, reviewers(profile))

    def _before(self, provider: str) -> Decision | None:
        """The decision that stands; one that an earlier version wrote is told, and stands no more.

        Raises InvalidInputError if it cannot be read.
        """
        try:
            return load_decision(self.reviews, provider)
        except InvalidInputError as error:
            if {one.code for one in error.findings} != {OUTDATED}:
                raise
            print(line_of(error.findings[0], TALK), file=sys.stderr)
            return None

    def _stands(self, provider: str, before: Decision | None) -> None:
        """Raises InvalidInputError if *before* is not the decision on *provider* any more."""
        if self._before(provider) != before:
            raise InvalidInputError([Finding(code="DP467", params={"provider": provider})])

    def _condition(self, gate: GateResult, row: ScoredOutcome, on: date) -> DecisionCondition:
        """What *gate* asks for, in the provider's language."""
        rule = self.gates.rules.get(gate.id) if self.gates else None
        text = rule.message.say(row.language).rstrip("。.") if rule else gate.id
        return DecisionCondition(text=text, due_on=due_on(on))

    def show(self, case: Case, on: date) -> None:
        """Print what is known and proposed on the day *on*."""
        out = TerminalLines(shutil.get_terminal_size().columns, colour=in_colour())
        proposed = (case.kind, case.conditions) if case.kind else None
        shown(case.row, case.standing, proposed, self.terms, out, day=on)
        out.blank()
        print_out(out.text)

    def write(self, case: Case, said: Said, on: date, until: date | None) -> str:
        """Write what was *said* on the day *on*, to end after *until*; what was done, to be told.

        Raises InvalidInputError, and then nothing is written.
        """
        path = decision_file(self.reviews, case.row.provider)
        decision, before = _made(case, said, (on, until), path), case.before
        if wrong := list(wrong_hands(decision, case.reviewers, path)):
            raise InvalidInputError(wrong)
        if before and before == decision.model_copy(update={"replaces": before.replaces}):
            return say(f"与现有结论相同，{path} 不动", f"the same as stands; {path} stays as it is")
        try:
            with held(lock_for(self.reviews), lambda: None):
                self._stands(case.row.provider, before)
                write_decision(path, decision, language=case.row.language, schemas=self.schemas)
        except InvalidInputError as error:
            found = [
                one.model_copy(update={"line": None, "column": None}) for one in error.findings
            ]
            raise InvalidInputError(found) from error
        return say(f"已写入 {path}", f"wrote {path}")


def _made(case: Case, said: Said, days: tuple[date, date | None], path: Path) -> Decision:
    """The decision, in the place of the one that stands. Raises InvalidInputError.

    *days*: the day of the decision, and its last one.
    """
    conditions = said.conditions or (case.conditions if said.kind == "conditional" else ())
    try:
        return Decision(
            schema_=_SCHEMA,
            provider=case.row.provider,
            decision=said.kind,
            by=said.by,
            on=days[0],
            until=days[1],
            reason=said.reason,
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
