"""How the outputs word what a row holds: who, its gates, its moves, its findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from dpcap.model.change import PARTS, ChangeParts
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, WaiverResult
from dpcap.model.outcome import SOON_DAYS, BatchHead, CrossFinding, EvidenceLapse, ScoredOutcome
from dpcap.report import figures
from dpcap.report.batch.batch_result import BatchOutcomes
from dpcap.report.decided import overdue
from dpcap.report.paths import own_reports
from dpcap.report.portfolio.row_summary import moved
from dpcap.report.portfolio.terms import UNSET, PortfolioTerms, signed
from dpcap.report.sanitize import clean, own
from dpcap.report.words import load_words

_SIGNS = {"at_least": "≥ ", "at_most": "≤ ", "equals": "= "}
_DIGEST = 8
WAIVERS = frozenset({"expired", "unneeded", "unknown"})


def terms_of(batch_result: BatchOutcomes) -> PortfolioTerms:
    """The words of the outputs in the batch's language."""
    return PortfolioTerms(
        framework=batch_result.framework,
        gates=batch_result.gates,
        baseline=batch_result.head.baseline is not None,
        words=load_words(own_reports(), batch_result.language, "batch"),
        reported=batch_result.reported,
    )


def name_of(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    """The provider's name in the words' language, cleaned; its id if it has none."""
    return clean(row.name.say(terms.language)) or row.provider


def facts(head: BatchHead, terms: PortfolioTerms) -> Iterator[tuple[str, str]]:
    """What holds for the whole batch, as pairs of word and value."""
    version, digest = own(head.framework_version), head.framework[:_DIGEST]
    value = {"id": head.framework_id, "version": version, "digest": digest}
    yield terms.say("head.framework"), terms.say("head.framework_value", **value)
    yield terms.say("head.gates"), _gates(head, terms)
    baseline = own(head.baseline) if head.baseline else terms.say("head.no_baseline")
    yield terms.say("head.baseline"), baseline
    yield terms.say("head.day"), _day(head, terms)
    if head.period:
        yield terms.say("head.period"), own(head.period)
    yield terms.say("head.engine"), f"dpcap {head.engine}"


def _gates(head: BatchHead, terms: PortfolioTerms) -> str:
    if head.gates is None:
        return terms.say("head.no_gates")
    digest = head.gates[:_DIGEST]
    return terms.say("head.gates_value", id=own(head.gates_id or UNSET), digest=digest)


def _day(head: BatchHead, terms: PortfolioTerms) -> str:
    if head.day is not None:
        return head.day.isoformat()
    if head.first_day is None or head.last_day is None:
        return terms.say("head.own_dates")
    first, last = head.first_day.isoformat(), head.last_day.isoformat()
    return terms.say("head.span", first=first, last=last)


def needed(gate: GateResult, terms: PortfolioTerms) -> str:
    """The mark of a rule with its sign: `≥ 55`."""
    return _SIGNS[gate.operator] + mark(gate, terms)


def mark(gate: GateResult, terms: PortfolioTerms) -> str:
    """The mark of a rule, in full."""
    return _said(gate.needed, terms)


def found(gate: GateResult, terms: PortfolioTerms) -> str:
    """What the measure came to, on the side of the mark on which it is; or what it lacked."""
    if gate.found is None:
        missing = terms.listed(own(name) for name in gate.missing)
        return terms.say("gates.missing", items=missing) if missing else UNSET
    if isinstance(gate.found, float) and isinstance(gate.needed, float):
        return figures.held(gate.found, gate.needed, gate.operator, figures.number)
    return _said(gate.found, terms)


def ruling(gate: GateResult, terms: PortfolioTerms) -> str:
    """Needed and found in one phrase."""
    both = {"needed": needed(gate, terms), "found": found(gate, terms)}
    return terms.say("gates.said", **both)


def state(gate: GateResult, terms: PortfolioTerms) -> str:
    """How a rule turned out; of a waived one, until when and by whom."""
    if gate.state == "waived" and gate.waiver_until:
        owner, day = own(gate.waiver_owner or UNSET), gate.waiver_until.isoformat()
        return terms.say("gates.until", day=day, owner=owner)
    return terms.say(f"gates.{gate.state}")


def _said(value: bool | float | str, terms: PortfolioTerms) -> str:
    if isinstance(value, bool):
        return terms.say(f"common.{str(value).lower()}")
    return own(value) if isinstance(value, str) else figures.written(value)


def waiver(result: WaiverResult, terms: PortfolioTerms) -> str:
    """A waiver that is to be looked at, and why."""
    return terms.say(
        f"waivers.{result.state}",
        provider=own(result.provider),
        rule=terms.rule(result.rule),
        day=result.expires_on.isoformat(),
        owner=own(result.owner),
        reason=own(result.reason),
    )


def change(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    """The points gained since the baseline, with their sign; or that the provider is new."""
    if row.new:
        return terms.say("table.new")
    return signed(moved(row.change.overall).total) if row.change else UNSET


def parts(split: ChangeParts) -> tuple[str, ...]:
    """The five parts with their signs, in order; as shown they add up to the change as shown."""
    return tuple(signed(part) for part in moved(split).parts)


def step(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    """The proved level, and the one before it if that was another."""
    if row.change is None:
        return terms.level(row)
    made, none = terms.level(row), terms.say("counts.no_level")
    if row.change.level_before != row.proved_level:
        before = row.change.level_before or none
        made = terms.say("moves.step", before=before, after=made)
    move = row.change.level_ruler
    if move is None:
        return made
    ends = {"before": move.before or none, "after": move.after or none}
    return terms.say("moves.by_ruler", step=made, **ends)


def by_ruler(row: ScoredOutcome, terms: PortfolioTerms) -> Iterator[str]:
    """The step of the level that the same answers take by the framework in force, if any."""
    move, none = row.change.level_ruler if row.change else None, terms.say("counts.no_level")
    if move is not None:
        ends = {"before": clean(move.before or none), "after": clean(move.after or none)}
        yield terms.say("ruler.line", name=own(name_of(row, terms)), **ends)


def fell(row: ScoredOutcome, terms: PortfolioTerms) -> bool:
    """Whether the proved score or the proved level is lower than in the baseline."""
    if row.change is None:
        return False
    order = [None, *(level.id for level in terms.framework.levels)]
    before, after = row.change.level_before, row.change.level_after
    known = before in order and after in order
    lower = known and order.index(after) < order.index(before)
    return lower or row.change.overall.total < -figures.TOLERANCE


def late(row: ScoredOutcome, terms: PortfolioTerms) -> Iterator[str]:
    """The conditions of the decision whose last day is past, the longest past first."""
    for one in overdue(row.decision.conditions, row.as_of) if row.decision else ():
        yield terms.say(
            "overdue.line",
            name=own(name_of(row, terms)),
            text=own(one.text),
            day=one.due_on.isoformat(),
            days=(row.as_of - one.due_on).days,
            by=own(row.decision.by if row.decision else ""),
        )


def lapsing(row: ScoredOutcome) -> list[EvidenceLapse]:
    """The pieces that lapse on `as_of` or within two weeks after it, the soonest first."""
    last = row.as_of + timedelta(SOON_DAYS)
    soon = [lapse for lapse in row.lapses if row.as_of <= lapse.until <= last]
    return sorted(soon, key=lambda lapse: (lapse.until, lapse.piece))


def todo(row: ScoredOutcome, terms: PortfolioTerms) -> Iterator[str]:
    """What is to be seen to: an assessment that is overdue, a contest, proof about to lapse."""
    if row.valid_until is not None and row.valid_until < row.as_of:
        yield terms.say("week.late", day=row.valid_until.isoformat())
    if row.contested is not None:
        yield terms.say("week.contested", reason=own(row.contested))
    if soon := lapsing(row):
        items, day = terms.listed(own(lapse.piece) for lapse in soon), soon[0].until.isoformat()
        yield terms.say("week.soon", n=len(soon), days=SOON_DAYS, day=day, items=items)


def told(finding: Finding, terms: PortfolioTerms) -> str:
    """`CODE message`, as somebody's own words, since it quotes them."""
    return f"{finding.code} {own(finding.message(terms.language))}"


def crossed(crossing: CrossFinding, terms: PortfolioTerms) -> str:
    """A finding across folders: where, what, and whom it concerns."""
    names = terms.listed(own(provider) for provider in crossing.providers)
    place = f"{own(crossing.finding.place)} " if crossing.finding.file else ""
    return f"{place}{told(crossing.finding, terms)} {terms.say('crossings.who', names=names)}"


def part_names(terms: PortfolioTerms) -> tuple[str, ...]:
    """The heads of the five parts, in order."""
    names = {"provider": "role"}
    return tuple(terms.say(f"moves.{names.get(part, part)}") for part in PARTS)
