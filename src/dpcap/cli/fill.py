"""`dpcap fill`: filled sheets and forms read back into a provider's folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import EvidenceRootOption, Folder, FrameworkOption, day_option

if TYPE_CHECKING:
    from dpcap.workflow.fill import FilledFolder


def fill(
    folder: Folder,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help=say(
                "填好的表（.xlsx）或填写页导出的文件（.json），一份或多份；也可以给放它们的文件夹",
                "filled sheets (.xlsx), exports of forms (.json), or folders of them",
            ),
        ),
    ],
    clear: Annotated[
        bool,
        typer.Option(
            "--clear",
            help=say(
                "表里清空了的答案照清；缺省只列出，不清",
                "clear what is blank in a sheet and was not; else it is only listed",
            ),
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help=say("只列出会改什么，不写", "list what would change, no more")
        ),
    ] = False,
    evidence: Annotated[
        Path | None,
        typer.Option(
            "--evidence",
            metavar="PATH",
            help=say("证据文件所在的文件夹或 zip", "the folder or zip with files of evidence"),
        ),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option("--on", say("读入日；缺省为今天", "the day it is read in; today by default")),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Read *files* into *folder*: what is new is written, what disagrees is kept as a conflict."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.cli.evidence import INVALID
    from dpcap.model.finding import has_errors
    from dpcap.workflow.fill import FillRequest, fill_folder
    from dpcap.workflow.provider import ProviderRequest

    asked = ProviderRequest(folder, framework=framework, evidence_root=evidence_root)
    request = FillRequest(asked, tuple(files), day_of_run(on), clear, dry_run, evidence)
    done = fill_folder(request, configuration(), _say_waiting)
    _print_done(done, dry_run=dry_run)
    if done.conflicts:
        _say_conflicts(len(done.conflicts), folder)
    if done.evidence is not None and has_errors(done.evidence.findings):
        raise typer.Exit(INVALID)


def _print_done(done: FilledFolder, *, dry_run: bool) -> None:
    from dpcap.cli.evidence import lines_of
    from dpcap.cli.findings import print_findings
    from dpcap.cli.write import print_out

    print_findings(done.findings)
    lines = _summary(done, dry_run=dry_run)
    if done.evidence is not None:
        print_findings(done.evidence.findings)
        lines += lines_of(done.evidence)
    print_out("\n".join(lines))


def _say_conflicts(count: int, folder: Path) -> None:
    import sys

    told = say(
        f"有 {count} 处说法不同，定下来之前按没有回答算。逐条查看：dpcap resolve {folder}",
        f"{count} cells are in conflict and count as not answered until settled: "
        f"dpcap resolve {folder}",
    )
    print(told, file=sys.stderr)


def _summary(done: FilledFolder, *, dry_run: bool) -> list[str]:
    new = sum(not one.before for one in done.changes)
    changed = sum(bool(one.before and one.now) for one in done.changes)
    gone = sum(not one.now for one in done.changes)
    lines = [
        say(
            f"新填 {new} 格，改动 {changed} 格，清空 {gone} 格，新证据 {len(done.pieces)} 项，"
            f"待定 {len(done.conflicts)} 处",
            f"{new} cells are new, {changed} changed, {gone} cleared; "
            f"{len(done.pieces)} new pieces of evidence; {len(done.conflicts)} in conflict",
        )
    ]
    if dry_run and done.written:
        lines.append(
            say("以上只是试运行，没有写任何文件。", "This was a dry run: no file was written.")
        )
    if not done.written:
        lines.append(say("没有要写的。", "There is nothing to write."))
    return [*lines, *(str(path) for path in done.written)]


def _say_waiting() -> None:
    import sys

    told = say(
        "另一个 dpcap 正在写这个文件夹，等它结束……", "another dpcap is writing there; waiting …"
    )
    print(told, file=sys.stderr)
