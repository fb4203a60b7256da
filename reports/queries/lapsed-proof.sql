-- title.zh: 已过期的证据，过期最久的在前
-- title.en: Proof that has lapsed, the longest ago first
-- columns.zh: 批次, 服务商, 负责人, 证据, 最后有效日, 已过天数
-- columns.en: Batch, Provider, Owner, Evidence, Last day, Days past
SELECT batch, name, owner, piece, until, -days_left AS days_past
FROM lapses
WHERE lapsed
ORDER BY batch, until, folder, piece
