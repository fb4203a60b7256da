"""Codes of migrations between versions of a framework (DP190 to DP199)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP190": Code(
        "error",
        "版本 {version} 里没有 {name}。请改成那一版的编号。",
        "there is no {name} in {version}. Give an id of that version.",
    ),
    "DP191": Code(
        "error",
        "{name} 写在了两处，只能有一种去处或来处。请只留一处。",
        "{name} stands in two places, and can come from or go to one only. Keep one.",
    ),
    "DP192": Code(
        "error",
        "版本 {version} 里没有 {name}，迁移文件也没说它的去处。请写进 renamed、split、merged、retired 或 kinds。",
        "{name} is gone from version {version}, and nothing says what becomes of it. Put it into renamed, split, merged, retired or kinds.",
    ),
    "DP193": Code("error", "旧答案无法照读：{problem}。", "old answers cannot be read: {problem}."),
    "DP194": Code(
        "error",
        "{name} 的文字改了。意思没变就写进 same_meaning，变了就写进 asked_anew（旧答案不再计分）。",
        "the words of {name} were changed. Put it into same_meaning, or, if it means something else, into asked_anew (old answers no longer count).",
    ),
    "DP195": Code(
        "error",
        "迁移文件须一版接一版，直到现行版本：{problem}。",
        "migrations lead from each version to the next, up to the one in force: {problem}.",
    ),
    "DP196": Code(
        "error",
        "{file} 不在或内容不符，它应是 {edition}。请在发布那一版的目录里运行 dpcap framework release。",
        "{file} is not there, or is not {edition}. Run dpcap framework release in the directory of that version.",
    ),
    "DP197": Code(
        "error",
        "版本号从 {then} 到 {now} 升得不够：{problem}。",
        "from {then} to {now} the version does not rise enough: {problem}.",
    ),
    "DP198": Code(
        "error",
        "迁移文件有 {count} 份，最多 {limit} 份。",
        "there are {count} migration files, and {limit} at most are read.",
    ),
    "DP199": Code("error", "对照表不完整：{problem}。", "the table does not hold: {problem}."),
}
