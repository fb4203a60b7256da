"""The next version of a framework: what is only renamed or rescaled is judged as before."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from dpcap.model.base import Text
from dpcap.model.carry_over import carried_on
from dpcap.model.carry_rulings import carried_review
from dpcap.model.framework import Framework
from dpcap.model.framework_changes import (
    effective_weights,
    framework_changes,
    numbers_of,
    rises_enough,
)
from dpcap.model.migration import (
    CLASSES,
    Migration,
    Release,
    Rescale,
    history_from,
    history_json,
)
from dpcap.model.profile import Profile
from dpcap.model.scale import Numeric
from dpcap.scoring.case import Case
from dpcap.scoring.change_attribution import change
from dpcap.scoring.score import profile_of
from strategies import frameworks, whole_cases

_ID = re.compile(r"\b([A-Za-z]+)([-_])(\d+)([._])(\d+)\b")


def next_version(framework: Framework, content: dict[str, Any], **how: Any) -> Framework:
    """The framework of *content* as the version after *framework*, with the migration *how*."""
    new = Framework.model_validate({**content, "version": "next"})
    head = {"schema_": "dpcap/migration/1", "from_": framework.version, "to": "next"}
    made = Migration.model_validate({**head, "digest": framework.digest, **how})
    return new.with_history((Release(framework, made),))


def renamed(framework: Framework) -> Framework:
    """The same framework with another id for every indicator."""
    text = _ID.sub(r"\1\2\3\g<4>9\5", framework.json_text)
    names = {node: _ID.sub(r"\1\2\3\g<4>9\5", node) for node in framework.by_id}
    assume(all(old != new for old, new in names.items()))
    return next_version(framework, json.loads(text), renamed=names)


def through(case: Case, framework: Framework, *, written: bool = False) -> Case:
    """*case* read by the next version; *written*: the folder was rewritten, its past is gone."""
    given_ = carried_on(case.assessment, framework, case.framework.edition)
    if written:
        given_ = given_.with_past({})
    records = case.records
    if records is not None and records.review is not None:
        review = carried_review(records.review, given_, framework)
        records = records.model_copy(update={"review": review})
    return replace(case, framework=framework, assessment=given_, records=records)


def figures(profile: Profile) -> list[object]:
    nodes = [(node.state, node.claimed, node.proved) for node in profile.indicators()]
    level = profile.overall.level
    return [profile.overall.claimed, profile.overall.proved, level.proved.id, *nodes]


def ruled(case: Case) -> int:
    rulings = case.rulings
    pieces = [one for one in rulings.evidence.values() if one.ruling or one.claims]
    return len(rulings.answers) + len(rulings.exemptions) + len(pieces)


@given(whole_cases(), st.booleans())
def test_renaming_changes_no_score_and_voids_no_ruling(case: Case, written: bool) -> None:
    later = through(case, renamed(case.framework), written=written)
    assert figures(profile_of(later)) == figures(profile_of(case))
    assert ruled(later) == ruled(case)


@given(whole_cases())
def test_a_stored_profile_is_followed_through_renames(case: Case) -> None:
    """A baseline of the older version: nothing but ids changed, so nothing changed."""
    later = through(case, renamed(case.framework))
    before = Profile.model_validate_json(profile_of(case).model_dump_json())
    made = change(before, "0" * 64, later, profile_of(later))
    assert all(part == 0 for part in (made.overall.ruler, made.overall.answers, made.overall.proof))
    assert made.answers == ()
    assert made.level_ruler is None


@given(whole_cases(), st.sampled_from(["10", "0.1", "100", "0.01", "7"]), st.booleans())
def test_rescaling_voids_no_ruling(case: Case, factor: str, written: bool) -> None:
    unit = {"zh": "新", "en": "new"}
    content = json.loads(case.framework.json_text)
    for area in content["areas"]:
        for dimension in area["dimensions"]:
            for one in dimension["indicators"]:
                if one["scale"]["kind"] == "number":
                    one["scale"] |= {"unit": unit}
                    one["scale"].pop("plausible", None)
    figures_ = [n for n, one in case.framework.by_id.items() if isinstance(one.scale, Numeric)]
    how = {node: {"factor": factor, "unit": unit} for node in figures_}
    later = through(case, next_version(case.framework, content, rescaled=how), written=written)
    assert ruled(later) == ruled(case)


@given(st.floats(-1e6, 1e6).map(lambda x: round(x, 4)), st.sampled_from(["0.1", "100", "0.0001"]))
def test_a_figure_is_rescaled_in_decimals(value: float, factor: str) -> None:
    how = Rescale(factor=Decimal(factor), offset=Decimal("0.5"), unit=Text(zh="元", en="CNY"))
    assert how.of(value) == float(Decimal(str(value)) * Decimal(factor) + Decimal("0.5"))


@given(whole_cases())
def test_the_history_survives_its_json(case: Case) -> None:
    made = renamed(case.framework)
    assert history_from(history_json(made)) == made.history


@given(frameworks())
def test_effective_weights_of_a_role_add_up_to_one(framework: Framework) -> None:
    for role in framework.roles:
        total = sum(effective_weights(framework, role).values())
        assert total <= 1 + 1e-9


@given(frameworks())
def test_a_version_against_itself_has_no_changes(framework: Framework) -> None:
    found = framework_changes(framework, framework)
    assert found.change == "none"
    assert not (found.added)
    assert not (found.removed)
    assert not (found.reweighted)
    assert not (found.reworded)


versions = st.tuples(*[st.integers(0, 40)] * 3)


@given(versions, versions, st.sampled_from(CLASSES))
def test_wording_may_raise_the_last_number_only_all_else_the_second(
    before: tuple[int, ...], after: tuple[int, ...], change_class: Any
) -> None:
    was, now = (".".join(map(str, one)) for one in (before, after))
    enough = rises_enough(was, now, change_class)
    assert enough == (
        after > before and (change_class in ("none", "wording") or after[:2] > before[:2])
    )
    assert numbers_of(was) == before
