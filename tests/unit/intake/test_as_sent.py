"""Folders as offices send them: read as meant, or one finding at its place with the way out."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_folder
from dpcap.intake.system_errors import exit_code, mishap
from dpcap.model.assessment import Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.workflow.lint import LintRequest, lint_paths
from locations import ROOT

EXAMPLES = ROOT / "tests" / "examples"
SOUND = EXAMPLES / "providers" / "sound"
HEADER = "shop,indicator,value,peer,period,basis,evidence,note"
ROW = "s1,CAR-1.1,8.2,10,2026-10,paid,e2,"

SHOPS = "".join(f"  - {{id: t{n}, name: 店{n}}}\n" for n in range(9)).rstrip()


@cache
def tiny() -> Framework:
    return load_framework(EXAMPLES / "frameworks" / "tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def rows(folder: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> None:
    text = "\n".join((header, *lines)) + "\n"
    (folder / "kpis.csv").write_bytes(text.encode(encoding))


def load(folder: Path) -> Assessment:
    return load_assessment(folder, tiny())


def errors(folder: Path) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        load(folder)
    return list(caught.value.findings)


def the_error(folder: Path) -> tuple[str, str, str]:
    """Code, place in the folder and Chinese message of the one error of *folder*."""
    (finding,) = errors(folder)
    assert "{" not in finding.message("en").replace("{unknown: true}", "").replace(
        "{not_applicable: REASON}", ""
    ).replace("{zh: ", "")
    return finding.code, finding.place.removeprefix(f"{folder.as_posix()}/"), finding.message("zh")


class TestTables:
    """kpis.csv as spreadsheets and exports write it."""

    @pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16", "utf-8-sig"])
    def test_the_encodings_of_a_chinese_windows_are_read(self, folder: Path, encoding: str) -> None:
        rows(folder, ROW + "新店，首月", encoding=encoding)
        assert load(folder).rows["CAR-1.1"][0].note == "新店，首月"

    @pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
    def test_what_was_no_utf_8_is_noted(self, folder: Path, encoding: str) -> None:
        rows(folder, ROW + "新店", encoding=encoding)
        assert "DP127" in [finding.code for finding in load(folder).findings]

    @pytest.mark.parametrize("sign", [";", "\t"])
    def test_other_separators_are_read(self, folder: Path, sign: str) -> None:
        rows(folder, ROW.replace(",", sign), header=HEADER.replace(",", sign))
        assert load(folder).rows["CAR-1.1"][0].value == 8.2

    @pytest.mark.parametrize(
        "header",
        [
            "Shop,Indicator,VALUE,Peer, period ,Basis,Evidence,Note",
            "店铺,指标,数值,同行值,周期,口径,证据,备注",
            "商家,指标编号,本店,同行均值,统计周期,口径,证据编号,说明",
            "ｓｈｏｐ,指标,值,同行,期间,口径,证据,备注",
        ],
    )
    def test_headings_in_other_words_are_read(self, folder: Path, header: str) -> None:
        rows(folder, ROW, header=header)
        (row,) = load(folder).rows["CAR-1.1"]
        assert (row.value, row.peer, row.envelope["period"]) == (8.2, 10, "2026-10")

    def test_a_finding_of_scoring_finds_its_cell_under_chinese_headings(self, folder: Path) -> None:
        rows(folder, ROW.replace("8.2", "820"), header="店铺,指标,数值,同行,周期,口径,证据,备注")
        found = [one for one in _all(folder) if one.code in ("DP333", "DP386", "DP387")]
        assert [(one.line, one.column) for one in found] == [(2, 12)]

    @pytest.mark.parametrize(
        ("cell", "value"),
        [("8.2%", 8.2), ("８．２", 8.2), ('"8.2"', 8.2), ("“8.2”", 8.2), ('"=""8.2"""', 8.2)],
    )
    def test_a_figure_in_another_form_is_read(self, folder: Path, cell: str, value: float) -> None:
        rows(folder, ROW.replace("8.2", cell))
        assert load(folder).rows["CAR-1.1"][0].value == value

    @pytest.mark.parametrize(
        "cell", ["Oct-26", "2026/10", "2026年10月", '"=""2026-10"""', "'2026-10"]
    )
    def test_a_period_in_another_form_is_read(self, folder: Path, cell: str) -> None:
        rows(folder, ROW.replace("2026-10", cell))
        assert load(folder).rows["CAR-1.1"][0].envelope["period"] == "2026-10"

    @pytest.mark.parametrize(
        ("row", "code", "place", "said"),
        [
            (ROW.replace("8.2", "--"), "DP302", "kpis.csv:2:12", "没有数据的格子请留空"),
            (ROW.replace("8.2", "约8"), "DP302", "kpis.csv:2:12", "大概的数"),
            (ROW.replace("8.2", "8台"), "DP302", "kpis.csv:2:12", "请只写 8"),
            (ROW.replace("8.2", '"8,2"'), "DP302", "kpis.csv:2:12", "请写 8.2"),
            (ROW.replace(",10,", ",同行,"), "DP302", "kpis.csv:2:16", "应为数字"),
            (ROW.replace("paid", "付款"), "DP304", "kpis.csv:2:27", "paid（支付）"),
            (ROW.replace("CAR-1.1", "car-1.1"), "DP301", "kpis.csv:2:4", "是不是 CAR-1.1"),
            (ROW.replace("CAR-1.1", "CAR—1.1"), "DP301", "kpis.csv:2:4", "是不是 CAR-1.1"),
            (ROW.replace("CAR-1.1", "退款率"), "DP301", "kpis.csv:2:4", "是不是 CAR-1.1"),
            (ROW.replace("s1", "一店"), "DP316", "kpis.csv:2:1", "是不是 s1"),
            (ROW.replace("s1", "Ｓ1"), "DP316", "kpis.csv:2:1", "s1"),
            ("总计,CAR-1.1,9,,,,,", "DP324", "kpis.csv:2:1", "合计"),
            ("平均值,,9,,,,,", "DP324", "kpis.csv:2:5", "合计"),
            ("数据截至十月底,,,,,,,", "DP324", "kpis.csv:2:9", "备注"),
            ("s1,CAR-1.1,1,234,10,2026-10,paid,e2", "DP327", "kpis.csv:2:12", "请写 1234"),
        ],
    )
    def test_a_row_that_cannot_be_read_is_one_finding(
        self, folder: Path, row: str, code: str, place: str, said: str
    ) -> None:
        rows(folder, row)
        found = the_error(folder)
        assert found[:2] == (code, place)
        assert said in found[2]

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (ROW.replace("paid", "付款"), "DP304"),
            (ROW.replace("8.2", "待补"), "DP302"),
            (ROW.replace("e2", "e9"), "DP307"),
            (ROW.replace("2026-10", "2026-13"), "DP305"),
        ],
    )
    def test_one_slip_in_the_rows_of_several_shops_is_one_finding(
        self, folder: Path, row: str, code: str
    ) -> None:
        change(folder, "provider.yaml", "shops:", f"shops:\n{SHOPS}")
        rows(folder, ROW, *(row.replace("s1", f"t{n}") for n in range(9)))
        (finding,) = errors(folder)
        assert (finding.code, finding.line) == (code, 3)
        assert "另有 8 行也是这样，如第 4、5、6、7、8 行" in finding.message("zh")
        assert "8 more rows, such as line 4, 5" in finding.message("en")
        rows(folder, row, row.replace("s1", "t1"))
        assert "第 3 行也是这样" in the_error(folder)[2]

    def test_different_slips_in_one_column_stay_apart(self, folder: Path) -> None:
        change(folder, "provider.yaml", "shops:", f"shops:\n{SHOPS}")
        bad = ROW.replace("8.2", "待补")
        rows(folder, bad, bad.replace("s1", "t1").replace("待补", "不知道"), ROW, ROW)
        assert [one.code for one in errors(folder)] == ["DP302", "DP302", "DP317", "DP317"]

    def test_a_name_that_stands_in_many_rows_is_told_once(self, folder: Path) -> None:
        rows(folder, *(ROW.replace("s1", "二店").replace("CAR", f"CAR{n}") for n in range(30)))
        codes = [finding.code for finding in errors(folder)]
        assert codes.count("DP316") == 1
        assert codes.count("DP301") == 30

    @pytest.mark.parametrize(
        ("first", "code"),
        [("十月数据,,,,,,,", "DP325"), ("sep=;", "DP325"), ("十月数据", "DP325")],
    )
    def test_a_row_above_the_header_is_one_finding(
        self, folder: Path, first: str, code: str
    ) -> None:
        rows(folder, HEADER, ROW, ROW.replace("s1", "s2"), header=first)
        found = the_error(folder)
        assert found[:2] == (code, "kpis.csv:1:1")
        assert "第 2 行" in found[2]

    def test_an_export_as_it_comes_is_one_finding(self, folder: Path) -> None:
        rows(folder, "甲,10,3%", "乙,20,4%", header="昵称,场次,退款")
        assert the_error(folder)[0] == "DP326"

    def test_blank_columns_and_rows_do_not_count(self, folder: Path) -> None:
        rows(folder, ROW + ",,,", ",,,,,,,,,,", "", header=HEADER + ",,,")
        assert len(load(folder).rows["CAR-1.1"]) == 1

    def test_a_column_without_a_title_that_holds_something_is_told(self, folder: Path) -> None:
        rows(folder, ROW + ",x", header=HEADER + ",")
        assert [finding.code for finding in errors(folder)] == ["DP318"]


