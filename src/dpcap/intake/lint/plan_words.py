"""How one tells a thing to do from a result, and nobody in particular from a person, by words."""

from __future__ import annotations

import re

# Verbs that begin what one does. "用户问什么都有人答" begins with one and is a result.
_DOING_ZH = re.compile(
    r"(?:[每天日周月]{1,2}|全面|持续|大力|继续)*"
    r"(?:加大|加强|引入|采购|搭建|建立|建设|打造|布局|开展|推进|拥抱|使用|采用|运用|用上|上线|上架|上播"
    r"|开播|开设|开通|直播(?!间)|投放|投流|投千川|投广告|投入|发布|发视频|发短视频|发[一二两三四五六七八九十\d]+条"
    r"|拍|招|找达人|找主播|建联|蹭|做好?(?:直播|视频|短视频|内容|矩阵|私域|投放|培训|活动)|排满|排班|铺)"
)
_DOING_EN = re.compile(
    r"(?:launch|build|run|use|do|make|hire|post|shoot|open|set up|introduce|adopt|buy|start|invest"
    r"|create|implement|roll out|contact|publish|spend|produce|deploy)\b",
    re.IGNORECASE,
)
# Who says by how much something changes has named an effect.
_EFFECT = re.compile(
    r"提升|提高|降低|减少|缩短|升到|降到|增至|→"
    r"|\b(?:raise[sd]?|reduce[sd]?|fewer|rises?|falls?|so that)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r".*(?:部|部门|团队|小组|中心|全员|大家|所有人|待定)|"
    r"(?:.*\b(?:team|department|dept)|all|everyone|everybody|tbd|n/?a|[-?/]+)",
    re.IGNORECASE,
)

# Money, rank by money, a share, or a tool: none of them says who gets what better.
_MONEY_OR_TOOL = re.compile(
    r"GMV|ROI|ROAS|销售额|成交额|营业额|业绩|营收|消耗|千川|投放|投流"
    r"|[\d.一二两三四五六七八九十百千]{1,12}\s{0,3}(?:%|个?[万亿](?!一))"
    r"|\b(?:sales|revenue|turnover|ad spend|qianchuan)\b",
    re.IGNORECASE,
)
# What moves a figure and nothing behind it: sham orders and reviews, bribed ones, shops re-bound.
_TRICK = re.compile(
    r"刷(?:单|量|分|评|好评|体验分|销量|粉|播放)|补单|虚假(?:交易|发货)|虚构交易|空包|好评返现|换绑|买(?:粉|赞|评)"
    r"|\b(?:(?:fake|sham|paid)\s+(?:orders?|reviews?|followers)|brush(?:ing)?\s+orders|buy(?:ing)?\s+(?:reviews"
    r"|followers)|re-?bind(?:ing)?\s+shops?)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:不|禁|防|杜绝|打击|避免|没有|拒绝|查处|识别|举报|抵制|清理|(?:\b(?:no|not|never|without|stop|against|prevent"
    r"|avoid|refuse|report|remove)\b))[^，。；,.;]{0,12}$",
    re.IGNORECASE,
)


def money_or_tool(text: str) -> str | None:
    """What in *text* is money, a share or a tool; the text itself where it is a thing to do."""
    if found := _MONEY_OR_TOOL.search(text):
        return found[0]
    return text if is_method(text) else None


def trick(text: str) -> str | None:
    """The trick that *text* plans, unless it says that it is against it."""
    for found in _TRICK.finditer(text):
        if not _AGAINST.search(text[: found.start()]):
            return found[0]
    return None


def is_method(text: str) -> bool:
    """Whether *text* says what is done, by the verb it begins with, and no effect."""
    begins = _DOING_ZH.match(text) or _DOING_EN.match(text)
    return begins is not None and _EFFECT.search(text) is None


def is_a_person(owner: str | None) -> bool:
    """Whether *owner* may be one person: somebody is named, and no department."""
    return owner is not None and _NOBODY.fullmatch(owner) is None
