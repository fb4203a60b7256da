"""`dpcap send`: reports that reach applicants, once, and only as they were approved."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import (
    BatchOutputs,
    LangOption,
    LedgerOption,
    ResendOption,
    ReviewsOption,
    TemplatesOption,
    ToDirOption,
    day_option,
)

MailOption = Annotated[
    Path,
    typer.Option(
        "--mail", metavar="FILE", help=say("邮件设置（mail.yaml）", "the mail settings (mail.yaml)")
    ),
]


def send(
    outs: BatchOutputs,
    mail: MailOption,
    reviews: ReviewsOption = None,
    outbox: Annotated[
        Path | None,
        typer.Option(
            "--outbox",
            metavar="FILE",
            help=say(
                "发件箱；缺省为 mail.yaml 旁的 outbox.db",
                "the outbox; outbox.db beside mail.yaml by default",
            ),
        ),
    ] = None,
    provider: Annotated[
        list[str] | None,
        typer.Option(
            "--provider",
            metavar="ID",
            help=say(
                "只给这一家，可重复；缺省为全部", "to this one only, may be repeated; else all"
            ),
        ),
    ] = None,
    deliver: Annotated[
        bool,
        typer.Option(
            "--deliver",
            help=say("真正发出；须有 --approved", "send for real; needs --approved"),
        ),
    ] = False,
    approved: Annotated[
        str | None,
        typer.Option(
            "--approved",
            metavar="DIGEST",
            help=say("看过并批准的那一批的校验码", "the digest of what was read and approved"),
        ),
    ] = None,
    correct: Annotated[
        bool,
        typer.Option(
            "--correct",
            help=say(
                "结论（或信件、地址）变了的，本期再发一封",
                "another letter in the occasion where the decision, letter or address changed",
            ),
        ),
    ] = False,
    resend_uncertain: ResendOption = False,
    to_dir: ToDirOption = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on",
            say(
                "写信的日期，证据也须在这一天有效；缺省为今天",
                "the day of the letters, on which proof must hold; today by default",
            ),
        ),
    ] = None,
    of_standing: Annotated[
        bool,
        typer.Option(
            "--standing",
            help=say(
                "不写结论的信，写台账里每一条签署过的变动（认证、牌级）的信",
                "letters on the signed rows of the ledger of standing instead of on decisions",
            ),
        ),
    ] = False,
    of_appeals: Annotated[
        bool,
        typer.Option(
            "--appeals",
            help=say(
                "不写结论的信，写申诉成立后的更正函",
                "letters of correction on appeals granted instead of on decisions",
            ),
        ),
    ] = False,
    ledger: LedgerOption = None,
    lang: LangOption = None,
    templates: TemplatesOption = None,
) -> None:
    """Write the letters of OUT and say who would get what; with --deliver, send them."""
    from dpcap.cli.day import day_named, day_of_run
    from dpcap.cli.send_run import run_send
    from dpcap.cli.sending import now
    from dpcap.delivery.send_policy import SendPermissions
    from dpcap.workflow.send import SendRequest

    request = SendRequest(
        outs=tuple(outs),
        mail=mail,
        today=day_of_run(on),
        clock=now,
        reviews=reviews,
        outbox=outbox,
        providers=tuple(provider or ()),
        permissions=SendPermissions(correct, resend_uncertain),
        to_dir=to_dir,
        judged_on=day_named(on),
        language=lang.value if lang else None,
        templates=templates,
        of_standing=of_standing,
        of_appeals=of_appeals,
        ledger=ledger,
    )
    raise typer.Exit(run_send(request, approved, deliver=deliver))
