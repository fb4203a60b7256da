"""An assessment by one version of a framework, read by the next: pure, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeGuard, TypeVar

from dpcap.model.assessment import (
    Answer,
    Assessment,
    Evidence,
    Fact,
    FactValue,
    Reply,
    ShopRow,
    Value,
)
from dpcap.model.base import FEW, PROSE, Text
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerFact
from dpcap.model.migration import (
    Merge,
    MigrationStep,
    Rescale,
    TableAnswer,
    number_or,
    steps_from,
    table_key,
)
from dpcap.model.scale import BesidePeers, Figure, Numeric, Scale

R = TypeVar("R", Answer, ShopRow)
F = TypeVar("F", Fact, ManagerFact)
_SHOWN, _PERIOD, _PEERS = 80, "period", "peers"


class LostAnswer(NamedTuple):
    """An answer that does not count any more: where it stood, what it said, and why.

    `field`: the part of its row that the newer version does not take.
    """

    node: str
    heir: str
    value: Value
    why: str
    shop: str | None = None
    field: str | None = None


def carried_on(given: Assessment, framework: Framework, edition: str) -> Assessment:
    """*given*, answered under *edition* of *framework*, as *framework* reads it.

    It keeps its earlier forms, and says in its findings what was read through which file and what
    no longer counts. An edition that is no earlier one changes nothing.
    """
    steps = steps_from(framework, edition)
    if not steps:
        return given
    made, past = given, {edition: given}
    for step in steps:
        made = carried(made, step)
        past[step.new.edition] = made
    read = Finding(code="DP850", params={"then": edition, "now": framework.edition})
    told = (*given.findings, read, *made.findings[len(given.findings) :])
    return made.model_copy(update={"findings": told}).with_past(past)


def begun_note(own: Framework, current: Framework) -> Finding | None:
    """That something is judged by *own*; None if that is the version in force."""
    if own.digest == current.digest:
        return None
    return Finding(code="DP858", params={"then": own.edition, "now": current.edition})


def carried(given: Assessment, step: MigrationStep) -> Assessment:
    """*given*, which is of the older version of *step*, as the newer one reads it."""
    lost: list[LostAnswer] = []
    answers = {
        node: answer
        for node in step.new.by_id
        if (answer := _joined(step, node, given.answers, lost)) is not None
    }
    rows = {
        node: rows for node in step.new.by_id if (rows := tuple(_rows(step, node, given, lost)))
    }
    kinds = step.migration.kinds
    pieces = {name: _of_kind(piece, kinds) for name, piece in given.evidence.items()}
    facts = new_facts(step, given.provider.facts)
    facts |= _from_reasons(step, facts, _reasons(given))
    unknown = [name for name in step.new.facts if name not in {*facts, *step.old.facts}]
    changed = {
        "answers": answers,
        "rows": rows,
        "evidence": pieces,
        "provider": given.provider.model_copy(update={"facts": facts}),
        "findings": (*given.findings, *_told(step, given, lost, unknown)),
    }
    return given.model_copy(update=changed)


def origins(framework: Framework, edition: str) -> dict[str, str]:
    """Of each indicator that carries on an answer given under *edition*, what it was called then.

    Merged ones come of several, and are left out.
    """
    steps = steps_from(framework, edition) or ()
    names = {node: node for node in (steps[0].old if steps else framework).by_id}
    for step in steps:
        names = {
            node: names[old]
            for node in step.new.by_id
            for old in sources(step, node)
            if old in names and step.migration.heir(old) == node
        }
    return names


def former_names(given: Assessment, framework: Framework) -> dict[str, str]:
    """By indicator of *framework*, what the files of *given* call it, where that differs."""
    edition = next(iter(given.past), framework.edition)
    return {node: was for node, was in origins(framework, edition).items() if was != node}


def _joined(
    step: MigrationStep, node: str, answers: Mapping[str, Answer], lost: list[LostAnswer]
) -> Answer | None:
    """The answer to the newer version's *node* that comes of *answers*; None: nobody said any."""
    merge = step.migration.merged.get(node)
    if merge is not None:
        given = {old: answers[old] for old in merge.of if old in answers}
        return _merged(step, node, merge, given, lost) if given else None
    for old in sources(step, node):
        if old in answers:
            return _inherited(step, old, node, answers[old], lost)
    return None


