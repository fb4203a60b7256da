"""The exit code of a batch."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.cli.batch import exit_code
from dpcap.model.finding import Finding
from dpcap.workflow.batch_request import BatchResult


@pytest.mark.parametrize(
    ("scored", "failed", "below", "unwritten", "code"),
    [
        (2, 0, False, 0, 0),
        (2, 0, True, 0, 1),
        (0, 2, False, 0, 3),
        (1, 1, True, 0, 4),
        (2, 0, False, 1, 4),
    ],
)
def test_the_exit_code_of_a_result(
    scored: int, failed: int, below: bool, unwritten: int, code: int
) -> None:
    lost = (Finding(code="DP811"),) * unwritten
    fates = {"scored": scored, "reused": 0, "failed": failed}
    assert exit_code(BatchResult(Path(), fates, below, (), lost)) == code  # type: ignore[arg-type]
