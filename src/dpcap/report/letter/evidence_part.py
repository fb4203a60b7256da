"""What of the evidence was looked at, and what of it did not count."""

from __future__ import annotations

from datetime import date, timedelta

from dpcap.report.letter.decision_part import objection_day
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view_models import UncountedLine
from dpcap.report.uncounted import UncountedEntry, first_due, uncounted

_MOST = 5


def looked(matter: LetterInputs) -> str:
    """How many of the pieces that count somebody looked at."""
    review = matter.ctx.profile.review
    if not review.pieces:
        return matter.say("looked.nothing")
    if not review.reviewed:
        return matter.say("looked.none", pieces=review.pieces)
    how = "all" if review.reviewed == review.pieces else "some"
    return matter.say(f"looked.{how}", reviewed=review.reviewed, pieces=review.pieces)


def uncounted_lines(matter: LetterInputs) -> tuple[UncountedLine, ...]:
    """The first pieces that did not count."""
    return tuple(_line(matter, one) for one in uncounted(matter.ctx)[:_MOST])


def uncounted_more(matter: LetterInputs) -> str:
    """How many more there are, and where they stand; empty if there are none."""
    more = len(uncounted(matter.ctx)) - _MOST
    where = "attached" if matter.mail.attach else "asked"
    return matter.say(f"uncounted.{where}", n=more) if more > 0 else ""


def uncounted_said(matter: LetterInputs) -> str:
    """How many did not count, and until when that may be answered; empty if all did."""
    found = len(uncounted(matter.ctx))
    day = matter.day(answer_by(matter))
    return matter.say("uncounted.said", n=found, day=day) if found else ""


def answer_by(matter: LetterInputs) -> date:
    """Until when it may be answered.

    The first day on which an open condition falls due, else the last day for an objection; in a
    letter that comes later, as many days after it as `mail.yaml` gives for an objection.
    """
    due, last = first_due(matter.open, matter.today), objection_day(matter)
    if due is None and last is not None and last >= matter.today:
        due = last
    return due or matter.today + timedelta(matter.mail.objection.days)


def _line(matter: LetterInputs, one: UncountedEntry) -> UncountedLine:
    name = matter.say("uncounted.name", name=one.name, backs=one.backs) if one.backs else one.name
    return UncountedLine(name, one.why, one.act)
