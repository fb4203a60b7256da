"""The statement: what a report says and to whom, as it stands inside the report; and its seal."""

from base64 import b64decode
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field

from dpcap.model.base import Day, Digest, Frozen, Language, Line, Text, Whole
from dpcap.model.decision import GatesAndDecision
from dpcap.model.framework import Display
from dpcap.model.profile import Profile

STATEMENT_SCHEMA: Literal["dpcap/statement/2"] = "dpcap/statement/2"
SEAL_SCHEMA: Literal["dpcap/seal/2"] = "dpcap/seal/2"
PageForm = Literal["html", "json", "pdf"]
# How much of a report: page one alone, what one acts on, everything.
Pages = Literal["one", "short", "full"]


class StatementTitles(Frozen):
    """The framework's words for what a reader is told first: areas and levels by id, the role.

    `display`: the scale on which its pages show scores.
    """

    areas: dict[str, Text]
    levels: dict[str, Text]
    role: Text
    display: Display = Display.model_construct()


class Statement(Frozen):
    """All that a report was made from but the framework, as its audience may have it.

    `template` is the SHA-256 (hex) of the templates, words and audiences that the page is made
    with, `benchmark` that of the benchmark it shows, if any. With the framework that the profile
    names, and the benchmark, the page can be made again to the byte. `titles` are for readers that
    have no framework. `made_on`: the day on which it was made, where that lies far from the day
    judged and is said first. `pages`: how much of the report the page shows.
    """

    schema_: Annotated[Literal["dpcap/statement/2"], Field(alias="schema")]
    audience: Line
    language: Language
    template: Digest
    titles: StatementTitles
    profile: Profile
    standing: GatesAndDecision | None = None
    benchmark: Digest | None = None
    made_on: Day | None = None
    pages: Pages = "full"


class SealHead(Frozen):
    """What a seal says before there is a page: who vouches, since when, and by which key.

    `key` is the raw Ed25519 public key in base64.
    """

    schema_: Annotated[Literal["dpcap/seal/2"], Field(alias="schema")]
    issuer: Line
    on: Day
    key: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{43}=$")]

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the raw public key."""
        return sha256(b64decode(self.key)).hexdigest()


class SealedPage(Frozen):
    """The page that is vouched for: its form, and length and SHA-256 (hex) of its bytes.

    They are those of the page before the seal was put in. It names its issuer already.
    """

    form: PageForm
    length: Annotated[Whole, Field(ge=0)]
    sha256: Digest


class Seal(SealHead):
    """A seal: its head, the page, and the signature (base64) over both and the statement."""

    page: SealedPage
    signature: Annotated[str, Field(pattern=r"^[A-Za-z0-9+/]{86}==$")]

    @property
    def head(self) -> SealHead:
        """The head alone, as it was before there was a page."""
        said = {name: getattr(self, name) for name in SealHead.model_fields}
        return SealHead.model_validate(said)


class SealedStatement(Frozen):
    """A signed `report.json`: the seal and the statement in one."""

    seal: Seal
    statement: Statement
