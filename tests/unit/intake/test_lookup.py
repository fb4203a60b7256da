"""Where the framework is looked for, and what the settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.lookup import find_framework
from dpcap.intake.settings import load_settings


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a framework of its own and one that its settings name."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "framework.yaml").touch()
    (tmp_path / "deep" / "down").mkdir(parents=True)
    return tmp_path


def test_the_option_goes_before_all(repository: Path) -> None:
    (repository / "dpcap.toml").write_text('framework = "mine"\n', encoding="utf-8")
    environ = {"DPCAP_FRAMEWORK": "theirs"}
    assert find_framework(Path("this"), environ, repository) == Path("this")
    assert find_framework(None, environ, repository) == Path("theirs")
    assert find_framework(None, {}, repository) == repository / "mine"
    (repository / "dpcap.toml").unlink()
    assert (
        find_framework(None, {"DPCAP_FRAMEWORK": ""}, repository) == repository / "questionnaires"
    )


def test_without_any_the_shipped_copy_is_used(tmp_path: Path) -> None:
    (tmp_path / "questionnaires").mkdir()
    shipped = find_framework(None, {}, tmp_path)
    assert (shipped / "framework.yaml").is_file()


def test_settings_are_found_from_below_and_relative_to_themselves(repository: Path) -> None:
    text = 'framework = "f"\nreviews = "../r"\nevidence_root = "/vault"\nlang = "en"\n'
    (repository / "dpcap.toml").write_text(text, encoding="utf-8")
    settings = load_settings(repository / "deep" / "down")
    assert settings.framework == repository / "f"
    assert settings.reviews == repository / "../r"
    assert settings.evidence_root == Path("/vault")
    assert (settings.lang, settings.out) == ("en", None)


def test_settings_above_the_repository_are_not_ours(repository: Path) -> None:
    inner = repository / "deep"
    (inner / ".git").mkdir()
    (repository / "dpcap.toml").write_text('lang = "en"\n', encoding="utf-8")
    assert load_settings(inner / "down").lang is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('lang = "zh"\nframwork = "x"\n', [("DP106", 2)]),
        ("[out]\ndir = 1\n", [("DP104", 1)]),
        ('lang = "fr"\n', [("DP104", 1)]),
        ("reviews = 3\nout = true\n", [("DP104", 1), ("DP104", 2)]),
        ('lang = "zh"\nlang = "en"\n', [("DP118", 2)]),
        ("lang = \n", [("DP118", 1)]),
        ('lang = "zh"\n' + "a." * 1_000 + "a = 1\n", [("DP118", 2)]),
    ],
)
def test_wrong_settings_are_findings(
    tmp_path: Path, text: str, found: list[tuple[str, int]]
) -> None:
    (tmp_path / "dpcap.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_settings(tmp_path)
    assert [(f.code, f.line) for f in caught.value.findings] == found
    assert all((f.file or "").endswith("dpcap.toml") for f in caught.value.findings)
