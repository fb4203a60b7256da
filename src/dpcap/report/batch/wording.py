"""How the outputs word what a row holds: who, its gates, its moves, its findings."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.change import PARTS, ChangeParts
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, WaiverResult
from dpcap.model.outcome import BatchHead, CrossFinding, ScoredOutcome
from dpcap.model.verdict import RuleCount
from dpcap.report import figures, gate_words
from dpcap.report.batch_result import BatchOutcomes
from dpcap.report.decided import overdue
from dpcap.report.moved import moved
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import clean, own
from dpcap.report.terms import NAMED, UNSET, PortfolioTerms, signed, wording_of
from dpcap.report.words import load_words

_DIGEST = 8

# How a rule to come would turn out, where that is to be told.
_TOLD = ("failed", "unchecked", "met")


def terms_of(batch_result: BatchOutcomes) -> PortfolioTerms:
    """The words of the outputs in the batch's language."""
    return PortfolioTerms(
        framework=batch_result.framework,
        gates=batch_result.gates,
        baseline=batch_result.head.baseline is not None,
        words=load_words(
            own_reports(),
            batch_result.language,
            "batch",
            wording=wording_of(batch_result.framework, batch_result.gates),
        ),
        reported=batch_result.reported,
        standing=batch_result.standing,
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


def ruling(gate: GateResult, terms: PortfolioTerms) -> str:
    """Needed and found in one phrase."""
    found = gate_words.found(gate, terms, ids=True)
    both = {"needed": gate_words.needed(gate, terms), "found": found}
    return terms.say("gates.said", **both)


def state(gate: GateResult, terms: PortfolioTerms) -> str:
    """How a rule turned out; of a waived one, until when and by whom."""
    if gate.state == "waived" and gate.waiver_until:
        owner, day = own(gate.waiver_owner or UNSET), gate.waiver_until.isoformat()
        return terms.say("gates.until", day=day, owner=owner)
    return terms.say(f"gates.{gate.state}")


def coming(rule: RuleCount, terms: PortfolioTerms) -> str:
    """A version of a rule to come, and how many would not meet it as things are."""
    day = rule.since.isoformat() if rule.since else UNSET
    counts = [(state, n) for state in _TOLD if (n := getattr(rule, state))]
    said = [terms.say(f"gates.coming_{state}", n=n, day=day) for state, n in counts[:1]]
    said += [terms.say(f"gates.count_{state}", n=n) for state, n in counts[1:]]
    nobody = terms.say("gates.coming_nobody", day=day)
    joined = terms.words.flat["common.comma"].join(said) or nobody
    return terms.say("gates.coming_line", rule=terms.rule(rule), counts=joined)


def fails_from(gate: GateResult, terms: PortfolioTerms) -> str:
    """Of a rule to come, whether it would be met as things are; nothing if nothing is to come."""
    later = gate.to_come
    if later is None or later.since is None or later.state not in _TOLD:
        return ""
    said = terms.say(f"gates.from_{later.state}", day=later.since.isoformat())
    rule, needs = terms.rule(later), ruling(later, terms)
    return terms.say("gates.to_come", rule=rule, said=said, ruling=needs)


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


def told(finding: Finding, terms: PortfolioTerms) -> str:
    """`CODE message`, as somebody's own words, since it quotes them."""
    return f"{finding.code} {own(terms.message(finding))}"


def crossed(crossing: CrossFinding, terms: PortfolioTerms) -> str:
    """A finding across folders: where, what, and whom it concerns."""
    names = terms.listed((own(provider) for provider in crossing.providers), NAMED)
    place = f"{own(crossing.finding.place)} " if crossing.finding.file else ""
    return f"{place}{told(crossing.finding, terms)} {terms.say('crossings.who', names=names)}"


def part_names(terms: PortfolioTerms) -> tuple[str, ...]:
    """The heads of the five parts, in order."""
    names = {"provider": "role"}
    return tuple(terms.say(f"moves.{names.get(part, part)}") for part in PARTS)
