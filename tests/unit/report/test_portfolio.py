"""The portfolio page, part by part, from rows made for the purpose."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from dpcap.model.base import Name
from dpcap.model.change import Change, ChangeParts
from dpcap.model.decision import DecisionCondition
from dpcap.model.decision_basis import BasisChanges
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult, RuleSource, WaiverResult
from dpcap.model.outcome import CrossFinding, DecisiveEvidence, EvidenceLapse
from dpcap.report.figures import score
from dpcap.report.portfolio import all_parts
from dpcap.report.words import load_words
from locations import ROOT
from portfolios import (
    DAY,
    NASTY,
    Plan,
    as_html,
    broken,
    decision,
    framework,
    made,
    one,
    plain_row,
)

VOID = {"meta", "input", "br"}


class Text(HTMLParser):
    """The words of each part of the page, by the id of the nearest section."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: dict[str, list[str]] = {"": []}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = [""]
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "section":
            self._open.append(dict(attrs)["id"] or "")
        self._silent = tag in {"style", "script"}

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._open.pop()
        self._silent = False

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._silent:
            for part in self._open:
                self.parts.setdefault(part, []).append(" ".join(data.split()))

    def of(self, part: str) -> str:
        return " ".join(self.parts.get(part, []))


def text_of(shown) -> Text:
    return Text(as_html(shown))


def gate(state: str, **changed) -> GateResult:
    result = GateResult(
        id="overall", severity="error", state=state, operator="at_least", needed=55, found=54.96
    )
    return result.model_copy(update=changed)


def change(**parts) -> Change:
    zeros = dict.fromkeys(("ruler", "provider", "peers", "answers", "proof"), 0.0)
    values = {**zeros, **parts}
    after = 50.0 + sum(values.values())
    return Change(
        before_digest="0" * 64,
        before_as_of=DAY,
        before_assessed_on=DAY,
        before_framework="0" * 64,
        before_role="media",
        level_before="L2",
        level_after="L3",
        overall=ChangeParts(before=50.0, after=after, **values),
        areas={},
    )


def rows_of(html: str) -> list[str]:
    table = html[html.index('id="table"') : html.index("</table>", html.index('id="table"'))]
    return table.split("<tr")[2:]


def test_the_head_says_which_batch_it_is():
    said = text_of(made(Plan(30))).of("")
    for known in (
        "30 家服务商",
        framework().version,
        framework().digest[:8],
        "示例准入",
        "44444444",
    ):
        assert known in said
    assert "out/2026-08" in said
    assert "2026-11-23" in said
    assert "2026-10" in said


def test_folders_on_their_own_dates_are_said_so():
    shown = made(Plan(5))
    head = shown.head.model_copy(update={"day": None})
    said = text_of(replace(shown, head=head)).of("")
    assert f"从 {head.first_day} 至 {head.last_day}" in said


@pytest.mark.parametrize(
    ("changed", "kind", "detail"),
    [
        ({"valid_until": DAY - timedelta(1)}, "late", "有效至 2026-11-22"),
        ({"contested": "对合同有异议"}, "contested", "对合同有异议"),
        ({"lapses": (EvidenceLapse(piece="e7", until=DAY),)}, "soon", "e7"),
        ({"lapses": (EvidenceLapse(piece="e7", until=DAY + timedelta(14)),)}, "soon", "2026-12-07"),
        ({"reviewed": 19}, "unread", "1/20 件未复核"),
    ],
)
def test_each_thing_to_do_has_its_group(changed, kind, detail):
    shown = text_of(one(plain_row(**changed)))
    assert detail in shown.of(kind)
    assert list(shown.parts).count(kind) == 1
    others = {"late", "contested", "soon", "waiver", "unread"} - {kind}
    assert not others & set(shown.parts)


@pytest.mark.parametrize(
    "changed",
    [
        {"valid_until": DAY},
        {"lapses": (EvidenceLapse(piece="e7", until=DAY + timedelta(15)),)},
        {"lapses": (EvidenceLapse(piece="e7", until=DAY - timedelta(1)),)},
    ],
)
def test_what_can_wait_is_in_no_group(changed):
    shown = text_of(one(plain_row(**changed)))
    assert not {"late", "soon"} & set(shown.parts)
    assert "本周没有要办的事" in shown.of("week")


