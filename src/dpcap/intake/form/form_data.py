"""The questions of a folder as data for a page: what is asked, what may be answered, what is there.

Every text stands there as a pair, Chinese and English; one that is the same in both stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dpcap.intake.describe import (
    allowed_values,
    figure_lines,
    needs_peer,
    phrase,
    proof_kinds,
)
from dpcap.intake.envelope import PERIOD
from dpcap.intake.form.form_words import FORM_WORDS
from dpcap.intake.inexact_figures import INEXACT
from dpcap.intake.office import (
    FAILED_RESULTS,
    FORMULA,
    FORMULA_FAILED,
    LEAVE_EMPTY,
    NO_DATA,
)
from dpcap.intake.scale_input import scale_input
from dpcap.intake.sheet.cell_text import THREE_COUNTS, TOO_MANY_REPLIES
from dpcap.intake.sheet.content import SheetContent, envelope_of, figures_of
from dpcap.intake.sheet.reply_cells import EVIDENCE, VALUE, ReplyCell, plain_value
from dpcap.intake.sheet.screens import NOTHING, ScreenTab, screen_tabs, takes
from dpcap.intake.sheet.shared_cells import every_kind
from dpcap.intake.values import DAY, DECIMAL_POINT, IN_UNIT, NUMBER, SAY_ONLY, TWO_COUNTS
from dpcap.intake.yaml_values import Plain
from dpcap.model.base import LANGUAGES, PROSE
from dpcap.model.codes import CODES
from dpcap.model.expression import CelValue, cel_name
from dpcap.model.framework import Framework
from dpcap.model.framework_outline import names_of
from dpcap.model.indicator import Indicator
from dpcap.model.period import EXPECTED, last_period
from dpcap.model.scale import BesidePeers, Figure, Numeric, Rate
from dpcap.model.two_languages import Bilingual, TwoLanguages
from dpcap.model.unit_mistakes import NEAR, other_units

# By code: what is wrong with a field, and what makes a figure count as missing.
_CODES = (
    "DP113",
    "DP129",
    "DP130",
    "DP131",
    "DP140",
    "DP305",
    "DP306",
    "DP333",
    "DP334",
    "DP335",
    "DP336",
    "DP337",
    "DP338",
    "DP366",
    "DP381",
    "DP386",
    "DP387",
)
_PROBLEMS = {
    "number": NUMBER,
    "only": SAY_ONLY,
    "in_unit": IN_UNIT,
    "point": DECIMAL_POINT,
    "empty": LEAVE_EMPTY,
    "formula": FORMULA,
    "failed": FORMULA_FAILED,
    "counts": TWO_COUNTS,
    "nps": THREE_COUNTS,
    "replies": TOO_MANY_REPLIES,
    "day": DAY,
    "in_a_row": TwoLanguages("，最多连着{most}个", ", up to {most} in a row"),
}


def form_messages(framework: Framework) -> dict[str, Plain]:
    """Each message with its gaps, in both languages."""
    found: dict[str, Plain] = {key: [one.zh, one.en] for key, one in _PROBLEMS.items()}
    for code in _CODES:
        said = [framework.wording.fill(CODES[code].text(one), one) for one in LANGUAGES]
        found[code] = [*said]
    for kind, expected in EXPECTED.items():
        found[f"period.{kind}"] = [expected.zh, expected.en]
    found["no_data"] = [*sorted(NO_DATA)]
    found["failed_results"] = [*sorted(FAILED_RESULTS)]
    found["inexact"] = [[kind.pattern, said.zh, said.en] for kind, said in INEXACT]
    return found


FORMAT, VERSION = "dpcap-form", 1
ABOUT = ("sheet", "provider", "person", "framework", "digest", "generation", "written")


@dataclass(frozen=True)
class KnownFacts:
    """What conditions may name and the page cannot change: the role, facts, answers not on it.

    `left_out`: the names among them that are not asked or not applicable.
    """

    values: Mapping[str, CelValue] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def form_data(content: SheetContent, known: KnownFacts) -> dict[str, Plain]:
    """*content* as the page takes it."""
    framework = content.framework
    tabs = screen_tabs(content)
    titles = _screen_titles(content)
    return {
        "format": FORMAT,
        "version": VERSION,
        "about": about_of(content),
        "language": content.language,
        "title": _pair(framework.title),
        "provider": _pair(content.provider.name),
        "contact": _contact(content),
        "due": str(content.due) if content.due else "",
        "people": {one: _pair(title) for one, title in framework.people.items()},
        "reasons": {one: _pair(title) for one, title in framework.reasons.items()},
        "kinds": {one: _kind(content, one) for one in every_kind(framework)},
        "fields": _fields(content),
        "nodes": {one.id: _node(one, content) for one in content.indicators},
        "sections": [*_areas(content), *(_screen(one, titles) for one in tabs)],
        "shops": [[one.id, one.name] for one in content.shops],
        "rows": content.rows,
        "out": {node: [*sorted(shops)] for node, shops in content.out.items() if shops},
        "base": [[*cell, text] for cell, text in sorted(content.base.items())],
        "own": _own(tabs),
        "pieces": [_piece(content, one) for one in content.pieces],
        "names": {cel_name(one.id): one.id for one in content.indicators},
        "known": {name: _known(value) for name, value in known.values.items()},
        "left_out": list(known.left_out),
        "words": {key: _pair(said) for key, said in FORM_WORDS.items()},
        "messages": form_messages(framework),
        "nothing": NOTHING,
        "near": NEAR,
        "longest": PROSE,
    }


def about_of(content: SheetContent) -> dict[str, Plain]:
    """What the form says of itself, and the file that it exports says again."""
    said = (
        content.id,
        content.provider.id,
        content.person or "",
        content.framework.edition,
        content.framework.digest,
        content.generation,
        content.written.isoformat(),
    )
    return dict(zip(ABOUT, said, strict=True))


def _known(value: CelValue) -> Plain:
    return [*value] if isinstance(value, list) else value


def _pair(text: Bilingual | None) -> Plain:
    if text is None:
        return ""
    both: list[Plain] = [text.say(language) for language in LANGUAGES]
    return both[0] if both[0] == both[1] else both


def _lines(lines: Iterable[tuple[str, str]]) -> Plain:
    return [zh if zh == en else [zh, en] for zh, en in lines]


def _contact(content: SheetContent) -> str:
    contact = content.provider.contact
    return " · ".join(filter(None, (contact.name, contact.phone, contact.email)))


def _kind(content: SheetContent, kind: str) -> Plain:
    title = content.framework.proof_titles.get(kind)
    return _pair(title) if title else kind


def _fields(content: SheetContent) -> dict[str, Plain]:
    """The fields that say what figures are, with all that they may hold."""
    found: dict[str, Plain] = {}
    for name, vocabulary in content.framework.envelope.items():
        values: dict[str, Plain] = {one: _pair(said) for one, said in vocabulary.values.items()}
        found[name] = {"title": _pair(vocabulary.title), "values": values}
    return found


def _areas(content: SheetContent) -> list[Plain]:
    asked = {one.id for one in content.indicators if one.per != "shop"}
    found: list[Plain] = []
    for area in content.framework.areas:
        parts: list[Plain] = []
        for dimension in area.dimensions:
            nodes: list[Plain] = [one.id for one in dimension.indicators if one.id in asked]
            if nodes:
                parts.append({"title": _pair(dimension.title), "nodes": nodes})
        if parts:
            found.append(
                {"id": area.id, "kind": "area", "title": _pair(area.title), "parts": parts}
            )
    return found


def _screen_titles(content: SheetContent) -> dict[str, Plain]:
    """The titles of the back-ends in both languages, by the indicators read off them."""
    said = (
        {
            one.id: tab.title
            for tab in screen_tabs(replace(content, language=language))
            for one in tab.indicators
        }
        for language in LANGUAGES
    )
    zh, en = said
    return {node: zh[node] if zh[node] == en[node] else [zh[node], en[node]] for node in zh}


def _screen(tab: ScreenTab, titles: Mapping[str, Plain]) -> Plain:
    columns: dict[str, Plain] = {}
    for (node, name), text in sorted(tab.by_column.items()):
        said = columns.setdefault(node, {})
        assert isinstance(said, dict)  # noqa: S101 - made on the line above
        said[name] = _field(name, text)
    nodes: list[Plain] = [one.id for one in tab.indicators]
    shared: list[Plain] = [*tab.shared]
    return {
        "id": "screen-" + tab.indicators[0].id,
        "kind": "screen",
        "title": titles[tab.indicators[0].id],
        "parts": [{"title": "", "nodes": nodes}],
        "shared": shared,
        "whole": {name: _field(name, text) for name, text in tab.whole.items()},
        "columns": columns,
    }


def _field(name: str, text: str) -> Plain:
    return [*text.split()] if name == EVIDENCE and text != NOTHING else text


def _own(tabs: Sequence[ScreenTab]) -> Plain:
    """What the figure of a shop says of itself, against what holds of all beside it."""
    found: list[Plain] = []
    for tab in tabs:
        base = tab.content.base
        for one in tab.indicators:
            for shop in tab.content.shops:
                if ReplyCell(one.id, shop.id, VALUE) not in base:
                    continue
                for name in tab.shared:
                    text = base.get(ReplyCell(one.id, shop.id, name), "")
                    if takes(one, name) and text != tab.above.in_force(one, name):
                        said = _field(name, text) if text else NOTHING
                        found.append([one.id, shop.id, name, said])
    return found


def _piece(content: SheetContent, piece: str) -> Plain:
    one = content.pieces[piece]
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.file or one.url or "",
        "day": str(one.captured_on or ""),
        "sha256": one.sha256 or "",
    }


def _node(one: Indicator, content: SheetContent) -> dict[str, Plain]:
    framework = content.framework
    reasons: list[Plain] = [*one.not_applicable]
    said: dict[str, Plain] = {
        "title": _pair(one.title),
        "question": _pair(one.question),
        "help": _pair(one.help),
        "screen": _pair(one.screen),
        "post": one.asked_of or "",
        "minutes": one.minutes or 0,
        "critical": bool(one.critical),
        "shop": one.per == "shop",
        "na": reasons,
        "scale": _scale(one, content),
    }
    if one.proof:
        kinds: list[Plain] = [*proof_kinds(framework, one.proof)]
        said["proof"] = {"ask": _pair(one.proof.ask), "kinds": kinds}
    if one.when:
        names: list[Plain] = [*names_of(one)]
        said["when"] = {"source": one.when, "names": names, "words": _pair(one.when_words)}
    return {key: value for key, value in said.items() if value not in ("", [], False, 0)}


def _scale(one: Indicator, content: SheetContent) -> dict[str, Plain]:
    scale = one.scale
    said: dict[str, Plain] = {"kind": scale.kind}
    if isinstance(scale, Figure):
        return said | _figure(scale, one, content)
    if scale_input(scale).several():
        said["several"] = True
    return {**said, "choices": _choices(one)}


def _choices(one: Indicator) -> list[Plain]:
    """Each possible answer as it is written, its words, and the value of it that is not a text."""
    zh, en = (scale_input(one.scale).choices(language) for language in LANGUAGES)
    found: list[Plain] = []
    for (text, first), (_, second) in zip(zh, en, strict=True):
        value = plain_value(text, one)
        words: Plain = first if first == second else [first, second]
        found.append([text, words, *([value] if isinstance(value, bool | int | float) else [])])
    return found


def _figure(scale: Figure, one: Indicator, content: SheetContent) -> dict[str, Plain]:
    names: list[Plain] = [*figures_of(one)]
    envelope: dict[str, Plain] = {}
    for name in envelope_of(one):
        allowed: list[Plain] = [*allowed_values(scale, name, content.framework)]
        vocabulary = content.framework.envelope.get(name)
        is_whole = vocabulary is not None and len(allowed) == len(vocabulary.values)
        envelope[name] = True if is_whole and allowed else allowed
    said: dict[str, Plain] = {
        "unit": _pair(scale.unit),
        "about": _about(scale),
        "figures": names,
        "envelope": envelope,
    }
    if PERIOD in scale.envelope:
        said["period"] = [scale.period, scale.periods]
        said["example"] = last_period(scale.period, content.written)
    if scale.plausible:
        said["range"] = [*scale.plausible]
    if isinstance(scale, Numeric):
        said["peers"] = needs_peer(scale)
        said["percent"] = scale.percent and not (scale.typical is not None and scale.typical <= 5)  # noqa: PLR2004
        said |= _beside_peers(scale)
    if isinstance(scale, Rate):
        said |= {"cases": _pair(scale.cases), "base": _pair(scale.base), "per": scale.per}
    return said


def _beside_peers(scale: Numeric) -> dict[str, Plain]:
    """How far off its peers a figure is believed, and in what other units it may be given."""
    if not isinstance(scale.score, BesidePeers):
        return {}
    others: list[Plain] = [
        {"factor": one.factor, "times": one.times, "guess": [*one.guess]}
        for one in other_units(scale)
    ]
    believed = scale.score.believed
    return {"others": others, "believed": [*believed] if believed else None}


def _about(scale: Figure) -> Plain:
    way = getattr(scale, "direction", None)
    line = "figure.unit" if way else "figure.nps_unit"
    both = []
    for language in LANGUAGES:
        said = {"direction": phrase(f"direction.{way}", language)} if way else {}
        both.append(list(figure_lines(scale, line, language, **said)))
    return _lines(zip(*both, strict=True))
