"""By SMTP: one connection for many messages, and for each of them exactly what became of it.

The steps of a message are ours, not `smtplib.sendmail`'s: all depends on the moment at which
a line drops. Until the end of the data (a line with a dot alone) has left, the server has nothing
it may deliver (RFC 5321, 4.1.1.4). From then until its reply it may or may not have it.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Protocol

from dpcap.delivery.smtp_connection import ServerReply
from dpcap.delivery.transport import SENT, DeliveryResult, OutgoingMessage, ServerError
from dpcap.model.outbox import OutboxReason

_OK, _FORWARDED, _GO_ON = 250, 251, 354
_GONE, _LOG_IN = 421, frozenset((530, 535, 538))
_TOO_BIG = 552
_DEFERRED, _REFUSED, _OVER = 400, 500, 600
# A time-out holds for one piece, so a slow line can carry a big message.
_PIECE = 1 << 16
_END = b".\r\n"


class OpensConnection(Protocol):
    """What gives a line to the server: see `SmtpConnection`."""

    server_reply: ServerReply

    def open(self) -> smtplib.SMTP:
        """A line on which messages can be sent. Raises ServerError."""


class _DroppedError(Exception):
    """The line is gone, and the message has certainly not been taken."""


class SmtpTransport:
    """Hands messages to the server that *source* leads to."""

    def __init__(self, source: OpensConnection) -> None:
        self._source = source
        self._line: smtplib.SMTP | None = None

    def send(self, post: OutgoingMessage, at_the_brink: Callable[[], None]) -> DeliveryResult:
        """Hand *post* over, on the line that is there or on a new one. Raises ServerError."""
        used = self._line is not None
        try:
            return self._attempt(post, at_the_brink)
        except _DroppedError:
            if not used:
                return _dropped()
        # The server hung up while nothing was going on: the message has no part in it.
        try:
            return self._attempt(post, at_the_brink)
        except _DroppedError:
            return _dropped()

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (smtplib.SMTPException, OSError):
                line.close()

    def _attempt(self, post: OutgoingMessage, at_the_brink: Callable[[], None]) -> DeliveryResult:
        try:
            try:
                line = self._ready()
                found = self._offered(line, post)
            except (smtplib.SMTPServerDisconnected, OSError) as error:
                raise _DroppedError from error
            if found is not None:
                return found
            at_the_brink()
            return self._ended(line)
        except BaseException:
            self._hang_up()
            raise

    def _ready(self) -> smtplib.SMTP:
        """A line with nothing begun on it."""
        if self._line is None:
            self._line = self._source.open()
        elif self._line.rset()[0] != _OK:
            raise smtplib.SMTPServerDisconnected
        return self._line

    def _offered(self, line: smtplib.SMTP, post: OutgoingMessage) -> DeliveryResult | None:
        """All but the end of the message; what became of it if the server stopped us before."""
        options = _options(line, post)
        if options is None:
            return DeliveryResult("failed", OutboxReason(code="DP448", detail="SMTPUTF8"))
        code, words = line.mail(post.sender, options)
        if code != _OK:
            self._is_about_us(code, words, sender=True)
            return self._stopped(code, words)
        code, words = line.rcpt(post.recipient)
        if code not in {_OK, _FORWARDED}:
            self._is_about_us(code, words)
            return self._stopped(code, words)
        code, words = line.docmd("DATA")
        if code != _GO_ON:
            self._is_about_us(code, words)
            return self._stopped(code, words)
        content = memoryview(_stuffed(post.content))
        for start in range(0, len(content), _PIECE):
            line.send(bytes(content[start : start + _PIECE]))
        return None

    def _ended(self, line: smtplib.SMTP) -> DeliveryResult:
        """Send the end, and hear what the server says to it."""
        try:
            line.send(_END)
            code, words = line.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            return DeliveryResult("uncertain", self._reason("DP443", str(error)))
        if code == _OK:
            return SENT
        if _DEFERRED <= code < _OVER:
            return self._stopped(code, words)
        self._hang_up()
        return DeliveryResult("uncertain", self._reason("DP443", words, code))

    def _stopped(self, code: int, words: bytes) -> DeliveryResult:
        """What a reply that is no yes means to the message."""
        if _REFUSED <= code < _OVER:
            return DeliveryResult("failed", self._reason("DP441", words, code))
        if code == _GONE or not _DEFERRED <= code < _REFUSED:
            self._hang_up()
        return DeliveryResult("queued", self._reason("DP442", words, code))

    def _is_about_us(self, code: int, words: bytes, *, sender: bool = False) -> None:
        """Raise ServerError for a reply that every message would get.

        A *sender* that is refused is refused for all; only the size is the message's own.
        """
        refused = sender and _REFUSED <= code < _OVER and code != _TOO_BIG
        if refused or code in _LOG_IN:
            raise ServerError(self._reason("DP447", words, code), lasting=True)

    def _reason(self, code: str, words: bytes | str, number: int = 0) -> OutboxReason:
        return OutboxReason(code=code, detail=self._source.server_reply.said(words, number))

    def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _dropped() -> DeliveryResult:
    return DeliveryResult("queued", OutboxReason(code="DP442", detail="connection dropped"))


def _options(line: smtplib.SMTP, post: OutgoingMessage) -> list[str] | None:
    """The parameters of MAIL; None if the server lacks what the message needs."""
    options = []
    if line.has_extn("size"):
        options.append(f"SIZE={len(post.content)}")
    international = not (post.sender + post.recipient).isascii()
    if international and not line.has_extn("smtputf8"):
        return None
    if international:
        options.append("SMTPUTF8")
    if line.has_extn("8bitmime") and not post.content.isascii():
        options.append("BODY=8BITMIME")
    return options


def _stuffed(content: bytes) -> bytes:
    """*content* as it travels: its lines end in CRLF, and none is a dot alone."""
    ends = content.count(b"\r\n")
    if not ends == content.count(b"\n") == content.count(b"\r"):
        content = b"\r\n".join(content.splitlines())
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    stuffed = content.replace(b"\n.", b"\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed
