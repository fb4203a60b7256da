"""Through a real Postfix with settings, queue and port of its own; the machine's stays alone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path
from typing import NamedTuple

import pytest

from batches import PATIENCE
from dpcap.delivery.deliver import RetryPolicy, deliver
from dpcap.delivery.outbox import opened
from dpcap.delivery.smtp import SmtpTransport
from dpcap.delivery.smtp_connection import SmtpConnection
from dpcap.delivery.transport import ServerError
from dpcap.model.mail import SmtpSettings
from dpcap.model.outbox import OutboxEntry, OutgoingLetter
from outbox_letters import no_pace, noon, outgoing, post_of, put
from post_office import LOOPBACK, papers

HERE = "applicant.example.com"
PROGRAM = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        sys.platform == "win32" or PROGRAM is None or os.geteuid() != 0,
        reason="Postfix is not here, or we are not root: tools/system.sh installs it on Debian",
    ),
]

SETTINGS = """
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
myhostname = mail.example.com
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = error:this server delivers nowhere else
relay_transport = error:this server delivers nowhere else
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {root}/boxes
virtual_mailbox_maps = regexp:{{{{/^p[0-9]+@/ all/}}}}
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access regexp:{{{{/^p9/ 450 4.2.0 come back later}}}}
maillog_file = {root}/log
maillog_file_prefixes = {root}
"""
SERVICES = """
{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix(NamedTuple):
    """A Postfix at work, whom to trust, and where its letters end."""

    port: int
    authority: Path
    boxes: Path

    def letters(self) -> list[bytes]:
        return [file.read_bytes() for file in self.boxes.glob("all/new/*")]


def account(name: str) -> tuple[int, int]:
    import pwd

    entry = pwd.getpwnam(name)
    return entry.pw_uid, entry.pw_gid


@pytest.fixture(scope="module")
def postfix() -> Iterator[Postfix]:
    root = Path(tempfile.mkdtemp(prefix="dpcap-postfix-"))
    try:
        root.chmod(0o755)
        made, port = papers(root), _free_port()
        uid, gid = account("nobody")
        for name in ("config", "queue", "data", "boxes"):
            (root / name).mkdir()
        os.chown(root / "data", *account("postfix"))
        os.chown(root / "boxes", uid, gid)
        fields = {"root": root, "domain": HERE, "uid": uid, "gid": gid, "port": port}
        paths = {"certificate": made.authority, "key": made.authority.with_suffix(".key")}
        (root / "config" / "main.cf").write_text(SETTINGS.format(**fields, **paths))
        (root / "config" / "master.cf").write_text(SERVICES.format(port=f"{LOOPBACK}:{port}"))
        _call(root, "start")
        try:
            _wait_for(lambda: _listens(port))
            yield Postfix(port, made.authority, root / "boxes")
        finally:
            _call(root, "stop")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _call(root: Path, verb: str) -> None:
    assert PROGRAM is not None
    done = subprocess.run(
        [PROGRAM, "-c", root / "config", verb], capture_output=True, text=True, check=False
    )
    log = root / "log"
    said = log.read_text() if log.exists() else ""
    assert done.returncode == 0, done.stderr + said


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as door:
        port: int = door.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection((LOOPBACK, port), 1):
        return True
    return False


def _wait_for(there) -> None:
    until = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < until
        time.sleep(0.02)


def run(path: Path, there: Postfix, outgoings: list[OutgoingLetter]) -> list[OutboxEntry]:
    smtp = SmtpSettings(
        host=LOOPBACK,
        port=there.port,
        security="starttls",
        ca_file=str(there.authority),
        timeout=60,
    )
    with opened(path, noon, pytest.fail) as outbox:
        transport = SmtpTransport(SmtpConnection(smtp, None, "partners.example.com"))
        patience = RetryPolicy(1, pytest.fail)
        deliver(
            outbox, put(outbox, outgoings), transport, no_pace(), patience, on_told=lambda _: None
        )
        transport.close()
        return outbox.entries()


def test_to_a_mailbox_and_no_further(tmp_path: Path, postfix: Postfix) -> None:
    """Twenty arrive as they were sent, one is unknown, one is put off; a second run sends none."""
    outgoings = [outgoing(f"p{number}", recipient=f"p{number}@{HERE}") for number in range(10, 30)]
    outgoings += [
        outgoing("stranger", recipient=f"stranger@{HERE}"),
        outgoing("p9", recipient=f"p9@{HERE}"),
    ]
    path = tmp_path / "outbox.db"
    for _ in range(2):
        entries = run(path, postfix, outgoings)
        states = {entry.provider: entry.state for entry in entries}
        assert states.pop("stranger") == "failed"
        assert states.pop("p9") == "queued"
        assert set(states.values()) == {"sent"}
        _wait_for(lambda: len(postfix.letters()) >= 20)
    arrived = [message_from_bytes(raw, policy=policy.default) for raw in postfix.letters()]
    said = {entry.provider: entry.reason and entry.reason.detail for entry in entries}
    assert "User unknown" in (said["stranger"] or "")
    assert "come back later" in (said["p9"] or "")
    assert sorted(str(one["Subject"]) for one in arrived) == sorted(
        f"to p{number}" for number in range(10, 30)
    )
    assert {str(one["Return-Path"]) for one in arrived} == {"<bounces@partners.example.com>"}


def test_a_certificate_that_nobody_vouches_for(postfix: Postfix) -> None:
    smtp = SmtpSettings(host=LOOPBACK, port=postfix.port, security="starttls", timeout=60)
    transport = SmtpTransport(SmtpConnection(smtp, None, "partners.example.com"))
    with pytest.raises(ServerError, match="DP446"):
        transport.send(post_of(outgoing()), pytest.fail)
