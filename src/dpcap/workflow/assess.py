"""One provider, scored from its folder."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.scoring.sensitivity import full_profile
from dpcap.watchdog import limited
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest, read_provider, standing_of


class ScoredProvider(NamedTuple):
    """A profile, the framework it is scored by, and how the decision on it stands, if there is one.

    What is wrong with the answers, but does not stop the score, is in `profile.findings`.
    """

    profile: Profile
    framework: Framework
    standing: GatesAndDecision | None = None


def assess_provider(
    request: ProviderRequest, configuration: Configuration | None = None
) -> ScoredProvider:
    """The profile of the provider in the folder of *request*, with its moves and its outlook.

    Raises InvalidInputError with every finding if something cannot be read or has no meaning;
    UsageError: no such role, no directory of reviews, a place that a provider has a say in.
    """
    here = configuration or Configuration()
    scored = score_provider(request, here)
    reviews = here.reviews(request.reviews)
    return scored._replace(standing=standing_of(scored.profile, scored.framework, reviews))


def score_provider(request: ProviderRequest, configuration: Configuration) -> ScoredProvider:
    """As `assess_provider`, whatever was decided on the provider."""
    with limited(str(request.folder)):
        provider = read_provider(request, configuration)
        return ScoredProvider(full_profile(provider.case(request)), provider.framework)
