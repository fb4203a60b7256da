"""The words of the pages: the same keys in both languages, every one used, none missing."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from dpcap.report.audience import load_audiences
from dpcap.report.paths import own_reports
from dpcap.report.view import _BODIES
from dpcap.report.words import load_words
from locations import ROOT

REPORTS = own_reports()
ZH, EN = load_words(REPORTS, "zh").flat, load_words(REPORTS, "en").flat
HAN = re.compile("[\u3400-\u9fff]")


def sources() -> str:
    files = [*(REPORTS / "templates").rglob("*.j2"), *(ROOT / "src/dpcap/report").glob("*.py")]
    return "\n".join(file.read_text("utf-8") for file in files)


def test_same_keys():
    assert list(ZH) == list(EN)


@pytest.mark.parametrize("key", list(ZH))
def test_same_fields(key):
    def fields(words: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(words) if name}

    assert fields(ZH[key]) == fields(EN[key])


def test_english_holds_no_chinese_and_chinese_is_chinese():
    assert [key for key, words in EN.items() if HAN.search(words)] == []
    said = {key: re.sub(r"\{.*?\}", "", words) for key, words in ZH.items()}
    same = [key for key in ZH if ZH[key] == EN[key] and re.search("[A-Za-z]{3}", said[key])]
    assert same == []


def test_every_word_is_used():
    text = sources()
    named = set(re.findall(r"[\"']([a-z0-9_]+(?:\.[a-zA-Z0-9_]+)+)[\"']", text))
    named |= set(re.findall(r"\bt\.([a-z0-9_.]+)", text))
    families = {f"{head}." for head in re.findall(r"f[\"']([a-z_.]+)\.\{", text)}
    families |= {f"{table}." for table in re.findall(r"heads\(ctx, \"([a-z_]+)\"", text)}
    families |= {f"{section}." for section in _BODIES} | {"count.", "strengths.", "risks."}
    unused = [
        key
        for key in ZH
        if key not in named and not any(key.startswith(family) for family in families)
    ]
    assert unused == []


def test_fixed_chinese_terms():
    fixed = {
        "common.claimed": "自评分",
        "common.proved": "实证分",
        "common.coverage": "作答覆盖率",
        "common.ceiling": "最高可达分",
        "figures.critical_label": "红线项",
        "figures.notes": "待核疑点",
        "state.not_applicable": "不适用",
        "state.unknown": "不清楚",
        "state.missing": "未答",
        "common.not_provided": "未提供",
        "figures.proved_unreviewed": "实证分（未复核）",
        "strip.unreviewed": "自评·未复核",
    }
    assert {key: ZH[key] for key in fixed} == fixed
    assert "门槛" in ZH["needs.title"]
    assert EN["common.not_provided"] == "not provided"


def test_every_section_of_every_audience_has_a_body_and_words():
    for audience in load_audiences(REPORTS).values():
        for section in audience.sections:
            assert section in _BODIES
            assert f"{section}.title" in ZH
            assert f"{section}.intro" in ZH
