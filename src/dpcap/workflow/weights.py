"""How much each indicator of a framework weighs in each role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.framework import load_framework
from dpcap.intake.nearest import did_you_mean
from dpcap.model.framework import Framework
from dpcap.model.weights import effective_weights
from dpcap.workflow.configuration import Configuration

UNSAID = "unsaid"


@dataclass(frozen=True)
class WeightsRequest:
    """Whose weights are wanted: `framework` is a directory; without `role` those of all roles."""

    framework: Path | None = None
    role: str | None = None


class RoleWeights(NamedTuple):
    """The share of the overall, 0..1, of each indicator a role asks, of its areas and natures.

    Natures that no indicator states are counted as `unsaid`.
    """

    indicators: Mapping[str, float]
    areas: Mapping[str, float]
    natures: Mapping[str, float]


@dataclass(frozen=True)
class FrameworkWeights:
    """A framework and the weights in each of the roles asked for."""

    framework: Framework
    roles: Mapping[str, RoleWeights]


def weigh_framework(
    request: WeightsRequest, configuration: Configuration | None = None
) -> FrameworkWeights:
    """The weights that *request* asks for.

    Raises InvalidInputError with the errors of the framework, UsageError if it lacks the role.
    """
    place = (configuration or Configuration()).framework_dir(request.framework)
    framework = load_framework(place.parent if place.is_file() else place)
    if request.role is not None and request.role not in framework.roles:
        raise _no_such_role(request.role, framework)
    roles = framework.roles if request.role is None else [request.role]
    return FrameworkWeights(framework, {role: _of_role(framework, role) for role in roles})


def _of_role(framework: Framework, role: str) -> RoleWeights:
    weights = effective_weights(framework, role)
    areas = ((framework.parents[node][0].id, share) for node, share in weights.items())
    natures = ((framework.by_id[node].nature or UNSAID, share) for node, share in weights.items())
    return RoleWeights(weights, _summed(areas), _summed(natures))


def _summed(shares: Iterable[tuple[str, float]]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for name, share in shares:
        sums[name] = sums.get(name, 0.0) + share
    return sums


def _no_such_role(role: str, framework: Framework) -> UsageError:
    near = did_you_mean(role, framework.roles)
    return UsageError(
        f"the framework has no role {role}{near.en}; choose from: {framework.roles_said('en')}",
        f"框架里没有角色 {role}{near.zh}；可选：{framework.roles_said('zh')}",
    )
