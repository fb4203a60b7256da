"""Frameworks that are kept: used where their files are the same, and never otherwise."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from dpcap.errors import InvalidInputError
from dpcap.intake import framework_cache as cache
from dpcap.intake import source
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.framework_files import read_framework
from dpcap.intake.records import load_records
from dpcap.model.framework import Framework
from dpcap.model.migration import reading_digest
from dpcap.workflow.migrate import MigrateRequest, migrate_folders
from folders import TINY
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS, ROOT
from versions import write_folder, write_new


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder, empty, and what dpcap keeps in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "dpcap" / "frameworks"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    return shutil.copytree(TINY, tmp_path / "tiny")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the YAML files that are parsed."""
    names: list[str] = []
    parse = source.parse_yaml

    def noted(text: str, shown: str) -> source.Document:
        names.append(shown)
        return parse(text, shown)

    monkeypatch.setattr(source, "parse_yaml", noted)  # read_yaml goes through it
    return names


def only(home: Path) -> Path:
    (path,) = home.iterdir()
    return path


@pytest.mark.parametrize("place", [TINY, ROOT / "questionnaires"])
def test_the_second_time_no_yaml_is_parsed(place: Path, home: Path, parsed: list[str]) -> None:
    first = load_framework(place)
    assert parsed
    parsed.clear()
    second = load_framework(place)
    assert parsed == []
    assert second == first == read_framework(place).framework
    assert second.digest == first.digest
    assert only(home).suffix == ".jsonl"


