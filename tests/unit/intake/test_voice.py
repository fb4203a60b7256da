"""Waves as they come: what counts, what does not, and where that is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from openpyxl import Workbook

from dpcap.errors import InvalidInputError
from dpcap.intake.voice import MOST_WAVES, read_merchants, read_voice, read_wave
from dpcap.model.finding import Finding
from voices import HEADER, Row, csv_of, make_merchants, make_wave, row, rows

DAY = "2026-08-10"


def found_in(folder: Path) -> tuple[Finding, ...]:
    return read_voice(folder).found


def codes(folder: Path) -> list[str]:
    return sorted(one.code for one in found_in(folder))


def wave_of(tmp_path: Path, *lines: Row, **said: object) -> Path:
    make_wave(tmp_path / "q3", lines, **said)
    return tmp_path


@pytest.mark.parametrize(
    ("line", "column", "told"),
    [
        (row("b1x", 11, DAY), 2, "0 至 10"),
        (row("b1x", 8, "10日"), 3, "2026-09-18"),
        (row("b1x", 8, DAY, "电视"), 6, "live"),
        (row("b1x", 8, DAY, service="差"), 9, "0 至 10"),
        (row("b1x", 8, DAY, tags="电话13800000000"), 11, "号码"),
        (row("b1x", 8, DAY, tags="x" * 31), 11, "30 字"),
        (row("b1x", 8, DAY, tags="、".join("abcdefghijk")), 11, "10 个"),
    ],
)
def test_a_bad_row_is_told_at_its_cell_and_does_not_count(
    tmp_path: Path, line: Row, column: int, told: str
) -> None:
    voice = read_voice(wave_of(tmp_path, row("b0x", 9, DAY), line))
    assert [one.buyer for one in voice.waves[0].answers] == ["b0x"]
    (finding,) = voice.found
    assert (finding.code, finding.line, finding.column) == ("DP550", 3, column)
    assert finding.severity == "warning"
    assert told in finding.message("zh")
    assert "13800000000" not in finding.message("zh") + finding.message("en")
    assert voice.waves[0].left_out == {"bad_rows": 1}


@pytest.mark.parametrize(
    ("more", "code", "why"),
    [
        ({"consent": ""}, "DP551", "no_consent"),
        ({"consent": "否"}, "DP551", "no_consent"),
        ({"channel": ""}, "DP552", "no_channel"),
        ({"channel": "短信"}, "DP552", "no_channel"),
    ],
)
def test_without_consent_or_channel_rows_do_not_count_and_are_one_finding(
    tmp_path: Path, more: dict[str, object], code: str, why: str
) -> None:
    lines = [row("b0x", 9, DAY), *[row(f"c{n}x", 9, DAY, **more) for n in range(7)]]
    voice = read_voice(wave_of(tmp_path, *lines))
    assert len(voice.waves[0].answers) == 1
    (finding,) = voice.found
    assert (finding.code, finding.line, finding.params["count"]) == (code, 3, 7)
    assert voice.waves[0].left_out == {why: 7}


def test_a_file_without_the_columns_of_consent_counts_nothing(tmp_path: Path) -> None:
    wave = make_wave(tmp_path / "q3", [])
    (wave / "answers.csv").write_text(f"buyer,mark,date\nb1x,9,{DAY}\nb2x,9,{DAY}\n", "utf-8")
    voice = read_voice(tmp_path)
    assert voice.waves[0].answers == ()
    assert [one.params["count"] for one in voice.found] == [2]


@pytest.mark.parametrize("buyer", ["13800000000", "+86-138-0000", "王敏", "a@b.cn", "", "x" * 65])
def test_a_buyer_is_a_pseudonym(tmp_path: Path, buyer: str) -> None:
    folder = wave_of(tmp_path, row("b0x", 9, DAY), row(buyer, 9, DAY))
    (finding,) = found_in(folder)
    assert finding.code == "DP566"
    said = finding.message("zh") + finding.message("en")
    assert not buyer or buyer not in said
    assert len(read_voice(folder).waves[0].answers) == 1


def test_rows_of_other_days_do_not_count(tmp_path: Path) -> None:
    folder = wave_of(tmp_path, row("b0x", 9, "2026-07-31"), row("b1x", 9, "2026-09-01"))
    assert read_voice(folder).waves[0].answers == ()
    assert [(one.code, one.params["count"]) for one in found_in(folder)] == [("DP559", 2)]


def test_a_column_that_names_buyers_has_the_file_refused(tmp_path: Path) -> None:
    wave = make_wave(tmp_path / "q3", [])
    text = f"{HEADER},收货手机号\nb1x,9,{DAY},feige,yes,live,,,,,,13800000000\n"
    (wave / "answers.csv").write_text(text, "utf-8")
    voice = read_voice(tmp_path)
    assert voice.waves == ()
    (finding,) = voice.found
    assert (finding.code, finding.severity) == ("DP554", "error")
    assert "13800000000" not in finding.message("zh")


@pytest.mark.parametrize(
    ("header", "code"),
    [("buyer,mark", "DP555"), ("buyer,mark,推荐分,date", "DP929"), (f"{HEADER},天气", "DP565")],
)
def test_columns_missing_twice_or_unknown(tmp_path: Path, header: str, code: str) -> None:
    wave = make_wave(tmp_path / "q3", [])
    line = ",".join(map(str, row("b1x", 9, DAY)))
    (wave / "answers.csv").write_text(f"{header}\n{line}\n", "utf-8")
    assert codes(tmp_path) == [code]


def test_chinese_headings_encodings_and_workbooks_give_the_same(tmp_path: Path) -> None:
    titles = "买家编号,推荐分,日期,渠道,同意,载体,商品,物流,服务,内容,标签"
    lines = [("b1x", 9, DAY, "飞鸽", "是", "直播", 8, "", 7, "", "发货慢、客服慢")]
    wave = make_wave(tmp_path / "a", [])
    text = "\n".join([titles, *(",".join(map(str, one)) for one in lines)])
    (wave / "answers.csv").write_bytes(text.encode("gb18030"))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for one in (titles.split(","), *lines):
        sheet.append(list(one))
    other = make_wave(tmp_path / "b", [])
    (other / "answers.csv").unlink()
    book.save(other / "answers.xlsx")
    first, second = read_voice(tmp_path).waves
    assert first.answers == second.answers
    assert first.answers[0].parts == (8, None, 7, None)
    assert first.answers[0].tags == ("发货慢", "客服慢")


def test_rows_split_over_files_and_in_another_order_are_the_same(tmp_path: Path) -> None:
    lines = rows("q", DAY, {"live": (40, 10, 20), "card": (5, 5, 5)})
    whole = make_wave(tmp_path / "whole", lines)
    split = make_wave(tmp_path / "split", [])
    mixed = [*lines]
    Random(7).shuffle(mixed)
    for name, part in (("answers.csv", mixed[:20]), ("answers-2.csv", mixed[20:])):
        (split / name).write_text(csv_of(part), "utf-8")
    kept = [sorted(read_wave(one, []).answers, key=lambda a: a.buyer) for one in (whole, split)]
    assert kept[0] == kept[1]
    assert len(kept[0]) == 85


@pytest.mark.parametrize(
    ("said", "code", "key"),
    [
        ({"until": "2026-07-01"}, "DP557", "until"),
        ({"delivered": 10, "answered": 11}, "DP557", "answered"),
        ({"invited": 10, "delivered": 11}, "DP557", "delivered"),
        ({"held_by": "friend"}, "DP104", "held_by"),
        ({"invited": -1}, "DP104", "invited"),
        ({"answered": 2}, "DP556", "answered"),
    ],
)
def test_a_wave_that_contradicts_itself_is_told_at_its_line(
    tmp_path: Path, said: dict[str, object], code: str, key: str
) -> None:
    folder = wave_of(tmp_path, row("b1x", 9, DAY), **said)
    (finding,) = found_in(folder)
    assert finding.code == code
    assert finding.line is not None
    lines = (folder / "q3" / "wave.yaml").read_text("utf-8").splitlines()
    assert key in lines[finding.line - 1]


def test_what_is_not_there_or_leads_outside_is_told(tmp_path: Path) -> None:
    assert read_voice(tmp_path / "none").found == ()
    make_wave(tmp_path / "v" / "q3", [])
    (tmp_path / "v" / "q3" / "answers.csv").unlink()
    assert codes(tmp_path / "v") == ["DP560"]
    outside = make_wave(tmp_path / "outside", [row("b1x", 9, DAY)])
    (tmp_path / "v" / "q3" / "answers.csv").symlink_to(outside / "answers.csv")
    (tmp_path / "v" / "q4").symlink_to(outside, target_is_directory=True)
    assert codes(tmp_path / "v") == ["DP112", "DP112"]
    (tmp_path / "v" / "q5").mkdir()
    assert codes(tmp_path / "v") == ["DP110", "DP112", "DP112"]


def test_there_is_an_end_to_waves_rows_and_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(MOST_WAVES + 1):
        (tmp_path / "many" / f"w{n}").mkdir(parents=True)
    assert codes(tmp_path / "many") == ["DP558"]
    monkeypatch.setattr("dpcap.intake.voice_rows.MOST_ANSWERS", 5)
    folder = wave_of(tmp_path / "rows", *[row(f"b{n}x", 9, DAY) for n in range(6)])
    assert codes(folder) == ["DP558"]
    for n in range(21):
        (folder / "q3" / f"answers-{n}.csv").write_text("x", "utf-8")
    assert codes(folder) == ["DP558"]


def test_a_file_of_faults_has_at_most_so_many_findings(tmp_path: Path) -> None:
    folder = wave_of(tmp_path, *[row(f"b{n}x", 99, DAY) for n in range(500)])
    found = found_in(folder)
    assert len(found) <= 201
    assert found[-1].params["more"] == 300


def test_brands_speak_against_answers_by_low_ratings_and_complaints(tmp_path: Path) -> None:
    said = {
        "c1": {"on": "2026-09-01", "rating": 2},
        "c2": {"on": "2026-09-01", "rating": 5, "complaints": 1},
        "c3": {"on": "2026-09-01", "rating": 3, "complaints": 0},
    }
    found = read_merchants(make_merchants(tmp_path / "merchants.yaml", said)).merchants
    assert [name for name, one in found.items() if one.speaks_against] == ["c1", "c2"]


def test_one_entry_a_contract_and_ratings_from_1_to_5(tmp_path: Path) -> None:
    path = make_merchants(tmp_path / "merchants.yaml", {"c1": {"on": "2026-09-01", "rating": 6}})
    with pytest.raises(InvalidInputError):
        read_merchants(path)
    twice = "  c1: {on: 2026-09-01}\n" * 2
    path.write_text(f"schema: dpcap/merchants/1\nheld_by: brand\nmerchants:\n{twice}", "utf-8")
    with pytest.raises(InvalidInputError) as told:
        read_merchants(path)
    assert told.value.findings[0].line == 5


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("merchants(1).yaml", "merchants.yaml"),
        ("Merchants.CSV", "merchants.csv"),
        ("商家评价.xlsx", "merchants.csv"),
        ("答卷.csv", "放进这一期的文件夹"),
        ("q3/补充答卷.csv", "answers-2.csv"),
        ("q3/answers.numbers", "answers-2.csv"),
    ],
)
def test_a_file_that_is_not_read_is_told(tmp_path: Path, name: str, said: str) -> None:
    voice = wave_of(tmp_path, row("b0x", 9, DAY))
    (voice / name).write_text(csv_of([row("b1x", 8, DAY)]), "utf-8")
    (voice / "README.md").write_text("x", "utf-8")
    (finding,) = found_in(voice)
    assert finding.code == "DP121"
    assert (finding.file or "").endswith(name)
    assert said in finding.message("zh")


def test_a_wave_under_a_near_name_is_told_with_the_name_it_needs(tmp_path: Path) -> None:
    voice = wave_of(tmp_path, row("b0x", 9, DAY))
    (voice / "q3" / "wave.yaml").rename(voice / "q3" / "wave.yml")
    (finding,) = found_in(voice)
    assert finding.code == "DP110"
    assert "但有 wave.yml" in finding.message("zh")


def test_a_folder_under_a_near_name_is_told(tmp_path: Path) -> None:
    make_wave(tmp_path / "Acme_1" / "q3", [row("b0x", 9, DAY)])
    (finding,) = found_in(tmp_path / "acme-1")
    assert finding.code == "DP121"
    assert "acme-1" in finding.message("zh")
    assert not found_in(tmp_path / "other")


def test_a_folder_in_the_place_of_the_brands_words_is_one_finding(tmp_path: Path) -> None:
    voice = wave_of(tmp_path, row("b0x", 9, DAY))
    (voice / "merchants.yaml").mkdir()
    assert codes(voice) == ["DP110"]


def test_answers_with_marks_of_a_merge_conflict_are_refused_at_the_mark(tmp_path: Path) -> None:
    voice = wave_of(tmp_path, row("b0x", 9, DAY))
    path = voice / "q3" / "answers.csv"
    path.write_text(f"{path.read_text('utf-8')}<<<<<<< HEAD\n=======\n>>>>>>> b\n", "utf-8")
    (finding,) = found_in(voice)
    assert (finding.code, finding.line) == ("DP321", 3)
    assert "合并冲突" in finding.message("zh")


def test_bad_bytes_among_answers_have_their_place(tmp_path: Path) -> None:
    voice = wave_of(tmp_path, row("b0x", 9, DAY))
    path = voice / "q3" / "answers.csv"
    path.write_bytes(path.read_bytes() + b"b1x,\xff\xfe\xff\n")
    (finding,) = found_in(voice)
    assert (finding.code, finding.line, finding.column) == ("DP109", 3, 5)
