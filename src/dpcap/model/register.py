"""The register: the seals that an issuer has given, and which of them count no more.

It is a signed list with a day by which the next one is out. From one to the next no seal
disappears, and none that was withdrawn or superseded becomes valid again.
"""

from base64 import b64decode
from datetime import date, timedelta
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import Day, Digest, Frozen, Line, ProviderId, Whole

REGISTER_SCHEMA: Literal["dpcap/register/1"] = "dpcap/register/1"
# How many seals one register holds, and for how many days it may stand.
MAX_SEALS, MAX_DAYS = 20_000, 366
RegisteredState = Literal["valid", "superseded", "withdrawn"]
# Why a person withdraws a seal.
WithdrawalKind = Literal["error", "violation", "left", "other"]
StateReason = Literal[
    "later_report",
    "later_decision",
    "not_admitted",
    "decision_ended",
    "error",
    "violation",
    "left",
    "other",
]
_REASONS: dict[RegisteredState, frozenset[str | None]] = {
    "valid": frozenset((None,)),
    "superseded": frozenset(("later_report", "later_decision")),
    "withdrawn": frozenset(
        ("not_admitted", "decision_ended", "error", "violation", "left", "other")
    ),
}


class RegisteredSeal(Frozen):
    """One seal: of what report it is, and what became of it.

    `seal` is its digest. `copy`: for whom, in which language and form. `as_of`: the day that the
    report judges; `decided_on`, `until` and `shows` are day, last day and digest of the decision
    that it shows. `since` is the day from which `state` holds, `by` who withdrew it, `successor`
    the seal of the report that took its place.
    """

    seal: Digest
    provider: ProviderId
    copy_: Annotated[Line, Field(alias="copy")]
    signed_on: Day
    as_of: Day
    decided_on: Day | None = None
    until: Day | None = None
    shows: Digest | None = None
    state: RegisteredState
    since: Day
    reason: StateReason | None = None
    by: Line | None = None
    successor: Digest | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        decided = (self.decided_on is None) == (self.shows is None)
        ends = self.until is None or self.decided_on is not None
        followed = self.successor is None or self.reason == "later_report"
        if self.reason not in _REASONS[self.state] or not (decided and ends and followed):
            raise PydanticCustomError("register_row", "state and reason do not go together")
        return self


class Register(Frozen):
    """`register.json`: all seals of an issuer, signed with the `key` (raw, base64).

    `number` counts its editions. After `next_update` it is old, and tells of no seal that it is
    valid.
    """

    schema_: Annotated[Literal["dpcap/register/1"], Field(alias="schema")]
    issuer: Line
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]
    number: Annotated[Whole, Field(ge=1)]
    issued: Day
    next_update: Day
    seals: Annotated[tuple[RegisteredSeal, ...], Field(max_length=MAX_SEALS)]
    signature: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{86}==$")]

    @model_validator(mode="after")
    def _is_a_list_for_some_days(self) -> Self:
        if not self.issued < self.next_update <= self.issued + timedelta(days=MAX_DAYS):
            raise PydanticCustomError("register_days", "next_update does not follow issued")
        if len({row.seal for row in self.seals}) != len(self.seals):
            raise PydanticCustomError("register_twice", "a seal stands in it twice")
        return self

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the raw public key."""
        return sha256(b64decode(self.key)).hexdigest()

    def is_old(self, on: date) -> bool:
        """Whether the next one was to be out before the day *on*."""
        return self.next_update < on
