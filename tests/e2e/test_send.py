"""The commands `dpcap send` and `dpcap outbox`, against a real server."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from email import message_from_bytes, policy
from functools import partial
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from batches import POSIX, end, wait_for
from conftest import Dpcap, Run, run_dpcap
from decided import as_scored, rests_on
from dpcap.report.paths import own_reports
from dpcap.report.words import load_words
from folders import ASSESSED, TINY, make_folder
from post_office import LOOPBACK, USER, WORD, Clerk, office, papers

# The first line of it.
OUTDATED = "changed since the decision: id or registration no., role or set of"
KINDS = {"admit": "admitted", "decline": "declined", "reassess": "reassess"}


# Where no letter goes, no digest is shown.
NOTHING = "0" * 64


class Town:
    """Providers that were scored, what was decided of them, and mail.yaml."""

    def __init__(self, root: Path, dpcap: Dpcap) -> None:
        self.root, self._dpcap = root, dpcap
        self.reviews, self.out = root / "reviews", root / "out"
        self.mail, self.outbox = root / "mail.yaml", root / "outbox.db"
        self.reviews.mkdir(exist_ok=True)

    def provider(self, name: str, **more: Any) -> None:
        folder = make_folder(self.root / "providers" / name, **more)
        email = more.get("email", f"{name}@applicant.example.com")
        if email is not None:
            file = folder / "provider.yaml"
            contact = yaml.safe_dump({"contact": {"email": email}}, allow_unicode=True)
            file.write_text(file.read_text("utf-8") + contact, encoding="utf-8")

    def score(self) -> None:
        done = self._dpcap(
            "batch", self.root / "providers", "--out", self.out, "--framework", TINY,
            "--format", "jsonl", "--reports", "none", "--on", ASSESSED,
        )  # fmt: skip
        assert done.returncode in {0, 1, 4}, done.stderr

    def decide(self, name: str, kind: str = "admit", **more: Any) -> None:
        decision = {
            "schema": "dpcap/decision/2",
            "provider": name,
            "decision": kind,
            "by": "Reviewer",
            "on": "2026-11-25",
            "reason": "as the gates propose",
            **as_scored(self.out, name),
        }
        file = self.reviews / f"{name}.decision.yaml"
        file.write_text(yaml.safe_dump({**decision, **more}, allow_unicode=True), encoding="utf-8")

    def write_mail(self, port: int, **more: Any) -> None:
        smtp = {"host": LOOPBACK, "port": port, "security": "none", "per_minute": 60000}
        smtp |= {"attempts": 1, "timeout": 20, **more.pop("smtp", {})}
        name = {"zh": "复核组", "en": "Review desk"}
        content = {
            "schema": "dpcap/mail/1",
            "id": "test",
            "occasion": "2026-Q4",
            "sender": {"name": name, "address": "desk@partners.example.com"},
            "bounces": "bounces@partners.example.com",
            "letters": [
                {"template": letter, "when": f"decision == '{kind}'"}
                for kind, letter in KINDS.items()
            ],
            "objection": {"days": 15, "how": {"zh": "回复本邮件", "en": "reply to this mail"}},
            "sign_off": name,
            "attach": [],
            "smtp": smtp,
            **more,
        }
        self.mail.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def arguments(self, *more: str | Path) -> list[str | Path]:
        start = ["send", self.out, "--mail", self.mail, "--reviews", self.reviews]
        return [*start, "--on", "2026-11-26", *more]

    def send(self, *more: str | Path, env: dict[str, str] | None = None) -> Run:
        return self._dpcap(*self.arguments(*more), env=env or {})

    def digest(self, *more: str | Path) -> str:
        done = self.send(*more)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()[-1] if "digest" in done.stdout else NOTHING

    def deliver(self, *more: str | Path, env: dict[str, str] | None = None) -> Run:
        """Approve what there is, and have it delivered."""
        return self.send("--deliver", "--approved", self.digest(*more), *more, env=env)

    def letters(self, *more: str | Path) -> list[dict[str, Any]]:
        done = self._dpcap("outbox", self.outbox, "--format", "json", *more)
        assert done.returncode == 0, done.stderr
        read: list[dict[str, Any]] = json.loads(done.stdout)
        return read

    def states(self) -> dict[str, str]:
        return {letter["provider"]: letter["state"] for letter in self.letters()}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two providers and what the batch made of them; each test has a copy of its own."""
    root = tmp_path_factory.mktemp("scored")
    made = Town(root, partial(run_dpcap, root))
    for name in ("p1", "p2"):
        made.provider(name)
    made.score()
    return root


