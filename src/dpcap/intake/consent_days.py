"""The days of a consent, held against each other."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.source import Document
from dpcap.model.consent import Consent, Consented
from dpcap.model.finding import Finding, Step


def turned_days(
    document: Document, consent: Consented, path: tuple[Step, ...]
) -> Iterator[Finding]:
    """An error if the *consent* at *path* of *document* ends before it begins."""
    if isinstance(consent, Consent) and consent.until is not None and consent.until < consent.on:
        params = {"on": str(consent.on), "until": str(consent.until)}
        yield document.finding("DP982", (*path, "until"), dict(params))
