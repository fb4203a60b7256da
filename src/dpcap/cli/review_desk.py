"""The review desk: one piece after another on the terminal, each ruling saved at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from dpcap.cli.interview.console import Console, LeaveError, Line
from dpcap.cli.interview.reading import tidy
from dpcap.cli.review_card import card_lines
from dpcap.cli.review_words import FITS, REFUSALS, desk_words
from dpcap.intake.office import YES, day_typed
from dpcap.intake.values import is_day
from dpcap.model.base import PROSE
from dpcap.model.review import EvidenceRuling, ExemptionRuling, Reach
from dpcap.model.scale import Rubric
from dpcap.workflow.review_walk import ReviewWalk, WalkItem, WalkRecorder

_REACHES: Mapping[str, Reach] = {"1": "claim", "2": "file", "3": "forged", "": "file"}
# What a viewer only shows: nothing that the system would run.
_SHOWN = frozenset(
    (
        *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic", ".tif", ".tiff", ".pdf"),
        *(".txt", ".md", ".csv", ".tsv", ".json", ".xlsx", ".xls", ".docx", ".doc", ".pptx"),
        *(".ppt", ".mp4", ".mov", ".ofd"),
    )
)
_KEYS = "arvmnosbq"
_SECOND = "arosbq"
_EXEMPTION = "armsbq"
_YEAR = timedelta(days=365)


class ReviewDesk:
    """Goes through *walk* on *console*; *opener* shows a file, *clock* counts seconds."""

    def __init__(
        self,
        walk: ReviewWalk,
        recorder: WalkRecorder,
        console: Console,
        *,
        opener: Callable[[Path], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._walk, self._record, self._console = walk, recorder, console
        self._open_with, self._clock = opener or show_file, clock
        self._at, self._done = 0, set[int]()
        self._does: Mapping[str, Callable[[WalkItem], bool]] = {
            "a": self._accept,
            "r": self._refuse,
            "v": self._verify,
            "m": self._remark,
            "n": self._exemptions,
            "o": self._open,
            "s": self._skip,
            "b": self._back,
        }

    def run(self) -> bool:
        """Until the last one or `q`; whether the end was reached. Minutes are noted either way."""
        began = self._clock()
        items = self._walk.items
        self._say(
            "hello",
            provider=self._walk.assessment.provider.id,
            left=len(items),
            done=self._walk.done,
        )
        if self._walk.seed is None:
            self._say("no_seed", style="warn")
        try:
            while self._at < len(items):
                self._look(items[self._at])
        except LeaveError:
            self._say("left", left=len(items) - len(self._done))
            return False
        else:
            self._say("end" if items else "nothing")
            return True
        finally:
            self._note_minutes(self._clock() - began)

    def _look(self, item: WalkItem) -> None:
        place = self._words("place", n=self._at + 1, m=len(self._walk.items))
        language, width = self._console.language, self._console.width
        self._console.show(card_lines(self._walk, item, place, language, width))
        while not self._press(item):
            pass

    def _press(self, item: WalkItem) -> bool:
        """Read a key and do what it says; whether *item* is left. Raises LeaveError."""
        keys = self._keys(item)
        bar = " ".join(f"{key} {self._words(key)}" for key in keys)
        key = tidy(self._console.line(toolbar=bar)).lower()
        if key == "q":
            raise LeaveError
        if key not in keys:
            if key:
                name = "not_here" if key in _KEYS else "unknown"
                self._say(name, style="warn", key=key)
            return False
        return self._does[key](item)

    def _keys(self, item: WalkItem) -> str:
        if item.piece is None:
            return _EXEMPTION
        return _SECOND if self._walk.request.second else _KEYS

    def _accept(self, item: WalkItem) -> bool:
        reason = self._fits()
        if item.piece is None:
            return self._exempt(item, "accepted", reason)
        scopes = item.scopes if self._shows(item) else ()
        ruling = EvidenceRuling(
            ruling="accepted", reason=reason, scopes=scopes, by=self._by, on=self._on
        )
        return self._rule(item, ruling)

    def _refuse(self, item: WalkItem) -> bool:
        listed = [one.say(self._console.language) for one in REFUSALS if item.piece]
        self._console.show(Line("", f" {number}  {one}") for number, one in enumerate(listed, 1))
        typed = self._ask("ask.reason")
        if not typed:
            return False
        chosen = typed.isdecimal() and 0 < int(typed) <= len(listed)
        reason = listed[int(typed) - 1] if chosen else typed
        if item.piece is None:
            return self._exempt(item, "refused", reason)
        reach = self._reach()
        nodes = tuple(use.node for use in item.uses) if reach == "claim" else ()
        ruling = EvidenceRuling(
            ruling="refused",
            reason=reason,
            reach=reach,
            indicators=nodes,
            by=self._by,
            on=self._on,
        )
        return self._rule(item, ruling)

    def _verify(self, item: WalkItem) -> bool:
        ruling = EvidenceRuling(
            ruling="verified", reason=self._fits(), until=self._until(), by=self._by, on=self._on
        )
        return self._rule(item, ruling)

    def _shows(self, item: WalkItem) -> bool:
        """Whether the piece shows what the provider says it does not serve."""
        if not item.scopes or self._walk.request.second:
            return False
        return self._ask("ask.scopes", scopes=", ".join(item.scopes)).lower() in YES

    def _fits(self) -> str:
        usual = FITS.say(self._console.language)
        return self._ask("ask.fits", usual=usual) or usual

    def _rule(self, item: WalkItem, ruling: EvidenceRuling) -> bool:
        rungs = dict(self._rungs(item)) if item.hidden else {}
        self._record.rule(item, ruling, rungs)
        return self._saved()

    def _exempt(self, item: WalkItem, ruling: Literal["accepted", "refused"], reason: str) -> bool:
        ruled = ExemptionRuling(ruling=ruling, reason=reason, by=self._by, on=self._on)
        self._record.rule_on_exemption(item, ruled)
        return self._saved()

    def _remark(self, item: WalkItem) -> bool:
        if text := self._ask("ask.remark"):
            self._record.remark(text, item.uses[0].node if item.uses else None)
            self._say("saved", style="good")
        return False

    def _exemptions(self, _item: WalkItem) -> bool:
        """On to the next "not applicable"."""
        every = enumerate(self._walk.items)
        later = [n for n, one in every if one.piece is None and n > self._at]
        if not later:
            self._say("no_na", style="warn")
            return False
        self._at = later[0]
        return True

    def _open(self, item: WalkItem) -> bool:
        if item.path is None:
            self._say("no_file", style="warn")
        elif item.path.suffix.lower() not in _SHOWN:
            self._say("unsafe", style="warn", path=item.path)
        else:
            try:
                self._open_with(item.path)
                self._say("opened", style="dim", path=item.path)
            except OSError:
                self._say("no_viewer", style="warn", path=item.path)
        return False

    def _skip(self, _item: WalkItem) -> bool:
        self._at += 1
        return True

    def _back(self, _item: WalkItem) -> bool:
        if self._at == 0:
            self._say("no_back", style="warn")
            return False
        self._at -= 1
        return True

    def _saved(self) -> bool:
        self._done.add(self._at)
        self._say("saved", style="good")
        self._at += 1
        return True

    def _reach(self) -> Reach:
        while True:
            typed = self._ask("ask.reach")
            if typed in _REACHES:
                return _REACHES[typed]
            self._say("bad_number", style="warn", low=1, high=3)

    def _until(self) -> date | None:
        today = self._walk.request.today
        while True:
            typed = self._ask("ask.until")
            if not typed:
                return None
            day = day_typed(typed, today + _YEAR)
            if is_day(day) and date.fromisoformat(day) >= today:
                return date.fromisoformat(day)
            self._say("bad_day", style="warn", day=today)

    def _rungs(self, item: WalkItem) -> Iterator[tuple[str, int]]:
        """The rungs that the reviewer reads off a piece that is judged blind."""
        for use in item.uses:
            scale = self._walk.framework.by_id[use.node].scale
            if isinstance(scale, Rubric):
                for number, one in enumerate(scale.levels):
                    said = one.say(self._console.language)
                    self._console.show([Line("", f" {number}  {said}")])
                rung = self._rung(use.node, len(scale.levels) - 1)
                if rung is not None:
                    yield use.node, rung

    def _rung(self, node: str, last: int) -> int | None:
        while True:
            typed = self._ask("ask.rung", node=node)
            if not typed:
                return None
            if typed.isdecimal() and int(typed) <= last:
                return int(typed)
            self._say("bad_number", style="warn", low=0, high=last)

    def _note_minutes(self, seconds: float) -> None:
        minutes = round(seconds / 60, 1)
        if self._walk.items and minutes:
            self._record.add_minutes(minutes)
            self._say("minutes", style="dim", minutes=f"{minutes:g}")

    @property
    def _by(self) -> str:
        return self._walk.request.reviewer.strip()

    @property
    def _on(self) -> date:
        return self._walk.request.today

    def _ask(self, key: str, /, **fields: object) -> str:
        return tidy(self._console.line(self._words(key, **fields)))[:PROSE]

    def _say(self, key: str, /, *, style: str = "", **fields: object) -> None:
        self._console.show([Line(style, self._words(key, **fields))])

    def _words(self, key: str, /, **fields: object) -> str:
        return desk_words(key, self._console.language, **fields)


def show_file(path: Path) -> None:
    """Have the system's viewer show the file at *path*. Raises OSError if there is none."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the system's own viewer
        return
    viewer = "open" if sys.platform == "darwin" else "xdg-open"
    subprocess.Popen(  # noqa: S603 - the system's own viewer, of an absolute path
        [viewer, str(path)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
