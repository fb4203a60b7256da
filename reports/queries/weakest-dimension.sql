-- title.zh: 各类目最弱的维度（举证分平均）
-- title.en: The weakest dimension of each category, by its mean proved score
-- columns.zh: 批次, 类目, 维度, 名称, 家数, 举证分平均, 自评分平均
-- columns.en: Batch, Category, Dimension, Title, Providers, Mean proved, Mean claimed
SELECT batch, category, dimension, any_value(title) AS title,
  count(*) AS providers, avg(proved) AS mean_proved, avg(claimed) AS mean_claimed
FROM (SELECT *, unnest(categories) AS category FROM dimensions)
WHERE proved IS NOT NULL
GROUP BY batch, category, dimension
QUALIFY row_number() OVER (PARTITION BY batch, category ORDER BY mean_proved, dimension) = 1
ORDER BY batch, category
