"""Twins: provider ids that stand in two folders, or that the output folder cannot take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dpcap.batch.discover import Found
from dpcap.batch.store import RESERVED
from dpcap.model.finding import Finding

Findings = tuple[Finding, ...]
Params = dict[str, str | int | float]
AtId = Callable[[Found, str, Params], Finding]


def _id(found: Found, id_of: Callable[[Found], str | None]) -> str | None:
    """The id in *found*; None where it cannot be had: why not is told when its turn comes."""
    try:
        return id_of(found)
    except Exception:  # noqa: BLE001 - one folder is never in the way of the others
        return None


@dataclass(frozen=True)
class Ids:
    """The provider ids of all folders, by the folder's place.

    `at_id` makes a finding at the `id` in a folder's `provider.yaml`.
    """

    at_id: AtId
    known: dict[str, str | None]
    twins: dict[str, tuple[Found, Found]]

    @classmethod
    def read(
        cls, folders: Sequence[Found], id_of: Callable[[Found], str | None], at_id: AtId
    ) -> Ids:
        """The ids of *folders*."""
        known: dict[str, str | None] = {}
        first: dict[str, Found] = {}
        twins: dict[str, tuple[Found, Found]] = {}
        for found in folders:
            name = None if found.wrong else _id(found, id_of)
            known[found.key] = name
            if name is not None and first.setdefault(name, found) is not found:
                twins.setdefault(name, (first[name], found))
        return cls(at_id, known, twins)

    def of(self, found: Found) -> tuple[str | None, Findings]:
        """The id in *found*, if it can be read, and why the folder cannot be scored under it."""
        name = self.known[found.key]
        if found.wrong is not None:
            return None, (found.wrong,)
        if name in RESERVED:
            return name, (self.at_id(found, "DP802", {"provider": name}),)
        if name in self.twins:
            one, other = self.twins[name]
            params: Params = {
                "provider": name,
                "other": one.shown if found is not one else other.shown,
            }
            return name, (self.at_id(found, "DP801", params),)
        return name, ()
