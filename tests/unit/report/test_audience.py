"""What an audience may not see is in none of its pages, data included."""

from __future__ import annotations

from datetime import date

import pytest

from dpcap.model.assessment import Client, Contact, Fact
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.decision_basis import BasisChanges
from dpcap.model.gate import GateResult
from dpcap.model.manager import ManagerRecords
from dpcap.model.nps import ContestedAnswer
from dpcap.model.profile import Profile, ShopEntry, UnshownInputs
from dpcap.model.statement import Statement
from dpcap.model.trace import AreaNode, IndicatorNode
from dpcap.report.audience import find_audience, redact, redact_standing
from dpcap.report.formats import render
from dpcap.report.paths import own_reports
from dpcap.report.redact_parts import band
from profiles import TEXT_FORMATS, Wish, profile, shipped

OWN = "本店的话"


@pytest.fixture(scope="module")
def made() -> Profile:
    return profile(Wish(own=OWN, reviewed=0.4))


@pytest.mark.parametrize("fmt", TEXT_FORMATS)
def test_brand(made, fmt):
    text = render(made, shipped(), format=fmt, language="zh", audience="brand")
    gmv = made.provider.facts["shipped_gmv_wan"].value
    assert f"{OWN} S2" not in text
    assert f"{OWN} C2" not in text
    assert f"{OWN} for reviewers" not in text
    assert "someone@example.com" not in text
    assert "13800000000" not in text
    assert ".png" not in text
    assert f"{gmv:,.0f}万元" not in text
    if fmt == "json":
        redacted = Statement.model_validate_json(text).profile
        assert isinstance(redacted.provider.facts["shipped_gmv_wan"].value, str)
        private = {name for name, spec in shipped().facts.items() if spec.private}
        assert not private & set(redacted.provider.facts)
        assert {shop.id for shop in redacted.provider.shops} == {"shop-1", "shop-2", "shop-3"}
        # That the manager's side was looked at is all that is left.
        assert made.kept != redacted.kept == UnshownInputs(records=ManagerRecords())


@pytest.mark.parametrize("fmt", ["html", "md", "json"])
def test_remarks_for_reviewers_are_for_reviewers(made, fmt):
    def said(audience: str) -> str:
        return render(made, shipped(), format=fmt, language="zh", audience=audience)

    assert f"{OWN} for reviewers" in said("reviewer")
    assert f"{OWN} for reviewers" not in said("applicant")
    assert f"{OWN} for all" in said("applicant")


def test_applicant_sees_its_own(made):
    html = render(made, shipped(), language="zh")
    assert f"{OWN} S2" in html
    assert "someone@example.com" in html


def seen_by(audience: str, made: Profile) -> Profile:
    return redact(made, shipped(), find_audience(own_reports(), audience))


def changed(made: Profile, **update: object) -> Profile:
    return made.model_copy(update={"provider": made.provider.model_copy(update=update)})


def test_a_brand_sees_evidence_by_number(made):
    hinge = made.evidence[1].id
    seen = seen_by("brand", made.model_copy(update={"hinges_on": hinge}))
    assert [piece.id for piece in seen.evidence] == [
        f"e{place}" for place in range(1, len(made.evidence) + 1)
    ]
    assert seen.hinges_on == "e2"
    assert {piece.sha256 for piece in seen.evidence} == {None}
    assert seen_by("brand", made.model_copy(update={"hinges_on": "TRA-1.1"})).hinges_on == "TRA-1.1"
    # An id that stands in no register is somebody's own word.
    assert seen_by("brand", made.model_copy(update={"hinges_on": "e-hetong"})).hinges_on is None


def with_managers_facts(made: Profile, *names: str) -> Profile:
    facts = {name: made.provider.facts[name].model_copy(update={"evidence": ()}) for name in names}
    return changed(made, facts={**made.provider.facts, **facts}, confirmed_facts=names)


