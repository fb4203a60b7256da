"""A letter: what is told to one provider, ready to be put into a message."""

from hashlib import sha256
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from dpcap.model.base import Frozen, Language
from dpcap.model.mail import AnyLetter

# What a chat window takes in one piece.
CHAT_LENGTH = 300
# A name of a file that fits on one line of a header, so that nothing splits it.
_LONGEST_STEM = 40


class LetterPicture(Frozen):
    """A PNG shown inside the letter, and what it says in words."""

    png: bytes
    alt: str
    width: int
    height: int


class Letter(Frozen):
    """One letter in one language.

    `html` refers to the picture as `cid:profile`; it has its CSS inlined. `chat` says the same in
    no more than 300 characters, to be pasted into a chat.
    """

    kind: AnyLetter
    language: Language
    subject: str
    text: str
    html: str
    chat: Annotated[str, Field(max_length=CHAT_LENGTH)]
    picture: LetterPicture | None = None


def report_file(provider: str, form: str) -> str:
    """The name of the report on *provider* that goes with a letter: ASCII, and short.

    Longer names, and those in other letters, are split or encoded in a form (RFC 2231) that common
    mail programs do not read: the file arrives as `.bin`.
    """
    return f"{provider[:_LONGEST_STEM].rstrip('-_')}-report.{form}"


class LetterAttachment(Frozen):
    """A file that goes with a letter; `name` in ASCII, see `report_file`."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,51}$")]
    media_type: Literal["application/pdf", "text/html"]
    content: bytes


class LetterEnvelope(Frozen):
    """From whom a letter goes to whom, and when.

    `key` tells one letter from every other (provider, occasion, letter, recipient): the Message-ID
    is made of it where `message_id` gives none. `unsubscribe` is an address of mailto: or https:.
    """

    sender_name: str
    sender: str
    to_name: str
    to: str
    date: AwareDatetime
    key: str
    reply_to: str | None = None
    message_id: str | None = None
    unsubscribe: str | None = None
    auto_submitted: Literal["auto-generated", "auto-replied"] = "auto-generated"

    @property
    def token(self) -> str:
        """What stands for `key` in the Message-ID and in boundaries."""
        return sha256(self.key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
