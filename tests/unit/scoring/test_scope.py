"""Scope: what proves a no, what it takes out, and when a role is no longer graded."""

from __future__ import annotations

import json
from math import nextafter
from typing import Any

import pytest

from dpcap.model.assessment import Answer, Assessment
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import EvidenceRuling, Review
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import make_case
from dpcap.scoring.change_attribution import change
from dpcap.scoring.rebuild_case import rebuild_inputs
from dpcap.scoring.scope import RoleScope
from dpcap.scoring.score import score
from dpcap.scoring.sensitivity import appraise
from scoped import AREAS, ASSESSED_ON, HEAD, framework, given, held


def accepted(of: Assessment, *scopes: str, ruling: str = "accepted") -> ManagerRecords:
    """A review that accepts e1 as showing *scopes*."""
    ruled = EvidenceRuling.model_validate(
        {
            "ruling": ruling,
            "by": "r",
            "on": ASSESSED_ON,
            "reason": "3",
            "saw": seen_file(of.evidence["e1"]),
        }
        | ({"scopes": scopes} if scopes else {})
    )
    review = Review(schema="dpcap/review/2", provider="blue", evidence={"e1": ruled})
    return ManagerRecords(review=review)


def no(*evidence: str) -> dict[str, Any]:
    return {"value": False, "evidence": evidence}


def state_of(profile: Profile, name: str) -> str:
    assert profile.scope is not None
    return next(one.state for one in profile.scope.scopes if one.id == name)


def states(profile: Profile, *nodes: str) -> list[str]:
    found = {node.id: node.state for node in profile.indicators()}
    return [found[node] for node in nodes]


SHIPS = ("FUL-1.2", "FUL-2.1", "FUL-2.2")


def test_the_managers_facts_prove_a_no() -> None:
    profile = score(framework(), given({}), records=held(ships={"value": False}))
    assert state_of(profile, "ships") == "out"
    assert states(profile, *SHIPS) == ["out_of_scope"] * 3
    assert profile.overall.level.proved.id == "L3"


def test_what_is_only_said_is_na_and_counts_in_the_limit() -> None:
    profile = score(framework(), given({"ships": no("e1")}))
    assert state_of(profile, "ships") == "unproved"
    assert states(profile, *SHIPS) == ["not_applicable"] * 3
    assert profile.overall.level.proved.blocked[0].rule == "not_applicable"
    assert "DP173" in [one.code for one in profile.findings]


def asked_until_proved() -> Framework:
    """The framework in which an unproved no to `ships` leaves its questions asked."""
    ships = {"per": "shop", "kinds": ["contract", "export"], "unproved": "asked"}
    return framework(scopes={**HEAD["scopes"], "ships": ships})


def test_where_a_scope_says_so_a_bare_no_leaves_its_questions_asked() -> None:
    said = score(asked_until_proved(), given({"ships": no("e1")}))
    served = score(asked_until_proved(), given({}))
    assert state_of(said, "ships") == "served"
    assert states(said, *SHIPS) == ["answered"] * 3
    assert said.overall.proved == served.overall.proved
    codes = {one.code: one.params for one in said.findings}
    assert codes["DP177"]["shops"] == "s1, s2, s3"
    assert "DP173" not in codes


def test_such_a_no_counts_once_it_is_proved_for_all_shops_or_for_one() -> None:
    given_no = given({"ships": no("e1")})
    whole = score(asked_until_proved(), given_no, records=accepted(given_no, "ships"))
    assert states(whole, *SHIPS) == ["out_of_scope"] * 3
    one = score(asked_until_proved(), given_no, records=accepted(given_no, "ships@s2"))
    assert states(one, *SHIPS) == ["answered"] * 3
    assert one.scope is not None
    entry = next(scope for scope in one.scope.scopes if scope.id == "ships")
    assert (entry.shops, entry.claimed) == (("s2",), ("s1", "s3"))


@pytest.mark.parametrize(("said", "code"), [(True, "DP173"), (False, "DP178")])
def test_nobody_is_asked_to_prove_what_no_question_of_the_role_hangs_on(
    said: bool, code: str
) -> None:
    folder = given({"ships": no()})
    if not said:
        facts = {name: one for name, one in folder.provider.facts.items() if name != "ships"}
        provider = folder.provider.model_copy(update={"facts": facts})
        folder = folder.model_copy(update={"provider": provider})
    assert code in [one.code for one in score(framework(), folder).findings]
    told = [one.code for one in score(framework(), folder, role="live_only").findings]
    assert code not in told


