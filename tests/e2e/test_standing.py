"""`dpcap standing` from the command line: the documents' own quarter, and what is refused."""

from __future__ import annotations

import email
import json
import re
import shlex
import shutil
import subprocess
import sys
from email.policy import default
from pathlib import Path

import pytest
import yaml

from dpcap.cli.language import TALK
from dpcap.cli.main_guard import run
from dpcap.cli.standing_words import WORDS
from dpcap.workflow.standing_ledger import open_ledger
from locations import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def example(name: str = "standing.md") -> tuple[str, list[list[str]], str]:
    """The document's gates, its commands word by word, and what the last two print."""
    part = (DOCS / name).read_text("utf-8").split("q3.yaml", 1)[1]
    (_, gates), (_, commands), (_, printed) = BLOCK.findall(part)[:3]
    return gates, [shlex.split(line)[1:] for line in commands.splitlines()], printed


class Here:
    """dpcap in this process, in a directory with the examples and a ledger."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top = capfd, top
        self.ledger = top / "standing.jsonl"
        self.printed = self.said = ""

    def __call__(self, *words: str) -> int:
        with pytest.raises(SystemExit) as left:
            run([*words])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def standing(self, *words: str) -> int:
        return self("standing", "q3", "--ledger", "standing.jsonl", *words)

    def put(self, ledger: str = "standing.jsonl") -> list[str]:
        return (self.top / ledger).read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def batched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples scored by the first command of the document, and its ledger of four rows."""
    top = tmp_path_factory.mktemp("standing")
    (top / "examples").symlink_to(ROOT / "examples")
    gates, commands, _ = example()
    (top / "q3.yaml").write_text(gates, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        for words in commands[:5]:
            with pytest.raises(SystemExit) as left:
                run(words)
            assert left.value.code in (0, None, 1), words
    return top


@pytest.fixture
def here(
    batched: Path,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Here:
    for path in batched.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, tmp_path / path.name)
        elif path.is_file():
            shutil.copy(path, tmp_path)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return Here(capfd, tmp_path)


@pytest.mark.parametrize("name", ["standing.md", "standing.zh-CN.md"])
def test_the_documents_print_what_comes_out(here: Here, name: str) -> None:
    gates, commands, printed = example(name)
    assert yaml.safe_load(gates) == yaml.safe_load((here.top / "q3.yaml").read_text("utf-8"))
    found = ""
    for words in commands[-2:]:
        assert here(*words) == 0
        found += here.printed
    assert found == printed
    assert here("lint", "standing.jsonl") == 0


def test_nothing_is_written_without_a_signature(here: Here) -> None:
    before = here.ledger.read_bytes()
    assert here.standing("--on", "2026-11-26", "--lang", "en") == 0
    assert here.ledger.read_bytes() == before
    assert "passed: admitted → certified; held (none)" in here.printed
    assert "high-value-brands needs 2, is 1" in here.printed
    assert "shops counted: chenlu, mianzhou" in here.printed
    assert "Too early to tell" in here.printed
    assert max(map(len, here.printed.splitlines())) <= 80


def test_the_page_is_chinese_in_chinese(here: Here) -> None:
    assert here.standing("--on", "2026-11-26", "--lang", "zh") == 0
    assert "考核清退：已准入 → 已结束" in here.printed
    assert "还看不出：要有人在台账里连着记满两个季度。" in here.printed


@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_say_the_same_and_need_nothing_beside_them(here: Here, language: str) -> None:
    wanted = "考核清退" if language == "zh" else "missed"
    for form in ("html", "md", "json"):
        assert here.standing("--on", "2026-11-26", "--format", form, "--lang", language) == 0
        assert "qiushi-live" in here.printed
        assert wanted in here.printed or form == "json"
        assert not re.search(r"(?:src|href)=[\"']?https?:", here.printed)
        if form == "json":
            told = {one["provider"]: one for one in json.loads(here.printed)["providers"]}
            entry = told["qiushi-live"]["proposed"]["certification"]["entry"]
            assert (entry["event"], entry["from"], entry["to"]) == (
                *("assessment_ended", "admitted", "ended"),
            )


def test_somebody_s_name_is_no_markup(here: Here) -> None:
    rows = here.put()
    evil = [row.replace("王敏", "<script>1</script>|*x*") for row in rows]
    assert evil != rows
    # Another signature is another digest, so the chain is told; nothing of it is printed as markup.
    here.ledger.write_text("\n".join(evil) + "\n", "utf-8")
    assert here.standing("--format", "html") == 3
    assert "DP781" in here.said
    assert "<script>" not in here.printed


def test_signing_twice_adds_nothing(here: Here) -> None:
    assert here.standing("--on", "2026-11-26", "--sign", "--by", "王敏") == 0
    before = here.ledger.read_bytes()
    assert here.standing("--on", "2026-11-27", "--sign", "--by", "李伟") == 0
    assert here.printed == ""
    assert here.ledger.read_bytes() == before


def test_a_decision_that_the_batch_has_not_read_is_told_with_the_way_out(here: Here) -> None:
    sign = ("--sign", "--by", "王敏", "--on", "2026-11-26", "--reviews", "reviews")
    shutil.copytree(ROOT / "examples" / "reviews", here.top / "reviews")
    assert here.standing(*sign) == 0
    assert "decided since" not in here.said
    decided = here.top / "reviews" / "lanxing.decision.yaml"
    decided.write_text(decided.read_text("utf-8") + "\n# 又看过\n", "utf-8")
    assert here.standing(*sign) == 0
    assert "nothing to record" in here.said
    assert "lanxing: decided since this batch, which has not read it" in here.said
    command = here.said.splitlines()[-1].split()
    assert command[:3] == ["dpcap", "batch", "examples/providers/lanxing"]
    assert command[-6:] == ["--out", "q3", "--reviews", "reviews", "--gates", "FILE"]
    # Run as told, with the file of the gates named, the batch knows it.
    again = ("q3.yaml", "--on", "2026-11-24", "--reports", "none", "--executor", "serial")
    assert here(*command[1:-1], *again) in (0, 1)
    assert here.standing(*sign) == 0
    assert "decided since" not in here.said


@pytest.mark.process
def test_of_two_who_sign_at_once_nothing_is_lost_or_doubled(here: Here) -> None:
    words = [sys.executable, "-m", "dpcap", "standing", "q3", "--ledger", "standing.jsonl"]
    both = [
        subprocess.Popen(
            [*words, "--on", "2026-11-26", "--sign", "--by", by],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for by in ("甲", "乙")
    ]
    printed = [one.communicate()[0] for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sorted(len(text.splitlines()) for text in printed) == [0, 3]
    rows = open_ledger(here.ledger).rows
    assert [(row.row, row.provider, row.event) for row in rows[4:]] == [
        (5, "lanxing", "certified"),
        (6, "lanxing", "held"),
        (7, "qiushi-live", "assessment_ended"),
    ]


def test_who_missed_is_kept_out_for_365_days_and_so_is_an_affiliate(here: Here) -> None:
    sign = ("--sign", "--by", "王敏")
    assert here.standing("--on", "2026-11-26", *sign) == 0
    again = ("--provider", "qiushi-live", "--as", "invited", "--reason", "再谈")
    assert here.standing("--on", "2027-09-29", *sign, *again) == 3
    assert "DP790" in here.said
    assert "2027-09-30" in here.said
    (here.top / "reviews").mkdir()
    group = {"members": ["qiushi-live", "sister"], "reason": "x", "source": "x", "on": "2026-09-01"}
    (here.top / "reviews" / "standing.yaml").write_text(
        yaml.safe_dump({"schema": "dpcap/standing/1", "affiliates": [group]}), "utf-8"
    )
    sister = ("--provider", "sister", "--as", "invited", "--reason", "新签")
    reviews = ("--reviews", "reviews")
    assert here.standing("--on", "2027-09-29", *sign, *sister, *reviews) == 3
    assert "qiushi-live" in here.said
    assert here.standing("--on", "2027-09-30", *sign, *sister, *reviews) == 0
    assert here.standing("--on", "2027-09-30", *sign, *again) == 0


def test_a_provider_that_is_nowhere_is_told(here: Here) -> None:
    assert here.standing("--provider", "zzz") == 2
    assert "zzz" in here.said


def test_a_profile_that_was_touched_is_told_and_the_rest_goes_on(here: Here) -> None:
    path = here.top / "q3" / "lanxing" / "profile.json"
    path.write_bytes(path.read_bytes() + b" ")
    assert here.standing("--on", "2026-11-26") == 4
    assert "DP426" in here.printed
    assert "qiushi-live" in here.printed


def test_another_quarter_than_that_of_the_gates_is_refused(here: Here) -> None:
    assert here.standing("--period", "2026-Q2") == 2
    assert "2026-Q3" in here.said
    assert here.standing("--period", "Q3") == 2


def test_two_providers_with_one_shop_are_told(here: Here) -> None:
    shutil.rmtree(here.top / "q3")
    (here.top / "examples").unlink()
    for part in ("providers/lanxing", "providers/pingfan-belt", "reviews"):
        shutil.copytree(ROOT / "examples" / part, here.top / "examples" / part)
    facts = here.top / "examples" / "reviews" / "pingfan-belt.facts.yaml"
    facts.write_text(facts.read_text("utf-8").replace("90000112", "90000001"), "utf-8")
    _, commands, _ = example()
    words = ["pingfan-belt".join(word.split("qiushi-live")) for word in commands[0]]
    assert here(*words) in (0, 1)
    assert here.standing("--on", "2026-11-26", "--lang", "en") == 0
    told = " ".join(here.printed.split())
    assert re.search(r"DP789 warning: .*90000001.* lanxing \(1120\), pingfan-belt \(14\)", told)


@pytest.mark.parametrize(
    ("name", "was", "instead", "code"),
    [
        ("tiers.yaml", "hold_at: 55", "hold_at: 61", "DP791"),
        ("tiers.yaml", "  silver:", "  none:", "DP792"),
        ("tiers.yaml", "rise_at: 72\n    hold_at: 67", "rise_at: 58\n    hold_at: 50", "DP793"),
        ("tiers.yaml", "hold_at: 67", "hold_at: 71.5", "DP795"),
        ("tiers.yaml", "grace: 1", "grace: -1", "DP104"),
        ("certification.yaml", "  withdrawn: {after_days: 0}\n", "", "DP799"),
        ("certification.yaml", "gates: review", "gates: 3", "DP104"),
    ],
)
def test_lint_names_the_line(here: Here, name: str, was: str, instead: str, code: str) -> None:
    text = (ROOT / "standing" / name).read_text("utf-8")
    assert was in text
    (here.top / name).write_text(text.replace(was, instead), "utf-8")
    assert here("lint", name) == (0 if code == "DP795" else 3)
    assert re.search(rf"{re.escape(name)}:\d+:\d+ {code}", here.printed + here.said)


def letters(here: Here, *words: str) -> int:
    shutil.copy(ROOT / "examples" / "mail.yaml", here.top)
    return here("send", "q3", "--standing", "--mail", "mail.yaml", *words)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_signed_row_is_told_once(
    here: Here, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here.standing("--on", "2026-11-26", "--sign", "--by", "王敏") == 0
    ledger = ("--ledger", "standing.jsonl", "--lang", language)
    assert letters(here, *ledger, "--on", "2026-11-27") == 0
    assert re.search(r"qiushi-live .*qiushi@example.com", here.printed)
    assert "lanxing" not in here.printed
    digest = re.findall(r"[0-9a-f]{64}", here.printed)[-1]
    written = here.top / "q3" / "mail" / "standing" / "7-qiushi-live.eml"
    text = email.message_from_bytes(written.read_bytes(), policy=default).get_body(("plain",))
    wanted = "2027年9月30日" if language == "zh" else "30 September 2027"
    assert text is not None
    assert wanted in "".join(text.get_content().splitlines()).replace("  ", " ")
    send = ("--deliver", "--approved", digest, "--to-dir", "sent")
    assert letters(here, *ledger, "--on", "2026-11-27", *send) == 0
    assert len(list((here.top / "sent").rglob("*.eml"))) == 1
    # Another day, another wording, another address: the row was told.
    assert letters(here, *ledger, "--on", "2026-11-30") == 0
    assert not written.exists()
    assert not re.search(r"[0-9a-f]{64}", here.printed)


def test_what_was_corrected_is_never_told(here: Here) -> None:
    sign = ("--sign", "--by", "王敏")
    assert here.standing("--on", "2026-11-26", *sign) == 0
    assert letters(here, "--ledger", "standing.jsonl", "--on", "2026-11-27") == 0
    assert (here.top / "q3" / "mail" / "standing" / "7-qiushi-live.eml").exists()
    assert here.standing("--on", "2026-12-01", *sign, "--correct", "7", "--reason", "申诉成立") == 0
    assert letters(here, "--ledger", "standing.jsonl", "--on", "2026-12-01") == 0
    assert "qiushi" not in here.printed
    assert not list((here.top / "q3" / "mail").rglob("*.eml"))


def test_letters_need_a_ledger_and_are_not_of_long_ago(here: Here) -> None:
    assert letters(here) == 2
    assert letters(here, "--ledger", "nowhere.jsonl") == 2
    assert "nowhere.jsonl" in here.said
    assert here.standing("--on", "2026-11-26", "--sign", "--by", "王敏") == 0
    (here.top / "dpcap.toml").write_text('ledger = "standing.jsonl"\n', "utf-8")
    assert letters(here, "--on", "2026-12-12") == 0
    assert "qiushi@example.com" not in here.printed
    assert not list((here.top / "q3" / "mail").rglob("*.eml"))


def test_what_rests_on_a_folder_that_changed_since_is_not_signed(here: Here) -> None:
    (here.top / "examples").unlink()
    for part in ("providers/lanxing", "providers/qiushi-live", "reviews"):
        shutil.copytree(ROOT / "examples" / part, here.top / "examples" / part)
    before = here.ledger.read_bytes()
    answers = here.top / "examples" / "providers" / "qiushi-live" / "provider.yaml"
    answers.write_text(answers.read_text("utf-8").replace("秋石示例", "秋山示例"), "utf-8")
    sign = ("--on", "2026-11-26", "--sign", "--by", "王敏")
    assert here.standing(*sign) == 3
    assert re.search(r"qiushi-live.* DP427", here.said)
    assert "lanxing" not in here.said
    assert here.ledger.read_bytes() == before
    # The others can be signed by themselves; who has ended by hand rests on no folder.
    assert here.standing(*sign, "--provider", "lanxing") == 0
    hand = ("--provider", "qiushi-live", "--as", "withdrawn", "--reason", "退出")
    assert here.standing(*sign, *hand) == 0


def test_a_ledger_of_the_settings_is_taken(here: Here) -> None:
    (here.top / "dpcap.toml").write_text('ledger = "standing.jsonl"\n', "utf-8")
    assert here("standing", "q3", "--on", "2026-11-26", "--lang", "en") == 0
    assert "4 rows in the ledger" in here.printed
    (here.top / "dpcap.toml").unlink()
    assert here("standing", "q3") == 2
    assert "--ledger" in here.said


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--sign", "--by", "王敏"),
        ("--sign", "--by", "王敏", "--correct", "4", "--reason", "x"),
        ("--sign", "--by", "王敏", "--provider", "lanxing", "--as", "admitted", "--reason", "x"),
    ],
)
def test_a_ledger_that_is_not_there_is_no_empty_one(here: Here, words: tuple[str, ...]) -> None:
    mistyped = ("standing", "q3", "--ledger", "standings.jsonl", "--on", "2026-11-26")
    assert here(*mistyped, *words) == 2
    assert "standings.jsonl" in here.said
    assert "--as invited" in here.said
    assert not (here.top / "standings.jsonl").exists()


def test_the_first_invitation_begins_a_ledger_and_says_so(here: Here) -> None:
    sign = ("--sign", "--by", "王敏", "--as", "invited", "--reason", "x", "--on", "2026-06-20")
    new = ("standing", "q3", "--ledger", "new.jsonl", *sign)
    assert here(*new, "--provider", "lanxing") == 0
    assert "new.jsonl" in here.said
    begun = here.said
    assert here(*new, "--provider", "qiushi-live") == 0
    assert here.said.strip() == WORDS.say("signed", TALK, path="new.jsonl", count=1)
    assert begun.strip() == WORDS.say("begun", TALK, path="new.jsonl", count=1)
    assert len(here.put("new.jsonl")) == 2


def scored(here: Here, *words: str) -> str:
    """What the batch of the document says it did, run again with these words."""
    _, commands, _ = example()
    assert here(*commands[0], *words) in (0, 1)
    return here.said


def contents(top: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(top)): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file() and ".dpcap" not in str(path)
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_pages_and_tables_say_how_one_stands(here: Here, language: str) -> None:
    scored(here, "--lang", language)
    before = contents(here.top / "q3")
    assert here.standing("--on", "2026-11-26", "--sign", "--by", "王敏") == 0
    ledger = ("--ledger", "standing.jsonl")
    assert re.search(r"(沿用|reused) 2", scored(here, "--lang", language, *ledger))
    made = contents(here.top / "q3")
    told = {
        "zh": ("已认证至 2026-Q3", "已结束（2026-09-30 考核清退），2027-09-30 起可再受邀"),
        "en": (
            "certified to 2026-Q3",
            "ended (2026-09-30, assessment missed); may be invited again from 2027-09-30",
        ),
    }[language]
    for provider, said in zip(("lanxing", "qiushi-live"), told, strict=True):
        assert made[f"{provider}/profile.json"] == before[f"{provider}/profile.json"]
        assert said in made[f"{provider}/report.md"].decode().split("##", 2)[0]
        assert said in made[f"{provider}/report.html"].decode()
    sheet = made["results.csv"].decode("utf-8-sig").splitlines()
    assert ("合作资格" if language == "zh" else "Standing") in sheet[0].split(",")
    for line, said in zip(sheet[1:], told, strict=True):
        assert said[:9] in line
    kept = [json.loads(line)["ledger"] for line in made["results.jsonl"].splitlines()]
    assert [(one["label"], one["returns_on"]) for one in kept] == [
        ("certified", None),
        ("ended", "2027-09-30"),
    ]
    page = made["portfolio.html"].decode()
    title = "合作资格" if language == "zh" else "Standing"
    assert re.search(rf'<th scope="col" data-k="standing"[^>]*>{title}</th>', page)
    assert 'name="by.ledger.standing"' in page
    assert 'name="by.ledger.tier"' in page
    assert re.search(r"(沿用|reused) 2", scored(here, "--lang", language))
    assert contents(here.top / "q3") == before


def test_a_brand_reads_what_one_is_and_no_more(here: Here) -> None:
    assert here.standing("--on", "2026-11-26", "--sign", "--by", "王敏") == 0
    words = ("report", "q3/qiushi-live/profile.json", "--ledger", "standing.jsonl", "--lang", "en")
    for audience, more in (("applicant", True), ("reviewer", True), ("brand", False)):
        for form in ("md", "json", "html"):
            out = f"{audience}-{form}"
            assert here(*words, "--audience", audience, "--format", form, "--out", out) == 0
            (path,) = (here.top / out / "qiushi-live").iterdir()
            text = path.read_text("utf-8")
            assert "2026-09-30" in text
            assert ("2027-09-30" in text) == more, (audience, form)
            assert ("assessment missed" in text or "assessment_ended" in text) == more


def test_a_report_is_held_to_the_ledger_as_it_was(here: Here) -> None:
    sign = ("--on", "2026-11-26", "--sign", "--by", "王敏")
    assert here.standing(*sign) == 0
    scored(here, "--ledger", "standing.jsonl", "--lang", "en")
    report = "q3/qiushi-live/report.html"
    folder = ("--folder", "examples/providers/qiushi-live", "--reviews", "examples/reviews")
    words = ("verify", report, *folder, "--gates", "q3.yaml", "--on", "2026-11-26")
    assert here(*words) == 0
    assert re.search(r"give --ledger|用 --ledger 给出", here.printed)
    assert here.standing(*sign, "--correct", "7", "--reason", "申诉成立") == 0
    assert here(*words, "--ledger", "standing.jsonl", "--format", "json") == 0
    assert json.loads(here.printed)[0]["data"]["ledger_checked"] is True
    # A ledger in which the row never stood shows that the report says something else.
    other = here.put()[:4]
    (here.top / "other.jsonl").write_text("\n".join(other) + "\n", "utf-8")
    assert here(*words, "--ledger", "other.jsonl", "--format", "json") == 1
    assert json.loads(here.printed)[0]["data"]["reasons"] == ["ledger"]
    assert here("verify", report, "--ledger", "standing.jsonl") == 2
