"""Write the pages that are made from the code, or with --check say which are out of date.

Run: python tools/docs.py [--check]. Makes `docs/cli.md` and `docs/cli.zh-CN.md` (from the commands'
own help), `docs/findings.md` (from the codes), `docs/checklists.md` (from the shipped framework),
`docs/core-set.md` (from the framework and the examples), `docs/weights.md` and `docs/schema/` (from
the models), and puts the number of indicators into the READMEs.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import get_args

os.environ["DPCAP_LANG"] = "en"  # help is put into words when the app is imported

import core_set
import framework_keys
import role_weights
from cli_page import MADE, PAGES, cli_page, table
from dpcap.intake.framework import load_framework
from dpcap.intake.schema import SchemaKind, schema_of
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.codes import CODES
from dpcap.model.counted_words import in_the_plural
from dpcap.model.nouns import NEUTRAL
from dpcap.model.scale import Checklist
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words

ROOT = Path(__file__).parent.parent
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
    "5": ("Consistency, plans, surveys", "自洽性、计划、调研"),
    "6": ("Stored profiles, reports, PDF", "已保存的画像、报告、PDF"),
    "7": ("Gates, baselines, standing, appeals", "门槛、基线、资格与牌级、申诉"),
    "8": ("Batches", "批量评估"),
    "9": ("Workbooks and exports", "工作簿与导出文件"),
}
SEVERITIES = {"error": "error 错误", "warning": "warning 警告", "note": "note 提示"}


def unfilled(text: str, language: Language) -> str:
    """The message *text* as it stands before its braces are filled."""
    return in_the_plural(NEUTRAL.fill(text, language))


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
            (code, SEVERITIES[one.severity], unfilled(one.en, "en"), unfilled(one.zh, "zh"))
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


def weights_page() -> str:
    """`docs/weights.md`."""
    lines = ["# Weights by role · 各角色权重", "", MADE, ""]
    lines += role_weights.weights_lines(load_framework(ROOT / "questionnaires"))
    return "\n".join(lines) + "\n"


def schema_page(kind: SchemaKind) -> str:
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
        docs / "schema" / f"{kind}.schema.json": schema_page(kind) for kind in get_args(SchemaKind)
    }
    return {
        **{docs / name: cli_page(language) for name, language in PAGES.items()},
        docs / "findings.md": findings_page(),
        docs / "checklists.md": checklists_page(),
        docs / "core-set.md": core_set_page(),
        docs / "weights.md": weights_page(),
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
