"""The verdict on one report: each check by itself, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dpcap.errors import DpcapError, InvalidInputError
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.keyring import IssuerKey, Life, key_for
from dpcap.model.manager import ManagerRecords, normalised_number
from dpcap.model.profile import Profile
from dpcap.model.statement import Statement
from dpcap.report.audience import load_audiences, redact, redact_standing
from dpcap.report.data import seal_digest, titles_of
from dpcap.report.paths import own_reports
from dpcap.scoring.held_standing import StandingLookup
from dpcap.verify.carried_report import CarriedReport
from dpcap.verify.compare import StatementDifference, difference
from dpcap.verify.decision_check import DecisionCheck, decided, later_decision, shown_decision
from dpcap.verify.page import (
    NOTHING,
    EditedPlace,
    Obstacle,
    PageSettings,
    edited,
    made_again,
    obstacle,
)
from dpcap.verify.register import RegisterInput, StatusCheck
from dpcap.verify.seals import is_as_issued
from dpcap.verify.sources import ReportSources, SourceChoices

SealState = Literal["none", "unchecked", "genuine", "other_key", "forged", "key_ended"]
DataState = Literal["unchecked", "same", "differs", "needs_records", "uncheckable"]
PageState = Literal["none", "unchecked", "same", "edited", "as_issued", "not_as_issued"]
VerifyState = Literal[
    "altered",
    "forged",
    "other_key",
    "key_ended",
    "unsigned",
    "withdrawn",
    "differs",
    "needs_records",
    "not_as_issued",
    "edited",
    "uncheckable",
    "unproven",
    "superseded",
    "replaced",
    "expired",
    "status_unknown",
    "genuine",
    "same",
]
_UNCHECKED = StatusCheck()
_OF_DECISION = ("decision", "changes", "one_person")
GOOD: tuple[VerifyState, ...] = ("genuine", "same")


@dataclass(frozen=True)
class VerifyInputs:
    """What a report is checked against; what is not there is not checked.

    `sources` are what to score anew, by `choices` if they are fixed (a bundle fixes them) and as
    the report says else. `keys` are the issuer's public keys. `assets` serves to make the page
    again. `today`: the day on which a report must be valid. `is_bundle`: the sources were handed
    over in one file; `foreign`: with a framework that is not the one in force here. `decision` is
    the one that lies with the reviews, if these are at hand (`has_reviews`). `register` says
    which seals still count. `ledger`: how all stand, if the ledger of standing is at hand.
    """

    today: date
    sources: ReportSources | None = None
    choices: SourceChoices | None = None
    keys: tuple[IssuerKey, ...] = ()
    assets: PageSettings = NOTHING
    is_bundle: bool = False
    foreign: bool = False
    decision: Decision | None = None
    has_reviews: bool = False
    register: RegisterInput | None = None
    ledger: StandingLookup | None = None


@dataclass(frozen=True)
class SealCheck:
    """How the seal turned out: its state, the key it was held to, and whether that one lived.

    `as_issued`: the page is to the byte the one that the seal vouches for. It means something only
    where the seal is genuine.
    """

    state: SealState
    key: IssuerKey | None = None
    life: Life | None = None
    as_issued: bool = False


@dataclass(frozen=True)
class ScoreCheck:
    """How the data turned out against the sources.

    `gates_left`: the report says how gates came out, and there were none to hold it to;
    `ledger_left`: likewise how the provider stands by the ledger of standing.
    """

    state: DataState = "unchecked"
    difference: StatementDifference | None = None
    gates_left: bool = False
    ledger_left: bool = False


@dataclass(frozen=True)
class PageCheck:
    """How the page turned out: its state, why it was not made again, and where it differs."""

    state: PageState
    obstacle: Obstacle | None = None
    edited: EditedPlace | None = None


@dataclass(frozen=True)
class ReportVerdict:
    """How one report came out. `on`: the day on which it had to be valid."""

    report: CarriedReport
    on: date
    seal: SealCheck
    data: ScoreCheck
    page: PageCheck
    decided: DecisionCheck
    is_expired: bool
    needs_seal: bool
    foreign: bool
    status: StatusCheck = _UNCHECKED

    @property
    def outcome(self) -> VerifyState:
        """All checks in one word; what is worst comes first."""
        seal, data, page, status = self.seal.state, self.data.state, self.page, self.status.state
        bad: dict[VerifyState, bool] = {
            "altered": not self.report.exact,
            "forged": seal == "forged",
            "other_key": seal == "other_key",
            "key_ended": seal == "key_ended",
            "unsigned": self.needs_seal and seal == "none",
            "withdrawn": status == "withdrawn",
            "differs": data == "differs",
            "needs_records": data == "needs_records",
            "not_as_issued": page.state == "not_as_issued",
            "edited": page.state == "edited",
            "uncheckable": data == "uncheckable" or page.obstacle == "unsound",
            "unproven": seal != "genuine" and data != "same",
            "superseded": self.decided.state in ("later", "gone"),
            "replaced": status == "superseded",
            "expired": self.is_expired,
            "status_unknown": status == "unknown",
        }
        good: VerifyState = "genuine" if seal == "genuine" else "same"
        return next((name for name, holds in bad.items() if holds), good)

    @property
    def is_good(self) -> bool:
        """Whether the report is what it seems, and still valid."""
        return self.outcome in GOOD


def judge_report(report: CarriedReport, given: VerifyInputs) -> ReportVerdict:
    """The verdict on *report*. Raises ImportError if keys were given and no library for them.

    Raises InvalidInputError for sources that cannot be read.
    """
    seal = _seal(report, given.keys)
    until, shown = report.profile.valid_until, shown_decision(report.said)
    ended = shown is not None and shown.has_ended(given.today)
    return ReportVerdict(
        report=report,
        on=given.today,
        seal=seal,
        data=_data(report, given),
        page=_page(report, given, seal),
        decided=_decided(report, given),
        is_expired=ended or (until is not None and until < given.today),
        needs_seal=bool(given.keys),
        foreign=given.foreign,
        status=_status(report, given, seal),
    )


def _status(report: CarriedReport, given: VerifyInputs, found: SealCheck) -> StatusCheck:
    """What the register says of a seal that is genuine; of another it can say nothing."""
    seal, register = report.seal, given.register
    if seal is None or register is None or found.state != "genuine":
        return _UNCHECKED
    return register.status(seal_digest(seal, report.text), given.today)


def _decided(report: CarriedReport, given: VerifyInputs) -> DecisionCheck:
    """By the reviews if they are at hand, else by the decision that the sources bring."""
    own = given.sources.decision if given.sources else None
    if given.has_reviews or own is None:
        return decided(report, given.decision, looked=given.has_reviews)
    return decided(report, own, looked=True)


def _seal(report: CarriedReport, keys: tuple[IssuerKey, ...]) -> SealCheck:
    seal = report.seal
    if seal is None:
        return SealCheck("none")
    if not keys:
        return SealCheck("unchecked")
    key = key_for(keys, seal.fingerprint, seal.on)
    if key is None:
        return SealCheck("other_key")
    from dpcap.verify.keys import holds  # noqa: PLC0415 - an extra

    if not holds(seal, report.text):
        return SealCheck("forged", key)
    life, as_issued = key.life(seal.on), is_as_issued(report.form, report.raw, seal)
    return SealCheck("genuine" if life == "lives" else "key_ended", key, life, as_issued)


def _data(report: CarriedReport, given: VerifyInputs) -> ScoreCheck:
    sources = given.sources
    if sources is None:
        return ScoreCheck()
    if report.profile.kept.records is None:
        # Made without the manager's side; that nothing lies there now is no other one.
        held = None if sources.records == ManagerRecords() else sources.records
        return _scored(report, given, replace(sources, records=held))
    if sources.records is not None:
        return _scored(report, given, sources)
    # Made with the manager's side, which is not here: it may have held nothing on this provider.
    found = _scored(report, given, replace(sources, records=ManagerRecords()))
    return ScoreCheck("needs_records") if found.state == "differs" else found


def _scored(report: CarriedReport, given: VerifyInputs, sources: ReportSources) -> ScoreCheck:
    """The data of *report* against *sources*."""
    try:
        profile, standing = _anew(report, sources, given.choices)
    except DpcapError:
        raise
    except Exception:
        if not given.is_bundle:
            raise
        return ScoreCheck("uncheckable")  # what somebody hands over may be anything
    said = report.said
    if isinstance(said, Profile):
        # A stored profile has no moves: they follow from the rest.
        apart = difference(
            said,
            profile.model_copy(
                update={"moves": said.moves, "plan": said.plan, "refused": said.refused}
            ),
        )
        return ScoreCheck("differs" if apart else "same", apart)
    return _as_told(said, profile, standing, sources, given.ledger)


def _as_told(
    said: Statement,
    profile: Profile,
    standing: GatesAndDecision,
    sources: ReportSources,
    ledger: StandingLookup | None,
) -> ScoreCheck:
    """What *said* against *profile* and *standing* made anew, as its audience may have them.

    *ledger*: how all stand, if that is at hand.
    """
    reader = load_audiences(own_reports()).get(said.audience)
    if reader is None:
        return ScoreCheck("uncheckable")
    mine = redact(profile, sources.framework, reader)
    shown, left = said.standing, False
    if shown is not None and shown.gates_id is not None and sources.gates is None:
        shown, left = shown.without_gates(), True
    held = shown.ledger if shown else None
    if shown is not None and held is not None and ledger is None:
        shown = shown.model_copy(update={"ledger": None})
    elif held is not None and ledger is not None:
        firm = (profile.provider.id, normalised_number(profile.provider.registration_number))
        now = {"ledger": ledger.upto(held.row).of(*firm)}
        standing = standing.model_copy(update=now)
    anew = redact_standing(standing, reader)
    if shown is not None and anew is not None and later_decision(said, standing.decision):
        # Told apart from the data, and so is whatever depends on it.
        anew = anew.model_copy(update={name: getattr(shown, name) for name in _OF_DECISION})
    apart = difference(
        said.profile,
        mine,
        standing=(shown, anew),
        titles=(said.titles, titles_of(sources.framework, profile.role.id)),
        hidden=mine.kept.records == ManagerRecords() and _holds_figures(sources.records),
    )
    unheld = held is not None and ledger is None
    return ScoreCheck("differs" if apart else "same", apart, left, unheld)


def _holds_figures(records: ManagerRecords | None) -> bool:
    return records is not None and bool(records.facts or records.draw or records.peers)


def _anew(
    report: CarriedReport, sources: ReportSources, fixed: SourceChoices | None
) -> tuple[Profile, GatesAndDecision]:
    """The profile as the report's own choices give it, or as the sources can at all.

    A role or a day that these sources cannot be scored with is itself a difference.
    """
    try:
        return sources.scored(fixed or SourceChoices.of(report.profile))
    except InvalidInputError:
        raise
    except DpcapError:
        return sources.scored(SourceChoices())


def _page(report: CarriedReport, given: VerifyInputs, seal: SealCheck) -> PageCheck:
    """The page against its seal, and made again where that can be."""
    made = _made_again(report, given)
    if seal.state not in ("genuine", "key_ended"):
        return made
    if not seal.as_issued:
        return PageCheck("not_as_issued", made.obstacle, made.edited)
    return made if made.state in ("same", "edited") else PageCheck("as_issued", made.obstacle)


def _made_again(report: CarriedReport, given: VerifyInputs) -> PageCheck:
    if report.form == "pdf":
        return PageCheck("unchecked", "pdf")
    if report.page is None or not isinstance(report.said, Statement):
        return PageCheck("none")
    assets = given.assets
    if given.sources is not None:
        assets = assets._replace(framework=given.sources.framework)
    left = obstacle(report.said, assets)
    if left is not None:
        return PageCheck("unchecked", left)
    try:
        change = edited(report.page, made_again(report.said, report.seal, assets))
    except InvalidInputError:
        return PageCheck("unchecked", "unsound")
    return PageCheck("edited" if change else "same", None, change)
