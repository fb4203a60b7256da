"""The bundle: all that a report comes from in one file, the same bytes for the same inputs.

A zip whose entries are stored, not compressed: no library's version shows in it, and nothing in it
can swell when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Annotated, Literal
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pydantic import Field, TypeAdapter, ValidationError

from dpcap.errors import InvalidInputError
from dpcap.intake.bundled_records import parse_records
from dpcap.intake.content import FileContent
from dpcap.intake.decision import parse_decision
from dpcap.intake.files import Texts
from dpcap.intake.folder_snapshot import FolderSnapshot
from dpcap.intake.gates import parse_gates
from dpcap.intake.history import with_history_in
from dpcap.intake.inventory import FolderInventory
from dpcap.intake.layout import (
    ANSWERS_FILE,
    CONFLICTS_FILE,
    KPIS_FILE,
    PROVIDER_FILE,
    SUBMISSION_FILE,
)
from dpcap.intake.model_errors import refusal
from dpcap.intake.snapshot_assessment import load_snapshot
from dpcap.intake.stored_framework import parse_framework
from dpcap.model.base import Day, Digest, Frozen, Id
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.manager import ManagerRecords
from dpcap.model.migration import history_json
from dpcap.model.profile import Profile
from dpcap.model.two_languages import TwoLanguages
from dpcap.scoring.profile_check import check_profile
from dpcap.verify.sources import ReportSources, SourceChoices
from dpcap.verify.strict_json import made
from dpcap.version import __version__

BUNDLE_SCHEMA: Literal["dpcap/bundle/2"] = "dpcap/bundle/2"
MANIFEST, FRAMEWORK, HASHES = "manifest.json", "framework.json", "evidence.json"
RECORDS, GATES, BASELINE, DECISION = "records.json", "gates.json", "baseline.json", "decision.yaml"
HISTORY = "history.json"
FOLDER = "folder/"

CHANGED = TwoLanguages("{name} 与清单上的校验码不符", "{name} is not what the manifest says")
_UNSOUND = TwoLanguages("{name} 内容不合规", "what {name} holds is not sound")

# The first moment that a zip can tell.
_ALWAYS = (1980, 1, 1, 0, 0, 0)


class BundleManifest(Frozen):
    """What a bundle is of, how it was scored, and the SHA-256 (hex) of each of its files.

    `inputs` is the digest of the provider's folder, `gates` that of the gates with the waivers of
    all providers; in the bundle stand the provider's own.
    """

    schema_: Annotated[Literal["dpcap/bundle/2"], Field(alias="schema")]
    engine: str
    provider: str
    framework: Digest
    inputs: Digest
    as_of: Day
    role: Id | None = None
    core: bool = False
    gates: Digest | None = None
    files: dict[str, Digest]

    @property
    def choices(self) -> SourceChoices:
        """How the provider is scored."""
        return SourceChoices(self.as_of, self.role, self.core)


class BundleRoot(Frozen):
    """A folder of evidence: what files there are, what was seen of some, where each link ends.

    Of a file that was looked at: its size, SHA-256, how much it says, whether it is a pointer, and
    the hashes of other line ends.
    """

    names: tuple[str, ...]
    files: dict[str, FileContent]
    links: dict[str, str | None]


_ROOTS = TypeAdapter(Annotated[tuple[BundleRoot, ...], Field(min_length=1)])


@dataclass(frozen=True)
class Bundle:
    """A bundle: its manifest, and its other files by name."""

    manifest: BundleManifest
    files: Mapping[str, bytes]


def make_bundle(
    snapshot: FolderSnapshot, sources: ReportSources, choices: SourceChoices, decision: bytes | None
) -> bytes:
    """The bundle of a folder in *snapshot*, of which *sources* are made, to be scored by *choices*.

    *decision* is the file of the decision. The folder is sound: every text is there.
    """
    provider = sources.assessment.provider.id
    files = {FRAMEWORK: sources.framework.json_text.encode(), HASHES: _hashes(snapshot)}
    if sources.framework.has_history:
        files[HISTORY] = history_json(sources.framework)
    for path, text in snapshot.texts.files.items():
        if isinstance(text, bytes):
            files[FOLDER + path] = text
    if sources.records is not None:
        held = sources.records.model_dump_json(exclude_defaults=True, by_alias=True)
        files[RECORDS] = held.encode()
    if sources.gates is not None:
        own = _with_own_waivers(sources.gates, provider)
        files[GATES] = own.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    files |= {BASELINE: sources.baseline} if sources.baseline is not None else {}
    files |= {DECISION: decision} if decision is not None else {}
    manifest = BundleManifest(
        schema_=BUNDLE_SCHEMA,
        engine=__version__,
        provider=provider,
        framework=sources.framework.digest,
        inputs=snapshot.digest,
        as_of=choices.as_of or sources.assessment.assessed_on,
        role=choices.role,
        core=choices.core,
        gates=sources.gates_digest if sources.gates else None,
        files={name: sha256(files[name]).hexdigest() for name in sorted(files)},
    )
    head = manifest.model_dump_json(by_alias=True, exclude_defaults=True, indent=2).encode()
    return _zipped({MANIFEST: head, **files})


def sources_in(bundle: Bundle, own: Framework | None, shown: str) -> ReportSources:
    """What *bundle* holds, ready to be scored; *shown* names it in messages.

    All of it may have been written by anybody, and is checked as what one has written oneself.
    *own*: a framework to use if it is the one the bundle names. Raises InvalidInputError.
    """
    files, manifest = bundle.files, bundle.manifest
    if own is None or own.digest != manifest.framework or not _same_history(bundle, own):
        own = _framework(bundle, shown)
    assessment = load_snapshot(_snapshot(bundle, shown), own)
    if assessment.provider.id != manifest.provider:
        raise damaged(shown, CHANGED, name=MANIFEST)
    decision = files.get(DECISION)
    return ReportSources(
        framework=own,
        assessment=assessment,
        records=_records(bundle, own, shown),
        gates=_gates(bundle, own, shown),
        gates_digest=manifest.gates,
        baseline=_baseline(bundle, own, shown),
        decision=None
        if decision is None
        else parse_decision(decision, f"{shown}/{DECISION}", manifest.provider),
    )


def _same_history(bundle: Bundle, own: Framework) -> bool:
    """Whether *own* has the earlier versions that answers in *bundle* are read through."""
    return bundle.files.get(HISTORY) == (history_json(own) if own.has_history else None)


def _framework(bundle: Bundle, shown: str) -> Framework:
    try:
        framework = parse_framework(bundle.files[FRAMEWORK], FRAMEWORK)
    except InvalidInputError as error:
        raise _unsound(error, shown, FRAMEWORK) from error
    if framework.digest != bundle.manifest.framework:
        raise damaged(shown, CHANGED, name=FRAMEWORK)
    raw = bundle.files.get(HISTORY)
    try:
        return framework if raw is None else with_history_in(raw, framework, HISTORY)
    except InvalidInputError as error:
        raise _unsound(error, shown, HISTORY) from error


def _gates(bundle: Bundle, framework: Framework, shown: str) -> Gates | None:
    raw = bundle.files.get(GATES)
    try:
        return None if raw is None else parse_gates(raw, framework, GATES)
    except InvalidInputError as error:
        raise _unsound(error, shown, GATES) from error


def _records(bundle: Bundle, framework: Framework, shown: str) -> ManagerRecords | None:
    raw, provider = bundle.files.get(RECORDS), bundle.manifest.provider
    try:
        return None if raw is None else parse_records(raw, RECORDS, provider, framework)
    except InvalidInputError as error:
        raise _unsound(error, shown, RECORDS) from error


def _baseline(bundle: Bundle, framework: Framework, shown: str) -> bytes | None:
    """The earlier profile, which may be of another framework."""
    raw = bundle.files.get(BASELINE)
    if raw is None:
        return None
    try:
        earlier = made(Profile, raw.decode(errors="replace"), BASELINE)
        if earlier.framework.digest == framework.digest:
            check_profile(earlier, framework, BASELINE)
    except InvalidInputError as error:
        raise _unsound(error, shown, BASELINE) from error
    return raw


def _unsound(error: InvalidInputError, shown: str, name: str) -> InvalidInputError:
    """The error for the part *name* of a bundle, in which *error* turned up."""
    cause = error.__cause__
    told = refusal(cause, shown) if isinstance(cause, ValidationError) else None
    return InvalidInputError([told]) if told else damaged(shown, _UNSOUND, name=name)


def damaged(shown: str, problem: TwoLanguages, **values: str) -> InvalidInputError:
    """The error for a bundle, called *shown*, that holds what dpcap does not write."""
    params: dict[str, str | int | float] = dict(problem.fill(values).params)
    return InvalidInputError([Finding(code="DP614", file=shown, params=params)])


def _snapshot(bundle: Bundle, shown: str) -> FolderSnapshot:
    inside = {
        name.removeprefix(FOLDER): raw
        for name, raw in bundle.files.items()
        if name.startswith(FOLDER)
    }
    texts: dict[str, bytes] = {name: inside[name] for name in _in_order(inside)}
    try:
        roots = _ROOTS.validate_json(bundle.files[HASHES])
    except ValidationError as error:
        raise damaged(shown, _UNSOUND, name=HASHES) from error
    folders = tuple(FolderInventory(root.names, root.files, root.links) for root in roots)
    return FolderSnapshot(Texts(shown, texts), folders, bundle.manifest.inputs)


def _in_order(names: Mapping[str, bytes]) -> Iterator[str]:
    """The names of a folder's texts in the order in which they are read."""
    last = {PROVIDER_FILE: 0, ANSWERS_FILE: 1, KPIS_FILE: 3, CONFLICTS_FILE: 4, SUBMISSION_FILE: 5}
    return iter(sorted(names, key=lambda name: (last.get(name, 2), name)))


def _hashes(snapshot: FolderSnapshot) -> bytes:
    roots = tuple(
        BundleRoot(names=one.names, files=dict(one.files), links=dict(sorted(one.links.items())))
        for one in snapshot.folders
    )
    return _ROOTS.dump_json(roots, indent=1, exclude_defaults=True)


def _with_own_waivers(gates: Gates, provider: str) -> Gates:
    """*gates* without the waivers of other providers: whose they are is nobody's business here."""
    fields = {name: getattr(gates, name) for name in type(gates).model_fields}
    own = tuple(one for one in gates.waivers if one.provider == provider)
    return type(gates).model_validate({**fields, "waivers": own})


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, _ALWAYS)
            entry.create_system = 3  # whatever the machine is
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return made.getvalue()
