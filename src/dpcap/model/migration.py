"""What becomes of the answers to one version of a framework under the next: a migration file.

Each version has one file, `migrations/<from>-<to>.yaml`, that leads to the next. Keys that name an
indicator of the older version are `renamed`, `split` and `retired`, and the lists `of` in `merged`;
all others name it as the newer version does.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, cached_property
from hashlib import sha256
from typing import Annotated, Literal, NamedTuple

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from dpcap.model.assessment import FactValue
from dpcap.model.base import FEW, MANY, Digest, Flag, Frozen, Id, Line, Text, Whole
from dpcap.model.framework import Framework
from dpcap.model.kept_history import KeptHistory

ChangeClass = Literal["none", "wording", "scoring", "structure"]
CLASSES: tuple[ChangeClass, ...] = ("none", "wording", "scoring", "structure")

# What a scale of few answers takes: yes or no, the index of a rung, the id of an option.
TableAnswer = Flag | Whole | Id
# How an answer is written as a key: `true`, `2`, `weekly`.
TableKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}$")]
_MOST_ROWS, _DIGITS = 1000, 18
# A history of no versions.
_NONE = b"[]"


def _exact(value: object) -> object:
    """A number as it was typed: 0.1 is a tenth, not the nearest binary fraction."""
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        raise PydanticCustomError("decimal_parsing", "must be a decimal number")
    return Decimal(repr(value)) if isinstance(value, float) else value


# Versions of pydantic write a decimal number in two ways: a schema is the same by each.
_AS_JSON = WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]})
Exact = Annotated[
    Decimal, BeforeValidator(_exact), Field(max_digits=_DIGITS, allow_inf_nan=False), _AS_JSON
]


class Split(Frozen):
    """One indicator becomes several: `carries` takes the value, all take the evidence."""

    heirs: Annotated[tuple[Id, ...], Field(min_length=1, max_length=FEW)]
    carries: Id


class MergeRow(Frozen):
    """The answers to the indicators merged, in their order, and what they come to."""

    given: Annotated[tuple[TableAnswer, ...], Field(min_length=2, max_length=FEW)]
    value: TableAnswer


class Merge(Frozen):
    """Several indicators become one. Without a table its answer is missing."""

    of: Annotated[tuple[Id, ...], Field(min_length=2, max_length=FEW)]
    table: Annotated[tuple[MergeRow, ...], Field(max_length=_MOST_ROWS)] = ()


class Rescale(Frozen):
    """A figure in another unit: the new value is the old one times `factor`, plus `offset`."""

    factor: Annotated[Exact, Field(gt=0)]
    offset: Exact = Decimal(0)
    unit: Text

    def of(self, value: float) -> float:
        """*value* in the new unit, worked out in decimals."""
        return float(Decimal(repr(value)) * self.factor + self.offset)

    def ratio(self, value: float) -> float:
        """What is added to a figure, in the new unit."""
        return float(Decimal(repr(value)) * self.factor)


class FactRule(Frozen):
    """Where a new fact comes from: an old fact, by `values` or as it is, or reasons for N/A."""

    fact: Id | None = None
    values: Annotated[dict[str, FactValue], Field(max_length=FEW)] = {}
    reasons: Annotated[dict[Id, FactValue], Field(max_length=FEW)] = {}


Ids = Annotated[tuple[Id, ...], Field(max_length=MANY)]


class Migration(Frozen):
    """`migrations/<from>-<to>.yaml`: how answers to version `from` are read by version `to`.

    `digest` is that of the older version, which stands compiled in `releases/`. `options` maps each
    answer of a scale of few to the new one; null: there is none, and the answer is missing.
    `asked_anew`: the meaning is another, so the old answer is shown and never counted;
    `same_meaning`: only the words are others. `change`: the class that the author declares.
    """

    model_config = ConfigDict(ignored_types=(cached_property,))

    schema_: Annotated[Literal["dpcap/migration/1"], Field(alias="schema")]
    from_: Annotated[Line, Field(alias="from")]
    to: Line
    digest: Digest
    change: ChangeClass = "none"
    renamed: Annotated[dict[Id, Id], Field(max_length=MANY)] = {}
    split: Annotated[dict[Id, Split], Field(max_length=MANY)] = {}
    merged: Annotated[dict[Id, Merge], Field(max_length=MANY)] = {}
    options: Annotated[dict[Id, dict[TableKey, TableAnswer | None]], Field(max_length=MANY)] = {}
    rescaled: Annotated[dict[Id, Rescale], Field(max_length=MANY)] = {}
    kinds: Annotated[dict[Id, Id], Field(max_length=FEW)] = {}
    reasons: Annotated[dict[Id, Id], Field(max_length=FEW)] = {}
    facts: Annotated[dict[Id, FactRule], Field(max_length=MANY)] = {}
    retired: Annotated[dict[Id, Text], Field(max_length=MANY)] = {}
    asked_anew: Annotated[dict[Id, Text], Field(max_length=MANY)] = {}
    same_meaning: Ids = ()

    @cached_property
    def merged_into(self) -> dict[str, str]:
        """Of each indicator merged, the one that it became a part of."""
        return {old: new for new, merge in self.merged.items() for old in merge.of}

    def heirs(self, node: str) -> tuple[str, ...]:
        """The indicators that take over the evidence of the older version's *node*."""
        if node in self.split:
            return self.split[node].heirs
        heir = self.heir(node)
        return () if heir is None else (heir,)

    def heir(self, node: str) -> str | None:
        """The one indicator that the answer to *node* goes to or goes into; None: none."""
        if node in self.retired:
            return None
        if node in self.split:
            return self.split[node].carries
        return self.merged_into.get(node) or self.renamed.get(node, node)

    def touched(self) -> Iterator[str]:
        """The newer version's indicators whose old answers are not read as they stand."""
        yield from (*self.options, *self.rescaled, *self.asked_anew, *self.merged)