@pytest.mark.parametrize(
    ("role", "core", "share"), [(None, False, 0.775), (None, True, 0.775), ("live_only", False, 1)]
)
def test_out_of_scope_takes_from_a_role_only_what_is_asked_in_it(
    role: str | None, core: bool, share: float
) -> None:
    """Of the two parts of 0.15 in `fulfil` one is out by half and the other whole."""
    areas = json.loads(json.dumps(AREAS))
    areas[1]["dimensions"][1]["indicators"][1]["core"] = False
    own = Framework.model_validate({**HEAD, "areas": areas})
    out = held(ships={"value": False})
    profile = score(own, given({}), role=role, core=core, records=out)
    assert profile.scope is not None
    assert profile.scope.share == pytest.approx(share)


@pytest.mark.parametrize(
    ("scopes", "kind", "ruling", "state"),
    [
        (("ships",), "contract", "accepted", "out"),
        ((), "contract", "accepted", "unproved"),  # accepted as proof of something else
        (("runs_live",), "contract", "accepted", "unproved"),
        (("ships@s1",), "contract", "accepted", "unproved"),  # of one shop, not of all
        (("ships",), "screenshot", "accepted", "unproved"),  # no kind that can prove it
        (("ships",), "contract", "refused", "unproved"),
    ],
)
def test_a_piece_proves_what_a_reviewer_accepted_it_for(
    scopes: tuple[str, ...], kind: str, ruling: str, state: str
) -> None:
    typed = given({"ships": no("e1")}, kind=kind)
    profile = score(framework(), typed, records=accepted(typed, *scopes, ruling=ruling))
    assert state_of(profile, "ships") == state


def test_a_piece_that_the_fact_does_not_name_proves_nothing() -> None:
    typed = given({"ships": no()})
    profile = score(framework(), typed, records=accepted(typed, "ships"))
    assert state_of(profile, "ships") == "unproved"


def test_another_file_under_the_accepted_name_proves_nothing() -> None:
    typed = given({"ships": no("e1")})
    records = accepted(typed, "ships")
    other = typed.evidence["e1"].model_copy(update={"sha256": "b" * 64})
    swapped = typed.model_copy(update={"evidence": {"e1": other}})
    assert state_of(score(framework(), swapped, records=records), "ships") == "unproved"


def test_the_manager_says_that_it_is_served() -> None:
    typed = given({"ships": no("e1")})
    review = accepted(typed, "ships").review
    records = held(ships={"value": True}).model_copy(update={"review": review})
    profile = score(framework(), typed, records=records)
    assert states(profile, *SHIPS) == ["answered"] * 3


def test_an_area_wholly_out_is_skipped_by_min_area() -> None:
    profile = score(framework(), given({}), records=held(runs_live={"value": False}))
    live = profile.areas[2]
    assert (live.proved, live.effective_weight) == (None, 0.0)
    assert not [r for r in profile.overall.level.proved.blocked if "live" in r.nodes]


def test_a_rule_on_a_node_that_is_out_is_held_against_nobody() -> None:
    levels = [*HEAD["levels"]]
    levels[2] = {**levels[2], "requires": {"at_least": {"live": 50, "LIV-1": 50, "LIV-1.1": 50}}}
    own = framework(levels=levels)
    profile = score(
        own, given({}), records=held(runs_live={"value": False}, ships={"value": False})
    )
    assert not [r for r in profile.overall.level.proved.blocked if r.rule == "at_least"]


def test_a_role_that_no_shop_leaves_enough_of_does_not_fit() -> None:
    shipper = {"title": {"zh": "仓配", "en": "Shipper"}, "weights": {"fulfil": 100}}
    roles, method = {**HEAD["roles"], "shipper": shipper}, {**HEAD["method"], "min_scope": 0.8}
    own = framework(roles=roles, method=method)
    out = held(ships={"value": True, "without": ["s1", "s2", "s3"]})
    for role, records in (("full", None), ("full", out), ("shipper", out)):
        profile = score(own, given({}), role=role, records=records)
        assert profile.scope is not None
        assert ("shipper" in profile.scope.fitting) is (records is None)


def test_a_role_without_a_scope_that_it_must_include_is_not_graded() -> None:
    typed = given({"runs_shop": no()})
    profile = score(framework(), typed)
    proved = profile.overall.level.proved
    assert (proved.graded, proved.blocked[0].rule) == (False, "must_include")
    assert profile.scope is not None
    assert (profile.scope.lacking, profile.scope.fitting) == (("runs_shop",), ("live_only",))
    lacking = next(one for one in profile.findings if one.code == "DP179")
    assert lacking.params["roles"] == "live_only"
    assert score(
        framework(), typed, records=held(runs_shop={"value": True})
    ).overall.level.proved.graded


