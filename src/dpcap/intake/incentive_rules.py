"""`incentives.yaml`, shipped or one's own, and what it is held against."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.lookup import shipped
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, read_yaml
from dpcap.intake.standing_rules import STANDING_DIR, TIERS_FILE, read_tiers
from dpcap.model.incentives import Campaign, IncentiveRules

INCENTIVES_FILE = "incentives.yaml"


def open_incentives(path: Path | None = None) -> tuple[Document, IncentiveRules]:
    """The file at *path*, else the shipped one, and the scheme in it. Raises InvalidInputError."""
    document = read_yaml(path or shipped(STANDING_DIR) / INCENTIVES_FILE)
    return document, validate(document, IncentiveRules)


def shipped_campaigns() -> tuple[Campaign, ...]:
    """The campaigns of the scheme that came with dpcap."""
    return open_incentives()[1].campaigns or ()


def tiers_beside(path: Path | None) -> tuple[str, ...] | None:
    """The tiers of the file beside *path*, else the shipped ones; None: that file is unusable."""
    beside = path.parent / TIERS_FILE if path else None
    named = beside if beside and beside.is_file() else shipped(STANDING_DIR) / TIERS_FILE
    try:
        return tuple(read_tiers(named).tiers)
    except InvalidInputError:
        return None
