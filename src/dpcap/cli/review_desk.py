"""The review desk: one piece after another on the terminal, each ruling saved at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

from dpcap.cli.findings import line_of
from dpcap.cli.interview.console import BackError, Console, LeaveError, StyledLine
from dpcap.cli.interview.reading import tidy
from dpcap.cli.review_card import ReviewCard, disputed_lines
from dpcap.cli.review_prompts import DeskPrompts
from dpcap.cli.review_rulings import RulingTalk, SavedRuling
from dpcap.cli.typed_line import typed_line
from dpcap.errors import InvalidInputError, UsageError, why_refused
from dpcap.model.review import Ruling
from dpcap.text_width import packed, wrap
from dpcap.workflow.review_walk import ReviewWalk, WalkItem, has_changed
from dpcap.workflow.walk_recorder import WalkRecorder

# What a viewer only shows: nothing that the system would run.
_SHOWN = frozenset(
    (
        *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".heic", ".tif", ".tiff", ".pdf"),
        *(".txt", ".md", ".csv", ".tsv", ".json", ".xlsx", ".xls", ".docx", ".doc", ".pptx"),
        *(".ppt", ".mp4", ".mov", ".ofd"),
    )
)
_ALL = "arvgimlnosbu?q"
_RULES = "arv"
# Whoever leaves the desk for longer is not looking at a piece.
_LONGEST_LOOK = 20 * 60
_TALLY: tuple[Ruling, ...] = ("accepted", "refused", "verified")


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
        self._ask = DeskPrompts(console)
        self._at, self._last_look, self._seconds, self._noted = 0, 0.0, 0.0, 0.0
        # What was ruled on by its place; where the rest of a piece is open; the rungs read.
        self._ruled: dict[int, SavedRuling] = {}
        self._partly: set[int] = set()
        self._rungs = {at: one.rungs for at, one in enumerate(walk.items) if one.rungs is not None}
        # How to take back what was written, the last one last.
        self._undo: list[Callable[[], None]] = []
        self._does: Mapping[str, Callable[[WalkItem], bool]] = {
            "a": self._accept,
            "r": self._refuse,
            "v": self._verify,
            "g": self._read,
            "i": self._answer,
            "m": self._remark,
            "l": self._role,
            "n": self._exemptions,
            "o": self._open,
            "s": self._skip,
            "b": self._back,
            "u": self._take_back,
            "?": self._help,
        }

    def run(self) -> bool:
        """Until the last one or `q`; whether the end was reached. Minutes are noted either way."""
        self._last_look = self._clock()
        self._greet()
        try:
            while self._at < len(self._walk.items) or not self._is_over():
                self._look(self._walk.items[self._at])
        except LeaveError:
            self._ask.say("left", left=self._left)
            return False
        else:
            self._tell_end()
            return True
        finally:
            self._note_minutes()
            self._tell_done()

    @property
    def _left(self) -> int:
        return len(self._walk.items) - len(self._ruled.keys() - self._partly)

    # ── the way ──────────────────────────────────────────────────────────────────────────────────

    def _greet(self) -> None:
        walk, standing = self._walk, self._walk.standing
        left = len(walk.items)
        self._ask.say("hello", provider=walk.assessment.provider.id, left=left, done=walk.done)
        if walk.minutes:
            self._ask.say("planned", style="dim", minutes=max(1, round(walk.minutes)))
        if walk.seed is None:
            self._ask.say("no_seed", style="warn")
        disputed = () if walk.request.second else disputed_lines(walk, self._console.language)
        for line in disputed:
            self._console.show(StyledLine("warn", one) for one in wrap(line, self._console.width))
        if standing is None:
            return
        if standing.gates is None:
            self._ask.say("no_gates", style="dim")
        if not standing.role.confirmed:
            title = walk.framework.roles[standing.role.id].title
            self._ask.say("role_open", style="warn", role=title.say(self._console.language))
            if standing.role.flatters and not walk.request.blind:
                self._ask.say("role_flatters", style="warn")

    def _look(self, item: WalkItem) -> None:
        self._show(item)
        while not self._press(item):
            pass

    def _is_over(self) -> bool:
        """Whether it ends behind the last one: what was ruled on can still be taken back."""
        while self._undo:
            named = (f"{key} {self._ask.words(key)}" for key in "ub")
            bar = "  ".join(named)
            try:
                key = tidy(self._console.put(self._ask.words("ask.over"), bar)).lower()
            except LeaveError:
                return True
            if key not in ("u", "b"):
                return True
            if self._do(key, self._walk.items[-1]):
                return False
        return True

    def _show(self, item: WalkItem) -> None:
        self._console.show(self._card.lines(item, self._place, self._rungs.get(self._at)))

    @property
    def _card(self) -> ReviewCard:
        """The card as wide as the terminal is by now."""
        return ReviewCard(self._walk, self._console.language, self._console.width)

    @property
    def _place(self) -> str:
        return self._ask.words("place", n=self._at + 1, m=len(self._walk.items))

    @property
    def _talk(self) -> RulingTalk:
        return RulingTalk(self._walk, self._record, self._card, self._ask)

    def _press(self, item: WalkItem) -> bool:
        """Read a key and do what it says; whether *item* is left. Raises LeaveError."""
        keys = self._keys(item)
        named = (f"{key} {self._ask.words(key)}" for key in keys)
        bar = "\n".join(packed(named, self._console.width, between="  "))
        prompt = f"{self._place} {item.name}"
        key = tidy(self._console.put(prompt, bar)).lower()
        self._count_seconds()
        if key == "q":
            raise LeaveError
        if not key:
            self._show(item)
            return False
        if key not in keys:
            name = "not_here" if key in _ALL else "unknown"
            self._ask.say(name, style="warn", key=key)
            return False
        return self._do(key, item)

    def _do(self, key: str, item: WalkItem) -> bool:
        """What *key* says; what cannot be written is told, and *item* stays."""
        try:
            if key in _RULES and has_changed(item):
                self._ask.say("changed", style="warn", path=item.path or "")
                return False
            if key in _RULES and self._waits(item):
                return self._read(item)
            return self._does[key](item)
        except BackError:
            self._show(item)
        except UsageError as error:
            self._ask.say("failed", style="warn", why=error.message(self._console.language))
        except InvalidInputError as error:
            said = [line_of(one, self._console.language) for one in error.findings]
            self._ask.say("failed", style="warn", why="\n".join(said))
        except OSError as error:
            zh, en = why_refused(error)
            self._ask.say("failed", style="warn", why=zh if self._console.language == "zh" else en)
        return False

    def _keys(self, item: WalkItem) -> str:
        left_out = set()
        if item.piece is None:
            left_out |= set("v")
        if not self._waits(item):
            left_out |= set("g")
        if self._next_exemption is None:
            left_out |= set("n")
        if item.path is None and not (item.piece and item.piece.url):
            left_out |= set("o")
        if self._at == 0:
            left_out |= set("b")
        if self._walk.request.second:
            left_out |= set("vimln")
        if not self._undo:
            left_out |= set("u")
        return "".join(key for key in _ALL if key not in left_out)

    def _waits(self, item: WalkItem) -> bool:
        """Whether the rungs of *item* are to be read before its claims are shown."""
        return self._is_unread(self._at, item)

    def _is_unread(self, at: int, item: WalkItem) -> bool:
        return item.hidden and at not in self._rungs and bool(self._walk.rubrics(item))

    def _unread(self) -> frozenset[str]:
        """The questions on which a rung is still to be read blind."""
        waiting = (one for at, one in enumerate(self._walk.items) if self._is_unread(at, one))
        return frozenset(node for one in waiting for node in self._walk.rubrics(one))

    # ── rulings ──────────────────────────────────────────────────────────────────────────────────

    def _accept(self, item: WalkItem) -> bool:
        return self._saved(item, self._talk.accept(item, judged=self._at not in self._partly))

    def _verify(self, item: WalkItem) -> bool:
        return self._saved(item, self._talk.verify(item, judged=self._at not in self._partly))

    def _refuse(self, item: WalkItem) -> bool:
        return self._saved(item, self._talk.refuse(item))

    def _read(self, item: WalkItem) -> bool:
        self._rungs[self._at] = self._talk.read_rungs(item)
        return False

    def _answer(self, item: WalkItem) -> bool:
        if self._waits(item):
            return self._read(item)
        self._talk.answer(item, self._unread())
        self._can_undo(ruled=1)
        self._ask.say("saved_answer", style="good")
        self._note_minutes(ruled=1)
        return False

    def _remark(self, item: WalkItem) -> bool:
        self._talk.remark(item)
        self._can_undo()
        self._ask.say("saved_answer", style="good")
        return False

    def _role(self, _item: WalkItem) -> bool:
        self._talk.role()
        self._can_undo()
        self._ask.say("role_fixed", style="good")
        return False

    def _saved(self, item: WalkItem, saved: SavedRuling) -> bool:
        """Tell of it, and go on unless the rest of the piece is open."""
        self._can_undo(ruled=1)
        self._ruled[self._at] = saved
        self._note_minutes(ruled=1)
        if saved.rest:
            self._partly.add(self._at)
            self._ask.say("rest_open", style="good", nodes=" ".join(saved.rest))
            return False
        self._partly.discard(self._at)
        is_kept = item.is_kept or not (saved.stands or self._walk.request.second)
        self._ask.say("saved_judged" if is_kept else "saved", style="good")
        self._at += 1
        return True

    def _can_undo(self, ruled: int = 0) -> None:
        """What was written can be taken back, and so can it being counted as so many *ruled*."""
        at, before, partly = self._at, dict(self._ruled), set(self._partly)

        def back() -> None:
            self._at, self._ruled, self._partly = at, before, partly
            if ruled:
                self._note_minutes(ruled=-ruled)

        self._undo.append(back)

    def _take_back(self, _item: WalkItem) -> bool:
        """What was written last is taken back, and looked at again."""
        self._record.undo()
        self._undo.pop()()
        self._ask.say("undone", style="good")
        return True

    # ── keys that write nothing ──────────────────────────────────────────────────────────────────

    def _help(self, item: WalkItem) -> bool:
        for key in self._keys(item):
            if key != "?":
                self._ask.item(f" {key}  ", self._ask.words(f"help.{key}"))
        self._ask.item("    ", self._ask.words("help.enter"))
        return False

    def _exemptions(self, _item: WalkItem) -> bool:
        """On to the next "not applicable"."""
        self._at = self._next_exemption or self._at
        return True

    @property
    def _next_exemption(self) -> int | None:
        every = enumerate(self._walk.items)
        return next((n for n, one in every if one.piece is None and n > self._at), None)

    def _open(self, item: WalkItem) -> bool:
        if item.path is None:
            self._ask.say("web", path=item.piece.url if item.piece else "")
        elif item.path.suffix.lower() not in _SHOWN:
            self._ask.say("unsafe", style="warn", path=item.path)
        else:
            try:
                self._open_with(item.path)
                self._ask.say("opened", style="dim", path=item.path)
                if has_changed(item):
                    self._ask.say("changed", style="warn", path=item.path)
            except OSError:
                self._ask.say("no_viewer", style="warn", path=item.path)
        return False

    def _skip(self, _item: WalkItem) -> bool:
        self._at += 1
        return True

    def _back(self, _item: WalkItem) -> bool:
        self._at -= 1
        return True

    # ── minutes, and what came of it ─────────────────────────────────────────────────────────────

    def _count_seconds(self) -> None:
        now = self._clock()
        self._seconds += min(now - self._last_look, _LONGEST_LOOK)
        self._last_look = now

    def _note_minutes(self, ruled: int = 0) -> None:
        """Note the minutes since the last time, in which so many things were *ruled* on."""
        self._count_seconds()
        minutes = round(self._seconds / 60 - self._noted, 1)
        if not self._walk.items or not (minutes or ruled):
            return
        try:
            self._record.add_minutes(minutes, ruled)
            self._noted += minutes
        except (UsageError, InvalidInputError, OSError):
            self._ask.say("no_minutes", style="warn")

    def _tell_end(self) -> None:
        if not self._walk.items:
            self._ask.say("nothing")
        elif self._left:
            self._ask.say("skipped", left=self._left)
        else:
            self._ask.say("end")

    def _tell_done(self) -> None:
        counted = Counter(one.ruling for one in self._ruled.values())
        told = [
            self._ask.words(f"done.{one}", count=counted[one]) for one in _TALLY if counted[one]
        ]
        if told:
            self._ask.say("tally", told=" · ".join(told))
        if self._noted:
            self._ask.say("minutes", style="dim", minutes=f"{round(self._noted, 1):g}")
        drawn = [self._walk.items[at] for at in self._ruled if self._walk.items[at].drawn]
        if drawn and not self._walk.request.second:
            name = "姓名" if self._console.language == "zh" else "NAME"
            walk = ("dpcap", "review", "walk", str(self._walk.request.provider.folder))
            command = f"{typed_line(walk)} --second --by {name}"
            self._ask.say("second_next", style="mark", count=len(drawn), command=command)


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
