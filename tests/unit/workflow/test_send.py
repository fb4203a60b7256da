"""Letters by the functions: who gets one and why, what is sent, what the outbox keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dpcap.delivery.send_policy import SendPermissions
from dpcap.errors import InvalidInputError, UsageError
from dpcap.model.outbox import OutboxEntry
from dpcap.workflow.decide import decide_provider
from dpcap.workflow.delivery_channel import SendingObserver
from dpcap.workflow.outbox import OutboxRequest, RetryRequest, list_letters, retry_letter
from dpcap.workflow.planned_letter import PlannedLetter
from dpcap.workflow.send import LetterPlan, SentLetters, plan_letters, send_letters
from outbox_letters import noon
from scored_batch import ADMIT, ScoredBatch, scored_batch


@pytest.fixture
def batch(tmp_path: Path) -> ScoredBatch:
    made = scored_batch(tmp_path)
    decline = ADMIT._replace(kind="decline")
    for provider, taken in (("good", ADMIT), ("bad", decline)):
        decide_provider(made.out, provider, taken, made.decide_request(), made.here)
    return made


def planned(batch: ScoredBatch, provider: str, **more: object) -> PlannedLetter:
    plan = plan_letters(batch.send_request(**more), batch.here)
    return next(one for one in plan.letters if one.provider == provider)


def sent(batch: ScoredBatch, *outs: Path, **more: object) -> SentLetters:
    request = batch.send_request(*outs, **more)
    plan = plan_letters(request, batch.here)
    return send_letters(request, plan, plan.digest, batch.here)


def test_who_gets_what_and_nothing_is_sent(
    batch: ScoredBatch, capfd: pytest.CaptureFixture[str]
) -> None:
    plan = plan_letters(batch.send_request(), batch.here)
    assert [(one.provider, one.goes) for one in plan.letters] == [
        ("bad", True),
        ("fair", False),
        ("good", True),
    ]
    written = [one.written for one in plan.letters]
    assert [one.path.parent.name for one in written if one] == ["2026-Q4", "drafts", "2026-Q4"]
    assert plan.letters[1].why.en == "nothing is decided yet; a draft, as the gates propose"
    assert plan.letters[1].why.zh == "还没有结论；草稿，照门槛的建议"
    assert batch.posted() == []
    assert capfd.readouterr() == ("", "")


def test_what_was_approved_is_sent_once(batch: ScoredBatch) -> None:
    first = sent(batch)
    assert (first.tried, first.is_complete, first.problem) == (2, True, None)
    assert [(one.provider, one.state) for one in first.entries] == [
        ("bad", "sent"),
        ("good", "sent"),
    ]
    again = sent(batch)
    assert (again.tried, again.is_complete) == (0, True)
    assert len(batch.posted()) == 2
    assert planned(batch, "good").why.en.startswith("sent in this occasion on ")


def test_only_what_was_approved(batch: ScoredBatch) -> None:
    request = batch.send_request()
    plan = plan_letters(request, batch.here)
    with pytest.raises(UsageError, match="not what was approved") as error:
        send_letters(request, plan, "0" * 64, batch.here)
    assert plan.digest in error.value.message("zh")
    assert not request.outbox_file.exists()
    assert batch.posted() == []


def test_the_digest_hangs_on_every_letter(batch: ScoredBatch) -> None:
    plan = plan_letters(batch.send_request(), batch.here)
    assert LetterPlan(plan.mail, plan.letters[:1]).digest != plan.digest
    assert plan_letters(batch.send_request(), batch.here).letters[0].key == plan.letters[0].key


def test_a_letter_changed_after_it_was_planned_sends_nothing(batch: ScoredBatch) -> None:
    request = batch.send_request()
    plan = plan_letters(request, batch.here)
    written = plan.going[-1].written
    assert written is not None
    written.path.write_bytes(written.path.read_bytes() + b"more\r\n")
    with pytest.raises(UsageError, match="was changed meanwhile; nothing was sent"):
        send_letters(request, plan, plan.digest, batch.here)
    assert list_letters(OutboxRequest(request.outbox_file, noon)) == []
    assert batch.posted() == []


def test_another_decision_goes_only_as_a_correction(batch: ScoredBatch) -> None:
    sent(batch)
    decline = ADMIT._replace(kind="decline", reason="another")
    decide_provider(batch.out, "good", decline, batch.decide_request(), batch.here)
    second = planned(batch, "good")
    assert (second.goes, "--correct" in second.why.en) == (False, True)
    corrected = planned(batch, "good", permissions=SendPermissions(correct=True))
    assert (corrected.goes, corrected.why.en.startswith("corrects the one of ")) == (True, True)


def test_a_decision_whose_proof_no_longer_holds_is_not_told(batch: ScoredBatch) -> None:
    letter = planned(batch, "good", judged_on=date(2027, 3, 1))
    assert (letter.goes, letter.written) == (False, None)
    assert letter.why.en.endswith("; decide again")
    assert letter.why.zh.endswith("，请重新作结论")


def test_a_decision_that_ended_is_not_told(batch: ScoredBatch) -> None:
    until = batch.decide_request(until=date(2026, 11, 26))
    decide_provider(batch.out, "good", ADMIT, until, batch.here)
    assert planned(batch, "good").goes
    assert not planned(batch, "good", today=date(2026, 11, 27)).goes


def test_who_is_not_to_be_mailed(batch: ScoredBatch) -> None:
    batch.write_mail(do_not_mail=["Good@Applicant.example.com"])
    plan = plan_letters(batch.send_request(), batch.here)
    assert [one.provider for one in plan.going] == ["bad"]
    assert plan.letters[-1].why.en == "it is on the do_not_mail list"
    batch.write_mail(do_not_mail=["@applicant.example.com"])
    assert plan_letters(batch.send_request(), batch.here).going == []


def test_a_profile_that_is_not_the_one_scored(batch: ScoredBatch) -> None:
    profile = batch.out / "good" / "profile.json"
    profile.write_bytes(profile.read_bytes() + b"\n")
    letter = planned(batch, "good")
    assert (letter.goes, letter.why.en.split(":")[0]) == (
        False,
        "profile.json is not the one scored",
    )


def test_decisions_that_cannot_be_read_are_all_told(batch: ScoredBatch) -> None:
    for provider in ("good", "bad"):
        (batch.reviews / f"{provider}.decision.yaml").write_text("- no\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as error:
        plan_letters(batch.send_request(), batch.here)
    assert {Path(one.file or "").name for one in error.value.findings} == {
        "good.decision.yaml",
        "bad.decision.yaml",
    }


def test_without_a_server_or_a_folder_nothing_is_queued(batch: ScoredBatch) -> None:
    request = batch.send_request(to_dir=None)
    plan = plan_letters(request, batch.here)
    with pytest.raises(UsageError, match="names no server"):
        send_letters(request, plan, plan.digest, batch.here)
    assert not request.outbox_file.exists()


def test_what_the_server_says_comes_back_and_letters_wait(batch: ScoredBatch) -> None:
    (batch.root / "post").write_text("no folder", encoding="utf-8")
    told: list[OutboxEntry] = []
    request = batch.send_request()
    plan = plan_letters(request, batch.here)
    observer = SendingObserver(attempted=told.append)
    found = send_letters(request, plan, plan.digest, batch.here, observer)
    assert found.problem is not None
    assert found.problem.code == "DP445"
    assert (found.is_complete, {one.state for one in found.entries}) == (False, {"queued"})
    (batch.root / "post").unlink()
    assert sent(batch).is_complete


def test_whoever_watches_is_told_of_each_letter(batch: ScoredBatch) -> None:
    told: list[OutboxEntry] = []
    request = batch.send_request()
    plan = plan_letters(request, batch.here)
    observer = SendingObserver(attempted=told.append)
    send_letters(request, plan, plan.digest, batch.here, observer)
    assert [(one.provider, one.state) for one in told] == [("bad", "sent"), ("good", "sent")]


def test_the_outbox_lists_and_writes_out(batch: ScoredBatch) -> None:
    sent(batch)
    folder = batch.root / "export"
    every = OutboxRequest(batch.send_request().outbox_file, noon)
    assert [one.provider for one in list_letters(every)] == ["bad", "good"]
    assert list_letters(replace(every, states=frozenset(("queued", "failed")))) == []
    entries = list_letters(replace(every, states=frozenset(("sent",)), export=folder))
    assert [file.name for file in sorted(folder.iterdir())] == ["00001-bad.eml", "00002-good.eml"]
    assert [one.size for one in entries] == [one.stat().st_size for one in sorted(folder.iterdir())]


def test_a_letter_that_waits_is_sent_again_and_one_that_went_is_not(batch: ScoredBatch) -> None:
    post, outbox = batch.root / "post", batch.send_request().outbox_file
    post.write_text("no folder", encoding="utf-8")
    sent(batch)
    post.unlink()
    request = RetryRequest(outbox, noon, 2, batch.mail, post)
    retried = retry_letter(request, batch.here)
    assert (retried.entry.provider, retried.entry.state) == ("good", "sent")
    with pytest.raises(UsageError, match="this letter has been sent"):
        retry_letter(request, batch.here)
    with pytest.raises(UsageError, match="there is no letter 3"):
        retry_letter(replace(request, letter=3), batch.here)
    with pytest.raises(UsageError, match="there is no outbox"):
        list_letters(OutboxRequest(batch.root / "none.db", noon))
    assert len(batch.posted()) == 1
