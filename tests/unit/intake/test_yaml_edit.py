"""One place of a text changes; all else stays, byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake.source import parse_yaml
from dpcap.intake.yaml_edit import comment_out, drop, put
from dpcap.intake.yaml_inline import flow

HAND_WRITTEN = """# 头 note
schema: dpcap/answers/1
answers:
  # about A-1
  A-1: true   # tail
  A-2:
    value: 4
    evidence:
      - e1
      - e2
    # inside
    note: |
      first
      second

  #A-3: {value: , evidence: []}
  # after
  A-4: {value: 1, note: "k: v"}
  B-1: no
  B-2: 010
evidence:
  # only comments
"""


def read(text: str) -> Any:
    return parse_yaml(text, "x").data


def test_changed_scalar_leaves_the_rest() -> None:
    assert put(HAND_WRITTEN, ("answers", "A-1"), False) == HAND_WRITTEN.replace(
        "A-1: true", "A-1: false"
    )


def test_changed_field_of_a_block() -> None:
    changed = put(HAND_WRITTEN, ("answers", "A-2", "value"), 5)
    assert changed == HAND_WRITTEN.replace("value: 4", "value: 5")


def test_list_is_replaced_whole_and_comments_stay() -> None:
    changed = put(HAND_WRITTEN, ("answers", "A-2", "evidence"), ["e1", "e3"])
    assert "evidence: [e1, e3]\n    # inside\n    note: |" in changed


def test_field_added_to_a_block_goes_after_its_last() -> None:
    changed = put(HAND_WRITTEN, ("answers", "A-2", "peer"), 2.5)
    assert "      second\n    peer: 2.5\n" in changed
    assert read(changed)["answers"]["A-2"]["note"] == "first\nsecond\n"


def test_field_added_to_a_flow_mapping() -> None:
    changed = put(HAND_WRITTEN, ("answers", "A-4", "evidence"), ["e1"])
    assert 'A-4: {value: 1, note: "k: v", evidence: [e1]}' in changed


def test_new_answer_takes_its_commented_place() -> None:
    changed = put(HAND_WRITTEN, ("answers", "A-3"), {"value": 2})
    assert changed == HAND_WRITTEN.replace("#A-3: {value: , evidence: []}", "A-3: {value: 2}")


def test_new_answer_without_a_place_goes_to_the_end_of_the_section() -> None:
    changed = put(HAND_WRITTEN, ("answers", "C-1"), 3)
    assert "  B-2: 010\n  C-1: 3\nevidence:\n" in changed


def test_first_entry_under_an_empty_key() -> None:
    changed = put(HAND_WRITTEN, ("evidence", "e1"), {"kind": "screenshot"})
    assert "evidence:\n  e1: {kind: screenshot}\n  # only comments\n" in changed


def test_new_section_goes_to_the_end() -> None:
    assert put(HAND_WRITTEN, ("defaults", "period"), "2026-10").endswith(
        "defaults:\n  period: 2026-10\n"
    )


def test_yaml_1_2_words_stay_words() -> None:
    data = read(put(HAND_WRITTEN, ("answers", "A-1"), False))
    assert (data["answers"]["B-1"], data["answers"]["B-2"]) == ("no", "010")


def test_carriage_returns_stay() -> None:
    text = HAND_WRITTEN.replace("\n", "\r\n")
    changed = put(text, ("answers", "A-3"), 2)
    assert changed == text.replace("#A-3: {value: , evidence: []}", "A-3: 2")
    assert put(text, ("answers", "Z"), 1).count("\r\n") == text.count("\r\n") + 1


def test_flow_section_and_no_last_line_break() -> None:
    assert read(put("answers: {A: 1}", ("answers", "B"), 2)) == {"answers": {"A": 1, "B": 2}}
    assert put("answers: {}\n", ("answers", "B"), 2) == "answers:\n  B: 2\n"
    assert put("a: 1\nanswers: null", ("answers", "B"), 2) == "a: 1\nanswers:\n  B: 2\n"
    assert put("", ("answers", "B"), 2) == "answers:\n  B: 2\n"


def test_an_alias_is_not_written_through() -> None:
    text = "# kept\nx: &x {value: 1}\nanswers:\n  A: *x\n  B: 2 # b\n"
    changed = put(text, ("answers", "A"), 3)
    assert read(changed) == {"x": {"value": 1}, "answers": {"A": 3, "B": 2}}
    assert "# kept" in changed
    assert "# b" in changed


def test_astral_characters_do_not_shift_places() -> None:
    text = "a: 😀😀 # 😀\nanswers:\n  A: 1\n"
    assert put(text, ("answers", "A"), 2) == text.replace("A: 1", "A: 2")


def test_drop_takes_the_lines_of_the_entry_only() -> None:
    assert "A-2" not in drop(HAND_WRITTEN, ("answers", "A-2"))
    assert drop(HAND_WRITTEN, ("answers", "A-1")) == HAND_WRITTEN.replace(
        "  A-1: true   # tail\n", ""
    )
    assert read(drop("answers: {A: 1, B: 2}\n", ("answers", "A"))) == {"answers": {"B": 2}}
    assert drop(HAND_WRITTEN, ("answers", "none")) == HAND_WRITTEN


def test_drop_last_field() -> None:
    assert read(drop("answers:\n  A:\n    value: 1\n", ("answers", "A", "value"))) == {
        "answers": {"A": None}
    }


def test_commented_out_entry_keeps_its_place() -> None:
    changed = comment_out(HAND_WRITTEN, ("answers", "A-2"), "was")
    assert "  # was\n  # A-2:\n  #   value: 4\n" in changed
    again = put(changed, ("answers", "A-2"), 1)
    assert "  #     second\n  A-2: 1\n" in again
    assert read(changed)["answers"].keys() == {"A-1", "A-4", "B-1", "B-2"}


def test_commented_out_flow_entry() -> None:
    assert (
        comment_out("answers: {A: 1, B: [2]}\n", ("answers", "B"), "was")
        == "answers: {A: 1}\n# was B: [2]\n"
    )


words = st.text(max_size=12)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def sayable(value: Any) -> bool:
    if isinstance(value, str):
        return value.isprintable()
    if isinstance(value, dict):
        return all(sayable(k) and sayable(v) for k, v in value.items())
    return all(map(sayable, value)) if isinstance(value, list) else True


@given(plain.filter(sayable))
def test_flow_says_what_was_meant(value: Any) -> None:
    assert read(f"x: {flow(value)}\n") == {"x": value}


@given(
    st.sampled_from(["A-1", "A-2", "A-3", "A-4", "C-9"]),
    plain.filter(sayable).filter(lambda v: v is not None),
)
def test_put_changes_that_one_answer(node: Any, value: Any) -> None:
    before, after = read(HAND_WRITTEN), read(put(HAND_WRITTEN, ("answers", node), value))
    assert after == {**before, "answers": {**before["answers"], node: value}}


@pytest.mark.parametrize(
    "word",
    ["no", "true", "1.5", "010", "2026-11-20", "null", "~", "", "a: b", "#x", "千川", "e1", "- x"],
)
def test_text_stays_text(word: Any) -> None:
    assert read(f"x: {flow(word)}\n") == {"x": word}
