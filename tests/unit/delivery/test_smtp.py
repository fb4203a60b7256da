"""By SMTP, to real servers: what is taken, put off, refused, in doubt, and what is trusted."""

from __future__ import annotations

import errno
import os
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from dpcap.delivery.password import MailPassword
from dpcap.delivery.smtp import SmtpTransport
from dpcap.delivery.smtp_connection import SmtpConnection
from dpcap.delivery.transport import DeliveryResult, OutgoingMessage, ServerError
from dpcap.errors import InvalidInputError
from dpcap.model.mail import PasswordSource, SmtpSettings
from post_office import (
    ACCEPT,
    DOUBTS,
    FAULTS,
    LOOPBACK,
    REFUSALS,
    USER,
    WORD,
    Office,
    office,
    papers,
)

SENDER, ANN, BEN = "desk@partners.example.com", "ann@one.example.com", "ben@two.example.com"
CONTENT = b"Subject: hello\r\n\r\n.a dot\r\n..two\r\n.\r\nend\r\n"

# More than the system's buffers hold: who hangs up in its middle is noticed before its end.
BIG = CONTENT + b"0123456789abcdef\r\n" * (1 << 20)


def post(recipient: str = ANN, content: bytes = CONTENT, sender: str = SENDER) -> OutgoingMessage:
    return OutgoingMessage(sender, recipient, content)


def settings(port: int, **more: Any) -> SmtpSettings:
    return SmtpSettings(port=port, **{"host": LOOPBACK, "security": "none", "timeout": 20, **more})


@contextmanager
def to(port: int, secret: MailPassword | None = None, **more: Any) -> Iterator[SmtpTransport]:
    transport = SmtpTransport(
        SmtpConnection(settings(port, **more), secret, "partners.example.com")
    )
    try:
        yield transport
    finally:
        transport.close()


def sent(where: Office, *posts: OutgoingMessage, **more: Any) -> list[tuple[DeliveryResult, int]]:
    """What became of each of *posts*, and how often each came to the brink."""
    found = []
    with to(where.port, **more) as transport:
        for one in posts:
            brinks: list[None] = []
            outcome = transport.send(one, lambda brinks=brinks: brinks.append(None))
            found.append((outcome, len(brinks)))
    return found


def test_a_message_arrives_as_it_is() -> None:
    with office() as here:
        assert sent(here, post()) == [(DeliveryResult("sent"), 1)]
    assert here.clerk.taken == [(SENDER, ANN, CONTENT)]


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        (b"a: b\n\nx\ny", b"a: b\r\n\r\nx\r\ny\r\n"),
        (b".\r\n", b".\r\n"),
        (b"a: b\n\rx", b"a: b\r\n\r\nx\r\n"),
        (b"a: b\r\n\r\nx\r\n\r\n", b"a: b\r\n\r\nx\r\n\r\n"),
        (b"a: b\r\n\r\nx\n.\n\nMAIL FROM:<evil@example.com>", None),
    ],
)
def test_no_content_ends_a_message_early(written: bytes, taken: bytes | None) -> None:
    with office() as here:
        sent(here, post(content=written), post(BEN))
    assert [one.recipient for one in here.clerk.taken] == [ANN, BEN]
    expected = b"\r\n".join(written.splitlines()) + b"\r\n" if taken is None else taken
    assert here.clerk.taken[0].content == expected


def test_only_words_beyond_ascii_are_announced_as_such() -> None:
    with office() as here:
        sent(here, post(), post(BEN, "Subject: x\r\n\r\n您好\r\n".encode()))
    plain, other = here.clerk.options
    assert not any(one.startswith("BODY=") for one in plain)
    assert "BODY=8BITMIME" in other


def test_one_line_for_many_messages() -> None:
    with office() as here:
        outcomes = sent(here, *(post(f"p{n}@one.example.com") for n in range(20)))
    assert {outcome for outcome, _ in outcomes} == {DeliveryResult("sent")}
    assert (here.clerk.lines, here.clerk.commands["RSET"]) == (1, 19)


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_from_every_other(fault: str) -> None:
    """The second message comes through whatever befell the first."""
    with office(lambda address, _: fault if address == ANN else ACCEPT) as here:
        content = BIG if fault == "drop-data" else CONTENT
        (first, brinks), (second, _) = sent(here, post(content=content), post(BEN))
    assert second == DeliveryResult("sent")
    state = "failed" if fault in REFUSALS else "uncertain" if fault in DOUBTS else "queued"
    assert first.state == state
    assert first.reason is not None
    assert brinks == (1 if fault.endswith("end") or fault in {"drop-taken", "defer-data"} else 0)
    if state != "uncertain":
        assert [one.recipient for one in here.clerk.taken] == [BEN]


