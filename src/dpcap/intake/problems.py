"""Data held against a model; every error becomes a finding with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.build import Plain
from dpcap.intake.source import Document
from dpcap.intake.wording import OR, Both, Params, of_pydantic
from dpcap.model.codes import CODES
from dpcap.model.finding import Finding, Step

Made = TypeVar("Made", bound=BaseModel)

# The keys by which a mapping says which of several models it is.
_TAG_KEYS = ("kind", "by")
# What is too long is told alone, with its length, whatever else it might have been.
_TOO_LONG = {"string_too_long": "DP140", "too_long": "DP141"}
# What pydantic puts behind a key that is itself wrong.
_KEY = "[key]"


@dataclass(frozen=True)
class Problem:
    """One error: `path` without union tags; `union`: how many of its steps lead to the last."""

    kind: str
    path: tuple[Step, ...]
    union: int | None
    key: bool
    context: Mapping[str, object]

    @property
    def both(self) -> Both:
        """What is wrong."""
        return of_pydantic(self.kind, self.context)


def validate(document: Document, model: type[Made], data: Plain = None) -> Made:
    """*document* as a *model*; *data* instead of its own, if given. Raises InvalidInputError."""
    content = document.data if data is None else data
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise InvalidInputError(findings(error, content, lambda _: document)) from error


def findings(
    error: ValidationError,
    data: object,
    document_of: Callable[[tuple[Step, ...]], Document],
    root: tuple[Step, ...] = (),
    drop: frozenset[str] = frozenset(),
) -> list[Finding]:
    """The findings of *error*, which validating *data* raised.

    *document_of* says in which file a path stands, *root* what goes before each path there, and
    *drop* which steps exist only in *data*.
    """
    problems = [_problem(raw, data) for raw in error.errors(include_url=False, include_input=False)]
    made: list[Finding] = []
    for problem in _joined(problems):
        document = document_of(problem.path)
        path = root + tuple(step for step in problem.path if step not in drop)
        made.append(_finding(problem, path, document))
    return made


def _problem(raw: Mapping[str, Any], data: object) -> Problem:
    """Walks pydantic's `loc` through *data*: a step that leads nowhere is the tag of a union."""
    path: list[Step] = []
    union: int | None = None
    here: Any = data
    lacking = raw["loc"][-1:] if raw["type"] == "missing" else ()
    for step in raw["loc"][: len(raw["loc"]) - len(lacking)]:
        if step == _KEY:
            continue
        if _is_tag(here, step, seen=union == len(path)) or not _leads(here, step):
            union = len(path)
        else:
            path.append(step)
            here = here[step]
    whole = (*path, *lacking)
    return Problem(raw["type"], whole, union, _KEY in raw["loc"], raw.get("ctx", {}))


def _is_tag(here: object, step: Step, *, seen: bool) -> bool:
    """Whether *step* only says which model was meant: the mapping names it, once."""
    return isinstance(here, dict) and not seen and any(here.get(k) == step for k in _TAG_KEYS)


def _leads(here: object, step: Step) -> bool:
    if isinstance(here, dict):
        return step in here
    return isinstance(here, list | tuple) and isinstance(step, int) and step < len(here)


def _joined(problems: Sequence[Problem]) -> list[Problem]:
    """One problem where all branches of a union failed at one spot; the deepest if one got on."""
    joined: list[Problem] = []
    above = {problem.path[:size] for problem in problems for size in range(len(problem.path))}
    branches: dict[tuple[Step, ...], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.kind == "too_short" and problem.path in above:
            continue  # pydantic does not count the entries that have errors
        if problem.union is None:
            joined.append(problem)
        else:
            branches[problem.path[: problem.union]].append(problem)
    for place, group in branches.items():
        deeper = [problem for problem in group if len(problem.path) > len(place)]
        joined.extend(deeper or [_merged(place, group)])
    return joined


def _merged(place: tuple[Step, ...], group: list[Problem]) -> Problem:
    alone = group[0] if len(group) == 1 else None
    if one := next((one for one in group if one.kind in _TOO_LONG), alone):
        return one
    said = list(dict.fromkeys(problem.both for problem in group))
    context = {
        "zh": OR.zh.join(both.zh for both in said),
        "en": OR.en.join(both.en for both in said),
    }
    return _Merged("union", place, None, group[0].key, context)


class _Merged(Problem):
    """Several branches' problems in one breath."""

    @property
    def both(self) -> Both:
        return Both(str(self.context["zh"]), str(self.context["en"]))


def _finding(problem: Problem, path: tuple[Step, ...], document: Document) -> Finding:
    name = _name(path)
    if problem.kind == "missing":
        return document.finding("DP105", path, {"field": name})
    if problem.kind == "extra_forbidden":
        return document.finding("DP106", path, {"field": name}, key=True)
    if problem.kind == "finite_number":
        return document.finding("DP111", path, {"field": name})
    if problem.kind in _TOO_LONG:
        limit = str(problem.context["max_length"])
        length = problem.context.get("actual_length", _length(document.data, path))
        # A fact is told by its own name.
        named = str(path[path.index("value") - 1]) if "value" in path[1:] else name
        params = {"field": named, "length": str(length), "limit": limit}
        return document.finding(_TOO_LONG[problem.kind], path, params, key=problem.key)
    if problem.kind in CODES:
        return document.finding(problem.kind, path, _plain(problem.context))
    return document.finding("DP104", path, {"field": name, **problem.both.params}, key=problem.key)


def _length(data: object, path: tuple[Step, ...]) -> int:
    """How many characters the text at *path* has; a value may be written bare."""
    for step in path:
        data = data[step] if _leads(data, step) else data  # type: ignore[index]
    return len(data.strip()) if isinstance(data, str) else 0


def _name(path: tuple[Step, ...]) -> str:
    """The key a path ends with, with its list indices; the whole file if there is none."""
    tail: list[str] = []
    for step in reversed(path):
        tail.insert(0, str(step))
        if isinstance(step, str):
            break
    return ".".join(tail) or "…"


def _plain(context: Mapping[str, object]) -> Params:
    return {key: value for key, value in context.items() if isinstance(value, str | int | float)}
