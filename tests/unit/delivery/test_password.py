"""The password: from where it is said to be, and never shown."""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from dpcap.delivery.password import MailPassword, secret_of
from dpcap.errors import InvalidInputError, MissingError
from dpcap.model.mail import PasswordSource, SmtpSettings
from locations import ROOT

WORD = "s3cret 密码"


def smtp(**source: object) -> SmtpSettings:
    password = PasswordSource.model_validate(source)
    return SmtpSettings(host="mail.example.com", port=587, user="desk", password=password)


def got(**source: object) -> str | None:
    secret = secret_of(smtp(**source), {"MAIL_PASSWORD": WORD, "EMPTY": ""})
    return secret and secret.reveal()


def python(code: str) -> list[str]:
    return [sys.executable, "-X", "utf8", "-c", code]


class Drawer(KeyringBackend):
    """A keyring that holds one password, or is locked."""

    priority = 1  # type: ignore[assignment]
    locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked(f"{WORD} cannot be read")
        return WORD if (service, username) == ("dpcap-mail", "desk") else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    before, here = keyring.get_keyring(), Drawer()
    keyring.set_keyring(here)
    yield here
    keyring.set_keyring(before)


def test_none_is_named() -> None:
    assert secret_of(SmtpSettings(host="mail.example.com", port=25), {}) is None


def test_from_the_environment() -> None:
    assert got(env="MAIL_PASSWORD") == WORD


def test_from_a_keyring(drawer: Drawer) -> None:
    assert got(keyring="dpcap-mail") == WORD


def test_from_a_command() -> None:
    assert got(command=python(f"print({WORD!r}); print('more')")) == WORD


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    code = "import sys; print(sys.argv[1])"
    written = f"$(touch {tmp_path / 'made'})"
    assert got(command=[*python(code), written]) == written
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ({"env": "OTHER"}, "OTHER is not in the environment"),
        ({"env": "EMPTY"}, "empty"),
        ({"keyring": "elsewhere"}, "no desk under elsewhere"),
        ({"command": python("print()")}, "empty"),
        ({"command": python(f"print({WORD!r}); raise SystemExit(3)")}, "ended with 3"),
        ({"command": ["no-such-program-here", WORD]}, "did not run (FileNotFoundError)"),
        ({"command": python("import sys; sys.stdout.buffer.write(b'\\xff')")}, "did not run"),
    ],
)
def test_what_is_wrong_is_said_without_it(
    drawer: Drawer, source: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        got(**source)
    (finding,) = caught.value.findings
    assert finding.code == "DP449"
    assert said in finding.message("en")
    assert WORD not in finding.message("zh") + finding.message("en")
    assert WORD not in "".join(traceback.format_exception(caught.value)).replace(repr(source), "")


def test_a_command_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dpcap.delivery.password._PATIENCE", 0.2)
    with pytest.raises(InvalidInputError) as caught:
        got(command=python("import time; time.sleep(20)"))
    assert "took more than" in caught.value.findings[0].message("en")


def test_a_command_has_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends_never(command: tuple[str, ...], *, timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", ends_never)
    with pytest.raises(InvalidInputError) as caught:
        got(command=["pass", "show", "smtp"])
    assert "pass took more than 60 seconds" in caught.value.findings[0].message("en")
    assert "it has 60 seconds" in (ROOT / "docs" / "sending.md").read_text("utf-8")


def test_a_keyring_that_is_locked(drawer: Drawer) -> None:
    drawer.locked = True
    with pytest.raises(InvalidInputError) as caught:
        got(keyring="dpcap-mail")
    assert "KeyringLocked" in caught.value.findings[0].message("en")
    assert WORD not in "".join(traceback.format_exception(caught.value))


def test_keyring_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(MissingError, match="pip install keyring"):
        got(keyring="dpcap-mail")


def test_a_secret_is_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    secret = MailPassword(WORD)
    logging.getLogger("any").warning("%s %r %s", secret, secret, {"password": secret})
    assert WORD not in f"{secret}{secret!r}{caplog.text}"
    with pytest.raises(TypeError):
        pickle.dumps(secret)
