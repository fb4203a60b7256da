"""What decisions in tests rest on: the profile that a batch left, or something that is nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dpcap.model.decision_basis import BasisDigest
from dpcap.model.outcome import ScoredOutcome
from dpcap.scoring.decision_basis import substance_of
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.stored_profiles import framework_for, read_profile

NOWHERE = BasisDigest(provider="0" * 64, role="0" * 64, framework="0" * 64, indicators="0" * 64)


def rests_on(footing: BasisDigest = NOWHERE) -> dict[str, Any]:
    """The fields of a decision's file that say what it rests on, as plain data."""
    parts = footing.model_dump(mode="json", exclude_defaults=True)
    return {"substance": footing.digest, "rests_on": parts}


def as_scored(out: Path, provider: str) -> dict[str, Any]:
    """These fields for what the batch in *out* says of *provider*."""
    rows = map(json.loads, (out / "results.jsonl").read_bytes().splitlines())
    row = ScoredOutcome.model_validate(next(one for one in rows if one.get("provider") == provider))
    path = out / provider / "profile.json"
    profile = read_profile(path)
    case = rebuild_case(framework_for(profile, path, Configuration()), profile)
    return rests_on(substance_of(case, profile, row.gates or None).footing)
