"""An indicator in words: the question, what may be answered, and what makes its figure what it is."""

from __future__ import annotations

from collections.abc import Iterator

from dpcap.intake.envelope import BELOW, MANY, by_top
from dpcap.model.base import Language
from dpcap.model.framework import DECLARED, Framework
from dpcap.model.indicator import Indicator, Proof
from dpcap.model.nouns import NEUTRAL
from dpcap.model.proof_kinds import caps_for
from dpcap.model.scale import BesidePeers, ByPeerSpread, Figure, Numeric, Scale
from dpcap.model.two_languages import Book, TwoLanguages

# ruff: noqa: E501 - a phrase a line


_HOW = TwoLanguages(
    "每题下面以 #编号 开头的一行就是答案：去掉 #，填上值。",
    "Under each question the line that begins with #ID is the answer: remove the # and fill it in.",
)
PHRASES: dict[str, TwoLanguages] = {
    # how often a figure is taken
    "period.day": TwoLanguages("每天", "a day"),
    "period.30d": TwoLanguages("近 30 天", "the last 30 days"),
    "period.90d": TwoLanguages("近 90 天", "the last 90 days"),
    "period.180d": TwoLanguages("近 180 天", "the last 180 days"),
    "period.session": TwoLanguages("每场", "a session"),
    "period.month": TwoLanguages("自然月", "a calendar month"),
    "period.quarter": TwoLanguages("自然季度", "a calendar quarter"),
    "period.half_year": TwoLanguages("自然半年", "a calendar half-year"),
    "period.year": TwoLanguages("12 个月", "twelve months"),
    "direction.higher": TwoLanguages("越高越好", "higher is better"),
    "direction.lower": TwoLanguages("越低越好", "lower is better"),
    "direction.band": TwoLanguages("过高过低都不好", "both ends are bad"),
    # the parts of a question
    "figure.definition": TwoLanguages("定义", "Definition"),
    "figure.formula": TwoLanguages("算法", "Formula"),
    "figure.unit": TwoLanguages(
        "单位 {unit} · {period} · {direction}", "Unit {unit} · {period} · {direction}"
    ),
    "figure.nps_unit": TwoLanguages("单位 {unit} · {period}", "Unit {unit} · {period}"),
    "figure.range": TwoLanguages("合理范围 {low} 至 {high}", "plausible {low} to {high}"),
    "figure.peer": TwoLanguages("须同时填写同行值 peer", "give the peer figure as well"),
    "figure.peer_short": TwoLanguages("同行", "peer"),
    "figure.rate": TwoLanguages(
        "填两个数：{cases}、{base}，如 3 1200；基数少于 {least} 的证据封顶",
        "two counts: {cases}, then {base}, such as 3 1200; below a base of {least} proof is capped",
    ),
    "figure.benchmark": TwoLanguages(
        "还请填写标杆值 benchmark（同一页面）", "give the figure of the best peers, benchmark, too"
    ),
    "figure.benchmark_short": TwoLanguages("标杆", "best peers"),
    "figure.counts": TwoLanguages(
        "填写三个人数：推荐者（9–10 分）、中立者（7–8 分）、贬损者（0–6 分）",
        "give three counts: promoters (9–10), passives (7–8), detractors (0–6)",
    ),
    "figure.any": TwoLanguages("照实填写", "as it is"),
    "figure.levels": TwoLanguages(
        "选一项；可以只写一级", "one of these; the first level alone will do"
    ),
    "figure.listed": TwoLanguages("照文件开头的表填写", "one of the list at the head of the file"),
    "part.question": TwoLanguages("问", "Q"),
    "part.help": TwoLanguages("说明", "Note"),
    "part.proof": TwoLanguages("证据", "Proof"),
    "part.kinds": TwoLanguages("可收的证据", "Kinds of proof"),
    "part.valid": TwoLanguages("{days} 天内有效", "valid for {days} days"),
    "part.screen": TwoLanguages("在哪里看", "Screen"),
    "part.asked": TwoLanguages("由谁回答", "Asked of"),
    "part.minutes": TwoLanguages("{minutes} 分钟", "{minutes} min"),
    "part.not_applicable": TwoLanguages("可答“不适用”的理由", "Reasons for N/A"),
    "part.scope": TwoLanguages("需要的服务范围", "Needs in scope"),
    "part.when": TwoLanguages("仅在此条件下问", "Asked only if"),
    "part.none_needed": TwoLanguages("无需证据", "no proof needed"),
    "part.critical": TwoLanguages("红线项", "critical"),
    "part.shop": TwoLanguages("按$part", "per $part"),
    "part.min": TwoLanguages("取最差的$part_short", "the worst $part counts"),
    "part.mean": TwoLanguages("取各$part_short平均", "the mean of the $parts counts"),
    "part.share": TwoLanguages("取达线$part的占比", "the share of $parts at the mark counts"),
    "value.true": TwoLanguages("是", "yes"),
    "value.false": TwoLanguages("否", "no"),
    "value.none": TwoLanguages("以上都没有", "none of these"),
    "value.unknown": TwoLanguages("不清楚", "we do not know"),
    # starter files
    "new.provider": TwoLanguages(
        "服务商信息：每件事只在这里写一次。去掉行首的 # 并填上值即可，留着 # 就是“未提供”。",
        "The provider: each fact stands here once. Remove the # at the head of a line and fill it in;"
        " a line left alone means “not provided”.",
    ),
    "new.id": TwoLanguages(
        "编号：小写字母、数字、- 与 _，用了就不要再改",
        "id: lower-case letters, digits, - and _; do not change it later",
    ),
    "new.name": TwoLanguages(
        "公司全称，照营业执照；另一种语言可不写",
        "full name as on the licence; the other language may be left out",
    ),
    "new.registration": TwoLanguages("$registration", "$registration"),
    "new.role": TwoLanguages("角色：{roles}", "role, one of: {roles}"),
    "new.language": TwoLanguages("报告语言：zh 或 en", "language of the report: zh or en"),
    "new.contact": TwoLanguages("联系人", "whom to contact"),
    "new.categories": TwoLanguages("$category，可写多个", "each $category served"),
    "new.shops": TwoLanguages(
        "全部$part，一$part_n不漏；consent: true 表示对方同意对外写出名称",
        "every $part; consent: true if its owner agrees to be named",
    ),
    "new.clients": TwoLanguages(
        "可作推荐的客户；consent 必填", "clients served that can be named; consent is required"
    ),
    "new.fill": TwoLanguages("请填写", "fill in"),
    "new.facts": TwoLanguages(
        "事实。写日期的加 on，金额写明 basis 与 period，有证据的写 evidence: [e1]",
        "Facts. Add `on` where a day belongs to it, `basis` and `period` to amounts, `evidence: [e1]` if there is proof",
    ),
    "fact.number": TwoLanguages("数字", "number"),
    "fact.text": TwoLanguages("文字", "text"),
    "fact.texts": TwoLanguages("列表 [甲, 乙]", "list [a, b]"),
    "fact.boolean": TwoLanguages("true 或 false", "true or false"),
    "fact.choice": TwoLanguages("选一项", "one of"),
    "fact.date": TwoLanguages("日期 2026-11-20", "day 2026-11-20"),
    "fact.link": TwoLanguages("网址 https://…", "address https://…"),
    "fact.unit": TwoLanguages("单位 {unit}", "unit {unit}"),
    "fact.dated": TwoLanguages("写明日期 on", "give the day in `on`"),
    "new.answers": TwoLanguages(
        "答卷：{role}，{count} 题；一$part_n$part_short约 {minutes} 分钟，每多一$part_n再加约 {more} 分钟（最多按 {most} $part_n）。"
        + _HOW.zh,
        "Answers: {role}, {count} questions, about {minutes} minutes with one $part and {more} more for each further"
        " one, up to {most}. " + _HOW.en,
    ),
    "new.answers_alone": TwoLanguages(
        "答卷：{role}，{count} 题，约 {minutes} 分钟。" + _HOW.zh,
        "Answers: {role}, {count} questions, about {minutes} minutes. " + _HOW.en,
    ),
    "new.framework": TwoLanguages(
        "这份答卷所依据的框架与版本，请勿改动。",
        "The framework that these questions come from, and its version; leave it as it is.",
    ),
    "new.states": TwoLanguages(
        "不清楚写 {{unknown: true}}；不适用写 {{not_applicable: 理由编号, note: …}}，仅限题下列出的理由；没有做就选最低一级。",
        "Not known: {{unknown: true}}. Not applicable: {{not_applicable: reason, note: …}}, only for the reasons listed"
        " under a question. What you do not do is the lowest rung.",
    ),
    "new.further": TwoLanguages(
        "这是核心题，答完可以预估等级。定级要答全套：另有 {count} 题，一家$part约 {minutes} 分钟，由 dpcap assess 接着问，或新建时加 --set role 一次写全。",
        "This is the core set, enough to estimate the level. A level needs the full set: {count} more questions, about {minutes} minutes with one $part. dpcap assess goes on to ask them, or dpcap new --set role writes all at once.",
    ),
    "new.interview": TwoLanguages(
        "也可以运行 dpcap assess 逐题作答。",
        "Or run dpcap assess and answer one question at a time.",
    ),
    "new.assessed_on": TwoLanguages(
        "评估日：证据与周期以这一天为准", "day of assessment: proof and periods are held against it"
    ),
    "new.assessor": TwoLanguages("填写人", "who answers"),
    "new.defaults": TwoLanguages(
        "多数数字共用的口径；单题可另写", "what most figures share; a single answer may differ"
    ),
    "new.evidence": TwoLanguages(
        "证据：文件放进 evidence/，在这里登记，再在答案里写 evidence: [e1]。一份证据可支撑几题。",
        "Evidence: put files into evidence/, list them here, and name them in answers: evidence: [e1]. One piece may serve several.",
    ),
    "new.kinds": TwoLanguages("kind：{kinds}", "kind: {kinds}"),
    "new.sha256": TwoLanguages("sha256 由 dpcap lint 给出", "dpcap lint tells the sha256"),
    "new.kpis": TwoLanguages(
        "按$part的数字写在 kpis.csv：一$part_n$part_short一题一行，列为 {columns}；NPS 填全部 0–10 原始分，以空格隔开。",
        "Figures of $parts go to kpis.csv, one row a $part and question, with the columns {columns};"
        " for NPS give all raw marks 0–10 with spaces between.",
    ),
    "new.git": TwoLanguages(
        "# git 不得改动证据的换行，否则 sha256 对不上\nevidence/** -text",
        "# git must not change line ends of evidence: the sha256 would no longer fit\nevidence/** -text",
    ),
    "new.row": TwoLanguages("写入 kpis.csv：", "in kpis.csv:"),
}
phrase = Book(PHRASES).say


