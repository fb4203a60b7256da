"""`dpcap plan` from the command line: the documents' example, drafts, pages, what is refused."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from dpcap.cli.main_guard import run
from dpcap.intake.lint.plans import lint_plan
from dpcap.intake.north_star import load_plan_metrics
from dpcap.intake.source import read_yaml
from locations import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LANGUAGES = {"plan.md": "en", "plan.zh-CN.md": "zh"}
EXAMPLES = ("lanxing", "xinya", "pingfan-belt")
TRACK = ("plan", "track", "stock.yaml", "q4", "--readings", "readings.csv", "--on", "2026-11-30")


def example(name: str = "plan.md") -> tuple[str, str, list[list[str]], str]:
    """The document's plan, its readings, its commands word by word, and what they print."""
    text = (DOCS / name).read_text("utf-8")
    (_, plan), (_, readings), (_, commands), (_, printed) = BLOCK.findall(text)[-4:]
    return plan, readings, [shlex.split(line)[1:] for line in commands.splitlines()], printed


class Here:
    """dpcap in this process, in a directory with the example of the documents."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.printed = self.said = ""

    def __call__(self, *words: str) -> int:
        with pytest.raises(SystemExit) as left:
            run([*words])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)


@pytest.fixture(scope="module")
def batched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three of the examples, scored as the document scores one."""
    top = tmp_path_factory.mktemp("plan")
    folders = [str(ROOT / "examples" / "providers" / name) for name in EXAMPLES]
    with pytest.raises(SystemExit):
        run(["batch", *folders, "--on", "2026-11-26", "--out", str(top / "q4")])
    return top / "q4"


@pytest.fixture
def here(
    batched: Path,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Here:
    (tmp_path / "q4").symlink_to(batched)
    plan, readings, _, _ = example()
    (tmp_path / "stock.yaml").write_text(plan, "utf-8")
    (tmp_path / "readings.csv").write_text(readings, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("dpcap.cli.plan.TALK", "en")
    return Here(capfd, tmp_path)


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_documents_print_what_comes_out(
    here: Here, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    language = LANGUAGES[name]
    monkeypatch.setattr("dpcap.cli.plan.TALK", language)
    _, _, (_, checked, tracked), printed = example(name)
    assert here(*checked) == 0
    found = here.printed
    assert here(*tracked, "--lang", language) == 0
    assert found + here.printed == printed
    assert here("lint", "stock.yaml") == 0


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["html", "md"])
def test_pages_say_the_same(here: Here, form: str, language: str) -> None:
    assert here(*TRACK, "--format", form, "--lang", language) == 0
    page = here.printed
    ours = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    first = "反向指标变差" if language == "zh" else "a counter-metric got worse"
    assert ours.index(first) < ours.index("过程" if language == "zh" else "Leading")
    assert "1.47%" in ours
    assert ("Milestones" in ours) == (language == "en")
    if form == "html":
        assert len(re.findall(r'<g class="flywheel-\w+"><path d="M[\d .L]+"/>', ours)) == 4
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)


def test_json_has_everything(here: Here) -> None:
    assert here(*TRACK, "--format", "json") == 0
    said = json.loads(here.printed)
    states = [(one["metric"], one["state"]) for one in said["goals"]]
    assert states == [
        ("quality_return_rate", "worse"),
        ("stock_out_rate", "on_course"),
        ("video_refund_rate", "behind"),
        ("experience_score", "on_course"),
    ]
    assert [one["state"] for one in said["milestones"]] == ["reached_late", "late"]
    assert [one["metric"] for one in said["flywheel"]][-1] == "settled_gmv"
    assert (said["profiles"], said["readings"]) == (1, 10)
    assert here(*TRACK[:4], "--on", "2026-11-30", "--format", "json") == 0
    assert json.loads(here.printed)["readings"] == 0


def test_the_readings_count_where_a_profile_says_otherwise(here: Here) -> None:
    more = "quality_return_rate,2026/11/26,1.3%\n"
    path = here.top / "readings.csv"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    assert here(*TRACK, "--format", "json") == 0
    assert "DP534" in here.said
    goals = json.loads(here.printed)["goals"]
    assert [one["state"] for one in goals if one["metric"] == "quality_return_rate"] == ["held"]


def completed(path: Path) -> None:
    """Fill in the draft at *path* as somebody would who only fills in what is blank."""
    metrics, told = load_plan_metrics(), read_yaml(path).data
    assert isinstance(told, dict)
    draft: dict[str, Any] = told
    draft["value"] = {"statement": "买得对", "for": ["users"], "difference": "不同", "use": "有用"}
    for one in draft["strategies"]:
        one["goal"] = "到手和看到的一样"
    north: dict[str, Any] = draft["north_star"]
    north["metric"] = north["metric"] or "product_rating"
    kept = {one["metric"]: one for one in draft["counter_metrics"]}
    if not north["counters"]:
        north["counters"] = ["sell_through"]
        kept.setdefault("sell_through", {"metric": "sell_through"})
    draft["counter_metrics"] = [*kept.values()]
    for goal in (north, *draft["process_metrics"]):
        value = (goal.get("baseline") or {}).get("value")
        start = 50 if value is None else value
        up = metrics.metrics[goal["metric"]].direction == "up"
        goal["baseline"] = {"value": start, "on": "2026-11-26"}
        goal["target"] = {"value": start + (1 if up else -1), "on": "2027-06-30"}
    for goal in (north, *draft["process_metrics"], *draft["counter_metrics"]):
        goal["owner"] = "周敏"
    for one in draft["counter_metrics"]:
        one["baseline"] = {"value": 1, "on": "2026-11-26"}
    for one in draft["resources"]:
        one["people"] = 2
    path.write_text(json.dumps(draft, ensure_ascii=False, default=str), "utf-8")


@pytest.mark.parametrize("provider", EXAMPLES)
def test_a_draft_that_is_filled_in_lints_clean(here: Here, provider: str) -> None:
    assert here("plan", "new", f"q4/{provider}") == 0
    path = here.top / "plan.yaml"
    blank = {one.code for one in lint_plan(path)}
    assert {"DP515", "DP517", "DP528", "DP530"} <= blank
    assert blank <= {"DP515", "DP517", "DP518", "DP519", "DP528", "DP530"}
    assert here("plan", "lint", "plan.yaml") == 3
    completed(path)
    assert [one.message("en") for one in lint_plan(path)] == []
    assert here("plan", "lint", "plan.yaml", "--strict") == 0
    assert here("plan", "track", "plan.yaml", "q4", "--on", "2026-12-01", "--format", "json") == 0
    goals = json.loads(here.printed)["goals"]
    assert all(one["latest"] for one in goals if one["role"] == "leading" and one["indicator"])


def test_a_draft_overwrites_nothing(here: Here) -> None:
    assert here("plan", "new", "q4/lanxing", "--out", "stock.yaml") == 2
    assert here("plan", "new", "q4") == 2
    assert here("plan", "new", "q4/lanxing", "--out", "-", "--lang", "en") == 0
    comments = [line.partition("  # ")[2] for line in here.printed.splitlines()]
    assert "one person's name" in comments


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("experience_scor,2026-09-30,1", "DP521"),
        ("experience_score,end of June,1", "DP531"),
        ("experience_score,2026-09-30,many", "DP531"),
        ("capability_score,2026-09-30,1", "DP531"),
        ("experience_score,2026-09-30,1e13", "DP531"),
        ("experience_score,2026-08-31,99", "DP533"),
    ],
)
def test_a_wrong_row_of_readings_is_told(here: Here, row: str, code: str) -> None:
    path = here.top / "readings.csv"
    path.write_text(f"{path.read_text('utf-8')}{row}\n", "utf-8")
    assert here(*TRACK) == 3
    assert "readings.csv:12:" in here.said
    assert code in here.said


