"""`dpcap lint`: what is wrong with frameworks, provider folders, reviews and gates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.findings import FINDING_FORMATS
from dpcap.cli.language import TALK, say
from dpcap.cli.options import PRINTED, EvidenceRootOption, FrameworkOption, StrictOption

INVALID, BELOW = 3, 1


if TYPE_CHECKING:
    LintFormat = str
else:
    LintFormat = FINDING_FORMATS.choices("lint")
(DEFAULT_FORMAT,) = FINDING_FORMATS.defaults("lint")


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
    shape: Annotated[LintFormat, PRINTED] = DEFAULT_FORMAT,
    strict: StrictOption = False,
    whole: Annotated[
        bool,
        typer.Option("--all", help=say("逐条列出，不归并", "list every single one, none together")),
    ] = False,
    weights: Annotated[
        bool,
        typer.Option(
            "--weights",
            help=say("只列出各题在各角色里的权重", "only print what each indicator weighs"),
        ),
    ] = False,
    role: Annotated[
        str | None,
        typer.Option(
            "--role", metavar="ROLE", help=say("与 --weights 同用：只列此角色", "with --weights")
        ),
    ] = None,
) -> None:
    """Check *paths* and print every finding. Exits 3 on errors, 1 on warnings with --strict."""
    import sys

    if weights or role is not None:
        _weigh(tuple(paths or ()), framework, role, shape, asked=weights)
        return
    from dpcap.cli.configuration import configuration
    from dpcap.cli.write import print_out
    from dpcap.workflow.lint import LintRequest, lint_paths

    found = lint_paths(LintRequest(paths or (), framework, evidence_root), configuration())
    if text := FINDING_FORMATS.find("lint", shape).renderer(found, TALK, whole=whole):
        print_out(text)
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


def _weigh(
    paths: tuple[Path, ...], framework: Path | None, role: str | None, shape: str, *, asked: bool
) -> None:
    """The weights of one framework instead of findings."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.lint_weights import as_json, print_weights
    from dpcap.cli.write import print_out
    from dpcap.errors import UsageError
    from dpcap.workflow.weights import WeightsRequest, weigh_framework

    if not asked:
        raise UsageError("--role goes with --weights only", "--role 只与 --weights 同用")
    if len(paths) + (framework is not None) > 1:
        raise UsageError(
            "--weights shows one framework: name one directory", "--weights 一次只看一个框架目录"
        )
    if shape not in (DEFAULT_FORMAT, "json"):
        raise UsageError(
            f"--weights prints {DEFAULT_FORMAT} or json",
            f"--weights 只能输出 {DEFAULT_FORMAT} 或 json",
        )
    found = weigh_framework(WeightsRequest(paths[0] if paths else framework, role), configuration())
    if shape == "json":
        print_out(as_json(found))
    else:
        print_weights(found)
