"""The passphrase of a private key: from the environment, or asked for on a terminal."""

from __future__ import annotations

import os
import sys
from getpass import getpass

import typer

from dpcap.cli.language import say
from dpcap.errors import UsageError


def passphrase_of(variable: str | None, *, new: bool) -> str | None:
    """The passphrase in the environment's *variable*, else what is typed on a terminal.

    *new*: it is asked for twice. None: none was given. Raises UsageError if the variable is not
    set, or two that were typed differ.
    """
    if variable is not None:
        value = os.environ.get(variable)
        if not value:
            raise UsageError(f"the variable {variable} is not set", f"环境变量 {variable} 未设置")
        return value
    return _typed(new=new) if sys.stdin.isatty() else None


def _typed(*, new: bool) -> str | None:
    question = say("口令（直接回车则不加密）：", "Passphrase (empty for none): ") if new else None
    try:
        first = getpass(question or say("私钥口令：", "Passphrase of the key: "))
        again = getpass(say("再输一次：", "Once more: ")) if new and first else first
    except EOFError as error:
        raise typer.Abort from error
    if again != first:
        raise UsageError("the two differ", "两次输入不一致")
    return first or None
