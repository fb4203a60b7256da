"""Rules about what is asked of whom, and about claims that are held against each other."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.compared import first_unknown_option
from dpcap.intake.nearest import NO_HINT, hint_params
from dpcap.intake.sample_draws import TRIED, SampledTruth, sampled_truth
from dpcap.intake.samples import Sampler
from dpcap.intake.source_map import SourceMap
from dpcap.model.condition_words import can_be_said, condition_words
from dpcap.model.expression import CelValue, Expression, ExpressionError, cel_name, expression
from dpcap.model.expression_names import framework_names
from dpcap.model.finding import Finding
from dpcap.model.two_languages import Params, TwoLanguages

# Characters worked out for all conditions together: what a try costs grows with their length.
BUDGET = 4_000_000


class _Trials:
    """Tries conditions until a budget is spent; after that nothing more is claimed."""

    def __init__(self, origin: SourceMap) -> None:
        self._sampler, self._left = Sampler(origin.framework), BUDGET

    def of(self, source: str) -> SampledTruth:
        """How the condition *source* turns out."""
        compiled = expression(source)
        limit = min(TRIED, self._left // len(source))
        ranges = {name: self._sampler.range_of(name, source) for name in compiled.names}
        outcome = sampled_truth(lambda values: _holds(compiled, values), source, ranges, limit)
        self._left -= outcome.tries * len(source)
        return outcome

    def stranger(self, source: str) -> TwoLanguages | None:
        """Which text in *source* never comes, if one is compared with."""
        return first_unknown_option(source, self._sampler.options)

    def hint(self, source: str) -> Params:
        """What explains that *source* always or never holds, where it can be told."""
        said = self.stranger(source)
        return hint_params(TwoLanguages(f"（{said.zh}）", f" ({said.en})") if said else NO_HINT)


def never_true(origin: SourceMap) -> Iterator[Finding]:
    """A `when` that no answers fulfil, so that nobody is asked, or that names what never comes."""
    trials = _Trials(origin)
    for spot in origin.spots:
        when = spot.indicator.when
        outcome = trials.of(when) if when is not None else None
        if when is None or outcome is None or not outcome.sure:
            continue
        if outcome.never:
            yield spot.finding("DP223", ("when",), trials.hint(when))
        elif said := trials.stranger(when):
            yield spot.finding("DP167", ("when",), said.params)


def idle_conflicts(origin: SourceMap) -> Iterator[Finding]:
    """A conflict that no answers bring about, or all do, or that names what never comes."""
    trials = _Trials(origin)
    for place, rule in enumerate(origin.framework.consistency):
        outcome = trials.of(rule.conflict)
        code = "DP183" if outcome.never else "DP184" if outcome.always else "DP167"
        said = trials.stranger(rule.conflict)
        if code == "DP167" and (said is None or not outcome.sure):
            continue
        told = said.params if said and code == "DP167" else trials.hint(rule.conflict)
        path = ("consistency", place, "conflict")
        yield origin.head.finding(code, path, {"rule": rule.id, **told})


def critical_outside_core(origin: SourceMap) -> Iterator[Finding]:
    """A critical indicator that the core set leaves out."""
    for spot in origin.spots:
        if spot.indicator.critical and not spot.indicator.core:
            yield spot.finding("DP235", ("critical",), key=True)


def premises_after(origin: SourceMap) -> Iterator[Finding]:
    """A question asked before the one that decides whether it applies.

    A framework that keeps a budget of weights is held to it; older ones are only told.
    """
    code = "DP188" if origin.framework.budgeted else "DP168"
    later = {cel_name(spot.indicator.id): spot.indicator.id for spot in origin.spots}
    for spot in origin.spots:
        when = spot.indicator.when
        del later[cel_name(spot.indicator.id)]
        names = [later[name] for name in expression(when).names if name in later] if when else []
        if names:
            yield spot.finding(code, ("when",), {"names": ", ".join(names)})


def unsaid_conditions(origin: SourceMap) -> Iterator[Finding]:
    """A `when` that cannot be put into words, and for which its author gives none."""
    names = origin.framework.once(framework_names)
    for spot in origin.spots:
        when, own = spot.indicator.when, spot.indicator.when_words
        if when and own is None and not can_be_said(when, names):
            said = condition_words(when, names)
            yield spot.finding("DP253", ("when",), {"words_zh": said.zh, "words_en": said.en})


def _holds(compiled: Expression, context: dict[str, CelValue]) -> bool | None:
    try:
        return compiled.holds(context)
    except ExpressionError:
        return None
