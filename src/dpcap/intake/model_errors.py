"""Data held against a model; every error becomes a finding with its place."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from dpcap.intake.finding_limit import refused
from dpcap.intake.key_typos import aimed_at, holds_colon, like_keys, unknown_key
from dpcap.intake.misplaced import belongs_under, in_sight
from dpcap.intake.nearest import hint_params
from dpcap.intake.source import Document
from dpcap.intake.split_text import SplitText, split_texts
from dpcap.intake.typed_values import as_typed, told
from dpcap.intake.wording import OR, of_pydantic
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import LANGUAGES
from dpcap.model.codes import CODES
from dpcap.model.finding import Finding, Step
from dpcap.model.outdated import outdated
from dpcap.model.two_languages import Params, TwoLanguages

Made = TypeVar("Made", bound=BaseModel)

# The keys by which a mapping says which of several models it is.
_TAG_KEYS = ("kind", "by")
# What is too long is told alone, with its length, whatever else it might have been.
_TOO_LONG = {"string_too_long": "DP140", "too_long": "DP141"}
# What pydantic says of something that is no mapping.
_OF_KEYS = frozenset(("dict_type", "model_type", "model_attributes_type"))
# What pydantic puts behind a key that is itself wrong.
_KEY = "[key]"
_LIKE = 0.75
_EMPTIED = TwoLanguages(
    "文件是空的（注释不算）。请用备份恢复，{problem_zh}",
    "the file is empty, comments aside. Bring back an earlier copy, {problem_en}",
)
_BEGIN = TwoLanguages(
    "或重写，第一行写 schema: {schema}",
    "or write it anew, with schema: {schema} at its head",
)
# A list of entries where each is to stand under its id.
_FROM_LIST = "dict_from_list"
_NOTHING_INSIDE: Mapping[str, str] = {"inside_zh": "", "inside_en": ""}
_LIFTED = TwoLanguages(
    "；{keys} 与它并列，写在外面，不写在各条里",
    "; {keys} belongs beside it, not into the entries",
)
_RESTORE = TwoLanguages("或重新填写", "or write it anew")


@dataclass(frozen=True)
class ModelProblem:
    """One error: `path` without union tags; `union`: how many of its steps lead to the last.

    `aim`: the missing key that an unknown one was probably meant to be; `empty`: nothing is there.
    `hint`: where an unknown key belongs.
    """

    kind: str
    path: tuple[Step, ...]
    union: int | None
    key: bool
    context: Mapping[str, object]
    aim: str | None = None
    empty: bool = False
    hint: TwoLanguages | None = None

    @property
    def both(self) -> TwoLanguages:
        """What is wrong."""
        return of_pydantic(self.kind, self.context)


def validate(
    document: Document,
    model: type[Made],
    data: Plain = None,
    languages: tuple[str, ...] = LANGUAGES,
) -> Made:
    """*document* as a *model*; *data* instead of its own, if given. Raises InvalidInputError.

    `languages`: those in which its texts are written.
    """
    content = document.data if data is None else data
    if isinstance(content, dict) and (old := outdated(content.get("schema"))):
        raise refused([document.finding(old.code, ("schema",), old.params)])
    if content is None:
        raise refused([emptied(document, model)])
    try:
        return read_model(model, content, languages)
    except ValidationError as error:
        known = keys_of(model)
        raise refused(findings(error, content, lambda _: document, known=known)) from error


def read_model(model: type[Made], content: Plain, languages: tuple[str, ...] = LANGUAGES) -> Made:
    """*content* as a *model*, its days and its yes and no as people type them.

    Raises pydantic's ValidationError.
    """
    try:
        return model.model_validate(content, context={"languages": languages})
    except ValidationError as error:
        typed = _typed(error, content)
        if typed is None:
            raise
    return read_model(model, typed, languages)


def _typed(error: ValidationError, content: Plain) -> Plain:
    """*content* with the days and the yes and no in it that *error* is about as they are read.

    None: there are none. What is put in their place is never wrong in the same way again.
    """
    changed: Plain = None
    for raw in error.errors(include_url=False):
        path, _, written = _walked(raw["loc"], content)
        value = as_typed(raw["type"], written) if path and _KEY not in raw["loc"] else None
        if value is not None:
            changed = deepcopy(content) if changed is None else changed
            holder: Any = changed
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = value
    return changed


def emptied(document: Document, model: type[BaseModel]) -> Finding:
    """That nothing stands in *document*, which is to be a *model*; comments are nothing."""
    schema = model.model_fields.get("schema_")
    named = next(iter(get_args(schema.annotation)), None) if schema else None
    way = _BEGIN.fill({"schema": str(named)}) if named else _RESTORE
    name = document.shown.rpartition("/")[2]
    return document.finding("DP104", (), {"field": name, **_EMPTIED.fill(way.params).params})


def of_json(error: ValidationError, raw: bytes, document: Document) -> list[Finding]:
    """The findings of *error*, which the JSON *raw* of a *document* raised."""
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        data = None
    return findings(error, data, lambda _: document)


def findings(
    error: ValidationError,
    data: object,
    document_of: Callable[[tuple[Step, ...]], Document],
    root: tuple[Step, ...] = (),
    drop: frozenset[str] = frozenset(),
    *,
    known: frozenset[str] = frozenset(),
) -> list[Finding]:
    """The findings of *error*, which validating *data* raised.

    *document_of* says in which file a path stands, *root* what goes before each path there, *drop*
    which steps exist only in *data*, and *known* which keys somebody may have meant.
    """
    raws = error.errors(include_url=False, include_input=False)
    lacking = _lacking(raws)
    problems = [_problem(raw, data, lacking.get(raw["loc"][:-1], ())) for raw in raws]
    made: list[Finding] = []
    cut = _CutTexts()
    for problem in _unlisted(_indented(_each_once(_joined(problems)), data, known), data):
        document = document_of(problem.path)
        path = root + tuple(step for step in problem.path if step not in drop)
        text = cut.by(problem, path, document)
        if text is None:
            made.append(_finding(problem, path, document, known))
        elif cut.is_new(path, text):
            params = {"field": _name(path), **hint_params(text.hint)}
            made.append(document.finding("DP106", path, params, key=True))
    return made


class _CutTexts:
    """Finds texts that commas cut; each mapping is gone through once, each text told once."""

    def __init__(self) -> None:
        self._by_mapping: dict[tuple[str, tuple[Step, ...]], dict[str, SplitText]] = {}
        self._told: set[tuple[Step, ...]] = set()

    def by(
        self, problem: ModelProblem, path: tuple[Step, ...], document: Document
    ) -> SplitText | None:
        """The text that an unknown key without a value is a piece of, if that is what it is."""
        stray = problem.kind == "extra_forbidden" and problem.empty and not problem.aim
        if not stray or holds_colon(str(path[-1])):
            return None
        where = document.shown, path[:-1]
        if where not in self._by_mapping:
            self._by_mapping[where] = split_texts(document.node_at(path[:-1]))
        return self._by_mapping[where].get(str(path[-1]))

    def is_new(self, path: tuple[Step, ...], text: SplitText) -> bool:
        """Whether the *text* that the key at *path* belongs to was not told before."""
        place = (*path[:-1], text.key)
        new = place not in self._told
        self._told.add(place)
        return new


def refusal(error: ValidationError, file: str) -> Finding | None:
    """What *error*, which a stored *file* raised, says in words of ours; None: nothing of them.

    Such a file is written by dpcap, so where in it something stands tells nobody anything.
    """
    for raw in error.errors(include_url=False, include_input=False):
        if raw["type"] in CODES:
            place = ".".join(map(str, raw["loc"]))
            return Finding(
                code=raw["type"], file=f"{file} {place}", params=_plain(raw.get("ctx", {}))
            )
    return None


def _each_once(problems: Sequence[ModelProblem]) -> list[ModelProblem]:
    """*problems* without those that another one brings about.

    What stands under a key that is wrong is not looked at; what is missing because its key is
    misspelt, or swallowed it, is there under that key.
    """
    wrong = {problem.path for problem in problems if problem.key}
    aims = {(*problem.path[:-1], problem.aim) for problem in problems if problem.aim}
    return [
        problem
        for problem in problems
        if not (problem.kind == "missing" and problem.path in aims)
        and not any(problem.path[:size] in wrong for size in range(len(problem.path)))
        and (problem.key or problem.path not in wrong)
    ]


def _indented(
    problems: Sequence[ModelProblem], data: object, known: frozenset[str]
) -> list[ModelProblem]:
    """*problems*, where what stands as far out as an empty key before it belongs under that key.

    Where that key may be empty, only what one of the *known* keys is.
    """
    strays = {one.path: one for one in problems if one.kind == "extra_forbidden"}
    empty = {one.path for one in problems if one.kind in _OF_KEYS and one.empty}
    gone: set[tuple[Step, ...]] = set()
    told: dict[tuple[Step, ...], ModelProblem] = {}
    for above in {path[:-1] for path in strays}:
        home, under = None, dict[Step, list[str]]()
        for key, value in _at(data, above).items():
            place = (*above, key)
            if place not in strays:
                home = key if value is None else None
            elif home is not None and ((*above, home) in empty or key in known):
                under.setdefault(home, []).append(str(key))
        for home, keys in under.items():
            first = (*above, keys[0])
            gone |= {(*above, home), *((*above, key) for key in keys)}
            told[first] = replace(strays[first], hint=belongs_under(str(home), keys))
    return [told.get(one.path, one) for one in problems if one.path in told or one.path not in gone]


def _unlisted(problems: Sequence[ModelProblem], data: object) -> Iterator[ModelProblem]:
    """*problems*, where a list stands for entries by id as one with what its entries hold.

    What is missing beside such a list, and stands in its entries, was put there with them.
    """
    lists = {one.path: one for one in problems if one.kind == _FROM_LIST}
    inside: dict[tuple[Step, ...], list[str]] = {path: [] for path in lists}
    left: list[ModelProblem] = []
    for one in problems:
        beside = [path for path in lists if one.kind == "missing" and path[:-1] == one.path[:-1]]
        if held := [path for path in beside if _is_held(data, path, one.path[-1])]:
            inside[held[0]].append(str(one.path[-1]))
        else:
            left.append(one)
    for one in left:
        if one.kind != _FROM_LIST:
            yield one
            continue
        keys = ", ".join(inside[one.path])
        said = _LIFTED.fill({"keys": keys}) if keys else TwoLanguages("", "")
        yield replace(one, context={"inside_zh": said.zh, "inside_en": said.en})


def _is_held(data: object, path: tuple[Step, ...], key: Step) -> bool:
    """Whether an entry of the list at *path* in *data* has *key*."""
    entries = _at(data, path)
    held = entries if isinstance(entries, list) else ()
    return any(isinstance(one, dict) and key in one for one in held)


def _at(data: object, path: Sequence[Step]) -> Any:  # noqa: ANN401 - any content of a file
    """What stands at *path* in *data*; None: it does not lead there."""
    for step in path:
        data = data[step] if _leads(data, step) else None  # type: ignore[index]
    return data


@cache
def keys_of(model: type[BaseModel]) -> frozenset[str]:
    """The keys of *model* and of all models in it."""
    seen: set[type[BaseModel]] = set()
    todo: list[Any] = [model]
    while todo:
        one = todo.pop()
        if isinstance(one, type) and issubclass(one, BaseModel) and one not in seen:
            seen.add(one)
            todo += [field.annotation for field in one.model_fields.values()]
        todo += get_args(one)
    fields = (field for one in seen for field in one.model_fields.items())
    return frozenset(field.alias or name for name, field in fields)


def _lacking(raws: Sequence[Mapping[str, Any]]) -> dict[tuple[Step, ...], list[str]]:
    """Which keys are missing where, by pydantic's own paths."""
    lacking: dict[tuple[Step, ...], list[str]] = defaultdict(list)
    for raw in raws:
        if raw["type"] == "missing":
            lacking[raw["loc"][:-1]].append(str(raw["loc"][-1]))
    return lacking


