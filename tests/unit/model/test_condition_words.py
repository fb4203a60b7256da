"""Every condition has words: by titles, never with a name or a sign of the expression itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.intake.framework import load_framework
from dpcap.model.base import LANGUAGES, Language, Text
from dpcap.model.condition_words import can_be_said, condition_words
from dpcap.model.expression_names import framework_names, mail_names
from dpcap.model.framework import Framework
from locations import ROOT
from profiles import shipped

CODE = re.compile(r"[&|=]{2}|!|\b(?:fact_\w+|[A-Z]{3}_\d+_\d+|role in|in \[)|\[|'[a-z_]+'|\?")
FRAMEWORKS = [
    ROOT / "questionnaires",
    *sorted({one.parent for one in (ROOT / "examples" / "frameworks").rglob("framework.yaml")}),
]


def conditions(framework: Framework) -> list[str]:
    asked = [one.when for one in framework.by_id.values() if one.when]
    return [*asked, *(rule.conflict for rule in framework.consistency)]


def titles(framework: Framework, language: Language) -> set[str]:
    facts = (one.title.say(language) for one in framework.facts.values())
    return {*facts, *(one.title.say(language) for one in framework.by_id.values())}


@pytest.mark.parametrize("folder", FRAMEWORKS, ids=lambda one: one.name)
def test_every_condition_of_ours_has_words_and_no_code(folder: object) -> None:
    framework = load_framework(folder)  # type: ignore[arg-type]
    names = framework.once(framework_names)
    for source in conditions(framework):
        words = condition_words(source, names)
        for language in LANGUAGES:
            said = words.say(language)
            assert CODE.search(said) is None, (source, said)
            assert len(said) > 3


SAID = {
    "!(role in ['fulfil', 'content']) || fact_buys_media": (
        "角色不在“客服仓配”、“内容与账号代运营”之列，或者“操作广告投放”为“是”",
        (
            "the role is none of “Service and logistics provider”, “Content and account operator”, "
            "or “Buys media” is “yes”"
        ),
    ),
    "role == 'fulfil'": ("角色是“客服仓配”", "the role is “Service and logistics provider”"),
    "!(fact_buys_media && fact_live_rooms > 2.0)": (
        "“操作广告投放”为“否”，或者“在播直播间”不高于2间",
        "“Buys media” is “no”, or “Live rooms on air” is at most 2 rooms",
    ),
    "0.0 < fact_live_rooms": (
        "“在播直播间”大于0间",
        "“Live rooms on air” is more than 0 rooms",
    ),
    "fact_buys_media == false": ("“操作广告投放”为“否”", "“Buys media” is “no”"),
    "fact_buys_media != false": ("“操作广告投放”为“是”", "“Buys media” is “yes”"),
    "fact_buys_media && (fact_uses_omni || fact_member_open)": (
        "“操作广告投放”为“是”，并且（“有全域推广消耗”为“是”，或者“已开通品牌会员”为“是”）",
        (
            "“Buys media” is “yes” and (“Spends in omni-promotion” is “yes”, "
            "or “Brand membership open” is “yes”)"
        ),
    ),
    "true": ("总是如此", "always"),
}


@pytest.mark.parametrize("source", sorted(SAID))
def test_words(source: str) -> None:
    words = condition_words(source, shipped().once(framework_names))
    assert (words.zh, words.en) == SAID[source]


def test_what_cannot_be_said_is_said_by_its_author_or_by_what_it_hangs_on() -> None:
    names = shipped().once(framework_names)
    source = "fact_buys_media ? fact_uses_omni : true"
    own = Text(zh="投放并用全域的", en="those who buy media omni")
    assert not can_be_said(source, names)
    assert condition_words(source, names, own) == own
    assert condition_words(source, names).zh == "由“操作广告投放”、“有全域推广消耗”决定"
    assert condition_words("fact_uses_omni", names, own).zh == "“有全域推广消耗”为“是”"


def test_the_verdicts_of_the_gates_are_the_words_of_a_decision() -> None:
    names = mail_names(shipped(), shipped().verdicts)
    for kind in ("admit", "conditional", "decline", "reassess"):
        title = getattr(shipped().verdicts, kind).title
        assert condition_words(f"decision == '{kind}'", names).zh == f"结论是“{title.zh}”"


FLAGS = ["fact_buys_media", "fact_uses_omni", "SHP_1_7"]
NUMBERS = ["fact_live_rooms", "LIV_4_5", "LIV_1_4"]
atoms = st.one_of(
    st.sampled_from(FLAGS),
    st.builds(
        "{} {} {}".format,
        st.sampled_from(NUMBERS),
        st.sampled_from(["<", "<=", ">", ">=", "==", "!="]),
        st.floats(0, 1e7).map(lambda one: f"{one:.3f}"),
    ),
    st.builds("'{}' in VID_2_2".format, st.sampled_from(["talk", "story", "strange"])),
    st.builds("role in ['{}', '{}']".format, st.sampled_from(["fulfil", "x"]), st.just("media")),
    st.builds("{}.contains('x')".format, st.just("fact_main_category")),
)
sources = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.builds("!({})".format, inner),
        st.builds("({} && {})".format, inner, inner),
        st.builds("({} || {})".format, inner, inner),
    ),
    max_leaves=8,
)


@given(source=sources)
def test_whatever_is_put_together_has_words_and_its_opposite_has_others(source: str) -> None:
    names = shipped().once(framework_names)
    said, turned = (condition_words(one, names) for one in (source, f"!({source})"))
    assert can_be_said(source, names)
    for language in LANGUAGES:
        assert CODE.search(said.say(language)) is None
        assert said.say(language) != turned.say(language)
    assert condition_words(f"!(!({source}))", names) == said
