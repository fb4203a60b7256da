"""`make demo-people`: six sheets through LibreOffice, a disagreement, up to the decision."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
import yaml

from conftest import Dpcap
from locations import ROOT

SCRIPT = ROOT / "tools" / "demo_people.py"
PHONE = "13900000000"
FILLING = ["new", "sheet", "fill", "resolve", "import", "resolve", "submit"]
STEPS = [*FILLING, "review", "review", "batch", "decide"]
SAID = {
    "zh": ("2 (示例·老板云某", "4 (店铺运营负责人", "待定 1 处", "建议结论 不予准入"),
    "en": ("2 (Example owner Yun", "4 (Shop operations lead", "1 in conflict", "Proposed: Decline"),
}


class Shown(NamedTuple):
    language: str
    home: Path
    printed: str

    def yaml(self, path: str) -> Any:
        return yaml.load((self.home / path).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506


def run_script(home: Path, language: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DPCAP_", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, SCRIPT, home],
        env={**clean, "DPCAP_LANG": language, "PYTHONUTF8": "1", **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module", params=["zh", "en"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shown:
    home = tmp_path_factory.mktemp("demo") / "people"
    done = run_script(home, request.param)
    assert done.returncode == 0, done.stdout + done.stderr
    return Shown(request.param, home, done.stdout)


def test_every_step_is_shown_and_all_that_it_points_to_is_there(demo: Shown) -> None:
    assert re.findall(r"^\$ dpcap (\w+)", demo.printed, re.MULTILINE) == STEPS
    steps = re.findall(r"^── (\d+)\.", demo.printed, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert all(one in demo.printed for one in SAID[demo.language])
    for path in ("out/yuntai/report.html", "reviews/yuntai.decision.yaml"):
        assert (demo.home / path).is_file()
        assert str(demo.home / path) in demo.printed.rsplit("\n\n", 1)[1]


def test_six_sheets_went_through_libreoffice(demo: Shown) -> None:
    books = list(demo.home.glob("providers/yuntai-*/*/*.xlsx"))
    assert len(books) == 6
    for book in books:
        with ZipFile(book) as packed:
            assert b"LibreOffice" in packed.read("docProps/app.xml")


def test_the_disagreement_is_settled_and_its_history_kept(demo: Shown) -> None:
    assert demo.yaml("providers/yuntai/answers.yaml")["answers"]["SHP-2.4"]["value"] == "4"
    assert not (demo.home / "providers/yuntai/conflicts.yaml").exists()
    history = (demo.home / "providers/yuntai/filled.csv").read_text("utf-8-sig")
    told = [line for line in history.splitlines() if line.startswith("SHP-2.4,,value,")]
    assert sorted(line.split(",")[3:5] for line in told) == [["", "2"], ["", "4"], ["2", "4"]]


def test_the_export_stands_over_what_was_typed_and_nothing_else_of_it_is_kept(demo: Shown) -> None:
    with (demo.home / "providers/yuntai/kpis.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] == "SHP-2.1"]
    assert {row["shop"]: row["value"] for row in rows} == {
        "wuyun": "57",
        "shuying": "55",
        "muhe": "52",
        "lanquan": "61",
    }
    for place in ("providers", "reviews", "out"):
        for path in (demo.home / place).rglob("*"):
            assert not path.is_file() or PHONE.encode() not in path.read_bytes(), path
    assert PHONE not in demo.printed


def test_it_is_signed_reviewed_and_decided(demo: Shown, dpcap: Dpcap) -> None:
    assert demo.yaml("providers/yuntai/submission.yaml")
    pieces = demo.yaml("providers/yuntai/answers.yaml")["evidence"]
    rulings = demo.yaml("reviews/yuntai.yaml")["evidence"]
    assert rulings.keys() == pieces.keys()
    assert all(one["saw"]["sha256"] for one in rulings.values())
    assert {one["ruling"] for one in rulings.values()} == {"accepted", "refused"}
    decision = demo.yaml("reviews/yuntai.decision.yaml")
    assert (decision["decision"], len(decision["conditions"])) == ("conditional", 2)
    done = dpcap("lint", demo.home / "providers", demo.home / "reviews", demo.home / "mappings")
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_directory_of_others_is_emptied(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run_script(tmp_path, "en")
    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("language", "way"), [("zh", "下载安装"), ("en", "put the folder of soffice")]
)
def test_without_libreoffice_it_says_what_is_missing(
    tmp_path: Path, language: str, way: str
) -> None:
    done = run_script(tmp_path / "out", language, PATH=str(tmp_path))
    assert done.returncode == 1
    assert "LibreOffice" in done.stderr
    assert "apt-get install libreoffice-calc" in done.stderr
    assert way in done.stderr
    assert not (tmp_path / "out").exists()


def test_make_asks_for_libreoffice_first(tmp_path: Path) -> None:
    wanted = subprocess.run(
        ["make", "-n", "demo-people"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert wanted.index("tools/system.sh office") < wanted.index("tools/demo_people.py out/")
    nobody = tmp_path / "id"
    nobody.write_text("#!/bin/sh\necho 1000\n", "utf-8")
    nobody.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", ROOT / "tools" / "system.sh", "office"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "please install: libreoffice-calc\n")
