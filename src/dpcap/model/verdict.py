"""The verdict of a batch (`verdict.json`): what a machine needs to go on or to stop."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Frozen, unless_empty
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, GateSeverity, WaiverResult
from dpcap.model.outcome import BatchHead, CrossFinding

VERDICT_SCHEMA: Literal["dpcap/verdict/1"] = "dpcap/verdict/1"
ExitCode = Literal[0, 1, 3, 4]


class VerdictCounts(Frozen):
    """How many folders came to what.

    `below`: a gate of severity error failed or could not be checked; `unchecked`: of these, all
    that miss no gate but one that could not be checked; `warned`: a gate of severity warn is not
    met; `waived`: at least one gate is waived; `new`: not in the baseline; `higher` and `lower`:
    the proved score moved since the baseline.
    """

    folders: int = 0
    scored: int = 0
    failed: int = 0
    below: int = 0
    unchecked: int = 0
    warned: int = 0
    waived: int = 0
    new: int = 0
    higher: int = 0
    lower: int = 0


class RuleCount(Frozen):
    """How one version of a rule turned out over all providers; `since` is its first day."""

    id: str
    severity: GateSeverity
    met: int = 0
    failed: int = 0
    unchecked: int = 0
    waived: int = 0
    not_applicable: int = 0
    since: date | None = unless_empty(None)


class UnmetRule(Frozen):
    """A provider and its gates that failed or could not be checked, with needed and found."""

    folder: str
    provider: str
    gates: tuple[GateResult, ...]


class FailedFolder(Frozen):
    """A folder that failed: how many errors, and the first of its findings."""

    folder: str
    provider: str | None
    errors: int
    findings: tuple[Finding, ...]


class BatchVerdict(Frozen):
    """What came of a batch; results.jsonl has every row in full.

    `coming` are the versions of rules that are not in force yet, and how they would turn out as
    things are: they never count. `waivers` are those to be looked at: expired, no longer needed, or
    for no known rule.
    """

    schema_: Annotated[Literal["dpcap/verdict/1"], Field(alias="schema")]
    exit_code: ExitCode
    head: BatchHead
    counts: VerdictCounts
    rules: tuple[RuleCount, ...]
    coming: tuple[RuleCount, ...] = ()
    unmet: tuple[UnmetRule, ...]
    failed: tuple[FailedFolder, ...]
    waivers: tuple[WaiverResult, ...]
    crossings: tuple[CrossFinding, ...]


def exit_code(counts: VerdictCounts) -> ExitCode:
    """3: no folder could be scored; 4: some could not; 1: a gate of severity error is not met."""
    if counts.failed:
        return 3 if counts.failed == counts.folders else 4
    return 1 if counts.below else 0
