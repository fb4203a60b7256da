"""What a caller says, the settings and the defaults, resolved in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError, SlipError, UsageError
from dpcap.model.finding import Finding
from dpcap.workflow.configuration import OUT, Configuration
from folders import TINY, make_folder
from locations import QUESTIONNAIRES


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A directory whose settings name every place."""
    (tmp_path / "held").mkdir()
    settings = f'framework = "{TINY}"\nreviews = "held"\nevidence_root = "proof"\nout = "results"\n'
    (tmp_path / "dpcap.toml").write_text(settings + 'lang = "en"\n', encoding="utf-8")
    return tmp_path


def test_without_a_directory_nothing_is_looked_for(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(here)
    monkeypatch.setenv("DPCAP_FRAMEWORK", str(TINY))
    plain = Configuration()
    assert plain.framework_dir() == QUESTIONNAIRES
    assert (plain.reviews(), plain.evidence_root(), plain.language()) == (None, None, None)
    assert plain.out() == OUT


def test_settings_hold_where_nothing_is_said(here: Path) -> None:
    found = Configuration(here)
    assert found.framework_dir() == TINY
    assert found.reviews() == here / "held"
    assert found.evidence_root() == here / "proof"
    assert found.out() == here / "results"
    assert found.language() == "en"


def test_what_is_said_goes_before_the_settings(here: Path) -> None:
    found = Configuration(here, {"DPCAP_FRAMEWORK": str(TINY)})
    other = here / "other"
    other.mkdir()
    assert found.framework_dir(QUESTIONNAIRES) == QUESTIONNAIRES
    assert found.reviews(other) == other
    assert found.evidence_root(other) == other
    assert found.out(other) == other
    assert found.language("zh") == "zh"


def test_the_variable_goes_before_the_settings(here: Path) -> None:
    assert Configuration(here, {"DPCAP_FRAMEWORK": "elsewhere"}).framework_dir() == Path(
        "elsewhere"
    )


def test_no_such_directory_of_reviews(here: Path) -> None:
    with pytest.raises(UsageError) as raised:
        Configuration(here).reviews(here / "none")
    assert str(raised.value) == f"there is no folder {here / 'none'}"
    assert raised.value.message("zh") == f"没有目录 {here / 'none'}"


@pytest.mark.parametrize("what", ["framework_dir", "reviews", "evidence_root"])
def test_a_place_in_a_providers_folder_is_refused(tmp_path: Path, what: str) -> None:
    place = make_folder(tmp_path / "acme") / "inside"
    place.mkdir()
    with pytest.raises(SlipError):
        getattr(Configuration(), what)(place)


def test_a_providers_own_settings_are_passed_over_and_told(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    (folder / "dpcap.toml").write_text('lang = "en"\n', encoding="utf-8")
    told: list[Finding] = []
    found = Configuration(folder, notify=told.append)
    assert found.language() is None
    assert [finding.severity for finding in told] == ["warning"]
    found.language()
    assert len(told) == 1


def test_wrong_settings_are_invalid(tmp_path: Path) -> None:
    (tmp_path / "dpcap.toml").write_text("framwork = 'x'\n", encoding="utf-8")
    with pytest.raises(InvalidInputError) as raised:
        Configuration(tmp_path).language("en")
    assert raised.value.findings[0].code == "DP106"


def test_a_framework_is_read_once() -> None:
    found = Configuration()
    assert found.framework(TINY) is found.framework(TINY)
    assert found.framework(TINY) is not Configuration().framework(TINY)
