"""The password of the mail server: fetched when it is needed, kept nowhere, never shown."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping

from dpcap.errors import InvalidInputError, MissingError
from dpcap.model.finding import Finding
from dpcap.model.mail import PasswordSource, SmtpSettings

_PATIENCE = 60


class MailPassword:
    """A text that no trace, log or message shows; whoever needs it says so."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")


def secret_of(smtp: SmtpSettings, environ: Mapping[str, str]) -> MailPassword | None:
    """The password that *smtp* names; None if it names none.

    Raises InvalidInputError if it cannot be had, MissingError if that takes a library.
    """
    if smtp.password is None:
        return None
    text = _fetched(smtp.password, smtp.user or "", environ)
    if not text:
        raise _unfit("得到的是空的", "what was found is empty")
    return MailPassword(text)


def _fetched(source: PasswordSource, user: str, environ: Mapping[str, str]) -> str:
    if source.env is not None:
        if source.env not in environ:
            raise _unfit(f"没有环境变量 {source.env}", f"{source.env} is not in the environment")
        return environ[source.env]
    if source.keyring is not None:
        return _from_keyring(source.keyring, user)
    return _from_command(source.command)


def _from_keyring(service: str, user: str) -> str:
    try:
        import keyring  # noqa: PLC0415 - only who keeps a password there needs it
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError as error:
        raise MissingError(
            _finding("需先安装：pip install keyring", "it takes pip install keyring")
        ) from error
    try:
        found = keyring.get_password(service, user)
    except KeyringError as error:
        kind = type(error).__name__
        raise _unfit(f"钥匙串打不开（{kind}）", f"the keyring cannot be read ({kind})") from None
    if found is None:
        raise _unfit(
            f"钥匙串的 {service} 里没有 {user}", f"the keyring has no {user} under {service}"
        )
    return found


def _from_command(command: tuple[str, ...]) -> str:
    """The first line that *command* prints; no shell reads it, and what it says stays unsaid."""
    name = command[0]
    try:
        done = subprocess.run(  # noqa: S603 - the user's own file names it
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _unfit(
            f"命令 {name} 超过 {_PATIENCE} 秒", f"{name} took more than {_PATIENCE} seconds"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        kind = type(error).__name__
        raise _unfit(f"命令 {name} 跑不起来（{kind}）", f"{name} did not run ({kind})") from None
    if done.returncode != 0:
        code = done.returncode
        raise _unfit(f"命令 {name} 以 {code} 结束", f"{name} ended with {code}")
    return next(iter(done.stdout.splitlines()), "")


def _unfit(zh: str, en: str) -> InvalidInputError:
    return InvalidInputError([_finding(zh, en)])


def _finding(zh: str, en: str) -> Finding:
    return Finding(code="DP449", node="smtp.password", params={"problem_zh": zh, "problem_en": en})
