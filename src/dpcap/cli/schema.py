"""`dpcap schema`: the JSON Schema of what users write and what dpcap writes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dpcap.cli.language import say


def schema(
    what: Annotated[
        str,
        typer.Argument(
            metavar="KIND|DIR",
            help=say(
                "哪一种文件：framework、area、provider、answers、review、judgements、"
                "reconciliation、facts、draw、round、decision、gates、mail、mapping、profile、"
                "verdict、retention、plan；或目录：全部写入其中（编辑器在 .schema 里找）",
                "of which kind of file: framework, area, provider, answers, review, judgements, "
                "reconciliation, facts, draw, round, decision, gates, mail, mapping, profile, "
                "verdict, retention, plan; or a directory, into which all are written "
                "(editors look in .schema)",
            ),
        ),
    ],
) -> None:
    """Print the JSON Schema of a KIND of file, or write those of all kinds into DIR."""
    from dpcap.cli.write import print_out
    from dpcap.workflow.schema import schema_or_files

    made = schema_or_files(what)
    if isinstance(made, str):
        print_out(made)
    else:
        for path in made:
            print(path)
        said = say(f"已写入 {len(made)} 个", f"wrote {len(made)} schemas")
        print(said, file=sys.stderr)
