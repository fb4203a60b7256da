"""What a message costs, and what the outbox adds to sending, beside a bare smtplib loop."""

from __future__ import annotations

import multiprocessing
import smtplib
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

sys.path.insert(0, str(Path(__file__).parent))
from bench_run import ROOT, report
from dpcap.delivery.deliver import RateLimit, RetryPolicy, deliver
from dpcap.delivery.message import build_message, fingerprint
from dpcap.delivery.outbox import opened
from dpcap.delivery.send_policy import SendPermissions
from dpcap.delivery.smtp import SmtpTransport
from dpcap.delivery.smtp_connection import SmtpConnection
from dpcap.delivery.transport import OutgoingMessage
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.mail import load_mail
from dpcap.model.decision import Decision, GatesAndDecision
from dpcap.model.letter import LetterAttachment
from dpcap.model.letter import LetterEnvelope as Outside
from dpcap.model.mail import SmtpSettings
from dpcap.model.outbox import OutgoingLetter
from dpcap.report.letter.write import write_letter
from dpcap.scoring.score import score

HERE = "127.0.0.1"
MESSAGES, ROUNDS = 1_000, 3
# A PDF's size, about; making it is not a message's cost.
ATTACHED = 100_000
LETTERS = 60
MILLI = 1e3
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Accepts:
    """Takes every message at once and forgets it."""

    async def handle_DATA(self, _server: object, _session: object, _envelope: Envelope) -> str:  # noqa: N802 - its name
        """Take a message."""
        return "250 OK"


def serve(port: int, ready: multiprocessing.synchronize.Event) -> None:
    """A server in a process of its own, until it is ended."""
    Controller(Accepts(), hostname=HERE, port=port, server_hostname="mail.example").start()
    ready.set()
    while True:
        time.sleep(60)


@contextmanager
def server() -> Iterator[int]:
    """The port of a server that accepts at once."""
    with socket.create_server((HERE, 0)) as door:
        port: int = door.getsockname()[1]
    ready = multiprocessing.Event()
    process = multiprocessing.Process(target=serve, args=(port, ready), daemon=True)
    process.start()
    ready.wait(30)
    yield port
    process.terminate()
    process.join()


def messages() -> tuple[float, bytes]:
    """CPU seconds of a letter with its picture and attachment, once warm; and one message."""
    framework = load_framework(ROOT / "questionnaires")
    profile = score(framework, load_assessment(ROOT / "examples/providers/lanxing", framework))
    decision = Decision(
        schema_="dpcap/decision/2",
        provider=profile.provider.id,
        decision="admit",
        by="示例",
        on=date(2026, 11, 25),
        reason="门槛全部达到",
        substance="0" * 64,
    )
    standing = GatesAndDecision(decision=decision)
    mail = load_mail(ROOT / "examples" / "mail.yaml")
    attached = LetterAttachment(
        name="lanxing-report.pdf",
        media_type="application/pdf",
        content=b"%PDF-1.7" * (ATTACHED // 8),
    )
    costs, made = [], b""
    for number in range(LETTERS + 5):
        start = process_time()
        letter = write_letter(
            profile, framework, standing, mail, "admitted", today=date(2026, 11, 26)
        )
        outside = Outside(
            sender_name=mail.sender.name.zh,
            sender=mail.sender.address,
            to_name="示例",
            to=f"p{number}@example.com",
            date=NOON,
            key=str(number),
        )
        made = build_message(letter, outside, [attached]).as_bytes()
        costs.append(process_time() - start)
    return median(costs[5:]), made


def bare(port: int, content: bytes) -> float:
    """Seconds of a bare loop over one connection."""
    start = perf_counter()
    with smtplib.SMTP(HERE, port, "partners.example.com") as line:
        for number in range(MESSAGES):
            line.sendmail("desk@partners.example.com", [f"p{number}@example.com"], content)
    return perf_counter() - start


def outgoing(number: int, content: bytes) -> OutgoingLetter:
    """A letter to provider *number*, as it lies approved in an outbox."""
    post = OutgoingMessage("desk@partners.example.com", f"p{number}@example.com", content)
    return OutgoingLetter(
        provider=f"p{number}",
        occasion="2026-Q4",
        template="admitted",
        recipient=post.recipient,
        decision="0" * 64,
        run="0" * 64,
        sender=post.sender,
        message_id=f"<{number}@partners.example.com>",
        mark=fingerprint(post),
        content=content,
    )


def ours(port: int, content: bytes, folder: Path) -> float:
    """Seconds to send the same out of an outbox."""
    letters = [outgoing(number, content) for number in range(MESSAGES)]
    settings = SmtpSettings(host=HERE, port=port, security="none", per_minute=None)
    with opened(folder / "outbox.db", lambda: NOON, lambda: None) as outbox:
        with outbox.whole():
            entries = [outbox.put(letter, SendPermissions())[1] for letter in letters]
        start = perf_counter()
        transport = SmtpTransport(SmtpConnection(settings, None, "partners.example.com"))
        pace = RateLimit(None, time.monotonic, time.sleep)
        ended = deliver(
            outbox, entries, transport, pace, RetryPolicy(1, time.sleep), on_told=lambda _: None
        )
        transport.close()
        took = perf_counter() - start
    if ended != {"sent": MESSAGES}:
        raise SystemExit(f"not all were sent: {ended}")
    return took


def rates(content: bytes) -> Sequence[float]:
    """The bare loop's time by ours, a round each: 1 is as fast."""
    found = []
    with server() as port:
        for _ in range(ROUNDS):
            with TemporaryDirectory() as folder:
                found.append(bare(port, content) / ours(port, content, Path(folder)))
    return found


def mails() -> None:
    """Every figure of letters."""
    cost, content = messages()
    report("a message with picture and attachment, CPU once warm", cost * MILLI, 40, "ms")
    rate = median(rates(content))
    report(f"{MESSAGES} messages: a bare loop's rate ÷ ours", 1 / rate, 2)


if __name__ == "__main__":
    mails()