def test_below_the_least_share_in_scope_nothing_is_graded() -> None:
    out = held(runs_live={"value": False}, ships={"value": False})
    profile = score(framework(), given({}), records=out)
    proved = profile.overall.level.proved
    assert profile.scope is not None
    # store 40 and of fulfil 30 the quarter that FUL-1.1 is
    assert profile.scope.share == pytest.approx(0.475)
    assert (proved.graded, proved.blocked[0].rule) == (False, "scope")
    loose = framework(method={**HEAD["method"], "min_scope": 0.4})
    assert score(loose, given({}), records=out).overall.level.proved.graded


def test_a_critical_indicator_is_open_until_its_scope_is_proved_out() -> None:
    own = framework(roles={"full": {**HEAD["roles"]["full"], "must_include": []}})
    claimed = score(own, given({"runs_shop": no()})).overall.critical
    assert (claimed.asked, claimed.passed) == (1, 0)
    proved = score(own, given({}), records=held(runs_shop={"value": False})).overall.critical
    assert proved.asked == 0


def row_of(profile: Profile, shop: str) -> tuple[bool, bool]:
    node = next(one for one in profile.indicators() if one.id == "FUL-2.1")
    found = next(row for row in node.shops if row.shop == shop)
    return found.out, found.valid


@pytest.mark.parametrize(
    ("scopes", "out"),
    [(("ships@s2",), True), (("ships",), True), (("ships@s3",), False), ((), False)],
)
def test_a_shop_is_out_only_where_that_is_proved_for_it(scopes: tuple[str, ...], out: bool) -> None:
    typed = given({"ships": {"value": True, "without": {"s2": ["e1"]}}})
    profile = score(framework(), typed, records=accepted(typed, *scopes))
    node = next(one for one in profile.indicators() if one.id == "FUL-2.1")
    assert row_of(profile, "s2") == (out, not out)
    assert node.value == (70.0 if out else 60.0)
    assert node.claimed == (70.0 if out else 60.0)
    assert states(profile, "FUL-1.2") == ["answered"]
    assert ("DP177" in [one.code for one in profile.findings]) is not out


def test_all_shops_out_take_the_question_out() -> None:
    records = held(ships={"value": True, "without": ["s1", "s2", "s3"]})
    profile = score(framework(), given({}), records=records)
    assert states(profile, *SHIPS) == ["answered", "out_of_scope", "answered"]


def test_a_shop_that_is_none_and_a_scope_that_knows_no_shops_are_told() -> None:
    typed = given(
        {
            "ships": {"value": True, "without": {"s9": ["e1"]}},
            "runs_live": {"value": True, "without": {"s1": ["e1"]}},
        }
    )
    codes = [one.code for one in score(framework(), typed).findings]
    assert {"DP175", "DP176"} <= set(codes)


def test_answers_to_what_is_said_to_be_out_are_a_contradiction() -> None:
    found = score(framework(), given({"ships": no("e1")})).findings
    told = next(one for one in found if one.code == "DP174")
    assert told.params["number"] == 3
    shops = held(ships={"value": True, "without": ["s2"]})
    told = next(
        one for one in score(framework(), given({}), records=shops).findings if one.code == "DP174"
    )
    assert told.params["nodes"] == "FUL-2.1@s2"


def test_a_rule_holds_a_scope_against_a_fact() -> None:
    typed = given({"runs_live": no(), "headcount": {"value": 3}})
    assert "DP501" in [one.code for one in score(framework(), typed).findings]


def test_a_scope_that_nobody_spoke_of_leaves_no_way_round_the_limit() -> None:
    """Taking the no back, so that its questions are blanks, frees no level."""
    typed = given({"ships": no("e1")})
    open_ = {node: answer for node, answer in typed.answers.items() if node not in SHIPS}
    facts = {n: f for n, f in typed.provider.facts.items() if n != "ships"}
    provider = typed.provider.model_copy(update={"facts": facts})
    silent = typed.model_copy(update={"answers": open_, "rows": {}, "provider": provider})
    profile = score(framework(), silent)
    rules = [rule.rule for rule in profile.overall.level.proved.blocked]
    assert "not_applicable" in rules
    assert "DP178" in [one.code for one in profile.findings]


