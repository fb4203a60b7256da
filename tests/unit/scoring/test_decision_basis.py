"""What moves the substance of a profile, each thing alone, and what leaves it as it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from dpcap.errors import DpcapError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.assessment import Assessment, Assessor, Evidence, ShopRow
from dpcap.model.base import Frozen, Name
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.decision_basis import BasisChanges, DecisionBasis
from dpcap.model.expression import ExpressionError
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult, Gates
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import (
    AnswerRuling,
    EvidenceRuling,
    ExemptionRuling,
    Review,
    ReviewRemark,
    RoleRuling,
    SeenReason,
)
from dpcap.model.seen_today import seen_answer, seen_file
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.decision_basis import (
    EarlierAndNow,
    gates_and_decision,
    reviewers,
    substance_of,
    then_and_on,
)
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score import profile_of
from folders import TINY, make_folder
from profiles import DAY, Draw, Wish, shipped
from strategies import whole_cases

NODE, SHOPPED = "TRA-1.4", "TRA-4.1"
PIECE, LINK = "seen", "link"
GATES = tuple(
    GateResult(id=name, severity="error", state="met", operator="at_least", needed=1.0, found=2.0)
    for name in ("C-1", "C-2")
)


@dataclass(frozen=True)
class Given:
    """All that a substance is made of, and its parts to be changed."""

    framework: Framework
    assessment: Assessment
    review: Review
    day: date = DAY
    role: str = "full_service"
    core: bool = False
    gates: tuple[GateResult, ...] | None = GATES
    engine: str = "1"

    @property
    def substance(self) -> DecisionBasis:
        case = make_case(
            self.framework,
            self.assessment,
            as_of=self.day,
            role=self.role,
            core=self.core,
            records=ManagerRecords(review=self.review),
        )
        profile = profile_of(case).model_copy(update={"engine_version": self.engine})
        return substance_of(case, profile, self.gates)


@lru_cache(maxsize=1)
def base() -> Given:
    """One provider with every kind of answer, a file and a link behind `NODE`."""
    drawn = Draw(shipped(), Wish(seed=8, proof=0.9))
    made = drawn.assessment()
    taken = DAY - timedelta(days=10)
    pieces = {
        PIECE: Evidence(
            id=PIECE,
            kind="screenshot",
            file="evidence/a.png",
            captured_on=taken,
            sha256="a" * 64,
            state="ok",
        ),
        LINK: Evidence(
            id=LINK, kind="public_link", url="https://a.example", captured_on=taken, state="ok"
        ),
    }
    answer = made.answers[NODE].model_copy(
        update={"value": ("plan", "cap"), "evidence": (PIECE, LINK), "envelope": {}}
    )
    assessment = made.model_copy(
        update={
            "answers": {**made.answers, NODE: answer},
            "evidence": {**made.evidence, **pieces},
        }
    )
    return Given(shipped(), assessment, drawn.review().model_copy(update={"role": None}))


def copied(noun: Any, **fields: object) -> Any:
    return noun.model_copy(update=fields)


def answered(node: str = NODE, **fields: object) -> Callable[[Given], Given]:
    def change(one: Given) -> Given:
        given_ones = one.assessment.answers
        answers = {**given_ones, node: copied(given_ones[node], **fields)}
        return replace(one, assessment=copied(one.assessment, answers=answers))

    return change


def row(**fields: object) -> Callable[[Given], Given]:
    def change(one: Given) -> Given:
        rows = one.assessment.rows
        first: ShopRow = rows[SHOPPED][0]
        every = {**rows, SHOPPED: (copied(first, **fields), *rows[SHOPPED][1:])}
        return replace(one, assessment=copied(one.assessment, rows=every))

    return change


def piece(name: str = PIECE, **fields: object) -> Callable[[Given], Given]:
    def change(one: Given) -> Given:
        pieces = one.assessment.evidence
        every = {**pieces, name: copied(pieces[name], **fields)}
        return replace(one, assessment=copied(one.assessment, evidence=every))

    return change


def provider(**fields: object) -> Callable[[Given], Given]:
    def change(one: Given) -> Given:
        of = copied(one.assessment.provider, **fields)
        return replace(one, assessment=copied(one.assessment, provider=of))

    return change


RULED: dict[str, Any] = {"by": "甲", "on": DAY, "reason": "看过"}


def ruled(ruling: str, name: str = PIECE, **how: Any) -> Callable[[Given], Given]:
    """A ruling on a piece of evidence."""

    def change(one: Given) -> Given:
        saw = seen_file(one.assessment.evidence[name])
        made = EvidenceRuling(ruling=ruling, saw=saw, **{**RULED, **how})
        both = {**one.review.evidence, name: made}
        return replace(one, review=copied(one.review, evidence=both))

    return change


def verified(one: Given) -> Given:
    saw = seen_answer(one.assessment, NODE)
    made = AnswerRuling(ruling="verified", framework=one.framework.edition, saw=saw, **RULED)
    return replace(one, review=copied(one.review, indicators={NODE: made}))


def confirmed(node: str) -> Callable[[Given], Given]:
    def change(one: Given) -> Given:
        reason = one.assessment.answers[node].not_applicable
        assert reason
        made = ExemptionRuling(
            ruling="accepted",
            framework=one.framework.edition,
            saw=SeenReason(reason=reason),
            **RULED,
        )
        return replace(one, review=copied(one.review, not_applicable={node: made}))

    return change


def framework(edit: Callable[[dict[str, Any]], None]) -> Callable[[Given], Given]:
    def change(one: Given) -> Given:
        data = json.loads(one.framework.json_text)
        edit(data)
        return replace(one, framework=Framework.model_validate(data))

    return change


def gate(**fields: object) -> Callable[[Given], Given]:
    return lambda one: replace(one, gates=(copied(GATES[0], **fields), GATES[1]))


def not_applicable(one: Given) -> str:
    """A node that is answered with N/A."""
    answers = one.assessment.answers.items()
    return next(node for node, answer in answers if answer.not_applicable)


def after(*changes: Callable[[Given], Given]) -> Given:
    made = base()
    for change in changes:
        made = change(made)
    return made


def changes(before: Given, now: Given) -> BasisChanges | None:
    found = before.substance.footing.changes(now.substance.footing)
    assert (found is None) == (before.substance.digest == now.substance.digest)
    return found


# ── what moves it ─────────────────────────────────────────────────────────────────────────────────

ACCEPTED = ruled("accepted")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (provider(id="another"), {"provider": True}),
        (provider(registration_number="91330106MA2YYYYY1K"), {"provider": True}),
        (provider(registration_number=None), {"provider": True}),
        (answered(value=("plan",)), {"answers": (NODE,)}),
        (answered(value=None, unknown=True, evidence=()), {"answers": (NODE,)}),
        (answered(envelope={"period": "2026-09"}), {"answers": (NODE,)}),
        (row(value=0.5), {"answers": (SHOPPED,)}),
        (row(envelope={"period": "2026-09", "basis": "settled_7"}), {"answers": (SHOPPED,)}),
        (piece(sha256="b" * 64), {"proof": (NODE,)}),
        (piece(kind="export"), {"proof": (NODE,)}),
        (piece(state="absent"), {"proof": (NODE,)}),
        (piece(captured_on=DAY - timedelta(days=91)), {"proof": (NODE,)}),
        (piece(LINK, url="https://b.example"), {"proof": (NODE,)}),
        (answered(evidence=(PIECE,)), {"proof": (NODE,)}),
        (ACCEPTED, {"rulings": (NODE,)}),
        (ruled("refused"), {"rulings": (NODE,)}),
        (ruled("refused", reach="claim", indicators=(NODE,)), {"rulings": (NODE,)}),
        (ruled("verified"), {"rulings": (NODE,)}),
        (ruled("accepted", LINK), {"rulings": (NODE,)}),
        (verified, {"rulings": (NODE,)}),
        (gate(state="failed"), {"gates": ("C-1",)}),
        (gate(state="waived"), {"gates": ("C-1",)}),
        (gate(id="C-9"), {"gates": ("C-1", "C-9")}),
        (lambda one: replace(one, gates=GATES[:1]), {"gates": ("C-2",)}),
        (framework(lambda data: data.update(id="other")), {"framework": True}),
        (framework(lambda data: data["levels"][1].update({"from": 46})), {"framework": True}),
        (
            framework(lambda data: data["method"]["proof_caps"].update(screenshot=70)),
            {"framework": True},
        ),
    ],
)
def test_each_thing_alone_moves_it_and_is_named(
    change: Callable[[Given], Given], told: dict[str, Any]
) -> None:
    assert changes(base(), after(change)) == BasisChanges(**told)


def test_a_reason_and_a_ruling_on_it_move_it() -> None:
    node = not_applicable(base())
    other = answered(node, not_applicable="made_up")
    assert changes(base(), after(other)) == BasisChanges(answers=(node,))
    assert changes(base(), after(confirmed(node))) == BasisChanges(rulings=(node,))


def test_a_verification_that_ends_moves_it() -> None:
    """Of a piece whose kind gives as much, so that no score changes."""
    later = DAY + timedelta(days=1)
    made = after(piece(kind="export"), ruled("verified", until=later))
    assert changes(made, replace(made, day=later)) is None
    made = after(piece(kind="export"), ruled("verified", until=DAY))
    assert changes(made, replace(made, day=later)) == BasisChanges(rulings=(NODE,))


def test_a_ruling_on_what_is_no_longer_there_does_not_count() -> None:
    moved = after(ACCEPTED, piece(sha256="b" * 64))
    assert changes(after(piece(sha256="b" * 64)), moved) is None


def test_a_peer_figure_moves_it_where_it_changes_a_score() -> None:
    peer = base().assessment.rows[SHOPPED][0].peer
    assert peer
    assert changes(base(), after(row(peer=peer * 1.1))) == BasisChanges(scores=(SHOPPED,))


def test_role_and_set_move_it() -> None:
    for other in (replace(base(), role="media"), replace(base(), core=True)):
        found = changes(base(), other)
        assert found is not None
        assert found.role
        assert (found.provider, found.framework, found.gates) == (False, False, ())
    fixed = RoleRuling(id="full_service", by="甲", on=DAY, reason="合同")
    assert changes(base(), after(reviewed(role=fixed))) == BasisChanges(role=True)


def test_gates_that_come_after_the_decision_move_it_and_no_gates_tell_nothing() -> None:
    bare = replace(base(), gates=None)
    found = bare.substance.footing.changes(base().substance.footing)
    assert found == BasisChanges(gates=("C-1", "C-2"))
    assert base().substance.footing.changes(bare.substance.footing) is None


# ── what does not ─────────────────────────────────────────────────────────────────────────────────


def renamed(one: Given) -> Given:
    """All evidence under other ids and names."""
    pieces = {
        f"x{name}": copied(found, id=f"x{name}", file=found.file and f"other/{name}")
        for name, found in reversed(one.assessment.evidence.items())
    }

    def moved(reply: Any) -> Any:
        return copied(reply, evidence=tuple(f"x{name}" for name in reversed(reply.evidence)))

    given_ones = one.assessment
    return replace(
        one,
        assessment=copied(
            given_ones,
            evidence=pieces,
            answers={node: moved(answer) for node, answer in given_ones.answers.items()},
            rows={node: tuple(map(moved, rows)) for node, rows in given_ones.rows.items()},
        ),
    )


def unused(one: Given) -> Given:
    more = copied(one.assessment.evidence[PIECE], id="more", sha256="c" * 64)
    pieces = {**one.assessment.evidence, "more": more}
    return replace(one, assessment=copied(one.assessment, evidence=pieces))


def reviewed(**fields: object) -> Callable[[Given], Given]:
    return lambda one: replace(one, review=copied(one.review, **fields))


REMARK = ReviewRemark(node="traffic", text="复看", by="乙", on=DAY)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, day=DAY + timedelta(days=1)),
        lambda one: replace(one, engine="2"),
        lambda one: replace(one, assessment=copied(one.assessment, assessor=Assessor(name="丙"))),
        provider(name=Name(zh="另名")),
        provider(categories=("beauty",), language="en"),
        provider(registration_number="91330106-ma2xxxxx1k "),
        answered(note="另一句"),
        answered(value=("cap", "plan")),
        answered(evidence=(LINK, PIECE)),
        piece(note="另一句", file="evidence/b.png", captured_on=DAY - timedelta(days=11)),
        renamed,
        unused,
        reviewed(remarks=(REMARK,), owner="丁", contested="有异议", issuer="戊"),
        gate(found=1.5, needed=0.5, severity="warn"),
        lambda one: replace(one, gates=GATES[::-1]),
        framework(lambda data: data.update(version="9.9", title={"zh": "改", "en": "new"})),
        framework(lambda data: data["areas"][0].update(title={"zh": "改", "en": "new"})),
    ],
)
def test_it_stays_where_nothing_counts_otherwise(change: Callable[[Given], Given]) -> None:
    assert changes(base(), after(change)) is None


def test_who_ruled_when_and_why_is_no_part_of_it() -> None:
    later = {"by": "乙", "on": DAY + timedelta(days=1), "reason": "再看过"}
    assert changes(after(ACCEPTED), after(ruled("accepted", **later))) is None


def test_scores_that_differ_by_less_than_a_millionth_are_the_same() -> None:
    case = make_case(shipped(), base().assessment, as_of=DAY)
    profile = profile_of(case)

    def shifted(by: float) -> Profile:
        area, *areas = profile.areas
        dimension, *dimensions = area.dimensions
        node, *nodes = dimension.indicators
        node = copied(node, claimed=30.0 + by, proved=by)
        dimension = copied(dimension, indicators=(node, *nodes))
        area = copied(area, dimensions=(dimension, *dimensions))
        return copied(profile, areas=(area, *areas))

    digests = [substance_of(case, shifted(by)).digest for by in (0.0, 4e-7, -4e-7, 2e-6)]
    assert digests[0] == digests[1] == digests[2] != digests[3]


# ── the decision beside the gates ─────────────────────────────────────────────────────────────────

RULES = Gates.model_validate(
    {
        "schema": "dpcap/gates/1",
        "id": "ours",
        "title": {"zh": "甲", "en": "A"},
        "rules": {
            "C-1": {"measure": "coverage", "at_least": 1, "message": {"zh": "乙", "en": "B"}},
            "C-2": {
                "measure": "fact_people",
                "at_least": 1,
                "message": {"zh": "丙", "en": "C"},
                "from": DAY + timedelta(days=1),
            },
        },
    }
)


def case_of(one: Given) -> Case:
    records = ManagerRecords(review=one.review)
    return make_case(one.framework, one.assessment, as_of=one.day, records=records)


def decided(case: Case, by: str, gates: tuple[GateResult, ...] | None) -> Decision:
    basis = substance_of(case, profile_of(case), gates)
    return Decision.model_construct(
        decision="admit", by=by, conditions=(), substance=basis.digest, rests_on=basis.footing
    )


def test_gates_stand_beside_a_profile_that_nobody_decided_on() -> None:
    case = case_of(base())
    held = gates_and_decision(None, profile_of(case), None, RULES, GATES)
    assert held == GatesAndDecision(gates_id="ours", gates_digest=RULES.digest, gates=GATES)
    assert gates_and_decision(case, profile_of(case), None) == GatesAndDecision()


@pytest.mark.parametrize("by", ["甲", "乙"])
def test_a_decision_is_held_to_the_gates_that_there_are(by: str) -> None:
    case = case_of(after(ACCEPTED))
    profile = profile_of(case)
    assert "甲" in reviewers(profile)
    decision = decided(case, by, GATES)
    held = gates_and_decision(case, profile, decision, RULES, GATES)
    assert (held.decision, held.changes, held.one_person) == (decision, None, by == "甲")
    fewer = gates_and_decision(case, profile, decision, RULES, GATES[:1])
    assert fewer.changes == BasisChanges(gates=("C-2",))
    # Held to none, nothing is told of gates: neither that they are gone nor that they failed.
    assert gates_and_decision(case, profile, decision).changes is None
    bare = decided(case, by, None)
    assert gates_and_decision(case, profile, bare, RULES).changes is None
    assert gates_and_decision(case, profile, bare, RULES, GATES).changes == BasisChanges(
        gates=("C-1", "C-2")
    )


def test_nobody_reviewed_what_has_no_review() -> None:
    assert reviewers(profile_of(make_case(shipped(), base().assessment, as_of=DAY))) == ()


def test_a_decision_rests_on_what_was_judged_and_on_the_rules_of_a_later_day() -> None:
    case = case_of(base())
    profile = profile_of(case)
    held, bare = EarlierAndNow(RULES, GATES), EarlierAndNow(None, ())
    then, now = then_and_on(shipped(), profile, held, DAY)
    assert then == now == substance_of(case, profile, GATES)
    then, now = then_and_on(shipped(), profile, bare, DAY - timedelta(days=1))
    assert then == now == substance_of(case, profile)
    # Rules of which none turned out are rules all the same.
    then, _ = then_and_on(shipped(), profile, EarlierAndNow(RULES, ()), DAY)
    assert then == substance_of(case, profile, ()) != substance_of(case, profile)
    # What is left of the gates of a profile whose file of rules is gone is its results.
    then, later = then_and_on(shipped(), profile, EarlierAndNow(None, GATES), DAY)
    assert then == later == substance_of(case, profile, GATES)
    day = DAY + timedelta(days=1)
    then, later = then_and_on(shipped(), profile, held, day)
    assert then.gates == {"C-1": "met", "C-2": "met"}
    assert later.gates is not None
    assert later.gates["C-2"] == "unchecked"
    then, later = then_and_on(shipped(), profile, bare, day)
    assert then.gates is later.gates is None
    then, later = then_and_on(shipped(), profile, EarlierAndNow(None, GATES), day)
    assert then.gates == later.gates == {"C-1": "met", "C-2": "met"}


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────


@given(whole_cases())
def test_a_stored_profile_rests_on_the_same(case: Case) -> None:
    profile = profile_of(case)
    kept = Profile.model_validate_json(profile.model_dump_json())
    again = substance_of(rebuild_case(case.framework, kept), kept)
    assert again.digest == substance_of(case, profile).digest
    assert again.footing.changes(substance_of(case, profile).footing) is None


# ── the scoring digest ────────────────────────────────────────────────────────────────────────────


def reworded(value: Any) -> Any:
    """Every text of a framework, its sources and what only guides people, in other words."""
    if isinstance(value, list):
        return [reworded(one) for one in value]
    if not isinstance(value, dict):
        return value
    spoken = {key: f"{value[key]}!" for key in ("zh", "en") if isinstance(value.get(key), str)}
    said = {key: f"{value[key]}!" for key in ("note", "url") if isinstance(value.get(key), str)}
    guides = {"minutes": 7.5} if "minutes" in value else {}
    return {key: reworded(one) for key, one in value.items()} | spoken | said | guides


def test_rewording_leaves_the_scoring_digest() -> None:
    before = shipped()
    data = reworded(json.loads(before.json_text)) | {"version": "9.9"}
    after_it = Framework.model_validate(data)
    assert after_it.digest != before.digest
    assert after_it.scoring_digest == before.scoring_digest


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all that is no text in plain data."""
    if isinstance(value, dict):
        return [at for key, one in value.items() for at in leaves(one, (*path, key))]
    if isinstance(value, list):
        return [at for key, one in enumerate(value) for at in leaves(one, (*path, key))]
    return [path]


