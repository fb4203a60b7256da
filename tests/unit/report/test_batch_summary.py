"""summary.md: everything that needs a person, harmless, and never larger than GitHub takes."""

from __future__ import annotations

import re
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from batch_results import of, put
from dpcap.model.base import Name
from dpcap.model.change import Change, ChangeParts
from dpcap.model.decision import DecisionCondition
from dpcap.model.finding import Finding
from dpcap.model.outcome import DecisionRow, EvidenceLapse, ScoredOutcome
from dpcap.report.batch.summary import LIMIT, cut
from portfolios import DAY, NASTY, Plan, broken, decision, made, plain_row


def summary(*rows: object) -> str:
    return put(of(*rows), "summary").decode()  # type: ignore[arg-type]


def fallen(
    before: str | None = "L3", after: str | None = "L3", points: float = -3.2
) -> ScoredOutcome:
    split = ChangeParts(
        before=60.0, after=60.0 + points, ruler=0, provider=0, peers=0, answers=points, proof=0
    )
    change = Change(
        before_digest="3" * 64,
        before_as_of=DAY,
        before_assessed_on=DAY,
        before_framework="f",
        before_role="r",
        level_before=before,
        level_after=after,
        overall=split,
        areas={},
    )
    return plain_row(change=change, proved_level=after)


def test_a_quiet_batch_says_little() -> None:
    text = summary(plain_row())
    assert "✓" in text
    assert "## " not in text


def test_a_fall_stands_with_its_five_parts() -> None:
    assert re.search(
        r"\| −3\.2 \| 60\.0 \| 56\.8 .*\| 0\.0 \| 0\.0 \| 0\.0 \| −3\.2 \| 0\.0 \|",
        summary(fallen()),
    )


def test_a_lower_level_is_a_fall_even_with_the_same_score() -> None:
    assert "L3 → L2" in summary(fallen("L3", "L2", 0.0))
    assert "Lower" not in summary(fallen("L2", "L3", 0.0))


def test_overdue_conditions_are_listed() -> None:
    past, today = DAY - timedelta(1), DAY
    due = [
        DecisionCondition(text=text, due_on=day)
        for text, day in (("first", past), ("second", today))
    ]
    text = summary(plain_row(name=Name(en="Cedar"), decision=decision(*due)))
    assert "## Conditions overdue" in text
    assert f"- Cedar · first (due {past}, days overdue: 1; 示例·吴)" in text
    assert "second" not in text


def test_what_is_to_be_seen_to() -> None:
    row = plain_row(
        valid_until=DAY - timedelta(1),
        contested="a dispute",
        lapses=(
            EvidenceLapse(piece="gone", until=DAY - timedelta(1)),
            EvidenceLapse(piece="today", until=DAY),
            EvidenceLapse(piece="last", until=DAY + timedelta(14)),
            EvidenceLapse(piece="later", until=DAY + timedelta(15)),
        ),
    )
    text = summary(row)
    assert f"overdue: valid until {DAY - timedelta(1)}" in text
    assert "contested: a dispute" in text
    assert f"2 lapsing within 14 days, from {DAY}: today, last" in text


def test_failed_folders_stand_with_file_line_and_column() -> None:
    finding = Finding(code="DP402", file="a/b.yaml", line=3, column=9, params={"node": "X"})
    assert "| a/b.yaml:3:9 | DP402 " in summary(broken("a", findings=(finding,) * 9))
    assert "4 more findings" in summary(broken("a", findings=(finding,) * 9))


def test_lists_are_cut_and_say_so() -> None:
    text = put(made(Plan(3000, failed=0), "en"), "summary")
    assert len(text) <= LIMIT
    assert b"the first 500 stand here" in text


def test_never_larger_than_github_takes() -> None:
    long = Finding(code="DP402", file="a.yaml", params={"node": "岚" * 2000})
    text = put(of(*(broken(f"f{n}", findings=(long,) * 5) for n in range(200))), "summary")
    assert LIMIT - 10_000 < len(text) <= LIMIT
    assert "no more than 1 MiB" in text.decode().splitlines()[-1]


@given(st.text(st.characters(codec="utf-8")), st.integers(40, 400))
def test_cut_keeps_whole_lines_and_the_limit(text: str, limit: int) -> None:
    data = cut(text, "cut here", limit)
    assert len(data) <= limit
    shown = data.decode()
    assert shown == text or (
        shown.endswith("\ncut here\n") and text.startswith(shown[: -len("\ncut here\n")])
    )


@given(
    st.text(st.characters(codec="utf-8"))
    | st.just(NASTY)
    | st.just("|a|\n| b | <script> [x](http://y) @me `c` $m$ ![i](j)")
)
def test_names_bring_no_markup(text: str) -> None:
    def decided(words: str) -> DecisionRow:
        due = DAY - timedelta(1)
        return decision(DecisionCondition(text=words + "x", due_on=due), by=words + "y")

    row = plain_row(name=Name(zh=text + "x"), contested=text, decision=decided(text))
    quiet = summary(plain_row(name=Name(zh="x"), contested="-", decision=decided("-")))
    shown = summary(row)
    bare = re.sub(r"\\.", "", shown)
    assert bare.count("|") == re.sub(r"\\.", "", quiet).count("|")
    assert not re.search(r"[<`\[]", bare)
    assert len(shown.splitlines()) == len(quiet.splitlines())
