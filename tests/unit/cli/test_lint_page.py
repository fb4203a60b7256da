"""Findings for people: what comes from one cause is one line, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.cli.lint_page import as_text, grouped
from dpcap.model.finding import Finding


def found(code: str, node: str, line: int | None = 7, file: str = "p/answers.yaml") -> Finding:
    return Finding(code=code, node=node, file=file, line=line, params={"node": node, "names": "x"})


def sizes(*findings: Finding) -> list[int]:
    return [len(group.findings) for group in grouped(findings)]


def test_more_than_three_at_one_place_are_one_cause() -> None:
    waiting = [found("DP340", f"N-{n}") for n in range(4)]
    assert sizes(*waiting) == [4]
    assert sizes(*waiting[:3]) == [1, 1, 1]


def test_another_place_or_code_is_another_cause() -> None:
    here, there = ([found("DP347", f"N-{n}", line) for n in range(4)] for line in (7, 9))
    other = [found("DP344", f"N-{n}") for n in range(4)]
    assert sizes(*here, *there, *other) == [4, 4, 4]
    assert sizes(*(found("DP343", f"N-{n}", n) for n in range(1, 9))) == [1] * 8


def test_contradictions_of_a_folder_are_told_one_by_one_what_is_open_together() -> None:
    assert sizes(*(found("DP501", f"C-{n}", None, "p") for n in range(6))) == [1] * 6
    assert sizes(*(found("DP502", f"C-{n}", None, "p") for n in range(6))) == [6]


def test_errors_are_never_told_together() -> None:
    assert sizes(*(found("DP105", f"N-{n}") for n in range(9))) == [1] * 9


@given(
    st.lists(
        st.builds(
            found,
            st.sampled_from(["DP105", "DP340", "DP344", "DP347", "DP501", "DP502"]),
            st.sampled_from(["A-1", "B-2", "C-3"]),
            st.sampled_from([None, 1, 2]),
            st.sampled_from(["p/answers.yaml", "q"]),
        ),
        max_size=40,
    )
)
def test_nothing_is_lost(findings: list[Finding]) -> None:
    held = [one for group in grouped(findings) for one in group.findings]
    assert sorted(map(str, held)) == sorted(map(str, findings))
    whole = as_text(findings, "en", whole=True).splitlines()
    assert len(whole) == len(findings)


@pytest.mark.parametrize("count", [1, 2])
def test_a_single_error_needs_no_line_that_says_to_begin_with_it(count: int) -> None:
    errors = [found("DP105", f"N-{n}", n) for n in range(1, count + 1)]
    lines = as_text(errors, "zh", whole=False).splitlines()
    assert len(lines) == (1 if count == 1 else count + 1)
