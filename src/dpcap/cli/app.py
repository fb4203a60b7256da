"""The app: its commands, and what every call understands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from importlib import import_module
from keyword import iskeyword
from typing import Annotated

import typer

from dpcap.cli.command import Command, CommandGroup
from dpcap.cli.language import say
from dpcap.errors import ClosedPipeError
from dpcap.version import __version__

# Each command is the function of its name in the module of its name (`import_` for import).
COMMANDS = {
    "demo": say(
        "先看示例：复制示例、评估一家、生成报告", "try it: copy the examples, assess one of them"
    ),
    "new": say("新建服务商文件夹", "make a provider folder, ready to edit"),
    "sheet": say(
        "写出填写表（.xlsx），一人一份或合填", "write the questions as workbooks to fill in"
    ),
    "form": say(
        "写出填写页（.html），手机电脑都能填，不用联网",
        "write the questions as a page that works offline",
    ),
    "fill": say("把填好的表或填写页读回文件夹", "read filled sheets and forms back into a folder"),
    "resolve": say("核定几份表里说法不同的地方", "settle what several sheets disagree on"),
    "evidence": say(
        "从文件夹或 zip 收证据，并列出还缺什么", "take files of evidence from a folder or a zip"
    ),
    "submit": say("由负责人签交自评", "sign off what a folder says"),
    "todo": say("列出还要收集什么", "list what is still to collect"),
    "assess": say("评估一个服务商并写出报告", "assess a provider and write its report"),
    "import": say(
        "从后台导出的文件取数，不必手填", "take figures from a back-end's exports, not by typing"
    ),
    "nps": say("全局NPS调研：各期、区间与前后对比", "surveys of NPS, wave by wave, with intervals"),
    "batch": say("批量评估许多服务商文件夹", "score many provider folders at once"),
    "status": say("看一轮的进度：轮到谁、等了几天", "how a round stands: whose turn, for how long"),
    "rules": say("看哪些规则在哪一天生效", "which rules are in force on which day"),
    "review": say("把裁定与当时看到的内容绑定", "bind rulings to what was seen"),
    "agree": say("比较几位复核人的判断是否一致", "how far reviewers agree on the same pieces"),
    "decide": say("由门槛提建议，由人作结论", "decide on providers; the gates propose"),
    "standing": say(
        "资格与牌级：批量评估提建议，由人签进台账",
        "certification and tiers: a batch proposes, a person signs into a ledger",
    ),
    "appeal": say("记申诉、答复申诉、起草更正函", "what providers contest, and who answers"),
    "incentives": say(
        "激励：谁拿多少、怎么算的，由人签字", "incentives: who would get what; a person signs"
    ),
    "plan": say("北极星计划：起草、检查、跟踪", "north-star plans: draft, check and follow one"),
    "send": say(
        "把结论与报告寄给服务商（默认只试运行）", "mail decisions and reports; a dry run by default"
    ),
    "outbox": say("查看发件箱：发了什么、什么没发、为什么", "what was sent, what was not, and why"),
    "explain": say("解释一个分数从何而来", "show how a number came about"),
    "diff": say("两次画像之间变了什么、因何而变", "what changed between two profiles, and why"),
    "trend": say("走势：几次评估之间变了什么、因何而变", "a course over several batches, and why"),
    "whatif": say("试算：换成新框架、新门槛，谁会变", "who would cross a line by new rules"),
    "compare": say(
        "把几家服务商并排比较，给外部读者看", "set providers side by side, for readers outside"
    ),
    "match": say(
        "优选匹配：哪几家合需求书，看重什么时谁领先",
        "who fits a brief, and by which priorities they lead",
    ),
    "lint": say("检查框架、文件夹、复核与设置", "check frameworks, folders, reviews and settings"),
    "report": say("由 profile.json 重新生成报告", "render a stored profile again"),
    "verify": say("核验报告是否真实、未改、有效", "check that a report is genuine and valid"),
    "bundle": say("把报告的全部依据装进一个文件", "pack all that a report comes from"),
    "sign": say("给报告签名", "sign reports"),
    "register": say(
        "登记发出的签名：有效、被取代、已撤回", "list issued seals: valid, superseded, withdrawn"
    ),
    "keygen": say("生成签名用的密钥", "make the keys to sign with"),
    "forget": say("查出并删去某一方的资料", "list or remove what is held of somebody"),
    "framework": say(
        "框架：新建、列出全部问题，比较与存档各个版本",
        "a framework: begin one, show it, compare and keep its versions",
    ),
    "migrate": say(
        "把文件夹改写成框架的现行版本（默认只试运行）",
        "rewrite folders for the version in force; a dry run by default",
    ),
    "schema": say("输出 JSON Schema", "print a JSON Schema, or write all"),
    "query": say("用 SQL 查询批量评分的结果", "ask the results of batches in SQL"),
}


# Set by a shell that asks how a call could go on.
COMPLETING = "_DPCAP_COMPLETE"

# These are groups of commands.
GROUPS = frozenset(("appeal", "framework", "plan"))


def make_app(whole: Sequence[str] = tuple(COMMANDS)) -> typer.Typer:
    """The app. Only the commands in *whole* can be run; the others can be listed.

    To load all of them, and to take each one's options apart, costs as much as loading typer.
    """
    app = typer.Typer(
        name="dpcap",
        cls=CommandGroup,
        help=say(
            "能力评估：问卷、证据、评分与报告",
            "Capability assessment as code: questionnaires, evidence, scores and reports",
        ),
        # Plain help: rich help costs more than all else that a call for help does.
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
    )
    app.callback()(_common)
    for name, told in COMMANDS.items():
        if name in GROUPS and name in whole:
            app.add_typer(_group(name), name=name, cls=CommandGroup, help=told)
        else:
            app.command(name, cls=Command, help=told)(_function(name) if name in whole else _listed)
    return app


def asked_for(arguments: Sequence[str]) -> Sequence[str]:
    """The commands that a call with *arguments* may run: the first that it names.

    A shell that asks how a call could go on may need any.
    """
    if COMPLETING in os.environ:
        return tuple(COMMANDS)
    return tuple(word for word in arguments if word in COMMANDS)[:1]


def _group(name: str) -> typer.Typer:
    group: typer.Typer = getattr(import_module(f"dpcap.cli.{name}"), name)
    return group


def _function(name: str) -> Callable[..., None]:
    own = f"{name}_" if iskeyword(name) else name
    function: Callable[..., None] = getattr(import_module(f"dpcap.cli.{own}"), own)

    @wraps(function)
    def call(*given: object, **named: object) -> None:
        try:
            function(*given, **named)
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError as error:  # Typer would end with 1, which means something else
            raise ClosedPipeError from error

    return call


def _listed() -> None:
    # Stands in the list for a command that this call does not run.
    pass


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dpcap {__version__}")
        raise typer.Exit


def _common(
    debug: Annotated[
        bool, typer.Option("--debug", help=say("出错时显示完整跟踪", "show the trace of a fault"))
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help=say("显示版本", "show the version")
        ),
    ] = False,
) -> None:
    # Typer would show a docstring as help; the help above is in the right language.
    if debug:
        os.environ["DPCAP_DEBUG"] = "1"
