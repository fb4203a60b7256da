"""YAML in: what becomes of it, where it stands, and what is refused before it is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.source import MAX_BYTES, Document, parse_yaml, read_yaml, text_of


def parse(text: str) -> Document:
    return parse_yaml(text, "f.yaml")


def codes(text: str) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        parse(text)
    return [finding.code for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("0", 0),
        ("0.50", 0.5),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("010", "010"),
        ("00.5", "00.5"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1,000", "1,000"),
        ("12:30", "12:30"),
        ("2026-11-20", "2026-11-20"),
        ("2026.11.0", "2026.11.0"),
        ("'12'", "12"),
        ("=", "="),
    ],
)
def test_plain_scalars_hold_no_surprise(written: str, value: object) -> None:
    assert parse(f"a: {written}").data == {"a": value}
    found = parse(f"a: {written}").data
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


def test_an_empty_file_is_nothing() -> None:
    assert parse("# only a comment\n").data is None
    assert parse("").place(("a", 0)) == (1, 1)


def test_aliases_are_taken_while_they_stay_small() -> None:
    assert parse("a: &x {b: 1}\nc: *x").data == {"a": {"b": 1}, "c": {"b": 1}}


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = 'a: .nan\na: 2\nb: !!set {x}\n<<: {c: 1}\n1: 2\n? [d]\n: 3\ne: "\\e[0m"\n'
    assert codes(text) == ["DP111", "DP102", "DP114", "DP115", "DP116", "DP116", "DP113"]


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\x7f", "\x9b"])
@pytest.mark.parametrize("form", ["a: 'x{}'", "'x{}': 1"])
def test_characters_that_act_on_a_screen_are_refused(character: str, form: str) -> None:
    assert codes(form.format(character)) == ["DP113"]


def test_chinese_and_wide_blanks_pass() -> None:
    assert parse("名称: 全角\u3000空格").data == {"名称": "全角\u3000空格"}


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_is_bounded_before_the_stack_is_gone(opening: str) -> None:
    assert codes(opening * 200_000) == ["DP107"]


def test_aliases_cannot_go_deeper_than_text() -> None:
    levels = "".join(f"a{i}: &a{i} [[[[[[[[[*a{i - 1}]]]]]]]]]\n" for i in range(1, 5))
    assert codes("a0: &a0 [1]\n" + levels) == ["DP107"]


def test_a_billion_laughs_end_early() -> None:
    lines = ["l0: &l0 [lol, lol]"]
    lines += [f"l{i}: &l{i} [{', '.join([f'*l{i - 1}'] * 9)}]" for i in range(1, 10)]
    assert codes("\n".join(lines)) == ["DP108"]


def test_an_alias_cannot_hold_itself() -> None:
    assert codes("a: &a {b: [*a]}") == ["DP108"]


def test_size_is_looked_at_before_reading(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    with file.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(InvalidInputError) as caught:
        read_yaml(file, "big.yaml")
    assert [(f.code, f.place) for f in caught.value.findings] == [("DP103", "big.yaml:1:1")]


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.yaml", tmp_path / "a\0b.yaml"):
        with pytest.raises(InvalidInputError) as caught:
            read_yaml(path, "x.yaml")
        assert [finding.code for finding in caught.value.findings] == ["DP110"]


def test_a_byte_order_mark_is_no_character(tmp_path: Path) -> None:
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfa: {b: 1}\n")
    document = read_yaml(file)
    assert document.data == {"a": {"b": 1}}
    assert document.place(("a", "b")) == (1, 8)


def test_places_count_characters_from_one() -> None:
    document = parse("名: {甲: 1, 乙: [x, y]}\nlist:\n  - id: a\n    n: 2\n")
    assert document.place(("名", "乙", 1)) == (1, 18)
    assert document.key_place(("名", "乙")) == (1, 11)
    assert document.place(("list", 0, "n")) == (4, 8)


def test_what_is_missing_takes_its_parents_place() -> None:
    document = parse("list:\n  - id: a\n")
    assert document.place(("list", 0, "weight")) == (2, 5)
    assert document.key_place(("list", 0, "weight")) == (2, 5)
    assert document.place(("list", 7, "x")) == (2, 3)
    assert document.reach(("list", 0, "weight")) == 2


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("a: b: c", "冒号"),
        ("\ta: 1", "缩进"),
        ("a: [1", "括号"),
        ("a: 'x", "引号"),
        ("a: *x", "别名"),
    ],
)
def test_syntax_is_explained_in_both_languages(text: str, zh: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse(text)
    (finding,) = caught.value.findings
    assert finding.code == "DP101"
    assert zh in finding.message("zh")
    assert not any("\u4e00" <= character <= "\u9fff" for character in finding.message("en"))


@pytest.mark.parametrize("text", ["%YAML 1.2\n---\na: 1\n", "a: 1\n...\n%TAG ! x\n---\n"])
def test_orders_to_the_parser_are_refused(text: str) -> None:
    assert codes(text) == ["DP101"]


def test_a_percent_sign_elsewhere_is_a_character() -> None:
    assert parse("a: 5%\nb: '%'\nc: |\n  %d\n").data == {"a": "5%", "b": "%", "c": "%d\n"}


def test_very_many_findings_are_told_in_linear_time() -> None:
    document = parse("".join(f"k{i}: 1\n" for i in range(40_000)))
    places = [document.key_place((f"k{i}",)) for i in range(40_000)]
    assert places == [(line, 1) for line in range(1, 40_001)]


def test_the_number_of_values_is_bounded() -> None:
    assert codes("[" + "[]," * 200_000 + "]") == ["DP119"]


@pytest.mark.parametrize("word", ["十", "团", "路", "十 团", "3月,十"])
def test_chinese_words_whose_gbk_is_sound_utf_8_are_read_as_gbk(word: str) -> None:
    assert text_of(f"note: {word}\n".encode("gbk"), "a.yaml") == f"note: {word}\n"


@pytest.mark.parametrize("word", ["José", "20°C", "Иван", "a·b", "十", "ʮ 十", "ASCII"])
def test_letters_of_two_bytes_are_read_as_utf_8(word: str) -> None:
    assert text_of(f"note: {word}\n".encode(), "a.yaml") == f"note: {word}\n"


def test_a_byte_order_mark_settles_the_encoding() -> None:
    assert text_of("note: ʮ\n".encode("utf-8-sig"), "a.yaml") == "note: ʮ\n"
