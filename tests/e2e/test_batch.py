"""`dpcap batch` from folders to files: every folder accounted for, the same bytes on every way."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from batches import in_process
from conftest import FRESH, Dpcap, Run
from dpcap.batch import folder_scan, run_job
from dpcap.batch.baseline import FolderBaseline
from dpcap.batch.discover import DiscoveredFolder
from dpcap.batch.folder_scan import FileStamps, FolderScan
from dpcap.cli.main_guard import run
from dpcap.intake.folder_snapshot import FolderIdentity
from dpcap.report.batch.table import BatchTable
from folders import (
    ASSESSED,
    HIDDEN,
    LAPSED,
    LAST_DAY,
    LAST_FIGURE,
    TINY,
    TOO_OLD,
    left_by,
    make_folder,
    touch,
)
from locations import PROVIDERS, REVIEW_DAY, REVIEWS

Row = dict[str, Any]
WHEN = ("--on", REVIEW_DAY)


class Here:
    """`dpcap batch` in this process: its exit code and what it said last."""

    def __init__(self, capfd: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capfd = capfd
        self.folders = folder / "providers"
        self.out = folder / "out"
        self.said = ""

    def __call__(self, *more: str | Path, out: Path | None = None) -> int:
        arguments = ["batch", self.folders, "--out", out or self.out, "--framework", TINY]
        arguments += ["--format", "jsonl"]
        if "--executor" not in more:
            arguments += ["--executor", "serial"]
        if "--on" not in more:
            arguments += ["--on", ASSESSED]
        with pytest.raises(SystemExit) as left:
            run([*map(str, arguments), *map(str, more)])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def rows(self) -> list[Row]:
        lines = (self.out / "results.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def row(self, folder: str) -> Row:
        (found,) = [row for row in self.rows() if row["folder"] == folder]
        return found

    def counts(self) -> str:
        """`scored`, `reused`, `failed` as printed."""
        return " ".join(re.findall(r"\d+", self.said.strip().splitlines()[-1]))


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Here:
    return Here(capfd, tmp_path)


def gbk(name: str) -> str:
    """*name* as the system gives one whose bytes are GBK."""
    return os.fsdecode(name.encode("gbk"))


def three(here: Here) -> None:
    for name in ("a", "b", "c"):
        make_folder(here.folders / name)


# ── every folder is accounted for ─────────────────────────────────────────────────────────────────


def test_every_folder_is_accounted_for(here: Here, tmp_path: Path) -> None:
    root = here.folders
    make_folder(root / "valid")
    make_folder(root / "deep" / "er" / "valid-too")
    make_folder(root / "invalid", rung=9)
    make_folder(root / "broken")
    (root / "broken" / "provider.yaml").write_text("id: [broken\n", encoding="utf-8")
    (root / "empty").mkdir()
    make_folder(root / "a-folder")
    (root / "a-folder" / "provider.yaml").unlink()
    (root / "a-folder" / "provider.yaml").mkdir()
    make_folder(tmp_path / "elsewhere" / "linked")
    (root / "linked").symlink_to(tmp_path / "elsewhere" / "linked", target_is_directory=True)
    make_folder(root / "large")
    note = "x" * (3 * 1024 * 1024)
    with (root / "large" / "answers.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"# {note}\n")
    make_folder(root / "large-proof", proof=note)
    make_folder(root / "link-inside")
    (root / "link-inside" / "answers.yaml").unlink()
    (root / "link-inside" / "answers.yaml").symlink_to(root / "valid" / "answers.yaml")
    expected = {
        "a-folder": {"DP110"},
        "broken": {"DP101"},
        "deep/er/valid-too": None,
        "empty": {"DP807"},
        "invalid": {"DP302"},
        "large": {"DP103"},
        "large-proof": None,
        "link-inside": {"DP112"},
        "linked": {"DP806"},
        "valid": None,
    }
    if sys.platform != "win32":
        make_folder(root / "pipe")
        (root / "pipe" / "answers.yaml").unlink()
        os.mkfifo(root / "pipe" / "answers.yaml")
        expected["pipe"] = {"DP110"}
    assert here() == 4
    found = {
        row["folder"]: {one["code"] for one in row["findings"]} if "findings" in row else None
        for row in here.rows()
    }
    assert found == {key: expected[key] for key in sorted(expected)}
    assert here.counts() == f"3 0 {len(expected) - 3}"
    assert {p.parent.name for p in here.out.rglob("profile.json")} == {
        "valid",
        "valid-too",
        "large-proof",
    }


def test_a_folder_that_may_not_be_read(here: Here) -> None:
    three(here)
    shut = here.folders / "b"
    shut.chmod(0)
    try:
        all_mighty = os.access(shut, os.R_OK)  # root reads what it likes
        assert here() == (0 if all_mighty else 4)
        middle = "scored" if all_mighty else "failed"
        assert [row["status"] for row in here.rows()] == ["scored", middle, "scored"]
    finally:
        shut.chmod(0o755)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_names_from_an_archive_packed_on_windows(here: Here) -> None:
    three(here)
    proof = here.folders / "b" / "evidence"
    (proof / "roster.txt").rename(proof / gbk("排班表.txt"))
    answers = here.folders / "b" / "answers.yaml"
    answers.write_text(answers.read_text("utf-8").replace("roster.txt", "排班表.txt"), "utf-8")
    (here.folders / "c").rename(here.folders / gbk("示例丙"))
    make_folder(here.folders / "d").rename(here.folders / os.fsdecode(b"\xff"))
    (here.folders / "a" / "evidence" / os.fsdecode(b"\xfe.png")).touch()
    assert here() == 0
    assert [row["folder"] for row in here.rows()] == ["\\xff", "a", "b", "示例丙"]
    assert [row["proved"] for row in here.rows()] == [here.rows()[0]["proved"]] * 4
    assert here() == 0
    assert here.counts() == "0 4 0"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_where_the_system_does_not_read_utf_8(dpcap: Dpcap, tmp_path: Path) -> None:
    root = tmp_path / "providers"
    folder = make_folder(root / "示例甲", "a")
    (folder / "evidence" / "roster.txt").rename(folder / "evidence" / "排班表.txt")
    answers = folder / "answers.yaml"
    answers.write_text(answers.read_text("utf-8").replace("roster.txt", "排班表.txt"), "utf-8")
    options = ["batch", root, "--framework", TINY, "--executor", "serial"]
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for out, env in (("out", {}), ("plain", plain)):
        done = dpcap(*options, "--out", tmp_path / out, env=env)
        assert done.returncode == 0, done.stderr
    rows = [(tmp_path / out / "results.jsonl").read_bytes() for out in ("out", "plain")]
    assert rows[0] == rows[1]
    assert '"folder":"示例甲"' in rows[0].decode()


def edit(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


def test_no_slip_of_a_folder_is_in_the_way_of_the_others(here: Here) -> None:
    three(here)
    slips: dict[str, list[tuple[str, str, str]]] = {
        "full-width-colon": [("answers.yaml", "WRK-1.2: true", "WRK-1.2: {value：true}")],
        "no-blank": [("answers.yaml", "WRK-1.2: true", "WRK-1.2: {value:2}")],
        "chinese-shop": [("provider.yaml", "id: s1", "id: 一店"), ("kpis.csv", "s1,", "一店,")],
        "chinese-piece": [("answers.yaml", "e1", "罗盘1"), ("kpis.csv", "e1", "罗盘1")],
        "spreadsheet-shop": [
            ("provider.yaml", "id: s1", "id: 1234567890123456"),
            ("kpis.csv", "s1,", "1.23457E+15,"),
        ],
        "broken-provider": [("provider.yaml", "id: ", "id: ["), ("kpis.csv", "s1,", "一店,")],
    }
    for name, changes in slips.items():
        folder = make_folder(here.folders / name)
        for file, old, new in changes:
            edit(folder / file, (old, new))
    (make_folder(here.folders / "rows") / "kpis.csv").write_text("x\n" * 240_000, "utf-8")
    (make_folder(here.folders / "faults") / "answers.yaml").write_text("x: 1\n" * 9_000, "utf-8")
    renamed = make_folder(here.folders / "misnamed")
    (renamed / "provider.yaml").rename(renamed / "Provider.yaml")
    digits = make_folder(here.folders / "digits")
    edit(digits / "provider.yaml", ("id: s1", "id: 35012345"))
    edit(digits / "kpis.csv", ("s1,", "35012345,"))
    assert here() == 4
    codes = {
        row["folder"]: sorted({one["code"] for one in row["findings"]})
        for row in here.rows()
        if row["status"] == "failed"
    }
    assert codes == {
        "full-width-colon": ["DP106"],
        "no-blank": ["DP106"],
        "chinese-shop": ["DP104"],
        "chinese-piece": ["DP104"],
        "spreadsheet-shop": ["DP316"],
        "broken-provider": ["DP101"],
        "rows": ["DP123"],
        "faults": ["DP102", "DP124"],
        "misnamed": ["DP110"],
    }
    assert all(len(row.get("findings", ())) <= 201 for row in here.rows())
    proved = {row["folder"]: row["proved"] for row in here.rows() if row["status"] == "scored"}
    assert set(proved) == {"a", "b", "c", "digits"}
    assert len(set(proved.values())) == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(5, "Input/output error"), "DP110"),
        (UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"), "DP803"),
        (MemoryError(), "DP803"),
    ],
)
def test_a_folder_that_cannot_be_planned_fails_alone(
    here: Here, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    three(here)
    look = FolderScan.look

    def stumble(
        folder_scan: FolderScan,
        stamps: FileStamps,
        found: DiscoveredFolder,
        provider: str | None,
    ) -> object:
        if found.key == "b":
            raise error
        return look(folder_scan, stamps, found, provider)

    monkeypatch.setattr(FolderScan, "look", stumble)
    assert here() == 4
    assert here.counts() == "2 0 1"
    assert [one["code"] for one in here.row("b")["findings"]] == [code]


def test_an_id_that_cannot_be_had_is_that_folders_matter(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(here)
    identity = FolderScan.identity

    def stumble(
        folder_scan: FolderScan, stamps: FileStamps, found: DiscoveredFolder
    ) -> FolderIdentity:
        if found.key == "b":
            raise RuntimeError("no")
        return identity(folder_scan, stamps, found)

    monkeypatch.setattr(FolderScan, "identity", stumble)
    assert here() == 0
    assert here.counts() == "3 0 0"


def test_findings_of_failed_folders_have_their_place(here: Here) -> None:
    make_folder(here.folders / "invalid", rung=9)
    assert here() == 3
    (finding,) = here.row("invalid")["findings"]
    assert finding["file"] == (here.folders / "invalid" / "answers.yaml").as_posix()
    assert (finding["line"], finding["column"]) == (14, 12)


def test_one_id_in_two_folders_fails_both_and_names_the_other(here: Here) -> None:
    three(here)
    make_folder(here.folders / "d", provider="b")
    assert here() == 4
    for one, other in (("b", "d"), ("d", "b")):
        row = here.row(one)
        (finding,) = row["findings"]
        assert (row["provider"], finding["code"], finding["line"]) == ("b", "DP801", 2)
        assert finding["params"]["other"].endswith(f"providers/{other}")
    assert not (here.out / "b").exists()
    shutil.rmtree(here.folders / "d")
    assert here() == 0
    assert here.counts() == "1 2 0"


@pytest.mark.parametrize("name", ["frameworks", "con", "lpt1"])
def test_ids_that_the_output_cannot_take(here: Here, name: str) -> None:
    make_folder(here.folders / "a", provider=name)
    assert here() == 3
    assert [one["code"] for one in here.row("a")["findings"]] == ["DP802"]


def test_a_day_before_an_assessment_is_that_folders_matter(here: Here) -> None:
    three(here)
    make_folder(here.folders / "b", assessed_on="2026-11-25")
    assert here("--on", ASSESSED) == 4
    (finding,) = here.row("b")["findings"]
    assert (finding["code"], finding["file"], finding["line"]) == (
        "DP804",
        (here.folders / "b" / "answers.yaml").as_posix(),
        2,
    )


def test_a_fault_of_ours_is_that_folders_matter(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(here)
    real = run_job.provider_row

    def provider_row(profile: Any, *more: Any) -> Any:
        if profile.provider.id == "b":
            raise ZeroDivisionError("by nought")
        return real(profile, *more)

    monkeypatch.setattr("dpcap.batch.run_job.provider_row", provider_row)
    monkeypatch.setattr("dpcap.workflow.batch.serial", in_process)
    assert here() == 4
    (finding,) = here.row("b")["findings"]
    assert finding["code"] == "DP803"
    assert "ZeroDivisionError: by nought" in finding["params"]["problem"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "nowhere"),
        (["."], "provider.yaml"),
        (["p", "--out", "-"], "--out"),
        (["p", "--jobs", "0"], "--jobs"),
        (["p", "--executor", "threads"], "threads"),
        (["p", "--format", "pdf"], "pdf"),
        (["p", "--scheduler", "tcp://127.0.0.1:1", "--executor", "serial"], "--scheduler"),
    ],
)
def test_wrong_usage(dpcap: Dpcap, tmp_path: Path, arguments: list[str], says: str) -> None:
    make_folder(tmp_path / "p" / "a")
    if arguments == ["."]:
        shutil.rmtree(tmp_path / "p")
    done = dpcap("batch", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (tmp_path / "out" / "results.jsonl").exists()


def test_a_framework_that_is_invalid_exits_3(dpcap: Dpcap, tmp_path: Path) -> None:
    make_folder(tmp_path / "p" / "a")
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "framework.yaml").write_text("schema: x\n", encoding="utf-8")
    done = dpcap("batch", "p", "--framework", "f")
    assert done.returncode == 3
    assert "f/framework.yaml:1" in done.stderr


# ── the same bytes ───────────────────────────────────────────────────────────────────────────────


def test_the_same_bytes_on_every_way(dpcap: Dpcap, tmp_path: Path) -> None:
    ways = {
        "serial": ["--executor", "serial"],
        "one": ["--jobs", "1"],
        "two": ["--jobs", "2"],
        "three": ["--jobs", "3"],
        "dask": ["--executor", "dask", "--jobs", "2"],
    }
    for name, way in ways.items():
        call = ("batch", PROVIDERS, *WHEN, "--reviews", REVIEWS, "--out", name, *way)
        done: Run = dpcap(*call, env=FRESH)
        assert done.returncode == 0, done.stderr
        assert done.stderr.strip().endswith("scored 10, reused 0, failed 0")
    serial = left_by(tmp_path / "serial")
    assert len(serial) >= 32
    for name in ways:
        assert left_by(tmp_path / name) == serial, name


def test_a_profile_is_the_one_that_assess_writes(dpcap: Dpcap, tmp_path: Path) -> None:
    how = (*WHEN, "--reviews", REVIEWS)
    assert dpcap("batch", PROVIDERS, *how, "--out", "many").returncode == 0
    for name in ("lanxing", "xinya"):
        done = dpcap("assess", PROVIDERS / name, "--no-input", *how, "--out", "one")
        assert done.returncode == 0
    one, many = left_by(tmp_path / "one"), left_by(tmp_path / "many")
    assert {name: many[name] for name in one} == one


# ── reuse ────────────────────────────────────────────────────────────────────────────────────────

SETTLED = 60 * 10**9


@pytest.fixture(params=["at once", "later"])
def soon(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once while files are so fresh that their times say little, once a minute later."""
    if request.param == "later":
        monkeypatch.setattr(folder_scan, "time_ns", lambda: time.time_ns() + SETTLED)


