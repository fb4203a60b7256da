"""A framework of another trade: no word of online retail on its pages, letters, errors and help."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path

import pytest

from conftest import Dpcap, Run
from locations import ROOT

CLINIC = ROOT / "examples/frameworks/clinic"
TRADE = re.compile(
    r"抖音|店|商家|品牌|直播|达人|罗盘|赛道|类目|带货|准入|平台"
    r"|\bshops?\b|\bbrands?\b|douyin|compass|merchant|\btracks?\b|\blive\b|e-?commerce|\bgmv\b"
    r"|\badmi(?:t|tted|ssion)\b|screenshot",
    re.IGNORECASE,
)
# Keys of files and of JSON, ids, file names, options and their values are no words on a page.
NAMES = re.compile(
    r'"[a-z_]+":|\bshops\.\d+|\bshop,|--\w+(?: <[^>]*>)?|<applicant\|[^>]*>|data-[a-z]+'
    r"|one/brand/|decision == '\w+'|admission, review|admission、review|<admit\|[^>]*>"
)
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
DAY = "2026-11-26"


@pytest.fixture
def clinic(dpcap: Dpcap, tmp_path: Path) -> Callable[..., Run]:
    """`dpcap` with the clinics' framework, beside a copy of the example."""
    for name in ("providers", "reviews", "questionnaires"):
        shutil.copytree(CLINIC / name, tmp_path / name, dirs_exist_ok=True)
    for name in ("gates.yaml", "mail.yaml"):
        shutil.copy(CLINIC / name, tmp_path)

    def run(language: str, *args: str | Path) -> Run:
        return dpcap(*args, env={"DPCAP_LANG": language})

    return run


def words_of(text: str) -> str:
    """*text* as it is read: without markup, style and script, and without the names of things."""
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", " ", text)
    return NAMES.sub(" ", unescape(re.sub(r"<[^<>|]*>", " ", text)))


def strange(text: str) -> list[str]:
    found = TRADE.finditer(words_of(text))
    return [one.string[max(0, one.start() - 30) : one.end() + 20] for one in found]


def outputs(top: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(top.rglob("*")):
        if path.suffix in {".html", ".md", ".csv", ".txt", ".xml"}:
            yield path.name, path.read_text(encoding="utf-8")


def letters_in(top: Path) -> Iterator[str]:
    """Subject, text and page of each letter, without what is attached."""
    for path in top.rglob("*.eml"):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        yield str(message["subject"])
        for kind in ("plain", "html"):
            body = message.get_body((kind,))
            yield words_of(body.get_content()) if body else ""


@LANGUAGES
def test_every_page_speaks_of_clinics(
    clinic: Callable[..., Run], tmp_path: Path, language: str
) -> None:
    pages = [f"--format={name}" for name in ("terminal", "html", "md", "json")]
    for audience in ("applicant", "reviewer", "brand"):
        out = tmp_path / "one" / audience
        told = ["--audience", audience, "--lang", language, "--out", out]
        made = clinic(language, "assess", "providers/hejia", *pages, *told, "--on", DAY)
        assert made.returncode == 0, made.stderr
        assert strange(made.stdout + made.stderr) == []
    for name, text in outputs(tmp_path / "one"):
        assert strange(text) == [], name
    reader = {"zh": "投资方版", "en": "Investor's copy"}[language]
    shown = "".join(text for _, text in outputs(tmp_path / "one" / "brand"))
    assert reader in unescape(shown)
    assert {"zh": "门诊质量画像", "en": "Clinic quality profile"}[language] in shown


@LANGUAGES
def test_batch_decision_letter_and_comparison_speak_of_clinics(
    clinic: Callable[..., Run], tmp_path: Path, language: str
) -> None:
    batch = ["batch", "providers", "--gates", "gates.yaml", "--on", DAY, "--reviews", "reviews"]
    made = clinic(language, *batch, "--out", "out", "--lang", language)
    assert made.returncode == 1, made.stderr  # one of the two is below a gate
    said = made.stdout + made.stderr
    for provider, kind in (("hejia", "admit"), ("mingde", "decline")):
        decide = ["decide", f"out/{provider}", "--as", kind, "--reason", "示例", "--by", "示例·乙"]
        run = clinic(language, *decide, "--reviews", "reviews", "--on", DAY)
        assert run.returncode == 0, run.stderr
        said += run.stdout + run.stderr
    verdict = {"zh": "不合格", "en": "fail"}[language]
    assert verdict in said
    made = clinic(language, *batch, "--out", "out", "--lang", language)
    said += made.stdout + made.stderr
    letters = ["send", "out", "--mail", "mail.yaml", "--reviews", "reviews", "--lang", language]
    sent = clinic(language, *letters, "--on", DAY)
    assert sent.returncode == 0, sent.stderr + sent.stdout
    two = clinic(language, "compare", "out/hejia", "out/mingde", "--lang", language, "--out", "cmp")
    assert two.returncode == 0, two.stderr
    assert strange(said + sent.stdout + sent.stderr + two.stdout + two.stderr) == []
    files = dict(outputs(tmp_path / "out")) | dict(outputs(tmp_path / "cmp"))
    assert {"portfolio.html", "results.csv", "compare.html"} <= set(files)
    assert [name for name, text in files.items() if strange(text)] == []
    assert {"zh": "办医性质", "en": "Ownership"}[language] in files["results.csv"]
    letter = "\n".join(letters_in(tmp_path / "out"))
    assert strange(letter) == []
    assert {"zh": "结论：不合格", "en": "not passed"}[language] in letter.lower()


@LANGUAGES
def test_new_todo_and_errors_speak_of_clinics(
    clinic: Callable[..., Run], tmp_path: Path, language: str
) -> None:
    new = clinic(language, "new", "providers/fresh", "--role", "dental", "--lang", language)
    todo = clinic(language, "todo", "providers/fresh", "--lang", language)
    files = [path.read_text("utf-8") for path in (tmp_path / "providers/fresh").glob("*.yaml")]
    assert "kind: photo" in "".join(files)
    assert strange(f"{new.stdout}\n{new.stderr}\n{todo.stdout}\n{todo.stderr}") == []
    written = re.sub(r"(?m)^(#?shops:|clients:).*$", "", "\n".join(files))
    assert strange(written) == []
    with (tmp_path / "providers/hejia/kpis.csv").open("a", encoding="utf-8") as rows:
        rows.write("hill,SAF-1.1,2026-Q3,50,visits,,\nnorth,SAF-2.1,2026-Q3,1,,,\n")
    wrong = clinic(language, "lint", "providers/hejia")
    assert wrong.returncode == 3
    assert {"zh": "没有门诊 hill", "en": "lists no clinic hill"}[language] in wrong.stdout
    assert strange(wrong.stdout + wrong.stderr) == []


@LANGUAGES
def test_help_fits_every_trade(dpcap: Dpcap, language: str) -> None:
    names = ("assess", "batch", "compare", "decide", "send", "todo", "new", "lint", "report")
    for words in ((), *((name,) for name in names)):
        told = dpcap(*words, "--help", env={"DPCAP_LANG": language})
        assert strange(told.stdout) == []


def test_its_questionnaires_are_clean(dpcap: Dpcap) -> None:
    for paths in ([CLINIC / "questionnaires"], [CLINIC / "providers/hejia", CLINIC / "gates.yaml"]):
        found = dpcap("lint", "--strict", "--framework", CLINIC / "questionnaires", *paths)
        assert found.returncode == 0, found.stdout
