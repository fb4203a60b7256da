"""`dpcap appeal` from the command line: the documents' own row, and what is refused."""

from __future__ import annotations

import email
import json
import re
import shlex
import shutil
from email.policy import default
from pathlib import Path

import pytest

from dpcap.cli.main_guard import run
from dpcap.intake.decision import load_decision
from locations import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
WHERE = ("--reviews", "examples/reviews")


def blocks(name: str, after: str) -> list[str]:
    text = (DOCS / name).read_text("utf-8")
    return [block for _, block in BLOCK.findall(text[text.rindex(after) :])]


def commands(block: str) -> list[list[str]]:
    return [shlex.split(line)[1:] for line in block.splitlines()]


class Here:
    """dpcap in this process, in a directory with a copy of the examples' reviews."""

    def __init__(self, capfd: pytest.CaptureFixture[str], top: Path) -> None:
        self.capfd, self.top, self.reviews = capfd, top, top / "examples" / "reviews"
        self.printed = self.said = ""

    def __call__(self, *words: str) -> int:
        with pytest.raises(SystemExit) as left:
            run([*words])
        self.printed, self.said = self.capfd.readouterr()
        return int(left.value.code or 0)

    def file(self, *words: str) -> int:
        given = ("--ground", "漏算 <b>一家</b>", "--on", "2026-12-01", "--letter-on", "2026-11-27")
        return self("appeal", "file", "pingfan-belt", *given, *WHERE, *words)

    def answer(self, *words: str) -> int:
        said = ("--reason", "[x](javascript:1) 属实", "--on", "2026-12-08")
        return self("appeal", "answer", "pingfan-belt", "a1", *said, *WHERE, *words)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The quarter of the page on standing, up to the row that ends qiushi-live."""
    top = tmp_path_factory.mktemp("appeal")
    (top / "examples").symlink_to(ROOT / "examples")
    gates, block, *_ = blocks("standing.md", "`q3.yaml` says")
    (top / "q3.yaml").write_text(gates, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(top)
        for words in commands(block)[:-1]:
            with pytest.raises(SystemExit) as left:
                run(words)
            assert left.value.code in (0, None, 1), words
    (top / "examples").unlink()
    return top


@pytest.fixture
def here(
    settled: Path,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Here:
    shutil.copytree(settled, tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "examples" / "reviews", tmp_path / "examples" / "reviews")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    capfd.readouterr()
    return Here(capfd, tmp_path)


@pytest.mark.parametrize("name", ["appeals.md", "appeals.zh-CN.md"])
def test_the_documents_row_is_taken_back(here: Here, name: str) -> None:
    block, printed = blocks(name, "\n## A row" if name == "appeals.md" else "\n## 一条")
    file, answer, listed, lint = commands(block)
    assert here(*file) == 0
    before = (here.top / "standing.jsonl").read_bytes()
    by = answer.index("--by") + 1
    assert here(*answer[:by], "王敏", *answer[by + 1 :]) == 3
    assert "DP773" in here.said
    ledger = answer.index("--ledger")
    assert here(*answer[:ledger], *answer[ledger + 2 :]) == 2
    assert (here.top / "standing.jsonl").read_bytes() == before
    assert here(*answer) == 0
    assert here.printed == printed
    rows = (here.top / "standing.jsonl").read_text("utf-8").splitlines()
    last = json.loads(rows[-1])
    assert (last["row"], last["corrects"], last["to"], last["by"]) == (8, 7, "admitted", "李伟")
    assert here(*listed) == 0
    (told,) = json.loads(here.printed)["appeals"]
    assert (told["outcome"], told["correction"], told["overdue"]) == ("granted", 8, False)
    assert here(*lint) == 0
    letter = (here.top / "drafts" / "qiushi-live.a1.correction.zh.md").read_text("utf-8")
    assert "您的资格由“已结束”恢复为“已准入”（见第 8 条）" in letter


def test_a_call_cut_short_takes_the_row_that_it_left(here: Here) -> None:
    block, _ = blocks("appeals.md", "\n## A row")
    file, answer, *_ = commands(block)
    assert here(*file) == 0
    path = here.reviews / "qiushi-live.appeal.yaml"
    filed = path.read_bytes()
    assert here(*answer) == 0
    ledger = (here.top / "standing.jsonl").read_bytes()
    path.write_bytes(filed)
    assert here(*answer) == 0
    assert (here.top / "standing.jsonl").read_bytes() == ledger
    assert "correction: 8" in path.read_text("utf-8")


def send(here: Here, *words: str) -> int:
    """The letters on appeals granted, as `dpcap send` writes or delivers them."""
    shutil.copy(ROOT / "examples" / "mail.yaml", here.top)
    given = ("--appeals", "--mail", "mail.yaml", *WHERE, "--ledger", "standing.jsonl")
    return here("send", "q3", *given, *words)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_letter_of_a_correction_goes_once(here: Here, language: str) -> None:
    file, answer, *_ = commands(blocks("appeals.md", "\n## A row")[0])
    assert here(*file) == 0
    assert send(here, "--on", "2026-12-09") == 0
    assert not re.search(r"[0-9a-f]{64}", here.printed)
    assert here(*answer) == 0
    assert "dpcap send OUT --appeals" in here.said
    day = ("--on", "2026-12-09", "--lang", language)
    assert send(here, *day) == 0
    assert re.search(r"qiushi-live .*qiushi@example.com", here.printed)
    digest = re.findall(r"[0-9a-f]{64}", here.printed)[-1]
    written = here.top / "q3" / "mail" / "appeal" / "qiushi-live.a1.eml"
    message = email.message_from_bytes(written.read_bytes(), policy=default)
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        assert part is not None
        text = "".join(part.get_content().split())
        wanted = "恢复为“已准入”" if language == "zh" else "to“admitted”(row8)"
        assert wanted in text
        assert "草稿" not in text
        assert "draft" not in text
    deliver = ("--deliver", "--approved", digest, "--to-dir", "sent")
    assert send(here, *day, *deliver) == 0
    assert len(list((here.top / "sent").rglob("*.eml"))) == 1
    # Neither another language nor the same call again sends it twice.
    assert send(here, "--on", "2026-12-10") == 0
    assert not written.exists()
    assert not re.search(r"[0-9a-f]{64}", here.printed)
    assert send(here, *day, *deliver) == 0
    assert len(list((here.top / "sent").rglob("*.eml"))) == 1
    # An answer that says something else since is a correction, which has to be allowed.
    path = here.reviews / "qiushi-live.appeal.yaml"
    path.write_text(path.read_text("utf-8").replace("确有两家", "确有三家"), "utf-8")
    assert send(here, *day) == 0
    assert "--correct" in here.printed
    assert send(here, *day, "--correct") == 0
    assert re.search(r"[0-9a-f]{64}", here.printed)


def test_letters_of_corrections_that_are_not_written(here: Here) -> None:
    file, answer, *_ = commands(blocks("appeals.md", "\n## A row")[0])
    assert here(*file) == 0
    assert here(*answer) == 0
    assert send(here, "--on", "2026-12-31") == 0
    assert "answered 23 days ago" in " ".join(here.printed.split())
    assert send(here, "--on", "2026-12-07") == 0
    assert "answered on 2026-12-08 only" in " ".join(here.printed.split())
    given = ("--appeals", "--mail", "mail.yaml", *WHERE, "--on", "2026-12-09")
    assert here("send", "q3", *given) == 0
    assert "name that (--ledger" in " ".join(here.printed.split())
    assert here("send", "q3", *given, "--standing", "--ledger", "standing.jsonl") == 2
    assert not list((here.top / "q3" / "mail").rglob("*.eml"))


def test_letters_in_both_languages_carry_no_markup_of_strangers(here: Here) -> None:
    for language in ("zh", "en"):
        (here.reviews / "pingfan-belt.appeal.yaml").unlink(missing_ok=True)
        assert here.file("--indicator", "SHP-4.1") == 0
        assert here.answer("--as", "partly_granted", "--by", "李伟", "--lang", language) == 0
        stem = f"pingfan-belt.a1.correction.{language}"
        page = (here.top / "drafts" / f"{stem}.html").read_text("utf-8")
        text = (here.top / "drafts" / f"{stem}.md").read_text("utf-8")
        assert "<b>" not in page
        assert "[x](javascript" not in text
        assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page
        ours = re.sub(r"<bdi lang>.*?</bdi>", "", page.split("<main", 1)[1], flags=re.DOTALL)
        assert bool(CHINESE.search(ours)) == (language == "zh")
    assert "you are right in part" in text.lower()


def test_what_is_granted_changes_no_ruling_and_no_decision(here: Here) -> None:
    decision = load_decision(here.reviews, "pingfan-belt")
    assert here.file("--level", "L3") == 0
    before = {path.name: path.read_bytes() for path in here.reviews.iterdir()}
    assert decision is not None
    assert here.answer("--as", "granted", "--by", decision.by) == 3
    assert here.answer("--as", "granted", "--by", "李伟") == 0
    assert "dpcap decide" in here.said
    after = {path.name: path.read_bytes() for path in here.reviews.iterdir()}
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {"pingfan-belt.appeal.yaml"}
    assert here.answer("--as", "rejected", "--by", "李伟") == 2


def test_the_list_has_the_overdue_ones_first(here: Here) -> None:
    assert here.file("--gate", "capital", "--name", "late", "--described", "截图") == 0
    assert here.file("--gate", "capital", "--on", "2026-12-20") == 0
    assert "DP776" in here.said
    for language in ("zh", "en"):
        assert here("appeal", "list", "--on", "2026-12-20", "--lang", language, *WHERE) == 0
        rows = [line for line in here.printed.splitlines() if line.startswith("pingfan-belt ")]
        assert "late" in rows[0]
        assert ("逾期未答" if language == "zh" else "overdue") in rows[0]
        assert max(map(len, here.printed.splitlines())) <= 100
    (here.reviews / "acme.appeal.yaml").write_text("schema: dpcap/appeal/1\n", "utf-8")
    assert here("appeal", "list", *WHERE) == 4
    assert here("appeal", "list", "nobody", *WHERE) == 2


def test_one_point_an_appeal(here: Here) -> None:
    assert here.file() == 2
    assert here.file("--gate", "capital", "--level", "L3") == 2
    assert here.file("--gate", "capital", "--proof", "none.xlsx") == 2
    assert here("appeal", "list") == 2
    assert not (here.reviews / "pingfan-belt.appeal.yaml").exists()
