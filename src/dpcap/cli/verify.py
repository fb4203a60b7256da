"""`dpcap verify`: whether a report is genuine, unchanged and still valid."""

from __future__ import annotations

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import (
    BenchmarkOption,
    EvidenceRootOption,
    FrameworkOption,
    ReviewsOption,
    TemplatesOption,
)
from dpcap.errors import chosen
from dpcap.watchdog import limited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dpcap.model.finding import Finding
    from dpcap.verify.file_reading import FileRead

BELOW, UNREADABLE = 1, 3
_DECISIONS_ONLY = say(
    "--reviews：没有 --folder 时只用来查后来的结论，不据此重算",
    "--reviews: without --folder it is only looked through for later decisions, not scored with",
)


class VerifyFormat(StrEnum):
    """How verdicts are put."""

    terminal = "terminal"
    json = "json"


BundleOption = Annotated[
    Path | None,
    typer.Option(
        "--bundle",
        metavar="FILE",
        help=say("据此核验包重算", "score anew from this bundle"),
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
            help=say("据服务商文件夹重算", "score anew from the provider's folder"),
        ),
    ] = None,
    key: KeysOption = None,
    reviews: ReviewsOption = None,
    gates: GatesOption = None,
    baseline: BaselineOption = None,
    period: PeriodOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=say("这一天须仍有效；缺省为今天", "the day on which it must be valid; today"),
        ),
    ] = None,
    form: Annotated[
        VerifyFormat,
        typer.Option("--format", help=say("terminal 或 json", "terminal or json")),
    ] = VerifyFormat.terminal,
) -> None:
    """Say of each of *reports* whether it is genuine; exits 1 unless all are.

    One that cannot be read is told and stops none of the others; it exits 3.
    """
    from dpcap.cli.day import day_of_run
    from dpcap.cli.extras import needing
    from dpcap.cli.findings import line_of
    from dpcap.cli.keyfiles import given_keys
    from dpcap.cli.sources import Asked, Basis
    from dpcap.cli.stored import read_benchmark
    from dpcap.cli.verify_formats import FORMATS
    from dpcap.cli.write import print_out
    from dpcap.verify.mail_verdict import judge_mail
    from dpcap.verify.page import PageSettings
    from dpcap.verify.verdict import VerifyInputs, judge_report

    asked = Asked(reviews, gates, baseline, framework, evidence_root, period, bundle, folder)
    peers = read_benchmark(benchmark) if benchmark else None
    with needing("sign", "dpcap verify"):
        base = VerifyInputs(
            today=day_of_run(on),
            keys=given_keys(key or []),
            assets=PageSettings(None, templates, peers),
        )
        basis = Basis(asked, base)
        if reviews is not None and folder is None:
            print(_DECISIONS_ONLY, file=sys.stderr)
        read, wrong = _read(reports)
        mails = [judge_mail(one.mail, one.reports) for one in read if one.mail]
        verdicts = []
        for one in (report for file in read for report in file.reports):
            with limited(one.name):
                verdicts.append(judge_report(one, basis.of(one)))
    print_out(chosen(FORMATS, form.value)(mails, verdicts))
    for finding in wrong:
        print(line_of(finding, TALK), file=sys.stderr)
    if wrong:
        raise typer.Exit(UNREADABLE)
    if not all([one.is_good for one in mails] + [one.is_good for one in verdicts]):
        raise typer.Exit(BELOW)


def _read(paths: Sequence[Path]) -> tuple[list[FileRead], list[Finding]]:
    """What the files at *paths* hold, and what is wrong with those that cannot be read."""
    from dpcap.errors import InvalidInputError
    from dpcap.verify.file_reading import read_reports

    read: list[FileRead] = []
    wrong: list[Finding] = []
    for path in paths:
        try:
            with limited(str(path)):
                read.append(read_reports(path))
        except InvalidInputError as error:
            wrong += error.findings
    return read, wrong
