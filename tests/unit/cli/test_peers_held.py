"""The peers' figures in an interview: the manager's where there are some, else they are asked."""

from __future__ import annotations

import copy
import csv
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.plain_text import PlainTextOutput

import small_framework as small
from dpcap.cli.interview import interview
from dpcap.intake.folder import load_assessment
from dpcap.model.base import Language
from dpcap.model.framework import Framework

LANGUAGES: tuple[Language, ...] = ("zh", "en")
HEAD = (
    "schema: dpcap/answers/1\nassessed_on: 2026-11-20\ndefaults: {period: 2026-10, basis: paid}\n"
)
PEERS = """industry,period,indicator,median,source,date
食品,2026-10,FIG-1.1,2.1,罗盘行业页,2026-11-01
"""


def framework(by: str = "peer") -> Framework:
    """FIG-1.1 is held against peers *by* their middle, or their spread (peer_spread)."""
    head, areas = copy.deepcopy(small.HEAD), copy.deepcopy(list(small.AREAS))
    head["envelope"]["industry"] = {"title": small.text("行业", "Industry")}
    scale = areas[1]["dimensions"][0]["indicators"][0]["scale"]
    scale["envelope"] = {**scale["envelope"], "industry": "any"}
    scale["score"] = {"by": by}
    return Framework.model_validate({**head, "areas": areas})


def asked(
    here: Path,
    language: Language,
    *lines: str,
    peers: str | None = PEERS,
    by: str = "peer",
) -> str:
    """What stood on the screen while *lines* were typed about figures of shops."""
    folder, reviews = here / "acme", here / "reviews"
    small.write_folder(folder, HEAD + "answers:\n")
    reviews.mkdir()
    if peers:
        (reviews / "peers.csv").write_text(peers, "utf-8")
    out = StringIO()
    with create_pipe_input() as pipe:
        pipe.send_text("".join(f"{line}\r" for line in (*lines, "q")))
        interview(
            folder,
            framework(by),
            language=language,
            core=False,
            area="figures",
            role=None,
            today=date(2026, 11, 20),
            profile=lambda: "",
            reviews=reviews,
            input=pipe,
            output=PlainTextOutput(out),
        )
    return out.getvalue()


def rows(here: Path) -> list[tuple[str, str, str]]:
    with (here / "acme" / "kpis.csv").open(encoding="utf-8", newline="") as file:
        return [(one["shop"], one["value"], one["peer"]) for one in csv.DictReader(file)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_managers_figure_is_taken_and_told_not_asked(
    tmp_path: Path, language: Language
) -> None:
    told = asked(tmp_path, language, "2.6", "食品", "1.9")
    said = "取经理登记的 2.1（罗盘行业页）" if language == "zh" else "has it: 2.1 (罗盘行业页)"
    assert told.count(said) == 2
    assert rows(tmp_path) == [("s1", "2.6", "2.1"), ("s2", "1.9", "2.1")]
    read = load_assessment(tmp_path / "acme", framework())
    assert {row.envelope["industry"] for row in read.rows["FIG-1.1"]} == {"食品"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_another_industry_it_is_asked(tmp_path: Path, language: Language) -> None:
    told = asked(tmp_path, language, "2.6", "服饰", "2.2")
    assert ("经理登记的" if language == "zh" else "manager has it") not in told
    assert rows(tmp_path) == [("s1", "2.6", "2.2")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_far_off_the_managers_is_confirmed(tmp_path: Path, language: Language) -> None:
    far = PEERS.replace("2.1", "50").replace("食品", "鞋")
    asked(tmp_path, language, "0.5", "鞋", "b", "45", peers=far)
    assert rows(tmp_path)[0] == ("s1", "45", "50")


def test_without_a_table_all_is_as_it_was(tmp_path: Path) -> None:
    asked(tmp_path, "zh", "2.6", "2.2", "食品", peers=None)
    assert rows(tmp_path) == [("s1", "2.6", "2.2")]


@pytest.mark.parametrize(
    ("typed", "said", "best"),
    [
        (("3.1",), "", "3.1"),
        (("",), "", ""),
        (("abc", "3.1"), "看不懂", "3.1"),
        (("990", "3.1"), "合理范围", "3.1"),
        (("0.021", "n", "3.1"), "单位不同", "3.1"),
        (("0.021", ""), "单位不同", "0.021"),
    ],
)
def test_a_figure_of_the_best_peers_that_cannot_be_is_asked_again_at_once(
    tmp_path: Path, typed: tuple[str, ...], said: str, best: str
) -> None:
    told = asked(tmp_path, "zh", "2.6", "2.1", *typed, "食品", peers=None, by="peer_spread")
    assert said in told
    with (tmp_path / "acme" / "kpis.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["value"], row["peer"], row.get("benchmark") or "") == ("2.6", "2.1", best)
