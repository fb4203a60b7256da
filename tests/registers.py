"""Registers of the seals of `signed`: cases that the command line and the page both must judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from dpcap.model.register import REGISTER_SCHEMA, Register, RegisteredSeal
from dpcap.report.data import seal_digest
from dpcap.verify.register import register_text, sealed_register
from signed import ISSUER, KEY, OTHER, STRANGER, read, signed

ISSUED = date(2026, 11, 25)
WITHDRAWN_ON = date(2026, 11, 24)


def row(form: str = "html", **now: object) -> RegisteredSeal:
    """The row of the report that `signed` makes in *form*, in the state *now*."""
    report = read(signed(form))
    assert report.seal is not None
    said = {
        "seal": seal_digest(report.seal, report.text),
        "provider": report.profile.provider.id,
        "copy": f"brand/zh/full/{form}",
        "signed_on": report.seal.on,
        "as_of": report.profile.as_of,
        "state": "valid",
        "since": report.seal.on,
    }
    return RegisteredSeal.model_validate({**said, **now})


def other_row(digit: str = "0", **now: object) -> RegisteredSeal:
    """The row of a seal that no report here has."""
    return row(seal=digit * 64, **now)


def register(*rows: RegisteredSeal, key=KEY, days: int = 7, **said: object) -> str:
    """A register of *rows*, signed with *key*, as its file holds it."""
    bare = Register.model_construct(
        schema_=REGISTER_SCHEMA,
        issuer=ISSUER,
        key="",
        number=3,
        issued=ISSUED,
        next_update=ISSUED + timedelta(days=days),
        seals=rows,
        signature="",
    )
    return register_text(sealed_register(bare.model_copy(update=said), key))


WITHDRAWN = {"state": "withdrawn", "since": WITHDRAWN_ON, "reason": "violation", "by": "王敏"}
REPLACED = {
    "state": "superseded",
    "since": WITHDRAWN_ON,
    "reason": "later_report",
    "successor": "ab" * 32,
}


class StatusCase(NamedTuple):
    """A register, and what must be said of the report: outcome, its name on the page, words."""

    text: Callable[[], str]
    outcome: str
    head: str
    words: str


OLD = {"issued": date(2026, 11, 10), "next_update": date(2026, 11, 24)}
CASES: dict[str, StatusCase] = {
    "valid": StatusCase(lambda: register(row(), other_row()), "genuine", "✓ 真实", "有效"),
    "withdrawn": StatusCase(
        lambda: register(row(**WITHDRAWN)),
        "withdrawn",
        "✕ 真实，但已于 2026-11-24 撤回",
        "已撤回 · 2026-11-24；违规",
    ),
    "withdrawn, told by an old register": StatusCase(
        lambda: register(row(**WITHDRAWN), **OLD),
        "withdrawn",
        "✕ 真实，但已于 2026-11-24 撤回",
        "已撤回 · 2026-11-24；违规",
    ),
    "superseded": StatusCase(
        lambda: register(row(**REPLACED)),
        "replaced",
        "真实，但已于 2026-11-24 被取代",
        "被取代 · 2026-11-24；已有新的报告；新签名 abababab",
    ),
    "an old register": StatusCase(
        lambda: register(row(), **OLD),
        "status_unknown",
        "真实，但是否仍有效不明",
        "不明：登记表已过期，请向签发方取最新的",
    ),
    "the last day of a register": StatusCase(
        lambda: register(row(), issued=date(2026, 11, 20), next_update=ISSUED),
        "genuine",
        "✓ 真实",
        "有效",
    ),
    "by a stranger": StatusCase(
        lambda: register(row(), key=STRANGER),
        "status_unknown",
        "真实，但是否仍有效不明",
        "不明：登记表不是所给的钥匙签的，不采信",
    ),
    "by a stranger who withdraws": StatusCase(
        lambda: register(row(**WITHDRAWN), key=STRANGER),
        "status_unknown",
        "真实，但是否仍有效不明",
        "不明：登记表不是所给的钥匙签的，不采信",
    ),
    "by a key that had ended": StatusCase(
        lambda: register(row(), key=OTHER),
        "status_unknown",
        "真实，但是否仍有效不明",
        "不明：登记表不是所给的钥匙签的，不采信",
    ),
    "not in it": StatusCase(
        lambda: register(other_row()),
        "status_unknown",
        "真实，但是否仍有效不明",
        "不明：登记表里没有这枚签名",
    ),
}


def touched() -> dict[str, str]:
    """What somebody might do to a register: each must be refused by everybody."""
    made = register(row(**WITHDRAWN), other_row())
    return {
        "a state": made.replace('"state":"withdrawn"', '"state":"valid"', 1),
        "all but the signature": register(row(), other_row())[:-93] + made[-93:],
        "its day": made.replace('"next_update":"2026-12-02"', '"next_update":"2026-12-03"'),
        "a day without end": register(row(), days=9000),
        "a blank": made.replace(":", ": ", 1),
        "no end of line": made.rstrip("\n"),
        "more behind it": made + "\n",
        "a key twice": made.replace('{"issued"', '{"issued":"2026-11-25","issued"', 1),
        "a seal twice": register(row(), row()),
        "a key of its own": made.replace('"schema"', '"remark":"x","schema"'),
        "half of it": made[: len(made) // 2],
        "another schema": made.replace("dpcap/register/1", "dpcap/register/2"),
        "a number in place of a text": made.replace(f'"issuer":"{ISSUER}"', '"issuer":7'),
        "no such day": made.replace("2026-12-02", "2026-12-32"),
        "withdrawn for no reason": register(
            row(state="valid").model_copy(update={"state": "withdrawn"})
        ),
        "nothing": "",
        "null": "null\n",
        "a list": "[]\n",
    }
