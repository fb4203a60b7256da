"""Baselines: an earlier output folder, and the same folders at a revision, out of real git."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pytest

from dpcap.batch.baseline import BaselineError, FolderBaseline
from dpcap.batch.earlier_profile import read_earlier
from dpcap.batch.git_baseline import GitBaseline, SettingsInForce
from dpcap.errors import InvalidInputError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.intake.records import load_records
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.report.formats import profile_json
from dpcap.scoring.case import make_case
from dpcap.scoring.score import profile_of
from locations import PROVIDERS, QUESTIONNAIRES, REVIEWS

NAMES = ("lanxing", "guoqi", "haidao-cross")


@lru_cache
def shipped() -> Framework:
    return load_framework(QUESTIONNAIRES)


def git(folder: Path, *args: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    done = subprocess.run(
        ["git", *who, *args], cwd=folder, env=clean, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(top: Path) -> str:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "state")
    return git(top, "rev-parse", "HEAD")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with some examples, their reviews and the framework, all committed."""
    here = tmp_path / "仓库 one"
    for name in NAMES:
        shutil.copytree(PROVIDERS / name, here / "providers" / name)
    shutil.copytree(REVIEWS, here / "reviews")
    shutil.copytree(QUESTIONNAIRES, here / "framework")
    git(here, "init", "--quiet", "--initial-branch=main")
    commit(here)
    return here


def in_force(top: Path, **more: object) -> SettingsInForce:
    known = {"framework_dir": top / "framework", "reviews": top / "reviews"}
    return SettingsInForce((top / "providers",), shipped(), **{**known, **more})  # type: ignore[arg-type]


@pytest.fixture
def opened() -> Iterator[list[GitBaseline]]:
    made: list[GitBaseline] = []
    yield made
    for one in made:
        one.close()


def scored(folder: Path, reviews: Path | None = None, as_of: date | None = None) -> bytes:
    assessment = load_assessment(folder, shipped())
    records = load_records(reviews, assessment, shipped()) if reviews else None
    case = make_case(shipped(), assessment, as_of=as_of, records=records)
    return profile_json(profile_of(case)).encode()


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def stripped(raw: bytes | None) -> Profile:
    assert raw is not None
    return Profile.model_validate_json(raw)


def test_the_revision_is_scored_and_not_what_lies_there_now(
    top: Path, opened: list[GitBaseline]
) -> None:
    then = {name: scored(PROVIDERS / name, REVIEWS) for name in NAMES}
    edit(top / "framework" / "framework.yaml", "traffic: 18", "traffic: 28")
    shutil.rmtree(top / "reviews")
    shutil.rmtree(top / "providers" / "guoqi")
    for path in (top / "providers" / "lanxing").rglob("*"):
        if path.is_file() and path.name != "provider.yaml":
            path.write_bytes(b"")
    baseline = GitBaseline("HEAD", in_force(top))
    opened.append(baseline)
    for name in NAMES:
        assert baseline.profile_of(name) == then[name]
    assert baseline.profile_of("nobody") is None
    assert baseline.profile_of("../lanxing") is None
    assert baseline.found == []


def test_what_lies_outside_the_repository_is_taken_as_it_is(
    top: Path, opened: list[GitBaseline]
) -> None:
    baseline = GitBaseline("main", in_force(top, framework_dir=None, reviews=REVIEWS))
    opened.append(baseline)
    assert baseline.profile_of("lanxing") == scored(PROVIDERS / "lanxing", REVIEWS)


def test_the_day_is_that_of_the_gates_then(top: Path, opened: list[GitBaseline]) -> None:
    gates = top / "gates.yaml"
    gates.write_text("review_on: 2027-01-05\n", encoding="utf-8")
    commit(top)
    gates.write_text("review_on: 2030-01-05\n", encoding="utf-8")
    baseline = GitBaseline("HEAD", in_force(top, gates=gates, day=date(2029, 1, 1)))
    before = GitBaseline("HEAD~1", in_force(top, gates=gates, day=date(2029, 1, 1)))
    early = GitBaseline("HEAD", in_force(top, day=date(2020, 1, 1)))
    opened += [baseline, before, early]
    day = {one: stripped(one.profile_of("guoqi")) for one in (baseline, before, early)}
    assert str(day[baseline].as_of) == "2027-01-05"
    assert str(day[before].as_of) == "2029-01-01"
    assert day[early].as_of == day[early].assessed_on


