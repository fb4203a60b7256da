"""Sign-off: what is recorded, what is refused, and what a reader learns of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from dpcap import Configuration, ProviderRequest
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.folder import load_assessment
from dpcap.intake.framework import load_framework
from dpcap.model.assessment import Assessment
from dpcap.model.base import LANGUAGES, Language
from dpcap.model.framework import Framework
from dpcap.model.profile import Profile
from dpcap.model.submission import SignOff
from dpcap.report.audience import find_audience, redact
from dpcap.report.context import PageContext
from dpcap.report.paths import own_reports
from dpcap.report.sanitize import plain
from dpcap.report.view_page_one import foot, who
from dpcap.report.words import load_words
from dpcap.scoring.case import make_case
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.score import profile_of
from dpcap.workflow.lint import LintRequest, lint_paths
from dpcap.workflow.submit import SubmitRequest, SubmittedFolder, submit_folder
from folders import ASSESSED, TINY, make_folder
from versions import BEFORE, both, write_folder

DAY = date(2026, 11, 24)
HERE = Configuration()
CONFLICT = """schema: dpcap/conflicts/1
conflicts:
  - node: WRK-1.1
    field: value
    values:
      - {value: "1", who: 甲, sheet: a}
      - {value: "0", who: 乙, sheet: b}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "acme")


@pytest.fixture(scope="module")
def tiny() -> Framework:
    return load_framework(TINY)


def submit(folder: Path, by: str = "张三", on: date = DAY, title: str | None = None):
    asked = ProviderRequest(folder, framework=TINY)
    return submit_folder(SubmitRequest(asked, by, on, title), HERE)


def change(folder: Path, old: str = "weekly", new: str = "never") -> None:
    path = folder / "answers.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def read(folder: Path, framework: Framework) -> Assessment:
    return load_assessment(folder, framework)


def scored(folder: Path, framework: Framework) -> Profile:
    return profile_of(make_case(framework, read(folder, framework)))


def told(profile: Profile, framework: Framework, language: Language, audience: str) -> str:
    """Where page one speaks of the sign-off: the day of the answers, and the foot."""
    reader = find_audience(own_reports(), audience)
    words = load_words(own_reports(), language, wording=framework.wording)
    ctx = PageContext(redact(profile, framework, reader), framework, words, reader)
    return f"{who(ctx).dates[0].value} | {foot(ctx)[0]}"


def test_the_person_the_day_and_the_digest_are_recorded(folder: Path, tiny: Framework) -> None:
    unsigned = read(folder, tiny)
    assert unsigned.submission is None
    done = submit(folder, title="总经理")
    assert done.written == folder / "submission.yaml"
    one = read(folder, tiny)
    signed = one.submission
    assert signed is not None
    assert (signed.by, signed.title, signed.on) == ("张三", "总经理", DAY)
    assert (signed.framework, signed.changed) == (tiny.edition, False)
    assert signed.digest == one.digest == unsigned.digest
    assert one.findings == unsigned.findings


def test_what_has_not_changed_is_not_signed_again(folder: Path) -> None:
    first = submit(folder, title="总经理")
    before = (folder / "submission.yaml").read_bytes()
    again = submit(folder, on=DAY + timedelta(days=3))
    assert again == SubmittedFolder(first.submission, None)
    assert (folder / "submission.yaml").read_bytes() == before


def test_comments_and_order_are_no_change(folder: Path, tiny: Framework) -> None:
    submit(folder)
    path = folder / "answers.yaml"
    head, answers = path.read_text("utf-8").split("answers:\n")
    lines = answers.splitlines()
    moved = [*lines[-2:], *lines[:-2], "# 查过"]
    path.write_text(f"{head}answers:\n" + "\n".join(moved) + "\n", encoding="utf-8")
    kpis = folder / "kpis.csv"
    kpis.write_text(kpis.read_text("utf-8").replace("\n", "\n\n", 1), encoding="utf-8")
    assert read(folder, tiny).submission.changed is False  # type: ignore[union-attr]
    assert submit(folder).written is None


