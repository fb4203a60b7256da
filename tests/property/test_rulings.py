"""A ruling goes with what was seen: with no name, and with nothing that was put in its place."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dpcap.model.assessment import Assessment
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import Review
from dpcap.scoring.score import score
from strategies import ASSESSED_ON, cases

Drawn = tuple[Any, Assessment, ManagerRecords | None]


def renamed(assessment: Assessment, names: dict[str, str]) -> Assessment:
    """*assessment* with its evidence under other ids."""

    def reply(one: Any) -> Any:
        return one.model_copy(update={"evidence": tuple(names[name] for name in one.evidence)})

    return assessment.model_copy(
        update={
            "answers": {node: reply(answer) for node, answer in assessment.answers.items()},
            "rows": {node: tuple(map(reply, rows)) for node, rows in assessment.rows.items()},
            "evidence": {
                names[name]: piece.model_copy(update={"id": names[name]})
                for name, piece in assessment.evidence.items()
            },
        }
    )


def figures(profile: Profile) -> list[object]:
    nodes = [(node.id, node.state, node.claimed, node.proved) for node in profile.indicators()]
    overall = profile.overall
    return [overall.claimed, overall.proved, overall.level.proved.id, *nodes]


@given(cases(), st.permutations(["e1", "e2", "e3", "e4"]))
def test_renaming_evidence_changes_no_score(drawn: Drawn, order: list[str]) -> None:
    """Nor does exchanging the names of two pieces, one refused and one verified."""
    framework, assessment, records = drawn
    names = dict(zip(sorted(assessment.evidence), order, strict=True))
    before = score(framework, assessment, records=records)
    after = score(framework, renamed(assessment, names), records=records)
    assert figures(after) == figures(before)
    assert after.review.misfits == before.review.misfits


@given(cases())
def test_an_exchanged_file_is_as_one_that_nobody_saw(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    exchanged = assessment.model_copy(
        update={
            "evidence": {
                name: piece.model_copy(update={"sha256": "c" * 64})
                for name, piece in assessment.evidence.items()
            }
        }
    )
    after = score(framework, exchanged, records=records)
    bare = records and records.model_copy(update={"review": _without_evidence(records.review)})
    assert figures(after) == figures(score(framework, exchanged, records=bare))
    told = sum(one.code in ("DP454", "DP455", "DP456") for one in after.findings)
    assert told == (len(records.review.evidence) if records and records.review else 0)


def _without_evidence(review: Review | None) -> Review | None:
    return review and review.model_copy(update={"evidence": {}})


@given(cases())
def test_every_ruling_applies_or_is_named(drawn: Drawn) -> None:
    framework, assessment, records = drawn
    profile = score(framework, assessment, records=records)
    review = records.review if records else None
    rulings = [*review.evidence, *review.indicators, *review.not_applicable] if review else []
    misfits = [one for one in profile.findings if one.code in MISFITS]
    assert len(misfits) == profile.review.misfits <= len(rulings)
    if review and not misfits:
        shown = {node.id for node in profile.indicators() if node.review}
        assert shown == set(review.indicators)


MISFITS = {f"DP{number}" for number in (453, 454, 455, 456, 457, 458)}


@given(cases(), st.integers(0, 400))
def test_a_verification_ends(drawn: Drawn, days: int) -> None:
    """From its last day on, what was verified counts by its kind: the score never rises by it."""
    from datetime import timedelta

    framework, assessment, records = drawn
    day = ASSESSED_ON + timedelta(days=days)
    profile = score(framework, assessment, as_of=day, records=records)
    for node in profile.indicators():
        if node.review is not None and node.review.ruling == "verified":
            proof = framework.by_id[node.id].proof
            held = (proof.valid_days if proof else None) or 180
            last = node.review.until or node.review.on + timedelta(days=held)
            assert day <= last