@pytest.fixture
def town(scored: Path, tmp_path: Path, dpcap: Dpcap) -> Town:
    shutil.copytree(scored / "providers", tmp_path / "providers")
    shutil.copytree(scored / "out", tmp_path / "out")
    made = Town(tmp_path, dpcap)
    for name in ("p1", "p2"):
        made.decide(name)
    return made


def got(clerk: Clerk) -> list[str]:
    return sorted(one.recipient.partition("@")[0] for one in clerk.taken)


def test_a_dry_run_sends_nothing(town: Town) -> None:
    town.write_mail(1)
    done = town.send()
    assert done.returncode == 0
    assert "letters to send (2)" in done.stdout
    assert "p1@applicant.example.com" in done.stdout
    assert "rule 1 holds: the decision is “Pass”" in done.stdout
    folder = town.out / "mail" / "2026-Q4"
    assert sorted(path.name for path in folder.iterdir()) == [
        "p1.eml", "p1.txt", "p2.eml", "p2.txt",
    ]  # fmt: skip
    message = message_from_bytes((folder / "p1.eml").read_bytes(), policy=policy.strict)
    assert (message["To"].addresses[0].addr_spec) == "p1@applicant.example.com"
    assert 0 < len((folder / "p1.txt").read_text("utf-8").strip()) <= 300
    assert not town.outbox.exists()
    assert town.digest() == done.stdout.split()[-1]


def test_what_was_approved_is_sent_once(town: Town) -> None:
    with office() as here:
        town.write_mail(here.port)
        done = town.deliver()
        assert (done.returncode, done.stderr) == (0, "sent 2\n")
        assert got(here.clerk) == ["p1", "p2"]
        assert {one.sender for one in here.clerk.taken} == {"bounces@partners.example.com"}
        for again in (
            town.deliver(),
            town.deliver("--correct"),
            town.deliver("--resend-uncertain"),
        ):
            assert again.returncode == 0
            assert "there is nothing new to send." in again.stderr
        assert len(here.clerk.taken) == 2
    again = town.send()
    assert "sent in this occasion on" in again.stdout
    assert "digest" not in again.stdout
    assert "nothing to approve" in again.stderr
    assert town.states() == {"p1": "sent", "p2": "sent"}


def test_only_what_was_approved(town: Town) -> None:
    with office() as here:
        town.write_mail(here.port)
        before = town.digest()
        assert town.send("--deliver").returncode == 2
        town.write_mail(here.port, sign_off={"zh": "另一组", "en": "Another desk"})
        done = town.send("--deliver", "--approved", before)
        assert done.returncode == 2
        assert "not what was approved" in done.stderr
        assert not town.outbox.exists()
        assert town.send("--deliver", "--approved", "e" * 64).returncode == 2
        assert here.clerk.taken == []


def test_one_provider_only(town: Town) -> None:
    with office() as here:
        town.write_mail(here.port)
        assert town.deliver("--provider", "p2").returncode == 0
        assert got(here.clerk) == ["p2"]
        assert town.deliver().returncode == 0
        assert got(here.clerk) == ["p1", "p2"]


