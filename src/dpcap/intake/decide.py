"""Writing the file of a decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.decision import parse_decision
from dpcap.intake.starter import schema_lines
from dpcap.intake.yaml_inline import flow
from dpcap.model.base import Language
from dpcap.model.decision import Decision

_OURS: dict[Language, str] = {
    "zh": "# 以下由 dpcap decide 写入，请勿手改",
    "en": "# What follows is written by dpcap decide; leave it as it is",
}


def write_decision(
    path: Path, decision: Decision, *, language: Language, schemas: str | None = None
) -> None:
    """Put *decision* at *path*, whole or not at all; what is written reads the same again.

    *schemas*: where the JSON Schemas lie, seen from there, for editors; *language* of our remark
    if they lie nowhere. Raises InvalidInputError if it cannot be read again, OSError.
    """
    lines = [*schema_lines("decision", schemas, language), *_lines(decision, language), ""]
    text = "\n".join(lines)
    parse_decision(text.encode(), path.as_posix(), decision.provider)
    write_atomically(path, text)


def _lines(decision: Decision, language: Language) -> Iterator[str]:
    """*decision* as YAML, a key a line and a condition a line."""
    for key, value in decision.model_dump(
        mode="json", by_alias=True, exclude_defaults=True
    ).items():
        if key == "substance":
            yield _OURS[language]
        if key == "conditions":
            yield f"{key}:"
            yield from (f"  - {flow(one)}" for one in value)
        else:
            yield f"{key}: {flow(value)}"
