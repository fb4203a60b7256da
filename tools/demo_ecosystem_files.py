"""What people write by hand in `make demo-ecosystem`: facts, schemes of incentives, a plan."""

from __future__ import annotations

from demo_year_folders import ROOT

PERIOD = "2027-Q4"
_SETTLED = """\
  shipped_gmv_wan:
    {{value: {gmv}, source: 平台结算（虚构）, on: 2028-01-09, basis: shipped, period: {period}}}
  violation_points:
    {{value: {points}, source: 服务商后台（虚构）, on: 2028-02-11, period: {period}}}
"""
# What the manager settled for the quarter, to stand at the end of the facts of each.
SETTLED = {
    provider: _SETTLED.format(gmv=gmv, points=points, period=PERIOD)
    for provider, gmv, points in (("huojia-shop", 2240, 0), ("yuanhang-media", 1750, 3))
}

_SHIPPED = (ROOT / "standing" / "incentives.yaml").read_text("utf-8")


def _said(text: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        if text.count(old) != 1:
            raise SystemExit(f"{old!r} stands there {text.count(old)} times, not once")
        text = text.replace(old, new)
    return text


# The shipped scheme for the year played, with a pot that is too small for what is asked.
SCHEME = _said(
    _SHIPPED,
    ("from: 2026-07-01\n    until: 2026-12-31", "from: 2027-01-01\n    until: 2027-12-31"),
    ("pot_yuan: 300000", "pot_yuan: 25000"),
    ("cap_yuan: 80000", "cap_yuan: 20000"),
    ("at_most: 0, days: 90", "at_most: 2, days: 92"),
)
# The same, paid for the whole amount: a firm just below a line had better move orders over it.
CLIFF = _said(
    SCHEME, ("    brackets:\n", "    pays: whole\n    brackets:\n"), ("quarterly-growth", "cliff")
)

PLAN = """\
# 虚构示例 / an invented example
schema: dpcap/plan/1
id: lanxing-stock
title: 下单的都有货
provider: lanxing
stage: content
starts: 2027-04-01
ends: 2028-06-30
value:
  statement: 在直播间下单的人按说好的日子收到货
  for: [users, merchants]
  difference: 同行先卖后补货，我们只卖仓库里有的
  use: 不用等，也不用退
north_star:
  metric: experience_score
  owner: 周敏
  baseline: {value: 84, on: 2027-03-31}
  target: {value: 90, on: 2028-06-30}
  counters: [quality_return_rate]
  milestones: [{on: 2027-12-31, value: 87}]
  why: 这个分由买家的评价、发货与售后算出
strategies:
  - {id: stock, goal: 卖出去的都有货, method: 开播前核库存，缺货当场下架}
  - {id: fit, goal: 看视频就知道合不合适, method: 每条视频讲清尺码与材质}
process_metrics:
  - strategy: stock
    metric: stock_out_rate
    owner: 何静
    baseline: {value: 10, on: 2027-03-31}
    target: {value: 6, on: 2028-04-30}
  - strategy: fit
    metric: video_refund_rate
    owner: 陈立
    baseline: {value: 24, on: 2027-03-31}
    target: {value: 20, on: 2027-12-31}
counter_metrics:
  - {metric: quality_return_rate, owner: 何静, baseline: {value: 1.2, on: 2027-03-31}, limit: 1.4}
milestones:
  - on: 2027-06-30
    what: 库存核对上线
    done: 连续两周开播前有记录
    strategy: stock
    reached: 2027-07-05
  - {on: 2028-01-31, what: 视频都讲尺码, done: 抽30条都有, strategy: fit}
resources:
  - {strategy: stock, people: 2}
  - {strategy: fit, people: 编导1人, budget: 6万}
"""
READINGS = """\
metric,on,value
stock_out_rate,2027-08-31,8.6
videos_posted,2027-03-31,180
videos_posted,2027-06-30,210
videos_posted,2027-09-30,240
videos_posted,2027-12-31,260
exposure,2027-03-31,3900000
exposure,2027-06-30,4300000
exposure,2027-09-30,4700000
exposure,2027-12-31,4600000
interactions,2027-03-31,88000
interactions,2027-06-30,86000
interactions,2027-09-30,81000
interactions,2027-12-31,76000
settled_gmv,2027-03-31,2600000
settled_gmv,2027-06-30,2750000
settled_gmv,2027-09-30,2900000
settled_gmv,2027-12-31,3100000
"""


def briefs() -> dict[str, str]:
    """The briefs of the examples by name, open in the year that is played."""
    closing = {
        "qinghe-full.yaml": ("2026-12-31", "2028-06-30"),
        "songxi-live.yaml": ("2027-01-15", "2028-06-30"),
    }
    folder = ROOT / "examples" / "briefs"
    return {
        name: _said((folder / name).read_text("utf-8"), change) for name, change in closing.items()
    }
