"""What one version of a framework changes against an earlier one, and how deep that goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, assert_never

from dpcap.model.base import Frozen, Text, wordless
from dpcap.model.carry_over import origins
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.migration import CLASSES, ChangeClass, steps_from
from dpcap.model.scale import Boolean, Checklist, Choice, Nps, Numeric, Rate, Rubric, Scale
from dpcap.model.weights import effective_weights

_SAME = 1e-9
_VERSION = re.compile(r"(\d{1,9})\.(\d{1,9})\.(\d{1,9})", re.ASCII)
# What an answer's meaning depends on; what helps to find, prove or raise it does not.
_ASKED = ("title", "question", "help", "scale")


class Reweighted(NamedTuple):
    """The effective weight (share of a role's whole, 0..1) of an indicator before and after."""

    node: str
    role: str
    before: float
    after: float


class FrameworkChanges(NamedTuple):
    """The changes from `before` to `after` (editions), by ids of the later one but for `removed`.

    `renamed` are pairs. `rescaled`: another scale, unit or way to score; `reworded`: the same, but
    asked in other words; `guidance`: other words beside the question; `other`: parts of
    `framework.yaml`. `computed` and `declared` are classes, and `change` is the deeper one.
    """

    before: str
    after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    reweighted: tuple[Reweighted, ...]
    rescaled: tuple[str, ...]
    reworded: tuple[str, ...]
    guidance: tuple[str, ...]
    other: tuple[str, ...]
    computed: ChangeClass
    declared: ChangeClass

    @property
    def change(self) -> ChangeClass:
        """The class of the change."""
        return deeper(self.computed, self.declared)


def deeper(*classes: ChangeClass) -> ChangeClass:
    """The deepest of *classes*."""
    return max(classes, key=CLASSES.index)


def framework_changes(old: Framework, new: Framework) -> FrameworkChanges:
    """The changes from *old* to *new*; ids are followed where *new* has *old* in its history."""
    came = origins(new, old.edition) if steps_from(new, old.edition) else _same_ids(old, new)
    both = [(old.by_id[was], new.by_id[now]) for now, was in came.items()]
    reworded = tuple(now.id for was, now in both if _asked_words(was) != _asked_words(now))
    return FrameworkChanges(
        before=old.edition,
        after=new.edition,
        added=tuple(node for node in new.by_id if node not in came),
        removed=tuple(node for node in old.by_id if node not in came.values()),
        renamed=tuple((was, now) for now, was in came.items() if was != now),
        reweighted=tuple(_reweighted(old, new, came)),
        rescaled=tuple(n.id for w, n in both if wordless(w.scale) != wordless(n.scale)),
        reworded=reworded,
        guidance=tuple(n.id for w, n in both if n.id not in reworded and _words(w) != _words(n)),
        other=tuple(_parts(old, new)),
        computed=_class(old, new, both),
        declared=_declared(old, new),
    )


def rises_enough(before: str, after: str, change: ChangeClass) -> bool:
    """Whether the version *after* lies far enough above *before* for a change of that class."""
    was, now = numbers_of(before), numbers_of(after)
    if was is None or now is None or now <= was:
        return False
    return change in ("none", "wording") or now[:2] > was[:2]


def numbers_of(version: str) -> tuple[int, int, int] | None:
    """The three numbers of *version*; None if it is not made of three."""
    found = _VERSION.fullmatch(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _same_ids(old: Framework, new: Framework) -> dict[str, str]:
    return {node: node for node in new.by_id if node in old.by_id}


def _declared(old: Framework, new: Framework) -> ChangeClass:
    found: list[ChangeClass] = ["none"]
    for step in steps_from(new, old.edition) or ():
        found += [step.migration.change, "scoring" if step.migration.asked_anew else "none"]
    return deeper(*found)


def _class(old: Framework, new: Framework, both: list[tuple[Indicator, Indicator]]) -> ChangeClass:
    whole = all(was.id == now.id and _form(was) == _form(now) for was, now in both)
    if _outline(old) != _outline(new) or not whole:
        return "structure"
    if old.scoring_digest != new.scoring_digest:
        return "scoring"
    return "none" if _unversioned(old) == _unversioned(new) else "wording"


def _outline(framework: Framework) -> Any:  # noqa: ANN401 - nested tuples of ids
    """What there is: areas, dimensions, indicators, roles, facts, reasons, kinds of evidence."""
    tree = tuple(
        (area.id, tuple((d.id, tuple(i.id for i in d.indicators)) for d in area.dimensions))
        for area in framework.areas
    )
    facts = tuple((name, fact.kind, tuple(fact.options)) for name, fact in framework.facts.items())
    caps, levels = framework.method.proof_caps, framework.levels
    rest = (framework.roles, framework.reasons, caps, (level.id for level in levels))
    return tree, facts, tuple(tuple(part) for part in rest)


def _form(indicator: Indicator) -> tuple[object, ...]:
    """What an answer to *indicator* looks like."""
    return indicator.per, indicator.scale.kind, _answers(indicator.scale)


def _answers(scale: Scale) -> tuple[object, ...]:
    match scale:
        case Rubric():
            return (len(scale.levels),)
        case Choice() | Checklist():
            return tuple(option.id for option in scale.options)
        case Rate():
            return scale.unit, scale.per
        case Numeric():
            return (scale.unit,)
        case Boolean() | Nps():
            return ()
        case _:
            assert_never(scale)


def _unversioned(framework: Framework) -> dict[str, Any]:
    return {k: v for k, v in framework.model_dump(mode="json").items() if k != "version"}


def _asked_words(indicator: Indicator) -> list[Text]:
    return [text for name in _ASKED for text in _texts(getattr(indicator, name))]


def _words(indicator: Indicator) -> list[Text]:
    return list(_texts(indicator))


def _texts(part: object) -> Iterator[Text]:
    """Every text in *part*, in order."""
    if isinstance(part, Text):
        yield Text(zh=part.zh, en=part.en)
    elif isinstance(part, Frozen):
        for name in type(part).model_fields:
            yield from _texts(getattr(part, name))
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)


def _parts(old: Framework, new: Framework) -> Iterator[str]:
    """The keys of `framework.yaml`, and areas, that say something else."""
    for name in type(old).model_fields:
        if name not in ("version", "areas") and getattr(old, name) != getattr(new, name):
            yield name
    yield from (area.id for area in new.areas if _head(area.id, old) != _head(area.id, new))


def _head(name: str, framework: Framework) -> object:
    """An area without its indicators."""
    area = next((one for one in framework.areas if one.id == name), None)
    if area is None:
        return None
    return area.title, area.about, [(d.id, d.title, d.about, d.weight) for d in area.dimensions]


def _reweighted(old: Framework, new: Framework, came: Mapping[str, str]) -> Iterator[Reweighted]:
    for role in new.roles:
        if role not in old.roles:
            continue
        was, now = effective_weights(old, role), effective_weights(new, role)
        for node, then in came.items():
            before, after = was.get(then, 0.0), now.get(node, 0.0)
            if abs(after - before) > _SAME:
                yield Reweighted(node, role, before, after)
