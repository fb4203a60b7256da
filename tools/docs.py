"""Write the pages that are made from the code, or with --check say which are out of date.

Run: python tools/docs.py [--check]. Makes `docs/cli.md` (from the commands' own help),
`docs/findings.md` (from the codes), `docs/checklists.md` (from the shipped framework),
`docs/core-set.md` (from the framework and the examples) and `docs/schema/` (from the models), and
puts the number of indicators into the READMEs.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import typer

os.environ["DPCAP_LANG"] = "en"  # help is put into words when the app is imported

import core_set
import framework_keys

from dpcap.cli.app import COMMANDS
from dpcap.cli.app import GROUPS as COMMAND_GROUPS
from dpcap.cli.interview.words import WORDS
from dpcap.errors import DpcapError
from dpcap.intake.framework import load_framework
from dpcap.intake.schema import Kind, schema_of
from dpcap.intake.settings import Settings
from dpcap.model.base import LANGUAGES
from dpcap.model.codes import CODES
from dpcap.model.nouns import NEUTRAL
from dpcap.model.scale import Checklist
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words

ROOT = Path(__file__).parent.parent
MADE = "<!-- Made by `make docs`. Change the code, not this page. -->"

EXIT_CODES = {
    0: "done",
    1: "done, and a result is below a line: a gate is not met, `lint --strict` found warnings, a "
    "report did not prove genuine and valid",
    2: "wrong usage: no such option or place, a file where a folder is wanted, a slip in a "
    "template of your own; or an optional extra is not installed (the message gives the install "
    "line)",
    3: "a questionnaire, an answer, a review or `dpcap.toml` is invalid, and every finding is "
    "listed; or a folder took more than a minute",
    4: "some folders could not be scored, some providers not decided on, or something could not be "
    "written (a full disk, a file open in Excel, a closed pipe); the rest is done",
    70: "a fault in dpcap; `--debug` shows the trace",
    130: "stopped with Ctrl-C; what is done is kept",
    143: "stopped by the system (SIGTERM), as with Ctrl-C",
}
VARIABLES = {
    "DPCAP_FRAMEWORK": "the framework's directory, where `--framework` is not given",
    "DPCAP_LANG": "`zh` or `en`: the language of help and messages; otherwise the locale decides",
    "NO_COLOR": "set to anything: no colours",
}
SETTINGS = {
    "framework": "the framework's directory, where neither option nor variable names one",
    "reviews": "the directory of reviews and decisions",
    "evidence_root": "where evidence is kept, one folder a provider id",
    "out": "where reports are written; `out` beside you otherwise",
    "lang": "`zh` or `en`: the language of reports; otherwise the provider's",
    "require_two_people": "`true`: `dpcap decide` refuses whoever also reviewed the provider",
    "by_is_git_author": "`true`: `by` in reviews and decisions is git's author of the file",
    "judge_by": "`begun`: a folder is judged by the version its answers name; `current` otherwise",
    "decide_set": "`role` (the default) or `core`: the questions that gates, decisions, letters "
    "and seals need, and that `dpcap batch` asks",
}
INTRODUCTION = (
    "An option names a good state: whoever lacks it is told to add it. Read them aloud, and put "
    "anew in `questionnaires/` what sounds wrong as advice. · "
    "选项写的是好的状态，没有的会被建议“加上”。请逐条读一遍，读着不通的就改问卷。"
)
# How a report advises to tick one more box.
ADD = "moves.to_more"
GROUPS = {
    "1": ("Any file", "所有文件"),
    "2": ("Frameworks", "框架"),
    "3": ("Provider folders", "服务商文件夹"),
    "4": ("Reviews and decisions", "复核与结论"),
    "5": ("Consistency", "自洽性"),
    "6": ("Stored profiles, reports, PDF", "已保存的画像、报告、PDF"),
    "7": ("Gates and baselines", "门槛与基线"),
    "8": ("Batches", "批量评估"),
}
SEVERITIES = {"error": "error 错误", "warning": "warning 警告", "note": "note 提示"}


def help_of(*command: str) -> str:
    """What `dpcap COMMAND --help` prints, in English, 80 columns wide."""
    environ = {**os.environ, "DPCAP_LANG": "en", "COLUMNS": "80", "PYTHONUTF8": "1"}
    call = [str(Path(sys.executable).with_name("dpcap")), *command, "--help"]
    done = subprocess.run(call, env=environ, capture_output=True, encoding="utf-8", check=True)
    return "\n".join(line.rstrip() for line in done.stdout.strip().splitlines())


def exit_classes() -> dict[int, list[str]]:
    """Exit code → the exceptions that become it."""
    classes: dict[int, list[str]] = {}
    waiting: list[type[DpcapError]] = [DpcapError]
    while waiting:
        one = waiting.pop(0)
        classes.setdefault(one.exit_code, []).append(one.__name__)
        waiting += one.__subclasses__()
    return classes


def table(*rows: tuple[str, ...]) -> Iterator[str]:
    """A Markdown table; the first row is its head."""
    head, *rest = rows
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rest:
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"


def cli_page() -> str:
    """`docs/cli.md`."""
    classes = exit_classes()
    if unknown := set(classes) - set(EXIT_CODES):
        raise SystemExit(f"say in EXIT_CODES what {unknown} means")
    if set(SETTINGS) != set(Settings.model_fields):
        raise SystemExit("SETTINGS and the fields of Settings differ")
    codes = [
        (f"`{code}`", text, ", ".join(f"`{name}`" for name in classes.get(code, [])) or "–")
        for code, text in EXIT_CODES.items()
    ]
    lines = [
        "# Commands",
        "",
        MADE,
        "",
        "Help and messages come in English and Chinese: `DPCAP_LANG=zh dpcap --help`.",
        "Data goes to standard output, talk to standard error.",
        "",
        *_fenced(help_of()),
        *(line for name in COMMANDS for line in _command(name)),
        "",
        "## Exit codes",
        "",
        *table(("code", "meaning", "exception"), *codes),
        "",
        "If several apply, the first of 70, 2, 3, 4, 1 counts.",
        "",
        "## Messages",
        "",
        "```text",
        "questionnaires/traffic.yaml:42:13 DP202 error: the id TRA-2 stands twice. …",
        "```",
        "",
        "Place, code, what is wrong, the way out. Every finding is listed, not only the first;",
        "[findings.md](findings.md) explains the codes.",
        "",
        "## Environment",
        "",
        *table(("variable", "is"), *((f"`{name}`", text) for name, text in VARIABLES.items())),
        "",
        "## dpcap.toml",
        "",
        "Settings stand in the nearest `dpcap.toml` from the working directory up to the root of",
        "its repository. Paths are relative to the file. Options win over it.",
        "",
        "Nothing in a provider's folder (one that holds `provider.yaml`) has a say over a",
        "provider: a `dpcap.toml`, a framework, reviews or an evidence root there are passed over",
        "with a warning, and refused where an option names them. Links are followed.",
        "",
        *table(("key", "is"), *((f"`{name}`", SETTINGS[name]) for name in Settings.model_fields)),
    ]
    return "\n".join(lines) + "\n"


def _command(name: str) -> Iterator[str]:
    yield from ("", f"## {name}", "", *_fenced(help_of(name)))
    for part in _parts(name):
        yield from ("", f"### {name} {part}", "", *_fenced(help_of(name, part)))
    if name == "assess":
        yield from (
            "",
            "On a terminal it asks for what is open, changed or lapsed, area by area, and saves",
            "each answer at once. Started again it goes on where you left. Keys:",
            "",
            *table(("key", "does"), *_keys()),
        )


def _parts(name: str) -> tuple[str, ...]:
    """The commands of a group of commands."""
    if name not in COMMAND_GROUPS:
        return ()
    group: Any = typer.main.get_command(getattr(import_module(f"dpcap.cli.{name}"), name))
    return tuple(group.commands)


def _keys() -> Iterator[tuple[str, str]]:
    """The keys of the interview and what each does."""
    for word, said in WORDS.items():
        kind, _, key = word.partition(".")
        if kind == "key":
            yield f"`{key}`", WORDS.get(f"help.{key}", said).en
    yield "Enter", WORDS["help.enter"].en.partition(": ")[2]


def _fenced(text: str) -> tuple[str, ...]:
    return "```text", text, "```"


def findings_page() -> str:
    """`docs/findings.md`."""
    lines = [
        "# Findings · 检查结果代码",
        "",
        MADE,
        "",
        "An **error** cannot be read or has no meaning: no profile, exit code 3. A **warning** was",
        "read, but an answer or a proof does not count. A **note** is for the reviewer and costs",
        "nothing. Words in braces are filled in.",
        "",
        "**错误**：读不懂或没有意义，不出结果，退出码 3。",
        "**警告**：读懂了，但该答案按未答计，或该证据不计。",
        "**提示**：供复核人核对，不扣分。花括号里的内容在运行时填入。",
    ]
    for digit, (en, zh) in GROUPS.items():
        rows = [
            (code, SEVERITIES[one.severity], NEUTRAL.fill(one.en, "en"), NEUTRAL.fill(one.zh, "zh"))
            for code, one in sorted(CODES.items())
            if code[2] == digit
        ]
        if rows:
            lines += [
                "",
                f"## {en} · {zh}",
                "",
                *table(("code", "severity", "English", "中文"), *rows),
            ]
    return "\n".join(lines) + "\n"


def checklists_page() -> str:
    """`docs/checklists.md`: every option of a checklist as the advice to tick it reads."""
    lines = [
        "# Options of checklists",
        "",
        MADE,
        "",
        INTRODUCTION,
    ]
    books = [load_words(own_reports(), language) for language in LANGUAGES]
    for area in load_framework(ROOT / "questionnaires").areas:
        ticked = [
            (one, one.scale)
            for dimension in area.dimensions
            for one in dimension.indicators
            if isinstance(one.scale, Checklist)
        ]
        lines += ["", f"## {area.title.zh} · {area.title.en}"] if ticked else []
        for one, scale in ticked:
            lines += ["", f"### {one.id} {one.title.zh} · {one.title.en}", ""]
            for option in scale.options:
                advice = (book.say(ADD, items=option.say(book.language)) for book in books)
                lines.append(f"- `{option.id}` {' · '.join(advice)}")
    return "\n".join(lines) + "\n"


def core_set_page() -> str:
    """`docs/core-set.md`."""
    framework = core_set.shipped()
    lines = [
        "# The core set, and how long questions take · 核心题与用时",
        "",
        MADE,
        "",
        core_set.times_words(framework),
        *table(*core_set.time_rows(framework)),
        "",
        core_set.ESTIMATE,
        core_set.model_words(),
        "",
        core_set.DRAWN,
        *table(*core_set.margin_rows(framework)),
        "",
        "The example providers that are graded, proved scores:",
        "",
        *table(*core_set.example_rows(framework)),
    ]
    return "\n".join(lines) + "\n"


def schema_page(kind: Kind) -> str:
    """`docs/schema/KIND.schema.json`."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n"


