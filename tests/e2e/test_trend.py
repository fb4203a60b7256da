"""`dpcap trend` from the command line: the documents' own course, rulers, ids, what is left out."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from dpcap import DiffRequest, TrendRequest, diff_profiles, provider_trend, render_trend
from dpcap.cli.main_guard import run
from folders import TINY, make_folder
from locations import ROOT
from versions import write_folder, write_new, write_old

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
PARTS = ("ruler", "provider", "peers", "answers", "proof")


class Here:
    """dpcap in this process."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.printed = self.said = ""

    def __call__(self, *words: str) -> int:
        with pytest.raises(SystemExit) as left:
            run([*words])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def data(self, *words: str) -> dict[str, Any]:
        code = self("trend", *words, "--format", "json", "--out", "-")
        assert code in (0, 4), self.said
        found: dict[str, Any] = json.loads(self.printed)
        return found


def batch(providers: Path, out: str, day: str, framework: Path) -> None:
    words = ["--framework", str(framework), "--executor", "serial", "--reports", "none"]
    with pytest.raises(SystemExit) as left:
        run(["batch", str(providers), "--on", day, "--out", out, "--format", "jsonl", *words])
    assert left.value.code in (0, None, 4)


def set_number(folder: Path, number: str) -> None:
    path = folder / "provider.yaml"
    path.write_text(path.read_text("utf-8") + f"registration_number: '{number}'\n", "utf-8")


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four batches: acme answers more, then weights change, then bravo goes and acme is renamed."""
    top = tmp_path_factory.mktemp("trend")
    other = shutil.copytree(TINY, top / "other")
    head = other / "framework.yaml"
    text = head.read_text("utf-8")
    weights = "weights: {work: 70, care: 30}"
    assert weights in text
    head.write_text(text.replace(weights, "weights: {work: 20, care: 80}"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        for rung, out, day, framework in (
            (1, "first", "2026-11-20", TINY),
            (2, "second", "2026-12-01", TINY),
            (2, "third", "2026-12-02", other),
        ):
            for name in ("acme", "bravo"):
                folder = make_folder(top / "p" / name, rung=rung if name == "acme" else 2)
                set_number(folder, f"REG {name}")
            batch(top / "p", out, day, framework)
        shutil.rmtree(top / "p" / "bravo")
        shutil.rmtree(top / "p" / "acme")
        set_number(make_folder(top / "p" / "acme-new", rung=2), "reg-acme")
        make_folder(top / "p" / "charlie", rung=0)
        batch(top / "p", "fourth", "2026-12-03", other)
    return top


@pytest.fixture
def here(stored: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.chdir(stored)
    monkeypatch.setenv("COLUMNS", "80")
    return Here(capfd, stored)


def test_a_step_is_the_rulers_the_next_one_work(here: Here) -> None:
    found = here.data("first", "second", "third", "--provider", "acme")
    (course,) = found["courses"]
    answered, weighed = (step["change"]["overall"] for step in course["steps"])
    assert answered["answers"] > 0
    assert answered["ruler"] == 0
    assert weighed["ruler"] != 0
    assert [weighed[part] for part in PARTS[1:]] == [0, 0, 0, 0]
    for one, (was, now) in zip(
        (answered, weighed), zip(course["points"], course["points"][1:], strict=False), strict=True
    ):
        parts = sum(one[part] for part in PARTS)
        assert abs(parts - (now["proved"] - was["proved"])) < 1e-9


def test_the_order_given_changes_no_byte(here: Here) -> None:
    one = here.data("first", "second", "third", "fourth")
    printed = here.printed
    assert here.data("third", "first", "fourth", "second", "first") == one
    assert here.printed == printed


def test_a_new_id_goes_on_and_the_portfolio_knows_who_came(here: Here) -> None:
    found = here.data("first", "second", "third", "fourth")
    courses = {one["provider"]: one for one in found["courses"]}
    assert set(courses) == {"acme-new", "bravo", "charlie"}
    assert [one["provider"] for one in courses["acme-new"]["points"]] == [*["acme"] * 3, "acme-new"]
    last = found["portfolio_steps"][-1]
    assert (last["both"], last["joined"], last["left"]) == (1, 1, 1)
    assert last["members"] != 0
    for step in found["portfolio_steps"]:
        total = sum(step["parts"][part] for part in PARTS) + step["members"]
        assert abs(total - (step["after"] - step["before"])) < 1e-9
    assert here.data("first", "fourth", "--provider", "acme")["courses"][0]["steps"]


def test_one_output_is_no_change(here: Here) -> None:
    found = here.data("first")
    assert found["portfolio_steps"] == []
    assert all(one["steps"] == [] for one in found["courses"])
    assert here("trend", "first", "--lang", "en") == 0
    assert "no change yet" in here.printed
    twice = here.data("first", str(here.top / "first"))
    assert [one["code"] for one in twice["findings"]] == ["DP692"]
    assert twice["courses"] == found["courses"]


def test_what_cannot_be_read_is_left_out_and_told(here: Here, tmp_path: Path) -> None:
    touched = shutil.copytree(here.top / "second", tmp_path / "touched")
    path = touched / "acme" / "profile.json"
    path.write_bytes(path.read_bytes() + b" ")
    assert here("trend", "first", str(touched), "zzz", "--lang", "en") == 4
    assert "DP690" in here.printed
    assert "DP426" in here.printed
    make_folder(tmp_path / "p" / "acme", rung=9)
    make_folder(tmp_path / "p" / "bravo")
    batch(tmp_path / "p", str(tmp_path / "bad"), "2026-12-09", TINY)
    assert here("trend", "first", str(tmp_path / "bad"), "--lang", "en") == 0
    assert "DP694" in here.printed
    assert here("trend", "zzz") == 2
    assert here("trend", "first", "--provider", "zzz") == 2
    assert here("trend", "first", "--ledger", "zzz") == 2
    assert here("trend", *[f"b{n}" for n in range(25)]) == 2
    same_day = shutil.copytree(here.top / "first", tmp_path / "same")
    rows = same_day / "results.jsonl"
    rows.write_text(rows.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    assert here("trend", "first", str(same_day)) == 2


def test_a_lost_framework_leaves_the_step_unsplit(here: Here, tmp_path: Path) -> None:
    alone = shutil.copytree(here.top / "third", tmp_path / "alone")
    shutil.rmtree(alone / "frameworks")
    found = here.data("second", str(alone))
    assert {one["code"] for one in found["findings"]} == {"DP693"}
    assert all(step["change"] is None for one in found["courses"] for step in one["steps"])
    (step,) = found["portfolio_steps"]
    assert (step["both"], step["unsplit"]) == (0, 2)
    assert abs(step["members"] - (step["after"] - step["before"])) < 1e-9
    assert here("trend", "second", str(alone)) == 4


def test_the_ledger_says_where_one_stood_on_the_day(here: Here, tmp_path: Path) -> None:
    ledger = str(tmp_path / "s.jsonl")
    words = ("--sign", "--by", "王敏", "--as", "invited", "--reason", "走访", "--provider", "acme")
    assert here("standing", "first", "--ledger", ledger, "--on", "2026-11-25", *words) == 0
    found = here.data("first", "second", "--ledger", ledger, "--provider", "acme")
    labels = [one["certification"] for one in found["courses"][0]["points"]]
    assert labels == [None, "invited"]
    assert found["portfolio"][1]["certifications"] == {"invited": 1}


@pytest.mark.parametrize("form", ["html", "md", "csv", "terminal"])
def test_each_page_says_it(here: Here, form: str) -> None:
    assert here("trend", "first", "second", "--format", form, "--out", "-", "--lang", "zh") == 0
    assert "评分口径" in here.printed
    if form == "html":
        assert "course-line" in here.printed
        assert here.printed.count("<svg") == here.printed.count("</svg>") == 2
    if form == "csv":
        rows = [*csv.reader(StringIO(here.printed.removeprefix("\ufeff")))]
        assert len(rows) == 5
        assert len({len(row) for row in rows}) == 1


def test_python_makes_what_the_command_writes(here: Here, tmp_path: Path) -> None:
    outs = ("first", "second", "fourth")
    found = provider_trend(TrendRequest(tuple(map(Path, outs))))
    for form, file in (("html", "trend.html"), ("csv", "trend.csv"), ("json", "trend.json")):
        asked = ("--format", form, "--lang", "zh", "--out", str(tmp_path))
        assert here("trend", *outs, *asked) == 0
        made = render_trend(found, form, language="zh")
        assert made.file == file
        assert made.data == (tmp_path / file).read_bytes()


def test_names_do_not_become_markup(tmp_path: Path, here: Here) -> None:
    folder = make_folder(tmp_path / "p" / "evil")
    path = folder / "provider.yaml"
    name = path.read_text("utf-8").replace("某某evil", "<script>x</script>|")
    path.write_text(name, "utf-8")
    batch(tmp_path / "p", str(tmp_path / "out"), "2026-11-20", TINY)
    for form in ("html", "md"):
        one = ("--format", form, "--out", "-", "--provider", "evil")
        assert here("trend", str(tmp_path / "out"), *one) == 0
        assert "<script>x" not in here.printed.replace("\\<", "")


def test_migrations_are_read_as_diff_reads_them(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    old, new = write_old(tmp_path / "old"), write_new(tmp_path / "new")
    write_folder(tmp_path / "p" / "acme")
    outs = [str(tmp_path / name) for name in ("one", "two")]
    batch(tmp_path / "p", outs[0], "2026-11-20", old)
    batch(tmp_path / "p", outs[1], "2026-11-25", new)
    capfd.readouterr()
    request = TrendRequest(tuple(map(Path, outs)), framework=new)
    (course,) = provider_trend(request).overview.courses
    diff = diff_profiles(DiffRequest(Path(outs[0]), Path(outs[1]), new)).difference.change
    assert [step.change for step in course.steps] == [diff]
    assert len({one.edition for one in course.points}) == 2


def commands() -> list[list[str]]:
    text = (DOCS / "trend.md").read_text("utf-8").split("## A worked example")[1]
    (_, block) = BLOCK.findall(text)[0]
    return [shlex.split(line)[1:] for line in block.splitlines()]


@pytest.fixture(scope="module")
def documented(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("documented")
    (top / "examples").symlink_to(ROOT / "examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        for words in commands()[:-1]:
            with pytest.raises(SystemExit):
                run([*words, "--format", "jsonl", "--reports", "none"])
    return top


@pytest.mark.parametrize(("name", "language"), [("trend.md", "en"), ("trend.zh-CN.md", "zh")])
def test_the_documents_print_what_comes_out(
    documented: Path, here: Here, monkeypatch: pytest.MonkeyPatch, name: str, language: str
) -> None:
    monkeypatch.chdir(documented)
    part = (DOCS / name).read_text("utf-8").split("b3 b1 b2 --provider lanxing")[1]
    (_, printed) = BLOCK.findall(part.split("```\n", 1)[1])[0]
    assert here(*commands()[-1], "--lang", language) == 0
    lines = here.printed.splitlines()
    assert [line for line in printed.splitlines() if line not in lines] == []
    assert len(printed.splitlines()) == 8


FIGURE = {"en": "Live refund rate", "zh": "直播退款率"}


def test_figures_of_shops_stand_with_unit_shops_and_peers_on_page_and_in_data(
    documented: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(documented)
    words = ("b1", "b2", "b3", "--provider", "lanxing")
    (course,) = here.data(*words)["courses"]
    (kpi,) = (one for one in course["points"][0]["shop_kpis"] if one["id"] == "LIV-5.3")
    assert (kpi["unit"]["en"], kpi["shops"]) == ("%", 6)
    moved = {one["id"]: one["causes"] for one in course["steps"][0]["shop_kpis"]}
    assert moved["LIV-5.3"] == ["proof"]
    value, peers = (f"{kpi[key]:.2f}".rstrip("0").rstrip(".") for key in ("value", "peers"))
    for language, title in FIGURE.items():
        assert here("trend", *words, "--lang", language, "--format", "md", "--out", "-") == 0
        rows = [
            [cell.strip() for cell in line.strip("|").split("|")]
            for line in here.printed.splitlines()
            if line.startswith("|")
        ]
        (place,) = (n for n, row in enumerate(rows) if row[:2] == [title, f"{value}% (6)"])
        assert rows[place + 1][1] == f"{peers}%"
        (why,) = (row for row in rows if row[0] == "2027-02-26" and row[1] == title)
        assert why[-1] == {"en": "proof", "zh": "证据"}[language]
    assert here("trend", *words, "--lang", "en", "--format", "csv", "--out", "-") == 0
    first = next(csv.DictReader(StringIO(here.printed.removeprefix("\ufeff"))))
    assert float(first["LIV-5.3 Live refund rate (%)"]) == kpi["value"]
    assert int(first["LIV-5.3 Live refund rate: shops"]) == kpi["shops"]
    assert float(first["LIV-5.3 Live refund rate: peers (%)"]) == kpi["peers"]
    assert "Shipped GMV (10k CNY)" in first


def test_the_portfolio_has_medians_over_providers_and_how_many_shops(
    documented: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(documented)
    found = here.data("b1", "b2")
    first = found["portfolio"][0]
    each = [
        kpi
        for course in found["courses"]
        for kpi in course["points"][0]["shop_kpis"]
        if kpi["id"] == "LIV-5.3" and kpi["value"] is not None
    ]
    (middle,) = (one for one in first["shop_kpis"] if one["id"] == "LIV-5.3")
    assert middle["median"] == sum(sorted(kpi["value"] for kpi in each)) / len(each)
    assert (middle["known"], middle["shops"]) == (2, sum(kpi["shops"] for kpi in each))
    assert here("trend", "b1", "b2", "--lang", "en") == 0
    assert f"({middle['known']}/{middle['shops']})" in here.printed
    assert "1 rows" not in here.printed
