"""Many folders from one list, and a folder with sheets to hand out, through the command."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from batches import PATIENCE
from conftest import Dpcap
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from filling import Book
from folders import TINY

FRAMEWORK = ("--framework", str(TINY))
LIST = """编号,名称,角色,语言,联系人,邮箱
lanxing,岚星,maker,中文,王敏,wang@example.com
,没有编号,,,,
hai dao,海岛,,,,
yuanhang,远航,,en,,
"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_a_list_makes_many_and_tells_the_rest(
    dpcap: Dpcap, tmp_path: Path, language: str, encoding: str
) -> None:
    (tmp_path / "list.csv").write_text(LIST, encoding)
    env = {"DPCAP_LANG": language}
    many = ("new", "--from", "list.csv", "--out", "providers", *FRAMEWORK)
    done = dpcap(*many, env=env)
    assert done.returncode == 3, done.stderr
    home = Path("providers")
    assert done.stdout.split() == [str(home / "lanxing"), str(home / "yuanhang")]
    told = done.stdout + done.stderr
    assert "list.csv:3:1 DP950" in told
    assert "list.csv:4:1 DP950" in told
    assert ("编号：" if language == "zh" else "No folder was made") in told
    one = load_assessment(tmp_path / "providers" / "lanxing", load_framework(TINY))
    who = one.provider
    assert (who.id, who.name.zh, who.role) == ("lanxing", "岚星", "maker")
    assert one.provider.contact.email == "wang@example.com"
    other = load_assessment(tmp_path / "providers" / "yuanhang", load_framework(TINY))
    assert (other.provider.language, other.provider.name.zh) == ("en", "远航")
    before = _all(tmp_path / "providers")
    again = dpcap(*many, env=env)
    assert (again.returncode, again.stdout) == (3, "")
    assert again.stderr.count("DP951") == 2
    assert _all(tmp_path / "providers") == before


