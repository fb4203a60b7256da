"""Bundle, sign, verify and keygen as commands: what they write, say and exit with."""

from __future__ import annotations

import json
import os
import stat
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pexpect
import pytest

from batches import PATIENCE
from conftest import Dpcap, Run
from folders import TINY, make_folder
from locations import PROVIDERS, REVIEWS

TODAY = ("--on", "2026-11-24")
FIRM = ("--issuer", "Example Group")
RULES = """schema: dpcap/gates/1
id: ours
title: {zh: 规则, en: Rules}
review_on: 2026-11-24
rules:
  work: {measure: proved.work, at_least: 10, message: {zh: 要做事, en: Work is proved.}}
"""


@pytest.fixture
def work(tmp_path: Path, dpcap: Dpcap) -> Path:
    """A provider's folder, its report for the brand in HTML and JSON, and a pair of keys."""
    make_folder(tmp_path / "acme")
    made = ("assess", "acme", "--framework", TINY, "--no-input", "--audience", "brand")
    assert dpcap(*made, "--format", "html", "--format", "json").returncode == 0
    assert dpcap("keygen", "keys").returncode == 0
    return tmp_path


def judged(done: Run) -> dict[str, Any]:
    (one,) = json.loads(done.stdout)
    found: dict[str, Any] = one
    return found


def test_the_json_of_an_audience_is_no_profile(work: Path, dpcap: Dpcap) -> None:
    assert {path.name for path in (work / "out" / "acme").iterdir()} == {
        "report.html",
        "report.json",
    }
    done = dpcap("report", "out/acme/report.json", "--format", "md", "--out", "-")
    assert done.returncode == 0, done.stderr
    assert "acme" in done.stdout


def test_verify_with_the_folder(work: Path, dpcap: Dpcap) -> None:
    checked = ("verify", "out/acme/report.html", "out/acme/report.json", *TODAY)
    done = dpcap(*checked, "--folder", "acme", "--framework", TINY)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("SAME") == 2
    assert "the same to the byte" in done.stdout
    make_folder(work / "acme", rung=1)
    done = dpcap(*checked, "--folder", "acme", "--framework", TINY, "--format", "json")
    assert done.returncode == 1
    assert [one["outcome"] for one in json.loads(done.stdout)] == ["differs", "differs"]
    first = json.loads(done.stdout)[0]["data"]
    assert first["reasons"] == ["answers"]
    assert first["first"]["path"] == ["overall", "claimed"]
    assert first["first"]["report"] != first["first"]["anew"]


def test_verify_speaks_chinese(work: Path, dpcap: Dpcap) -> None:
    given = ("--folder", "acme", "--framework", TINY)
    done = dpcap("verify", "out/acme/report.html", *TODAY, *given, env={"DPCAP_LANG": "zh"})
    assert "✓ 相同：out/acme/report.html" in done.stdout
    assert "重新生成，逐字节相同" in done.stdout


def test_verify_with_a_bundle(work: Path, dpcap: Dpcap) -> None:
    (work / "gates.yaml").write_text(RULES, encoding="utf-8")
    given = ("--framework", TINY, "--gates", "gates.yaml")
    for name in ("one.zip", "two.zip"):
        done = dpcap("bundle", "acme", *given, "--out", name)
        assert done.returncode == 0, done.stderr
        assert "2026-11-24" in done.stderr
    assert (work / "one.zip").read_bytes() == (work / "two.zip").read_bytes()
    made = ("assess", "acme", "--framework", TINY, "--no-input", "--format", "html", *TODAY)
    assert dpcap(*made, "--out", "then").returncode == 0
    report = "then/acme/report.html"
    done = dpcap("verify", report, "--bundle", "one.zip", *TODAY, "--format", "json")
    assert done.returncode == 0, done.stdout
    assert judged(done)["data"] == {
        "state": "same",
        "gates_checked": True,
        "own_framework": False,
        "values": 0,
        "reasons": [],
        "first": None,
    }
    done = dpcap("verify", report, "--bundle", "one.zip", "--framework", TINY, *TODAY)
    assert done.returncode == 0
    assert "the bundle's own" not in done.stdout
    done = dpcap("verify", "out/acme/report.html", "--bundle", "one.zip", *TODAY)
    assert done.returncode == 1
    assert "another day" in done.stdout
    (work / "bad.zip").write_bytes((work / "one.zip").read_bytes()[:-30])
    done = dpcap("verify", report, "--bundle", "bad.zip")
    assert (done.returncode, "DP614" in done.stderr) == (3, True)


