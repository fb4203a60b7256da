"""`dpcap incentives` from the command line: the documents' own scheme, its proposal, its lint."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from dpcap.cli.main_guard import run
from locations import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"# (\S+\.yaml)\n")


class Worked(NamedTuple):
    """The worked example of a page: its files by name, its commands, what is printed."""

    files: dict[str, str]
    commands: list[list[str]]
    printed: list[str]


def example(name: str = "incentives.md") -> Worked:
    text = (DOCS / name).read_text("utf-8")
    blocks = BLOCK.findall(text[text.index("# incentives.yaml") - 20 :])
    files = {NAMED.match(body)[1]: body for kind, body in blocks if kind == "yaml"}  # type: ignore[index]
    commands = next(body for kind, body in blocks if kind == "sh")
    printed = next(body for kind, body in blocks if kind == "text")
    words = [shlex.split(line)[1:] for line in commands.splitlines()]
    return Worked(files, words, [line for line in printed.splitlines() if line])


class Here:
    """dpcap in this process, in a directory of its own."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.printed = self.said = ""

    def __call__(self, *words: str) -> int:
        with pytest.raises(SystemExit) as left:
            run([*words])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def propose(self, *words: str) -> int:
        return self(*example().commands[1], *words)


@pytest.fixture(scope="module")
def batched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents' files, and the batch that its first command makes."""
    top = tmp_path_factory.mktemp("incentives")
    (top / "examples").symlink_to(ROOT / "examples")
    shutil.copytree(ROOT / "examples" / "reviews", top / "reviews")
    worked = example()
    for name, text in worked.files.items():
        (top / name).write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        with pytest.raises(SystemExit) as left:
            run(worked.commands[0])
        assert left.value.code in (0, None)
    return top


