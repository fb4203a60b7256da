"""Codes of consistency rules, stored profiles and PDF (DP501 to DP626)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP501": Code("note", "{rule}：{message}", "{rule}: {message}"),
    "DP502": Code(
        "note",
        "{rule} 无法核对，未答：{names}。",
        "{rule} could not be checked; not answered: {names}.",
    ),
    # ── 6xx: stored profiles ─────────────────────────────────────────────────────────────────
    "DP601": Code(
        "error",
        "画像由校验码为 {wanted} 的框架算出，找到的是 {found}。请用 --framework 指明，或把 frameworks/ 放在画像旁。",
        "the profile was computed with the framework of digest {wanted}; found {found}. Name it with --framework, or keep frameworks/ beside the profile.",
    ),
    "DP602": Code(
        "error",
        "画像里提到了其中没有的内容：{names}。它不是 dpcap 写出的，或被改动过；请重新评估。",
        "the profile names what is not in it: {names}. dpcap did not write it so; assess again.",
    ),
    # 61x: reports that are checked, bundles, keys
    "DP611": Code(
        "error",
        "其中没有 dpcap 报告。可核验的有：dpcap 写出的 HTML、JSON、PDF，或附有它们的邮件（.eml）。",
        "there is no dpcap report in it. What can be checked: HTML, JSON and PDF written by dpcap, and mails (.eml) that carry them.",
    ),
    "DP612": Code(
        "error",
        "报告里的数据读不了：{problem}。它已损坏或被改动；请向发出方重新索取。",
        "the data in the report cannot be read: {problem}. It is damaged or was changed; ask its sender for it again.",
    ),
    "DP613": Code(
        "error",
        "报告的签名读不了：{problem}。它已损坏或被改动；请向发出方重新索取。",
        "the seal of the report cannot be read: {problem}. It is damaged or was changed; ask its sender for it again.",
    ),
    "DP614": Code(
        "error",
        "核验包读不了：{problem}。请用 dpcap bundle 重新生成，或向提供方重新索取。",
        "the bundle cannot be read: {problem}. Pack it again with dpcap bundle, or ask its sender for it.",
    ),
    "DP615": Code(
        "error",
        "密钥读不了：{problem}。新的一对可用 dpcap keygen 生成。",
        "the key cannot be read: {problem}. dpcap keygen makes a new pair.",
    ),
    "DP616": Code(
        "error",
        "不予签名：{problem}。请先由画像重新生成：dpcap report。",
        "not signed: {problem}. Render it again from the profile first: dpcap report.",
    ),
    # ── 62x: PDF ─────────────────────────────────────────────────────────────────────────────
    "DP621": Code(
        "error",
        '写 PDF 和图片需先安装：pip install "dpcap[pdf]"',
        'a PDF or a picture needs: pip install "dpcap[pdf]"',
    ),
    "DP623": Code(
        "error",
        "本机没有可用的中文字体，没有写 PDF 和图片。以下任意一种即可：{families}。\n"
        "Windows：微软雅黑随系统自带；没有时在“设置 › 系统 › 可选功能”里添加“中文(简体)补充字体”。\n"
        "macOS：冬青黑体随系统自带；没有时 brew install --cask font-noto-sans-cjk-sc。\n"
        "Linux：Debian、Ubuntu 用 apt install fonts-noto-cjk；Fedora 用 dnf install google-noto-sans-cjk-fonts。",
        "no font here is known to have Chinese, so no PDF or picture is written. Any of these will do: {families}.\n"
        "Windows: Microsoft YaHei comes with it; else add “Chinese (Simplified) Supplemental Fonts” in Settings › System › Optional features.\n"
        "macOS: Hiragino Sans GB comes with it; else brew install --cask font-noto-sans-cjk-sc.\n"
        "Linux: on Debian and Ubuntu apt install fonts-noto-cjk; on Fedora dnf install google-noto-sans-cjk-fonts.",
    ),
    # 62x to 64x: what did not come from dpcap as it is, keys, mails
    "DP624": Code(
        "error",
        "画像与它所用的框架对不上（{places}）。它不是 dpcap 写出的样子；请重新评估，或向发出方重新索取。",
        "the profile does not fit the framework it names ({places}). dpcap did not write it so; assess again, or ask its sender for it again.",
    ),
    "DP625": Code(
        "error",
        "指纹不是这把公钥的。请用 dpcap keygen 写出的密钥表，或向签发方重新索取。",
        "the fingerprint is not that of the key. Use the file of keys that dpcap keygen wrote, or ask the issuer for it again.",
    ),
    "DP626": Code(
        "error",
        "until 早于 from。请改正起止日期。",
        "until lies before from. Correct the days.",
    ),
}