@pytest.mark.parametrize(
    ("state", "said"),
    [("expired", "已于 2026-11-22 过期"), ("unneeded", "不再需要"), ("unknown", "没有这条规则")],
)
def test_waivers_to_settle(state, said):
    waiver = WaiverResult(
        provider="p",
        rule="overall",
        owner="示例·陈",
        reason="新签",
        expires_on=DAY - timedelta(1),
        state=state,
    )
    week = text_of(one(plain_row(waivers=(waiver,)))).of("waiver")
    assert said in week
    assert "示例·陈" in week
    used = waiver.model_copy(update={"state": "used"})
    assert "waiver" not in text_of(one(plain_row(waivers=(used,)))).parts


def late(text: str = "交签字页", days: int = 1) -> DecisionCondition:
    return DecisionCondition(text=text, due_on=DAY - timedelta(days))


def test_conditions_past_their_last_day_are_to_be_seen_to():
    met = late("已交").model_copy(update={"met_on": DAY})
    row = plain_row(decision=decision(late("在后", 2), late("在前", 9), late("今天", 0), met))
    shown = text_of(one(row, decisions=True))
    said = shown.of("overdue")
    assert "2026-11-14 到期： 在前 、2026-11-21 到期： 在后 （ 示例·吴 ）" in said
    assert "今天" not in said
    assert "已交" not in said
    assert "条件逾期 2 项" in shown.of("map")
    assert "1 家本周有事要办" in shown.of("")


def test_a_decision_that_no_longer_stands_is_to_be_taken_again():
    changes = BasisChanges(framework=True, answers=("A-1", "A-2", "A-3", "A-4"), gates=("level",))
    row = plain_row(decision=decision(kind="decline", current=False, changes=changes))
    ended = plain_row(decision=decision(current=False, until=DAY - timedelta(1)))
    shown = text_of(one(row, ended, plain_row(decision=decision()), decisions=True))
    assert (
        "不予准入（2026-10-24， 示例·吴 ）：作结论之后有变：框架的计分办法、"
        "4 个答案（A-1、A-2、A-3等）、1 条门槛（level）"
    ) in shown.of("moved_on")
    assert "准入（2026-10-24， 示例·吴 ）：结论已于 2026-11-22 到期" in shown.of("moved_on")
    assert shown.of("map").count("须重作结论") == 2
    assert "0 结论条件逾期" in shown.of("week")
    assert "2 家本周有事要办" in shown.of("")


def test_what_was_decided_stands_in_the_table():
    kinds = ("admit", "conditional", "decline", "reassess")
    rows = [plain_row(decision=decision(kind=kind)) for kind in kinds[:1] + kinds[2:]]
    every = [*rows, plain_row(decision=decision(late(days=-5))), plain_row()]
    html = as_html(one(*every, decisions=True))
    assert 'data-k="decision" data-o="准入|有条件准入|不予准入|重新评估"' in html
    cells = [
        re.findall(r"<i class=(\w)>([^<]*)</i><i>2026-10-24</i>", row) for row in rows_of(html)
    ]
    assert cells == [
        [("m", "准入")],
        [("f", "不予准入")],
        [("q", "重新评估")],
        [("w", "有条件准入")],
        [],
    ]
    assert {row.count("<td") for row in rows_of(html)} == {html.count('"col" data-k="') - 1}


def test_where_nothing_was_decided_nothing_is_said_of_it():
    html = as_html(one(plain_row()))
    assert 'data-k="decision"' not in html
    assert "结论条件逾期" not in html
    assert 'name="decision"' not in html


def groups(track: str, *categories: str) -> dict[str, tuple[str, ...]]:
    return {"categories": categories, "track": (track,)}


def test_the_week_is_divided_by_owner_and_by_the_groups_of_the_framework():
    row = plain_row(owner="示例·林", groups=groups("belt", "美妆", "食品"), reviewed=0)
    week = text_of(one(row, plain_row(owner=None, groups={}, reviewed=0)))
    for name in ("示例·林", "美妆", "食品", "产业带", "未指定"):
        assert name in week.of("week")
    finds = [dict(attrs).get("data-f") for _, attrs in week.tags if "data-f" in attrs]
    assert "owner=%E7%A4%BA%E4%BE%8B%C2%B7%E6%9E%97&todo=unread" in finds
    assert "by.track=%E2%80%94&todo=unread" in finds


