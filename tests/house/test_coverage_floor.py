"""Tests that run too few of the package's lines fail `make coverage`, and it says where."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from locations import ROOT


@pytest.mark.parametrize(("percent", "code"), [(99.0, 0), (10.0, 1)])
def test_the_floor_is_held_and_what_is_missing_is_named(
    percent: float, code: int, tmp_path: Path
) -> None:
    files = {
        name: {"missing_lines": list(range(missed))}
        for name, missed in {"a.py": 3, "b.py": 40, "c.py": 0}.items()
    }
    found = {"summary": {"percent_covered": percent}, "files": files}
    (tmp_path / "coverage.json").write_text(json.dumps(found), encoding="utf-8")
    tool = ROOT / "tools" / "coverage_floor.py"
    run = subprocess.run(
        [sys.executable, str(tool), str(tmp_path / "coverage.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (code, "")
    said = run.stderr.splitlines()
    if code:
        assert "10.00 %" in said[0]
        assert [line.split()[-1] for line in said[2:] if line] == ["b.py", "a.py"]
    else:
        assert said == []
