"""Reading a provider's folder."""

from __future__ import annotations

import shutil
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.assessment import Answer, Assessment
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework

EXAMPLES = Path(__file__).parents[2] / "examples"
SOUND = EXAMPLES / "providers" / "sound"


@cache
def tiny() -> Framework:
    return load_framework(EXAMPLES / "frameworks" / "tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sound folder."""
    return Path(shutil.copytree(SOUND, tmp_path / "sound"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def load(folder: Path, evidence_root: Path | None = None) -> Assessment:
    return load_assessment(folder, tiny(), evidence_root=evidence_root)


def errors(folder: Path) -> list[Finding]:
    with pytest.raises(InvalidInputError) as caught:
        load(folder)
    return list(caught.value.findings)


def warnings(folder: Path) -> list[str]:
    return [finding.code for finding in load(folder).findings]


def test_bare_answers_and_mappings_say_the_same(folder: Path) -> None:
    before = load(folder)
    change(folder, "answers.yaml", "WRK-1.2: 是", "WRK-1.2: {value: true}")
    change(folder, "provider.yaml", "hosts: 3", "hosts: {value: 3}")
    assert load(folder) == before


def test_defaults_reach_only_the_answers_that_ask_for_them(folder: Path) -> None:
    answers = load(folder).answers
    assert answers["WRK-1.5"].envelope == {"period": "2026-10", "basis": "paid"}
    assert answers["CAR-1.2"].envelope == {"period": "2026-Q3"}
    assert answers["WRK-1.2"] == Answer(value=True)


def test_a_default_that_does_not_fit_is_left_out(folder: Path) -> None:
    change(folder, "answers.yaml", "basis: paid", "basis: settled")
    assert load(folder).answers["WRK-1.5"].envelope == {"period": "2026-10"}


def test_an_answer_left_blank_is_no_answer(folder: Path) -> None:
    change(folder, "answers.yaml", "WRK-1.2: 是", "WRK-1.2:")
    change(folder, "answers.yaml", "WRK-1.4: [plan, log]", "WRK-1.4: {note: 稍后}")
    answers = load(folder).answers
    assert "WRK-1.2" not in answers
    assert answers["WRK-1.4"].value is None


def test_a_file_of_comments_only_is_valid(folder: Path) -> None:
    (folder / "kpis.csv").unlink()
    head = "schema: dpcap/answers/1\nassessed_on: 2026-11-20\n"
    text = head + "defaults:\nevidence:\nanswers:\n  # WRK-1.1: 2\n"
    (folder / "answers.yaml").write_text(text, encoding="utf-8")
    change(folder, "provider.yaml", ", evidence: [e2]", "")
    assert load(folder).answers == {}


def test_answers_may_stand_in_many_files(folder: Path) -> None:
    before = load(folder)
    text = (folder / "answers.yaml").read_text(encoding="utf-8")
    head, answers = text.split("answers:\n")
    first, *rest = answers.splitlines(keepends=True)
    (folder / "answers").mkdir()
    (folder / "answers" / "一.yaml").write_text(head + "answers:\n" + first, encoding="utf-8")
    other = "schema: dpcap/answers/1\ndefaults: {period: 2026-10, basis: paid}\nanswers:\n"
    (folder / "answers" / "二.yaml").write_text(other + "".join(rest), encoding="utf-8")
    (folder / "answers.yaml").unlink()
    assert load(folder).digest == before.digest


def test_rows_mean_the_same_in_any_order(folder: Path) -> None:
    before = load(folder)
    head, *rows = (folder / "kpis.csv").read_text(encoding="utf-8-sig").splitlines()
    (folder / "kpis.csv").write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")
    assert load(folder).digest == before.digest
    assert [row.shop for row in before.rows["CAR-1.1"]] == ["s1", "s2"]
    assert before.rows["CAR-1.1"][1].envelope["basis"] == "settled"


def test_a_value_for_a_shop_does_not_count_among_answers(folder: Path) -> None:
    change(folder, "answers.yaml", "  WRK-1.2: 是\n", "  WRK-1.2: 是\n  CAR-1.1: 8\n")
    assert warnings(folder) == ["DP339"]
    assert "CAR-1.1" not in load(folder).answers


def test_the_errors_of_all_files_come_together(folder: Path) -> None:
    change(folder, "provider.yaml", "role: maker", "role: wizard")
    change(folder, "answers.yaml", "WRK-1.2: 是", "WRK-1.2: maybe")
    change(folder, "answers.yaml", "value: 82.5, evidence: [e2]", "value: 82.5, evidence: [e7]")
    change(folder, "kpis.csv", "s1,CAR-1.1", "s8,CAR-1.1")
    found = errors(folder)
    assert {(f.code, Path(f.file or "").name) for f in found} == {
        ("DP312", "provider.yaml"),
        ("DP302", "answers.yaml"),
        ("DP307", "answers.yaml"),
        ("DP316", "kpis.csv"),
    }
    assert all(finding.line and finding.column for finding in found)


def test_a_broken_file_does_not_hide_the_others(folder: Path) -> None:
    change(folder, "provider.yaml", "role: maker", "role: [maker")
    change(folder, "answers.yaml", "WRK-1.2: 是", "WRK-1.2: maybe")
    assert {finding.code for finding in errors(folder)} >= {"DP101", "DP302"}


def test_a_broken_file_makes_nothing_else_look_wrong(folder: Path) -> None:
    change(folder, "answers.yaml", "answers:", "answers: [")
    assert {finding.code for finding in errors(folder)} == {"DP101"}


def test_wrong_types_beside_a_value_are_told_at_their_place(folder: Path) -> None:
    change(folder, "answers.yaml", "evidence: [e1], note: 每周更新", "peer: high, evidence: 2026.5")
    found = [(f.code, f.path) for f in errors(folder)]
    assert found == [
        ("DP104", ("answers", "WRK-1.1", "peer")),
        ("DP104", ("answers", "WRK-1.1", "evidence")),
    ]


def test_the_day_of_assessment_is_wanted(folder: Path) -> None:
    change(folder, "answers.yaml", "assessed_on: 2026-11-20\n", "")
    assert [(f.code, f.path) for f in errors(folder)] == [("DP105", ("assessed_on",))]


class TestEvidence:
    """Files behind answers."""

    def test_a_missing_file_is_a_warning(self, folder: Path) -> None:
        (folder / "evidence" / "排班.txt").unlink()
        assert warnings(folder) == ["DP341"]
        assert load(folder).evidence["e1"].state == "absent"

    def test_another_hash_is_shown(self, folder: Path) -> None:
        (folder / "evidence" / "排班.txt").write_text("changed", encoding="utf-8")
        (finding,) = load(folder).findings
        assert finding.code == "DP342"
        assert sha256(b"changed").hexdigest() in finding.message("en")
        assert load(folder).evidence["e1"].state == "other_hash"

    def test_no_hash_is_a_warning_that_gives_it(self, folder: Path) -> None:
        actual = sha256((folder / "evidence" / "排班.txt").read_bytes()).hexdigest()
        change(folder, "answers.yaml", f", sha256: {actual}", "")
        (finding,) = load(folder).findings
        assert finding.code == "DP343"
        assert actual in finding.message("zh")

    def test_no_file_and_no_address_are_warnings(self, folder: Path) -> None:
        change(folder, "answers.yaml", "file: evidence/排班.txt, ", "")
        change(folder, "answers.yaml", ", url: https://www.douyin.com/rep", "")
        assert sorted(warnings(folder)) == ["DP349", "DP355"]

    def test_the_evidence_root_holds_files_by_provider(self, folder: Path, tmp_path: Path) -> None:
        root = tmp_path / "vault"
        (root / "sound").mkdir(parents=True)
        shutil.move(folder / "evidence", root / "sound" / "evidence")
        assert load(folder, root).evidence["e1"].state == "ok"
        (root / "sound").rename(root / "other")
        assert load(folder, root).evidence["e1"].state == "absent"

    def test_a_link_inside_the_folder_is_followed(self, folder: Path) -> None:
        file = folder / "evidence" / "排班.txt"
        file.rename(folder / "real.txt")
        file.symlink_to("../real.txt")
        assert load(folder).evidence["e1"].state == "ok"

    def test_a_link_that_leaves_or_turns_round_is_an_error(
        self, folder: Path, tmp_path: Path
    ) -> None:
        file = folder / "evidence" / "排班.txt"
        (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
        for target in (tmp_path / "secret.txt", file):
            file.unlink()
            file.symlink_to(target)
            assert [finding.code for finding in errors(folder)] == ["DP112"]

    def test_a_folder_is_no_file(self, folder: Path) -> None:
        change(folder, "answers.yaml", "evidence/排班.txt", "evidence")
        (finding,) = load(folder).findings
        assert finding.code == "DP364"
        assert "它在 evidence/排班.txt" in finding.message("zh")

    def test_windows_slashes_lead_to_the_same_file(self, folder: Path) -> None:
        change(folder, "answers.yaml", "evidence/排班.txt", "evidence\\排班.txt")
        assert load(folder).evidence["e1"].state == "ok"

    def test_one_piece_behind_many_questions_is_a_warning(self, folder: Path) -> None:
        answers = "".join(
            f"  {node}: {{value: {value}, evidence: [e1]}}\n"
            for node, value in {
                "WRK-1.1": 2, "WRK-1.2": "true", "WRK-1.3": "weekly", "WRK-1.4": "[log]",
                "WRK-1.5": 80, "CAR-1.2": "[9, 10]",
            }.items()
        )  # fmt: skip
        text = (folder / "answers.yaml").read_text(encoding="utf-8").split("answers:\n")[0]
        (folder / "answers.yaml").write_text(text + "answers:\n" + answers, encoding="utf-8")
        (finding,) = load(folder).findings
        assert finding.code == "DP348"
        assert finding.params["count"] == 6


def test_warnings_carry_paths_and_no_places(folder: Path) -> None:
    (folder / "evidence" / "排班.txt").unlink()
    (finding,) = load(folder).findings
    assert finding.path == ("evidence", "e1", "file")
    assert finding.file is None
