"""JSON Schemas of what people write and what dpcap writes, so that editors complete and check."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from dpcap.intake.all_answers import AnswersFile
from dpcap.model.assessment import Answer, Provider
from dpcap.model.decision import Decision
from dpcap.model.framework import Area, FrameworkFile
from dpcap.model.gate import Gates
from dpcap.model.mail import MailSettings
from dpcap.model.manager import DrawFile, ManagerFacts
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.model.verdict import BatchVerdict

Kind = Literal[
    "framework",
    "area",
    "provider",
    "answers",
    "review",
    "facts",
    "draw",
    "decision",
    "gates",
    "mail",
    "profile",
    "verdict",
]
Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_MODELS: dict[Kind, type[BaseModel]] = {
    "framework": FrameworkFile,
    "area": Area,
    "provider": Provider,
    "answers": AnswersFile,
    "review": Review,
    "facts": ManagerFacts,
    "draw": DrawFile,
    "decision": Decision,
    "gates": Gates,
    "mail": MailSettings,
    "profile": Profile,
    "verdict": BatchVerdict,
}
# An NPS is written as a list of marks, so a list may hold numbers as well.
_LIST: Schema = {"type": "array", "items": {"type": ["string", "integer"]}}
_BARE: tuple[Schema, ...] = (
    {"type": ["boolean", "number", "string", "null"]},
    _LIST,
)


def schema_of(kind: Kind) -> Schema:
    """The JSON Schema (draft 2020-12) of a file of *kind*, keys as they are written."""
    schema = _MODELS[kind].model_json_schema(by_alias=True)
    if kind == "provider":
        _bare_facts(schema)
    elif kind == "answers":
        _bare_answers(schema)
    elif kind == "gates":
        _extending(schema)
    return {"$schema": DRAFT, **schema, "title": f"dpcap {kind}"}


def _bare_facts(schema: Schema) -> None:
    """A fact may be its value alone; sections may be empty."""
    properties = schema["properties"]
    properties["facts"]["additionalProperties"] = {"anyOf": [*_BARE, {"$ref": "#/$defs/Fact"}]}
    fact = schema["$defs"]["Fact"]["properties"]
    fact["period"] = {"type": ["string", "integer", "null"]}
    for name in ("categories", "shops", "clients", "facts"):
        properties[name] = {"anyOf": [properties[name], {"type": "null"}]}


def _bare_answers(schema: Schema) -> None:
    """An answer may be its value alone; beside its own keys it takes the fields of an envelope."""
    answer = Answer.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    schema["$defs"].update(answer.pop("$defs", {}))
    properties = answer["properties"]
    del properties["envelope"]
    properties["value"] = {"anyOf": [*_BARE, {"$ref": "#/$defs/NpsCounts"}, _rate(schema)]}
    answer["additionalProperties"] = {"type": ["string", "integer"]}
    schema["$defs"]["Answer"] = answer
    each = {"additionalProperties": {"anyOf": [*_BARE, {"$ref": "#/$defs/Answer"}]}}
    schema["properties"]["answers"] = {"type": ["object", "null"], **each}
    fields = {"additionalProperties": {"type": ["string", "integer"]}}
    schema["properties"]["defaults"] = {"type": ["object", "null"], **fields}


def _rate(schema: Schema) -> Schema:
    """Two counts as they are written: the scale says of how many the rate is."""
    counts = schema["$defs"]["RateCounts"]
    counts["properties"].pop("per")
    counts["required"] = ["cases", "base"]
    return {"$ref": "#/$defs/RateCounts"}


def _extending(schema: Schema) -> None:
    """Gates that extend others need not say what those say already."""
    whole = [name for name in schema["required"] if name not in ("schema", "id")]
    rule = schema["$defs"]["Gate"]
    schema["required"] = ["schema", "id"]
    schema["if"] = {"required": ["extends"], "properties": {"extends": {"type": "string"}}}
    schema["else"] = {
        "required": whole,
        "properties": {"rules": {"additionalProperties": {"required": rule.pop("required")}}},
    }
