"""What a model has by default is made unchecked, for the sake of start-up: here it is checked."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from pydantic import BaseModel

import dpcap.model
from dpcap.model.base import Frozen


def _models() -> list[type[Frozen]]:
    for one in pkgutil.iter_modules(dpcap.model.__path__):
        import_module(f"dpcap.model.{one.name}")
    found, waiting = list[type[Frozen]](), [Frozen]
    while waiting:
        below = [one for one in waiting.pop().__subclasses__() if one.__module__ != __name__]
        found += below
        waiting += below
    return [one for one in found if one.__module__.startswith("dpcap.model.")]


DEFAULTS = [
    pytest.param(field.default, id=f"{model.__name__}.{name}")
    for model in _models()
    for name, field in model.model_fields.items()
    if isinstance(field.default, BaseModel)
]


def test_there_are_some() -> None:
    assert len(DEFAULTS) > 30


@pytest.mark.parametrize("default", DEFAULTS)
def test_a_default_is_what_its_model_would_read(default: BaseModel) -> None:
    said = default.model_dump_json(by_alias=True)
    assert type(default).model_validate_json(said) == default