def test_a_question_that_hangs_on_one_out_of_scope_is_out_as_well() -> None:
    areas: list[dict[str, Any]] = [*AREAS]
    live = areas[2]["dimensions"][0]
    second = {**live["indicators"][1], "scope": [], "when": "LIV_1_1 > 2.0"}
    areas[2] = {**areas[2], "dimensions": [{**live, "indicators": [live["indicators"][0], second]}]}
    own = Framework.model_validate({**HEAD, "areas": areas})
    profile = score(own, given({}), records=held(runs_live={"value": False}))
    assert states(profile, "LIV-1.1", "LIV-1.2") == ["out_of_scope"] * 2


def test_silent_questions_of_different_scopes_are_told_apart_in_other_roles() -> None:
    """What only another role asks, and nobody answered, may be out of scope or open."""
    own = framework(
        roles={
            "full": {**HEAD["roles"]["full"], "weights": {"store": 100, "live": 5}},
            "wide": {"title": HEAD["title"], "weights": {"store": 40, "fulfil": 30, "live": 30}},
        }
    )
    areas = [
        {
            **area,
            "dimensions": [
                {**d, "indicators": [{**i, "core": area["id"] == "store"} for i in d["indicators"]]}
                for d in area["dimensions"]
            ],
        }
        for area in AREAS
    ]
    own = Framework.model_validate({**own.model_dump(by_alias=True, mode="json"), "areas": areas})
    typed = given({"runs_live": no()})
    kept = {node: one for node, one in typed.answers.items() if node.startswith("STO")}
    silent = typed.model_copy(update={"answers": kept, "rows": {}})
    records = held(ships={"value": False})
    wide = next(one for one in score(own, silent, records=records).roles if one.id == "wide")
    alone = score(own, silent, role="wide", records=records).overall
    assert wide.overall.proved == pytest.approx(alone.proved)
    assert wide.coverage == pytest.approx(alone.coverage)


def test_a_profile_says_what_it_was_scored_from() -> None:
    typed = given({"ships": {"value": True, "without": {"s2": ["e1"]}}, "runs_live": no()})
    profile = score(framework(), typed, records=accepted(typed, "ships@s2"))
    stored = Profile.model_validate_json(profile.model_dump_json())
    again, records = rebuild_inputs(stored)
    assert score(framework(), again, records=records) == profile.model_copy(
        update={"answers_digest": again.digest}
    )


def test_a_change_of_scope_is_the_providers_part_and_its_acceptance_one_of_proof() -> None:
    own, typed = framework(), given({"ships": no("e1")})
    before, unproved = score(own, given({})), score(own, typed)
    records = accepted(typed, "ships")
    moved = change(
        before, "", make_case(own, typed, records=records), score(own, typed, records=records)
    )
    assert moved.overall.provider == pytest.approx(
        (unproved.overall.proved or 0.0) - (before.overall.proved or 0.0)
    )
    assert moved.overall.answers == moved.overall.peers == 0.0
    assert moved.overall.proof != 0.0


def documented() -> Framework:
    """The framework of the example in docs/method.md."""
    live, fulfil = AREAS[2], AREAS[1]

    def rung(node: str, weight: float, *scope: str) -> dict[str, Any]:
        scale = {"kind": "number", **FIGURE}
        one = live["dimensions"][0]["indicators"][0]
        return {**one, "id": node, "weight": weight, "scope": scope, "scale": scale}

    parts = [
        {**fulfil["dimensions"][0], "id": "FUL-1", "indicators": [rung("FUL-1.1", 1)]},
        {
            **fulfil["dimensions"][1],
            "weight": 3,
            "indicators": [rung("FUL-2.1", 3, "ships"), rung("FUL-2.2", 1)],
        },
    ]
    alone = [{**live["dimensions"][0], "indicators": [rung("LIV-1.1", 1)]}]
    return Framework.model_validate(
        {
            **HEAD,
            "levels": HEAD["levels"][:2],
            "roles": {"full": {"title": HEAD["title"], "weights": {"live": 60, "fulfil": 40}}},
            "areas": [{**live, "dimensions": alone}, {**fulfil, "dimensions": parts}],
        }
    )


FIGURE = {
    **dict.fromkeys(("unit", "definition", "formula"), HEAD["title"]),
    "period": "month",
    "direction": "higher",
    "score": {"by": "points", "points": [[0, 0], [100, 100]], "anchor": "illustrative"},
}


