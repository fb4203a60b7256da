"""Every invalid case, as a user meets it: exit code 3, its code, its place."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from dpcap.cli.main_guard import run
from locations import ROOT

EXAMPLES = ROOT / "tests" / "examples"
CASES = sorted(path.parent for path in (EXAMPLES / "invalid").glob("*/expect.yaml"))
TINY = EXAMPLES / "frameworks" / "tiny"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lint_exits_3_with_code_and_place(case: Path, capfd: pytest.CaptureFixture[str]) -> None:
    expected = yaml.safe_load((case / "expect.yaml").read_text(encoding="utf-8"))
    with pytest.raises(SystemExit) as left:
        run(["lint", str(case), "--framework", str(TINY)])
    printed, _ = capfd.readouterr()
    assert left.value.code == 3
    place = f"{case.as_posix()}/{expected['place']}"
    assert any(line.startswith(f"{place} {expected['code']} ") for line in printed.splitlines())


FOLDERS = [case for case in CASES if not case.name.startswith(("framework-", "review-", "gates-"))]


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_assess_exits_3_and_writes_nothing(
    case: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["assess", str(case), "--no-input", "--framework", str(TINY), "--out", str(tmp_path)])
    printed, said = capfd.readouterr()
    assert left.value.code == 3
    assert printed == ""
    assert "error" in said or "错误" in said
    assert list(tmp_path.iterdir()) == []
