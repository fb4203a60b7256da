"""Names of files: whatever their bytes, they can be stored, and lead back to their files."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake.file_names import FileNames, readable, storable, stored, turned
from dpcap.intake.folder_tree import LocalFolderTree, listing_of

BYTES_ONLY = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
RAW = st.one_of(
    st.binary(min_size=1, max_size=6),
    st.text("罗盘截图a\\x5c", min_size=1, max_size=4).map(str.encode),
    st.text("罗盘截图a\\x5c", min_size=1, max_size=4).map(lambda text: text.encode("gbk")),
)
NAMES = st.lists(RAW.filter(lambda raw: not set(raw) & set(b"/\0")), unique=True, max_size=8)


def gbk(text: str) -> str:
    """*text* as the system gives a name whose bytes are GBK."""
    return os.fsdecode(text.encode("gbk"))


@BYTES_ONLY
def test_a_name_is_read_as_its_writer_saw_it() -> None:
    assert storable("罗盘截图.png") == "罗盘截图.png"
    assert storable(gbk("罗盘截图.png")) == "罗盘截图.png"
    assert storable(os.fsdecode(b"\xff\xfe")) == r"\xff\xfe"
    assert readable(f"{gbk('示例')}/a/{gbk('证据')}") == "示例/a/证据"


def test_half_a_pair_of_surrogates_can_be_stored() -> None:
    for name in ("\ud800", "x\udfff.png"):
        assert storable(name).encode()
        assert readable(f"a/{name}").encode()


@BYTES_ONLY
def test_two_names_never_become_one() -> None:
    names = ["罗盘.png", gbk("罗盘.png"), "a\\b", "a\\x5cb", "plain"]
    found = turned(names)
    assert set(found) == {gbk("罗盘.png"), "a\\b", "a\\x5cb"}
    assert len({found.get(name, name) for name in names}) == len(names)


@BYTES_ONLY
@given(NAMES)
def test_names_of_any_bytes_become_texts_of_their_own(raws: list[bytes]) -> None:
    names = [os.fsdecode(raw) for raw in raws]
    found = turned(names)
    texts = [found.get(name, name) for name in names]
    assert len(set(texts)) == len(names)
    assert all(text.encode() and "/" not in text for text in texts)
    assert turned(reversed(names)) == found


@BYTES_ONLY
@given(st.lists(NAMES.filter(bool), max_size=3))
def test_every_stored_path_leads_back(levels: list[list[bytes]]) -> None:
    names, inside, raw = FileNames(), "", ""
    for level in levels:
        each = [os.fsdecode(one) for one in level]
        paths = names.below(inside, each)
        for name in each:
            assert names.raw(paths[name]) == (f"{raw}/{name}" if raw else name)
        inside, raw = paths[each[0]], f"{raw}/{each[0]}" if raw else each[0]


@BYTES_ONLY
def test_a_whole_listing_is_stored_as_a_tree_is() -> None:
    folder, file = gbk("证据"), gbk("罗盘.png")
    aside = "֤\\xbe\\xdd"  # two of its bytes could be UTF-8
    paths = ["a", f"{folder}/{file}", folder, f"{folder}/罗盘.png", "证据"]
    assert stored(paths) == {
        "": "",
        "a": "a",
        "证据": "证据",
        folder: aside,
        f"{folder}/{file}": f"{aside}/\\xc2\\xde\\xc5\\xcc.png",
        f"{folder}/罗盘.png": f"{aside}/罗盘.png",
    }


@BYTES_ONLY
def test_files_with_such_names_are_listed_and_read(tmp_path: Path) -> None:
    folder = tmp_path / gbk("证据")
    folder.mkdir()
    for name, content in ((gbk("罗盘.png"), b"1"), ("表.csv", b"2"), (os.fsdecode(b"\xff"), b"3")):
        (folder / name).write_bytes(content)
    tree = LocalFolderTree(tmp_path)
    files = listing_of(tree).files
    assert {path: tree.read(path, 9) for path in files} == {
        "证据/罗盘.png": b"1",
        "证据/表.csv": b"2",
        r"证据/\xff": b"3",
    }
    assert json.dumps(sorted(files), ensure_ascii=False).encode()


def test_a_name_that_the_system_cannot_write_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="a"):
        LocalFolderTree(tmp_path).read("a\0b", 9)
