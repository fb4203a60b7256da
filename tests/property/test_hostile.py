"""Whatever is done to what dpcap reads from others, the outcome is one that the documents name."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, get_args
from zipfile import ZIP_STORED, ZipFile

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dpcap.cli.verify_json import as_json
from dpcap.cli.verify_out import as_text
from dpcap.errors import DpcapError, InvalidInputError
from dpcap.intake.folder_snapshot import pack
from dpcap.intake.folder_tree import LocalFolderTree
from dpcap.intake.framework import load_framework
from dpcap.intake.gates import load_gates
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.model.framework import Framework
from dpcap.model.keyring import IssuerKey
from dpcap.model.manager import ManagerFacts, ManagerRecords
from dpcap.model.profile import Profile
from dpcap.model.review import AnswerRuling, EvidenceRuling, Review
from dpcap.model.seen_today import seen_answer, seen_file
from dpcap.report.canonical import canonical
from dpcap.report.compare.compared_profiles import ComparedProvider, sides_of
from dpcap.report.compare.formats import ComparisonAssets as Table
from dpcap.report.compare.formats import render_compare
from dpcap.report.diff import DiffInputs, render_diff
from dpcap.report.diff_view import DiffSide
from dpcap.report.formats import profile_json, render
from dpcap.report.paths import own_reports
from dpcap.scoring.change_attribution import change
from dpcap.scoring.rebuild_case import rebuild_case
from dpcap.scoring.sensitivity import full_profile, with_moves
from dpcap.verify.bundle import make_bundle, sources_in
from dpcap.verify.bundle_reader import read_bundle
from dpcap.verify.file_reading import report_in
from dpcap.verify.keys import fingerprint, head_of
from dpcap.verify.keys import signed as sealed_by
from dpcap.verify.letter import compared
from dpcap.verify.page import PageSettings
from dpcap.verify.seals import page_of, sealed_page
from dpcap.verify.sources import ReportSources, SourceChoices
from dpcap.verify.verdict import VerifyInputs, VerifyState, judge_report
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.stored_profiles import blaming, framework_for, read_profile
from folders import TINY, make_folder
from mutations import mutated, paths
from signed import ISSUER, KEY, SIGNED_ON, public

DAY = date(2026, 11, 24)
OUTCOMES = frozenset(get_args(VerifyState))
KEYS = (IssuerKey(fingerprint=fingerprint(public(KEY))),)
AUDIENCES = ("applicant", "reviewer", "brand")
RULES = {
    "schema": "dpcap/gates/1",
    "id": "ours",
    "title": {"zh": "规则", "en": "Rules"},
    "review_on": "2026-11-24",
    "rules": {
        "work": {
            "measure": "proved.work",
            "at_least": 10,
            "message": {"zh": "要做事", "en": "Work"},
        },
        "slide": {
            "measure": "change.overall.answers",
            "at_least": -5,
            "where": "role == 'doer' || true",
            "message": {"zh": "不退", "en": "No slide"},
        },
    },
}
seeds = st.integers(0, 2**32)


@lru_cache(maxsize=1)
def tiny() -> Framework:
    return load_framework(TINY)


@lru_cache(maxsize=1)
def sources() -> tuple[ReportSources, bytes]:
    """All there can be of a small provider, and its bundle."""
    framework = tiny()
    with TemporaryDirectory() as made:
        folder = make_folder(Path(made) / "acme")
        rules = Path(made) / "gates.yaml"
        rules.write_text(yaml.safe_dump(RULES), encoding="utf-8")
        gates = load_gates(rules, framework)
        snapshot, _ = pack(LocalFolderTree(folder))
        assessment = load_snapshot(snapshot, framework)
        ruled = {"by": "W", "on": DAY, "reason": "seen", "framework": framework.edition}
        piece = EvidenceRuling(**ruled, ruling="accepted", saw=seen_file(assessment.evidence["e1"]))
        answer = AnswerRuling(**ruled, ruling="verified", saw=seen_answer(assessment, "WRK-1.1"))
        review = Review(
            schema_="dpcap/review/2",
            provider="acme",
            evidence={"e1": piece},
            indicators={"WRK-1.1": answer},
        )
        facts = ManagerFacts.model_validate(
            {
                "schema": "dpcap/facts/1",
                "provider": "acme",
                "shops": {
                    "source": "s",
                    "on": "2026-11-20",
                    "bound": [{"platform_id": "1", "name": "one"}],
                },
            }
        )
        earlier = full_profile(
            rebuild_case(framework, ReportSources(framework, assessment).scored(SourceChoices())[0])
        )
        found = ReportSources(
            framework=framework,
            assessment=assessment,
            records=ManagerRecords(review=review, facts=facts),
            gates=gates,
            gates_digest=gates.digest,
            baseline=profile_json(earlier).encode(),
        )
        return found, make_bundle(snapshot, found, SourceChoices(DAY), None)


@lru_cache(maxsize=8)
def page(audience: str) -> tuple[str, Any]:
    """A report of the small provider, and its statement as data."""
    made, _ = sources()
    profile, standing = made.scored(SourceChoices(DAY))
    text = render(
        profile, made.framework, format="html", audience=audience, standing=standing, language="en"
    )
    found = report_in("report", text.encode())
    assert found is not None
    return text, json.loads(found.text)


def test_untouched_all_is_well() -> None:
    made, content = sources()
    for audience in AUDIENCES:
        text, data = page(audience)
        assert judged(text.encode(), made) == "same"
        assert judged(signed_anew(data), made) == "genuine"
    assert bundled(content) == "same"


def judged(raw: bytes, made: ReportSources) -> str:
    """The outcome for the report *raw*, or the code that it is refused with."""
    try:
        report = report_in("report", raw)
        if report is None:
            return "none"
        given = VerifyInputs(
            today=DAY, sources=made, keys=KEYS if report.seal else (), is_bundle=True
        )
        found = judge_report(report, given)
        alone = judge_report(report, VerifyInputs(today=DAY, assets=PageSettings(made.framework)))
        compared(["L5 86.9 予以准入"], report.said) if report.form != "profile" else None
    except InvalidInputError as error:
        return error.findings[0].code
    as_text([], [found, alone])
    as_json([], [found, alone])
    assert {found.outcome, alone.outcome} <= OUTCOMES
    return found.outcome


def signed_anew(data: Any) -> bytes:
    """A page with *data*, under a seal that holds: whoever has a key may sign anything."""
    text = canonical(data)
    head = head_of(KEY, ISSUER, SIGNED_ON)
    seal = sealed_by(head, page_of("json", text.encode()), text, KEY)
    made = sealed_page("json", text.encode(), seal)
    assert made is not None
    return made


@settings(max_examples=150)
@given(seeds, st.sampled_from(AUDIENCES), st.booleans())
def test_an_edited_report(seed: int, audience: str, sealed: bool) -> None:
    from dpcap.report.html import json_inside

    text, data = page(audience)
    changed = mutated(data, Random(seed))
    try:
        new = canonical(changed)
    except (ValueError, OverflowError):
        return  # it cannot stand in a report
    if sealed:
        raw = signed_anew(changed)
    else:
        raw = text.replace(json_inside(canonical(data)), json_inside(new)).encode()
    outcome = judged(raw, sources()[0])
    assert outcome in OUTCOMES or outcome.startswith("DP6") or outcome == "DP160"
    if changed != data and not sealed:
        assert outcome not in ("same", "genuine") or canonical(data) == new


@lru_cache(maxsize=1)
def members() -> dict[str, bytes]:
    with ZipFile(BytesIO(sources()[1])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def bundled(content: bytes) -> str:
    """The outcome for a report held against the bundle *content*, or the code of a refusal."""
    with TemporaryDirectory() as made:
        path = Path(made) / "acme.dpcap.zip"
        path.write_bytes(content)
        try:
            read = read_bundle(path)
            given = VerifyInputs(
                today=DAY,
                sources=sources_in(read, None, "acme.dpcap.zip"),
                choices=read.manifest.choices,
                is_bundle=True,
            )
            report = report_in("report", page("applicant")[0].encode())
            assert report is not None
            outcome = judge_report(report, given).outcome
        except InvalidInputError as error:
            return error.findings[0].code
        assert outcome in OUTCOMES
        return outcome


@settings(max_examples=150)
@given(seeds)
def test_an_edited_bundle(seed: int) -> None:
    """Its manifest fits again: whoever hands it over may have made it so."""
    random, files = Random(seed), dict(members())
    name = random.choice([one for one in files if not one.endswith(".csv")])
    data = json.loads(json.dumps(yaml.safe_load(files[name]), default=str))
    files[name] = json.dumps(mutated(data, random)).encode()
    if name != "manifest.json":
        manifest = json.loads(files["manifest.json"])
        if name == "framework.json":
            files[name] = as_loaded(files[name])
            manifest["framework"] = sha256(files[name]).hexdigest()
        every = {one: sha256(raw).hexdigest() for one, raw in files.items()}
        manifest["files"] = {one: found for one, found in every.items() if one != "manifest.json"}
        files["manifest.json"] = json.dumps(manifest).encode()
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for one, raw in files.items():
            archive.writestr(one, raw)
    outcome = bundled(made.getvalue())
    assert outcome in OUTCOMES or outcome.startswith("DP")


def as_loaded(raw: bytes) -> bytes:
    """A framework as the loader writes it, if it is one at all, so that its digest fits."""
    try:
        return Framework.model_validate_json(raw).json_text.encode()
    except ValueError:
        return raw


@lru_cache(maxsize=1)
def stored() -> tuple[str, str]:
    """The profile of the small provider, earlier and now."""
    made, _ = sources()
    profile, _ = made.scored(SourceChoices(DAY))
    assert made.baseline is not None
    return made.baseline.decode(), profile_json(profile)


def rendered(profile: Profile, other: Profile, framework: Framework) -> None:
    """All that `report`, `diff` and `compare` make of a stored profile."""
    moved = with_moves(framework, profile)
    for audience in AUDIENCES:
        for name in ("html", "md", "json", "terminal"):
            render(moved, framework, format=name, audience=audience)
    for before, after in ((profile, other), (other, profile)):
        found = change(before, "0" * 64, rebuild_case(framework, after), after)
        compared_profiles = (
            DiffSide(before, framework, whole=True),
            DiffSide(after, framework, whole=True),
        )
        render_diff(DiffInputs(found, *compared_profiles), "md", "zh", columns=100)
    sides_now = sides_of(
        [ComparedProvider(profile, framework), ComparedProvider(other, framework)],
        own_reports(),
        "en",
    )
    render_compare(sides_now, "html", Table(own_reports()))


@settings(max_examples=150)
@given(seeds)
def test_an_edited_profile(seed: int) -> None:
    before, now = stored()
    other, framework = Profile.model_validate_json(before), tiny()
    with TemporaryDirectory() as made:
        path = Path(made) / "profile.json"
        path.write_text(json.dumps(mutated(json.loads(now), Random(seed))), encoding="utf-8")
        assert exit_code(path, other, framework) in (0, 2, 3)


def exit_code(path: Path, other: Profile, framework: Framework) -> int:
    """What the commands that read the profile at *path* would exit with."""
    try:
        profile = read_profile(path)
        framework_for(profile, path, Configuration(), known=framework)
        with blaming((path, profile, framework)):
            rendered(profile, other, framework)
    except DpcapError as error:
        return error.exit_code
    return 0


def test_every_id_that_is_changed_is_told() -> None:
    """Each id and name of a thing in a profile, one after the other, and none breaks anything."""
    _, now = stored()
    data, framework = json.loads(now), tiny()
    ids = [
        path
        for path in paths(data)
        if path[-1] in ("id", "level", "rule", "area", "shop", "kind", "node", "code", "open")
        or (len(path) > 1 and path[-2] in ("nodes", "used_by", "evidence", "blocked"))
    ]
    assert len(ids) > 40
    for path in ids:
        changed = json.loads(now)
        *above, last = path
        holder = changed
        for step in above:
            holder = holder[step]
        holder[last] = "zz"
        with TemporaryDirectory() as made:
            file = Path(made) / "profile.json"
            file.write_text(json.dumps(changed), encoding="utf-8")
            found = exit_code(file, Profile.model_validate_json(now), framework)
            assert found in (0, 2, 3), path
