"""Who would get what of a pot: all that any output needs."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.incentive_proposal import IncentiveProposal
from dpcap.model.incentives import IncentiveRules, IncentiveTerm


class IncentiveOverview(NamedTuple):
    """A proposal with the scheme and the term that it comes from.

    `findings`: of the scheme, and what keeps somebody from being looked at.
    """

    proposal: IncentiveProposal
    rules: IncentiveRules
    term: IncentiveTerm
    framework: Framework
    findings: tuple[Finding, ...]
