"""Kinds of proof: ranked by an indicator, counting in full once confirmed, links without a copy."""

from __future__ import annotations

from typing import Any

import pytest

from builders import DAY, area, assessment, evidence, framework, indicator, text
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.proof_kinds import listed_host
from dpcap.model.review import Review
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import make_case
from dpcap.scoring.improvements import list_moves
from dpcap.scoring.rebuild_case import rebuild_inputs
from dpcap.scoring.score import score
from dpcap.scoring.sensitivity import appraise

CAPS = {
    "declared": 40.0,
    "own_document": 60.0,
    "screenshot": 80.0,
    "system_log": 80.0,
    "brand_confirmed": 90.0,
    "export": 100.0,
    "public_link": 100.0,
    "e_signature": 60.0,
}
WAITING = {"brand_confirmed": {"counts_as": "own_document", "records": ["e_signature"]}}
HOSTS = {"feishu.cn": "own_document", "pan.baidu.com": "own_document"}


def ours(proof: dict[str, Any] | None = None, **more: Any) -> Framework:
    asked = indicator("AAA-1.1", evidence={"ask": text("show it"), **(proof or {})})
    return framework(
        area("AAA", [asked]),
        method={"proof_caps": CAPS},
        proof_titles={kind: text(kind) for kind in CAPS},
        **{"until_confirmed": WAITING, "link_hosts": HOSTS, **more},
    )


def given(*pieces: dict[str, Any]) -> Any:
    said = {"value": True, "evidence": [pieces[0]["id"]]}
    return assessment({"AAA-1.1": said}, evidence={one["id"]: one for one in pieces})


