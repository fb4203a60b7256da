"""However an office writes a folder, it says what the clean one says, or the place is told."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.lint import lint_folder
from dpcap.intake.source_map import locate
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.scoring.case import make_case
from dpcap.scoring.score import profile_of
from locations import ROOT

FOLDER = Path
Change = Callable[[dict[str, str]], dict[str, str]]
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")

notes = (
    st.text("甲乙丙好新店十团月 abc，。；", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text and "  " not in text)
)
figures = st.decimals(1, 99, places=1).map(str)


@cache
def tiny() -> Framework:
    return load_framework(ROOT / "tests" / "examples" / "frameworks" / "tiny")


@st.composite
def folders(draw: Any) -> dict[str, str]:
    """The texts of a sound folder."""
    ticked = draw(st.sampled_from(("[plan]", "[log]", "[plan, log]", "[none]")))
    answers = "\n".join(
        (
            "schema: dpcap/answers/1",
            f"assessed_on: 2026-11-{draw(st.integers(10, 28))}",
            "assessor: {name: 李}",
            "defaults: {period: 2026-10, basis: paid}",
            "evidence:",
            "  e1: {kind: public_link, url: https://www.douyin.com/a, captured_on: 2026-11-02}",
            "  e2: {kind: public_link, url: https://www.douyin.com/b, captured_on: 2026-11-03}",
            "answers:",
            f"  WRK-1.1: {{value: {draw(st.integers(0, 2))}, evidence: [e1], note: {draw(notes)}}}",
            f"  WRK-1.2: {draw(st.sampled_from(('true', 'false')))}",
            f"  WRK-1.3: {draw(st.sampled_from(('never', 'weekly')))}",
            f"  WRK-1.4: {ticked}",
            f"  WRK-1.5: {{value: {draw(figures)}, evidence: [e2]}}",
            "",
        )
    )
    rows = [
        f"{shop},CAR-1.1,{draw(figures)},{draw(figures)},2026-10,paid,e1,{draw(notes)}"
        for shop in ("s1", "s2")
    ]
    kpis = "\n".join(("shop,indicator,value,peer,period,basis,evidence,note", *rows, ""))
    provider = "\n".join(
        (
            "schema: dpcap/provider/1",
            "id: sound",
            "name: {zh: 稳声}",
            "role: maker",
            "shops:",
            "  - {id: s1, name: 一店, consent: true}",
            "  - {id: s2, name: 二店}",
            "facts:",
            f"  hosts: {draw(st.integers(0, 90))}",
            f"  regulated: {draw(st.sampled_from(('true', 'false')))}",
            "  checked: {value: 2026-11-01, on: 2026-11-01}",
            "",
        )
    )
    return {"answers.yaml": answers, "kpis.csv": kpis, "provider.yaml": provider}


def each(
    file: str, pattern: str, new: str | Callable[[re.Match[str]], str], count: int = 0
) -> Change:
    """The change that puts *new* for *pattern* in a *file*."""

    def changed(texts: dict[str, str]) -> dict[str, str]:
        text, done = re.subn(pattern, new, texts[file], count=count, flags=re.MULTILINE)
        assert done
        return {**texts, file: text}

    return changed


def _wide(match: re.Match[str]) -> str:
    return match[0].translate(WIDE)


A, K, P = "answers.yaml", "kpis.csv", "provider.yaml"
# Read as they are meant.
SAME: dict[str, Change] = {
    "semicolons": each(K, ",", ";"),
    "tabs": each(K, ",", "\t"),
    "Chinese headings": each(K, r"\A.*", "店铺,指标,数值,同行值,周期,口径,证据,备注"),
    "headings in capitals": each(K, r"\A.*", lambda match: match[0].upper()),
    "per cent": each(K, r"(CAR-1.1,[\d.]+)", r"\1%"),
    "full-width figures": each(K, r"(?<=CAR-1.1,)[\d.]+,[\d.]+", _wide),
    "figures as texts": each(K, r"(?<=CAR-1.1,)([\d.]+)", r'"=""\1"""'),
    "months as Excel has them": each(K, "2026-10", "Oct-26"),
    "months in Chinese": each(K, "2026-10", "2026年10月"),
    "months behind an apostrophe": each(K, "2026-10", "'2026-10"),
    "basis by title": each(K, "paid", "支付"),
    "blank columns and rows": each(K, "$(?!\\Z)", ",,"),
    "days in Chinese": each(A, r"2026-11-(\d\d)", r"2026年11月\1日"),
    "days with strokes": each(A, r"2026-11-0?(\d+)", r"2026/11/\1"),
    "days as numbers": each(A, r"2026-11-(\d\d)", r"202611\1"),
    "yes and no": each(
        A, r"WRK-1.2: (\w+)", lambda m: f"WRK-1.2: {'是' if m[1] == 'true' else '否'}"
    ),
    "yes and no in English": each(P, "(consent: )true", r"\1yes"),
    "full-width digits": each(A, r"(?<=value: )[\d.]+", _wide),
    "digits in quotes": each(A, r"(?<=value: )([\d.]+)", r"“\1”"),
    "evidence without brackets": each(A, r"evidence: \[(e\d)\]", r"evidence: \1"),
    "lists with Chinese commas": each(A, r"WRK-1.4: \[.*\]", lambda m: m[0].replace(", ", "、")),
    "facts with a unit of their own": each(P, r"(hosts: )(\d+)", r"\1'\2'"),
}
# Cannot be read as they are meant: the place is told.
TOLD: dict[str, Change] = {
    "full-width colon": each(A, "^(  WRK-1.2): ", r"\1：", 1),
    "full-width colon in braces": each(A, "{value: ", "{value："),
    "no blank behind the colon": each(A, "{value: ", "{value:", 1),
    "no colon": each(A, "{value: ", "{value ", 1),
    "full-width comma": each(A, ", evidence", "，evidence", 1),
    "full-width braces": each(A, r"\{value: (.*)\}$", r"｛value: \1｝", 1),
    "at the margin": each(A, "^  (WRK-1.5)", r"\1"),
    "at the margin, between others": each(A, "^  (WRK-1.2)", r"\1"),
    "wide blanks before": each(A, "^  (WRK-1.5)", "\u3000\u3000\\1"),
    "wide blank behind the colon": each(A, "(WRK-1.2:) ", "\\1\u3000"),
    "a tab before": each(A, "^  (WRK-1.2)", "\t\\1"),
    "not applicable as a word": each(A, r"WRK-1.3: \w+", "WRK-1.3: 不适用"),
    "no data as a sign": each(A, r"(WRK-1.5: ){.*", r"\1--"),
    "id in small letters": each(A, "WRK-1.4", "wrk-1.4"),
    "id by title": each(K, "CAR-1.1", "退款率"),
    "shop by name": each(K, "^s2", "二店"),
    "no data in a cell": each(K, r"CAR-1.1,[\d.]+", "CAR-1.1,-"),
    "a title above": each(K, r"\A", "十月数据\n"),
    "a total below": each(K, r"\Z", "合计,CAR-1.1,99,,,,,\n"),
    "a comma of thousands": each(K, r"CAR-1.1,[\d.]+", "CAR-1.1,14,738", 1),
    "an unknown unit": each(K, r"(CAR-1.1,[\d.]+)", r"\1元"),
    "a month without its year": each(K, "2026-10", "10月"),
    "a day without its year": each(A, "assessed_on: .*", "assessed_on: 11/20"),
    "role by title": each(P, "role: maker", "role: 制作"),
    "a fact with its unit": each(P, r"(hosts: \d+)", r"\1人"),
    "a fact at the margin": each(P, "^  (checked)", r"\1"),
    "a name bare": each(P, "name: {zh: 稳声}", "name: 稳声"),
}


