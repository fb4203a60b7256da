"""`<reviews>/<provider id>.yaml`: what a reviewer ruled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dpcap.intake.finding_limit import refused
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, parse_yaml, read_yaml, text_of
from dpcap.intake.source_map import node_ids
from dpcap.model.finding import Finding, Step
from dpcap.model.framework import Framework
from dpcap.model.migration import earlier_versions
from dpcap.model.review import (
    AnswerRuling,
    EvidenceRuling,
    ExemptionRuling,
    Review,
    Ruled,
)
from dpcap.model.scope import SHOP_MARK
from dpcap.model.two_languages import TwoLanguages

_REFUSALS = TwoLanguages("拒绝", "refusals")
_VERIFICATIONS = TwoLanguages("现场核验", "verifications")
_NO_REFUSALS = TwoLanguages("采纳或现场核验", "acceptances and verifications")
_CLAIMS = TwoLanguages("reach: claim 的拒绝", "refusals with reach: claim")
_ACCEPTANCES = TwoLanguages("认可", "acceptances")

AnyRuling = EvidenceRuling | AnswerRuling | ExemptionRuling


def review_file(reviews: Path, provider_id: str) -> Path:
    """Where in *reviews* the review of a provider lies."""
    return reviews / f"{provider_id}.yaml"


def load_review(reviews: Path, provider_id: str, framework: Framework) -> Review | None:
    """The review of *provider_id* in the directory *reviews*, or None if there is none.

    Raises InvalidInputError. The directory is the reviewer's: nothing in a provider's folder is
    ever read as a review.
    """
    path = review_file(reviews, provider_id)
    return read_review(path, framework) if path.is_file() else None


def read_review(path: Path, framework: Framework) -> Review:
    """The review in the file at *path*. Raises InvalidInputError."""
    return bound(*review_in(read_yaml(path), path.stem, framework))


def parse_review(raw: bytes, shown: str, provider_id: str, framework: Framework) -> Review:
    """The review of *provider_id* in a file's bytes; *shown* names it. Raises InvalidInputError."""
    document = parse_yaml(text_of(raw, shown), shown)
    return bound(*review_in(document, provider_id, framework))


def review_in(
    document: Document, provider_id: str, framework: Framework
) -> tuple[Document, Review]:
    """The review in *document*, whose rulings need not say yet what was seen.

    Raises InvalidInputError.
    """
    review = validate(document, Review)
    if found := list(_wrong(document, review, framework, provider_id)):
        raise refused(found)
    return document, review


def bound(document: Document, review: Review) -> Review:
    """*review*, each ruling of which says what was seen. Raises InvalidInputError if one does not.

    A refusal that applied to nothing would be as good as none, so there are no unbound rulings.
    """
    found = [
        document.finding("DP406", path, {"name": str(path[-1])}, key=True)
        for path, ruling in rulings_of(review)
        if not is_bound(ruling)
    ]
    if found:
        raise refused(found)
    return review


def is_bound(ruling: AnyRuling) -> bool:
    """Whether *ruling* says what was seen: of a piece its content, else the edition as well."""
    if isinstance(ruling, EvidenceRuling):
        return ruling.saw is not None and bool(ruling.saw.sha256 or ruling.saw.url)
    return ruling.saw is not None and ruling.framework is not None


def rulings_of(review: Review) -> Iterator[tuple[tuple[Step, ...], AnyRuling]]:
    """Every ruling of *review* with its path in the file."""
    parts: tuple[tuple[str, Mapping[str, AnyRuling]], ...] = (
        ("evidence", review.evidence),
        ("not_applicable", review.not_applicable),
        ("indicators", review.indicators),
    )
    for part, rulings in parts:
        for name, ruling in rulings.items():
            yield (part, name), ruling


