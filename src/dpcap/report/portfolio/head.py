"""The head of the page: which batch, by which framework, and what it came to."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.outcome import BatchHead as Batch
from dpcap.report import figures
from dpcap.report.portfolio.all_parts import PortfolioCounts
from dpcap.report.portfolio.view_models import PortfolioFigure, PortfolioHead
from dpcap.report.sanitize import clean, own
from dpcap.report.terms import UNSET, PortfolioTerms

_SHORT = 8


def head(batch: Batch, tally: PortfolioCounts, terms: PortfolioTerms) -> PortfolioHead:
    """What stands above everything else."""
    every = tally.scored + tally.failures.count
    return PortfolioHead(
        title=terms.say("head.title", n=figures.number(every)),
        facts=tuple(_facts(batch, terms)),
        figures=tuple(_figures(tally, terms)) if tally.scored else (),
        sums=_sums(tally, terms),
        warnings=tuple(_warnings(batch, tally, terms)),
    )


def _facts(batch: Batch, terms: PortfolioTerms) -> Iterator[tuple[str, str, str]]:
    title = terms.text(terms.framework.title)
    named = terms.say("head.framework_value", title=title, version=batch.framework_version)
    yield terms.say("head.framework"), named, _digest(batch.framework, terms)
    yield terms.say("head.gates"), *_gates(batch, terms)
    baseline = own(batch.baseline) if batch.baseline else terms.say("head.no_baseline")
    yield terms.say("head.baseline"), baseline, ""
    yield terms.say("head.day"), *_day(batch, terms)
    if batch.period:
        yield terms.say("head.period"), clean(batch.period), ""
    yield terms.say("head.engine"), f"dpcap {clean(batch.engine)}", ""


def _gates(batch: Batch, terms: PortfolioTerms) -> tuple[str, str]:
    if batch.gates is None:
        return terms.say("head.no_gates"), ""
    title = terms.text(terms.gates.title) if terms.gates else clean(batch.gates_id or UNSET)
    return title, _digest(batch.gates, terms)


def _digest(digest: str, terms: PortfolioTerms) -> str:
    return terms.say("head.digest", digest=digest[:_SHORT])


def _day(batch: Batch, terms: PortfolioTerms) -> tuple[str, str]:
    if batch.day is not None:
        return batch.day.isoformat(), ""
    return terms.say("head.dates"), _span(batch, terms)


def _span(batch: Batch, terms: PortfolioTerms) -> str:
    if batch.first_day is None or batch.last_day is None:
        return ""
    first, last = batch.first_day.isoformat(), batch.last_day.isoformat()
    return terms.say("head.from_to", first=first, last=last)


def _figures(tally: PortfolioCounts, terms: PortfolioTerms) -> Iterator[PortfolioFigure]:
    every = tally.scored + tally.failures.count
    yield _figure(terms, "scored", tally.scored, n=figures.number(every), note="of")
    proved, claimed = tally.spreads.medians(terms)
    note = terms.say("figure.median_note", claimed=claimed)
    yield PortfolioFigure(terms.say("figure.median"), proved, note)
    levels = terms.framework.levels
    high = levels[max(0, len(levels) - 2)].id
    note = terms.say("figure.graded_note", n=tally.counts.ungraded)
    title = terms.say("figure.graded", level=high)
    yield PortfolioFigure(title, figures.number(tally.counts.at_least(high, terms)), note)
    share = figures.percent(tally.reviewed / tally.pieces) if tally.pieces else UNSET
    looked = {"n": figures.number(tally.reviewed), "of": figures.number(tally.pieces)}
    yield PortfolioFigure(
        terms.say("figure.reviewed"), share, terms.say("figure.reviewed_note", **looked)
    )
    if terms.gates:
        yield _figure(terms, "gates", tally.rules.failed, n=tally.rules.unchecked, bad=True)
    yield _figure(terms, "todo", tally.week.pressing)


def _figure(
    terms: PortfolioTerms,
    name: str,
    count: int,
    *,
    note: str = "",
    bad: bool = False,
    **fields: str | int,
) -> PortfolioFigure:
    said = terms.say(f"figure.{note or name + '_note'}", **fields)
    wanted = {"gates": "gate=failed", "todo": "todo=any"}.get(name) if count else None
    title = terms.say(f"figure.{name}")
    return PortfolioFigure(title, figures.number(count), said, find=wanted, bad=bad and count > 0)


def _sums(tally: PortfolioCounts, terms: PortfolioTerms) -> str:
    """The batch in a sentence; empty if there was nothing."""
    every = tally.scored + tally.failures.count
    if not every:
        return ""
    return terms.say("common.semicolon").join(_clauses(tally, every, terms)) + terms.say(
        "head.stop"
    )


def _clauses(tally: PortfolioCounts, every: int, terms: PortfolioTerms) -> Iterator[str]:
    failed, whole = figures.number(tally.failures.count), figures.number(every)
    if tally.failures.count:
        yield terms.say("head.some_failed", all=whole, failed=failed)
    else:
        yield terms.say("head.all_scored", all=whole)
    if terms.gates and tally.scored:
        yield terms.say("head.below", n=figures.number(tally.rules.failed))
    if tally.week.pressing:
        yield terms.say("head.todo", n=figures.number(tally.week.pressing))
    if terms.baseline and tally.scored:
        up, down = map(figures.number, tally.movers.ways)
        yield terms.say("head.moved", up=up, down=down)


def _warnings(batch: Batch, tally: PortfolioCounts, terms: PortfolioTerms) -> Iterator[str]:
    if not tally.scored and not tally.failures.count:
        yield terms.say("head.empty")
    if batch.day is None and batch.first_day and batch.last_day:
        days = {"first": batch.first_day.isoformat(), "last": batch.last_day.isoformat()}
        yield terms.say("head.own_dates", **days)
