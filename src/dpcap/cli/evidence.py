"""`dpcap evidence`: files taken from a folder or a zip, each to the piece that names it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import EvidenceRootOption, Folder, FrameworkOption

if TYPE_CHECKING:
    from dpcap.workflow.take_evidence import TakenEvidence

INVALID = 3


def evidence(
    folder: Folder,
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...",
            help=say("证据所在的文件夹或 zip", "folders or zips that hold the files"),
        ),
    ],
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Copy the files that the pieces of *folder* name from *sources*; say which still miss."""
    from dpcap.cli.configuration import configuration
    from dpcap.cli.findings import print_findings
    from dpcap.cli.write import print_out
    from dpcap.model.finding import has_errors
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.take_evidence import EvidenceRequest, take_evidence

    asked = ProviderRequest(folder, framework=framework, evidence_root=evidence_root)
    done = take_evidence(EvidenceRequest(asked, tuple(sources)), configuration())
    print_findings(done.findings)
    print_out("\n".join(lines_of(done)))
    if has_errors(done.findings):
        raise typer.Exit(INVALID)


def lines_of(done: TakenEvidence) -> list[str]:
    """What was taken, then who still owes which files."""
    from dpcap.report.sanitize import printable

    lines = [printable(f"{one.piece}: {one.source} → {one.file}") for one in done.taken]
    taken, missing = len(done.taken), len(done.missing)
    lines.append(
        say(f"收进 {taken} 项，还缺 {missing} 项", f"taken: {taken}; still missing: {missing}")
    )
    for person in dict.fromkeys(one.person for one in done.missing):
        who = printable(person) if person else say("未写姓名", "nobody named")
        lines.append(f"{who}{say('：', ':')}")
        lines += [
            printable(f"  {one.piece}  {one.file}") for one in done.missing if one.person == person
        ]
    return lines
