"""Asking for evidence: a file, an address, or a piece that is listed already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dpcap.cli.interview.console import Console, StyledLine
from dpcap.cli.interview.flow import Item, View
from dpcap.cli.interview.provider_files import ProviderFiles
from dpcap.cli.interview.reading import Misread, pick
from dpcap.cli.interview.words import words
from dpcap.errors import UsageError
from dpcap.intake.describe import proof_kinds
from dpcap.intake.office import day_typed
from dpcap.intake.system_errors import mishap
from dpcap.intake.values import is_day, is_web
from dpcap.model.assessment import PUBLIC_LINK
from dpcap.model.proof_kinds import caps_for

_SHOWN = 6
_LIKELY = {
    "screenshot": (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic"),
    "export": (".csv", ".xlsx", ".xls", ".tsv", ".json"),
    "contract": (".pdf",),
    "own_document": (".doc", ".docx", ".md", ".txt", ".ppt", ".pptx"),
}


class Proofs:
    """Attaches evidence to answers."""

    def __init__(self, provider_files: ProviderFiles, console: Console) -> None:
        self._desk = provider_files
        self._console = console

    def ask(self, view: View, item: Item) -> bool:
        """Ask for one piece; whether one was attached. Raises BackError, LeaveError."""
        pieces = view.assessment.evidence
        have = [f"{piece.id} {piece.file or piece.url or ''}" for piece in pieces.values()]
        if have:
            self._console.say("ask.evidence_have", style="dim", pieces=" · ".join(have[-_SHOWN:]))
        typed = self._console.ask_within("ask.evidence", as_typed=True)
        if not typed:
            return False
        if typed in pieces:
            self._desk.reuse(item, typed)
            self._done(typed, pieces[typed].file or pieces[typed].url or "")
            return True
        return self._link(view, item, typed) if is_web(typed) else self._file(view, item, typed)

    def _link(self, view: View, item: Item, url: str) -> bool:
        day = self._day(view, view.as_of)
        self._done(self._desk.attach_link(item, url, day), url)
        return True

    def _file(self, view: View, item: Item, typed: str) -> bool:
        path = as_path(typed)
        if path is None:
            self._console.say("no_file", style="warn", path=typed)
            return False
        kind = self._kind(view, item, path)
        taken = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()
        day = self._day(view, min(taken, view.assessment.assessed_on))
        try:
            piece, file = self._desk.attach_file(item, path, kind, day)
        except (UsageError, OSError) as error:
            said = error if isinstance(error, UsageError) else mishap(error)
            self._console.show([StyledLine("warn", said.message(self._console.language))])
            return False
        self._done(piece, file)
        return True

    def _kind(self, view: View, item: Item, path: Path) -> str:
        proof = view.indicator(item).proof
        caps = caps_for(view.framework.method.proof_caps, proof)
        kinds = [
            k
            for k in (proof_kinds(view.framework, proof) if proof else caps)
            if k not in (PUBLIC_LINK, "declared")
        ]
        likely = next(
            (k for k, ends in _LIKELY.items() if k in kinds and path.suffix.lower() in ends),
            kinds[0],
        )
        titles = view.framework.proof_titles
        said = {k: titles[k].say(self._console.language) if k in titles else k for k in kinds}
        self._console.show(
            StyledLine("", f" {n:>2}  {said[k]} ({self._worth(view, k, caps)})")
            for n, k in enumerate(kinds, 1)
        )
        while True:
            typed = self._console.ask_within("ask.kind", kind=said[likely])
            try:
                return pick(typed, kinds) if typed else likely
            except Misread as error:
                self._console.say(
                    "error", style="warn", problem=getattr(error.problem, self._console.language)
                )

    def _worth(self, view: View, kind: str, caps: Mapping[str, float]) -> str:
        """What *kind* proves at most; of an editable file, what it does until it is accepted."""
        needs = view.framework.until_confirmed.get(kind)
        full = f"{caps.get(kind, 0.0):g}"
        if needs is None or not needs.editable:
            return full
        less = f"{caps.get(needs.counts_as, 0.0):g}"
        return words("editable", self._console.language, less=less, full=full)

    def _day(self, view: View, likely: date) -> date:
        last = view.assessment.assessed_on
        while True:
            typed = (
                self._console.ask_within("ask.captured", day=likely.isoformat())
                or likely.isoformat()
            )
            day = day_typed(typed, last)
            if is_day(day) and date.fromisoformat(day) <= last:
                return date.fromisoformat(day)
            self._console.say("bad_day", style="warn", day=last.isoformat())

    def _done(self, piece: str, file: str) -> None:
        self._console.say("attached", style="good", piece=piece, file=file)


def as_path(typed: str) -> Path | None:
    """The file meant by what was typed, pasted or dropped here; None if there is none."""
    plain = typed.strip().strip("'\"")
    candidates = [plain, plain.replace("\\ ", " ")]
    if plain.startswith("file://"):
        candidates = [unquote(urlsplit(plain).path)]
    for candidate in candidates:
        path = Path(candidate).expanduser()
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):
            continue
    return None