def _problem(raw: Mapping[str, Any], data: object, lacking: Sequence[str]) -> ModelProblem:
    """One error of pydantic's in *data*; *lacking*: the keys that are missing beside it."""
    last = raw["loc"][-1:] if raw["type"] == "missing" else ()
    path, union, here = _walked(raw["loc"][: len(raw["loc"]) - len(last)], data)
    stray = path and raw["type"] == "extra_forbidden"
    aim = aimed_at(str(path[-1]), lacking) if stray else None
    empty = here is None and not last
    context = raw.get("ctx", {})
    kind = raw["type"]
    if kind == "dict_type" and isinstance(here, list):
        kind, context = _FROM_LIST, _NOTHING_INSIDE
    if kind == "string_type":
        kind, context = _no_text(here, path)
    kind, context = told(kind, here, path[-1] if path else None, context)
    return ModelProblem(kind, (*path, *last), union, _KEY in raw["loc"], context, aim, empty)


def _walked(steps: Sequence[Step], data: object) -> tuple[tuple[Step, ...], int | None, object]:
    """Where pydantic's *steps* lead in *data*: the path, how much of it to a union, what is there.

    A step that leads nowhere is the tag of a union.
    """
    path: list[Step] = []
    union: int | None = None
    here: Any = data
    for step in steps:
        if step == _KEY:
            continue
        if _is_tag(here, step, seen=union == len(path)) or not _leads(here, step):
            union = len(path)
        else:
            path.append(step)
            here = here[step]
    return tuple(path), union, here


