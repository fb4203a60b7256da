"""Letters: nothing that counts is left out, nothing that is not theirs gets in, sizes hold."""

from __future__ import annotations

import re
from datetime import date, timedelta
from string import Formatter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import MissingError
from dpcap.model.base import LANGUAGES, Language, Name, Text
from dpcap.model.decision import Decision, DecisionCondition, GatesAndDecision
from dpcap.model.finding import Finding
from dpcap.model.gate import GateResult
from dpcap.model.letter import CHAT_LENGTH, Letter
from dpcap.model.mail import LetterKind
from dpcap.model.profile import Profile
from dpcap.report import figures
from dpcap.report.letter.pages import fold, pad
from dpcap.report.letter.write import picture, write_letter
from dpcap.report.paths import own_reports
from dpcap.report.uncounted import uncounted
from dpcap.report.view import axes, make_context
from dpcap.report.words import load_words
from dpcap.text_width import width
from letters import (
    DECIDED,
    LETTERS,
    TODAY,
    WHO,
    before,
    decision,
    example,
    letter,
    mail,
    rules,
    standing,
)
from locations import ROOT
from profiles import Wish, profile, shipped

GMAIL_CLIPS = 102_400
COLUMNS = 78
each_kind = pytest.mark.parametrize("kind", LETTERS)
each_language = pytest.mark.parametrize("language", LANGUAGES)
TAGS = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)


def shown(html: str) -> str:
    """The words of a page."""
    from html import unescape

    return " ".join(unescape(TAGS.sub(" ", html)).split())


def flat(text: str) -> str:
    """*text* without blanks and line ends."""
    return "".join(text.split())


def write(about: Profile, kind: LetterKind, decided: Decision | None, **options: Any) -> Letter:
    wanted = {"language": "zh", "today": DECIDED, "gates": rules(), **options}
    given_standing = wanted.pop("standing", None) or standing(about, decided)
    return write_letter(
        about, shipped(), given_standing, wanted.pop("mail", mail()), kind, **wanted
    )


@each_kind
@each_language
def test_every_letter_is_whole(kind: LetterKind, language: Language) -> None:
    made = letter(kind, language)
    parts = [made.text, shown(made.html)]
    who = "林复（生态组）" if language == "zh" else "Lin Fu (programme team)"
    day = "2026年11月24日" if language == "zh" else "24 November 2026"
    for part in parts:
        assert who in part
        assert day in part
        assert "{" not in part
        assert "None" not in part
    assert 0 < len(made.html.encode()) < GMAIL_CLIPS / 2
    assert len(made.chat) <= CHAT_LENGTH
    assert "\n" not in made.subject + made.chat
    assert (made.picture is None) == (kind == "reminder")
    assert made.html.count("cid:profile") == (0 if kind == "reminder" else 1)


@each_language
@pytest.mark.parametrize("kind", [kind for kind in LETTERS if kind != "reminder"])
def test_what_counted_and_until_when(kind: LetterKind, language: Language) -> None:
    made = letter(kind, language)
    last = "2026年12月9日" if language == "zh" else "9 December 2026"
    about = (
        example({"admitted": "lanxing"}.get(kind, "qiushi-live"))
        if kind
        in (
            "admitted",
            "conditional",
        )
        else None
    )
    for part in (made.text, shown(made.html)):
        assert last in part
        for area in shipped().areas:
            assert area.title.say(language) in part
        if about is not None:
            assert figures.score(about.overall.proved or 0.0) in part
            assert figures.score(about.overall.claimed or 0.0) in part
            assert figures.percent(about.overall.coverage or 0.0) in part


