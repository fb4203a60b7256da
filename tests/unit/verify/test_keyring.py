"""Keys have a life: which seal counts, of which day, and which key is meant."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpcap.errors import InvalidInputError
from dpcap.model.keyring import IssuerKey, key_for
from dpcap.verify.keys import fingerprint, read_keys
from dpcap.verify.verdict import VerifyInputs, judge_report
from signed import KEY, OTHER, SIGNED_ON, pem, public, read, signed

PRINT = fingerprint(public(KEY))
DAYS = st.one_of(st.none(), st.dates(date(2026, 11, 20), date(2026, 11, 28)))


def ring(**life: object) -> bytes:
    keys = [{"fingerprint": fingerprint(public(OTHER))}, {"fingerprint": PRINT, **life}]
    return json.dumps({"schema": "dpcap/keys/1", "keys": keys}, default=str).encode()


def judged(*keys: IssuerKey) -> tuple[str, str | None]:
    found = judge_report(read(signed("json")), VerifyInputs(today=date(2026, 11, 25), keys=keys))
    return found.outcome, found.seal.life


def test_a_pem_and_a_file_of_keys() -> None:
    (bare,) = read_keys(pem(KEY).encode(), "k.pem")
    assert (bare.fingerprint, bare.key, bare.until) == (PRINT, public(KEY), None)
    two = read_keys(ring(key=public(KEY), until="2027-01-01"), "keys.json")
    assert [one.until for one in two] == [None, date(2027, 1, 1)]
    yaml = f"schema: dpcap/keys/1\nkeys:\n  - {{fingerprint: {PRINT}, from: 2026-01-01}}\n"
    assert read_keys(yaml.encode(), "keys.yaml")[0].from_ == date(2026, 1, 1)


@given(DAYS, DAYS, DAYS)
def test_a_seal_counts_only_in_the_life_of_its_key(
    start: date | None, end: date | None, revoked: date | None
) -> None:
    if start and end and end < start:
        start, end = end, start
    key = IssuerKey(fingerprint=PRINT, from_=start, until=end, revoked_on=revoked)
    counts = (
        (start is None or start <= SIGNED_ON)
        and (end is None or end >= SIGNED_ON)
        and (revoked is None or revoked > SIGNED_ON)
    )
    assert (judged(key)[0] == "genuine") == counts
    assert (judged(key)[0] == "key_ended") != counts


def test_of_several_keys_each_is_accepted() -> None:
    other = IssuerKey(fingerprint=fingerprint(public(OTHER)))
    assert judged(other) == ("other_key", None)
    assert judged(other, IssuerKey(fingerprint=PRINT)) == ("genuine", "lives")


def test_a_bare_key_beside_one_that_is_revoked_is_revoked() -> None:
    ended = IssuerKey(fingerprint=PRINT, revoked_on=SIGNED_ON)
    for keys in ((IssuerKey(fingerprint=PRINT), ended), (ended, IssuerKey(fingerprint=PRINT))):
        assert judged(*keys) == ("key_ended", "revoked")
        assert key_for(keys, PRINT, SIGNED_ON - timedelta(1)) is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"key": public(OTHER)}, "DP625"),
        ({"from": "2027-01-01", "until": "2026-01-01"}, "DP626"),
        ({"until": "soon"}, "DP104"),
        ({"note": "x"}, "DP106"),
        ({"fingerprint": "zz"}, "DP104"),
    ],
)
def test_a_file_of_keys_that_means_nothing_is_told(change: dict[str, str], code: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_keys(ring(**change), "keys.json")
    assert [one.code for one in caught.value.findings] == [code]


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"\xff", b"schema: dpcap/keys/1\nkeys: []\n"])
def test_what_is_no_file_of_keys(raw: bytes) -> None:
    with pytest.raises(InvalidInputError):
        read_keys(raw, "keys.json")
