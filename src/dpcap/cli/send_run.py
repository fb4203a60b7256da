"""From the options of `dpcap send` to its exit code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dpcap.cli.batch_progress import progress
from dpcap.cli.chosen import chosen_in, reviews_of
from dpcap.cli.extras import needing
from dpcap.cli.language import say
from dpcap.cli.ledger import Item, Ledger, size_of
from dpcap.cli.send_deliver import deliver_slips
from dpcap.cli.send_letter import Hand
from dpcap.cli.send_slips import Desk, Known, Slip
from dpcap.cli.send_way import now, say_waiting, talk
from dpcap.cli.send_words import LETTER_WORDS
from dpcap.cli.write import print_out
from dpcap.delivery.message import digest_of
from dpcap.delivery.outbox import opened
from dpcap.delivery.send_policy import SendPermissions
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.mail import load_mail
from dpcap.model.base import Language
from dpcap.model.finding import Finding
from dpcap.model.mail import MailSettings
from dpcap.model.outbox import OutboxEntry
from dpcap.model.outcome import Outcome

OUTBOX = "outbox.db"
INTERRUPTED = 130
_FOLDER = "mail"
_NAME = 1
_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Request:
    """What the options say; None: not said.

    `today` is the day of the letters; `judged_on` that on which proof must hold.
    """

    outs: tuple[Path, ...]
    mail: Path
    reviews: Path | None
    outbox: Path | None
    providers: tuple[str, ...]
    deliver: bool
    approved: str | None
    permissions: SendPermissions
    to_dir: Path | None
    today: date
    judged_on: date | None
    language: Language | None
    templates: Path | None

    @property
    def outbox_file(self) -> Path:
        """The outbox: beside mail.yaml, unless another is named."""
        return self.outbox or self.mail.parent / OUTBOX


def run_send(asked: Request) -> int:
    """Do what was *asked*; the exit code.

    Raises UsageError, and InvalidInputError for mail.yaml, a decision, a framework or the outbox.
    """
    if asked.deliver and asked.approved is None:
        raise UsageError(
            say(
                "--deliver 须有 --approved：先不带它运行一次，看过信件，再给出所示的摘要",
                "--deliver needs --approved: run without it, read the letters, then give the "
                "digest shown",
            )
        )
    try:
        return _run(asked)
    except KeyboardInterrupt:
        talk(say("已停止；没发的都留着。", "stopped; what was not sent is kept."))
        return INTERRUPTED


def _run(asked: Request) -> int:
    with needing("mail", "dpcap send"):
        mail = load_mail(asked.mail)
        slips = _slips(asked, mail)
    digest = digest_of((slip.key, slip.mark) for slip in slips if slip.key and slip.mark)
    _print(slips)
    if not asked.deliver:
        print_out(f"\n{say('摘要', 'digest')} {digest}")
        _say_next(slips, digest)
        return 0
    if digest != asked.approved:
        raise UsageError(
            say(
                f"现在要发的与批准的不同：摘要是 {digest}。请先看过信件，再批准这一个",
                f"what would be sent is not what was approved: its digest is {digest}. "
                "Read the letters, then approve that one",
            )
        )
    return deliver_slips(asked, mail, slips, digest)


def _slips(asked: Request, mail: MailSettings) -> list[Slip]:
    """A slip for each provider. Raises InvalidInputError with all that is wrong with any."""
    reviews = reviews_of(asked.reviews, say("结论写在那里", "decisions lie there"))
    chosen = chosen_in(asked.outs, asked.providers)
    found: list[Finding] = []
    slips: list[Slip] = []
    written_at = now()
    known = _known(asked, mail)
    with progress(sum(len(rows) for _, rows in chosen), say("写信", "writing")) as on_done:
        for out, rows in chosen:
            hand = Hand(
                mail=mail,
                today=asked.today,
                now=written_at,
                language=asked.language,
                templates=asked.templates,
                folder=_folder(mail, out),
            )
            desk = Desk(out, reviews, hand, known, asked.judged_on)
            for row in rows:
                slips += _slip(desk, row, found)
                on_done(row)
    if found:
        raise InvalidInputError(found)
    return slips


def _slip(desk: Desk, row: Outcome, found: list[Finding]) -> Iterator[Slip]:
    try:
        yield desk.slip(row)
    except InvalidInputError as error:
        found += error.findings


def _known(asked: Request, mail: MailSettings) -> Known:
    """What the outbox knows; nothing if there is none yet."""
    entries: dict[str, list[OutboxEntry]] = defaultdict(list)
    if asked.outbox_file.exists():
        with opened(asked.outbox_file, now, say_waiting) as outbox:
            for entry in outbox.entries(occasion=mail.occasion):
                entries[entry.provider].append(entry)
    return Known(entries, asked.permissions)


def _folder(mail: MailSettings, out: Path) -> Path:
    """Where letters are written to be looked at."""
    return out / _FOLDER / (_NO_NAME.sub("_", mail.occasion).strip("._") or "_")


def _print(slips: list[Slip]) -> None:
    """Who gets what and why, then who gets nothing."""
    ledger = Ledger(soft=_NAME)
    going = [slip for slip in slips if slip.goes]
    drafts = [slip for slip in slips if slip.written and not slip.goes]
    rest = [slip for slip in slips if not slip.written]
    ledger.section(say("要发出的信", "letters to send"), map(_item, going))
    ledger.section(say("草稿，不会发出", "drafts, never sent"), map(_item, drafts))
    ledger.section(say("没有信的", "no letter"), map(_item, rest))
    ledger.print()


def _item(slip: Slip) -> Item:
    kind = LETTER_WORDS[slip.key.template] if slip.key else "—"
    size = size_of(slip.written.size) if slip.written else "—"
    return Item((slip.provider, slip.name, slip.to or "—", kind, size), slip.why)


def _say_next(slips: list[Slip], digest: str) -> None:
    """What was done, and how to go on."""
    folders = sorted({str(slip.written.path.parent) for slip in slips if slip.written})
    if folders:
        places = ", ".join(folders)
        talk(say(f"信件在 {places}，尚未发出。", f"the letters are in {places}; none was sent."))
    if any(slip.goes for slip in slips):
        options = f"--deliver --approved {digest}"
        talk(say(f"看过之后发出：加 {options}", f"when you have read them: {options}"))