@pytest.mark.parametrize("audience", ["applicant", "reviewer", "brand"])
@pytest.mark.parametrize(("language", "said"), [("zh", "管理方登记"), ("en", "manager's record")])
def test_a_fact_of_the_managers_is_shown_as_such(made, audience, language, said):
    """Once on page one and once among the facts; without the manager it is only stated."""
    held = with_managers_facts(made, "shipped_gmv_wan")
    now, before = (
        render(one, shipped(), format="md", language=language, audience=audience).count(said)
        for one in (held, changed(held, confirmed_facts=()))
    )
    assert now == before + 2


def test_which_private_facts_the_manager_holds_is_not_for_a_brand(made):
    private = next(n for n in made.provider.facts if shipped().facts[n].private)
    held = with_managers_facts(made, "shipped_gmv_wan", private)
    assert seen_by("reviewer", held).provider.confirmed_facts == ("shipped_gmv_wan", private)
    assert seen_by("brand", held).provider.confirmed_facts == ("shipped_gmv_wan",)


def test_a_brand_sees_no_amounts(made):
    seen = {node.id: node for area in seen_by("brand", made).areas for node in inside(area)}
    given = {node.id: node for area in made.areas for node in inside(area)}
    money = {"LIV-2.3", "LIV-4.5", "LIV-5.12", "VID-3.6"}
    for name, node in given.items():
        hidden = seen[name].value != node.value
        assert hidden == (name in money and node.value is not None), name
        assert [row.value for row in seen[name].shops if row.value is not None] == (
            ["—" for row in node.shops if row.value is not None]
            if name in money
            else [row.value for row in node.shops if row.value is not None]
        )
    assert seen["LIV-5.12"].peer is None
    html = render(made, shipped(), language="en", audience="brand")
    assert "not disclosed" in html


def inside(area: AreaNode) -> list[IndicatorNode]:
    return [node for dimension in area.dimensions for node in dimension.indicators]


def test_a_shop_is_not_taken_for_another(made):
    """The id of one that agrees looks like the new id of one that does not."""
    shops = (
        ShopEntry(id="a", name="不具名店", consent=False, due=True),
        ShopEntry(id="shop-1", name="具名店", consent=True, due=True),
    )
    seen = seen_by("brand", changed(made, shops=shops)).provider.shops
    assert [(shop.id, shop.name) for shop in seen] == [("shop-1", "—"), ("shop-2", "具名店")]


def test_names_that_may_not_be_read_are_in_no_text_either(made):
    texts = ("张三负责", f"{OWN} C2的店", "兰杏自营", "赵")
    facts = {"cities": Fact(value=texts)}
    contact = Contact(name="张三")
    clients = (Client(name=f"{OWN} C2", consent=False), Client(name="赵", consent=False))
    given = changed(made, facts=facts, contact=contact, clients=clients)
    seen = seen_by("brand", given).provider
    assert seen.facts["cities"].value == ("×××负责", "×××的店", "兰杏自营", "赵")
    assert seen.name == given.provider.name
    assert seen_by("applicant", given).provider.facts["cities"].value == texts


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("industry", "beauty.skincare", True),
        ("industry", "beauty", True),
        ("industry", "月销3320万", False),
        ("industry", "月销三百万", False),
        ("basis", "paid", True),
        ("basis", "按张三的算法", False),
        ("period", "2026-Q3", True),
        ("period", "2026-10-01/2026-10-31", True),
        ("period", "双十一", False),
    ],
)
def test_of_what_an_answer_is_read_by_a_brand_sees_no_words_that_may_be_anything(
    made, field, value, kept
):
    def told(node: IndicatorNode) -> IndicatorNode:
        return node.model_copy(update={"envelope": {field: value}, "shops": ()})

    areas = tuple(
        area.model_copy(
            update={
                "dimensions": tuple(
                    one.model_copy(update={"indicators": tuple(map(told, one.indicators))})
                    for one in area.dimensions
                )
            }
        )
        for area in made.areas
    )
    seen = seen_by("brand", made.model_copy(update={"areas": areas}))
    assert {tuple(node.envelope.items()) for area in seen.areas for node in inside(area)} == {
        ((field, value),) if kept else ()
    }


