"""How far reviewers agree who judged the same pieces, blind, without having chosen them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dpcap.analysis.agreement_study import (
    ENOUGH_PROVIDERS,
    Rating,
    Resampling,
    RungAgreement,
    VerdictAgreement,
    rung_agreement,
    verdict_agreement,
)
from dpcap.errors import InvalidInputError, UsageError
from dpcap.intake.file_names import readable
from dpcap.intake.finding_limit import refused
from dpcap.intake.judgements import judgements_in, read_judgements
from dpcap.intake.reconciliation import (
    disagreement_order,
    earlier_reconciliation,
    is_settled,
    joined,
    write_reconciliation,
)
from dpcap.lock import held, lock_for
from dpcap.model.finding import Finding
from dpcap.model.framework import Framework
from dpcap.model.judgement import Disagreement, Judgements, Opinion, PieceJudgement, PieceVerdict
from dpcap.real_paths import real_path
from dpcap.workflow.configuration import Configuration

_VALUE: Mapping[str, int] = {"refuse": 0, "accept": 1}
INTERVALS_EXTRA = "agreement"


@dataclass(frozen=True)
class AgreeRequest:
    """Whose judgements are compared: of all files of them in `reviews`, directories or files.

    `reconcile`: the file in which disagreements are to be settled. `framework`: the directory of
    another framework.
    """

    reviews: tuple[Path, ...]
    reconcile: Path | None = None
    framework: Path | None = None


class LeftOut(NamedTuple):
    """Judgements of pieces that are not used, by why.

    Not blind; not of the part drawn by a seed; judged by nobody else who was blind and drew by it.
    """

    not_blind: int
    not_drawn: int
    alone: int


class Resampled(NamedTuple):
    """How intervals were worked out: so many draws of providers, which begin with the seed."""

    draws: int
    seed: int


class ReviewAgreement(NamedTuple):
    """How far the `reviewers` agree, on what, and what is left out.

    `resampled`: None where there are no intervals; `lacks_numpy`: because NumPy is not installed.
    `disagreements`: those found, and of all in the file that reconciles them, `settled`.
    """

    reviewers: tuple[str, ...]
    files: int
    judged: int
    left_out: LeftOut
    verdicts: VerdictAgreement
    rungs: RungAgreement
    resampled: Resampled | None
    lacks_numpy: bool
    disagreements: tuple[Disagreement, ...]
    settled: int
    written: Path | None


class _Judged(NamedTuple):
    """A judgement that counts: whose, on which piece of which provider, under which edition."""

    provider: str
    seed: str
    reviewer: str
    piece: str
    framework: str | None
    judgement: PieceJudgement

    @property
    def item(self) -> tuple[str, str]:
        """What is the same for all who judged it: the seed it was drawn by, and the content."""
        return self.seed, _content(self.judgement)


def review_agreement(
    request: AgreeRequest, configuration: Configuration | None = None
) -> ReviewAgreement:
    """How far those agree whose judgements lie in the places of *request*.

    Only what two or more judged counts, each of them blind, of the part drawn by the same seed.
    Raises UsageError: a place that is not there, or none with judgements; InvalidInputError; then
    nothing is written.
    """
    here = configuration or Configuration()
    files = _files(request.reviews)
    read = _read(files, here.framework(request.framework))
    used, left_out = _used(read)
    found = tuple(sorted(_disagreements(used), key=disagreement_order))
    settled = _reconcile(found, request.reconcile) if request.reconcile else 0
    verdicts, rungs = list(_verdicts(used)), list(_rungs(used))
    resampling, resampled, lacks = _resampling(used)
    return ReviewAgreement(
        tuple(sorted({_who(one) for one in read})),
        len(files),
        sum(len(one.pieces) for one in read),
        left_out,
        verdict_agreement(verdicts, resampling),
        rung_agreement(rungs, resampling),
        resampled,
        lacks,
        found,
        settled,
        request.reconcile,
    )


def _files(places: Sequence[Path]) -> tuple[Path, ...]:
    """The files of judgements at *places*, each once. Raises UsageError."""
    found: dict[Path, Path] = {}
    for place in places:
        if not place.exists():
            raise UsageError(f"there is no {place}", f"没有 {place}")
        here = judgements_in(place) if place.is_dir() else [place]
        found |= {real_path(path): path for path in here}
    if not found:
        shown = ", ".join(map(str, places))
        raise UsageError(
            f"no judgements in {shown}: they are called <id>.judgements.<reviewer>.yaml, and "
            "dpcap review walk --blind writes them",
            f"{shown} 里没有复核人的判断：文件名为 <编号>.judgements.<复核人>.yaml，"
            "由 dpcap review walk --blind 写入",
        )
    return tuple(found.values())


def _read(files: Sequence[Path], framework: Framework) -> tuple[Judgements, ...]:
    """The judgements in *files*. Raises InvalidInputError with every finding."""
    read: list[Judgements] = []
    findings: list[Finding] = []
    first: dict[tuple[str, str], Path] = {}
    for path in files:
        try:
            one = read_judgements(path, framework)
        except InvalidInputError as error:
            findings += error.findings
            continue
        other = first.setdefault((one.provider, _who(one)), path)
        if other is not path:
            findings.append(_twice(one, path, other))
        read.append(one)
    if findings:
        raise refused(findings)
    return tuple(read)


def _twice(one: Judgements, path: Path, other: Path) -> Finding:
    shown = readable(path.as_posix())
    params = {"name": one.reviewer, "provider": one.provider, "other": readable(other.as_posix())}
    return Finding(code="DP477", file=shown, params=dict(params))


def _used(read: Iterable[Judgements]) -> tuple[list[_Judged], LeftOut]:
    """The judgements that count, and how many do not."""
    open_, chosen, left = 0, 0, list[_Judged]()
    for one in read:
        if not one.blind:
            open_ += len(one.pieces)
            continue
        for piece, judgement in one.pieces.items():
            if judgement.drawn and one.seed is not None:
                left.append(
                    _Judged(one.provider, one.seed, _who(one), piece, one.framework, judgement)
                )
            else:
                chosen += 1
    # The same content under two ids is one item; the judgement that stands first counts.
    each = {(one.provider, one.item, one.reviewer): one for one in reversed(left)}
    people = Counter((provider, item) for provider, item, _ in each)
    used = [one for one in each.values() if people[one.provider, one.item] > 1]
    return used, LeftOut(open_, chosen, len(left) - len(used))


def _verdicts(used: Iterable[_Judged]) -> Iterator[Rating]:
    for one in used:
        value = _VALUE.get(one.judgement.verdict)
        if value is not None:  # some have read the rungs alone by now
            yield Rating(one.provider, one.item, one.reviewer, value)


def _rungs(used: Iterable[_Judged]) -> Iterator[Rating]:
    for one in used:
        for node, rung in one.judgement.rungs.items():
            # Another edition may have other rungs.
            item = (*one.item, node, one.framework)
            yield Rating(one.provider, item, one.reviewer, rung)


def _resampling(
    used: Iterable[_Judged],
) -> tuple[Resampling | None, Resampled | None, bool]:
    """What works intervals out, how, and whether it is missing though there is enough."""
    if len({one.provider for one in used}) < ENOUGH_PROVIDERS:
        return None, None, False
    try:
        from dpcap.analysis.bootstrap import Bootstrap  # noqa: PLC0415 - needs NumPy
    except ImportError:
        return None, None, True
    resampling = Bootstrap()
    return resampling, Resampled(resampling.draws, resampling.seed), False


def _disagreements(used: Iterable[_Judged]) -> Iterator[Disagreement]:
    """What the reviewers of a piece, or of a rung read off it, say otherwise."""
    together: dict[tuple[str, tuple[str, str]], list[_Judged]] = {}
    for one in used:
        together.setdefault((one.provider, one.item), []).append(one)
    for judged in together.values():
        people = sorted(judged, key=lambda one: one.reviewer)
        ruled = [one for one in people if one.judgement.verdict in _VALUE]
        if len({one.judgement.verdict for one in ruled}) > 1:
            yield _disagreement(ruled, None)
        asked = {(node, one.framework) for one in people for node in one.judgement.rungs}
        for node, edition in sorted(asked, key=lambda each: (each[0], each[1] or "")):
            same = [one for one in people if one.framework == edition]
            read = [one for one in same if node in one.judgement.rungs]
            if len({one.judgement.rungs[node] for one in read}) > 1:
                yield _disagreement(read, node)


def _disagreement(people: Sequence[_Judged], node: str | None) -> Disagreement:
    opinions = (
        Opinion(
            reviewer=one.reviewer,
            said=_said(one.judgement, node),
            reason=one.judgement.reason,
        )
        for one in people
    )
    first = people[0]
    return Disagreement(
        provider=first.provider,
        piece=first.piece,
        saw=first.judgement.saw,
        node=node,
        opinions=tuple(opinions),
    )


def _said(one: PieceJudgement, node: str | None) -> PieceVerdict | int:
    if node is not None:
        return one.rungs[node]
    return "refuse" if one.verdict == "refuse" else "accept"


def _reconcile(found: Iterable[Disagreement], path: Path) -> int:
    """Write *found* into the file at *path*, keep what is settled; how many are settled there.

    Raises InvalidInputError, UsageError.
    """
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}", f"没有目录 {path.parent}")
    with held(lock_for(path.parent), lambda: None):
        before = earlier_reconciliation(path)
        file = joined(found, before)
        if file != before:
            write_reconciliation(path, file)
    return sum(map(is_settled, file.disagreements))


def _who(one: Judgements) -> str:
    return unicodedata.normalize("NFC", one.reviewer)


def _content(one: PieceJudgement) -> str:
    return one.saw.sha256 or one.saw.url or ""
