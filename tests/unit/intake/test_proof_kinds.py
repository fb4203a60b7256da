"""What a framework, a folder and a review say about kinds of proof, and what is wrong with it."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.describe import proof_kinds, proof_line
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.review import load_review
from dpcap.model.framework import Framework
from dpcap.scoring.score import score
from locations import ROOT

TINY = ROOT / "tests" / "examples" / "frameworks" / "tiny"
CAPS = "public_link: 100}"
MORE = "public_link: 100, brand_confirmed: 90, e_signature: 60}"
TITLES = "  public_link: {zh: 公开链接, en: Public link}\n"
PARTS = """\
  brand_confirmed: {zh: 品牌确认, en: Confirmed by the brand}
  e_signature: {zh: 电子签署记录, en: Record of the electronic signature}
until_confirmed: {brand_confirmed: {counts_as: own_document, records: [e_signature]}}
link_hosts: {feishu.cn: own_document}
"""
COPY = b"minutes of the weekly review, agreed with the brand\n"
KINDS = "kinds: [own_document, export]"


def made(tmp_path: Path, *edits: tuple[str, str, str]) -> Framework:
    """The tiny framework with two kinds more, after *edits* (file, old, new)."""
    home = tmp_path / "framework"
    shutil.copytree(TINY, home)
    known = (("framework", CAPS, MORE), ("framework", TITLES, TITLES + PARTS))
    for name, old, new in (*known, *edits):
        file = home / f"{name}.yaml"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    return load_framework(home)


@pytest.mark.parametrize(
    ("code", "words", "edit"),
    [
        ("DP132", "no such kind", ("work", KINDS, "proof_caps: {photo: 60}")),
        ("DP132", "the same everywhere", ("work", KINDS, "proof_caps: {declared: 60}")),
        ("DP132", "always proves 100", ("work", KINDS, "proof_caps: {verified: 60}")),
        ("DP132", "does not list it", ("work", KINDS, f"{KINDS}, proof_caps: {{screenshot: 60}}")),
        ("DP133", "kind itself", ("framework", "own_document, r", "brand_confirmed, r")),
        ("DP133", "no such kind", ("framework", "counts_as: own_document", "counts_as: paper")),
        ("DP133", "prove more", ("framework", "counts_as: own_document", "counts_as: export")),
        *(
            ("DP133", said, ("framework", "own_document, r", f"own_document, fallback: {name}, r"))
            for said, name in (("such kind", "paper"), ("kind itself", "brand_confirmed"))
        ),
        (
            "DP133",
            "prove more",
            ("framework", "own_document, r", "own_document, fallback: export, r"),
        ),
        ("DP133", "no such kind", ("framework", "records: [e_signature]", "records: [stamp]")),
        ("DP133", "kind itself", ("framework", "[e_signature]", "[brand_confirmed]")),
        ("DP133", "no such kind", ("framework", "feishu.cn: own_document", "feishu.cn: paper")),
    ],
)
def test_a_framework_says_of_kinds_only_what_can_be(
    tmp_path: Path, code: str, words: str, edit: tuple[str, str, str]
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        made(tmp_path, edit)
    (found,) = caught.value.findings
    assert (found.code, found.severity) == (code, "error")
    assert found.line
    assert words in found.message("en")
    assert "{" not in found.message("zh") + found.message("en")


def folder(tmp_path: Path, evidence: str) -> Path:
    """A provider's folder whose one answer names the piece e1 of *evidence*."""
    home = tmp_path / "sample"
    (home / "evidence").mkdir(parents=True)
    (home / "evidence" / "minutes.txt").write_bytes(COPY)
    (home / "evidence" / "signed.txt").write_bytes(COPY + b"signed\n")
    (home / "provider.yaml").write_text(
        "schema: dpcap/provider/1\nid: sample\nname: {en: Invented}\nrole: maker\n"
    )
    (home / "answers.yaml").write_text(
        f"schema: dpcap/answers/1\nassessed_on: 2026-11-20\nevidence:\n{evidence}"
        "answers:\n  WRK-1.5: {value: 90, evidence: [e1]}\n"
    )
    return home


