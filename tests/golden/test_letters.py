"""Every letter in both languages, as committed: its text, its HTML, what goes into a chat."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dpcap.model.base import LANGUAGES, Language
from dpcap.model.mail import LetterKind
from letters import LETTERS, letter

LETTERS_DIR = Path(__file__).parent / "mail"
ENDINGS = ("txt", "html")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTERS)
def test_letter(golden: Callable[[Path, str], None], kind: LetterKind, language: Language) -> None:
    made = letter(kind, language)
    golden(LETTERS_DIR / f"{kind}.{language}.html", made.html)
    head = f"{made.subject}\n{made.chat}\n\n"
    golden(LETTERS_DIR / f"{kind}.{language}.txt", head + made.text)


def test_no_orphans(request: pytest.FixtureRequest) -> None:
    wanted = {f"{k}.{lang}.{end}" for k in LETTERS for lang in LANGUAGES for end in ENDINGS}
    orphans = [path for path in LETTERS_DIR.iterdir() if path.name not in wanted]
    if request.config.getoption("--golden-update"):
        for path in orphans:
            path.unlink()
    else:
        assert orphans == []
