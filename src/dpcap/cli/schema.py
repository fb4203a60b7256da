"""`dpcap schema`: the JSON Schema of what users write and what dpcap writes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dpcap.cli.language import say


class Kind(StrEnum):
    """What has a schema."""

    framework = "framework"
    area = "area"
    provider = "provider"
    answers = "answers"
    review = "review"
    facts = "facts"
    draw = "draw"
    decision = "decision"
    gates = "gates"
    mail = "mail"
    profile = "profile"
    verdict = "verdict"
    migration = "migration"


def schema(
    kind: Annotated[Kind, typer.Argument(help=say("哪一种文件", "of which kind of file"))],
) -> None:
    """Print the JSON Schema of *kind*."""
    import json

    from dpcap.cli.write import print_out
    from dpcap.intake.schema import schema_of

    print_out(json.dumps(schema_of(kind.value), ensure_ascii=False, indent=2))
