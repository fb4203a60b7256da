"""Keys and seals: Ed25519, by the `cryptography` library. All here raise ImportError without it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from dpcap.errors import InvalidInputError
from dpcap.intake.model_errors import validate
from dpcap.intake.source import parse_yaml, text_of
from dpcap.model.finding import Finding
from dpcap.model.keyring import IssuerKey, Keyring
from dpcap.model.statement import SEAL_SCHEMA, Seal, SealedPage, SealHead
from dpcap.model.two_languages import TwoLanguages
from dpcap.report.data import signed_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_PEM = b"-----BEGIN"
_NO_KEY = TwoLanguages("不是 Ed25519 密钥（PEM）", "it is no Ed25519 key in PEM")
_NEEDS = TwoLanguages("已加密，须给口令", "it is encrypted and takes a passphrase")
_WRONG = TwoLanguages("口令不对，或文件已损坏", "the passphrase is wrong, or the file is damaged")
_PRIVATE = TwoLanguages(
    "这是私钥，请勿外传；核对只用公钥",
    "this is the private key; keep it to yourself and check by the public one",
)


class KeyPair(NamedTuple):
    """A new pair of keys in PEM."""

    private: bytes
    public: bytes


def new_pair(passphrase: str | None) -> KeyPair:
    """A new key, encrypted if there is a *passphrase*, and its public half."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )

    key = Ed25519PrivateKey.generate()
    lock: form.KeySerializationEncryption = form.NoEncryption()
    if passphrase:
        lock = form.BestAvailableEncryption(passphrase.encode())
    return KeyPair(
        key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, lock),
        key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo),
    )


def is_locked(pem: bytes) -> bool:
    """Whether a private key in PEM takes a passphrase."""
    return b"ENCRYPTED" in pem


def read_private(pem: bytes, shown: str, passphrase: str | None) -> Ed25519PrivateKey:
    """The private key in *pem*; *shown* names its file. Raises InvalidInputError."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PrivateKey,
    )
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        load_pem_private_key,
    )

    locked = is_locked(pem)
    if locked and not passphrase:
        raise _bad(shown, _NEEDS)
    word = passphrase.encode() if locked and passphrase else None
    try:
        key = load_pem_private_key(pem, word)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _bad(shown, _WRONG if locked else _NO_KEY) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _bad(shown, _NO_KEY)
    return key


def read_public(pem: bytes, shown: str) -> str:
    """The public key in *pem*, raw, in base64. Raises InvalidInputError."""
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415

    if b"PRIVATE KEY" in pem:
        raise _bad(shown, _PRIVATE)
    try:
        key = load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _bad(shown, _NO_KEY) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _bad(shown, _NO_KEY)
    return _text(key.public_bytes_raw())


def head_of(key: Ed25519PrivateKey, issuer: str, on: date) -> SealHead:
    """What a seal of *issuer* with *key*, of the day *on*, says before there is a page."""
    return SealHead(schema_=SEAL_SCHEMA, issuer=issuer, on=on, key=public_text(key))


def signed(head: SealHead, page: SealedPage, statement: str, key: Ed25519PrivateKey) -> Seal:
    """The seal with *head* on *page* and *statement* (canonical JSON), by the *key* it names."""
    said = {name: getattr(head, name) for name in SealHead.model_fields}
    bare = Seal.model_construct(**said, page=page, signature="")
    return Seal(**said, page=page, signature=signature_of(signed_bytes(bare, statement), key))


def holds(made: Seal, statement: str) -> bool:
    """Whether the signature of the seal *made* is its key's, over all it says and *statement*."""
    return is_signed(signed_bytes(made, statement), made.key, made.signature)


def is_signed(message: bytes, key: str, signature: str) -> bool:
    """Whether *signature* over *message* is by the public *key*; both in base64."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
        Ed25519PublicKey,
    )

    raw, sign = b64decode(key), b64decode(signature)
    if (_text(raw), _text(sign)) != (key, signature):
        return False  # other letters for the same bytes: nobody signed it in this form
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(sign, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half of *key*, raw, in base64."""
    return _text(key.public_key().public_bytes_raw())


def signature_of(message: bytes, key: Ed25519PrivateKey) -> str:
    """The signature over *message* by *key*, in base64."""
    return _text(key.sign(message))


def read_keys(raw: bytes, shown: str) -> tuple[IssuerKey, ...]:
    """The keys in a file: a public key in PEM, or a file of keys. Raises InvalidInputError."""
    if _PEM in raw:
        key = read_public(raw, shown)
        return (IssuerKey(fingerprint=fingerprint(key), key=key),)
    return validate(parse_yaml(text_of(raw, shown), shown), Keyring).keys


def fingerprint(key: str) -> str:
    """SHA-256 (hex) of a raw public *key* in base64: what people compare."""
    return sha256(b64decode(key)).hexdigest()


def _text(raw: bytes) -> str:
    return b64encode(raw).decode()


def _bad(shown: str, problem: TwoLanguages) -> InvalidInputError:
    return InvalidInputError([Finding(code="DP615", file=shown, params=problem.params)])
