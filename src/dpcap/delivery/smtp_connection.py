"""The connection to an SMTP server: reached, secured and logged in to, or the reason why not."""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

from dpcap.delivery.password import MailPassword
from dpcap.delivery.transport import ServerError
from dpcap.errors import InvalidInputError, refusal_params
from dpcap.model.finding import Finding
from dpcap.model.mail import SmtpSettings
from dpcap.model.outbox import OutboxReason

LONGEST = 300


class ServerReply:
    """Writes down what a server says, without the *secret*, should it repeat that."""

    def __init__(self, user: str | None = None, secret: MailPassword | None = None) -> None:
        self._hidden: tuple[str, ...] = ()
        if secret is not None:
            text = secret.reveal()
            plain = f"\0{user or ''}\0{text}"
            coded = (b64encode(one.encode()).decode() for one in (plain, text))
            self._hidden = (*coded, text)

    def said(self, words: bytes | str, code: int = 0) -> str:
        """`550 5.1.1 no such user`: on one line, harmless, not endless."""
        text = words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words
        for hidden in self._hidden:
            text = text.replace(hidden, "***")
        return shown(f"{code} {text}" if code > 0 else text)


def shown(text: str) -> str:
    """*text* on one line, without control characters, and not endless."""
    printable = "".join(one if one.isprintable() else " " for one in text)
    line = " ".join(printable.split())
    return line if len(line) <= LONGEST else line[:LONGEST] + "…"


_LOGGED_IN, _PERMANENT = 235, 500


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _why(error: OSError) -> dict[str, str | int | float]:
    if not isinstance(error, ssl.SSLError):
        return refusal_params(error)
    return {"problem_zh": "不是可用的证书文件", "problem_en": str(error.strerror or error)}


def trust_of(smtp: SmtpSettings) -> ssl.SSLContext:
    """Whom to trust: the system's authorities, or those in `ca_file`. Raises InvalidInputError."""
    try:
        return ssl.create_default_context(cafile=smtp.ca_file)
    except (OSError, ssl.SSLError) as error:
        finding = Finding(
            code="DP110",
            node="smtp.ca_file",
            params={"what": smtp.ca_file or "-", **_why(error)},
        )
        raise InvalidInputError([finding]) from error


class SmtpConnection:
    """How to get a line to the server of *smtp*; *helo* is how we name ourselves.

    Raises InvalidInputError where a password would travel in the clear, or `ca_file` is none.
    """

    def __init__(self, smtp: SmtpSettings, secret: MailPassword | None, helo: str) -> None:
        if secret is not None and smtp.security == "none" and not is_loopback(smtp.host):
            raise InvalidInputError([_in_the_clear()])
        self._smtp, self._secret, self._helo = smtp, secret, helo
        self._trust = trust_of(smtp) if smtp.security != "none" else None
        self.server_reply = ServerReply(smtp.user, secret)

    def open(self) -> smtplib.SMTP:
        """A line on which messages can be sent. Raises ServerError."""
        with self._understood():
            server = self._reached()
        try:
            with self._understood():
                self._made_safe(server)
                self._logged_in(server)
        except BaseException:
            server.close()
            raise
        return server

    def _reached(self) -> smtplib.SMTP:
        smtp = self._smtp
        if smtp.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                smtp.host, smtp.port, self._helo, timeout=smtp.timeout, context=self._trust
            )
        else:
            server = smtplib.SMTP(smtp.host, smtp.port, self._helo, timeout=smtp.timeout)
        # The end of a message goes out on its own: it must not wait for an answer to the rest.
        if server.sock is not None:
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return server

    def _made_safe(self, server: smtplib.SMTP) -> None:
        server.ehlo_or_helo_if_needed()
        if self._smtp.security == "starttls":
            if not server.has_extn("starttls"):
                raise ServerError(OutboxReason(code="DP448", detail="STARTTLS"), lasting=True)
            server.starttls(context=self._trust)
            server.ehlo_or_helo_if_needed()

    def _logged_in(self, server: smtplib.SMTP) -> None:
        user, secret = self._smtp.user, self._secret
        if user is None or secret is None:
            return
        ways = server.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in ways:
            code, words = server.docmd("AUTH PLAIN", _plain(user, secret))
            if code != _LOGGED_IN:
                raise smtplib.SMTPAuthenticationError(code, words)
        elif {"LOGIN", "CRAM-MD5"} & set(ways) and (user + secret.reveal()).isascii():
            server.login(user, secret.reveal())
            server.user = server.password = ""  # smtplib would keep them
        else:
            raise ServerError(OutboxReason(code="DP448", detail="AUTH PLAIN"), lasting=True)

    @contextmanager
    def _understood(self) -> Iterator[None]:
        """What goes wrong meanwhile becomes a ServerError, without the password in its trace."""
        try:
            yield
        except ssl.SSLError as error:
            said = getattr(error, "verify_message", "") or error.reason or str(error)
            raise self._error("DP446", said, lasting=True) from None
        except smtplib.SMTPAuthenticationError as error:
            lasting = error.smtp_code >= _PERMANENT
            code = "DP447" if lasting else "DP445"
            raise self._error(code, error.smtp_error, error.smtp_code, lasting=lasting) from None
        except smtplib.SMTPResponseException as error:
            lasting = error.smtp_code >= _PERMANENT
            raise self._error("DP445", error.smtp_error, error.smtp_code, lasting=lasting) from None
        except OSError as error:  # smtplib's own errors are of this kind too
            said = error.strerror or str(error) or type(error).__name__
            raise self._error("DP445", said, lasting=False) from None

    def _error(
        self, code: str, words: bytes | str, number: int = 0, *, lasting: bool
    ) -> ServerError:
        said = self.server_reply.said(words, number)
        place = f"{self._smtp.host}:{self._smtp.port}"
        return ServerError(OutboxReason(code=code, detail=f"{place}: {said}"), lasting=lasting)


def _plain(user: str, secret: MailPassword) -> str:
    """The initial response of AUTH PLAIN (RFC 4616), which is UTF-8."""
    return b64encode(f"\0{user}\0{secret.reveal()}".encode()).decode()


def _in_the_clear() -> Finding:
    return Finding(
        code="DP449",
        node="smtp.security",
        params={
            "problem_zh": "security: none 会把口令明文发出，须改为 starttls 或 tls",
            "problem_en": "security: none would send it in the clear; use starttls or tls",
        },
    )