def _no_text(here: object, path: Sequence[Step]) -> tuple[str, Mapping[str, object]]:
    """What is wrong with *here* at *path*, where a text belongs: a number is shown in quotes."""
    if type(here) is int and path and isinstance(path[-1], str):
        return "text_as_number", {"key": path[-1], "number": here}
    return ("text_as_list" if isinstance(here, list) else "string_type"), {}


def _is_tag(here: object, step: Step, *, seen: bool) -> bool:
    """Whether *step* only says which model was meant: the mapping names it, once."""
    return isinstance(here, dict) and not seen and any(here.get(k) == step for k in _TAG_KEYS)


def _leads(here: object, step: Step) -> bool:
    if isinstance(here, dict):
        return step in here
    return isinstance(here, list | tuple) and isinstance(step, int) and step < len(here)


def _joined(problems: Sequence[ModelProblem]) -> list[ModelProblem]:
    """One problem where all branches of a union failed at one spot; the deepest if one got on."""
    joined: list[ModelProblem] = []
    above = {problem.path[:size] for problem in problems for size in range(len(problem.path))}
    branches: dict[tuple[Step, ...], list[ModelProblem]] = defaultdict(list)
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


def _merged(place: tuple[Step, ...], group: list[ModelProblem]) -> ModelProblem:
    alone = group[0] if len(group) == 1 else None
    if one := next((one for one in group if one.kind in _TOO_LONG), alone):
        return one
    said = list(dict.fromkeys(problem.both for problem in group))
    context = {
        "zh": OR.zh.join(both.zh for both in said),
        "en": OR.en.join(both.en for both in said),
    }
    return _Merged("union", place, None, group[0].key, context)


class _Merged(ModelProblem):
    """One problem that says the problems of several branches of a union."""

    @property
    def both(self) -> TwoLanguages:
        return TwoLanguages(str(self.context["zh"]), str(self.context["en"]))


def _finding(
    problem: ModelProblem, path: tuple[Step, ...], document: Document, known: frozenset[str]
) -> Finding:
    name = _name(path) if path else document.shown.rpartition("/")[2]
    if problem.kind == "missing":
        return document.finding("DP105", path, {"field": name})
    if problem.kind == "extra_forbidden" or (problem.key and holds_colon(name)):
        value = None if problem.empty else ""
        near = [problem.aim] if problem.aim else like_keys(name, known, _LIKE)
        said = partial(unknown_key, name, value, near)
        if problem.hint is not None:
            said = partial(dict, field=in_sight(name), **hint_params(problem.hint))
        return document.finding("DP106", path, said, key=True)
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
