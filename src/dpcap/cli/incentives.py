"""`dpcap incentives`: who would get what of a pot, and the proposal that a person signs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    WHAT_TO_WRITE,
    BatchOutput,
    FrameworkOption,
    LangOption,
    LedgerOption,
    SignerOption,
    SigningDayOption,
    formats_option,
)
from dpcap.cli.table_output import TableTarget, beside, put_tables
from dpcap.report.incentives.formats import INCENTIVE_FORMATS

if TYPE_CHECKING:
    from dpcap.workflow.configuration import Configuration
    from dpcap.workflow.incentives import IncentiveRequest

    IncentiveFormat = str
else:
    IncentiveFormat = INCENTIVE_FORMATS.choices("incentives")


SOME_FAILED = 4


def incentives(
    batch_output: BatchOutput,
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help=say("结算哪一期，如 2026-Q3", "the period settled, such as 2026-Q3"),
        ),
    ],
    ledger: LedgerOption = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            "--rules",
            metavar="FILE",
            help=say("激励规则 incentives.yaml；缺省为自带的示例", "incentives.yaml; else ours"),
        ),
    ] = None,
    on: SigningDayOption = None,
    sign: Annotated[
        bool,
        typer.Option(
            "--sign",
            help=say("把提案写成文件并签字（须有 --by）", "write it, signed (needs --by)"),
        ),
    ] = False,
    by: SignerOption = None,
    formats: Annotated[
        list[IncentiveFormat] | None,
        formats_option(INCENTIVE_FORMATS, "incentives", WHAT_TO_WRITE),
    ] = None,
    lang: LangOption = None,
    framework: FrameworkOption = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="PATH",
            help=say(
                "输出目录；缺省为 OUT-incentives；- 为标准输出；与 --sign 同用时是提案文件",
                "where to write; OUT-incentives; - is standard output; with --sign the file",
            ),
        ),
    ] = None,
) -> None:
    """Print who would get what, or sign it. Exits 4 if some cannot be looked at."""
    from dpcap.cli.configuration import configuration, page_language
    from dpcap.cli.day import day_of_run
    from dpcap.errors import UsageError
    from dpcap.workflow.incentives import IncentiveRequest, propose_incentives

    request = IncentiveRequest(batch_output, period, day_of_run(on), ledger, rules, framework)
    here = configuration()
    if by is not None and not sign:
        raise UsageError("--by goes with --sign", "--by 须配 --sign")
    if sign:
        _sign(request, by or "", out, here, formats)
        return
    found = propose_incentives(request, here)
    language = page_language(lang, here)
    names = formats or INCENTIVE_FORMATS.defaults("incentives")
    target = TableTarget(names, out, beside(batch_output, "incentives"))
    put_tables(INCENTIVE_FORMATS, "incentives", found, language, target)
    if found.proposal.failed:
        raise typer.Exit(SOME_FAILED)


def _sign(
    request: IncentiveRequest,
    by: str,
    out: Path | None,
    here: Configuration,
    formats: list[IncentiveFormat] | None,
) -> None:
    """Write the signed proposal and say what it comes to. Raises UsageError."""
    from dpcap.errors import UsageError
    from dpcap.report.incentives.view import yuan_of
    from dpcap.workflow.incentives import proposal_beside, sign_incentives

    if formats:
        raise UsageError(
            "--sign writes one file; --format goes without it",
            "--sign 只写一个提案文件，不能与 --format 同用",
        )

    path = out or proposal_beside(request)
    signed = sign_incentives(request, by, path, here, _waiting)
    shares = [one for one in signed.proposal.shares if one.paid_fen]
    for one in shares:
        print(f"{one.provider} {yuan_of(one.paid_fen)}")
    paid = yuan_of(sum(one.paid_fen for one in shares))
    count, digest = len(shares), signed.digest[:12]
    told = say(
        f"已写入 {path}：{count} 家，{paid} 元，校验值 {digest}",
        f"wrote {path}: {count} shares, {paid} yuan, digest {digest}",
    )
    print(told, file=sys.stderr)


def _waiting() -> None:
    told = say("提案正被别人写，稍等……", "somebody else is writing the proposal; waiting")
    print(told, file=sys.stderr)
