"""The options and arguments that commands share, each with its help in both languages."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.models import OptionInfo

from dpcap.cli.language import say
from dpcap.errors import UsageError
from dpcap.report.registry import FormatRegistry, OutputFormat


class Lang(StrEnum):
    """The language of what is rendered."""

    zh = "zh"
    en = "en"


class AudienceName(StrEnum):
    """Who reads a report."""

    applicant = "applicant"
    reviewer = "reviewer"
    brand = "brand"


class QuestionSet(StrEnum):
    """Which questions are asked: all of the role's, or its core alone."""

    role = "role"
    core = "core"

    @property
    def is_core(self) -> bool:
        """Whether only the core set is asked."""
        return self is QuestionSet.core


def day_option(name: str, told: str) -> OptionInfo:
    """The option *name* that takes a day, such as 2026-11-24, with the help *told*."""
    option: OptionInfo = typer.Option(name, formats=["%Y-%m-%d"], metavar="DATE", help=told)
    return option


WHAT_TO_WRITE = say("输出格式，可重复：", "what to write, may be repeated: ")


def formats_option(
    registry: FormatRegistry[Any], command: str, told: str, between: str = ", "
) -> OptionInfo:
    """The option --format of a *command* that may write several: what it offers, after *told*."""
    listed = between.join(map(_named, registry.offered(command).values()))
    option: OptionInfo = typer.Option("--format", metavar="FORMAT", help=told + listed)
    return option


def _named(one: OutputFormat[Any]) -> str:
    needs = say(f"（需 dpcap[{one.extra}]）", f" (needs dpcap[{one.extra}])")
    return f"{one.name}{needs}" if one.extra else one.name


# Of commands that print one of several forms.
PRINTED: OptionInfo = typer.Option("--format", help=say("输出形式", "how it is printed"))

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help=say("服务商文件夹", "the provider's folder"))
]
BatchOutputs = Annotated[
    list[Path],
    typer.Argument(
        metavar="OUT...",
        help=say(
            "dpcap batch 的输出目录，或其中一家的 OUT/<编号>",
            "output folders of dpcap batch, or OUT/<id> in one",
        ),
    ),
]
BatchOutput = Annotated[
    Path,
    typer.Argument(
        metavar="OUT", help=say("dpcap batch 的输出目录", "the output folder of dpcap batch")
    ),
]
FrameworkOption = Annotated[
    Path | None,
    typer.Option(
        "--framework",
        metavar="DIR",
        help=say(
            "框架目录；缺省依次取 DPCAP_FRAMEWORK、dpcap.toml、./questionnaires、自带框架",
            "the framework; else DPCAP_FRAMEWORK, dpcap.toml, ./questionnaires, ours",
        ),
    ),
]
LangOption = Annotated[
    Lang | None,
    typer.Option(
        "--lang", help=say("报告语言；缺省为服务商的语言", "language; the provider's by default")
    ),
]
MessageLangOption = Annotated[
    Lang | None,
    typer.Option("--lang", help=say("输出语言；缺省与提示相同", "language; that of messages")),
]
LedgerOption = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help=say(
            "认证与牌级台账，如 standing.jsonl；缺省取 dpcap.toml 的 ledger",
            "the ledger of standing, such as standing.jsonl; else the setting ledger",
        ),
    ),
]
TiersOption = Annotated[
    Path | None,
    typer.Option(
        "--tiers", metavar="FILE", help=say("牌级规则；缺省为自带的", "the tiers; else ours")
    ),
]
ProvidersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--provider",
        metavar="ID",
        help=say("只看这一家，可重复；缺省为全部", "this one only, may be repeated; else all"),
    ),
]
ReasonOption = Annotated[
    str | None, typer.Option("--reason", metavar="TEXT", help=say("理由", "why"))
]
SignerOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help=say("谁签署", "who signs"))
]
RoleOption = Annotated[
    str | None,
    typer.Option("--role", metavar="ROLE", help=say("按此角色评分", "score in this role")),
]
SetOption = Annotated[
    QuestionSet,
    typer.Option(
        "--set",
        help=say(
            "问哪一套题：role 角色全套；core 只问核心题，等级只是预估",
            "which questions: all of the role's, or its core alone, which only estimates a level",
        ),
    ),
]
CoreFirstOption = Annotated[
    QuestionSet | None,
    typer.Option(
        "--set",
        help=say(
            "问哪一套题：core 核心题，role 角色全套；缺省先问核心题",
            "which questions: the core set, or all of the role's; the core set comes first",
        ),
    ),
]
DateOption = Annotated[
    datetime | None,
    day_option(
        "--on",
        say(
            "评判日，证据与指标须在这一天有效；缺省为答卷的评估日",
            "the day judged, on which proof and figures must hold; that of the answers by default",
        ),
    ),
]
RunDayOption = Annotated[
    datetime | None,
    day_option(
        "--on",
        say(
            "评判日，证据与指标须在这一天有效；缺省取门槛的 review_on，再缺省为今天",
            "the day judged, when proof and figures must hold; else the gates' review_on, or today",
        ),
    ),
]
LookDayOption = Annotated[
    datetime | None,
    day_option("--on", say("看哪一天的情况；缺省为今天", "the day looked at; today by default")),
]
SigningDayOption = Annotated[
    datetime | None,
    day_option(
        "--on", say("哪一天看、哪一天签；缺省为今天", "the day looked at and signed; today")
    ),
]
ReviewsOption = Annotated[
    Path | None,
    typer.Option(
        "--reviews",
        metavar="DIR",
        help=say("复核与结论所在的目录", "directory of reviews and decisions"),
    ),
]
EvidenceRootOption = Annotated[
    Path | None,
    typer.Option(
        "--evidence-root",
        metavar="DIR",
        help=say(
            "证据原件所在目录（其下按服务商编号分）",
            "where evidence is kept, one folder a provider",
        ),
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help=say("输出目录；- 为标准输出", "where to write; - is standard output"),
    ),
]
AudienceOption = Annotated[
    AudienceName | None,
    typer.Option("--audience", help=say("报告给谁看；缺省为申请方", "who reads it; the applicant")),
]