def test_a_change_is_told_until_it_is_signed(folder: Path, tiny: Framework) -> None:
    submit(folder)
    change(folder)
    one = read(folder, tiny)
    assert one.submission is not None
    assert one.submission.changed
    found = lint_paths(LintRequest((folder,), TINY), HERE)
    (note,) = (each for each in found if each.code == "DP940")
    assert (note.severity, note.line) == ("note", 5)
    assert str(note.file).endswith("submission.yaml")
    assert submit(folder, by="李四", on=DAY + timedelta(days=1)).written
    now = read(folder, tiny).submission
    assert now is not None
    assert (now.by, now.changed) == ("李四", False)
    assert (folder / "submission.yaml").read_text("utf-8").count("digest:") == 2


def test_going_back_to_what_was_signed_is_no_change(folder: Path, tiny: Framework) -> None:
    submit(folder)
    change(folder)
    change(folder, "never", "weekly")
    assert read(folder, tiny).submission.changed is False  # type: ignore[union-attr]


def test_a_lost_file_of_evidence_is_a_change(folder: Path, tiny: Framework) -> None:
    submit(folder)
    (folder / "evidence" / "roster.txt").unlink()
    assert read(folder, tiny).submission.changed  # type: ignore[union-attr]


def test_another_person_signs_too(folder: Path, tiny: Framework) -> None:
    submit(folder)
    assert submit(folder, by="李四").written
    assert read(folder, tiny).submission.by == "李四"  # type: ignore[union-attr]


def test_errors_are_refused_with_the_way_out(folder: Path) -> None:
    change(folder, "weekly", "yearly")
    with pytest.raises(InvalidInputError) as caught:
        submit(folder)
    *errors, last = caught.value.findings
    assert errors
    assert (last.code, last.params["count"]) == ("DP941", len(errors))
    assert "dpcap lint" in last.message("zh")
    assert not (folder / "submission.yaml").exists()


def test_open_conflicts_are_refused_with_the_way_out(folder: Path) -> None:
    (folder / "conflicts.yaml").write_text(CONFLICT, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        submit(folder)
    (found,) = caught.value.findings
    assert (found.code, found.params["count"]) == ("DP942", 1)
    assert [(one.code, one.line) for one in caught.value.beside] == [("DP878", 3)]
    assert not (folder / "submission.yaml").exists()


def test_a_conflict_that_opens_later_is_a_change(folder: Path, tiny: Framework) -> None:
    submit(folder)
    (folder / "conflicts.yaml").write_text(CONFLICT, encoding="utf-8")
    assert read(folder, tiny).submission.changed  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("by", "on", "says"),
    [
        ("  ", DAY, "who signs"),
        ("长" * 301, DAY, "longer than 300"),
        ("张三", date.fromisoformat(ASSESSED) - timedelta(days=1), "lies before"),
    ],
)
def test_what_has_no_meaning_is_refused(folder: Path, by: str, on: date, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        submit(folder, by, on)
    assert not (folder / "submission.yaml").exists()


def test_the_days_of_sign_offs_go_forward(folder: Path) -> None:
    submit(folder)
    change(folder)
    with pytest.raises(UsageError, match=str(DAY)):
        submit(folder, on=DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("submission/1", "submission/7", "DP104"),
        ("digest: ", "digest: x", "DP104"),
        ("by: ", "bye: ", "DP106"),
        ("submissions:", "submissions: [", "DP101"),
    ],
)
def test_a_damaged_record_is_an_error_with_its_place(
    folder: Path, old: str, new: str, code: str
) -> None:
    submit(folder)
    path = folder / "submission.yaml"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    found = lint_paths(LintRequest((folder,), TINY), HERE)
    assert code in [one.code for one in found]
    assert all(str(one.file).endswith("submission.yaml") and one.line for one in found)
    with pytest.raises(InvalidInputError):
        submit(folder, by="李四")


def test_names_are_kept_as_typed(folder: Path, tiny: Framework) -> None:
    for by in ("yes", "12", "a: b # c", '"甲"', "é{}[]&*"):
        submit(folder, by=f" {by} ", title=by)
        signed = read(folder, tiny).submission
        assert signed is not None
        assert (signed.by, signed.title) == (by, by)