def test_a_division_that_tells_nobody_apart_is_left_out():
    rows = [plain_row(owner=None, groups=groups("belt", name), reviewed=0) for name in "甲乙"]
    week = text_of(one(*rows)).of("week")
    assert "未指定" not in week
    assert "按类目" in week or "类目" in week
    found = as_html(one(*rows))
    assert found.count('class="pivot"') == 1


def test_a_category_is_said_in_the_language_of_the_page():
    """Where the framework knows it as an industry, by whichever word; else it is marked as own."""
    rows = [plain_row(groups=groups("belt", name)) for name in ("Beauty", "美妆", "beauty", "自创")]
    for language, title in (("zh", "美妆"), ("en", "Beauty")):
        shown = as_html(one(*rows, language=language))
        assert shown.count(f"lang>{title}</i>") == 3
        assert shown.count("lang>自创</i>") == 1


def test_evidence_goes_by_the_name_of_its_file():
    lapses = (EvidenceLapse(piece="e7", until=DAY - timedelta(1), file="evidence/租约 9月.pdf"),)
    stakes = (
        DecisiveEvidence(piece="e1", falls=True, level="L2", gates=(), file="evidence/导出.csv"),
    )
    shown = text_of(one(plain_row(lapses=lapses, stakes=stakes)))
    assert "租约 9月.pdf" in shown.of("lapsed")
    assert "e7" not in shown.of("lapsed")
    assert "导出.csv" in shown.of("stakes")
    assert "e1" not in shown.of("stakes")


def test_failed_folders_stand_in_the_list_and_in_the_table():
    failed = broken("providers/east/bad", provider=None)
    shown = as_html(one(plain_row(), failed))
    said = Text(shown).of("failed")
    finding = failed.findings[0]
    assert "providers/east/bad" in said
    assert f"{finding.file}:{finding.line}:{finding.column}" in said
    assert "DP402" in said
    assert finding.message("zh") in said
    assert rows_of(shown)[-1].startswith(" class=e>")
    assert "providers/east/bad" in rows_of(shown)[-1]


def test_no_folder_is_dropped_even_if_all_failed():
    folders = [f"providers/p{n:03}" for n in range(150)]
    shown = as_html(one(*(broken(folder) for folder in folders)))
    table = "".join(rows_of(shown))
    assert all(f">{folder}<" in table for folder in folders)
    assert "共 150 个文件夹，150 个未能评分" in shown
    assert "共 150 条，这里列出最靠前的 100 条" in Text(shown).of("failed")


def test_an_empty_harvest_says_so():
    shown = text_of(one())
    assert "没有找到任何服务商文件夹" in shown.of("")
    assert "本周没有要办的事" in shown.of("week")
    assert set(shown.parts) == {"", "map", "week", "batch"}


def test_without_gates_and_baseline_nothing_is_made_up():
    shown = text_of(made(Plan(20, gates=False, baseline=False)))
    assert "本次没有设门槛" in shown.of("gates")
    assert "没有给出基线" in shown.of("movers")
    heads = [attrs["data-k"] for tag, attrs in shown.tags if tag == "th" and "data-k" in attrs]
    assert "gates" not in heads
    assert "change" not in heads


def test_counts_by_role_and_level():
    rows = [plain_row(role="media", proved_level="L3", graded=True) for _ in range(3)]
    rows.append(plain_row(role="media", graded=False))
    counts = text_of(one(*rows)).of("counts")
    assert "流量投放 — — 3 — — 1 4" in counts


def test_claimed_is_never_without_proved():
    row = plain_row(graded=True)
    cells = rows_of(as_html(one(row)))[0]
    for area in row.areas:
        if area.proved is not None and area.claimed is not None:
            assert f">{score(area.proved)}<i>{score(area.claimed)}</i>" in cells
    bare = row.areas[0].model_copy(update={"proved": None, "claimed": 66.0})
    shown = rows_of(as_html(one(row.model_copy(update={"areas": (bare, *row.areas[1:])}))))[0]
    assert "66.0" not in shown


@pytest.mark.parametrize(
    ("proved", "kind"), [(0.0, "k0"), (29.99, "k0"), (40.0, "k2"), (69.99, "k4"), (70.0, "h5")]
)
def test_the_ground_of_a_cell(proved, kind):
    row = plain_row()
    area = row.areas[0].model_copy(update={"proved": proved, "target": 70.0})
    shown = rows_of(as_html(one(row.model_copy(update={"areas": (area, *row.areas[1:])}))))[0]
    assert f"<td class={kind}>{score(proved)}<i>" in shown


