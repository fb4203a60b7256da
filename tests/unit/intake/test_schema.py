"""JSON Schemas: they name the keys as written, and know what the readers know."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from dpcap.intake.schema import DRAFT, SchemaKind, schema_of
from dpcap.intake.schema_words import WORDS, key_words

KINDS: tuple[SchemaKind, ...] = get_args(SchemaKind)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_schema(kind: SchemaKind) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == DRAFT
    assert schema["title"] == f"dpcap {kind}"
    assert schema["type"] == "object"
    assert "schema_" not in json.dumps(schema).replace("schema_version", "")


@pytest.mark.parametrize("kind", KINDS)
def test_every_reference_leads_somewhere(kind: SchemaKind) -> None:
    schema = schema_of(kind)
    text = json.dumps(schema)
    names = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
    assert names <= set(schema.get("$defs", {}))


def test_answers_and_facts_may_be_bare() -> None:
    answers = schema_of("answers")
    bare = {"type": ["boolean", "number", "string", "null"]}
    each = answers["properties"]["answers"]["additionalProperties"]
    assert bare in each["else"]["anyOf"]
    assert (each["if"], each["then"]) == ({"type": "object"}, {"$ref": "#/$defs/Answer"})
    assert "envelope" not in answers["$defs"]["Answer"]["properties"]
    facts = schema_of("provider")["properties"]["facts"]["anyOf"][0]
    assert facts["additionalProperties"]["then"] == {"$ref": "#/$defs/Fact"}


def test_aliases_stand_as_written() -> None:
    assert "pass" in schema_of("area")["$defs"]["Indicator"]["properties"]
    assert "from" in schema_of("framework")["$defs"]["Level"]["properties"]


def nouns(kind: SchemaKind) -> dict[str, dict[str, object]]:
    schema = schema_of(kind)
    return {kind: schema, **schema.get("$defs", {})}


def test_words_are_of_keys_that_there_are() -> None:
    known: dict[str, set[str]] = {}
    for kind in KINDS:
        for name, noun in nouns(kind).items():
            known.setdefault(name, set()).update(noun.get("properties", {}))  # type: ignore[call-overload]
    files = {"framework": "FrameworkFile", "area": "Area", "provider": "Provider"}
    files |= {"answers": "AnswersFile"}
    known |= {noun: known[kind] for kind, noun in files.items()}
    for noun, words in WORDS.items():
        assert noun in known, noun
        assert set(words) <= known[noun], noun


@pytest.mark.parametrize("kind", ["framework", "area", "provider", "answers"])
def test_the_keys_that_people_write_are_described(kind: SchemaKind) -> None:
    told = {noun: noun in WORDS for noun in nouns(kind)}
    for name, noun in nouns(kind).items():
        if told[name] or name == kind:
            for key, one in noun.get("properties", {}).items():  # type: ignore[attr-defined]
                assert one.get("description") or key not in WORDS.get(name, {}), (name, key)
    top = schema_of(kind)["properties"]
    assert all(one.get("description") for one in top.values())


def test_a_docstring_speaks_for_keys_without_words() -> None:
    found = key_words("Nobody", "A thing.\n\n`one`: the first; `two` is the\n    second. More.")
    assert found["one"] == "the first."
    assert found["two"] == "the second."


def branch(union: dict[str, object], key: str, value: str) -> object:
    """What the union says of the *value* of *key*."""
    for one in union["allOf"]:  # type: ignore[attr-defined]
        if one["if"]["properties"][key] == {"const": value}:
            return one["then"]
    raise AssertionError(value)


def test_unions_are_told_apart_by_their_key() -> None:
    schema = schema_of("area")
    scale, name = schema["$defs"]["Indicator"]["properties"]["scale"]["anyOf"]
    assert name == {"type": "string"}
    kinds = scale["properties"]["kind"]["enum"]
    assert {"rubric", "boolean", "choice", "checklist", "number", "nps", "rate"} <= set(kinds)
    assert scale["required"] == ["kind"]
    assert branch(scale, "kind", "rubric") == {"$ref": "#/$defs/Rubric"}
    score = schema["$defs"]["Numeric"]["properties"]["score"]
    assert branch(score, "by", "peer") == {"$ref": "#/$defs/ByPeer"}
    for kind in KINDS:
        assert "discriminator" not in json.dumps(schema_of(kind))


def test_an_answer_is_one_of_three() -> None:
    unknown, reason = schema_of("answers")["$defs"]["Answer"]["allOf"]
    assert unknown["if"]["properties"] == {"unknown": {"const": True}}
    assert unknown["then"]["properties"]["value"] == {"type": "null"}
    assert reason["if"]["properties"] == {"not_applicable": {"type": "string"}}
    assert set(reason["then"]["properties"]) == {"value", "unknown"}
