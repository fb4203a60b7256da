"""`dpcap forget`: what is held of somebody, and taking it out; what is past its last day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.forget_formats import FORGET_FORMATS
from dpcap.cli.language import say
from dpcap.cli.options import PRINTED, EvidenceRootOption, ReviewsOption, day_option

if TYPE_CHECKING:
    ForgetFormat = str
else:
    ForgetFormat = FORGET_FORMATS.choices("forget")
(DEFAULT_FORMAT,) = FORGET_FORMATS.defaults("forget")


def forget(
    roots: Annotated[
        list[Path],
        typer.Argument(
            metavar="ROOT...",
            help=say(
                "服务商文件夹，或装着它们的目录；只看这里和选项指明的地方",
                "provider folders, or directories that hold some; nothing but these and what"
                " options name is looked at",
            ),
        ),
    ],
    provider: Annotated[
        str | None,
        typer.Option(
            "--provider",
            metavar="ID",
            help=say(
                "删这一家的全部资料；与 --shop、--brand 同用时只看这一家的文件",
                "all of this provider; with --shop or --brand, whose files are meant",
            ),
        ),
    ] = None,
    brand: Annotated[
        str | None,
        typer.Option(
            "--brand",
            metavar="NAME",
            help=say("删这个品牌（clients 里的名称）", "this brand, as clients name it"),
        ),
    ] = None,
    shop: Annotated[
        str | None,
        typer.Option(
            "--shop",
            metavar="ID",
            help=say(
                "删这家店（服务商写的编号或平台编号）",
                "this shop, by the provider's id or the platform's",
            ),
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--also",
            metavar="TEXT",
            help=say("对方还有的叫法，可重复", "another name that texts use, may be repeated"),
        ),
    ] = None,
    reviews: ReviewsOption = None,
    out: Annotated[
        list[Path] | None,
        typer.Option(
            "--out",
            metavar="DIR",
            help=say("输出目录，可重复", "an output folder, may be repeated"),
        ),
    ] = None,
    outbox: Annotated[
        list[Path] | None,
        typer.Option(
            "--outbox",
            metavar="FILE",
            help=say("发件箱，可重复", "an outbox, may be repeated"),
        ),
    ] = None,
    evidence_root: EvidenceRootOption = None,
    retention: Annotated[
        Path | None,
        typer.Option(
            "--retention",
            metavar="FILE",
            help=say(
                "保存期限的文件；缺省取 dpcap.toml 的 retention",
                "for how long files are kept; else retention in dpcap.toml",
            ),
        ),
    ] = None,
    due: Annotated[
        bool,
        typer.Option(
            "--due",
            help=say(
                "只列出过了保存期限的；有就以 1 结束",
                "only list what is past its last day; ends with 1 if anything is",
            ),
        ),
    ] = False,
    on: Annotated[
        datetime | None,
        day_option(
            "--on", say("按这一天算期限；缺省为今天", "the day reckoned from; today by default")
        ),
    ] = None,
    apply: Annotated[
        bool,
        typer.Option(
            "--apply", help=say("真的删改；缺省只列出", "do remove; a dry run by default")
        ),
    ] = False,
    shape: Annotated[ForgetFormat, PRINTED] = DEFAULT_FORMAT,
) -> None:
    """List, or with --apply remove, what ROOT… and the options' places hold of somebody."""
    from dpcap.cli.day import day_of_run
    from dpcap.cli.forget_run import run_due, run_forget
    from dpcap.workflow.forget import HeldPlaces
    from dpcap.workflow.subject import ForgottenSubject

    places = HeldPlaces(tuple(roots), reviews, evidence_root, tuple(out or ()), tuple(outbox or ()))
    subject = ForgottenSubject(provider, brand, shop, tuple(also or ()))
    if due:
        code = run_due(subject, places, retention, day_of_run(on), is_applied=apply, shape=shape)
    else:
        code = run_forget(subject, places, retention, day_of_run(on), is_applied=apply, shape=shape)
    if code:
        raise typer.Exit(code)
