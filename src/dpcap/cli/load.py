"""From the options of a command to the values it works on, as decisions need them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from dpcap.cli.configuration import configuration
from dpcap.model.assessment import Assessment
from dpcap.model.framework import Framework
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, read_answers


@dataclass(frozen=True)
class Wanted:
    """What the options of a command say; None: not said."""

    framework: Path | None = None
    role: str | None = None
    core: bool = False
    on: datetime | None = None
    reviews: Path | None = None
    evidence_root: Path | None = None


@lru_cache(maxsize=1)
def here() -> Configuration:
    """What is in force in this process."""
    return configuration()


def framework_dir(option: Path | None) -> Path:
    """Where the framework in force lies. Raises SlipError if that is in a provider's folder."""
    return here().framework_dir(option)


def framework_of(wanted: Wanted) -> Framework:
    """The framework in force. Raises InvalidInputError with every finding, SlipError."""
    return here().framework(wanted.framework)


def evidence_root_in_force(option: Path | None) -> Path | None:
    """Where evidence is kept. Raises SlipError if that is in a provider's folder."""
    return here().evidence_root(option)


def reviews_in_force(option: Path | None) -> Path | None:
    """The manager's directory. Raises UsageError if it is none."""
    return here().reviews(option)


def load_folder(folder: Path, wanted: Wanted) -> tuple[Framework, Assessment]:
    """The framework in force, and what *folder* says. Raises InvalidInputError."""
    request = ProviderRequest(
        folder, framework=wanted.framework, evidence_root=wanted.evidence_root
    )
    return read_answers(request, here())
