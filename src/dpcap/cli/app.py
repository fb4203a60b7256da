"""The app: its commands, and what every call understands."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from dpcap import __version__
from dpcap.cli.assess import assess
from dpcap.cli.batch import batch
from dpcap.cli.bundle import bundle
from dpcap.cli.compare import compare
from dpcap.cli.decide import decide
from dpcap.cli.diff import diff
from dpcap.cli.explain import explain
from dpcap.cli.keygen import keygen
from dpcap.cli.language import say
from dpcap.cli.lint import lint
from dpcap.cli.new import new
from dpcap.cli.outbox import outbox
from dpcap.cli.query import query
from dpcap.cli.report import report
from dpcap.cli.schema import schema
from dpcap.cli.send import send
from dpcap.cli.sign import sign
from dpcap.cli.todo import todo
from dpcap.cli.verify import verify

app = typer.Typer(
    name="dpcap",
    help=say(
        "抖音电商品牌服务商能力评估：问卷、证据、评分与报告",
        "Capability assessment as code for Douyin e-commerce brand service providers",
    ),
    # Plain help: rich help costs more than all else that a call for help does.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dpcap {__version__}")
        raise typer.Exit


@app.callback()
def common(
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


app.command(help=say("新建服务商文件夹", "make a provider folder, ready to edit"))(new)
app.command(help=say("列出还要收集什么", "list what is still to collect"))(todo)
app.command(help=say("评估一个服务商并写出报告", "assess a provider and write its report"))(assess)
app.command(help=say("批量评估许多服务商文件夹", "score many provider folders at once"))(batch)
app.command(help=say("由门槛提建议，由人作结论", "decide on providers; the gates propose"))(decide)
app.command(help=say("解释一个分数从何而来", "show how a number came about"))(explain)
app.command(
    help=say("两次画像之间变了什么、因何而变", "what changed between two profiles, and why")
)(diff)
app.command(help=say("把几家服务商并排比较（品牌方）", "set providers side by side, for a brand"))(
    compare
)
app.command(help=say("检查框架、文件夹与复核", "check frameworks, provider folders and reviews"))(
    lint
)
app.command(help=say("由 profile.json 重新生成报告", "render a stored profile again"))(report)
app.command(help=say("输出 JSON Schema", "print a JSON Schema"))(schema)
app.command(help=say("用 SQL 查询批量评分的结果", "ask the results of batches in SQL"))(query)
app.command(
    help=say(
        "把结论与报告寄给服务商（默认只试运行）", "mail decisions and reports; a dry run by default"
    )
)(send)
app.command(
    help=say("查看发件箱：发了什么、什么没发、为什么", "what was sent, what was not, and why")
)(outbox)
app.command(help=say("核验报告是否真实、未改、有效", "check that a report is genuine and valid"))(
    verify
)
app.command(help=say("把报告的全部依据装进一个文件", "pack all that a report comes from"))(bundle)
app.command(help=say("给报告签名", "sign reports"))(sign)
app.command(help=say("生成签名用的密钥", "make the keys to sign with"))(keygen)
