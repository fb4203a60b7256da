"""Letters that were approved, out through the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dpcap.cli.language import say
from dpcap.cli.send_slips import Slip
from dpcap.cli.send_way import counted, hand_over, now, say_waiting, talk, way_of
from dpcap.delivery.message import fingerprint
from dpcap.delivery.outbox import Outbox, opened
from dpcap.delivery.send_policy import GOES, LetterKey, letter_key
from dpcap.delivery.transport import OutgoingMessage
from dpcap.errors import UsageError
from dpcap.model.mail import MailSettings
from dpcap.model.outbox import OutboxEntry, OutgoingLetter

if TYPE_CHECKING:
    from dpcap.cli.send_run import Request

NOT_ALL_SENT = 4


def deliver_slips(asked: Request, mail: MailSettings, slips: Sequence[Slip], digest: str) -> int:
    """Send the letters of *slips* that go; the exit code.

    0: all that this run is about has been sent, by it or by an earlier one; 4: some has not.
    Raises UsageError and InvalidInputError before anything is sent.
    """
    going = [slip for slip in slips if slip.goes]
    way = way_of(mail, asked.mail, asked.to_dir) if going else None
    aims = {slip.key for slip in slips if slip.mark}
    with opened(asked.outbox_file, now, say_waiting) as outbox:
        letters = _taken_in(outbox, going, asked, digest)
        if way is None or not letters:
            talk(say("没有新的信要发。", "there is nothing new to send."))
        else:
            hand_over(outbox, letters, way)
        about = [entry for entry in outbox.entries() if letter_key(entry) in aims]
    talk(counted(about))
    return 0 if all(entry.state == "sent" for entry in about) else NOT_ALL_SENT


def _taken_in(
    outbox: Outbox, slips: Sequence[Slip], asked: Request, digest: str
) -> list[OutboxEntry]:
    """The letters of *slips* that may go still, now that nobody else sends."""
    with outbox.whole():
        ruled = [
            outbox.put(_outgoing(slip, key, digest), asked.permissions)
            for slip in slips
            if (key := slip.key)
        ]
    return [entry for ruling, entry in ruled if ruling in GOES]


def _outgoing(slip: Slip, key: LetterKey, digest: str) -> OutgoingLetter:
    """The letter as it lies on the disk. Raises UsageError if somebody changed it meanwhile."""
    written = slip.written
    content = written.path.read_bytes() if written else b""
    mark = fingerprint(OutgoingMessage(written.sender, key.recipient, content)) if written else ""
    if written is None or mark != slip.mark:
        raise UsageError(
            say(
                f"{slip.provider} 的信在运行中被改动，未发出任何信",
                f"the letter to {slip.provider} was changed meanwhile; nothing was sent",
            )
        )
    return OutgoingLetter(
        **key._asdict(),
        run=digest,
        sender=written.sender,
        message_id=written.message_id,
        mark=mark,
        content=content,
    )
