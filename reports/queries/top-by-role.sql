-- title.zh: 各角色举证分最高的五家
-- title.en: The five highest proved scores of each role
-- columns.zh: 批次, 角色, 名次, 服务商, 举证分, 自评分, 等级, 可评比例 %
-- columns.en: Batch, Role, Rank, Provider, Proved, Claimed, Level, Coverage %
SELECT batch, role_title,
  rank() OVER (PARTITION BY batch, role ORDER BY proved DESC) AS place,
  name, proved, claimed, proved_level, 100 * coverage AS coverage
FROM results
WHERE graded
QUALIFY place <= 5
ORDER BY batch, role, place, folder
