"""`dpcap lint`: what is wrong with frameworks, provider folders, reviews and gates."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dpcap.cli.language import TALK, say
from dpcap.cli.options import EvidenceRootOption, FrameworkOption

INVALID, BELOW = 3, 1


class Shape(StrEnum):
    """How findings are printed."""

    text = "text"
    json = "json"
    github = "github"


def lint(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help=say(
                "框架、服务商、复核目录或门槛文件；缺省为所用框架",
                "directories or gates; the framework found by default",
            ),
        ),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
    shape: Annotated[
        Shape, typer.Option("--format", help=say("输出形式", "how findings are printed"))
    ] = Shape.text,
    strict: Annotated[
        bool, typer.Option("--strict", help=say("有警告也算失败", "warnings fail too"))
    ] = False,
) -> None:
    """Check *paths* and print every finding. Exits 3 on errors, 1 on warnings with --strict."""
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.cli.findings import FORMATS
    from dpcap.cli.write import print_out
    from dpcap.errors import chosen
    from dpcap.workflow.lint import LintRequest, lint_paths

    found = lint_paths(LintRequest(paths or (), framework, evidence_root), configuration())
    if found or shape is Shape.json:
        print_out(chosen(FORMATS, shape.value)(found, TALK))
    counts = {s: sum(f.severity == s for f in found) for s in ("error", "warning", "note")}
    summary = say(
        "错误 {error} · 警告 {warning} · 提示 {note}",
        "errors {error} · warnings {warning} · notes {note}",
    )
    print(summary.format_map(counts), file=sys.stderr)
    if counts["error"]:
        raise typer.Exit(INVALID)
    if strict and counts["warning"]:
        raise typer.Exit(BELOW)
