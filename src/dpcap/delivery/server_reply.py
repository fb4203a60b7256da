"""What a server said, fit to be kept and shown."""

from __future__ import annotations

from base64 import b64encode

from dpcap.delivery.password import MailPassword

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
