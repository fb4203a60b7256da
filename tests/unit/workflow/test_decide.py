"""Decisions by the function: what is proposed, what is refused, what is written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.decision import load_decision
from dpcap.model.decision import DecisionCondition
from dpcap.model.outcome import FailedOutcome, Outcome
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.decide import DecisionService, TakenDecision, decide_provider
from dpcap.workflow.select_rows import select_rows
from folders import make_folder
from scored_batch import ADMIT, DECIDED, ScoredBatch, scored_batch


@pytest.fixture
def batch(tmp_path: Path) -> ScoredBatch:
    return scored_batch(tmp_path)


def row_of(batch: ScoredBatch, provider: str) -> Outcome:
    ((_, rows),) = select_rows((batch.out,), (provider,))
    return rows[0]


def codes(error: pytest.ExceptionInfo[InvalidInputError]) -> list[str]:
    return [one.code for one in error.value.findings]


def test_a_decision_is_written_and_says_what_it_rests_on(
    batch: ScoredBatch, capfd: pytest.CaptureFixture[str]
) -> None:
    made = decide_provider(batch.out, "good", ADMIT, batch.decide_request(), batch.here)
    assert made.is_new
    assert made.path == batch.reviews / "good.decision.yaml"
    assert load_decision(batch.reviews, "good") == made.decision
    assert (made.decision.decision, made.decision.on) == ("admit", DECIDED)
    assert made.decision.rests_on is not None
    assert capfd.readouterr() == ("", "")


def test_the_same_decision_again_leaves_the_file(batch: ScoredBatch) -> None:
    first = decide_provider(batch.out, "good", ADMIT, batch.decide_request(), batch.here)
    before = first.path.read_bytes()
    again = decide_provider(batch.out, "good", ADMIT, batch.decide_request(), batch.here)
    assert not again.is_new
    assert again.path.read_bytes() == before


def test_another_decision_names_the_one_it_replaces(batch: ScoredBatch) -> None:
    first = decide_provider(batch.out, "good", ADMIT, batch.decide_request(), batch.here)
    decline = ADMIT._replace(kind="decline", reason="another")
    second = decide_provider(batch.out, "good", decline, batch.decide_request(), batch.here)
    assert second.decision.replaces is not None
    assert second.decision.replaces.digest == first.decision.digest


@pytest.mark.parametrize(
    ("provider", "kind", "conditions"),
    [("bad", "decline", 0), ("fair", "conditional", 1), ("good", "admit", 0)],
)
def test_what_the_gates_propose(
    batch: ScoredBatch, provider: str, kind: str, conditions: int
) -> None:
    service = DecisionService.at(batch.out, batch.decide_request(), batch.here)
    case = service.case(row_of(batch, provider))
    assert (case.kind, len(case.conditions)) == (kind, conditions)
    assert all(one.due_on == DECIDED + timedelta(30) for one in case.conditions)


def test_conditions_that_are_not_given_are_those_proposed(batch: ScoredBatch) -> None:
    taken = ADMIT._replace(kind="conditional")
    made = decide_provider(batch.out, "fair", taken, batch.decide_request(), batch.here)
    assert [one.text for one in made.decision.conditions] == ["最好两级"]


def test_answers_that_changed_since_are_not_decided_on(batch: ScoredBatch) -> None:
    make_folder(batch.providers / "good", rung=1)
    with pytest.raises(InvalidInputError) as error:
        decide_provider(batch.out, "good", ADMIT, batch.decide_request(), batch.here)
    assert codes(error) == ["DP427"]
    assert list(batch.reviews.iterdir()) == []


def test_proof_that_no_longer_holds_on_the_day_is_not_decided_on(batch: ScoredBatch) -> None:
    request = batch.decide_request(judged_on=date(2027, 3, 1))
    with pytest.raises(InvalidInputError) as error:
        decide_provider(batch.out, "good", ADMIT, request, batch.here)
    assert codes(error) == ["DP460"]


def test_what_could_not_be_scored_is_not_decided_on(batch: ScoredBatch) -> None:
    service = DecisionService.at(batch.out, batch.decide_request(), batch.here)
    with pytest.raises(InvalidInputError) as error:
        service.case(FailedOutcome(provider=None, folder="lost", findings=()))
    assert codes(error) == ["DP429"]


def test_a_decision_made_meanwhile_stays(batch: ScoredBatch) -> None:
    service = DecisionService.at(batch.out, batch.decide_request(), batch.here)
    case = service.case(row_of(batch, "good"))
    decline = ADMIT._replace(kind="decline")
    decide_provider(batch.out, "good", decline, batch.decide_request(), batch.here)
    with pytest.raises(InvalidInputError) as error:
        service.write(case, ADMIT)
    assert codes(error) == ["DP467"]
    standing = load_decision(batch.reviews, "good")
    assert standing is not None
    assert standing.decision == "decline"


def test_a_decision_of_an_earlier_version_is_noted_and_replaced(batch: ScoredBatch) -> None:
    file = batch.reviews / "good.decision.yaml"
    file.write_text("schema: dpcap/decision/1\nprovider: good\ndecision: admit\n", "utf-8")
    service = DecisionService.at(batch.out, batch.decide_request(), batch.here)
    case = service.case(row_of(batch, "good"))
    assert len(case.notes) == 1
    assert case.before is None
    assert service.write(case, ADMIT).is_new


def test_two_people_where_two_are_wanted(batch: ScoredBatch) -> None:
    (batch.root / "dpcap.toml").write_text("require_two_people = true\n", encoding="utf-8")
    here = Configuration(batch.root)
    service = DecisionService.at(batch.out, batch.decide_request(), here)
    case = service.case(row_of(batch, "good"))._replace(reviewers=(ADMIT.by,))
    with pytest.raises(InvalidInputError) as error:
        service.write(case, ADMIT)
    assert codes(error) == ["DP463"]
    other = ADMIT._replace(by="示例·审批丙")
    assert service.write(case, other).is_new


PAST = DecisionCondition(text="a", due_on=DECIDED - timedelta(1))
TODAY = DecisionCondition(text="a", due_on=DECIDED)


@pytest.mark.parametrize(
    ("taken", "said"),
    [
        (ADMIT._replace(reason=" "), "--as needs --reason and --by"),
        (ADMIT._replace(by=""), "--as needs --reason and --by"),
        (ADMIT._replace(conditions=(TODAY,)), "goes with --as conditional only"),
        (ADMIT._replace(kind="conditional", conditions=(PAST,)), "before 2026-11-25"),
        (ADMIT._replace(reason="x" * 4001), "--reason has 4001 characters"),
        (ADMIT._replace(by="x" * 301), "--by has 301 characters"),
    ],
)
def test_what_is_no_decision(batch: ScoredBatch, taken: TakenDecision, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        decide_provider(batch.out, "good", taken, batch.decide_request(), batch.here)
    assert list(batch.reviews.iterdir()) == []


def test_a_condition_may_be_due_on_the_day_itself(batch: ScoredBatch) -> None:
    taken = ADMIT._replace(kind="conditional", conditions=(TODAY,))
    made = decide_provider(batch.out, "good", taken, batch.decide_request(), batch.here)
    assert made.decision.conditions == (TODAY,)


def test_it_may_end_on_its_day_and_not_before(batch: ScoredBatch) -> None:
    request = batch.decide_request(until=DECIDED)
    made = decide_provider(batch.out, "good", ADMIT, request, batch.here)
    assert made.decision.until == DECIDED
    early = batch.decide_request(until=DECIDED - timedelta(1))
    with pytest.raises(UsageError, match="lies before") as error:
        decide_provider(batch.out, "good", ADMIT, early, batch.here)
    assert error.value.message("zh") == "--until 2026-11-24 早于结论日期 2026-11-25"


def test_where_decisions_lie_must_be_said(batch: ScoredBatch) -> None:
    request = batch.decide_request(reviews=None)
    with pytest.raises(UsageError, match="where reviews lie: decisions are written there"):
        decide_provider(batch.out, "good", ADMIT, request, batch.here)
    (batch.root / "dpcap.toml").write_text('reviews = "reviews"\n', encoding="utf-8")
    made = decide_provider(batch.out, "good", ADMIT, request, Configuration(batch.root))
    assert made.path.parent == batch.reviews


def test_a_root_that_nothing_here_reads(batch: ScoredBatch) -> None:
    request = batch.decide_request(roots=("nowhere://providers",))
    with pytest.raises(UsageError, match="nothing here reads nowhere://"):
        decide_provider(batch.out, "good", ADMIT, request, batch.here)
