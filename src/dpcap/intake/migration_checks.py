"""Whether a migration says what becomes of everything, once, in the terms of both versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import assert_never

from dpcap.intake.migration_envelopes import check_envelopes
from dpcap.intake.scale_input import scale_input
from dpcap.intake.source import Document
from dpcap.intake.values import NONE_OPTION
from dpcap.model.carry_over import sources
from dpcap.model.facts import FactSpec
from dpcap.model.finding import Finding, KeyPath
from dpcap.model.migration import FactRule, Merge, MigrationStep, TableAnswer, table_key
from dpcap.model.scale import Boolean, Checklist, Choice, Nps, Numeric, Rate, Rubric, Scale

_MOST_ROWS = 1000
# What is wrong, in Chinese and in English, and where.
Problem = tuple[str, str, KeyPath]


def check_migration(document: Document, step: MigrationStep) -> list[Finding]:
    """What is wrong with the migration of *step*, which stands in *document*."""
    if unknown := [*_unknown(document, step)]:
        return unknown
    found = [*_overlaps(document, step), *_lost(document, step)]
    if found:
        return found
    said = ((("DP193"), one) for node in step.new.by_id for one in _scales(step, node))
    clashes = (("DP193", one) for one in check_envelopes(step))
    tables = (("DP199", one) for one in (*_merges(step), *_facts(step)))
    return [
        document.finding(code, path, {"problem_zh": zh, "problem_en": en})
        for code, (zh, en, path) in (*said, *clashes, *tables)
    ]


def _unknown(document: Document, step: MigrationStep) -> Iterator[Finding]:
    how, old, new = step.migration, step.old, step.new
    named: tuple[tuple[str, Iterable[tuple[str, KeyPath]], Collection[str], str], ...] = (
        ("renamed", _keys("renamed", how.renamed), old.by_id, old.version),
        ("split", _keys("split", how.split), old.by_id, old.version),
        ("retired", _keys("retired", how.retired), old.by_id, old.version),
        ("of", _parts(how.merged), old.by_id, old.version),
        ("renamed", _values("renamed", how.renamed), new.by_id, new.version),
        ("heirs", _heirs(step), new.by_id, new.version),
        ("merged", _keys("merged", how.merged), new.by_id, new.version),
        ("options", _keys("options", how.options), new.by_id, new.version),
        ("rescaled", _keys("rescaled", how.rescaled), new.by_id, new.version),
        ("asked_anew", _keys("asked_anew", how.asked_anew), new.by_id, new.version),
        ("same_meaning", _listed("same_meaning", how.same_meaning), new.by_id, new.version),
        ("kinds", _keys("kinds", how.kinds), old.method.proof_caps, old.version),
        ("kinds", _values("kinds", how.kinds), new.method.proof_caps, new.version),
        ("reasons", _keys("reasons", how.reasons), old.reasons, old.version),
        ("reasons", _values("reasons", how.reasons), new.reasons, new.version),
        ("facts", _keys("facts", how.facts), new.facts, new.version),
        ("fact", _old_facts(how.facts), old.facts, old.version),
        ("reasons", _old_reasons(how.facts), old.reasons, old.version),
    )
    for _, each, known, version in named:
        for name, path in each:
            if name not in known:
                yield document.finding("DP190", path, {"name": name, "version": version})


def _keys(part: str, table: Iterable[str]) -> Iterator[tuple[str, KeyPath]]:
    yield from ((key, (part, key)) for key in table)


def _values(part: str, table: Mapping[str, str]) -> Iterator[tuple[str, KeyPath]]:
    yield from ((value, (part, key)) for key, value in table.items())


def _listed(part: str, ids: Iterable[str]) -> Iterator[tuple[str, KeyPath]]:
    yield from ((one, (part, place)) for place, one in enumerate(ids))


def _parts(merged: Mapping[str, Merge]) -> Iterator[tuple[str, KeyPath]]:
    for node, merge in merged.items():
        yield from ((one, ("merged", node, "of", place)) for place, one in enumerate(merge.of))


def _heirs(step: MigrationStep) -> Iterator[tuple[str, KeyPath]]:
    for node, split in step.migration.split.items():
        yield from ((one, ("split", node, "heirs")) for one in split.heirs)
        yield split.carries, ("split", node, "carries")


def _old_facts(rules: Mapping[str, FactRule]) -> Iterator[tuple[str, KeyPath]]:
    yield from ((rule.fact, ("facts", name)) for name, rule in rules.items() if rule.fact)


def _old_reasons(rules: Mapping[str, FactRule]) -> Iterator[tuple[str, KeyPath]]:
    for name, rule in rules.items():
        yield from ((one, ("facts", name, "reasons", one)) for one in rule.reasons)


def _overlaps(document: Document, step: MigrationStep) -> Iterator[Finding]:
    """Ids that stand where only one place is for them."""
    how = step.migration
    parts = [one for merge in how.merged.values() for one in merge.of]
    old = Counter([*how.renamed, *how.split, *how.retired, *parts])
    heirs = [one for split in how.split.values() for one in split.heirs]
    stay = [node for node in step.old.by_id if node not in old and node in step.new.by_id]
    new = Counter([*how.renamed.values(), *heirs, *how.merged, *stay])
    carrying = {split.carries for split in how.split.values()}
    silent = [one for one in heirs if one not in carrying]
    read = Counter([*how.options, *how.rescaled, *how.asked_anew, *how.merged, *silent])
    told = Counter([*how.asked_anew, *how.same_meaning])
    for counted in (old, new, read, told):
        for node, times in counted.items():
            if times > 1:
                yield document.finding("DP191", (), {"name": node})
    for node, split in how.split.items():
        if split.carries not in split.heirs:
            path = ("split", node, "carries")
            yield document.finding("DP190", path, {"name": split.carries, "version": "heirs"})


def _lost(document: Document, step: MigrationStep) -> Iterator[Finding]:
    """What is gone although nothing says what becomes of it."""
    how = step.migration
    told = {*how.renamed, *how.split, *how.retired, *how.merged_into}
    for node in step.old.by_id:
        if node not in told and node not in step.new.by_id:
            yield document.finding("DP192", (), {"name": node, "version": step.new.version})
    for kind in step.old.method.proof_caps:
        if kind not in how.kinds and kind not in step.new.method.proof_caps:
            yield document.finding("DP192", (), {"name": kind, "version": step.new.version})


def _scales(step: MigrationStep, node: str) -> Iterator[Problem]:
    """Whether each answer to what becomes *node* has a meaning there."""
    how = step.migration
    inherits = [one for one in sources(step, node) if how.heir(one) == node]
    if not inherits:
        for part in ("options", "rescaled"):
            if node in getattr(how, part):
                yield f"{node} 没有承接旧题的答案", f"{node} takes over no answer", (part, node)
        return
    was, now = step.old.by_id[inherits[0]], step.new.by_id[node]
    if was.per != now.per:
        if node not in how.asked_anew:
            yield (
                f"{node} 改了按店/按服务商的问法，请写进 asked_anew",
                f"{node} is asked per shop in one version only: put it into asked_anew",
                (),
            )
        return
    if node not in how.asked_anew:
        yield from _read(step, node, was.scale, now.scale)


def _read(step: MigrationStep, node: str, was: Scale, now: Scale) -> Iterator[Problem]:
    table, rescale = step.migration.options.get(node), step.migration.rescaled.get(node)
    if rescale is not None:
        if not (isinstance(was, Numeric) and isinstance(now, Numeric)):
            yield f"{node} 不是数字题", f"{node} is no figure", ("rescaled", node)
        elif rescale.unit != now.unit:
            yield (
                f"{node} 在新版的单位是 {now.unit.zh}",
                f"the unit of {node} in the newer version is {now.unit.en}",
                ("rescaled", node, "unit"),
            )
    elif table is not None:
        yield from _table(node, table, was, now)
    elif not _same_answers(was, now):
        yield (
            f"{node} 的答法变了：请写 options、rescaled 或 asked_anew",
            f"{node} is answered otherwise now: say how in options, rescaled or asked_anew",
            (),
        )


def _same_answers(was: Scale, now: Scale) -> bool:
    """Whether every answer on the one scale is one on the other, by the looks of it."""
    if was.kind != now.kind:
        return False
    match was:
        case Rubric():
            return steps_of(was) == steps_of(now)
        case Choice() | Checklist():
            return set(steps_of(was)) <= set(steps_of(now))
        case Numeric():
            return isinstance(now, Numeric) and was.unit == now.unit
        case Rate():
            return isinstance(now, Rate) and (was.unit, was.per) == (now.unit, now.per)
        case Boolean() | Nps():
            return True
        case _:
            assert_never(was)


def steps_of(scale: Scale) -> tuple[str, ...]:
    """The answers of a scale of few, as keys of a table; none: it has very many."""
    written = scale_input(scale)
    none = {NONE_OPTION} if written.several() else set()
    return tuple(one for one, _ in written.choices("zh") if one not in none)


def _table(
    node: str, table: Mapping[str, TableAnswer | None], was: Scale, now: Scale
) -> Iterator[Problem]:
    path: KeyPath = ("options", node)
    lists = scale_input(was).several(), scale_input(now).several()
    if not steps_of(was) or not steps_of(now) or lists[0] != lists[1]:
        yield f"{node} 的答案不能逐项对应", f"the answers to {node} cannot be mapped", path
        return
    if lacking := [one for one in steps_of(was) if one not in table]:
        names = ", ".join(lacking)
        yield f"{node} 还缺 {names}", f"{node} lacks {names}", path
    if strange := [one for one in table if one not in steps_of(was)]:
        names = ", ".join(strange)
        yield f"{node} 旧版没有 {names}", f"{node} had no {names}", path
    for one in table.values():
        if one is not None and table_key(one) not in steps_of(now):
            yield f"{node} 新版没有 {one}", f"{node} has no {one} now", path


def _merges(step: MigrationStep) -> Iterator[Problem]:
    for node, merge in step.migration.merged.items():
        path: KeyPath = ("merged", node, "table")
        olds, now = [step.old.by_id[one] for one in merge.of], step.new.by_id[node]
        if any(one.per != now.per for one in olds):
            yield (
                f"{node} 与合并前的题，按店/按服务商的问法不同",
                f"{node} and what it is merged of are not asked per the same",
                ("merged", node),
            )
        if merge.table:
            yield from (
                (zh, en, path) for zh, en in _rows(merge, [o.scale for o in olds], now.scale)
            )


def _rows(merge: Merge, olds: list[Scale], now: Scale) -> Iterator[tuple[str, str]]:
    sides = [steps_of(one) for one in olds]
    size = prod(len(one) for one in sides)
    if any(scale_input(one).several() for one in (*olds, now)) or not 0 < size <= _MOST_ROWS:
        yield "这些题的答案不能列成表", "the answers cannot be laid out in a table"
        return
    if not steps_of(now):
        yield "合并后的题不能取表中的值", "the merged question takes no value of a table"
        return
    given = Counter(tuple(map(table_key, row.given)) for row in merge.table)
    wanted = set(product(*sides))
    if twice := [one for one, times in given.items() if times > 1]:
        yield f"{twice[0]} 写了两次", f"{twice[0]} stands twice"
    if strange := sorted(given.keys() - wanted):
        yield f"旧版没有这种组合：{strange[0]}", f"there was no such combination: {strange[0]}"
    if lacking := sorted(wanted - given.keys()):
        yield (
            f"还缺 {len(lacking)} 种组合，如 {lacking[0]}",
            f"lacks {len(lacking)}, as {lacking[0]}",
        )
    for row in merge.table:
        if table_key(row.value) not in steps_of(now):
            yield f"新版没有 {row.value}", f"there is no {row.value} in the newer version"


def _facts(step: MigrationStep) -> Iterator[Problem]:
    for name, rule in step.migration.facts.items():
        path: KeyPath = ("facts", name)
        spec = step.new.facts[name]
        if rule.values and rule.fact is None:
            yield f"{name} 的 values 须配 fact", f"values of {name} go with fact", path
        if rule.fact is not None:
            yield from _fact(name, rule, step.old.facts[rule.fact], spec)
        for value in (*rule.values.values(), *rule.reasons.values()):
            if not _takes(spec, value):
                yield f"{name} 不能取 {value}", f"{name} does not take {value}", path


def _fact(name: str, rule: FactRule, was: FactSpec, now: FactSpec) -> Iterator[Problem]:
    path: KeyPath = ("facts", name, "values")
    keys = {"boolean": ("true", "false"), "choice": tuple(was.options)}.get(was.kind, ())
    lacking = [one for one in keys if one not in rule.values]
    if rule.values and lacking:
        yield f"{name} 还缺 {', '.join(lacking)}", f"{name} lacks {', '.join(lacking)}", path
    same = was.kind == now.kind and set(was.options) <= set(now.options) and was.unit == now.unit
    if not rule.values and not same:
        yield (
            f"{name} 与旧事实的取值不同，请写 values",
            f"{name} takes other values: give values",
            path,
        )


def _takes(spec: FactSpec, value: object) -> bool:
    if spec.kind == "boolean":
        return isinstance(value, bool)
    if spec.kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if spec.kind == "choice":
        return value in spec.options
    return isinstance(value, str)