def labelled(key: str, text: str, language: Language) -> str:
    """*text* behind the words under *key*."""
    return f"{phrase(key, language)}{'：' if language == 'zh' else ': '}{text}"


def needs_peer(scale: Scale | Figure) -> bool:
    """Whether a figure is read against a peer figure."""
    return isinstance(scale, Numeric) and isinstance(scale.score, BesidePeers)


def takes_benchmark(scale: Scale | Figure) -> bool:
    """Whether a figure is read against that of the best peers as well."""
    return isinstance(scale, Numeric) and isinstance(scale.score, ByPeerSpread)


def figure_lines(scale: Figure, line: str, language: Language, **fields: str) -> Iterator[str]:
    """What the figure is: definition, formula, then unit, period and range.

    *line* names the phrase for unit and period, *fields* are what it says besides.
    """
    yield labelled("figure.definition", scale.definition.say(language), language)
    yield labelled("figure.formula", scale.formula.say(language), language)
    unit, period = scale.unit.say(language), phrase(f"period.{scale.period}", language)
    said = phrase(line, language, NEUTRAL, unit=unit, period=period, **fields)
    if scale.plausible is None:
        yield said
        return
    low, high = (f"{end:g}" for end in scale.plausible)
    yield f"{said} · {phrase('figure.range', language, low=low, high=high)}"


