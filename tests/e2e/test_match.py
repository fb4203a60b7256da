"""`dpcap match` as a user runs it: the example briefs over the example providers."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dpcap.cli.app import make_app
from dpcap.errors import DpcapError
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.match import MatchQuestion
from dpcap.report.match.formats import MATCH_FORMATS
from dpcap.report.sanitize import plain
from dpcap.workflow.match import Match, MatchRequest, match_profiles, render_match
from locations import PROVIDERS, REVIEWS, ROOT
from profiles import shipped

BRIEFS = ROOT / "examples" / "briefs"
DAY = "2026-11-24"
MANY = ("LIV-1", "LIV-2", "LIV-3", "LIV-4", "TRA-1", "TRA-2", "VID-1", "VID-2", "VID-3")
LIVE = "needs: {order: [live]}\n"
TINY = """schema: dpcap/brief/1
id: tiny
title: {zh: 小单, en: small}
"""


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(make_app(), [str(one) for one in arguments])
    assert result.exit_code == code, result.output
    return result


def refused(*arguments: str | Path, code: int) -> str:
    """What is said of a call that cannot be done; the program ends with *code*."""
    raised = CliRunner().invoke(make_app(), [str(one) for one in arguments]).exception
    assert isinstance(raised, DpcapError)
    assert raised.exit_code == code
    return str(raised)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example providers, scored."""
    made = tmp_path_factory.mktemp("match") / "out"
    given = ("--on", DAY, "--reviews", REVIEWS, "--reports", "none", "--executor", "serial")
    run("batch", PROVIDERS, "--out", made, *given)
    return made


def data(out: Path, brief: Path, *more: str) -> Any:
    said = run("match", brief, out, "--on", DAY, "--format", "json", "--out", "-", *more).stdout
    return json.loads(said)


def written(folder: Path, text: str, name: str = "tiny.yaml") -> Path:
    (folder / name).write_text(TINY + text, "utf-8")
    return folder / name


