"""Real SMTP servers for tests, on loopback: with TLS and AUTH, and with every way to go wrong."""
# ruff: noqa: N802, ARG002 - aiosmtpd names the hooks and what they are given

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, WORD = "desk@partners.example.com", "correct horse 密码"
LOOPBACK = "127.0.0.1"

# What a server does with one attempt at one recipient; accept is the rule.
Fault = str
ACCEPT = "accept"
FAULTS = (
    "defer-rcpt",
    "defer-data",
    "greylist",
    "bye-rcpt",
    "bye-end",
    "refuse-rcpt",
    "refuse-end",
    "drop-rcpt",
    "drop-data",
    "drop-end",
    "drop-taken",
    "odd-end",
)
# After these the message is certainly not there; after those it may be.
REFUSALS = frozenset(("refuse-rcpt", "refuse-end"))
DOUBTS = frozenset(("drop-end", "drop-taken", "odd-end"))


class Received(NamedTuple):
    """A message as a server took it."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        found = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        return found


class Clerk:
    """Takes messages, or does what *fault_of* (recipient, number of the attempt) says."""

    def __init__(self, fault_of: Callable[[str, int], Fault], *, auth: bool = False) -> None:
        self._fault_of, self._auth = fault_of, auth
        self.asked: Counter[str] = Counter()
        self._now: dict[str, Fault] = {}
        self.taken: list[Received] = []
        self.lines = 0
        self.options: list[list[str]] = []
        self.commands: Counter[str] = Counter()
        self.stalled = threading.Event()

    def by_recipient(self) -> dict[str, list[Received]]:
        found: dict[str, list[Received]] = defaultdict(list)
        for one in self.taken:
            found[one.recipient].append(one)
        return found

    def cuts_off(self, envelope: Envelope | None) -> bool:
        return envelope is not None and any(
            self._now.get(address) == "drop-data" for address in envelope.rcpt_tos
        )

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        session.host_name = name
        self.lines += 1
        return answers

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._auth and not session.authenticated:
            return "530 5.7.0 authentication required"
        envelope.mail_from = address
        envelope.mail_options += options
        self.options.append(options)
        return "250 OK"

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.commands["RSET"] += 1
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked[address] += 1
        fault = self._now[address] = self._fault_of(address, self.asked[address])
        match fault:
            case "defer-rcpt":
                return "451 4.3.0 try again"
            case "greylist":
                return "450 4.2.0 greylisted, come back in 60 seconds"
            case "refuse-rcpt":
                return "550 5.1.1 no such user \x1b[31mhere"
            case "bye-rcpt":
                return _bye(server)
            case "drop-rcpt":
                _hang_up(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (address,) = envelope.rcpt_tos
        fault = self._now[address]
        if fault in {"drop-taken", ACCEPT, "stall"}:
            content = envelope.content
            assert isinstance(content, bytes)
            self.taken.append(Received(envelope.mail_from or "", address, content))
        match fault:
            case "defer-data":
                return "452 4.3.1 no room"
            case "refuse-end":
                return "554 5.7.1 looks like spam"
            case "bye-end":
                return _bye(server)
            case "odd-end":
                return "whatever"
            case "drop-end" | "drop-taken":
                _hang_up(server)
            case "stall":
                self.stalled.wait(20)
        return "250 OK"


def _bye(server: SMTP) -> str:
    server.loop.call_later(0.005, _hang_up, server)
    return "421 4.3.2 closing down"


def _hang_up(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.abort()


class Office(NamedTuple):
    """A server at work."""

    port: int
    clerk: Clerk


class _Server(SMTP):
    """aiosmtpd's server; it can also hang up in the middle of the data."""

    async def push(self, status: Any) -> Any:
        if self.transport is None or self.transport.is_closing():
            raise ConnectionResetError
        return await super().push(status)

    async def smtp_DATA(self, arg: str) -> None:
        assert isinstance(self.event_handler, Clerk)
        if self.event_handler.cuts_off(self.envelope):
            await super().push("354 go on")
            await self._reader.readuntil(b"\r\n")
            _hang_up(self)
            raise ConnectionResetError
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def office(
    fault_of: Callable[[str, int], Fault] = lambda *_: ACCEPT,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    auth: bool = False,
    utf8: bool = True,
) -> Iterator[Office]:
    """A server on a free port of this machine."""
    clerk = Clerk(fault_of, auth=auth)
    options: dict[str, Any] = {
        "enable_SMTPUTF8": utf8,
        "decode_data": False,
        "data_size_limit": None,
    }
    if starttls:
        options |= {"tls_context": starttls, "require_starttls": True}
    if auth:
        options |= {
            "authenticator": _check,
            "auth_require_tls": False,
        }
    controller = _Controller(
        clerk, hostname=LOOPBACK, port=0, ssl_context=tls, server_hostname="mail.example", **options
    )
    controller.start()
    try:
        assert controller.server is not None
        yield Office(controller.port, clerk)
    finally:
        clerk.stalled.set()
        controller.stop()


def _check(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
) -> AuthResult:
    assert isinstance(data, LoginPassword)
    right = (data.login.decode(), data.password.decode()) == (USER, WORD)
    return AuthResult(success=right, handled=False)


class Papers(NamedTuple):
    """A server's certificate, and what to trust to believe it."""

    context: ssl.SSLContext
    authority: Path


def papers(folder: Path, name: str = LOOPBACK) -> Papers:
    """A certificate for *name*, signed by itself, with its key in *folder*."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "an example server")])
    now = dt.datetime.now(dt.UTC)
    try:
        known_as: x509.GeneralName = x509.IPAddress(ip_address(name))
    except ValueError:
        known_as = x509.DNSName(name)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([known_as]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    authority, secret = folder / f"{name}.pem", folder / f"{name}.key"
    authority.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, secret)
    return Papers(context, authority)
