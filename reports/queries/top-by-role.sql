-- title.zh: 各角色（同一服务范围内）实证分最高的五家
-- title.en: The five highest proved scores of each role, among those of the same scope
-- columns.zh: 批次, 角色, 不在服务范围, 名次, 服务商, 实证分, 自评分, 等级, 作答覆盖率 %
-- columns.en: Batch, Role, Out of scope, Rank, Provider, Proved, Claimed, Level, Coverage %
SELECT batch, role_title, array_to_string(scope_out, ', ') AS left_out,
  rank() OVER (PARTITION BY batch, role, scope_out ORDER BY proved DESC) AS place,
  name, proved, claimed, proved_level, 100 * coverage AS coverage
FROM results
WHERE graded
QUALIFY place <= 5
ORDER BY batch, role, left_out, place, folder