def _all(folder: Path) -> list[Finding]:
    return list(lint_paths(LintRequest([folder], EXAMPLES / "frameworks" / "tiny")))


class TestAnswers:
    """answers.yaml as people write it by hand."""

    @pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
    def test_the_encodings_of_a_chinese_windows_are_read(self, folder: Path, encoding: str) -> None:
        file = folder / "answers.yaml"
        file.write_bytes(file.read_text(encoding="utf-8").encode(encoding))
        assert load(folder).answers["WRK-1.1"].note == "每周更新"

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("{value: 2, evidence: [e1], note: 每周更新}", '"2"'),
            ("{value: 2,", "{value: ２,"),
            ("{value: 2,", "{value: “2”,"),
            ("evidence: [e1]", "evidence: e1"),
            ("evidence: [e1]", "evidence: [e1，e2]"),
            ("evidence: [e1]", "evidence: e1、e2"),
            ("WRK-1.2: 是", "WRK-1.2: yes"),
            ("WRK-1.2: 是", "WRK-1.2: 有"),
            ("[plan, log]", "[plan、log]"),
            ("[plan, log]", "plan log"),
            ("{value: 82.5,", "{value: '82.5',"),
            ("{value: 82.5,", "{value: ８２．５,"),
            ("assessed_on: 2026-11-20", "assessed_on: 2026年11月20日"),
            ("assessed_on: 2026-11-20", "assessed_on: 20261120"),
            ("captured_on: 2026-11-02, sha", "captured_on: 2026/11/2, sha"),
            ("{period: 2026-10,", "{period: 2026年10月,"),
            ("basis: paid}", "basis: 支付}"),
        ],
    )
    def test_another_form_is_read_as_it_is_meant(self, folder: Path, old: str, new: str) -> None:
        sound = load(folder)
        change(folder, "answers.yaml", old, new)
        read = load(folder)
        assert read.assessed_on == sound.assessed_on
        assert read.evidence == sound.evidence
        values = {node: one.value for node, one in sound.answers.items()}
        assert {node: one.value for node, one in read.answers.items()} == values
        assert read.answers["WRK-1.5"].envelope == sound.answers["WRK-1.5"].envelope

    @pytest.mark.parametrize(
        ("old", "new", "code", "place", "said"),
        [
            ("WRK-1.2: 是", "WRK-1.2: 不适用", "DP302", "answers.yaml:10:12", "不能答“不适用”"),
            ("WRK-1.2: 是", "WRK-1.2: 待补", "DP302", "answers.yaml:10:12", "{unknown: true}"),
            ("WRK-1.2: 是", "WRK-1.2: N/A", "DP302", "answers.yaml:10:12", "不能答“不适用”"),
            ("{value: 2, evid", "{value: /, evid", "DP302", "answers.yaml:9:20", "最低一级"),
            ("{value: 82.5,", "{value: --,", "DP302", "answers.yaml:13:20", "{unknown: true}"),
            ("{value: 2, evid", "{value: 2档, evid", "DP302", "answers.yaml:9:20", "请只写 2"),
            ("{value: 82.5,", "{value: 82.5小时,", "DP302", "answers.yaml:13:20", "请只写 82.5"),
            (
                "{not_applicable: out_of_contract}",
                "不适用",
                "DP302",
                "answers.yaml:11:12",
                "合同不含",
            ),
            ("{not_applicable: out_of_contract}", "每周", "DP303", "answers.yaml:11:12", "weekly"),
            ("e: out_of_contract}", "e: 合同外}", "DP310", "answers.yaml:11:29", "合同不含"),
            ("[plan, log]", "[计划表, log]", "DP303", "answers.yaml:12:12", "是不是 plan"),
            ("  WRK-1.2: 是", "WRK-1.2: 是", "DP101", "answers.yaml:10:1", "2 个空格"),
            ("  WRK-1.2: 是", "　　WRK-1.2: 是", "DP101", "answers.yaml:10:1", "全角空格 U+3000"),
            (
                "  WRK-1.2: 是",
                "\u00a0\u00a0WRK-1.2: 是",
                "DP101",
                "answers.yaml:10:1",
                "网页空格 U+00A0",
            ),
            ("  WRK-1.2: 是", "basis: paid\n  WRK-1.2: 是", "DP101", "answers.yaml:10:1", "缩进"),
            (
                "answers:\n",
                "answers:\n  assessor: {name: 王}\n",
                "DP106",
                "answers.yaml:9:3",
                "最外层",
            ),
            (
                "answers:\n",
                "answers:\n  e3: {kind: export}\n",
                "DP106",
                "answers.yaml:9:3",
                "evidence",
            ),
            ("evidence: [e1]", "evidence: e1, e2", "DP106", "answers.yaml:9:37", "[e1, e2]"),
            ("WRK-1.2: 是", "wrk-1.2: 是", "DP301", "answers.yaml:10:3", "是不是 WRK-1.2"),
            ("WRK-1.2: 是", "有合同: 是", "DP301", "answers.yaml:10:3", "是不是 WRK-1.2"),
            ("2026-11-20\n", "11/20\n", "DP104", "answers.yaml:2:14", "年月日写全"),
            ("{value: 82.5,", "{value: 1,234,", "DP106", "answers.yaml:13:22", "value: 1234"),
            ("basis: paid}", "basis: 付款}", "DP304", "answers.yaml:4:36", "paid（支付）"),
        ],
    )
    def test_what_cannot_be_read_is_one_finding_with_the_way_out(
        self, folder: Path, old: str, new: str, code: str, place: str, said: str
    ) -> None:
        change(folder, "answers.yaml", old, new)
        found = the_error(folder)
        assert found[:2] == (code, place)
        assert said in found[2]
        assert "请删除" not in found[2]

    def test_all_answers_at_the_margin_are_one_finding(self, folder: Path) -> None:
        text = (folder / "answers.yaml").read_text(encoding="utf-8")
        head, answers = text.split("answers:\n")
        (folder / "answers.yaml").write_text(
            head + "answers:\n" + answers.replace("  WRK", "WRK").replace("  CAR", "CAR"),
            encoding="utf-8",
        )
        code, place, said = the_error(folder)
        assert (code, place) == ("DP106", "answers.yaml:9:1")
        assert "请移到 answers: 下面" in said
        assert "同样的还有 5 处：WRK-1.2、WRK-1.3、WRK-1.4、WRK-1.5、CAR-1.2" in said

    def test_a_note_that_loses_its_end_is_a_warning_at_the_sign(self, folder: Path) -> None:
        change(
            folder,
            "answers.yaml",
            "{value: 2, evidence: [e1], note: 每周更新}",
            "\n    value: 2  # 已核\n    note: 见表 #4 和 #5",
        )
        (finding,) = [one for one in lint_folder(folder, tiny()) if one.code == "DP128"]
        assert (finding.line, finding.column) == (11, 14)
        assert "#4 和 #5" in finding.message("zh")

    def test_both_who_answered_are_named(self, folder: Path) -> None:
        (folder / "answers").mkdir()
        for name, who in (
            ("a", "{name: 周}"),
            ("b", "{name: 吴, title: 投手}"),
            ("c", "{name: 周}"),
        ):
            text = f"schema: dpcap/answers/1\nassessor: {who}\n"
            (folder / "answers" / f"{name}.yaml").write_text(text, encoding="utf-8")
        assert load(folder).assessor.name == "李、周、吴（投手）"

    def test_very_many_who_answered_stay_within_the_limit(self, folder: Path) -> None:
        (folder / "answers").mkdir()
        for number in range(40):
            text = f"schema: dpcap/answers/1\nassessor: {{name: {'长' * 290}{number}}}\n"
            (folder / "answers" / f"{number}.yaml").write_text(text, encoding="utf-8")
        assert len(load(folder).assessor.name or "") <= 300


