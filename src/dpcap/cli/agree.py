"""`dpcap agree`: how far reviewers agree who judged the same pieces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import PRINTED, FrameworkOption
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

if TYPE_CHECKING:
    AgreeFormat = str
else:
    AgreeFormat = AGREE_FORMATS.choices("agree")
(DEFAULT_FORMAT,) = AGREE_FORMATS.defaults("agree")


def agree(
    reviews: Annotated[
        list[Path],
        typer.Argument(
            metavar="REVIEWS...",
            help=say(
                "复核目录，或单份 <编号>.judgements.<复核人>.yaml",
                "directories of reviews, or single files <id>.judgements.<reviewer>.yaml",
            ),
        ),
    ],
    shape: Annotated[AgreeFormat, PRINTED] = DEFAULT_FORMAT,
    reconcile: Annotated[
        Path | None,
        typer.Option(
            "--reconcile",
            metavar="FILE",
            help=say(
                "把判断不一的材料写进此文件，商量后填写结果；已填写的保留",
                "write what they disagree on into this file, to be settled there; what is settled "
                "stays",
            ),
        ),
    ] = None,
    framework: FrameworkOption = None,
) -> None:
    """Compare what two or more reviewers think of the same pieces, drawn by seed, seen blind."""
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import print_out
    from dpcap.workflow.agree import INTERVALS_EXTRA, AgreeRequest, review_agreement
    from dpcap.workflow.extras import install

    request = AgreeRequest(tuple(reviews), reconcile, framework)
    found = review_agreement(request, configuration())
    print_out(AGREE_FORMATS.find("agree", shape).renderer(found, TALK))
    if found.lacks_numpy:
        line = install(INTERVALS_EXTRA)
        told = say(f"要得到区间，需先安装：{line}", f"for intervals: {line}")
        print(told, file=sys.stderr)
