"""What one provider has still to collect."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.intake.todo import By, TodoGroup, grouped, todo
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.sensitivity import full_profile
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, read_provider


class OpenWork(NamedTuple):
    """What a provider has still to collect, in groups, and its profile with the plan."""

    groups: tuple[TodoGroup, ...]
    profile: Profile
    framework: Framework


def list_open_work(
    request: ProviderRequest, by: By = "person", configuration: Configuration | None = None
) -> OpenWork:
    """What the folder of *request* still lacks, *by* person or by screen, with minutes.

    Raises as `assess_provider` does.
    """
    provider = read_provider(request, configuration or Configuration())
    profile, framework = full_profile(provider.case(request)), provider.framework
    return OpenWork(grouped(todo(framework, profile), framework, by), profile, framework)
