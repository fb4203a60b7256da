"""The provider's folder during an interview: read anew at every look, each answer saved at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from dpcap.cli.interview.flow import Item, View
from dpcap.cli.language import TALK
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake import edit
from dpcap.intake.atomic_write import write_atomically
from dpcap.intake.attach_evidence import attach
from dpcap.intake.envelope import Envelopes
from dpcap.intake.folder import load_assessment
from dpcap.intake.headings import known_headings
from dpcap.intake.layout import FILLED_FILE, PROVIDER_FILE
from dpcap.intake.sheet.claims import NO_SHEET, SheetClaim, read_claims, text_of_claims
from dpcap.intake.sheet.reply_cells import Cells, ReplyCell, cells_of
from dpcap.intake.source import read_yaml
from dpcap.intake.starter import kpi_columns
from dpcap.intake.values import listed
from dpcap.intake.yaml_inline import flow
from dpcap.intake.yaml_values import Plain
from dpcap.model.asked import asked_of_role
from dpcap.model.assessment import PUBLIC_LINK
from dpcap.model.base import Language
from dpcap.model.framework import Framework
from dpcap.model.indicator import Indicator
from dpcap.model.manager import PeerFigure
from dpcap.scoring.case import make_case
from dpcap.scoring.evaluate import evaluate

Changes = Mapping[str, Plain]

_STATES = ("value", "unknown", "not_applicable")


class ProviderFiles:
    """One provider's folder, read anew after everything saved: the disk is the only memory."""

    def __init__(
        self,
        folder: Path,
        framework: Framework,
        *,
        role: str | None,
        core: bool,
        evidence_root: Path | None = None,
        peers: tuple[PeerFigure, ...] = (),
    ) -> None:
        self.folder = folder
        self.framework = framework
        self.role_id = role or ""
        self._role = role
        self._core = core
        self._root = evidence_root
        self._peers = peers
        self._recorder: _Recorder | None = None

    def record_as(self, person: str, day: date) -> None:
        """From the next look on, keep in the folder's history that *person* gave the answers."""
        self._recorder = _Recorder(self.folder, self.framework, person, day)

    def language(self) -> Language:
        """The provider's language; if that cannot be read, the one dpcap talks."""
        try:
            data = read_yaml(self.folder / PROVIDER_FILE).data
        except InvalidInputError:
            return TALK
        said = data.get("language", "zh") if isinstance(data, dict) else TALK
        return "en" if said == "en" else "zh"

    def look(self) -> View:
        """How the folder stands now. Raises InvalidInputError, UsageError."""
        assessment = load_assessment(self.folder, self.framework, evidence_root=self._root)
        if assessment.past:  # what is asked now must not be written among older answers
            raise UsageError(
                f"{self.folder} was answered under an earlier version: dpcap migrate --write first",
                f"{self.folder} 是按旧版作答的，请先运行 dpcap migrate --write",
            )
        if self._recorder is not None:
            self._recorder.keep(cells_of(assessment))
        case = make_case(self.framework, assessment, role=self._role, core=self._core)
        self.role_id = case.role_id
        shops = tuple(shop.id for shop in case.due)
        enough = case.draw.rows if case.draw.state == "pending" else None
        judged = evaluate(case)
        return View(self.framework, assessment, judged, shops, case.as_of, enough, self._peers)

    def asked(self) -> tuple[Indicator, ...]:
        """The set that is asked; call `look` before."""
        return asked_of_role(self.framework, self.role_id, self._core)

    def unfit(self) -> tuple[str, ...]:
        """Answers that no longer fit the framework. Raises InvalidInputError if more is wrong."""
        try:
            self.look()
        except InvalidInputError as error:
            paths = [finding.path for finding in error.findings]
            if all(len(path) > 1 and path[0] == "answers" for path in paths):
                return tuple(dict.fromkeys(str(path[1]) for path in paths))
            raise
        return ()

    def set_aside(self, nodes: Sequence[str], remark: str) -> None:
        """Turn the answers to *nodes* into comments under *remark*."""
        for node in nodes:
            edit.set_aside(self.folder, node, remark)

    def save_value(self, item: Item, value: Plain, more: Changes) -> None:
        """Save an answer; whatever else was said of it (proof, note) stays."""
        if item.shop is not None:
            self._withdraw(item.node)
        self._save(item, {"value": value, **more})

    def save_state(self, item: Item, state: Changes) -> None:
        """Save “unknown” or N/A, for the indicator as a whole."""
        self._save(Item(item.node), state)

    def save_more(self, item: Item, more: Changes) -> None:
        """Save a note, proof or a field beside the answer there is or will be."""
        self._save(item, more)

    def written(self, item: Item) -> dict[str, Plain]:
        """What the file says of *item*."""
        if item.shop is None:
            return edit.answer_as_written(self.folder, item.node)
        known = known_headings(self.framework)
        return dict(edit.row_as_written(self.folder, item.shop, item.node, known))

    def evidence_of(self, item: Item) -> list[str]:
        """The ids of the proof attached to *item*."""
        named = self.written(item).get("evidence")
        if isinstance(named, str):
            return [str(one) for one in listed(named)]
        return [str(one) for one in named] if isinstance(named, list) else []

    def defaults(self, item: Item) -> dict[str, Plain]:
        """What the figures of the item's file share."""
        return edit.defaults_as_written(self.folder, self.area(item))

    def save_default(self, item: Item, field: str, value: str) -> None:
        """Let the figures of the item's file share *field*."""
        edit.save_default(self.folder, self.area(item), field, value)

    def save_day(self, day: date) -> None:
        """Move the day of assessment."""
        edit.save_day(self.folder, day)

    def add_shops(self, names: Sequence[str]) -> None:
        """List shops by name."""
        edit.add_shops(
            self.folder,
            [{"id": f"s{n}", "name": name, "consent": False} for n, name in enumerate(names, 1)],
        )

    def save_fact(self, name: str, said: bool | str, *, dated: bool) -> None:
        """Save what was *said* of a fact; one that needs a day gets the day of assessment."""
        day = self.look().assessment.assessed_on.isoformat()
        edit.save_fact(self.folder, name, {"value": said, "on": day} if dated else said)

    def attach_file(self, item: Item, path: Path, kind: str, day: date) -> tuple[str, str]:
        """Copy a file in, list it and name it in the answer; returns its id and its place."""
        provider = self.look().assessment.provider.id
        root = self._root / provider if self._root else None
        entry = attach(self.folder, path, kind=kind, captured_on=day, root=root)
        return self._listed(item, entry), str(entry["file"])

    def attach_link(self, item: Item, url: str, day: date) -> str:
        """List an address and name it in the answer; returns its id."""
        return self._listed(item, {"kind": PUBLIC_LINK, "url": url, "captured_on": day.isoformat()})

    def reuse(self, item: Item, piece: str) -> None:
        """Name a piece that is listed in the answer to *item*."""
        named = self.evidence_of(item)
        if piece not in named:
            self.save_more(item, {"evidence": [*named, piece]})

    def area(self, item: Item) -> str:
        """The id of the item's area."""
        return self.framework.parents[item.node][0].id

    def envelopes(self, view: View) -> Envelopes:
        """What reads the fields of a figure."""
        return Envelopes(self.framework, view.assessment.assessed_on)

    def _listed(self, item: Item, entry: Mapping[str, Plain]) -> str:
        pieces = self.look().assessment.evidence
        same = (
            piece.id
            for piece in pieces.values()
            if piece.sha256 and piece.sha256 == entry.get("sha256")
        )
        piece = next(same, None) or self._free_id(pieces)
        if piece not in pieces:
            edit.save_evidence(self.folder, self.area(item), piece, entry)
        self.reuse(item, piece)
        return piece

    @staticmethod
    def _free_id(pieces: Mapping[str, object]) -> str:
        number = 1
        while f"e{number}" in pieces:
            number += 1
        return f"e{number}"

    def _withdraw(self, node: str) -> None:
        """A shop's figure takes back what was said of the indicator as a whole."""
        written = edit.answer_as_written(self.folder, node)
        if "unknown" in written or "not_applicable" in written:
            edit.save_answer(self.folder, self.area(Item(node)), node, None)

    def _save(self, item: Item, changes: Changes) -> None:
        merged: dict[str, Plain] = {**self.written(item)}
        if any(state in changes for state in _STATES):
            merged = {key: value for key, value in merged.items() if key not in _STATES}
            merged = {**{k: v for k, v in changes.items() if k in _STATES}, **merged}
        merged.update(changes)
        kept = {key: value for key, value in merged.items() if value is not None}
        if item.shop is None:
            edit.save_answer(self.folder, self.area(item), item.node, kept)
        else:
            cells = {key: _cell(value) for key, value in kept.items()}
            header = kpi_columns(self.framework)
            known = known_headings(self.framework)
            edit.save_row(self.folder, header, (item.shop, item.node), cells, known)


