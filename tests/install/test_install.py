"""The README's own lines after the README's own install: bare, with each extra, with all.

Run: make test-install. Takes the network: every environment is made from what pip fetches.
"""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest

from locations import ROOT
from readme_commands import EXTRAS, Tour, needed


@pytest.mark.parametrize("extras", [(), *((one,) for one in EXTRAS), EXTRAS], ids="+".join)
def test_the_lines_run_or_say_what_to_install(extras: tuple[str, ...], tmp_path: Path) -> None:
    place = tmp_path / "venv"
    venv.create(place, with_pip=True)
    wanted = f"{ROOT}[{','.join(extras)}]" if extras else str(ROOT)
    pip = [place / "bin" / "python", "-m", "pip", "install", "--quiet", wanted]
    subprocess.run(pip, check=True)
    (tmp_path / "here").mkdir()
    tour = Tour(tmp_path / "here", place / "bin" / "dpcap")
    for words in tour.lines():
        ran, lacking = tour.run(words), needed(words) - set(extras)
        if lacking:
            assert ran.code == 2, (words, ran)
            assert any(f"dpcap[{one}]" in ran.said for one in lacking), (words, ran)
        else:
            assert ran.code in {0, 1}, (words, ran)