@each_language
def test_every_gate_not_met_has_its_line(language: Language) -> None:
    about = example("xinya")
    held = standing(about, None).gates
    short = [gate for gate in held if gate.state in ("failed", "unchecked")]
    assert {gate.state for gate in short} == {"failed", "unchecked"}
    assert {gate.severity for gate in short} == {"error", "warn"}
    made = letter("reassess", language)
    for part in (made.text, shown(made.html)):
        lines = flat(part)
        for gate in short:
            said = rules().rules[gate.id].message.say(language).rstrip("。.")
            assert flat(said) in lines
            assert (figures.number(gate.found) if type(gate.found) is float else "") in part
    advisory = "提醒项" if language == "zh" else "advisory"
    assert made.text.count(advisory) == sum(gate.severity == "warn" for gate in short)
    lacking = (
        "需要“否”，未提供：列入经营异常名录" if language == "zh" else "needed “no”; not provided"
    )
    assert lacking in made.text


@each_language
def test_critical_indicators_that_a_gate_counts_are_named(language: Language) -> None:
    about = example("haidao-cross")
    open_ = [
        shipped().title_of(node.id).say(language)
        for area in about.areas
        for dimension in area.dimensions
        for node in dimension.indicators
        if node.critical in ("failed", "not_proved")
    ]
    assert len(open_) == about.overall.critical.failed + about.overall.critical.not_proved > 0
    made = letter("declined", language)
    for title in open_:
        assert flat(title) in flat(made.text)
        assert title in shown(made.html)
    first = made.text.partition("接下来" if language == "zh" else "What to do next")[2]
    node = next(one for one in shipped().by_id.values() if one.title.say(language) == open_[0])
    assert flat(node.how_to_raise.say(language))[:12] in flat(first.partition("2. ")[0])


def test_without_the_gates_a_rule_is_called_by_what_it_is_about() -> None:
    about = example("xinya")
    made = write(about, "reassess", decision(about, "reassess", "zh"), gates=None)
    assert "成立日期" in made.text
    short = [g for g in standing(about, None).gates if g.state in ("failed", "unchecked")]
    assert len(re.findall(r"^\d+\. ", made.text, re.MULTILINE)) == len(short) + 3


@each_language
def test_conditions_with_their_days(language: Language) -> None:
    about = example("qiushi-live")
    decided = decision(about, "reminder", language)
    told = letter("conditional", language)
    reminded = letter("reminder", language)
    contract, team, checks = (one.text for one in decided.conditions)
    for made in (told, reminded):
        lines = flat(made.text)
        assert flat(team) in lines
        assert flat(checks) in lines
    assert contract in told.text
    assert contract not in reminded.text
    late = "已过期限：2026年12月15日" if language == "zh" else "Past its date: 15 December 2026"
    assert late in reminded.text
    assert late not in told.text
    again = write(about, "conditional", decided, language=language, today=date(2026, 12, 15))
    assert ("今天到期" if language == "zh" else "Due today") in again.text
    assert ("已于2026年12月1日完成" if language == "zh" else "Met on 1 December 2026") in again.text


def test_what_it_replaces_and_what_changed() -> None:
    about = example("qiushi-live")
    now, was = decision(about, "conditional", "zh"), before(about, "zh")
    moved = now.conditions[1].model_copy(update={"due_on": date(2026, 12, 31)})
    new = DecisionCondition(text="每月提交一次复盘", due_on=TODAY)
    admitted = decision(example("lanxing"), "admitted", "zh")
    later = now.model_copy(update={"conditions": (moved, new), "replaces": admitted.replaces})
    text = write(about, "conditional", later, replaced=was).text
    assert "本结论取代2026年9月25日的结论（有条件准入）。" in text
    assert "结论不变，仍为“有条件准入”。" in text
    assert "已完成的条件：补交续签后的主播服务合同" in text
    assert "期限由2026年12月15日改为2026年12月31日：" in text
    assert "新增条件：每月提交一次复盘" in text
    briefly = write(about, "conditional", later).text
    assert "结论不变" in briefly
    assert "新增条件" not in briefly
    assert "取代" not in write(about, "conditional", now).text
    assert "结论由“有条件准入”改为“予以准入”。" in letter("admitted", "zh").text
    assert "不再要求：把团队人数补足到20人" in letter("admitted", "zh").text


