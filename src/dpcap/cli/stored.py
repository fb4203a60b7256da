"""Stored profiles and the framework whose words they need."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from dpcap.cli.load import Wanted, framework_of
from dpcap.cli.render import FRAMEWORKS
from dpcap.errors import InvalidInputError
from dpcap.intake.problems import refusal
from dpcap.model.benchmark import Benchmark
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.statement import Sealed, Statement

Noun = TypeVar("Noun", Profile, Benchmark, Statement, Sealed, Framework)
# How canonical JSON begins, its keys being in order.
_SEALED, _STATEMENT = b'{"seal":', b'{"audience":'


def read_profile(path: Path) -> Profile:
    """The profile at *path*, or what a `report.json` there has of it.

    Raises InvalidInputError if it is none.
    """
    stored = read_stored(path)
    return stored.profile if isinstance(stored, Statement) else stored


def read_stored(path: Path) -> Profile | Statement:
    """The whole profile at *path*, or the statement of a `report.json`. Raises as above."""
    raw = _bytes(path)
    if raw.startswith(_SEALED):
        return _made(Sealed, raw, path).statement
    if raw.startswith(_STATEMENT):
        return _made(Statement, raw, path)
    return _made(Profile, raw, path)


def read_benchmark(path: Path) -> Benchmark:
    """The benchmark at *path*. Raises InvalidInputError if it is none."""
    return _made(Benchmark, _bytes(path), path)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInputError(
            [_finding("DP110", path, what=str(path), problem=str(error.strerror))]
        ) from error


def _made(noun: type[Noun], raw: bytes, path: Path) -> Noun:
    try:
        return noun.model_validate_json(raw)
    except ValidationError as error:
        raise InvalidInputError([_wrong(error, path)]) from error


def _wrong(error: ValidationError, path: Path) -> Finding:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "-"
    other = _finding("DP104", path, field=place, problem=first["msg"])
    return refusal(error, str(path)) or other


def framework_for(profile: Profile, path: Path, option: Path | None) -> Framework:
    """The framework *profile* names: beside it, else by the lookup order.

    Raises InvalidInputError, naming both digests, if only another one is found.
    """
    wanted = profile.framework.digest
    for root in (path.parent, path.parent.parent):
        kept = root / FRAMEWORKS / f"{wanted}.json"
        if option is None and kept.is_file():
            found = _made(Framework, _bytes(kept), kept)
            break
    else:
        found = framework_of(Wanted(framework=option))
    if found.digest != wanted:
        raise InvalidInputError([_finding("DP601", path, wanted=wanted, found=found.digest)])
    return found


def _finding(code: str, path: Path, **params: str) -> Finding:
    return Finding(code=code, file=str(path), params=dict(params))