def test_a_profile_keeps_it_and_is_scored_again(folder: Path, tiny: Framework) -> None:
    submit(folder)
    for changed in (False, True):
        profile = scored(folder, tiny)
        stored = Profile.model_validate_json(profile.model_dump_json())
        assert stored.submission == read(folder, tiny).submission
        assert stored.submission is not None
        assert stored.submission.changed is changed
        assert profile_of(rebuild_case(tiny, stored)).submission == profile.submission
        if not changed:
            change(folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_one_says_how_it_stands(folder: Path, tiny: Framework, language: Language) -> None:
    zh = language == "zh"

    def says(audience: str = "applicant") -> str:
        return told(scored(folder, tiny), tiny, language, audience)

    assert ("未签交" if zh else "unsigned") in says()
    submit(folder, title="总经理")
    assert ("已签交" if zh else "signed off |") in says()
    assert ("（张三 2026-11-24 签交）" if zh else "张三") in plain(says())
    change(folder)
    changed = "2026-11-24 签交后有改动" if zh else ", changed since sign-off on 2026-11-24"
    assert changed in plain(says())


def test_a_sign_off_changes_no_digest(folder: Path, tmp_path: Path, tiny: Framework) -> None:
    plain_digest = read(folder, tiny).digest
    submit(folder)
    signed = read(folder, tiny)
    assert signed.model_copy(update={"submission": None}).digest == plain_digest == signed.digest
    assert signed.model_copy(update={"answers": {}}).digest != plain_digest
    old, new = both(tmp_path / "frameworks")
    other = write_folder(tmp_path / "lanxing")
    unsigned = [read(other, one).digest for one in (old, new)]
    asked = ProviderRequest(other, framework=tmp_path / "frameworks" / "new")
    submit_folder(SubmitRequest(asked, "张三", DAY), HERE)
    assert [read(other, one).digest for one in (old, new)] == unsigned
    assert unsigned[0] != unsigned[1]


def test_a_brand_never_learns_the_name_from_other_words(folder: Path, tiny: Framework) -> None:
    submit(folder, by="欧阳某某（负责人）、司徒某")
    profile = scored(folder, tiny)
    words = ("欧阳某某推荐的护肤", "司徒某")
    who_is = profile.provider.model_copy(update={"categories": words})
    reader = find_audience(own_reports(), "brand")
    seen = redact(profile.model_copy(update={"provider": who_is}), tiny, reader)
    assert "欧阳" not in seen.model_dump_json()
    assert "司徒" not in seen.model_dump_json()


def test_a_brand_never_learns_the_name(folder: Path, tiny: Framework) -> None:
    submit(folder, by="欧阳某某（负责人）、司徒某", title="总裁特助")
    profile = scored(folder, tiny)
    for audience, knows in (("brand", False), ("applicant", True), ("reviewer", True)):
        reader = find_audience(own_reports(), audience)
        seen = redact(profile, tiny, reader)
        text = json.dumps(seen.model_dump(mode="json"), ensure_ascii=False)
        assert ("欧阳" in text, "司徒" in text, "总裁特助" in text) == (knows,) * 3, audience
        assert seen.submission is not None
        assert seen.submission.on == DAY
    assert "2026-11-24" in told(profile, tiny, "zh", "brand")


# ── an older version of the framework ────────────────────────────────────────────────────────────


def test_it_holds_for_what_was_signed_whatever_version_is_in_force(tmp_path: Path) -> None:
    old, new = both(tmp_path / "frameworks")
    folder = write_folder(tmp_path / "lanxing")

    def submit_by(directory: str) -> SubmittedFolder:
        asked = ProviderRequest(folder, framework=tmp_path / "frameworks" / directory)
        return submit_folder(SubmitRequest(asked, "张三", DAY), HERE)

    done = submit_by("old")
    assert done.submission.framework == BEFORE
    for framework in (old, new):
        one = read(folder, framework)
        assert one.submission is not None
        assert (framework.edition, one.submission.changed) == (framework.edition, False)
        profile = profile_of(make_case(framework, one))
        assert profile.submission == one.submission
    assert submit_by("new") == SubmittedFolder(done.submission, None)
    later = profile_of(make_case(old, read(folder, old)))
    assert rebuild_case(new, later).assessment.submission == done_as_held(done)
    change(folder, "note: 每天都做", "note: 每周都做")
    for framework in (old, new):
        assert read(folder, framework).submission.changed  # type: ignore[union-attr]
    again = submit_by("new")
    assert again.submission.framework == BEFORE
    assert read(folder, old).submission == done_as_held(again)


def done_as_held(done: SubmittedFolder) -> SignOff:
    return SignOff.held(done.submission, done.submission.digest)
