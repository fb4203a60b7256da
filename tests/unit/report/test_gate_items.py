"""What stands behind a count: whoever decides, and whoever is told, reads it by name."""

from __future__ import annotations

import pytest

from dpcap.model.base import LANGUAGES, Language
from dpcap.model.gate import Gates
from dpcap.report.batch.proposal import shown
from dpcap.report.gate_words import counted_items, stands_for
from dpcap.report.lines import TerminalPage
from dpcap.report.paths import own_reports
from dpcap.report.terms import PortfolioTerms, wording_of
from dpcap.report.words import load_words
from dpcap.scoring.gates import judge_gates
from letters import DECIDED, example, rules, standing
from portfolios import plain_row
from profiles import shipped


def terms(language: Language, gates: Gates) -> PortfolioTerms:
    words = load_words(own_reports(), language, "batch", wording=wording_of(shipped(), gates))
    return PortfolioTerms(shipped(), gates, baseline=False, words=words, reported=lambda _: False)


def counting(measure: str) -> Gates:
    """One rule over the count *measure*; made anew, since a copy keeps what was derived."""
    data = rules().model_dump(by_alias=True)
    data["rules"] = {"critical": {**data["rules"]["critical"], "measure": measure}}
    return Gates.model_validate(data)


def named(measure: str, name: str, language: Language = "zh") -> str:
    gates = counting(measure)
    ((gate,), _) = judge_gates(gates, shipped(), example(name))
    return stands_for(gate, counted_items(example(name), shipped()), terms(language, gates))


def titles(name: str, *states: str) -> list[str]:
    nodes = [node for node in example(name).indicators() if node.critical in states]
    return [shipped().by_id[node.id].title.zh for node in nodes]


@pytest.mark.parametrize(
    ("measure", "states"),
    [
        ("critical.open", ("failed", "not_proved")),
        ("critical.failed", ("failed",)),
        ("critical.not_proved", ("not_proved",)),
        ("critical.failed + critical.not_proved", ("failed", "not_proved")),
    ],
)
def test_each_critical_indicator_counted_is_named_and_no_other(
    measure: str, states: tuple[str, ...]
) -> None:
    said = named(measure, "xinya")
    wanted = titles("xinya", *states)
    others = set(titles("xinya", "failed", "not_proved", "passed")) - set(wanted)
    assert wanted
    assert all(title in said for title in wanted)
    assert not any(title in said for title in others)


def test_doubts_are_told_by_their_kind() -> None:
    assert named("findings.contradictions", "maodun") == "涉及：17处数字互相矛盾"
    assert "17 contradictions" in named("findings.contradictions", "maodun", "en")
    assert "无法核对" in named("findings.contradictions + findings.unchecked", "xinya")


def test_of_doubts_the_serious_ones_are_told_alone() -> None:
    serious = {rule.id for rule in shipped().consistency if rule.serious}
    found = [one for one in example("maodun").findings if one.code == "DP501"]
    broken = sum(one.params["rule"] in serious for one in found)
    assert 0 < broken < len(found)
    assert f"{broken} serious contradiction" in named("findings.serious", "maodun", "en")
    assert f"{broken}处数字严重矛盾" in named("findings.serious", "maodun")


def test_what_counts_nothing_is_told_as_before() -> None:
    assert named("age_days", "xinya") == ""
    assert named("critical.open", "lanxing") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_decides_reads_the_names(language: Language) -> None:
    about = example("huojia-shop")
    held = standing(about, None)
    out = TerminalPage(100, colour=False)
    row = plain_row(gates=held.gates)
    items = counted_items(about, shipped())
    shown(row, held, None, terms(language, rules()), out, items=items, day=DECIDED)
    told = "".join(out.text.split())
    assert len(items.critical) == 2
    for node in items.critical:
        assert "".join(shipped().by_id[node].title.say(language).split()) in told
