"""A letter written: its message as an .eml file, and beside it the text to paste into a chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from dpcap.delivery.message import build_message, fingerprint
from dpcap.delivery.send_policy import LetterKey
from dpcap.delivery.transport import OutgoingMessage
from dpcap.intake.atomic_write import write_atomically
from dpcap.model.address import address_of
from dpcap.model.base import Language
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.letter import Letter, LetterAttachment, LetterEnvelope, report_file
from dpcap.model.mail import Attached, MailSettings
from dpcap.model.profile import Profile
from dpcap.report.formats import render_bytes
from dpcap.report.letter.write import write_letter
from dpcap.scoring.sensitivity import with_moves

DRAFTS = "drafts"


@dataclass(frozen=True)
class LetterCase:
    """What one letter is about; `gates` are the rules in words."""

    profile: Profile
    framework: Framework
    standing: GatesAndDecision
    gates: Gates | None


@dataclass(frozen=True)
class LetterWriter:
    """How all letters of a run are written, and into which folder.

    `templates`: a folder looked in before ours, for the letters and for the reports attached.
    """

    mail: MailSettings
    today: date
    now: datetime
    language: Language | None
    templates: Path | None
    folder: Path

    def clear(self, provider: str) -> None:
        """Remove what an earlier run wrote for *provider*."""
        for folder in (self.folder, self.folder / DRAFTS):
            for ending in ("eml", "txt"):
                (folder / f"{provider}.{ending}").unlink(missing_ok=True)

    def write(self, case: LetterCase, key: LetterKey) -> WrittenLetter:
        """Write the letter to *key*; without a decision it is a draft, and nothing is attached.

        Raises MissingError if no PDF can be made, ImportError without the extra `mail`, OSError.
        """
        mail = self.mail
        case = replace(case, profile=with_moves(case.framework, case.profile))
        letter = write_letter(
            case.profile,
            case.framework,
            case.standing,
            mail,
            key.template,
            language=self.language,
            today=self.today,
            gates=case.gates,
            templates=self.templates,
        )
        files = () if case.standing.decision is None else tuple(self._files(case, letter.language))
        message = build_message(letter, self._envelope(case, letter, key), files)
        sender = address_of(mail.bounces or mail.sender.address).text
        post = OutgoingMessage(sender, key.recipient, message.as_bytes())
        return self._put(case, letter, post, str(message["Message-ID"]))

    def _put(
        self, case: LetterCase, letter: Letter, post: OutgoingMessage, message_id: str
    ) -> WrittenLetter:
        draft = case.standing.decision is None
        folder = self.folder / DRAFTS if draft else self.folder
        path = folder / f"{case.profile.provider.id}.eml"
        write_atomically(path, post.content, durable=False)
        chat = letter.chat.encode() + b"\n"
        write_atomically(path.with_suffix(".txt"), chat, durable=False)
        return WrittenLetter(path, len(post.content), post.sender, message_id, fingerprint(post))

    def _envelope(self, case: LetterCase, letter: Letter, key: LetterKey) -> LetterEnvelope:
        mail, provider = self.mail, case.profile.provider
        return LetterEnvelope(
            sender_name=mail.sender.name.say(letter.language),
            sender=mail.sender.address,
            to_name=provider.contact.name or provider.name.say(letter.language),
            to=key.recipient,
            date=self.now,
            key="\n".join(key),
            reply_to=mail.reply_to,
            unsubscribe=mail.unsubscribe,
        )

    def _files(self, case: LetterCase, language: Language) -> Iterator[LetterAttachment]:
        for form in self.mail.attach:
            yield LetterAttachment(
                name=report_file(case.profile.provider.id, form),
                media_type="application/pdf" if form == "pdf" else "text/html",
                content=self._report(case, form, language),
            )

    def _report(self, case: LetterCase, form: Attached, language: Language) -> bytes:
        """The applicant's report, with what one acts on."""
        return render_bytes(
            case.profile,
            case.framework,
            format=form,
            language=language,
            audience="applicant",
            templates=self.templates,
            standing=case.standing,
            pages="short",
        )


class WrittenLetter(NamedTuple):
    """A letter on the disk; `mark` is its fingerprint."""

    path: Path
    size: int
    sender: str
    message_id: str
    mark: str