def written(texts: dict[str, str], folder: Path, encoding: str = "utf-8", end: str = "\n") -> Path:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_bytes(text.replace("\n", end).encode(encoding))
    return folder


def bare(assessment: Assessment) -> Assessment:
    return assessment.model_copy(update={"findings": ()})


def same(one: Assessment, other: Assessment) -> bool:
    """Whether two assessments say the same and score the same."""
    scores = [profile_of(make_case(tiny(), bare(each))) for each in (one, other)]
    return bare(one) == bare(other) and scores[0] == scores[1]


@pytest.mark.parametrize("form", SAME)
@given(texts=folders())
def test_another_form_of_the_same_is_the_same(form: str, texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        clean = written(texts, Path(place) / "clean")
        office = written(SAME[form](texts), Path(place) / "office")
        assert same(load_assessment(office, tiny()), load_assessment(clean, tiny()))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@given(texts=folders())
def test_another_encoding_is_the_same(encoding: str, end: str, texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        clean = written(texts, Path(place) / "clean")
        office = written(texts, Path(place) / "office", encoding, end)
        found = load_assessment(office, tiny())
        assert same(found, load_assessment(clean, tiny()))
        notes = sum(one.code == "DP127" for one in found.findings)
        told = {"utf-8-sig": 0, "utf-16": 3}
        assert notes == told.get(encoding, sum(not text.isascii() for text in texts.values()))


@pytest.mark.parametrize("form", TOLD)
@given(texts=folders())
def test_what_cannot_be_read_is_told_at_its_place(form: str, texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        changed = TOLD[form](texts)
        office = written(changed, Path(place) / "office")
        with pytest.raises(InvalidInputError):
            load_assessment(office, tiny())
        found = [one for one in lint_folder(office, tiny()) if one.severity == "error"]
        assert found
        differing = {
            (name, number)
            for name, text in changed.items()
            for number, line in enumerate(text.splitlines(), start=1)
            if line not in texts[name].splitlines()
        }
        for finding in locate(office, found):
            name = str(finding.file).rpartition("/")[2]
            assert (name, finding.line) in differing
            assert "\N{REPLACEMENT CHARACTER}" not in finding.message("zh")
            assert "请删除" not in finding.message("zh") or form == "a total below"
