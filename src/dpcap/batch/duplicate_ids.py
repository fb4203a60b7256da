"""Twins: provider ids that stand in two folders, or that the output folder cannot take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dpcap.batch.discover import DiscoveredFolder
from dpcap.intake.folder_snapshot import FolderIdentity
from dpcap.intake.registrations import Registrations
from dpcap.model.base import RESERVED
from dpcap.model.finding import Finding

Findings = tuple[Finding, ...]
Params = dict[str, str | int | float]
AtKey = Callable[[DiscoveredFolder, str, str, Params], Finding]


def _who(
    found: DiscoveredFolder, identity_of: Callable[[DiscoveredFolder], FolderIdentity]
) -> FolderIdentity:
    """Who *found* is of; nobody where that cannot be had: why not is told when its turn comes."""
    try:
        return identity_of(found)
    except Exception:  # noqa: BLE001 - one folder is never in the way of the others
        return FolderIdentity()


@dataclass(frozen=True)
class DuplicateIds:
    """The provider ids of all folders, by the folder's place.

    `at_key` makes a finding at a key of a folder's `provider.yaml`. `registrations` are those
    that the manager holds.
    """

    at_key: AtKey
    known: dict[str, FolderIdentity]
    twins: dict[str, tuple[DiscoveredFolder, DiscoveredFolder]]
    registrations: Registrations

    @classmethod
    def read(
        cls,
        folders: Sequence[DiscoveredFolder],
        identity_of: Callable[[DiscoveredFolder], FolderIdentity],
        at_key: AtKey,
        registrations: Registrations,
    ) -> DuplicateIds:
        """The ids of *folders*."""
        known: dict[str, FolderIdentity] = {}
        first: dict[str, DiscoveredFolder] = {}
        twins: dict[str, tuple[DiscoveredFolder, DiscoveredFolder]] = {}
        for found in folders:
            who = FolderIdentity() if found.wrong else _who(found, identity_of)
            known[found.key], name = who, who.id
            if name is not None and first.setdefault(name, found) is not found:
                twins.setdefault(name, (first[name], found))
        return cls(at_key, known, twins, registrations)

    def of(self, found: DiscoveredFolder) -> tuple[str | None, Findings]:
        """The id in *found*, if it can be read, and why the folder cannot be scored under it."""
        name, number = self.known[found.key]
        if found.wrong is not None:
            return None, (found.wrong,)
        if name in RESERVED:
            return name, (self.at_key(found, "DP802", "id", {"provider": name}),)
        if name in self.twins:
            one, other = self.twins[name]
            params: Params = {
                "provider": name,
                "other": one.shown if found is not one else other.shown,
            }
            return name, (self.at_key(found, "DP801", "id", params),)
        conflict = self.registrations.conflict(name, number) if name else None
        if conflict is not None:
            key = str(conflict.path[0])
            return name, (self.at_key(found, conflict.code, key, conflict.params),)
        return name, ()
