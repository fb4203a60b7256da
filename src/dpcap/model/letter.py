"""A letter: what is told to one provider, ready to be put into a message."""

from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Frozen, Language
from dpcap.model.mail import LetterKind

# What a chat window takes in one piece.
CHAT_LENGTH = 300


class Picture(Frozen):
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

    kind: LetterKind
    language: Language
    subject: str
    text: str
    html: str
    chat: Annotated[str, Field(max_length=CHAT_LENGTH)]
    picture: Picture | None = None


class Attachment(Frozen):
    """A file that goes with a letter."""

    name: str
    media_type: Literal["application/pdf", "text/html"]
    content: bytes