def test_what_the_server_said_is_kept_on_one_harmless_line() -> None:
    with office(lambda *_: "refuse-rcpt") as here:
        ((outcome, _),) = sent(here, post())
    assert outcome.reason is not None
    assert outcome.reason.code == "DP441"
    assert outcome.reason.detail == "550 5.1.1 no such user [31mhere"
    assert "no such user" in outcome.reason.say("zh")


def test_a_server_that_hung_up_meanwhile_is_called_again() -> None:
    """Not the message's fault: it costs it no attempt."""
    with office() as here, to(here.port) as transport:
        assert transport.send(post(), lambda: None) == DeliveryResult("sent")
        line = transport._line
        assert line is not None
        assert line.sock is not None
        line.sock.shutdown(socket.SHUT_RDWR)
        assert transport.send(post(BEN), lambda: None) == DeliveryResult("sent")
    assert here.clerk.lines == 2


def lose_patience(line: smtplib.SMTP | None) -> None:
    """From now on its replies are not waited for; before, a busy machine may take its time."""
    assert line is not None
    assert line.sock is not None
    line.sock.settimeout(0.2)


def test_a_server_that_falls_silent_after_the_end_leaves_doubt() -> None:
    brinks: list[None] = []
    with office(lambda *_: "stall") as here, to(here.port) as transport:

        def brink() -> None:
            brinks.append(None)
            lose_patience(transport._line)

        assert transport.send(post(), brink).state == "uncertain"
    assert len(brinks) == 1


@contextmanager
def scripted(*replies: bytes, silent: bool = False) -> Iterator[int]:
    """A server for one line that says *replies*, one a command, then hangs up or falls silent."""
    with socket.create_server((LOOPBACK, 0)) as door:

        def serve() -> None:
            line, _ = door.accept()
            with line, line.makefile("rb") as heard:
                for reply in replies:
                    line.sendall(reply)
                    if not heard.readline():
                        return
                while silent and heard.readline():
                    pass

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield door.getsockname()[1]
        thread.join(20)


OK = b"250 OK\r\n"


class Impatient(SmtpConnection):
    """Loses patience once it is through."""

    def open(self) -> smtplib.SMTP:
        line = super().open()
        lose_patience(line)
        return line


def test_a_server_that_falls_silent_before_the_end_leaves_none() -> None:
    with scripted(b"220 x\r\n", OK, OK, silent=True) as port:
        transport = SmtpTransport(Impatient(settings(port), None, "partners.example.com"))
        assert transport.send(post(), pytest.fail).state == "queued"


@pytest.mark.parametrize(
    ("replies", "lasting", "code"),
    [
        ((b"554 go away\r\n",), True, "DP445"),
        ((b"421 busy\r\n",), False, "DP445"),
        ((b"220 x\r\n", OK, b"530 5.7.0 log in first\r\n"), True, "DP447"),
        ((b"220 x\r\n", OK, b"550 5.7.1 sender rejected\r\n"), True, "DP447"),
        ((b"220 x\r\n", OK, OK, b"530 5.7.0 log in first\r\n"), True, "DP447"),
        ((), False, "DP445"),
    ],
    ids=["no service", "busy", "login", "sender", "login later", "nobody"],
)
def test_what_is_wrong_with_the_server_is_no_letters_fault(
    replies: tuple[bytes, ...], lasting: bool, code: str
) -> None:
    with (
        scripted(*replies) as port,
        to(port) as transport,
        pytest.raises(ServerError) as caught,
    ):
        transport.send(post(), pytest.fail)
    assert (caught.value.lasting, caught.value.reason.code) == (lasting, code)


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"421 going down\r\n", "queued"),
        (b"450 later\r\n", "queued"),
        (b"552 too big\r\n", "failed"),
        (b"hm\r\n", "queued"),
    ],
)
def test_replies_to_mail(reply: bytes, state: str) -> None:
    with scripted(b"220 x\r\n", OK, reply) as port, to(port) as transport:
        assert transport.send(post(), pytest.fail).state == state


def test_nobody_listens() -> None:
    with socket.create_server((LOOPBACK, 0)) as door:
        port = door.getsockname()[1]
    with to(port) as transport, pytest.raises(ServerError) as caught:
        transport.send(post(), pytest.fail)
    assert (caught.value.lasting, caught.value.reason.code) == (False, "DP445")
    assert caught.value.reason.detail == f"{LOOPBACK}:{port}: {os.strerror(errno.ECONNREFUSED)}"


