"""Nothing that lies in a provider's folder has a say over a provider."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.intake.lookup import find_framework, shipped
from dpcap.intake.settings import load_settings, settings_at
from dpcap.intake.unread_files import passed_over, provider_folder_of, refused
from folders import make_folder


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """A provider's folder that brings settings, reviews and a framework of its own."""
    folder = make_folder(tmp_path / "providers" / "acme")
    (folder / "dpcap.toml").write_text('reviews = "r"\nout = "../x"\nlang = "en"\n', "utf-8")
    for inside in ("r", "questionnaires", "deep/down"):
        (folder / inside).mkdir(parents=True)
    (folder / "questionnaires" / "framework.yaml").touch()
    return folder


def test_its_settings_are_passed_over_and_those_above_count(acme: Path, tmp_path: Path) -> None:
    (tmp_path / "dpcap.toml").write_text('lang = "zh"\n', "utf-8")
    (acme / ".git").mkdir()  # a repository of its own does not end the search either
    for here in (acme, acme / "deep" / "down"):
        settings, told = settings_at(here)
        assert (settings.lang, settings.reviews, settings.out) == ("zh", None, None)
        assert [(one.code, one.file) for one in told] == [
            ("DP155", (acme / "dpcap.toml").as_posix())
        ]
    assert settings_at(tmp_path)[1] == ()


def test_settings_never_lead_into_it(acme: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(acme / "r")
    text = (
        'reviews = "link"\nframework = "providers/acme/questionnaires"\n'
        'evidence_root = "providers/acme"\nout = "out"\n'
    )
    (tmp_path / "dpcap.toml").write_text(text, "utf-8")
    settings, told = settings_at(tmp_path)
    assert (settings.reviews, settings.framework, settings.evidence_root) == (None, None, None)
    assert settings.out == tmp_path / "out"
    assert [one.code for one in told] == ["DP155"] * 3


def test_settings_that_are_a_link_into_it_are_passed_over(acme: Path, tmp_path: Path) -> None:
    (tmp_path / "dpcap.toml").symlink_to(acme / "dpcap.toml")
    assert load_settings(tmp_path).lang is None


def test_its_framework_is_passed_over(acme: Path) -> None:
    assert find_framework(cwd=acme) == shipped("questionnaires")


def test_links_are_followed_from_wherever_they_lead(acme: Path, tmp_path: Path) -> None:
    ours = tmp_path / "reviews"
    ours.mkdir()
    assert refused(ours) is None
    assert passed_over(ours) is None
    (ours / "acme.yaml").symlink_to(acme / "r" / "acme.yaml")
    found = refused(ours)
    assert found is not None
    assert (found.code, found.file) == ("DP156", (ours / "acme.yaml").as_posix())
    assert provider_folder_of(acme / "r" / "none.yaml") == acme
    assert provider_folder_of(acme.parent) is None
