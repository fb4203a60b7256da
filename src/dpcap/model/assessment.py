"""The assessment: one provider, one date, its answers and what backs them."""

import json
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Any, Literal, Self, assert_never

from pydantic import ConfigDict, Field, PrivateAttr

from dpcap.model.base import (
    FEW,
    MANY,
    Day,
    FileOrUrl,
    Flag,
    Frozen,
    Id,
    Language,
    Line,
    Name,
    Number,
    OwnId,
    Prose,
    ProviderId,
    Whole,
    unless_empty,
)
from dpcap.model.consent import Consented
from dpcap.model.finding import Finding
from dpcap.model.submission import SignOff

# The kind of evidence that is an address, not a file.
PUBLIC_LINK = "public_link"

FileState = Literal["ok", "absent", "empty", "too_large", "no_hash", "other_hash"]


class Contact(Frozen):
    """Whom to write to."""

    name: Line | None = None
    email: Line | None = None
    phone: Line | None = None


class Shop(Frozen):
    """A shop bound to the provider; `consent`: the brand agrees to be named."""

    id: OwnId
    name: Line
    consent: Consented = False


class Client(Frozen):
    """A brand served; `consent`: it agrees to be named as a reference."""

    name: Line
    consent: Consented
    category: Line | None = None
    since: Line | None = None


FactValue = Flag | Number | Prose | Annotated[tuple[Prose, ...], Field(max_length=FEW)]


class Fact(Frozen):
    """A fact of the provider with what it takes to read it.

    `without`: of a scope per shop, the shops for which it is not served, with what proves that.
    """

    value: FactValue
    on: Day | None = None
    basis: Line | None = None
    period: Line | None = None
    shops: Whole | None = None
    peer: Number | None = None
    evidence: Annotated[tuple[OwnId, ...], Field(max_length=FEW)] = ()
    note: Prose | None = None
    without: Annotated[
        dict[OwnId, Annotated[tuple[OwnId, ...], Field(max_length=FEW)]], Field(max_length=MANY)
    ] = unless_empty({})


class Provider(Frozen):
    """`provider.yaml`: who is assessed, asked once."""

    schema_: Annotated[Literal["dpcap/provider/1"], Field(alias="schema")]
    id: ProviderId
    name: Name
    registration_number: Line | None = None
    role: Id
    language: Language = "zh"
    contact: Contact = Contact.model_construct()
    categories: Annotated[tuple[Line, ...], Field(max_length=FEW)] = ()
    shops: Annotated[tuple[Shop, ...], Field(max_length=MANY)] = ()
    clients: Annotated[tuple[Client, ...], Field(max_length=MANY)] = ()
    facts: dict[Id, Fact] = {}


class NpsCounts(Frozen):
    """How many of those asked answered 9–10, 7–8 and 0–6."""

    promoters: Annotated[Whole, Field(ge=0)]
    passives: Annotated[Whole, Field(ge=0)]
    detractors: Annotated[Whole, Field(ge=0)]


Count = Annotated[Whole, Field(ge=0, le=10**12)]


class RateCounts(Frozen):
    """How often something was found, of how many; `per`: the rate is of so many."""

    cases: Count
    base: Count
    per: Number = 100.0

    @property
    def rate(self) -> float:
        """Cases per `per` of the base; 0 without a base."""
        return self.per * self.cases / self.base if self.base else 0.0


# A boolean's bool, a rubric's index or a number, a choice's id, a checklist's ids, counts for NPS,
# counts for a rate.
Value = Flag | Number | str | tuple[str, ...] | NpsCounts | RateCounts


def figure_of(value: Value | None) -> float | None:
    """*value* as one number, if it is a number or a rate."""
    match value:
        case RateCounts():
            return value.rate
        case None | bool() | str() | tuple() | NpsCounts():
            return None
        case int() | float():
            return float(value)
        case _:
            assert_never(value)


# The fields of the peer figures beside a value.
PEER_FIELDS = ("peer", "benchmark")


class Reply(Frozen):
    """What every answer carries: a value and what it takes to read and to believe it.

    `peer` is the middle of the peers (中间值), `benchmark` that of the best of them (标杆).
    """

    value: Value | None = None
    peer: Number | None = None
    benchmark: Number | None = None
    envelope: dict[Id, Line] = {}
    evidence: Annotated[tuple[OwnId, ...], Field(max_length=FEW)] = ()
    note: Prose | None = None


class Answer(Reply):
    """The reply to one indicator: exactly one of value, unknown, not_applicable (none: missing)."""

    unknown: Flag = False
    not_applicable: Id | None = None


class ShopRow(Reply):
    """The reply to one indicator for one shop. `line` is its line in kpis.csv, from 1."""

    shop: OwnId
    line: int | None = None


class Evidence(Frozen):
    """One piece of evidence as found: `state` says whether its file is there with its hash.

    `signature`: the id of the record of the electronic signature on it. `copied`: it is a link, and
    a copy of what it leads to lies in the folder.
    """

    id: OwnId
    kind: Id
    file: FileOrUrl | None = None
    url: FileOrUrl | None = None
    captured_on: Day | None = None
    sha256: str | None = None
    note: Prose | None = None
    signature: OwnId | None = None
    state: FileState
    copied: Flag = False


class Assessor(Frozen):
    """Who answered."""

    name: Line | None = None
    title: Line | None = None


# What is said about an assessment, not in it.
_ABOUT_IT = {"findings", "submission"}


class Assessment(Frozen):
    """All that a provider's folder says.

    `answers` maps indicator ids to answers, `rows` maps ids of per-shop indicators to one row a
    shop, `evidence` maps evidence ids to pieces. `findings` are what reading the folder turned up
    (warnings and notes: with an error there is no assessment). `submission`: the sign-off that
    counts, None where nobody signed; neither is part of the digest.
    """

    model_config = ConfigDict(ignored_types=(cached_property,))

    provider: Provider
    assessed_on: Day
    assessor: Assessor = Assessor.model_construct()
    answers: dict[Id, Answer] = {}
    rows: dict[Id, tuple[ShopRow, ...]] = {}
    evidence: dict[OwnId, Evidence] = {}
    findings: tuple[Finding, ...] = ()
    submission: SignOff | None = None

    # How it came to be is no part of what it says.
    _past: Mapping[str, "Assessment"] = PrivateAttr(default_factory=dict)

    @classmethod
    def of_answers(cls, answers: dict[str, Answer], rows: dict[str, tuple[ShopRow, ...]]) -> Self:
        """Answers and rows alone, of nobody."""
        nobody = Provider.model_construct(facts={})
        return cls.model_construct(provider=nobody, answers=answers, rows=rows)

    @property
    def past(self) -> Mapping[str, "Assessment"]:
        """Its form under each earlier edition of the framework that it was read through."""
        return self._past

    def with_past(self, past: Mapping[str, "Assessment"]) -> Self:
        """The assessment with its earlier forms."""
        made = self.model_copy()
        made._past = past  # noqa: SLF001 - its own
        return made

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with *update*; what was worked out of the original is not taken along."""
        made = super().model_copy(update=update, deep=deep)
        made.__dict__.pop("digest", None)
        return made

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of facts, answers, rows and evidence, in whatever order written."""
        content = self.model_dump(mode="json", exclude=_ABOUT_IT, exclude_defaults=True)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()