class PagesName(StrEnum):
    """How much of a report."""

    one = "one"
    short = "short"
    full = "full"


PagesOption = Annotated[
    PagesName,
    typer.Option(
        "--pages",
        help=say(
            "报告写多少：one 只要首页；short 首页、各领域、计划、未决事项和关键证据；full 全部",
            "how much: page one alone; with areas, plan, open issues and key evidence; everything",
        ),
    ),
]
KeyOption = Annotated[
    Path, typer.Option("--key", metavar="FILE", help=say("私钥（PEM）", "the private key (PEM)"))
]
IssuerOption = Annotated[
    str, typer.Option("--issuer", metavar="NAME", help=say("签发方名称", "who vouches for it"))
]
PassphraseOption = Annotated[
    str | None,
    typer.Option(
        "--passphrase-env",
        metavar="VAR",
        help=say(
            "口令所在的环境变量；不给则在终端询问",
            "the variable with the passphrase; else it is asked",
        ),
    ),
]
ToDirOption = Annotated[
    Path | None,
    typer.Option(
        "--to-dir",
        metavar="DIR",
        help=say(
            "不经服务器，把信放进此目录（由别的程序代发）",
            "deliver into this folder, for another program to send, not to a server",
        ),
    ),
]
ResendOption = Annotated[
    bool,
    typer.Option(
        "--resend-uncertain",
        help=say(
            "存疑的（可能已送达）再发一次",
            "send once more what may have gone already",
        ),
    ),
]


def _directory(path: Path | None) -> Path | None:
    """*path*, a directory. Raises UsageError if there is none."""
    if path is not None and not path.is_dir():
        raise UsageError(f"there is no folder {path}", f"没有目录 {path}")
    return path


TemplatesOption = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        callback=_directory,
        help=say("自己的模板目录，缺的用自带的", "your own templates; ours fill the gaps"),
    ),
]
BenchmarkOption = Annotated[
    Path | None,
    typer.Option(
        "--benchmark",
        metavar="FILE",
        help=say(
            "同类的分位数（dpcap batch --benchmark 写出）；只作参照，不影响分数",
            "peer quantiles, as dpcap batch --benchmark writes them; no score depends on it",
        ),
    ),
]
OnlyPersonOption = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="PERSON",
        help=say("只要这个岗位的题", "only what this person is asked"),
    ),
]
OnlyAreaOption = Annotated[
    str | None,
    typer.Option("--area", metavar="AREA", help=say("只要这个领域的题", "only this area")),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help=say("有警告也算失败", "warnings fail too"))
]
YesOption = Annotated[
    bool, typer.Option("--yes", help=say("不再询问，直接写入", "write without asking"))
]
