"""The messages of the page: those by which answers are refused or doubted when they are read in."""

from __future__ import annotations

from dpcap.intake.office import (
    FAILED_RESULTS,
    FORMULA,
    FORMULA_FAILED,
    LEAVE_EMPTY,
    NO_DATA,
)
from dpcap.intake.sheet.cell_text import THREE_COUNTS, TOO_MANY_REPLIES
from dpcap.intake.values import DAY, DECIMAL_POINT, IN_UNIT, NUMBER, SAY_ONLY, TWO_COUNTS
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import LANGUAGES
from dpcap.model.codes import CODES
from dpcap.model.framework import Framework
from dpcap.model.period import EXPECTED

# By code: what is wrong with a field, and what makes a figure count as missing.
_CODES = (
    "DP113",
    "DP129",
    "DP130",
    "DP131",
    "DP140",
    "DP305",
    "DP306",
    "DP333",
    "DP334",
    "DP335",
    "DP336",
    "DP337",
    "DP338",
    "DP366",
    "DP381",
    "DP386",
    "DP387",
)
_PROBLEMS = {
    "number": NUMBER,
    "only": SAY_ONLY,
    "in_unit": IN_UNIT,
    "point": DECIMAL_POINT,
    "empty": LEAVE_EMPTY,
    "formula": FORMULA,
    "failed": FORMULA_FAILED,
    "counts": TWO_COUNTS,
    "nps": THREE_COUNTS,
    "replies": TOO_MANY_REPLIES,
    "day": DAY,
    "in_a_row": TwoLanguages("，最多连着{most}个", ", up to {most} in a row"),
}


def form_messages(framework: Framework) -> dict[str, Plain]:
    """Each message with its gaps, in both languages."""
    found: dict[str, Plain] = {key: [one.zh, one.en] for key, one in _PROBLEMS.items()}
    for code in _CODES:
        said = [framework.wording.fill(CODES[code].text(one), one) for one in LANGUAGES]
        found[code] = [*said]
    for kind, expected in EXPECTED.items():
        found[f"period.{kind}"] = [expected.zh, expected.en]
    found["no_data"] = [*sorted(NO_DATA)]
    found["failed_results"] = [*sorted(FAILED_RESULTS)]
    return found
