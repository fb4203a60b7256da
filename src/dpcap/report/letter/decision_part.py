"""What was decided, what was missing and until when: verdict, gates, conditions, objection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dpcap.model.decision import Decision, DecisionCondition
from dpcap.model.gate import GateResult
from dpcap.report import figures
from dpcap.report.batch import wording
from dpcap.report.decided import outdated
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view_models import ConditionLine, GateLine, LetterItem, LetterVerdict, Tone

_TONES: dict[str, Tone] = {"admitted": "good", "conditional": "good", "declined": "bad"}
_SHORT = ("failed", "unchecked")
_RULE, _CRITICAL = 160, "critical."


def verdict(matter: LetterInputs) -> LetterVerdict:
    """What was decided, by whom, when and why; of a reminder, how many conditions are open."""
    decision = matter.decision
    items, notes = [], []
    if decision is None:
        notes.append(matter.say("draft.note"))
    else:
        by = matter.say("decided.by_on", by=matter.by, on=matter.day(decision.on))
        items.append(LetterItem(matter.say("decided.by"), by))
        items.append(LetterItem(matter.say("decided.reason"), matter.told(decision.reason)))
        say, changes = matter.ctx.say, matter.standing.changes
        if why := list(outdated(say, changes, decision.until, matter.today)):
            joined = say("common.semicolon").join(why)
            notes.append(matter.say("decided.earlier", why=joined))
    over = matter.say("decided.reminder" if matter.kind == "reminder" else "decided.title")
    return LetterVerdict(over, verdict_words(matter), _tone(matter), tuple(items), tuple(notes))


def verdict_words(matter: LetterInputs) -> str:
    """The decision in a word or two."""
    return matter.say(f"verdict.{matter.kind}", n=len(matter.open))


def _tone(matter: LetterInputs) -> Tone:
    if matter.kind == "reminder":
        return "bad" if matter.late else "open"
    return _TONES.get(matter.kind, "open")


def unmet(matter: LetterInputs) -> list[GateResult]:
    """The rules that failed or could not be checked, those that must be met first."""
    short = [gate for gate in matter.standing.gates if gate.state in _SHORT]
    return sorted(short, key=lambda gate: gate.severity != "error")


def gates_said(matter: LetterInputs) -> str:
    """How many rules were checked, met and not; nothing if there were none."""
    asked = [gate for gate in matter.standing.gates if gate.state in ("met", *_SHORT)]
    short = len(unmet(matter))
    if not asked:
        return ""
    if not short:
        return matter.say("gates.all_met", n=len(asked))
    return matter.say("gates.some", n=len(asked), met=len(asked) - short, short=short)


def gate_lines(matter: LetterInputs) -> tuple[GateLine, ...]:
    """A line for every rule that failed or could not be checked."""
    return tuple(_gate_line(matter, gate) for gate in unmet(matter))


def _gate_line(matter: LetterInputs, gate: GateResult) -> GateLine:
    state = matter.say(f"gates.{gate.state}")
    if gate.severity != "error":
        state += matter.say("common.dot") + matter.say("gates.warn")
    return GateLine(
        text=_rule(matter, gate),
        state=state,
        said=_said(matter, gate),
        about=_critical(matter) if _counts_critical(matter, gate) else "",
        grave=gate.severity == "error",
    )


def _counts_critical(matter: LetterInputs, gate: GateResult) -> bool:
    rules = matter.terms.gates.rules if matter.terms.gates else {}
    return gate.id in rules and _CRITICAL in rules[gate.id].measure


def _critical(matter: LetterInputs) -> str:
    """The critical indicators that are not passed, by name."""
    titles = [matter.ctx.title(node) for node in matter.critical]
    return matter.say("gates.about", items=matter.terms.listed(titles, len(titles)))


def _rule(matter: LetterInputs, gate: GateResult) -> str:
    """What the rule asks for; without the gates, what it is about."""
    if matter.terms.gates is not None and gate.id in matter.terms.gates.rules:
        return figures.short(matter.terms.rule(gate.id), _RULE)
    about = [matter.terms.named(name) for name in (*gate.facts, *gate.nodes)]
    return matter.terms.listed(about) or matter.told(gate.id)


def _said(matter: LetterInputs, gate: GateResult) -> str:
    """Needed and found in one phrase, or what was not provided."""
    mark = wording.mark(gate, matter.terms)
    needed = matter.say(f"gates.{gate.operator}", mark=mark)
    if gate.found is not None:
        found = wording.found(gate, matter.terms)
        if gate.operator == "equals":
            return matter.say("gates.said_equals", needed=mark, found=found)
        return matter.say("gates.said", needed=needed, found=found)
    if gate.missing:
        items = matter.terms.listed(matter.terms.named(name) for name in gate.missing)
        return matter.say("gates.lacking", needed=needed, items=items)
    return matter.say("gates.unknown", needed=needed)


def condition_lines(matter: LetterInputs) -> tuple[ConditionLine, ...]:
    """Every condition with its last day; in a reminder only those that are open."""
    if matter.decision is None:
        return ()
    shown = matter.open if matter.kind == "reminder" else matter.decision.conditions
    return tuple(_condition(matter, one) for one in shown)


def _condition(matter: LetterInputs, one: DecisionCondition) -> ConditionLine:
    late = one.is_overdue(matter.today)
    key = "overdue" if late else "soon" if one.due_on == matter.today else "due"
    day = one.due_on
    if one.met_on is not None:
        key, day = "met", one.met_on
    return ConditionLine(
        matter.told(one.text), matter.say(f"conditions.{key}", day=matter.day(day)), late
    )


def objection_day(matter: LetterInputs) -> date | None:
    """The last day on which an objection is heard; None without a decision."""
    if matter.decision is None:
        return None
    return matter.decision.on + timedelta(matter.mail.objection.days)


def objection(matter: LetterInputs) -> tuple[str, ...]:
    """Until when one may object, and how."""
    objecting, last = matter.mail.objection, objection_day(matter)
    how = matter.told(objecting.how.say(matter.language))
    if last is None:
        return matter.say("objection.days", days=objecting.days), how
    return matter.say("objection.until", on=matter.day(last)), how


def replaced(matter: LetterInputs) -> tuple[str, ...]:
    """Which decision this one replaces, and what changed; nothing if it replaces none."""
    decision = matter.decision
    if decision is None or decision.replaces is None:
        return ()
    before = matter.say(f"decision.{decision.replaces.decision}")
    after = matter.say(f"decision.{decision.decision}")
    on = matter.day(decision.replaces.on)
    change = "same" if before == after else "changed"
    said = [matter.say("replaced.which", on=on, decision=before)]
    said.append(matter.say(f"replaced.{change}", before=before, after=after))
    if matter.replaced is not None:
        said += _conditions_changed(matter, matter.replaced, decision)
    return tuple(said)


def _conditions_changed(matter: LetterInputs, before: Decision, after: Decision) -> Iterator[str]:
    was = {one.text: one for one in before.conditions}
    now = {one.text: one for one in after.conditions}
    for text, one in was.items():
        kept = now.get(text)
        if kept is None:
            key = "met" if one.met_on else "dropped"
            yield matter.say(f"replaced.{key}", text=matter.told(text))
        elif kept.due_on != one.due_on:
            days = {"before": matter.day(one.due_on), "after": matter.day(kept.due_on)}
            yield matter.say("replaced.moved", text=matter.told(text), **days)
    for text in (text for text in now if text not in was):
        yield matter.say("replaced.added", text=matter.told(text))
