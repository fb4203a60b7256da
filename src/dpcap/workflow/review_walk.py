"""What a reviewer is to look at in a provider's folder: what matters most, then a sample."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import Literal, NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.folder_tree import LeavesError
from dpcap.intake.gates import load_gates
from dpcap.intake.inventory import inside
from dpcap.intake.judgements import (
    judgements_file,
    judgements_in,
    read_judgements,
    write_judgements,
)
from dpcap.intake.wording import TwoLanguages
from dpcap.intake.write_rulings import ReviewFile
from dpcap.lock import held, lock_for
from dpcap.model.assessment import Answer, Assessment, Evidence, Reply
from dpcap.model.base import LINE
from dpcap.model.framework import Framework
from dpcap.model.judgement import Judgements, PieceJudgement
from dpcap.model.outcome import DecisiveEvidence
from dpcap.model.review import (
    EvidenceRuling,
    ExemptionRuling,
    ReviewRemark,
    Ruled,
    SeenFile,
    SeenReason,
)
from dpcap.model.scope import SHOP_MARK
from dpcap.model.seen_today import seen_file
from dpcap.scoring.case import Case
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.piece_refusals import PieceRefusals
from dpcap.scoring.score import profile_from
from dpcap.scoring.score_tree import grow_tree
from dpcap.scoring.sensitivity import stakes
from dpcap.scoring.trace import uses_of
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderInput, ProviderRequest, read_provider
from dpcap.workflow.select_rows import reviews_needed
from dpcap.workflow.typed_text import bounded

SHARE = 0.1
_ORDER = ("decisive", "scope", "drawn", "other")
_WHY_REVIEWS = TwoLanguages("裁定写在那里", "rulings lie there")
_NO_ANSWER = Answer()
# Why something is looked at: much hangs on it, it may take questions out, the seed drew it, it is
# left, it is an N/A.
Why = Literal["decisive", "scope", "drawn", "other", "exemption"]


@dataclass(frozen=True)
class WalkRequest:
    """Whose folder is walked through, by whom, and how.

    `seed` draws a `share` of the pieces, the same for everybody; None: the one that somebody gave
    for this provider before. `second`: only what was drawn, for a second reviewer, who sees neither
    scores nor rulings; nothing goes into the review. `blind`: nothing that a refusal would change
    is shown. `whole`: pieces on which nothing hangs, too. `gates`: what a refusal would fail.
    """

    provider: ProviderRequest
    reviewer: str
    today: date
    seed: str | None = None
    share: float = SHARE
    second: bool = False
    blind: bool = False
    whole: bool = False
    gates: str | Path | None = None


class PieceUse(NamedTuple):
    """A question that a piece is to prove: its id and the replies that name the piece."""

    node: str
    replies: tuple[Reply, ...]


class WalkItem(NamedTuple):
    """Something to look at: the piece `name`, or the "not applicable" of the question `name`.

    `stake`: what its refusal would change; None: nothing, or it is not to be shown. `hidden`: it is
    judged blind. `scopes`: what the provider says that it shows not to be served. `ruling`: what
    applies to it by now; `is_kept`: it is another one's and stays. `path`: where its file lies.
    """

    name: str
    why: Why
    uses: tuple[PieceUse, ...]
    piece: Evidence | None = None
    path: Path | None = None
    stake: DecisiveEvidence | None = None
    drawn: bool = False
    hidden: bool = False
    ruling: Ruled | None = None
    is_kept: bool = False
    scopes: tuple[str, ...] = ()
    reason: str | None = None


class ReviewWalk(NamedTuple):
    """All there is to look at, in order; `done`: pieces that are ruled on or judged already."""

    request: WalkRequest
    framework: Framework
    assessment: Assessment
    reviews: Path
    seed: str | None
    items: tuple[WalkItem, ...]
    done: int


def plan_walk(request: WalkRequest, configuration: Configuration | None = None) -> ReviewWalk:
    """What *request* is to look at: what is decisive first, then what was drawn, then N/A answers.

    Raises UsageError: nobody says where reviews lie, a second reviewer without a seed, another seed
    than before; InvalidInputError for the framework, the folder, the manager's files or gates.
    """
    here = configuration or Configuration()
    _check(request)
    reviews = reviews_needed(request.provider.reviews, here, _WHY_REVIEWS)
    provider = read_provider(request.provider, here)
    mine, seed = _judged_before(request, provider, reviews)
    if request.second and seed is None:
        raise UsageError(
            "--second needs the seed that the manager gave: --seed TEXT",
            "--second 须给出管理方的种子：--seed 文字",
        )
    root = here.evidence_root(request.provider.evidence_root)
    items, done = _items(request, provider, seed, mine)
    placed = tuple(one._replace(path=_path(one.piece, request, provider, root)) for one in items)
    return ReviewWalk(request, provider.framework, provider.assessment, reviews, seed, placed, done)


def _check(request: WalkRequest) -> None:
    if not request.reviewer.strip():
        raise UsageError("say who reviews: --by NAME", "请写明由谁复核：--by 姓名")
    bounded("--by", request.reviewer, LINE)
    bounded("--seed", request.seed or "", LINE)
    if not 0 < request.share <= 1:
        raise UsageError(
            f"--share {request.share:g} is not above 0 and up to 1",
            f"--share {request.share:g} 须大于 0、不超过 1",
        )


def _judged_before(
    request: WalkRequest, provider: ProviderInput, reviews: Path
) -> tuple[Judgements | None, str | None]:
    """What this reviewer judged by now, and the seed in force. Raises UsageError."""
    name = provider.assessment.provider.id
    path = judgements_file(reviews, name, request.reviewer)
    mine = read_judgements(path, provider.framework) if path.is_file() else None
    given = request.seed
    if mine is not None:
        _check_file(mine, path, given, provider.framework.edition)
    if given or (mine and mine.seed):
        return mine, given or (mine.seed if mine else None)
    others = (one for one in judgements_in(reviews) if one.name.startswith(f"{name}."))
    seeds = (read_judgements(one, provider.framework).seed for one in others)
    return mine, next(filter(None, seeds), None)


def _check_file(mine: Judgements, path: Path, seed: str | None, edition: str) -> None:
    """Whether what is judged now may go into the file of *mine*. Raises UsageError."""
    if not mine.pieces:
        return
    if not mine.blind:
        why = TwoLanguages("不是盲审的判断", "was not judged blind")
    elif seed and mine.seed not in (None, seed):
        why = TwoLanguages("用的是另一个种子", "was drawn by another seed")
    elif mine.framework not in (None, edition):
        why = TwoLanguages("是按框架的另一版判断的", "was judged by another version")
    else:
        return
    raise UsageError(
        f"{path} {why.en}: move it into another directory first; dpcap agree reads it there",
        f"{path} {why.zh}：请先移到别的目录，dpcap agree 可以到那里读",
    )


def _items(
    request: WalkRequest, provider: ProviderInput, seed: str | None, mine: Judgements | None
) -> tuple[list[WalkItem], int]:
    """What is to be looked at, in order, and how many pieces are done with."""
    case = provider.case(request.provider)
    every = _every_piece(request, case, seed)
    judged = {_key(one.saw) for one in mine.pieces.values()} if mine else set()
    todo = [one for one in every if not _is_done(one, judged, request)]
    done = len(every) - len(todo)
    if request.second:
        return [one._replace(ruling=None, why="drawn") for one in todo], done
    ordered, held = _stakes(case, request)
    found = [_explained(one, held.get(one.name)) for one in todo]
    wanted = [one for one in found if one.why != "other" or request.whole]
    place = {name: number for number, name in enumerate(ordered)}
    wanted.sort(key=lambda one: (_ORDER.index(one.why), place.get(one.name, 0)))
    return [*wanted, *_exemptions(case)], done


def _every_piece(request: WalkRequest, case: Case, seed: str | None) -> list[WalkItem]:
    """The pieces that are there and named by an answer; of a second reviewer those drawn."""
    uses, scopes = uses_of(case.assessment), _scopes(case)
    pieces = [one for one in case.assessment.evidence.values() if one.state == "ok"]
    used = [one for one in pieces if uses.get(one.id) or scopes.get(one.id)]
    drawn = _drawn(used, case.assessment.provider.id, seed, request.share)
    items = []
    for one in used:
        if one.id in drawn or not request.second:
            ruling = _ruling(one.id, uses.get(one.id, ()), case)
            hidden = request.second or request.blind or one.id in drawn
            items.append(
                WalkItem(
                    one.id,
                    "drawn" if one.id in drawn else "other",
                    tuple(_use(one.id, node, case.assessment) for node in uses.get(one.id, ())),
                    one,
                    drawn=one.id in drawn,
                    hidden=hidden,
                    ruling=ruling,
                    scopes=tuple(scopes.get(one.id, ())),
                )
            )
    return items


def _ruling(piece: str, nodes: Collection[str], case: Case) -> Ruled | None:
    """What is ruled on *piece*: as a whole, or by refusals for every one of *nodes*."""
    ruled = case.rulings.evidence.get(piece)
    if ruled is None or ruled.ruling is not None:
        return ruled.ruling if ruled else None
    claims = [ruled.claims.get(node) for node in nodes]
    return claims[0] if claims and all(claims) else None


def _scopes(case: Case) -> dict[str, list[str]]:
    """What each piece is to show not to be served, by its id: `ships`, of one shop `ships@s2`."""
    found: dict[str, list[str]] = {}
    for scope in case.framework.scopes:
        fact = case.assessment.provider.facts.get(scope)
        if fact is None:
            continue
        for piece in fact.evidence if fact.value is False else ():
            found.setdefault(piece, []).append(scope)
        for shop, pieces in fact.without.items():
            for piece in pieces:
                found.setdefault(piece, []).append(f"{scope}{SHOP_MARK}{shop}")
    return found


def _is_done(item: WalkItem, judged: Collection[str], request: WalkRequest) -> bool:
    """Whether *item* is ruled on, and judged blind where it is to be."""
    if item.piece is None:
        return False
    waits = item.drawn and _key(seen_file(item.piece)) not in judged
    return not waits and (request.second or item.ruling is not None)


def _explained(item: WalkItem, stake: DecisiveEvidence | None) -> WalkItem:
    """*item* with what hangs on it; of one that is judged blind it is not to be shown."""
    why: Why = "decisive" if stake else "scope" if item.scopes else item.why
    if not item.hidden:
        return item._replace(why=why, stake=stake)
    return item._replace(why=why, ruling=None, is_kept=item.ruling is not None)


def _stakes(
    case: Case, request: WalkRequest
) -> tuple[tuple[str, ...], Mapping[str, DecisiveEvidence]]:
    """What hangs on single pieces: those whose refusal lowers the level first, by name."""
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    profile = profile_from(case, judged, tree)
    gates = load_gates(request.gates, case.framework) if request.gates else None
    found = stakes(profile, PieceRefusals(case, judged, tree, profile.evidence), gates)
    ordered = sorted(found, key=lambda one: (not one.falls, -len(one.gates)))
    return tuple(one.piece for one in ordered), {one.piece: one for one in found}


def _use(piece: str, node: str, assessment: Assessment) -> PieceUse:
    answer = assessment.answers.get(node, _NO_ANSWER)
    every: Iterable[Reply] = (answer, *assessment.rows.get(node, ()))
    return PieceUse(node, tuple(one for one in every if piece in one.evidence))


def _exemptions(case: Case) -> Iterator[WalkItem]:
    """The "not applicable" answers on which nobody ruled."""
    for node, indicator in case.asked.items():
        reason = case.assessment.answers.get(node, _NO_ANSWER).not_applicable
        ruled = node in case.rulings.exemptions
        if reason and indicator.not_applicable and not ruled:
            yield WalkItem(node, "exemption", (PieceUse(node, ()),), reason=reason)


def _drawn(
    pieces: Iterable[Evidence], provider: str, seed: str | None, share: float
) -> frozenset[str]:
    """The pieces that *seed* draws: a *share* of them, at least one, by their content alone.

    The order is that of SHA-256 of the seed, the provider's id and the content, so that neither the
    order nor the ids of pieces matter, and every reviewer gets the same.
    """
    if seed is None:
        return frozenset()
    by_content: dict[str, list[str]] = {}
    for one in pieces:
        by_content.setdefault(_key(seen_file(one)), []).append(one.id)

    def lot(content: str) -> bytes:
        return sha256(f"{seed}\n{provider}\n{content}".encode()).digest()

    lots = sorted(by_content, key=lot)
    return frozenset(by_content[one][0] for one in lots[: ceil(share * len(lots))])


def _key(saw: SeenFile) -> str:
    """What tells contents apart."""
    return saw.sha256 or saw.url or ""


def _path(
    piece: Evidence | None, request: WalkRequest, provider: ProviderInput, root: Path | None
) -> Path | None:
    """Where the file of *piece* lies, in the folder or the place for evidence; None: nowhere."""
    if piece is None or not piece.file:
        return None
    places = [request.provider.folder]
    if root is not None:
        places.append(root / provider.assessment.provider.id)
    for place in places:
        try:
            here, found = place.resolve(), (place / inside(piece.file)).resolve()
        except (LeavesError, OSError):
            continue
        if found.is_file() and found.is_relative_to(here):
            return found
    return None


class WalkRecorder:
    """Writes what the reviewer of *walk* thinks, each time at once.

    *on_wait* is called once if another process writes there. Every change raises InvalidInputError
    for files that are not sound, UsageError, OSError; then nothing is written.
    """

    def __init__(self, walk: ReviewWalk, on_wait: Callable[[], None] = lambda: None) -> None:
        self._walk, self._on_wait = walk, on_wait
        provider = walk.assessment.provider
        self.review = ReviewFile(walk.reviews, provider, walk.framework, on_wait)
        self.judgements = judgements_file(walk.reviews, provider.id, walk.request.reviewer)

    def rule(self, item: WalkItem, ruling: EvidenceRuling, rungs: Mapping[str, int]) -> None:
        """Write the *ruling* on the piece of *item*, bound to what was seen.

        A second reviewer's is a judgement alone; one that is hidden, or drawn, is one as well.
        """
        if item.piece is None:
            raise ValueError(item.name)
        bound = ruling.model_copy(
            update={"saw": seen_file(item.piece), "framework": self._walk.framework.edition}
        )
        if not self._walk.request.second and not item.is_kept:
            self.review.rule_on_piece(item.name, bound)
        if item.hidden:
            self._judge(item, bound, rungs)

    def rule_on_exemption(self, item: WalkItem, ruling: ExemptionRuling) -> None:
        """Write the *ruling* on the N/A of *item*, bound to its reason."""
        seen = SeenReason(reason=item.reason or "")
        bound = ruling.model_copy(update={"saw": seen, "framework": self._walk.framework.edition})
        self.review.rule_on_exemption(item.name, bound)

    def remark(self, text: str, node: str | None) -> None:
        """Write a remark for reviewers."""
        request = self._walk.request
        self.review.add_remark(
            ReviewRemark(node=node, text=text, by=request.reviewer, on=request.today)
        )

    def add_minutes(self, minutes: float) -> None:
        """Add *minutes* to those that the reviewer spent on this provider."""
        with held(lock_for(self._walk.reviews), self._on_wait):
            now = self._now()
            spent = round((now.minutes or 0) + minutes, 1)
            write_judgements(self.judgements, now.model_copy(update={"minutes": spent}))

    def _judge(self, item: WalkItem, ruling: EvidenceRuling, rungs: Mapping[str, int]) -> None:
        saw = ruling.saw
        if saw is None:
            raise ValueError(item.name)
        judgement = PieceJudgement(
            saw=saw,
            drawn=item.drawn,
            verdict="refuse" if ruling.ruling == "refused" else "accept",
            reason=ruling.reason,
            on=ruling.on,
            rungs=dict(rungs),
        )
        with held(lock_for(self._walk.reviews), self._on_wait):
            now = self._now()
            name, number = item.name, 1
            while name in now.pieces and _key(now.pieces[name].saw) != _key(saw):
                number += 1
                name = f"{item.name}.{number}"
            pieces = {**now.pieces, name: judgement}
            write_judgements(self.judgements, now.model_copy(update={"pieces": pieces}))

    def _now(self) -> Judgements:
        """The reviewer's judgements as they are, or new ones."""
        walk = self._walk
        if self.judgements.is_file():
            now = read_judgements(self.judgements, walk.framework)
        else:
            now = Judgements(
                schema_="dpcap/judgements/1",
                provider=walk.assessment.provider.id,
                reviewer=walk.request.reviewer.strip(),
                blind=True,
            )
        drawn = {"seed": walk.seed, "share": walk.request.share} if walk.seed else {}
        return now.model_copy(update={"framework": walk.framework.edition, **drawn})
