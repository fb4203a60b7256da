"""Mail settings at the command line: linted like everything else; the extra is named if missing."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import Dpcap
from locations import ROOT

EXAMPLE = ROOT / "examples" / "mail.yaml"


def test_lint_reads_mail_settings(dpcap: Dpcap, tmp_path: Path) -> None:
    assert dpcap("lint", EXAMPLE, "--strict").returncode == 0
    wrong = EXAMPLE.read_text("utf-8").replace("{env: DPCAP_SMTP_PASSWORD}", "hunter2")
    (tmp_path / "mail.yaml").write_text(wrong, "utf-8")
    done = dpcap("lint", tmp_path)
    assert done.returncode == 3
    assert f"{tmp_path.as_posix()}/mail.yaml:39:13 DP437 error" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


def test_the_extra_is_named_where_it_is_missing(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / "email_validator.py").write_text("raise ImportError\n", "utf-8")
    done = dpcap("lint", EXAMPLE, env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 2
    assert 'mail.yaml needs pip install "dpcap[mail]"' in done.stderr
    chinese = dpcap("lint", EXAMPLE, env={"PYTHONPATH": str(tmp_path), "DPCAP_LANG": "zh"})
    assert 'mail.yaml 需先安装：pip install "dpcap[mail]"' in chinese.stderr


def test_the_schema_is_printed(dpcap: Dpcap) -> None:
    printed = json.loads(dpcap("schema", "mail").stdout)
    assert printed["title"] == "dpcap mail"