def _all(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_sheets_are_handed_out_and_read_back(dpcap: Dpcap, tmp_path: Path, language: str) -> None:
    (tmp_path / "shops.csv").write_text("id,name\n35012345,旗舰店\ns2,专卖店\n", "utf-8")
    env = {"DPCAP_LANG": language}
    how = ("--sheets", "--shops", "shops.csv", "--due", "2026-12-05", *FRAMEWORK)
    done = dpcap("new", "acme", *how, env=env)
    assert done.returncode == 0, done.stderr
    home = tmp_path / ("acme-填写" if language == "zh" else "acme-sheets")
    books = sorted(home.glob("*/*.xlsx"))
    assert books
    for path in books:
        assert (path.parent / ("证据" if language == "zh" else "evidence")).is_dir()
        assert str(path.relative_to(tmp_path)) in done.stdout
    assert "dpcap fill acme" in done.stderr
    owner = next(path for path in books if path.name == "acme-owner.xlsx")
    Book(owner.read_bytes()).answer("WRK-1.1", 1).figure("CAR-1.1", "s2", 12).save(owner)
    read = dpcap("fill", "acme", owner, *FRAMEWORK, env=env)
    assert read.returncode == 0, read.stderr
    said = yaml.safe_load((tmp_path / "acme" / "answers.yaml").read_text("utf-8"))
    assert said["answers"]["WRK-1.1"] == 1
    again = dpcap("new", "acme", *how, env=env)
    assert again.returncode == 2
    assert home.name in again.stderr


SHOPS = """服务商,店铺编号,店铺名称
lanxing,35012345,旗舰店
lanxing,s2,专卖店
hai dao,s1,海岛店
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_makes_sheets_for_each_row(dpcap: Dpcap, tmp_path: Path, language: str) -> None:
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    (tmp_path / "shops.csv").write_text(SHOPS, "utf-8")
    env, zh = {"DPCAP_LANG": language}, language == "zh"
    many = ("new", "--from", "list.csv", "--out", "providers", *FRAMEWORK)
    how = ("--sheets", "--shops", "shops.csv", "--due", "2026-12-05")
    done = dpcap(*many, *how, env=env)
    assert done.returncode == 3, done.stderr
    assert (done.stderr.count("DP950"), done.stderr.count("DP95")) == (2, 2)
    for own, ending, evidence in (
        # The first row says its own language, the last one too.
        ("lanxing", "填写", "证据"),
        ("yuanhang", "sheets", "evidence"),
    ):
        home = tmp_path / "providers" / f"{own}-{ending}"
        books = sorted(home.glob("*/*.xlsx"))
        assert books
        assert all((path.parent / evidence).is_dir() for path in books)
        assert all(str(path.relative_to(tmp_path)) in done.stdout for path in books)
        assert f"{home.relative_to(tmp_path)}{'：' if zh else ': '}{len(books)} " in done.stderr
    one = load_assessment(tmp_path / "providers" / "lanxing", load_framework(TINY)).provider
    assert [shop.id for shop in one.shops] == ["35012345", "s2"]
    other = load_assessment(tmp_path / "providers" / "yuanhang", load_framework(TINY)).provider
    assert other.shops == ()
    owner = tmp_path / "providers" / "lanxing-填写"
    owner = next(owner.glob("*/lanxing-owner.xlsx"))
    Book(owner.read_bytes()).answer("WRK-1.1", 1).figure("CAR-1.1", "s2", 12).save(owner)
    read = dpcap("fill", "providers/lanxing", owner, *FRAMEWORK, env=env)
    assert read.returncode == 0, read.stderr
    before = _all(tmp_path / "providers")
    again = dpcap(*many, *how, env=env)
    assert (again.returncode, again.stdout, again.stderr.count("DP951")) == (3, "", 2)
    assert _all(tmp_path / "providers") == before


def test_sheets_that_are_there_keep_their_row_from_being_made(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,name\nred,R\nblue,B\n", "utf-8")
    (tmp_path / "shops.csv").write_text("provider,id,name\n", "utf-8")
    taken = tmp_path / "o" / "red-填写" / "x.xlsx"
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"mine")
    how = ("--sheets", "--shops", "shops.csv", "--lang", "zh", *FRAMEWORK)
    done = dpcap("new", "--from", "list.csv", "--out", "o", *how)
    assert done.returncode == 3
    assert "list.csv:2:1 DP951" in done.stderr
    assert "o/red-填写" in done.stderr
    assert taken.read_bytes() == b"mine"
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [
        "blue",
        "blue-填写",
        "red-填写",
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_bad_list_of_shops_makes_none_of_many(
    dpcap: Dpcap, tmp_path: Path, language: str
) -> None:
    (tmp_path / "list.csv").write_text("id,name\nred,R\nblue,B\n", "utf-8")
    rows = ("red,s1,a", "blue,s1,b", "red,s1,c", "green,s3,d")
    (tmp_path / "shops.csv").write_text("\n".join(("provider,id,name", *rows)) + "\n", "utf-8")
    how = ("--from", "list.csv", "--out", "o", "--shops", "shops.csv", *FRAMEWORK)
    done = dpcap("new", *how, env={"DPCAP_LANG": language})
    assert done.returncode == 3
    assert done.stderr.count("DP952") == 2
    assert "shops.csv:4:5 DP952" in done.stderr
    assert "shops.csv:5:1 DP952" in done.stderr
    assert ("名单里没有" if language == "zh" else "no provider on the list") in done.stderr
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ("new",),
        ("new", "--from", "list.csv"),
        ("new", "acme", "--from", "list.csv", "--out", "o"),
        ("new", "--from", "list.csv", "--out", "o", "--sheets"),
        ("new", "acme", "--out", "o"),
        ("new", "acme", "--sheets"),
        ("new", "--from", "list.csv", "--out", "o", "--role", "nobody"),
    ],
)
def test_what_does_not_go_together_is_told(
    dpcap: Dpcap, tmp_path: Path, words: tuple[str, ...], language: str
) -> None:
    (tmp_path / "list.csv").write_text(LIST, "utf-8")
    done = dpcap(*words, *FRAMEWORK, env={"DPCAP_LANG": language})
    assert done.returncode == 2, done.stderr
    assert done.stderr
    assert not (tmp_path / "o").exists()
    assert not (tmp_path / "acme").exists()


def test_a_bad_list_of_shops_makes_nothing(dpcap: Dpcap, tmp_path: Path) -> None:
    (tmp_path / "shops.csv").write_text("id,name\n旗舰店,x\n", "utf-8")
    done = dpcap("new", "acme", "--sheets", "--shops", "shops.csv", *FRAMEWORK)
    assert done.returncode == 3
    assert "shops.csv:2:1 DP952" in done.stderr
    assert not (tmp_path / "acme").exists()


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix")
def test_the_shops_are_asked_for_in_a_terminal(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [Path(sys.executable).with_name("dpcap"), "new", "acme", "--sheets", *FRAMEWORK]
    env = {**os.environ, "DPCAP_LANG": "zh"}
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=env,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        os.write(ours, "旗舰店\n35012345，旗舰店\n\n".encode())
        out, err = running.communicate(timeout=PATIENCE)
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0, err.decode()
    assert "先登记店铺" in err.decode()
    assert "acme-填写" in out.decode()
    said = yaml.safe_load((tmp_path / "acme" / "provider.yaml").read_text("utf-8"))
    assert said["shops"] == [{"id": "35012345", "name": "旗舰店", "consent": False}]
