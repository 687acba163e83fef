import {type TextQuery, thing} from './named-query.ts'
import {memberCypher, memberSql, userCypher, userSql} from './texts.ts'

/** What systems share: the stores of their data, and what they run on. */
export const dataQueries: readonly TextQuery[] = [
  {
    id: 'written-by-several',
    question: 'Which datastores do several systems write?',
    parameters: [],
    facts: [],
    columns: ['datastore', 'name', 'writers'],
    sql: `WITH RECURSIVE ${memberSql}
SELECT d.id AS datastore, d.name, count(DISTINCT m.system) AS writers
FROM entity d JOIN relation r ON r.to_id = d.id AND r.type = 'WRITES' JOIN member m ON m.part = r.from_id
WHERE d.kind = 'datastore' GROUP BY d.id, d.name HAVING writers > 1`,
    cypher: `${memberCypher()}
MATCH (part)-[:WRITES]->(d:DomesdayEntity:Datastore)
WITH d, count(DISTINCT s) AS writers WHERE writers > 1
RETURN d.id AS datastore, d.name AS name, writers`,
    order: 'writers DESC, datastore',
  },
  {
    id: 'users-of-store',
    question: 'Which systems read or write this datastore?',
    parameters: [thing('a datastore')],
    facts: [],
    columns: ['system', 'name', 'organisation', 'access'],
    sql: `WITH RECURSIVE ${memberSql}
SELECT DISTINCT s.id AS system, s.name, s.organisation, r.type AS access
FROM relation r JOIN member m ON m.part = r.from_id JOIN entity s ON s.id = m.system
WHERE r.to_id = :thing AND r.type IN ('READS', 'WRITES')`,
    cypher: `${memberCypher()}
MATCH (part)-[r:READS|WRITES]->(:DomesdayEntity {id: $thing})
RETURN DISTINCT s.id AS system, s.name AS name, s.organisation AS organisation, type(r) AS access`,
    order: 'system, access',
  },
  {
    id: 'unused-stores',
    question: 'Which datastores does nothing that is known read or write?',
    parameters: [],
    facts: [],
    columns: ['datastore', 'name', 'organisation'],
    sql: `SELECT d.id AS datastore, d.name, d.organisation FROM entity d
WHERE d.kind = 'datastore'
  AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.to_id = d.id AND r.type IN ('READS', 'WRITES'))`,
    cypher: `MATCH (d:DomesdayEntity:Datastore)
WHERE NOT EXISTS { MATCH (d)<-[:READS|WRITES]-(:DomesdayEntity) }
RETURN d.id AS datastore, d.name AS name, d.organisation AS organisation`,
    order: 'datastore',
  },
  {
    id: 'shared-hosts',
    question: 'Which hosts and cloud resources do several systems run on?',
    parameters: [],
    facts: [],
    columns: ['host', 'name', 'kind', 'systems'],
    sql: `WITH RECURSIVE ${memberSql}
SELECT h.id AS host, h.name, h.kind, count(DISTINCT m.system) AS systems
FROM entity h JOIN relation r ON r.to_id = h.id AND r.type = 'RUNS_ON' JOIN member m ON m.part = r.from_id
WHERE h.kind IN ('host', 'resource') GROUP BY h.id, h.name, h.kind HAVING systems > 1`,
    cypher: `${memberCypher()}
MATCH (part)-[:RUNS_ON]->(h:DomesdayEntity) WHERE h.kind IN ['host', 'resource']
WITH h, count(DISTINCT s) AS systems WHERE systems > 1
RETURN h.id AS host, h.name AS name, h.kind AS kind, systems`,
    order: 'systems DESC, host',
  },
  {
    id: 'users-of-product',
    question: 'What uses a technology or a package that has this in its name, and for which systems?',
    parameters: [{name: 'product', meaning: 'part of its name or its id, in small or large letters', kind: 'products'}],
    facts: [],
    columns: ['system', 'name', 'product', 'used_by'],
    sql: `WITH RECURSIVE ${memberSql}, ${userSql}
SELECT DISTINCT s.id AS system, s.name, t.name AS product, r.from_id AS used_by
FROM entity t JOIN relation r ON r.to_id = t.id AND r.type = 'USES' LEFT JOIN user u ON u.part = r.from_id
  LEFT JOIN entity s ON s.id = u.system
WHERE t.kind IN ('technology', 'package') AND t.id IN (SELECT value FROM json_each(:product))`,
    cypher: `MATCH (part:DomesdayEntity)-[:USES]->(t:DomesdayEntity)
WHERE t.kind IN ['technology', 'package'] AND t.id IN $product
${userCypher}
RETURN DISTINCT s.id AS system, s.name AS name, t.name AS product, part.id AS used_by`,
    order: 'product, used_by, system',
  },
]
