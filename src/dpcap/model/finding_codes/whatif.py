"""Codes of what a new ruler would change (DP640 to DP649)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP640": Code(
        "error",
        "这是给特定读者的版本，已删去一部分内容，不能再评分。请改用 dpcap batch 写出的完整 profile.json。",
        "this is a version for one audience: parts of it were taken out, so it cannot be scored again. Use the whole profile.json that dpcap batch wrote.",
    ),
    "DP641": Code(
        "error",
        "没有从 {then} 到 {now} 的迁移文件，旧答案无法按新框架读取。请在新框架的 migrations/ 里补上，或改用它的后续版本。",
        "no migration leads from {then} to {now}, so the old answers cannot be read by the new framework. Add one to its migrations/, or name a later version of the framework that was used.",
    ),
    "DP642": Code(
        "error",
        "{edition} 里没有角色 {role}，这家按哪个角色评无从得知。请先让该服务商改报角色，再重新运行 dpcap batch。",
        "{edition} has no role {role}, so nobody can tell what to judge this provider as. Have it declare another role, then run dpcap batch again.",
    ),
    "DP643": Code(
        "error",
        "抽查不符：{provider} 按原来的框架重评，与存档的画像不同（存档由 dpcap {engine} 评出）。“之前”未必可信，请重新运行 dpcap batch 再试。",
        "the check failed: {provider}, scored again by its own framework, differs from its stored profile (scored by dpcap {engine}). What was before is not to be relied on: run dpcap batch again, then ask anew.",
    ),
    "DP644": Code(
        "error",
        "原来的门槛 {gates} 不适用于新框架 {edition}（问题见上）。请用 --gates 给出改好的门槛文件。",
        "the gates that were used, {gates}, do not fit the new framework {edition} (what is wrong stands above). Give gates that do with --gates.",
    ),
    "DP645": Code(
        "error",
        "{provider} 的 profile.json 不在，或已不是评分时写下的那一份。请重新运行 dpcap batch。",
        "profile.json of {provider} is gone, or no longer the one the batch wrote. Run dpcap batch again.",
    ),
}
