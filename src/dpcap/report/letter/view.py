"""A letter, part by part, as ready strings."""

from __future__ import annotations

from dpcap.model.letter import Picture
from dpcap.report.clean import plain
from dpcap.report.letter.chat import chat
from dpcap.report.letter.counted import area_lines, counted, step_lines
from dpcap.report.letter.matter import Matter
from dpcap.report.letter.ruled import (
    condition_lines,
    gate_lines,
    gates_said,
    objection,
    replaced,
    verdict,
)
from dpcap.report.letter.seen import looked, uncounted_lines, uncounted_more, uncounted_said
from dpcap.report.letter.shapes import LetterView, Shown
from dpcap.report.view_page_one import strip


def letter_view(matter: Matter, picture: Picture | None) -> LetterView:
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
        picture=Shown(picture.alt, picture.width, picture.height) if picture else None,
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


def subject(matter: Matter) -> str:
    """The subject, as plain text."""
    said = matter.say(
        f"subject.{matter.kind}", occasion=matter.occasion, name=matter.name, n=_conditions(matter)
    )
    if matter.decision is None:
        said = matter.say("draft.subject", subject=said)
    return plain(said)


def _conditions(matter: Matter) -> int:
    if matter.kind == "reminder" or matter.decision is None:
        return len(matter.open)
    return len(matter.decision.conditions)


def _unsubscribe(matter: Matter) -> str:
    """Where to go, in words; nothing if there is no such place."""
    way = matter.mail.unsubscribe or ""
    address = way.removeprefix("mailto:").partition("?")[0] if way.startswith("mailto:") else way
    return matter.say("foot.unsubscribe", address=address) if address else ""


def _greeting(matter: Matter) -> str:
    contact = matter.told(matter.ctx.profile.provider.contact.name or "", 40)
    if contact:
        return matter.say("greeting.person", name=contact)
    return matter.say("greeting.firm", name=matter.name)


def _lead(matter: Matter) -> str:
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
