"""`mail.yaml`: which letter goes to whom, from whom, and by which server. It holds no secret."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from dpcap.model.base import FileOrUrl, Frozen, Id, Line, Text, Whole
from dpcap.model.decision import DecisionKind
from dpcap.model.expression_limits import Condition

LetterKind = Literal["admitted", "conditional", "declined", "reassess", "reminder"]
# Letters of standing, each called as the event in the ledger that it tells of.
StandingLetter = Literal[
    "risen",
    "watch",
    "fallen",
    "stopped",
    "restored",
    "assessment_ended",
    "removed_for_violation",
    "withdrawn",
]
# What an appeal that was granted is told by.
CorrectionLetter = Literal["correction"]
CORRECTION_LETTER: CorrectionLetter = "correction"
AnyLetter = LetterKind | StandingLetter | CorrectionLetter
# The decision a letter tells of; a reminder is about any.
TELLS: dict[LetterKind, DecisionKind] = {
    "admitted": "admit",
    "conditional": "conditional",
    "declined": "decline",
    "reassess": "reassess",
}
Security = Literal["starttls", "tls", "none"]
Attached = Literal["pdf", "html"]


class Mailbox(Frozen):
    """Who writes: a name in both languages, and an address."""

    name: Text
    address: Line


class LetterRule(Frozen):
    """Which letter is written where `when` (CEL) holds; the first rule that holds counts.

    `words`: the condition in the author's words, told where it cannot be put into words else.
    """

    template: LetterKind
    when: Condition = "true"
    words: Text | None = None


class ObjectionTerms(Frozen):
    """How to object, and for how many days after the decision."""

    days: Annotated[Whole, Field(ge=1, le=365)]
    how: Text


class PasswordSource(Frozen):
    """Where the password comes from: exactly one of a variable, a keyring's service, a command."""

    env: Line | None = None
    keyring: Line | None = None
    command: tuple[Line, ...] = ()

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum(map(bool, (self.env, self.keyring, self.command))) != 1:
            raise PydanticCustomError("DP435", "give exactly one of env, keyring and command")
        return self


class SmtpSettings(Frozen):
    """The server, how the line to it is secured, and how fast it may be spoken to.

    `per_minute` bounds messages a minute (None: as fast as it takes them); `timeout` is seconds
    for each step of the talk; `attempts` how often a message that was put off is tried in one run.
    `ca_file` names the certificates to trust instead of the system's.
    """

    host: Line
    port: Annotated[Whole, Field(ge=1, le=65535)]
    security: Security = "starttls"
    user: Line | None = None
    password: PasswordSource | None = None
    per_minute: Annotated[Whole, Field(ge=1)] | None = 30
    timeout: Annotated[Whole, Field(ge=1, le=600)] = 30
    attempts: Annotated[Whole, Field(ge=1, le=10)] = 3
    ca_file: FileOrUrl | None = None

    @model_validator(mode="after")
    def _user_and_password(self) -> Self:
        if (self.user is None) != (self.password is None):
            raise PydanticCustomError("DP436", "user and password go together")
        return self


class MailSettings(Frozen):
    """`mail.yaml`.

    `occasion` names what the letters are about (`2026-Q4`): within one, a provider gets each letter
    once. `bounces` is the envelope's sender; `do_not_mail` lists addresses and `@domains` that get
    nothing.
    """

    schema_: Annotated[Literal["dpcap/mail/1"], Field(alias="schema")]
    id: Id
    occasion: Line
    sender: Mailbox
    reply_to: Line | None = None
    bounces: Line | None = None
    unsubscribe: FileOrUrl | None = None
    letters: tuple[LetterRule, ...]
    objection: ObjectionTerms
    sign_off: Text
    attach: tuple[Attached, ...] = ("pdf",)
    do_not_mail: tuple[Line, ...] = ()
    smtp: SmtpSettings | None = None

    @property
    def unsubscribe_address(self) -> str:
        """Where to unsubscribe, as people read it: an address of mail or of a page; else empty."""
        way = self.unsubscribe or ""
        return way.removeprefix("mailto:").partition("?")[0] if way.startswith("mailto:") else way
