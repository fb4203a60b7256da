"""Letters on decisions: planned and written to be read, then sent as they were approved."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from dpcap.delivery.message import digest_of, fingerprint
from dpcap.delivery.outbox import Clock, Outbox, opened
from dpcap.delivery.send_policy import GOES, LetterKey, SendPermissions, letter_key
from dpcap.delivery.transport import OutgoingMessage
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.mail import load_mail
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.mail import MailSettings
from dpcap.model.outbox import OutboxEntry, OutboxReason, OutgoingLetter
from dpcap.model.outcome import Outcome
from dpcap.model.two_languages import TwoLanguages
from dpcap.workflow.appeal_desk import AppealDesk, AppealRequest
from dpcap.workflow.appeal_letters import APPEAL_OCCASION, AppealLetterPlanner
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.delivery_channel import (
    UNOBSERVED,
    SendingObserver,
    channel_of,
    hand_over,
)
from dpcap.workflow.letter_writer import LetterWriter
from dpcap.workflow.planned_letter import KnownLetters, LetterPlanner, PlannedLetter
from dpcap.workflow.select_rows import reviews_needed, select_rows
from dpcap.workflow.standing_ledger import open_ledger, standing_lookup
from dpcap.workflow.standing_letters import OCCASION, StandingLetterPlanner

OUTBOX = "outbox.db"
_FOLDER = "mail"
_NO_NAME = re.compile(r"[^\w.-]+")
_WHY_REVIEWS = TwoLanguages("结论写在那里", "decisions lie there")


@dataclass(frozen=True)
class SendRequest:
    """Whom letters go to, and how; None: not said.

    `outs` are output folders of batches, `mail` is the file mail.yaml, `providers` those that are
    meant (none: all). `today` is the day of the letters, `judged_on` that on which proof must hold;
    `clock` tells the time that letters and outbox bear. `of_standing`: letters on the rows of the
    `ledger`, by default the configuration's, instead of on decisions; `of_appeals`: on appeals
    granted.
    """

    outs: tuple[Path, ...]
    mail: Path
    today: date
    clock: Clock
    reviews: Path | None = None
    outbox: Path | None = None
    providers: tuple[str, ...] = ()
    permissions: SendPermissions = field(default_factory=SendPermissions)
    to_dir: Path | None = None
    judged_on: date | None = None
    language: Language | None = None
    templates: Path | None = None
    of_standing: bool = False
    of_appeals: bool = False
    ledger: Path | None = None

    @property
    def outbox_file(self) -> Path:
        """The outbox: beside mail.yaml, unless another is named."""
        return self.outbox or self.mail.parent / OUTBOX


@dataclass(frozen=True)
class LetterPlan:
    """What each provider gets by the settings `mail`: letters, drafts, and whoever gets none."""

    mail: MailSettings
    letters: tuple[PlannedLetter, ...]

    @property
    def digest(self) -> str:
        """What is approved: whom each letter that goes or has gone is for, and its fingerprint."""
        return digest_of((one.key, one.mark) for one in self.letters if one.key and one.mark)

    @property
    def going(self) -> list[PlannedLetter]:
        """The letters that may be sent."""
        return [one for one in self.letters if one.goes]


class SentLetters(NamedTuple):
    """What has become of all letters that were planned.

    `tried` of them went through this run. `problem`: why the server took no more.
    """

    entries: tuple[OutboxEntry, ...]
    tried: int
    problem: OutboxReason | None

    @property
    def is_complete(self) -> bool:
        """Whether all have been sent, by this run or by an earlier one."""
        return all(entry.state == "sent" for entry in self.entries)


def plan_letters(
    request: SendRequest,
    configuration: Configuration | None = None,
    observer: SendingObserver = UNOBSERVED,
) -> LetterPlan:
    """A planned letter for each provider; those that it may get are written, and none is sent.

    Raises InvalidInputError with all that is wrong with any, UsageError, and ImportError without
    the extra `mail`.
    """
    here = configuration or Configuration()
    mail = load_mail(request.mail)
    if request.of_standing and request.of_appeals:
        raise UsageError(
            "--standing and --appeals do not go together", "--standing 与 --appeals 只能用一个"
        )
    if request.of_standing:
        return _of_standing(request, here, mail, observer)
    if request.of_appeals:
        return _of_appeals(request, here, mail, observer)
    reviews = reviews_needed(request.reviews, here, _WHY_REVIEWS)
    selected = select_rows(request.outs, request.providers)
    found: list[Finding] = []
    letters: list[PlannedLetter] = []
    written_at = request.clock()
    known = _known(request, mail.occasion, observer)
    lookup = standing_lookup(here, request.ledger, request.reviews)
    with observer.writing(sum(len(rows) for _, rows in selected)) as on_done:
        for out, rows in selected:
            writer = _writer(request, mail, written_at, _folder(mail.occasion, out))
            planner = LetterPlanner(out, reviews, writer, known, here, request.judged_on, lookup)
            for row in rows:
                letters += _letter(planner, row, found)
                on_done(row)
    if found:
        raise InvalidInputError(found)
    return LetterPlan(mail, tuple(letters))


def send_letters(
    request: SendRequest,
    plan: LetterPlan,
    approved: str,
    configuration: Configuration | None = None,
    observer: SendingObserver = UNOBSERVED,
) -> SentLetters:
    """Send the letters of *plan* that go, if its digest is the *approved* one.

    Where none goes there is nothing to approve. Raises UsageError if it is another, and UsageError
    and InvalidInputError before anything is sent.
    """
    digest = plan.digest
    if plan.going and digest != approved:
        raise UsageError(
            f"what would be sent is not what was approved: its digest is {digest}. "
            "Read the letters, then approve that one",
            f"现在要发的与批准的不同：校验码是 {digest}。请先看过信件，再批准这一个",
        )
    here = configuration or Configuration()
    channel = (
        channel_of(plan.mail, request.mail, request.to_dir, here.environ) if plan.going else None
    )
    aims = {one.key for one in plan.letters if one.mark}
    problem = None
    with opened(request.outbox_file, request.clock, observer.waiting) as outbox:
        taken = _taken_in(outbox, plan.going, request.permissions, digest)
        if channel is not None and taken:
            problem = hand_over(outbox, taken, channel, observer)
        about = tuple(entry for entry in outbox.entries() if letter_key(entry) in aims)
    return SentLetters(about, len(taken), problem)


def _of_standing(
    request: SendRequest, here: Configuration, mail: MailSettings, observer: SendingObserver
) -> LetterPlan:
    """A planned letter for each row of the ledger that calls for one. Raises as `plan_letters`."""
    path = here.ledger(request.ledger)
    if path is None:
        raise UsageError(
            "say which ledger: --ledger FILE, or ledger in dpcap.toml",
            "请指明台账：--ledger 文件，或在 dpcap.toml 里写 ledger",
        )
    out, rows = _last_batch(request, "--standing")
    planner = StandingLetterPlanner(
        out=out,
        rows=rows,
        ledger=open_ledger(path),
        books=here.rule_books(),
        writer=_writer(request, mail, request.clock(), _folder(OCCASION, out)),
        known=_known(request, None, observer),
        configuration=here,
        providers=request.providers,
    )
    return LetterPlan(mail, tuple(planner.letters()))


def _of_appeals(
    request: SendRequest, here: Configuration, mail: MailSettings, observer: SendingObserver
) -> LetterPlan:
    """A planned letter for each appeal granted. Raises as `plan_letters`."""
    out, rows = _last_batch(request, "--appeals")
    asked = AppealRequest(on=request.today, reviews=request.reviews, ledger=request.ledger)
    planner = AppealLetterPlanner(
        out=out,
        rows=rows,
        desk=AppealDesk.at(asked, here),
        writer=_writer(request, mail, request.clock(), _folder(APPEAL_OCCASION, out)),
        known=_known(request, None, observer),
        configuration=here,
        providers=request.providers,
    )
    return LetterPlan(mail, tuple(planner.letters()))


def _last_batch(request: SendRequest, option: str) -> tuple[Path, list[Outcome]]:
    """The one output folder named, and its rows. Raises UsageError."""
    if len(request.outs) != 1:
        raise UsageError(
            f"{option} takes one output folder: that of the last batch",
            f"{option} 只接受一个输出目录，即最近一次评估的",
        )
    ((out, rows),) = select_rows(request.outs)
    return out, [*rows]


def _writer(
    request: SendRequest, mail: MailSettings, written_at: datetime, folder: Path
) -> LetterWriter:
    return LetterWriter(
        mail=mail,
        today=request.today,
        now=written_at,
        language=request.language,
        templates=request.templates,
        folder=folder,
    )


def _letter(planner: LetterPlanner, row: Outcome, found: list[Finding]) -> Iterator[PlannedLetter]:
    try:
        yield planner.letter(row)
    except InvalidInputError as error:
        found += error.findings


def _known(request: SendRequest, occasion: str | None, observer: SendingObserver) -> KnownLetters:
    """What the outbox knows of *occasion* (None: of all); nothing if there is none yet."""
    entries: dict[str, list[OutboxEntry]] = defaultdict(list)
    if request.outbox_file.exists():
        with opened(request.outbox_file, request.clock, observer.waiting) as outbox:
            for entry in outbox.entries(occasion=occasion):
                entries[entry.provider].append(entry)
    return KnownLetters(entries, request.permissions)


def _folder(occasion: str, out: Path) -> Path:
    """Where letters are written to be looked at."""
    return out / _FOLDER / (_NO_NAME.sub("_", occasion).strip("._") or "_")


def _taken_in(
    outbox: Outbox, letters: Sequence[PlannedLetter], permissions: SendPermissions, digest: str
) -> list[OutboxEntry]:
    """Those of *letters* that may go still, now that nobody else sends."""
    with outbox.whole():
        ruled = [
            outbox.put(_outgoing(one, key, digest), permissions)
            for one in letters
            if (key := one.key)
        ]
    return [entry for ruling, entry in ruled if ruling in GOES]


def _outgoing(letter: PlannedLetter, key: LetterKey, digest: str) -> OutgoingLetter:
    """The letter as it lies on the disk. Raises UsageError if somebody changed it meanwhile."""
    written = letter.written
    content = written.path.read_bytes() if written else b""
    mark = fingerprint(OutgoingMessage(written.sender, key.recipient, content)) if written else ""
    if written is None or mark != letter.mark:
        raise UsageError(
            f"the letter to {letter.provider} was changed meanwhile; nothing was sent",
            f"{letter.provider} 的信在运行中被改动，未发出任何信",
        )
    return OutgoingLetter(
        **key._asdict(),
        run=digest,
        sender=written.sender,
        message_id=written.message_id,
        mark=mark,
        content=content,
    )