def _rows(
    step: MigrationStep, node: str, given: Assessment, lost: list[LostAnswer]
) -> Iterator[ShopRow]:
    """The rows for the newer version's *node*."""
    merge = step.migration.merged.get(node)
    olds = merge.of if merge else tuple(sources(step, node))
    by_shop: dict[str, dict[str, ShopRow]] = {}
    for old in olds:
        for row in given.rows.get(old, ()):
            by_shop.setdefault(row.shop, {})[old] = row
    for shop in sorted(by_shop):
        each = by_shop[shop]
        if merge is not None:
            yield _merged(step, node, merge, each, lost)
        else:
            old, row = next(iter(each.items()))
            yield from _row(step, old, node, row, lost)


def _row(
    step: MigrationStep, old: str, node: str, row: ShopRow, lost: list[LostAnswer]
) -> Iterator[ShopRow]:
    """*row* of *old* as a row of *node*; none where it is asked anew and takes other fields."""
    kept = _with_fields(row, step.new)
    wrong = [name for name, value in kept.envelope.items() if not _takes(step, node, name, value)]
    if wrong and node in step.migration.asked_anew:
        said = kept.envelope[wrong[0]] if row.value is None else row.value
        lost.append(LostAnswer(old, node, said, "asked_anew", row.shop, wrong[0]))
        return
    made = _inherited(step, old, node, row, lost)
    if made.value is None:
        fields = {name: value for name, value in made.envelope.items() if name not in wrong}
        made = made.model_copy(update={"envelope": fields})
    yield made


def _takes(step: MigrationStep, node: str, field: str, value: str) -> bool:
    """Whether the newer version's *node* takes *value* for a *field* of its figures."""
    scale, vocabulary = step.new.by_id[node].scale, step.new.envelope.get(field)
    allowed = scale.envelope.get(field, "any") if isinstance(scale, Figure) else "any"
    if allowed != "any":
        return value in allowed
    return vocabulary is None or not vocabulary.values or value in vocabulary.values


def sources(step: MigrationStep, node: str) -> Iterator[str]:
    """The older version's indicators that *node* inherits from, merging aside: at most one."""
    how, old = step.migration, step.old.by_id
    taken = {*how.renamed, *how.split, *how.merged_into, *how.retired}
    if node in old and node not in taken:
        yield node
    yield from (was for was, now in how.renamed.items() if now == node)
    yield from (was for was, split in how.split.items() if node in split.heirs)


def _inherited(step: MigrationStep, old: str, node: str, reply: R, lost: list[LostAnswer]) -> R:
    split = step.migration.split.get(old)
    if split is None or split.carries == node:
        return _read(step, old, node, reply, lost)
    return _without_value(reply, keep_reason=False)


def _read(step: MigrationStep, old: str, node: str, reply: R, lost: list[LostAnswer]) -> R:
    """*reply* to *old* as *node* reads it."""
    how = step.migration
    told = reply.not_applicable if isinstance(reply, Answer) else None
    reply = _with_reason(_with_fields(reply, step.new), step)
    if told is not None and _reason_is_gone(step, told):
        lost.append(LostAnswer(old, node, f"not_applicable: {told}", "reason"))
    reply = _without_peers(step, old, node, reply, lost)
    if node in how.asked_anew:
        if reply.value is not None:
            lost.append(LostAnswer(old, node, reply.value, "asked_anew", _shop(reply)))
        return _without_value(reply, keep_reason=False)
    if reply.value is None:
        return reply
    scale = step.new.by_id[node].scale
    if node in how.rescaled:
        return _rescaled(reply, how.rescaled[node])
    if node not in how.options:
        return reply
    table = how.options[node]
    value = _mapped(reply.value, table, scale)
    if isinstance(value, tuple) and isinstance(reply.value, tuple):
        gone = tuple(one for one in reply.value if table.get(one) is None)
        lost.extend([LostAnswer(old, node, gone, "option", _shop(reply))] if gone else [])
    if value is None:
        lost.append(LostAnswer(old, node, reply.value, "option", _shop(reply)))
        return _without_value(reply)
    return reply.model_copy(update={"value": value})


