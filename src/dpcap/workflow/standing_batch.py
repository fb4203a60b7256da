"""What a batch says to standing: its profiles, its quarter, and shops that two providers claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from dpcap.batch.output_dir import PROFILE
from dpcap.errors import UsageError
from dpcap.model.certification import CertificationRules
from dpcap.model.finding import Finding
from dpcap.model.gate import Gates
from dpcap.model.manager import normalised_number
from dpcap.model.outcome import FailedOutcome, Outcome, ScoredOutcome
from dpcap.model.period import last_period
from dpcap.model.profile import Profile
from dpcap.model.standing import KnownOutcomes
from dpcap.model.standing_proposal import Stage

_QUARTER = re.compile(r"20\d{2}-Q[1-4]", re.ASCII)


class BatchedProvider(NamedTuple):
    """A provider of the batch: its row, and its profile as the batch wrote it."""

    row: ScoredOutcome
    profile: Profile

    @property
    def number(self) -> str | None:
        """The firm's number, as numbers are compared."""
        return normalised_number(self.profile.provider.registration_number)


def stage_of(gates: Gates | None, rules: CertificationRules) -> Stage:
    """What the gates of the batch are: of a quarter, of an admission, or others."""
    names = {gates.id, gates.extends} if gates else set()
    if rules.gates in names:
        return "quarter"
    return "admission" if rules.admission in names else "other"


def settled_period(said: str | None, gates: Gates | None, stage: Stage, on: date) -> str:
    """The quarter that is settled: the one *said*, that of *gates*, else the last one over.

    Raises UsageError.
    """
    held_to = gates.period if gates else None
    if said is not None and not _QUARTER.fullmatch(said):
        raise UsageError(
            f"--period is a quarter such as 2026-Q3, not {said}",
            f"--period 须是季度，如 2026-Q3，不是 {said}",
        )
    if said and stage == "quarter" and held_to and held_to != said:
        raise UsageError(
            f"the batch was held to {held_to}, not {said}: run it again for that quarter",
            f"这次批量评估的是 {held_to}，不是 {said}，请按那个季度重新评估",
        )
    if said is None and held_to and _QUARTER.fullmatch(held_to):
        return held_to
    return said or last_period("quarter", on)


def read_profiles(
    out: Path, rows: Iterable[Outcome]
) -> tuple[tuple[BatchedProvider, ...], tuple[Finding, ...]]:
    """The providers whose profiles are as the batch wrote them, and why others are not."""
    known: list[BatchedProvider] = []
    found: list[Finding] = []
    for row in rows:
        if isinstance(row, FailedOutcome):
            found += row.findings[:1]
            continue
        path = out / row.provider / PROFILE
        try:
            raw = path.read_bytes()
            if sha256(raw).hexdigest() != row.profile:
                raise ValueError  # noqa: TRY301 - told like any other profile that is not as it was
            known.append(BatchedProvider(row, Profile.model_validate_json(raw)))
        except (OSError, ValueError, ValidationError):
            params: dict[str, str | int | float] = {"provider": row.provider}
            found.append(Finding(code="DP426", file=path.as_posix(), params=params))
    return tuple(known), tuple(found)


def known_outcomes(known: BatchedProvider, rules: CertificationRules) -> KnownOutcomes:
    """What the manager's facts say of complaints, and a proved answer of renewal."""
    profile, sources = known.profile, rules.outcomes
    fact = profile.provider.facts.get(sources.complaints or "")
    confirmed = sources.complaints in profile.provider.confirmed_facts
    node = next((one for one in profile.indicators() if one.id == sources.renewal), None)
    proved = node is not None and node.kind is not None
    return KnownOutcomes(
        level=known.row.proved_level,
        complaints=_number(fact.value) if fact and confirmed else None,
        renewal=_number(node.value) if node and proved else None,
    )


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None  # type: ignore[arg-type]


def claimed_twice(known: Iterable[BatchedProvider]) -> tuple[Finding, ...]:
    """A finding for each shop that the platform has bound to two providers or more."""
    homes: dict[str, list[tuple[str, str, float | None]]] = defaultdict(list)
    for one in known:
        records = one.profile.kept.records
        bound = (
            records.facts.shops.bound if records and records.facts and records.facts.shops else ()
        )
        for shop in bound:
            homes[shop.platform_id].append((one.row.provider, shop.name, shop.gmv_wan))
    return tuple(
        _twice(platform_id, claims)
        for platform_id, claims in sorted(homes.items())
        if len({provider for provider, _, _ in claims}) > 1
    )


def _twice(platform_id: str, claims: list[tuple[str, str, float | None]]) -> Finding:
    places = ", ".join(
        provider if gmv is None else f"{provider} ({gmv:g})" for provider, _, gmv in sorted(claims)
    )
    params: dict[str, str | int | float] = {
        "shop": f"{claims[0][1]} ({platform_id})",
        "count": len({provider for provider, _, _ in claims}),
        "places": places,
    }
    return Finding(code="DP789", params=params)
