"""The batch in a sentence: its verdict and its counts."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.report.batch.outcome_counts import OutcomeCounts
from dpcap.report.terms import PortfolioTerms

_WHEN_SOME = ("below", "unchecked", "warned", "waived", "new", "higher", "lower")


def headlines(tally: OutcomeCounts, terms: PortfolioTerms) -> Iterator[tuple[str, bool]]:
    """The verdict, and whether it is bad; folders that failed and gates not met both count."""
    counts = tally.counts
    if counts.failed:
        yield terms.say("verdict.failed", n=counts.failed), True
    if counts.below:
        yield terms.say("verdict.below", n=counts.below), True
    elif not counts.failed:
        yield terms.say(_good(tally, terms)), False


def _good(tally: OutcomeCounts, terms: PortfolioTerms) -> str:
    """What is said where nothing is bad; nobody has met rules of which none was in force."""
    if not terms.gates:
        return "verdict.scored"
    none_judged = tally.rules and not tally.is_judged
    return "verdict.none_judged" if none_judged else "verdict.met"


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
