"""A letter in its envelope as a message: the same letter gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from email.header import Header
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from unicodedata import category

from dpcap.delivery.send_policy import LetterKey
from dpcap.delivery.transport import OutgoingMessage
from dpcap.model.address import Address, address_of
from dpcap.model.letter import Letter, LetterAttachment, LetterEnvelope, LetterPicture

# What could end a header, hide in it or turn its direction.
_UNSAFE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# Words that stand for themselves wherever a header takes them.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 '_-]*[A-Za-z0-9])?", re.ASCII)
_FOLD = "\n "
_WIDTH, _LONGEST_WORD, _LONGEST, _LONGEST_NAME = 75, 60, 250, 120


def one_line(text: str) -> str:
    """*text* on one line, without what could end a header, hide in it or turn its direction."""
    kept = (" " if category(char) in _UNSAFE else char for char in text)
    return " ".join("".join(kept).split())


def encoded(text: str, header: str) -> str:
    """*text* as the value of *header*: folded, in encoded words if it needs them.

    More than 250 characters are cut.
    """
    line = one_line(text)[:_LONGEST].strip()
    foldable = all(len(word) < _LONGEST_WORD for word in line.split())
    charset = None if line.isascii() and foldable and "=?" not in line else "utf-8"
    return Header(line, charset, maxlinelen=_WIDTH, header_name=header).encode()


def mailbox(name: str, address: Address) -> str:
    """*address* with a *name*; without one if nothing of it can be shown."""
    shown = one_line(name)[:_LONGEST_NAME].strip()
    if not shown:
        return address.text
    if _PLAIN.fullmatch(shown) and len(shown) < _WIDTH:
        said = shown
    else:
        said = Header(shown, "utf-8", maxlinelen=_WIDTH, header_name="Reply-To").encode()
    fits = len(said) + len(address.text) < _WIDTH
    return f"{said}{' ' if fits else _FOLD}<{address.text}>"


def wanted(form: re.Pattern[str], text: str) -> str:
    """*text*, if it has the *form*. Raises ValueError."""
    if form.fullmatch(text) is None:
        raise ValueError(f"not allowed in a header: {text!r}")
    return text


CONTENT_ID = "<profile>"
_LANGUAGES = {"zh": "zh-CN", "en": "en"}
_MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
_WAY_OUT = re.compile(r"(?:mailto:|https://)[!-;=?-~]+")


def build_message(
    letter: Letter, envelope: LetterEnvelope, attachments: Sequence[LetterAttachment] = ()
) -> EmailMessage:
    """*letter* from and to those on *envelope*, with *attachments*.

    A mixed message of the letter (its text, its HTML and the picture they share) and the
    attachments. Names and subject lose line breaks, controls and invisible characters.
    Raises ValueError if an address, the Message-ID or the way to unsubscribe is none, and
    ImportError without the extra `mail`.
    """
    sender, to = address_of(envelope.sender), address_of(envelope.to)
    reply_to = address_of(envelope.reply_to) if envelope.reply_to is not None else None
    utf8 = any(one.needs_utf8 for one in (sender, to, reply_to) if one is not None)
    # Headers are written as they are given: the library's own folding encodes what must stay plain.
    policy = SMTP.clone(refold_source="none", utf8=utf8)
    message = EmailMessage(policy)
    for name, value in _headers(letter, envelope, (sender, to, reply_to)):
        message.set_raw(name, value)
    seed = _seed(letter, envelope, attachments)
    _fill(message, "mixed", seed, [_body(letter, seed, policy), *_files(attachments, policy)])
    message["MIME-Version"] = "1.0"
    return message


def _headers(
    letter: Letter, envelope: LetterEnvelope, ends: tuple[Address, Address, Address | None]
) -> Iterator[tuple[str, str]]:
    sender, to, reply_to = ends
    yield "From", mailbox(envelope.sender_name, sender)
    yield "To", mailbox(envelope.to_name, to)
    if reply_to is not None:
        yield "Reply-To", reply_to.text
    yield "Subject", encoded(letter.subject, "Subject")
    yield "Date", format_datetime(envelope.date)
    own_id = f"<{envelope.token}@{sender.domain}>"
    yield "Message-ID", wanted(_MESSAGE_ID, envelope.message_id or own_id)
    yield "Content-Language", _LANGUAGES[letter.language]
    yield "Auto-Submitted", envelope.auto_submitted
    if envelope.unsubscribe is not None:
        yield "List-Unsubscribe", f"<{wanted(_WAY_OUT, envelope.unsubscribe)}>"
        if envelope.unsubscribe.startswith("https:"):
            yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"


def _seed(letter: Letter, envelope: LetterEnvelope, attachments: Sequence[LetterAttachment]) -> str:
    """What boundaries are made of: another content has others."""
    parts = [letter.text.encode(), letter.html.encode(), letter.picture and letter.picture.png]
    parts += [one.content for one in attachments]
    whole = sha256(envelope.token.encode())
    for part in parts:
        whole.update(sha256(part or b"").digest())
    return whole.hexdigest()[:32]


def _body(letter: Letter, seed: str, policy: EmailPolicy[EmailMessage]) -> MIMEPart:
    """Text or HTML, with the picture that the HTML shows."""
    # Of Chinese text base64 makes less; English stays readable.
    cte = "base64" if letter.language == "zh" else "quoted-printable"
    text, html = MIMEPart(policy), MIMEPart(policy)
    text.set_content(letter.text, cte=cte)
    html.set_content(letter.html, subtype="html", cte=cte)
    body = _fill(MIMEPart(policy), "alternative", seed, [text, html])
    if letter.picture is None:
        return body
    related = _fill(MIMEPart(policy), "related", seed, [body, _picture(letter.picture, policy)])
    related.set_param("type", "multipart/alternative")
    return related


def _picture(picture: LetterPicture, policy: EmailPolicy[EmailMessage]) -> MIMEPart:
    part = MIMEPart(policy)
    part.set_content(
        picture.png, "image", "png", disposition="inline", filename="profile.png", cid=CONTENT_ID
    )
    return part


def _files(
    attachments: Iterable[LetterAttachment], policy: EmailPolicy[EmailMessage]
) -> Iterator[MIMEPart]:
    for one in attachments:
        part = MIMEPart(policy)
        maintype, _, subtype = one.media_type.partition("/")
        part.set_content(
            one.content, maintype, subtype, disposition="attachment", filename=one.name
        )
        # Older programs read the name here, and call what has none `.bin`.
        part.set_param("name", one.name)
        yield part


def _fill(whole: MIMEPart, subtype: str, seed: str, parts: Iterable[MIMEPart]) -> MIMEPart:
    """*whole* as a multipart of *parts*; its boundary can stand in no encoded part."""
    whole["Content-Type"] = f'multipart/{subtype}; boundary="=_{subtype}_{seed}"'
    for part in parts:
        whole.attach(part)
    return whole


# The header alone: a message ends its headers with an empty line.
_DATE = re.compile(rb"\A((?:[^\r\n]+\r\n)*?)Date:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")


def fingerprint(post: OutgoingMessage) -> str:
    """SHA-256 (hex) of a message and its envelope, without its Date."""
    whole = sha256(f"{post.sender}\n{post.recipient}\n".encode())
    whole.update(_DATE.sub(rb"\1", post.content, count=1))
    return whole.hexdigest()


def digest_of(letters: Iterable[tuple[LetterKey, str]]) -> str:
    """The digest of a run: SHA-256 (hex) over its letters' aims and fingerprints, in any order."""
    lines = sorted("\t".join((*key, mark)) for key, mark in letters)
    return sha256("\n".join(lines).encode()).hexdigest()