def test_a_framework_that_cannot_be_read_any_more_gives_way(
    top: Path, opened: list[GitBaseline]
) -> None:
    edit(top / "framework" / "framework.yaml", "schema: dpcap/framework/1", "schema: older/0")
    commit(top)
    edit(top / "framework" / "framework.yaml", "schema: older/0", "schema: dpcap/framework/1")
    baseline = GitBaseline("HEAD", in_force(top))
    opened.append(baseline)
    assert [found.code for found in baseline.found] == ["DP756"]
    assert "framework.yaml" in baseline.found[0].message("en")
    assert baseline.profile_of("lanxing") == scored(PROVIDERS / "lanxing", REVIEWS)


def test_a_folder_that_was_invalid_or_double_has_no_earlier_profile(
    top: Path, opened: list[GitBaseline]
) -> None:
    first = next((top / "providers" / "lanxing" / "answers").glob("*.yaml"))
    first.write_text("schema: [", encoding="utf-8")
    shutil.copytree(top / "providers" / "guoqi", top / "providers" / "deep" / "again")
    shutil.copytree(top / "providers" / "haidao-cross", top / "providers" / ".hidden")
    inside = top / "providers" / "haidao-cross" / "evidence" / "x"
    shutil.copytree(PROVIDERS / "haidao-cross", inside)
    commit(top)
    baseline = GitBaseline("HEAD", in_force(top))
    opened.append(baseline)
    assert baseline.profile_of("lanxing") is None
    assert [found.code for found in baseline.found] == ["DP757"]
    assert baseline.profile_of("guoqi") is None
    assert baseline.profile_of("haidao-cross") is not None


def test_a_single_folder_may_be_the_root_of_its_repository(
    tmp_path: Path, opened: list[GitBaseline]
) -> None:
    folder = tmp_path / "lanxing"
    shutil.copytree(PROVIDERS / "lanxing", folder)
    git(folder, "init", "--quiet")
    commit(folder)
    baseline = GitBaseline("HEAD", SettingsInForce((folder,), shipped()))
    opened.append(baseline)
    assert baseline.profile_of("lanxing") == scored(folder)


def test_evidence_kept_apart_comes_from_the_revision_too(
    top: Path, opened: list[GitBaseline]
) -> None:
    store = top / "store" / "lanxing"
    store.mkdir(parents=True)
    shutil.move(top / "providers" / "lanxing" / "evidence", store / "evidence")
    commit(top)
    shutil.rmtree(store)
    baseline = GitBaseline("HEAD", in_force(top, evidence_root=top / "store", reviews=None))
    opened.append(baseline)
    assert baseline.profile_of("lanxing") == scored(PROVIDERS / "lanxing")


def test_links_and_large_files_kept_elsewhere(top: Path, opened: list[GitBaseline]) -> None:
    """A link inside counts, one that leads out does not; a pointer stands for what it names."""
    folder = top / "providers" / "lanxing" / "evidence"
    outside = top / "outside.csv"
    first, second, third = sorted(path for path in folder.iterdir())[:3]
    digest = sha256(first.read_bytes()).hexdigest()
    size = first.stat().st_size
    first.write_text(
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n"
    )
    second.rename(folder / "moved")
    second.symlink_to("moved")
    third.rename(outside)
    third.symlink_to("../../../outside.csv")
    commit(top)
    baseline = GitBaseline("HEAD", in_force(top))
    opened.append(baseline)
    assert baseline.profile_of("lanxing") is None
    assert "DP112" in baseline.found[0].message("en")
    third.unlink()
    outside.rename(third)
    commit(top)
    whole = GitBaseline("HEAD", in_force(top))
    opened.append(whole)
    assert whole.profile_of("lanxing") == scored(PROVIDERS / "lanxing", REVIEWS)


