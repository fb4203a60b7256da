"""JSON Schemas of what people write and what dpcap writes, so that editors complete and check."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import BaseModel

from dpcap.intake.all_answers import AnswersFile
from dpcap.intake.schema_words import key_words
from dpcap.model.appeal import Appeals
from dpcap.model.assessment import Answer, Provider
from dpcap.model.brief import Brief
from dpcap.model.certification import CertificationRules
from dpcap.model.decision import Decision
from dpcap.model.framework import Area, FrameworkFile
from dpcap.model.gate import Gates
from dpcap.model.incentive_proposal import SignedIncentives
from dpcap.model.incentives import IncentiveRules
from dpcap.model.judgement import Judgements, Reconciliation
from dpcap.model.mail import MailSettings
from dpcap.model.manager import DrawFile, ManagerFacts
from dpcap.model.mapping import ExportMapping
from dpcap.model.migration import Migration
from dpcap.model.north_star import NorthStarPlan
from dpcap.model.plan_metrics import PlanMetrics
from dpcap.model.profile import Profile
from dpcap.model.register import Register
from dpcap.model.retention import Retention
from dpcap.model.review import Review
from dpcap.model.round import Round
from dpcap.model.standing import StandingRecords, StandingRow
from dpcap.model.submission import SubmissionFile
from dpcap.model.tiers import TierRules
from dpcap.model.verdict import BatchVerdict
from dpcap.model.voice import MerchantsFile, VoiceWave

SchemaKind = Literal[
    "framework",
    "area",
    "provider",
    "answers",
    "review",
    "judgements",
    "reconciliation",
    "facts",
    "draw",
    "round",
    "decision",
    "appeal",
    "gates",
    "mail",
    "profile",
    "verdict",
    "migration",
    "mapping",
    "submission",
    "standing",
    "certification",
    "tiers",
    "standing-row",
    "incentives",
    "incentive-proposal",
    "retention",
    "register",
    "brief",
    "voice-wave",
    "merchants",
    "plan",
    "plan-metrics",
]
Schema = dict[str, Any]

_REASON: Schema = {"type": "string"}
DRAFT = "https://json-schema.org/draft/2020-12/schema"

_MODELS: dict[SchemaKind, type[BaseModel]] = {
    "framework": FrameworkFile,
    "area": Area,
    "provider": Provider,
    "answers": AnswersFile,
    "review": Review,
    "judgements": Judgements,
    "reconciliation": Reconciliation,
    "facts": ManagerFacts,
    "draw": DrawFile,
    "round": Round,
    "decision": Decision,
    "appeal": Appeals,
    "gates": Gates,
    "mail": MailSettings,
    "profile": Profile,
    "verdict": BatchVerdict,
    "migration": Migration,
    "mapping": ExportMapping,
    "submission": SubmissionFile,
    "standing": StandingRecords,
    "certification": CertificationRules,
    "tiers": TierRules,
    "standing-row": StandingRow,
    "incentives": IncentiveRules,
    "incentive-proposal": SignedIncentives,
    "retention": Retention,
    "register": Register,
    "brief": Brief,
    "voice-wave": VoiceWave,
    "merchants": MerchantsFile,
    "plan": NorthStarPlan,
    "plan-metrics": PlanMetrics,
}
# An NPS is written as a list of marks, so a list may hold numbers as well.
_LIST: Schema = {"type": "array", "items": {"type": ["string", "integer"]}}
_BARE: tuple[Schema, ...] = (
    {"type": ["boolean", "number", "string", "null"]},
    _LIST,
)


def schema_name_of(kind: SchemaKind) -> str:
    """What a file of *kind* names as its schema, such as `dpcap/gates/1`."""
    field = next(
        (one for one in _MODELS[kind].model_fields.values() if one.alias == "schema"), None
    )
    return str(next(iter(get_args(field.annotation)), kind)) if field else kind


def schema_of(kind: SchemaKind) -> Schema:
    """The JSON Schema (draft 2020-12) of a file of *kind*, keys as they are written."""
    schema = _MODELS[kind].model_json_schema(by_alias=True)
    if kind == "provider":
        _bare_facts(schema)
    elif kind == "area":
        _named_scales(schema)
    elif kind == "answers":
        _bare_answers(schema)
    elif kind == "gates":
        _extending(schema)
    _describe(schema, _MODELS[kind].__name__)
    whole = _by_kind(schema)
    return {"$schema": DRAFT, **whole, "title": f"dpcap {kind}"}


def _describe(schema: Schema, name: str) -> None:
    """Each key says what it is, by our words or by the docstring of its noun."""
    nouns = {name: schema, **schema.get("$defs", {})}
    for noun, part in nouns.items():
        words = key_words(noun, part.get("description"))
        for key, one in part.get("properties", {}).items():
            if key in words:
                one["description"] = words[key]


def _by_kind(node: Any) -> Any:  # noqa: ANN401 - any JSON
    """*node* with each union that a key tells apart as `if … then`: editors then check that one.

    A plain `oneOf` is told as not matching any of them, with the errors of all.
    """
    if isinstance(node, list):
        return [_by_kind(one) for one in node]
    if not isinstance(node, dict):
        return node
    told = node.get("discriminator")
    plain = {key: _by_kind(one) for key, one in node.items() if key != "discriminator"}
    if not isinstance(told, dict) or "oneOf" not in plain:
        return plain
    del plain["oneOf"]
    return {**plain, **_told_apart(told["propertyName"], told["mapping"])}


def _told_apart(key: str, mapping: dict[str, str]) -> Schema:
    return {
        "type": "object",
        "required": [key],
        "properties": {key: {"enum": list(mapping)}},
        "allOf": [
            {
                "if": {"required": [key], "properties": {key: {"const": value}}},
                "then": {"$ref": ref},
            }
            for value, ref in mapping.items()
        ],
    }


def _named_scales(schema: Schema) -> None:
    """A scale may be called by the name that it has in `framework.yaml`."""
    indicator = schema["$defs"]["Indicator"]["properties"]
    indicator["scale"] = {"anyOf": [indicator["scale"], {"type": "string"}]}


def _bare_facts(schema: Schema) -> None:
    """A fact may be its value alone; sections may be empty."""
    properties = schema["properties"]
    properties["facts"]["additionalProperties"] = _bare_or("Fact")
    fact = schema["$defs"]["Fact"]["properties"]
    fact["period"] = {"type": ["string", "integer", "null"]}
    for name in ("categories", "shops", "clients", "facts"):
        properties[name] = {"anyOf": [properties[name], {"type": "null"}]}


def _bare_or(noun: str) -> Schema:
    """A mapping is held to *noun*, and anything else to what may stand alone."""
    return {
        "if": {"type": "object"},
        "then": {"$ref": f"#/$defs/{noun}"},
        "else": {"anyOf": [*_BARE]},
    }


def _bare_answers(schema: Schema) -> None:
    """An answer may be its value alone; beside its own keys it takes the fields of an envelope."""
    answer = Answer.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    schema["$defs"].update(answer.pop("$defs", {}))
    properties = answer["properties"]
    del properties["envelope"]
    properties["value"] = {"anyOf": [*_BARE, {"$ref": "#/$defs/NpsCounts"}, _rate(schema)]}
    answer["additionalProperties"] = {"type": ["string", "integer"]}
    answer["allOf"] = [_alone("unknown", {"const": True}), _alone("not_applicable", _REASON)]
    schema["$defs"]["Answer"] = answer
    each = {"additionalProperties": _bare_or("Answer")}
    schema["properties"]["answers"] = {"type": ["object", "null"], **each}
    fields = {"additionalProperties": {"type": ["string", "integer"]}}
    schema["properties"]["defaults"] = {"type": ["object", "null"], **fields}


def _alone(state: str, given: Schema) -> Schema:
    """Where *state* is *given*, none of the other two is."""
    none: dict[str, Schema] = {
        "value": {"type": "null"},
        "unknown": {"enum": [None, False]},
        "not_applicable": {"type": "null"},
    }
    return {
        "if": {"required": [state], "properties": {state: given}},
        "then": {"properties": {one: said for one, said in none.items() if one != state}},
    }


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
