"""The exit code of a batch."""

from __future__ import annotations

import pytest

from dpcap.model.verdict import RuleCount, VerdictCounts, exit_code


@pytest.mark.parametrize(
    ("folders", "failed", "below", "code"),
    [(5, 0, 0, 0), (5, 0, 1, 1), (5, 1, 0, 4), (5, 1, 2, 4), (5, 4, 1, 4), (5, 5, 0, 3)],
)
def test_what_a_batch_ends_with(folders: int, failed: int, below: int, code: int) -> None:
    counts = VerdictCounts.model_construct(folders=folders, failed=failed, below=below)
    assert exit_code(counts) == code


def test_counts_begin_at_nothing() -> None:
    assert set(VerdictCounts().model_dump().values()) == {0}
    said = RuleCount(id="r", severity="error").model_dump(exclude={"id", "severity", "since"})
    assert set(said.values()) == {0}
