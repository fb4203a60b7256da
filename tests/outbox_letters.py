"""Letters for tests of the outbox, a clock that stands still, and a sender that may be killed.

Run as a program it takes an outbox and a port, puts the letters in and sends them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from dpcap.delivery.deliver import DeliveryReport, RateLimit, RetryPolicy, deliver
from dpcap.delivery.message import fingerprint
from dpcap.delivery.outbox import Outbox, opened
from dpcap.delivery.send_policy import GOES, SendPermissions
from dpcap.delivery.smtp import SmtpTransport
from dpcap.delivery.smtp_connection import SmtpConnection
from dpcap.delivery.transport import OutgoingMessage
from dpcap.model.mail import SmtpSettings
from dpcap.model.outbox import OutboxEntry, OutgoingLetter

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
FIRST, SECOND = (sha256(name).hexdigest() for name in (b"first", b"second"))
RUN = sha256(b"run").hexdigest()
OCCASION = "2026-Q4"


def noon() -> datetime:
    return NOON


def outgoing(provider: str = "p1", **more: Any) -> OutgoingLetter:
    content = f"Subject: to {provider}\r\n\r\n{more.pop('words', 'hello')}\r\n".encode()
    fields = {
        "provider": provider,
        "occasion": OCCASION,
        "template": "admitted",
        "recipient": f"{provider}@applicant.example.com",
        "decision": FIRST,
        "run": RUN,
        "sender": "bounces@partners.example.com",
        "message_id": f"<{provider}@partners.example.com>",
        "content": content,
        **more,
    }
    post = OutgoingMessage(fields["sender"], fields["recipient"], fields["content"])
    return OutgoingLetter(**fields, mark=fingerprint(post))


def put(
    outbox: Outbox,
    letters: Iterable[OutgoingLetter],
    permissions: SendPermissions = SendPermissions(),  # noqa: B008
) -> list[OutboxEntry]:
    """Those of *letters* that may go, as they stand in *outbox*."""
    with outbox.whole():
        ruled = [outbox.put(letter, permissions) for letter in letters]
    return [entry for ruling, entry in ruled if ruling in GOES]


def crowd(count: int) -> list[OutgoingLetter]:
    return [outgoing(f"p{number:04}") for number in range(count)]


def smtp_to(port: int, **more: Any) -> SmtpTransport:
    settings = SmtpSettings(host="127.0.0.1", port=port, security="none", **{"timeout": 20, **more})
    return SmtpTransport(SmtpConnection(settings, None, "partners.example.com"))


def post_of(letter: OutgoingLetter) -> OutgoingMessage:
    return OutgoingMessage(letter.sender, letter.recipient, letter.content)


def no_pace() -> RateLimit:
    return RateLimit(None, lambda: 0.0, lambda _: None)


def run(
    path: Path, port: int, letters: list[OutgoingLetter], attempts: int = 3
) -> list[DeliveryReport]:
    """One run of a sender, from start to end; what it told."""
    told: list[DeliveryReport] = []
    with opened(path, noon, lambda: None) as outbox:
        transport = smtp_to(port)
        try:
            patience = RetryPolicy(attempts, lambda _: None)
            waiting = put(outbox, letters)
            deliver(outbox, waiting, transport, no_pace(), patience, on_told=told.append)
        finally:
            transport.close()
    return told


if __name__ == "__main__":
    run(Path(sys.argv[1]), int(sys.argv[2]), crowd(int(sys.argv[3])))
