"""`dpcap keygen`: a pair of keys to sign reports with, and which of them still count."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say

if TYPE_CHECKING:
    from dpcap.model.keyring import IssuerKey

NAME = "dpcap-key.pem"
PassphraseOption = Annotated[
    str | None,
    typer.Option(
        "--passphrase-env",
        metavar="VAR",
        help=say(
            "口令所在的环境变量；不给则在终端询问",
            "the variable with the passphrase; else it is asked",
        ),
    ),
]


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
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=say("密钥启用日", "the first day of its seals"),
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            "--until",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=say("密钥停用日（含）", "the last day of its seals"),
        ),
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
        typer.Option(
            "--on",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=say(
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
    from dpcap.cli.extras import needing
    from dpcap.cli.keyring import revoked
    from dpcap.errors import UsageError

    start, end = _day(first), _day(until)
    if start and end and end < start:
        raise UsageError(say("--until 早于 --from", "--until lies before --from"))
    with needing("sign", "dpcap keygen"):
        if revoke is not None:
            day = _day(on) or datetime.now().astimezone().date()
            said = revoked(place, revoke, day, reason)
        elif on or reason:
            raise UsageError(
                say("--on 与 --reason 须与 --revoke 同用", "--on and --reason go with --revoke")
            )
        else:
            said = _made(place, passphrase_env, start, end)
    for line in said:
        print(line, file=sys.stderr)


def _day(given: datetime | None) -> date | None:
    return given.date() if given else None


def _made(
    place: Path, passphrase_env: str | None, start: date | None, end: date | None
) -> list[str]:
    """A new pair at *place*, in the file of keys beside it; what was done, in lines."""
    from dpcap.cli.keyfiles import already_there, passphrase_of, write_new
    from dpcap.cli.keyring import KEYS, known_keys, write_keys
    from dpcap.errors import UsageError
    from dpcap.model.keyring import IssuerKey
    from dpcap.verify.keys import fingerprint, new_pair, read_public

    private = place if place.suffix == ".pem" else place / NAME
    public, page = private.with_suffix(".pub.pem"), private.with_suffix(".verify.html")
    for path in (private, public, page):
        if path.exists():
            raise UsageError(already_there(path))
    before = known_keys(private.parent)
    word = passphrase_of(passphrase_env, new=True)
    pair = new_pair(word)
    raw = read_public(pair.public, public.as_posix())
    key = IssuerKey(fingerprint=fingerprint(raw), key=raw, from_=start, until=end)
    write_new(private, pair.private, secret=True)
    write_new(public, pair.public, secret=False)
    pages = write_keys(private.parent, (*before, key), page)
    return [
        *_told(private, public, key, locked=bool(word)),
        say(f"密钥表 {private.parent / KEYS}", f"file of keys {private.parent / KEYS}"),
        *(
            say(f"核验页 {one}（交给品牌方）", f"page to check reports {one} (hand it to brands)")
            for one in pages
        ),
    ]


def _told(private: Path, public: Path, key: IssuerKey, *, locked: bool) -> list[str]:
    how = (
        say("已加密", "encrypted")
        if locked
        else say("未加密，请妥善保管", "not encrypted: keep it safe")
    )
    return [
        say(
            f"私钥 {private}（{how}，不要外传）",
            f"private key {private} ({how}; never hand it out)",
        ),
        say(f"公钥 {public}", f"public key {public}"),
        say(f"指纹 {key.fingerprint}", f"fingerprint {key.fingerprint}"),
    ]
