"""A provider that wrote a secret of its own into every field, and who may read which of them.

`seeded(wish)` gives a profile, its framework and its standing with the `Secret`s in them: a mark in
each free text, a phone number, ID number or address beside it, the ids and hashes of evidence, shop
ids, amounts. Each knows its readers. `found(secrets, content)` says which of them *content* holds,
written plainly, escaped for JSON, HTML or an address, in base64 or in the UTF-16 of a PDF.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from html import escape
from io import BytesIO
from typing import Any
from urllib.parse import quote

from decided import rests_on
from dpcap.model.assessment import Assessment
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.gate import GateResult
from dpcap.model.manager import ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import AnswerRuling, ExemptionRuling, Review, SeenReason
from dpcap.model.seen_today import seen_answer
from dpcap.report.sanitize import clean
from dpcap.scoring.case import make_case
from dpcap.scoring.sensitivity import full_profile
from profiles import DAY, Draw, Wish, shipped

ALL = frozenset({"reviewer", "applicant", "brand"})
OWN = ALL - {"brand"}
REVIEWER = frozenset({"reviewer"})

# What the provider writes in its own words that is meant for everybody; all else is for `OWN`.
OPEN_FACTS = {"main_category", "price_band", "cities"}
AMOUNTS = {"shipped_gmv_wan": 7316094.0, "yearly_gmv_wan": 97405183.0}
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Secret:
    """What is written, where it was put, and who may read it."""

    text: str
    path: Path
    readers: frozenset[str]


@dataclass(frozen=True)
class Seeded:
    """A profile full of secrets, and what it is rendered with."""

    profile: Profile
    framework: Framework
    standing: GatesAndDecision
    secrets: tuple[Secret, ...]

    def hidden_from(self, audience: str) -> tuple[Secret, ...]:
        return tuple(one for one in self.secrets if audience not in one.readers)

    def open_to(self, audience: str) -> tuple[Secret, ...]:
        """What *audience* may read, as far as a profile keeps it at all.

        What the manager holds is kept whole for who scores the provider again: for reviewers alone.
        """
        records = self.profile.kept.records if audience == "reviewer" else None
        kept = self.profile.kept.model_copy(update={"records": records})
        whole = self.profile.model_copy(update={"kept": kept}).model_dump_json()
        may = (one for one in self.secrets if audience in one.readers)
        return tuple(one for one in may if one.text in whole)


USUAL = Wish(reviewed=0.5)


def seeded(wish: Wish = USUAL) -> Seeded:
    """The profile of a provider drawn as wished, every text of its own a secret."""
    framework = shipped()
    sower = Sower()
    drawn = Draw(framework, replace(wish, own=Sower.SOIL, issuer=Sower.SOIL))
    given = drawn.assessment()
    assessment = Assessment.model_validate(
        sower.sown(_with_amounts(given).model_dump(by_alias=True), ("folder",))
    )
    review = _with_more(drawn.review(), drawn, assessment)
    ruled = Review.model_validate(sower.sown(review.model_dump(by_alias=True), ("review",)))
    standing = GatesAndDecision.model_validate(sower.sown(_standing(), ("standing",)))
    profile = full_profile(make_case(framework, assessment, records=ManagerRecords(review=ruled)))
    # On which piece a level hangs is of the seeded ids, whatever was drawn.
    hinge = profile.hinges_on or next((piece.id for piece in profile.evidence), None)
    profile = profile.model_copy(update={"hinges_on": hinge})
    figures = [Secret(f"{value:.0f}", ("folder", name), OWN) for name, value in AMOUNTS.items()]
    figures += [replace(one, text=f"{int(one.text):,}") for one in figures]
    return Seeded(profile, framework, standing, (*sower.secrets, *figures))


def _with_amounts(given: Assessment) -> Assessment:
    facts = {
        name: fact.model_copy(update={"value": AMOUNTS[name]}) if name in AMOUNTS else fact
        for name, fact in given.provider.facts.items()
    }
    update = {"facts": facts, "categories": (Sower.SOIL, Sower.SOIL)}
    return given.model_copy(update={"provider": given.provider.model_copy(update=update)})


def _with_more(review: Review, drawn: Draw, given: Assessment) -> Review:
    """Rulings on N/A answers and on answers seen, and who looks after the provider."""
    by = {"by": Sower.SOIL, "on": DAY, "reason": Sower.SOIL}
    by |= {"framework": drawn.framework.edition}
    reasons = {n: a.not_applicable for n, a in given.answers.items() if a.not_applicable}
    answered = [node for node, answer in given.answers.items() if answer.value is not None]
    return review.model_copy(
        update={
            "owner": Sower.SOIL,
            "not_applicable": {
                node: ExemptionRuling(ruling="accepted", saw=SeenReason(reason=reason), **by)
                for node, reason in reasons.items()
            },
            "indicators": {
                node: AnswerRuling(ruling="verified", saw=seen_answer(given, node), **by)
                for node in answered[:3]
            },
        }
    )


def _standing() -> dict[str, Any]:
    soil = Sower.SOIL
    gate = GateResult(
        id="level",
        severity="error",
        state="waived",
        operator="at_least",
        needed=3.0,
        found=2.0,
        waiver_until=DAY,
        waiver_owner=soil,
    )
    decision = Decision.model_validate(
        {
            "schema": "dpcap/decision/2",
            "provider": "lanxing",
            "decision": "conditional",
            "by": soil,
            "on": DAY,
            "reason": soil,
            "conditions": [{"text": soil, "due_on": DAY}],
            **rests_on(),
        }
    )
    made = GatesAndDecision(gates=(gate,), decision=decision)
    return made.model_dump(by_alias=True)


class Sower:
    """Puts a secret of its own wherever the soil lies, and new ids for evidence and shops."""

    SOIL = "自己的话"

    def __init__(self) -> None:
        self.secrets: list[Secret] = []
        self._ids: dict[str, str] = {}
        self._count = 0

    def sown(self, value: Any, path: Path, around: Any = None) -> Any:
        if isinstance(value, str):
            return self._text(value, path, around)
        if isinstance(value, tuple | list):
            return [self.sown(one, (*path, at), value) for at, one in enumerate(value)]
        if isinstance(value, dict):
            named = path in {("folder", "evidence"), ("review", "evidence")}
            return {
                self._id(key, "proof") if named else key: self.sown(one, (*path, key), value)
                for key, one in value.items()
            }
        return value

    def _text(self, text: str, path: Path, around: Any) -> str:
        match path:
            case ("folder", "evidence", _, "id") | (*_, "evidence", int()):
                return self._id(text, "proof")
            case ("folder", "provider", "shops", _, "id") | (*_, "shop"):
                return self._id(text, "shop")
            case (*_, "sha256"):
                return self._hash(text, path)
        if self.SOIL not in text:
            return text
        self._count += 1
        mark, (said, number) = f"暗{self._count:05d}语", number_of(self._count)
        readers = readers_of(path, around)
        # Numbers are for reviewers; but whom to write to is told to the provider itself.
        reach = OWN if path[-1] in {"email", "phone"} else REVIEWER
        self.secrets += [Secret(mark, path, readers), Secret(number, path, reach)]
        return text.replace(self.SOIL, f"{mark}，{said}")

    def _id(self, old: str, kind: str) -> str:
        if old not in self._ids:
            self._ids[old] = f"zq{kind}{len(self._ids):04d}x"
            self.secrets.append(Secret(self._ids[old], (kind, old), OWN))
        return self._ids[old]

    def _hash(self, old: str, path: Path) -> str:
        made = sha256(old.encode()).hexdigest()
        self.secrets.append(Secret(made[:8], path, OWN))
        return made


def number_of(count: int) -> tuple[str, str]:
    """A number, an address or an id of a chat program, another for each *count*.

    As it is written, in whatever disguise, and what of it may not be read.
    """
    plain = (
        f"139{count:08d}",
        f"010-8{count:07d}",
        f"1101011990{count % 12 + 1:02d}{count % 28 + 1:02d}{count % 1000:03d}X",
        f"u{count}@secret.example",
        f"139\u200b0{count:07d}",
        f"139.0{count % 1000:03d}.7{count % 1000:03d}",
        f"ｕ{count}＠ｓｅｃｒｅｔ．ｅｘａｍｐｌｅ",
    )
    number = plain[count % len(plain)]
    if count % 11:
        return number, number
    return f"微信：wm_{count:05d}", f"wm_{count:05d}"


def readers_of(path: Path, around: Any) -> frozenset[str]:
    """Who may read the text at *path*; *around* is what holds it."""
    readers = OWN
    match path:
        case ("folder", "provider", "shops" | "clients", _, _) if around["consent"]:
            readers = ALL
        case ("folder", "provider", "categories", _):
            readers = ALL
        case ("folder", "provider", "facts", str(name), "value", *_) if name in OPEN_FACTS:
            readers = ALL
        case ("review", "issuer") | (
            "review",
            "evidence" | "indicators" | "not_applicable",
            _,
            "by",
        ):
            readers = ALL
        case ("review", "owner") | ("standing", "gates", *_):
            readers = REVIEWER
        case ("review", "remarks", _, _):
            readers = ALL if around["audience"] == "all" else REVIEWER
    return readers


FEW_BYTES = 4
_STREAM = re.compile(rb"(?<=stream\n).*?(?=endstream)", re.DOTALL)
_BINARY = ("/CIDFontType0C", "/OpenType", "/Type1C", "/Image")


def found(secrets: Iterable[Secret], content: bytes, binary: bytes = b"") -> list[Secret]:
    """Which of the *secrets* stand in *content*, in whatever form.

    *binary* is what is no text: a form of few bytes stands in it by chance, and is not looked for.
    """
    # A page may break a line inside a word.
    dense, packed = (b"".join(part.split()) for part in (content, binary))

    # Secrets of a kind begin alike: where no such beginning stands, none need be looked for.
    @cache
    def begins(start: bytes) -> bool:
        return start in dense or start in packed

    def stands(form: bytes) -> bool:
        return form in dense or (len(form) > FEW_BYTES and form in packed)

    return [
        one for one in secrets if any(begins(form[:6]) and stands(form) for form in forms(one.text))
    ]


@cache
def forms(text: str) -> tuple[bytes, ...]:
    """*text* as it may be written in a page, an attachment or a message."""
    plain = text.encode()
    # In base64 a text looks different at each of three places; its ends hang on its neighbours.
    coded = (b64encode(b"\0" * lead + plain)[4 if lead else 0 : -4] for lead in range(3))
    return tuple(
        dict.fromkeys(
            (
                plain,
                clean(text).encode(),
                json.dumps(text)[1:-1].encode(),
                escape(text).encode(),
                quote(text).encode(),
                text.encode("utf-16-be"),
                *coded,
            )
        )
    )


def inside_pdf(pdf: bytes) -> tuple[bytes, bytes]:
    """All that a PDF holds: pages as text, each string, stream and attachment; and what is binary.

    Binary are fonts, pictures, and the file as it is, with its streams compressed.
    """
    from pypdf import PdfReader
    from pypdf.generic import StreamObject

    reader = PdfReader(BytesIO(pdf))
    held = [page.extract_text().encode() for page in reader.pages]
    held.append(_STREAM.sub(b"", pdf))
    binary = [pdf]
    for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        one = reader.get_object(number)
        held.append(str(one).encode())
        if isinstance(one, StreamObject):
            is_binary = "/Length1" in one or one.get("/Subtype") in _BINARY
            (binary if is_binary else held).append(one.get_data())
    return b"\n".join(held), b"\n".join(binary)
