"""`dpcap migrate`: folders rewritten for the version of the framework in force."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import EvidenceRootOption, FrameworkOption, ReviewsOption

if TYPE_CHECKING:
    from dpcap.workflow.migrate import MigratedFolder

INVALID = 3


def migrate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR",
            help=say(
                "服务商文件夹，或装着它们的目录", "provider folders, or directories that hold some"
            ),
        ),
    ],
    write: Annotated[
        bool,
        typer.Option(
            "--write", help=say("真的改写；缺省只试运行", "do rewrite; a dry run by default")
        ),
    ] = False,
    reviews: ReviewsOption = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Show, or with --write make, what each of *folders* becomes. Exits 3 where one cannot be."""
    from dpcap.cli.configuration import configuration
    from dpcap.model.finding import has_errors
    from dpcap.workflow.migrate import MigrateRequest, migrate_folders

    request = MigrateRequest(
        tuple(folders), write, reviews, framework=framework, evidence_root=evidence_root
    )
    wrong = changed = 0
    for one in migrate_folders(request, configuration()):
        _print_migrated(one, is_written=write)
        wrong += has_errors(one.findings)
        changed += bool(one.changes)
    if changed and not write:
        _say_dry_run()
    if wrong:
        raise typer.Exit(INVALID)


def _print_migrated(one: MigratedFolder, *, is_written: bool) -> None:
    import sys

    from dpcap.cli.findings import print_findings
    from dpcap.cli.write import print_out

    if one.changes and not is_written:
        print_out(_changes(one))
    print(_line(one), file=sys.stderr)
    print_findings(one.findings)


def _say_dry_run() -> None:
    import sys

    told = say(
        "以上只是试运行，没有改动任何文件；加 --write 才会改写。",
        "This was a dry run: no file was changed. Add --write to rewrite them.",
    )
    print(told, file=sys.stderr)


def _changes(one: MigratedFolder) -> str:
    from dpcap.report.sanitize import printable

    return "\n".join(printable(line) for lines in one.changes.values() for line in lines)


def _line(one: MigratedFolder) -> str:
    from dpcap.model.finding import has_errors

    if has_errors(one.findings):
        return say(f"{one.folder}：没有改写", f"{one.folder}: not rewritten")
    if not one.changes:
        return say(
            f"{one.folder}：已是 {one.after}，无需改写",
            f"{one.folder}: is of {one.after} already",
        )
    files = ", ".join(one.changes)
    return f"{one.folder}: {one.before} → {one.after} · {files}"
