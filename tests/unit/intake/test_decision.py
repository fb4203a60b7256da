"""Reading and writing decisions."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from decided import NOWHERE, rests_on
from dpcap.errors import InvalidInputError
from dpcap.intake.decision import decision_file, load_decision, parse_decision, write_decision
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_decisions, lint_reviews, targets
from dpcap.intake.yaml_inline import flow
from dpcap.model.decision import DECISIONS, Decision, DecisionCondition, ReplacedDecision
from dpcap.model.decision_basis import BasisDigest
from dpcap.report.sanitize import clean
from folders import TINY

DAY = date(2026, 11, 26)
DIGEST = NOWHERE.digest
RESTS_ON = flow(rests_on()["rests_on"])
DECISION = f"""\
schema: dpcap/decision/2
provider: sound
decision: conditional
by: 示例·复核甲
on: 2026-11-26
reason: 只差一项
conditions:
  - {{text: 交签字页, due_on: 2026-12-10}}
  - {{text: 变更主体, due_on: 2026-12-31, met_on: 2026-12-01}}
substance: {DIGEST}
rests_on: {RESTS_ON}
"""
REVIEW = "schema: dpcap/review/2\nprovider: sound\n"


def decision(**changed: Any) -> Decision:
    made = {
        "schema": "dpcap/decision/2",
        "provider": "sound",
        "decision": "admit",
        "by": "示例·复核甲",
        "on": DAY,
        "reason": "都达到",
        **rests_on(),
    }
    return Decision.model_validate({**made, **changed})


def codes(text: str, provider: str = "sound") -> list[tuple[str, tuple[object, ...]]]:
    with pytest.raises(InvalidInputError) as caught:
        parse_decision(text.encode(), "sound.decision.yaml", provider)
    return [(one.code, one.path) for one in caught.value.findings]


def test_a_decision_is_found_by_the_providers_id(tmp_path: Path) -> None:
    decision_file(tmp_path, "sound").write_text(DECISION, encoding="utf-8")
    found = load_decision(tmp_path, "sound")
    assert found is not None
    assert (found.decision, found.on, found.substance) == ("conditional", DAY, DIGEST)
    assert [one.met_on for one in found.conditions] == [None, date(2026, 12, 1)]
    assert load_decision(tmp_path, "other") is None


def test_the_last_day_of_a_condition_is_in_time() -> None:
    found = parse_decision(DECISION.encode(), "f", "sound")
    assert found.overdue(date(2026, 12, 10)) == ()
    assert [one.text for one in found.overdue(date(2026, 12, 11))] == ["交签字页"]
    assert len(found.overdue(date(2027, 6, 1))) == 1


@pytest.mark.parametrize(
    ("was", "instead", "code", "path"),
    [
        ("provider: sound", "provider: other", "DP422", ("provider",)),
        ("2026-12-10", "2026-11-25", "DP423", ("conditions", 0, "due_on")),
        ("decision: conditional", "decision: admit", "DP421", ()),
        ("decision: conditional", "decision: maybe", "DP104", ("decision",)),
        ("by: 示例·复核甲\n", "", "DP105", ("by",)),
        ("reason:", "why:", "DP106", ("why",)),
        ("text: 交签字页,", "", "DP105", ("conditions", 0, "text")),
        (f"substance: {DIGEST}", "substance: abc", "DP104", ("substance",)),
        (f"substance: {DIGEST}", f"substance: {'a' * 64}", "DP462", ("substance",)),
        (f"rests_on: {RESTS_ON}\n", "", "DP105", ("rests_on",)),
        ("on: 2026-11-26\n", "on: 2026-11-26\nuntil: 2026-11-25\n", "DP461", ("until",)),
        (DIGEST, f"{DIGEST}\nreplaces: {{decision: admit}}", "DP105", ("replaces", "digest")),
    ],
)
def test_each_fault_is_told_at_its_place(
    was: str, instead: str, code: str, path: tuple[object, ...]
) -> None:
    assert (code, path) in codes(DECISION.replace(was, instead))


def test_every_fault_is_told_at_once() -> None:
    text = DECISION.replace("provider: sound", "provider: other").replace("12-10", "01-10")
    assert [code for code, _ in codes(text.replace("12-31", "02-01"))] == ["DP422", *["DP423"] * 2]


def test_a_decision_replaces_neither_itself_nor_a_later_one(tmp_path: Path) -> None:
    one = decision()
    itself = ReplacedDecision(decision="admit", on=DAY, digest=one.digest)
    with pytest.raises(InvalidInputError) as caught:
        write(tmp_path, one.model_copy(update={"replaces": itself}))
    assert [found.code for found in caught.value.findings] == ["DP424"]
    later = ReplacedDecision(decision="admit", on=DAY + timedelta(1), digest=DIGEST)
    with pytest.raises(InvalidInputError) as caught:
        write(tmp_path, one.model_copy(update={"replaces": later}))
    assert [found.code for found in caught.value.findings] == ["DP425"]
    write(tmp_path, one.model_copy(update={"replaces": later.model_copy(update={"on": DAY})}))


def test_its_file_bears_the_providers_id(tmp_path: Path) -> None:
    for name in ("other.decision.yaml", "sound.decision.yml"):
        (tmp_path / name).write_text(DECISION, encoding="utf-8")
    found = [one for target in targets(tmp_path) for one in lint_decisions(target.path)]
    assert [(one.code, Path(one.file or "").name) for one in found] == [
        ("DP422", "other.decision.yaml"),
        ("DP422", "sound.decision.yml"),
    ]


def test_reviews_and_decisions_lie_in_one_directory(tmp_path: Path) -> None:
    (tmp_path / "sound.yaml").write_text(REVIEW, encoding="utf-8")
    decision_file(tmp_path, "sound").write_text(DECISION, encoding="utf-8")
    assert [(one.kind, one.path.name) for one in targets(tmp_path)] == [
        ("decisions", "sound.decision.yaml"),
        ("reviews", "sound.yaml"),
    ]
    assert lint_reviews(tmp_path, load_framework(TINY)) == ()
    assert lint_decisions(tmp_path) == ()
    decision_file(tmp_path, "sound").write_text("schema: dpcap/decision/2\n", encoding="utf-8")
    assert lint_reviews(tmp_path, load_framework(TINY)) == ()
    assert {one.code for one in lint_decisions(tmp_path)} == {"DP105"}


def write(folder: Path, made: Decision, schemas: str | None = "../schema/") -> str:
    path = decision_file(folder, made.provider)
    write_decision(path, made, language="zh", schemas=schemas)
    return path.read_text(encoding="utf-8")


def test_what_is_written_is_fit_for_people_and_editors(tmp_path: Path) -> None:
    conditions = (DecisionCondition(text="交签字页", due_on=date(2026, 12, 10)),)
    text = write(tmp_path, decision(decision="conditional", conditions=conditions))
    assert text.splitlines() == [
        "# yaml-language-server: $schema=../schema/decision.schema.json",
        "schema: dpcap/decision/2",
        "provider: sound",
        "decision: conditional",
        'by: "示例·复核甲"',
        "on: 2026-11-26",
        "reason: 都达到",
        "conditions:",
        "  - {text: 交签字页, due_on: 2026-12-10}",
        "# 以下由 dpcap decide 写入，请勿手改",
        f"substance: {DIGEST}",
        f"rests_on: {RESTS_ON}",
    ]


def test_what_cannot_be_read_again_is_not_written(tmp_path: Path) -> None:
    before = write(tmp_path, decision())
    with pytest.raises(InvalidInputError) as caught:
        write(tmp_path, decision(reason="右\u202e左"))
    assert [one.code for one in caught.value.findings] == ["DP113"]
    assert decision_file(tmp_path, "sound").read_text(encoding="utf-8") == before
    assert len(list(tmp_path.iterdir())) == 1


WORDS = st.text(max_size=40).map(str.strip).filter(lambda text: clean(text) == text != "")
DAYS = st.dates(DAY, date(2030, 1, 1))
CONDITIONS = st.builds(
    DecisionCondition, text=WORDS, due_on=DAYS, met_on=st.none() | st.dates(DAY, date(2030, 1, 1))
)


HEX = st.from_regex(r"[0-9a-f]{64}|[0-9]{64}", fullmatch=True)
MARKS = st.from_regex(r"[0-9a-f]{16}|[0-9]{16}|[0-9]{8}e[0-9]{7}", fullmatch=True)
FOOTINGS = st.builds(
    BasisDigest,
    provider=HEX,
    role=HEX,
    framework=HEX,
    indicators=HEX,
    gates=st.none() | st.dictionaries(st.sampled_from(("C-01", "on", "level")), st.just("met")),
    marks=st.dictionaries(st.sampled_from(("TRA-1.1", "y", "n.1")), MARKS),
)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    kind = draw(st.sampled_from(DECISIONS))
    some = st.lists(CONDITIONS, min_size=1, max_size=4)
    replaced = st.builds(
        ReplacedDecision,
        decision=st.sampled_from(DECISIONS),
        on=st.dates(date(2020, 1, 1), DAY),
        digest=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    )
    return decision(
        decision=kind,
        by=draw(WORDS),
        reason=draw(WORDS | st.sampled_from(("yes", "010", "1e3", "~", "null", "2026-11-20"))),
        conditions=draw(some) if kind == "conditional" else (),
        until=draw(st.none() | DAYS),
        **rests_on(draw(FOOTINGS)),
        replaces=draw(st.none() | replaced),
    )


@given(made=decisions())
def test_whatever_is_decided_reads_the_same_again(
    tmp_path_factory: pytest.TempPathFactory, made: Decision
) -> None:
    folder = tmp_path_factory.mktemp("decided")
    write(folder, made)
    found = load_decision(folder, "sound")
    assert found == made
    assert found.digest == made.digest


def test_conditions_go_with_conditional_and_only_with_it() -> None:
    conditions = (DecisionCondition(text="a", due_on=DAY),)
    for kind in DECISIONS:
        for given_ones in ((), conditions):
            if bool(given_ones) == (kind == "conditional"):
                assert decision(decision=kind, conditions=given_ones).decision == kind
            else:
                with pytest.raises(ValidationError):
                    decision(decision=kind, conditions=given_ones)
