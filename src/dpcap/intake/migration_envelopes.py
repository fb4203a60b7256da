"""Whether figures given under the older version say what the newer one asks of them.

An answer carries its envelope: period, basis, delivery mode, industry. Where the newer version
takes less of it, or asks for more, an old answer kept as it stands would be read as something that
nobody said; it must be asked anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dpcap.model.carry_over import sources
from dpcap.model.finding import KeyPath
from dpcap.model.framework import Framework
from dpcap.model.migration import MigrationStep
from dpcap.model.named_few import named_few
from dpcap.model.period import holds_kind
from dpcap.model.scale import Figure

PERIOD = "period"


class EnvelopeClash(NamedTuple):
    """Why old answers to `nodes` cannot be kept as they stand, and where that belongs."""

    zh: str
    en: str
    path: KeyPath


class _Cause(NamedTuple):
    """`values`: those that are no longer taken; empty: any text was. `lacks`: a field is new."""

    field: str
    values: tuple[str, ...] = ()
    lacks: bool = False
    kinds: tuple[str, ...] = ()


def check_envelopes(step: MigrationStep) -> Iterator[EnvelopeClash]:
    """What keeps old figures from being read by the newer version, each cause once."""
    causes: dict[_Cause, dict[str, str]] = {}
    for node in step.new.by_id:
        how = step.migration
        heirs = [one for one in sources(step, node) if how.heir(one) == node]
        if heirs and node not in how.asked_anew:
            for cause in _causes(step, heirs[0], node):
                causes.setdefault(cause, {})[node] = heirs[0]
    for cause, nodes in causes.items():
        yield _said(step, cause, nodes)


def _causes(step: MigrationStep, old: str, node: str) -> Iterator[_Cause]:
    was, now = step.old.by_id[old].scale, step.new.by_id[node].scale
    if not (isinstance(was, Figure) and isinstance(now, Figure)) or was.kind != now.kind:
        return
    if not holds_kind((now.period, now.periods), (was.period, was.periods)):
        kinds = f"{was.period} × {was.periods}", f"{now.period} × {now.periods}"
        yield _Cause(PERIOD, kinds=kinds)
    for field in now.envelope:
        if field not in was.envelope:
            yield _Cause(field, lacks=True)
            continue
        takes = _values(step.new, now, field)
        given = _values(step.old, was, field)
        if takes is not None and (given is None or set(given) - set(takes)):
            gone = () if given is None else tuple(one for one in given if one not in takes)
            yield _Cause(field, values=gone)


def _values(framework: Framework, scale: Figure, field: str) -> tuple[str, ...] | None:
    """The values that *field* may have; None: any text."""
    allowed = scale.envelope[field]
    if allowed != "any":
        return allowed
    vocabulary = framework.envelope.get(field)
    return tuple(vocabulary.values) if vocabulary and vocabulary.values else None


def _said(step: MigrationStep, cause: _Cause, nodes: dict[str, str]) -> EnvelopeClash:
    named = named_few("node", nodes)
    values = named_few("value", cause.values)
    if cause.kinds:
        was, now = cause.kinds
        zh, en = f"周期从 {was} 改为 {now}", f"the period was {was} and is {now}"
    elif cause.lacks:
        zh, en = f"新版要填 {cause.field}，旧答案没有", f"{cause.field} is asked now and was not"
    elif cause.values:
        zh = f"{cause.field} 不再有 {values['value_zh']}"
        en = f"{cause.field} no longer takes {values['value_en']}"
    else:
        zh, en = f"{cause.field} 从自由填写改成了选项", f"{cause.field} took any text before"
    return EnvelopeClash(
        f"{named['node_zh']} 的口径变了：{zh}。请写进 asked_anew，或让新版照收",
        f"{named['node_en']}: {en}. Put it into asked_anew, or let the newer version take it",
        _place(step, *next(iter(nodes.items()))),
    )


def _place(step: MigrationStep, node: str, old: str) -> KeyPath:
    """Where the migration speaks of *node*; else where it would say that it is asked anew."""
    how = step.migration
    if node in how.same_meaning:
        return "same_meaning", how.same_meaning.index(node)
    for part, key in (("rescaled", node), ("renamed", old), ("split", old)):
        if key in getattr(how, part):
            return part, key
    return ("asked_anew",) if how.asked_anew else ()