def test_what_is_not_graded_has_a_range():
    row = plain_row(graded=False, proved=40.0, proved_ceiling=60.0)
    assert "<td>40.0–60.0<i>" in rows_of(as_html(one(row)))[0]


def test_rows_lead_to_the_report_or_else_to_the_profile():
    shown = replace(one(plain_row(provider="a"), plain_row(provider="b")), reported="a".__eq__)
    html = as_html(shown)
    assert '<a href="a/report.html">' in html
    assert '<a href="b/profile.json">' in html
    assert "b/report.html" not in html


def test_rows_are_sorted_by_proved_and_failed_ones_come_last():
    rows = [plain_row(provider=f"p{n}", proved=n) for n in (10.0, 30.0, None, 20.0)]
    shown = rows_of(as_html(one(broken(), *rows)))
    found = [re.findall(r'href="(p[^/]*)/|class=e', row)[0] for row in shown]
    assert found == ["p30.0", "p20.0", "p10.0", "pNone", ""]


def test_gates_show_needed_and_found():
    rules = text_of(one(plain_row(gates=(gate("failed"),)))).of("gates")
    assert "实证总分达到准入线" in rules
    assert "≥ 55" in rules
    assert "54.96" in rules


def test_a_rule_says_where_it_is_from():
    shown = one(plain_row(gates=(gate("met"),)))
    assert shown.gates is not None
    rules = dict(shown.gates.rules)
    written = {"source": RuleSource(document="《示例规则》"), "clause": "2.1"}
    rules["overall"] = rules["overall"].model_copy(update=written)
    gates = shown.gates.model_copy(update={"rules": rules})
    said = text_of(replace(shown, gates=gates)).of("gates")
    assert "实证总分达到准入线 《示例规则》 2.1 必须 ≥ 55" in said
    assert "每条规则都达到了" in said


def test_a_mark_missed_by_a_hair_does_not_read_as_met():
    rules = text_of(one(plain_row(gates=(gate("failed", found=54.99999),)))).of("gates")
    assert "54.99" in rules
    below = gate("failed", operator="at_most", needed=0.3, found=0.3000001)
    assert "0.3000001" in text_of(one(plain_row(gates=(below,)))).of("gates")


def test_what_could_not_be_checked_names_what_it_lacks():
    lacking = gate("unchecked", found=None, missing=("shipped_gmv_wan", "TRA-1.3", "gmv"))
    rules = text_of(one(plain_row(gates=(lacking,))))
    fact = framework().facts["shipped_gmv_wan"].title.zh
    node = framework().title_of("TRA-1.3").zh
    assert f"缺 {fact}、{node}、 gmv" in rules.of("gates")
    assert "1 无法核对" in rules.of("map")


def test_a_waived_rule_says_until_when_and_by_whom():
    waived = gate("waived", waiver_until=DAY, waiver_owner="示例·陈")
    rules = text_of(one(plain_row(gates=(waived,)))).of("gates")
    assert "豁免至 2026-11-23（ 示例·陈 ）" in rules


def test_values_of_every_kind_are_worded():
    flag = gate("failed", operator="equals", needed=True, found=False)
    word = gate("failed", operator="equals", needed="brand", found="belt")
    rules = text_of(one(plain_row(gates=(flag,)), plain_row(gates=(word,)))).of("gates")
    assert "= 是" in rules
    assert "belt" in rules


def test_lapsed_proof_is_listed():
    lapses = (
        EvidenceLapse(piece="e7", until=DAY - timedelta(1)),
        EvidenceLapse(piece="e8", until=DAY),
    )
    said = text_of(one(plain_row(lapses=lapses))).of("lapsed")
    assert "1 家，1 件" in said
    assert "e7" in said
    assert "e8" not in said


def test_movers_show_the_five_parts():
    said = text_of(one(plain_row(change=change(answers=5.0, proof=-1.5)))).of("movers")
    assert "+3.5 50.0 53.5 0.0 0.0 0.0 +5.0 −1.5 L2 → L3" in said


def test_new_providers_are_counted_apart():
    said = text_of(one(plain_row(new=True), plain_row(change=change(answers=1.0)))).of("movers")
    assert "新进入 1 家" in said


