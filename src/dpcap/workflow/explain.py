"""How a score of one provider came about."""

from __future__ import annotations

from dpcap.model.base import Language
from dpcap.report.explain import explain
from dpcap.text_width import COLUMNS
from dpcap.workflow.assess import score_provider
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest


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
    does; UsageError if there is no such node.
    """
    scored = score_provider(request, configuration or Configuration())
    return explain(scored.profile, scored.framework, node, language, columns=columns, colour=colour)
