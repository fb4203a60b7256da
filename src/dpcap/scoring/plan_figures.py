"""What a profile says of the metrics of plans."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.model.assessment import NpsCounts, figure_of
from dpcap.model.plan_metrics import CAPABILITY, PlanMetrics
from dpcap.model.profile import Profile
from dpcap.model.trace import IndicatorNode
from dpcap.scoring.normalise import net_promoter
from dpcap.scoring.plan_course import Measured, PlanReading


def profile_figures(profile: Profile, metrics: PlanMetrics) -> dict[Measured, float]:
    """The figure of each metric that a question of *profile* asks for, and all proved scores.

    Of several questions of one metric the first that has a figure counts.
    """
    found: dict[Measured, float] = {}
    for node in profile.indicators():
        metric, figure = metrics.of_indicator(node.id), _figure(node)
        if metric is not None and figure is not None:
            found.setdefault((metric, None), figure)
        if node.proved is not None:
            found[CAPABILITY, node.id] = node.proved
    return found


def profile_readings(profile: Profile, metrics: PlanMetrics, source: str) -> Iterator[PlanReading]:
    """The figures of *profile* as readings of its day; *source*: the file it stands in."""
    for (metric, indicator), value in profile_figures(profile, metrics).items():
        yield PlanReading(metric, indicator, profile.as_of, value, source)


def _figure(node: IndicatorNode) -> float | None:
    if node.state != "answered":
        return None
    if isinstance(node.value, NpsCounts):
        return net_promoter(node.value).nps if any(dict(node.value).values()) else None
    return figure_of(node.value)
