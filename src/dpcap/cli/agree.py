"""`dpcap agree`: how far reviewers agree who judged the same pieces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.agree_formats import AGREE_FORMATS
from dpcap.cli.language import TALK, say
from dpcap.cli.options import PRINTED, FrameworkOption

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
