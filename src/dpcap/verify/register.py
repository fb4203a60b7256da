"""A register as a file: written, signed, read strictly, and asked about one seal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from dpcap.errors import InvalidInputError
from dpcap.model.finding import Finding
from dpcap.model.keyring import IssuerKey, key_for
from dpcap.model.register import MAX_SEALS, REGISTER_SCHEMA, Register, RegisteredSeal
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.canonical import canonical
from dpcap.verify.keys import is_signed, public_text, signature_of
from dpcap.verify.strict_json import canonical_of, made, parsed, unreadable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAX_REGISTER = 16 * 1024 * 1024
_CODE = "DP630"
_TOO_LARGE = TwoLanguages("文件太大", "it is too large")
_NO_TEXT = TwoLanguages("不是 UTF-8 文本", "it is no UTF-8 text")
_NO_REGISTER = TwoLanguages(
    f"它不是 {REGISTER_SCHEMA} 登记表", f"it is no register ({REGISTER_SCHEMA})"
)
_TOUCHED = TwoLanguages("不是 dpcap 写出的原样", "it does not stand as dpcap wrote it")

StatusState = Literal["unchecked", "valid", "superseded", "withdrawn", "unknown"]
# Why nothing can be told: by whom it is signed, how old it is, that it does not know the seal.
UnknownReason = Literal["untrusted", "old", "unlisted"]


@dataclass(frozen=True)
class StatusCheck:
    """What a register says of one seal: its state and row, or why nothing can be told."""

    state: StatusState = "unchecked"
    row: RegisteredSeal | None = None
    why: UnknownReason | None = None


@dataclass(frozen=True)
class RegisterInput:
    """A register to hold seals against; `is_trusted`: a key of the reader's signed it."""

    register: Register
    is_trusted: bool

    @classmethod
    def held_to(cls, register: Register, keys: Iterable[IssuerKey]) -> RegisterInput:
        """*register*, trusted if one of *keys* signed it, that counted on its day."""
        key = key_for(keys, register.fingerprint, register.issued)
        return cls(register, key is not None and key.life(register.issued) == "lives")

    def status(self, seal: str, on: date) -> StatusCheck:
        """What became of the seal of that digest, by the day *on*.

        An old register calls nothing valid; what it calls withdrawn or superseded stays so.
        """
        if not self.is_trusted:
            return StatusCheck("unknown", why="untrusted")
        row = self._rows.get(seal)
        if row is None:
            return StatusCheck("unknown", why="unlisted")
        if row.state == "valid" and self.register.is_old(on):
            return StatusCheck("unknown", row, "old")
        return StatusCheck(row.state, row)

    @cached_property
    def _rows(self) -> dict[str, RegisteredSeal]:
        return {row.seal: row for row in self.register.seals}


def sealed_register(register: Register, key: Ed25519PrivateKey) -> Register:
    """*register* signed by *key*, whatever key and signature it names."""
    bare = register.model_copy(update={"key": public_text(key)})
    return bare.model_copy(update={"signature": signature_of(_signed_bytes(bare), key)})


def register_text(register: Register) -> str:
    """*register* as its file holds it: canonical JSON in one line."""
    return canonical(_plain(register)) + "\n"


def read_register(raw: bytes, name: str) -> Register:
    """The register in *raw*; *name* is its file. Raises InvalidInputError.

    Whatever is not to the byte as dpcap writes it, or does not fit its own signature, is refused.
    """
    if len(raw) > MAX_REGISTER:
        raise unreadable(name, _TOO_LARGE, _CODE)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise unreadable(name, _NO_TEXT, _CODE) from error
    register = made(Register, _line_of(text, name), name, _CODE)
    if register_text(register) != text:
        raise unreadable(name, _TOUCHED, _CODE)
    if not is_signed(_signed_bytes(register), register.key, register.signature):
        raise InvalidInputError([Finding(code="DP631", file=name)])
    return register


def _line_of(text: str, name: str) -> str:
    """The JSON *text* of a register in canonical form. Raises InvalidInputError."""
    try:
        data = parsed(text, name)
        line = canonical_of(data, name)
    except InvalidInputError as error:
        raise unreadable(name, _NO_REGISTER, _CODE) from error
    if not isinstance(data, dict) or data.get("schema") != REGISTER_SCHEMA:
        raise unreadable(name, _NO_REGISTER, _CODE)
    seals = data.get("seals")
    if isinstance(seals, list) and len(seals) > MAX_SEALS:
        raise unreadable(name, _TOO_LARGE, _CODE)
    return line


def _signed_bytes(register: Register) -> bytes:
    said = {key: one for key, one in _plain(register).items() if key != "signature"}
    return canonical({"register": said}).encode()


def _plain(register: Register) -> dict[str, object]:
    return register.model_dump(mode="json", by_alias=True, exclude_none=True)
