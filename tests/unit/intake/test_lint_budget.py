"""The budget of weights: results first, and nothing above what a role's buyer asks for first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders import CAPS, area, indicator, text
from dpcap.errors import InvalidInputError
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_framework
from dpcap.model.finding import Finding

HEADLINE = ["ONE-1.1", "ONE-1.2", "ONE-1.3", "TWO-1.1", "TWO-1.2", "TWO-1.3"]
NATURES = ("result", "result", "result", "process", "safeguard")


def items(code: str, natures: tuple[str, ...], weights: dict[str, float]) -> list[dict[str, Any]]:
    """An indicator of each nature; those named by *weights* weigh that."""
    nodes = [f"{code}-1.{n}" for n in range(1, len(natures) + 1)]
    return [
        indicator(node, nature=nature, title=words(node), question=words(f"is {node}"))
        | ({"weight": weights[node]} if node in weights else {})
        for node, nature in zip(nodes, natures, strict=True)
    ]


def words(one: str) -> dict[str, str]:
    """Some text, not the same in both languages."""
    return text(one.lower())


def write(
    folder: Path,
    *,
    headline: list[str] | None = None,
    one: tuple[str, ...] = NATURES,
    weights: dict[str, float] | None = None,
    **more: Any,
) -> Path:
    """A framework of two areas of five indicators and one role."""
    heavy = weights or {}
    areas = [area("ONE", items("ONE", one, heavy)), area("TWO", items("TWO", NATURES, heavy))]
    for made in areas:
        save(folder / f"{made['id']}.yaml", made)
    role = {
        "title": text("maker"),
        "weights": {"one": 50, "two": 50},
        "headline": HEADLINE if headline is None else headline,
    }
    head = {
        "schema": "dpcap/framework/1",
        "id": "budget",
        "version": "1",
        "title": text("budget"),
        "introduction": text("for tests"),
        "areas": ["one", "two"],
        "method": {"proof_caps": CAPS},
        "proof_titles": {kind: text(kind) for kind in CAPS},
        "levels": [{"id": "L1", "from": 0, "title": text("start")}],
        "roles": {"maker": role},
        "people": {"owner": text("owner")},
        **more,
    }
    save(folder / "framework.yaml", head)
    return folder


def save(file: Path, data: dict[str, Any]) -> None:
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def told(found: tuple[Finding, ...], code: str) -> list[tuple[str, str, str]]:
    """The line of each finding of *code* and both its messages."""
    lines = [
        Path(one.file or "").read_text("utf-8").splitlines()[(one.line or 0) - 1].strip()
        for one in found
    ]
    return [
        (line, one.message("zh"), one.message("en"))
        for line, one in zip(lines, found, strict=True)
        if one.code == code
    ]


def test_a_budget_that_is_kept_has_nothing_wrong(tmp_path: Path) -> None:
    assert lint_framework(write(tmp_path)) == ()


def test_without_a_headline_no_nature_is_wanted_and_no_budget_held(tmp_path: Path) -> None:
    folder = write(tmp_path, headline=[], weights={"ONE-1.4": 9.0})
    assert lint_framework(folder) == ()


def test_an_indicator_without_nature_is_an_error(tmp_path: Path) -> None:
    folder = write(tmp_path)
    file = folder / "two.yaml"
    file.write_text(re.sub(r" +nature: safeguard\n", "", file.read_text("utf-8")), "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_framework(folder)
    [(line, zh, en)] = told(tuple(caught.value.findings), "DP161")
    assert line == "- id: TWO-1.5"
    assert "TWO-1.5 缺少 nature" in zh
    assert "TWO-1.5 lacks `nature`" in en


def test_a_headline_names_what_there_is(tmp_path: Path) -> None:
    folder = write(tmp_path, headline=[*HEADLINE[:5], "TWO-1.33"])
    [(line, _, en)] = told(lint_framework(folder), "DP201")
    assert line == "- TWO-1.33"
    assert "close to it: TWO-1.3" in en


@pytest.mark.parametrize(
    ("headline", "zh", "en"),
    [
        (HEADLINE[:5], "有 5 个", "there are 5"),
        ([*HEADLINE, "ONE-1.4", "ONE-1.5", "TWO-1.4"], "有 9 个", "there are 9"),
        ([*HEADLINE, "ONE-1.1"], "ONE-1.1 写了两次", "ONE-1.1 stands twice"),
    ],
)
def test_a_headline_names_six_to_eight(
    tmp_path: Path, headline: list[str], zh: str, en: str
) -> None:
    [(line, said_zh, said_en)] = told(lint_framework(write(tmp_path, headline=headline)), "DP162")
    assert line == "headline:"
    assert zh in said_zh
    assert en in said_en
    assert not told(lint_framework(write(tmp_path, headline=[*HEADLINE, "ONE-1.4"])), "DP162")


def test_every_role_names_its_headline(tmp_path: Path) -> None:
    roles = {
        "maker": {"title": text("maker"), "weights": {"one": 1, "two": 1}, "headline": HEADLINE},
        "other": {"title": text("other"), "weights": {"one": 1, "two": 1}},
    }
    [(line, zh, en)] = told(lint_framework(write(tmp_path, roles=roles)), "DP162")
    assert line == "other:"
    assert "没有写" in zh
    assert "there is none" in en


def test_results_carry_at_least_half_of_an_area(tmp_path: Path) -> None:
    short = write(tmp_path, one=("result", "result", "process", "process", "safeguard"))
    [(line, zh, en)] = told(lint_framework(short), "DP163")
    assert line == "id: one"
    assert "只占 40.00%" in zh
    assert "results carry 40.00%, less than half" in en
    half = write(
        tmp_path,
        one=("result", "result", "process", "process", "safeguard"),
        weights={"ONE-1.5": 0.0},
    )
    assert not told(lint_framework(half), "DP163")


def test_an_area_without_results_is_listed_with_a_reason(tmp_path: Path) -> None:
    nothing = ("process",) * 5
    assert told(lint_framework(write(tmp_path, one=nothing)), "DP163")
    listed = {"areas_without_results": {"one": text("set-up only")}}
    assert not told(lint_framework(write(tmp_path, one=nothing, **listed)), "DP163")
    [(line, zh, en)] = told(lint_framework(write(tmp_path, **listed)), "DP165")
    assert line == "one:"
    assert "请删去" in zh
    assert "has a result: ONE-1.1" in en


def test_no_process_weighs_more_than_the_heaviest_result(tmp_path: Path) -> None:
    heavy = {"ONE-1.4": 1.1}
    [(line, zh, en)] = told(lint_framework(write(tmp_path, weights=heavy)), "DP164")
    assert line == "weight: 1.1"
    assert "ONE-1.4 问的是做法，权重 10.78%" in zh
    assert "more than ONE-1.1, the heaviest result of the area one (9.80%" in en
    level = write(tmp_path, weights={"ONE-1.4": 1.0, "ONE-1.5": 1.4})
    assert not told(lint_framework(level), "DP164")


def test_what_is_asked_first_weighs_most_safeguards_aside(tmp_path: Path) -> None:
    headline = [*HEADLINE[:5], "ONE-1.4"]
    found = told(
        lint_framework(write(tmp_path, headline=headline, weights={"ONE-1.4": 0.5})), "DP166"
    )
    assert [line for line, _, _ in found] == ["- ONE-1.4"]
    assert "ONE-1.4 的有效权重是 5.55%，低于不在其中的 TWO-1.3（10.00%）" in found[0][1]
    assert "names ONE-1.4, which weighs 5.55%, less than TWO-1.3 (10.00%)" in found[0][2]
    guarded = write(tmp_path, weights={"ONE-1.5": 1.4, "TWO-1.5": 1.4})
    assert not told(lint_framework(guarded), "DP166")


def test_premises_come_first_where_a_budget_is_kept(tmp_path: Path) -> None:
    folder = write(tmp_path)
    file = folder / "one.yaml"
    raw = re.sub(r"( +)- (id: ONE-1.4)\n", r"\1- \2\n\1  when: TWO_1_1\n", file.read_text("utf-8"))
    file.write_text(raw, "utf-8")
    [(line, zh, en)] = told(lint_framework(folder), "DP188")
    assert line == "when: TWO_1_1"
    assert "取决于后面才问的 TWO-1.1" in zh
    assert "hangs on TWO-1.1" in en


def test_a_condition_that_no_words_fit_asks_its_author_for_them(tmp_path: Path) -> None:
    folder = write(tmp_path)
    file = folder / "one.yaml"
    plain = file.read_text("utf-8")

    def findings(when: str) -> list[tuple[str, str, str]]:
        file.write_text(re.sub(r"( +)- (id: ONE-1.4)\n", rf"\1- \2\n\1  {when}\n", plain), "utf-8")
        return told(lint_framework(folder), "DP253")

    unsaid = "when: 'ONE_1_1 ? ONE_1_2 : true'"
    [(line, zh, en)] = findings(unsaid)
    assert line == unsaid
    assert "页面上只会写“由“" in zh
    assert "Say in when_words" in en
    own = "when_words: {zh: 甲高或乙低时, en: when one is high}"
    assert not findings(f"{unsaid}\n      {own}")
    assert not findings("when: ONE_1_1")
