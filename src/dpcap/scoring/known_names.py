"""What expressions may name: answers, facts, the role — and which of them are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dpcap.model.expression import FACT_PREFIX, ROLE_NAME, CelValue, Expression
from dpcap.model.indicator import Indicator
from dpcap.scoring.case import Case
from dpcap.scoring.counted_shops import between
from dpcap.scoring.indicator_result import IndicatorResult, cel_value
from dpcap.scoring.value_ranges import ValueRange, decided


@dataclass(frozen=True)
class KnownNames:
    """The values of some names; `open`: missing or unknown; `left_out`: not asked or N/A.

    The last two give each name the words a person knows it by: an indicator's id, a fact's name.
    `within`: of open names that are medians of some rows, between what they lie whatever the other
    rows say (None: nobody knows).
    """

    values: dict[str, CelValue] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    within: dict[str, ValueRange | None] = field(default_factory=dict)

    def decides(self, condition: Expression) -> bool | None:
        """Whether *condition* holds, whatever its open names are; None: it hangs on them."""
        if any(name in self.open and name not in self.within for name in condition.names):
            return None
        return decided(condition.source, {**self.values, **self.within})


def look_up(case: Case, done: Mapping[str, IndicatorResult], names: Iterable[str]) -> KnownNames:
    """What is known of *names*, given the indicators judged so far."""
    known = KnownNames()
    nodes = case.framework.outline.nodes
    for name in names:
        if name == ROLE_NAME:
            known.values[name] = case.role_id
        elif name in nodes:
            _add_indicator(known, name, case.framework.by_id[nodes[name]], done[nodes[name]])
        else:
            _add_fact(known, name, case)
    return known


def _add_indicator(
    known: KnownNames, name: str, indicator: Indicator, judged: IndicatorResult
) -> None:
    if judged.state in ("not_asked", "not_applicable", "out_of_scope"):
        known.left_out[name] = indicator.id
    elif judged.state == "answered" and judged.value is not None:
        known.values[name] = cel_value(judged.value)
    else:
        known.open[name] = indicator.id
        if judged.state == "answered":
            known.within[name] = between(indicator, judged.shops)


def _add_fact(known: KnownNames, name: str, case: Case) -> None:
    fact_id = name.removeprefix(FACT_PREFIX)
    fact = case.facts.get(fact_id)
    if fact is None:
        (known.left_out if fact_id in case.unasked_facts else known.open)[name] = name
    else:
        known.values[name] = cel_value(fact.value)
