"""What a stored profile asked of the manager's shared tables."""

from __future__ import annotations

from dpcap.intake.record_files import Lookups
from dpcap.intake.records import lookups
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.rebuild_case import rebuild_inputs


def lookups_in(profile: bytes, framework: Framework) -> Lookups:
    """What the provider of the stored *profile* asked, which was scored by *framework*.

    Raises pydantic's ValidationError if it is no profile.
    """
    assessment, records = rebuild_inputs(Profile.model_validate_json(profile))
    return lookups(records, assessment, framework) if records else Lookups()
