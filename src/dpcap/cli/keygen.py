"""`dpcap keygen`: a pair of keys to sign reports with, and which of them still count."""

from __future__ import annotations

import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import PassphraseOption, day_option


def keygen(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="DIR|FILE",
            help=say("私钥文件，或放它的目录", "the private key, or its directory"),
        ),
    ],
    passphrase_env: PassphraseOption = None,
    first: Annotated[
        datetime | None,
        day_option("--from", say("密钥启用日", "the first day of its seals")),
    ] = None,
    until: Annotated[
        datetime | None,
        day_option("--until", say("密钥停用日（含）", "the last day of its seals")),
    ] = None,
    revoke: Annotated[
        str | None,
        typer.Option(
            "--revoke",
            metavar="FILE|HEX",
            help=say(
                "不生成，而是吊销目录中的这把钥匙（公钥文件或指纹）",
                "make none; revoke this key of the directory (public key or fingerprint)",
            ),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option(
            "--on",
            say(
                "自哪天起吊销；缺省为今天。钥匙若被盗，请写启用日",
                "revoked from this day on; today. For a stolen key, its first day",
            ),
        ),
    ] = None,
    reason: Annotated[
        str | None,
        typer.Option("--reason", metavar="TEXT", help=say("吊销的原因", "why it is revoked")),
    ] = None,
) -> None:
    """Make a private key, its public half, a line in the file of keys, and a page that checks."""
    from dpcap.cli.day import day_named, day_of_run
    from dpcap.errors import UsageError
    from dpcap.workflow.extras import needing

    start, end = day_named(first), day_named(until)
    if start and end and end < start:
        raise UsageError("--until lies before --from", "--until 早于 --from")
    with needing("sign", "dpcap keygen"):
        if revoke is not None:
            said = _revoked(place, revoke, day_of_run(on), reason)
        elif on or reason:
            raise UsageError(
                "--on and --reason go with --revoke", "--on 与 --reason 须与 --revoke 同用"
            )
        else:
            said = _made(place, passphrase_env, start, end)
    for line in said:
        print(line, file=sys.stderr)


def _made(
    place: Path, passphrase_env: str | None, start: date | None, end: date | None
) -> list[str]:
    """Make a new pair at *place*; what was done, in lines."""
    from dpcap.cli.passphrase import passphrase_of
    from dpcap.workflow.keys import make_keys

    made = make_keys(place, partial(passphrase_of, passphrase_env, new=True), start=start, end=end)
    how = (
        say("已加密", "encrypted")
        if made.is_locked
        else say("未加密，请妥善保管", "not encrypted: keep it safe")
    )
    return [
        say(
            f"私钥 {made.private}（{how}，不要外传）",
            f"private key {made.private} ({how}; never hand it out)",
        ),
        say(f"公钥 {made.public}", f"public key {made.public}"),
        say(f"指纹 {made.key.fingerprint}", f"fingerprint {made.key.fingerprint}"),
        say(f"密钥表 {made.ring}", f"file of keys {made.ring}"),
        *(
            say(
                f"核验页 {one}（交给报告的读者）",
                f"page to check reports {one} (hand it to readers)",
            )
            for one in made.pages
        ),
    ]


def _revoked(place: Path, given: str, on: date, reason: str | None) -> list[str]:
    """Revoke the key *given* at *place* from the day *on*; what was done, in lines."""
    from dpcap.workflow.keys import revoke_key

    made = revoke_key(place, given, on, reason)
    told = [
        say(f"已吊销 {one}（自 {on} 起）", f"revoked {one} (from {on} on)")
        for one in made.fingerprints
    ]
    again = say("请重新分发密钥表与核验页", "hand out the file of keys and the page again")
    return [*told, f"{again}{say('：', ': ')}{', '.join(map(str, [made.ring, *made.pages]))}"]
