"""What `dpcap plan` asks whoever reads a plan, and says of metrics."""

from __future__ import annotations

from dpcap.model.two_languages import Book, TwoLanguages

WORDS = Book(
    {
        "comma": TwoLanguages("；", "; "),
        "questions": TwoLanguages(
            "以下要由人来读，dpcap 不判断：", "For whoever reads it; dpcap does not judge:"
        ),
        "question.value": TwoLanguages(
            "价值：这句话说的是谁的什么变好了，他自己会这么说吗？",
            "Value: who gets what better, and would they say so themselves?",
        ),
        "question.difference": TwoLanguages(
            "不同：同行或我们自己以前，真的没有这样做吗？",
            "Difference: is it truly not what others do, or what we did before?",
        ),
        "question.use": TwoLanguages(
            "用处：没有它，用户会少了什么？", "Use: what would people lack without it?"
        ),
        "question.mechanism": TwoLanguages(
            "因果：这些策略做成了，北极星为什么会动？多久以后动？",
            "Mechanism: if these strategies work, why does the north star move, and how soon?",
        ),
        "question.size": TwoLanguages(
            "幅度：为什么是这个数？达到了，谁会吃亏？",
            "Size: why this figure? And who would pay for reaching it?",
        ),
        "says": TwoLanguages("计划写的是：{text}", "The plan says: {text}"),
        "blank": TwoLanguages("计划里没写。", "The plan does not say."),
        "kind.outcome": TwoLanguages("结果（可作北极星）outcome", "outcome: may be a north star"),
        "kind.process": TwoLanguages("过程 process", "process: moves early"),
        "kind.money": TwoLanguages("钱 money", "money: comes of it"),
        "up": TwoLanguages("越高越好", "higher is better"),
        "down": TwoLanguages("越低越好", "lower is better"),
    }
)
