"""Which names of the measures an expression uses, which it must not, and their values laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dpcap.model.expression import CelValue, Expression, Nested
from dpcap.model.expression_limits import bare
from dpcap.model.framework import Framework
from dpcap.model.measure import OF_PERIOD, MeasureName, names
from dpcap.model.scale import Figure

_CHAIN = re.compile(r"(?<![\w.])[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*")


@dataclass(frozen=True)
class NamesRead:
    """What an expression of a gate names, in the order in which it does.

    `unknown`: no measure; `misused`: the root of names with points standing alone.
    """

    known: tuple[MeasureName, ...]
    unknown: tuple[str, ...]
    misused: tuple[str, ...]


def read_names(framework: Framework, compiled: Expression) -> NamesRead:
    """The names in *compiled*.

    Whether something is known must never decide a gate: a root looked into as a mapping would let
    a blank pass.
    """
    every, roots = framework.once(names), framework.once(_roots)
    source = bare(compiled.source)
    flat = [name for name in compiled.names if name not in roots]
    known = {name: every[name] for name in flat if name in every}
    unknown = [name for name in flat if name not in every]
    misused: list[str] = []
    for chain in _CHAIN.findall(source):
        steps = re.split(r"\s*\.\s*", chain)
        if steps[0] in roots:
            found = _longest(steps, every)
            if found is not None:
                known[found.name] = found
            else:
                (unknown if len(steps) > 1 else misused).append(".".join(steps))
    inside = sorted(known.values(), key=lambda name: source.find(name.name))
    return NamesRead(tuple(inside), _each(unknown), _each(misused))


def _each(written: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(written))


def _roots(framework: Framework) -> frozenset[str]:
    """What stands before the first point of the names that have one."""
    return frozenset(name.root for name in framework.once(names).values() if "." in name.name)


def _longest(steps: list[str], every: dict[str, MeasureName]) -> MeasureName | None:
    """The name that *steps* begin with: what follows may be a function of its value."""
    joined = (".".join(steps[:count]) for count in (3, 2))
    return next((every[name] for name in joined if name in every), None)


def laid_out(values: Iterable[tuple[MeasureName, CelValue]]) -> dict[str, Nested]:
    """Values by name as an expression meets them: `proved.live` is `live` inside `proved`."""
    laid: dict[str, Nested] = {}
    for name, value in values:
        *above, last = name.path
        here = laid
        for step in above:
            here = here.setdefault(step, {})  # type: ignore[assignment]
        here[last] = value
    return laid


def is_periodic(framework: Framework, name: MeasureName) -> bool:
    """Whether *name* is of a period, whatever a provider says."""
    if name.root in OF_PERIOD:
        return True
    scale = framework.by_id[name.node].scale if name.kind == "answer" else None
    return isinstance(scale, Figure) and "period" in scale.envelope


def is_date(framework: Framework, name: MeasureName) -> bool:
    """Whether *name* is about a fact that is a date."""
    return bool(name.fact) and framework.facts[name.fact].kind == "date"
