# ruff: noqa: E501 - a text a line
"""`docs/cli.md` and `docs/cli.zh-CN.md`: each command's own help, exit codes and settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from dpcap.cli.app import COMMANDS, GROUPS
from dpcap.cli.interview.words import WORDS
from dpcap.errors import DpcapError
from dpcap.intake.settings import Settings
from dpcap.model.base import Language
from dpcap.model.two_languages import TwoLanguages

PAGES: dict[str, Language] = {"cli.md": "en", "cli.zh-CN.md": "zh"}
MADE = "<!-- Made by `make docs`. Change the code, not this page. -->"
EXIT_CODES = {
    0: TwoLanguages("完成", "done"),
    1: TwoLanguages(
        "完成，但有结果没过线：没过门槛、`lint --strict` 有警告、报告未能核验为真实且有效",
        "done, and a result is below a line: a gate is not met, `lint --strict` found warnings, a "
        "report did not prove genuine and valid",
    ),
    2: TwoLanguages(
        "用法不对：没有这个选项或位置、该给文件夹却给了文件、自己的模板有笔误；或没装可选组件（消息里有安装命令）",
        "wrong usage: no such option or place, a file where a folder is wanted, a slip in a "
        "template of your own; or an optional extra is not installed (the message gives the "
        "install line)",
    ),
    3: TwoLanguages(
        "问卷、答案、复核或 `dpcap.toml` 有错误，全部列出；或有文件夹超过一分钟没做完",
        "a questionnaire, an answer, a review or `dpcap.toml` is invalid, and every finding is "
        "listed; or a folder took more than a minute",
    ),
    4: TwoLanguages(
        "有的文件夹评不了、有的服务商没作结论，或有东西写不了（磁盘满、文件在 Excel 里开着、管道断开）；其余已完成",
        "some folders could not be scored, some providers not decided on, or something could not "
        "be written (a full disk, a file open in Excel, a closed pipe); the rest is done",
    ),
    70: TwoLanguages(
        "dpcap 自身出错；加 `--debug` 看跟踪", "a fault in dpcap; `--debug` shows the trace"
    ),
    130: TwoLanguages(
        "按 Ctrl-C 停止；做完的都已保留", "stopped with Ctrl-C; what is done is kept"
    ),
    143: TwoLanguages(
        "被系统停止（SIGTERM），其余同 Ctrl-C", "stopped by the system (SIGTERM), as with Ctrl-C"
    ),
}
VARIABLES = {
    "DPCAP_FRAMEWORK": TwoLanguages(
        "框架目录，没写 `--framework` 时用它",
        "the framework's directory, where `--framework` is not given",
    ),
    "DPCAP_LANG": TwoLanguages(
        "`zh` 或 `en`：帮助和消息用哪种语言；不设则跟随系统语言",
        "`zh` or `en`: the language of help and messages; otherwise the locale decides, on Windows "
        "its display language",
    ),
    "NO_COLOR": TwoLanguages("设为任意值：不用颜色", "set to anything: no colours"),
    "COLUMNS": TwoLanguages(
        "页面宽多少列，40 至 160；不设则由终端决定",
        "how many columns wide pages are, 40 to 160; otherwise the terminal says",
    ),
}
SETTINGS = {
    "framework": TwoLanguages(
        "框架目录，选项和环境变量都没写时用它",
        "the framework's directory, where neither option nor variable names one",
    ),
    "reviews": TwoLanguages("复核与结论所在的目录", "the directory of reviews and decisions"),
    "round": TwoLanguages(
        "本轮日期的文件；不写则取复核目录里的 `round.yaml`（见 [rounds.zh-CN.md](rounds.zh-CN.md)）",
        "the file with the days of the round; else `round.yaml` among the reviews "
        "([rounds.md](rounds.md))",
    ),
    "retention": TwoLanguages(
        "各类文件保存多久（见 [forget.zh-CN.md](forget.zh-CN.md)）",
        "for how long each kind of file is kept ([forget.md](forget.md))",
    ),
    "ledger": TwoLanguages(
        "认证与牌级的台账；还没有这个文件也行（见 [standing.zh-CN.md](standing.zh-CN.md)）",
        "the ledger of standing, which need not be there yet ([standing.md](standing.md))",
    ),
    "certification": TwoLanguages(
        "认证规则；不写则用自带的", "the rules of certification; else ours"
    ),
    "tiers": TwoLanguages("牌级规则；不写则用自带的", "the tiers; else ours"),
    "evidence_root": TwoLanguages(
        "证据原件所在目录，其下按服务商编号分",
        "where evidence is kept, one folder a provider id",
    ),
    "out": TwoLanguages(
        "报告写到哪里；不写则为当前目录下的 `out`",
        "where reports are written; `out` beside you otherwise",
    ),
    "lang": TwoLanguages(
        "`zh` 或 `en`：报告用哪种语言；不写则用服务商的",
        "`zh` or `en`: the language of reports; otherwise the provider's",
    ),
    "require_two_people": TwoLanguages(
        "`true`：复核过这家的人，`dpcap decide` 不让他作结论",
        "`true`: `dpcap decide` refuses whoever also reviewed the provider",
    ),
    "by_is_git_author": TwoLanguages(
        "`true`：复核与结论里的 `by` 须是 git 里该文件的作者",
        "`true`: `by` in reviews and decisions is git's author of the file",
    ),
    "judge_by": TwoLanguages(
        "`begun`：按答案里写的版本评；不写为 `in_force`（旧写法 `current`），按现行版本。"
        "轮次文件写了 `judge_by` 的，以它为准",
        "`begun`: a folder is judged by the version its answers name; `in_force` (`current` as "
        "well) otherwise. What the round says goes before",
    ),
    "decide_set": TwoLanguages(
        "`role`（缺省）或 `core`：门槛、结论、信件、签名要答哪一套题，`dpcap batch` 也问这一套",
        "`role` (the default) or `core`: the questions that gates, decisions, letters "
        "and seals need, and that `dpcap batch` asks",
    ),
}
OPENING = TwoLanguages(
    """# 命令

