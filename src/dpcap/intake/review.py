"""`<reviews>/<provider id>.yaml`: what a reviewer ruled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dpcap.intake.origin import node_ids
from dpcap.intake.problems import validate
from dpcap.intake.ration import refused
from dpcap.intake.source import Document, parse_yaml, read_yaml, text_of
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.review import Review


def load_review(reviews: Path, provider_id: str, framework: Framework) -> Review | None:
    """The review of *provider_id* in the directory *reviews*, or None if there is none.

    Raises InvalidInputError. The directory is the reviewer's: nothing in a provider's folder is
    ever read as a review.
    """
    path = reviews / f"{provider_id}.yaml"
    return read_review(path, framework) if path.is_file() else None


def read_review(path: Path, framework: Framework) -> Review:
    """The review in the file at *path*. Raises InvalidInputError."""
    return _checked(read_yaml(path), path.stem, framework)


def parse_review(raw: bytes, shown: str, provider_id: str, framework: Framework) -> Review:
    """The review of *provider_id* in a file's bytes; *shown* names it. Raises InvalidInputError."""
    return _checked(parse_yaml(text_of(raw, shown), shown), provider_id, framework)


def _checked(document: Document, provider_id: str, framework: Framework) -> Review:
    review = validate(document, Review)
    if found := list(_wrong(document, review, framework, provider_id)):
        raise refused(found)
    return review


def _wrong(
    document: Document, review: Review, framework: Framework, provider_id: str
) -> Iterator[Finding]:
    if review.provider != provider_id:
        params = {"name": review.provider, "provider": provider_id}
        yield document.finding("DP401", ("provider",), params)
    if review.role is not None and review.role.id not in framework.roles:
        params = {"role": review.role.id, "options": ", ".join(framework.roles)}
        yield document.finding("DP405", ("role", "id"), params)
    for node in review.indicators:
        if node not in framework.by_id:
            yield document.finding("DP402", ("indicators", node), key=True, node=node)
    yield from _exemptions(document, review, framework)
    nodes = node_ids(framework)
    for place, remark in enumerate(review.remarks):
        if remark.node is not None and remark.node not in nodes:
            yield document.finding("DP402", ("remarks", place, "node"), node=remark.node)


def _exemptions(document: Document, review: Review, framework: Framework) -> Iterator[Finding]:
    for node, ruled in review.not_applicable.items():
        indicator = framework.by_id.get(node)
        if indicator is None:
            yield document.finding("DP402", ("not_applicable", node), key=True, node=node)
        elif not indicator.not_applicable:
            yield document.finding("DP404", ("not_applicable", node), key=True, node=node)
        elif ruled.ruling == "verified":
            yield document.finding("DP403", ("not_applicable", node, "ruling"), node=node)
