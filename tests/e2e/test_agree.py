"""`dpcap agree`, as typed, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Dpcap
from folders import TINY
from judged import LI, WANG, judged, put_judgements, put_round

ZH, EN = {"DPCAP_LANG": "zh"}, {"DPCAP_LANG": "en"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            ZH,
            [
                "24 份判断，复核人：示例·李强、示例·王敏；共 72 件次",
                "采纳或不采纳：36 件，12 家",
                "意见一致的比例  0.92 (",
                "只有示例·李强采纳 3，只有示例·王敏采纳 0",
                "示例·李强 比 示例·王敏 宽  +0.08",
                "按服务商重抽 1,000 次",
                "判断不一：5 处，已写入 r.yaml，其中已商定 0 处",
            ],
        ),
        (
            EN,
            [
                "accept or refuse: 36 pieces of 12 providers",
                "agreement on refusals  0.80 (",
                "weighted kappa, quadratic",
                "the same rung 10, one apart 2, further apart 0",
                "providers drawn anew 1,000 times",
                "disagreements: 5, in r.yaml; settled there: 0",
            ],
        ),
    ],
    ids=["zh", "en"],
)
def test_a_round(dpcap: Dpcap, tmp_path: Path, language: dict[str, str], said: list[str]) -> None:
    put_round(tmp_path / "reviews", 12)
    words = ("agree", "reviews", "--reconcile", "r.yaml", "--framework", TINY)
    done = dpcap(*words, env=language)
    assert (done.returncode, done.stderr) == (0, "")
    for line in said:
        assert line in done.stdout
    checked = dpcap("lint", "r.yaml", "reviews", "--framework", TINY, env=language)
    assert checked.returncode == 0, checked.stdout


def test_json_is_the_same_each_time(dpcap: Dpcap, tmp_path: Path) -> None:
    put_round(tmp_path / "reviews", 12)
    words = ("agree", "reviews", "--format", "json", "--framework", TINY)
    first, second = dpcap(*words, env=ZH), dpcap(*words, env=EN)
    assert first.stdout == second.stdout
    said = json.loads(first.stdout)
    assert said["verdicts"]["pairs"][0]["counts"] == [[6, 0], [3, 27]]
    assert said["verdicts"]["alpha"]["low"] < said["verdicts"]["alpha"]["value"]
    assert said["resampled"] == {"draws": 1000, "seed": 20261}


@pytest.mark.parametrize(
    ("language", "said"),
    [(ZH, "不足 10 家，只列件数"), (EN, "fewer than 10 providers: only counts are told")],
    ids=["zh", "en"],
)
def test_a_few_providers(dpcap: Dpcap, tmp_path: Path, language: dict[str, str], said: str) -> None:
    put_round(tmp_path / "reviews", 9)
    done = dpcap("agree", "reviews", "--framework", TINY, env=language)
    assert done.returncode == 0
    assert said in done.stdout
    assert "alpha" not in done.stdout


@pytest.mark.parametrize(
    ("language", "said"),
    [(ZH, "{name} 判为不采纳，但没有写理由"), (EN, "{name} is refused without a reason")],
    ids=["zh", "en"],
)
def test_what_is_wrong_is_told_with_file_and_line(
    dpcap: Dpcap, tmp_path: Path, language: dict[str, str], said: str
) -> None:
    silent = judged("acme", "e1", "refuse")
    del silent["reason"]
    path = put_judgements(tmp_path / "reviews", "acme", LI, {"e1": silent})
    put_judgements(tmp_path / "reviews", "acme", WANG, {"e1": judged("acme", "e1")})
    for words in (("agree", "reviews"), ("lint", "reviews")):
        done = dpcap(*words, "--framework", TINY, env=language)
        assert done.returncode == 3
        shown = done.stderr + done.stdout
        assert said.format(name="e1") in shown
        line = path.read_text("utf-8").splitlines().index("  e1:") + 1
        assert f"acme.judgements.{LI}.yaml:{line}:" in shown


@pytest.mark.parametrize(
    ("language", "said"), [(ZH, "里没有复核人的判断"), (EN, "no judgements in")], ids=["zh", "en"]
)
def test_a_directory_without_judgements(
    dpcap: Dpcap, tmp_path: Path, language: dict[str, str], said: str
) -> None:
    done = dpcap("agree", tmp_path, env=language)
    assert done.returncode == 2
    assert said in done.stderr


def test_whoever_is_more_lenient_stands_first(dpcap: Dpcap, tmp_path: Path) -> None:
    for number in range(12):
        provider, verdict = f"p{number:02}", "refuse" if number % 4 == 0 else "accept"
        for reviewer, said in ((LI, verdict), (WANG, "accept")):
            pieces = {"e1": judged(provider, "e1", said), "e2": judged(provider, "e2")}
            put_judgements(tmp_path / "reviews", provider, reviewer, pieces)
    done = dpcap("agree", "reviews", "--framework", TINY, env=ZH)
    (line,) = [one for one in done.stdout.splitlines() if "宽" in one]
    assert line.startswith(f"  {WANG} 比 {LI} 宽  +0.1")
    low, high = line.partition("(")[2].rstrip(")").split(" … ")
    assert 0 <= float(low) <= 0.125 <= float(high)