def test_what_track_cannot_do_is_refused(here: Here) -> None:
    assert here("plan", "track", "stock.yaml") == 2
    assert here("plan", "track", "stock.yaml", "q4", "--provider", "nobody") == 2
    assert here("plan", "track", "nothing.yaml", "q4") == 3
    (here.top / "readings.csv").write_text("metric,day\n", "utf-8")
    assert here(*TRACK) == 3
    assert "value" in here.said.split("DP318", 1)[1]


def test_words_of_a_stranger_drive_nothing(here: Here) -> None:
    path = here.top / "stock.yaml"
    text = path.read_text("utf-8")
    for said in ("下单的都有货", "何静", "视频都讲尺码"):
        text = text.replace(said, "'<script>alert(1)</script></style>'", 1)
    path.write_text(text, "utf-8")
    assert here(*TRACK, "--format", "html") == 0
    assert "<script>alert" not in here.printed
    assert here.printed.count("&lt;script&gt;") >= 3
    assert here(*TRACK, "--format", "md") == 0
    assert "\\<script\\>" in here.printed


def test_the_largest_and_smallest_figures_make_a_page(here: Here) -> None:
    path = here.top / "readings.csv"
    rows = path.read_text("utf-8").replace(",88000", ",0.00000001").replace(",81000", ",1e12")
    path.write_text(rows.replace(",180\n", ",1e-200\n").replace(",3900000", ",-5"), "utf-8")
    for form in ("html", "json", "md", "text"):
        assert here(*TRACK, "--format", form, "--lang", "en") == 0
        assert not re.search(r"\b(?:nan|inf|Infinity)\b", here.printed)


def test_metrics_are_listed(here: Here) -> None:
    for language, word in (("zh", "净推荐值"), ("en", "Net promoter score")):
        assert here("plan", "metrics", "--lang", language) == 0
        assert word in here.printed
        assert bool(CHINESE.search(here.printed)) == (language == "zh")
