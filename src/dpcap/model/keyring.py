"""The keys of an issuer: which seal counts, of which days, and which does not any more."""

from base64 import b64decode
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import Day, Digest, Frozen, Line

KEYS_SCHEMA: Literal["dpcap/keys/1"] = "dpcap/keys/1"
Life = Literal["lives", "early", "late", "revoked"]


class IssuerKey(Frozen):
    """One public key, by its fingerprint: SHA-256 (hex) of the raw key.

    `key` is the raw key in base64: it is there for people, a seal brings its own. A seal counts if
    its day lies from `from` to `until`, both included, and before `revoked_on`.
    """

    fingerprint: Digest
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")] | None = None
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    revoked_on: Day | None = None
    reason: Line | None = None

    @model_validator(mode="after")
    def _means_something(self) -> Self:
        if self.key is not None and sha256(b64decode(self.key)).hexdigest() != self.fingerprint:
            raise PydanticCustomError("DP625", "the fingerprint is not that of the key")
        if self.from_ and self.until and self.until < self.from_:
            raise PydanticCustomError("DP626", "the last day lies before the first")
        return self

    def life(self, on: date) -> Life:
        """What becomes of a seal of the day *on*."""
        if self.revoked_on is not None and on >= self.revoked_on:
            return "revoked"
        if self.from_ is not None and on < self.from_:
            return "early"
        return "late" if self.until is not None and on > self.until else "lives"


class Keyring(Frozen):
    """A file of keys (`dpcap-keys.json`): all that an issuer signs or has signed with."""

    schema_: Annotated[Literal["dpcap/keys/1"], Field(alias="schema")]
    keys: Annotated[tuple[IssuerKey, ...], Field(min_length=1)]


def key_for(keys: Iterable[IssuerKey], fingerprint: str, on: date) -> IssuerKey | None:
    """The key of that *fingerprint*; of several the one by which a seal of the day *on* is nothing.

    So a key that is given bare beside a file that revokes it is revoked.
    """
    same = (key for key in keys if key.fingerprint == fingerprint)
    return min(same, key=lambda key: key.life(on) == "lives", default=None)
