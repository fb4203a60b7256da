"""Pages of a scored provider, a stored profile read again, and a bundle of it all."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from dpcap.errors import InvalidInputError, UsageError
from dpcap.workflow.assess import ScoredProvider, assess_provider
from dpcap.workflow.bundle import BundleRequest, bundle_provider
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.report import (
    ReportRequest,
    benchmark_finding,
    read_report,
    render_format,
    render_formats,
    write_report,
)
from dpcap.workflow.stored_profiles import profile_at
from folders import TINY, make_folder


@pytest.fixture
def scored(tmp_path: Path) -> ScoredProvider:
    folder = make_folder(tmp_path / "acme")
    return assess_provider(ProviderRequest(folder, framework=TINY))


def test_pages_for_a_terminal_come_first_and_files_are_told(
    scored: ScoredProvider, tmp_path: Path
) -> None:
    events: list[object] = []
    wanted = ReportRequest(("html", "json", "terminal"))
    files = write_report(
        scored, wanted, tmp_path, on_page=lambda _: events.append("page"), on_file=events.append
    )
    assert events == ["page", *files]
    assert [path.name for path in files] == ["report.html", "profile.json"]
    assert (tmp_path / "frameworks" / f"{scored.framework.digest}.json").is_file()


def test_an_audience_gets_what_its_report_carries(scored: ScoredProvider) -> None:
    wanted = ReportRequest(("json",), audience="brand")
    (made,) = render_formats(scored, wanted)
    assert made.file == "report.json"
    assert json.loads(made.data)["audience"] == "brand"


def test_a_stored_profile_gives_the_same_pages(scored: ScoredProvider, tmp_path: Path) -> None:
    wanted = ReportRequest(("json",))
    (stored,) = write_report(scored, wanted, tmp_path / "out")
    again = read_report(stored)
    for name in ("html", "md", "json"):
        assert render_format(again, wanted, name) == render_format(scored, wanted, name)


def test_a_stored_profile_whose_framework_is_lost(scored: ScoredProvider, tmp_path: Path) -> None:
    (stored,) = write_report(scored, ReportRequest(("json",)), tmp_path / "out")
    for path in (tmp_path / "out" / "frameworks").iterdir():
        path.unlink()
    with pytest.raises(InvalidInputError) as raised:
        read_report(stored, configuration=Configuration())
    assert raised.value.findings[0].code == "DP601"
    assert read_report(stored, framework=TINY).profile == scored.profile


def test_without_a_benchmark_there_is_nothing_to_say(scored: ScoredProvider) -> None:
    assert benchmark_finding(None, scored.framework) is None


def test_one_profile_or_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no profile\.json"):
        profile_at(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "profile.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError) as raised:
        profile_at(tmp_path)
    assert "2 份画像" in raised.value.message("zh")
    assert profile_at(tmp_path / "a") == tmp_path / "a" / "profile.json"


def test_a_bundle_holds_the_folder_and_says_what_comes_out(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "acme")
    wanted = BundleRequest(folder, tmp_path / "acme.zip", framework=TINY)
    made = bundle_provider(wanted)
    assert made.path == tmp_path / "acme.zip"
    assert (
        made.profile.overall
        == assess_provider(ProviderRequest(folder, framework=TINY)).profile.overall
    )
    with ZipFile(made.path) as archive:
        assert any(name.endswith("answers.yaml") for name in archive.namelist())
    first = made.path.read_bytes()
    bundle_provider(wanted)
    assert made.path.read_bytes() == first
