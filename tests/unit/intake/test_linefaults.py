"""A line of YAML that cannot be read: which sign of it is wrong, where, and the way out."""

from __future__ import annotations

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.linefaults import fault_in
from dpcap.intake.source import parse_yaml

# The line, the column of the sign, what the message says.
LINES = [
    ("  A-1: {value: 3，note: 好}", 17, "逗号是全角"),
    ("  A-1: ｛value: 3}", 8, "括号“｛”是全角"),
    ("  A-1: {value: ［a, b]}", 16, "括号“［”是全角"),
    ("  A-1: {value: 3, evidence: 【e1]}", 29, "括号“【”是全角"),
    ("  A-1:　3", 7, "全角空格 U+3000"),
    ("  A-1:\u00a03", 7, "网页空格 U+00A0"),
    ("  A-1: {value: 3, note: 口径: 支付}", 27, "冒号加空格"),
    ("  A-1: {value: 3, note: 见 #2 表}", 27, "# 会被当作注释"),
    ("  A-1: {value: 3, note: @李 已看}", 25, "不能以 @ 开头"),
    ("  A-1: {value: 3, note: `a`}", 25, "不能以 ` 开头"),
    ("  A-1: {value: 3, note: *见附件}", 25, "不能以 * 开头"),
    ("  A-1: {value: 3, note: &注}", 25, "不能以 & 开头"),
    ("  A-1: {value: 3, note: %x}", 25, "不能以 % 开头"),
    ('  A-1: {value: 3, note: "甲"乙}', 28, "引号在中间就收了尾"),
    ("  A-1: {value: 3, note: '甲' 乙}", 29, "引号在中间就收了尾"),
    ("  A-1: {value: 3, note: [附] 第二页}", 29, "方括号后面还有文字"),
    ("  A-1: {value: 3, note：好, x: y: z}", 19, "冒号是全角"),
]


@pytest.mark.parametrize(("line", "column", "said"), LINES)
def test_the_sign_is_found_and_named(line: str, column: int, said: str) -> None:
    fault = fault_in(line)
    assert fault is not None
    assert fault.column == column
    assert said in fault.problem.zh
    assert fault.problem.en


@pytest.mark.parametrize(("line", "column", "said"), LINES)
def test_a_file_with_it_names_that_line_not_the_next(line: str, column: int, said: str) -> None:
    text = f"answers:\n  B-1: 2\n{line}\n  C-1: 2\n  D-1: {{value: 1, note: 好}}\n"
    with pytest.raises(InvalidInputError) as caught:
        parse_yaml(text, "x")
    (finding,) = caught.value.findings
    assert (finding.line, finding.column) == (3, column)
    assert said in finding.message("zh")


@pytest.mark.parametrize(
    "line",
    [
        "  A-1: {value: 3, note: 见附件，第二页}",
        "  A-1: {value: 3, note: 'a: b', evidence: [e1, e2]}  # 已核: 是",
        '  A-1: {note: "a #b: c", value: [1, [2, {x: y}]]}',
        "  - {id: s1, name: 一店, consent: true}",
        "  room: https://live.example/a?b=c#d",
        "  note: |-",
        "  base: &base {a: 1}",
        "  more: *base",
        "# 说明: 见 #3",
        "",
    ],
)
def test_a_sound_line_has_no_fault(line: str) -> None:
    assert fault_in(line) is None


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a: 1\n\tb: 2\n", (2, 1), "缩进不能用 Tab"),
        ("a:\n  b: 1\n c: 2\n", (3, 2), "前面有 1 个空格"),
        ('a: 1\nb: "甲\nc: 2\nd: 3\n', (2, 4), "引号没有收尾"),
        ("a: 1\nb: {c: 2\nd: 3\n", (2, 4), "括号没有收尾"),
        ("a: [1, 2\n\nb: 3\n", (1, 4), "括号没有收尾"),
    ],
)
def test_what_never_ends_is_told_where_it_began(
    text: str, place: tuple[int, int], said: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_yaml(text, "x")
    (finding,) = caught.value.findings
    assert (finding.line, finding.column) == place
    assert said in finding.message("zh")
