-- title.zh: 与基线相比变化最大的二十家，及变化的五部分
-- title.en: The twenty that moved most since the baseline, and the five parts of the change
-- columns.zh: 批次, 服务商, 基线, 现在, 变化, 评分口径, 角色与事实, 同行值, 答案, 证据, 原等级, 现等级
-- columns.en: Batch, Provider, Baseline, Now, Change, Ruler, Role and facts, Peers, Answers, Proof, Level then, Level now
SELECT batch, name, before, after, change,
  ruler, role_facts, peers, answers, proof, level_before, level_after
FROM changes
WHERE area = 'overall' AND change <> 0
QUALIFY row_number() OVER (PARTITION BY batch ORDER BY abs(change) DESC, folder) <= 20
ORDER BY batch, abs(change) DESC, folder
