"""`dpcap keygen`: a pair of keys to sign reports with."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import say

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
) -> None:
    """Make a private key, its public half, and a page that checks reports by it."""
    from dpcap.cli.extras import needing
    from dpcap.cli.keyfiles import already_there, passphrase_of, write_new
    from dpcap.errors import UsageError
    from dpcap.report.places import own_reports
    from dpcap.verify.keys import fingerprint, new_pair, read_public
    from dpcap.verify.page_for import page_for

    private = place if place.suffix == ".pem" else place / NAME
    public, page = private.with_suffix(".pub.pem"), private.with_suffix(".verify.html")
    for path in (private, public, page):
        if path.exists():
            raise UsageError(already_there(path))
    word = passphrase_of(passphrase_env, new=True)
    with needing("sign", "dpcap keygen"):
        pair = new_pair(word)
        key = read_public(pair.public, public.as_posix())
    write_new(private, pair.private, secret=True)
    write_new(public, pair.public, secret=False)
    write_new(page, page_for(own_reports(), pair.public.decode()).encode(), secret=False)
    locked = (
        say("已加密", "encrypted")
        if word
        else say("未加密，请妥善保管", "not encrypted: keep it safe")
    )
    for line in (
        say(
            f"私钥 {private}（{locked}，不要外传）",
            f"private key {private} ({locked}; never hand it out)",
        ),
        say(f"公钥 {public}", f"public key {public}"),
        say(f"核验页 {page}（交给品牌方）", f"page to check reports {page} (hand it to brands)"),
        say(f"指纹 {fingerprint(key)}", f"fingerprint {fingerprint(key)}"),
    ):
        print(line, file=sys.stderr)
