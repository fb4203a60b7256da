"""Files of incentives: a scheme as lint and the proposal read it, and a proposal as signed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.incentive_rules import open_incentives, shipped_campaigns, tiers_beside
from dpcap.intake.model_errors import of_json
from dpcap.intake.source import Document
from dpcap.model.finding import Finding, has_errors
from dpcap.model.framework import Framework
from dpcap.model.incentive_proposal import IncentiveProposal, SignedIncentives
from dpcap.model.incentives import IncentiveRules
from dpcap.report.canonical import canonical
from dpcap.scoring.incentive_faults import incentive_faults
from dpcap.workflow.files import read_file

_MOST_BYTES = 16 * 1024 * 1024


class CheckedIncentives(NamedTuple):
    """A scheme, and what is to be said of it that does not make it unusable."""

    rules: IncentiveRules
    findings: tuple[Finding, ...]


def load_incentives(path: Path | None, framework: Framework) -> CheckedIncentives:
    """The scheme in the file at *path*, else the shipped one; its facts are those of *framework*.

    Raises InvalidInputError with all that makes it unusable.
    """
    document, rules = open_incentives(path)
    campaigns = shipped_campaigns() if rules.campaigns is None else rules.campaigns
    found = tuple(
        document.finding(one.code, one.path, one.params)
        for one in incentive_faults(rules, campaigns, framework, tiers_beside(path))
    )
    if has_errors(found):
        raise refused(found)
    return CheckedIncentives(rules, found)


def lint_incentives(path: Path, framework: Framework) -> tuple[Finding, ...]:
    """What is to be said of the scheme at *path*. Raises InvalidInputError if it is unusable."""
    return load_incentives(path, framework).findings


def lint_incentive_proposal(path: Path) -> tuple[Finding, ...]:
    """Nothing, for a proposal at *path* as it was signed; raises InvalidInputError otherwise."""
    shown = readable(path.as_posix())
    raw = read_file(path, _MOST_BYTES)
    try:
        signed = SignedIncentives.model_validate_json(raw)
    except ValidationError as error:
        raise InvalidInputError([_no_proposal(error, raw, shown)]) from error
    if signed.digest != proposal_digest(signed.proposal, signed.by):
        raise InvalidInputError([Finding(code="DP746", file=shown)])
    return ()


def _no_proposal(error: ValidationError, raw: bytes, shown: str) -> Finding:
    first = of_json(error, raw, Document(None, shown, lambda: None))[0]
    said = {f"problem_{one}": first.message(one).rstrip("。.") for one in ("zh", "en")}
    return Finding(code="DP748", file=shown, params=dict(said))


def proposal_digest(proposal: IncentiveProposal, by: str) -> str:
    """The SHA-256 (hex) of *proposal* and who signs it, as canonical JSON."""
    said = {"by": by, "proposal": proposal.model_dump(mode="json", by_alias=True)}
    return sha256(canonical(said).encode()).hexdigest()
