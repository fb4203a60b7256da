"""What a rule of plans found: its code, its place, what fills its message."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.intake.wording import Params
from dpcap.model.finding import KeyPath


class PlanFault(NamedTuple):
    """What is wrong at *path* of the plan; `params` fill the message of `code`."""

    code: str
    path: KeyPath
    params: Params