def test_who_gets_no_letter_and_why(tmp_path: Path, dpcap: Dpcap) -> None:
    town = Town(tmp_path, dpcap)
    undecided, unwritten = "u-open", "w-reassess"
    town.provider(undecided)
    town.provider(unwritten)
    town.provider("n-none", email=None)
    town.provider("i-bad", email="not an address")
    town.provider("d-listed", email="Somebody@Closed.Example.CN")
    town.provider("d-one", email="one@applicant.example.com")
    town.provider("o-other")
    town.provider("e-ended")
    town.provider("f-failed", role="unheard-of")
    town.score()
    for name in ("n-none", "i-bad", "d-listed", "d-one", "o-other"):
        town.decide(name)
    town.decide(unwritten, "conditional", conditions=[{"text": "x", "due_on": "2026-12-20"}])
    town.decide("o-other", **rests_on())
    town.decide("e-ended", until="2026-11-25")
    town.write_mail(1, do_not_mail=["@closed.example.cn", "ONE@applicant.example.com"])
    done = town.send()
    assert done.returncode == 0
    # An entry begins its line; why stands behind it or, where that is too long, below it.
    told = re.split(r"\n(?=\S)", done.stdout)
    entries = {one.split()[0]: " ".join(one.split()) for one in told}
    expected = {
        undecided: "nothing is decided yet",
        unwritten: "none of the 3 rules holds",
        "n-none": "there is no contact address",
        "i-bad": "the contact address is not valid",
        "d-listed": "it is on the do_not_mail list",
        "d-one": "it is on the do_not_mail list",
        "o-other": OUTDATED,
        "e-ended": "the decision ended on 2026-11-25; decide again",
        "f-failed": "it could not be scored",
    }
    wrong = {name: entries[name] for name, why in expected.items() if why not in entries[name]}
    assert wrong == {}
    assert not (town.out / "mail").exists()


def test_another_decision_needs_leave(town: Town) -> None:
    with office() as here:
        town.write_mail(here.port)
        town.deliver()
        town.decide("p1", "decline")
        refused = town.deliver()
        assert "--correct sends another" in " ".join(town.send().stdout.split())
        assert (refused.returncode, got(here.clerk)) == (0, ["p1", "p2"])
        assert town.deliver("--correct").returncode == 0
        assert got(here.clerk) == ["p1", "p1", "p2"]
        assert town.deliver("--correct").returncode == 0
        assert got(here.clerk) == ["p1", "p1", "p2"]
    first, _, second = town.letters()
    assert (first["template"], second["template"]) == ("admitted", "declined")
    assert second["follows"] == first["id"]


def test_a_condition_that_was_met_is_no_news(town: Town) -> None:
    condition = {"text": "send the contract", "due_on": "2026-12-20"}
    rules = [{"template": "conditional", "when": "decision == 'conditional'"}]
    town.decide("p1", "conditional", conditions=[condition])
    with office() as here:
        town.write_mail(here.port, letters=rules)
        town.deliver("--provider", "p1")
        met = {**condition, "met_on": "2026-12-01"}
        town.decide("p1", "conditional", conditions=[met])
        assert town.deliver("--provider", "p1", "--correct").returncode == 0
        assert got(here.clerk) == ["p1"]


def test_another_profile_under_the_same_decision(town: Town) -> None:
    with office() as here:
        town.write_mail(here.port)
        town.deliver()
        town.provider("p1", rung=0)
        town.score()
        assert town.deliver("--correct").returncode == 0
        assert got(here.clerk) == ["p1", "p2"]


