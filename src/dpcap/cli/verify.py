"""`dpcap verify`: whether a report is genuine, unchanged and still valid."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    BenchmarkOption,
    EvidenceRootOption,
    FrameworkOption,
    ReviewsOption,
    TemplatesOption,
)
from dpcap.errors import UsageError, chosen

if TYPE_CHECKING:
    from dpcap.cli.sources import Asked
    from dpcap.verify.carried import Carried
    from dpcap.verify.verdict import Given

BELOW = 1
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


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
    key: Annotated[
        str | None,
        typer.Option(
            "--key",
            metavar="FILE|HEX",
            help=say(
                "签发方的公钥（PEM），或其指纹", "the issuer's public key (PEM), or its fingerprint"
            ),
        ),
    ] = None,
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
    """Say of each of *reports* whether it is genuine; exits 1 unless all are."""
    from dpcap.cli.day import day_of_run
    from dpcap.cli.extras import needing
    from dpcap.cli.sources import Asked
    from dpcap.cli.stored import read_benchmark
    from dpcap.cli.verify_out import FORMATS
    from dpcap.cli.write import print_out
    from dpcap.verify.reading import read_reports
    from dpcap.verify.verdict import Given, judge_report

    if bundle and folder:
        raise UsageError(
            say("--bundle 与 --folder 只取其一", "give --bundle or --folder, not both")
        )
    asked = Asked(reviews, gates, baseline, framework, evidence_root, period)
    base = Given(
        today=day_of_run(on),
        key=_key(key) if key else None,
        templates=templates,
        benchmark=read_benchmark(benchmark) if benchmark else None,
    )
    with needing("sign", "dpcap verify"):
        carried = [one for path in reports for one in read_reports(path)]
        verdicts = [judge_report(one, _given(base, one, bundle, folder, asked)) for one in carried]
    print_out(chosen(FORMATS, form.value)(verdicts))
    if not all(one.is_good for one in verdicts):
        raise typer.Exit(BELOW)


def _key(given: str) -> str:
    """The raw key in base64, or its fingerprint, as *given*. Raises InvalidInputError."""
    from dpcap.cli.extras import needing
    from dpcap.cli.keyfiles import read_file
    from dpcap.verify.keys import read_public

    plain = re.sub(r"[\s:]", "", given).lower()
    if _FINGERPRINT.fullmatch(plain):
        return plain
    with needing("sign", "dpcap verify"):
        return read_public(read_file(Path(given)), given)


def _given(
    base: Given, report: Carried, bundle: Path | None, folder: Path | None, asked: Asked
) -> Given:
    """*base* with what *report* is held against."""
    from dataclasses import replace

    from dpcap.cli.sources import framework_at_hand, from_bundle, from_folder

    if bundle is not None:
        sources, choices, foreign = from_bundle(bundle, asked)
        return replace(base, sources=sources, choices=choices, foreign=foreign)
    if folder is not None:
        return replace(base, sources=from_folder(folder, asked, report))
    return replace(base, framework=framework_at_hand(report, asked))
