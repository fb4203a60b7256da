"""What is wrong with one written value, before anyone knows where it stands."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.intake.source import Say
from dpcap.intake.wording import Both, Params


class Complaint(NamedTuple):
    """The code of a finding, the key it is about, its parameters; `at_key`: the key is wrong.

    Parameters that take work are said by a function, which is called only if they are told.
    """

    code: str
    key: str
    params: Say
    at_key: bool = False

    @property
    def said(self) -> Params:
        """The parameters."""
        return dict(self.params() if callable(self.params) else self.params)


def too_long(key: str, text: str, limit: int) -> Complaint:
    """A complaint about a *text* of more than *limit* characters."""
    return Complaint("DP140", key, {"field": key, "length": len(text), "limit": limit})


def wrong(code: str, key: str, problem: Both) -> Complaint:
    """A complaint that needs a sentence."""
    return Complaint(code, key, problem.params)