def test_refused_then_sent_by_hand(town: Town, dpcap: Dpcap, tmp_path: Path) -> None:
    with office(lambda address, _: "refuse-rcpt" if "p1" in address else "accept") as here:
        town.write_mail(here.port)
        done = town.deliver()
        assert done.returncode == 4
        assert "p1@applicant.example.com: refused: 550 5.1.1 no such user" in done.stderr
        assert done.stderr.splitlines()[-1] == "sent 1, failed 1"
        assert "\x1b" not in done.stderr
        again = town.deliver()
        assert (again.returncode, here.clerk.asked["p1@applicant.example.com"]) == (4, 1)
        assert "#1 failed: refused: 550" in town.send().stdout
    listed = dpcap("outbox", town.outbox, "--state", "failed")
    assert "DP441 refused: 550 5.1.1 no such user" in listed.stdout
    with office() as here:
        town.write_mail(here.port)
        retry = ["outbox", town.outbox, "--retry", "1"]
        assert dpcap(*retry).returncode == 2
        done = dpcap(*retry, "--mail", town.mail)
        assert (done.returncode, done.stderr) == (0, "sent 1\n")
        assert got(here.clerk) == ["p1"]
        assert dpcap(*retry, "--mail", town.mail).returncode == 2
    assert town.deliver().returncode == 0


def test_put_off_waits_for_the_next_run(town: Town) -> None:
    with office(lambda _, attempt: "greylist" if attempt == 1 else "accept") as here:
        town.write_mail(here.port)
        done = town.deliver()
        assert (done.returncode, done.stderr.splitlines()[-1]) == (4, "queued 2")
        assert "waits already, 450 4.2.0 greylisted" in town.send().stdout
        assert town.deliver().returncode == 0
        assert got(here.clerk) == ["p1", "p2"]


def test_a_letter_to_another_address_than_was_approved_never_goes(dpcap: Dpcap, town: Town) -> None:
    with office(lambda address, _: "refuse-rcpt" if "p1" in address else "accept") as here:
        town.write_mail(here.port)
        assert town.deliver().returncode == 4
    with closing(sqlite3.connect(town.outbox)) as base, base:
        base.execute("UPDATE letters SET recipient='thief@elsewhere.example.com' WHERE id=1")
    with office() as here:
        town.write_mail(here.port)
        done = dpcap("outbox", town.outbox, "--retry", "1", "--mail", town.mail)
        assert (done.returncode, got(here.clerk)) == (3, [])
        assert "#1 DP440 error" in done.stderr
        assert "not the one that was approved" in done.stderr
    assert "#1 " in dpcap("outbox", town.outbox, "--state", "failed").stdout


@pytest.mark.parametrize("fault", ["drop-end", "drop-taken"])
def test_in_doubt_is_told_and_goes_again_only_when_asked(town: Town, fault: str) -> None:
    with office(lambda address, n: fault if "p1" in address and n == 1 else "accept") as here:
        town.write_mail(here.port)
        done = town.deliver()
        assert (done.returncode, done.stderr.splitlines()[-1]) == (4, "sent 1, uncertain 1")
        assert town.deliver().returncode == 4
        assert here.clerk.asked["p1@applicant.example.com"] == 1
        assert town.deliver("--resend-uncertain").returncode == 0
        assert here.clerk.asked["p1@applicant.example.com"] == 2
        ids = {one.message["Message-ID"] for one in here.clerk.taken if "p1" in one.recipient}
        assert len(ids) == 1


def test_over_tls_with_a_password_that_is_nowhere(town: Town, tmp_path: Path) -> None:
    made = papers(tmp_path)
    smtp = {"security": "starttls", "user": USER, "password": {"env": "POST_WORD"}}
    with office(starttls=made.context, auth=True) as here:
        town.write_mail(here.port, smtp={**smtp, "ca_file": made.authority.name})
        missing = town.deliver()
        assert missing.returncode == 3
        assert "DP449" in missing.stderr
        assert "POST_WORD is not in the environment" in missing.stderr
        wrong = town.deliver(env={"POST_WORD": "wrong-word"})
        assert (wrong.returncode, "DP447" in wrong.stderr) == (4, False)
        assert "does not accept our login" in wrong.stderr
        done = town.deliver(env={"POST_WORD": WORD})
        assert (done.returncode, got(here.clerk)) == (0, ["p1", "p2"])
    for kept in tmp_path.rglob("*"):
        if kept.is_file():
            content = kept.read_bytes()
            assert WORD.encode() not in content
            assert b"wrong-word" not in content
    assert WORD not in done.stdout + done.stderr
    assert "wrong-word" not in wrong.stdout + wrong.stderr


