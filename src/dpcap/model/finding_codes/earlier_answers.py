"""Codes of answers under an earlier version (DP846 to DP859)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP850": Code(
        "note",
        "答案按 {then} 填写，已按迁移文件读作 {now}，文件未改动。",
        "answered under {then}, and read as {now} through its migrations; no file was changed.",
    ),
    "DP851": Code(
        "error",
        "看不出答案是按哪一版填的：{node} 在 {older} 与 {newest} 里意思不同。请在答案文件最前面写 framework: 加上版本，如 framework: {older}。",
        "cannot tell which version was answered: {node} means one thing in {older} and another in {newest}. Name it at the head of the answers, such as framework: {older}.",
    ),
    "DP852": Code(
        "error",
        "手头没有 {named} 这一版，有的是：{known}。请核对 framework 一行。",
        "version {named} is not at hand; these are: {known}. Check the line framework.",
    ),
    "DP853": Code(
        "warning",
        "{node}：{then} 版答的是“{value}”，在 {now} 版（{heir}）里不再计分：{why}。请重新作答。",
        "{node}: what was answered under {then}, “{value}”, does not count under {now} ({heir}): {why}. Answer it again.",
    ),
    "DP854": Code(
        "note",
        "{now} 版不再问这些题，{then} 版的答案不再使用：{nodes}。",
        "version {now} no longer asks these, answered under {then}: {nodes}.",
    ),
    "DP855": Code(
        "note",
        "{now} 版这些指标不再与同行比较，{then} 版填的同行值和只为比较而填的字段（如行业）不再使用：{nodes}。",
        "version {now} no longer holds these against peers; the peer figures given under {then}, and fields such as the industry that only the comparison needed, are not used: {nodes}.",
    ),
    "DP856": Code(
        "note",
        "{now} 版新问的事实，旧答案里推不出来，请补填：{facts}。",
        "version {now} asks for facts that older answers do not tell: {facts}. Fill them in.",
    ),
    "DP857": Code(
        "error",
        "改写后的文件读出来与现在不一致（{what}），因此一个字也没改。请手工修改，或先处理上述内容。",
        "rewritten, the files would not say the same ({what}), so nothing was changed. Edit them by hand, or settle that first.",
    ),
    "DP858": Code(
        "note",
        "按开始作答时的版本 {then} 评分；现行版本是 {now}。",
        "judged by {then}, under which it was begun; the version in force is {now}.",
    ),
    "DP859": Code(
        "error",
        "答案文件写了两个版本：{one} 与 {other}。一个文件夹只能按一版填写。",
        "the answer files name two versions, {one} and {other}. A folder is answered under one.",
    ),
    "DP846": Code(
        "error",
        "{provider} 只答了核心题，等级只是预估，不能据此作结论。请先以全套重新评分：dpcap batch --set role；"
        '如确要据核心题作结论，在 dpcap.toml 里写 decide_set = "core"。',
        'of {provider} only the core set was asked: its level is an estimate, and nothing is decided on it. Score the role\'s set first (dpcap batch --set role), or write decide_set = "core" in dpcap.toml.',
    ),
    "DP847": Code(
        "error",
        '这份报告只答了核心题，等级只是预估，不能签发。请以全套（--set role）重新评估后再签；如确要签发，在 dpcap.toml 里写 decide_set = "core"。',
        'only the core set was asked for this report: its level is an estimate, and it gets no seal. Assess the role\'s set (--set role) first, or write decide_set = "core" in dpcap.toml.',
    ),
    "DP848": Code(
        "error",
        "decide_set 是 dpcap.toml 的设置，不写在门槛文件里。请移到 dpcap.toml。",
        "decide_set is a setting of dpcap.toml and no part of a gates file. Move it there.",
    ),
}
