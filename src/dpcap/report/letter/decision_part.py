"""What was decided, what was missing and until when: verdict, gates, conditions, objection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dpcap.model.decision import Decision, DecisionCondition
from dpcap.model.gate import GateResult
from dpcap.report import gate_words
from dpcap.report.decided import outdated
from dpcap.report.gate_words import stands_for
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view_models import ConditionLine, GateLine, LetterItem, LetterVerdict, Tone
from dpcap.report.terms import NAMED
from dpcap.text_width import short

_TONES: dict[str, Tone] = {"admitted": "good", "conditional": "good", "declined": "bad"}
_SHORT = ("failed", "unchecked")
_RULE = 160


def verdict(inputs: LetterInputs) -> LetterVerdict:
    """What was decided, by whom, when and why; of a reminder, how many conditions are open."""
    decision = inputs.decision
    items, notes = [], []
    if decision is None:
        notes.append(inputs.say("draft.note"))
    else:
        by = inputs.say("decided.by_on", by=inputs.by, on=inputs.day(decision.on))
        items.append(LetterItem(inputs.say("decided.by"), by))
        items.append(LetterItem(inputs.say("decided.reason"), inputs.told(decision.reason)))
        say, changes = inputs.ctx.say, inputs.standing.changes
        if why := list(outdated(say, changes, decision.until, inputs.today)):
            joined = say("common.semicolon").join(why)
            notes.append(inputs.say("decided.earlier", why=joined))
    over = inputs.say(f"decided.{_over(inputs)}")
    return LetterVerdict(over, verdict_words(inputs), _tone(inputs), tuple(items), tuple(notes))


def _over(inputs: LetterInputs) -> str:
    """What stands above the verdict: of a draft nothing is decided, so it does not say so."""
    if inputs.kind == "reminder":
        return "reminder"
    return "title" if inputs.decision else "proposed"


def verdict_words(inputs: LetterInputs) -> str:
    """The decision in a word or two."""
    return inputs.say(f"verdict.{inputs.kind}", n=len(inputs.open))


def _tone(inputs: LetterInputs) -> Tone:
    if inputs.kind == "reminder":
        return "bad" if inputs.late else "open"
    return _TONES.get(inputs.kind, "open")


def unmet(inputs: LetterInputs) -> list[GateResult]:
    """The rules that failed or could not be checked, those that must be met first."""
    short = [gate for gate in inputs.standing.gates if gate.state in _SHORT]
    return sorted(short, key=lambda gate: gate.severity != "error")


def gates_said(inputs: LetterInputs) -> str:
    """How many rules were checked, met and not; nothing if there were none."""
    asked = [gate for gate in inputs.standing.gates if gate.state in ("met", *_SHORT)]
    short = len(unmet(inputs))
    if not asked:
        return ""
    if not short:
        return inputs.say("gates.all_met", n=len(asked))
    return inputs.say("gates.some", n=len(asked), met=len(asked) - short, short=short)


def gate_lines(inputs: LetterInputs) -> tuple[GateLine, ...]:
    """A line for every rule that failed or could not be checked."""
    return tuple(_gate_line(inputs, gate) for gate in unmet(inputs))


def _gate_line(inputs: LetterInputs, gate: GateResult) -> GateLine:
    state = inputs.say(f"gates.{gate.state}")
    if gate.severity != "error":
        state += inputs.say("common.dot") + inputs.say("gates.warn")
    return GateLine(
        text=_rule(inputs, gate),
        state=state,
        said=_said(inputs, gate),
        about=stands_for(gate, inputs.counted, inputs.terms),
        grave=gate.severity == "error",
    )


def coming_lines(inputs: LetterInputs) -> tuple[GateLine, ...]:
    """A line for every rule to come that would not be met as things are; none of them counts."""
    later = (gate.to_come for gate in inputs.standing.gates)
    return tuple(
        GateLine(
            text=_rule(inputs, gate),
            state=inputs.say(f"gates.from_{gate.state}", day=inputs.day(gate.since)),
            said=_said(inputs, gate),
            about="",
            grave=False,
        )
        for gate in later
        if gate and gate.since and gate.state in _SHORT
    )


def _rule(inputs: LetterInputs, gate: GateResult) -> str:
    """What the rule asks for; without the gates, what it is about."""
    if inputs.terms.gates is not None and gate.id in inputs.terms.gates.rules:
        return short(inputs.terms.rule(gate), _RULE)
    about = [inputs.terms.named(name) for name in (*gate.facts, *gate.nodes)]
    return inputs.terms.listed(about, NAMED) or inputs.told(gate.id)


def _said(inputs: LetterInputs, gate: GateResult) -> str:
    """Needed and found in one phrase, or what was not provided."""
    mark = gate_words.mark(gate, inputs.terms)
    needed = inputs.say(f"gates.{gate.operator}", mark=mark)
    if gate.found is not None:
        found = gate_words.found(gate, inputs.terms)
        if gate.operator == "equals":
            return inputs.say("gates.said_equals", needed=mark, found=found)
        return inputs.say("gates.said", needed=needed, found=found)
    if gate.missing:
        items = inputs.terms.listed(
            (gate_words.lacking(name, inputs.terms) for name in gate.missing), NAMED
        )
        return inputs.say("gates.lacking", needed=needed, items=items)
    return inputs.say("gates.unknown", needed=needed)


def condition_lines(inputs: LetterInputs) -> tuple[ConditionLine, ...]:
    """Every condition with its last day; in a reminder only those that are open."""
    if inputs.decision is None:
        return ()
    shown = inputs.open if inputs.kind == "reminder" else inputs.decision.conditions
    return tuple(_condition(inputs, one) for one in shown)


def _condition(inputs: LetterInputs, one: DecisionCondition) -> ConditionLine:
    late = one.is_overdue(inputs.today)
    key = "overdue" if late else "soon" if one.due_on == inputs.today else "due"
    day = one.due_on
    if one.met_on is not None:
        key, day = "met", one.met_on
    return ConditionLine(
        inputs.told(one.text), inputs.say(f"conditions.{key}", day=inputs.day(day)), late
    )


def objection_day(inputs: LetterInputs) -> date | None:
    """The last day on which an objection is heard; None without a decision."""
    if inputs.decision is None:
        return None
    return inputs.decision.on + timedelta(inputs.mail.objection.days)


def objection(inputs: LetterInputs) -> tuple[str, ...]:
    """Until when one may object, and how."""
    objecting, last = inputs.mail.objection, objection_day(inputs)
    how = inputs.told(objecting.how.say(inputs.language))
    if last is None:
        return inputs.say("objection.days", days=objecting.days), how
    return inputs.say("objection.until", on=inputs.day(last)), how


def replaced(inputs: LetterInputs) -> tuple[str, ...]:
    """Which decision this one replaces, and what changed; nothing if it replaces none."""
    decision = inputs.decision
    if decision is None or decision.replaces is None:
        return ()
    before = inputs.say(f"decision.{decision.replaces.decision}")
    after = inputs.say(f"decision.{decision.decision}")
    on = inputs.day(decision.replaces.on)
    change = "same" if before == after else "changed"
    said = [inputs.say("replaced.which", on=on, decision=before)]
    said.append(inputs.say(f"replaced.{change}", before=before, after=after))
    if inputs.replaced is not None:
        said += _conditions_changed(inputs, inputs.replaced, decision)
    return tuple(said)


def _conditions_changed(inputs: LetterInputs, before: Decision, after: Decision) -> Iterator[str]:
    was = {one.text: one for one in before.conditions}
    now = {one.text: one for one in after.conditions}
    for text, one in was.items():
        kept = now.get(text)
        if kept is None:
            key = "met" if one.met_on else "dropped"
            yield inputs.say(f"replaced.{key}", text=inputs.told(text))
        elif kept.due_on != one.due_on:
            days = {"before": inputs.day(one.due_on), "after": inputs.day(kept.due_on)}
            yield inputs.say("replaced.moved", text=inputs.told(text), **days)
    for text in (text for text in now if text not in was):
        yield inputs.say("replaced.added", text=inputs.told(text))