@pytest.mark.usefixtures("soon")
def test_nothing_changed_nothing_scored(here: Here) -> None:
    three(here)
    assert here() == 0
    assert here.counts() == "3 0 0"
    first = left_by(here.out)
    assert here() == 0
    assert here.counts() == "0 3 0"
    assert left_by(here.out) == first


def test_what_nobody_changed_is_not_even_read(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for a minute after a change its times are not trusted: the next may have the same."""
    three(here)
    read = list[str]()
    packed = FolderScan._packed

    def noted(scan: FolderScan, found: DiscoveredFolder, *known: Any) -> object:
        read.append(found.key)
        return packed(scan, found, *known)

    monkeypatch.setattr(FolderScan, "_packed", noted)
    monkeypatch.setattr(folder_scan, "time_ns", lambda: time.time_ns() + SETTLED)
    assert (here(), here.counts(), read) == (0, "3 0 0", ["a", "b", "c"])
    assert (here(), here.counts(), read) == (0, "0 3 0", ["a", "b", "c"])
    _fact(here)
    assert (here(), here.counts(), read) == (0, "1 2 0", ["a", "b", "c", "b"])
    monkeypatch.setattr(folder_scan, "time_ns", time.time_ns)
    _rung(here)
    assert (here(), here.counts(), read[4:]) == (0, "1 2 0", ["a", "b", "c"])
    assert (here(), here.counts(), read[7:]) == (0, "0 3 0", ["a", "b", "c"])


def test_a_baseline_is_asked_once_for_each_folder(
    here: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of git it scores the folder of then, and tells what is wrong with it."""
    three(here)
    before = tmp_path / "before"
    assert here(out=before) == 0
    asked = list[str]()
    profile_of = FolderBaseline.profile_of

    def noted(baseline: FolderBaseline, provider: str) -> bytes | None:
        asked.append(provider)
        return profile_of(baseline, provider)

    monkeypatch.setattr(FolderBaseline, "profile_of", noted)
    monkeypatch.setattr(folder_scan, "time_ns", lambda: time.time_ns() + SETTLED)
    assert here() == 0
    for counts in ("3 0 0", "0 3 0"):  # another verdict, then the same
        asked.clear()
        assert (here("--baseline", before), here.counts()) == (0, counts)
        assert asked == ["a", "b", "c"]


def test_what_is_remembered_of_a_folder_is_written_once(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    three(here)
    assert here() == 0
    for put in ("put", "put_seen"):
        monkeypatch.setattr(FileStamps, put, lambda *_: pytest.fail("nothing is new"))
    assert here() == 0


def _rung(here: Here) -> None:
    make_folder(here.folders / "b", rung=1)


def _fact(here: Here) -> None:
    file = here.folders / "b" / "provider.yaml"
    file.write_text(file.read_text("utf-8") + "facts: {hosts: 3}\n", "utf-8")


def _shop_row(here: Here) -> None:
    file = here.folders / "b" / "kpis.csv"
    file.write_text(file.read_text("utf-8").replace(",8,", ",9,"), "utf-8")


def _evidence(here: Here) -> None:
    (here.folders / "b" / "evidence" / "roster.txt").write_text("another", "utf-8")


def _more_evidence(here: Here) -> None:
    (here.folders / "b" / "evidence" / "new.txt").write_text("new", "utf-8")


def _profile_tampered_with(here: Here) -> None:
    file = here.out / "b" / "profile.json"
    file.write_text(file.read_text("utf-8").replace('"maker"', '"carer"'), "utf-8")


def _profile_gone(here: Here) -> None:
    (here.out / "b" / "profile.json").unlink()


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    "change",
    [
        _rung,
        _fact,
        _shop_row,
        _evidence,
        _more_evidence,
        _profile_tampered_with,
        _profile_gone,
    ],
)
def test_one_changed_one_scored(here: Here, change: Callable[[Here], None], tmp_path: Path) -> None:
    three(here)
    assert here() == 0
    change(here)
    assert here() == 0
    assert here.counts() == "1 2 0"
    fresh = tmp_path / "fresh"
    assert here(out=fresh) == 0
    assert left_by(here.out) == left_by(fresh)
    assert here("--no-reuse") == 0
    assert here.counts() == "3 0 0"
    assert left_by(here.out) == left_by(fresh)


@pytest.mark.usefixtures("soon")
def test_a_review_counts_for_its_provider_alone(here: Here, tmp_path: Path) -> None:
    three(here)
    reviews = tmp_path / "reviews"
    reviews.mkdir()
    assert here("--reviews", reviews) == 0
    review = "schema: dpcap/review/2\nprovider: b\nowner: 周某\n"
    (reviews / "b.yaml").write_text(review, encoding="utf-8")
    assert here("--reviews", reviews) == 0
    assert here.counts() == "1 2 0"
    assert here.row("b")["owner"] == "周某"
    (reviews / "b.yaml").write_text("provider: [", encoding="utf-8")
    assert here("--reviews", reviews) == 4
    (finding,) = here.row("b")["findings"]
    assert (finding["code"], finding["file"]) == ("DP101", (reviews / "b.yaml").as_posix())


@pytest.mark.usefixtures("soon")
def test_a_touched_file_of_evidence_is_read_again_and_nothing_more(here: Here) -> None:
    three(here)
    assert here() == 0
    first = left_by(here.out)
    for name in ("evidence/roster.txt", "answers.yaml", "provider.yaml"):
        touch(here.folders / "b" / name)
    assert here() == 0
    assert here.counts() == "0 3 0"
    assert left_by(here.out) == first


@pytest.mark.usefixtures("soon")
def test_what_is_only_remembered_may_be_lost_or_damaged(here: Here) -> None:
    three(here)
    assert here() == 0
    first = left_by(here.out)
    stamps = here.out / ".dpcap" / "stamps.sqlite"
    stamps.write_bytes(b"no data base" * 1000)
    assert here() == 0
    assert here.counts() == "0 3 0"
    shutil.rmtree(here.out / ".dpcap")
    assert here() == 0
    assert here.counts() == "0 3 0"
    assert left_by(here.out) == first


@pytest.mark.parametrize("content", [b"", b"{}\n", b"no json\n", b'{"status":"scored"', b"\xff\n"])
def test_results_that_cannot_be_read_cost_time_only(here: Here, content: bytes) -> None:
    three(here)
    assert here() == 0
    first = left_by(here.out)
    (here.out / "results.jsonl").write_bytes(content)
    assert here() == 0
    assert here.counts() == "3 0 0"
    assert left_by(here.out) == first


@pytest.mark.usefixtures("soon")
def test_another_day_is_cheap_until_proof_lapses(here: Here, tmp_path: Path) -> None:
    three(here)
    assert here() == 0
    for day, counts in (
        (ASSESSED, "0 3 0"),
        (LAST_DAY, "0 3 0"),
        (LAPSED, "3 0 0"),
        (LAST_FIGURE, "0 3 0"),
        (TOO_OLD, "3 0 0"),
        ("2027-06-01", "0 3 0"),
        (LAST_DAY, "3 0 0"),
    ):
        assert here("--on", day) == 0
        assert here.counts() == counts, day
        fresh = tmp_path / f"fresh-{counts[0]}-{day}"
        assert here("--on", day, out=fresh) == 0
        assert left_by(here.out) == left_by(fresh), day
    assert here.row("a")["turns_on"] == LAPSED


def test_what_is_gone_leaves_nothing_behind(here: Here, tmp_path: Path) -> None:
    three(here)
    assert here() == 0
    (here.out / "mine").mkdir()
    (here.out / "c" / "mine.txt").touch()
    shutil.rmtree(here.folders / "a")
    shutil.rmtree(here.folders / "c")
    make_folder(here.folders / "b", rung=9)
    make_folder(here.folders / "d")
    assert here() == 4
    assert {path.name for path in here.out.iterdir() if path.is_dir()} == {
        ".dpcap",
        "c",
        "d",
        "frameworks",
        "mine",
    }
    assert [path.name for path in (here.out / "c").iterdir()] == ["mine.txt"]


# ── reports ──────────────────────────────────────────────────────────────────────────────────────


def reported(here: Here) -> str:
    return " ".join(sorted(path.parent.name for path in here.out.rglob("report.html")))


def test_whose_report_is_written(here: Here) -> None:
    three(here)
    make_folder(here.folders / "low", rung=0)
    assert here("--reports", "none") == 0
    assert reported(here) == ""
    assert here("--reports", "changed") == 0
    assert reported(here) == ""
    make_folder(here.folders / "b", rung=1)
    assert here("--reports", "changed") == 0
    assert reported(here) == "b"
    assert here("--reports", "all") == 0
    assert here.counts() == "0 4 0"
    assert reported(here) == "a b c low"


def test_a_report_never_outlives_its_profile(here: Here) -> None:
    three(here)
    assert here() == 0
    pages = {name: data for name, data in left_by(here.out).items() if "report" in name}
    assert here("--reports", "none") == 0
    assert reported(here) == "a b c"
    make_folder(here.folders / "b", rung=1)
    assert here("--reports", "none") == 0
    assert reported(here) == "a c"
    (here.out / "a" / "report.md").unlink()
    make_folder(here.folders / "b")
    assert here() == 0
    assert here.counts() == "1 2 0"
    assert {n: data for n, data in left_by(here.out).items() if "report" in n} == pages


def test_reports_follow_the_language(here: Here) -> None:
    three(here)
    assert here("--lang", "zh") == 0
    chinese = (here.out / "a" / "report.md").read_bytes()
    assert here("--lang", "en") == 0
    assert here.counts() == "0 3 0"
    assert (here.out / "a" / "report.md").read_bytes() != chinese
    assert here("--lang", "zh") == 0
    assert (here.out / "a" / "report.md").read_bytes() == chinese


# ── where things lie ─────────────────────────────────────────────────────────────────────────────


def test_the_output_may_lie_among_the_folders(here: Here) -> None:
    three(here)
    out = here.folders / "out"
    for counts in ("3 0 0", "0 3 0"):
        assert here(out=out) == 0
        assert here.counts() == counts


@pytest.mark.usefixtures("soon")
def test_evidence_may_lie_elsewhere(here: Here, tmp_path: Path) -> None:
    three(here)
    root = tmp_path / "evidence"
    for name in ("a", "b", "c"):
        (root / name / "evidence").mkdir(parents=True)
        source = here.folders / name / "evidence" / "roster.txt"
        source.rename(root / name / "evidence" / "roster.txt")
    assert here("--evidence-root", root) == 0
    assert {row["pieces"] for row in here.rows()} == {1}
    (root / "b" / "evidence" / "roster.txt").write_text("another", "utf-8")
    assert here("--evidence-root", root) == 0
    assert here.counts() == "1 2 0"
    assert here.row("b")["pieces"] == 0


def test_a_benchmark_for_those_who_ask_where_they_stand(dpcap: Dpcap, tmp_path: Path) -> None:
    folders, file = tmp_path / "providers", tmp_path / "peers.json"
    for number in range(12):
        shutil.copytree(PROVIDERS / "lanxing", folders / f"p{number:02}")
        written = folders / f"p{number:02}" / "provider.yaml"
        text = written.read_text(encoding="utf-8")
        written.write_text(text.replace("id: lanxing", f"id: p{number:02}"), encoding="utf-8")
    how = ("--reports", "none", "--format", "jsonl", *WHEN)
    run = dpcap("batch", folders, "--benchmark", file, *how)
    assert run.returncode == 0
    groups = json.loads(file.read_text(encoding="utf-8"))["groups"]
    assert f"groups of peers (at least 10 in each): {len(groups)}" in run.stderr
    whole = groups[0]
    assert (whole["role"], whole["category"]) == ("full_service", None)
    assert whole["overall"]["providers"] == 12
    assess = ("assess", folders / "p02", "--no-input", "--out", tmp_path, "--lang", "en", *WHEN)
    page = " ".join(dpcap(*assess, "--benchmark", file).stdout.split())
    assert "quartile of 12 providers in the role Full-service operator" in page
    profile = tmp_path / "p02" / "profile.json"
    with_peers = profile.read_bytes()
    dpcap(*assess)
    assert profile.read_bytes() == with_peers


def test_too_few_are_no_group(here: Here, tmp_path: Path) -> None:
    make_folder(here.folders / "p00")
    assert here("--benchmark", tmp_path / "peers.json") == 0
    assert "groups of peers (at least 10 in each): 0" in here.said
    assert json.loads((tmp_path / "peers.json").read_text(encoding="utf-8"))["groups"] == []


def test_outputs_that_would_say_the_same_are_left_alone(here: Here) -> None:
    """Until a row changes, somebody touches them, or nothing of an earlier run is trusted."""
    for name in ("p1", "p2"):
        make_folder(here.folders / name, proof="the same file")
    outputs = ("--format", "csv", "--format", "verdict", "--reports", "none")
    file, verdict = here.out / "results.csv", here.out / "verdict.json"

    def again(*more: str) -> bool:
        """Whether the sheet was written anew; what it says is right in any case."""
        before = file.stat().st_mtime_ns
        assert here(*outputs, *more) == 0
        assert (file.read_bytes(), verdict.read_bytes()) == whole
        return file.stat().st_mtime_ns != before

    assert here(*outputs) == 0
    whole = file.read_bytes(), verdict.read_bytes()
    assert b"DP821" in whole[1]
    assert not again()
    assert again("--no-reuse")
    file.write_bytes(b"not what it was")
    assert again()
    (here.out / HIDDEN / "outputs.json").write_bytes(b"[")
    assert again()
    make_folder(here.folders / "p2", rung=1, proof="another")
    assert here(*outputs) == 0
    assert file.read_bytes() != whole[0]
    assert b"DP821" not in verdict.read_bytes()


def test_a_table_that_would_say_the_same_is_printed_again(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a screen as wide and in the same order; else, and where it is lost, it is made anew."""
    three(here)
    made = list[int]()
    end = BatchTable.end

    def noted(table: BatchTable) -> Iterable[bytes]:
        made.append(1)
        return end(table)

    monkeypatch.setattr(BatchTable, "end", noted)
    table = ("--format", "terminal", "--reports", "none")

    def again(*more: str) -> bool:
        made.clear()
        assert here(*table, *more) == 0
        return bool(made)

    assert again()
    whole = here.printed
    assert "Provider batch" in whole
    assert not again()
    assert here.printed == whole
    assert again("--sort", "proved")
    assert not again("--sort", "proved")
    assert again()
    (kept,) = (here.out / HIDDEN).glob("terminal-*")
    kept.write_text("not what it was", encoding="utf-8")
    assert again()
    assert here.printed == whole
    kept.unlink()
    kept.mkdir()
    for _ in range(2):  # what cannot be kept is not taken for kept
        assert again()
        assert here.printed == whole
