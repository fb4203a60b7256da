"""JSON Schemas: they name the keys as written, and know what the readers know."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from dpcap.intake.schema import DRAFT, Kind, schema_of

KINDS: tuple[Kind, ...] = get_args(Kind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_schema(kind: Kind) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == DRAFT
    assert schema["title"] == f"dpcap {kind}"
    assert schema["type"] == "object"
    assert "schema_" not in json.dumps(schema).replace("schema_version", "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind: Kind) -> None:
    schema = schema_of(kind)
    text = json.dumps(schema)
    names = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert names <= set(schema["$defs"])


def test_answers_and_facts_may_be_bare() -> None:
    answers = schema_of("answers")
    assert {"type": ["boolean", "number", "string", "null"]} in (
        answers["properties"]["answers"]["additionalProperties"]["anyOf"]
    )
    assert "envelope" not in answers["$defs"]["Answer"]["properties"]
    facts = schema_of("provider")["properties"]["facts"]["anyOf"][0]
    assert {"$ref": "#/$defs/Fact"} in facts["additionalProperties"]["anyOf"]


def test_aliases_stand_as_written() -> None:
    assert "pass" in schema_of("area")["$defs"]["Indicator"]["properties"]
    assert "from" in schema_of("framework")["$defs"]["Level"]["properties"]
