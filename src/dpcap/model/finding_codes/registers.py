"""Codes of registers of issued seals (DP630 to DP639)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP630": Code(
        "error",
        "登记表读不了：{problem}。它可能没下完整或被改动过；请向签发方重新索取。",
        "the register cannot be read: {problem}. It is damaged or was changed; ask the issuer for it again.",
    ),
    "DP631": Code(
        "error",
        "登记表的签名与内容不符：有人改动过，或是伪造的。不要采信，请向签发方重新索取。",
        "the register's signature does not fit what it says: somebody changed or forged it. Do not rely on it; ask the issuer for it again.",
    ),
    "DP632": Code(
        "error",
        "这份登记表是另一把钥匙（{key}）签的，不能接着写。请用它的签发方的密钥，或把那把公钥放进私钥旁的 dpcap-keys.json。",
        "another key ({key}) signed this register, so it is not continued. Use its issuer's key, or enter that public key in dpcap-keys.json beside the private one.",
    ),
    "DP633": Code(
        "error",
        "{provider}：签名 {seal} 的报告写着 {on} 的结论，复核目录里却没有这份结论，也没有更新的。请核对 --reviews；结论如已作废，请用 --withdraw 撤回这枚签名。",
        "{provider}: the report with the seal {seal} shows a decision of {on}; the reviews hold neither that nor a later one. Check --reviews; if the decision is void, withdraw the seal with --withdraw.",
    ),
    "DP634": Code(
        "warning",
        "没有登记：{problem}。",
        "not registered: {problem}.",
    ),
    "DP635": Code(
        "error",
        "签名有 {count} 枚，一份登记表最多 {most} 枚，没有写入。请按签发方或年度分成几份登记表。",
        "{count} seals are more than the {most} that one register holds; nothing was written. Keep several registers, by issuer or by year.",
    ),
}
