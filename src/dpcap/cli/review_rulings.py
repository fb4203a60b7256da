"""What is asked for one ruling, until it is written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal, NamedTuple

from dpcap.cli.interview.console import BackError
from dpcap.cli.interview.reading import tidy
from dpcap.cli.review_card import ReviewCard, has_claim
from dpcap.cli.review_prompts import DeskPrompts
from dpcap.cli.review_words import (
    ANSWER_FITS,
    ANSWER_REFUSALS,
    EXEMPTION_FITS,
    EXEMPTION_REFUSALS,
    FITS,
    REFUSALS,
)
from dpcap.model.assessment import Answer
from dpcap.model.review import (
    AnswerRuling,
    Confirmation,
    EvidenceRuling,
    ExemptionRuling,
    Reach,
    Ruling,
)
from dpcap.model.scale import Rubric
from dpcap.model.scope import SHOP_MARK
from dpcap.workflow.review_walk import ReviewWalk, WalkItem
from dpcap.workflow.walk_recorder import WalkRecorder

_NO_ANSWER = Answer.model_construct()


class SavedRuling(NamedTuple):
    """A ruling that was written; `rest`: the questions of the piece that it does not speak of.

    `stands`: in the review, not among the reviewer's judgements alone.
    """

    ruling: Ruling
    rest: tuple[str, ...] = ()
    stands: bool = True


class _Why(NamedTuple):
    """Why a piece is refused; `node`: by what the question of that id calls not enough."""

    reason: str
    node: str | None = None


class RulingTalk:
    """Asks the reviewer of *walk* for single rulings, and has *recorder* write them.

    Each raises BackError where the reviewer goes back, LeaveError, and what the recorder raises;
    then nothing is written.
    """

    def __init__(
        self, walk: ReviewWalk, recorder: WalkRecorder, card: ReviewCard, prompts: DeskPrompts
    ) -> None:
        self._walk, self._record, self._card, self._ask = walk, recorder, card, prompts

    def accept(self, item: WalkItem, *, judged: bool = True) -> SavedRuling:
        """The piece, or the N/A, of *item* is accepted; *judged*: as a judgement as well."""
        if item.piece is None:
            return self._exempt(item, "accepted", self._ask.usually("ask.fits", EXEMPTION_FITS))
        confirmed, scopes = self._confirmed(item), self._scopes(item)
        ruling = EvidenceRuling(
            ruling="accepted",
            reason=self._ask.usually("ask.fits", FITS),
            confirmed=confirmed,
            scopes=scopes,
            by=self._by,
            on=self._today,
        )
        return SavedRuling("accepted", stands=self._record.rule(item, ruling, judged=judged))

    def verify(self, item: WalkItem, *, judged: bool = True) -> SavedRuling:
        """The piece of *item* was checked at its source, until a day."""
        confirmed = self._confirmed(item)
        ruling = EvidenceRuling(
            ruling="verified",
            reason=self._ask.usually("ask.fits", FITS),
            until=self._ask.until(self._today),
            confirmed=confirmed,
            by=self._by,
            on=self._today,
        )
        return SavedRuling("verified", stands=self._record.rule(item, ruling, judged=judged))

    def refuse(self, item: WalkItem) -> SavedRuling:
        """The piece, or the N/A, of *item* is refused."""
        if item.piece is None:
            reason = self._ask.choice("ask.reason", EXEMPTION_REFUSALS)
            return self._exempt(item, "refused", reason)
        why = self._why(item)
        reach = self._reach(item, why)
        nodes = self._nodes(item, why.node) if reach == "claim" else ()
        ruling = EvidenceRuling(
            ruling="refused",
            reason=why.reason,
            reach=reach,
            indicators=nodes,
            by=self._by,
            on=self._today,
        )
        stands = self._record.rule(item, ruling)
        rest = [use.node for use in item.uses if nodes and use.node not in nodes]
        return SavedRuling("refused", tuple(rest) if stands else (), stands)

    def read_rungs(self, item: WalkItem) -> Mapping[str, int]:
        """The rungs that the reviewer reads off the piece of *item*, written at once."""
        self._ask.say("rungs_first", style="mark")
        read: dict[str, int] = {}
        for node in self._walk.rubrics(item):
            self._ask.console.show(self._card.rungs(node))
            rung = self._ask.number("ask.rung", 0, self._last(node), node=node)
            if rung is not None:
                read[node] = rung
        self._record.read_rungs(item, read)
        self._ask.say("rungs_read", style="good")
        self._ask.console.show(self._card.claims(item, read))
        return read

    def answer(self, item: WalkItem, unread: Collection[str] = ()) -> SavedRuling:
        """A single answer is ruled on, by default that to the only question of *item*.

        *unread*: questions whose rungs are still to be read blind, so that no claim is shown.
        """
        node = self._node(item, unread)
        self._ask.console.show(self._card.answer(node))
        right, usual = self._is_right(node)
        self._ask.say("will_verify" if right else "will_refuse", style="mark")
        reason = self._ask.usually("ask.answer_reason", usual) if usual else self._wrong()
        ruling = AnswerRuling(
            ruling="verified" if right else "refused",
            reason=reason,
            until=self._ask.until(self._today) if right else None,
            by=self._by,
            on=self._today,
        )
        self._record.rule_on_answer(node, ruling)
        return SavedRuling(ruling.ruling)

    def remark(self, item: WalkItem) -> None:
        """A line for reviewers, on the question of *item* if it has one alone."""
        text = self._ask.wording("ask.remark")
        if not text:
            raise BackError
        self._record.remark(text, item.uses[0].node if len(item.uses) == 1 else None)

    def role(self) -> None:
        """The role that is judged is fixed."""
        roles, standing = self._walk.framework.roles, self._walk.standing
        listed = []
        for name, role in roles.items():
            marks = [self._ask.words("declared")] if self._is_declared(name) else []
            if standing and standing.role.confirmed and standing.role.id == name:
                marks.append(self._ask.words("fixed"))
            title = role.title.say(self._ask.console.language)
            listed.append(" · ".join((title, name, *marks)))
        self._ask.listed(listed)
        number = self._ask.number("ask.role", 1, len(listed))
        reason = self._ask.wording("ask.role_reason") if number else ""
        if not number or not reason:
            raise BackError
        self._record.fix_role([*roles][number - 1], reason)

    def _is_declared(self, role: str) -> bool:
        return self._walk.assessment.provider.role == role

    def _exempt(
        self, item: WalkItem, ruling: Literal["accepted", "refused"], reason: str
    ) -> SavedRuling:
        ruled = ExemptionRuling(ruling=ruling, reason=reason, by=self._by, on=self._today)
        self._record.rule_on_exemption(item, ruled)
        return SavedRuling(ruling)

    def _writes(self, item: WalkItem) -> bool:
        """Whether what is said of *item* goes into the review."""
        return not (self._walk.request.second or item.is_kept)

    def _confirmed(self, item: WalkItem) -> Confirmation | None:
        """Who at the brand confirmed a piece of a kind that needs it, and when."""
        piece = item.piece
        waiting = self._walk.framework.until_confirmed.get(piece.kind) if piece else None
        if waiting is None or waiting.editable or not self._writes(item):
            return None
        who = self._ask.name("ask.confirmed")
        if not who:
            self._ask.say("not_confirmed", style="warn", less=self._card.kind(waiting.counts_as))
            return None
        return Confirmation(who=who, on=self._ask.past_day("ask.confirmed_on", self._today))

    def _scopes(self, item: WalkItem) -> tuple[str, ...]:
        """What the piece shows not to be served, of what the provider says it does."""
        if not self._writes(item):
            return ()
        return tuple(mark for mark in item.scopes if self._shows(item, mark))

    def _shows(self, item: WalkItem, mark: str) -> bool:
        spec = self._walk.framework.scopes[mark.partition(SHOP_MARK)[0]]
        kind, scope = item.piece.kind if item.piece else "", self._card.scope(mark)
        if spec.kinds and kind not in spec.kinds:
            kinds = ("、" if self._ask.console.language == "zh" else ", ").join(
                self._card.kind(one) for one in spec.kinds
            )
            said = {"kind": self._card.kind(kind), "scope": scope, "kinds": kinds}
            self._ask.say("scope_kind", style="warn", **said)
            return False
        return self._ask.yes("ask.scope", scope=scope)

    def _why(self, item: WalkItem) -> _Why:
        """A reason: what a question calls not enough, one given often, or one's own."""
        language, own = self._ask.console.language, dict[str, str]()
        for use in item.uses:
            proof = self._walk.framework.by_id[use.node].proof
            if proof and proof.insufficient:
                own[f"{use.node} {proof.insufficient.say(language)}"] = use.node
        chosen = self._ask.choice("ask.reason", [*own, *REFUSALS])
        node = own.get(chosen)
        return _Why(chosen.removeprefix(f"{node} ") if node else chosen, node)

    def _reach(self, item: WalkItem, why: _Why) -> Reach:
        """How far the refusal goes; a piece for scopes alone is refused as a whole."""
        if not item.uses:
            return "file"
        return self._ask.reach("claim" if why.node else "file", one=len(item.uses) == 1)

    def _nodes(self, item: WalkItem, usual: str | None) -> tuple[str, ...]:
        """The questions for which the piece proves nothing."""
        every = tuple(use.node for use in item.uses)
        if len(every) == 1:
            return every
        first = [every.index(usual) + 1] if usual else [*range(1, len(every) + 1)]
        told = usual or self._ask.words("all")
        chosen = self._ask.numbers("ask.which", len(every), first, told)
        return tuple(every[number - 1] for number in chosen)

    def _node(self, item: WalkItem, unread: Collection[str]) -> str:
        """The question whose answer is ruled on. Raises BackError for none."""
        nodes = [use.node for use in item.uses]
        usual = nodes[0] if len(nodes) == 1 else None
        while True:
            key = "ask.node_usual" if usual else "ask.node"
            typed = self._ask.short(key, usual=usual) or usual
            if not typed:
                raise BackError
            if typed.isdecimal() and 0 < int(typed) <= len(nodes):
                typed = nodes[int(typed) - 1]
            node = next((one for one in self._walk.framework.by_id if _is_same(one, typed)), None)
            if node in unread:
                self._ask.say("unread_node", style="warn", node=typed)
            elif node is not None and self._is_answered(node):
                return node
            else:
                self._ask.say("bad_node", style="warn", node=typed)

    def _is_answered(self, node: str) -> bool:
        assessment = self._walk.assessment
        answer = assessment.answers.get(node, _NO_ANSWER)
        return any(has_claim(one) for one in (answer, *assessment.rows.get(node, ())))

    def _is_right(self, node: str) -> tuple[bool, str]:
        """Whether the answer to *node* is right, and what says so; nothing: that is to be asked.

        Of a rung, by the one that the reviewer sees.
        """
        said = self._walk.assessment.answers.get(node, _NO_ANSWER).value
        if not isinstance(self._walk.framework.by_id[node].scale, Rubric) or said is None:
            right = self._ask.yes_or_no("ask.true")
            return right, ANSWER_FITS.say(self._ask.console.language) if right else ""
        self._ask.console.show(self._card.rungs(node))
        saw = self._ask.number("ask.seen_rung", 0, self._last(node))
        if saw is None:
            raise BackError
        claimed = int(said) if isinstance(said, int | float) else 0
        if saw == claimed:
            return True, ANSWER_FITS.say(self._ask.console.language)
        key = "saw_more" if saw > claimed else "saw_rung"
        return saw > claimed, self._ask.words(key, saw=saw, said=claimed)

    def _wrong(self) -> str:
        return self._ask.choice("ask.reason", ANSWER_REFUSALS)

    def _last(self, node: str) -> int:
        scale = self._walk.framework.by_id[node].scale
        return len(scale.levels) - 1 if isinstance(scale, Rubric) else 0

    @property
    def _by(self) -> str:
        return self._walk.request.reviewer.strip()

    @property
    def _today(self) -> date:
        return self._walk.request.today


def _is_same(node: str, typed: str) -> bool:
    """Whether *typed* is the id *node*, in any case."""
    return node.casefold() == tidy(typed).casefold()