def test_names_and_addresses_are_found_in_whatever_way_they_are_written(made):
    """A contact may name two persons, each with a word about them; the word is nobody's name."""
    texts = ("WANG MIN与李\u200b强", "运营一组", "８８８８－１２３４", "wangmin(at)ex.com", "lin’s")
    contact = Contact(name="Wang Min（运营）、李强", email="wangmin@ex.com", phone="8888 1234")
    given = changed(made, facts={"cities": Fact(value=texts)}, contact=contact)
    assert seen_by("brand", given).provider.facts["cities"].value == (
        "×××与×××",
        "运营一组",
        "×××",
        "×××",
        "lin’s",
    )


def test_notes_of_doubt_are_not_for_a_brand(made):
    assert seen_by("applicant", made).findings == made.findings != ()
    assert seen_by("brand", made).findings == ()
    assert "Notes" in render(made, shipped(), format="terminal", language="en")
    brand = render(made, shipped(), format="terminal", language="en", audience="brand")
    assert "Notes" not in brand


def test_an_audience_of_ones_own_reads_findings_only_with_files_and_names():
    reviewer = find_audience(own_reports(), "reviewer")
    assert reviewer.has_notes
    assert not reviewer._replace(files=False).has_notes
    assert not reviewer._replace(names="consented").has_notes


@pytest.mark.parametrize(
    ("lacks", "read"),
    [({}, True), ({"files": False}, False), ({"names": "consented"}, False)],
    ids=["all", "no files", "names with consent"],
)
def test_whose_contract_disputes_an_answer_is_read_with_files_and_names_alone(made, lacks, read):
    said = ContestedAnswer(
        node="WRK-1.1",
        contracts=("brand-77",),
        brands=1,
        lowest=1,
        complaints=2,
        notes=("nobody cared",),
        last_on=date(2026, 11, 10),
        held_by="platform",
    )
    review = made.review.model_copy(update={"contested_answers": (said,)})
    disputed = made.model_copy(update={"review": review})
    reader = find_audience(own_reports(), "reviewer")._replace(**lacks)
    (seen,) = redact(disputed, shipped(), reader).review.contested_answers
    assert seen.contracts == (said.contracts if read else ())
    assert seen.notes == (said.notes if read else ())
    assert (seen.brands, seen.complaints) == (1, 2)


def test_the_standing_of_each_reader():
    def told(audience: str) -> GatesAndDecision | None:
        return redact_standing(STANDING, find_audience(own_reports(), audience))

    assert told("reviewer") == STANDING
    own = told("applicant")
    assert own is not None
    assert own.decision is not None
    assert own.gates[0].found == 2.0
    assert own.gates[0].waiver_owner is None
    assert own.decision.reason == "缺直播间，见×××"
    assert own.decision.conditions[0].text == "补场地合同"
    brand = told("brand")
    assert brand is not None
    assert brand.decision is not None
    assert brand.gates == ()
    assert brand.decision.decision == "conditional"
    assert (brand.decision.by, brand.decision.reason, brand.decision.replaces) == ("—", "—", None)
    assert brand.decision.conditions[0].text == "—"
    assert own.changes == STANDING.changes
    assert (brand.changes, brand.is_current, brand.one_person) == (BasisChanges(), False, True)
    assert redact_standing(None, find_audience(own_reports(), "brand")) is None


STANDING = GatesAndDecision(
    gates=(
        GateResult(
            id="level",
            severity="error",
            state="waived",
            operator="at_least",
            needed=3.0,
            found=2.0,
            waiver_owner="李四",
        ),
    ),
    decision=Decision.model_validate(
        {
            "schema": "dpcap/decision/2",
            "provider": "lanxing",
            "decision": "conditional",
            "by": "李四",
            "on": "2026-11-25",
            "reason": "缺直播间，见13812345678",
            "conditions": [{"text": "补场地合同", "due_on": "2026-12-31"}],
            "substance": "0" * 64,
            "replaces": {"decision": "decline", "on": "2026-10-01", "digest": "1" * 64},
        }
    ),
    changes=BasisChanges(answers=("TRA-1.1",), gates=("level",)),
    one_person=True,
)


@pytest.mark.parametrize(
    ("value", "shown"), [(40.0, "< 50"), (50.0, "50–200"), (199.9, "50–200"), (9000.0, "≥ 200")]
)
def test_band(value, shown):
    assert band(value, (50, 200)) == shown
