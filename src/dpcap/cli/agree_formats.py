"""How the agreement of reviewers is printed: one entry a format."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.model.base import Language
    from dpcap.workflow.agree import ReviewAgreement


def _text(found: ReviewAgreement, language: Language) -> str:
    from dpcap.cli.agree_page import agree_page

    return "\n".join(agree_page(found, language))


def _json(found: ReviewAgreement, _: Language) -> str:
    import json

    said = {
        "schema": "dpcap/agreement/1",
        "reviewers": found.reviewers,
        "files": found.files,
        "judged": found.judged,
        "left_out": _plain(found.left_out),
        "verdicts": _plain(found.verdicts),
        "rungs": _plain(found.rungs),
        "resampled": _plain(found.resampled),
        "disagreements": [
            one.model_dump(mode="json", exclude_none=True) for one in found.disagreements
        ],
        "settled": found.settled,
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of the result
    """Named tuples as mappings, all below them as well."""
    if hasattr(value, "_asdict"):
        return {key: _plain(one) for key, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


AGREE_FORMATS: FormatRegistry[Callable[[ReviewAgreement, Language], str]] = FormatRegistry(
    OutputFormat("text", _text, ("agree",), default_of=("agree",)),
    OutputFormat("json", _json, ("agree",)),
)
