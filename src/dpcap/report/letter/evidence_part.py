"""What of the evidence was looked at, and what of it did not count."""

from __future__ import annotations

from datetime import date, timedelta

from dpcap.model.acceptance import awaits_acceptance
from dpcap.report.answers import kind_words
from dpcap.report.letter.decision_part import objection_day
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view_models import UncountedLine
from dpcap.report.uncounted import UncountedEntry, first_due, uncounted

_MOST = 5


def looked(inputs: LetterInputs) -> str:
    """How many of the pieces that count somebody looked at, and which of them count as less."""
    return inputs.say("common.blank").join(filter(None, (_seen(inputs), _editable(inputs))))


def _seen(inputs: LetterInputs) -> str:
    review = inputs.ctx.profile.review
    if not review.pieces:
        return inputs.say("looked.nothing")
    if not review.reviewed:
        return inputs.say("looked.none", pieces=review.pieces)
    how = "all" if review.reviewed == review.pieces else "some"
    rest = review.pieces - review.reviewed
    return inputs.say(f"looked.{how}", reviewed=review.reviewed, pieces=review.pieces, rest=rest)


def _editable(inputs: LetterInputs) -> str:
    """How many editable files wait to be accepted, and what that means; empty if none does."""
    ctx = inputs.ctx
    waiting = [one for one in ctx.profile.evidence if awaits_acceptance(ctx.framework, one)]
    used = [one for one in waiting if one.state == "counts"]
    if not used:
        return ""
    counted = kind_words(ctx, used[0].counts_as or used[0].kind)
    return inputs.say("looked.editable", n=len(used), counted=counted)


def uncounted_lines(inputs: LetterInputs) -> tuple[UncountedLine, ...]:
    """The first pieces that did not count."""
    return tuple(_line(inputs, one) for one in uncounted(inputs.ctx)[:_MOST])


def uncounted_more(inputs: LetterInputs) -> str:
    """How many more there are, and where they stand; empty if there are none."""
    more = len(uncounted(inputs.ctx)) - _MOST
    where = "attached" if inputs.attached else "asked"
    return inputs.say(f"uncounted.{where}", n=more) if more > 0 else ""


def uncounted_said(inputs: LetterInputs) -> str:
    """How many did not count, and until when that may be answered; empty if all did."""
    found = len(uncounted(inputs.ctx))
    day = inputs.day(answer_by(inputs))
    return inputs.say("uncounted.said", n=found, day=day) if found else ""


def answer_by(inputs: LetterInputs) -> date:
    """Until when it may be answered.

    The first day on which an open condition falls due, else the last day for an objection; in a
    letter that comes later, as many days after it as `mail.yaml` gives for an objection.
    """
    due, last = first_due(inputs.open, inputs.today), objection_day(inputs)
    if due is None and last is not None and last >= inputs.today:
        due = last
    return due or inputs.today + timedelta(inputs.mail.objection.days)


def _line(inputs: LetterInputs, one: UncountedEntry) -> UncountedLine:
    name = inputs.say("uncounted.name", name=one.name, backs=one.backs) if one.backs else one.name
    return UncountedLine(name, one.why, one.act)
