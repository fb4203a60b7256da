"""Codes of batches, audiences and benchmarks (DP801 to DP844)."""

from __future__ import annotations

from dpcap.model.code import Code

CODES: dict[str, Code] = {
    "DP801": Code(
        "error",
        "服务商编号 {provider} 也出现在 {other}，两个文件夹都不评。请改成不同的编号，或删去重复的文件夹。",
        "the provider id {provider} also stands in {other}; neither folder is scored. Give each its own id, or remove the copy.",
    ),
    "DP802": Code(
        "error",
        "服务商编号不能是 {provider}：输出目录或复核目录里这个名字另有用途，或 Windows 不能用它作文件夹名。请换一个编号，如 {provider}-1。",
        "a provider cannot have the id {provider}: the output or the reviewer's folder needs that name, or Windows cannot have such a folder. Choose another, such as {provider}-1.",
    ),
    "DP803": Code(
        "error",
        "dpcap 自身出错：{problem}。其余文件夹照常评估；请连同这个文件夹一起报告此问题。",
        "a fault in dpcap: {problem}. The other folders are scored; please report it together with this folder.",
    ),
    "DP804": Code(
        "error",
        "assessed_on 是 {assessed_on}，晚于评判日 {day}。请改为实际填写的日期；要按更晚的一天评判，请用 --on。",
        "assessed_on is {assessed_on}, after the day judged, {day}. Give the day on which the answers were given; to judge on a later day, use --on.",
    ),
    "DP805": Code(
        "error",
        "评估这个文件夹时进程 {times} 次中止（多半是内存不足），已放弃。请缩小文件夹，或在内存更多的机器上单独评估。",
        "the worker died {times} times on this folder (most likely out of memory), so it was given up. Make the folder smaller, or score it alone on a machine with more memory.",
    ),
    "DP806": Code(
        "error",
        "{path} 是指向根目录以外或并不存在之处的链接，不予读取。请把文件夹本身放进来，或把目标作为另一个根目录给出。",
        "{path} is a link that leads outside the root, or nowhere; it is not read. Put the folder itself here, or give its target as another root.",
    ),
    "DP807": Code(
        "error",
        "{path} 里没有 provider.yaml。请补上（dpcap new 可新建），或移走这个文件夹。",
        "{path} holds no provider.yaml. Add one (dpcap new makes it), or move the folder away.",
    ),
    "DP808": Code(
        "error",
        "无法列出 {path}：{problem}。请检查权限。",
        "{path} cannot be listed: {problem}. Check its permissions.",
    ),
    # 82x: across folders
    "DP809": Code(
        "error",
        "评估用时超过 {seconds} 秒，已放弃。多半是某个文件太长：请删去很长的文字和多余的行，再试一次。",
        "it took more than {seconds} seconds and was given up. Most likely a file is very long: take out long texts and needless rows, then try again.",
    ),
    "DP810": Code(
        "error",
        "没有轮到：集群的每个位置都被停不下来的文件夹占住了（见 DP809）。请移开那些文件夹，重启各 worker，再运行一次。",
        "not reached: every place of the cluster is taken by a folder that does not end (see DP809). Move those folders away, restart the workers and run again.",
    ),
    "DP811": Code(
        "error",
        "{what} 没有写成，是 dpcap 自身出错：{problem}。其余都已写好；请加 --debug 再运行一次，把全文告诉我们。",
        "{what} is not written, by a fault in dpcap: {problem}. All else is; run again with --debug and tell us what it shows.",
    ),
    "DP813": Code(
        "error",
        "git 仓库里的对象已损坏或不全，取不出基线：{name}。请在仓库里运行 git fsck，重新克隆或取回；也可用先前的输出目录作 --baseline。",
        "an object of the git repository is damaged or cut short, so there is no baseline to compare with: {name}. Run git fsck there, clone or fetch again; or name an earlier output folder as --baseline.",
    ),
    "DP814": Code(
        "warning",
        "基线版本的文件夹 {folder}：provider.yaml 的 git 对象已损坏（{name}），不知道是哪一家；那一家按新进入处理，不作比较。请运行 git fsck，重新克隆或取回。",
        "the folder {folder} at the baseline: the git object of its provider.yaml is damaged ({name}), so whose it is cannot be told; that provider counts as new and is not compared. Run git fsck, clone or fetch again.",
    ),
    "DP815": Code(
        "error",
        "{path} 是压缩包，里面的内容没有评估。请解压成同名文件夹后再运行；不需要评估的，请移到别处。",
        "{path} is an archive; nothing in it was scored. Unpack it into a folder of the same name and run again; if it is not to be scored, move it elsewhere.",
    ),
    "DP821": Code(
        "warning",
        "同一个文件（SHA-256 以 {hash} 开头）是 {count} 个服务商的证据：{places}。请核实它究竟属于谁。",
        "one file (SHA-256 {hash}…) is evidence of {count} providers: {places}. Find out whose it is.",
    ),
    "DP822": Code(
        "warning",
        "{node} 在行业 {industry}、期间 {period}{terms} 的同行值有 {count} 种：{figures}。同一口径只有一个值，请对照出处核实。",
        "{node}: {count} different peer figures for industry {industry}, period {period}{terms}: {figures}. There is one; check them where they were read.",
    ),
    "DP823": Code(
        "warning",
        "{count} 个$subject的$part填了完全相同的 KPI 行：{places}。请核实这些数据属于谁。",
        "$parts of {count} $subjects have exactly the same KPI rows: {places}. Find out whose figures they are.",
    ),
    "DP824": Code(
        "warning",
        "{provider} 的证据 {evidence} 与别处复核认定为伪造的文件完全相同（SHA-256 以 {hash} 开头）。请核实后在它的复核里裁定；裁定前分数不变。",
        "evidence {evidence} of {provider} is, to the byte, a file that another review ruled forged (SHA-256 {hash}…). Look into it and rule on it in this provider's review; until then no score changes.",
    ),
    # 83x: side by side, and among peers
    "DP831": Code(
        "warning",
        "框架不同（{what}）：分数评分口径不同，不能相比。请用同一框架重新评估后再比。",
        "the frameworks differ ({what}): their scores come from different rulers and cannot be compared. Score all by one framework first.",
    ),
    "DP832": Code(
        "warning",
        "同一家服务商出现多次（{what}）。要看它的变化，请用 dpcap diff。",
        "one provider stands here more than once ({what}). To see what changed, use dpcap diff.",
    ),
    "DP833": Code(
        "warning",
        "角色不同（{what}）：权重与目标不同，总分与等级不能相比，领域分可以参照。",
        "the roles differ ({what}): weights and targets differ, so overall scores and levels cannot be compared; area scores can be read beside each other.",
    ),
    "DP834": Code(
        "warning",
        "问题范围不同（{what}）：只答核心题的与答全套的不能直接相比。",
        "the sets of questions differ ({what}): a core set cannot be compared with a full one.",
    ),
    "DP835": Code(
        "warning",
        "证据核至的日期不同（{what}）：较早的一份，有些证据今天也许已过期。",
        "proof was held to different days ({what}): some proof of the earlier may have lapsed by now.",
    ),
    "DP836": Code(
        "warning",
        "KPI 统计期不同（{what}）：大促与平时的数字不能直接相比。",
        "the KPI periods differ ({what}): months with and without a big sale cannot be compared as they are.",
    ),
    "DP837": Code(
        "warning",
        "复核情况不同（{what}）：未复核的实证分只经过自动核对，还没有人看过。",
        "the reviews differ ({what}): where nobody reviewed, a proved score was only checked by rule.",
    ),
    "DP838": Code(
        "warning",
        "dpcap 版本不同（{what}）：算法若有改动，分数会因此不同。",
        "the versions of dpcap differ ({what}): scores may differ by what changed between them.",
    ),
    "DP839": Code(
        "warning",
        "基准由另一框架（校验码 {found}）算出，与画像的框架（{wanted}）不同，未作同类比较。请用同一框架批量评估后重做基准。",
        "the benchmark was made by another framework (digest {found}) than the profile ({wanted}), so nothing is compared with it. Make it again from a batch by the same framework.",
    ),
    "DP840": Code(
        "warning",
        "尚不评级（{what}）：未答的按 0 计，分数只是下限，与别家的相差要打折扣。",
        "not graded ({what}): what is open counts as 0, so these scores are lower bounds and the differences shown may be larger than they are.",
    ),
    "DP842": Code(
        "error",
        "没有 {key} 这条用语，不能改写。{hint}。",
        "there are no words {key} to say otherwise. {hint}.",
    ),
    "DP843": Code(
        "error",
        "{key} 不能这样写：{why}。用语只写文字，花括号只用原文有的。",
        "{key} cannot be worded so: {why}. Give words only, with no braces but those of our text.",
    ),
    "DP844": Code(
        "error",
        "没有 {name} 这份用语，它不会被读取{hint}。请改名或删去。",
        "there is no book of words {name}, so nobody reads it{hint}. Rename or remove it.",
    ),
    "DP841": Code(
        "error",
        "无法读作 dpcap batch 的结果：{problem}。请给出 dpcap batch 的输出目录；写了一半的再跑一次即可。",
        "cannot be read as results of dpcap batch: {problem}. Give an output folder of dpcap batch; if it was left half written, run it again.",
    ),
}
