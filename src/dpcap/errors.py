"""Every exception dpcap raises on purpose, each with the exit code it becomes."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dpcap.model.base import Language
    from dpcap.model.finding import Finding

Entry = TypeVar("Entry")


class DpcapError(Exception):
    """The base: something the user can act on."""

    exit_code = 70


class UsageError(DpcapError):
    """The command, or a function, was called in a way that has no meaning.

    `str` is the English message; *zh* is the Chinese one.
    """

    exit_code = 2

    def __init__(self, en: str, zh: str) -> None:
        self._zh = zh
        super().__init__(en)

    def message(self, language: Language) -> str:
        """What is wrong and the way out, in *language*."""
        return self._zh if language == "zh" else str(self)


class MissingError(UsageError):
    """What the command takes is not installed; `finding` says what, and how to get it."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message("en"), finding.message("zh"))


def chosen(registry: Mapping[str, Entry], name: str) -> Entry:
    """What *registry* has under *name*, a format. Raises UsageError, which names the choices."""
    if name not in registry:
        raise UsageError(
            f"unknown format {name!r}: choose one of {', '.join(registry)}",
            f"没有 {name!r} 这种格式，可选：{'、'.join(registry)}",
        )
    return registry[name]


class SlipError(UsageError):
    """A slip in a file that whoever called wrote, such as a template; `finding` says what."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message("en"), finding.message("zh"))


class OvertakenError(UsageError):
    """Somebody else wrote a ruling where one is to be written, since the file was opened."""


class ClosedPipeError(DpcapError):
    """Whoever took standard output left before it was all there."""

    exit_code = 4


class InvalidInputError(DpcapError):
    """A questionnaire, answer or settings file is invalid. `findings` lists all that is wrong.

    `beside`: warnings and notes on the same files.
    """

    exit_code = 3

    def __init__(self, findings: Sequence[Finding], beside: Sequence[Finding] = ()) -> None:
        self.findings, self.beside = tuple(findings), tuple(beside)
        super().__init__("\n".join(f"{f.place} {f.code}" for f in self.findings))


# What Windows and others say of a file that another program holds open.
_HELD, _BUSY = (32, 33), (errno.EBUSY, errno.ETXTBSY)


def is_held(error: OSError | ValueError) -> bool:
    """Whether another program holds the file open: it is there, and later it can be read."""
    return getattr(error, "winerror", None) in _HELD or getattr(error, "errno", None) in _BUSY


def why_refused(error: OSError | ValueError) -> tuple[str, str]:
    """Why the system would not open a file, in Chinese and in English.

    The system itself says so in its own language, whichever that is.
    """
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "文件不存在", "it is not there"
    if is_held(error):
        return (
            "正被别的程序占用，请关闭那个程序（如表格软件）再运行一次",
            "another program holds it open; close that (a spreadsheet, say) and run again",
        )
    if isinstance(error, PermissionError):
        return "没有权限", "permission is denied"
    if isinstance(error, IsADirectoryError):
        return "这是文件夹，不是文件", "it is a folder, not a file"
    if getattr(error, "errno", None) == errno.ELOOP:
        return (
            "这是指向自己的链接，打不开。请删去这个链接，放上文件本身",
            "it is a link that leads back to itself; remove the link and put the file itself there",
        )
    return "系统无法打开", "the system cannot open it"


def refusal_params(error: OSError | ValueError) -> dict[str, str | int | float]:
    """The same as the parameter `problem` of a finding."""
    zh, en = why_refused(error)
    return {"problem_zh": zh, "problem_en": en}
