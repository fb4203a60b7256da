"""Keys and seals: only the key's own signature over every word of it counts."""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256

import pytest

from dpcap.errors import InvalidInputError
from dpcap.model.statement import Seal
from dpcap.report.data import sealed_json, signed_bytes
from dpcap.verify.keys import (
    fingerprint,
    head_of,
    holds,
    is_locked,
    new_pair,
    read_private,
    read_public,
)
from dpcap.verify.keys import signed as sealed_by
from dpcap.verify.seals import page_of
from signed import ISSUER, KEY, OTHER, SIGNED_ON, pem, public, read, signed

TEXT = '{"schema":"dpcap/statement/2"}'
PAGE = page_of("html", b"<html></html>")


def seal(key=KEY, page=PAGE, text=TEXT) -> Seal:
    return sealed_by(head_of(key, ISSUER, SIGNED_ON), page, text, key)


def codes(pem_bytes: bytes, passphrase: str | None = None) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        read_private(pem_bytes, "key.pem", passphrase)
    return [finding.code for finding in caught.value.findings]


def test_a_pair_signs_and_checks() -> None:
    for passphrase in (None, "geheim"):
        pair = new_pair(passphrase)
        assert is_locked(pair.private) == (passphrase is not None)
        key = read_private(pair.private, "key.pem", passphrase)
        made = seal(key)
        assert made.key == read_public(pair.public, "key.pub.pem")
        assert made.fingerprint == fingerprint(made.key)
        assert holds(made, TEXT)


def test_any_other_word_breaks_a_seal() -> None:
    made = seal()
    assert holds(made, TEXT)
    assert not holds(made, TEXT + " ")
    for update in (
        {"issuer": "Another"},
        {"on": SIGNED_ON.replace(year=2027)},
        {"key": public(OTHER)},
        {"page": page_of("html", b"<html>more</html>")},
        {"page": page_of("json", b"<html></html>")},
        {"signature": seal(OTHER).signature},
    ):
        assert not holds(made.model_copy(update=update), TEXT)


def test_other_letters_for_the_same_signature_do_not_count() -> None:
    made = seal()
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


def test_what_is_signed_is_as_the_documents_say() -> None:
    """So that anybody can check a signed JSON without us."""
    text = signed("json")
    made = read(text).seal
    assert made is not None
    data = json.loads(text)
    statement = text[text.index('"statement":') + len('"statement":') :].removesuffix("}\n")
    del data["seal"]["signature"]
    data["statement"] = sha256(statement.encode()).hexdigest()
    plain = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert signed_bytes(made, read(text).text) == plain
    assert data["seal"]["page"] == {
        "form": "json",
        "length": len(statement.encode()),
        "sha256": data["statement"],
    }
    assert sealed_json(made, read(text).text) + "\n" == text
    KEY.public_key().verify(b64decode(made.signature), plain)
