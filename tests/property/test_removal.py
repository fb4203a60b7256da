"""Laws of removal: what names somebody is gone, all else stays as it was, and once is enough."""

from __future__ import annotations

import csv
import io
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake.removal.place_rules import RemovedFiles, SubjectPlaces
from dpcap.intake.removal.table_removal import TableRule, removed_from_table, removed_lines
from dpcap.intake.removal.terms import SearchTerms
from dpcap.intake.removal.yaml_removal import removed_from_yaml

SHOP, NAME = "qingluan7", "青鸾示例旗舰店"
TERMS = SearchTerms((SHOP, NAME))
IDS = frozenset((SHOP,))
WORDS = st.text(st.sampled_from("ab店 ,;\"'#:-\n{}[]1青"), max_size=8)
CELLS = WORDS.map(str.strip)
SHOPS = st.sampled_from((SHOP, NAME, "s1", "s2", "qingluan77"))


def table(rows: list[tuple[str, str, str]], end: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator=end)
    writer.writerows([("shop", "value", "note"), *rows])
    return out.getvalue().encode()


ROWS = st.lists(st.tuples(SHOPS, CELLS, CELLS | st.just(f"比{NAME}高")), max_size=8)


@given(ROWS, st.sampled_from(("\n", "\r\n")), st.booleans())
def test_rows_of_a_shop_go_and_others_stay(
    rows: list[tuple[str, str, str]], end: str, whole: bool
) -> None:
    rule = TableRule(TERMS, IDS, whole)
    found = removed_from_table(table(rows, end), rule)
    assert found is not None
    assert not TERMS.in_text(found.content.decode())
    others = [row for row in rows if row[0] not in (SHOP, NAME)]
    plain = [row for row in others if not TERMS.in_text(row[2])]
    if whole or plain == others:
        assert found.content == table(plain, end)
    again = removed_from_table(found.content, rule)
    assert again is not None
    assert (again.content, again.rows) == (found.content, 0)


def test_rows_of_others_keep_their_own_quotes() -> None:
    raw = f'\ufeffshop;value;note\r\n{SHOP};"1";"x"\r\ns1;"8"; y \r\n\r\n'.encode()
    found = removed_from_table(raw, TableRule(TERMS, IDS, whole=False))
    assert found is not None
    assert found.content == '\ufeffshop;value;note\r\ns1;"8"; y \r\n\r\n'.encode()


ENTRY = st.fixed_dictionaries(
    {"id": st.sampled_from((SHOP, "s1", "s2")), "name": st.sampled_from((NAME, "一店"))}
)
TEXTS = st.one_of(WORDS, st.sampled_from((f"见{NAME}", f"{SHOP} 的数", "qingluan77 不是它")))
FILES = st.fixed_dictionaries(
    {
        "shops": st.lists(ENTRY, max_size=4),
        "facts": st.dictionaries(
            st.sampled_from("abcd"),
            st.one_of(
                TEXTS,
                st.fixed_dictionaries(
                    {"value": TEXTS, "note": TEXTS, "without": st.fixed_dictionaries({SHOP: WORDS})}
                ),
            ),
            max_size=4,
        ),
        "remarks": st.lists(st.fixed_dictionaries({"text": TEXTS}), max_size=3),
    }
)
STYLES = st.sampled_from((None, True, False))


@given(FILES, STYLES, st.booleans())
def test_places_of_a_shop_go_and_others_stay(
    said: dict[str, Any], style: bool | None, remark: bool
) -> None:
    text = yaml.safe_dump(said, allow_unicode=True, default_flow_style=style, sort_keys=False)
    text += f"# {NAME} 的注释\n# 别的注释\n" if remark else ""
    judge = SubjectPlaces(TERMS, RemovedFiles(), IDS).judge
    found = removed_from_yaml(text, judge, TERMS)
    assert not TERMS.in_text(found.text)
    assert ("# 别的注释" in found.text) == remark
    again = removed_from_yaml(found.text, judge, TERMS)
    assert (again.text, again.places) == (found.text, 0)
    left = yaml.safe_load(found.text) or {}
    kept = [one for one in said["shops"] if one["id"] != SHOP]
    assert [one["id"] for one in left.get("shops") or []] == [one["id"] for one in kept]
    for name, fact in said["facts"].items():
        if isinstance(fact, str) and not TERMS.in_text(fact):
            assert (left.get("facts") or {})[name] == fact


@given(st.lists(st.sampled_from(("acme", "beta", "", "{")), max_size=6))
def test_lines_of_a_provider_go_and_others_stay(providers: list[str]) -> None:
    lines = [b'{"provider":"%s"}\n' % one.encode() for one in providers]
    found = removed_lines(b"".join(lines), "acme", None)
    assert found.content == b"".join(one for one in lines if b'"acme"' not in one)
    assert found.rows == providers.count("acme")
