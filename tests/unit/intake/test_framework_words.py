"""What a framework says of its own words: one language, groups, marks, nouns."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates
from dpcap.model.framework import Framework
from dpcap.model.nouns import Noun

TINY = Path(__file__).parents[2] / "examples" / "frameworks" / "tiny"
NEW = {
    "nouns": {"part": {"zh": "校区", "en": "campus", "plural": "campuses", "counter": "个"}},
    "verdicts": {"admit": {"title": {"zh": "合格", "en": "Pass"}}},
    "disclaimer": {"zh": "示例", "en": "An example"},
    "official_issuers": ["示例局"],
    "group_by": ["categories"],
    "source_marks": {"survey": {"zh": "调查", "en": "Survey"}},
}


def one_language(value: Any, language: str) -> Any:
    """*value* with every text as a plain string in *language*."""
    if isinstance(value, dict):
        if set(value) == {"zh", "en"}:
            return value[language]
        if {"zh", "en"} < set(value):
            kept = {key: one for key, one in value.items() if key not in {"zh", "en"}}
            return {**kept, language: value[language]}
        return {key: one_language(one, language) for key, one in value.items()}
    return [one_language(one, language) for one in value] if isinstance(value, list) else value


def read(path: Path) -> Any:
    return yaml.load(path.read_bytes(), yaml.CSafeLoader)


def written(tmp_path: Path, **changed: Any) -> Path:
    """A copy of the small framework with *changed* keys in its head."""
    shutil.copytree(TINY, tmp_path / "f")
    path = tmp_path / "f" / "framework.yaml"
    head = read(path)
    path.write_text(yaml.safe_dump(head | changed, allow_unicode=True), "utf-8")
    return tmp_path / "f"


def in_one(tmp_path: Path, language: str) -> Path:
    folder = written(tmp_path, languages=[language])
    for path in folder.glob("*.yaml"):
        data = one_language(read(path), language)
        path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return folder


def codes(folder: Path) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        load_framework(folder)
    return [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_language_is_enough_and_scores_the_same(tmp_path: Path, language: str) -> None:
    both, one = load_framework(TINY), load_framework(in_one(tmp_path, language))
    assert one.languages == (language,)
    assert one.title.zh == one.title.en == both.title.say(language)  # type: ignore[arg-type]
    assert one.scoring_digest == both.scoring_digest
    again = Framework.model_validate_json(one.json_text)
    assert again == one


def test_a_framework_in_both_languages_has_no_text_in_one(tmp_path: Path) -> None:
    folder = in_one(tmp_path, "zh")
    head = read(folder / "framework.yaml")
    del head["languages"]
    (folder / "framework.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    assert codes(folder)


def test_gates_of_such_a_framework_may_be_written_in_it_alone(tmp_path: Path) -> None:
    framework = load_framework(in_one(tmp_path, "zh"))
    rule = {"measure": "proved.overall", "at_least": 1, "message": "要有分。"}
    gates = {"schema": "dpcap/gates/1", "id": "own", "title": "门槛", "rules": {"some": rule}}
    path = tmp_path / "gates.yaml"
    path.write_text(json.dumps(gates), "utf-8")
    assert load_gates(path, framework).title.en == "门槛"
    with pytest.raises(InvalidInputError):
        load_gates(path, load_framework(TINY))


def test_no_score_hangs_on_words(tmp_path: Path) -> None:
    plain, worded = load_framework(TINY), load_framework(written(tmp_path, **NEW))
    assert worded.digest != plain.digest
    assert worded.scoring_digest == plain.scoring_digest


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"group_by": ["nothing"]}, "DP137"),
        ({"group_by": ["categories", "categories"]}, "DP139"),
        ({"languages": ["zh", "zh"]}, "DP139"),
    ],
)
def test_what_names_nothing_is_found(tmp_path: Path, changed: dict[str, Any], code: str) -> None:
    assert codes(written(tmp_path, **changed)) == [code]


def test_a_mark_that_nobody_names_is_found(tmp_path: Path) -> None:
    folder = written(tmp_path, source_marks={"survey": {"zh": "调查", "en": "Survey"}})
    path = folder / "work.yaml"
    path.write_text(path.read_text("utf-8").replace("mark: trade", "mark: survey"), "utf-8")
    assert load_framework(folder)
    path.write_text(path.read_text("utf-8").replace("mark: survey", "mark: hearsay"), "utf-8")
    assert set(codes(folder)) == {"DP138"}


@pytest.mark.parametrize("word", ["<b>shop</b>", "a $part", "{name}", "x" * 61, "`rm`"])
def test_a_noun_is_words_alone(tmp_path: Path, word: str) -> None:
    assert codes(written(tmp_path, nouns={"part": {"zh": word, "en": "site"}}))


def test_english_has_a_plural() -> None:
    def said(noun: Noun) -> dict[str, str]:
        return dict(noun.forms("part", "en"))

    assert said(Noun(zh="校区", en="campus", plural="campuses"))["Parts"] == "Campuses"
    assert said(Noun(zh="门诊", en="clinic"))["parts"] == "clinics"