def test_a_draft_says_that_it_is_one() -> None:
    made = write(example("lanxing"), "admitted", None)
    assert made.subject.startswith("【草稿】")
    for part in (made.text, shown(made.html)):
        assert "草稿：尚无结论，不得寄出。" in part
        assert "请在结论作出后15天内提出" in part
    assert "尚无结论" in made.chat


def test_figures_newer_than_the_decision_are_said_to_be() -> None:
    about = example("lanxing")
    older = decision(about, "admitted", "zh")
    assert older.rests_on is not None
    marks = {**older.rests_on.marks, "TRA-1.3": older.rests_on.marks["TRA-1.3"][:8] + "0" * 8}
    before = older.rests_on.model_copy(update={"indicators": "0" * 64, "marks": marks})
    older = older.model_copy(update={"rests_on": before, "substance": before.digest})
    said = "结论依据的是此前的一次（作结论之后有变："
    assert said in flat(write(about, "admitted", older).text)
    assert "1项的证据（TRA-1.3）" in flat(write(about, "admitted", older).text)
    assert said not in flat(letter("admitted", "zh").text)


def test_the_disclaimer_goes_when_the_platform_issues_it() -> None:
    ours = profile(Wish(reviewed=0.5))
    theirs = profile(Wish(reviewed=0.5, issuer="抖音电商"))
    said = [
        "非抖音电商官方评级" in write(one, "admitted", decision(one, "admitted", "zh")).text
        for one in (ours, theirs)
    ]
    assert said == [True, False]


@each_kind
@each_language
def test_nothing_meant_for_reviewers(kind: LetterKind, language: Language) -> None:
    about = profile(Wish(reviewed=0.6, own="SECRET"))
    made = write(about, kind, decision(about, kind, language), language=language)
    whole = made.subject + made.text + made.html + made.chat
    assert "for reviewers" not in whole
    # Their own contact is greeted, and told which of its files did not count and why; nothing else
    # that anybody wrote is there.
    ctx = make_context(about, shipped(), own_reports(), language, "applicant")
    lines = () if kind == "reminder" else uncounted(ctx)[:5]
    own = 1 + sum((one.name + one.why).count("SECRET") for one in lines)
    assert (made.text.count("SECRET"), made.html.count("SECRET")) == (own, own)
    assert "SECRET" not in made.subject + made.chat
    assert "13800000000" not in whole
    assert "someone@example.com" not in whole


HOSTILE = (
    "</td></table><script>alert(1)</script><img src=x onerror=y> {{ 7 * 1234567 }} {name}"
    " \u202egp\r\nBcc: a@b\x00\x1b[31m"
)


@each_kind
def test_words_of_strangers_are_words(kind: LetterKind) -> None:
    about = profile(Wish(own=HOSTILE, name=HOSTILE, name_en=HOSTILE))
    hostile = decision(about, kind, "zh").model_copy(update={"by": HOSTILE, "reason": HOSTILE})
    made = write(about, kind, hostile)
    assert "<script" not in made.html
    assert "<img src=x" not in made.html
    assert made.html.count("<table") == made.html.count("</table")
    for part in (made.subject, made.text, made.html, made.chat):
        assert "8641969" not in part
        assert not re.search("[\x00\x1b\u202e\ue000\ue001]", part)
    for line in (made.subject, made.chat):
        assert "\n" not in line
        assert "\r" not in line


words = st.text(max_size=400)


@given(
    kind=st.sampled_from(LETTERS),
    language=st.sampled_from(LANGUAGES),
    texts=st.lists(st.text(min_size=1, max_size=400).filter(str.strip), min_size=1, max_size=12),
    name=st.text(min_size=1, max_size=300).filter(str.strip),
    by=st.text(min_size=1, max_size=300).filter(str.strip),
)
def test_chat_fits_whatever_the_words(
    kind: LetterKind, language: Language, texts: list[str], name: str, by: str
) -> None:
    about = example("lanxing")
    named = about.provider.model_copy(update={"name": Name(zh=name)})
    about = about.model_copy(update={"provider": named})
    decided = decision(about, kind, language).model_copy(update={"by": by})
    if decided.conditions:
        told = (
            DecisionCondition(text=text, due_on=TODAY + timedelta(n))
            for n, text in enumerate(texts)
        )
        decided = decided.model_copy(update={"conditions": tuple(told)})
    held = standing(example("lanxing"), decided)
    made = write(about, kind, decided, language=language, standing=held)
    assert len(made.chat) <= CHAT_LENGTH
    assert "\n" not in made.chat
    assert made.chat.endswith("详见邮件。" if language == "zh" else "Details are in the mail.")
    assert "\n" not in made.subject


