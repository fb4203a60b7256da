"""How a score of one provider came about."""

from __future__ import annotations

from collections.abc import Mapping

from dpcap.errors import UsageError
from dpcap.intake.nearest import did_you_mean, nearest
from dpcap.model.base import Language, Text
from dpcap.model.framework import Framework
from dpcap.model.migration import steps_from
from dpcap.model.named_few import named_few
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.explain import explain
from dpcap.text_width import COLUMNS
from dpcap.workflow.assess import score_provider
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest

_MEANT = TwoLanguages("。是不是 {meant}？", ". Is {meant} meant?")
_BECAME = TwoLanguages(
    "：这是 {edition} 的编号，现在是 {heirs_zh}", ": it is of {edition} and is now {heirs_en}"
)
_RETIRED = TwoLanguages(
    "：这是 {edition} 的编号，后来的版本不再问",
    ": it is of {edition}, and no later version asks it",
)


def explain_score(
    request: ProviderRequest,
    node: str | None = None,
    *,
    language: Language | None = None,
    columns: int = COLUMNS,
    colour: bool = False,
    configuration: Configuration | None = None,
) -> str:
    """How the score of *node* came about, down to the answers, as text.

    *node* is the id of an area, a dimension or an indicator; None: the overall. *language*: by
    default the provider's. *columns* and *colour* are for a terminal. Raises as `assess_provider`
    does; UsageError if there is no such node, with the one that was likely meant.
    """
    scored = score_provider(request, configuration or Configuration())
    if node is not None and node != scored.profile.overall.id:
        _refuse_unknown(scored.framework, node)
    return explain(scored.profile, scored.framework, node, language, columns=columns, colour=colour)


def _refuse_unknown(framework: Framework, node: str) -> None:
    """Raise UsageError unless the framework has *node*, with the one that was likely meant."""
    titles = {each.id: each.title for trio in framework.walk() for each in trio}
    if node not in titles:
        hint = _of_earlier(framework, node) or _alike(node, titles)
        raise UsageError(
            f"no area, dimension or indicator {node}{hint.en}",
            f"没有领域、维度或指标 {node}{hint.zh}",
        )


def _of_earlier(framework: Framework, node: str) -> TwoLanguages | None:
    """What became of *node* if an earlier version asked it: an old answer sheet still names it."""
    release = next((one for one in framework.history if node in one.framework.by_id), None)
    if release is None:
        return None
    heirs = [node]
    for step in steps_from(framework, release.framework.edition) or ():
        heirs = [heir for one in heirs for heir in step.migration.heirs(one)]
    then = {"edition": release.framework.edition, **named_few("heirs", heirs)}
    return (_BECAME if heirs else _RETIRED).fill(then)


def _alike(node: str, titles: Mapping[str, Text]) -> TwoLanguages:
    meant = nearest(node, titles)
    return did_you_mean(node, titles) if meant is None else _MEANT.fill({"meant": meant})
