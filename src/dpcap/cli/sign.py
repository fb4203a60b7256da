"""`dpcap sign`: a report, vouched for by its issuer."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    BenchmarkOption,
    FrameworkOption,
    IssuerOption,
    KeyOption,
    PassphraseOption,
    TemplatesOption,
    day_option,
)


def sign(
    reports: Annotated[
        list[Path],
        typer.Argument(
            metavar="REPORT...", help=say("报告：HTML、JSON 或 PDF", "reports: HTML, JSON or PDF")
        ),
    ],
    key: KeyOption,
    issuer: IssuerOption,
    passphrase_env: PassphraseOption = None,
    on: Annotated[
        datetime | None,
        day_option("--on", say("签名日期；缺省为今天", "the day of the signature; today")),
    ] = None,
    framework: FrameworkOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
) -> None:
    """Put a seal into each of *reports*, in place; none is touched unless all can be sealed."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.cli.passphrase import passphrase_of
    from dpcap.workflow.extras import needing
    from dpcap.workflow.sign import SignRequest, sign_reports

    with needing("sign", "dpcap sign"):
        request = SignRequest(
            key=key,
            issuer=issuer,
            on=day_of_run(on),
            passphrase=partial(passphrase_of, passphrase_env, new=False),
            framework=framework,
            templates=templates,
            benchmark=benchmark,
        )
        signed = sign_reports(reports, request, configuration())
    for path in signed:
        print(say(f"已签名 {path}", f"signed {path}"), file=sys.stderr)
