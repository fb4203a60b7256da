"""Appeals filed, listed and answered, by function."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from appeals import ANSWER, FILED, OPEN, Office, put_appeals
from decided import as_scored
from dpcap.delivery.outbox import opened
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.decision import load_decision
from dpcap.model.appeal import AppealPoint
from dpcap.workflow.appeal_answer import AppealAnswer, LetterPlace, answer_appeal
from dpcap.workflow.appeal_desk import lint_appeals, list_appeals
from dpcap.workflow.appeal_filing import proof_of
from dpcap.workflow.batch import score_batch
from dpcap.workflow.batch_request import BatchRequest
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.outbox import OutboxRequest
from dpcap.workflow.planned_letter import told
from dpcap.workflow.standing import StandingRequest, correct_standing
from dpcap.workflow.standing_ledger import open_ledger
from dpcap.workflow.status import StatusRequest, round_status
from folders import TINY
from outbox_letters import noon, outgoing, put
from rounds import complete_folder, put_decision, put_review, put_round
from standings import Book, admitted, file_of, quarter

ON = date(2026, 11, 24)
DUE = ON + timedelta(15)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path, TINY)
    put_decision(made.reviews, "acme", by="王敏")
    return made


def codes(office: Office, provider: str = "acme") -> list[str]:
    path = office.reviews / f"{provider}.appeal.yaml"
    return [one.code for one in lint_appeals(path, office.here)]


def test_an_appeal_is_bound_to_the_decision_with_its_days(office: Office) -> None:
    office.file()
    decision, appeal = load_decision(office.reviews, "acme"), office.appeal()
    assert decision is not None
    assert appeal.decision is not None
    assert (appeal.decision.digest, appeal.decision.substance) == (
        decision.digest,
        decision.substance,
    )
    assert appeal.decided_by == "王敏"
    assert (appeal.deadline, appeal.answer_by) == (date(2026, 12, 12), date(2026, 12, 16))
    assert codes(office) == []
    assert not list_appeals(office.request(), office.here).appeals[0].late
    assert office.file().name == "a2"
    with pytest.raises(UsageError, match="a2"):
        office.file(name="a2")


def test_the_round_says_how_many_days_there_are(office: Office) -> None:
    put_round(office.reviews / "round.yaml", appeals={"filing": 3, "answering": 20})
    late = office.file()
    assert (late.appeal.deadline, late.appeal.answer_by) == (date(2026, 11, 30), date(2026, 12, 21))
    assert [one.code for one in late.findings] == ["DP776"]
    (listed,) = list_appeals(office.request(), office.here).appeals
    assert listed.late
    assert listed.appeal.is_open


def test_the_outbox_says_when_the_letter_went(office: Office, tmp_path: Path) -> None:
    # That a condition is met since is no news: the letter told of the same decision.
    met = {"text": "补合同", "due_on": "2026-12-20", "met_on": "2026-11-25"}
    put_decision(office.reviews, "acme", by="王敏", decision="conditional", conditions=[met])
    decision = load_decision(office.reviews, "acme")
    assert decision is not None
    assert told(decision) != decision.digest
    box = tmp_path / "outbox.db"
    for day, state in ((18, "failed"), (20, "sent"), (22, "sent")):
        with opened(box, lambda day=day: datetime(2026, 11, day, tzinfo=UTC), lambda: None) as one:
            letter = outgoing("acme", decision=told(decision), occasion=f"of {day}")
            (entry,) = put(one, [letter])
            one.begin(entry.id)
            one.settle(entry.id, state)
    outbox = {"outbox": OutboxRequest(box, noon)}
    assert office.file(request=outbox).appeal.letter_on == date(2026, 11, 20)
    office.file()
    found = list_appeals(office.request(**outbox), office.here)
    assert [(one.code, one.params["name"]) for one in found.findings] == [("DP761", "a2")]
    assert {one.deadline for one in found.appeals} == {date(2026, 12, 5)}


def test_without_a_day_of_the_letter_there_is_no_last_day(office: Office) -> None:
    assert [one.code for one in office.file(letter_on=None).findings] == ["DP779"]
    assert not list_appeals(office.request(), office.here).appeals[0].late


def test_what_the_review_says_beside_a_file_of_appeals_is_told(office: Office) -> None:
    office.file()
    review = office.reviews / "acme.yaml"
    review.write_text("schema: dpcap/review/2\nprovider: acme\n", encoding="utf-8")
    assert codes(office) == []
    review.write_text("schema: dpcap/review/2\ncontested: 口头提出\nprovider: acme\n", "utf-8")
    (found,) = lint_appeals(office.reviews / "acme.appeal.yaml", office.here)
    assert (found.code, found.file, found.line) == ("DP762", str(review), 2)


def test_a_decision_taken_anew_makes_an_open_appeal_stale(office: Office) -> None:
    office.file()
    put_decision(office.reviews, "acme", by="王敏", reason="重新看过")
    assert codes(office) == ["DP777"]
    assert list_appeals(office.request(), office.here).appeals[0].stale
    office.answer("李伟", outcome="rejected")
    assert codes(office) == []


def test_an_appeal_whose_row_was_taken_back_otherwise_has_no_object(
    office: Office, tmp_path: Path
) -> None:
    book = Book()
    book.hand("acme", "invited", date(2026, 11, 20))
    ledger = tmp_path / "standing.jsonl"
    ledger.write_bytes(file_of(book.rows))
    given = {"ledger": ledger}
    office.file(point=AppealPoint(standing=1), request=given)
    settings = tmp_path / "dpcap.toml"
    settings.write_text(f'framework = "{TINY.as_posix()}"\nledger = "standing.jsonl"\n', "utf-8")
    here = Configuration(tmp_path)
    path = office.reviews / "acme.appeal.yaml"
    assert lint_appeals(path, here) == ()
    correct_standing(StandingRequest(tmp_path, ledger, FILED), 1, "赵强", "登错了一家")
    (found,) = lint_appeals(path, here)
    assert (found.code, found.line) == ("DP765", 5)
    assert "赵强" in found.message("zh")
    assert lint_appeals(path, office.here) == ()
    listed = list_appeals(office.request(**given), office.here)
    assert [one.code for one in listed.findings] == ["DP765"]
    assert listed.appeals[0].settled
    # Who answers it says so; the row that an answer took back itself is no news.
    office.answer("李伟", request=given)
    assert office.appeal().correction == 2
    listed = list_appeals(office.request(**given), office.here)
    assert (listed.findings, listed.appeals[0].settled) == ((), False)


def test_another_name_under_decided_by_does_not_help(office: Office) -> None:
    path = office.file().path
    path.write_text(
        path.read_text("utf-8").replace("decided_by: 王敏", "decided_by: 张三"), "utf-8"
    )
    assert codes(office) == ["DP778"]
    for name in ("王敏", "  王敏　", "张三"):
        with pytest.raises(InvalidInputError) as refused:
            office.answer(name)
        assert [one.code for one in refused.value.findings] == ["DP773"]
    assert office.appeal().is_open


def test_an_answer_is_given_once_and_changes_no_other_file(office: Office) -> None:
    office.file()
    before = {path.name: path.read_bytes() for path in office.reviews.iterdir()}
    done = office.answer("李伟")
    after = {path.name: path.read_bytes() for path in office.reviews.iterdir()}
    assert {name for name in after if before.get(name) != after[name]} == {"acme.appeal.yaml"}
    assert done.rewrites == ("rule", "batch", "decision")
    assert [path.suffix for path in done.letters] == [".md", ".html"]
    with pytest.raises(UsageError, match="李伟"):
        office.answer("赵六")
    with pytest.raises(UsageError, match="b9"):
        office.answer("赵六", name="b9")


def test_where_nothing_is_said_the_configuration_is_that_of_the_process(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.file()
    monkeypatch.setenv("DPCAP_FRAMEWORK", str(TINY))
    assert list_appeals(office.request()) == list_appeals(office.request(), office.here)
    said = AppealAnswer(name="a1", outcome="rejected", reason="没有新证据", by="李伟")
    answer_appeal(office.request("acme"), said, LetterPlace(office.drafts))
    assert office.appeal().outcome == "rejected"


@pytest.mark.parametrize("outcome", ["granted", "rejected"])
def test_a_row_of_standing_is_taken_back_where_the_appeal_is_granted(
    office: Office, tmp_path: Path, outcome: str
) -> None:
    book = admitted("acme")
    book.settle(quarter("2026-Q1", 30.0))
    ledger = tmp_path / "standing.jsonl"
    ledger.write_bytes(file_of(book.rows))
    kept = ledger.read_bytes()
    request = {"ledger": ledger}
    last = len(book.rows)
    with pytest.raises(UsageError, match=str(last + 1)):
        office.file(point=AppealPoint(standing=last + 1), request=request)
    with pytest.raises(UsageError, match="bravo"):
        office.file("bravo", point=AppealPoint(standing=last), request=request)
    office.file(point=AppealPoint(standing=last), request=request)
    done = office.answer("李伟", outcome=outcome, request=request)
    if outcome == "rejected":
        assert (done.rows, ledger.read_bytes()) == ((), kept)
    else:
        (row,) = done.rows
        assert (row.corrects, row.provider) == (last, "acme")
        assert open_ledger(ledger).rows == (*open_ledger(ledger).rows[:last], row)
        assert ledger.read_bytes().startswith(kept)
        assert office.appeal().correction == row.row


def test_nothing_is_drafted_where_it_is_rejected(office: Office) -> None:
    office.file()
    assert office.answer("李伟", outcome="rejected").letters == ()
    assert not office.drafts.exists()


@pytest.mark.parametrize(
    "said",
    [{"by": " "}, {"by": "李伟", "reason": " "}, {"by": "李伟", "outcome": "open"}],
)
def test_an_answer_says_who_and_why(office: Office, said: dict[str, str]) -> None:
    office.file()
    with pytest.raises(UsageError):
        office.answer(**said)  # type: ignore[arg-type]
    with pytest.raises(InvalidInputError) as refused:
        office.answer("李伟", request={"on": date(2026, 11, 30)})
    assert [one.code for one in refused.value.findings] == ["DP774"]


def test_what_cannot_be_filed(office: Office) -> None:
    for wrong in (
        {"point": AppealPoint(indicator="no.such")},
        {"point": AppealPoint(level="no-such")},
        {"point": AppealPoint(standing=1)},
        {"ground": "  "},
        {"name": "../x"},
    ):
        with pytest.raises(UsageError):
            office.file(**wrong)
    with pytest.raises(InvalidInputError) as refused:
        office.file("bravo")
    assert [one.code for one in refused.value.findings] == ["DP764"]
    assert office.file("bravo", decided_by=" 赵 六 ").appeal.decided_by == "赵 六"
    with pytest.raises(UsageError):
        proof_of(office.reviews / "no.xlsx")


def test_a_file_written_by_hand_keeps_its_comments(office: Office) -> None:
    path = put_appeals(office.reviews, "acme", {"old": {**OPEN, **ANSWER}})
    path.write_text("# 手写\n" + path.read_text("utf-8") + "# 末行\n", "utf-8")
    office.file()
    text = path.read_text("utf-8")
    assert text.startswith("# 手写\n")
    assert "# 末行" in text
    assert office.appeal("old").outcome == "rejected"
    assert office.appeal("a1").is_open


def test_a_damaged_file_stops_no_other(office: Office) -> None:
    office.file()
    put_decision(office.reviews, "bravo")
    put_appeals(office.reviews, "bravo", {"a1": {**OPEN, "outcome": "granted"}})
    found = list_appeals(office.request(), office.here)
    assert [one.provider for one in found.appeals] == ["acme"]
    assert "DP772" in [one.code for one in found.findings]


@pytest.mark.parametrize("providers", [(), ("bravo",)])
def test_no_file_under_the_name_of_one_is_told_once(
    office: Office, tmp_path: Path, providers: tuple[str, ...]
) -> None:
    office.file()
    (office.reviews / "bravo.appeal.yaml").mkdir()
    (office.reviews / "carol.appeal.yaml").symlink_to(tmp_path / "gone")
    told: list[tuple[str, str | None]] = []
    environ = {"DPCAP_FRAMEWORK": str(TINY)}
    here = Configuration(environ=environ, notify=lambda one: told.append((one.code, one.file)))
    found = list_appeals(office.request(*providers), here)
    assert [one.provider for one in found.appeals] == ([] if providers else ["acme"])
    lie = (office.reviews / f"{one}.appeal.yaml" for one in ("bravo", "carol"))
    assert told == [("DP121", path.as_posix()) for path in lie]
    assert found.findings == ()


def scored(office: Office, folder: Path) -> str:
    """The row of the one provider in *folder*."""
    out = office.drafts.parent / "out"
    request = BatchRequest(
        roots=(str(folder),),
        out=out,
        today=ON,
        reviews=office.reviews,
        framework=TINY,
        formats=(),
        reports="none",
        executor="serial",
    )
    score_batch(request)
    return (out / "results.jsonl").read_text("utf-8")


def test_batch_and_status_follow_the_appeal(office: Office, tmp_path: Path) -> None:
    providers = tmp_path / "providers"
    complete_folder(providers / "acme")
    put_review(office.reviews, "acme", contested="旧的说法")
    assert "旧的说法" in scored(office, providers)
    (office.reviews / "acme.yaml").unlink()
    before = scored(office, providers)
    assert '"contested":null' in before
    put_decision(office.reviews, "acme", by="王敏", **as_scored(tmp_path / "out", "acme"))

    def state(on: date) -> tuple[str, str | None]:
        roots = (str(providers),)
        request = StatusRequest(roots, on, reviews=office.reviews, framework=TINY)
        found = round_status(request)
        first = found.tasks[0].kind if found.tasks else None
        return found.providers[0].state, first

    assert state(ON) == ("decided", None)
    office.file(request={"on": ON})
    text = scored(office, providers)
    assert "capital: 漏算了一笔" in text
    assert f'"answer_by":"{DUE}"' in text
    # What it rests on is as it was: the decision holds.
    assert '"current":true' in text
    assert state(DUE)[1] == "contested"
    assert state(DUE + timedelta(1))[1] == "unanswered"
    office.answer("李伟", outcome="rejected", request={"on": ON})
    assert '"contested":null' in scored(office, providers)
    assert state(ON) == ("decided", None)
