"""Which rows of which output folders a job is about."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dpcap.errors import UsageError
from dpcap.workflow.select_rows import select_rows
from scored_batch import ScoredBatch, scored_batch


@pytest.fixture
def batch(tmp_path: Path) -> ScoredBatch:
    return scored_batch(tmp_path)


def selected(*outs: Path, providers: tuple[str, ...] = ()) -> list[tuple[Path, list[str | None]]]:
    return [(out, [row.provider for row in rows]) for out, rows in select_rows(outs, providers)]


def test_all_or_those_named_or_the_one_whose_folder_is_given(batch: ScoredBatch) -> None:
    assert selected(batch.out) == [(batch.out, ["bad", "fair", "good"])]
    assert selected(batch.out, providers=("good", "bad")) == [(batch.out, ["bad", "good"])]
    assert selected(batch.out / "fair") == [(batch.out, ["fair"])]


def test_what_is_refused(batch: ScoredBatch) -> None:
    with pytest.raises(UsageError, match="no provider nobody in"):
        select_rows((batch.out,), ("good", "nobody"))
    with pytest.raises(UsageError, match="no provider nobody in"):
        select_rows((batch.out / "nobody",))
    with pytest.raises(UsageError, match=r"holds no results.jsonl"):
        select_rows((batch.reviews,))
    other = shutil.copytree(batch.out, batch.root / "other")
    cut = shutil.copytree(batch.out, batch.root / "cut") / "results.jsonl"
    first, second, _ = cut.read_bytes().splitlines(keepends=True)
    cut.write_bytes(first + second[:-9])
    with pytest.raises(UsageError, match=r"results\.jsonl:2 is broken, .* not written to its end"):
        select_rows((cut.parent,), ("bad",))
    with pytest.raises(UsageError, match="stands twice"):
        select_rows((batch.out, other), ("good",))
