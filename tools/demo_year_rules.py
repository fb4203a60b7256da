"""What the manager of `make demo-year` writes down once: settings, rules with days, letters."""

from __future__ import annotations

from demo_year_folders import EXAMPLES

SETTINGS = """\
# 虚构示例 / an invented example
reviews = "reviews"
ledger = "standing.jsonl"
"""
_SOURCE = """\
    clause: "2"
    source: {document: 示例服务商计划2027年规则（虚构）, checked_on: 2027-02-15}
"""


def _asks(merchants: int) -> str:
    zh = f"产业带赛道：季度内有发货的商家不少于{merchants}家（计划自定）。"
    en = f"Belt track: {merchants} merchants or more that shipped (the programme's own rule)."
    return f'at_least: {merchants}, message: {{zh: {zh}, en: "{en}"}}'


# The platform asks for 10; from the second quarter on this programme asks for 12.
RULES = f"""\
# 虚构示例 / an invented example
schema: dpcap/gates/1
extends: review
id: programme-2027
title: {{zh: 示例服务商计划2027年季度考核, en: Quarterly review of the example programme 2027}}
rules:
  belt-merchants:
    versions:
      - {{from: 2026-07-06, until: 2027-03-31, {_asks(10)}}}
      - {{from: 2027-04-01, warn_from: 2027-02-15, {_asks(12)}}}
{_SOURCE}\
verdicts:
  what: {{zh: 季度考核, en: quarterly review}}
  admit: {{title: {{zh: 继续合作, en: Go on}}, told: {{zh: 继续合作, en: to be continued}}}}
  conditional: {{title: {{zh: 附条件继续合作, en: Go on with conditions}}}}
  decline: {{title: {{zh: 终止合作, en: End}}}}
  reassess: {{title: {{zh: 重新评估, en: Assess again}}}}
"""


def mail_text() -> str:
    """The settings of letters of the examples, with nothing attached and nothing to send with."""
    text = (EXAMPLES / "mail.yaml").read_text("utf-8").replace("attach: [pdf]", "attach: []")
    return text.split("\nsmtp:")[0] + "\n"