def counted(text: str) -> str:
    """*text* of a README with the number of indicators that the shipped framework has."""
    asked = len(load_framework(ROOT / "questionnaires").by_id)
    return re.sub(r"\d+(?= indicators| 个指标)", str(asked), text)


def pages() -> dict[Path, str]:
    """Every generated file and what it should hold."""
    docs = ROOT / "docs"
    schemas = {
        docs / "schema" / f"{kind}.schema.json": schema_page(kind) for kind in get_args(Kind)
    }
    return {
        docs / "cli.md": cli_page(),
        docs / "findings.md": findings_page(),
        docs / "checklists.md": checklists_page(),
        docs / "core-set.md": core_set_page(),
        **{page: counted(page.read_text(encoding="utf-8")) for page in ROOT.glob("README*.md")},
        framework_keys.PAGE: framework_keys.with_keys(
            framework_keys.PAGE.read_text(encoding="utf-8")
        ),
        **schemas,
    }


def same(path: Path, text: str) -> bool:
    """Whether *path* says *text*; how a terminal library lays out help is no difference."""
    if not path.is_file():
        return False
    return path.read_text(encoding="utf-8").split() == text.split()


def main() -> None:
    """Write, or with --check compare; exits 1 if a page is out of date."""
    made = pages()
    stale = [path for path, text in made.items() if not same(path, text)]
    if "--check" not in sys.argv[1:]:
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    elif stale:
        names = ", ".join(path.relative_to(ROOT).as_posix() for path in stale)
        raise SystemExit(f"out of date: {names}. Run `make docs` and look at the diff.")


if __name__ == "__main__":
    main()