def test_an_invalid_folder_is_not_bundled(work: Path, dpcap: Dpcap) -> None:
    (work / "acme" / "answers.yaml").write_text("answers: [", encoding="utf-8")
    done = dpcap("bundle", "acme", "--framework", TINY)
    assert done.returncode == 3
    assert "acme/answers.yaml:2:1 DP101" in done.stderr
    assert not list(work.glob("*.zip"))


def test_the_keys(work: Path, dpcap: Dpcap) -> None:
    keys = {path.name: path for path in (work / "keys").iterdir()}
    assert set(keys) == {
        "dpcap-key.pem",
        "dpcap-key.pub.pem",
        "dpcap-key.verify.html",
        "dpcap-keys.json",
    }
    assert stat.S_IMODE(keys["dpcap-key.pem"].stat().st_mode) == 0o600
    (key,) = json.loads(keys["dpcap-keys.json"].read_text(encoding="utf-8"))["keys"]
    assert key["fingerprint"] in keys["dpcap-key.verify.html"].read_text(encoding="utf-8")
    before = {name: path.read_bytes() for name, path in keys.items()}
    for name in (None, "dpcap-key.verify.html", "dpcap-key.pub.pem"):
        if name:
            keys["dpcap-key.pem"].unlink(missing_ok=True)
        assert dpcap("keygen", "keys").returncode == 2
    left = {path.name: path.read_bytes() for path in (work / "keys").iterdir()}
    assert left == {name: before[name] for name in left}


def test_keys_have_a_life(work: Path, dpcap: Dpcap) -> None:
    """A year's key follows another, the old seals go on; a revoked key's do not."""
    report, ring = "out/acme/report.html", "keys/dpcap-keys.json"
    given = (*FIRM, "--framework", TINY)
    assert dpcap("keygen", "keys/a.pem", "--until", "2026-11-24").returncode == 0
    assert dpcap("keygen", "keys/b.pem", "--from", "2026-11-25").returncode == 0
    keys = json.loads((work / ring).read_text(encoding="utf-8"))["keys"]
    assert [(one.get("from"), one.get("until")) for one in keys] == [
        (None, None),
        (None, "2026-11-24"),
        ("2026-11-25", None),
    ]
    pages = sorted((work / "keys").glob("*.verify.html"))
    assert [keys[2]["fingerprint"] in page.read_text(encoding="utf-8") for page in pages] == [
        True
    ] * 3
    late = dpcap("sign", report, "--key", "keys/a.pem", *given, "--on", "2026-11-25")
    assert (late.returncode, "dpcap-keys.json" in late.stderr) == (2, True)
    assert dpcap("sign", report, "--key", "keys/a.pem", *given, *TODAY).returncode == 0
    assert dpcap("verify", report, "--key", ring, "--on", "2026-11-30").returncode == 0
    # The bare key knows of no life; beside the file that knows, the file counts.
    (work / "elsewhere").mkdir()
    (work / "elsewhere" / "b.pem").write_bytes((work / "keys" / "b.pem").read_bytes())
    early = dpcap("sign", report, "--key", "elsewhere/b.pem", *given, *TODAY)
    assert early.returncode == 0
    assert dpcap("verify", report, "--key", "keys/b.pub.pem", *TODAY).returncode == 0
    both = ("--key", "keys/b.pub.pem", "--key", ring, "--format", "json")
    found = judged(dpcap("verify", report, *both, *TODAY))
    assert (found["outcome"], found["seal"]["life"]) == ("key_ended", "early")
    assert dpcap("sign", report, "--key", "keys/a.pem", *given, *TODAY).returncode == 0
    revoked = ("keygen", "keys", "--revoke", "keys/a.pub.pem", "--reason", "lost")
    assert dpcap(*revoked, "--on", "2026-11-24").returncode == 0
    done = dpcap("verify", report, "--key", ring, *TODAY)
    assert done.returncode == 1
    assert "SIGNED OUTSIDE THE LIFE OF ITS KEY" in done.stdout
    assert "revoked from 2026-11-24 on (lost)" in " ".join(done.stdout.split())
    assert "lost" in (work / "keys" / "b.verify.html").read_text(encoding="utf-8")
    assert dpcap("keygen", "keys", "--revoke", "0" * 64).returncode == 2
    assert dpcap("keygen", "more", "--reason", "x").returncode == 2
    turned = ("keygen", "more", "--from", "2027-01-01", "--until", "2026-01-01")
    assert dpcap(*turned).returncode == 2
    assert not (work / "more").exists()


