"""The invented folders that `make bench` is measured on are read without a fault."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dpcap import load_assessment
from locations import ROOT
from profiles import shipped

sys.path.insert(0, str(ROOT / "tools"))
from generate import make_provider


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_a_drawn_folder_is_read(tmp_path: Path, seed: int, whole: bool) -> None:
    make_provider(tmp_path / "drawn", shipped(), seed, whole=whole)
    drawn = load_assessment(tmp_path / "drawn", shipped())
    assert drawn.answers
    assert drawn.rows
