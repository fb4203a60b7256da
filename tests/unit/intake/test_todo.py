# ruff: noqa: E501 - files written in tests have long lines
"""What is still to collect, from whom, on which screen."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from dpcap.intake.folder import load_assessment
from dpcap.intake.todo import TodoRow, grouped, todo
from dpcap.scoring.score import score
from small_framework import framework, write_folder

HEAD = (
    "schema: dpcap/answers/1\nassessed_on: 2026-11-20\ndefaults: {period: 2026-10, basis: paid}\n"
)


def rows(folder: Path, **more: Any) -> tuple[TodoRow, ...]:
    assessment = load_assessment(folder, framework())
    return todo(framework(), score(framework(), assessment, **more))


def short(found: Any) -> list[tuple[str, str, str | None, str | None]]:
    return [(row.node, row.need, row.shop, row.code) for row in found]


def test_empty_folder_asks_for_everything(tmp_path: Path) -> None:
    assert short(rows(write_folder(tmp_path))) == [
        ("WRK-1.1", "answer", None, None),
        ("WRK-1.2", "answer", None, None),
        ("WRK-1.3", "answer", None, None),
        ("WRK-2.1", "answer", None, None),
        ("WRK-2.2", "answer", None, "DP340"),
        ("FIG-1.1", "shop", "s1", None),
        ("FIG-1.1", "shop", "s2", None),
        ("FIG-1.2", "answer", None, None),
        ("FIG-1.3", "answer", None, None),
    ]


def test_every_need(tmp_path: Path) -> None:
    (tmp_path / "e.png").write_bytes(b"x")
    digest = hashlib.sha256(b"x").hexdigest()
    folder = write_folder(
        tmp_path,
        HEAD
        + f"""evidence:
  old: {{kind: screenshot, file: e.png, captured_on: 2026-01-01, sha256: {digest}}}
  new: {{kind: screenshot, file: e.png, captured_on: 2026-11-01, sha256: {digest}}}
  gone: {{kind: screenshot, file: gone.png, captured_on: 2026-11-01}}
answers:
  WRK-1.1: {{value: 4, evidence: [old]}}
  WRK-1.2: {{value: true, evidence: [gone]}}
  WRK-1.3: {{not_applicable: closed}}
  WRK-2.1: {{unknown: true}}
  FIG-1.2: 99
  FIG-1.3: {{value: {{promoters: 30, passives: 5, detractors: 5}}, evidence: [new], period: 2026-Q3}}
""",
    )
    (folder / "kpis.csv").write_text(
        "shop,indicator,value,peer\ns1,FIG-1.1,2,1.5\ns2,FIG-1.1,2,\n", "utf-8"
    )
    assert short(rows(folder)) == [
        ("WRK-1.1", "renew", None, "DP344"),
        ("WRK-1.2", "proof", None, "DP341"),
        ("WRK-1.3", "reason", None, None),
        ("WRK-2.1", "find_out", None, None),
        ("WRK-2.2", "answer", None, None),
        ("FIG-1.1", "proof", "s1", None),
        ("FIG-1.1", "correct", "s2", "DP335"),
        ("FIG-1.2", "correct", None, "DP333"),
    ]


def test_lowest_answer_wants_no_proof(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path, HEAD + "answers: {WRK-1.1: 0, WRK-1.2: true, WRK-1.3: [none]}\n"
    )
    assert not {"WRK-1.1", "WRK-1.3"} & {row.node for row in rows(folder)}


def test_no_shops(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path, provider="schema: dpcap/provider/1\nid: a\nname: {zh: 甲}\nrole: full\n"
    )
    assert ("FIG-1.1", "shop", None, "no_shops") in short(rows(folder))


def test_groups(tmp_path: Path) -> None:
    found = rows(write_folder(tmp_path))
    people = grouped(found, framework(), "person")
    assert [(g.key, g.minutes, len(g.rows)) for g in people] == [
        ("owner", 12.0, 6),
        ("buyer", 6.0, 3),
    ]
    screens = grouped(found, framework(), "screen")
    assert [(g.key, len(g.rows)) for g in screens] == [("罗盘 › 首页", 2), ("", 7)]
    assert sum(g.minutes for g in people) == sum(g.minutes for g in screens) == 18


def many_shops(tmp_path: Path, filled: int) -> Path:
    """A folder with ten bound shops, so many of which have the figure that is asked per shop."""
    shops = "".join(f"  - {{id: s{n}, name: 店{n}}}\n" for n in range(1, 11))
    provider = (
        f"schema: dpcap/provider/1\nid: blue\nname: {{zh: 蓝星}}\nrole: full\nshops:\n{shops}"
    )
    folder = write_folder(tmp_path, HEAD + "answers:\n", provider)
    rows = "".join(f"s{n},FIG-1.1,{10 + 3 * n},10\n" for n in range(1, filled + 1))
    (folder / "kpis.csv").write_text(f"shop,indicator,value,peer\n{rows}", "utf-8")
    return folder


def test_while_the_draw_is_pending_any_shops_will_do(tmp_path: Path) -> None:
    for filled, count in ((0, 8), (5, 3)):
        found = [
            row for row in rows(many_shops(tmp_path / str(filled), filled)) if row.need == "shop"
        ]
        assert [(row.shop, row.code, row.count) for row in found] == [(None, "draw_pending", count)]
        assert found[0].minutes == 2 * count
    assert [row for row in rows(many_shops(tmp_path / "8", 8)) if row.need == "shop"] == []