@pytest.fixture
def here(
    batched: Path,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Here:
    shutil.copytree(batched, tmp_path, dirs_exist_ok=True, symlinks=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return Here(capfd, tmp_path)


@pytest.mark.parametrize(
    ("name", "language"), [("incentives.md", "en"), ("incentives.zh-CN.md", "zh")]
)
def test_the_documents_print_what_comes_out(here: Here, name: str, language: str) -> None:
    worked = example(name)
    for path, text in worked.files.items():
        assert (here.top / path).read_text("utf-8") == text
    assert here("lint", "incentives.yaml") == 0
    assert here(*worked.commands[1], "--lang", language) == 0
    lines = here.printed.splitlines()
    assert [line for line in worked.printed if line not in lines] == []
    assert "banxia-content" in here.printed
    assert here(*worked.commands[2]) == 0
    assert here.printed == "lanxing 18,864.36\nqiushi-live 6,135.63\n"
    assert "24,999.99" in here.said


def test_a_proposal_is_whole_signed_once_and_checked(here: Here) -> None:
    sign = example().commands[2]
    assert here(*sign) == 0
    path = here.top / "q3-incentives-2026-Q3.json"
    first = path.read_text("utf-8")
    assert here("lint", path.name) == 0
    assert here(*sign) == 0  # the same again
    assert here(*sign[:-1], "李伟") == 2
    assert path.read_text("utf-8") == first
    assert here(*sign[:-2]) == 2  # nobody signs
    path.write_text(first.replace('"paid_fen": 613563', '"paid_fen": 613564'), "utf-8")
    assert here("lint", path.name) == 3
    assert "DP746" in here.printed + here.said
    path.write_text('{"schema": "dpcap/incentive-proposal/1"}', "utf-8")
    assert here("lint", path.name) == 3
    assert "DP748" in here.printed + here.said


def test_tables_hold_the_same_sums(here: Here) -> None:
    forms = [word for form in ("json", "csv", "xlsx", "html", "md") for word in ("--format", form)]
    assert here.propose(*forms, "--out", "made", "--lang", "en") == 0
    said = json.loads((here.top / "made" / "incentives.json").read_text("utf-8"))
    paid = {one["provider"]: one["paid_fen"] for one in said["shares"]}
    assert paid == {"banxia-content": 0, "lanxing": 1886436, "qiushi-live": 613563}
    sheet = openpyxl.load_workbook(here.top / "made" / "incentives.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert {row[0]: row[7] for row in rows} == {
        "banxia-content": 0,
        "lanxing": 18864.36,
        "qiushi-live": 6135.63,
    }
    table = (here.top / "made" / "incentives.csv").read_text("utf-8")
    assert "18864.36" in table
    assert "6,135.63" in (here.top / "made" / "incentives.md").read_text("utf-8")
    assert '<td class="num">6,135.63' in (here.top / "made" / "incentives.html").read_text("utf-8")


def test_names_do_not_become_markup(here: Here) -> None:
    path = here.top / "incentives.yaml"
    text = path.read_text("utf-8").replace("Incentive of 2026-Q3", "<script>x</script>|a")
    path.write_text(text, "utf-8")
    assert here.propose("--format", "html", "--out", "-", "--lang", "en") == 0
    assert "<script>x" not in here.printed
    assert here.propose("--format", "md", "--out", "-", "--lang", "en") == 0
    assert "<script>" not in here.printed.replace("\\<", "")


@pytest.mark.parametrize(
    ("period", "on", "words"),
    [
        ("2026-09", "2026-11-26", "quarter"),
        ("2026-Q4", "2026-11-26", "not over"),
        ("2025-Q3", "2026-11-26", "no term"),
        ("Q3", "2026-11-26", "quarter"),
    ],
)
def test_periods_that_nobody_pays_for(
    here: Here, period: str, on: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = ("--rules", "incentives.yaml")
    assert here("incentives", "q3", *scheme, "--period", period, "--on", on) == 2
    assert here.said.strip()
    assert words in here.said or re.search(r"[\u4e00-\u9fff]", here.said)


def test_a_tier_is_asked_of_the_ledger(here: Here) -> None:
    text = (here.top / "incentives.yaml").read_text("utf-8")
    tiers = text.replace("eligibility:\n", "eligibility:\n  tiers: [silver]\n")
    (here.top / "incentives.yaml").write_text(tiers, "utf-8")
    assert here.propose("--ledger", "none.jsonl") == 2
    assert here.propose("--format", "json", "--out", "-") == 0
    whys = {c.get("why") for x in json.loads(here.printed)["shares"] for c in x["checks"]}
    assert "no_ledger" in whys
    record = ("standing", "q3", "--ledger", "s.jsonl", "--sign", "--by", "王敏", "--as", "invited")
    words = ("--reason", "走访", "--on", "2026-11-26", "--provider", "lanxing")
    assert here(*record, *words) == 0
    assert here.propose("--ledger", "s.jsonl", "--format", "json", "--out", "-") == 0
    shares = json.loads(here.printed)["shares"]
    assert {one["state"] for one in shares} == {"not_eligible"}
    assert {one["checks"][0]["found"] for one in shares} == {"none"}


def test_what_is_shipped_is_clean(here: Here) -> None:
    path = ROOT / "standing" / "incentives.yaml"
    assert here("lint", str(path)) == 0
    assert " DP" not in here.printed + here.said


BAD = """schema: dpcap/incentives/1
id: bad
title: {zh: 坏, en: Bad}
settled: quarter
figure: {fact: shipped_gmv_wan, yuan_each: 10000}
terms:
  - {from: 2026-07-01, until: 2026-12-31, pot_yuan: 300000, cap_yuan: 80000, pays: whole,
     brackets: [
        # half a per cent of everything
        # from ten million on
        {from_yuan: 10000000, rate_percent: 0.5}]}
"""


def test_the_documents_lint_is_what_lint_says(here: Here) -> None:
    told = {}
    for name in ("incentives.md", "incentives.zh-CN.md"):
        part = (DOCS / name).read_text("utf-8").split("$ dpcap lint bad.yaml\n")[1]
        told[name] = part.split("\n")[0]
    (here.top / "bad.yaml").write_text(BAD, "utf-8")
    assert here("lint", "bad.yaml") == 3
    scheme = ("--rules", "bad.yaml", "--period", "2026-Q3", "--on", "2026-11-26")
    assert (here.printed + here.said).splitlines()[0] in told.values()
    assert here("incentives", "q3", *scheme) == 3
    assert "DP730" in here.said
