"""Whether a profile in the output folder is of what lies in its provider's folder today."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from dpcap.batch.asked_lookups import lookups_in
from dpcap.batch.discover import DiscoveredFolder, find_folders
from dpcap.batch.folder_scan import FolderScan
from dpcap.batch.job import inputs_digest, with_tables
from dpcap.batch.output_dir import PROFILE
from dpcap.intake.folder_snapshot import id_in, identity_of
from dpcap.intake.layout import PROVIDER_FILE
from dpcap.intake.records import ReviewsFolder
from dpcap.intake.remote import tree_of
from dpcap.intake.source import MAX_BYTES
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.migration import earlier_versions, judging_digest
from dpcap.model.outcome import ScoredOutcome
from dpcap.model.two_languages import TwoLanguages

_FRAMEWORK = TwoLanguages(
    "现用的框架是另一个（可用 --framework 指明）",
    "the framework in force is another one (name it with --framework)",
)
_ENGINE = TwoLanguages("dpcap 换了版本", "dpcap is of another version")
_FILES = TwoLanguages(
    "答案、kpis.csv、服务商信息、证据或复核",
    "answers, kpis.csv, the provider's facts, evidence or the review",
)


@dataclass(frozen=True)
class StalenessCheck:
    """What it takes to tell whether rows of the batch in *out* still hold.

    `roots`: where their folders are looked for. `framework` is the one in force, `reviews` what
    the manager holds, `engine` our version. `begun`: each folder is judged by the version that it
    was begun under.
    """

    out: Path
    roots: tuple[str, ...]
    folder_scan: FolderScan
    framework: Framework
    reviews: ReviewsFolder
    engine: str
    begun: bool = False

    def wrong(self, row: ScoredOutcome) -> Finding | None:
        """Why nothing can be decided on the profile of *row*; None: it is as it was.

        Raises NotInstalledError for a root that nothing here reads.
        """
        path = self.out / row.provider / PROFILE
        if not path.is_file() or sha256(path.read_bytes()).hexdigest() != row.profile:
            return _finding("DP426", path.as_posix(), row)
        if row.framework not in self._judging:
            return _finding("DP427", path.as_posix(), row, _FRAMEWORK)
        if row.engine != self.engine:
            return _finding("DP427", path.as_posix(), row, _ENGINE)
        found = self._folder(row)
        if found is None:
            return _finding("DP428", path.as_posix(), row)
        if self._inputs(found, row, path.read_bytes()) != row.inputs:
            return _finding("DP427", found.shown, row, _FILES)
        return None

    @property
    def _judging(self) -> frozenset[str]:
        """The digests of the versions that may judge."""
        earlier = earlier_versions(self.framework) if self.begun else ()
        return frozenset(one.digest for one in (self.framework, *earlier))

    def _inputs(self, found: DiscoveredFolder, row: ScoredOutcome, profile: bytes) -> str | None:
        """The digest of the inputs today; None: the folder comes under another firm's id."""
        snapshot = self.folder_scan.read(found)
        if self.reviews.registrations.conflict(row.provider, identity_of(snapshot).number):
            return None
        held = self.folder_scan.records(row.provider)
        digest = judging_digest(self.framework, begun=self.begun)
        inputs = inputs_digest(snapshot.digest, held, digest, self.engine, row.asked)
        # The profile is of the same inputs but for the shared tables: what it asked of them holds.
        asked = lookups_in(profile, self.framework)
        return with_tables(inputs, asked, self.reviews.tables)

    def _folder(self, row: ScoredOutcome) -> DiscoveredFolder | None:
        """The folder of *row*: at the same place below the roots, else wherever its id stands."""
        before = [one for one in self._found if one.key == row.folder]
        others = (one for one in self._found if one.key != row.folder)
        every = (one for one in (*before, *others) if one.wrong is None)
        return next((one for one in every if _id_at(one) == row.provider), None)

    @cached_property
    def _found(self) -> tuple[DiscoveredFolder, ...]:
        return find_folders(self.roots, self.out)


def _id_at(found: DiscoveredFolder) -> str | None:
    try:
        return id_in(tree_of(found.path).read(PROVIDER_FILE, MAX_BYTES + 1))
    except OSError:
        return None


def _finding(
    code: str, file: str, row: ScoredOutcome, problem: TwoLanguages | None = None
) -> Finding:
    said = problem.params if problem else {}
    return Finding(code=code, file=file, params={"provider": row.provider, **said})