def test_coverage_below_the_line():
    said = text_of(one(plain_row(coverage=0.69999), plain_row(coverage=0.7))).of("coverage")
    assert "低于 70% 的（1 家）" in said
    assert "50–70% 1 50% 70–80% 1 50%" in said


def test_crossings_and_contradictions():
    finding = Finding(code="DP402", params={"node": "e7"})
    crossing = CrossFinding(finding=finding, providers=("p1", "p2"))
    said = text_of(one(plain_row(contradictions=2, unchecked=1), crossings=(crossing,)))
    assert finding.message("zh") in said.of("doubts")
    assert "p1" in said.of("doubts")
    assert "1 家" in said.of("doubts")


def test_stakes_say_what_would_change():
    stakes = (
        DecisiveEvidence(piece="e1", falls=True, level="L2", gates=("overall",)),
        DecisiveEvidence(piece="e2", falls=True, level=None, gates=()),
        DecisiveEvidence(piece="e3", falls=False, level="L3", gates=("gmv",)),
    )
    said = text_of(one(plain_row(stakes=stakes))).of("stakes")
    assert "e1 ：等级降为 L2 ，且不再达到“实证总分达到准入线”" in said
    assert "e2 ：不再有等级" in said
    assert "e3 ：不再达到“季度发货GMV（万元）”" in said


def test_nothing_of_the_data_becomes_markup():
    row = plain_row(
        name=Name(zh=NASTY),
        owner=NASTY,
        groups=groups(NASTY, NASTY),
        role=NASTY,
        contested=NASTY,
        lapses=(
            EvidenceLapse(piece=NASTY, until=DAY),
            EvidenceLapse(piece=NASTY, until=DAY - timedelta(1)),
        ),
        stakes=(DecisiveEvidence(piece=NASTY, falls=True, level=NASTY, gates=(NASTY,)),),
        gates=(gate("unchecked", found=None, missing=(NASTY,)),),
        decision=decision(late(NASTY), by=NASTY, current=False),
    )
    finding = Finding(code="DP402", file=NASTY, line=1, column=1, params={"node": NASTY})
    failed = broken(NASTY, provider=NASTY, findings=(finding,))
    shown = one(row, failed, crossings=(CrossFinding(finding=finding, providers=(NASTY,)),))
    head = shown.head.model_copy(update={"baseline": NASTY, "period": NASTY, "engine": NASTY})
    html = as_html(replace(shown, head=head, decisions=True))
    assert "alert(1)" in html
    tags = Text(html).tags
    assert not [tag for tag, attrs in tags if tag == "img" or any(k[:2] == "on" for k in attrs)]
    assert [tag for tag, _ in tags].count("script") == 1
    assert not set(html) & {"\u202e", "\x1b", "\ue000", "\ue001"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_policy_allows_our_own_style_and_script_alone(language):
    html = as_html(made(Plan(8), language))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    for tag in ("style", "script"):
        inside = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        assert len(inside) == 1
        digest = b64encode(sha256(inside[0].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]
    assert "default-src &#39;none&#39;" in policy[1]
    assert " style=" not in html
    assert not re.findall(r'(?:src|href)="(?:https?:|//)', html)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_word_is_in_the_language_of_the_page(language):
    words = load_words(ROOT / "reports", language, "portfolio")
    html = as_html(made(Plan(40), language))
    assert f'<html lang="{language}">' in html
    assert str(words.flat["week.title"]) in html
    assert "{" not in Text(html).of("")


def test_both_books_have_the_same_keys_and_fields():
    zh, en = (load_words(ROOT / "reports", lang, "portfolio").flat for lang in ("zh", "en"))
    assert set(zh) == set(en)
    fields = re.compile(r"\{\w+")  # what follows may be the words for one and for many
    for key in zh:
        assert set(fields.findall(zh[key])) == set(fields.findall(en[key])), key


def test_the_same_rows_give_the_same_bytes():
    assert as_html(made(Plan(60))) == as_html(made(Plan(60)))


def test_rows_beyond_the_most_are_said_to_be_elsewhere(monkeypatch):
    monkeypatch.setattr(all_parts, "MOST_ROWS", 2)
    monkeypatch.setattr("dpcap.report.portfolio.page.MOST_ROWS", 2)
    rows = [plain_row(provider=f"p{n}") for n in range(5)]
    shown = as_html(one(*rows, broken()))
    assert len(rows_of(shown)) == 3
    assert "其余 3 家见 results.csv" in shown