def _without_peers(step: MigrationStep, old: str, node: str, reply: R, lost: list[LostAnswer]) -> R:
    """*reply* without what only a comparison with peers needs, where *node* is no longer one."""
    was, now = step.old.by_id[old].scale, step.new.by_id[node].scale
    if not _by_peers(was) or _by_peers(now):
        return reply
    asked = now.envelope if isinstance(now, Figure) else {}
    kept = {
        name: value
        for name, value in reply.envelope.items()
        if name == _PERIOD or name in asked or name not in was.envelope
    }
    figures = [one for one in (reply.peer, reply.benchmark) if one is not None]
    if not figures and kept == reply.envelope:
        return reply
    if node not in step.migration.asked_anew:
        lost.append(LostAnswer(old, node, "", _PEERS, _shop(reply)))
    return reply.model_copy(update={"peer": None, "benchmark": None, "envelope": kept})


def _by_peers(scale: Scale) -> TypeGuard[Numeric]:
    return isinstance(scale, Numeric) and isinstance(scale.score, BesidePeers)


def _rescaled(reply: R, how: Rescale) -> R:
    given = {"value": reply.value, "peer": reply.peer, "benchmark": reply.benchmark}
    scaled = {
        name: how.of(figure) if isinstance(figure, int | float) else figure
        for name, figure in given.items()
    }
    return reply.model_copy(update=scaled)


def _mapped(value: Value, table: Mapping[str, TableAnswer | None], scale: Scale) -> Value | None:
    """*value* by *table*; of boxes those that are gone are left out, None: nothing is left."""
    if isinstance(value, tuple):
        found = (table.get(one) for one in value)
        kept = tuple(dict.fromkeys(str(one) for one in found if one is not None))
        return kept if kept or not value else None
    now = table.get(table_key(value))
    return None if now is None else number_or(now, scale.kind)


def _merged(
    step: MigrationStep, node: str, merge: Merge, given: Mapping[str, R], lost: list[LostAnswer]
) -> R:
    """The replies *given* to the parts of *merge*, as one: by its table, else missing."""
    first = next(iter(given.values()))
    evidence = tuple(dict.fromkeys(name for one in given.values() for name in one.evidence))
    notes = "\n".join(one.note for one in given.values() if one.note)
    base: R = first.model_copy(
        update={
            "evidence": evidence[:FEW],
            "note": notes[:PROSE] or None,
            "peer": None,
            "benchmark": None,
        }
    )
    every = [given.get(old) for old in merge.of]
    states = {_state(one) for one in every}
    if len(states) == 1 and states != {(False, None)}:  # all unknown, or N/A for one reason
        return _with_reason(_with_fields(base, step.new), step)
    base = _with_fields(_without_value(base, keep_reason=False), step.new)
    wanted = tuple(table_key(one.value) if one else "" for one in every)
    for row in merge.table:
        if tuple(map(table_key, row.given)) == wanted:
            value = number_or(row.value, step.new.by_id[node].scale.kind)
            return base.model_copy(update={"value": value})
    for old, one in given.items():
        if one.value is not None:
            lost.append(LostAnswer(old, node, one.value, "merged", _shop(one)))
    return base


def _shop(reply: Reply) -> str | None:
    return reply.shop if isinstance(reply, ShopRow) else None


def _state(reply: Reply | None) -> tuple[bool, str | None]:
    if isinstance(reply, Answer):
        return reply.unknown, reply.not_applicable
    return False, None


def _without_value(reply: R, *, keep_reason: bool = True) -> R:
    """*reply* with its evidence and its note, but saying nothing."""
    changed: dict[str, object] = {"value": None, "peer": None, "benchmark": None}
    if isinstance(reply, Answer) and not keep_reason:
        changed |= {"unknown": False, "not_applicable": None}
    return reply.model_copy(update=changed)


def _with_fields(reply: R, framework: Framework) -> R:
    """*reply* without fields that figures no longer carry."""
    kept = {
        name: value
        for name, value in reply.envelope.items()
        if name == _PERIOD or name in framework.envelope
    }
    return reply if kept == reply.envelope else reply.model_copy(update={"envelope": kept})


def _with_reason(reply: R, step: MigrationStep) -> R:
    """*reply* with its reason for N/A by its new name; without one that is gone."""
    if not isinstance(reply, Answer) or reply.not_applicable is None:
        return reply
    now = step.migration.reasons.get(reply.not_applicable, reply.not_applicable)
    return reply.model_copy(update={"not_applicable": now if now in step.new.reasons else None})


def _reason_is_gone(step: MigrationStep, reason: str) -> bool:
    """Whether the newer version has no such *reason* for N/A, nor a fact that it tells."""
    if any(reason in rule.reasons for rule in step.migration.facts.values()):
        return False
    return step.migration.reasons.get(reason, reason) not in step.new.reasons


