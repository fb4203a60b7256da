"""Binding a review by the function."""

from __future__ import annotations

from pathlib import Path

import pytest

from dpcap.errors import UsageError
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderRequest
from dpcap.workflow.review import bind_rulings
from folders import TINY, make_folder

REVIEW = """schema: dpcap/review/2
provider: acme
evidence:
  e1: {ruling: accepted, by: 示例·复核甲, on: 2026-11-22, reason: 看过}
"""


@pytest.fixture
def asked(tmp_path: Path) -> ProviderRequest:
    make_folder(tmp_path / "acme")
    (tmp_path / "reviews").mkdir()
    return ProviderRequest(tmp_path / "acme", reviews=tmp_path / "reviews", framework=TINY)


def test_rulings_get_what_was_seen_and_only_once(asked: ProviderRequest) -> None:
    assert asked.reviews is not None
    file = asked.reviews / "acme.yaml"
    file.write_text(REVIEW, encoding="utf-8")
    bound = bind_rulings(asked, Configuration())
    assert (bound.path, bound.names) == (file, ("e1",))
    assert "saw" in file.read_text(encoding="utf-8")
    assert bind_rulings(asked, Configuration()).names == ()


def test_what_is_refused(asked: ProviderRequest) -> None:
    with pytest.raises(UsageError, match="there is no review"):
        bind_rulings(asked, Configuration())
    nowhere = ProviderRequest(asked.folder, framework=TINY)
    with pytest.raises(UsageError, match="where reviews lie: rulings lie there"):
        bind_rulings(nowhere, Configuration())
