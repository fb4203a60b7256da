"""The desk: what is known of a provider, what is proposed, and what is written of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import ValidationError

from dpcap import __version__
from dpcap.batch.sight import Sight
from dpcap.batch.still import Lookout
from dpcap.batch.whence import recalled
from dpcap.cli.decide_ask import Said
from dpcap.cli.language import TALK, say
from dpcap.cli.load import Wanted, evidence_root_in_force, framework_dir, framework_of
from dpcap.cli.render import in_colour
from dpcap.cli.write import print_out
from dpcap.errors import InvalidInputError
from dpcap.intake.decide import write_decision
from dpcap.intake.decision import decision_file, load_decision
from dpcap.intake.lookup import schemas_from
from dpcap.intake.records import ReviewsFolder
from dpcap.model.decision import Condition, Decision, DecisionKind, Replaced
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, Gates
from dpcap.model.outcome import Failed, Outcome, Scored
from dpcap.report.batch.proposal import shown
from dpcap.report.lines import Lines
from dpcap.report.places import own_reports
from dpcap.report.portfolio.terms import Terms
from dpcap.report.words import load_words
from dpcap.scoring.propose import due_on, propose

_SCHEMA: Literal["dpcap/decision/1"] = "dpcap/decision/1"


class Case(NamedTuple):
    """A provider's row, the decision that stands, and what is proposed, on which conditions."""

    row: Scored
    standing: Decision | None
    kind: DecisionKind | None
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Desk:
    """One output folder, and where its decisions lie. `schemas`: for editors, seen from there."""

    reviews: Path
    lookout: Lookout
    gates: Gates | None
    terms: Terms
    schemas: str | None

    @classmethod
    def at(cls, out: Path, reviews: Path, wanted: Wanted, roots: tuple[str, ...]) -> Desk:
        """The desk for the output folder *out*; *roots*: where its providers lie, if said.

        Raises InvalidInputError for the framework.
        """
        framework, before = framework_of(wanted), recalled(out)
        kept = Path(before.evidence_root) if before.evidence_root else None
        proof = evidence_root_in_force(wanted.evidence_root or kept)
        words = load_words(own_reports(), TALK, "batch")
        where = framework_dir(wanted.framework)
        return cls(
            reviews,
            Lookout(
                out,
                roots or before.roots,
                Sight(reviews, proof),
                framework,
                ReviewsFolder.read(reviews, framework),
                __version__,
            ),
            before.gates,
            Terms(framework, before.gates, baseline=False, words=words, reported=lambda _: False),
            schemas_from(reviews, where),
        )

    def case(self, outcome: Outcome, on: date) -> Case:
        """What is known of the provider of *outcome*, and proposed for a decision of the day *on*.

        Raises InvalidInputError where nothing can be decided: it could not be scored, what its
        profile hangs on has changed since, or the decision that stands cannot be read.
        """
        if isinstance(outcome, Failed):
            raise InvalidInputError([_failed(outcome)])
        if wrong := self.lookout.wrong(outcome):
            raise InvalidInputError([wrong])
        standing = load_decision(self.reviews, outcome.provider)
        proposed = propose(outcome.gates, graded=outcome.graded)
        if proposed is None:
            return Case(outcome, standing, None, ())
        gates = proposed.gates if proposed.kind == "conditional" else ()
        conditions = tuple(self._condition(gate, outcome, on) for gate in gates)
        return Case(outcome, standing, proposed.kind, conditions)

    def _condition(self, gate: GateResult, row: Scored, on: date) -> Condition:
        """What *gate* asks for, in the provider's language."""
        rule = self.gates.rules.get(gate.id) if self.gates else None
        text = rule.message.say(row.language).rstrip("。.") if rule else gate.id
        return Condition(text=text, due_on=due_on(on))

    def show(self, case: Case) -> None:
        """Print what is known and proposed."""
        out = Lines(shutil.get_terminal_size().columns, colour=in_colour())
        proposed = (case.kind, case.conditions) if case.kind else None
        shown(case.row, case.standing, proposed, self.terms, out)
        out.blank()
        print_out(out.text)

    def write(self, case: Case, said: Said, on: date) -> str:
        """Write what was *said* on the day *on*; what was done, to be told.

        Raises InvalidInputError, and then nothing is written.
        """
        path = decision_file(self.reviews, case.row.provider)
        decision, before = _made(case, said, on, path), case.standing
        if before and before == decision.model_copy(update={"replaces": before.replaces}):
            return say(f"与现有结论相同，{path} 不动", f"the same as stands; {path} stays as it is")
        try:
            write_decision(path, decision, language=case.row.language, schemas=self.schemas)
        except InvalidInputError as error:
            found = [
                one.model_copy(update={"line": None, "column": None}) for one in error.findings
            ]
            raise InvalidInputError(found) from error
        return say(f"已写入 {path}", f"wrote {path}")


def _made(case: Case, said: Said, on: date, path: Path) -> Decision:
    """The decision, in the place of the one that stands. Raises InvalidInputError."""
    conditions = said.conditions or (case.conditions if said.kind == "conditional" else ())
    try:
        return Decision(
            schema_=_SCHEMA,
            provider=case.row.provider,
            decision=said.kind,
            by=said.by,
            on=on,
            reason=said.reason,
            conditions=conditions,
            profile=case.row.profile,
            replaces=_replaced(case.standing),
        )
    except ValidationError as error:
        raise InvalidInputError([Finding(code="DP421", file=path.as_posix())]) from error


def _replaced(decision: Decision | None) -> Replaced | None:
    """*decision* as one that another takes the place of."""
    if decision is None:
        return None
    return Replaced(decision=decision.decision, on=decision.on, digest=decision.digest)


def _failed(row: Failed) -> Finding:
    first = row.findings[0] if row.findings else None
    told = {f"problem_{one}": first.message(one) if first else "?" for one in ("zh", "en")}
    return Finding(
        code="DP429", file=row.folder, params={"provider": row.provider or row.folder, **told}
    )