def _of_kind(piece: Evidence, kinds: Mapping[str, str]) -> Evidence:
    kind = kinds.get(piece.kind)
    return piece if kind is None else piece.model_copy(update={"kind": kind})


def _reasons(given: Assessment) -> frozenset[str]:
    found = (answer.not_applicable for answer in given.answers.values())
    return frozenset(reason for reason in found if reason is not None)


def new_facts(step: MigrationStep, old: Mapping[str, F]) -> dict[str, F]:
    """The facts that the newer version asks for, as far as *old* facts say them."""
    facts: dict[str, F] = {}
    for name in step.new.facts:
        rule = step.migration.facts.get(name)
        if rule is None or rule.fact is not None:
            source = rule.fact if rule and rule.fact else name
            found = _from_fact(old.get(source), rule.values if rule else {})
            if found is not None:
                facts[name] = found
    return facts


def _from_reasons(
    step: MigrationStep, known: Mapping[str, Fact], reasons: frozenset[str]
) -> dict[str, Fact]:
    """The facts, beside those *known*, that the *reasons* for N/A tell with one voice."""
    derived: dict[str, Fact] = {}
    for name, rule in step.migration.facts.items():
        values = [rule.reasons[one] for one in sorted(reasons & rule.reasons.keys())]
        if name not in known and values and all(one == values[0] for one in values):
            derived[name] = Fact(value=values[0])
    return derived


def _from_fact(fact: F | None, values: Mapping[str, FactValue]) -> F | None:
    if fact is None or not values:
        return fact
    key = table_key(fact.value)
    return fact.model_copy(update={"value": values[key]}) if key in values else None


def _told(
    step: MigrationStep, given: Assessment, lost: list[LostAnswer], unknown: list[str]
) -> Iterator[Finding]:
    """What an assessment loses in *step*: each answer once, and each list in one finding."""
    said: dict[tuple[str, str], list[LostAnswer]] = {}
    for one in (each for each in lost if each.why != _PEERS):
        said.setdefault((one.node, one.heir), []).append(one)
    for (node, heir), each in said.items():
        yield _no_longer(step, node, heir, each)
    retired, asked = step.migration.retired, {*given.answers, *given.rows}
    if gone := [node for node in retired if node in asked]:
        zh = "，".join(f"{node}（{retired[node].zh}）" for node in gone)
        en = ", ".join(f"{node} ({retired[node].en})" for node in gone)
        params = {**_versions(step), "nodes_zh": zh, "nodes_en": en}
        yield Finding(code="DP854", params=params)
    if alone := dict.fromkeys(one.heir for one in lost if one.why == _PEERS):
        yield Finding(code="DP855", params={**_versions(step), "nodes": ", ".join(alone)})
    if unknown:
        yield Finding(code="DP856", params={**_versions(step), "facts": ", ".join(unknown)})


def _no_longer(step: MigrationStep, node: str, heir: str, each: list[LostAnswer]) -> Finding:
    values = dict.fromkeys(_shown(one.value) for one in each)
    why = _WHY[each[0].why]
    reason = step.migration.asked_anew.get(heir) or Text(zh=why[0], en=why[1])
    at = next((one for one in each if one.field), each[0])
    why = _FIELD if at.field else ("", "")
    params = {
        **_versions(step),
        "node": node,
        "heir": heir,
        "value": ", ".join(values)[:_SHOWN],
        "why_zh": reason.zh.rstrip("。") + why[0].format(field=at.field),
        "why_en": reason.en.rstrip(".") + why[1].format(field=at.field),
    }
    cell = (at.field,) if at.field else ()
    path = ("answers", node) if at.shop is None else ("kpis", at.shop, node, *cell)
    return Finding(code="DP853", path=path, params=params)


_FIELD = (
    "；重新问过之后，这一行原来写的 {field} 不再适用，没有带过来",
    "; it is asked anew and does not take the row's {field}, so the row was not carried over",
)
_WHY = {
    "asked_anew": ("", ""),
    "option": ("原选项在新版中没有对应", "what was chosen has no counterpart"),
    "reason": ("新版没有这个“不适用”的理由", "it has no such reason for N/A"),
    "merged": ("合并后的题不能由这些答案得出", "the merged question cannot be told from it"),
}


def _versions(step: MigrationStep) -> dict[str, str | int | float]:
    return {"then": step.old.version, "now": step.new.version}


def _shown(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else table_key(value)