def _wrong(
    document: Document, review: Review, framework: Framework, provider_id: str
) -> Iterator[Finding]:
    if review.provider != provider_id:
        params = {"name": review.provider, "provider": provider_id}
        yield document.finding("DP401", ("provider",), params)
    if review.role is not None and review.role.id not in framework.roles:
        params = {"role": review.role.id, "options": ", ".join(framework.roles)}
        yield document.finding("DP405", ("role", "id"), params)
    for node, given in review.indicators.items():
        if node not in framework.by_id and _is_current(given, framework):
            yield document.finding("DP402", ("indicators", node), key=True, node=node)
    yield from _exemptions(document, review, framework)
    for path, ruling in rulings_of(review):
        yield from _misplaced(document, path, ruling)
    yield from _claims(document, review, framework)
    yield from _scopes(document, review, framework)
    yield from _remarks(document, review, framework)


def _remarks(document: Document, review: Review, framework: Framework) -> Iterator[Finding]:
    """Remarks on what no version has; the earlier ones are read where this one does not have it."""
    known = node_ids(framework)
    for place, remark in enumerate(review.remarks):
        node = remark.node
        if node is None or node in known:
            continue
        if not any(node in node_ids(one) for one in earlier_versions(framework)):
            yield document.finding("DP402", ("remarks", place, "node"), node=node)


def _claims(document: Document, review: Review, framework: Framework) -> Iterator[Finding]:
    for name, piece in review.evidence.items():
        for place, node in enumerate(piece.indicators):
            if node not in framework.by_id and _is_current(piece, framework):
                path = ("evidence", name, "indicators", place)
                yield document.finding("DP402", path, node=node)


def _is_current(ruling: AnyRuling, framework: Framework) -> bool:
    """Whether *ruling* is of the version in force; what an older one named may be gone."""
    return ruling.framework in (None, framework.edition)


def _scopes(document: Document, review: Review, framework: Framework) -> Iterator[Finding]:
    """Scopes that rulings on evidence name and that the framework does not have."""
    for name, piece in review.evidence.items():
        for place, mark in enumerate(piece.scopes):
            scope, at, shop = mark.partition(SHOP_MARK)
            spec = framework.scopes.get(scope)
            if spec is None or (at and (not shop or spec.per != "shop")):
                path = ("evidence", name, "scopes", place)
                yield document.finding("DP217", path, {"mark": mark})


def _exemptions(document: Document, review: Review, framework: Framework) -> Iterator[Finding]:
    for node, ruling in review.not_applicable.items():
        if not _is_current(ruling, framework):
            continue
        indicator = framework.by_id.get(node)
        if indicator is None:
            yield document.finding("DP402", ("not_applicable", node), key=True, node=node)
        elif not indicator.not_applicable:
            yield document.finding("DP404", ("not_applicable", node), key=True, node=node)


def _misplaced(document: Document, path: tuple[Step, ...], ruling: Ruled) -> Iterator[Finding]:
    """What a ruling says though its kind has no use for it, and the one thing a claim lacks."""

    def wrong(field: str, needs: TwoLanguages) -> Finding:
        params = {"name": str(path[-1]), "field": field}
        params |= {"needs_zh": needs.zh, "needs_en": needs.en}
        return document.finding("DP410", (*path, field), params, key=True)

    if ruling.until is not None and ruling.ruling != "verified":
        yield wrong("until", _VERIFICATIONS)
    if not isinstance(ruling, EvidenceRuling):
        return
    if ruling.scopes and ruling.ruling != "accepted":
        yield wrong("scopes", _ACCEPTANCES)
    if ruling.reach != "file" and ruling.ruling != "refused":
        yield wrong("reach", _REFUSALS)
    if ruling.confirmed is not None and ruling.ruling == "refused":
        yield wrong("confirmed", _NO_REFUSALS)
    if ruling.confirmed is not None and ruling.confirmed.on > ruling.on:
        params = {"name": str(path[-1]), "on": str(ruling.on), "told": str(ruling.confirmed.on)}
        yield document.finding("DP494", (*path, "confirmed", "on"), params)
    if ruling.indicators and ruling.reach != "claim":
        yield wrong("indicators", _CLAIMS)
    if ruling.reach == "claim" and not ruling.indicators:
        yield document.finding("DP105", path, {"field": "indicators"})
