"""Something to look at, as it stands on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dpcap.cli.interview.console import StyledLine
from dpcap.cli.interview.scale_prompt import scale_prompt
from dpcap.cli.review_words import desk_words
from dpcap.model.assessment import Answer, Evidence, NpsCounts, Reply, ShopRow
from dpcap.model.base import Language
from dpcap.model.indicator import Indicator
from dpcap.model.nps import ContestedAnswer
from dpcap.model.review import Ruled
from dpcap.model.scale import Rubric
from dpcap.model.scope import SHOP_MARK
from dpcap.report.sanitize import printable
from dpcap.text_width import width, wrap
from dpcap.workflow.review_walk import PieceUse, ReviewWalk, WalkItem

_NO_ANSWER = Answer.model_construct()


@dataclass(frozen=True)
class ReviewCard:
    """What stands on the screen of one walk, in one language, so many columns wide."""

    walk: ReviewWalk
    language: Language
    width: int

    def lines(
        self, item: WalkItem, place: str, rungs: Mapping[str, int] | None = None
    ) -> Iterator[StyledLine]:
        """The card of *item*, top to bottom.

        *rungs*: those read off it by now; None: the claims on rungs of what is hidden wait.
        """
        yield StyledLine("rule", "─" * self.width)
        yield from self._wrapped("place", f"{place} · {self.why(item)} · {item.name}")
        if item.piece is not None:
            yield from self._stands(item)
            yield from self._piece(item.piece)
        if item.ruling:
            yield from self._ruling("ruled", item.ruling)
        many = len(item.uses) > 1
        for number, use in enumerate(item.uses, 1):
            yield StyledLine("", "")
            yield from self._use(item, use, f"({number}) " if many else "", rungs)
        yield StyledLine("", "")

    def answer(self, node: str) -> Iterator[StyledLine]:
        """The card of the single answer to *node*: what was said, and what is named as proof."""
        indicator, assessment = self.walk.framework.by_id[node], self.walk.assessment
        yield StyledLine("rule", "─" * self.width)
        yield from self._wrapped("place", f"{self._say('answer')} · {self._titled(indicator)}")
        yield from self._field("question", indicator.question.say(self.language))
        yield from self._disputed(node)
        answer = assessment.answers.get(node, _NO_ANSWER)
        replies = [one for one in (answer, *assessment.rows.get(node, ())) if has_claim(one)]
        yield from self._claims(node, replies)
        named = dict.fromkeys(name for one in replies for name in one.evidence)
        pieces = [assessment.evidence[name] for name in named if name in assessment.evidence]
        said = [f"{one.id} {where_words(one)}" for one in pieces] or [self._say("no_proof")]
        for one in said:
            yield from self._field("proof", one)
        standing = self.walk.standing
        blind = self.walk.request.blind or any(
            use.node == node for one in self.walk.items if one.hidden for use in one.uses
        )
        if standing and not blind and (ruled := standing.answers.get(node)):
            yield from self._ruling("answer_ruled", ruled)
        yield from self._wanted(indicator)
        yield StyledLine("", "")

    def rungs(self, node: str) -> Iterator[StyledLine]:
        """The rungs of the question *node*, each with its number."""
        scale = self.walk.framework.by_id[node].scale
        for number, one in enumerate(scale.levels if isinstance(scale, Rubric) else ()):
            yield from self._listed(f" {number:>2}  ", one.say(self.language))

    def claims(self, item: WalkItem, rungs: Mapping[str, int]) -> Iterator[StyledLine]:
        """What is claimed on the questions of *item* with rungs, and what was read: *rungs*."""
        for use in item.uses:
            if use.node in self.walk.rubrics(item):
                yield from self._wrapped("title", self._titled(self.walk.framework.by_id[use.node]))
                yield from self._claims(use.node, use.replies)
                yield from self._read(use.node, rungs)

    def why(self, item: WalkItem) -> str:
        """Why *item* is looked at; of one that is judged blind no more than that."""
        if item.drawn:
            return self._say("drawn")
        return self._say("blind" if item.hidden else item.why)

    def stakes(self, item: WalkItem) -> Iterator[str]:
        """What a refusal of *item* would change."""
        stake, standing = item.stake, self.walk.standing
        if stake is None or standing is None:
            return
        if stake.falls:
            none = self._say("no_level")
            yield self._say("falls", now=standing.level or none, level=stake.level or none)
        if stake.gates:
            told = [f"{one} · {self._rule(one)}" for one in stake.gates]
            yield self._say("gates", gates=("；" if self.language == "zh" else "; ").join(told))

    def _rule(self, rule: str) -> str:
        """What *rule* asks for on the day judged."""
        gates = self.walk.standing.gates if self.walk.standing else None
        found = gates.version(rule) if gates else None
        return found.message.say(self.language).rstrip("。.") if found else rule

    def scope(self, mark: str) -> str:
        """What the scope *mark* (`ships`, `ships@s2`) is called."""
        name, _, shop = mark.partition(SHOP_MARK)
        spec = self.walk.framework.facts.get(name)
        title = spec.title.say(self.language) if spec else name
        return f"{title}（{self._shop(shop)}）" if shop else title

    def kind(self, kind: str) -> str:
        """What a kind of evidence is called."""
        title = self.walk.framework.proof_titles.get(kind)
        return title.say(self.language) if title else kind

    def _stands(self, item: WalkItem) -> Iterator[StyledLine]:
        """What depends on the piece of *item*."""
        if item.hidden:
            yield from self._wrapped("dim", self._say("hidden"))
        for told in self.stakes(item):
            yield from self._wrapped("warn", told)
        if item.scopes:
            named = ("、" if self.language == "zh" else ", ").join(map(self.scope, item.scopes))
            yield from self._wrapped("mark", self._say("shows_scope", scopes=named))
        elif item.why == "other" and not item.hidden:
            gates = self.walk.standing and self.walk.standing.gates
            yield from self._wrapped("dim", self._say("no_stake" if gates else "no_fall"))

    def _piece(self, piece: Evidence) -> Iterator[StyledLine]:
        yield from self._field("file" if piece.file else "address", where_words(piece), "mark")
        yield from self._field("kind", self._kind_now(piece))
        if piece.captured_on:
            days = (self.walk.request.today - piece.captured_on).days
            told = self._say("days_ago", day=piece.captured_on, days=days)
            yield from self._field("taken", told if days > 0 else str(piece.captured_on))
        if piece.note:
            yield from self._field("note", piece.note)

    def _kind_now(self, piece: Evidence) -> str:
        """Its kind, and what it counts as until it is accepted or confirmed."""
        waiting = self.walk.framework.until_confirmed.get(piece.kind)
        if waiting is None:
            return self.kind(piece.kind)
        key = "until_accepted" if waiting.editable else "until_confirmed"
        return self._say(key, kind=self.kind(piece.kind), less=self.kind(waiting.counts_as))

    def _use(
        self, item: WalkItem, use: PieceUse, head: str, rungs: Mapping[str, int] | None
    ) -> Iterator[StyledLine]:
        indicator = self.walk.framework.by_id[use.node]
        yield from self._wrapped("title", head + self._titled(indicator))
        yield from self._field("question", indicator.question.say(self.language))
        if item.piece is None:
            yield from self._exemption(item, use)
            yield from self._disputed(use.node)
            return
        waits = item.hidden and rungs is None and isinstance(indicator.scale, Rubric)
        if waits:
            yield from self._field("claim", self._say("claim_waits"), "dim")
        else:
            yield from self._claims(use.node, use.replies)
            yield from self._read(use.node, rungs or {})
        if not waits:
            yield from self._disputed(use.node)
        if refused := item.refused_for.get(use.node):
            yield from self._ruling("answer_ruled", refused)
        yield from self._wanted(indicator)

    def _disputed(self, node: str) -> Iterator[StyledLine]:
        """What brands say against the answer to *node*, if they do and nobody ruled since."""
        if one := self.walk.contested.get(node):
            yield from self._field("brands", disputed_words(one, self.language), "warn")
            for note in one.notes:
                yield from self._field("brands_note", note, "warn")

    def _exemption(self, item: WalkItem, use: PieceUse) -> Iterator[StyledLine]:
        yield from self._field("reason", self._why_not(item.reason or ""), "mark")
        for reply in use.replies:
            if reply.note:
                yield from self._field("note", reply.note)
            named = [self.walk.assessment.evidence.get(name) for name in reply.evidence]
            said = [f"{one.id} {where_words(one)}" for one in named if one]
            for one in said or [self._say("no_proof")]:
                yield from self._field("proof", one)

    def _why_not(self, reason: str) -> str:
        """A reason for "not applicable", in words."""
        known = self.walk.framework.reasons.get(reason)
        return known.say(self.language) if known else reason

    def _wanted(self, indicator: Indicator) -> Iterator[StyledLine]:
        """What is asked for as proof, in the framework's words."""
        proof = indicator.proof
        if proof is None:
            return
        for key, text in (
            ("ask", proof.ask),
            ("sufficient", proof.sufficient),
            ("insufficient", proof.insufficient),
        ):
            if text:
                yield from self._field(key, text.say(self.language), "dim")

    def _claims(self, node: str, replies: Sequence[Reply]) -> Iterator[StyledLine]:
        """What is claimed, and the basis: once what is the same for all."""
        if not replies:
            yield from self._field("claim", self._say("unclaimed"), "mark")
        fields = [set(one.envelope.items()) for one in replies]
        same = set[tuple[str, str]]().union(*fields[:1]).intersection(*fields)
        for reply in replies:
            own = self._basis(reply, lambda one: one not in same)
            yield from self._field("claim", " · ".join((self._claim(node, reply), *own)), "mark")
            if reply.note:
                yield from self._field("note", reply.note)
        if told := [*self._basis(replies[0], lambda one: one in same)] if replies else []:
            yield from self._field("basis", " · ".join(told))

    def _claim(self, node: str, reply: Reply) -> str:
        """What *reply* to the question *node* says, of a shop with its name."""
        value = reply.value
        if isinstance(reply, Answer) and reply.not_applicable:
            said = f"{self._say('exemption')} · {self._why_not(reply.not_applicable)}"
        elif value is None:
            said = self._say("unclaimed")
        elif isinstance(value, NpsCounts):
            said = self._say("nps", **value.model_dump())
        else:
            said = scale_prompt(self.walk.framework.by_id[node].scale).said(reply, self.language)
        return f"{self._shop(reply.shop)} · {said}" if isinstance(reply, ShopRow) else said

    def _basis(self, reply: Reply, shown: Callable[[tuple[str, str]], bool]) -> Iterator[str]:
        return (self._envelope(*one) for one in reply.envelope.items() if shown(one))

    def _envelope(self, key: str, value: str) -> str:
        """A field of the envelope and its value, by their titles."""
        vocabulary = self.walk.framework.envelope.get(key)
        if vocabulary is None:
            return f"{key} {value}"
        known = vocabulary.values.get(value)
        title = vocabulary.title.say(self.language)
        return f"{title} {known.say(self.language) if known else value}"

    def _read(self, node: str, rungs: Mapping[str, int]) -> Iterator[StyledLine]:
        """The rung that was read off the piece."""
        scale = self.walk.framework.by_id[node].scale
        if node in rungs and isinstance(scale, Rubric) and rungs[node] < len(scale.levels):
            text = scale.levels[rungs[node]].say(self.language)
            yield from self._field("read", self._say("rung", rung=rungs[node], text=text), "good")

    def _ruling(self, key: str, ruled: Ruled) -> Iterator[StyledLine]:
        told = f"{self._say(f'was.{ruled.ruling}')} · {ruled.by} · {ruled.on} · {ruled.reason}"
        yield from self._field(key, told, "warn")

    def _shop(self, shop: str) -> str:
        """The shop of that id, with its name."""
        known = (one for one in self.walk.assessment.provider.shops if one.id == shop)
        return next((f"{shop} {one.name}" for one in known), shop)

    def _titled(self, indicator: Indicator) -> str:
        return f"{indicator.id} {indicator.title.say(self.language)}"

    def _field(self, key: str, text: str, style: str = "") -> Iterator[StyledLine]:
        """A line with its label; what does not fit goes on below it."""
        label = labelled_as(self._say(key), self.language)
        rest = " " * min(width(label), self.width // 4)
        lines = wrap(printable(text), self.width, first=label, rest=rest)
        return (StyledLine(style, line) for line in lines)

    def _listed(self, head: str, text: str) -> Iterator[StyledLine]:
        return (StyledLine("", line) for line in wrap(printable(text), self.width, first=head))

    def _wrapped(self, style: str, text: str) -> Iterator[StyledLine]:
        return (StyledLine(style, line) for line in wrap(printable(text), self.width))

    def _say(self, key: str, **fields: object) -> str:
        return desk_words(key, self.language, **fields)


def labelled_as(label: str, language: Language) -> str:
    """*label* as it stands before what it labels."""
    return f"{label}：" if language == "zh" else f"{label}: "


def has_claim(reply: Reply) -> bool:
    """Whether *reply* says something that can be right or wrong."""
    return reply.value is not None


def where_words(piece: Evidence | None) -> str:
    """The file or the address of *piece*."""
    return (piece.file or piece.url or "") if piece else ""


def disputed_words(one: ContestedAnswer, language: Language) -> str:
    """Who speaks against the answer of *one*, how they rated, how often they complained."""
    fields = {
        "names": ", ".join(one.contracts),
        "day": one.last_on,
        "lowest": "–" if one.lowest is None else one.lowest,
        "complaints": one.complaints,
    }
    return desk_words("brands_said", language, **fields)


def disputed_lines(walk: ReviewWalk, language: Language) -> Iterator[str]:
    """A line on each answer that brands speak against, and how it is ruled on.

    Of what is judged blind it is told on its card, once that is read.
    """
    blind = {use.node for one in walk.items if one.hidden for use in one.uses}
    told = {node: one for node, one in walk.contested.items() if node not in blind}
    for node, one in told.items():
        title = walk.framework.title_of(node).say(language)
        said = disputed_words(one, language)
        yield desk_words("disputed", language, node=node, title=title, said=said)
    if told:
        yield desk_words("disputed_how", language)


def list_lines(walk: ReviewWalk, language: Language) -> Iterator[str]:
    """A line on each thing to look at in *walk*, and how many are done."""
    card = ReviewCard(walk, language, 0)
    if walk.seed is None:
        yield desk_words("no_seed", language)
    yield from map(printable, disputed_lines(walk, language))
    for item in walk.items:
        said = [card.why(item), item.name, where_words(item.piece)]
        nodes = " ".join(use.node for use in item.uses if use.node != item.name)
        shown: Iterable[str] = (one for one in (*said, nodes, *card.stakes(item)) if one)
        yield printable(" · ".join(shown))
    if not walk.items:
        yield desk_words("nothing", language)
    provider = walk.assessment.provider.id
    fields = {"provider": provider, "left": len(walk.items), "done": walk.done}
    yield desk_words("hello", language, **fields)
    if walk.minutes:
        yield desk_words("planned", language, minutes=max(1, round(walk.minutes)))