@pytest.mark.parametrize(
    ("broken", "code", "said"),
    [
        ({"smtp": {"password": {"env": "X"}}}, 3, "DP436"),
        ({"smtp": {"password": "hunter2"}}, 3, "DP437"),
        ({"smtp": {"host": "mail.example.com", "user": "u", "password": {"env": "X"}}}, 3, "DP449"),
    ],
    ids=["user", "secret", "clear"],
)
def test_settings_that_do_not_hold(
    town: Town, broken: dict[str, Any], code: int, said: str
) -> None:
    town.write_mail(1)
    digest = town.digest()
    town.write_mail(1, **broken)
    done = town.send("--deliver", "--approved", digest, env={"X": "y"})
    assert (done.returncode, said in done.stderr) == (code, True)


def test_no_server(town: Town) -> None:
    with office() as here:
        port = here.port
    town.write_mail(port)
    done = town.deliver()
    assert done.returncode == 4
    assert "the mail server cannot be reached" in done.stderr
    assert done.stderr.splitlines()[-1] == "queued 2"


def test_into_a_folder(town: Town, tmp_path: Path) -> None:
    town.write_mail(1)
    pick_up = tmp_path / "pick-up"
    for _ in range(2):
        assert town.deliver("--to-dir", pick_up).returncode == 0
        assert len(list(pick_up.iterdir())) == 2
    assert town.states() == {"p1": "sent", "p2": "sent"}


def test_the_outbox_as_a_sheet_and_as_messages(tmp_path: Path, dpcap: Dpcap) -> None:
    town = Town(tmp_path, dpcap)
    town.provider("p1", email="=cmd|calc@applicant.example.com")
    town.score()
    town.decide("p1")
    town.write_mail(1)
    town.deliver("--to-dir", tmp_path / "out-tray")
    done = dpcap("outbox", town.outbox, "--format", "csv", "--export", tmp_path / "kept")
    rows = list(csv.DictReader(StringIO(done.stdout.removeprefix("\ufeff"))))
    assert [row["recipient"] for row in rows] == ["'=cmd|calc@applicant.example.com"]
    (exported,) = (tmp_path / "kept").iterdir()
    (delivered,) = (tmp_path / "out-tray").iterdir()
    assert exported.read_bytes() == delivered.read_bytes()


def test_no_outbox(tmp_path: Path, dpcap: Dpcap) -> None:
    assert dpcap("outbox").returncode == 2
    (tmp_path / "other.db").write_bytes(b"something else" * 99)
    done = dpcap("outbox", "other.db")
    assert (done.returncode, "DP440" in done.stderr) == (3, True)


def hidden(tmp_path: Path, *modules: str) -> dict[str, str]:
    """An environment in which *modules* are not installed."""
    for module in modules:
        (tmp_path / "absent").mkdir(parents=True, exist_ok=True)
        (tmp_path / "absent" / f"{module}.py").write_text("raise ImportError\n")
    return {"PYTHONPATH": str(tmp_path / "absent")}


def test_extras_that_are_not_installed(town: Town, tmp_path: Path) -> None:
    town.write_mail(1, attach=["pdf"])
    for module in ("typst", "email_validator"):
        done = town.send(env=hidden(tmp_path / module, module))
        assert (done.returncode, 'pip install "dpcap[mail]"' in done.stderr) == (2, True), done


def test_what_to_do_next_is_in_the_letter_and_in_the_report(town: Town) -> None:
    """A stored profile has no moves: they are worked out for both."""
    town.write_mail(1, attach=["html"])
    town.send()
    raw = (town.out / "mail" / "2026-Q4" / "p1.eml").read_bytes()
    message = message_from_bytes(raw, policy=policy.default)
    (attached,) = message.iter_attachments()
    words = load_words(own_reports(), "zh", "mail").flat
    body = message.get_body(("plain",))
    assert body is not None
    assert words["next.title"] in body.get_content()
    assert 'id="moves"' in attached.get_content()


