"""At most 200 findings a file and how many more there are; what nobody will read is not made."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake import files, source, table
from dpcap.intake.finding_limit import MOST, summed
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.table import MAX_ROWS, parse_table
from dpcap.model.base import FEW, MANY
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from locations import ROOT

EXAMPLES = ROOT / "tests" / "examples"
ANSWERS = "schema: dpcap/answers/1\nassessed_on: 2026-11-20\n"
PROVIDER = "schema: dpcap/provider/1\nid: sound\nname: {zh: 某某}\nrole: maker\n"
E2 = "evidence: {e2: {kind: export}}\n"
HEAD = "shop,indicator,value,evidence\n"


@cache
def tiny() -> Framework:
    return load_framework(EXAMPLES / "frameworks" / "tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "providers" / "sound", tmp_path / "sound"))


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The codes of all findings that were made."""
    codes: list[str] = []
    init = Finding.__init__

    def counted(finding: Finding, **fields: object) -> None:
        codes.append(str(fields["code"]))
        init(finding, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(Finding, "__init__", counted)
    return codes


def many(line: str, count: int) -> str:
    return "".join(line % number for number in range(count))


FAULTS = {
    "unknown indicators": ("answers.yaml", ANSWERS + "answers:\n" + many("  X-%d: 1\n", 5_000)),
    "unknown keys of an answer": (
        "answers.yaml",
        f"{ANSWERS}answers:\n  WRK-1.1: {{value: 2, {many('vale%d: 1, ', 5_000)}}}\n",
    ),
    "evidence nobody lists": (
        "answers.yaml",
        f"{ANSWERS}answers:\n  WRK-1.1: {{value: 2, evidence: [{many('e%d, ', 5_000)}]}}\n",
    ),
    "unknown defaults": ("answers.yaml", f"{ANSWERS}defaults: {{{many('perio%d: x, ', 5_000)}}}\n"),
    "pieces of no shape": ("answers.yaml", f"{ANSWERS}evidence:\n" + many("  e%d: x\n", 5_000)),
    "unknown keys of the file": ("answers.yaml", ANSWERS + many("x%d: 1\n", 5_000)),
    "keys that stand twice": ("answers.yaml", ANSWERS + "answers: {}\n" * 5_000),
    "tags": ("answers.yaml", ANSWERS + "answers: [" + "!!x 1, " * 5_000 + "]\n"),
    "unknown facts": ("provider.yaml", PROVIDER + "facts:\n" + many("  f%d: 1\n", 5_000)),
    "shops of no shape": ("provider.yaml", PROVIDER + "shops:\n" + "  - {}\n" * 5_000),
    "rows of unknown shops": ("kpis.csv", HEAD + many("x%d,CAR-1.1,1,\n", 5_000)),
    "rows that are too long": ("kpis.csv", HEAD + "1,2,3,4,5,6\n" * 5_000),
    "control characters": ("kpis.csv", HEAD + "\x01,\x01,\x01,\x01\n" * 5_000),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_two_hundred_are_told_and_no_more_are_made(
    folder: Path, fault: str, made: list[str]
) -> None:
    name, text = FAULTS[fault]
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    here = [one for one in caught.value.findings if (one.file or "").endswith(f"/{name}")]
    assert len(here) == MOST + 1
    assert here[-1].code == "DP124"
    assert int(here[-1].params["more"]) >= 4_000
    assert str(here[-1].params["more"]) in here[-1].message("zh")
    assert len(made) < 3 * MOST


def test_a_cell_of_too_many_ids_is_told_once(folder: Path, made: list[str]) -> None:
    """It is longer than any text may be: none of what it names is looked up."""
    cell = many("x%d ", 5_000)
    (folder / "kpis.csv").write_text(f"{HEAD}s1,CAR-1.1,1,{cell}\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    (told,) = (one for one in caught.value.findings if (one.file or "").endswith("/kpis.csv"))
    assert (told.code, told.line, told.params["length"]) == ("DP140", 2, len(cell.strip()))
    assert made == ["DP140"]


def test_the_rest_is_counted_exactly(folder: Path) -> None:
    (folder / "answers.yaml").write_text(FAULTS["unknown indicators"][1], encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    last = [one for one in caught.value.findings if one.code == "DP124"]
    assert [one.params["more"] for one in last] == [5_000 - MOST]


def test_each_file_has_a_ration_of_its_own(folder: Path) -> None:
    for fault in ("unknown indicators", "unknown facts", "rows of unknown shops"):
        name, text = FAULTS[fault]
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    assert sum(one.code == "DP124" for one in caught.value.findings) == 3


def test_warnings_are_rationed_without_becoming_errors() -> None:
    found = [Finding(code="DP341", path=("evidence", f"e{n}"), params={}) for n in range(MOST + 7)]
    told = summed(found)
    assert len(told) == MOST + 1
    assert (told[-1].code, told[-1].severity, told[-1].params) == ("DP125", "note", {"more": 7})
    assert summed(told) == told


def test_a_framework_is_told_in_rations_too(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(EXAMPLES / "frameworks" / "tiny", tmp_path / "f"))
    file = copy / "framework.yaml"
    file.write_text(file.read_text("utf-8") + many("x%d: 1\n", 5_000), "utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_framework(copy)
    assert len(caught.value.findings) == MOST + 1


# ── what is built is bounded by what a provider can mean ──────────────────────────────────────────


@pytest.mark.parametrize("row", ["x\n", "s1,CAR-1.1,1,\n", "a,b,c,d,e,f\n", "\x01\n"])
def test_too_many_rows_are_one_finding(row: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_table(HEAD + row * (MAX_ROWS + 1), "kpis.csv")
    (finding,) = caught.value.findings
    assert (finding.code, finding.line) == ("DP123", MAX_ROWS + 2)


def test_a_table_of_two_hundred_thousand_bad_rows_is_refused(folder: Path, made: list[str]) -> None:
    (folder / "kpis.csv").write_text("x\n" * 240_000, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    assert [finding.code for finding in caught.value.findings] == ["DP123"]
    assert len(made) < MOST


def test_blank_rows_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 2)
    assert len(parse_table(HEAD + ",,,\n\n" * 50 + "s1,,,\ns2,,,\n", "k").records) == 2


@pytest.mark.parametrize(
    ("name", "text", "limit"),
    [
        (
            "provider.yaml",
            PROVIDER + "shops:\n" + many("  - {id: s%d, name: 店}\n", MANY + 1),
            MANY,
        ),
        (
            "answers.yaml",
            ANSWERS + "evidence:\n" + many("  e%d: {kind: export}\n", MANY + 1),
            MANY,
        ),
        (
            "answers.yaml",
            f"{ANSWERS}answers:\n  WRK-1.1: {{evidence: [{'e2, ' * (FEW + 1)}]}}\n{E2}",
            FEW,
        ),
    ],
)
def test_more_than_anybody_can_mean_is_refused(
    folder: Path, name: str, text: str, limit: int
) -> None:
    (folder / "kpis.csv").unlink()
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    assert f"最多 {limit} 项" in caught.value.findings[0].message("zh")


def test_more_pieces_than_that_may_not_stand_in_several_files(folder: Path) -> None:
    (folder / "answers").mkdir()
    half = MANY // 2 + 1
    for part in "ab":
        text = "schema: dpcap/answers/1\nevidence:\n" + many(
            f"  {part}%d: {{kind: export}}\n", half
        )
        (folder / "answers" / f"{part}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    assert f"最多 {MANY} 项" in caught.value.findings[0].message("zh")


def test_too_many_answer_files_are_not_read(folder: Path) -> None:
    (folder / "answers").mkdir()
    for number in range(files.MAX_ANSWER_FILES):
        (folder / "answers" / f"{number}.yaml").write_text("answers: [", encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    assert [finding.code for finding in caught.value.findings] == ["DP126"]


def test_answers_that_are_too_large_together_are_not_read(folder: Path) -> None:
    (folder / "answers").mkdir()
    for number in range(3):
        content = b"#" * (source.MAX_BYTES - 10)
        (folder / "answers" / f"{number}.yaml").write_bytes(content)
    with pytest.raises(InvalidInputError) as caught:
        load_assessment(folder, tiny())
    assert [finding.code for finding in caught.value.findings] == ["DP126"]
