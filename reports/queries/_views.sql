-- The tables that a query sees. They stand on `rows` (every row of results.jsonl, with `batch`,
-- `day` and, as `shown`, the name in the language asked for) and on `titles` (of areas, dimensions
-- and roles, by framework). docs/query.md explains their columns.

CREATE VIEW results AS
SELECT batch, day, folder, provider, shown AS name, role, coalesce(title, role) AS role_title,
  owner, groups, categories,
  proved, claimed, proved_level, claimed_level, proved_ceiling, claimed_ceiling,
  coverage, graded, assessed_on, as_of, valid_until,
  critical.asked AS critical_asked, critical.passed AS critical_passed,
  critical.failed AS critical_failed, critical.not_proved AS critical_not_proved, critical_open,
  warnings, contradictions, unchecked, contested, reviewed, pieces, last_review, "new",
  decision.kind AS decision, decision."on" AS decision_on, decision."by" AS decision_by,
  decision.until AS decision_until, decision.current AS decision_current,
  len(list_filter(decision.conditions, lambda c: c.met_on IS NULL)) AS conditions_open,
  list_min([c.due_on FOR c IN decision.conditions IF c.met_on IS NULL]) AS next_condition,
  role_declared, role_confirmed, asked, language, coalesce(scope_out, []) AS scope_out,
  rows.name.zh AS name_zh, rows.name.en AS name_en, rows.framework, engine, profile
FROM rows
LEFT JOIN titles ON titles.framework = rows.framework AND node = 'role:' || role
WHERE status = 'scored';

CREATE VIEW areas AS
SELECT batch, day, folder, provider, shown AS name, role, owner,
  a.id AS area, title, a.proved AS proved, a.claimed AS claimed, a.coverage AS coverage,
  a.target AS target, a.share AS share
FROM rows, UNNEST(areas) AS unnested(a)
LEFT JOIN titles ON titles.framework = rows.framework AND node = a.id;

CREATE VIEW dimensions AS
SELECT batch, day, folder, provider, shown AS name, role, owner, groups, categories,
  a.id AS area, d.id AS dimension, title, d.proved AS proved, d.claimed AS claimed
FROM rows, UNNEST(areas) AS unnested(a), UNNEST(a.dimensions) AS inner_ones(d)
LEFT JOIN titles ON titles.framework = rows.framework AND node = d.id;

CREATE VIEW gates AS
SELECT batch, day, folder, provider, shown AS name, role, owner,
  g.id AS gate, g.severity AS severity, g.state AS state, g.operator AS operator,
  g.needed AS needed, g.found AS found, g.needed_number AS needed_number,
  g.found_number AS found_number, g.missing AS missing, g.nodes AS nodes, g.facts AS facts,
  g.waiver_until AS waiver_until, g.waiver_owner AS waiver_owner
FROM rows, UNNEST(gates) AS unnested(g);

CREATE VIEW lapses AS
SELECT batch, day, folder, provider, shown AS name, role, owner,
  l.piece AS piece, l.until AS until, l.until < as_of AS lapsed, l.until - as_of AS days_left
FROM rows, UNNEST(lapses) AS unnested(l);

CREATE VIEW changes AS
SELECT batch, day, folder, provider, shown AS name, role, owner,
  c.area AS area, c.split.before AS before, c.split.after AS after,
  c.split.ruler + c.split.provider + c.split.peers + c.split.answers + c.split.proof AS change,
  c.split.ruler AS ruler, c.split.provider AS role_facts, c.split.peers AS peers,
  c.split.answers AS answers, c.split.proof AS proof,
  rows.change.level_before AS level_before, rows.change.level_after AS level_after,
  rows.change.before_as_of AS before_as_of
FROM rows, UNNEST(
  [{'area': 'overall', 'split': rows.change.overall}]
  || list_transform(map_entries(rows.change.areas), lambda e: {'area': e.key, 'split': e.value})
) AS unnested(c)
WHERE rows.change IS NOT NULL;

CREATE VIEW failed AS
SELECT batch, day, folder, provider,
  f.code AS code, f.node AS node, f.file AS file, f.line AS line, f."column" AS "column",
  f.params AS params
FROM rows, UNNEST(findings) AS unnested(f)
WHERE status = 'failed';
