"""What `dpcap standing --sign` says."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "signed": TwoLanguages("已写入 {path}：{count} 条", "wrote {path}: {count:row|rows}"),
        "begun": TwoLanguages(
            "原来没有 {path}，已新建台账，写入 {count} 条。如已有台账，是文件名或文件夹写错了："
            "请删除这个新文件，改用原来的台账再签",
            "there was no {path}: a new ledger begins with {count:row|rows}. If you keep a ledger"
            " already, its name or folder was mistyped: delete this new file, sign into yours",
        ),
        "unread": TwoLanguages(
            "{who}：结论在这次评估之后有变，这里还没读到。请重新运行评估，再签：",
            "{who}: decided since this batch, which has not read it. Run the batch again,"
            " then sign:",
        ),
        "none_signed": TwoLanguages(
            "没有要记的，{path} 不动", "nothing to record; {path} stays as it is"
        ),
    }
)
