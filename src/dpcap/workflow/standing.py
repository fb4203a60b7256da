"""Standing: what a batch proposes to the ledger, and what a person signs into it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.batch.run_record import read_run_record
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.remote import NotInstalledError
from dpcap.intake.standing_ledger import LedgerFile, append_rows
from dpcap.intake.standing_rules import standing_records
from dpcap.lock import held, lock_for
from dpcap.model.base import LINE, PROSE, Language
from dpcap.model.certification import CertificationRules, ReturnBar
from dpcap.model.finding import Finding
from dpcap.model.gate import Gates
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.standing import (
    RuleBooks,
    Standing,
    StandingEntry,
    StandingRecords,
    StandingRow,
)
from dpcap.model.standing_proposal import Stage
from dpcap.report.registry import PageSetup
from dpcap.report.standing.formats import STANDING_FORMATS
from dpcap.report.standing.overview import ProviderStanding, StandingOverview
from dpcap.scoring.certification import leads_to
from dpcap.scoring.held_standing import bar_of
from dpcap.scoring.level_outcomes import level_outcomes
from dpcap.scoring.standing_proposal import (
    ProviderQuarter,
    propose_standing,
    stop_after,
)
from dpcap.scoring.standing_replay import Standings, correction, replay
from dpcap.text_width import COLUMNS
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.extras import not_installed
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.standing_batch import (
    BatchedProvider,
    claimed_twice,
    known_outcomes,
    read_profiles,
    settled_period,
    stage_of,
)
from dpcap.workflow.standing_ledger import open_ledger
from dpcap.workflow.typed_text import bounded
from dpcap.workflow.unchanged_folders import FolderPlaces, staleness_check

HandEvent = Literal["invited", "admitted", "withdrawn", "removed_for_violation"]


class HandEntry(NamedTuple):
    """What a person records without a batch: what happened, why, and who signs."""

    event: HandEvent
    reason: str
    by: str


@dataclass(frozen=True)
class StandingRequest:
    """Which batch is looked at, and which ledger, on which day; None: the default.

    `period`: the quarter, by default that of the gates, else the last one over. `reviews`: where
    the manager's `standing.yaml` lies. `certification`, `tiers`: files of rules; else the shipped
    ones. `providers`: these only. `framework`, `evidence_root`: what the batch was made with, where
    that is not found otherwise.
    """

    out: Path
    ledger: Path
    on: date
    period: str | None = None
    reviews: Path | None = None
    certification: Path | None = None
    tiers: Path | None = None
    providers: tuple[str, ...] = ()
    framework: Path | None = None
    evidence_root: Path | None = None


def provider_standing(
    request: StandingRequest, configuration: Configuration | None = None
) -> StandingOverview:
    """How every provider of *request* stands, and what the batch proposes; nothing is written.

    Raises UsageError: no such batch, no quarter; InvalidInputError for a damaged ledger or rules.
    """
    return _Desk.at(request, configuration or Configuration()).overview(open_ledger(request.ledger))


def render_standing(
    found: StandingOverview,
    name: str,
    *,
    language: Language = "en",
    columns: int = COLUMNS,
    colour: bool = False,
) -> str:
    """*found* in the format *name*; *columns* and *colour* are for a terminal only.

    Raises UsageError for an unknown format.
    """
    made = STANDING_FORMATS.find("standing", name)
    return made.renderer(found, PageSetup(language, columns, colour))


def sign_standing(
    request: StandingRequest,
    by: str,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> tuple[StandingRow, ...]:
    """Append all that is proposed to the ledger, signed *by* a person; the rows written.

    It is proposed anew on what the ledger holds by then, so that of two who sign at once nothing is
    lost and nothing stands twice. *on_wait* is called if another process has the ledger. Raises as
    `provider_standing`, UsageError without a name, and InvalidInputError if the folder of somebody
    for whom something is proposed is not as the batch found it: then nothing is signed.
    """
    here = configuration or Configuration()
    who, desk = _signer(by), _Desk.at(request, here)
    return _append(request, who, lambda ledger: _unchanged(desk, here, ledger), on_wait)


def record_standing(
    request: StandingRequest,
    said: HandEntry,
    configuration: Configuration | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> tuple[StandingRow, ...]:
    """Append what is *said* to have happened to the provider of *request*; the row written.

    Raises InvalidInputError where the event cannot follow, or the provider is kept out; UsageError
    without a name, a reason or one provider.
    """
    who, why = _signer(said.by), _reason(said.reason)
    if len(request.providers) != 1:
        raise UsageError("--as needs one --provider", "--as 须配一个 --provider")
    desk = _Desk.at(request, configuration or Configuration())
    return _append(request, who, lambda ledger: desk.event(ledger, said.event, why), on_wait)


def correct_standing(
    request: StandingRequest,
    row: int,
    by: str,
    reason: str,
    on_wait: Callable[[], None] = lambda: None,
) -> tuple[StandingRow, ...]:
    """Append a row that takes back the ledger's *row*; the row written.

    Raises InvalidInputError unless it is the last one in force of its provider and track.
    """
    who, why = _signer(by), _reason(reason)
    return _append(request, who, lambda ledger: (_taken_back(ledger, request, row, why),), on_wait)


def _append(
    request: StandingRequest,
    by: str,
    entries: Callable[[LedgerFile], tuple[StandingEntry, ...]],
    on_wait: Callable[[], None],
) -> tuple[StandingRow, ...]:
    """What *entries* makes of the ledger as it is while nobody else writes, behind it."""
    with held(lock_for(request.ledger), on_wait):
        ledger = open_ledger(request.ledger)
        return append_rows(request.ledger, ledger, entries(ledger), by, request.on)


def _unchanged(desk: _Desk, here: Configuration, ledger: LedgerFile) -> tuple[StandingEntry, ...]:
    """What *desk* proposes on *ledger*. Raises InvalidInputError if a folder has changed since."""
    entries = desk.overview(ledger).entries
    asked = {one.provider for one in entries}
    if wrong := desk.changed(asked, here):
        raise InvalidInputError(wrong)
    return entries


def _taken_back(ledger: LedgerFile, request: StandingRequest, row: int, why: str) -> StandingEntry:
    found = next((one for one in ledger.rows if one.row == row), None)
    entry = None
    if found is not None:
        standings = replay(ledger.rows)
        holder = standings.of(found.provider, found.registration_number)
        entry = correction(holder, found, why)
    if entry is None:
        raise InvalidInputError(
            [Finding(code="DP798", file=str(request.ledger), params={"row": row})]
        )
    return entry


def _signer(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise UsageError("say who signs: --by NAME", "请写明由谁签署：--by 姓名")
    return bounded("--by", name, LINE)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise UsageError("say why: --reason TEXT", "请写明理由：--reason 文字")
    return bounded("--reason", reason.strip(), PROSE)


@dataclass(frozen=True)
class _Desk:
    """What a batch says, and the rules that it is held to."""

    request: StandingRequest
    out: Path
    books: RuleBooks
    records: StandingRecords
    gates: Gates | None
    stage: Stage
    period: str
    known: tuple[BatchedProvider, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def at(cls, request: StandingRequest, here: Configuration) -> _Desk:
        """Raises UsageError, InvalidInputError."""
        ((out, rows),) = select_rows((request.out,))
        books = here.rule_books(request.certification, request.tiers)
        gates = read_run_record(out).gates
        stage = stage_of(gates, books.certification)
        known, failed = read_profiles(out, rows)
        return cls(
            request=request,
            out=out,
            books=books,
            records=standing_records(here.reviews(request.reviews)),
            gates=gates,
            stage=stage,
            period=settled_period(request.period, gates, stage, request.on),
            known=known,
            findings=(*failed, *claimed_twice(known)),
        )

    def overview(self, ledger: LedgerFile) -> StandingOverview:
        standings = replay(ledger.rows)
        shown = [self._provider(standings, one) for one in self.known if self._is_asked(one.row)]
        seen = {id(one.standing) for one in shown}
        absent = (one for one in standings.every() if id(one) not in seen)
        others = [
            ProviderStanding(one, bar=self._bar(standings, one))
            for one in absent
            if not self.request.providers or one.provider in self.request.providers
        ]
        every = sorted((*shown, *others), key=lambda one: one.standing.provider)
        self._check_asked({one.standing.provider for one in every})
        return StandingOverview(
            on=self.request.on,
            period=self.period,
            gates=self.gates.id if self.gates else None,
            stage=self.stage,
            books=self.books,
            rows=len(ledger.rows),
            head=ledger.head,
            providers=tuple(every),
            outcomes=level_outcomes(standings.every()),
            findings=self.findings,
        )

    def event(self, ledger: LedgerFile, event: HandEvent, reason: str) -> tuple[StandingEntry, ...]:
        """That *event* happened to the provider asked for, and a tier that it ends.

        Raises InvalidInputError.
        """
        (provider,) = self.request.providers
        standings, rules = replay(ledger.rows), self.books.certification
        found = next((one for one in self.known if one.row.provider == provider), None)
        standing = standings.of(provider, found.number if found else None)
        state = standing.certification
        to = leads_to(state, event)
        if to is None:
            params = {"provider": provider, "stands": state.label, "event": event}
            raise InvalidInputError([Finding(code="DP797", params=dict(params))])
        bar = self._bar(standings, standing)
        if event in ("invited", "admitted") and bar and bar.holds(self.request.on):
            raise InvalidInputError([_barred(provider, bar, rules)])
        entry = StandingEntry(
            provider=provider,
            registration_number=(found.number if found else None) or standing.registration_number,
            track="certification",
            event=event,
            from_=state.label,
            to=to,
            rules=(rules.id, rules.digest),
            effective_on=self.request.on,
            reason=reason,
        )
        stop = stop_after(standing, entry, self.books.tiers)
        return (entry, stop) if stop else (entry,)

    def changed(self, providers: Collection[str], here: Configuration) -> tuple[Finding, ...]:
        """Of each of *providers* whose folder is not as the batch found it, why.

        Raises InvalidInputError, UsageError.
        """
        if not providers:
            return ()
        request, before = self.request, read_run_record(self.out)
        places = FolderPlaces((), request.framework, request.evidence_root)
        reviews = here.reviews(request.reviews, before.reviews)
        check = staleness_check(self.out, reviews, places, here)
        rows = (one.row for one in self.known if one.row.provider in providers)
        try:
            return tuple(wrong for row in rows if (wrong := check.wrong(row)))
        except NotInstalledError as error:
            raise not_installed(error) from error

    def _check_asked(self, known: set[str]) -> None:
        """Raises UsageError if somebody is asked for whom neither batch nor ledger knows."""
        if unknown := [one for one in self.request.providers if one not in known]:
            names = ", ".join(unknown)
            raise UsageError(
                f"neither {self.request.out} nor the ledger knows {names}",
                f"{self.request.out} 和台账里都没有服务商 {names}",
            )

    def _is_asked(self, row: ScoredOutcome) -> bool:
        return not self.request.providers or row.provider in self.request.providers

    def _provider(self, standings: Standings, known: BatchedProvider) -> ProviderStanding:
        standing = standings.of(known.row.provider, known.number)
        bar = self._bar(standings, standing)
        quarter = self._quarter(known)
        return ProviderStanding(
            standing=standing,
            name=known.row.name,
            proposal=propose_standing(standing, quarter, self.books, self.request.on, bar),
            bar=bar,
            shops=quarter.shops,
            score=quarter.score,
        )

    def _quarter(self, known: BatchedProvider) -> ProviderQuarter:
        row, profile = known
        decision = row.decision
        stands = decision is not None and decision.kind == "admit" and decision.current
        seasonal = self.records.seasonal.get(row.provider)
        return ProviderQuarter(
            provider=row.provider,
            number=known.number,
            period=self.period,
            stage=self.stage,
            gates=row.gates,
            score=row.proved if row.graded else None,
            shops=tuple(shop.id for shop in profile.provider.shops if shop.due and shop.counts),
            profile=row.profile,
            decision=row.decided,
            admitted=decision.on if decision and stands else None,
            seasonal=seasonal is not None and self.request.on <= seasonal.until,
            known=known_outcomes(known, self.books.certification),
        )

    def _bar(self, standings: Standings, standing: Standing) -> ReturnBar | None:
        """What keeps somebody out: its own endings, or those of a firm that it belongs with."""
        bar = bar_of(standing, standings, self.records, self.books)
        return bar if bar and bar.holds(self.request.on) else None


def _barred(provider: str, bar: ReturnBar, rules: CertificationRules) -> Finding:
    params: dict[str, str | int | float] = {
        "provider": provider,
        "whose": bar.provider,
        "times": bar.times,
        "ending": bar.kind,
        "rules": rules.id,
        "day": str(bar.from_day),
    }
    return Finding(code="DP796" if bar.from_day is None else "DP790", params=params)
