"""`dpcap submit`: who answers for what a folder says."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from dpcap.cli.language import say
from dpcap.cli.options import EvidenceRootOption, Folder, FrameworkOption, day_option


def submit(
    folder: Folder,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help=say("负责人姓名", "who answers for it"))
    ],
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TITLE", help=say("负责人职务", "that person's office")),
    ] = None,
    on: Annotated[
        datetime | None,
        day_option("--on", say("签交日；缺省为今天", "the day of signing; today by default")),
    ] = None,
    framework: FrameworkOption = None,
    evidence_root: EvidenceRootOption = None,
) -> None:
    """Record who signs off *folder* as it stands."""
    import sys

    from dpcap.cli.configuration import configuration
    from dpcap.cli.day import day_of_run
    from dpcap.report.sanitize import printable
    from dpcap.workflow.provider import ProviderRequest
    from dpcap.workflow.submit import SubmitRequest, submit_folder

    asked = ProviderRequest(folder, framework=framework, evidence_root=evidence_root)
    done = submit_folder(SubmitRequest(asked, by, day_of_run(on), title), configuration())
    signed = done.submission
    who, digest = printable(signed.by), signed.digest[:8]
    if done.written is None:
        told = say(
            f"{who} 已于 {signed.on} 签交，此后没有改动（校验码 {digest}），没有写入。",
            f"{who} signed it off on {signed.on}, and nothing has changed since"
            f" (digest {digest}); nothing was written.",
        )
    else:
        print(done.written)
        told = say(
            f"{who} 于 {signed.on} 签交，校验码 {digest}。此后再改，要重新签交。",
            f"Signed off by {who} on {signed.on}, digest {digest}. After a change, sign again.",
        )
    if (old := done.outdated) is not None:
        earlier = printable(old.by)
        past = say(
            f"{earlier} {old.on} 签交之后有过改动，以这次签交为准。",
            f"It had changed since the sign-off on {old.on} by {earlier}; from now on this one"
            " counts.",
        )
        told = f"{past}\n{told}"
    print(told, file=sys.stderr)
