"""The command on folders as offices send them: nothing ends in a crash, nothing is lost unsaid."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from conftest import Dpcap
from folders import TINY
from locations import ROOT

SOUND = ROOT / "tests" / "examples" / "providers" / "sound"
ZH = {"DPCAP_LANG": "zh"}
FRAMEWORK = ("--framework", TINY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))


def text_of(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8-sig")


def profile(dpcap: Dpcap, folder: Path, out: Path) -> dict[str, object]:
    done = dpcap("assess", folder, "--no-input", *FRAMEWORK, "--format", "json", "--out", out)
    assert done.returncode == 0, done.stderr
    (file,) = out.rglob("profile.json")
    read: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return read


def test_a_folder_from_a_chinese_windows_scores_as_the_clean_one(
    dpcap: Dpcap, folder: Path, tmp_path: Path
) -> None:
    clean = profile(dpcap, folder, tmp_path / "clean")
    for name in ("provider.yaml", "answers.yaml"):
        text = text_of(folder, name).replace("\n", "\r\n")
        (folder / name).write_bytes(text.encode("gb18030"))
    kpis = (
        "店铺\t指标\t数值\t同行值\t口径\t证据\t备注\n"
        "s1\tCAR-1.1\t８．２%\t10\t\te2\t\ns2\tCAR-1.1\t12\t11\t结算\t\t高,于同行\n"
    )
    (folder / "kpis.csv").write_bytes(kpis.encode("utf-16"))
    office = profile(dpcap, folder, tmp_path / "office")
    assert office["answers_digest"] == clean["answers_digest"]
    assert office["overall"] == clean["overall"]


@pytest.mark.parametrize("command", ["lint", "assess", "explain"])
@pytest.mark.parametrize("shop", ["35012345", "一店", "1.23457E+15"])
def test_rows_of_shops_nobody_listed_are_no_crash(
    dpcap: Dpcap, folder: Path, command: str, shop: str
) -> None:
    (folder / "provider.yaml").unlink()
    (folder / "kpis.csv").write_text(
        f"shop,indicator,value,peer\n{shop},CAR-1.1,8,10\n", encoding="utf-8"
    )
    more = {"assess": ["--no-input"], "explain": ["CAR-1.1"]}.get(command, [])
    done = dpcap(command, folder, *more, *FRAMEWORK)
    assert done.returncode == 3
    assert "DP110" in done.stdout + done.stderr


def test_answers_at_the_margin_are_not_told_to_be_deleted(dpcap: Dpcap, folder: Path) -> None:
    text = text_of(folder, "answers.yaml").replace("  WRK-1.5", "WRK-1.5").replace("  CAR", "CAR")
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    done = dpcap("lint", folder, *FRAMEWORK, env=ZH)
    assert done.returncode == 3
    assert "answers.yaml:13:1 DP106" in done.stdout
    assert "它属于 answers" in done.stdout
    assert "删除" not in done.stdout


def test_a_wide_blank_is_named_and_never_shown_as_a_broken_sign(dpcap: Dpcap, folder: Path) -> None:
    text = text_of(folder, "answers.yaml").replace("  WRK-1.2", "\u3000\u3000WRK-1.2")
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    done = dpcap("lint", folder, *FRAMEWORK, env=ZH)
    assert done.returncode == 3
    assert "answers.yaml:10:1" in done.stdout
    assert "U+3000" in done.stdout
    assert "\N{REPLACEMENT CHARACTER}" not in done.stdout


def test_lint_shows_warnings_beside_errors(dpcap: Dpcap, folder: Path) -> None:
    (folder / "kpis.csv").rename(folder / "KPIs.csv")
    (folder / "answers.yaml").write_text(
        text_of(folder, "answers.yaml").replace("WRK-1.2: 是", "WRK-1.2: 也许"), encoding="utf-8"
    )
    done = dpcap("lint", folder, *FRAMEWORK)
    assert done.returncode == 3
    assert "DP302 error" in done.stdout
    assert "KPIs.csv DP121 warning" in done.stdout
    assert "errors 1 · warnings 1" in done.stderr


def test_one_bad_folder_never_stops_a_batch(dpcap: Dpcap, folder: Path, tmp_path: Path) -> None:
    bad = Path(shutil.copytree(folder, tmp_path / "bad"))
    provider = text_of(bad, "provider.yaml").replace("id: sound", "id：bad")
    (bad / "provider.yaml").write_text(provider, encoding="utf-8")
    done = dpcap("batch", folder, bad, *FRAMEWORK, "--out", tmp_path / "out", env=ZH)
    assert done.returncode == 4
    assert "冒号是全角" in done.stdout + done.stderr


@pytest.mark.parametrize(("command", "code"), [("batch", 2), ("lint", 3), ("assess", 3)])
def test_an_archive_is_to_be_unpacked(
    dpcap: Dpcap, tmp_path: Path, command: str, code: int
) -> None:
    packed = tmp_path / "acme.zip"
    packed.write_bytes(b"PK\x05\x06" + bytes(18))
    done = dpcap(command, packed, *FRAMEWORK, env=ZH)
    assert done.returncode == code
    assert "解压" in done.stdout + done.stderr


def test_a_new_folder_keeps_git_from_changing_evidence(dpcap: Dpcap, tmp_path: Path) -> None:
    done = dpcap("new", tmp_path / "acme", *FRAMEWORK)
    assert done.returncode == 0
    assert "evidence/** -text" in (tmp_path / "acme" / ".gitattributes").read_text("utf-8")


def test_a_folder_in_a_repository_keeps_its_own_rules(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_text("* text=auto\n", encoding="utf-8")
    assert dpcap("new", tmp_path, *FRAMEWORK).returncode == 0
    assert (tmp_path / ".gitattributes").read_text("utf-8") == "* text=auto\n"