def test_nothing_of_the_repository_is_run(
    top: Path, opened: list[GitBaseline], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not its filters, hooks, monitors or replacements; the environment leads nowhere else."""
    mark = top.parent / "ran"
    (top / ".gitattributes").write_text("* filter=bad export-ignore\n")
    commit(top)
    hook = top / "hook"
    hook.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    hook.chmod(0o755)
    for name in ("filter.bad.smudge", "filter.bad.process", "core.fsmonitor", "core.pager"):
        git(top, "config", name, f"'{hook}'")
    hooks = top / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        shutil.copy(hook, hooks / name)
    git(top, "config", "core.hooksPath", str(hooks))
    other = top.parent / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    mark.unlink(missing_ok=True)
    baseline = GitBaseline("HEAD", in_force(top))
    opened.append(baseline)
    assert baseline.profile_of("lanxing") == scored(PROVIDERS / "lanxing", REVIEWS)
    assert not mark.exists()


@pytest.mark.parametrize("rev", ["nowhere", "", "--output=x", "HEAD:providers", "HEAD\n", "0" * 40])
def test_no_such_revision(top: Path, rev: str) -> None:
    with pytest.raises(BaselineError) as raised:
        GitBaseline(rev, in_force(top))
    assert raised.value.finding.code == "DP753"
    assert not (top / "x").exists()


def test_no_repository_and_two_of_them(top: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    with pytest.raises(BaselineError) as none:
        GitBaseline("HEAD", SettingsInForce((bare,), shipped()))
    assert none.value.finding.code == "DP752"
    with pytest.raises(BaselineError) as nothing:
        GitBaseline("HEAD", SettingsInForce((), shipped()))
    assert nothing.value.finding.code == "DP752"
    git(bare, "init", "--quiet")
    with pytest.raises(BaselineError) as two:
        GitBaseline("HEAD", SettingsInForce((top / "providers", bare), shipped()))
    assert two.value.finding.code == "DP754"


def test_no_git(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(top))
    with pytest.raises(BaselineError) as raised:
        GitBaseline("HEAD", in_force(top))
    assert raised.value.finding.code == "DP755"


def test_an_earlier_output_folder(tmp_path: Path) -> None:
    raw = scored(PROVIDERS / "guoqi")
    (tmp_path / "guoqi").mkdir()
    (tmp_path / "guoqi" / "profile.json").write_bytes(raw)
    (tmp_path / "profile.json").write_bytes(raw)
    baseline = FolderBaseline(tmp_path)
    assert baseline.profile_of("guoqi") == raw
    assert baseline.profile_of("other") is None
    assert baseline.profile_of("guoqi/../guoqi") is None
    assert baseline.profile_of(".") is None
    assert read_earlier(raw, "guoqi").provider.id == "guoqi"


def test_no_output_folder(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(BaselineError) as raised:
            FolderBaseline(place)
        assert raised.value.finding.code == "DP751"
    (tmp_path / "results.jsonl").touch()
    assert FolderBaseline(tmp_path).profile_of("guoqi") is None


def test_a_stored_profile_that_is_none_of_theirs() -> None:
    for raw in (b"", b"{}", b"\xff", scored(PROVIDERS / "lanxing")):
        with pytest.raises(InvalidInputError) as raised:
            read_earlier(raw, "guoqi")
        assert [found.code for found in raised.value.findings] == ["DP758"]


# ── a repository that is damaged ─────────────────────────────────────────────────────────────────


def damage(top: Path, oid: str) -> None:
    """Cut the object short, as a disk that failed does."""
    path = top / ".git" / "objects" / oid[:2] / oid[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:40])


def test_a_damaged_object_is_named_and_the_others_are_read(
    top: Path, opened: list[GitBaseline]
) -> None:
    listed = git(top, "ls-tree", "-r", "HEAD", "providers/guoqi").splitlines()
    answers = next(line.split()[2] for line in listed if "answers" in line)
    damage(top, answers)
    damage(top, git(top, "rev-parse", "HEAD:providers/haidao-cross/provider.yaml"))
    baseline = GitBaseline("HEAD", in_force(top))
    opened.append(baseline)
    assert [one.code for one in baseline.found] == ["DP814"]
    assert "haidao-cross" in baseline.found[0].message("en")
    for _ in range(2):
        with pytest.raises(BaselineError) as caught:
            baseline.profile_of("guoqi")
        assert caught.value.finding.code == "DP813"
        assert caught.value.finding.params["name"] == answers
    assert baseline.profile_of("lanxing") is not None
    assert baseline.profile_of("haidao-cross") is None


@pytest.mark.parametrize("what", ["HEAD", "HEAD^{tree}"])
def test_a_damaged_revision_is_no_baseline(top: Path, what: str) -> None:
    oid = git(top, "rev-parse", what)
    damage(top, oid)
    with pytest.raises(BaselineError) as caught:
        GitBaseline("HEAD", in_force(top))
    assert caught.value.finding.code == ("DP813" if what == "HEAD" else "DP755")
    assert oid in caught.value.finding.message("en")
