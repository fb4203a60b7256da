"""The profile of a baseline that a batch compares a provider with."""

from __future__ import annotations

from pydantic import ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.wording import of_pydantic
from dpcap.model.finding import Finding
from dpcap.model.profile import Profile
from dpcap.model.two_languages import TwoLanguages


def read_earlier(raw: bytes, provider: str) -> Profile:
    """The earlier profile of *provider*. Raises InvalidInputError if *raw* is none."""
    try:
        profile = Profile.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "-"
        problem = of_pydantic(first["type"], first.get("ctx", {}))
        said = TwoLanguages(f"{place}：{problem.zh}", f"{place}: {problem.en}")
        raise InvalidInputError([_unreadable(provider, said)]) from error
    if profile.provider.id != provider:
        raise InvalidInputError([_unreadable(provider, _OTHERS.fill({"id": profile.provider.id}))])
    return profile


_OTHERS = TwoLanguages("它属于 {id}", "it is that of {id}")


def _unreadable(provider: str, problem: TwoLanguages) -> Finding:
    return Finding(code="DP758", params={"provider": provider, **problem.params})