LINK = '  e1: {kind: public_link, url: "https://acme.feishu.cn/docx/1", captured_on: 2026-11-19'


@pytest.mark.parametrize(
    ("copy", "copied", "codes"),
    [
        ("", False, []),
        (f", file: evidence/minutes.txt, sha256: {sha256(COPY).hexdigest()}", True, []),
        (", file: evidence/minutes.txt", False, ["DP343"]),
        (f", file: evidence/lost.txt, sha256: {'0' * 64}", False, ["DP341"]),
    ],
    ids=["no copy", "copied", "without its hash", "lost"],
)
def test_a_link_to_an_online_document_needs_a_copy_that_is_there(
    tmp_path: Path, copy: str, *, copied: bool, codes: list[str]
) -> None:
    ours = made(tmp_path)
    given = load_assessment(folder(tmp_path, f"{LINK}{copy}}}\n"), ours)
    piece = given.evidence["e1"]
    assert (piece.state, piece.copied) == ("ok", copied)
    assert [one.code for one in given.findings if one.code.startswith("DP34")] == codes
    assert load_assessment(tmp_path / "sample", load_framework(TINY)).evidence["e1"].state == "ok"


def test_a_signature_names_a_record_that_is_there_and_of_the_kind(tmp_path: Path) -> None:
    ours = made(tmp_path)
    ours_only = "  e1: {kind: brand_confirmed, file: evidence/minutes.txt, signature: e2, "
    ours_only += f"sha256: {sha256(COPY).hexdigest()}, captured_on: 2026-11-19}}\n"
    record = "  e2: {kind: e_signature, file: evidence/signed.txt, "
    record += f"sha256: {sha256(COPY + b'signed' + bytes([10])).hexdigest()}}}\n"
    given = load_assessment(folder(tmp_path, ours_only + record), ours)
    assert "DP493" not in {one.code for one in given.findings}
    assert score(ours, given).evidence[0].counts_as is None
    for other in ("", record.replace("e_signature", "own_document")):
        shutil.rmtree(tmp_path / "sample")
        given = load_assessment(folder(tmp_path, ours_only + other), ours)
        (found,) = [one for one in given.findings if one.code == "DP493"]
        assert "e_signature" in found.message("en")
        assert score(ours, given).evidence[0].counts_as == "own_document"


REVIEW = """\
schema: dpcap/review/2
provider: sample
evidence:
  e1:
    ruling: {ruling}
    by: 张
    on: 2026-11-25
    reason: 看过
    saw: {{sha256: {digest}, kind: brand_confirmed}}
    confirmed: {{who: Ms Example, on: {on}}}
"""


@pytest.mark.parametrize(
    ("ruling", "on", "code"),
    [
        ("accepted", "2026-11-24", None),
        ("refused", "2026-11-24", "DP410"),
        ("accepted", "2026-11-26", "DP494"),
    ],
)
def test_a_review_says_who_confirmed_and_when(
    tmp_path: Path, ruling: str, on: str, code: str | None
) -> None:
    ours = made(tmp_path)
    text = REVIEW.format(ruling=ruling, on=on, digest=sha256(COPY).hexdigest())
    (tmp_path / "sample.yaml").write_text(text, encoding="utf-8")
    if code is None:
        review = load_review(tmp_path, "sample", ours)
        assert review is not None
        told = review.evidence["e1"].confirmed
        assert told is not None
        assert told.who == "Ms Example"
        return
    with pytest.raises(InvalidInputError) as caught:
        load_review(tmp_path, "sample", ours)
    assert [one.code for one in caught.value.findings] == [code]


def test_forms_name_kinds_by_the_caps_of_the_indicator(tmp_path: Path) -> None:
    ours = made(
        tmp_path, ("work", KINDS, f"{KINDS}, proof_caps: {{own_document: 100, export: 70}}")
    )
    proof = next(one.proof for one in ours.by_id.values() if one.proof and one.proof.proof_caps)
    assert proof is not None
    assert proof_kinds(ours, proof) == ("own_document", "export")
    assert "Own document 100 · Export 70" in proof_line(ours, proof, "en")
