"""Slips of hand-edited folders: told once, at their place, with advice that does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

import small_framework as small
from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.model.finding import Finding

HEAD = "schema: dpcap/answers/1\nassessed_on: 2026-11-20\n"
LISTED = "evidence:\n  e1: {kind: export, file: evidence/a.txt}\n"
TABLE = "shop,indicator,value,peer,period,basis,evidence\n"


def _only(folder: Path) -> Finding:
    with pytest.raises(InvalidInputError) as error:
        load_assessment(folder, small.framework())
    (one,) = error.value.findings
    return one


def _folder(tmp_path: Path, answers: str | bytes, table: str = "", provider: str = "") -> Path:
    folder = small.write_folder(tmp_path / "acme", HEAD, provider or small.PROVIDER)
    raw = answers if isinstance(answers, bytes) else f"{HEAD}{answers}".encode()
    (folder / "answers.yaml").write_bytes(raw)
    if table:
        (folder / "kpis.csv").write_text(table, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("answers", "place", "said"),
    [
        ("answers:\n  WRK-1.2: 是\n  WRK-1.1 = 2\n", "5:3", "缺少冒号"),
        ("answers:\n  WRK-1.1: 2\n  已核对\n", "5:3", "缺少冒号"),
        ("answers:\n  WRK-1.1: {value = 2}\n", "4:13", "写作 value: 2"),
        ("answers:\n  WRK-1.1: {value: 2；note: 已核}\n", "4:21", "“；”"),
        ("answers:\n  WRK-1.1:\n    - value: 2\n", "5:5", "短横线"),
        ("evidence:\n  e1:{kind: export, url: x}\n", "4:3", "e1: {…}"),
        ("assessor: 小林\n", "3:11", "assessor: {name: 小林}"),
        ("answers:\n  WRK-1.1\u200b: 2\n", "4:3", "U+200B"),
        ("answers:\n<<<<<<< a\n  WRK-1.1: 2\n=======\n>>>>>>> b\n", "4:1", "合并冲突"),
        ("answers:\n  FIG-1.3: {promoters: 1, passives: 2}\n", "4:13", "放进 value"),
        ("evidence:\n  e1: {kind: 截图, file: a.png}\n", "4:14", "是不是 screenshot"),
        ("evidence:\n  e1: {kind: Export, file: a.png}\n", "4:14", "是不是 export"),
        ("evidence:\n  e1: {kind: export, file: a.png, sha256: 12ab}\n", "4:43", "64 位"),
        ("evidence:\n  e1: {kind: public_link, url: www.a.cn}\n", "4:32", "https://www.a.cn"),
        ("evidence:\n  e1: {kind: export, url: evidence/a.png}\n", "4:27", "file: evidence/a.png"),
        ("evidence:\n  e1: {kind: export, file: [a, b]}\n", "4:28", "不是列表"),
        ("evidence:\n  - {id: e1}\nanswers:\n  WRK-1.1: {value: 2, evidence: [e1]}\n", "4:3", "r1"),
    ],
)
def test_a_slip_is_one_finding_with_the_way_out(
    tmp_path: Path, answers: str, place: str, said: str
) -> None:
    one = _only(_folder(tmp_path, answers))
    assert one.place.endswith(f"answers.yaml:{place}")
    assert said in one.message("zh")


@pytest.mark.parametrize(
    ("rung", "way"), [("2级", "只写 2"), ("02级", "只写 2"), ("0x2", None), ("2.5", None)]
)
def test_no_other_rung_is_advised(tmp_path: Path, rung: str, way: str | None) -> None:
    said = _only(_folder(tmp_path, f"answers:\n  WRK-1.1: {rung}\n")).message("zh")
    assert ("只写" in said) == (way is not None)
    assert way is None or way in said


@pytest.mark.parametrize("value", ["16。3", "1 6", "32 800", "1分10秒", "70秒"])
def test_no_other_figure_is_advised(tmp_path: Path, value: str) -> None:
    row = f"{TABLE}s1,FIG-1.1,{value},1,2026-10,paid,\n"
    assert "请只写" not in _only(_folder(tmp_path, "answers:\n", row)).message("zh")


@pytest.mark.parametrize("cells", ["s1,FIG-1.1,,1,2026-10,paid,", "s1,FIG-1.1,,,,,e1"])
def test_a_row_with_all_but_its_figure_is_a_warning(tmp_path: Path, cells: str) -> None:
    folder = _folder(tmp_path, LISTED, f"{TABLE}{cells}\n")
    found = load_assessment(folder, small.framework()).findings
    assert [one.line for one in found if one.code == "DP328"] == [2]


def test_a_row_that_is_still_open_is_no_warning(tmp_path: Path) -> None:
    folder = _folder(tmp_path, LISTED, f"{TABLE}s1,FIG-1.1,,,2026-10,paid,\n")
    assert "DP328" not in {one.code for one in load_assessment(folder, small.framework()).findings}


def test_several_pieces_in_one_cell_are_one_finding(tmp_path: Path) -> None:
    row = f"{TABLE}s1,FIG-1.1,1,1,2026-10,paid,e1 e8 e9\n"
    assert "e8, e9" in _only(_folder(tmp_path, LISTED, row)).message("zh")


def test_an_empty_table_is_told_as_one(tmp_path: Path) -> None:
    assert "文件是空的" in _only(_folder(tmp_path, "answers:\n", "\n\n")).message("zh")


@pytest.mark.parametrize(
    ("table", "said"), [("<html><table><tr><td>1", "网页"), ('{"data": []}', "JSON")]
)
def test_a_table_that_is_none_is_called_what_it_is(tmp_path: Path, table: str, said: str) -> None:
    assert said in _only(_folder(tmp_path, "answers:\n", table)).message("zh")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\0" * 600, "空字节"),
        (HEAD.encode("utf-16-le")[:-1], "像是 UTF-16"),
    ],
)
def test_what_is_no_text_is_told_without_strange_signs(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    message = _only(_folder(tmp_path, raw)).message("zh")
    assert said in message
    assert "\N{REPLACEMENT CHARACTER}" not in message


def test_shops_in_the_wrong_form_are_one_finding(tmp_path: Path) -> None:
    head = small.PROVIDER.partition("shops:")[0]
    row = f"{TABLE}s1,FIG-1.1,1,1,2026-10,paid,\n"
    one = _only(_folder(tmp_path, "answers:\n", row, f"{head}shops:\n  s1: 旗舰店\n"))
    assert "每条一行" in one.message("zh")


def test_a_number_where_a_text_belongs_is_shown_in_quotes(tmp_path: Path) -> None:
    provider = f"{small.PROVIDER}contact: {{phone: 13800138000}}\n"
    one = _only(_folder(tmp_path, "answers:\n", provider=provider))
    assert 'phone: "13800138000"' in one.message("zh")


def test_a_provider_file_that_is_gone_is_told_with_the_way_out(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "answers: {}\n")
    (folder / "provider.yaml").unlink()
    found = _only(folder)
    assert found.code == "DP110"
    assert all("dpcap new" in found.message(language) for language in ("zh", "en"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "file"),
    [("public_link", "https://a.cn/x"), ("export", "https://a.cn/x.csv"), ("export", "www.a.cn/x")],
)
def test_an_address_where_a_file_belongs_is_told_with_its_key(
    tmp_path: Path, kind: str, file: str
) -> None:
    listed = f"evidence:\n  e1: {{kind: {kind}, file: '{file}'}}\n"
    (one,) = load_assessment(_folder(tmp_path, listed), small.framework()).findings
    assert (one.code, one.severity) == ("DP371", "warning")
    assert all(f"url: {file}" in one.message(language) for language in ("zh", "en"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("below", "said"),
    [(["a", "b"], "有 2 家：a、b"), (["a"], "服务商文件夹是里面的 a")],
)
def test_a_folder_of_providers_is_told_as_one(tmp_path: Path, below: list[str], said: str) -> None:
    for name in below:
        small.write_folder(tmp_path / name, HEAD, small.PROVIDER)
    one = _only(tmp_path)
    assert one.code == "DP110"
    assert said in one.message("zh")
    assert f"{tmp_path.as_posix()}/a" in one.message("en")


def test_a_folder_that_lost_its_provider_file_is_no_folder_of_providers(tmp_path: Path) -> None:
    folder = _folder(tmp_path, "answers: {}\n")
    (folder / "provider.yaml").rename(tmp_path / "provider.yaml")
    (folder / "evidence" / "alt").mkdir(parents=True)
    (tmp_path / "provider.yaml").rename(folder / "evidence" / "alt" / "provider.yaml")
    assert "dpcap new" in _only(folder).message("zh")
