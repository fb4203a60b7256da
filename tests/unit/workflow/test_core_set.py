"""What rests on a core set: nothing that decides, unless settings say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.batch.output_dir import PROFILE
from dpcap.errors import InvalidInputError
from dpcap.intake.gates import load_gates
from dpcap.model.measure import ROLE_SET
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.question_set import AskedSet
from dpcap.scoring.gates import judge_gates
from dpcap.workflow.assess import score_provider
from dpcap.workflow.batch import score_batch
from dpcap.workflow.batch_request import BatchRequest
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.decide import decide_provider
from dpcap.workflow.keys import make_keys
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.report import ReportRequest, render_formats
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.send import plan_letters
from dpcap.workflow.sign import SignRequest, sign_reports
from scored_batch import ADMIT, DECIDED, SENT, ScoredBatch, scored_batch

CORE = 'decide_set = "core"\n'


@pytest.fixture
def batch(tmp_path: Path) -> ScoredBatch:
    return scored_batch(tmp_path)


def settled(batch: ScoredBatch) -> Configuration:
    (batch.root / "dpcap.toml").write_text(CORE, encoding="utf-8")
    return Configuration(batch.root)


def score_again(
    batch: ScoredBatch, here: Configuration, asked: AskedSet | None = None
) -> dict[str, ScoredOutcome]:
    score_batch(
        BatchRequest(
            roots=(str(batch.providers),),
            today=SENT,
            on=DECIDED,
            out=batch.out,
            gates=str(batch.root / "gates.yaml"),
            reviews=batch.reviews,
            executor="serial",
            formats=(),
            reports="none",
            framework=batch.framework,
            asked=asked,
        ),
        here,
    )
    ((_, rows),) = select_rows((batch.out,), ())
    return {row.provider: row for row in rows if isinstance(row, ScoredOutcome)}


def test_gates_stand_unchecked_on_a_core_set(batch: ScoredBatch) -> None:
    rows = score_again(batch, batch.here, "core")
    assert {row.asked for row in rows.values()} == {"core"}
    results = [one for row in rows.values() for one in row.gates]
    assert {(one.state, one.missing) for one in results} == {("unchecked", (ROLE_SET,))}
    assert all(row.estimate is not None for row in rows.values() if row.graded)
    # No piece of evidence can cost a rule that is not met.
    assert [one.gates for row in rows.values() for one in row.stakes if one.gates] == []


def test_the_set_is_part_of_what_a_row_hangs_on(batch: ScoredBatch) -> None:
    core = score_again(batch, batch.here, "core")
    role = score_again(batch, batch.here, "role")
    assert all(core[name].inputs != role[name].inputs for name in role)
    assert {row.asked for row in role.values()} == {"role"}


def test_nothing_is_decided_on_a_core_set(batch: ScoredBatch) -> None:
    score_again(batch, batch.here, "core")
    with pytest.raises(InvalidInputError) as error:
        decide_provider(batch.out, "good", ADMIT, batch.decide_request(), batch.here)
    assert [one.code for one in error.value.findings] == ["DP846"]
    assert list(batch.reviews.iterdir()) == []


def test_no_letter_is_written_on_a_core_set(batch: ScoredBatch) -> None:
    decide_provider(batch.out, "good", ADMIT, batch.decide_request(), batch.here)
    score_again(batch, batch.here, "core")
    plan = plan_letters(batch.send_request(), batch.here)
    assert [one.goes for one in plan.letters] == [False, False, False]
    assert all("--set role" in one.why.en and "--set role" in one.why.zh for one in plan.letters)
    assert all(one.written is None for one in plan.letters)


def test_settings_may_let_the_core_set_decide(batch: ScoredBatch) -> None:
    here = settled(batch)
    rows = score_again(batch, here)
    assert {row.asked for row in rows.values()} == {"core"}
    assert {one.state for one in rows["good"].gates} == {"met"}
    made = decide_provider(batch.out, "good", ADMIT, batch.decide_request(), here)
    assert made.is_new
    plan = plan_letters(batch.send_request(), here)
    assert [one.goes for one in plan.letters if one.provider == "good"] == [True]


def test_taking_the_setting_back_takes_the_letter_back(batch: ScoredBatch) -> None:
    here = settled(batch)
    score_again(batch, here)
    decide_provider(batch.out, "good", ADMIT, batch.decide_request(), here)
    plan = plan_letters(batch.send_request(), batch.here)
    assert [one.goes for one in plan.letters if one.provider == "good"] == [False]


def test_a_report_of_the_core_set_gets_no_seal(batch: ScoredBatch) -> None:
    asked = ProviderRequest(batch.providers / "good", core=True, framework=batch.framework)
    (page,) = render_formats(score_provider(asked, batch.here), ReportRequest(formats=("html",)))
    report = batch.root / "report.html"
    report.write_bytes(page.data)
    keys = make_keys(batch.root / "keys", lambda: None, start=SENT)
    request = SignRequest(keys.private, "示例·签发方", SENT, framework=batch.framework)
    before = report.read_bytes()
    with pytest.raises(InvalidInputError) as error:
        sign_reports((report,), request, batch.here)
    assert [one.code for one in error.value.findings] == ["DP847"]
    assert report.read_bytes() == before
    assert sign_reports((report,), request, settled(batch)) == (report,)


def test_a_gates_file_does_not_say_which_set_decides(batch: ScoredBatch) -> None:
    path = batch.root / "gates.yaml"
    path.write_text(path.read_text("utf-8") + "decide_set: core\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as error:
        load_gates(path, Configuration().framework(batch.framework))
    assert [one.code for one in error.value.findings] == ["DP848"]


def test_gates_judge_the_core_set_where_they_are_told_to(batch: ScoredBatch) -> None:
    score_again(batch, batch.here, "core")
    made = Configuration().framework(batch.framework)
    gates = load_gates(batch.root / "gates.yaml", made)
    profile = Profile.model_validate_json((batch.out / "good" / PROFILE).read_bytes())
    states = [
        {one.state for one in judge_gates(one, made, profile)[0]}
        for one in (gates, gates.on(decide_set="core"))
    ]
    assert states == [{"unchecked"}, {"met"}]
