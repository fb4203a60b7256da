-- title.zh: 各组最弱的维度（实证分平均）
-- title.en: The weakest dimension of each group, by its mean proved score
-- columns.zh: 批次, 按, 组, 维度, 名称, 家数, 实证分平均, 自评分平均
-- columns.en: Batch, By, Group, Dimension, Title, Providers, Mean proved, Mean claimed
SELECT batch, by_what, member, dimension, any_value(title) AS title,
  count(*) AS providers, avg(proved) AS mean_proved, avg(claimed) AS mean_claimed
FROM (
  SELECT * EXCLUDE (g), g.key AS by_what, unnest(g.value) AS member
  FROM (SELECT *, unnest(map_entries(groups)) AS g FROM dimensions)
)
WHERE proved IS NOT NULL
GROUP BY batch, by_what, member, dimension
QUALIFY row_number() OVER (PARTITION BY batch, by_what, member ORDER BY mean_proved, dimension) = 1
ORDER BY batch, by_what, member
