"""Marks: what is compared across folders, read off a profile as it was scored."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.outcome import ComparedValues
from dpcap.model.profile import Profile
from dpcap.scoring.cross_provider_checks import (
    LEAST_ROWS,
    compared_values,
    crossings,
    key_parts,
    peer_key,
)
from dpcap.scoring.score import score
from locations import PROVIDERS, QUESTIONNAIRES

FRAMEWORK = load_framework(QUESTIONNAIRES)
EXAMPLES = sorted(path for path in PROVIDERS.iterdir() if path.is_dir())


def scored(folder: Path) -> Profile:
    return score(FRAMEWORK, load_assessment(folder, FRAMEWORK))


def changed(tmp_path: Path, edit: Callable[[Path], None], name: str = "lanxing") -> ComparedValues:
    folder = tmp_path / name
    copytree(PROVIDERS / name, folder)
    edit(folder)
    return compared_values(scored(folder))


def rewrite(path: Path, edit: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = edit(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_file_and_every_peer_figure_of_an_example(folder: Path) -> None:
    assessment, marks = load_assessment(folder, FRAMEWORK), compared_values(scored(folder))
    there = {
        name: hash_of((folder / piece.file).read_bytes())
        for name, piece in assessment.evidence.items()
        if piece.file and piece.kind != "public_link" and (folder / piece.file).is_file()
    }
    assert marks.evidence == there
    replies = [*assessment.answers.items()]
    replies += [(node, row) for node, rows in assessment.rows.items() for row in rows]
    given = {(node, reply.peer) for node, reply in replies if reply.peer is not None}
    told = {(key_parts(k)[0], figure) for k, figures in marks.peers.items() for figure in figures}
    assert told <= given
    industries = {n for n, r in replies if r.peer is not None and "industry" in r.envelope}
    assert {node for node, _ in told} >= industries
    shops = [row.shop for rows in assessment.rows.values() for row in rows]
    assert set(marks.rows) == {shop for shop in shops if shops.count(shop) >= LEAST_ROWS}


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_a_stored_profile_has_the_marks_of_the_one_it_was(folder: Path) -> None:
    profile = scored(folder)
    again = Profile.model_validate_json(profile.model_dump_json())
    assert compared_values(again) == compared_values(profile)
    assert compared_values(again).model_dump_json() == compared_values(profile).model_dump_json()


def test_examples_have_no_crossings() -> None:
    marked = [(folder.name, compared_values(scored(folder))) for folder in EXAMPLES]
    assert crossings(lambda: marked) == ()


def test_a_file_that_does_not_count_is_compared_by_what_it_is(tmp_path: Path) -> None:
    """A hash that is wrong or not written hides nothing: the file's own is taken."""
    before = changed(tmp_path / "before", lambda _: None)

    def edit(folder: Path) -> None:
        (folder / "evidence" / "10月预算确认与对账.csv").write_bytes(b"something else")
        traffic = folder / "answers" / "1-流量投放.yaml"
        digest = "    sha256: b6367c57ecddef66301348ad530754796a9bcdce0763286206bf17ed6ad3818a\n"
        rewrite(traffic, lambda text: text.replace(digest, ""))

    after = changed(tmp_path / "after", edit)
    assert after.evidence["budget"] == hash_of(b"something else")
    assert after.evidence["contract"] == before.evidence["contract"]
    assert after.evidence.keys() == before.evidence.keys()


def test_empty_and_absent_files_are_compared_with_nothing(tmp_path: Path) -> None:
    def edit(folder: Path) -> None:
        (folder / "evidence" / "10月预算确认与对账.csv").write_bytes(b"")
        (folder / "evidence" / "服务合同摘录-账户账号与交接.txt").unlink()

    after = changed(tmp_path, edit)
    assert not {"budget", "contract"} & after.evidence.keys()


def test_rows_that_differ_in_anything_but_note_evidence_and_order_are_others(
    tmp_path: Path,
) -> None:
    before = changed(tmp_path / "0", lambda _: None)
    assert len(set(before.rows.values())) == len(before.rows) > 1

    def kpis(number: int, edit: Callable[[list[str]], list[str]]) -> dict[str, str]:
        def lines(text: str) -> str:
            head, *rows = text.splitlines()
            return "\n".join([head, *edit(rows)]) + "\n"

        folder = tmp_path / str(number)
        return changed(folder, lambda at: rewrite(at / "kpis.csv", lines)).rows

    row = "chenlu,TRA-3.2,2026-10,12.9,,,omni,creatives,,,,mat,"

    def swapped(by: str) -> Callable[[list[str]], list[str]]:
        return lambda rows: [by if one == row else one for one in rows]

    assert kpis(1, lambda rows: rows[::-1]) == before.rows
    assert kpis(2, swapped(row + "一句话")) == before.rows
    assert kpis(3, swapped(row.replace(",mat,", ",perf,"))) == before.rows
    assert kpis(4, swapped(row.replace("12.9", "12.90"))) == before.rows
    others = (row.replace("12.9", "12.91"), row.replace("2026-10", "2026-09"))
    for number, other in enumerate(others, 5):
        after = kpis(number, swapped(other))
        assert after["chenlu"] != before.rows["chenlu"]
        assert {**after, "chenlu": ""} == {**before.rows, "chenlu": ""}


def test_a_key_says_what_the_figure_is_of_whatever_it_holds() -> None:
    terms = {"industry": '食品|"酒"\n', "period": "2026-10", "mode": "omni", "basis": "paid"}
    key = peer_key("TRA-4.1", terms)
    assert key is not None
    assert key == peer_key("TRA-4.1", dict(reversed(terms.items())))
    assert key_parts(key) == (
        "TRA-4.1",
        '食品|"酒"\n',
        "2026-10",
        {"basis": "paid", "mode": "omni"},
    )
    assert peer_key("TRA-4.1", {"period": "2026-10"}) is None
    assert peer_key("TRA-4.1", {"industry": "美妆"}) is None
