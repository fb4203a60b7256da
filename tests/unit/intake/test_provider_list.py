"""Lists of providers and shops: rows that are right stand, the others are told, with places."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.provider_list import (
    MOST_ROWS,
    ProviderList,
    read_provider_list,
    read_shop_list,
    read_shops_of_each,
)
from small_framework import framework

HEAD = "id,name,name_en,role,registration_number,language,contact_name,contact_email,contact_phone"
GOOD = "acme,蓝星,Blue Star,full,R-1,en,王敏,wang@example.com,138"


def providers(*rows: str, head: str = HEAD) -> ProviderList:
    return read_provider_list("\n".join([head, *rows]) + "\n", "list.csv", framework())


def test_every_column_is_read() -> None:
    (one,), found, _ = providers(GOOD)
    assert not found
    assert (one.line, one.role, one.language) == (2, "full", "en")
    assert (one.started.id, one.started.registration_number) == ("acme", "R-1")
    assert one.started.name.model_dump() == {"zh": "蓝星", "en": "Blue Star"}
    reach = {"name": "王敏", "email": "wang@example.com", "phone": "138"}
    assert one.started.contact.model_dump() == reach


@pytest.mark.parametrize(
    "head",
    [
        "编号,名称,英文名,角色,统一社会信用代码,语言,联系人,邮箱,电话",
        "ID,Name,Name EN,Role,Registration Number,Lang,Contact name,contact.email,CONTACT PHONE",
        HEAD.replace(",", "\t"),
        HEAD.replace(",", ";"),
    ],
)
def test_headings_and_separators_as_people_have_them(head: str) -> None:
    sign = next((one for one in "\t;" if one in head), ",")
    (one,), found, _ = providers(GOOD.replace(",", sign), head=head)
    assert not found
    assert one.started.contact.email == "wang@example.com"


def test_a_short_list_is_enough() -> None:
    (one, two), found, _ = providers("a,甲", "b,乙", head="id,name")
    assert not found
    assert (one.role, one.language, two.started.id) == (None, None, "b")


@pytest.mark.parametrize(
    ("row", "places", "says"),
    [
        (",甲", [(3, 1)], "blank"),
        ("A b,甲", [(3, 1)], "a-b"),
        ("nul,甲", [(3, 1)], "nul-1"),
        ("acme,甲", [(3, 1)], "line 2"),
        ("b,", [(3, 3)], "is blank"),
        ("b,甲,,nobody", [(3, 6)], "has no role"),
        ("b,甲,,,,fr", [(3, 8)], "zh or en"),
        ("b,甲,,,,,,wang", [(3, 10)], "exactly one @"),
        ("b," + "长" * 301, [(3, 3)], "longer than 300"),
        ("B,,,nobody", [(3, 1), (3, 3), (3, 5)], "is no id"),
        ("b,1,2,3,4,5,6,7,8,9,10", [(3, 19)], "more cells"),
        ('b,"甲" 乙', [(3, 1)], "Save it again"),
        ("b,甲\x07", [(3, 3)], "control"),
    ],
)
def test_a_bad_row_is_told_and_stops_no_other(
    row: str, places: list[tuple[int, int]], says: str
) -> None:
    made, found, _ = providers(GOOD, row, "z,末")
    assert [one.started.id for one in made] == ["acme", "z"]
    assert [(one.line, one.column) for one in found] == places
    assert {one.file for one in found} == {"list.csv"}
    told = "\n".join(one.message("en") for one in found)
    assert says in told or says == "control"
    assert all(one.message("zh") for one in found)


def test_the_same_slip_in_many_rows_is_told_once() -> None:
    made, found, left_out = providers(*(f"p{at},甲,,nobody,,,,wang" for at in range(60)))
    assert (made, left_out) == ((), 60)
    assert [(one.line, one.column) for one in found] == [(2, 7), (2, 17)]
    assert all("59 more rows, such as line 3, 4," in one.message("en") for one in found)
    assert all("另有 59 行也是这样" in one.message("zh") for one in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("id,nome\na,b\n", "DP318"),
        ("name\na\n", "DP318"),
        ("id,name,id\na,b,c\n", "DP318"),
        ("Providers 2026\nid,name\na,b\n", "DP325"),
        ("id,name\n" + "a,b\n" * (MOST_ROWS + 1), "DP123"),
        ("id,name\n" + 'a,"b" c\n' * (MOST_ROWS + 1), "DP123"),
        ("", "DP318"),
        ("id,name\n", "DP318"),
        ("id,name\n,\n", "DP318"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_whole(text: str, code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_provider_list(text, "list.csv", framework())
    assert code in [one.code for one in caught.value.findings]


_CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=8))
def test_any_row_is_made_or_told(rows: list[tuple[str, str, str]]) -> None:
    made_of = io.StringIO()
    csv.writer(made_of, lineterminator="\n").writerows([("id", "name", "role"), *rows])
    blank = sum(not any(cell.strip() for cell in row) for row in rows)
    assume(blank < len(rows))
    made, found, left_out = read_provider_list(made_of.getvalue(), "list.csv", framework())
    assert len(made) + left_out == len(rows) - blank
    assert bool(found) == bool(left_out)
    assert not {one.line for one in made} & {one.line for one in found}
    assert len({one.started.id for one in made}) == len(made)


def test_shops_are_read_or_all_that_is_wrong_is_told() -> None:
    shops = read_shop_list("店铺编号,店铺名称\n35012345,旗舰店\ns2,专卖店\n", "shops.csv")
    assert [(one.id, one.name, one.consent) for one in shops] == [
        ("35012345", "旗舰店", False),
        ("s2", "专卖店", False),
    ]
    assert read_shop_list("id,name\n", "shops.csv") == ()
    with pytest.raises(InvalidInputError) as caught:
        read_shop_list("id,name\n旗舰店,x\ns2,\ns3,a\ns3,b\n", "shops.csv")
    places = [(one.code, one.line, one.column) for one in caught.value.findings]
    assert places == [("DP952", 2, 1), ("DP952", 3, 4), ("DP952", 5, 1)]


def test_blanks_that_merged_cells_left_are_one_finding() -> None:
    text = "服务商编号,店铺编号,店铺名称\nacme,s1,甲\n,s2,乙\n,s3,丙\nbolt,s4,丁\n,s5,戊\n"
    with pytest.raises(InvalidInputError) as error:
        read_shops_of_each(text, "shops.csv", {"acme", "bolt"})
    (one,) = error.value.findings
    assert (one.code, one.line, one.column) == ("DP952", 3, 1)
    assert "取消合并" in one.message("zh")
    assert "3 rows in all, the last one is line 6" in one.message("en")


@pytest.mark.parametrize("own", ["3.5012345E7", "3.50E+07"])
def test_a_shop_gets_no_id_that_a_spreadsheet_wrote_as_a_power_of_ten(own: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_shop_list(f"id,name\n{own},旗舰店\n", "shops.csv")
    (found,) = caught.value.findings
    assert (found.code, found.line) == ("DP952", 2)
    assert "科学计数法" in found.message("zh")
