"""What is to be done this week is decided once: the summary and the page list the same."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from batch_results import of, put
from dpcap.model.base import Name
from dpcap.model.decision import DecisionCondition
from dpcap.model.gate import WaiverResult
from dpcap.model.outcome import EvidenceLapse, ScoredOutcome
from dpcap.report.batch.wording import terms_of
from dpcap.report.todo import TASKS, todos
from dpcap.report.words import load_words
from locations import ROOT
from portfolios import DAY, decision, one, plain_row

PAST, SOON = DAY - timedelta(1), DAY + timedelta(14)
SAID = load_words(ROOT / "reports", "en", "portfolio").flat["head.todo"]
LATE = DecisionCondition(text="to sign", due_on=PAST)


def waiver(state: str) -> WaiverResult:
    given_on = {"provider": "p", "rule": "overall", "owner": "A", "reason": "new"}
    return WaiverResult.model_validate({**given_on, "expires_on": PAST, "state": state})


rows = st.builds(
    plain_row,
    valid_until=st.sampled_from([None, PAST, DAY]),
    contested=st.sampled_from([None, "a dispute"]),
    lapses=st.lists(
        st.builds(
            EvidenceLapse, piece=st.sampled_from("abc"), until=st.sampled_from([PAST, DAY, SOON])
        ),
        max_size=3,
    ).map(tuple),
    waivers=st.lists(
        st.sampled_from(["used", "expired", "unneeded", "unknown"]).map(waiver), max_size=2
    ).map(tuple),
    decision=st.sampled_from([None, decision(), decision(LATE), decision(current=False)]),
    reviewed=st.integers(0, 3),
    pieces=st.just(3),
)


@given(st.lists(rows, min_size=1, max_size=4))
def test_the_summary_and_the_page_list_the_same(listed: list[ScoredOutcome]) -> None:
    named = [
        row.model_copy(update={"name": Name(en=f"P{n}", zh=f"P{n}"), "provider": f"p{n}"})
        for n, row in enumerate(listed)
    ]
    terms = terms_of(of(*named))
    pressing = [sum(todo.presses for todo in todos(row, terms)) for row in named]
    summary = put(of(*named), "summary").decode()
    assert [summary.count(f"\n| P{n} |") for n in range(len(named))] == pressing
    page = put(one(*named, language="en", decisions=True), "html").decode()
    busy = sum(map(bool, pressing))
    assert (SAID.format(n=busy) in page) is (busy > 0)


def test_every_kind_has_its_words_in_both_books() -> None:
    row = plain_row(
        valid_until=PAST,
        contested="a dispute",
        lapses=(EvidenceLapse(piece="a", until=PAST), EvidenceLapse(piece="b", until=SOON)),
        waivers=(waiver("used"), waiver("expired")),
        decision=decision(LATE, current=False),
        reviewed=0,
        pieces=3,
    )
    unanswered = row.model_copy(update={"answer_by": PAST})
    for language in ("zh", "en"):
        terms = terms_of(of(row, language=language))
        found = [todo.kind for todo in todos(row, terms)]
        assert found == [kind for kind in TASKS if kind != "unanswered"]
        # What should have been answered stands first, and not once more as contested.
        late = [todo.kind for todo in todos(unanswered, terms)]
        assert late == [kind for kind in TASKS if kind != "contested"]
    assert [lapse.piece for lapse in row.lapsing] == ["b"]
    assert [lapse.piece for lapse in row.lapsed] == ["a"]
