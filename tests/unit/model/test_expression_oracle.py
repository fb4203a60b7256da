"""Expressions come to what Google's CEL says of them, and where ours would differ it is refused."""

from __future__ import annotations

import pytest
from cel_expr_python import cel
from hypothesis import given
from hypothesis import strategies as st

from dpcap.model import expression
from dpcap.model.expression import (
    CelValue,
    Expression,
    ExpressionError,
    ExpressionValues,
    RefusedError,
)

NUMBERS, TEXTS, FLAGS, LISTS = ("n", "m"), ("s", "t"), ("p", "q"), ("l",)
TYPES = {
    **dict.fromkeys(NUMBERS, cel.Type.DOUBLE),
    **dict.fromkeys(TEXTS, cel.Type.STRING),
    **dict.fromkeys(FLAGS, cel.Type.BOOL),
    **dict.fromkeys(LISTS, cel.Type.List(cel.Type.STRING)),
}
ORACLE = cel.NewEnv(variables=TYPES)
WORDS = ("", "a", "ab", "live", "茶馆", "é", "😀")

drawn_numbers = st.sampled_from([0.0, 1.0, -1.0, 2.5, 40.0, 1e9]) | st.floats(-1e6, 1e6, width=32)
numbers = st.recursive(
    st.sampled_from([*NUMBERS, "0.0", "1.0", "2.5", "40.0"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
    max_leaves=4,
)
texts = st.sampled_from([*TEXTS, *(f"'{word}'" for word in WORDS)])
compared = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
leaves = st.one_of(
    st.sampled_from([*FLAGS, "true", "false"]),
    st.builds("{} {} {}".format, numbers, compared, numbers),
    st.builds("{} {} {}".format, texts, compared, texts),
    st.builds("{} in l".format, texts),
    st.builds("{} in [{}, {}]".format, texts, texts, texts),
    st.builds("size(l) {} {}".format, compared, st.integers(0, 3)),
    st.builds("l[{}] == {}".format, st.integers(0, 3), texts),
    st.builds(
        "{}.{}({})".format, texts, st.sampled_from(["contains", "startsWith", "endsWith"]), texts
    ),
)
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds("!({})".format, inner),
        st.builds("({}) {} ({})".format, inner, st.sampled_from(["&&", "||"]), inner),
        st.builds("({}) ? ({}) : ({})".format, inner, inner, inner),
    ),
    max_leaves=5,
)
values = st.fixed_dictionaries(
    {
        **dict.fromkeys(NUMBERS, drawn_numbers),
        **dict.fromkeys(TEXTS, st.sampled_from(WORDS)),
        **dict.fromkeys(FLAGS, st.booleans()),
        **dict.fromkeys(LISTS, st.lists(st.sampled_from(WORDS), max_size=3)),
    }
)


def by_google(source: str, given_values: dict[str, CelValue]) -> object:
    """What the oracle says; None if it comes to an error."""
    found = ORACLE.compile(source).eval(data=given_values)
    return None if found.type() == cel.Type.ERROR else found.value()


def by_ours(source: str, given_values: dict[str, CelValue]) -> object:
    try:
        return Expression(source).holds_in(ExpressionValues(given_values))
    except ExpressionError:
        return None


@given(conditions, values)
def test_drawn_expressions_come_to_the_same(source: str, drawn: dict[str, CelValue]) -> None:
    assert by_ours(source, drawn) == by_google(source, drawn)


@pytest.mark.parametrize(
    "source", ["size('茶馆') == 2", "'茶馆'.size() == 2", "size('a' + 'b') == 2"]
)
def test_where_ours_counts_bytes_it_is_refused(source: str) -> None:
    assert by_google(source, {}) is True
    with pytest.raises(RefusedError) as caught:
        Expression(source)
    assert caught.value.slip.code == "DP245"


def test_ours_still_counts_bytes() -> None:
    """The engine without what refuses: once this fails, `size` can be given back for texts."""
    scope = ExpressionValues({"s": "茶馆"})
    assert expression._cel.compile("size(s)").execute(scope.context) == 6
    assert by_google("size(s) == 2", scope.values) is True
