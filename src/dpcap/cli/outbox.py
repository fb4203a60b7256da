"""`dpcap outbox`: what went out, what did not and why."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import PRINTED, ResendOption, ToDirOption
from dpcap.report.table_formats import TABLE_FORMATS


class OutboxState(StrEnum):
    """Where a letter stands."""

    queued = "queued"
    sending = "sending"
    sent = "sent"
    failed = "failed"
    uncertain = "uncertain"


if TYPE_CHECKING:
    OutboxFormat = str
else:
    OutboxFormat = TABLE_FORMATS.choices("outbox")
(DEFAULT_FORMAT,) = TABLE_FORMATS.defaults("outbox")


def outbox(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="[FILE]",
            help=say("发件箱；缺省为 outbox.db", "the outbox; outbox.db by default"),
        ),
    ] = Path("outbox.db"),
    state: Annotated[
        list[OutboxState] | None,
        typer.Option(
            "--state",
            metavar="STATE",
            help=say(
                "只看处于此状态的，可重复：",
                "those in this state only, may be repeated: ",
            )
            + ", ".join(OutboxState),
        ),
    ] = None,
    form: Annotated[OutboxFormat, PRINTED] = DEFAULT_FORMAT,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="DIR",
            help=say("把所列的信写成 .eml", "write the letters listed as .eml files"),
        ),
    ] = None,
    retry: Annotated[
        int | None,
        typer.Option(
            "--retry",
            metavar="ID",
            help=say("现在重发这一封（须有 --mail）", "send this one again now (needs --mail)"),
        ),
    ] = None,
    mail: Annotated[
        Path | None,
        typer.Option(
            "--mail",
            metavar="FILE",
            help=say("邮件设置，用于 --retry", "the mail settings, for --retry"),
        ),
    ] = None,
    to_dir: ToDirOption = None,
    resend_uncertain: ResendOption = False,
) -> None:
    """List the letters in FILE, oldest first."""
    from dpcap.cli.outbox_run import print_letters, send_again

    if retry is not None:
        raise typer.Exit(send_again(file, retry, mail, to_dir, resend_uncertain=resend_uncertain))
    print_letters(file, {one.value for one in state or ()}, form, export)
