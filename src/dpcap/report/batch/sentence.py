"""The batch in a sentence: its verdict and its counts."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.verdict import VerdictCounts
from dpcap.report.batch.outcome_counts import OutcomeCounts
from dpcap.report.portfolio.terms import PortfolioTerms

_WHEN_SOME = ("below", "unchecked", "warned", "waived", "new", "higher", "lower")


def headlines(counts: VerdictCounts, terms: PortfolioTerms) -> Iterator[tuple[str, bool]]:
    """The verdict, and whether it is bad; folders that failed and gates not met both count."""
    if counts.failed:
        yield terms.say("verdict.failed", n=counts.failed), True
    if counts.below:
        yield terms.say("verdict.below", n=counts.below), True
    elif not counts.failed:
        yield terms.say("verdict.met" if terms.gates else "verdict.scored"), False


def sums(tally: OutcomeCounts, terms: PortfolioTerms) -> Iterator[str]:
    """How many folders came to what; what came to none is left out."""
    counts = tally.counts
    yield terms.say("sums.folders", n=counts.folders)
    yield terms.say("sums.scored", n=counts.scored)
    yield terms.say("sums.failed", n=counts.failed)
    for name in _WHEN_SOME:
        if count := getattr(counts, name):
            yield terms.say(f"sums.{name}", n=count)
    proved, claimed = tally.medians
    if proved is not None:
        both = {"proved": terms.score(proved), "claimed": terms.score(claimed)}
        yield terms.say("sums.median", **both)
