"""What decisions in tests rest on: the profile that a batch left, or something that is nowhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dpcap.model.outcome import Scored
from dpcap.model.substance import Footing
from dpcap.scoring.restore import case_of
from dpcap.scoring.substance import substance_of
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.stored_profiles import framework_for, read_profile

NOWHERE = Footing(provider="0" * 64, role="0" * 64, framework="0" * 64, indicators="0" * 64)


def rests_on(footing: Footing = NOWHERE) -> dict[str, Any]:
    """The fields of a decision's file that say what it rests on, as plain data."""
    parts = footing.model_dump(mode="json", exclude_defaults=True)
    return {"substance": footing.digest, "rests_on": parts}


def as_scored(out: Path, provider: str) -> dict[str, Any]:
    """These fields for what the batch in *out* says of *provider*."""
    rows = map(json.loads, (out / "results.jsonl").read_bytes().splitlines())
    row = Scored.model_validate(next(one for one in rows if one.get("provider") == provider))
    path = out / provider / "profile.json"
    profile = read_profile(path)
    case = case_of(framework_for(profile, path, Configuration()), profile)
    return rests_on(substance_of(case, profile, row.gates or None).footing)
