"""Codes of courses over several batches (DP690 to DP694)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP690": Code(
        "error",
        "这个目录没有可读的评估结果，跳过。请给出 dpcap batch 的输出目录。",
        "it holds no results that can be read and is left out. Give an output folder of dpcap batch.",
    ),
    "DP691": Code(
        "warning",
        "这次评估没有一家评出来，跳过。",
        "the batch scored nobody, and is left out.",
    ),
    "DP692": Code(
        "warning",
        "与另一个目录的结果一模一样，只算一次。",
        "its results are those of another folder given, and count once.",
    ),
    "DP693": Code(
        "error",
        "{provider}：{before} 到 {after} 这一步分不出从何而来，因为找不到它的框架。请把当时的 frameworks 目录放回输出目录，或用 --framework 指明。",
        "{provider}: it cannot be told what the step from {before} to {after} came from, for its framework is not found. Put the batch's frameworks folder back, or give --framework.",
    ),
    "DP694": Code(
        "warning",
        "这次评估里有 {count} 个文件夹没评出来，不在走势里：{names}。",
        "folders that could not be scored in this batch and are not in the course: {count} ({names}).",
    ),
}
