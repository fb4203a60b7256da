"""What a reviewer is to look at in a provider's folder: what matters most, then a sample."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest, sha256
from math import ceil
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from dpcap.errors import UsageError
from dpcap.intake.folder_tree import LeavesError
from dpcap.intake.gates import load_gates
from dpcap.intake.inventory import inside
from dpcap.intake.judgements import judgements_file, judgements_in, read_judgements
from dpcap.intake.review import review_file
from dpcap.intake.write_rulings import review_text
from dpcap.model.assessment import Answer, Assessment, Evidence, Reply
from dpcap.model.base import LINE
from dpcap.model.framework import Framework
from dpcap.model.gate import Gates
from dpcap.model.judgement import Judgements
from dpcap.model.nps import ContestedAnswer
from dpcap.model.outcome import DecisiveEvidence
from dpcap.model.profile import RoleEntry
from dpcap.model.review import AnswerRuling, Ruled, SeenFile
from dpcap.model.round import Round
from dpcap.model.scale import Rubric
from dpcap.model.scope import SHOP_MARK
from dpcap.model.seen_today import seen_file
from dpcap.model.two_languages import TwoLanguages
from dpcap.real_paths import real_path
from dpcap.scoring.case import Case
from dpcap.scoring.contested_answers import contested_in
from dpcap.scoring.evaluate import evaluate
from dpcap.scoring.refused_proof import PieceRefusals
from dpcap.scoring.rulings import NOT_RULED
from dpcap.scoring.score import profile_from
from dpcap.scoring.score_tree import grow_tree
from dpcap.scoring.sensitivity import stakes
from dpcap.scoring.trace import uses_of
from dpcap.workflow.configuration import Configuration
from dpcap.workflow.provider import ProviderInput, ProviderRequest, read_provider
from dpcap.workflow.review_pace import review_pace
from dpcap.workflow.select_rows import reviews_needed
from dpcap.workflow.typed_text import bounded

SHARE = 0.1
_ORDER = ("decisive", "contested", "scope", "drawn", "other")
_WHY_REVIEWS = TwoLanguages("裁定写在那里", "rulings lie there")
_NO_ANSWER = Answer.model_construct()
# Why something is looked at: much depends on it, brands dispute what it is to prove, it may take
# questions out, the seed drew it, it is left, it is an N/A.
Why = Literal["decisive", "contested", "scope", "drawn", "other", "exemption"]


@dataclass(frozen=True)
class WalkRequest:
    """Whose folder is walked through, by whom, and how.

    `seed` draws a `share` of the pieces, the same for everybody; None: those that somebody gave for
    this provider before, else those of the round, else a share of 0.1. `second`: only what was
    drawn, for a second reviewer, who sees neither scores nor rulings; nothing goes into the review.
    `blind`: nothing that a refusal would change is shown. `whole`: pieces on which nothing hangs,
    too. `gates`: what a refusal would fail.
    """

    provider: ProviderRequest
    reviewer: str
    today: date
    seed: str | None = None
    share: float | None = None
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
    applies to it by now; `is_kept`: it is there already and stays. `path`: where its file lies, of
    an N/A that of the first piece that it names. `rungs`: those that the reviewer read off it,
    before its claims were shown; None: not yet. `refused_for`: the refusals for single questions.
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
    rungs: Mapping[str, int] | None = None
    refused_for: Mapping[str, Ruled] = MappingProxyType({})


class WalkStanding(NamedTuple):
    """How the provider stands as the walk begins.

    `level`: the proved one. `role`: that judged. `gates`: those given. `answers`: the rulings on
    single answers that apply, by question.
    """

    level: str | None
    role: RoleEntry
    gates: Gates | None
    answers: Mapping[str, AnswerRuling]


class ReviewWalk(NamedTuple):
    """All there is to look at, in order; `done`: pieces that are ruled on or judged already.

    `standing`: None for a second reviewer. `contested`: the answers that brands speak against and
    nobody has ruled on since, by question. `pace`: minutes for one ruling so far; None: not known.
    `review`: the text of the review by which that was found.
    """

    request: WalkRequest
    framework: Framework
    assessment: Assessment
    reviews: Path
    seed: str | None
    share: float
    items: tuple[WalkItem, ...]
    done: int
    standing: WalkStanding | None = None
    pace: float | None = None
    contested: Mapping[str, ContestedAnswer] = MappingProxyType({})
    review: str = ""

    @property
    def minutes(self) -> float | None:
        """How long the walk will take at the pace so far; None: that is not known."""
        return None if self.pace is None else self.pace * len(self.items)

    def rubrics(self, item: WalkItem) -> tuple[str, ...]:
        """The questions with rungs that the piece of *item* is to prove."""
        scales = ((use.node, self.framework.by_id[use.node].scale) for use in item.uses)
        return tuple(node for node, scale in scales if isinstance(scale, Rubric))


def plan_walk(request: WalkRequest, configuration: Configuration | None = None) -> ReviewWalk:
    """What *request* is to look at: what is decisive first, then what was drawn, then N/A answers.

    Raises UsageError: nobody says where reviews lie, a second reviewer without a seed, another seed
    than before; InvalidInputError for the framework, the folder, the manager's files or gates.
    """
    here = configuration or Configuration()
    _check(request)
    reviews = reviews_needed(request.provider.reviews, here, _WHY_REVIEWS)
    provider = read_provider(request.provider, here)
    opened = here.round(reviews)
    mine, seed, share = _judged_before(request, provider, reviews, opened and opened.round)
    if request.second and seed is None:
        raise UsageError(
            "--second needs the seed that the manager gave: --seed TEXT, or seed in round.yaml",
            "--second 须给出管理方的种子：--seed 文字，或写在 round.yaml 的 seed 里",
        )
    root = here.evidence_root(request.provider.evidence_root)
    review = review_text(review_file(reviews, provider.assessment.provider.id))
    found = _found(request, provider, _Sample(seed, share), mine)
    placed = (one._replace(path=_path(one, request, provider, root)) for one in found.items)
    return ReviewWalk(
        request,
        provider.framework,
        provider.assessment,
        reviews,
        seed,
        share,
        tuple(placed),
        found.done,
        found.standing,
        review_pace(reviews, provider.framework),
        found.contested,
        review,
    )


def _check(request: WalkRequest) -> None:
    if not request.reviewer.strip():
        raise UsageError("say who reviews: --by NAME", "请写明由谁复核：--by 姓名")
    bounded("--by", request.reviewer, LINE)
    bounded("--seed", request.seed or "", LINE)
    if request.share is not None and not 0 < request.share <= 1:
        raise UsageError(
            f"--share {request.share:g} is not above 0 and up to 1",
            f"--share {request.share:g} 须大于 0、不超过 1",
        )


def _judged_before(
    request: WalkRequest, provider: ProviderInput, reviews: Path, held: Round | None
) -> tuple[Judgements | None, str | None, float]:
    """What this reviewer judged by now, and the seed and share in force. Raises UsageError."""
    name = provider.assessment.provider.id
    path = judgements_file(reviews, name, request.reviewer)
    mine = read_judgements(path, provider.framework) if path.is_file() else None
    given = request.seed
    if mine is not None:
        _check_file(mine, path, given, provider.framework.edition)
    others = [one for one in judgements_in(reviews) if one.name.startswith(f"{name}.")]
    read = (read_judgements(one, provider.framework) for one in others if one != path)
    before = [one for one in (mine, *read) if one and one.seed]
    seed = given or next((one.seed for one in before), held.seed if held else None)
    shares = [one.share for one in before if one.seed == seed]
    if held and held.share:
        shares.append(held.share)
    return mine, seed, request.share or next(filter(None, shares), SHARE)


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


class _Found(NamedTuple):
    """What is to be looked at, in order, how many pieces are done with, how the provider stands.

    `contested`: the answers in dispute, by question.
    """

    items: list[WalkItem]
    done: int
    contested: Mapping[str, ContestedAnswer]
    standing: WalkStanding | None = None


class _Sample(NamedTuple):
    """What is drawn: so much, by which seed; None: nothing."""

    seed: str | None
    share: float


def _found(
    request: WalkRequest, provider: ProviderInput, sample: _Sample, mine: Judgements | None
) -> _Found:
    case = provider.case(request.provider)
    before = mine.pieces.values() if mine else ()
    read = {content_key(one.saw): one.rungs for one in before}
    judged = {content_key(one.saw) for one in before if one.verdict != "open"}
    every = [_with_rungs(one, read) for one in _every_piece(request, case, sample)]
    disputed = {one.node: one for one in contested_in(case) if one.ruling is None}
    todo = [one for one in every if not _is_done(one, judged, request, disputed)]
    done = len(every) - len(todo)
    if request.second:
        return _Found(
            [one._replace(ruling=None, refused_for={}, why="drawn") for one in todo], done, disputed
        )
    standing, held = _stakes(case, request)
    explained = [_explained(one, held.get(one.name), disputed) for one in todo]
    wanted = [one for one in explained if one.why != "other" or request.whole]
    place = {name: number for number, name in enumerate(held)}
    wanted.sort(key=lambda one: (_ORDER.index(one.why), place.get(one.name, 0)))
    return _Found([*wanted, *_exemptions(case)], done, disputed, standing)


def _with_rungs(item: WalkItem, read: Mapping[str, Mapping[str, int]]) -> WalkItem:
    """*item* with what was read off it before, by its content."""
    if item.piece is None:
        return item
    return item._replace(rungs=read.get(content_key(seen_file(item.piece))))


def _every_piece(request: WalkRequest, case: Case, sample: _Sample) -> list[WalkItem]:
    """The pieces that are there and named by an answer; of a second reviewer those drawn."""
    uses, scopes = uses_of(case.assessment), _scopes(case)
    pieces = [one for one in case.assessment.evidence.values() if one.state == "ok"]
    used = [one for one in pieces if uses.get(one.id) or scopes.get(one.id)]
    drawn = _drawn(used, case.assessment.provider.id, sample)
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
                    refused_for=case.rulings.evidence.get(one.id, NOT_RULED).claims,
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


def _is_done(
    item: WalkItem,
    judged: Collection[str],
    request: WalkRequest,
    disputed: Mapping[str, ContestedAnswer],
) -> bool:
    """Whether *item* is ruled on, and judged blind where it is to be.

    What was ruled on before brands *disputed* what it is to prove is looked at again.
    """
    if item.piece is None:
        return False
    waits = item.drawn and content_key(seen_file(item.piece)) not in judged
    if waits or request.second:
        return not waits
    if item.ruling is None:
        return False
    said = [disputed[use.node].last_on for use in item.uses if use.node in disputed]
    return all(day <= item.ruling.on for day in said)


def _explained(
    item: WalkItem, stake: DecisiveEvidence | None, disputed: Collection[str]
) -> WalkItem:
    """*item* with what depends on it; of one that is judged blind it is not to be shown."""
    against = any(use.node in disputed for use in item.uses)
    other: Why = "contested" if against else "scope" if item.scopes else item.why
    why: Why = "decisive" if stake else other
    if not item.hidden:
        return item._replace(why=why, stake=stake)
    kept = item.ruling is not None
    return item._replace(why=why, ruling=None, refused_for={}, is_kept=kept)


def _stakes(
    case: Case, request: WalkRequest
) -> tuple[WalkStanding, Mapping[str, DecisiveEvidence]]:
    """How *case* stands, and what depends on single pieces, by name.

    Those come first whose refusal lowers the level, then those on which most gates hang.
    """
    judged = evaluate(case)
    tree = grow_tree(case, judged)
    profile = profile_from(case, judged, tree)
    gates = load_gates(request.gates, case.framework) if request.gates else None
    found = stakes(profile, PieceRefusals(case, judged, tree, profile.evidence), gates)
    ordered = sorted(found, key=lambda one: (not one.falls, -len(one.gates)))
    level = profile.overall.level.proved.id
    standing = WalkStanding(level, profile.role, gates, case.rulings.answers)
    return standing, {one.piece: one for one in ordered}


def _use(piece: str, node: str, assessment: Assessment) -> PieceUse:
    answer = assessment.answers.get(node, _NO_ANSWER)
    every: Iterable[Reply] = (answer, *assessment.rows.get(node, ()))
    return PieceUse(node, tuple(one for one in every if piece in one.evidence))


def _exemptions(case: Case) -> Iterator[WalkItem]:
    """The "not applicable" answers on which nobody ruled."""
    for node, indicator in case.asked.items():
        answer = case.assessment.answers.get(node, _NO_ANSWER)
        reason, ruled = answer.not_applicable, node in case.rulings.exemptions
        if reason and indicator.not_applicable and not ruled:
            yield WalkItem(node, "exemption", (PieceUse(node, (answer,)),), reason=reason)


def _drawn(pieces: Iterable[Evidence], provider: str, sample: _Sample) -> frozenset[str]:
    """The pieces that *sample* draws: a share of them, at least one, by their content alone.

    The order is that of SHA-256 of the seed, the provider's id and the content, so that neither the
    order nor the ids of pieces matter, and every reviewer gets the same.
    """
    seed, share = sample
    if seed is None:
        return frozenset()
    by_content: dict[str, list[str]] = {}
    for one in pieces:
        by_content.setdefault(content_key(seen_file(one)), []).append(one.id)

    def lot(content: str) -> bytes:
        return sha256(f"{seed}\n{provider}\n{content}".encode()).digest()

    lots = sorted(by_content, key=lot)
    return frozenset(by_content[one][0] for one in lots[: ceil(share * len(lots))])


def has_changed(item: WalkItem) -> bool:
    """Whether the file of the piece of *item* is no longer what it was as the walk was planned."""
    if item.piece is None or item.path is None or item.piece.sha256 is None:
        return False
    try:
        with item.path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() != item.piece.sha256
    except FileNotFoundError:
        return True


def content_key(saw: SeenFile) -> str:
    """What tells contents apart."""
    return saw.sha256 or saw.url or ""


def _path(
    item: WalkItem, request: WalkRequest, provider: ProviderInput, root: Path | None
) -> Path | None:
    """Where the file of *item* lies, in the folder or the place for evidence; None: nowhere."""
    named = (one for use in item.uses for reply in use.replies for one in reply.evidence)
    register = provider.assessment.evidence
    piece = item.piece or register.get(next(named, ""))
    if piece is None or not piece.file or piece.state != "ok":
        return None
    places = [request.provider.folder]
    if root is not None:
        places.append(root / provider.assessment.provider.id)
    for place in places:
        try:
            here, found = real_path(place), real_path(place / inside(piece.file))
        except (LeavesError, OSError):
            continue
        if found.is_file() and found.is_relative_to(here):
            return found
    return None
