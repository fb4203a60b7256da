"""Mappings made by hand: whatever is wrong with one is told at its place, by lint as by import."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.cli.main_guard import run
from dpcap.errors import InvalidInputError
from dpcap.intake.column_units import is_rate, seconds_of, times_of
from dpcap.intake.export_table import open_export
from dpcap.intake.mapping import load_mapping, mapping_files, named_mapping
from dpcap.intake.mapping_draft import columns_to_offer, preview
from dpcap.model.finding import Finding
from exports import MAPPING, ROWS, csv_text, workspace, write_csv
from small_framework import framework

TOP = "numerator: 成交金额, denominator: 消耗}"
MODE = "mode: {column: 方式, field: basis, values: {支付: paid}}\n"


def found_in(place: Path, text: str) -> list[Finding]:
    path = place / "spend.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_mapping(path, framework(), "spend.yaml")
    for one in caught.value.findings:
        assert "{" not in one.message("zh") + one.message("en")
    return list(caught.value.findings)


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("figures:", "figuers:", "DP106", 6),
        ("FIG-1.2", "fig-1.2", "DP301", 8),
        ("FIG-1.2", "退款率", "DP104", 8),
        (TOP, "numerator: 成交金额}", "DP911", 8),
        (TOP, "peer: 同行}", "DP911", 8),
        (TOP, "numerator: 成交金额, denominator: 成交金额}", "DP910", 8),
        (TOP, "sum: 店铺名称}", "DP910", 8),
        (TOP, f"{TOP[:-1]}, times: 1e300}}", "DP104", 8),
        (TOP, f"{TOP[:-1]}, times: 1e-300}}", "DP104", 8),
        (TOP, f"{TOP[:-1]}, times: 十}}", "DP104", 8),
        ("date: 日期", "date: 店铺名称", "DP910", 4),
        ("basis: paid", "period: 2026-09", "DP910", 5),
        ("date:", "totals: 合计\ndate:", "DP104", 4),
        ("date:", "only: {日期: 2026}\ndate:", "DP104", 4),
        ("date:", MODE.replace("basis", "nope") + "date:", "DP910", 4),
        ("date:", MODE.replace(": paid}}", ": nope}}") + "date:", "DP304", 4),
        ("date:", MODE.replace("basis", "period") + "date:", "DP910", 4),
        ("id: spend", "id: ../../x", "DP104", 2),
        ("id: spend", "id: 千川", "DP104", 2),
        ("shop: 店铺名称", "shop: [店铺名称]", "DP104", 3),
    ],
)
def test_every_slip_of_a_hand_is_one_finding_at_its_line(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    assert old in MAPPING
    place = MAPPING.rindex(old)
    (found,) = found_in(tmp_path, MAPPING[:place] + new + MAPPING[place + len(old) :])
    assert (found.code, found.line) == (code, line)


def test_a_file_in_mappings_is_a_mapping_whatever_it_says(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace(tmp_path)
    (tmp_path / "dpcap.toml").write_text('framework = "framework"\n', "utf-8")
    for text, code in (
        ("", "DP104"),
        ("- a\n", "DP104"),
        (MAPPING.replace("schema: dpcap/mapping/1\n", ""), "DP105"),
        (MAPPING.replace("mapping/1", "answers/1"), "DP104"),
    ):
        (tmp_path / "mappings" / "spend.yaml").write_text(text, "utf-8")
        with pytest.raises(SystemExit) as left:
            run(["lint", "mappings"])
        assert left.value.code == 3
        said = capfd.readouterr()
        assert code in said.out + said.err
        assert "spend.yaml" in said.out + said.err


def test_a_mapping_may_end_in_yml(tmp_path: Path) -> None:
    (tmp_path / "千川.yml").write_text(MAPPING, "utf-8")
    assert mapping_files(tmp_path) == (tmp_path / "千川.yml",)
    assert named_mapping("千川", tmp_path) == tmp_path / "千川.yml"


def test_a_sheet_that_is_not_there_is_named_as_the_cause(tmp_path: Path) -> None:
    from exports import write_xlsx

    path = write_xlsx(tmp_path / "a.xlsx", [row[:5] for row in ROWS])
    with pytest.raises(InvalidInputError) as caught:
        open_export(path, "a.xlsx").table(("消耗",), "总表")
    (found,) = caught.value.findings
    assert found.code == "DP912"
    assert "这里有：明细" in found.message("zh")


def test_headings_that_stand_twice_or_name_people_are_not_offered(tmp_path: Path) -> None:
    header = ("店铺", "日期", "金额", "金额", "13912345678", "买家手机")
    write_csv(tmp_path / "a.csv", ROWS)
    (tmp_path / "a.csv").write_text(csv_text(ROWS, header), "utf-8")
    table = open_export(tmp_path / "a.csv", "a.csv").table()
    assert columns_to_offer(table) == ("店铺", "日期", "13912345678")
    assert "13912345678" not in str(preview(table))


def test_learning_keeps_a_chinese_name(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    workspace(tmp_path)
    (tmp_path / "dpcap.toml").write_text('framework = "framework"\n', "utf-8")
    write_csv(tmp_path / "十月.csv", ROWS)
    for words, name in (
        (["--mapping", "千川"], "千川"),
        ([], "十月"),
        (["--mapping", "../x"], "x"),
    ):
        with pytest.raises(SystemExit) as left:
            run(["import", "--learn", "十月.csv", *words])
        assert left.value.code == 0
        assert Path(capfd.readouterr().out.splitlines()[-1]) == Path("mappings") / f"{name}.yaml"
        assert (tmp_path / "mappings" / f"{name}.yaml").is_file()
    (tmp_path / "十月.csv").write_text("只有标题\n", "utf-8")
    with pytest.raises(SystemExit) as left:
        run(["import", "--learn", "十月.csv", "--mapping", "y"])
    assert left.value.code == 3
    assert "DP110" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("heading", "rate"),
    [
        *((one, True) for one in ("退款率", "点击率(%)", "客单价（元）", "ROI", "平均时长(秒)")),
        *((one, False) for one in ("成交金额(元)", "退款单数", "观看时长", "曝光次数", "消耗")),
    ],
)  # fmt: skip
def test_headings_of_rates(heading: str, rate: bool) -> None:
    assert is_rate(heading) is rate


def test_headings_say_in_which_unit_they_are() -> None:
    assert [times_of(one) for one in ("成交额(万元)", "成交额（元）", "GMV/亿", "万象无界")] == [
        10**4, 1, 10**8, 1,
    ]  # fmt: skip
    assert [seconds_of(one) for one in ("时长(分钟)", "时长（秒）", "分钟数")] == [60, 1, None]
