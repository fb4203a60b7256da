"""The verdict on one report: each check by itself, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from dpcap.errors import DpcapError, InvalidInputError
from dpcap.model.benchmark import Benchmark
from dpcap.model.decision import Standing
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.statement import Statement
from dpcap.report.audience import find_audience, redact, redact_standing
from dpcap.report.places import own_reports
from dpcap.verify.carried import Carried
from dpcap.verify.compare import Difference, difference
from dpcap.verify.page import Edited, Obstacle, edited, made_again, obstacle
from dpcap.verify.sources import Choices, Sources

SealState = Literal["none", "unchecked", "genuine", "other_key", "forged"]
DataState = Literal["unchecked", "same", "differs"]
PageState = Literal["none", "unchecked", "same", "edited"]
Outcome = Literal[
    "altered",
    "forged",
    "other_key",
    "unsigned",
    "differs",
    "edited",
    "unproven",
    "expired",
    "genuine",
    "same",
]
GOOD: tuple[Outcome, ...] = ("genuine", "same")


@dataclass(frozen=True)
class Given:
    """What a report is checked against; None: that is not checked.

    `sources` are what to score anew, by `choices` if they are fixed (a bundle fixes them) and as
    the report says else. `key` is the issuer's public key in base64, or the fingerprint of it.
    `framework` serves to make the page again. `today`: the day on which a report must be valid.
    `foreign`: the sources bring a framework that is not the one in force here.
    """

    today: date
    sources: Sources | None = None
    choices: Choices | None = None
    key: str | None = None
    framework: Framework | None = None
    templates: Path | None = None
    benchmark: Benchmark | None = None
    foreign: bool = False


@dataclass(frozen=True)
class Verdict:
    """How one report came out.

    `exact`: the data stands in it exactly as it was written. `gates_left`: it says how gates came
    out, and there were none to hold it to. `on`: the day on which it had to be valid.
    """

    report: Carried
    on: date
    exact: bool
    seal: SealState
    data: DataState
    difference: Difference | None
    gates_left: bool
    page: PageState
    obstacle: Obstacle | None
    edited: Edited | None
    is_expired: bool
    needs_seal: bool
    foreign: bool

    @property
    def outcome(self) -> Outcome:
        """All checks in one word; what is worst comes first."""
        bad: dict[Outcome, bool] = {
            "altered": not self.exact,
            "forged": self.seal == "forged",
            "other_key": self.seal == "other_key",
            "unsigned": self.needs_seal and self.seal == "none",
            "differs": self.data == "differs",
            "edited": self.page == "edited",
            "unproven": self.seal != "genuine" and self.data != "same",
            "expired": self.is_expired,
        }
        good: Outcome = "genuine" if self.seal == "genuine" else "same"
        return next((name for name, holds in bad.items() if holds), good)

    @property
    def is_good(self) -> bool:
        """Whether the report is what it seems, and still valid."""
        return self.outcome in GOOD


def judge_report(report: Carried, given: Given) -> Verdict:
    """The verdict on *report*. Raises ImportError if a key was given and no library for it.

    Raises InvalidInputError for sources that cannot be read.
    """
    data, apart, gates_left = _data(report, given)
    page, left, change = _page(report, given)
    until = report.profile.valid_until
    return Verdict(
        report=report,
        on=given.today,
        exact=report.exact,
        seal=_seal(report, given.key),
        data=data,
        difference=apart,
        gates_left=gates_left,
        page=page,
        obstacle=left,
        edited=change,
        is_expired=until is not None and until < given.today,
        needs_seal=given.key is not None,
        foreign=given.foreign,
    )


def _seal(report: Carried, key: str | None) -> SealState:
    if report.seal is None:
        return "none"
    if key is None:
        return "unchecked"
    if key not in (report.seal.key, report.seal.fingerprint):
        return "other_key"
    from dpcap.verify.keys import holds  # noqa: PLC0415 - an extra

    return "genuine" if holds(report.seal, report.text) else "forged"


def _data(report: Carried, given: Given) -> tuple[DataState, Difference | None, bool]:
    if given.sources is None:
        return "unchecked", None, False
    said = report.said
    profile, standing = _anew(report, given.sources, given.choices)
    if isinstance(said, Profile):
        # A stored profile has no moves: they follow from the rest.
        apart = difference(said, profile.model_copy(update={"moves": said.moves}))
        return ("differs" if apart else "same"), apart, False
    reader = find_audience(own_reports(), said.audience)
    mine = redact(profile, given.sources.framework, reader)
    shown, left = said.standing, False
    if shown is not None and shown.gates_id is not None and given.sources.gates is None:
        shown, left = shown.without_gates(), True
    apart = difference(said.profile, mine, (shown, redact_standing(standing, reader)))
    return ("differs" if apart else "same"), apart, left


def _anew(report: Carried, sources: Sources, fixed: Choices | None) -> tuple[Profile, Standing]:
    """The profile as the report's own choices give it, or as the sources can at all.

    A role or a day that these sources cannot be scored with is itself a difference.
    """
    try:
        return sources.scored(fixed or Choices.of(report.profile))
    except InvalidInputError:
        raise
    except DpcapError:
        return sources.scored(Choices())


def _page(report: Carried, given: Given) -> tuple[PageState, Obstacle | None, Edited | None]:
    if report.form == "pdf":
        return "unchecked", "pdf", None
    if report.page is None or not isinstance(report.said, Statement):
        return "none", None, None
    framework = given.sources.framework if given.sources else given.framework
    left = obstacle(report.said, framework, given.templates, given.benchmark)
    if left is not None or framework is None:
        return "unchecked", left, None
    made = made_again(report.said, report.seal, framework, given.templates, given.benchmark)
    change = edited(report.page, made)
    return ("edited" if change else "same"), None, change