def block(page: str) -> list[str]:
    """The lines of the worked example in *page*."""
    found = re.search(
        r"^```text\n(.*?)^```", (ROOT / "docs" / page).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found
    return [line for line in found[1].splitlines() if line.strip()]


@pytest.mark.parametrize(("lang", "page"), [("en", "match.md"), ("zh", "match.zh-CN.md")])
def test_the_worked_example_is_what_it_prints(out: Path, lang: str, page: str) -> None:
    given = ("--on", DAY, "--lang", lang, "--format", "terminal")
    said = run("match", BRIEFS, out, *given).stdout.splitlines()
    assert [line for line in block(page) if line not in said] == []


def test_the_example_briefs_are_sound() -> None:
    assert run("lint", BRIEFS, "--strict").exit_code == 0


def test_who_lacks_a_must_have_is_out_with_the_reason_and_is_not_ranked(out: Path) -> None:
    found = data(out, BRIEFS)
    assert found["providers"] == 10
    for brief in found["briefs"]:
        ranked = {one["provider"] for one in brief["matched"]}
        excluded = {one["provider"]: one["unmet"] for one in brief["excluded"]}
        assert not ranked & excluded.keys()
        assert len(ranked | excluded.keys()) == 10
        assert all(unmet and all(one["message"] for one in unmet) for unmet in excluded.values())
    (full, live) = found["briefs"]
    why = {one["provider"]: [u["what"] for u in one["unmet"]] for one in full["excluded"]}
    assert why["haidao-cross"] == ["track", "litigation", "capacity_hours"]
    assert why["pingfan-belt"] == ["track"]
    assert {one["provider"] for one in live["matched"]} == {"lanxing", "qiushi-live"}


def test_a_pair_that_no_weighting_reverses(out: Path) -> None:
    (brief,) = data(out, BRIEFS / "qinghe-full.yaml")["briefs"]
    by_id = {one["provider"]: one for one in brief["matched"]}
    assert by_id["lanxing"]["ahead_of_always"] == ["maodun"]
    assert by_id["maodun"]["behind_always"] == ["lanxing"]
    assert by_id["maodun"]["share_of_priorities"] == 0
    scores = {one["need"]: one for one in by_id["lanxing"]["scores"]}
    stored = json.loads((out / "lanxing" / "profile.json").read_text("utf-8"))
    live = next(area for area in stored["areas"] if area["id"] == "live")
    assert scores["live"]["low"] < live["proved"] <= scores["live"]["high"] + 0.01


def test_several_briefs_name_who_is_asked_for_too_much(out: Path) -> None:
    rows = data(out, BRIEFS)["capacity"]
    over = {(one["provider"], one["fact"]) for one in rows if one["oversubscribed"]}
    assert over == {("lanxing", "capacity_rooms")}
    (row,) = (one for one in rows if (one["provider"], one["fact"]) in over)
    assert (row["left"], row["asked"], row["briefs"]) == (1, 2, ["qinghe-full", "songxi-live"])


def test_the_same_bytes_in_any_order_of_the_profiles(out: Path, tmp_path: Path) -> None:
    names = sorted(path.parent for path in out.glob("*/profile.json"))
    given = ("--on", DAY, "--format", "json", "--out", "-")
    whole = run("match", BRIEFS, out, *given).stdout
    assert run("match", BRIEFS, *reversed(names), *given).stdout == whole
    assert run("match", BRIEFS, *(one / "profile.json" for one in names), *given).stdout == whole


@pytest.fixture(scope="module")
def found(out: Path) -> Match:
    return match_profiles(MatchRequest(BRIEFS, (out,), date.fromisoformat(DAY)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shape", [*MATCH_FORMATS.offered("match")])
def test_a_brand_reads_no_free_text_and_nobody_in_private(
    found: Match, shape: str, language: Language
) -> None:
    said = render_match(found, shape, language=language).text
    for hidden in ("lanxing@example.com", "镜溪", "排他至2027", "6万元起", "12%起", "30至90"):
        assert hidden not in said
    whole = render_match(found, shape, language=language, audience="reviewer").text
    assert "12%起" in plain(whole)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("needs:\n  order: [live, traffic]\n  ranges: {live: [5, 20]}\n", "DP660", 5),
        ("needs:\n  ranges: {live: [30, 32], shop: [0, 100]}\n", "DP661", 5),
        ("must:\n  facts: {track: {}}\nneeds: {order: [live]}\n", "DP662", 5),
        ("needs:\n  facts:\n    videos_monthly: {worst: 5, best: 5}\n", "DP663", 6),
        ("needs:\n  order: [liv]\n", "DP664", 5),
        ("must: {facts: {trak: {any_of: [brand]}}}\nneeds: {order: [live]}\n", "DP664", 4),
        ("needs:\n  order: [live, live]\n", "DP665", 5),
        ("needs: {}\n", "DP666", 4),
        (f"needs: {{ranges: {{{', '.join(f'{one}: [0, 9]' for one in MANY)}}}}}\n", "DP667", 4),
        (
            "must: {facts: {host_hours_per_day: {at_least: 3}}}\nneeds: {order: [live]}\n",
            "DP668",
            4,
        ),
        (
            "must:\n  facts: {shipped_gmv_wan: {at_least: 777}}\nneeds: {order: [live]}\n",
            "DP669",
            5,
        ),
        ("must:\n  facts: {track: {at_least: 3}}\nneeds: {order: [live]}\n", "DP670", 5),
        ("needs:\n  ranges: {live: [60, 30]}\n", "DP671", 5),
        ("needs:\n  order: [live, videos_monthly]\n", "DP672", 5),
    ],
)
def test_what_is_wrong_with_a_brief_is_told_with_its_line(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    said = run("lint", written(tmp_path, text), code=3).stdout
    assert re.search(rf"tiny\.yaml:{line}:\d+ {code} ", said), said


def test_a_contradiction_names_its_lines(out: Path, tmp_path: Path) -> None:
    text = "needs:\n  order: [live, traffic]\n  ranges:\n    shop: [0, 60]\n    traffic: [40, 70]\n"
    path = written(tmp_path, f"{text}    live: [0, 30]\n")
    named = "5: live ≥ traffic, 8: traffic 40–70 %, 9: live 0–30 %. Take away"
    assert named in run("lint", path, code=3).stdout
    assert "DP660" in refused("match", path, out / "lanxing", code=3)


def test_what_is_doubtful_about_a_brief(out: Path, tmp_path: Path) -> None:
    text = "closes_on: 2026-11-01\nneeds:\n  order: [live, LIV-2]\n"
    path = written(tmp_path, text)
    assert "DP674" in run("lint", path).stdout
    shown = run("match", path, out, "--on", DAY, "--format", "terminal")
    assert "DP675" in shown.stderr
    (brief,) = data(out, path)["briefs"]
    assert brief["closed"]


def test_proof_that_lapsed_by_the_day_of_the_match_is_told(out: Path) -> None:
    for on, told in ((DAY, False), ("2028-01-01", True)):
        seen = match_profiles(MatchRequest(BRIEFS, (out,), date.fromisoformat(on)))
        assert ("之后就过期了" in render_match(seen, "md", language="zh").text) == told


def test_what_cannot_be_matched(out: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "needs: {order: [live]}\n")
    stored = out / "lanxing" / "profile.json"
    assert "DP676" in refused("match", path, stored, stored, code=3)
    run("report", stored, "--audience", "brand", "--format", "json", "--out", tmp_path / "cut")
    assert "DP640" in refused("match", path, tmp_path / "cut" / "lanxing" / "report.json", code=3)
    written(tmp_path, "needs: {order: [live]}\n", "other.yaml")
    assert "DP673" in refused("match", tmp_path, stored, code=3)
    (tmp_path / "none").mkdir()
    refused("match", tmp_path / "none", stored, code=2)
    refused("match", path, tmp_path / "none", code=2)
    (tmp_path / "other.yaml").write_text("", "utf-8")
    assert "DP104" in refused("match", tmp_path / "other.yaml", stored, code=3)


def test_a_must_have_that_nobody_has(out: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "must: {categories: [乐器]}\nneeds: {order: [live]}\n")
    (brief,) = data(out, path)["briefs"]
    assert (len(brief["matched"]), len(brief["excluded"])) == (0, 10)
    for shape in ("terminal", "html", "md"):
        shown = run(
            "match", path, out, "--on", DAY, "--format", shape, "--out", "-", "--lang", "zh"
        )
        assert "没有服务商满足全部必备条件" in shown.stdout


def test_what_a_title_holds_stays_text(out: Path, tmp_path: Path) -> None:
    text = TINY.replace("small", "'<img src=x onerror=alert(1)>'").replace("小单", "'</style>'")
    (tmp_path / "tiny.yaml").write_text(
        f"{text}about: '<script>'\nneeds: {{order: [live]}}\n", "utf-8"
    )
    for lang in ("zh", "en"):
        given = ("--on", DAY, "--format", "html", "--out", "-", "--lang", lang)
        page = run("match", tmp_path / "tiny.yaml", out, *given).stdout
        assert "<script>" not in page
        assert "<img" not in page
        assert page.count("</style>") == 1


QUESTION = re.compile(r"^[1-3]\. .*", re.MULTILINE)


@pytest.mark.parametrize("audience", ["brand", "reviewer"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_data_ask_the_same_three_questions(
    found: Match, language: Language, audience: str
) -> None:
    page = render_match(found, "md", language=language, audience=audience).text
    told = json.loads(render_match(found, "json", language=language, audience=audience).text)
    every = [
        (number, MatchQuestion.model_validate(question))
        for brief in told["briefs"]
        for one in brief["matched"]
        for number, question in enumerate(one["questions"], 1)
    ]
    asked = [f"{number}. {one.text} · {one.why}" for number, one in every]
    printed = [plain(line.replace("\\", "")) for line in QUESTION.findall(page)]
    assert printed == asked
    assert len(asked) == 3 * sum(len(one["matched"]) for one in told["briefs"]) > 0
    titles = {one.id: one.title.say(language) for *_, one in shipped().walk()}
    assert [one.why for _, one in every if titles[one.indicator] not in one.why] == []
