"""`certification.yaml` and `tiers.yaml`, shipped or one's own; the manager's `standing.yaml`."""

from __future__ import annotations

from pathlib import Path

from dpcap.errors import InvalidInputError
from dpcap.intake.lookup import shipped
from dpcap.intake.model_errors import validate
from dpcap.intake.source import Document, read_yaml
from dpcap.model.certification import ENDINGS, CertificationRules
from dpcap.model.standing import RuleBooks, StandingRecords
from dpcap.model.tiers import TierRules

STANDING_DIR = "standing"
STANDING_FILE, CERTIFICATION_FILE, TIERS_FILE = "standing.yaml", "certification.yaml", "tiers.yaml"


def load_rule_books(certification: Path | None = None, tiers: Path | None = None) -> RuleBooks:
    """The rules in these files, else the shipped ones. Raises InvalidInputError."""
    return RuleBooks(
        read_certification(certification or shipped(STANDING_DIR) / CERTIFICATION_FILE),
        read_tiers(tiers or shipped(STANDING_DIR) / TIERS_FILE),
    )


def read_certification(path: Path) -> CertificationRules:
    """The rules of certification in the file at *path*. Raises InvalidInputError."""
    document = read_yaml(path)
    rules = validate(document, CertificationRules)
    if lacking := [one for one in ENDINGS if one not in rules.returns]:
        params: dict[str, str | int | float] = {"names": ", ".join(lacking)}
        raise InvalidInputError([document.finding("DP799", ("returns",), params)])
    return rules


def read_tiers(path: Path) -> TierRules:
    """The tiers in the file at *path*. Raises InvalidInputError."""
    return open_tiers(path)[1]


def open_tiers(path: Path) -> tuple[Document, TierRules]:
    """The file at *path*, and the tiers in it. Raises InvalidInputError."""
    document = read_yaml(path)
    return document, validate(document, TierRules)


def read_standing_records(path: Path) -> StandingRecords:
    """What the manager's file at *path* says. Raises InvalidInputError."""
    return validate(read_yaml(path), StandingRecords)


def standing_records(reviews: Path | None) -> StandingRecords:
    """`standing.yaml` among the *reviews*; empty if there is none. Raises InvalidInputError."""
    path = reviews / STANDING_FILE if reviews else None
    if path is None or not path.is_file():
        return StandingRecords(schema_="dpcap/standing/1")
    return read_standing_records(path)
