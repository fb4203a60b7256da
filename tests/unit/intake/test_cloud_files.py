"""Files that a cloud drive has not fetched are told as that, with the way out."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake.cloud_files import ON_DEMAND, why_unread
from dpcap.intake.export_table import open_export
from dpcap.intake.source import read_yaml
from dpcap.intake.wording import of_system
from dpcap.intake.workbook import read_workbook

RECALL_ON_DATA_ACCESS, RECALL_ON_OPEN, OFFLINE, ARCHIVE = 0x400000, 0x40000, 0x1000, 0x20


def faked(monkeypatch: pytest.MonkeyPatch, attributes: int) -> None:
    """What `os.stat` says on Windows of every file, and that none can be opened."""
    own = os.stat

    def said(path: Any, *rest: Any, **more: Any) -> Any:
        found = own(path, *rest, **more)
        names = {name: getattr(found, name) for name in dir(found) if name.startswith("st_")}
        return SimpleNamespace(**names, st_file_attributes=attributes)

    def refused(*_: Any, **__: Any) -> Any:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "stat", said)
    monkeypatch.setattr(Path, "open", refused)


@pytest.mark.parametrize("attributes", [RECALL_ON_DATA_ACCESS, RECALL_ON_OPEN, OFFLINE])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.yaml"])
def test_a_file_that_is_not_fetched_names_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, attributes: int
) -> None:
    path = tmp_path / name
    path.write_text("a: 1", "utf-8")
    faked(monkeypatch, ARCHIVE | attributes)
    reads: dict[str, Any] = {
        "a.csv": lambda: open_export(path, name),
        "a.xlsx": lambda: read_workbook(path, name),
        "a.yaml": lambda: read_yaml(path),
    }
    with pytest.raises(InvalidInputError) as told:
        reads[name]()
    (one,) = told.value.findings
    assert "右键" in one.message("zh")
    assert "始终保留在此设备上" in one.message("zh")
    assert "Always keep on this device" in one.message("en")


def test_any_other_file_is_told_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a", "utf-8")
    error = OSError(13, "Permission denied", str(path))
    assert why_unread(error) == why_unread(error, path) == of_system(error)
    faked(monkeypatch, ARCHIVE)
    assert why_unread(error, path) == of_system(error)


@pytest.mark.parametrize(
    ("number", "is_cloud"), [(362, True), (389, True), (357, False), (5, False)]
)
def test_what_the_drive_refuses_is_told(number: int, *, is_cloud: bool) -> None:
    error = OSError(22, "The cloud file provider is not running.")
    error.winerror = number  # type: ignore[attr-defined]
    assert (why_unread(error) == ON_DEMAND) == is_cloud
