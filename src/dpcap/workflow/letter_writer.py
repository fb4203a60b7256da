"""A letter written: its message as an .eml file, and beside it the text to paste into a chat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from dpcap.model.mail import Attached, LetterKind, MailSettings
from dpcap.model.profile import Profile
from dpcap.model.standing import StandingRow
from dpcap.report.formats import render_bytes
from dpcap.report.letter.correction_mail import GrantedAppeal, write_correction_letter
from dpcap.report.letter.standing_letter import StandingCase, write_standing_letter
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

    def write(self, case: LetterCase, kind: LetterKind, key: LetterKey) -> WrittenLetter:
        """Write the letter of *kind* to *key*.

        Without a decision it is a draft, and nothing is attached.

        Raises MissingError if no PDF can be made, ImportError without the extra `mail`, OSError.
        """
        mail = self.mail
        case = replace(case, profile=with_moves(case.framework, case.profile))
        letter = write_letter(
            case.profile,
            case.framework,
            case.standing,
            mail,
            kind,
            language=self.language,
            today=self.today,
            gates=case.gates,
            templates=self.templates,
        )
        draft = case.standing.decision is None
        files = () if draft else tuple(self._files(case, letter.language))
        folder = self.folder / DRAFTS if draft else self.folder
        path = folder / f"{case.profile.provider.id}.eml"
        return self._put(path, letter, case.profile, key, files)

    def write_standing(self, case: StandingCase, key: LetterKey) -> WrittenLetter:
        """Write the letter on a row of the ledger to *key*; nothing is attached.

        Raises ImportError without the extra `mail`, OSError.
        """
        letter = write_standing_letter(
            case,
            self.mail,
            today=self.today,
            language=self.language,
            templates=self.templates,
        )
        return self._put(self.folder / standing_file(case.row), letter, case.profile, key)

    def write_correction(self, case: GrantedAppeal, key: LetterKey) -> WrittenLetter:
        """Write the letter of an appeal granted to *key*; nothing is attached.

        Raises ImportError without the extra `mail`, OSError.
        """
        letter = write_correction_letter(
            case, self.mail, language=self.language, templates=self.templates
        )
        path = self.folder / correction_file(case.profile.provider.id, case.name)
        return self._put(path, letter, case.profile, key)

    def _put(
        self,
        path: Path,
        letter: Letter,
        profile: Profile,
        key: LetterKey,
        files: Sequence[LetterAttachment] = (),
    ) -> WrittenLetter:
        """Write *letter* to *path* as a message, and beside it the text for a chat."""
        message = build_message(letter, self._envelope(profile, letter, key), files)
        sender = address_of(self.mail.bounces or self.mail.sender.address).text
        post = OutgoingMessage(sender, key.recipient, message.as_bytes())
        write_atomically(path, post.content, durable=False)
        chat = letter.chat.encode() + b"\n"
        write_atomically(path.with_suffix(".txt"), chat, durable=False)
        own_id = str(message["Message-ID"])
        return WrittenLetter(path, len(post.content), post.sender, own_id, fingerprint(post))

    def _envelope(self, profile: Profile, letter: Letter, key: LetterKey) -> LetterEnvelope:
        mail, provider = self.mail, profile.provider
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


def standing_file(row: StandingRow) -> str:
    """What the letter on *row* is called: by the row, as there may be several to one provider."""
    return f"{row.row}-{row.provider}.eml"


def correction_file(provider: str, name: str) -> str:
    """What the letter on the appeal *name* is called."""
    return f"{provider}.{name}.eml"


class WrittenLetter(NamedTuple):
    """A letter on the disk; `mark` is its fingerprint."""

    path: Path
    size: int
    sender: str
    message_id: str
    mark: str