def test_sign_and_verify(work: Path, dpcap: Dpcap) -> None:
    reports = ("out/acme/report.html", "out/acme/report.json")
    key, public = "keys/dpcap-key.pem", "keys/dpcap-key.pub.pem"
    plain = {name: (work / name).read_bytes() for name in reports}
    for name in reports:
        assert dpcap("verify", name, "--key", public, *TODAY).returncode == 1
    done = dpcap("sign", *reports, "--key", key, *FIRM, *TODAY, "--framework", TINY)
    assert done.returncode == 0, done.stderr
    signed = {name: (work / name).read_bytes() for name in reports}
    assert signed != plain
    assert b"Example Group" in signed["out/acme/report.html"]
    done = dpcap("verify", *reports, "--key", public, *TODAY)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("GENUINE") == 2
    both = ("--key", public, "--folder", "acme", "--framework", TINY, "--format", "json")
    found = judged(dpcap("verify", reports[0], *both, *TODAY))
    assert (found["outcome"], found["seal"]["issuer"], found["page"]["state"]) == (
        "genuine",
        "Example Group",
        "same",
    )
    fingerprint = found["seal"]["key"]
    assert dpcap("verify", reports[1], "--key", fingerprint.upper(), *TODAY).returncode == 0
    assert dpcap("verify", reports[1], "--key", "0" * 64, *TODAY).returncode == 1
    assert dpcap("verify", reports[1], *TODAY).returncode == 1
    # Signed once more it is the same, and a touched one is refused; none of them is written.
    done = dpcap("sign", *reports, "--key", key, *FIRM, *TODAY, "--framework", TINY)
    assert done.returncode == 0
    assert {name: (work / name).read_bytes() for name in reports} == signed
    page = signed["out/acme/report.html"].replace(b"</h1>", b" the best</h1>", 1)
    (work / "touched.html").write_bytes(page)
    given = ("--key", key, *FIRM, "--framework", TINY)
    done = dpcap("sign", reports[0], "touched.html", *given, "--on", "2027-01-01")
    assert (done.returncode, "DP616" in done.stderr) == (3, True)
    assert (work / "touched.html").read_bytes() == page
    assert (work / reports[0]).read_bytes() == signed[reports[0]]


def test_a_passphrase(work: Path, dpcap: Dpcap) -> None:
    words = {"WORDS": "geheim"}
    assert dpcap("keygen", "two.pem", "--passphrase-env", "WORDS").returncode == 2
    done = dpcap("keygen", "two.pem", "--passphrase-env", "WORDS", env=words)
    assert done.returncode == 0
    assert "geheim" not in done.stdout + done.stderr
    sign = ("sign", "out/acme/report.html", "--key", "two.pem", *FIRM, "--framework", TINY)
    assert dpcap(*sign).returncode == 3
    assert dpcap(*sign, "--passphrase-env", "WORDS", env={"WORDS": "wrong"}).returncode == 3
    assert dpcap(*sign, "--passphrase-env", "WORDS", env=words).returncode == 0
    done = dpcap("verify", "out/acme/report.html", "--key", "two.pub.pem", *TODAY)
    assert done.returncode == 0
    done = dpcap("verify", "out/acme/report.html", "--key", "two.pem", *TODAY)
    assert (done.returncode, "DP615" in done.stderr) == (3, True)


@pytest.mark.process
def test_a_passphrase_is_asked_for_on_a_terminal(tmp_path: Path) -> None:
    command = str(Path(sys.executable).with_name("dpcap"))
    environ = {**os.environ, "DPCAP_LANG": "en"}
    for second, code in (("other", 2), ("geheim", 0)):
        talk = pexpect.spawn(
            *(command, ["keygen", "keys"], PATIENCE),
            cwd=str(tmp_path),
            env=environ,
            encoding="utf-8",
        )
        talk.expect("Passphrase")
        talk.sendline("geheim")
        talk.expect("Once more")
        talk.sendline(second)
        talk.expect(pexpect.EOF)
        assert "geheim" not in talk.before
        talk.close()
        assert talk.exitstatus == code
    assert "ENCRYPTED" in (tmp_path / "keys" / "dpcap-key.pem").read_text(encoding="utf-8")