def test_what_the_brink_raises_stops_the_message() -> None:
    def stop() -> None:
        raise RuntimeError("the disk is full")

    with office() as here, to(here.port) as transport:
        with pytest.raises(RuntimeError):
            transport.send(post(), stop)
        assert transport.send(post(BEN), lambda: None) == DeliveryResult("sent")
    assert [one.recipient for one in here.clerk.taken] == [BEN]


# ── whom to trust ────────────────────────────────────────────────────────────────────────────────

LOGIN: dict[str, Any] = {"user": USER, "password": PasswordSource(env="X")}


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_over_tls_with_a_password(tmp_path: Path, security: str) -> None:
    made = papers(tmp_path)
    with office(**{security: made.context}, auth=True) as here:
        more = {"security": security, "ca_file": str(made.authority), **LOGIN}
        assert sent(here, post(), secret=MailPassword(WORD), **more) == [
            (DeliveryResult("sent"), 1)
        ]


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("wrong", ["authority", "name"])
def test_a_wrong_certificate_is_refused(tmp_path: Path, security: str, wrong: str) -> None:
    made = papers(tmp_path, "mail.example" if wrong == "name" else LOOPBACK)
    trusted = {"ca_file": str(made.authority)} if wrong == "name" else {}
    with (
        office(**{security: made.context}) as here,
        to(here.port, security=security, **trusted) as transport,
        pytest.raises(ServerError) as caught,
    ):
        transport.send(post(), pytest.fail)
    assert (caught.value.lasting, caught.value.reason.code) == (True, "DP446")
    assert here.clerk.taken == []


def test_no_way_back_to_the_clear() -> None:
    """A server (or who stands between) that hides STARTTLS gets nothing, least of all a login."""
    with (
        office(auth=True) as here,
        to(here.port, MailPassword(WORD), security="starttls", **LOGIN) as transport,
        pytest.raises(ServerError) as caught,
    ):
        transport.send(post(), pytest.fail)
    assert (caught.value.reason.code, caught.value.reason.detail) == ("DP448", "STARTTLS")


def test_a_password_goes_nowhere_in_the_clear() -> None:
    with pytest.raises(InvalidInputError) as caught:
        SmtpConnection(
            settings(25, host="mail.example.com", **LOGIN), MailPassword(WORD), "example.com"
        )
    assert caught.value.findings[0].code == "DP449"
    with office(auth=True) as here:
        assert sent(here, post(), secret=MailPassword(WORD), **LOGIN) == [
            (DeliveryResult("sent"), 1)
        ]


@pytest.mark.parametrize("words", ["wrong", WORD + "?"])
def test_a_login_that_is_refused(words: str) -> None:
    secret = MailPassword(words)
    with (
        office(auth=True) as here,
        to(here.port, secret, **LOGIN) as transport,
        pytest.raises(ServerError) as caught,
    ):
        transport.send(post(), pytest.fail)
    assert (caught.value.lasting, caught.value.reason.code) == (True, "DP447")
    assert words not in caught.value.reason.detail


def test_a_password_that_a_server_repeats_is_not_kept() -> None:
    replies = (b"220 x\r\n", b"250-x\r\n250 AUTH PLAIN\r\n", f"535 {WORD}: no\r\n".encode())
    with (
        scripted(*replies) as port,
        to(port, MailPassword(WORD), **LOGIN) as transport,
        pytest.raises(ServerError) as caught,
    ):
        transport.send(post(), pytest.fail)
    assert caught.value.reason.detail.endswith("535 ***: no")
    shown: list[str] = []
    error: BaseException | None = caught.value
    while error is not None:
        shown.append(repr(error))
        error = error.__context__ if not error.__suppress_context__ else error.__cause__
    assert not any(WORD in text for text in shown)


# ── addresses beyond ASCII ───────────────────────────────────────────────────────────────────────

WANG = "王芳@two.example.com"


def test_utf8_only_where_it_is_needed() -> None:
    with office() as here:
        assert [o.state for o, _ in sent(here, post(WANG), post(BEN))] == ["sent", "sent"]
    assert [one.recipient for one in here.clerk.taken] == [WANG, BEN]
    with office(utf8=False) as here:
        first, second = (outcome for outcome, _ in sent(here, post(WANG), post(BEN)))
    assert (first.state, second.state) == ("failed", "sent")
    assert first.reason is not None
    assert (first.reason.code, first.reason.detail) == ("DP448", "SMTPUTF8")


def test_ca_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as caught:
        SmtpConnection(
            settings(25, security="tls", ca_file=str(tmp_path / "none.pem")), None, "example.com"
        )
    assert caught.value.findings[0].code == "DP110"
