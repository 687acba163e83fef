import type {TextQuery} from './named-query.ts'
import {dependantsCypher, dependantsSql} from './texts.ts'

/** Who depends on whom, told by the relations between systems. */
export const dependencyQueries: readonly TextQuery[] = [
  {
    id: 'most-depended-on',
    question: 'Which systems do most others depend on directly?',
    parameters: [],
    facts: [],
    columns: ['system', 'name', 'organisation', 'dependants'],
    sql: `WITH ${dependantsSql}
SELECT s.id AS system, s.name, s.organisation, d.dependants
FROM dependants d JOIN entity s ON s.id = d.system`,
    cypher: `MATCH (s:DomesdayEntity:System)
WITH s, ${dependantsCypher} AS dependants WHERE dependants > 0
RETURN s.id AS system, s.name AS name, s.organisation AS organisation, dependants`,
    order: 'dependants DESC, system',
  },
  {
    id: 'isolated-systems',
    question: 'Which systems have no known relation to another system?',
    parameters: [],
    facts: [],
    columns: ['system', 'name', 'organisation'],
    sql: `SELECT s.id AS system, s.name, s.organisation FROM entity s
WHERE s.kind = 'system'
  AND NOT EXISTS (SELECT 1 FROM relation r JOIN entity o ON o.id = r.to_id
    WHERE r.from_id = s.id AND o.kind = 'system' AND o.id <> s.id)
  AND NOT EXISTS (SELECT 1 FROM relation r JOIN entity o ON o.id = r.from_id
    WHERE r.to_id = s.id AND o.kind = 'system' AND o.id <> s.id)`,
    cypher: `MATCH (s:DomesdayEntity:System)
WHERE NOT EXISTS { MATCH (s)--(o:DomesdayEntity:System) WHERE o <> s }
RETURN s.id AS system, s.name AS name, s.organisation AS organisation`,
    order: 'system',
  },
  {
    id: 'who-waits-for',
    question: 'Which organisations wait for this one: have systems that depend on its systems?',
    parameters: [{name: 'organisation', meaning: 'the id of an organisation', kind: 'organisation'}],
    facts: [],
    columns: ['organisation', 'waiting_systems', 'on_systems'],
    sql: `SELECT a.organisation, count(DISTINCT a.id) AS waiting_systems, count(DISTINCT b.id) AS on_systems
FROM relation r JOIN entity a ON a.id = r.from_id JOIN entity b ON b.id = r.to_id
WHERE r.type = 'DEPENDS_ON' AND a.kind = 'system' AND b.kind = 'system'
  AND b.organisation = :organisation AND a.organisation <> b.organisation
GROUP BY a.organisation`,
    cypher: `MATCH (a:DomesdayEntity:System)-[:DEPENDS_ON]->(b:DomesdayEntity:System {organisation: $organisation})
WHERE a.organisation <> b.organisation
RETURN a.organisation AS organisation, count(DISTINCT a) AS waiting_systems, count(DISTINCT b) AS on_systems`,
    order: 'waiting_systems DESC, organisation',
  },
  {
    id: 'between-organisations',
    question: "Which organisations' systems depend on those of which others, and by how many relations?",
    parameters: [],
    facts: [],
    columns: ['organisation', 'depends_on', 'relations'],
    sql: `SELECT a.organisation, b.organisation AS depends_on, count(*) AS relations
FROM relation r JOIN entity a ON a.id = r.from_id JOIN entity b ON b.id = r.to_id
WHERE r.type = 'DEPENDS_ON' AND a.kind = 'system' AND b.kind = 'system' AND a.organisation <> b.organisation
GROUP BY a.organisation, b.organisation`,
    cypher: `MATCH (a:DomesdayEntity:System)-[:DEPENDS_ON]->(b:DomesdayEntity:System)
WHERE a.organisation <> b.organisation
RETURN a.organisation AS organisation, b.organisation AS depends_on, count(*) AS relations`,
    order: 'relations DESC, organisation, depends_on',
  },
  {
    id: 'only-inferred',
    question: 'Which dependencies between systems did nobody declare, and were only concluded?',
    parameters: [],
    facts: [],
    columns: ['system', 'depends_on', 'evidence'],
    sql: `SELECT r.from_id AS system, r.to_id AS depends_on, json_array_length(r.evidence) AS evidence
FROM relation r JOIN entity a ON a.id = r.from_id JOIN entity b ON b.id = r.to_id
WHERE r.type = 'DEPENDS_ON' AND r.certainty = 'inferred' AND a.kind = 'system' AND b.kind = 'system'`,
    cypher: `MATCH (a:DomesdayEntity:System)-[r:DEPENDS_ON {certainty: 'inferred'}]->(b:DomesdayEntity:System)
RETURN a.id AS system, b.id AS depends_on, size(coalesce(r.evidence, [])) AS evidence`,
    order: 'system, depends_on',
  },
]
