"""Key files and passphrases: read, written for their owner alone, asked for on a terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from dpcap.cli.language import say
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.system_errors import about
from dpcap.intake.wording import of_system
from dpcap.model.finding import Finding
from dpcap.model.keyring import IssuerKey

_OWNER_ONLY, _ALL = 0o600, 0o644
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def read_file(path: Path) -> bytes:
    """The bytes at *path*. Raises InvalidInputError."""
    try:
        return path.read_bytes()
    except OSError as error:
        params = {"what": path.as_posix(), **of_system(error).params}
        finding = Finding(code="DP110", file=path.as_posix(), params=params)
        raise InvalidInputError([finding]) from error


def given_keys(given: Sequence[str]) -> tuple[IssuerKey, ...]:
    """The keys that `--key` names: files of public keys, or fingerprints.

    Raises InvalidInputError; ImportError if there are files and no library for them.
    """
    return tuple(key for one in given for key in _keys(one))


def _keys(given: str) -> tuple[IssuerKey, ...]:
    from dpcap.verify.keys import read_keys

    plain = re.sub(r"[\s:]", "", given).lower()
    if _FINGERPRINT.fullmatch(plain):
        return (IssuerKey(fingerprint=plain),)
    return read_keys(read_file(Path(given)), given)


def write_new(path: Path, data: bytes, *, secret: bool) -> None:
    """Put *data* into a new file, readable by its owner alone if it is *secret*.

    Raises UsageError if there is a file already, OSError if none can be made.
    """
    with about(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(
                path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY if secret else _ALL
            )
        except FileExistsError as error:
            raise UsageError(already_there(path)) from error
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def already_there(path: Path) -> str:
    """That *path* is not written over."""
    return say(f"{path} 已存在，不覆盖", f"{path} is there already and is not written over")


def passphrase_of(variable: str | None, *, new: bool) -> str | None:
    """The passphrase in the environment's *variable*, else what is typed on a terminal.

    *new*: it is asked for twice. None: none was given. Raises UsageError if the variable is not
    set, or two that were typed differ.
    """
    if variable is not None:
        value = os.environ.get(variable)
        if not value:
            raise UsageError(
                say(f"环境变量 {variable} 未设置", f"the variable {variable} is not set")
            )
        return value
    return _typed(new=new) if sys.stdin.isatty() else None


def _typed(*, new: bool) -> str | None:
    from getpass import getpass

    question = say("口令（直接回车则不加密）：", "Passphrase (empty for none): ") if new else None
    first = getpass(question or say("私钥口令：", "Passphrase of the key: "))
    if new and first and getpass(say("再输一次：", "Once more: ")) != first:
        raise UsageError(say("两次输入不一致", "the two differ"))
    return first or None
