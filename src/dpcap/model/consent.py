"""Consent to be named: who gave it, when, and until which day it holds."""

from datetime import date
from typing import Literal

from dpcap.model.base import Day, Flag, Frozen, Line

ConsentState = Literal["given", "refused", "lapsed", "ahead"]


class Consent(Frozen):
    """That somebody agrees to be named.

    `by`: who gave it. `on`: its first day. `until`: its last day; None: it has none.
    """

    by: Line
    on: Day
    until: Day | None = None


# A plain yes or no has no days.
Consented = Flag | Consent


def consent_on(consent: Consented, day: date) -> ConsentState:
    """How *consent* stands on *day*: given, refused, lapsed, or given for later days only."""
    if isinstance(consent, bool):
        return "given" if consent else "refused"
    if day < consent.on:
        return "ahead"
    return "lapsed" if consent.until is not None and day > consent.until else "given"


def is_given(consent: Consented, day: date) -> bool:
    """Whether *consent* holds on *day*."""
    return consent_on(consent, day) == "given"
