"""A new framework lints clean, says where its schemas lie, and can be assessed by at once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from dpcap.errors import UsageError
from dpcap.intake.framework import load_framework
from dpcap.intake.framework_starter import framework_id, new_framework
from dpcap.intake.lint import lint_framework
from dpcap.workflow.assess import assess_provider
from dpcap.workflow.new_provider import NewProviderRequest, new_provider
from dpcap.workflow.provider import ProviderRequest

DAY = date(2026, 11, 20)


@pytest.mark.parametrize("name", ["clinic", "诊所自查", "my school", "2026"])
def test_it_lints_clean_wherever_it_lies(tmp_path: Path, name: str) -> None:
    made = new_framework(tmp_path / name)
    assert lint_framework(tmp_path / name) == ()
    found = load_framework(tmp_path / name)
    assert found.id == (framework_id(name) or "my-framework")
    pointed = [path for path in made if path.suffix == ".yaml"]
    assert len(pointed) == 1 + len(found.areas)
    for path in pointed:
        pointer = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert pointer
        assert (path.parent / pointer[1]).is_file()


def test_a_provider_is_assessed_by_it(tmp_path: Path) -> None:
    directory, folder = tmp_path / "clinic", tmp_path / "north"
    new_framework(directory)
    new_provider(NewProviderRequest(folder, DAY, framework=directory))
    path = folder / "answers.yaml"
    data = yaml.safe_load(path.read_text("utf-8"))
    data["answers"] = {
        "SVC-1.1": 3,
        "SVC-1.2": True,
        "SVC-2.1": {"value": 95, "period": "2026-10"},
        "TEM-1.1": ["plan", "test"],
        "TEM-1.2": "named",
    }
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    profile = assess_provider(ProviderRequest(folder, framework=directory)).profile
    assert profile.overall.coverage == 1
    assert profile.overall.level.claimed.id == "L3"
    # The bare word proves 40, and the critical question asks for more; one needs no proof.
    assert profile.overall.level.proved.id == "L1"


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "team.yaml").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"team\.yaml"):
        new_framework(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["team.yaml"]
