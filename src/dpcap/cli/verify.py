"""`dpcap verify`: whether a report is genuine, unchanged and still valid."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    BenchmarkOption,
    EvidenceRootOption,
    FrameworkOption,
    LedgerOption,
    ReviewsOption,
    TemplatesOption,
    day_option,
)
from dpcap.report.registry import FormatRegistry, OutputFormat

if TYPE_CHECKING:
    from dpcap.verify.mail_verdict import MailVerdict
    from dpcap.verify.verdict import ReportVerdict
    from dpcap.workflow.verify import Verification


def _terminal(mails: Sequence[MailVerdict], verdicts: Sequence[ReportVerdict]) -> str:
    from dpcap.cli.screen import in_colour, screen_columns  # not for --help
    from dpcap.cli.verify_out import as_text

    return as_text(mails, verdicts, screen_columns(), colour=in_colour())


def _json(mails: Sequence[MailVerdict], verdicts: Sequence[ReportVerdict]) -> str:
    from dpcap.cli.verify_json import as_json

    return as_json(mails, verdicts)


Verdicts = Callable[[Sequence["MailVerdict"], Sequence["ReportVerdict"]], str]

VERIFY_FORMATS: FormatRegistry[Verdicts] = FormatRegistry(
    OutputFormat("terminal", _terminal, ("verify",), default_of=("verify",)),
    OutputFormat("json", _json, ("verify",)),
)

if TYPE_CHECKING:
    VerifyFormat = str
else:
    VerifyFormat = VERIFY_FORMATS.choices("verify")
(DEFAULT_FORMAT,) = VERIFY_FORMATS.defaults("verify")
BELOW, UNREADABLE = 1, 3
_DECISIONS_ONLY = say(
    "--reviews：没有 --folder 时只用来查后来的结论，不据此重算",
    "--reviews: without --folder it is only looked through for later decisions, not scored with",
)


BundleOption = Annotated[
    Path | None,
    typer.Option(
        "--bundle",
        metavar="FILE",
        help=say("据此核验包重算", "recalculate from this bundle"),
    ),
]
KeysOption = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        metavar="FILE|HEX",
        help=say(
            "签发方的公钥（PEM）、密钥表或指纹，可重复",
            "the issuer's public key (PEM), file of keys or fingerprint; may be repeated",
        ),
    ),
]
GatesOption = Annotated[
    str | None,
    typer.Option(
        "--gates",
        metavar="NAME|FILE",
        help=say("门槛：预设名或文件", "the gates: a preset or a file"),
    ),
]
BaselineOption = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="DIR|FILE",
        help=say("门槛所比的基线：输出目录或 profile.json", "what gates on change compare with"),
    ),
]
PeriodOption = Annotated[
    str | None,
    typer.Option("--period", metavar="PERIOD", help=say("门槛的 KPI 期间", "the gates' period")),
]


def verify(
    reports: Annotated[
        list[Path],
        typer.Argument(
            metavar="REPORT...",
            help=say("报告：HTML、JSON、PDF 或 .eml", "reports: HTML, JSON, PDF or .eml"),
        ),
    ],
    bundle: BundleOption = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder",
            metavar="DIR",
            help=say("据服务商文件夹重算", "recalculate from the provider's folder"),
        ),
    ] = None,
    key: KeysOption = None,
    register: Annotated[
        Path | None,
        typer.Option(
            "--register",
            metavar="FILE",
            help=say(
                "签发方的登记表（register.json）：看签名是否已撤回或被取代",
                "the issuer's register (register.json): is the seal withdrawn or superseded?",
            ),
        ),
    ] = None,
    reviews: ReviewsOption = None,
    gates: GatesOption = None,
    baseline: BaselineOption = None,
    period: PeriodOption = None,
    ledger: LedgerOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on", say("这一天须仍有效；缺省为今天", "the day on which it must be valid; today")
        ),
    ] = None,
    form: Annotated[
        VerifyFormat,
        typer.Option("--format", help=say(" 或 ", " or ").join(VERIFY_FORMATS.offered("verify"))),
    ] = DEFAULT_FORMAT,
) -> None:
    """Say of each of *reports* whether it is genuine; exits 1 unless all are.

    One that cannot be read is told and stops none of the others; it exits 3.
    """
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.workflow.extras import needing
    from dpcap.workflow.report_sources import SourcesRequest
    from dpcap.workflow.verify import ReportVerifier, VerifyRequest

    sources = SourcesRequest(
        reviews, gates, baseline, framework, evidence_root, period, bundle, folder, ledger
    )
    request = VerifyRequest(
        day_of_run(on), sources, tuple(key or ()), templates, benchmark, register
    )
    with needing("sign", "dpcap verify"):
        verifier = ReportVerifier(request, configuration())
        if reviews is not None and folder is None:
            print(_DECISIONS_ONLY, file=sys.stderr)
        found = verifier.verify(reports)
    _print_found(found, form)
    if found.unreadable:
        raise typer.Exit(UNREADABLE)
    if not found.is_good:
        raise typer.Exit(BELOW)


def _print_found(found: Verification, form: VerifyFormat) -> None:
    from dpcap.cli.findings import print_findings
    from dpcap.cli.write import print_out

    if text := VERIFY_FORMATS.find("verify", form).renderer(found.mails, found.reports):
        print_out(text)
    print_findings(found.unreadable)