def signed(**more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    piece = evidence("e1", "brand_confirmed", sha256="a" * 64, signature="e2")
    return piece, {**evidence("e2", "e_signature", sha256="b" * 64), **more}


def codes(profile: Profile) -> list[str]:
    return [one.code for one in profile.findings]


def test_an_indicator_ranks_kinds_itself() -> None:
    proof = {"proof_caps": {"own_document": 80.0, "screenshot": 50.0}}
    for kind, cap in (("own_document", 80.0), ("screenshot", 50.0), ("export", 100.0)):
        there = given(evidence("e1", kind, sha256="a" * 64))
        profile = score(ours(proof), there)
        node = next(profile.indicators())
        assert (node.proved, node.kind, node.cap) == (cap, kind, cap)
        assert score(ours(), there).overall.proved == CAPS[kind]


def test_moves_name_the_proof_that_the_indicator_ranks_next() -> None:
    proof = {"proof_caps": {"own_document": 80.0, "screenshot": 50.0}, "kinds": [*CAPS][1:]}
    moves = list_moves(ours(proof), assessment({"AAA-1.1": True}))
    assert [(one.proof, one.gain) for one in moves] == [("screenshot", pytest.approx(10.0))]
    plain = list_moves(ours(), assessment({"AAA-1.1": True}))
    assert [(one.proof, one.gain) for one in plain] == [("own_document", pytest.approx(20.0))]


def test_what_the_brand_is_to_confirm_counts_as_an_own_document_until_it_does() -> None:
    piece = evidence("e1", "brand_confirmed", sha256="a" * 64)
    profile = score(ours(), given(piece))
    assert profile.overall.proved == 60.0
    assert (profile.evidence[0].counts_as, codes(profile)) == ("own_document", ["DP490"])


def ruling(piece: dict[str, Any], **more: Any) -> ManagerRecords:
    ruled = {"by": "r", "on": DAY, "reason": "seen", "ruling": "accepted"}
    saw = seen_file(given(piece).evidence[piece["id"]])
    head = {"schema": "dpcap/review/2", "provider": "p1"}
    review = Review.model_validate({**head, "evidence": {"e1": {**ruled, "saw": saw, **more}}})
    return ManagerRecords(review=review)


def test_a_reviewer_who_names_who_confirmed_it_and_when_lets_it_count() -> None:
    piece = evidence("e1", "brand_confirmed", sha256="a" * 64)
    told = {"confirmed": {"who": "Ms Example of the brand", "on": DAY}}
    for more, proved in (({}, 60.0), (told, 90.0)):
        profile = score(ours(), given(piece), records=ruling(piece, **more))
        assert profile.overall.proved == proved
        assert ("DP490" in codes(profile)) is (proved == 60.0)
    other = {**piece, "sha256": "c" * 64}
    assert score(ours(), given(other), records=ruling(piece, **told)).overall.proved == 60.0


@pytest.mark.parametrize(
    ("record", "proved"),
    [
        ({}, 90.0),
        ({"kind": "export"}, 60.0),
        ({"state": "absent"}, 60.0),
        ({"sha256": "a" * 64}, 60.0),
        ({"captured_on": "2027-01-01"}, 60.0),
    ],
    ids=["sound", "other kind", "no file", "the same file", "not yet"],
)
def test_the_record_of_a_signature_confirms_if_it_is_sound(
    record: dict[str, Any], proved: float
) -> None:
    profile = score(ours({"kinds": ["own_document", "brand_confirmed"]}), given(*signed(**record)))
    assert profile.overall.proved == proved
    assert (profile.evidence[1].state == "counts") is (proved == 90.0)


def test_a_level_hinges_on_the_record_of_the_signature() -> None:
    levels = [{"id": "L1", "from": 0, "title": text("L1")}]
    levels.append({"id": "L2", "from": 85, "title": text("L2")})
    profile = appraise(ours(levels=levels), given(*signed()))
    assert (profile.overall.level.proved.id, profile.hinges_on) == ("L2", "e1")
    seen = ruling(signed()[0])
    assert appraise(ours(levels=levels), given(*signed()), records=seen).hinges_on == "e2"


def test_where_only_own_documents_count_confirming_takes_nothing_away() -> None:
    for kinds in (["own_document"], ["own_document", "brand_confirmed"]):
        before = score(ours({"kinds": kinds}), given(evidence("e1", "brand_confirmed")))
        after = score(ours({"kinds": kinds}), given(*signed()))
        assert before.overall.proved == 60.0
        assert after.overall.proved == (60.0 if len(kinds) == 1 else 90.0)


def test_unconfirmed_it_counts_for_nothing_where_own_documents_do_not() -> None:
    profile = score(ours({"kinds": ["brand_confirmed"]}), given(evidence("e1", "brand_confirmed")))
    assert (profile.overall.proved, codes(profile)) == (40.0, ["DP492"])


EDITABLE = {"export": {"counts_as": "screenshot", "editable": True}}


def test_a_file_that_can_be_edited_counts_as_less_until_a_reviewer_accepts_it() -> None:
    piece = evidence("e1", "export", sha256="a" * 64)
    used = ours(until_confirmed=EDITABLE)
    profile = score(used, given(piece))
    assert (profile.overall.proved, profile.evidence[0].counts_as) == (80.0, "screenshot")
    (told,) = profile.findings
    assert (told.code, told.severity, told.params["evidence"]) == ("DP905", "note", "e1")
    for word, proved in (("accepted", 100.0), ("verified", 100.0), ("refused", 40.0)):
        found = score(used, given(piece), records=ruling(piece, ruling=word))
        assert found.overall.proved == proved
        assert "DP905" not in codes(found)
    other = {**piece, "sha256": "c" * 64}
    assert score(used, given(other), records=ruling(piece)).overall.proved == 80.0


def test_other_kinds_take_more_than_an_acceptance() -> None:
    piece = evidence("e1", "brand_confirmed", sha256="a" * 64)
    used = ours(until_confirmed=WAITING | EDITABLE)
    assert score(used, given(piece), records=ruling(piece)).overall.proved == 60.0


def test_not_accepted_it_counts_for_nothing_where_less_is_not_taken() -> None:
    piece = evidence("e1", "export", sha256="a" * 64)
    used = ours({"kinds": ["export"]}, until_confirmed=EDITABLE)
    profile = score(used, given(piece))
    assert (profile.overall.proved, codes(profile)) == (40.0, ["DP904"])
    assert score(used, given(piece), records=ruling(piece)).overall.proved == 100.0


@pytest.mark.parametrize(
    ("kinds", "before", "after"),
    [
        ([], 80.0, 100.0),
        (["screenshot", "own_document", "export"], 80.0, 100.0),
        (["own_document", "export"], 60.0, 100.0),
        (["own_document"], 60.0, 60.0),
        (["export"], 40.0, 100.0),
    ],
)
def test_where_no_screenshot_is_taken_it_counts_as_what_it_falls_back_to(
    kinds: list[str], before: float, after: float
) -> None:
    piece = evidence("e1", "export", sha256="a" * 64)
    waits = {"export": {**EDITABLE["export"], "fallback": "own_document"}}
    used = ours({"kinds": kinds}, until_confirmed=waits)
    profile = score(used, given(piece))
    told = "DP904" if kinds == ["export"] else "DP905"
    assert (profile.overall.proved, codes(profile)) == (before, [told])
    assert score(used, given(piece), records=ruling(piece)).overall.proved == after
    honest = score(used, given(evidence("e1", "own_document"))).overall.proved
    assert kinds == ["export"] or before >= honest


def test_a_move_to_a_file_that_anybody_can_edit_gains_what_that_counts_as_until_accepted() -> None:
    used = ours({"kinds": ["screenshot", "export"]}, until_confirmed=EDITABLE)
    (move,) = list_moves(used, assessment({"AAA-1.1": True}))
    assert move.proof == "export"
    assert move.gain == pytest.approx(80.0 - 40.0)


def test_a_move_names_no_kind_that_the_brand_is_to_confirm() -> None:
    used = ours({"kinds": ["brand_confirmed", "own_document"]}, until_confirmed=WAITING)
    (move,) = list_moves(used, assessment({"AAA-1.1": True}))
    assert move.proof == "own_document"


def test_several_pieces_that_wait_are_told_once() -> None:
    pieces = [evidence(f"e{n}", "export", sha256=f"{n:064x}") for n in range(1, 12)]
    said = {"value": True, "evidence": [one["id"] for one in pieces]}
    there = assessment({"AAA-1.1": said}, evidence={one["id"]: one for one in pieces})
    (told,) = score(ours(until_confirmed=EDITABLE), there).findings
    assert told.params["count"] == 11
    assert str(told.params["evidence"]).endswith("e8, …")


def test_a_profile_gives_its_acceptances_back() -> None:
    piece = evidence("e1", "export", sha256="a" * 64)
    used = ours(until_confirmed=EDITABLE)
    profile = score(used, given(piece), records=ruling(piece))
    back, records = rebuild_inputs(profile)
    assert score(used, back, as_of=profile.as_of, records=records) == profile


def link(kind: str = "public_link", **more: Any) -> dict[str, Any]:
    url = "https://Acme.Feishu.CN/docx/abc"
    return {"id": "e1", "kind": kind, "url": url, "state": "ok", **more}


def test_a_link_to_an_online_document_is_an_own_document_until_copied() -> None:
    bare, copy = link(), {"file": "evidence/e1.pdf", "sha256": "a" * 64, "copied": True}
    profile = score(ours(), given(bare))
    assert (profile.overall.proved, codes(profile)) == (60.0, ["DP491"])
    assert score(ours(), given({**bare, **copy})).overall.proved == 100.0
    assert score(ours(), given(link("export"))).overall.proved == 60.0
    assert score(ours(), given(link("export", **copy))).overall.proved == 100.0
    elsewhere = link(url="https://www.example.cn/feishu.cn")
    assert score(ours(), given(elsewhere)).overall.proved == 100.0
    assert score(ours({"kinds": ["export"]}), given(bare)).overall.proved == 40.0


def test_what_was_verified_as_a_file_is_not_verified_as_a_link() -> None:
    copied = link("export", file="evidence/e1.pdf", sha256="a" * 64, copied=True)
    seen = ruling(copied, ruling="verified")
    assert score(ours(), given(copied), records=seen).overall.proved == 100.0
    bare = {**copied, "copied": False}
    assert score(ours(), given(bare), records=seen).overall.proved == 60.0
    refused = ruling(copied, ruling="refused")
    assert score(ours(), given(bare), records=refused).overall.proved == 40.0


def test_hosts_are_found_by_name_and_by_what_lies_under_it() -> None:
    for url, host in {
        "https://feishu.cn/x": "feishu.cn",
        "http://a.b.feishu.cn.:8080/x": "feishu.cn",
        "https://u:p@PAN.baidu.com/s/1": "pan.baidu.com",
        "https://notfeishu.cn/x": None,
        "https://feishu.cn.example.org/": None,
        "https://example.org/?u=https://feishu.cn": None,
        "https://[": None,
        "": None,
    }.items():
        assert listed_host(url, HOSTS) == host, url


def test_a_profile_alone_scores_again_with_what_was_confirmed_and_copied() -> None:
    there = given(*signed(), link() | {"id": "e3"})
    profile = score(ours(), there)
    case = make_case(ours(), there)
    back, _ = rebuild_inputs(profile)
    assert back.evidence == there.evidence
    assert score(ours(), back, as_of=case.as_of) == profile
    written = Profile.model_validate_json(profile.model_dump_json())
    assert written == profile
    assert "signature" not in profile.model_dump()["evidence"][1]
