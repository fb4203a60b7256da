"""The form warns of figures beside their peers just where scoring does, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dpcap import Configuration, ProviderRequest
from dpcap.intake.form.form_data import KnownFacts, form_data
from dpcap.intake.sheet.content import SheetContent, figures_of
from dpcap.model.assessment import Reply
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.scale import Numeric
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.compiled_indicator import compiled_indicators
from dpcap.scoring.evidence_cap import EvidenceCaps
from dpcap.scoring.indicator_result import evaluate_reply
from dpcap.workflow.sheet import SheetRequest, asked_sheet, sheet_content
from form_scripts import FormScripts
from locations import PROVIDERS
from sheet_contents import DAY, content_of
from strategies import cases

# By how much two figures may differ: by nothing, by units, to the edges of what is believed.
STEPS = st.sampled_from([1, 1, 60, 100, 1e3, 1e4, 30, 29, 20, 1 / 3, 3.0, 0, -1])
NEARLY = st.sampled_from([1, 1, 1.13, 0.34, 2.9, 3.0, 3.1])
PEERS = (12.6, 29.0, 90.0, 0.2, 4.6, 0, 1e-3)
HEALTH = [HealthCheck.function_scoped_fixture]


class WarnedForm(NamedTuple):
    """A form, loaded, beside the case that its answers would make."""

    scripts: FormScripts
    case: Case
    data: Any

    def __repr__(self) -> str:  # what fails is told with its arguments
        return "WarnedForm"

    @classmethod
    def of(cls, scripts: FormScripts, content: SheetContent, case: Case) -> WarnedForm:
        data = form_data(content, KnownFacts())
        scripts("load", data)
        return cls(scripts, case, data)

    @property
    def numbers(self) -> list[Indicator]:
        """What is asked for a number."""
        every = self.case.framework.by_id.values()
        return [one for one in every if isinstance(one.scale, Numeric) and one.id in self.nodes]

    @property
    def nodes(self) -> Any:
        return self.data["nodes"]

    def envelope(self, node: str) -> dict[str, str]:
        """What a figure has to say of itself, each field as the page offers it."""
        scale, found = self.nodes[node]["scale"], {}
        for name, allowed in scale["envelope"].items():
            offered = [*self.data["fields"][name]["values"]] if allowed is True else allowed
            found[name] = scale["example"] if name == "period" else (offered or ["x"])[0]
        return found

    def agrees_on(self, node: str, figures: dict[str, str]) -> list[str]:
        """The codes of the warnings, which page and scoring give in the same words."""
        envelope = self.envelope(node)
        typed = {name: float(text) for name, text in figures.items()}
        reply = Reply(envelope=envelope, **typed)
        compiled = self.case.framework.once(compiled_indicators)[node]
        judged = evaluate_reply(self.case, compiled, reply, EvidenceCaps(self.case), ())
        warned = [one for one in judged.findings if one.severity == "warning"]
        assert self.scripts.call("problems", node, {**figures, **envelope}) == []
        said = self.scripts.call("doubts", node, {**figures, **envelope})
        wording = self.case.framework.wording
        assert said == [[one.message("zh", wording), one.message("en", wording)] for one in warned]
        return [one.code for one in warned]


@st.composite
def figures_of_one(draw: st.DrawFn, one: Indicator) -> dict[str, str]:
    """Figures of an indicator, near each other or about a unit apart; some may be lacking."""
    typical = getattr(one.scale, "typical", None)
    peer = draw(st.sampled_from([typical or 10.0, *PEERS]))
    found = {"peer": peer}
    for name in ("value", "benchmark"):
        step = draw(STEPS if name == "value" else STEPS | st.just(-1)) * draw(NEARLY)
        found[name] = peer / step if step and draw(st.booleans()) else peer * step
    left_out = draw(st.sampled_from(["", "", "", "peer", "benchmark"]))
    return {name: f"{found[name] + 0.0:.7g}" for name in figures_of(one) if name != left_out}


UNITS = st.sampled_from(["倍", "元", "万元/月", "秒", "分钟", "小时/单", "%", "件", "毫秒"])


def in_units(framework: Framework, unit: str) -> Framework:
    """*framework* with all its figures asked in another *unit*."""
    said = framework.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for area in said["areas"]:
        for dimension in area["dimensions"]:
            for one in dimension["indicators"]:
                if "unit" in one["scale"]:
                    one["scale"]["unit"] = {"zh": unit, "en": f"unit {unit}"}
    return Framework.model_validate(said)


@pytest.fixture(scope="module")
def shipped() -> Iterator[WarnedForm]:
    """All that the framework asks of any role, on the form of an example."""
    here, scripts = Configuration(), FormScripts()
    asked = asked_sheet(SheetRequest(ProviderRequest(PROVIDERS / "lanxing"), DAY), here)
    content = sheet_content(asked, SheetRequest(ProviderRequest(PROVIDERS / "lanxing"), DAY))
    whole = replace(content, nodes=tuple(here.framework().by_id))
    assessment = asked.case.assessment.model_copy(update={"assessed_on": DAY})
    yield WarnedForm.of(scripts, whole, make_case(here.framework(), assessment))
    scripts.close()


@settings(max_examples=400, suppress_health_check=HEALTH)
@given(data=st.data())
def test_the_shipped_questions(shipped: WarnedForm, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(shipped.numbers))
    shipped.agrees_on(one.id, data.draw(figures_of_one(one)))


@settings(max_examples=150, suppress_health_check=HEALTH)
@given(data=st.data())
def test_any_questions(scripts: FormScripts, data: st.DataObject) -> None:
    drawn, assessment, _ = data.draw(cases())
    framework = in_units(drawn, data.draw(UNITS))
    content = content_of((framework, assessment, None), "zh")
    form = WarnedForm.of(scripts, content, make_case(framework, assessment))
    for one in form.numbers:
        form.agrees_on(one.id, data.draw(figures_of_one(one)))


@pytest.fixture(scope="module")
def scripts() -> Iterator[FormScripts]:
    made = FormScripts()
    yield made
    made.close()


@pytest.mark.parametrize(
    ("node", "figures", "codes", "guess"),
    [
        ("LIV-5.12", {"value": "80", "peer": "800,000"}, ["DP387"], "数值像是按“万元”填的"),
        ("LIV-4.16", {"value": "51", "peer": "0.85"}, ["DP387"], "数值像是按“秒”填的"),
        ("FUL-2.2", {"value": "960", "peer": "16"}, ["DP387"], "数值像是按“分钟”填的"),
        ("LIV-4.3", {"value": "0.163", "peer": "12.6"}, ["DP387"], "按“小数（1 即 100%）”填的"),
        ("LIV-4.3", {"value": "12.1", "peer": "0.126"}, ["DP387"], "同行值像是按“小数"),
        ("LIV-4.3", {"value": "12.1", "peer": "12.6"}, [], ""),
        ("LIV-4.5", {"value": "18600", "peer": "600"}, ["DP386"], "相差悬殊"),
    ],
)
def test_the_unit_that_it_likely_is(
    shipped: WarnedForm, node: str, figures: dict[str, str], codes: list[str], guess: str
) -> None:
    plain = {name: text.replace(",", "") for name, text in figures.items()}
    assert shipped.agrees_on(node, plain) == codes
    said = shipped.scripts.call("doubts", node, {**figures, **shipped.envelope(node)})
    assert len(said) == len(codes)
    assert guess in "".join(zh for zh, _ in said)
