"""What a report is checked against: framework, folder, review, gates, baseline and decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from dpcap.model.assessment import Assessment
from dpcap.model.change import Change
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.change_attribution import change
from dpcap.scoring.decision_basis import gates_and_decision
from dpcap.scoring.gates import judge_gates
from dpcap.scoring.sensitivity import full_profile


@dataclass(frozen=True)
class SourceChoices:
    """How a provider is scored: as of which day, in which role, by which set; None: not said."""

    as_of: date | None = None
    role: str | None = None
    core: bool = False

    @classmethod
    def of(cls, profile: Profile) -> SourceChoices:
        """Those that *profile* was made with."""
        return cls(profile.as_of, profile.role.id, profile.asked == "core")


@dataclass(frozen=True)
class ReportSources:
    """All that a profile and its standing come from.

    `records` is what the manager holds; None: nobody looked. `gates_digest` is that of the gates
    with the waivers of all providers, of which `gates` may hold only some. `baseline` is the
    earlier profile, as stored.
    """

    framework: Framework
    assessment: Assessment
    records: ManagerRecords | None = None
    gates: Gates | None = None
    gates_digest: str | None = None
    baseline: bytes | None = None
    decision: Decision | None = None

    def scored(self, choices: SourceChoices) -> tuple[Profile, GatesAndDecision]:
        """The profile, and how it stands. Raises InvalidInputError, UsageError."""
        case = self._case(choices)
        profile = full_profile(case)
        results: tuple[GateResult, ...] = ()
        if self.gates is not None:
            changed = self._change(case, profile)
            results, _ = judge_gates(self.gates, self.framework, profile, changed)
        standing = gates_and_decision(case, profile, self.decision, self.gates, results)
        # That of the gates with the waivers of all providers, where only some are at hand.
        digest = self.gates_digest if self.gates else None
        return profile, standing.model_copy(update={"gates_digest": digest})

    def _case(self, choices: SourceChoices) -> Case:
        return make_case(
            self.framework,
            self.assessment,
            as_of=choices.as_of,
            role=choices.role,
            core=choices.core,
            records=self.records,
        )

    def _change(self, case: Case, profile: Profile) -> Change | None:
        if self.baseline is None:
            return None
        before = Profile.model_validate_json(self.baseline)
        return change(before, sha256(self.baseline).hexdigest(), case, profile)
