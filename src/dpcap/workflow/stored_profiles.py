"""Stored profiles and the framework whose words they need."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from dpcap.errors import DpcapError, InvalidInputError, UsageError
from dpcap.intake.model_errors import refusal
from dpcap.intake.stored_framework import parse_framework
from dpcap.intake.wording import of_pydantic
from dpcap.model.benchmark import Benchmark
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.migration import version_by_digest
from dpcap.model.profile import Profile
from dpcap.model.statement import SealedStatement, Statement
from dpcap.scoring.profile_check import check_profile, is_as_scored
from dpcap.verify.strict_json import refuse_outdated_json
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.files import read_file

Stored = TypeVar("Stored", Profile, Benchmark, Statement, SealedStatement)
LOST = "DP601"
PROFILE, FRAMEWORKS = "profile.json", "frameworks"
# How canonical JSON begins, its keys being in order.
_SEALED, _STATEMENT = b'{"seal":', b'{"audience":'


def profile_at(path: Path) -> Path:
    """The one profile that *path* names, itself or in the folder. Raises UsageError."""
    if not path.is_dir():
        return path
    here = path / PROFILE
    found = [here] if here.is_file() else sorted(path.glob(f"*/{PROFILE}"))
    if len(found) == 1:
        return found[0]
    shown = ", ".join(str(one.parent) for one in found[:3])
    if found:
        raise UsageError(
            f"{path} holds {len(found)} profiles: name one, such as {shown}",
            f"{path} 里有 {len(found)} 份画像，请指明一家，如 {shown}",
        )
    raise UsageError(f"there is no {PROFILE} in {path}", f"{path} 里没有 {PROFILE}")


def read_profile(path: Path) -> Profile:
    """The profile at *path*, or what a `report.json` there has of it.

    Raises InvalidInputError if it is none.
    """
    stored = read_stored(path)
    return stored.profile if isinstance(stored, Statement) else stored


def read_stored(path: Path) -> Profile | Statement:
    """The whole profile at *path*, or the statement of a `report.json`. Raises as above."""
    raw = read_file(path)
    if raw.startswith(_SEALED):
        return _made(SealedStatement, raw, path).statement
    if raw.startswith(_STATEMENT):
        return _made(Statement, raw, path)
    return _made(Profile, raw, path)


def read_benchmark(path: Path) -> Benchmark:
    """The benchmark at *path*. Raises InvalidInputError if it is none."""
    return _made(Benchmark, read_file(path), path)


def _made(model: type[Stored], raw: bytes, path: Path) -> Stored:
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        refuse_outdated_json(raw, path.as_posix())
        raise InvalidInputError([_wrong(error, path)]) from error


def _wrong(error: ValidationError, path: Path) -> Finding:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "-"
    problem = of_pydantic(first["type"], first.get("ctx", {}))
    other = _finding("DP104", path, field=place, **problem.params)
    return refusal(error, str(path)) or other


def framework_for(
    profile: Profile,
    path: Path,
    configuration: Configuration,
    option: Path | None = None,
    known: Framework | None = None,
) -> Framework:
    """The framework *profile* names: *known* to be it, beside it, else by the lookup order.

    An earlier version of the one in force serves too; where it is at hand, its own come with it.

    Raises InvalidInputError, naming both digests, if only another one is found, and if the profile
    at *path* cannot have come out of it.
    """
    found = known or _framework_beside(profile.framework.digest, path, configuration, option)
    check_profile(profile, found, path.as_posix())
    return found


def _framework_beside(
    wanted: str, path: Path, configuration: Configuration, option: Path | None
) -> Framework:
    for root in (path.parent, path.parent.parent):
        kept = root / FRAMEWORKS / f"{wanted}.json"
        if option is None and wanted.isalnum() and kept.is_file():
            found = parse_framework(read_file(kept), kept.as_posix())
            return _with_its_history(found, configuration)
    current = configuration.framework(option)
    found_one = version_by_digest(current, wanted)
    if found_one is None:
        raise InvalidInputError([_finding(LOST, path, wanted=wanted, found=current.digest)])
    return found_one


def _with_its_history(stored: Framework, configuration: Configuration) -> Framework:
    """*stored* with its earlier versions, if it is one of those that the framework here has."""
    try:
        current = configuration.framework()
    except DpcapError:  # the stored one is whole without it
        return stored
    return version_by_digest(current, stored.digest) or stored


@contextmanager
def blaming(*stored: tuple[Path, Profile, Framework]) -> Iterator[None]:
    """What breaks over profiles that dpcap did not write as they are is told of their files.

    Raises InvalidInputError for them; where all are as scored, the fault is ours.
    """
    try:
        yield
    except (DpcapError, OSError, ImportError):
        raise
    except Exception as error:
        edited = [path for path, one, framework in stored if not is_as_scored(one, framework)]
        if not edited:
            raise
        found = [_finding("DP624", path, places="-") for path in edited]
        raise InvalidInputError(found) from error


def _finding(code: str, path: Path, **params: str | float) -> Finding:
    return Finding(code=code, file=str(path), params=dict(params))
