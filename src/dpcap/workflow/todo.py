"""What one provider has still to collect: answers and proof, with minutes, grouped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import fsum
from typing import NamedTuple

from dpcap.intake.todo import Grouping, TodoGroup, TodoRow, grouped, todo
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.sensitivity import full_profile
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderInput, ProviderRequest, read_provider

# What the core set must still be given before the rest of the role's set is listed.
_TO_ANSWER = frozenset({"answer", "shop"})


class FurtherWork(NamedTuple):
    """What the role's set adds to the core set: so many things to collect, in so many minutes."""

    items: int
    minutes: float


class OpenWork(NamedTuple):
    """What a provider has still to collect, in groups, and its profile with the plan.

    `further`: what comes on top, where the core set alone is listed.
    """

    groups: tuple[TodoGroup, ...]
    profile: Profile
    framework: Framework
    further: FurtherWork | None = None


def list_open_work(
    request: ProviderRequest,
    by: Grouping = "person",
    configuration: Configuration | None = None,
    *,
    core_first: bool = False,
) -> OpenWork:
    """What the folder of *request* still lacks, *by* person or by screen, with minutes.

    *core_first*: the core set alone while a question of it is not answered. Raises as
    `assess_provider` does.
    """
    provider = read_provider(request, configuration or Configuration())
    framework = provider.framework
    if not request.core and not core_first:
        profile, rows = _work(provider, request)
        return OpenWork(grouped(rows, framework, by), profile, framework)
    profile, rows = _work(provider, replace(request, core=True))
    whole, every = _work(provider, replace(request, core=False))
    if core_first and all(row.need not in _TO_ANSWER for row in rows):
        return OpenWork(grouped(every, framework, by), whole, framework)
    more = _minutes(every) - _minutes(rows)
    further = FurtherWork(len(every) - len(rows), more)
    return OpenWork(grouped(rows, framework, by), profile, framework, further)


def _work(provider: ProviderInput, request: ProviderRequest) -> tuple[Profile, tuple[TodoRow, ...]]:
    profile = full_profile(provider.case(request))
    return profile, todo(provider.framework, profile)


def _minutes(rows: Iterable[TodoRow]) -> float:
    return fsum(row.minutes for row in rows)
