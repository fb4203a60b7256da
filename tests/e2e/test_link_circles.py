"""Links that lead in a circle have an answer, as all others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import run_dpcap
from dpcap.real_paths import real_path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    here = real_path(tmp_path)
    (here / "a").symlink_to("b")
    (here / "b").symlink_to("a")
    assert real_path(here / "a" / "c").parent.parent == here
    (here / "file").write_text("x", "utf-8")
    (here / "link").symlink_to("file")
    assert real_path(here / "link") == here / "file"


@pytest.mark.parametrize(
    "words",
    [
        ("fill", "loop", "x.xlsx"),
        ("submit", "loop", "--by", "Li"),
        ("new", "loop"),
        ("framework", "new", "loop"),
    ],
)
def test_a_circle_of_links_in_the_place_of_a_folder_is_no_fault(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    done = run_dpcap(tmp_path, *words)
    assert done.returncode in (2, 3)
    assert "loop DP" in done.stderr