def test_the_example_of_the_document() -> None:
    scores = {"LIV-1.1": 70.0, "FUL-1.1": 80.0, "FUL-2.1": 20.0, "FUL-2.2": 80.0}
    own, answers = documented(), {n: {"value": v} for n, v in scores.items()}

    def made(facts: dict[str, Any], records: ManagerRecords | None) -> Profile:
        typed = given(facts).model_copy(update={"rows": {}})
        said = Assessment.model_validate({**typed.model_dump(by_alias=True), "answers": answers})
        return score(own, said, records=records)

    served, unproved = made({}, None), made({"ships": no()}, None)
    out = made({}, held(ships={"value": False}))
    shown = [one.overall.proved for one in (served, out, unproved)]
    assert shown == pytest.approx([60.5, 72.2580645, 74.0])
    assert [one.areas[1].proved for one in (served, out, unproved)] == pytest.approx(
        [46.25, 80, 80]
    )
    assert out.scope is not None
    assert out.scope.share == pytest.approx(0.775)
    doubts = [
        r
        for r in unproved.overall.level.proved.blocked
        if r.nodes == () and r.rule == "not_applicable"
    ]
    assert doubts[0].found == pytest.approx(0.225)


def test_a_question_that_is_not_asked_has_no_part_in_what_is_in_scope() -> None:
    """Half of FUL-2 is in scope, so of FUL a third is asked and applies: FUL-1 is all N/A."""
    content = json.loads(documented().json_text)
    first, second = content["areas"][1]["dimensions"]
    first["indicators"][0]["not_applicable"] = ["closed"]
    second |= {"weight": 1, "indicators": [{**one, "weight": 1} for one in second["indicators"]]}
    unasked = {**second["indicators"][1], "id": "FUL-2.3", "when": "fact_ships"}
    asked = Framework.model_validate(content)
    second["indicators"].append(unasked)
    answers = {"FUL-1.1": {"not_applicable": "closed"}, "FUL-2.2": {"value": 80.0}}
    said = given({}).model_copy(update={"rows": {}})
    folder = Assessment.model_validate({**said.model_dump(by_alias=True), "answers": answers})
    for own in (asked, Framework.model_validate(content)):
        fulfil = score(own, folder, records=held(ships={"value": False})).areas[1]
        assert fulfil.applicable == pytest.approx(1 / 3)


def test_a_file_that_shows_the_scope_under_another_name_too_is_what_the_level_hinges_on() -> None:
    """Refusing a file refuses it under every name, and with it the proof of scope."""
    areas: list[dict[str, Any]] = [*AREAS]
    store = areas[0]["dimensions"]
    one = {**store[0]["indicators"][1], "evidence": {"ask": HEAD["title"]}, "weight": 0.01}
    first = {**store[0], "indicators": [store[0]["indicators"][0], one]}
    areas[0] = {**areas[0], "dimensions": [first, store[1]]}
    own = Framework.model_validate({**HEAD, "areas": areas})
    typed = given({"ships": no("e1")})
    copy = typed.evidence["e1"].model_copy(update={"id": "e2", "kind": "export"})
    answers = {**typed.answers, "STO-1.2": Answer(value=0, evidence=("e2",))}
    twice = typed.model_copy(
        update={"evidence": {**typed.evidence, "e2": copy}, "answers": answers}
    )
    profile = appraise(own, twice, records=accepted(twice, "ships"))
    assert state_of(profile, "ships") == "out"
    assert profile.hinges_on == "e2"


def test_a_sum_of_fractions_does_not_miss_the_least_share_by_its_last_place() -> None:
    assert RoleScope(nextafter(0.7, 0.0)).is_enough(0.7)
    assert not RoleScope(0.699).is_enough(0.7)
    assert not RoleScope(lacking=("ships",)).is_enough(0.0)


def test_a_role_fits_by_what_it_asks_itself() -> None:
    """What one's own role would ask, were it in scope, another role may not ask at all."""
    areas = json.loads(json.dumps(AREAS))
    areas[1]["dimensions"][0]["indicators"][1]["when"] = "role == 'full'"  # FUL-1.2, of ships
    areas[2]["dimensions"][0]["indicators"][1]["when"] = "FUL_1_2 > 2"  # LIV-1.2
    method = {**HEAD["method"], "min_scope": 0.6}
    roles = {**HEAD["roles"], "live_only": {**HEAD["roles"]["live_only"], "weights": {"live": 100}}}
    whole = Framework.model_validate({**HEAD, "method": method, "roles": roles, "areas": areas})
    records = held(ships={"value": False})
    profile = score(whole, given({}), records=records)
    alone = score(whole, given({}), role="live_only", records=records)
    assert states(profile, "LIV-1.2") == ["out_of_scope"]
    assert states(alone, "LIV-1.2") == ["not_asked"]
    assert alone.overall.level.proved.graded
    assert profile.scope is not None
    assert "live_only" in profile.scope.fitting
