"""Reports that are signed, and their keys: for tests of what checks them."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import date
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from dpcap.model.profile import Profile
from dpcap.report.formats import render, render_bytes
from dpcap.verify.carried_report import CarriedReport, carried_by_html, carried_by_json
from dpcap.verify.file_reading import report_in
from dpcap.verify.page import PageSettings
from dpcap.verify.signing import Signer, sealed
from profiles import Wish, profile, shipped

ISSUER = "示例品牌集团 Example Group"
SIGNED_ON = date(2026, 11, 24)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
SIGNER = Signer(KEY, ISSUER, SIGNED_ON)


def public(key: Ed25519PrivateKey) -> str:
    """The raw public key in base64."""
    return b64encode(key.public_key().public_bytes_raw()).decode()


def pem(key: Ed25519PrivateKey) -> str:
    form = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return key.public_key().public_bytes(*form).decode()


@lru_cache(maxsize=4)
def subject(own: str = "自己的话") -> Profile:
    return profile(Wish(own=own, reviewed=0.4, shops=2))


def unsigned(
    form: str, language: str = "zh", audience: str = "brand", own: str = "自己的话"
) -> str:
    return render(subject(own), shipped(), format=form, language=language, audience=audience)


def read(text: str, name: str = "report") -> CarriedReport:
    """What the text of a report carries."""
    return (carried_by_json if text.startswith("{") else carried_by_html)(name, text.encode())


@lru_cache(maxsize=16)
def signed(
    form: str,
    language: str = "zh",
    audience: str = "brand",
    own: str = "自己的话",
    signer: Signer = SIGNER,
) -> str:
    return sealed(
        read(unsigned(form, language, audience, own)), signer, PageSettings(shipped())
    ).decode()


@lru_cache(maxsize=1)
def signed_pdf() -> bytes:
    """A signed report as PDF."""
    made = render_bytes(subject(), shipped(), format="pdf", language="zh", audience="brand")
    found = report_in("report.pdf", made)
    assert found is not None
    return sealed(found, SIGNER, PageSettings(shipped()))


def written(folder: Path, text: str, name: str = "report.html") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return path


def small_pdf(files: dict[str, str]) -> bytes:
    """A page with one letter on it, and *files* attached."""
    import typst

    attach = "".join(
        f"#pdf.attach({json.dumps(name)}, bytes(sys.inputs.at({json.dumps(name)})))\n"
        for name in files
    )
    made = typst.compile(f"{attach}x".encode(), sys_inputs=files, format="pdf")
    assert isinstance(made, bytes)
    return made