def test_letters_of_ones_own(town: Town, tmp_path: Path) -> None:
    town.write_mail(1)
    plain = town.digest()
    own = tmp_path / "own"
    own.mkdir()
    (own / "admitted.txt.j2").write_text("恭喜 {{ l.subject }}", encoding="utf-8")
    assert town.digest("--templates", own) != plain
    raw = (town.out / "mail" / "2026-Q4" / "p1.eml").read_bytes()
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("恭喜 2026-Q4")


def test_the_report_goes_with_it_as_html(town: Town) -> None:
    town.write_mail(1, attach=["html"])
    town.send()
    raw = (town.out / "mail" / "2026-Q4" / "p1.eml").read_bytes()
    (attached,) = message_from_bytes(raw, policy=policy.default).iter_attachments()
    assert attached.get_content_type() == "text/html"
    assert attached.get_filename() == "p1-report.html"


@POSIX
@pytest.mark.process
def test_killed_while_delivering(tmp_path: Path, dpcap: Dpcap) -> None:
    """Killed in the middle again and again: nobody gets two, and all are accounted for."""
    town = Town(tmp_path, dpcap)
    names = [f"p{number:02}" for number in range(12)]
    for name in names:
        town.provider(name)
    town.score()
    for name in names:
        town.decide(name)
    with office() as here:
        town.write_mail(here.port)
        arguments = town.arguments("--deliver", "--approved", town.digest())
        for goal in (1, 4, 8):
            kill_when(lambda goal=goal: len(here.clerk.taken) >= goal, arguments)
        done = dpcap(*arguments)
        states = town.states()
        received = got(here.clerk)
    assert done.returncode == (0 if set(states.values()) == {"sent"} else 4), done.stderr
    assert len(states) == len(names)
    assert len(received) == len(set(received))
    assert set(states.values()) <= {"sent", "uncertain"}
    assert {name for name, state in states.items() if state == "sent"} <= set(received)


def kill_when(ready: Callable[[], bool], arguments: list[str | Path]) -> None:
    process = start(arguments)
    wait_for(process, ready)
    process.kill()
    end(process)


def start(arguments: list[str | Path]) -> subprocess.Popen[str]:
    command = [Path(sys.executable).with_name("dpcap"), *arguments]
    return subprocess.Popen(
        [*map(str, command)],
        env={**os.environ, "DPCAP_LANG": "en"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def one_is_sent(outbox: Path) -> bool:
    """Whether a letter is written down as sent: seen in a copy, since the outbox is locked."""
    with TemporaryDirectory() as copies:
        for path in outbox.parent.glob(f"{outbox.name}*"):
            with suppress(FileNotFoundError):  # a journal that has just been done with
                shutil.copy(path, copies)
        try:
            with closing(sqlite3.connect(Path(copies, outbox.name))) as copy:
                return bool(copy.execute("SELECT 1 FROM letters WHERE state = 'sent'").fetchall())
        except sqlite3.DatabaseError:  # copied in the middle of a write
            return False


@POSIX
@pytest.mark.process
def test_ctrl_c_keeps_what_was_not_sent(town: Town) -> None:
    with office() as here:
        town.write_mail(here.port, smtp={"per_minute": 1})
        arguments = town.arguments("--deliver", "--approved", town.digest())
        process = start(arguments)
        wait_for(process, lambda: bool(here.clerk.taken) and one_is_sent(town.outbox))
        os.killpg(process.pid, signal.SIGINT)
        code, said = end(process)
    assert (code, said.splitlines()[-1]) == (130, "stopped; what was not sent is kept.")
    assert sorted(town.states().values()) == ["queued", "sent"]
