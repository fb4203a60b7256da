"""What a call that cannot be understood is told: from the class of the error and its fields.

Imported only once there is such an error.
"""

from __future__ import annotations

import sys
from typing import Any

from pydantic_core import ValidationError
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperOption
from typer.exceptions import TyperException

from dpcap.cli.command import plain
from dpcap.cli.language import say


def show(error: TyperException) -> int:
    """Say on stderr what is wrong with the call, how it is written, and where help is."""
    if isinstance(error, NoArgsIsHelpError):
        print(error.format_message(), file=sys.stderr)
        return error.exit_code
    if isinstance(error, UsageError) and error.ctx is not None:
        call = f"{error.ctx.command_path} {error.ctx.help_option_names[0]}"
        hint = say(f"说明: {call}", f"Try '{call}' for help.")
        print(f"{error.ctx.get_usage()}\n{hint}\n", file=sys.stderr)
    print(say("错误: ", "Error: ") + _problem(error), file=sys.stderr)
    return error.exit_code


def _problem(error: TyperException) -> str:
    if isinstance(error, MissingParameter):
        return _missing(error)
    if isinstance(error, BadParameter):
        return _bad(error)
    if isinstance(error, NoSuchOption):
        return _no_option(error)
    if isinstance(error, BadOptionUsage):
        return _option(error)
    # Errors without fields are raised by dpcap's own commands, in the right language.
    if type(error) is UsageError:
        return error.message
    return say("命令的写法不对，请看说明。", error.format_message())


def _missing(error: MissingParameter) -> str:
    if isinstance(error.param, TyperOption):
        return say(f"缺少选项 {_name(error)}。", f"Missing option '{_name(error)}'.")
    return say(f"缺少参数 {_name(error)}。", f"Missing argument '{_name(error)}'.")


def _bad(error: BadParameter) -> str:
    what = _unfit(error)
    if error.param is None:
        return say(f"值不对：{what}", f"Invalid value: {what}")
    return say(f"{_name(error)} 的值不对：{what}", f"Invalid value for '{_name(error)}': {what}")


def _no_option(error: NoSuchOption) -> str:
    name, near = plain(error.option_name), error.possibilities or ()
    if not near:
        return say(f"没有 {name} 这个选项。", f"No such option: {name}")
    return say(
        f"没有 {name} 这个选项。是不是 {'、'.join(near)}？",
        f"No such option: {name} (Possible options: {', '.join(near)})",
    )


def _option(error: BadOptionUsage) -> str:
    name = plain(error.option_name)
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    flags = (one for one in params if isinstance(one, TyperOption) and one.is_flag)
    if any(error.option_name in (*one.opts, *one.secondary_opts) for one in flags):
        return say(f"选项 {name} 后面不能有值。", f"Option '{name}' does not take a value.")
    return say(f"选项 {name} 后面须有值。", f"Option '{name}' requires an argument.")


def _name(error: BadParameter) -> str:
    param = error.param
    if param is None:
        return ""
    return " / ".join(param.opts) if isinstance(param, TyperOption) else param.display_name_raw


def _unfit(error: BadParameter) -> str:
    """What is wrong with the value."""
    if error.param is None or not isinstance(error.__cause__, ValidationError):
        return say("这里不能用它。", error.message)
    slip = _innermost(error.__cause__)
    value, kind = plain(str(slip["input"])), error.param.type_descriptor
    if kind.choices is not None:
        known = [str(getattr(one, "value", one)) for one in kind.choices]
        return say(
            f"没有 '{value}'，可选：{'、'.join(known)}。",
            f"'{value}' is not one of {', '.join(map(repr, known))}.",
        )
    if kind.is_datetime:
        return say(
            f"'{value}' 不是日期，应写作 2026-12-31 这样。",
            f"'{value}' is not a date: write it like 2026-12-31.",
        )
    return _of_number(value, slip)


def _of_number(value: str, slip: Any) -> str:  # noqa: ANN401 - a mapping of pydantic's
    bounds = slip.get("ctx", {})
    match slip["type"]:
        case "greater_than_equal":
            return say(
                f"{value} 太小，至少为 {bounds['ge']}。", f"{value} is less than {bounds['ge']}."
            )
        case "less_than_equal":
            return say(
                f"{value} 太大，至多为 {bounds['le']}。", f"{value} is more than {bounds['le']}."
            )
        case "int_parsing" | "int_from_float" | "int_parsing_size":
            return say(f"'{value}' 不是整数。", f"'{value}' is not a whole number.")
        case "float_parsing" | "finite_number":
            return say(f"'{value}' 不是数。", f"'{value}' is not a number.")
        case _:
            return say(f"'{value}' 不能用在这里。", f"'{value}' does not go here.")


def _innermost(error: ValidationError) -> Any:  # noqa: ANN401 - a mapping of pydantic's
    """The first thing wrong; of a list, with the item that is."""
    slip = error.errors()[0]
    inner = slip.get("ctx", {}).get("error")
    return _innermost(inner) if isinstance(inner, ValidationError) else slip