{made}

[English](cli.md)

帮助和消息有中英文两种：设 `DPCAP_LANG=zh`（Windows 上先 `set DPCAP_LANG=zh`，PowerShell 里 `$env:DPCAP_LANG="zh"`），再 `dpcap --help`。
结果写到标准输出，提示写到标准错误。""",
    """# Commands

{made}

[中文](cli.zh-CN.md)

Help and messages come in English and Chinese: set `DPCAP_LANG=zh` (on Windows `set DPCAP_LANG=zh`, in PowerShell `$env:DPCAP_LANG="zh"`) before `dpcap --help`.
Data goes to standard output, talk to standard error.""",
)
KEYS = TwoLanguages(
    """在终端里，它按领域逐题问没答的、题目改过的和凭据已过期的，答一题存一题。再次运行会接着上次的地方。按键：""",
    """On a terminal it asks for what is open, changed or lapsed, area by area, and saves
each answer at once. Started again it goes on where you left. Keys:""",
)
ORDER = TwoLanguages(
    "同时有几种情况时，按 70、2、3、4、1 的次序取第一个。",
    "If several apply, the first of 70, 2, 3, 4, 1 counts.",
)
MESSAGE = TwoLanguages(
    """```text
questionnaires/traffic.yaml:42:13 DP202 错误：编号 TRA-2 出现了两次。……
```

依次是位置、代码、哪里不对、怎么改。所有检查结果一次列全，不会只列第一条；各代码的含义见 [findings.md](findings.md)。""",
    """```text
questionnaires/traffic.yaml:42:13 DP202 error: the id TRA-2 stands twice. …
```

Place, code, what is wrong, the way out. Every finding is listed, not only the first;
[findings.md](findings.md) explains the codes.""",
)
FILE = TwoLanguages(
    """设置写在 `dpcap.toml` 里：从当前目录往上找，到仓库根目录为止，用最近的一个。路径相对于这个文件；选项优先于设置。

服务商文件夹（有 `provider.yaml` 的）里的任何文件都不能左右对服务商的评估：里面的 `dpcap.toml`、框架、复核、证据目录一律略过并警告，用选项指过去的则拒绝。通过链接也一样。""",
    """Settings stand in the nearest `dpcap.toml` from the working directory up to the root of
its repository. Paths are relative to the file. Options win over it.