class TestProvider:
    """provider.yaml in people's own words."""

    @pytest.mark.parametrize(
        ("old", "new", "read"),
        [
            ("consent: true", "consent: 同意了吗", None),
            ("consent: true", "consent: 是", lambda a: a.provider.shops[0].consent is True),
            ("consent: true", "consent: no", lambda a: a.provider.shops[0].consent is False),
            ("hosts: 3", "hosts: '1,200'", lambda a: a.provider.facts["hosts"].value == 1200),
            ("hosts: 3", "hosts: 1.2万", lambda a: a.provider.facts["hosts"].value == 12000),
            ("regulated: 否", "regulated: 没有", lambda a: not a.provider.facts["regulated"].value),
            (
                "value: 2026-11-01, on: 2026-11-01",
                "value: 2026/11/1, on: 2026.11.1",
                lambda a: str(a.provider.facts["checked"].on) == "2026-11-01",
            ),
            ("evidence: [e2]", "evidence: e2", lambda a: a.provider.facts["checked"].evidence),
        ],
    )
    def test_own_words_are_read_or_told(
        self, folder: Path, old: str, new: str, read: Callable[[Assessment], bool] | None
    ) -> None:
        change(folder, "provider.yaml", old, new)
        if read is None:
            assert the_error(folder)[:2] == ("DP104", "provider.yaml:8:33")
        else:
            assert read(load(folder))

    @pytest.mark.parametrize(
        ("old", "new", "code", "place", "said"),
        [
            ("role: maker", "role: 服务", "DP312", "provider.yaml:4:7", "是不是 carer"),
            ("role: maker", "role: 主播", "DP312", "provider.yaml:4:7", "maker（制作）"),
            ("{zh: 稳声, en: Sound}", "稳声", "DP104", "provider.yaml:3:7", "{zh: 稳声}"),
            ("hosts: 3", "hosts: 3人", "DP314", "provider.yaml:11:10", "请只写 3"),
            ("track: food", "track: 食品", "DP303", "provider.yaml:13:10", "是不是 food"),
            ("contact: {name: 王}", "email: a@b.example", "DP106", "provider.yaml:5:1", "contact"),
            ("role: maker", "role: maker\nhosts: 4", "DP106", "provider.yaml:5:1", "facts"),
            ("role: maker", "rolle: maker", "DP106", "provider.yaml:4:1", "是不是 role"),
        ],
    )
    def test_what_cannot_be_read_is_one_finding_with_the_way_out(
        self, folder: Path, old: str, new: str, code: str, place: str, said: str
    ) -> None:
        change(folder, "provider.yaml", old, new)
        found = the_error(folder)
        assert found[:2] == (code, place)
        assert said in found[2]

    @pytest.mark.parametrize(
        ("address", "said"),
        [
            ("li＠b.example", "全角"),
            ("li@b.example, wang@b.example", "一个地址"),
            ("li at b.example", "一个地址"),
            ("li.b.example", "@"),
            ("li@b", "写全"),
            ("li@.example", "写全"),
            ("@b.example", "写全"),
        ],
    )
    def test_an_address_that_no_letter_reaches_is_a_warning(
        self, folder: Path, address: str, said: str
    ) -> None:
        change(folder, "provider.yaml", "{name: 王}", f'{{name: 王, email: "{address}"}}')
        (finding,) = [one for one in lint_folder(folder, tiny()) if one.code == "DP370"]
        assert finding.place.endswith("provider.yaml:5:27")
        assert said in finding.message("zh")

    def test_an_ordinary_address_is_none(self, folder: Path) -> None:
        change(folder, "provider.yaml", "{name: 王}", "{name: 王, email: li.wei+a@mail.b.example}")
        assert "DP370" not in [one.code for one in lint_folder(folder, tiny())]


