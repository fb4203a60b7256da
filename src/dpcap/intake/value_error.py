"""What is wrong with one written value, before anyone knows where it stands."""

from __future__ import annotations

from typing import NamedTuple

from dpcap.intake.source import Say
from dpcap.intake.wording import Params, TwoLanguages


class ValueProblem(NamedTuple):
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


def too_long(key: str, text: str, limit: int) -> ValueProblem:
    """A complaint about a *text* of more than *limit* characters."""
    return ValueProblem("DP140", key, {"field": key, "length": len(text), "limit": limit})


def wrong(code: str, key: str, problem: TwoLanguages) -> ValueProblem:
    """A complaint that needs a sentence."""
    return ValueProblem(code, key, problem.params)