class Release(NamedTuple):
    """An earlier version of a framework, and the migration that leads on from it."""

    framework: Framework
    migration: Migration


class MigrationStep(NamedTuple):
    """One step along a chain: from the older version to the one after it."""

    old: Framework
    migration: Migration
    new: Framework


class ReleaseEntry(Frozen):
    """A release as JSON: beside a framework on its way to a worker, or in a bundle."""

    framework: Framework
    migration: Migration


@cache
def _entries() -> TypeAdapter[tuple[ReleaseEntry, ...]]:
    """Made at its first use: building it takes longer than importing all of this."""
    return TypeAdapter(Annotated[tuple[ReleaseEntry, ...], Field(max_length=FEW)])


def history_json(framework: Framework) -> bytes:
    """The earlier versions of *framework* as JSON; kept ones are not read for it."""
    if framework.kept_history:
        return framework.kept_history.json
    entries = tuple(
        ReleaseEntry.model_construct(framework=one.framework, migration=one.migration)
        for one in framework.history
    )
    return _entries().dump_json(entries, by_alias=True, exclude_defaults=True)


def history_from(raw: bytes) -> tuple[Release, ...]:
    """What `history_json` gave. Raises pydantic's ValidationError."""
    return tuple(Release(one.framework, one.migration) for one in _entries().validate_json(raw))


def with_history_json(
    framework: Framework, raw: bytes, read: Callable[[bytes], tuple[Release, ...]] = history_from
) -> Framework:
    """*framework* with what `history_json` gave, of which *read* makes releases when asked for."""
    return framework if raw == _NONE else framework.with_history(KeptHistory(raw, read))


def reading_digest(framework: Framework) -> str:
    """SHA-256 (hex) of all that reading answers depends on: *framework*, its earlier versions."""
    if not framework.has_history:
        return framework.digest
    return sha256(framework.digest.encode() + history_json(framework)).hexdigest()


def judging_digest(framework: Framework, *, begun: bool) -> str:
    """As `reading_digest`; *begun*: each folder is judged by its own version, not by this one."""
    read = reading_digest(framework)
    return sha256(f"begun {read}".encode()).hexdigest() if begun and framework.has_history else read


def steps_from(framework: Framework, edition: str) -> tuple[MigrationStep, ...] | None:
    """The steps from *edition* (id and version) to *framework*; None: it is no earlier version."""
    if edition == framework.edition:
        return ()
    history: tuple[Release, ...] = framework.history
    for place, release in enumerate(history):
        if release.framework.edition == edition:
            rest = history[place:]
            later = [*(one.framework for one in rest[1:]), framework]
            return tuple(
                MigrationStep(one.framework, one.migration, new)
                for one, new in zip(rest, later, strict=True)
            )
    return None


def version_of(framework: Framework, edition: str) -> Framework | None:
    """The version that *edition* names, with its own earlier ones; None if there is none."""
    if edition == framework.edition:
        return framework
    return next((one for one in earlier_versions(framework) if one.edition == edition), None)


def version_by_digest(framework: Framework, digest: str) -> Framework | None:
    """As `version_of`, by the digest of the content."""
    if digest == framework.digest:
        return framework
    return next((one for one in earlier_versions(framework) if one.digest == digest), None)


def earlier_versions(framework: Framework) -> Iterator[Framework]:
    """The versions before *framework*, the latest first, each with those before it."""
    history: tuple[Release, ...] = framework.history
    for place in range(len(history) - 1, -1, -1):
        yield history[place].framework.with_history(history[:place])


def table_key(value: object) -> str:
    """An answer, or the value of a fact, as a key of a table has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def number_or(value: TableAnswer, scale_kind: str) -> bool | float | str:
    """*value* as an answer on a scale of *scale_kind* has it."""
    return float(value) if scale_kind == "rubric" else value
