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

from dpcap import __version__
from dpcap.errors import InvalidInputError
from dpcap.intake.content import Content
from dpcap.intake.decision import parse_decision
from dpcap.intake.files import Texts
from dpcap.intake.inventory import Inventory
from dpcap.intake.layout import ANSWERS_FILE, KPIS_FILE, PROVIDER_FILE
from dpcap.intake.parcel import Parcel, load_parcel
from dpcap.intake.problems import refusal
from dpcap.model.base import Day, Digest, Frozen, Id
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.manager import ManagerRecords
from dpcap.verify.sources import Choices, Sources

BUNDLE_SCHEMA: Literal["dpcap/bundle/2"] = "dpcap/bundle/2"
MANIFEST, FRAMEWORK, HASHES = "manifest.json", "framework.json", "evidence.json"
RECORDS, GATES, BASELINE, DECISION = "records.json", "gates.json", "baseline.json", "decision.yaml"
FOLDER = "folder/"

# The first moment that a zip can tell.
_ALWAYS = (1980, 1, 1, 0, 0, 0)


class Manifest(Frozen):
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
    def choices(self) -> Choices:
        """How the provider is scored."""
        return Choices(self.as_of, self.role, self.core)


class Root(Frozen):
    """A folder of evidence: what files there are, what was seen of some, where each link ends.

    Of a file that was looked at: its size, SHA-256, how much it says, whether it is a pointer, and
    the hashes of other line ends.
    """

    names: tuple[str, ...]
    files: dict[str, Content]
    links: dict[str, str | None]


_ROOTS = TypeAdapter(tuple[Root, ...])


@dataclass(frozen=True)
class Bundle:
    """A bundle: its manifest, and its other files by name."""

    manifest: Manifest
    files: Mapping[str, bytes]


def make_bundle(
    parcel: Parcel, sources: Sources, choices: Choices, decision: bytes | None
) -> bytes:
    """The bundle of a folder in *parcel*, of which *sources* are made, to be scored by *choices*.

    *decision* is the file of the decision. The folder is sound: every text is there.
    """
    provider = sources.assessment.provider.id
    files = {FRAMEWORK: sources.framework.json_text.encode(), HASHES: _hashes(parcel)}
    for path, text in parcel.texts.files.items():
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
    manifest = Manifest(
        schema_=BUNDLE_SCHEMA,
        engine=__version__,
        provider=provider,
        framework=sources.framework.digest,
        inputs=parcel.digest,
        as_of=choices.as_of or sources.assessment.assessed_on,
        role=choices.role,
        core=choices.core,
        gates=sources.gates_digest if sources.gates else None,
        files={name: sha256(files[name]).hexdigest() for name in sorted(files)},
    )
    head = manifest.model_dump_json(by_alias=True, exclude_defaults=True, indent=2).encode()
    return _zipped({MANIFEST: head, **files})


def sources_in(bundle: Bundle, own: Framework | None, shown: str) -> Sources:
    """What *bundle* holds, ready to be scored; *shown* names it in messages.

    *own*: a framework to use if it is the one the bundle names. Raises InvalidInputError.
    """
    try:
        return _sources(bundle, own, shown)
    except ValidationError as error:
        params = {"problem_zh": "内容不合规", "problem_en": "what it holds is not sound"}
        unsound = Finding(code="DP614", file=shown, params=dict(params))
        raise InvalidInputError([refusal(error, shown) or unsound]) from error


def _sources(bundle: Bundle, own: Framework | None, shown: str) -> Sources:
    files, provider = bundle.files, bundle.manifest.provider
    if own is not None and own.digest == bundle.manifest.framework:
        framework = own
    else:
        framework = Framework.model_validate_json(files[FRAMEWORK])
    parcel = _parcel(bundle, shown)
    gates, records = files.get(GATES), files.get(RECORDS)
    return Sources(
        framework=framework,
        assessment=load_parcel(parcel, framework),
        records=ManagerRecords.model_validate_json(records) if records is not None else None,
        gates=Gates.model_validate_json(gates) if gates is not None else None,
        gates_digest=bundle.manifest.gates,
        baseline=files.get(BASELINE),
        decision=parse_decision(files[DECISION], f"{shown}/{DECISION}", provider)
        if DECISION in files
        else None,
    )


def _parcel(bundle: Bundle, shown: str) -> Parcel:
    inside = {
        name.removeprefix(FOLDER): raw
        for name, raw in bundle.files.items()
        if name.startswith(FOLDER)
    }
    texts: dict[str, bytes] = {name: inside[name] for name in _in_order(inside)}
    roots = _ROOTS.validate_json(bundle.files[HASHES])
    folders = tuple(Inventory(root.names, root.files, root.links) for root in roots)
    return Parcel(Texts(shown, texts), folders, bundle.manifest.inputs)


def _in_order(names: Mapping[str, bytes]) -> Iterator[str]:
    """The names of a folder's texts in the order in which they are read."""
    last = {PROVIDER_FILE: 0, ANSWERS_FILE: 1, KPIS_FILE: 3}
    return iter(sorted(names, key=lambda name: (last.get(name, 2), name)))


def _hashes(parcel: Parcel) -> bytes:
    roots = tuple(
        Root(names=one.names, files=dict(one.files), links=dict(sorted(one.links.items())))
        for one in parcel.folders
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
