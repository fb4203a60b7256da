"""The day of the run: what a command judges on where nobody names another day."""

from __future__ import annotations

from datetime import date, datetime

# East of this machine it may be tomorrow already, and answers may be of that day.
_ZONES = 1
_LONG_AGO = 30


def day_named(given: datetime | None) -> date | None:
    """The day that an option names; None where it is not *given*."""
    return given.date() if given else None


def day_of_run(on: datetime | None = None) -> date:
    """The day that the option *on* names, else today where this machine stands."""
    return day_named(on) or datetime.now().astimezone().date()


def far_off(judged: date) -> date | None:
    """Today, if the day *judged* lies over 30 days back, or still ahead; else None."""
    today = day_of_run()
    days = (today - judged).days
    return today if days > _LONG_AGO or days < -_ZONES else None