class _Recorder:
    """Writes down who changed which answer, as sheets that are read in do."""

    def __init__(self, folder: Path, framework: Framework, person: str, day: date) -> None:
        self._folder, self._framework = folder, framework
        self._person, self._day = person, day.isoformat()
        self._before: Cells | None = None

    def keep(self, now: Cells) -> None:
        """Record what differs in *now* from the last time. Raises InvalidInputError, OSError."""
        before, self._before = self._before, dict(now)
        if before is None:
            return
        changed = [cell for cell in {**before, **now} if before.get(cell) != now.get(cell)]
        if not changed:
            return
        known = read_claims(self._folder)
        latest: dict[ReplyCell, int] = {}
        for one in known:
            latest[one.cell] = max(one.generation, latest.get(one.cell, 0))
        new = [
            SheetClaim(
                cell,
                before.get(cell, ""),
                now.get(cell, ""),
                self._person,
                self._day,
                NO_SHEET,
                latest.get(cell, 0),
            )
            for cell in changed
        ]
        text = text_of_claims([*known, *new], tuple(self._framework.by_id))
        write_atomically(self._folder / FILLED_FILE, text)


def _cell(value: Plain) -> str:
    if isinstance(value, list):
        return " ".join(map(_cell, value))
    return value if isinstance(value, str) else flow(value)
