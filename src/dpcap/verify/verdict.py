"""The verdict on one report: each check by itself, and what they come to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dpcap.errors import DpcapError, InvalidInputError
from dpcap.model.decision import Decision, Standing
from dpcap.model.keyring import Key, Life, key_for
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.statement import Statement
from dpcap.report.audience import load_audiences, redact, redact_standing
from dpcap.report.data import titles_of
from dpcap.report.places import own_reports
from dpcap.verify.carried import Carried
from dpcap.verify.compare import Difference, difference
from dpcap.verify.decided import Decided, decided, later_decision, shown_decision
from dpcap.verify.page import NOTHING, Dress, Edited, Obstacle, edited, made_again, obstacle
from dpcap.verify.seals import is_as_issued
from dpcap.verify.sources import Choices, Sources

SealState = Literal["none", "unchecked", "genuine", "other_key", "forged", "key_ended"]
DataState = Literal["unchecked", "same", "differs", "needs_records", "uncheckable"]
PageState = Literal["none", "unchecked", "same", "edited", "as_issued", "not_as_issued"]
Outcome = Literal[
    "altered",
    "forged",
    "other_key",
    "key_ended",
    "unsigned",
    "differs",
    "needs_records",
    "not_as_issued",
    "edited",
    "uncheckable",
    "unproven",
    "superseded",
    "expired",
    "genuine",
    "same",
]
_OF_DECISION = ("decision", "changes", "one_person")
GOOD: tuple[Outcome, ...] = ("genuine", "same")


@dataclass(frozen=True)
class Given:
    """What a report is checked against; what is not there is not checked.

    `sources` are what to score anew, by `choices` if they are fixed (a bundle fixes them) and as
    the report says else. `keys` are the issuer's public keys. `dress` serves to make the page
    again. `today`: the day on which a report must be valid. `is_bundle`: the sources were handed
    over in one file; `foreign`: with a framework that is not the one in force here. `decision` is
    the one that lies with the reviews, if these are at hand (`has_reviews`).
    """

    today: date
    sources: Sources | None = None
    choices: Choices | None = None
    keys: tuple[Key, ...] = ()
    dress: Dress = NOTHING
    is_bundle: bool = False
    foreign: bool = False
    decision: Decision | None = None
    has_reviews: bool = False


@dataclass(frozen=True)
class Sealed:
    """How the seal turned out: its state, the key it was held to, and whether that one lived.

    `as_issued`: the page is to the byte the one that the seal vouches for. It means something only
    where the seal is genuine.
    """

    state: SealState
    key: Key | None = None
    life: Life | None = None
    as_issued: bool = False


@dataclass(frozen=True)
class Scored:
    """How the data turned out against the sources.

    `gates_left`: the report says how gates came out, and there were none to hold it to.
    """

    state: DataState = "unchecked"
    difference: Difference | None = None
    gates_left: bool = False


@dataclass(frozen=True)
class Page:
    """How the page turned out: its state, why it was not made again, and where it differs."""

    state: PageState
    obstacle: Obstacle | None = None
    edited: Edited | None = None


@dataclass(frozen=True)
class Verdict:
    """How one report came out. `on`: the day on which it had to be valid."""

    report: Carried
    on: date
    seal: Sealed
    data: Scored
    page: Page
    decided: Decided
    is_expired: bool
    needs_seal: bool
    foreign: bool

    @property
    def outcome(self) -> Outcome:
        """All checks in one word; what is worst comes first."""
        seal, data, page = self.seal.state, self.data.state, self.page
        bad: dict[Outcome, bool] = {
            "altered": not self.report.exact,
            "forged": seal == "forged",
            "other_key": seal == "other_key",
            "key_ended": seal == "key_ended",
            "unsigned": self.needs_seal and seal == "none",
            "differs": data == "differs",
            "needs_records": data == "needs_records",
            "not_as_issued": page.state == "not_as_issued",
            "edited": page.state == "edited",
            "uncheckable": data == "uncheckable" or page.obstacle == "unsound",
            "unproven": seal != "genuine" and data != "same",
            "superseded": self.decided.state in ("later", "gone"),
            "expired": self.is_expired,
        }
        good: Outcome = "genuine" if seal == "genuine" else "same"
        return next((name for name, holds in bad.items() if holds), good)

    @property
    def is_good(self) -> bool:
        """Whether the report is what it seems, and still valid."""
        return self.outcome in GOOD


def judge_report(report: Carried, given: Given) -> Verdict:
    """The verdict on *report*. Raises ImportError if keys were given and no library for them.

    Raises InvalidInputError for sources that cannot be read.
    """
    seal = _seal(report, given.keys)
    until, shown = report.profile.valid_until, shown_decision(report.said)
    ended = shown is not None and shown.has_ended(given.today)
    return Verdict(
        report=report,
        on=given.today,
        seal=seal,
        data=_data(report, given),
        page=_page(report, given, seal),
        decided=_decided(report, given),
        is_expired=ended or (until is not None and until < given.today),
        needs_seal=bool(given.keys),
        foreign=given.foreign,
    )


def _decided(report: Carried, given: Given) -> Decided:
    """By the reviews if they are at hand, else by the decision that the sources bring."""
    own = given.sources.decision if given.sources else None
    if given.has_reviews or own is None:
        return decided(report, given.decision, looked=given.has_reviews)
    return decided(report, own, looked=True)


def _seal(report: Carried, keys: tuple[Key, ...]) -> Sealed:
    seal = report.seal
    if seal is None:
        return Sealed("none")
    if not keys:
        return Sealed("unchecked")
    key = key_for(keys, seal.fingerprint, seal.on)
    if key is None:
        return Sealed("other_key")
    from dpcap.verify.keys import holds  # noqa: PLC0415 - an extra

    if not holds(seal, report.text):
        return Sealed("forged", key)
    life, as_issued = key.life(seal.on), is_as_issued(report.form, report.raw, seal)
    return Sealed("genuine" if life == "lives" else "key_ended", key, life, as_issued)


def _data(report: Carried, given: Given) -> Scored:
    sources = given.sources
    if sources is None:
        return Scored()
    if sources.records is not None or report.profile.kept.records is None:
        return _scored(report, given, sources)
    # Made with the manager's side, which is not here: it may have held nothing on this provider.
    found = _scored(report, given, replace(sources, records=ManagerRecords()))
    return Scored("needs_records") if found.state == "differs" else found


def _scored(report: Carried, given: Given, sources: Sources) -> Scored:
    """The data of *report* against *sources*."""
    try:
        profile, standing = _anew(report, sources, given.choices)
    except DpcapError:
        raise
    except Exception:
        if not given.is_bundle:
            raise
        return Scored("uncheckable")  # what somebody hands over may be anything
    said = report.said
    if isinstance(said, Profile):
        # A stored profile has no moves: they follow from the rest.
        apart = difference(said, profile.model_copy(update={"moves": said.moves}))
        return Scored("differs" if apart else "same", apart)
    return _as_told(said, profile, standing, sources)


def _as_told(said: Statement, profile: Profile, standing: Standing, sources: Sources) -> Scored:
    """What *said* against *profile* and *standing* made anew, as its audience may have them."""
    reader = load_audiences(own_reports()).get(said.audience)
    if reader is None:
        return Scored("uncheckable")
    mine = redact(profile, sources.framework, reader)
    shown, left = said.standing, False
    if shown is not None and shown.gates_id is not None and sources.gates is None:
        shown, left = shown.without_gates(), True
    anew = redact_standing(standing, reader)
    if shown is not None and anew is not None and later_decision(said, standing.decision):
        # Told apart from the data, and so is whatever hangs on it.
        anew = anew.model_copy(update={name: getattr(shown, name) for name in _OF_DECISION})
    apart = difference(
        said.profile,
        mine,
        standing=(shown, anew),
        titles=(said.titles, titles_of(sources.framework, profile.role.id)),
        hidden=mine.kept.records == ManagerRecords() and _holds_figures(sources.records),
    )
    return Scored("differs" if apart else "same", apart, left)


def _holds_figures(records: ManagerRecords | None) -> bool:
    return records is not None and bool(records.facts or records.draw or records.peers)


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


def _page(report: Carried, given: Given, seal: Sealed) -> Page:
    """The page against its seal, and made again where that can be."""
    made = _made_again(report, given)
    if seal.state not in ("genuine", "key_ended"):
        return made
    if not seal.as_issued:
        return Page("not_as_issued", made.obstacle, made.edited)
    return made if made.state in ("same", "edited") else Page("as_issued", made.obstacle)


def _made_again(report: Carried, given: Given) -> Page:
    if report.form == "pdf":
        return Page("unchecked", "pdf")
    if report.page is None or not isinstance(report.said, Statement):
        return Page("none")
    dress = given.dress
    if given.sources is not None:
        dress = dress._replace(framework=given.sources.framework)
    left = obstacle(report.said, dress)
    if left is not None:
        return Page("unchecked", left)
    try:
        change = edited(report.page, made_again(report.said, report.seal, dress))
    except InvalidInputError:
        return Page("unchecked", "unsound")
    return Page("edited" if change else "same", None, change)
