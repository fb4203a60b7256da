"""Keys, seals and what verifying says of them, by the functions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError, UsageError
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.keys import given_keys, known_keys, make_keys, revoke_key
from dpcap.workflow.report_sources import SourcesRequest
from dpcap.workflow.sign import SignRequest, sign_reports
from dpcap.workflow.verify import ReportVerifier, VerifyRequest, verify_report
from signed import SIGNED_ON, unsigned

HERE = Configuration()
ISSUER = "示例品牌集团"


def no_passphrase() -> None:
    return None


def never() -> str:
    raise AssertionError("nobody is to be asked")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.html"
    path.write_text(unsigned("html"), encoding="utf-8")
    return path


def outcome(report: Path, *keys: Path, on: date = SIGNED_ON) -> str:
    asked = VerifyRequest(on, keys=tuple(map(str, keys)))
    (found,) = verify_report(report, asked, HERE).reports
    return found.outcome


def test_a_pair_is_made_and_known(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    made = make_keys(tmp_path / "keys", no_passphrase, start=SIGNED_ON)
    assert (made.private.name, made.public.name) == ("dpcap-key.pem", "dpcap-key.pub.pem")
    assert known_keys(tmp_path / "keys") == (made.key,)
    assert given_keys([str(made.public)])[0].fingerprint == made.key.fingerprint
    assert [page.name for page in made.pages] == ["dpcap-key.verify.html"]
    assert not made.is_locked
    assert made.private.stat().st_mode & 0o077 == 0
    assert capfd.readouterr() == ("", "")


def test_no_key_is_written_over_and_nobody_is_asked(tmp_path: Path) -> None:
    made = make_keys(tmp_path, no_passphrase)
    before = made.private.read_bytes()
    with pytest.raises(UsageError, match="is there already"):
        make_keys(tmp_path, never)
    assert made.private.read_bytes() == before


def test_what_is_signed_is_genuine_until_its_key_is_revoked(report: Path) -> None:
    made = make_keys(report.parent / "keys", no_passphrase)
    asked = SignRequest(made.private, ISSUER, SIGNED_ON, passphrase=never)
    assert sign_reports([report], asked, HERE) == (report,)
    assert outcome(report, made.public) == "genuine"
    revoked = revoke_key(made.private, made.key.fingerprint, SIGNED_ON, "stolen")
    assert revoked.fingerprints == (made.key.fingerprint,)
    assert outcome(report, made.ring) == "key_ended"
    with pytest.raises(UsageError, match="does not count on"):
        sign_reports([report], asked, HERE)


def test_a_locked_key_takes_its_passphrase(report: Path) -> None:
    made = make_keys(report.parent / "keys", lambda: "word")
    assert made.is_locked
    wrong = SignRequest(made.private, ISSUER, SIGNED_ON, passphrase=lambda: "other")
    with pytest.raises(InvalidInputError):
        sign_reports([report], wrong, HERE)
    right = SignRequest(made.private, ISSUER, SIGNED_ON, passphrase=lambda: "word")
    sign_reports([report], right, HERE)
    assert outcome(report, made.public) == "genuine"


def test_none_is_touched_unless_all_can_be_sealed(report: Path) -> None:
    made = make_keys(report.parent / "keys", no_passphrase)
    other, before = report.with_name("other.html"), report.read_bytes()
    other.write_bytes(before.replace(b"</body>", b"<p>more</p></body>"))
    asked = SignRequest(made.private, ISSUER, SIGNED_ON)
    with pytest.raises(InvalidInputError):
        sign_reports([report, other], asked, HERE)
    assert report.read_bytes() == before


@pytest.mark.parametrize(("issuer", "said"), [(" ", "must not be empty"), ("x" * 301, "301 char")])
def test_an_issuer_has_a_name(report: Path, issuer: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        sign_reports([report], SignRequest(report, issuer, SIGNED_ON), HERE)


def test_a_key_that_is_not_in_the_file_is_not_revoked(tmp_path: Path) -> None:
    made = make_keys(tmp_path, no_passphrase)
    before = made.ring.read_bytes()
    with pytest.raises(UsageError, match="no such key"):
        revoke_key(tmp_path, "0" * 64, SIGNED_ON)
    assert made.ring.read_bytes() == before


def test_one_that_cannot_be_read_stops_none_of_the_others(report: Path) -> None:
    broken, asked = report.with_name("broken.html"), VerifyRequest(SIGNED_ON)
    broken.write_text("<html>", encoding="utf-8")
    found = ReportVerifier(asked, HERE).verify((broken, report))
    assert [one.outcome for one in found.reports] == ["unproven"]
    assert {Path(one.file or "").name for one in found.unreadable} == {"broken.html"}
    assert not found.is_good
    with pytest.raises(InvalidInputError) as error:
        verify_report(broken, asked, HERE)
    assert error.value.findings == found.unreadable


def test_sources_that_would_be_passed_over_are_refused(report: Path) -> None:
    asked = VerifyRequest(SIGNED_ON, SourcesRequest(gates="admission"))
    with pytest.raises(UsageError, match="go with --folder only"):
        verify_report(report, asked, HERE)