def envelope_lines(scale: Figure, framework: Framework, language: Language) -> Iterator[str]:
    """Each field the figure must carry, with the values it may take."""
    for field in scale.envelope:
        vocabulary = framework.envelope.get(field)
        title = vocabulary.title.say(language) if vocabulary else field
        known = vocabulary.values if vocabulary else {}
        ids = allowed_values(scale, field, framework)
        if len(ids) > MANY:
            yield f"{field} ({title}): {phrase('figure.listed', language)}"
            continue
        values = [f"{one} {known[one].say(language)}" if one in known else one for one in ids]
        yield f"{field} ({title}): {'; '.join(values) or phrase('figure.any', language)}"


def long_lists(framework: Framework, language: Language) -> Iterator[str]:
    """Each field that takes one of many values, and those, one first level a line."""
    for field, vocabulary in framework.envelope.items():
        if len(vocabulary.values) <= MANY:
            continue
        yield f"{field} ({vocabulary.title.say(language)}): {phrase('figure.levels', language)}"
        for top, below in framework.once(by_top, field).items():
            first = vocabulary.values[top].say(language)
            rest = (vocabulary.values[one].say(language) for one in below if one != top)
            names = [one.removeprefix(first).lstrip(f" {BELOW}") for one in rest]
            yield f"  {first} {BELOW} {' | '.join(names)}" if names else f"  {first}"


def allowed_values(scale: Figure, field: str, framework: Framework) -> tuple[str, ...]:
    """The values a field of the figure may take; none: any text."""
    allowed = scale.envelope[field]
    if allowed != "any":
        return allowed
    vocabulary = framework.envelope.get(field)
    return tuple(vocabulary.values) if vocabulary else ()


def proof_kinds(framework: Framework, proof: Proof) -> tuple[str, ...]:
    """The kinds of evidence that count for it, best cap first."""
    caps = caps_for(framework.method.proof_caps, proof)
    kinds = proof.kinds or tuple(kind for kind in caps if kind not in (DECLARED, "verified"))
    return tuple(sorted(kinds, key=lambda kind: -caps.get(kind, 0.0)))


def proof_line(framework: Framework, proof: Proof, language: Language) -> str:
    """The kinds that count with their caps, and for how long."""
    caps, titles = caps_for(framework.method.proof_caps, proof), framework.proof_titles
    kinds = [
        f"{titles[kind].say(language) if kind in titles else kind} {caps.get(kind, 0.0):g}"
        for kind in proof_kinds(framework, proof)
    ]
    line = labelled("part.kinds", " · ".join(kinds), language)
    if proof.valid_days is None:
        return line
    return f"{line} · {phrase('part.valid', language, days=proof.valid_days)}"


def person(framework: Framework, indicator: Indicator, language: Language) -> str:
    """The title of whoever is asked; nothing where the framework does not say."""
    asked = indicator.asked_of or ""
    title = framework.people.get(asked)
    return title.say(language) if title else asked
