"""Deliver the letters of the examples to a mail server of our own on this machine.

Run: python tools/demo_mail.py OUT, with OUT an output folder of `dpcap batch`. The letters are
written and approved, delivered to a server that keeps what it receives as files, and the outbox is
shown. Run again it delivers nothing new.
"""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import yaml
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

ROOT = Path(__file__).parent.parent
DPCAP = str(Path(sys.executable).with_name("dpcap"))
HERE = "127.0.0.1"
DAY = "2026-11-26"


class Mailbox:
    """Keeps every message as a file in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - its name
        """Keep a message."""
        content = envelope.original_content or b""
        recipient = "_".join(envelope.rcpt_tos).replace("/", "_")
        name = f"{recipient}-{sha256(content).hexdigest()[:8]}.eml"
        (self.folder / name).write_bytes(content)
        return "250 kept"


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server((HERE, 0)) as door:
        port: int = door.getsockname()[1]
        return port


@contextmanager
def server(folder: Path) -> Iterator[int]:
    """The port of a server that keeps what it receives in *folder*."""
    controller = Controller(
        Mailbox(folder), hostname=HERE, port=free_port(), server_hostname="mail.example"
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def settings(port: int, folder: Path) -> Path:
    """The example's mail.yaml, but with our own server."""
    read = yaml.safe_load((ROOT / "examples" / "mail.yaml").read_text("utf-8"))
    read["smtp"] = {"host": HERE, "port": port, "security": "none", "per_minute": 600}
    path = folder / "mail.yaml"
    path.write_text(yaml.safe_dump(read, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def dpcap(*arguments: str | Path, quiet: bool = False) -> str:
    """What `dpcap ARGUMENTS` prints on stdout; shown as well, unless *quiet*."""
    print(f"\n$ dpcap {' '.join(map(str, arguments))}", flush=True)
    done = subprocess.run(
        [DPCAP, *map(str, arguments)], stdout=subprocess.PIPE, encoding="utf-8", check=False
    )
    if not quiet:
        print(done.stdout, end="", flush=True)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout


def main(out: Path) -> None:
    """Write, approve, deliver, and show."""
    home = out / "post"
    received = home / "received"
    with server(received) as port:
        mail = settings(port, home)
        send = ("send", out, "--mail", mail, "--reviews", "examples/reviews", "--on", DAY)
        digest = dpcap(*send).split()[-1]
        dpcap(*send, "--deliver", "--approved", digest, quiet=True)
    dpcap("outbox", home / "outbox.db")
    print(f"\nReceived: {len(list(received.glob('*.eml')))} messages in {received}/")
    print(f"The letters as text for a chat: {out}/mail/")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
