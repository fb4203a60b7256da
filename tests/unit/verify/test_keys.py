"""Keys and seals: only the key's own signature over every word of it counts."""

from __future__ import annotations

from base64 import b64decode

import pytest

from dpcap.errors import InvalidInputError
from dpcap.report.data import sealed_json, signed_bytes
from dpcap.verify.keys import (
    fingerprint,
    holds,
    is_locked,
    new_pair,
    read_private,
    read_public,
    seal,
)
from signed import ISSUER, KEY, OTHER, SIGNED_ON, pem, public, read, signed

TEXT = '{"schema":"dpcap/statement/1"}'


def codes(pem_bytes: bytes, passphrase: str | None = None) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        read_private(pem_bytes, "key.pem", passphrase)
    return [finding.code for finding in caught.value.findings]


def test_a_pair_signs_and_checks() -> None:
    for passphrase in (None, "geheim"):
        pair = new_pair(passphrase)
        assert is_locked(pair.private) == (passphrase is not None)
        key = read_private(pair.private, "key.pem", passphrase)
        made = seal(TEXT, key, ISSUER, SIGNED_ON)
        assert made.key == read_public(pair.public, "key.pub.pem")
        assert made.fingerprint == fingerprint(made.key)
        assert holds(made, TEXT)


def test_any_other_word_breaks_a_seal() -> None:
    made = seal(TEXT, KEY, ISSUER, SIGNED_ON)
    assert holds(made, TEXT)
    assert not holds(made, TEXT + " ")
    for update in (
        {"issuer": "Another"},
        {"on": SIGNED_ON.replace(year=2027)},
        {"key": public(OTHER)},
        {"signature": seal(TEXT, OTHER, ISSUER, SIGNED_ON).signature},
    ):
        assert not holds(made.model_copy(update=update), TEXT)


def test_other_letters_for_the_same_signature_do_not_count() -> None:
    made = seal(TEXT, KEY, ISSUER, SIGNED_ON)
    last = made.signature[85]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    twin = made.signature[:85] + alphabet[alphabet.index(last) ^ 1] + "=="
    assert b64decode(twin) == b64decode(made.signature)
    assert not holds(made.model_copy(update={"signature": twin}), TEXT)


def test_wrong_keys_are_told() -> None:
    locked = new_pair("geheim").private
    assert codes(locked) == codes(locked, "wrong") == codes(b"no key") == ["DP615"]
    with pytest.raises(InvalidInputError) as caught:
        read_public(new_pair(None).private, "key.pem")
    assert "private" in caught.value.findings[0].message("en")
    with pytest.raises(InvalidInputError):
        read_public(pem(KEY).replace("MCow", "MCoX").encode(), "key.pem")


def test_keys_of_another_kind_are_told() -> None:
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

    key = generate_private_key(SECP256R1())
    private = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    assert codes(private) == ["DP615"]
    public_pem = key.public_key().public_bytes(
        form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo
    )
    with pytest.raises(InvalidInputError):
        read_public(public_pem, "key.pem")


def test_what_is_signed_is_the_envelope_without_its_signature() -> None:
    """As the documents say it, so that anybody can check a signed JSON without us."""
    text = signed("json")
    made = read(text).seal
    assert made is not None
    without = text.removesuffix("\n").replace(f',"signature":"{made.signature}"', "")
    assert signed_bytes(made, read(text).text) == without.encode()
    assert sealed_json(made, read(text).text) + "\n" == text
    KEY.public_key().verify(b64decode(made.signature), without.encode())
