"""What whoever decides is shown of a provider: scores, gates, what stands, what is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dpcap.model.decision import DecisionCondition, DecisionKind, GatesAndDecision
from dpcap.model.gate import GateResult
from dpcap.model.outcome import ScoredOutcome
from dpcap.report.batch.wording import fails_from, name_of, ruling, state
from dpcap.report.decided import conditions_words, kind_words, made, outdated
from dpcap.report.gate_words import CountedItems, stands_for
from dpcap.report.lines import ACCENT, BAD, INDENT, SOFT, STRONG, TerminalPage
from dpcap.report.sanitize import own
from dpcap.report.terms import PortfolioTerms

_SIGNS = {"failed": "✗", "unchecked": "?", "waived": "○"}


def shown(
    row: ScoredOutcome,
    standing: GatesAndDecision,
    proposed: tuple[DecisionKind, Sequence[DecisionCondition]] | None,
    terms: PortfolioTerms,
    out: TerminalPage,
    *,
    items: CountedItems,
    day: date,
) -> None:
    """Put on *out* what *row* says, how it stands on *day*, and what is *proposed*.

    *items*: what gates count of it, so that a count is told with what it counts.
    """
    out.line(f"{own(name_of(row, terms))} ({row.provider}) · {terms.role_in_scope(row)}", STRONG)
    out.line(_scores(row, terms), indent=INDENT)
    _gates(row, items, terms, out)
    out.line(_stands(standing, terms, day), indent=INDENT)
    if proposed is None:
        if row.gates:
            out.line(terms.say("decide.none_applies"), SOFT, INDENT)
    else:
        kind, conditions = proposed
        said = terms.say("decide.proposed", kind=kind_words(terms.say, kind))
        out.line(said, ACCENT, INDENT)
        for one in conditions:
            fields = {"text": own(one.text), "day": one.due_on.isoformat()}
            out.item("·", terms.say("decide.condition", **fields), ACCENT, 2 * INDENT)


def _scores(row: ScoredOutcome, terms: PortfolioTerms) -> str:
    return terms.say(
        "decide.scores",
        level=terms.level(row),
        proved=terms.score(row.proved),
        claimed=terms.score(row.claimed),
        coverage=terms.share(row.coverage),
        reviewed=row.reviewed,
        pieces=row.pieces,
        day=row.as_of.isoformat(),
    )


def _gates(
    row: ScoredOutcome, items: CountedItems, terms: PortfolioTerms, out: TerminalPage
) -> None:
    """How many rules are met, and of every other one what was needed and found."""
    if not row.gates:
        out.line(terms.say("decide.no_gates"), SOFT, INDENT)
        return
    states = [one.state for one in row.gates]
    counts = {"met": states.count("met"), "left": states.count("not_applicable")}
    name = own(terms.gates.id) if terms.gates else ""
    out.line(terms.say("decide.gates", id=name, **counts), SOFT, INDENT)
    for one in row.gates:
        if one.state in _SIGNS:
            out.item(
                _SIGNS[one.state], _gate(one, terms), BAD if _is_grave(one) else "", 2 * INDENT
            )
            if about := stands_for(one, items, terms):
                out.line(about, SOFT, 3 * INDENT)
    for one in row.gates:
        if said := fails_from(one, terms):
            out.item("→", said, SOFT, 2 * INDENT)


def _gate(gate: GateResult, terms: PortfolioTerms) -> str:
    return terms.say(
        "decide.gate",
        rule=terms.dated_rule(gate),
        severity=terms.say(f"gates.{gate.severity}"),
        state=state(gate, terms),
        said=ruling(gate, terms),
    )


def _is_grave(gate: GateResult) -> bool:
    return gate.severity == "error" and gate.state != "waived"


def _stands(standing: GatesAndDecision, terms: PortfolioTerms, day: date) -> str:
    decision = standing.decision
    if decision is None:
        return terms.say("decide.nothing")
    said = made(terms.say, decision.decision, decision.on, decision.by)
    parts = [terms.say("decide.stands", made=said, reason=own(decision.reason))]
    if conditions := conditions_words(terms.say, decision.conditions):
        parts.append(conditions)
    if decision.until:
        parts.append(terms.say("decision.until", day=decision.until.isoformat()))
    parts += outdated(terms.say, standing.changes, decision.until, day)
    if standing.one_person:
        parts.append(terms.say("decision.one_person"))
    return " · ".join(parts)
