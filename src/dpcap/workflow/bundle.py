"""All that a report comes from, in one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.intake.atomic_write import write_atomically
from dpcap.model.profile import Profile
from dpcap.verify.bundle import make_bundle
from dpcap.verify.sources import SourceChoices
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.report_sources import SourcesRequest, packed

ENDING = ".dpcap.zip"


@dataclass(frozen=True)
class BundleRequest:
    """A provider's folder, and what it is judged with.

    `on`: the day judged; None: the gates', else that of the answers. `gates`: a file or the name of
    one that came with dpcap. `baseline`: an earlier profile, or an output folder. `out`: the file
    to write; None: `<id>.dpcap.zip` here.
    """

    folder: Path
    out: Path | None = None
    on: date | None = None
    role: str | None = None
    core: bool = False
    reviews: Path | None = None
    gates: str | None = None
    baseline: Path | None = None
    framework: Path | None = None
    evidence_root: Path | None = None
    period: str | None = None


class Bundled(NamedTuple):
    """The file written, the profile that comes out of it, and the day that is judged on."""

    path: Path
    profile: Profile
    as_of: date


def bundle_provider(request: BundleRequest, configuration: Configuration | None = None) -> Bundled:
    """Put framework, folder, review, gates, baseline and decision into one file.

    Raises InvalidInputError with every finding of the first file that has some, UsageError,
    OSError.
    """
    asked = SourcesRequest(
        request.reviews,
        request.gates,
        request.baseline,
        request.framework,
        request.evidence_root,
        request.period,
    )
    made = packed(request.folder, asked, request.on, configuration or Configuration())
    rules, assessment = made.sources.gates, made.sources.assessment
    as_of = (rules.review_on if rules else request.on) or assessment.assessed_on
    choices = SourceChoices(as_of, request.role, request.core)
    profile, _ = made.sources.scored(choices)
    path = request.out or Path(f"{profile.provider.id}{ENDING}")
    write_atomically(path, make_bundle(made.snapshot, made.sources, choices, made.decision))
    return Bundled(path, profile, as_of)
