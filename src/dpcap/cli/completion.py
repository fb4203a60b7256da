"""The options that the library adds to install or show completion, in the user's language."""

from __future__ import annotations

from typer import _completion_classes
from typer._completion_shared import (
    _completion_scripts,
    _get_shell_name,
    get_completion_script,
    install,
)

from dpcap.cli.language import say
from dpcap.errors import UsageError


def keep_help_whole() -> None:
    """Let a shell that completes show help as it is written.

    The library takes it for rich's markup: `dpcap[dask]` would lose its bracket, and long help
    would be broken into lines.
    """
    _completion_classes._sanitize_help_text = lambda text: text  # noqa: SLF001


def install_completion() -> None:
    """Install completion for the shell at work."""
    shell, path = install(_shell())
    told = say(
        f"已为 {shell} 装上自动补全：{path}。重新打开终端后生效。",
        f"{shell} completion installed in {path}. It works once the terminal is opened again.",
    )
    print(told)


def show_completion() -> None:
    """Print the script that completes dpcap in the shell at work."""
    print(get_completion_script(prog_name="dpcap", complete_var="_DPCAP_COMPLETE", shell=_shell()))


def _shell() -> str:
    """The shell at work. Raises UsageError if it is none that can complete dpcap."""
    shell = _get_shell_name()
    if shell in _completion_scripts:
        return shell
    known = sorted(_completion_scripts)
    raise UsageError(
        f"no completion for the shell {shell or 'at work'}; there is for {', '.join(known)}",
        f"{shell or '当前的命令行'} 不能自动补全，可以的有：{'、'.join(known)}",
    )
