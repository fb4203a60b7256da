"""One provider's folder, read with the framework and with what the manager holds on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.begun_under import begun_under
from dpcap.intake.decision import load_decision
from dpcap.intake.file_names import readable
from dpcap.intake.files import open_folder
from dpcap.intake.folder import load_assessment
from dpcap.intake.records import load_records
from dpcap.intake.source_map import locate
from dpcap.model.assessment import Assessment
from dpcap.model.carry_over import begun_note
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.manager import ManagerRecords, normalised_number
from dpcap.model.profile import Profile
from dpcap.scoring.case import Case, make_case
from dpcap.scoring.decision_basis import gates_and_decision
from dpcap.scoring.held_standing import StandingLookup
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.watchdog import limited
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.standing_ledger import standing_lookup


@dataclass(frozen=True)
class ProviderRequest:
    """A provider's folder and how it is to be looked at; None: the configuration's, or the default.

    `role`: another than the folder's own. `core`: only the core set. `on`: the day judged, by
    default that of the answers. `reviews`: the manager's directory. `evidence_root`: where
    evidence is kept, one folder a provider. `framework`: the directory of another framework.
    """

    folder: Path
    role: str | None = None
    core: bool = False
    on: date | None = None
    reviews: Path | None = None
    evidence_root: Path | None = None
    framework: Path | None = None


class ProviderInput(NamedTuple):
    """A framework, a provider's assessment by it, and the manager's records if there are any."""

    framework: Framework
    assessment: Assessment
    records: ManagerRecords | None

    def case(self, request: ProviderRequest) -> Case:
        """What is scored of it, on the day and in the role of *request*. Raises UsageError."""
        return make_case(
            self.framework,
            self.assessment,
            as_of=request.on,
            role=request.role,
            core=request.core,
            records=self.records,
        )


def read_provider(request: ProviderRequest, configuration: Configuration) -> ProviderInput:
    """The folder, its framework and what the manager holds on it.

    Raises InvalidInputError with every finding, UsageError.
    """
    framework, assessment = read_answers(request, configuration)
    reviews = configuration.reviews(request.reviews)
    records = read_records(reviews, request.folder, assessment, framework) if reviews else None
    return ProviderInput(framework, assessment, records)


def read_answers(
    request: ProviderRequest, configuration: Configuration
) -> tuple[Framework, Assessment]:
    """The framework, and what the folder says, without the manager. Raises InvalidInputError."""
    current = configuration.framework(request.framework)
    root = configuration.evidence_root(request.evidence_root)
    with limited(str(request.folder)):
        own = judging(request.folder, current, configuration, request.reviews)
        if note := begun_note(own, current):
            shown = readable(request.folder.as_posix())
            configuration.notify(note.model_copy(update={"file": shown}))
        return own, load_assessment(request.folder, own, evidence_root=root)


def judging(
    folder: Path, current: Framework, configuration: Configuration, reviews: Path | None
) -> Framework:
    """The version that *folder* is judged by: *current*, or its own if round or settings say so.

    *reviews*: the manager's directory, where a round may lie. Raises InvalidInputError, UsageError.
    """
    if not current.has_history or not configuration.judges_begun(reviews):
        return current
    return begun_under(open_folder(folder), current)


def read_records(
    reviews: Path, folder: Path, assessment: Assessment, framework: Framework
) -> ManagerRecords:
    """What the manager's directory *reviews* holds on the provider in *folder*.

    Raises InvalidInputError with every finding.
    """
    try:
        return load_records(reviews, assessment, framework)
    except InvalidInputError as error:
        raise InvalidInputError(locate(folder, error.findings)) from error


def standing_of(
    profile: Profile, framework: Framework, reviews: Path | None
) -> GatesAndDecision | None:
    """How *profile*, scored by *framework*, stands: the decision in *reviews*, if there is one.

    Raises InvalidInputError.
    """
    decision = load_decision(reviews, profile.provider.id) if reviews else None
    return (
        gates_and_decision(rebuild_case(framework, profile), profile, decision)
        if decision
        else None
    )


def held_standing_of(
    profile: Profile,
    framework: Framework,
    configuration: Configuration,
    reviews: Path | None = None,
    ledger: Path | None = None,
) -> GatesAndDecision | None:
    """As `standing_of`, with what the ledger says of the provider; None: there is neither.

    *reviews* and *ledger*: by default the configuration's. Raises InvalidInputError, UsageError.
    """
    standing = standing_of(profile, framework, configuration.reviews(reviews))
    lookup = standing_lookup(configuration, ledger, reviews)
    return standing if lookup is None else with_ledger(standing, profile, lookup)


def with_ledger(
    standing: GatesAndDecision | None, profile: Profile, lookup: StandingLookup
) -> GatesAndDecision | None:
    """*standing* with what *lookup* says of the provider of *profile*; no score depends on it."""
    number = normalised_number(profile.provider.registration_number)
    held = lookup.of(profile.provider.id, number)
    if held is None:
        return standing
    return (standing or GatesAndDecision()).model_copy(update={"ledger": held})
