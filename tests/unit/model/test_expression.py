"""What an expression may do: nothing in one loops, whichever way it came here."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from dpcap.model.expression import (
    CelValue,
    Expression,
    ExpressionError,
    ExpressionValues,
    RefusedError,
    expression,
)
from dpcap.model.expression_limits import DEEPEST, LONGEST, MOST_NAMES, bare, sized_in, slip_in
from dpcap.model.framework import ConsistencyRule
from dpcap.model.gate import Gate
from dpcap.model.indicator import Indicator
from dpcap.model.mail import LetterRule

# 284 characters, and ten to the eighth steps, were they taken.
LIST = "[0,1,2,3,4,5,6,7,8,9]"
NESTED = "true"
for name in "abcdefgh":
    NESTED = f"{LIST}.all({name},{NESTED})"
TEXTS = ["'{}'", '"{}"', "'''{}'''", '"""{}"""', "r'{}'", 'R"{}"', "b'{}'", "br'''{}'''"]
REFUSED = {
    NESTED: "DP243",
    "x.all(i, i > 0)": "DP243",
    "x . exists\n( i, i > 0)": "DP243",
    "x.exists_one(i, i > 0)": "DP243",
    "x.existsOne(i, i > 0)": "DP243",
    "x.map(i, i)": "DP243",
    "x.filter(i, i > 0)": "DP243",
    "x.all // a comment between\n(i, i > 0)": "DP243",
    r"'\'' == y && x.all(i, true) && '\'' == y": "DP243",
    r"r'\' == y && x.all(i, true) && r'\' == y": "DP243",
    '"" == y && x.all(i, true) && "" == y': "DP243",
    "'''it's''' == y && x.map(i, i)": "DP243",
    "y == '//' && x.map(i, i)": "DP243",
    "has(x.y)": "DP244",
    "has(has(x.y))": "DP244",
    "size('茶馆') > 2": "DP245",
    "'茶馆'.size() > 2": "DP245",
    "size(x + 'a') > 2": "DP245",
    "size((x)) > 2": "DP245",
    "x[0].size() > 2": "DP245",
    "size(string(1)) > 2": "DP245",
    "x.matches(y)": "DP158",
    "matches(x, 'a')": "DP158",
    "x.matches('a{9}{9}{9}')": "DP158",
    r"x.matches('a\x7b9}')": "DP158",
    r"x.matches('\\w\\w\\w')": "DP158",
    r"x.matches(r'\pL')": "DP158",
    "x.matches('a' + 'b')": "DP158",
    "lists.range(9)": "DP159",
    "x.lowerAscii() == y": "DP159",
    "x == '" + "a" * LONGEST + "'": "DP240",
    " || ".join(f"a{n}" for n in range(MOST_NAMES + 1)): "DP241",
    "(" * (DEEPEST + 1) + "x" + ")" * (DEEPEST + 1): "DP242",
    "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1): "DP242",
    "x" + "[x" * 160 + "]" * 160: "DP242",
}


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: source[:30])
def test_what_none_may_do_is_refused_by_its_own_code(source: str) -> None:
    with pytest.raises(RefusedError) as caught:
        expression(source)
    assert caught.value.slip.code == REFUSED[source]
    assert isinstance(caught.value, ExpressionError)
    assert isinstance(caught.value, ValueError)


def test_it_is_refused_in_whatever_was_not_read_by_our_loader() -> None:
    text = {"zh": "一", "en": "one"}
    for made in (
        lambda: Gate.model_validate({"measure": NESTED, "equals": True, "message": text}),
        lambda: Gate.model_validate(
            {"measure": "graded", "where": "has(a.b)", "equals": True, "message": text}
        ),
        lambda: ConsistencyRule.model_validate({"id": "r", "conflict": NESTED, "message": text}),
        lambda: LetterRule.model_validate({"template": "admitted", "when": NESTED}),
        lambda: Indicator.model_validate({"when": NESTED}),
    ):
        with pytest.raises(ValidationError) as caught:
            made()
        assert {"DP243", "DP244"} & {one["type"] for one in caught.value.errors()}


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("'.all(' == y", False),
        ("y == 'has(x)' || 'a' in x", True),
        ("size(x) == 2 && x.size() == 2 && size(['a', 'b', 'c']) == 3", True),
        ("y.matches('茶|[Cc]offee') && y.matches(r'^[^0-9]+$')", True),
        (r"y.matches('\\.') || y.matches(r'\(')", False),
        ("y.contains('茶') && y.startsWith('茶') && !y.endsWith('茶')", True),
        ("int(n) + 1 == 3 && string(1) == '1' && double('2.0') == n", True),
        ("true // x.all(i, i)", True),
        ("n in [1.0, 2.0] && !(n in ([]))", True),
        ("(" * DEEPEST + "true" + ")" * DEEPEST, True),
        ("!" * 400 + "true", True),
        ("- " * 240 + "1 == 1", True),
        ("false ? false : " * 25 + "true", True),
        (" || ".join(["false"] * 50) + " || true", True),
        ("n" + " + n" * 100 + " == 202.0", True),
        ("timestamp('2026-01-01T00:00:00Z').getFullYear() == 2026", True),
    ],
)
def test_what_expressions_are_for_goes_on(source: str, outcome: bool) -> None:
    values: dict[str, CelValue] = {"x": ["a", "b"], "y": "茶馆", "n": 2.0}
    assert Expression(source).holds_in(ExpressionValues(values)) is outcome


def test_nothing_allowed_needs_much_room_on_the_stack() -> None:
    """Workers and other systems give a thread less than this one has: half a megabyte will do."""
    deep = [
        "(" * DEEPEST + "true" + ")" * DEEPEST,
        "[" * DEEPEST + "]" * DEEPEST + " == []",
        "!(" * DEEPEST + "true" + ")" * DEEPEST,
        "!" * 490 + "true",
        "- " * 240 + "1 == 1",
        "true ? true : " * 33 + "true",
        "x" + ".a" * 240,
        "1" + "+1" * 240 + " == 1",
        " && ".join(["true"] * 60),
    ]
    done: list[str] = []

    def try_all() -> None:
        for source in deep:
            with suppress(ExpressionError, ValueError):
                Expression(source).value_in(ExpressionValues({"x": 1.0}))
            done.append(source)

    before = threading.stack_size(512 * 1024)
    try:
        thread = threading.Thread(target=try_all)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(before)
    assert done == deep


@given(
    form=st.sampled_from(TEXTS),
    inside=st.text(st.characters(exclude_characters="'\"\\\r\n", exclude_categories=["Cs"])),
)
def test_no_word_in_a_text_is_taken_for_a_call(form: str, inside: str) -> None:
    source = f"x == {form.format(inside + '.all(i, has(i)) (((')}"
    assert slip_in(source) is None or len(source) > LONGEST
    assert bare(source).strip() == "x =="
    assert len(bare(source)) == len(source)


def test_the_length_is_taken_of_names_only() -> None:
    asked = "size(a) > 1 && b.c.size() > 1 && size( d . e ) > size([1])"
    assert [name for name, _ in sized_in(asked)] == ["a", "b.c", "d.e"]
