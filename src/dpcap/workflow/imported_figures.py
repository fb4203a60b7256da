"""The figures of an import, and what is to be told of them before they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from dpcap.intake.envelope import PERIOD
from dpcap.intake.office import amount_as_read
from dpcap.intake.values import WrongValueError, read_rate
from dpcap.model.assessment import Value
from dpcap.model.finding import ROWS_OF, Finding
from dpcap.model.framework import Framework
from dpcap.model.named_few import MOST_NAMED
from dpcap.model.scale import Numeric, Rate
from dpcap.model.two_languages import Params, TwoLanguages
from dpcap.scoring.plausibility import Problem, doubter, figure_problem

# Digits enough for any figure that an export gives.
REASONABLE = Context(prec=120, rounding=ROUND_HALF_EVEN)

_NO_COUNTS = TwoLanguages(
    "加起来得 {figure}，而这一题要两个不小于 0 的整数（例数与基数），没有导入。请核对映射的列",
    "the sums are {figure}, but two whole numbers of 0 or more are asked, cases and base; nothing"
    " was imported. Check which columns are mapped",
)


class ImportedFigure(NamedTuple):
    """One figure; `claimed`: what the folder says today ("": nothing), `shop`: "": the provider.

    `peer`: the peers' figure in the export, `claimed_peer` the one in the folder.
    """

    indicator: str
    shop: str
    period: str
    figure: str
    claimed: str
    top: str
    bottom: str
    peer: str
    claimed_peer: str
    fields: Mapping[str, str]

    @property
    def cells(self) -> dict[str, str]:
        """What is written beside the value."""
        peer = {"peer": self.peer} if self.peer else {}
        return {**peer, PERIOD: self.period, **self.fields}


def doubted(figures: Iterable[ImportedFigure], framework: Framework) -> Iterator[Finding]:
    """What keeps *figures* from being written or counting: one finding for each cause.

    They are no counts, out of the plausible range, or in another unit than their peers.
    """
    found: dict[tuple[str, str], list[tuple[ImportedFigure, Params]]] = {}
    for one in figures:
        scale = framework.by_id[one.indicator].scale
        assert isinstance(scale, Numeric | Rate)  # noqa: S101 - the mapping was checked
        if (problem := _problem(scale, one)) is not None:
            found.setdefault((one.indicator, problem[0]), []).append((one, problem[1]))
    for (node, code), each in found.items():
        shops = [one.shop for one, _ in each if one.shop]
        held: Params = {"rows": len(shops), ROWS_OF: ", ".join(shops[:MOST_NAMED])}
        params = {"node": node, **_joined([said for _, said in each]), **(held if shops else {})}
        yield Finding(code=code, node=node, params=params)


def _problem(scale: Numeric | Rate, one: ImportedFigure) -> Problem | None:
    try:
        value = _value(scale, one.figure)
    except WrongValueError:
        return "DP302", {**_NO_COUNTS.fill({"figure": one.figure}).params}
    peer = amount_as_read(one.peer or one.claimed_peer)
    problem = figure_problem(scale, value, None if peer is None else float(peer))
    doubts = doubter(scale)
    if problem is None and doubts is not None and (code := doubts(float(one.figure))):
        return code, {"value": float(one.figure)}
    return problem


def _value(scale: Numeric | Rate, figure: str) -> Value:
    """What a folder will read. Raises WrongValueError."""
    return read_rate(figure, scale.per) if isinstance(scale, Rate) else float(figure)


def _joined(params: Sequence[Params]) -> Params:
    """What several figures of one cause tell: their values together, the rest from the first."""
    own = {"value", "peer"} & params[0].keys()
    joined: Params = {key: said for key, said in params[0].items() if key not in own}
    for key in sorted(own):
        said = [f"{one[key]:.6g}" for one in params]
        shown = said[:MOST_NAMED] if len({*said}) > 1 else said[:1]
        joined |= {f"{key}_zh": "、".join(shown), f"{key}_en": ", ".join(shown)}
    return joined


def differing(figures: Iterable[ImportedFigure]) -> Iterator[Finding]:
    """That *figures* differ from what is claimed: one finding with both values of each."""
    each = [one for one in figures if one.claimed and not _is_same(one.claimed, one.figure)]
    if each:
        said = [
            TwoLanguages(
                f"{one.indicator}（{one.shop or '—'}）原来填 {one.claimed}，导出得 {one.figure}",
                f"{one.indicator} ({one.shop or '—'}) {one.claimed}, the export says {one.figure}",
            )
            for one in each
        ]
        rest = len(said) - MOST_NAMED
        zh, en = (
            "；".join(one.zh for one in said[:MOST_NAMED]),
            "; ".join(one.en for one in said[:MOST_NAMED]),
        )
        params: Params = {
            "count": len(said),
            "changes_zh": f"{zh}；另有 {rest} 处见上表" if rest > 0 else zh,
            "changes_en": f"{en}; {rest} more in the table above" if rest > 0 else en,
        }
        yield Finding(code="DP925", node=each[0].indicator, params=params)


def _is_same(claimed: str, figure: str) -> bool:
    """Whether *figure*, rounded as *claimed* is, says the same."""
    one, other = amount_as_read(claimed.removesuffix("%").strip()), amount_as_read(figure)
    if one is None or other is None:
        return claimed.split() == figure.split()
    exponent = one.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - it is finite
    return other.quantize(Decimal(1).scaleb(min(exponent, 0)), context=REASONABLE) == one
