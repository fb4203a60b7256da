"""The folders that failed, and everything that is wrong with them."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.finding import Finding
from dpcap.model.outcome import FailedOutcome
from dpcap.report.portfolio.first_few import FirstFew
from dpcap.report.portfolio.tables import KEPT, table
from dpcap.report.portfolio.terms import PortfolioTerms, find
from dpcap.report.portfolio.view_models import PortfolioCell, PortfolioLine, PortfolioTable
from dpcap.report.sanitize import own

# Findings of one folder that stand here; results.jsonl holds them all.
_FINDINGS = 5


class _Broken(NamedTuple):
    folder: str
    provider: str | None
    findings: tuple[Finding, ...]
    more: int


class FailedFolders:
    """Takes in every folder that failed."""

    def __init__(self) -> None:
        self._best: FirstFew[_Broken] = FirstFew(KEPT)

    @property
    def count(self) -> int:
        """How many failed."""
        return self._best.count

    def add(self, row: FailedOutcome) -> None:
        """Take one in."""
        few = row.findings[:_FINDINGS]
        more = len(row.findings) - len(few)
        self._best.add((row.folder,), _Broken(row.folder, row.provider, few, more))

    def view(self, terms: PortfolioTerms) -> PortfolioTable | None:
        """Each folder with its findings: place, code, what is wrong and the way out."""
        if not self.count:
            return None
        caption = terms.say("failed.title")
        heads = terms.heads("failed", "folder", "message")
        lines = (_line(broken, terms) for broken in self._best)
        every = find(todo="failed")
        return table(terms, caption, heads, lines, "failed", count=self.count, find=every)


def _line(broken: _Broken, terms: PortfolioTerms) -> PortfolioLine:
    said = [_said(finding, terms) for finding in broken.findings]
    if broken.more:
        said.append(terms.say("failed.more", n=broken.more))
    return PortfolioLine(
        PortfolioCell(own(broken.folder)), (PortfolioCell("", lines=tuple(said), kind="each"),)
    )


def _said(finding: Finding, terms: PortfolioTerms) -> str:
    return f"{own(finding.place)} {finding.code} {own(finding.message(terms.language))}"
