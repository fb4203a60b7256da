"""`dpcap register`: the signed list of all seals given, and what became of them."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dpcap.cli.language import say
from dpcap.cli.options import IssuerOption, KeyOption, PassphraseOption, ReviewsOption, day_option

if TYPE_CHECKING:
    from dpcap.workflow.register import WrittenRegister

Reason = Literal["error", "violation", "left", "other"]
SOME = 4
OutputsArgument = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[OUT...]",
        help=say(
            "已签名的报告，或放它们的目录；缺省只更新已登记的",
            "signed reports or directories of them; none: those registered are looked at anew",
        ),
    ),
]
WithdrawOption = Annotated[
    list[str] | None,
    typer.Option(
        "--withdraw",
        metavar="SEAL|ID|FILE",
        help=say(
            "撤回：签名的前 8 位以上、服务商编号（其全部签名）或报告文件，可重复",
            "withdraw: 8 digits or more of a seal, a provider's id (all its seals), or a report",
        ),
    ),
]


def register(
    key: KeyOption,
    issuer: IssuerOption,
    outputs: OutputsArgument = None,
    reviews: ReviewsOption = None,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE",
            help=say("登记表；已有则接着写", "the register; one that is there is continued"),
        ),
    ] = Path("register.json"),
    days: Annotated[
        int,
        typer.Option(
            "--days",
            metavar="N",
            help=say(
                "几天内会出下一份（1 至 366）", "the next one is out within N days (1 to 366)"
            ),
        ),
    ] = 7,
    withdraw: WithdrawOption = None,
    reason: Annotated[
        Reason | None,
        typer.Option(
            "--reason",
            help=say("撤回的原因：签发有误、违规、主动退出、其他", "why they are withdrawn"),
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help=say("由谁撤回", "who withdraws them")),
    ] = None,
    passphrase_env: PassphraseOption = None,
    on: Annotated[
        datetime | None,
        day_option("--on", say("登记日期；缺省为今天", "the day of the register; today")),
    ] = None,
) -> None:
    """Write the register: the seals in *outputs*, those before, and the state of each.

    Exits 4 if some seals could not be registered, 3 if nothing was written.
    """
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.cli.findings import print_findings
    from dpcap.cli.passphrase import passphrase_of
    from dpcap.workflow.extras import needing
    from dpcap.workflow.register import RegisterRequest, write_register
    from dpcap.workflow.sign import SignRequest

    unlock = partial(passphrase_of, passphrase_env, new=False)
    with needing("sign", "dpcap register"):
        request = RegisterRequest(
            outputs=tuple(outputs or ()),
            signing=SignRequest(key, issuer, day_of_run(on), unlock),
            file=out,
            reviews=reviews,
            days=days,
            withdraw=tuple(withdraw or ()),
            reason=reason,
            by=by,
        )
        done = write_register(request, configuration())
    print(done.path)
    for line in _told(done):
        print(line, file=sys.stderr)
    print_findings(done.left_out)
    if done.left_out:
        raise typer.Exit(SOME)


def _told(done: WrittenRegister) -> list[str]:
    """What is new or in another state, a line each, then how many there are of each state."""
    from collections import Counter

    from dpcap.cli.register_words import STATES, told_row

    rows = [f"{row.seal[:8]} {row.provider} {row.copy_} · {told_row(row)}" for row in done.moved]
    found, made = Counter(row.state for row in done.register.seals), done.register
    counts = say("，", ", ").join(f"{STATES[state]} {found[state]}" for state in STATES)
    total, until = len(made.seals), made.next_update
    return [
        *rows,
        say(
            f"第 {made.number} 期：登记签名 {total} 枚（{counts}）；{until} 之前要出下一期",
            f"edition {made.number}: seals registered {total} ({counts}); the next one is due by"
            f" {until}",
        ),
    ]
