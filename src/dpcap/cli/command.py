"""Typer's commands and groups of commands, with all that they say in the language of this process.

What the library would say in English alone is said here: the usage line, the headings and notes of
help, its own options, and the errors that it raises with a finished text and no fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer._click.core import Command as ClickCommand
from typer._click.exceptions import UsageError
from typer._display import describe_number_range
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.exceptions import Exit

from dpcap.cli.language import TALK, say

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter
    from typer._click.core import Parameter

# The options that the library adds, by their names.
_ADDED = {
    "help": say("显示本说明", "Show this message and exit."),
    "install_completion": say(
        "为当前的命令行装上自动补全", "Install completion for the current shell."
    ),
    "show_completion": say(
        "显示自动补全的脚本，可复制或改写后再装",
        "Show completion for the current shell, to copy it or customize the installation.",
    ),
}
# The words of placeholders that stand for a path.
_PLACES = frozenset(("DIR", "FILE", "OUT", "PATH", "PROFILE"))
# What stands for a value without a placeholder of its own; in English, the library's <path>.
_PLACEHOLDERS = {Path: "PATH", str: "TEXT", int: "N", float: "N"}


class _InOneLanguage(ClickCommand):
    """What commands and groups have in common."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """The parameters; those that the library adds explained in the right language."""
        given = super().get_params(ctx)
        for one in given:
            if isinstance(one, TyperOption) and one.name in _ADDED:
                one.help = _ADDED[one.name]
                if one.name != "help":
                    one.callback = partial(_complete, one.name)
        return given

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take *args* apart; every error knows the command at which it arose."""
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """What the usage line says after the command."""
        self.options_metavar = say("[选项]", "[OPTIONS]")
        return super().collect_usage_pieces(ctx)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the usage line."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=say("用法: ", "Usage: "))

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the arguments and the options, each kind under its heading."""
        shown = [one for one in self.get_params(ctx) if not getattr(one, "hidden", False)]
        arguments = [_row(one, ctx) for one in shown if isinstance(one, TyperArgument)]
        options = [_row(one, ctx) for one in shown if isinstance(one, TyperOption)]
        _section(formatter, say("参数", "Arguments"), arguments)
        _section(formatter, say("选项", "Options"), options)


class Command(_InOneLanguage, TyperCommand):
    """A command."""

    allow_extra_args = True  # refused below, in the right language

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take *args* apart; nothing may be left over, and no place may be named by nothing."""
        given = [*args]
        rest = super().parse_args(ctx, args)
        if ctx.resilient_parsing:
            return rest
        self._refuse_empty(ctx, given)
        if rest:
            extra = " ".join(map(plain, rest))
            ctx.fail(say(f"多出的参数：{extra}", f"Got unexpected extra argument(s) ({extra})"))
        return rest

    def _refuse_empty(self, ctx: Context, args: list[str]) -> None:
        """Refuse *args* in which a place is an empty text, as of a variable that has no value.

        A path would take it for the current folder, and all that is in it.
        """
        said, *_ = self.make_parser(ctx).parse_args(args)
        for one in self.params:
            value = said.get(one.name)
            each = value if isinstance(value, list | tuple) else (value,)
            if _is_place(one) and "" in each:
                name = one.display_name_raw if isinstance(one, TyperArgument) else one.opts[0]
                ctx.fail(
                    say(
                        f"{name} 是空的，多半是脚本里的变量没有值。要用当前文件夹，请写 .",
                        f"{name} is empty, most likely a variable without a value in a script."
                        " For the folder you are in, write .",
                    )
                )


def _is_place(one: Parameter) -> bool:
    """Whether what *one* takes is a file or a folder, or an argument that may name one."""
    if isinstance(one, TyperArgument):
        return True
    return not _PLACES.isdisjoint(re.findall("[A-Z]+", one.metavar or ""))


class CommandGroup(_InOneLanguage, TyperGroup):
    """A group of commands."""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take *args* apart; there must be a command among them."""
        rest = super().parse_args(ctx, args)
        # The library keeps the name of the command apart from the rest.
        if not ctx._protected_args and not ctx.resilient_parsing:  # noqa: SLF001
            ctx.fail(say("缺少命令。", "Missing command."))
        return rest

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, ClickCommand | None, list[str]]:
        """The command that *args* begin with."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            ctx.fail(_no_command(args[0], list(self.commands)))
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """What the usage line says after the group."""
        self.subcommand_metavar = say("命令 [参数]...", "COMMAND [ARGS]...")
        return super().collect_usage_pieces(ctx)

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options and the commands."""
        super().format_options(ctx, formatter)
        limit = formatter.width - 6 - max(map(len, self.commands))
        rows = [(name, one.get_short_help_str(limit)) for name, one in self.commands.items()]
        _section(formatter, say("命令", "Commands"), rows)


def _complete(name: str, ctx: Context, _: Parameter, wanted: object) -> None:
    """Install or show completion, as the option *name* says, if *wanted*, and leave."""
    if wanted and not ctx.resilient_parsing:
        from dpcap.cli import completion

        getattr(completion, name)()
        raise Exit


def plain(text: str) -> str:
    """*text* as it is, or escaped if a terminal would take a part of it for an order."""
    return text if text.isprintable() else repr(text)


def _no_command(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known)
    shown = plain(name)
    if not near:
        return say(f"没有 {shown} 这个命令。", f"No such command '{shown}'.")
    return say(
        f"没有 {shown} 这个命令。是不是 {'、'.join(near)}？",
        f"No such command '{shown}'. Did you mean {', '.join(map(repr, near))}?",
    )


def _section(formatter: HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(heading):
            formatter.write_dl(rows)


def _row(one: TyperArgument | TyperOption, ctx: Context) -> tuple[str, str]:
    """How *one* is written, and what it does."""
    notes = "; ".join(_notes(one, ctx))
    told = (one.help or "", f"[{notes}]" if notes else "")
    return _written(one, ctx), "  ".join(filter(None, told))


def _written(one: TyperArgument | TyperOption, ctx: Context) -> str:
    if TALK == "zh":
        if isinstance(one, TyperArgument):
            return one.display_name_raw
        if one.metavar is None and not one.type_descriptor.is_choice:
            one.metavar = _PLACEHOLDERS.get(one.type_descriptor.annotation)
    record = one.get_help_record(ctx)
    return record[0] if record else one.display_name_raw


def _notes(one: TyperArgument | TyperOption, ctx: Context) -> Iterator[str]:
    default = _default(one, one.get_default(ctx, call=False)) if one.show_default else ""
    if default:
        yield say(f"缺省: {default}", f"default: {default}")
    if span := describe_number_range(one.min, one.max):
        yield span
    if one.required:
        yield say("必填", "required")


def _default(one: TyperArgument | TyperOption, value: Any) -> str:  # noqa: ANN401 - of any type
    if isinstance(one, TyperOption) and one.is_bool_flag:
        names = one.opts if value else one.secondary_opts
        return names[0].lstrip("-") if one.secondary_opts else ""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(getattr(value, "value", value))