Nothing in a provider's folder (one that holds `provider.yaml`) has a say over a
provider: a `dpcap.toml`, a framework, reviews or an evidence root there are passed over
with a warning, and refused where an option names them. Links are followed.""",
)
HEADS = {
    "codes": (
        TwoLanguages("退出码", "code"),
        TwoLanguages("含义", "meaning"),
        TwoLanguages("异常", "exception"),
    ),
    "keys": (TwoLanguages("按键", "key"), TwoLanguages("作用", "does")),
    "variables": (TwoLanguages("变量", "variable"), TwoLanguages("含义", "is")),
    "settings": (TwoLanguages("键", "key"), TwoLanguages("含义", "is")),
}
TITLES = {
    "codes": TwoLanguages("退出码", "Exit codes"),
    "messages": TwoLanguages("消息", "Messages"),
    "environment": TwoLanguages("环境变量", "Environment"),
}


def table(*rows: tuple[str, ...]) -> Iterator[str]:
    """A Markdown table; the first row is its head."""
    head, *rest = rows
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rest:
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"


def cli_page(language: Language) -> str:
    """The page of commands in *language*."""
    classes = _exit_classes()
    if unknown := set(classes) - set(EXIT_CODES):
        raise SystemExit(f"say in EXIT_CODES what {unknown} means")
    if set(SETTINGS) != set(Settings.model_fields):
        raise SystemExit("SETTINGS and the fields of Settings differ")
    between = "、" if language == "zh" else ", "
    codes = [
        (
            f"`{code}`",
            text.say(language),
            between.join(f"`{name}`" for name in classes.get(code, [])) or "–",
        )
        for code, text in EXIT_CODES.items()
    ]
    titles = {name: f"## {title.say(language)}" for name, title in TITLES.items()}
    lines = [
        OPENING.say(language).replace("{made}", MADE),
        "",
        *_fenced(_help_of(language)),
        *(line for name in COMMANDS for line in _command(name, language)),
        *("", titles["codes"], "", *table(_head("codes", language), *codes)),
        *("", ORDER.say(language), "", titles["messages"], "", MESSAGE.say(language)),
        *("", titles["environment"], "", *_settings("variables", VARIABLES, language)),
        *("", "## dpcap.toml", "", FILE.say(language), ""),
        *_settings("settings", {name: SETTINGS[name] for name in Settings.model_fields}, language),
    ]
    return "\n".join(lines) + "\n"


def _help_of(language: Language, *command: str) -> str:
    """What `dpcap COMMAND --help` prints, 80 columns wide."""
    environ = {**os.environ, "DPCAP_LANG": language, "COLUMNS": "80", "PYTHONUTF8": "1"}
    call = [str(Path(sys.executable).with_name("dpcap")), *command, "--help"]
    done = subprocess.run(call, env=environ, capture_output=True, encoding="utf-8", check=True)
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def _exit_classes() -> dict[int, list[str]]:
    """Exit code → the exceptions that become it."""
    classes: dict[int, list[str]] = {}
    waiting: list[type[DpcapError]] = [DpcapError]
    while waiting:
        one = waiting.pop(0)
        classes.setdefault(one.exit_code, []).append(one.__name__)
        waiting += one.__subclasses__()
    return classes


def _head(name: str, language: Language) -> tuple[str, ...]:
    return tuple(cell.say(language) for cell in HEADS[name])


def _settings(name: str, told: dict[str, TwoLanguages], language: Language) -> Iterator[str]:
    rows = ((f"`{key}`", text.say(language)) for key, text in told.items())
    return table(_head(name, language), *rows)


def _command(name: str, language: Language) -> Iterator[str]:
    yield from ("", f"## {name}", "", *_fenced(_help_of(language, name)))
    for part in _parts(name):
        yield from ("", f"### {name} {part}", "", *_fenced(_help_of(language, name, part)))
    if name == "assess":
        keys = table(_head("keys", language), *_keys(language))
        yield from ("", KEYS.say(language), "", *keys)


def _parts(name: str) -> tuple[str, ...]:
    """The commands of a group of commands."""
    if name not in GROUPS:
        return ()
    group: Any = typer.main.get_command(getattr(import_module(f"dpcap.cli.{name}"), name))
    return tuple(group.commands)


def _keys(language: Language) -> Iterator[tuple[str, str]]:
    """The keys of the interview and what each does."""
    for word, said in WORDS.items():
        kind, _, key = word.partition(".")
        if kind == "key":
            yield f"`{key}`", WORDS.get(f"help.{key}", said).say(language)
    name, _, does = WORDS["help.enter"].say(language).replace("：", ": ").partition(": ")
    yield name, does


def _fenced(text: str) -> tuple[str, ...]:
    return "```text", text, "```"