def at(data: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def instead(value: object) -> tuple[object, ...]:
    """Other values of the same type."""
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int | float):
        return type(value)(value * 0.1 + 1), type(value)(value * 2 + 1)
    return (f"{value}x", f"!({value})")


def figures(noun: Frozen) -> Any:
    """Scores, levels and states of a profile, without what names its framework."""
    kept = noun.model_dump(
        mode="json", include={"overall", "areas", "roles", "lenses", "compensation"}
    )
    return json.dumps(kept, sort_keys=True)


def test_whatever_changes_a_score_changes_the_scoring_digest(tmp_path: Path) -> None:
    """Each number, flag and word of a framework that is no text, changed alone."""
    tiny = load_framework(TINY)
    assessment = load_assessment(make_folder(tmp_path / "acme"), tiny)
    before = figures(profile_of(make_case(tiny, assessment)))
    moved = set()
    for path in leaves(whole(tiny)):
        if path[-1] in {"zh", "en", "schema"}:
            continue
        for value in instead(at(whole(tiny), path)):
            changed = whole(tiny)
            at(changed, path[:-1])[path[-1]] = value
            # What has no meaning any more is none.
            with suppress(DpcapError, ValueError, ExpressionError, KeyError):
                other = Framework.model_validate(changed)
                if figures(profile_of(make_case(other, assessment))) != before:
                    moved.add(path)
                    assert other.scoring_digest != tiny.scoring_digest, path
    assert {"weight", "valid_days", "few_shops_cap", "from", "declared", "maker"} <= {
        key for path in moved for key in path
    }


def whole(framework: Framework) -> Any:
    """All of a framework in plain, defaults too."""
    return framework.model_dump(mode="json", by_alias=True)
