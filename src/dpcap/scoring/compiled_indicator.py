"""The framework's indicators made ready to evaluate answers with, once a framework."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dpcap.model.expression import Expression, expression
from dpcap.model.framework import Framework, Method
from dpcap.model.indicator import Indicator, Proof
from dpcap.model.scale import BesidePeers, Numeric
from dpcap.scoring.across_shops import ShopJoin, join_of
from dpcap.scoring.normalise import Scorer
from dpcap.scoring.plausibility import Checker, FigureTerm, doubter, term_of
from dpcap.scoring.scale_scoring import scale_scoring


class CompiledIndicator(NamedTuple):
    """An indicator with all that can be told of it before any answer is known.

    `check` says what keeps a reply from counting on any day, `term` of which period it must be and
    until when it counts, `peer` how it is held against peers, `score` what its value is worth,
    `doubt` what is odd about a value that counts, `join` how the rows of shops become one.
    """

    id: str
    indicator: Indicator
    per_shop: bool
    when: Expression | None
    check: Checker
    term: FigureTerm | None
    peer: BesidePeers | None
    score: Scorer
    doubt: Callable[[float], str | None] | None
    proof: Proof | None
    join: ShopJoin


def compiled_indicators(framework: Framework) -> dict[str, CompiledIndicator]:
    """Every indicator's compiled by id, each after those its `when` names."""
    method = framework.method
    return {indicator.id: _compiled(indicator, method) for indicator in framework.outline.order}


def _compiled(indicator: Indicator, method: Method) -> CompiledIndicator:
    scale = indicator.scale
    scoring = scale_scoring(scale)
    return CompiledIndicator(
        indicator.id,
        indicator,
        indicator.per == "shop",
        expression(indicator.when) if indicator.when else None,
        scoring.check(),
        term_of(scale, method),
        scale.score
        if isinstance(scale, Numeric) and isinstance(scale.score, BesidePeers)
        else None,
        scoring.scorer(),
        doubter(scale),
        indicator.proof,
        join_of(indicator),
    )