@each_language
def test_the_largest_letter_is_not_clipped(language: Language) -> None:
    """Forty rules not met and twenty conditions, each as long as it may be."""
    about = example("xinya")
    long = "很长的说明 & <words> " * 60
    failed = GateResult(
        id="x", severity="error", state="failed", operator="at_least", needed=1.0, found=0.5
    )
    gates = rules()
    many = {
        f"rule-{n}": next(iter(gates.rules.values())).model_copy(
            update={"message": Text(zh=long, en=long)}
        )
        for n in range(40)
    }
    told = tuple(DecisionCondition(text=f"{n} {long}", due_on=TODAY) for n in range(20))
    decided = decision(about, "conditional", language).model_copy(update={"conditions": told})
    held = GatesAndDecision(
        gates=tuple(failed.model_copy(update={"id": name}) for name in many),
        decision=decided,
    )
    made = write(
        about,
        "conditional",
        decided,
        standing=held,
        language=language,
        gates=gates.model_copy(update={"rules": many}),
    )
    assert made.html.count('<td class="mark no"') == 40
    assert len(made.html.encode()) < GMAIL_CLIPS


@each_kind
@each_language
def test_text_fits_a_narrow_window(kind: LetterKind, language: Language) -> None:
    lines = letter(kind, language).text.splitlines()
    wide = [line for line in lines if width(line) >= COLUMNS]
    assert wide == []
    assert [line for line in lines if line != line.rstrip()] == []