def test_lint_tells_warnings_beside_errors(folder: Path) -> None:
    (folder / "kpis(1).csv").write_text(HEADER, encoding="utf-8")
    (folder / "evidence" / "排班.txt").unlink()
    change(folder, "answers.yaml", "WRK-1.2: 是", "WRK-1.2: 也许")
    found = lint_folder(folder, tiny())
    assert sorted(one.code for one in found) == ["DP121", "DP302", "DP341"]
    assert all(one.file for one in found)


@pytest.mark.parametrize("name", ["provider.yaml", "answers.yaml", "kpis.csv"])
def test_a_file_that_another_program_holds_open_is_the_systems_doing(
    folder: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def busy(path: str, *args: int, **more: int) -> int:
        if str(path).endswith(name):
            raise OSError(errno.EBUSY, "busy", path)
        return opened(path, *args, **more)

    monkeypatch.setattr(os, "open", busy)
    with pytest.raises(OSError, match="busy") as caught:
        load(folder)
    finding = mishap(caught.value)
    assert (finding.code, exit_code(finding)) == ("DP147", 4)
    assert name in finding.message("zh")


def test_a_missing_file_with_a_near_name_is_one_finding(folder: Path) -> None:
    (folder / "provider.yaml").rename(folder / "Provider.yml")
    assert [one.code for one in lint_folder(folder, tiny())] == ["DP110"]


def test_a_file_is_no_folder_and_says_so(tmp_path: Path) -> None:
    packed = tmp_path / "acme.zip"
    packed.write_bytes(b"PK")
    (finding,) = errors(packed)
    assert finding.code == "DP117"
    assert "解压" in finding.message("zh")


@pytest.mark.parametrize("name", ["kpis.csv", "answers/2.yaml"])
def test_figures_and_answers_in_a_cloud_are_told_once(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.with_name(f".{path.name}.icloud").write_bytes(b"bplist00")
    told = [one.message("zh") for one in load(folder).findings if one.code == "DP121"]
    assert len(told) == 1
    assert "iCloud" in told[0]
    assert name in told[0]
