"""A letter, part by part, as ready strings."""

from __future__ import annotations

from dpcap.model.letter import LetterPicture
from dpcap.report.letter.chat import chat
from dpcap.report.letter.counted_part import area_lines, counted, step_lines
from dpcap.report.letter.decision_part import (
    condition_lines,
    gate_lines,
    gates_said,
    objection,
    replaced,
    verdict,
)
from dpcap.report.letter.evidence_part import (
    looked,
    uncounted_lines,
    uncounted_more,
    uncounted_said,
)
from dpcap.report.letter.letter_inputs import LetterInputs
from dpcap.report.letter.view_models import EvidenceSeen, LetterView
from dpcap.report.sanitize import plain
from dpcap.report.view_page_one import strip


def letter_view(matter: LetterInputs, picture: LetterPicture | None) -> LetterView:
    """The whole letter; *picture* is what it shows, if anything."""
    mail, language = matter.mail, matter.language
    return LetterView(
        language="zh-CN" if language == "zh" else "en",
        subject=subject(matter),
        preview=chat(matter),
        sender=matter.told(mail.sender.name.say(language)),
        occasion=matter.occasion,
        greeting=_greeting(matter),
        hello=matter.say("greeting.hello"),
        lead=_lead(matter),
        verdict=verdict(matter),
        counted=counted(matter),
        areas=area_lines(matter),
        picture=EvidenceSeen(picture.alt, picture.width, picture.height) if picture else None,
        gates_said=gates_said(matter),
        gates=gate_lines(matter),
        conditions=condition_lines(matter),
        uncounted_said=uncounted_said(matter),
        uncounted=uncounted_lines(matter),
        uncounted_more=uncounted_more(matter),
        steps=step_lines(matter),
        replaced=replaced(matter),
        objection=objection(matter),
        report=matter.say("foot.report") if mail.attach else "",
        automatic=matter.say("foot.draft" if matter.decision is None else "foot.automatic"),
        disclaimer=strip(matter.ctx).disclaimer or "",
        unsubscribe=mail.unsubscribe or "",
        unsubscribe_said=_unsubscribe(matter),
        sign_off=matter.told(mail.sign_off.say(language)),
    )


def subject(matter: LetterInputs) -> str:
    """The subject, as plain text."""
    said = matter.say(
        f"subject.{matter.kind}", occasion=matter.occasion, name=matter.name, n=_conditions(matter)
    )
    if matter.decision is None:
        said = matter.say("draft.subject", subject=said)
    return plain(said)


def _conditions(matter: LetterInputs) -> int:
    if matter.kind == "reminder" or matter.decision is None:
        return len(matter.open)
    return len(matter.decision.conditions)


def _unsubscribe(matter: LetterInputs) -> str:
    """Where to go, in words; nothing if there is no such place."""
    way = matter.mail.unsubscribe or ""
    address = way.removeprefix("mailto:").partition("?")[0] if way.startswith("mailto:") else way
    return matter.say("foot.unsubscribe", address=address) if address else ""


def _greeting(matter: LetterInputs) -> str:
    contact = matter.told(matter.ctx.profile.provider.contact.name or "", 40)
    if contact:
        return matter.say("greeting.person", name=contact)
    return matter.say("greeting.firm", name=matter.name)


def _lead(matter: LetterInputs) -> str:
    decided = matter.decision.on if matter.decision else matter.today
    return matter.say(
        f"lead.{matter.kind}",
        name=matter.name,
        occasion=matter.occasion,
        role=matter.role,
        on=matter.day(decided),
        today=matter.day(matter.today),
        looked=looked(matter),
        n=len(matter.open),
        late=matter.late,
    )
