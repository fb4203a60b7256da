-- title.zh: 各批次各门槛未达的家数
-- title.en: Providers that miss each gate, batch by batch
-- columns.zh: 日期, 批次, 门槛, 性质, 应核家数, 未达, 无法核对, 豁免, 未过 %
-- columns.en: Day, Batch, Gate, Severity, Judged, Failed, Unchecked, Waived, Not met %
SELECT day, batch, gate, severity, count(*) AS judged,
  count(*) FILTER (state = 'failed') AS failed,
  count(*) FILTER (state = 'unchecked') AS unchecked,
  count(*) FILTER (state = 'waived') AS waived,
  100 * count(*) FILTER (state IN ('failed', 'unchecked')) / count(*) AS not_met
FROM gates
WHERE severity <> 'off' AND state <> 'not_applicable'
GROUP BY day, batch, gate, severity
ORDER BY gate, day, batch
