"""`<reviews>/<provider id>.decision.yaml`: a person's decision, read and written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.finding_limit import refused
from dpcap.intake.layout import schema_lines
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, parse_yaml, read_yaml, text_of
from dpcap.intake.yaml_inline import flow
from dpcap.model.base import Language
from dpcap.model.decision import Decision, DecisionCondition
from dpcap.model.finding import Finding

ENDING = ".decision.yaml"


def decision_file(reviews: Path, provider_id: str) -> Path:
    """Where the decision on *provider_id* lies in the directory *reviews*."""
    return reviews / f"{provider_id}{ENDING}"


def load_decision(reviews: Path, provider_id: str) -> Decision | None:
    """The decision on *provider_id* in the directory *reviews*, or None if there is none.

    Raises InvalidInputError. Nothing in a provider's folder is ever read as a decision.
    """
    path = decision_file(reviews, provider_id)
    return read_decision(path) if path.is_file() else None


def read_decision(path: Path) -> Decision:
    """The decision in the file at *path*. Raises InvalidInputError."""
    return _checked(read_yaml(path), path.name.removesuffix(ENDING), path.name)


def parse_decision(raw: bytes, shown: str, provider_id: str) -> Decision:
    """The decision on *provider_id* in a file's bytes; *shown* names it. Raises as above."""
    document = parse_yaml(text_of(raw, shown), shown)
    return _checked(document, provider_id, f"{provider_id}{ENDING}")


def _checked(document: Document, provider_id: str, name: str) -> Decision:
    decision = validate(document, Decision)
    if found := list(_wrong(document, decision, provider_id, name)):
        raise refused(found)
    return decision


def _wrong(
    document: Document, decision: Decision, provider_id: str, name: str
) -> Iterator[Finding]:
    if decision.provider != provider_id or name != f"{provider_id}{ENDING}":
        params = {"name": decision.provider, "file": name}
        yield document.finding("DP422", ("provider",), params)
    for place, condition in enumerate(decision.conditions):
        if is_early(condition, decision):
            days = {"day": str(condition.due_on), "on": str(decision.on)}
            yield document.finding("DP423", ("conditions", place, "due_on"), dict(days))
    yield from _unsound(document, decision)
    before = decision.replaces
    if before is None:
        return
    if before.digest == decision.model_copy(update={"replaces": None}).digest:
        yield document.finding("DP424", ("replaces", "digest"))
    if before.on > decision.on:
        days = {"day": str(before.on), "on": str(decision.on)}
        yield document.finding("DP425", ("replaces", "on"), dict(days))


def _unsound(document: Document, decision: Decision) -> Iterator[Finding]:
    """What is wrong with how long it holds and on what."""
    if decision.has_ended(decision.on):
        days = {"day": str(decision.until), "on": str(decision.on)}
        yield document.finding("DP461", ("until",), dict(days))
    if decision.rests_on is None:
        yield document.finding("DP105", ("rests_on",), {"field": "rests_on"})
    elif decision.rests_on.digest != decision.substance:
        yield document.finding("DP462", ("substance",))


def is_early(condition: DecisionCondition, decision: Decision) -> bool:
    """Whether *condition* falls due before the day of *decision*."""
    return condition.due_on < decision.on


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
    lines = [*schema_lines("decision", schemas), *_lines(decision, language), ""]
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
