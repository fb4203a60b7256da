"""Schemas as files: where they are written, and that a pointer to them resolves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dpcap.errors import UsageError
from dpcap.intake.schema import schema_of
from dpcap.intake.schema_files import KINDS, SCHEMA_DIR, schemas_from, write_schemas
from dpcap.workflow.schema import schema_or_files


def test_all_kinds_are_written(tmp_path: Path) -> None:
    made = write_schemas(tmp_path / "deep" / SCHEMA_DIR)
    assert [path.name for path in made] == [f"{kind}.schema.json" for kind in KINDS]
    for kind, path in zip(KINDS, made, strict=True):
        assert json.loads(path.read_text("utf-8")) == schema_of(kind)


def test_a_pointer_is_given_only_where_it_resolves(tmp_path: Path) -> None:
    reviews, elsewhere = tmp_path / "reviews", tmp_path / "framework"
    reviews.mkdir()
    assert schemas_from(reviews, elsewhere) is None
    write_schemas(tmp_path / SCHEMA_DIR)
    found = schemas_from(reviews, elsewhere)
    assert found == f"../{SCHEMA_DIR}/"
    write_schemas(reviews / SCHEMA_DIR)
    assert schemas_from(reviews, elsewhere) == f"{SCHEMA_DIR}/"
    write_schemas(tmp_path / "docs" / "schema")
    assert schemas_from(reviews, elsewhere) == "../docs/schema/"
    # Not what lies in another repository: a folder that is handed on would point nowhere.
    assert schemas_from(reviews, tmp_path / "other" / "framework") == f"{SCHEMA_DIR}/"


def test_a_kind_is_text_and_a_directory_gets_files(tmp_path: Path) -> None:
    assert json.loads(str(schema_or_files("answers"))) == schema_of("answers")
    made = schema_or_files(str(tmp_path / "schemas"))
    assert isinstance(made, tuple)
    assert len(made) == len(KINDS)


def test_a_kind_misspelt_makes_no_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for wrong in ("answer", "frameworks"):
        with pytest.raises(UsageError, match="answers"):
            schema_or_files(wrong)
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UsageError):
        schema_or_files("file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
