"""A letter, part by part, as ready strings: what counted, what did not, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta
from math import floor

from dpcap.model.acceptance import awaits_acceptance
from dpcap.model.letter import LetterPicture, report_file
from dpcap.report.answers import kind_words
from dpcap.report.letter.chat import chat
from dpcap.report.letter.decision_part import (
    coming_lines,
    condition_lines,
    gate_lines,
    gates_said,
    objection,
    objection_day,
    replaced,
    verdict,
)
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view_models import (
    AreaLine,
    CountedPart,
    EvidenceSeen,
    LetterItem,
    LetterView,
    StepLine,
    UncountedLine,
)
from dpcap.report.page_one_view import AreaSummary
from dpcap.report.sanitize import plain
from dpcap.report.uncounted import UncountedEntry, first_due, uncounted
from dpcap.report.view_improvements import steps
from dpcap.report.view_page_one import strip
from dpcap.report.view_scores import area_rows, key_figures

_FULL, _ACT = 100, 320
_MOST = 5


def counted(inputs: LetterInputs) -> CountedPart:
    """The proved score with its level (ungraded: the range it lies in), and the other figures."""
    ctx, shown = inputs.ctx, key_figures(inputs.ctx)
    review = ctx.profile.review
    reviewed = {"reviewed": review.reviewed, "pieces": review.pieces}
    return CountedPart(
        label=ctx.say("common.proved"),
        big=shown.big or shown.range,
        level=shown.level,
        items=(
            LetterItem(ctx.say("common.claimed"), shown.claimed),
            LetterItem(ctx.say("common.coverage"), shown.coverage),
            LetterItem(
                inputs.say("counted.reviewed"), inputs.say("counted.reviewed_value", **reviewed)
            ),
        ),
    )


def area_lines(inputs: LetterInputs) -> tuple[AreaLine, ...]:
    """A line for each area that counts for the role."""
    return tuple(_line(inputs, row) for row in area_rows(inputs.ctx) if row.counted)


def _line(inputs: LetterInputs, row: AreaSummary) -> AreaLine:
    proved = floor(row.proved_width)
    beyond = max(0, floor(row.claimed_width) - proved)
    return AreaLine(
        title=row.title,
        proved=row.proved,
        claimed=row.claimed,
        target=row.target,
        met=row.met,
        state=inputs.say("counted.met" if row.met else "counted.short"),
        proved_width=proved,
        beyond_width=beyond,
        rest_width=_FULL - proved - beyond,
    )


def step_lines(inputs: LetterInputs) -> tuple[StepLine, ...]:
    """The three moves to begin with: on critical indicators that are not passed, then others."""
    return tuple(
        StepLine(
            inputs.say("next.act", title=step.title, act=step.act),
            inputs.say("next.line", who=step.who, effort=step.effort, gain=step.gain),
        )
        for step in steps(inputs.ctx, inputs.critical, _ACT)
    )


def letter_view(inputs: LetterInputs, picture: LetterPicture | None) -> LetterView:
    """The whole letter; *picture* is what it shows, if anything."""
    mail, language = inputs.mail, inputs.language
    return LetterView(
        language="zh-CN" if language == "zh" else "en",
        subject=subject(inputs),
        preview=chat(inputs),
        sender=inputs.told(mail.sender.name.say(language)),
        occasion=inputs.occasion,
        greeting=_greeting(inputs),
        hello=inputs.say("greeting.hello"),
        lead=_lead(inputs),
        verdict=verdict(inputs),
        counted=counted(inputs),
        areas=area_lines(inputs),
        picture=EvidenceSeen(picture.alt, picture.width, picture.height) if picture else None,
        gates_said=gates_said(inputs),
        gates=gate_lines(inputs),
        coming=coming_lines(inputs),
        conditions=condition_lines(inputs),
        uncounted_said=uncounted_said(inputs),
        uncounted=uncounted_lines(inputs),
        uncounted_more=uncounted_more(inputs),
        steps=step_lines(inputs),
        replaced=replaced(inputs),
        objection=objection(inputs),
        report=_attached(inputs),
        automatic=inputs.say("foot.draft" if inputs.decision is None else "foot.automatic"),
        disclaimer=strip(inputs.ctx).disclaimer or "",
        unsubscribe=mail.unsubscribe or "",
        unsubscribe_said=_unsubscribe(inputs),
        sign_off=inputs.told(mail.sign_off.say(language)),
    )


def subject(inputs: LetterInputs) -> str:
    """The subject, as plain text."""
    said = inputs.say(
        f"subject.{inputs.kind}", occasion=inputs.occasion, name=inputs.name, n=_conditions(inputs)
    )
    if inputs.decision is None:
        said = inputs.say("draft.subject", subject=said)
    return plain(said)


def _conditions(inputs: LetterInputs) -> int:
    if inputs.kind == "reminder" or inputs.decision is None:
        return len(inputs.open)
    return len(inputs.decision.conditions)


def _attached(inputs: LetterInputs) -> str:
    """Which files go with the letter, and the title of what is in them; nothing if none do."""
    if not inputs.attached:
        return ""
    provider = inputs.ctx.profile.provider.id
    files = inputs.terms.listed(report_file(provider, form) for form in inputs.attached)
    return inputs.say("foot.report", name=inputs.name, files=files)


def _unsubscribe(inputs: LetterInputs) -> str:
    """Where to go, in words; nothing if there is no such place."""
    address = inputs.mail.unsubscribe_address
    return inputs.say("foot.unsubscribe", address=address) if address else ""


def _greeting(inputs: LetterInputs) -> str:
    contact = inputs.told(inputs.ctx.profile.provider.contact.name or "", 40)
    if contact:
        return inputs.say("greeting.person", name=contact)
    return inputs.say("greeting.firm", name=inputs.name)


def _lead(inputs: LetterInputs) -> str:
    decided = inputs.decision.on if inputs.decision else inputs.today
    return inputs.say(
        f"lead.{inputs.kind}",
        name=inputs.name,
        occasion=inputs.occasion,
        role=inputs.role,
        on=inputs.day(decided),
        today=inputs.day(inputs.today),
        looked=looked(inputs),
        n=len(inputs.open),
        late=inputs.late,
    )


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
    return tuple(_uncounted_line(inputs, one) for one in uncounted(inputs.ctx)[:_MOST])


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


def _uncounted_line(inputs: LetterInputs, one: UncountedEntry) -> UncountedLine:
    name = inputs.say("uncounted.name", name=one.name, backs=one.backs) if one.backs else one.name
    return UncountedLine(name, one.why, one.act)