def test_a_mail(work: Path, dpcap: Dpcap) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "报告"
    mail.set_content("正文")
    page = (work / "out" / "acme" / "report.html").read_bytes()
    mail.add_attachment(page, "text", "html", filename="报告.html")
    (work / "letter.eml").write_bytes(mail.as_bytes())
    done = dpcap("verify", "letter.eml", "--folder", "acme", "--framework", TINY, *TODAY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SAME: letter.eml: 报告.html" in done.stdout
    sign = dpcap("sign", "letter.eml", "--key", "keys/dpcap-key.pem", *FIRM)
    assert sign.returncode == 2


def test_misuse(work: Path, dpcap: Dpcap) -> None:
    report = "out/acme/report.html"
    both = dpcap("verify", report, "--folder", "acme", "--bundle", "x.zip")
    assert both.returncode == 2
    for option in ("--gates", "--period", "--baseline", "--evidence-root"):
        alone = dpcap("verify", report, option, "x")
        assert (alone.returncode, option in alone.stderr) == (2, True)
    absent = dpcap("verify", "absent.html")
    assert (absent.returncode, "DP110" in absent.stderr) == (3, True)
    strange = dpcap("verify", "acme/provider.yaml")
    assert (strange.returncode, "DP611" in strange.stderr) == (3, True)
    no_name = dpcap("sign", report, "--key", "keys/dpcap-key.pem", "--issuer", " ")
    assert no_name.returncode == 2
    no_key = dpcap("sign", report, "--key", "absent.pem", *FIRM)
    assert no_key.returncode == 3


def test_without_the_extra_it_says_what_to_install(work: Path, dpcap: Dpcap) -> None:
    (work / "hidden").mkdir()
    (work / "hidden" / "cryptography.py").write_text("raise ImportError", encoding="utf-8")
    hidden = {"PYTHONPATH": str(work / "hidden")}
    for words in (
        ("keygen", "more"),
        ("sign", "out/acme/report.html", "--key", "keys/dpcap-key.pem", *FIRM),
        ("verify", "out/acme/report.html", "--key", "keys/dpcap-key.pub.pem"),
    ):
        done = dpcap(*words, env=hidden)
        assert done.returncode == 2
        assert 'pip install "dpcap[sign]"' in done.stderr
    checked = ("verify", "out/acme/report.html", "--folder", "acme", "--framework", TINY, *TODAY)
    assert dpcap(*checked, env=hidden).returncode == 0


def test_the_shipped_examples(tmp_path: Path, dpcap: Dpcap) -> None:
    """Each example's report for each audience is what its folder gives."""
    for provider in ("lanxing", "maodun"):
        reports = []
        for audience in ("applicant", "reviewer", "brand"):
            given = ("--reviews", REVIEWS, "--audience", audience, "--format", "html")
            made = dpcap("assess", PROVIDERS / provider, "--no-input", *given, "--out", audience)
            assert made.returncode == 0, made.stderr
            reports.append(f"{audience}/{provider}/report.html")
        done = dpcap(
            "verify", *reports, "--folder", PROVIDERS / provider, "--reviews", REVIEWS, *TODAY
        )
        assert done.returncode == 0, done.stdout
        done = dpcap("verify", *reports, "--folder", PROVIDERS / provider, *TODAY)
        assert (done.returncode, done.stdout.count("NEEDS THE MANAGER'S SIDE")) == (1, 3)
        assert done.stdout.count("give --reviews") == 3
        assert "differ" not in done.stdout


def mailed(work: Path, words: str, *names: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.com", "b@example.com", "结果"
    mail.set_content(words)
    for name in names:
        content = (work / "out" / "acme" / name).read_bytes()
        mail.add_attachment(content, "application", "octet-stream", filename=name)
    (work / "letter.eml").write_bytes(mail.as_bytes())


def test_a_mail_is_not_what_its_letter_says(work: Path, dpcap: Dpcap) -> None:
    """Its words are covered by no seal; what they say otherwise than the report never ends in 0."""
    given = ("verify", "letter.eml", "--folder", "acme", "--framework", TINY, *TODAY)
    mailed(work, "见附件。", "report.html", "report.json")
    done = dpcap(*given)
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("No seal covers the words of the letter")
    assert "report.json · a report, see below" in done.stdout
    for words in ("实证分：99.9", "贵司已予以准入", "恭喜达到 L9"):
        mailed(work, words, "report.html")
        done = dpcap(*given)
        assert done.returncode == 1, words
        assert "THE LETTER SAYS WHAT ITS REPORT DOES NOT" in done.stdout
        assert "SAME: letter.eml: report.html" in done.stdout
    (work / "out" / "acme" / "fake.pdf").write_bytes(b"%PDF-1.7 L9")
    mailed(work, "见附件。", "report.html", "fake.pdf")
    done = dpcap(*given, "--format", "json")
    assert done.returncode == 1
    letter, report = json.loads(done.stdout)
    assert (letter["form"], letter["outcome"], letter["letter"]["sealed"]) == (
        "mail",
        "no_report",
        False,
    )
    assert report["good"] is True
    speaks = dpcap(*given, env={"DPCAP_LANG": "zh"})
    assert speaks.stdout.startswith("信的正文不受任何签名保护")


def test_one_that_cannot_be_read_stops_none_of_the_others(work: Path, dpcap: Dpcap) -> None:
    (work / "broken.html").write_bytes((work / "out/acme/report.html").read_bytes()[:-3000])
    (work / "heap.eml").write_bytes(b"X: y\n" * 5000 + b"\n")
    names = ("broken.html", "out/acme/report.html", "heap.eml", "absent.html")
    done = dpcap("verify", *names, "--folder", "acme", "--framework", TINY, *TODAY)
    assert done.returncode == 3
    assert "SAME: out/acme/report.html" in done.stdout
    assert [line.split()[0] for line in done.stderr.splitlines()] == [
        "broken.html",
        "heap.eml",
        "absent.html",
    ]


def test_an_earlier_dpcap_is_named(work: Path, dpcap: Dpcap) -> None:
    page = (work / "out/acme/report.html").read_text(encoding="utf-8")
    data = (work / "out/acme/report.json").read_text(encoding="utf-8")
    (work / "old.html").write_text(page.replace("dpcap/statement/2", "dpcap/statement/1"))
    (work / "old.json").write_text(data.replace("dpcap/statement/2", "dpcap/statement/1"))
    for name in ("old.html", "old.json"):
        done = dpcap("verify", name)
        assert (done.returncode, "DP160" in done.stderr) == (3, True)
        assert "issue it again" in done.stderr
    done = dpcap("report", "old.json", "--format", "md", "--out", "-")
    assert (done.returncode, "DP160" in done.stderr) == (3, True)


def test_a_stored_profile_that_was_edited_is_told(work: Path, dpcap: Dpcap) -> None:
    """`report`, `diff` and `compare` refuse it by name; it is no fault of dpcap's."""
    made = ("assess", "acme", "--framework", TINY, "--no-input", "--format", "json")
    assert dpcap(*made, "--out", "whole").returncode == 0
    sound = work / "whole" / "acme" / "profile.json"
    data = json.loads(sound.read_text(encoding="utf-8"))
    data["areas"][0]["dimensions"][0]["indicators"][0]["id"] = "ZZZ-1.1"
    (work / "whole" / "edited.json").write_text(json.dumps(data), encoding="utf-8")
    for words in (
        ("report", "whole/edited.json", "--format", "html"),
        ("diff", "whole/edited.json", sound),
        ("diff", sound, "whole/edited.json"),
        ("compare", "whole/edited.json", sound),
    ):
        done = dpcap(*words)
        assert (done.returncode, "DP624" in done.stderr) == (3, True), done.stderr
    kept = next((work / "whole" / "frameworks").iterdir())
    kept.write_text("{}", encoding="utf-8")
    done = dpcap("report", sound, "--format", "html")
    assert (done.returncode, "DP105" in done.stderr) == (3, True), done.stderr
    data["provider"]["id"] = "../../evil"
    (work / "whole" / "edited.json").write_text(json.dumps(data), encoding="utf-8")
    done = dpcap("report", "whole/edited.json", "--framework", TINY, "--format", "html")
    assert done.returncode == 3
    assert not (work.parent / "evil").exists()


def test_reviews_are_not_ignored_in_silence(work: Path, dpcap: Dpcap) -> None:
    (work / "reviews").mkdir()
    given = ("verify", "out/acme/report.html", "--reviews", "reviews", *TODAY)
    assert "looked through for later decisions" in dpcap(*given).stderr
    with_folder = dpcap(*given, "--folder", "acme", "--framework", TINY)
    assert with_folder.returncode == 0, with_folder.stdout
    assert with_folder.stderr == ""
