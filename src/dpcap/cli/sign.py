"""`dpcap sign`: a report, vouched for by its issuer."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.keygen import PassphraseOption
from dpcap.cli.language import say
from dpcap.cli.options import BenchmarkOption, FrameworkOption, TemplatesOption

if TYPE_CHECKING:
    from dpcap.verify.carried_report import CarriedReport
    from dpcap.verify.signing import Signer


def sign(
    reports: Annotated[
        list[Path],
        typer.Argument(
            metavar="REPORT...", help=say("报告：HTML、JSON 或 PDF", "reports: HTML, JSON or PDF")
        ),
    ],
    key: Annotated[
        Path,
        typer.Option("--key", metavar="FILE", help=say("私钥（PEM）", "the private key (PEM)")),
    ],
    issuer: Annotated[
        str,
        typer.Option("--issuer", metavar="NAME", help=say("签发方名称", "who vouches for it")),
    ],
    passphrase_env: PassphraseOption = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on",
            formats=["%Y-%m-%d"],
            metavar="DATE",
            help=say("签名日期；缺省为今天", "the day of the signature; today"),
        ),
    ] = None,
    framework: FrameworkOption = None,
    templates: TemplatesOption = None,
    benchmark: BenchmarkOption = None,
) -> None:
    """Put a seal into each of *reports*, in place; none is touched unless all can be sealed."""
    from dpcap.cli.day import day_of_run
    from dpcap.cli.extras import needing
    from dpcap.cli.stored import framework_for, read_benchmark
    from dpcap.intake.atomic_write import write_atomically
    from dpcap.verify.page import PageSettings
    from dpcap.verify.signing import sealed

    day = day_of_run(on)
    peers = read_benchmark(benchmark) if benchmark else None
    with needing("sign", "dpcap sign"):
        signer = _signer(key, passphrase_env, issuer, day)
        made = {}
        for path in reports:
            one = _single(path)
            words = framework_for(one.profile, path, framework)
            made[path] = sealed(one, signer, PageSettings(words, templates, peers))
    for path, text in made.items():
        write_atomically(path, text)
        print(say(f"已签名 {path}", f"signed {path}"), file=sys.stderr)


def _single(path: Path) -> CarriedReport:
    """The report at *path*. Raises UsageError for a mail that carries several."""
    from dpcap.errors import UsageError
    from dpcap.verify.file_reading import read_reports

    found = read_reports(path)
    if found.mail is not None:
        raise UsageError(
            say(f"{path} 是邮件，请签其附件", f"{path} is a mail: sign what is attached to it")
        )
    return found.reports[0]


def _signer(path: Path, passphrase_env: str | None, issuer: str, day: date) -> Signer:
    from dpcap.cli.keyfiles import passphrase_of, read_file
    from dpcap.cli.keyring import KEYS, known_keys
    from dpcap.cli.typed import bounded
    from dpcap.errors import UsageError
    from dpcap.model.base import LINE
    from dpcap.model.keyring import key_for
    from dpcap.verify.keys import is_locked, read_private
    from dpcap.verify.signing import Signer

    name = bounded("--issuer", issuer.strip(), LINE)
    if not name:
        raise UsageError(say("--issuer 不能为空", "--issuer must not be empty"))
    pem = read_file(path)
    word = passphrase_of(passphrase_env, new=False) if is_locked(pem) else None
    signer = Signer(read_private(pem, path.as_posix(), word), name, day)
    key = key_for(known_keys(path.parent), signer.fingerprint, day)
    if key is not None and key.life(day) != "lives":
        raise UsageError(
            say(
                f"密钥表 {path.parent / KEYS} 中，这把钥匙在 {day} 不作数，签了也不会被认可",
                f"by {path.parent / KEYS} this key does not count on {day}: nobody would accept it",
            )
        )
    return signer
