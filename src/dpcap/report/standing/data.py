"""How all stand, for machines."""

from __future__ import annotations

import json

from dpcap.model.base import Language
from dpcap.model.nouns import NEUTRAL
from dpcap.model.standing_proposal import TrackProposal
from dpcap.report.finding_lines import finding_data
from dpcap.report.standing.overview import ProviderStanding, StandingOverview


def standing_json(found: StandingOverview, language: Language) -> str:
    """All of *found*, unrounded; names and messages in *language*."""
    said = {
        "schema": "dpcap/standing-overview/1",
        "on": found.on.isoformat(),
        "period": found.period,
        "gates": found.gates,
        "stage": found.stage,
        "rules": [{"id": one.id, "digest": one.digest} for one in found.books],
        "rows": found.rows,
        "head": found.head,
        "providers": [_provider(one, language) for one in found.providers],
        "outcomes": [one._asdict() for one in found.outcomes],
        "findings": [finding_data(one, language, NEUTRAL) for one in found.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _provider(one: ProviderStanding, language: Language) -> dict[str, object]:
    standing = one.standing
    tracks = one.proposal._asdict() if one.proposal else {}
    return {
        "provider": standing.provider,
        "registration_number": standing.registration_number,
        "name": one.name.say(language) if one.name else None,
        "certification": standing.certification.model_dump(mode="json"),
        "tier": standing.tier.model_dump(mode="json"),
        "score": one.score,
        "shops": one.shops,
        "bar": one.bar.model_dump(mode="json") if one.bar else None,
        "proposed": {name: _track(each) for name, each in tracks.items()},
        "rows": [row.row for row in standing.rows],
    }


def _track(one: TrackProposal) -> dict[str, object]:
    entry = one.entry.model_dump(mode="json", by_alias=True) if one.entry else None
    return {
        "entry": entry,
        "why": one.why,
        "rules": [rule.model_dump(mode="json") for rule in one.rules],
    }
