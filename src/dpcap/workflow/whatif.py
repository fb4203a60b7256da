"""What would change if a new framework, or new gates, judged those whom a batch has scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from dpcap.batch.output_dir import PROFILE, ROWS
from dpcap.batch.run_record import read_run_record
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.gates import load_gates, parse_gates
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.framework_changes import framework_changes
from dpcap.model.gate import Gates
from dpcap.model.migration import version_by_digest
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.profile import Profile
from dpcap.model.statement import Statement
from dpcap.model.whatif import (
    MovedProvider,
    RulerCheck,
    UnjudgedProvider,
    WhatIfHead,
    WhatIfRow,
)
from dpcap.real_paths import real_path
from dpcap.report.registry import PageSetup
from dpcap.report.whatif.formats import WHATIF_FORMATS
from dpcap.report.whatif.outcome import WhatIfOutcome
from dpcap.scoring.new_ruler import NewRuler, StoredProfile, judged_anew
from dpcap.scoring.profile_check import is_as_scored
from dpcap.scoring.rule_notice import rule_notices
from dpcap.text_width import COLUMNS
from dpcap.version import __version__
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.select_rows import select_rows
from dpcap.workflow.stored_profiles import blaming, framework_for, read_stored
from dpcap.workflow.whatif_tiers import TierReader

_REPORT = "report.json"
_FOR_AN_AUDIENCE, _NO_MIGRATION, _CHECK, _GATES, _NOT_WRITTEN = (
    *("DP640", "DP641", "DP643", "DP644"),
    "DP645",
)
# A folder is called by it, so nothing else is looked for.
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
# One in so many is scored again by its own ruler.
_ONE_IN = 100


@dataclass(frozen=True)
class WhatIfRequest:
    """The output folder of a batch, and what is new; None: as it was.

    `framework`: a directory; `gates`: a file, or the name of one that came with dpcap; `on`: the
    day on which the new ruler judges, by default each profile's own. `role`: only those judged in
    it. `max_crossing`: how many may cross a line. `ledger`: the ledger of standing, by which tiers
    are looked at as well; `tiers`: their rules, by default the shipped ones. `reviews`: where the
    manager's `standing.yaml` lies, by default where the batch found its reviews.
    """

    out: Path
    framework: Path | None = None
    gates: str | None = None
    on: date | None = None
    role: str | None = None
    max_crossing: int | None = None
    ledger: Path | None = None
    tiers: Path | None = None
    reviews: Path | None = None


class RenderedWhatIf(NamedTuple):
    """A page or data, and what its file is called (None: it is for a terminal)."""

    file: str | None
    text: str


def what_if(request: WhatIfRequest, configuration: Configuration | None = None) -> WhatIfOutcome:
    """Who would cross which line by the new ruler of *request*, and why.

    Before is what the stored profiles say; one in a hundred is scored again as a check. One that
    cannot be judged is a row that says why. Raises UsageError: nothing is new, no results, no such
    role; InvalidInputError for the framework, the gates, or a folder made for an audience.
    """
    if request.framework is None and request.gates is None and request.on is None:
        raise UsageError(
            "say what would be new: --framework, --gates or --on",
            "请说明要换什么：--framework、--gates 或 --on",
        )
    if request.tiers is not None and request.ledger is None:
        raise UsageError(
            "--tiers needs the ledger that says how all stand: --ledger FILE",
            "--tiers 须配台账，才知道各家现在是哪一级：--ledger 文件",
        )
    return _Question(request, configuration or Configuration()).answer()


def render_what_if(
    found: WhatIfOutcome,
    name: str,
    *,
    language: Language = "en",
    columns: int = COLUMNS,
    colour: bool = False,
) -> RenderedWhatIf:
    """*found* in the format *name*; *columns* and *colour* are for a terminal only.

    Raises UsageError for an unknown format.
    """
    made = WHATIF_FORMATS.find("whatif", name)
    return RenderedWhatIf(made.file, made.renderer(found, PageSetup(language, columns, colour)))


def write_what_if(made: RenderedWhatIf, request: WhatIfRequest, out: Path | None = None) -> Path:
    """Write *made* into *out*, by default beside the output folder of *request*; its path.

    Raises UsageError if results of a batch lie there, or *made* is for a terminal; OSError.
    """
    root = out or _beside(request.out)
    if made.file is None:
        raise UsageError("this format has no file", "这种格式不写文件")
    if (root / ROWS).exists():
        raise UsageError(
            f"{root} holds the results of a batch: give another --out",
            f"{root} 里有批量评分的结果，请另给 --out",
        )
    path = root / made.file
    write_atomically(path, made.text, durable=False)
    return path


def _beside(place: Path) -> Path:
    whole = place if place.name not in ("", "..") else real_path(place)
    return whole.with_name(f"{whole.name}-whatif")


@dataclass(frozen=True)
class _Question:
    """One question: what is new, asked of everybody in an output folder."""

    request: WhatIfRequest
    here: Configuration
    _frameworks: dict[str, Framework] = field(default_factory=dict)
    _rulers: dict[str, NewRuler] = field(default_factory=dict)
    _lineage: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def _selected(self) -> tuple[Path, list[Outcome]]:
        """The output folder, and its rows in an order that depends on no folder's place."""
        place = self.request.out
        _refuse_audience(place)
        ((out, rows),) = select_rows((place,))
        return out, sorted(rows, key=lambda row: (row.provider or "", row.folder))

    @cached_property
    def _gates_before(self) -> Gates | None:
        return read_run_record(self._selected[0]).gates

    @cached_property
    def _tiers(self) -> TierReader | None:
        """What the ledger says; None: tiers are not looked at. Raises as `TierReader.of`."""
        asked = self.request
        if asked.ledger is None:
            return None
        kept = read_run_record(self._selected[0]).reviews
        reviews = self.here.reviews(asked.reviews, kept)
        return TierReader.of(asked.ledger, asked.tiers, reviews, self._gates_before, asked.on)

    @cached_property
    def _new_framework(self) -> Framework | None:
        named = self.request.framework
        return None if named is None else self.here.framework(named)

    def answer(self) -> WhatIfOutcome:
        out, every = self._selected
        rows = self._of_role(every)
        self._check_ruler(rows)
        judged = tuple(self._judged(out, row) for row in rows)
        checked, found = self._checked(out, rows, judged)
        gates = next(iter(self._rulers.values())).gates if self._rulers else None
        return WhatIfOutcome(
            head=self._head(judged),
            rows=judged,
            checked=checked,
            findings=found,
            framework=self._words(),
            gates=gates,
            gates_before=self._gates_before,
            max_crossing=self.request.max_crossing,
            notices=rule_notices(self._gates_before, gates),
            tiers=self._tiers.books.tiers if self._tiers else None,
        )

    def _of_role(self, rows: Sequence[Outcome]) -> list[Outcome]:
        """Those judged in the role named, or of whose role nobody knows. Raises UsageError."""
        wanted = self.request.role
        if wanted is None:
            return list(rows)
        kept = [row for row in rows if isinstance(row, FailedOutcome) or row.role == wanted]
        if not any(isinstance(row, ScoredOutcome) for row in kept):
            known = sorted({row.role for row in rows if isinstance(row, ScoredOutcome)})
            raise UsageError(
                f"nobody is judged as {wanted}; there are {', '.join(known)}",
                f"没有人按角色 {wanted} 评分；有：{'、'.join(known)}",
            )
        return kept

    def _check_ruler(self, rows: Sequence[Outcome]) -> None:
        """Raises InvalidInputError now where the new ruler is none, whoever is judged."""
        if self._new_framework is not None and any(isinstance(r, ScoredOutcome) for r in rows):
            self._ruler(self._new_framework)

    def _ruler(self, framework: Framework) -> NewRuler:
        """The new ruler where *framework* judges. Raises InvalidInputError if gates do not fit."""
        if framework.digest not in self._rulers:
            gates, day = self._gates(framework), self.request.on
            ahead = gates.in_force_on(day) if gates and day else None
            self._rulers[framework.digest] = NewRuler(framework, gates, day, ahead)
        return self._rulers[framework.digest]

    def _gates(self, framework: Framework) -> Gates | None:
        """The new gates, else those of the batch. Raises InvalidInputError."""
        before = self._gates_before
        if self.request.gates is not None:
            settings = self.here.settings.decide_set
            period = before.period if before else None
            made = load_gates(self.request.gates, self._reading(framework))
            held = before.decide_set if before else settings
            return made.on(None, made.period or period, held)
        if before is None or self._new_framework is None:
            return before
        raw = before.model_dump_json(by_alias=True, exclude_defaults=True).encode()
        try:
            return parse_gates(raw, framework, before.id)
        except InvalidInputError as error:
            params: dict[str, str | int | float] = {
                "gates": before.id,
                "edition": framework.edition,
            }
            told = Finding(code=_GATES, params=params)
            raise InvalidInputError([*error.findings, told], error.beside) from error

    def _reading(self, framework: Framework) -> Framework:
        """By what gates are read that judge by *framework*: the version in force, if it is one."""
        current = self._new_framework or self.here.framework()
        return current if version_by_digest(current, framework.digest) else framework

    def _judged(self, out: Path, row: Outcome) -> WhatIfRow:
        if isinstance(row, FailedOutcome):
            return UnjudgedProvider(folder=row.folder, provider=row.provider, findings=row.findings)
        path = out / row.provider / PROFILE
        try:
            stored = self._stored(path, row)
        except InvalidInputError as error:
            return _unjudged(row, path, error)
        ruler = self._ruler(self._new_framework or stored.framework)
        try:
            self._hold_lineage(path, stored.framework, ruler.framework)
            with blaming((path, stored.profile, stored.framework)):
                reading = self._tiers.reading(stored) if self._tiers else None
                return judged_anew(stored, ruler, reading)
        except InvalidInputError as error:
            return _unjudged(row, path, error)

    def _stored(self, path: Path, row: ScoredOutcome) -> StoredProfile:
        """The profile of *row*, as the batch wrote it. Raises InvalidInputError."""
        profile = _read(path, row)
        digest = profile.framework.digest
        known = self._frameworks.get(digest)
        if known is None:
            known = self._frameworks[digest] = framework_for(profile, path, self.here)
        return StoredProfile(row, profile, known)

    def _hold_lineage(self, path: Path, own: Framework, new: Framework) -> None:
        """Raises InvalidInputError if *new* cannot read the answers to *own*."""
        if own.digest not in self._lineage:
            self._lineage[own.digest] = _reads(own, new)
        if not self._lineage[own.digest]:
            params: dict[str, str | int | float] = {"then": own.edition, "now": new.edition}
            raise InvalidInputError([Finding(code=_NO_MIGRATION, file=str(path), params=params)])

    def _checked(
        self, out: Path, rows: Sequence[Outcome], judged: Sequence[WhatIfRow]
    ) -> tuple[RulerCheck, tuple[Finding, ...]]:
        """One in a hundred, at least one, scored again by its own ruler; what is wrong then."""
        moved = {one.provider for one in judged if isinstance(one, MovedProvider)}
        able = [r for r in rows if isinstance(r, ScoredOutcome) and r.provider in moved]
        chosen = sorted(able, key=_draw)[: -(-len(able) // _ONE_IN)]
        found = [one for row in chosen if (one := self._differs(out, row))]
        names = tuple(sorted(row.provider for row in chosen))
        differing = tuple(sorted(str(one.params["provider"]) for one in found))
        return RulerCheck(providers=names, differing=differing), tuple(found)

    def _differs(self, out: Path, row: ScoredOutcome) -> Finding | None:
        path = out / row.provider / PROFILE
        stored = self._stored(path, row)
        same_engine = stored.profile.model_copy(update={"engine_version": __version__})
        if is_as_scored(same_engine, stored.framework):
            return None
        params: dict[str, str | int | float] = {
            "provider": row.provider,
            "engine": stored.profile.engine_version,
        }
        return Finding(code=_CHECK, file=str(path), params=params)

    def _words(self) -> Framework:
        """The framework whose words the pages use: the new one, else that of the profiles."""
        known = self._new_framework or next(iter(self._frameworks.values()), None)
        return known or self.here.framework()

    def _head(self, rows: Sequence[WhatIfRow]) -> WhatIfHead:
        new, before = self._new_framework, self._gates_before
        gates = next(iter(self._rulers.values())).gates if self._rulers else None
        editions = sorted({row.edition for row in rows if isinstance(row, MovedProvider)})
        return WhatIfHead(
            engine=__version__,
            before=tuple(editions),
            framework=new.edition if new else None,
            framework_digest=new.digest if new else None,
            gates_before=before.id if before else None,
            gates=gates.id if gates else None,
            gates_digest=gates.digest if gates else None,
            gates_are_new=self.request.gates is not None,
            on=self.request.on,
            role=self.request.role,
            tiers=self._tiers.books.tiers.id if self._tiers else None,
        )


def _refuse_audience(place: Path) -> None:
    """Raises InvalidInputError if *place* holds what was made for an audience, and no results."""
    if (place / ROWS).is_file() or (place.parent / ROWS).is_file() or not place.is_dir():
        return
    found = sorted((*place.glob(_REPORT), *place.glob(f"*/{_REPORT}")))
    if found:
        raise InvalidInputError([Finding(code=_FOR_AN_AUDIENCE, file=str(found[0]))])


def _read(path: Path, row: ScoredOutcome) -> Profile:
    """The profile at *path*. Raises InvalidInputError if it is not what the batch wrote for *row*.

    One made for an audience is named as such.
    """
    params: dict[str, str | int | float] = {"provider": row.provider}
    changed = InvalidInputError([Finding(code=_NOT_WRITTEN, file=str(path), params=params)])
    if _ID.fullmatch(row.provider) is None or not path.is_file():
        raise changed
    as_written = sha256(path.read_bytes()).hexdigest() == row.profile
    try:
        stored = read_stored(path)
    except InvalidInputError:
        if as_written:
            raise
        raise changed from None
    if isinstance(stored, Statement):
        raise InvalidInputError([Finding(code=_FOR_AN_AUDIENCE, file=str(path))])
    if not as_written:
        raise changed
    return stored


def _reads(own: Framework, new: Framework) -> bool:
    """Whether *new* reads answers to *own*: a later version, or one that asks the very same."""
    if version_by_digest(new, own.digest) is not None:
        return True
    return own.id == new.id and framework_changes(own, new).computed != "structure"


def _draw(row: ScoredOutcome) -> str:
    """By what those to be checked are chosen: the same at each run, whatever the order."""
    return sha256(row.provider.encode()).hexdigest()


def _unjudged(row: ScoredOutcome, path: Path, error: InvalidInputError) -> UnjudgedProvider:
    found = tuple(_placed(one, path) for one in error.findings)
    return UnjudgedProvider(folder=row.folder, provider=row.provider, findings=found)


def _placed(finding: Finding, path: Path) -> Finding:
    return finding if finding.file else finding.model_copy(update={"file": str(path)})
