"""Registers: what they say of a seal, and what is refused as none."""

from __future__ import annotations

from datetime import date

import pytest

from dpcap.cli.register_words import told_status
from dpcap.errors import InvalidInputError
from dpcap.model.keyring import IssuerKey
from dpcap.model.register import MAX_SEALS
from dpcap.verify.keys import fingerprint
from dpcap.verify.register import MAX_REGISTER, RegisterInput, read_register, register_text
from dpcap.verify.verdict import VerifyInputs, judge_report
from registers import CASES, ISSUED, WITHDRAWN, register, row, touched
from signed import KEY, OTHER, SIGNED_ON, Signer, public, read, signed, unsigned

KEYS = (
    IssuerKey(fingerprint=fingerprint(public(KEY))),
    IssuerKey(fingerprint=fingerprint(public(OTHER)), until=date(2020, 1, 1)),
)


def held(text: str) -> RegisterInput:
    return RegisterInput.held_to(read_register(text.encode(), "register.json"), KEYS)


def judged(page: str, text: str, on: date = ISSUED):
    given = VerifyInputs(today=on, keys=KEYS, register=held(text))
    return judge_report(read(page), given)


@pytest.mark.parametrize("name", CASES)
def test_what_a_register_says_of_a_report(name: str) -> None:
    case = CASES[name]
    found = judged(signed("html"), case.text())
    assert found.outcome == case.outcome
    assert found.is_good == (case.outcome == "genuine")
    assert told_status(found.status)


def test_each_form_has_a_seal_of_its_own() -> None:
    listed = register(row("html", **WITHDRAWN), row("json"))
    assert judged(signed("html"), listed).outcome == "withdrawn"
    assert judged(signed("json"), listed).outcome == "genuine"
    assert judged(signed("json"), register(row("html"))).outcome == "status_unknown"


def test_without_a_register_its_status_is_not_checked() -> None:
    found = judge_report(read(signed("html")), VerifyInputs(today=SIGNED_ON, keys=KEYS))
    assert (found.outcome, found.status.state) == ("genuine", "unchecked")


def test_of_a_seal_that_is_not_genuine_a_register_says_nothing() -> None:
    listed = register(row(**WITHDRAWN))
    assert judged(unsigned("html"), listed).outcome == "unsigned"
    strange = signed("html", signer=Signer(OTHER, "x", SIGNED_ON))
    assert judged(strange, listed).status.state == "unchecked"


@pytest.mark.parametrize("what", touched())
def test_a_touched_register_is_refused(what: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        read_register(touched()[what].encode(), "register.json")
    (found,) = error.value.findings
    assert found.code in ("DP630", "DP631")
    assert found.file == "register.json"


def test_a_register_is_bounded() -> None:
    for raw in (b" " * (MAX_REGISTER + 1), b"\xff\xfe", b'{"a":' * 100_000):
        with pytest.raises(InvalidInputError):
            read_register(raw, "register.json")
    one = row()
    heap = (one.model_copy(update={"seal": f"{n:064x}"}) for n in range(MAX_SEALS + 1))
    many = register(*heap)
    with pytest.raises(InvalidInputError) as error:
        read_register(many.encode(), "register.json")
    assert error.value.findings[0].code == "DP630"


def test_it_is_read_as_it_was_written() -> None:
    text = register(row(), row("json", **WITHDRAWN))
    assert register_text(read_register(text.encode(), "r")) == text