def is_read(framework: Framework) -> bool:
    """Whether the earlier versions that are kept with *framework* were read."""
    assert framework.kept_history is not None
    return "releases" in vars(framework.kept_history)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A framework with an earlier version."""
    return write_new(tmp_path / "small")


def test_earlier_versions_are_read_when_they_are_asked_for(small: Path, home: Path) -> None:
    first = load_framework(small)
    second = load_framework(small)
    assert second.has_history
    assert reading_digest(second) == reading_digest(first)
    assert not is_read(second)
    assert second.history == first.history != ()
    assert is_read(second)


def test_a_folder_of_an_earlier_version_has_it_read_and_one_of_this_does_not(
    small: Path, home: Path, tmp_path: Path
) -> None:
    load_framework(small)
    folder = write_folder(tmp_path / "acme")
    framework = load_framework(small)
    begun = load_assessment(folder, framework)
    assert is_read(framework)
    assert begun.past
    assert [
        one.findings
        for one in migrate_folders(MigrateRequest((folder,), write=True, framework=small))
    ]
    framework = load_framework(small)
    assert not load_assessment(folder, framework).past
    assert not is_read(framework)


@pytest.mark.parametrize("name", [path.name for path in PROVIDERS.iterdir() if path.is_dir()])
def test_an_example_has_an_earlier_version_read_if_a_ruling_on_it_names_one(name: str) -> None:
    load_framework(QUESTIONNAIRES)
    framework = load_framework(QUESTIONNAIRES)
    review = REVIEWS / f"{name}.yaml"
    said = review.read_text("utf-8") if review.exists() else ""
    named = re.findall(r"framework: \W?(dp-six [\d.]+)", said)
    load_records(REVIEWS, load_assessment(PROVIDERS / name, framework), framework)
    assert is_read(framework) == any(edition != framework.edition for edition in named)


@pytest.mark.parametrize("place", ["migrations", "releases"])
def test_a_changed_file_of_an_earlier_version_is_read(place: str, small: Path, home: Path) -> None:
    load_framework(small)
    (path,) = (small / place).iterdir()
    path.write_text("{", "utf-8")
    with pytest.raises(InvalidInputError):
        load_framework(small)
    path.unlink()
    assert len(list(home.iterdir())) == 1


@pytest.mark.parametrize("other", [b"", b"{}", b"[{}]", b"[" * 9999, b"\xff"])
def test_kept_versions_that_are_foreign_are_passed_over(
    other: bytes, small: Path, home: Path
) -> None:
    first = load_framework(small)
    path = only(home)
    head, own, _ = path.read_bytes().split(b"\n")
    body = own + b"\n" + other
    digest = sha256(body).hexdigest().encode()
    path.write_bytes(
        re.sub(rb'"content":"[^"]+"', b'"content":"' + digest + b'"', head) + b"\n" + body
    )
    second = load_framework(small)
    assert not is_read(second)
    assert second.history == first.history


def test_a_changed_file_is_read(tiny: Path, home: Path) -> None:
    before = load_framework(tiny)
    file = tiny / "framework.yaml"
    text = re.sub(r"(?m)^version: .*$", 'version: "9.9.9"', file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    assert load_framework(tiny).version == "9.9.9" != before.version
    file.write_text("a: [", "utf-8")
    with pytest.raises(InvalidInputError):
        load_framework(tiny)
    assert len(list(home.iterdir())) == 2


def foreign(raw: bytes) -> list[bytes]:
    """What may lie where a framework was kept."""
    head, _, body = raw.partition(b"\n")
    own = sha256(body).hexdigest().encode()

    def signed(other: bytes) -> bytes:
        return head.replace(own, sha256(other).hexdigest().encode()) + b"\n" + other

    return [
        *(b"", b"\n", b"{}", b"\x80\x04.", raw[:-1], raw[: len(raw) // 2], body),
        raw.replace(b'"weight":', b'"weihgt":', 1),
        raw.replace(head[10:74], b"0" * 64, 1),
        *(signed(other) for other in (b"", b"[]", b"null", b"{}", b"[" * 9999, b"\xff")),
        signed(body.replace(b'"id":"', b'"id":" /', 1)),
    ]


def test_what_is_damaged_or_foreign_is_passed_over_and_replaced(tiny: Path, home: Path) -> None:
    expected = load_framework(tiny)
    path = only(home)
    raw = path.read_bytes()
    for other in foreign(raw):
        path.write_bytes(other)
        assert load_framework(tiny) == expected
        assert only(home).read_bytes() == raw


def test_what_was_kept_of_other_files_is_not_taken_for_these(tiny: Path, home: Path) -> None:
    load_framework(ROOT / "questionnaires")
    other = only(home)
    expected = read_framework(tiny).framework
    key = cache.key_of(tiny)
    other.rename(home / f"{key}.jsonl")
    assert load_framework(tiny) == expected


def test_a_folder_in_the_place_of_the_file(tiny: Path, home: Path) -> None:
    expected = load_framework(tiny)
    path = only(home)
    path.unlink()
    path.mkdir()
    assert load_framework(tiny) == expected


def test_where_nothing_can_be_written_nothing_is(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    for place in (tmp_path / "file", tmp_path / "no" / "such" / "home", Path("relative")):
        monkeypatch.setenv("XDG_CACHE_HOME", str(place))
        monkeypatch.chdir(tmp_path)
        assert load_framework(tiny) == read_framework(tiny).framework
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "tiny"]


def test_a_folder_that_others_write_into_is_left_alone(tiny: Path, home: Path) -> None:
    load_framework(tiny)
    home.chmod(0o777)
    path = only(home)
    path.write_bytes(b"x")
    load_framework(tiny)
    assert path.read_bytes() == b"x"


def test_the_folder_does_not_grow_without_end(tiny: Path, home: Path) -> None:
    for number in range(cache.MOST_KEPT + 3):
        (tiny / "more.yaml").write_text(f"a: {number}\n", "utf-8")
        load_framework(tiny)
    assert len(list(home.iterdir())) == cache.MOST_KEPT


def test_a_directory_of_very_many_files_is_only_read(tiny: Path, home: Path) -> None:
    for number in range(cache.MOST_FILES):
        (tiny / f"more{number}.yaml").write_text("", "utf-8")
    assert cache.key_of(tiny) is None
    assert load_framework(tiny) == read_framework(tiny).framework
    assert not home.exists()