@each_kind
@each_language
def test_the_letter_stands_without_its_style(kind: LetterKind, language: Language) -> None:
    html = letter(kind, language).html
    bare = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
    assert "<style" not in bare
    style = re.search(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    # All that is left there may be lost: what only a phone or a dark screen adds.
    assert re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", style[1]).strip() == ""
    assert not re.search(r"https?://|url\(|<script|<link|@import|var\(", bare)
    for cell in re.findall(r"<td [^>]*class=\"(?:cell|item|row|box|level)[^>]*>", bare):
        assert "font:" in cell
        assert "color:" in cell


def test_same_letter_same_bytes() -> None:
    about = example("qiushi-live")
    decided = decision(about, "conditional", "zh")
    first, second = (write(about.model_copy(), "conditional", decided) for _ in range(2))
    assert first == second


def test_the_picture_without_fonts_has_no_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    from dpcap.report.letter import write as module

    ctx = make_context(example("lanxing"), shipped(), own_reports(), "zh", "applicant")
    drawn = picture(axes(ctx), ctx.words, ctx.scale)
    assert drawn.png.startswith(b"\x89PNG")
    wide, high = (int.from_bytes(drawn.png[at : at + 4]) for at in (16, 20))
    assert wide > 1.5 * drawn.width
    assert abs(wide / high - drawn.width / drawn.height) < 0.01
    assert "流量投放 实证" in drawn.alt
    given: list[str] = []
    monkeypatch.setattr(module, "chinese_family", no_font)
    monkeypatch.setattr(module, "typeset_png", lambda _, data: given.append(data) or b"")
    picture(axes(ctx), ctx.words, ctx.scale)
    assert "<polygon" in given[0]
    assert "<text" not in given[0]
    assert "class=" not in given[0]


def no_font() -> str:
    raise MissingError(Finding(code="DP623", params={"families": "-"}))


def test_own_templates_come_first(tmp_path) -> None:
    (tmp_path / "admitted.txt.j2").write_text("{{ l.verdict.words }}\n", "utf-8")
    about = example("lanxing")
    made = write(about, "admitted", decision(about, "admitted", "zh"), templates=tmp_path)
    assert made.text == "予以准入\n"
    assert "cid:profile" in made.html


@given(text=st.text(max_size=200), indent=st.integers(0, 8))
def test_folding_keeps_the_words(text: str, indent: int) -> None:
    folded = fold(text, indent)
    assert "".join(folded.split()) == "".join(
        text.replace("\ue000", "").replace("\ue001", "").split()
    )


@given(text=st.text(max_size=60).filter(lambda text: "\n" not in text), right=st.booleans())
def test_padding_gives_the_width(text: str, right: bool) -> None:
    assert width(pad(text, 20, right=right)) == 20


def book(language: Language) -> dict[str, str]:
    return dict(load_words(own_reports(), language, "mail").flat)


def test_both_books_have_the_same_keys_and_fields() -> None:
    chinese, english = book("zh"), book("en")
    assert list(chinese) == list(english)

    def fields(said: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(said) if name}

    differing = [key for key in chinese if fields(chinese[key]) != fields(english[key])]
    assert differing == []
    han = re.compile("[\u3400-\u9fff]")
    assert [key for key, said in english.items() if han.search(said)] == []


def test_every_word_is_used() -> None:
    files = [
        *(ROOT / "reports" / "mail").glob("*.j2"),
        *(ROOT / "src/dpcap/report/letter").glob("*.py"),
        ROOT / "src/dpcap/report/ahead_letter.py",
    ]
    text = "\n".join(file.read_text("utf-8") for file in files)
    named = set(re.findall(r"[\"']([a-z_]+(?:\.[a-z_]+)*)[\"']", text))
    named |= set(re.findall(r"\bt\.([a-z_.]+)", text))
    families = {f"{head}." for head in re.findall(r"f\"([a-z_.]+)\.\{", text)}
    keys = {re.search(r'key = "([a-z_]+)"', text) and ""} | set(re.findall(r'"([a-z_]+)"', text))
    unused = [
        key
        for key in book("zh")
        if key not in named
        and not any(key.startswith(family) for family in families)
        and key.rsplit(".", 1)[-1] not in keys
    ]
    assert unused == []


@pytest.mark.parametrize("word", ["钻石", "金牌", "银牌", "星级", "认证"])
def test_no_word_of_the_platforms_badges(word: str) -> None:
    assert [key for key, said in book("zh").items() if word in said] == []


# What would say that somebody looked, or checked, whatever the review counts say.
CLAIMS = ("核对材料", "人工审定", "经审核", "经核实", "material was checked", "was verified")
LOOKED = {
    (0, 0): ("没有一件证据计入", "No piece of evidence counts"),
    (0, 9): ("计入的9件证据，还没有人看过", "Nobody has looked at the evidence yet: 0 of 9"),
    (4, 9): (
        "计入的9件证据，复核人看过4件，其余5件还没有人看过",
        "nobody has looked at the other 5 yet",
    ),
    (9, 9): ("计入的9件证据，复核人都看过（9/9）", "all pieces of evidence that count: 9 of 9"),
}


@pytest.mark.parametrize("counts", sorted(LOOKED))
@pytest.mark.parametrize("kind", ["admitted", "conditional", "declined", "reassess"])
@each_language
def test_a_letter_says_what_was_looked_at_and_no_more(
    kind: LetterKind, language: Language, counts: tuple[int, int]
) -> None:
    about = example("lanxing")
    looked, pieces = counts
    entry = about.review.model_copy(update={"reviewed": looked, "pieces": pieces})
    made = about.model_copy(update={"review": entry})
    told = write(made, kind, decision(made, kind, language), language=language)
    said = LOOKED[counts][0 if language == "zh" else 1]
    for page in (told.text, told.html):
        assert flat(said) in flat(page)
        assert not any(flat(claim) in flat(page) for claim in CLAIMS)


def test_no_book_of_words_claims_a_check() -> None:
    """Letters, strips, verdicts, pages: whatever is said there holds with nothing reviewed."""
    books = [*(own_reports() / "words").iterdir(), *(own_reports() / "mail").iterdir()]
    text = "\n".join(book.read_text("utf-8") for book in books)
    assert [claim for claim in CLAIMS if claim in text] == []


@each_language
def test_a_draft_does_not_say_that_a_person_decided(language: Language) -> None:
    about = example("xinya")
    drafted = write(about, "reassess", None, language=language)
    decided = "结论由人作出" if language == "zh" else "A person made the decision"
    assert flat(decided) not in flat(drafted.text)
    assert flat(decided) in flat(letter("reassess", language).text)


@each_language
def test_a_draft_tells_of_no_decision_and_of_no_file(language: Language) -> None:
    """Nothing is attached to a draft, so it names none; what the gates propose is no decision."""
    about = example("guoqi")
    drafted = write(about, "declined", None, language=language)
    proposed = book(language)["decided.proposed"]
    for page in (drafted.text, drafted.html):
        assert "guoqi-report" not in page
        assert "附件" not in page
        assert "attached" not in page
        assert flat(proposed) in flat(page)
    decided = write(about, "declined", decision(about, "declined", language), language=language)
    assert flat(proposed) not in flat(decided.text)
    assert "guoqi-report.pdf" in decided.text


@each_language
def test_every_next_step_names_its_indicator(language: Language) -> None:
    for kind in ("admitted", "conditional", "declined", "reassess"):
        about = example(WHO[kind])
        told = flat(letter(kind, language).text)
        titles = [one.title.say(language) for one in shipped().by_id.values()]
        marks = [f"【{one}】" if language == "zh" else f"{one} – " for one in titles]
        # Where too little is answered the first step is to answer the rest: of many indicators.
        asked = bool(about.plan and about.plan.questions)
        steps = len(about.plan.moves) + len(about.plan.critical) if about.plan else 0
        wanted = min(3 - asked, steps)
        assert sum(flat(mark) in told for mark in marks) == wanted > 0, about.provider.id


@each_language
def test_a_count_behind_a_rule_is_told_with_what_it_counts(language: Language) -> None:
    """The critical indicators by name, the doubts by their kind."""
    told = flat(letter("reassess", language).text)
    found = {node.id for node in example("xinya").indicators() if node.critical in OPEN}
    assert len(found) > 3
    for node in found:
        assert flat(shipped().by_id[node].title.say(language)) in told
    doubts = (
        "条核对规则因缺答案无法核对"
        if language == "zh"
        else "consistency rules that lack an answer"
    )
    assert flat(doubts) in told


OPEN = {"failed", "not_proved"}


@each_language
def test_what_did_not_count_is_told_with_the_way_out_and_the_day(language: Language) -> None:
    told = letter("admitted", language)
    day = "请在2026年12月9日前" if language == "zh" else "hand in others by 9 December 2026"
    for page in (told.text, told.html):
        assert flat(day) in flat(page)
        assert "直播间实拍与配置卡.png" in flat(page)
        assert flat("照片没有日期，看房时有两间未装备用线路，请补拍") in flat(page)
    assert "没有计入的证据" not in letter("reminder", "zh").text


def test_many_that_did_not_count_are_cut_short() -> None:
    """Five are named; of the rest the letter says how many, and where they stand."""
    about = example("guoqi")
    told = write(about, "reassess", decision(about, "reassess", "zh"), language="zh")
    assert told.text.count("补一份新近截取的") == 5
    rest = len({one.params["evidence"] for one in about.findings if one.code == "DP344"}) - 5
    assert rest > 0
    assert flat(f"另有{rest}件，见附件报告里的") in flat(told.text)
    day = first_day(about)
    assert flat(f"有{rest + 5}件没有计入。请在{day}前") in flat(told.text)


def first_day(about: Profile) -> str:
    last = DECIDED + timedelta(mail().objection.days)
    return f"{last.year}年{last.month}月{last.day}日"
