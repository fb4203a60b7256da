"""Writing single rulings and remarks into a review: each bound to what was seen, all else kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.review import parse_review
from dpcap.intake.source import read_text
from dpcap.intake.yaml_edit import append, put
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_values import Plain
from dpcap.lock import held, lock_for
from dpcap.model.assessment import Provider
from dpcap.model.base import Frozen
from dpcap.model.framework import Framework
from dpcap.model.review import EvidenceRuling, ExemptionRuling, Review, ReviewRemark

_BOM = "\ufeff"
_SCHEMA = "dpcap/review/2"


class ReviewFile:
    """The review of a *provider* in the directory *reviews*, which may not be there yet.

    *on_wait* is called once if another process writes there. Each change reads the file anew and is
    on disk when it returns. Every one raises InvalidInputError for a review that is not sound, or
    would not be any more; then nothing is written. It raises OSError.
    """

    def __init__(
        self, reviews: Path, provider: Provider, framework: Framework, on_wait: Callable[[], None]
    ) -> None:
        self.path = reviews / f"{provider.id}.yaml"
        self._provider, self._framework, self._on_wait = provider, framework, on_wait

    def rule_on_piece(self, piece: str, ruling: EvidenceRuling) -> str:
        """Write the *ruling* on *piece*; the name under which it stands.

        One on the same content is replaced. One on other content keeps its name: it still applies
        to what it is about.
        """

        def change(text: str, review: Review) -> tuple[str, str]:
            name = _name_for(piece, ruling, review)
            return put(text, ("evidence", name), _plain(ruling)), name

        return self._change(change)

    def rule_on_exemption(self, node: str, ruling: ExemptionRuling) -> str:
        """Write the *ruling* on the "not applicable" of *node*, over an earlier one."""
        return self._change(
            lambda text, _: (put(text, ("not_applicable", node), _plain(ruling)), node)
        )

    def add_remark(self, remark: ReviewRemark) -> None:
        """Write *remark* below the others."""
        self._change(lambda text, _: (append(text, "remarks", _plain(remark)), ""))

    def _change(self, change: Callable[[str, Review], tuple[str, str]]) -> str:
        shown = self.path.as_posix()
        with held(lock_for(self.path.parent), self._on_wait):
            there = self.path.is_file()
            text = read_text(self.path, shown) if there else self._begun()
            new, name = change(text, self._parsed(text))
            self._parsed(new)
            marked = there and self.path.read_bytes().startswith(_BOM.encode())
            write_atomically(self.path, _BOM * marked + new)
        return name

    def _parsed(self, text: str) -> Review:
        return parse_review(text.encode(), self.path.as_posix(), self._provider.id, self._framework)

    def _begun(self) -> str:
        lines = [f"schema: {_SCHEMA}", f"provider: {flow(self._provider.id)}"]
        if self._provider.registration_number:
            lines.append(f"registration_number: {flow(self._provider.registration_number)}")
        return "\n".join((*lines, ""))


def _name_for(piece: str, ruling: EvidenceRuling, review: Review) -> str:
    """The name under which *ruling* is to stand: that of *piece*, if other content has not got it.

    A refusal for single indicators stands beside what else is ruled on the file.
    """
    name, number = piece, 1
    while (old := review.evidence.get(name)) and not _replaces(ruling, old):
        number += 1
        name = f"{piece}.{number}"
    return name


def _replaces(new: EvidenceRuling, old: EvidenceRuling) -> bool:
    if old.saw is None or new.saw is None:
        return False
    same = (old.saw.sha256, old.saw.url) == (new.saw.sha256, new.saw.url)
    claims = "claim" in (old.reach, new.reach) and old.indicators != new.indicators
    return same and not claims


def _plain(one: Frozen) -> Plain:
    plain: Plain = one.model_dump(mode="json", exclude_defaults=True)
    return plain
